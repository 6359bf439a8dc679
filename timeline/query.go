package timeline

import (
	"iter"
	"slices"
)

// A Filter picks events. Each field narrows it; the zero Filter picks every
// event.
type Filter struct {
	Kinds      []Kind      // of any of these kinds
	Milestones []Milestone // that reach any of these; see [Event.Fact] for those that live in other facts
	In         Scope       // that concern somewhere in this place, see [Measure.In]
	Actor      string      // by this actor
	Source     string      // from this account
	Readers    Visibility  // whose words these readers may read
	// During picks what can have happened in the span: uncertain and unknown times
	// count as long as they may lie in it. An impact with a stated end lies in the
	// span as long as any of it does; for ends that restorations give, ask
	// [View.Where].
	During Span
}

// Match reports whether the filter picks the event.
func (f Filter) Match(e Event) bool {
	end := e.Occurred
	if e.Kind == KindImpact && e.Ended.IsKnown() {
		end = e.Ended
	}
	return f.match(&e, end)
}

// match is Match for an event that lasted until end.
func (f *Filter) match(e *Event, end Instant) bool {
	switch {
	case len(f.Kinds) > 0 && !slices.Contains(f.Kinds, e.Kind),
		len(f.Milestones) > 0 && !slices.Contains(f.Milestones, Milestone(e.Fact())),
		!f.In.IsZero() && (e.Scope.IsZero() || !e.Scope.within(f.In)),
		f.Actor != "" && e.Actor != f.Actor,
		f.Source != "" && e.Source != f.Source,
		e.Visibility < f.Readers:
		return false
	}
	switch {
	case !f.During.IsValid():
		return true
	case f.During.start == f.During.end: // nothing happens in no time
		return false
	}
	from, _ := bounds(e.Occurred)
	_, until := bounds(end)
	moment := end == e.Occurred // and not a stretch, which does not contain its end
	return from < f.During.end && (until > f.During.start || moment && until == f.During.start)
}

// Where returns the facts of the view that the filter picks, in the order of
// [View.Events]. Impacts last until their end as of the view, whichever fact
// gives it.
func (v *View) Where(f Filter) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		impact := 0
		for _, e := range v.events {
			end := e.Occurred
			if e.Kind == KindImpact {
				end = v.impacts[impact].lasted(v)
				impact++
			}
			if f.match(e, end) && !yield(*e) {
				return
			}
		}
	}
}

// lasted is the end of an impact as far as the view can tell.
func (i *Impact) lasted(v *View) Instant {
	switch i.EndState {
	case EndGiven:
		return i.End
	case EndOngoing:
		return between(max(v.now, i.Start.min), max(v.now, i.Start.min))
	}
	return Instant{}
}

// Windows returns when the place was impacted, with any of the given health or,
// if none is given, with any but [Operational] and [Maintenance]: surely, and
// possibly. Both are unions. Where all times are exact and all ends known they
// are equal; where they are not, an uncertain edge lies in the possible windows
// and not in the sure ones. What has not ended lasts until the moment of the
// view. Stated totals have no windows, and an impact that is not narrowed to a
// region is in no region that is asked for.
//
// Join what flaps with [Windows.Coalesce], which leaves these as they are.
func (v *View) Windows(place Scope, health ...Health) (sure, possible Windows) {
	var s, p []Span
	t := meter{v: v}
	t.impactsIn(place.whole())
	for _, im := range t.impacts {
		counts := im.Health != Operational && im.Health != Maintenance
		if len(health) > 0 {
			counts = slices.Contains(health, im.Health)
		}
		if !counts || !im.IsWindow() {
			continue
		}
		from, latest := bounds(im.Start)
		least, until := bounds(im.lasted(v))
		if im.EndState == EndNotGiven {
			least = minMicro
		}
		least, until = min(max(least, im.notBefore), v.now), min(until, v.now)
		if from < until {
			p = append(p, Span{from, until, true})
		}
		if latest < least {
			s = append(s, Span{latest, least, true})
		}
	}
	return NewWindows(s...), NewWindows(p...)
}
