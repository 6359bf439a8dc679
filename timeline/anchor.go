package timeline

import "slices"

// A mark is a milestone as a view has it: the bounds of when it was reached.
type mark struct {
	state  markState
	lo, hi int64 // minMicro and maxMicro where open
	at     int64 // the estimate, where every candidate has a stated point
	hasAt  bool
	ends   bool // the mark is the end of its events, not their occurrence
	floor  bool // lo is that of the impact start, which it cannot precede
	event  *Event
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
func (t *meter) mark(m Milestone, q Scope, p pick) mark {
	k := t.recorded(m, q, p)
	if k.state == markFound && k.hi != maxMicro {
		return k
	}
	for i := range witnesses {
		if witnesses[i].of == m {
			return t.witnessed(k, m, witnesses[i].by, q)
		}
	}
	return k
}

// usual is the mark of a milestone for the whole incident, worked out once.
func (t *meter) usual(m Milestone, code uint8) *mark {
	k := &t.marks[code]
	if code == 0 || t.marked>>code&1 == 0 {
		*k = t.mark(m, Scope{}, pickUsual)
		t.marked |= 1 << code
	}
	return k
}

// witnessed bounds k by the earliest of the facts that cannot precede it, and
// by the start of impact, which it cannot precede itself.
func (t *meter) witnessed(k mark, m Milestone, by []Milestone, q Scope) mark {
	var first mark
	var name Milestone
	for _, b := range by {
		if w := t.recorded(b, q, pickFirst); w.state == markFound && w.hi < maxMicro && (name == "" || w.hi < first.hi) {
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
		reason: ReasonWitness, about: t.keep(string(m), string(name)),
	}
	from := len(t.events)
	t.events = append(append(t.events, k.events...), first.events...)
	if start := t.usual(ImpactStarted, codeImpactStarted); lo == minMicro && start.state == markFound && start.lo > minMicro && start.lo <= out.hi {
		out.lo, out.floor = start.lo, q.IsZero() // it may precede the impact of one place
		t.events = append(t.events, start.events...)
	}
	out.events = slices.Clip(t.events[from:])
	return out
}

// recorded finds a milestone where its facts live.
func (t *meter) recorded(m Milestone, q Scope, p pick) mark {
	switch m {
	case "":
		return mark{}
	case ImpactStarted:
		return t.impactStart(q)
	case Restored:
		return t.restored(q, p)
	case Declared, Resolved, Closed:
		return t.statusMark(m, p)
	case FirstUpdate, LastUpdate:
		return t.updateMark("", q, m == LastUpdate, m)
	}
	if status, ok := m.update(); ok {
		return t.updateMark(status, q, p == pickLast, m)
	}
	if code := codeOf(m); code > 0 && t.v.codes>>code&1 == 0 {
		return mark{}
	}
	last := p == pickLast || p == pickUsual && m == Mitigated
	t.choose()
	for _, narrowed := range [...]bool{true, false} {
		for _, e := range t.v.marked {
			if e.Milestone == m && speaksOf(e, q, narrowed) {
				t.add(e.Occurred, e)
			}
		}
		if len(t.candidates) > 0 {
			break
		}
	}
	return t.choice(last).named(t, m)
}

// updateMark finds the first or last published update, of any status if status
// is empty.
func (t *meter) updateMark(status string, q Scope, last bool, m Milestone) mark {
	t.choose()
	for _, e := range t.updatesOf(q) {
		if m == FirstUpdate || m == LastUpdate || e.Status == status {
			t.add(e.Occurred, e)
		}
	}
	return t.choice(last).named(t, m)
}

// updatesOf returns the updates that speak of q: those published for a place in
// q, else those published for no place.
func (t *meter) updatesOf(q Scope) []*Event {
	t.used = t.used[:0]
	for _, narrowed := range [...]bool{true, false} {
		for _, e := range t.v.updates {
			if speaksOf(e, q, narrowed) {
				t.used = append(t.used, e)
			}
		}
		if len(t.used) > 0 {
			break
		}
	}
	return t.used
}

// speaksOf reports whether an event speaks of q: because it was recorded for a
// place in q, or for no place in particular.
func speaksOf(e *Event, q Scope, narrowed bool) bool {
	general := q.IsZero() || e.Scope.IsZero()
	return narrowed != general && (general || e.Scope.within(q))
}

// named gives a mark that is recorded without any time the reason for having no
// bounds.
func (k mark) named(t *meter, m Milestone) mark {
	if k.state == markFound && k.lo == minMicro && k.hi == maxMicro {
		k.reason, k.about = ReasonNoTime, t.keep(string(m))
	}
	return k
}

// statusMark finds when the status first or last entered the phase of a
// milestone. If it left again, the last entry is still to come. The chain of
// statuses gives the order: no clock is needed to tell first from last.
func (t *meter) statusMark(m Milestone, p pick) mark {
	t.choose()
	var before Phase
	first := p == pickFirst || m == Declared
	for i := range t.v.statuses {
		s := &t.v.statuses[i]
		if entered(m, before, s.Phase) && (!first || len(t.candidates) == 0) {
			t.candidates = t.candidates[:0]
			t.add(s.At, s.event)
		}
		before = s.Phase
	}
	if !first && len(t.candidates) > 0 && (m == Resolved && !before.over() || m == Closed && before != PhaseClosed) {
		return mark{state: markOpen}
	}
	return t.choice(!first).named(t, m)
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
func (t *meter) impactStart(q Scope) mark {
	t.choose()
	for i := range t.v.impacts {
		if im := &t.v.impacts[i]; im.Scope.within(q) {
			t.add(im.Start, im.event)
		}
	}
	return t.choice(false).named(t, ImpactStarted)
}

func bounds(i Instant) (lo, hi int64) {
	if !i.IsKnown() {
		return minMicro, maxMicro
	}
	return i.min, i.max
}

// choose begins to collect the candidates of which the first or last is wanted.
func (t *meter) choose() { t.candidates = t.candidates[:0] }

func (t *meter) add(i Instant, e *Event) {
	lo, hi := bounds(i)
	t.candidates = append(t.candidates, mark{lo: lo, hi: hi, at: i.at, hasAt: i.hasPoint(), event: e})
}

// addEnd adds the end of an impact, which cannot precede its start.
func (t *meter) addEnd(im *Impact) {
	t.add(im.End, im.endedBy)
	k := &t.candidates[len(t.candidates)-1]
	k.ends = im.endedBy == im.event
	if start, _ := bounds(im.Start); !im.End.IsKnown() {
		k.lo = start
	}
}

// choice is the first or last of the candidates, as an order statistic of their
// bounds: no single one is picked unless it is certain. It uses the events that
// may be the one.
func (t *meter) choice(last bool) mark {
	if len(t.candidates) == 0 {
		return mark{}
	}
	out := t.candidates[0]
	for i := 1; i < len(t.candidates); i++ {
		k := &t.candidates[i]
		if last {
			out.lo, out.hi = max(out.lo, k.lo), max(out.hi, k.hi)
		} else {
			out.lo, out.hi = min(out.lo, k.lo), min(out.hi, k.hi)
		}
	}
	out.state, out.hasAt, out.ends, out.event = markFound, true, true, nil
	from, first := len(t.events), true
	for i := range t.candidates {
		k := &t.candidates[i]
		if last && k.hi < out.lo || !last && k.lo > out.hi {
			continue // certainly another
		}
		t.events = append(t.events, k.event)
		out.hasAt = out.hasAt && k.hasAt
		out.ends = out.ends && k.ends
		if first || last == (k.at > out.at) {
			out.at = k.at
		}
		first = false
	}
	out.events = slices.Clip(t.events[from:])
	return out
}
