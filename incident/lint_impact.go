package incident

import (
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// place names a place in a sentence.
func place(s timeline.Scope) string {
	if s.IsZero() {
		return "the service"
	}
	return s.String()
}

func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// unique returns events without those named before.
func unique(events []*timeline.Event) []*timeline.Event {
	seen := make(map[uuid.UUID]bool, len(events))
	out := events[:0:0]
	for _, e := range events {
		if !seen[e.ID] {
			seen[e.ID] = true
			out = append(out, e)
		}
	}
	return out
}

// impactsAgainstStatus finds places that were down while no incident was open, and
// impacts that nobody ended in an incident that is over.
func (f *lintFacts) impactsAgainstStatus() {
	if f.planned || f.dismissed || len(f.statuses) == 0 {
		return
	}
	declared := f.status(0)
	before, known := 0, 0
	var last moment
	var open []*timeline.Event
	for _, i := range f.impacts {
		start := moment{i.Start, f.event(i.Event)}
		if f.over >= 0 {
			over := f.status(f.over)
			if surely, perhaps := f.precedes(over, start); perhaps {
				f.add(RuleImpactWhileClosed, !surely, []*timeline.Event{start.e, over.e},
					"%s was affected from %s, %s after the incident was over %s, and it was not opened again", place(i.Scope), when(start.at), gap(over.at, start.at), when(over.at))
			}
			if i.EndState == timeline.EndNotGiven && i.IsWindow() && !f.isMark(i) {
				open = append(open, start.e)
			}
		}
		if i.EndState == timeline.EndGiven && f.event(i.EndedBy) != nil {
			known++
			end := moment{i.End, f.event(i.EndedBy)}
			if _, perhaps := f.precedes(end, declared); perhaps {
				before++
				if last.e == nil || last.at.Compare(end.at) < 0 {
					last = end
				}
			}
		}
	}
	if before > 0 && before == known && known == len(f.impacts) {
		f.add(RuleImpactWhileClosed, true, []*timeline.Event{last.e, declared.e},
			"the impact was over %s, %s before the incident was opened %s", when(last.at), gap(last.at, declared.at), when(declared.at))
	}
	if len(open) > 0 {
		over := f.status(f.over)
		f.add(RuleImpactOpen, true, append([]*timeline.Event{over.e}, open...),
			"the incident was over %s, and of %s nobody says when it ended, the first at %s", when(over.at), plural(len(open), "impact"), place(open[0].Scope))
	}
}

// isMark reports whether an impact tells only when it all began, beside others that
// say where and how badly, and when it ended.
func (f *lintFacts) isMark(i timeline.Impact) bool {
	return i.Scope.IsZero() && i.Health == timeline.Unstated && f.ends
}

// idleAfter is how long an incident may stay active once nothing is affected any
// more before that is odd. A day leaves room for a night.
const idleAfter = 24 * time.Hour

// idle finds an incident that was active long after its last impact had ended.
func (f *lintFacts) idle() {
	if f.planned || len(f.impacts) == 0 {
		return
	}
	var last time.Time
	var by *timeline.Event
	for _, i := range f.impacts {
		t, ok := i.End.Latest()
		if i.EndState != timeline.EndGiven || !ok || f.event(i.EndedBy) == nil {
			return
		}
		if t.After(last) {
			last, by = t, f.event(i.EndedBy)
		}
	}
	for i, st := range f.statuses {
		if st.Phase != timeline.PhaseActive && st.Phase != timeline.PhaseTriage {
			continue
		}
		from, ok := st.At.Latest()
		until, e := f.v.Now(), f.event(st.Event)
		if i+1 < len(f.statuses) {
			var ended bool
			if until, ended = f.statuses[i+1].At.Earliest(); !ended {
				continue
			}
		}
		if !ok || from.Before(last) {
			from = last
		}
		if until.Sub(from) > idleAfter {
			how := "was %q until " + when(timeline.At(until))
			if i+1 == len(f.statuses) {
				how = "is still %q"
			}
			f.add(RuleIdle, true, []*timeline.Event{e, by}, "the incident "+how+", %s after the last impact had ended %s",
				st.Name, timeline.FormatDuration(until.Sub(last)), when(timeline.At(last)))
			return
		}
	}
}

// places are the first impact on each place, and within each region and component.
type places map[within]*timeline.Event

// within is a place, of which alone is the place itself and not all that is in it.
type within struct {
	region, component string
	alone             bool
}

func (p places) add(s timeline.Scope, e *timeline.Event) {
	r, c := s.Region(), s.Component()
	for _, w := range [...]within{{r, c, true}, {r, c, false}, {r, "", false}, {"", c, false}, {"", "", false}} {
		if p[w] == nil {
			p[w] = e
		}
	}
}

// near reports whether there is an impact on a place, on a part of it, or on a larger
// one that holds it.
func (p places) near(s timeline.Scope) bool {
	r, c := s.Region(), s.Component()
	all := timeline.Everywhere().Region()
	if r == all {
		r = ""
	}
	for _, w := range [...]within{{r, c, false}, {"", "", true}, {all, "", true}, {r, "", true}, {"", c, true}, {all, c, true}} {
		if p[w] != nil {
			return true
		}
	}
	return false
}

// notAffected finds places that are said not to be affected, and were.
func (f *lintFacts) notAffected() {
	for _, e := range f.all {
		if e.Kind != timeline.KindNotAffected || e.Scope.IsZero() || e.Scope.Part() != timeline.Whole || e.RivalOf != uuid.Nil {
			continue
		}
		if was := f.harmed[within{e.Scope.Region(), e.Scope.Component(), false}]; was != nil {
			f.add(RuleAffectedAnyway, !f.sure(e, was), []*timeline.Event{was, e}, "%s is said not to be affected, and was %s", place(e.Scope), impactWords(was))
		}
	}
}

// impactWords tells an impact in a few words.
func impactWords(e *timeline.Event) string {
	how := e.Health.String()
	if e.Health == timeline.Unstated {
		how = "affected"
	}
	if e.Total.IsStated() {
		return fmt.Sprintf("%s for %s", how, lengthWords(e.Total))
	}
	return how + " from " + when(e.Occurred)
}

// wholeAndParts compares the stated totals of places with that of the whole of them:
// it is no shorter than any, and, where all places are named, no longer than all
// together.
func (f *lintFacts) wholeAndParts() {
	type sum struct {
		whole, longest *timeline.Event
		parts          []*timeline.Event
		most           time.Duration
		bounded        bool
	}
	sums := map[timeline.Health]*sum{}
	for _, i := range f.impacts {
		if i.IsWindow() {
			continue
		}
		e := f.event(i.Event)
		s := sums[i.Health]
		if s == nil {
			s = &sum{bounded: true}
			sums[i.Health] = s
		}
		if i.Scope.Component() == "" && (i.Scope.Region() == "" || i.Scope.Region() == timeline.Everywhere().Region()) {
			if s.whole != nil {
				s.bounded = false // several of the whole: they are parts of each other
			}
			s.whole = e
			continue
		}
		s.parts = append(s.parts, e)
		s.most += min(e.Total.Longest(), time.Duration(1<<62)-s.most)
		s.bounded = s.bounded && e.Total.HasLongest()
		if s.longest == nil || e.Total.Shortest() > s.longest.Total.Shortest() {
			s.longest = e
		}
	}
	for _, health := range [...]timeline.Health{timeline.Unstated, timeline.Degraded, timeline.Partial, timeline.Major} {
		s := sums[health]
		if s == nil || s.whole == nil || len(s.parts) == 0 || !s.bounded {
			continue
		}
		slack := f.l.tolerance()
		switch w := s.whole.Total; {
		case w.HasLongest() && w.Longest()+slack < s.longest.Total.Shortest():
			f.add(RuleSum, !f.sure(s.whole, s.longest), []*timeline.Event{s.whole, s.longest},
				"the whole was %s for %s, which is less than the %s of %s alone", health, lengthWords(w), lengthWords(s.longest.Total), place(s.longest.Scope))
		case w.Shortest() > s.most+slack*time.Duration(len(s.parts)):
			f.add(RuleSum, !f.v.ScopesComplete() || !f.sure(append(s.parts, s.whole)...), append([]*timeline.Event{s.whole}, s.parts...),
				"the whole was %s for %s, and its %s come to no more than %s", health, lengthWords(w), plural(len(s.parts), "part"), timeline.FormatDuration(s.most))
		}
	}
}

// lowered finds a severity that was lowered while nothing had been mitigated.
func (f *lintFacts) lowered() {
	var fixes []moment
	for _, e := range f.marks[timeline.Mitigated] {
		fixes = append(fixes, of(e))
	}
	for i, st := range f.statuses {
		if st.Phase == timeline.PhaseMitigated || isOver(st.Phase) {
			fixes = append(fixes, f.status(i))
			break
		}
	}
	fix, ok := notBefore(fixes)
	if len(fixes) > 0 && !ok {
		return
	}
	var was *Severity
	for i := range f.s.Severities {
		now := &f.s.Severities[i]
		if !now.Event.Occurred.IsKnown() {
			continue
		}
		if was != nil && now.Level < was.Level {
			text := "nothing was mitigated"
			perhaps := len(fixes) == 0
			events := []*timeline.Event{&now.Event, &was.Event}
			if !perhaps {
				_, perhaps = f.precedes(of(&now.Event), fix)
				text = gap(now.Event.Occurred, fix.at) + " before anything was mitigated " + when(fix.at)
				events = append(events, fix.e)
			}
			if perhaps {
				f.add(RuleLowered, true, events, "the severity was lowered from %s to %s at %s, %s", was.words(), now.words(), when(now.Event.Occurred), text)
			}
		}
		was = now
	}
}

// words is the severity as its writer has it.
func (s *Severity) words() string {
	if s.Word != "" {
		return s.Word
	}
	return s.Level.String()
}
