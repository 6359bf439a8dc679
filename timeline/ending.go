package timeline

import "slices"

// A restorationIndex holds the restorations of whole places: as they are where
// there are few, else by place.
type restorationIndex struct {
	few     []*Event
	byScope map[Scope]*restorationList
}

// A restorationList is restorations in order, with what is needed to pass over
// those that cannot matter.
type restorationList struct {
	events   []*Event
	latest   []int64 // the greatest upper bound of the events up to here
	earliest []int64 // the least lower bound of the events from here on
}

func indexRestorations(events []*Event) (index restorationIndex) {
	const few = 8 // beyond it an index is faster than looking
	if len(events) <= few {
		index.few = events
		return index
	}
	index.byScope = map[Scope]*restorationList{}
	for _, e := range events {
		if e.Scope.part == Whole {
			if index.byScope[e.Scope] == nil {
				index.byScope[e.Scope] = &restorationList{}
			}
			index.byScope[e.Scope].events = append(index.byScope[e.Scope].events, e)
		}
	}
	for _, list := range index.byScope {
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
//
// It works in buffer, and keeps nothing of it.
func (r restorationIndex) ending(start Instant, place Scope, buffer []*Event) ending {
	begun, latest := bounds(start)
	candidates, must := r.candidates(begun, latest, place, buffer)
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
	out := ending{by: by, pairs: slices.Clone(candidates)}
	if lo := max(begun, from); lo > minMicro || hi < maxMicro {
		out.at = between(lo, hi)
	}
	return out
}

// candidates returns the restorations that can be the first after a start within
// bounds, and the moment by which one of them must have come, maxMicro if none
// is certain to come after the start.
func (r restorationIndex) candidates(begun, latest int64, place Scope, out []*Event) (_ []*Event, must int64) {
	must = maxMicro
	consider := func(e *Event) {
		lo, hi := bounds(e.Occurred)
		if hi < begun {
			return
		}
		out = append(out, e)
		if lo >= latest {
			must = min(must, hi)
		}
	}
	for _, e := range r.few {
		if e.Scope.part == Whole && e.Scope.covers(place) {
			consider(e)
		}
	}
	if r.byScope == nil {
		return out, must
	}
	regions, components := [...]string{"", everywhere, place.region}, [...]string{"", place.component}
	for i, region := range regions {
		for j, component := range components {
			list := r.byScope[Scope{region: region, component: component}]
			if list == nil || i == 2 && (region == "" || region == everywhere) || j == 1 && component == "" {
				continue // none, or seen
			}
			at, _ := slices.BinarySearch(list.latest, begun)
			for ; at < len(list.events) && list.earliest[at] <= must; at++ {
				consider(list.events[at])
			}
		}
	}
	return out, must
}
