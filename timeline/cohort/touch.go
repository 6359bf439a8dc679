package cohort

import "github.com/allclear-go/allclear/timeline"

// A spoken is what an incident says of a place.
type spoken uint8

const (
	saysNothing spoken = iota // it neither speaks of the place nor says that it names all
	saysTouched               // it was affected there, or may have been
	saysSpared                // it says that it was not affected, or names all places and not this one
	saysApart                 // it was no incident in the period
)

// regionEverywhere is the region of [timeline.Everywhere].
const regionEverywhere = "*"

// spokenBy tells what an incident says of a place in a period.
func spokenBy(v *timeline.View, place timeline.Scope, period timeline.Span) spoken {
	if _, spared := v.NotAffected(place); spared {
		return saysSpared
	}
	for impact := range v.Impacts() {
		if mayTouch(impact.Scope, place) {
			return saysTouched
		}
	}
	switch {
	case v.ScopesComplete():
		return saysSpared
	case notIn(v, period):
		return saysApart
	}
	return saysNothing
}

// mayTouch reports whether something true somewhere in s is true in q or may be, as
// measures have it: s is nowhere narrowed to another place.
func mayTouch(s, q timeline.Scope) bool {
	return (s.Region() == "" || s.Region() == regionEverywhere || q.Region() == "" || s.Region() == q.Region()) &&
		(s.Component() == "" || q.Component() == "" || s.Component() == q.Component())
}

// notIn reports whether an incident was certainly over before the period, or began
// after it, wherever it was.
func notIn(v *timeline.View, period timeline.Span) bool {
	if most, ok := timeline.ImpactTime().Within(period).Of(v).Max(); ok {
		return most == 0
	}
	over, ended := v.When(timeline.Resolved).Latest()
	began, known := v.When(timeline.Declared).Earliest()
	return ended && over.Before(period.Start()) || known && !began.Before(period.End())
}
