package timeline

import (
	"cmp"
	"slices"
)

// restored is the return to health of q: of the first place in it, of most, of a
// number of places, or of the whole.
func (t *meter) restored(q Scope, p pick) mark {
	place := q.whole()
	switch q.part {
	case Some:
		return t.restoredSome(place)
	case Most:
		t.choose()
		t.restorations(place, Most)
		return t.orOpen(t.chosen(false))
	}
	if p == pickFirst {
		return t.restoredFirst(place)
	}
	return t.restoredLast(place)
}

func (t *meter) chosen(last bool) (k mark) {
	t.choice(last, &k)
	return k
}

// orOpen says that what is missing can still come while the incident is open.
func (t *meter) orOpen(k mark) mark {
	if k.state == markMissing && t.v.isOpen {
		k.state = markOpen
	}
	return k
}

// restorations adds the restorations recorded of that part of the place itself.
func (t *meter) restorations(place Scope, part Part) {
	for _, e := range t.v.restored {
		if e.Scope.part == part && (e.Scope.whole() == place || place.IsZero() && e.Scope.whole() == Everywhere()) {
			t.add(e.Occurred, e)
		}
	}
}

// restoredSome is the first restoration of anything narrower than the place.
func (t *meter) restoredSome(place Scope) mark {
	t.choose()
	t.restorations(place, Some)
	t.endsWithin(place, EndGiven)
	given := len(t.candidates)
	for _, e := range t.v.restored {
		used := slices.ContainsFunc(t.candidates[:given], func(k candidate) bool { return k.event == e })
		if e.Scope.part == Whole && !used && e.Scope.within(place) && !e.Scope.covers(place) {
			t.add(e.Occurred, e)
		}
	}
	if len(t.candidates) > 0 {
		t.endsWithin(place, EndNotGiven) // one that nobody recorded may have come before these
	}
	return t.orOpen(t.chosen(false))
}

// endsWithin adds the ends of the impacts on anything narrower than the place.
func (t *meter) endsWithin(place Scope, state EndState) {
	for i := range t.v.impacts {
		if im := &t.v.impacts[i]; im.EndState == state && im.Scope.within(place) && !im.Scope.covers(place) {
			t.addEnd(im)
		}
	}
}

// restoredLast is the end of the last impact in the place, or its own recorded
// restoration if that came later. The restoration of a larger place ends what
// was still going on in it, and says nothing of what had come back before.
func (t *meter) restoredLast(place Scope) mark {
	t.choose()
	t.restorations(place, Whole)
	settled := len(t.candidates) > 0 || !place.IsZero() || t.v.complete
	t.impactsIn(place)
	for _, im := range t.impacts {
		settled = settled || im.Scope.covers(place)
		switch im.EndState {
		case EndOngoing:
			return mark{state: markOpen, events: t.just(im.event)}
		case EndNotGiven:
			return mark{reason: why(ReasonNoEnd), events: t.just(im.event)}
		}
		t.addEnd(im)
	}
	k := t.chosen(true)
	switch {
	case k.state != markFound:
		return t.orOpen(k)
	case !settled:
		k.hi, k.hasAt, k.reason = maxMicro, false, why(ReasonIncomplete)
		return k
	}
	k.named(Restored)
	return k
}

func (t *meter) just(e *Event) []*Event {
	t.events = append(t.events, e)
	n := len(t.events)
	return t.events[n-1 : n : n]
}

// impactsIn collects the impacts in a place, each as it ended there.
func (t *meter) impactsIn(place Scope) {
	t.impacts = t.impacts[:0]
	for i := range t.v.impacts {
		if t.v.impacts[i].Scope.within(place) {
			t.impacts = append(t.impacts, t.v.endIn(&t.v.impacts[i], place))
		}
	}
}

// restoredFirst is the first moment at which no impact in the place was left:
// the end of the first run of impacts that may touch.
func (t *meter) restoredFirst(place Scope) mark {
	t.impactsIn(place)
	run := t.impacts
	earliest := func(im *Impact) int64 { lo, _ := bounds(im.Start); return lo }
	slices.SortStableFunc(run, func(a, b *Impact) int { return cmp.Compare(earliest(a), earliest(b)) })
	t.choose()
	reach := int64(minMicro) // the latest end so far
	for i, im := range run {
		if start, _ := bounds(im.Start); i > 0 && start > reach {
			run = run[:i]
			break
		}
		if im.EndState != EndGiven {
			return t.restoredLast(place)
		}
		t.addEnd(im)
		reach = max(reach, t.candidates[i].hi)
	}
	k := t.chosen(true)
	if !unbroken(run) {
		k.lo, k.hasAt = t.chosen(false).lo, false
	}
	return t.orOpen(k)
}

// unbroken reports whether impacts certainly left no healthy moment between the
// first start and the last end.
func unbroken(run []*Impact) bool {
	run = slices.Clone(run)
	latest := func(im *Impact) int64 { _, hi := bounds(im.Start); return hi }
	slices.SortStableFunc(run, func(a, b *Impact) int { return cmp.Compare(latest(a), latest(b)) })
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

// restoredOf is the moment at which k of the places in q were back: the k-th of
// their restorations, as an order statistic of their bounds.
func (t *meter) restoredOf(q Scope, k int, component bool) mark {
	names := t.affected(q, component)
	if k > len(names) {
		return mark{reason: why(ReasonFewPlaces, itoa(len(names)), itoa(k))}
	}
	var marks []mark
	back, gone := 0, 0
	for _, name := range names {
		place := Scope{region: q.region, component: name}
		if !component {
			place = Scope{region: name, component: q.component}
		}
		m := t.restoredLast(place)
		switch m.state {
		case markFound:
			back++
		case markOpen:
			m.lo, m.hi = t.v.now, maxMicro
		default:
			m.lo, m.hi = minMicro, maxMicro
			gone++
		}
		marks = append(marks, m)
	}
	switch {
	case back+gone < k:
		return mark{state: markOpen}
	case back < k:
		return mark{reason: why(ReasonNoEnd)}
	}
	return t.kth(marks, k)
}

// kth is the k-th of marks.
func (t *meter) kth(marks []mark, k int) mark {
	var lows, highs, points []int64
	for _, m := range marks {
		lows, highs, points = append(lows, m.lo), append(highs, m.hi), append(points, m.at)
	}
	slices.Sort(lows)
	slices.Sort(highs)
	out := mark{when: when{lo: lows[k-1], hi: highs[k-1], hasAt: true, ends: true}, state: markFound}
	points = points[:0]
	from := len(t.events)
	earlier := 0
	for _, m := range marks {
		switch {
		case m.hi < out.lo:
			earlier++
			continue
		case m.lo > out.hi:
			continue
		}
		t.events = append(t.events, m.events...)
		out.hasAt = out.hasAt && m.hasAt
		out.ends = out.ends && m.ends
		points = append(points, m.at)
		if m.reason.Code != ReasonNone {
			out.reason = m.reason
		}
	}
	out.events = slices.Clip(t.events[from:])
	slices.Sort(points)
	if i := k - 1 - earlier; out.hasAt && i < len(points) {
		out.at = points[i]
	}
	return out
}

// affected returns the names of the regions or components in q that impacts name.
func (t *meter) affected(q Scope, component bool) []string {
	var out []string
	for i := range t.v.impacts {
		s := t.v.impacts[i].Scope
		name := s.region
		if component {
			name = s.component
		}
		if name != "" && name != everywhere && s.within(q) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
