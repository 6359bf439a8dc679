package timeline

import (
	"cmp"
	"fmt"

	"github.com/google/uuid"
)

// An EndState says what is known of the end of an impact. The zero EndState is
// EndNotGiven: the incident is over and nobody recorded when this ended.
type EndState uint8

// The end states.
const (
	EndNotGiven EndState = iota
	EndGiven             // stated on the impact, or by a restoration that covers it
	EndOngoing           // not over as of the view
)

// String returns "not given", "given" or "ongoing".
func (s EndState) String() string {
	return wordString([]string{"not given", "given", "ongoing"}, "EndState", s)
}

// An Impact is one stretch in which a place was affected, or a stated total
// time somewhere inside such a stretch.
type Impact struct {
	Event  uuid.UUID // the event that recorded it
	Scope  Scope
	Health Health
	Start  Instant
	End    Instant // meaningful when EndState is EndGiven; unknown even then if the restoration has no time
	// EndedBy is the event that gave the end: Event itself or a restoration. Where
	// the bounds leave open which restoration it was, End spans all that it can be
	// and EndedBy is the first of them as stated.
	EndedBy  uuid.UUID
	EndState EndState
	// Total is the stated time affected within Start and End, for accounts that
	// give "54 minutes, intermittent over two hours" and no windows. When stated,
	// the first of it began at Start and the last of it ended at End, and what
	// lies between is not a window.
	Total Length

	event, endedBy *Event
	pairs          []*Event // where it is open which restoration ended it: all that may have
	notBefore      int64    // an end that is a restoration precedes no start it answers
}

// IsWindow reports whether the impact lasted from Start to End without a break,
// rather than being a stated total.
func (i Impact) IsWindow() bool { return !i.Total.IsStated() }

// foldImpacts gives each impact its end: its own stated end, else the first
// restoration after its start that covers its scope.
func foldImpacts(v *View) []Impact {
	v.restores = indexRestorations(v.events)
	var out []Impact
	for _, e := range v.events {
		if e.Kind != KindImpact {
			continue
		}
		i := Impact{Event: e.ID, Scope: e.Scope, Health: e.Health, Start: e.Occurred, Total: e.Total, event: e}
		switch r := v.restores.ending(e.Occurred, e.Scope); {
		case e.Ended.IsKnown():
			i.End, i.EndState, i.EndedBy, i.endedBy = e.Ended, EndGiven, e.ID, e
		case r.by != nil && i.IsWindow():
			i.end(r)
		case v.isOpen:
			i.EndState = EndOngoing
		}
		out = append(out, i)
		v.checkImpact(&i)
	}
	v.begun = shareEnds(out)
	v.checkRestorations(out)
	return out
}

// end gives an impact the end that restorations tell.
func (i *Impact) end(r ending) {
	i.End, i.EndState, i.EndedBy, i.endedBy, i.pairs = r.at, EndGiven, r.by.ID, r.by, r.pairs
}

// checkRestorations reports restorations of a whole place that restore nothing:
// no impact there, or none that had begun.
func (v *View) checkRestorations(impacts []Impact) {
	if len(impacts) == 0 {
		return // the log tells of no impacts at all, only of their end
	}
	first := map[Scope]int64{} // scope of impacts → earliest start
	for i := range impacts {
		start, _ := bounds(impacts[i].Start)
		if have, ok := first[impacts[i].Scope]; !ok || start < have {
			first[impacts[i].Scope] = start
		}
	}
	for _, r := range v.events {
		if r.Kind != KindRestore || r.Scope.part != Whole {
			continue
		}
		_, latest := bounds(r.Occurred)
		begun := false
		for scope, start := range first {
			begun = begun || (r.Scope.covers(scope) || scope.covers(r.Scope)) && start <= latest
		}
		if !begun {
			v.find(RuleRestoredNothing, fmt.Sprintf("%s is restored, where no impact had begun", r.Scope), r)
		}
	}
}

// endIn is the impact as it ended in a place. An impact that is wider than the
// place ends there with the first restoration that covers the place, which may
// come before that of the rest.
func (v *View) endIn(im *Impact, place Scope) *Impact {
	if !wider(im.Scope, place) || im.endedBy == im.event || !im.IsWindow() {
		return im
	}
	out := *im
	local := Scope{region: place.region, component: cmp.Or(im.Scope.component, place.component)}
	if r := v.restores.ending(im.Start, local); r.by != nil {
		out.end(r)
		out.notBefore = minMicro
		if start, ok := v.begun[r.by]; ok && r.pairs == nil {
			out.notBefore = start
		}
	}
	return &out
}

// wider reports whether s is said to hold in more places than q alone.
func wider(s, q Scope) bool {
	return s.region == everywhere && q.region != "" && q.region != everywhere
}

// shareEnds notes how early a restoration that ends several impacts can have
// been: not before any of them started. An impact that contradicts its own end
// says nothing of it.
func shareEnds(impacts []Impact) map[*Event]int64 {
	starts := map[*Event]int64{}
	for i := range impacts {
		if im := &impacts[i]; im.endedBy != nil && im.endedBy != im.event && im.pairs == nil {
			start, _ := bounds(im.Start)
			if _, end := bounds(im.End); start <= end {
				if other, ok := starts[im.endedBy]; ok {
					start = max(start, other)
				}
				starts[im.endedBy] = start
			}
		}
	}
	for i := range impacts {
		impacts[i].notBefore = minMicro
		if start, ok := starts[impacts[i].endedBy]; ok && impacts[i].pairs == nil {
			impacts[i].notBefore = start
		}
	}
	return starts
}

func (v *View) checkImpact(i *Impact) {
	if i.EndState != EndGiven || !i.Start.IsKnown() || !i.End.IsKnown() {
		return
	}
	if i.End.Before(i.Start) == Definitely {
		v.find(RuleEndBeforeStart, fmt.Sprintf("the impact on %s ends %s, before it starts %s", i.Scope, i.End, i.Start), i.event)
	}
	if i.Total.IsStated() && i.Total.min > i.End.max-i.Start.min {
		v.find(RuleTotalTooLong, fmt.Sprintf("%s of %s do not fit between %s and %s", i.Total, i.Health, i.Start, i.End), i.event)
	}
}
