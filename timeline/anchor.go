package timeline

import (
	"cmp"
	"slices"
)

// A mark is a milestone as a view has it: the bounds of when it was reached.
type mark struct {
	state  markState
	lo, hi int64 // minMicro and maxMicro where open
	at     int64 // the estimate, where every candidate has a stated point
	hasAt  bool
	ends   bool // the mark is the end of its events, not their occurrence
	floor  bool // lo is that of the impact start, which it cannot precede
	reason ReasonCode
	about  []string
	events []*Event
}

type markState uint8

const (
	markMissing markState = iota
	markFound
	markOpen // known not to be reached as of the view
)

// witnesses lists, for milestones that are often not recorded, the facts that
// cannot precede them. It is part of the version of every measure that ends or
// starts there.
var witnesses = [...]struct {
	of Milestone
	by []Milestone
}{
	{Detected, []Milestone{FirstUpdate, Acknowledged, Declared, Mobilized, CauseFound}},
	{CauseFound, []Milestone{CauseConfirmed, updatePrefix + "identified"}},
	{Mitigated, []Milestone{updatePrefix + "monitoring"}},
}

// mark finds a milestone in the view, for a place, bounded by its witnesses if
// it was not recorded or recorded without a time.
func (v *View) mark(m Milestone, q Scope, p pick) mark {
	k := v.recorded(m, q, p)
	if k.state == markFound && k.hi != maxMicro {
		return k
	}
	for _, w := range witnesses {
		if w.of == m {
			return v.witnessed(k, m, w.by, q)
		}
	}
	return k
}

// witnessed bounds k by the earliest of the facts that cannot precede it, and
// by the start of impact, which it cannot precede itself.
func (v *View) witnessed(k mark, m Milestone, by []Milestone, q Scope) mark {
	var first mark
	var name Milestone
	for _, b := range by {
		if w := v.recorded(b, q, pickFirst); w.state == markFound && w.hi < maxMicro && (name == "" || w.hi < first.hi) {
			first, name = w, b
		}
	}
	if name == "" {
		return k
	}
	lo := int64(minMicro)
	if k.state == markFound {
		lo = k.lo
	}
	out := mark{
		state: markFound, lo: lo, hi: first.hi,
		reason: ReasonWitness, about: []string{string(m), string(name)}, events: slices.Concat(k.events, first.events),
	}
	if start := v.impactStart(Scope{}); lo == minMicro && start.state == markFound && start.lo > minMicro && start.lo <= out.hi {
		out.lo, out.floor = start.lo, q.IsZero() // it may precede the impact of one place
		out.events = append(out.events, start.events...)
	}
	return out
}

// recorded finds a milestone where its facts live.
func (v *View) recorded(m Milestone, q Scope, p pick) mark {
	switch m {
	case "":
		return mark{}
	case ImpactStarted:
		return v.impactStart(q)
	case Restored:
		return v.restored(q, p)
	case Declared, Resolved, Closed:
		return v.statusMark(m, p)
	case FirstUpdate:
		return v.eventMark(func(e *Event) bool { return e.Kind == KindUpdate }, q, false, FirstUpdate)
	case LastUpdate:
		return v.eventMark(func(e *Event) bool { return e.Kind == KindUpdate }, q, true, LastUpdate)
	}
	if status, ok := m.update(); ok {
		return v.eventMark(func(e *Event) bool { return e.Kind == KindUpdate && e.Status == status }, q, p == pickLast, m)
	}
	last := p == pickLast || p == pickUsual && m == Mitigated
	return v.eventMark(func(e *Event) bool { return e.Milestone == m }, q, last, m)
}

// milestoneEvents returns the events that satisfy is and speak of q: those
// recorded for a place in q, else those recorded for no place.
func (v *View) milestoneEvents(is func(*Event) bool, q Scope) []*Event {
	var narrowed, general []*Event
	for _, e := range v.events {
		switch {
		case !is(e):
		case q.IsZero() || e.Scope.IsZero():
			general = append(general, e)
		case e.Scope.within(q):
			narrowed = append(narrowed, e)
		}
	}
	if len(narrowed) > 0 {
		return narrowed
	}
	return general
}

func (v *View) eventMark(is func(*Event) bool, q Scope, last bool, m Milestone) mark {
	var c candidates
	for _, e := range v.milestoneEvents(is, q.whole()) {
		c.add(e.Occurred, e)
	}
	return c.mark(last).named(m)
}

// named gives a mark that is recorded without any time the reason for having no
// bounds.
func (k mark) named(m Milestone) mark {
	if k.state == markFound && k.lo == minMicro && k.hi == maxMicro {
		k.reason, k.about = ReasonNoTime, []string{string(m)}
	}
	return k
}

// statusMark finds when the status first or last entered the phase of a
// milestone. If it left again, the last entry is still to come.
func (v *View) statusMark(m Milestone, p pick) mark {
	var c candidates
	var before Phase
	for _, s := range v.statuses {
		if entered(m, before, s.Phase) {
			c.add(s.At, s.event)
		}
		before = s.Phase
		if m == Declared && len(c.marks) > 0 {
			break
		}
	}
	last := p != pickFirst && m != Declared
	if last && len(c.marks) > 0 && (m == Resolved && !before.over() || m == Closed && before != PhaseClosed) {
		return mark{state: markOpen}
	}
	// The chain gives the order: no clock is needed to tell first from last.
	if n := len(c.marks); n > 1 {
		if last {
			c.marks, c.events = c.marks[n-1:], c.events[n-1:]
		} else {
			c.marks, c.events = c.marks[:1], c.events[:1]
		}
	}
	return c.mark(last).named(m)
}

func entered(m Milestone, before, now Phase) bool {
	switch m {
	case Declared:
		return now != PhasePlanned
	case Resolved:
		return now == PhaseResolved && before != PhaseResolved
	}
	return now == PhaseClosed && before != PhaseClosed
}

// impactStart is the first start of the impacts in q.
func (v *View) impactStart(q Scope) mark {
	var c candidates
	for i := range v.impacts {
		if im := &v.impacts[i]; im.Scope.within(q) {
			c.add(im.Start, im.event)
		}
	}
	return c.mark(false).named(ImpactStarted)
}

// restored is the return to health of q: of the first place in it, of most, or
// of the whole.
func (v *View) restored(q Scope, p pick) mark {
	place := q.whole()
	switch q.part {
	case Some:
		return v.restoredSome(place)
	case Most:
		c := v.restorations(place, Most)
		return v.orOpen(c.mark(false))
	}
	if p == pickFirst {
		return v.restoredFirst(place)
	}
	return v.restoredLast(place)
}

// orOpen says that what is missing can still come while the incident is open.
func (v *View) orOpen(k mark) mark {
	if k.state == markMissing && v.open() {
		k.state = markOpen
	}
	return k
}

// restorations returns the restorations recorded of that part of the place
// itself.
func (v *View) restorations(place Scope, part Part) candidates {
	var c candidates
	for _, e := range v.events {
		if e.Kind == KindRestore && e.Scope.part == part && (e.Scope.whole() == place || place.IsZero() && e.Scope.whole() == Everywhere()) {
			c.add(e.Occurred, e)
		}
	}
	return c
}

// restoredSome is the first restoration of anything narrower than the place.
func (v *View) restoredSome(place Scope) mark {
	c := v.restorations(place, Some)
	ends := func(state EndState) {
		for i := range v.impacts {
			if im := &v.impacts[i]; im.EndState == state && im.Scope.within(place) && !im.Scope.covers(place) {
				c.addEnd(im)
			}
		}
	}
	ends(EndGiven)
	used := map[*Event]bool{}
	for _, e := range c.events {
		used[e] = true
	}
	for _, e := range v.events {
		if e.Kind == KindRestore && e.Scope.part == Whole && !used[e] && e.Scope.within(place) && !e.Scope.covers(place) {
			c.add(e.Occurred, e)
		}
	}
	if len(c.marks) > 0 {
		ends(EndNotGiven) // one that nobody recorded may have come before these
	}
	return v.orOpen(c.mark(false))
}

// restoredLast is the end of the last impact in the place, or its own recorded
// restoration if that came later. The restoration of a larger place ends what
// was still going on in it, and says nothing of what had come back before.
func (v *View) restoredLast(place Scope) mark {
	c := v.restorations(place, Whole)
	settled := len(c.marks) > 0 || !place.IsZero() || v.complete
	impacts := v.impactsIn(place)
	for i := range impacts {
		im := &impacts[i]
		settled = settled || im.Scope.covers(place)
		switch im.EndState {
		case EndOngoing:
			return mark{state: markOpen, events: []*Event{im.event}}
		case EndNotGiven:
			return mark{reason: ReasonNoEnd, events: []*Event{im.event}}
		}
		c.addEnd(im)
	}
	k := c.mark(true)
	switch {
	case k.state != markFound:
		return v.orOpen(k)
	case !settled:
		k.hi, k.hasAt, k.reason = maxMicro, false, ReasonIncomplete
		return k
	}
	return k.named(Restored)
}

// restoredFirst is the first moment at which no impact in the place was left:
// the end of the first run of impacts that may touch.
func (v *View) restoredFirst(place Scope) mark {
	run := v.impactsIn(place)
	slices.SortStableFunc(run, func(a, b Impact) int { return a.Start.Compare(b.Start) })
	var c candidates
	for i := range run {
		im := &run[i]
		if im.EndState != EndGiven {
			return v.restoredLast(place)
		}
		start, _ := bounds(im.Start)
		if k := c.mark(true); k.state == markFound && start > k.hi {
			run = run[:i]
			break
		}
		c.addEnd(im)
	}
	k := c.mark(true)
	if !unbroken(run) {
		k.lo, k.hasAt = c.mark(false).lo, false
	}
	return v.orOpen(k)
}

// unbroken reports whether impacts certainly left no healthy moment between the
// first start and the last end.
func unbroken(run []Impact) bool {
	run = slices.Clone(run)
	latest := func(im Impact) int64 { _, hi := bounds(im.Start); return hi }
	slices.SortStableFunc(run, func(a, b Impact) int { return cmp.Compare(latest(a), latest(b)) })
	reach := int64(maxMicro)
	for i, im := range run {
		end, _ := bounds(im.End)
		if i > 0 && latest(im) > reach {
			return false
		}
		if i == 0 || end > reach {
			reach = end
		}
	}
	return true
}

// candidates are the marks of which the first or last is wanted.
type candidates struct {
	marks  []mark
	events []*Event
}

func bounds(i Instant) (lo, hi int64) {
	if !i.IsKnown() {
		return minMicro, maxMicro
	}
	return i.min, i.max
}

func (c *candidates) add(i Instant, e *Event) {
	lo, hi := bounds(i)
	c.marks = append(c.marks, mark{lo: lo, hi: hi, at: i.at, hasAt: i.hasPoint()})
	c.events = append(c.events, e)
}

// addEnd adds the end of an impact, which cannot precede its start.
func (c *candidates) addEnd(im *Impact) {
	c.add(im.End, im.endedBy)
	k := &c.marks[len(c.marks)-1]
	k.ends = im.endedBy == im.event
	if start, _ := bounds(im.Start); !im.End.IsKnown() {
		k.lo = start
	}
}

// mark is the first or last of the candidates, as an order statistic of their
// bounds: no single one is picked unless it is certain. It uses the events that
// may be the one.
func (c *candidates) mark(last bool) mark {
	if len(c.marks) == 0 {
		return mark{}
	}
	out := c.marks[0]
	for _, k := range c.marks[1:] {
		if last {
			out.lo, out.hi = max(out.lo, k.lo), max(out.hi, k.hi)
		} else {
			out.lo, out.hi = min(out.lo, k.lo), min(out.hi, k.hi)
		}
	}
	out.state, out.hasAt, out.ends = markFound, true, true
	first := true
	for i, k := range c.marks {
		if last && k.hi < out.lo || !last && k.lo > out.hi {
			continue // certainly another
		}
		out.events = append(out.events, c.events[i])
		out.hasAt = out.hasAt && k.hasAt
		out.ends = out.ends && k.ends
		if first || last == (k.at > out.at) {
			out.at = k.at
		}
		first = false
	}
	return out
}
