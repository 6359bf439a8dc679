package timeline

import (
	"cmp"
	"fmt"
	"slices"

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
	// EndedBy is the event that gave the end: Event itself or a restoration.
	EndedBy  uuid.UUID
	EndState EndState
	// Total is the stated time affected within Start and End, for accounts that
	// give "54 minutes, intermittent" and no windows. When stated, Start and End
	// bound where that time lies and are not themselves a window.
	Total Length

	event, endedBy *Event
	notBefore      int64 // an end that is a restoration precedes no start it answers
}

// IsWindow reports whether the impact lasted from Start to End without a break,
// rather than being a stated total.
func (i Impact) IsWindow() bool { return !i.Total.IsStated() }

// foldImpacts gives each impact its end: its own stated end, else the first
// restoration after its start that covers its scope.
func foldImpacts(v *View) []Impact {
	restores := restorationIndex{}
	for _, e := range v.events {
		if e.Kind == KindRestore && e.Scope.part == Whole {
			restores[e.Scope] = append(restores[e.Scope], e)
		}
	}
	var out []Impact
	for _, e := range v.events {
		if e.Kind != KindImpact {
			continue
		}
		i := Impact{Event: e.ID, Scope: e.Scope, Health: e.Health, Start: e.Occurred, Total: e.Total, event: e}
		switch r := restores.after(e); {
		case e.Ended.IsKnown():
			i.End, i.EndState, i.EndedBy, i.endedBy = e.Ended, EndGiven, e.ID, e
		case r != nil && i.IsWindow():
			i.End, i.EndState, i.EndedBy, i.endedBy = r.Occurred, EndGiven, r.ID, r
		case v.open():
			i.EndState = EndOngoing
		}
		out = append(out, i)
		v.checkImpact(&i)
	}
	shareEnds(out)
	return out
}

// shareEnds notes how early a restoration that ends several impacts can have
// been: not before any of them started. An impact that contradicts its own end
// says nothing of it.
func shareEnds(impacts []Impact) {
	starts := map[*Event]int64{}
	for i := range impacts {
		if im := &impacts[i]; im.endedBy != nil && im.endedBy != im.event {
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
		if start, ok := starts[impacts[i].endedBy]; ok {
			impacts[i].notBefore = start
		}
	}
}

// A restorationIndex holds the restorations of whole places, in order.
type restorationIndex map[Scope][]*Event

// after returns the first restoration placed at or after the start of e that
// covers its scope; one whose time is unknown comes last.
func (r restorationIndex) after(e *Event) *Event {
	var first *Event
	for _, region := range [...]string{"", everywhere, e.Scope.region} {
		for _, component := range [...]string{"", e.Scope.component} {
			list := r[Scope{region: region, component: component}]
			i := 0
			if e.Occurred.IsKnown() {
				i, _ = slices.BinarySearchFunc(list, e.Occurred.place(), func(r *Event, at int64) int {
					return cmp.Compare(r.Occurred.place(), at)
				})
			}
			if i < len(list) && (first == nil || compareEvents(list[i], first) < 0) {
				first = list[i]
			}
		}
	}
	return first
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
