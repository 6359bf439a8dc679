package timeline

import "slices"

// A restorationIndex holds the restorations of whole places, by place.
type restorationIndex map[Scope]*restorationList

// A restorationList is restorations in order, with what is needed to pass over
// those that cannot matter.
type restorationList struct {
	events   []*Event
	latest   []int64 // the greatest upper bound of the events up to here
	earliest []int64 // the least lower bound of the events from here on
}

func indexRestorations(events []*Event) restorationIndex {
	index := restorationIndex{}
	for _, e := range events {
		if e.Kind == KindRestore && e.Scope.part == Whole {
			if index[e.Scope] == nil {
				index[e.Scope] = &restorationList{}
			}
			index[e.Scope].events = append(index[e.Scope].events, e)
		}
	}
	for _, list := range index {
		n := len(list.events)
		list.latest, list.earliest = make([]int64, n), make([]int64, n)
		reach := int64(minMicro)
		for i, e := range list.events {
			_, hi := bounds(e.Occurred)
			reach = max(reach, hi)
			list.latest[i] = reach
		}
		first := int64(maxMicro)
		for i, e := range slices.Backward(list.events) {
			lo, _ := bounds(e.Occurred)
			first = min(first, lo)
			list.earliest[i] = first
		}
	}
	return index
}

// An ending is how restorations ended an impact in a place.
type ending struct {
	by    *Event   // the one that is stated to; nil if there is none
	at    Instant  // when
	pairs []*Event // where the order is open: every one that may have been the first
}

// ending finds the first restoration that covers the place and came after the
// start. Where the bounds leave open which that is, the end lies anywhere from
// the first moment that one of them can have come to the last by which one must
// have. One that can have come before the start counts as one after it where
// there is no other: somebody recorded it.
func (r restorationIndex) ending(start Instant, place Scope) ending {
	begun, latest := bounds(start)
	candidates, must := r.candidates(begun, latest, place)
	if len(candidates) == 0 {
		return ending{}
	}
	slices.SortStableFunc(candidates, compareEvents)
	by := candidates[0]
	if i := slices.IndexFunc(candidates, func(e *Event) bool { return !start.IsKnown() || e.Occurred.place() >= start.place() }); i >= 0 {
		by = candidates[i]
	}
	from, hi := int64(maxMicro), int64(minMicro)
	for _, e := range candidates {
		lo, last := bounds(e.Occurred)
		from, hi = min(from, lo), max(hi, last)
	}
	hi = min(hi, must)
	candidates = slices.DeleteFunc(candidates, func(e *Event) bool { lo, _ := bounds(e.Occurred); return lo > hi })
	first, last := bounds(by.Occurred)
	settled := first >= latest && !slices.ContainsFunc(candidates, func(e *Event) bool {
		lo, _ := bounds(e.Occurred)
		return e != by && lo < last
	})
	if len(candidates) == 1 {
		by, settled = candidates[0], true
	}
	if settled {
		return ending{by: by, at: by.Occurred}
	}
	out := ending{by: by, pairs: candidates}
	if lo := max(begun, from); lo > minMicro || hi < maxMicro {
		out.at = between(lo, hi)
	}
	return out
}

// candidates returns the restorations that can be the first after a start within
// bounds, and the moment by which one of them must have come, maxMicro if none
// is certain to come after the start.
func (r restorationIndex) candidates(begun, latest int64, place Scope) (out []*Event, must int64) {
	must = maxMicro
	seen := map[Scope]bool{}
	for _, region := range [...]string{"", everywhere, place.region} {
		for _, component := range [...]string{"", place.component} {
			scope := Scope{region: region, component: component}
			list := r[scope]
			if list == nil || seen[scope] {
				continue
			}
			seen[scope] = true
			at, _ := slices.BinarySearch(list.latest, begun)
			for ; at < len(list.events) && list.earliest[at] <= must; at++ {
				lo, hi := bounds(list.events[at].Occurred)
				if hi < begun {
					continue
				}
				out = append(out, list.events[at])
				if lo >= latest {
					must = min(must, hi)
				}
			}
		}
	}
	return out, must
}
