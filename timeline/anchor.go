package timeline

import "slices"

// A mark is a milestone as a view has it: the bounds of when it was reached.
type mark struct {
	when
	state  markState
	floor  bool // lo is that of the impact start, which it cannot precede
	reason because
	events []*Event
}

// A when is a moment within bounds.
type when struct {
	lo, hi int64 // minMicro and maxMicro where open
	at     int64 // the estimate, where every candidate has a stated point
	hasAt  bool
	ends   bool // it is the end of its events, not their occurrence
}

// A candidate is one of the moments of which the first or last is wanted.
type candidate struct {
	when
	event *Event
}

type markState uint8

const (
	markMissing markState = iota
	markFound
	markOpen // known not to be reached as of the view
)

// An anchor is a milestone and its code.
type anchor struct {
	name Milestone
	code code
}

// witnesses returns, for milestones that are often not recorded, the facts that
// cannot precede them. It is part of the version of every measure that ends or
// starts there.
func witnesses(of code) []anchor {
	switch of {
	case codeDetected:
		return detectedWitnesses[:]
	case codeCauseFound:
		return causeWitnesses[:]
	case codeMitigated:
		return mitigatedWitnesses[:]
	}
	return nil
}

var (
	detectedWitnesses = [...]anchor{
		{FirstUpdate, codeFirstUpdate}, {Acknowledged, codeAcknowledged}, {Declared, codeDeclared},
		{Mobilized, codeMobilized}, {CauseFound, codeCauseFound},
	}
	causeWitnesses     = [...]anchor{{CauseConfirmed, codeCauseConfirmed}, {updatePrefix + "identified", 0}}
	mitigatedWitnesses = [...]anchor{{updatePrefix + "monitoring", 0}}
)

// mark finds a milestone in the view, for a place, bounded by its witnesses if
// it was not recorded or recorded without a time.
func (t *meter) mark(a anchor, q Scope, p pick, out *mark) {
	t.recorded(a, q, p, out)
	if out.state == markFound && out.hi != maxMicro {
		return
	}
	if by := witnesses(a.code); by != nil {
		t.witnessed(a.name, by, q, out)
	}
}

// usual is the mark of a milestone for the whole incident, which the view holds.
func (v *View) usual(c code) *mark { return &v.marks[c] }

// foldMarks works out the marks of the whole incident.
func (v *View) foldMarks(t *meter) {
	t.v, t.events = v, v.room[:0]
	for c := code(1); c < codes; c++ {
		t.mark(anchor{c.milestone(), c}, Scope{}, pickUsual, &v.marks[c])
	}
	t.v, t.events = nil, nil // they are the view's
}

// witnessed bounds k by the earliest of the facts that cannot precede it, and
// by the start of impact, which it cannot precede itself.
func (t *meter) witnessed(m Milestone, by []anchor, q Scope, k *mark) {
	var w, first mark
	var name Milestone
	for _, b := range by {
		t.recorded(b, q, pickFirst, &w)
		if w.state == markFound && w.hi < maxMicro && (name == "" || w.hi < first.hi) {
			first, name = w, b.name
		}
	}
	if name == "" {
		return
	}
	lo := int64(minMicro)
	if k.state == markFound {
		lo = k.lo
	}
	if lo > first.hi {
		return // what was recorded stands against what follows from others
	}
	out := mark{when: when{lo: lo, hi: first.hi}, state: markFound, reason: why(ReasonWitness, string(m), string(name))}
	from := len(t.events)
	t.events = append(append(t.events, k.events...), first.events...)
	out.events = slices.Clip(t.events[from:])
	*k = out
	if lo == minMicro {
		t.notBeforeImpact(k, q.IsZero()) // it may precede the impact of one place
	}
}

// notBeforeImpact bounds a mark by the start of impact, and says whether it can
// never precede that of the place asked for.
func (t *meter) notBeforeImpact(k *mark, floor bool) {
	start := t.v.usual(codeImpactStarted)
	if start.state != markFound || start.lo == minMicro || start.lo > k.hi {
		return
	}
	k.lo, k.floor = start.lo, floor
	from := len(t.events)
	t.events = append(append(t.events, k.events...), start.events...)
	k.events = slices.Clip(t.events[from:])
}

// recorded finds a milestone where its facts live.
func (t *meter) recorded(a anchor, q Scope, p pick, out *mark) {
	*out = mark{}
	last := p == pickLast
	switch a.code {
	case codeImpactStarted:
		t.impactStart(q, out)
		return
	case codeRestored:
		*out = t.restored(q, p)
		return
	case codeDeclared, codeResolved, codeClosed:
		t.statusMark(a, p, out)
		return
	case codeFirstUpdate, codeLastUpdate:
		t.updateMark("", q, a.code == codeLastUpdate, a.name, out)
		return
	case codeMitigated:
		last = p != pickFirst
	case 0:
		if status, ok := a.name.update(); ok {
			t.updateMark(status, q, last, a.name, out)
			return
		}
	}
	if t.v.codes>>a.code&1 == 0 || a.name == "" {
		return
	}
	t.choose()
	for _, narrowed := range [...]bool{true, false} {
		for _, e := range t.v.marked {
			if e.Milestone == a.name && speaksOf(e, q, narrowed) {
				t.add(e.Occurred, e)
			}
		}
		if len(t.candidates) > 0 {
			break
		}
	}
	if a.name == Deployed && len(t.candidates) == 0 && !q.IsZero() { // what was deployed elsewhere can fail here
		t.recorded(a, Scope{}, p, out)
		return
	}
	t.choice(last, out)
	out.named(a.name)
	if a.code == codeMitigated && p != pickFirst && t.v.isOpen && t.fellBack(out) {
		*out = mark{state: markOpen}
	}
}

// fellBack reports whether the status left the mitigated phase after the mark.
func (t *meter) fellBack(k *mark) bool {
	var before Phase
	lost := false
	for i := range t.v.statuses {
		s := &t.v.statuses[i]
		switch {
		case s.Phase == PhaseMitigated || s.Phase.over():
			lost = false
		case before == PhaseMitigated || before.over():
			lo, _ := bounds(s.At)
			lost = lo >= k.hi
		}
		before = s.Phase
	}
	return lost && k.state == markFound
}

// updateMark finds the first or last published update, of any status if status
// is empty.
func (t *meter) updateMark(status string, q Scope, last bool, m Milestone, out *mark) {
	if len(t.v.updates) == 0 {
		return
	}
	t.choose()
	for _, e := range t.updatesOf(q) {
		if m == FirstUpdate || m == LastUpdate || e.Status == status {
			t.add(e.Occurred, e)
		}
	}
	t.choice(last, out)
	out.named(m)
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
func (k *mark) named(m Milestone) {
	if k.state == markFound && k.lo == minMicro && k.hi == maxMicro {
		k.reason = why(ReasonNoTime, string(m))
	}
}

// statusMark finds when the status first or last entered the phase of a
// milestone. If it left again, the last entry is still to come. The chain of
// statuses gives the order: no clock is needed to tell first from last.
func (t *meter) statusMark(a anchor, p pick, out *mark) {
	t.choose()
	var before Phase
	first := p == pickFirst || a.code == codeDeclared
	born, lost := false, false
	for i := range t.v.statuses {
		s := &t.v.statuses[i]
		if entered(a.code, before, s.Phase) && (!first || len(t.candidates) == 0) {
			t.choose()
			t.add(s.At, s.event)
			born, lost = i == 0 && a.code != codeDeclared, false
		}
		if s.Phase.IsStandard() {
			before = s.Phase
			lost = lost || len(t.candidates) > 0 && !before.over()
		}
	}
	if !first && lost && a.code == codeResolved && before.over() {
		return // reopened, and closed without being resolved again
	}
	if !first && len(t.candidates) > 0 && (a.code == codeResolved && !before.over() || a.code == codeClosed && before != PhaseClosed) {
		out.state = markOpen
		return
	}
	t.choice(!first, out)
	out.named(a.name)
	if born && out.state == markFound {
		out.lo, out.hasAt, out.reason = minMicro, false, why(ReasonWitness, string(a.name), string(Declared))
		t.notBeforeImpact(out, true)
	}
}

func entered(into code, before, now Phase) bool {
	switch into {
	case codeDeclared:
		return now != PhasePlanned
	case codeResolved:
		return now == PhaseResolved && before != PhaseResolved
	}
	return now == PhaseClosed && before != PhaseClosed
}

// impactStart is the first start of the impacts in q.
func (t *meter) impactStart(q Scope, out *mark) {
	t.choose()
	for i := range t.v.impacts {
		if im := &t.v.impacts[i]; im.Scope.within(q) {
			t.add(im.Start, im.event)
		}
	}
	t.choice(false, out)
	out.named(ImpactStarted)
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
	t.candidates = append(t.candidates, candidate{when{lo: lo, hi: hi, at: i.at, hasAt: i.hasPoint()}, e})
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
func (t *meter) choice(last bool, out *mark) {
	if len(t.candidates) == 0 {
		return
	}
	w := t.candidates[0].when
	for i := 1; i < len(t.candidates); i++ {
		k := &t.candidates[i]
		if last {
			w.lo, w.hi = max(w.lo, k.lo), max(w.hi, k.hi)
		} else {
			w.lo, w.hi = min(w.lo, k.lo), min(w.hi, k.hi)
		}
	}
	w.hasAt, w.ends = true, true
	from, first := len(t.events), true
	for i := range t.candidates {
		k := &t.candidates[i]
		if last && k.hi < w.lo || !last && k.lo > w.hi {
			continue // certainly another
		}
		t.events = append(t.events, k.event)
		w.hasAt = w.hasAt && k.hasAt
		w.ends = w.ends && k.ends
		if first || last == (k.at > w.at) {
			w.at = k.at
		}
		first = false
	}
	out.when, out.state, out.events = w, markFound, slices.Clip(t.events[from:])
}
