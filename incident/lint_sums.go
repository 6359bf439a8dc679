package incident

import (
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// A partSum is the stated total of the whole, of one health, and those of places.
type partSum struct {
	whole, longest timeline.Impact
	parts          []*timeline.Event
	several        bool // totals of the whole: they are parts of each other
	most           time.Duration
	open           bool // the parts have no upper bound
}

// wholeAndParts compares the stated totals of places with that of the whole of them:
// it is no shorter than any, and, where all places are named, no longer than all
// together.
func (f *lintFacts) wholeAndParts() {
	sums := map[timeline.Health]*partSum{}
	for _, i := range f.impacts {
		if i.IsWindow() || !isWhole(i.Scope) {
			continue
		}
		if s := sums[i.Health]; s != nil {
			s.several = true
			continue
		}
		sums[i.Health] = &partSum{whole: i}
	}
	if len(sums) == 0 {
		return
	}
	for _, i := range f.impacts {
		for health, s := range sums {
			if i.Health == health || i.Health == timeline.Unstated {
				s.add(i, f.event(i.Event))
			}
		}
	}
	for _, health := range [...]timeline.Health{timeline.Unstated, timeline.Degraded, timeline.Partial, timeline.Major} {
		if s := sums[health]; s != nil && !s.several && len(s.parts) > 0 {
			f.partSum(health, s)
		}
	}
}

// isWhole reports whether a place is no narrower than everything.
func isWhole(s timeline.Scope) bool {
	return s.Component() == "" && (s.Region() == "" || s.Region() == timeline.Everywhere().Region())
}

// add takes an impact on a place that may be a part: one at another time is none, and
// of a window, or of an unstated health, it is open how much of it is.
func (s *partSum) add(i timeline.Impact, e *timeline.Event) {
	switch {
	case isWhole(i.Scope) && !i.IsWindow(), endsFirst(i, s.whole), endsFirst(s.whole, i):
	case i.IsWindow(), i.Health != s.whole.Health:
		s.open = true
	default:
		s.parts = append(s.parts, e)
		s.most += min(i.Total.Longest(), time.Duration(1<<62)-s.most)
		s.open = s.open || !i.Total.HasLongest()
		if len(s.parts) == 1 || i.Total.Shortest() > s.longest.Total.Shortest() {
			s.longest = i
		}
	}
}

// endsFirst reports whether an impact surely ended before another began.
func endsFirst(a, b timeline.Impact) bool {
	return a.EndState == timeline.EndGiven && a.End.Before(b.Start) == timeline.Definitely
}

// lies reports whether an impact is in the stretch of another by every reading: one
// without times is the whole incident.
func lies(in, i timeline.Impact) bool {
	first := !in.Start.IsKnown() || i.Start == in.Start || i.Start.Before(in.Start) == timeline.Impossibly
	last := in.EndState != timeline.EndGiven || !in.End.IsKnown() ||
		i.EndState == timeline.EndGiven && (i.End == in.End || in.End.Before(i.End) == timeline.Impossibly)
	return first && last
}

func (f *lintFacts) partSum(health timeline.Health, s *partSum) {
	how, slack := "affected", f.l.tolerance()
	if health != timeline.Unstated {
		how = health.String()
	}
	whole, longest := f.event(s.whole.Event), f.event(s.longest.Event)
	switch w := s.whole.Total; {
	case w.HasLongest() && w.Longest()+slack < s.longest.Total.Shortest():
		surely := s.whole.Scope == timeline.Everywhere() && lies(s.whole, s.longest) && f.sure(whole, longest)
		f.add(RuleSum, !surely, []*timeline.Event{whole, longest},
			"the whole was %s for %s, which is less than the %s of %s alone", how, lengthWords(w), lengthWords(s.longest.Total), place(s.longest.Scope))
	case !s.open && w.Shortest() > s.most+slack*time.Duration(len(s.parts)):
		parts := "its one part comes"
		if n := len(s.parts); n > 1 {
			parts = "its " + plural(n, "part") + " come"
		}
		f.add(RuleSum, !f.v.ScopesComplete() || !f.sure(append(s.parts, whole)...), append([]*timeline.Event{whole}, s.parts...),
			"the whole was %s for %s, and %s to no more than %s", how, lengthWords(w), parts, timeline.FormatDuration(s.most))
	}
}
