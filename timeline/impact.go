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
func (v *View) foldImpacts() {
	n := 0
	for _, e := range v.events {
		if e.Kind == KindImpact {
			n++
		}
	}
	if n == 0 {
		return
	}
	v.restores = indexRestorations(v.restored)
	v.impacts = make([]Impact, 0, n)
	var buffer [8]*Event
	for _, e := range v.events {
		if e.Kind != KindImpact {
			continue
		}
		v.impacts = append(v.impacts, Impact{Event: e.ID, Scope: e.Scope, Health: e.Health, Start: e.Occurred, Total: e.Total, event: e})
		i := &v.impacts[len(v.impacts)-1]
		switch {
		case e.Ended.IsKnown():
			i.End, i.EndState, i.EndedBy, i.endedBy = e.Ended, EndGiven, e.ID, e
		case i.IsWindow():
			if r := v.restores.ending(e.Occurred, e.Scope, buffer[:0]); r.by != nil {
				i.end(r)
				break
			}
			fallthrough
		default:
			if v.isOpen {
				i.EndState = EndOngoing
			}
		}
		v.checkImpact(i)
	}
	v.shareEnds()
	v.checkRestorations()
	v.exact = true
	for i := range v.impacts {
		im := &v.impacts[i]
		v.exact = v.exact && im.IsWindow() && im.Health != Unstated && im.EndState == EndGiven &&
			im.Start.IsExact() && im.End.IsExact() && im.Start.at <= im.End.at && im.End.at <= v.now
	}
}

// end gives an impact the end that restorations tell.
func (i *Impact) end(r ending) {
	i.End, i.EndState, i.EndedBy, i.endedBy, i.pairs = r.at, EndGiven, r.by.ID, r.by, r.pairs
}

// checkRestorations reports restorations of a whole place that restore nothing:
// no impact there, or none that had begun.
func (v *View) checkRestorations() {
	type begin struct {
		scope Scope
		at    int64
	}
	var few [8]begin
	first := few[:0] // of the impacts on each scope
	var seen map[Scope]int
	for i := range v.impacts {
		im := &v.impacts[i]
		start, _ := bounds(im.Start)
		n, known := seen[im.Scope]
		if seen == nil {
			n = slices.IndexFunc(first, func(b begin) bool { return b.scope == im.Scope })
			known = n >= 0
		}
		if known {
			first[n].at = min(first[n].at, start)
			continue
		}
		first = append(first, begin{im.Scope, start})
		if seen != nil {
			seen[im.Scope] = len(first) - 1
		} else if len(first) == len(few) {
			seen = make(map[Scope]int, 2*len(few))
			for n, b := range first {
				seen[b.scope] = n
			}
		}
	}
	for _, r := range v.restored {
		if r.Scope.part != Whole {
			continue
		}
		_, latest := bounds(r.Occurred)
		n, here := seen[r.Scope] // as most are: of a place that was affected itself
		begun := here && first[n].at <= latest
		for i := 0; i < len(first) && !begun; i++ {
			b := &first[i]
			begun = (r.Scope.covers(b.scope) || b.scope.covers(r.Scope)) && b.at <= latest
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
	if r := v.restores.ending(im.Start, local, nil); r.by != nil {
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
func (v *View) shareEnds() {
	uncertain := false
	for i := range v.impacts {
		im := &v.impacts[i]
		im.notBefore = minMicro
		uncertain = uncertain || im.EndState == EndGiven && !im.End.IsExact() || im.Scope.region == everywhere
	}
	if !uncertain {
		return
	}
	v.begun = map[*Event]int64{}
	for i := range v.impacts {
		if im := &v.impacts[i]; im.endedBy != nil && im.endedBy != im.event && im.pairs == nil {
			start, _ := bounds(im.Start)
			if _, end := bounds(im.End); start <= end {
				if other, ok := v.begun[im.endedBy]; ok {
					start = max(start, other)
				}
				v.begun[im.endedBy] = start
			}
		}
	}
	for i := range v.impacts {
		if start, ok := v.begun[v.impacts[i].endedBy]; ok && v.impacts[i].pairs == nil {
			v.impacts[i].notBefore = start
		}
	}
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
