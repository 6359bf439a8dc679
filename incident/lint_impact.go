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
	var surely, perhaps []timeline.Impact // that began after it was over
	for _, i := range f.impacts {
		start := moment{i.Start, f.event(i.Event)}
		if f.over >= 0 {
			switch sure, may := f.precedes(f.status(f.over), start); {
			case sure:
				surely = append(surely, i)
			case may:
				perhaps = append(perhaps, i)
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
	f.startedOver(surely, false)
	f.startedOver(perhaps, true)
	if len(open) > 0 {
		over := f.status(f.over)
		f.add(RuleImpactOpen, true, append([]*timeline.Event{over.e}, open...),
			"the incident was over %s, and of %s nobody says when it ended, the first at %s", when(over.at), plural(len(open), "impact"), place(open[0].Scope))
	}
}

// startedOver tells of impacts that began after the incident was over, by the first of
// them.
func (f *lintFacts) startedOver(impacts []timeline.Impact, doubt bool) {
	if len(impacts) == 0 {
		return
	}
	over, first, more := f.status(f.over), impacts[0], ""
	events := []*timeline.Event{over.e}
	for _, i := range impacts {
		events = append(events, f.event(i.Event))
		if i.Start.Compare(first.Start) < 0 {
			first = i
		}
	}
	if n := len(impacts); n > 1 {
		more = "; it is the first of " + plural(n, "such impact")
	}
	f.add(RuleImpactWhileClosed, doubt, events, "%s was affected from %s, %s after the incident was over %s, and it was not opened again%s",
		place(first.Scope), when(first.Start), gap(over.at, first.Start), when(over.at), more)
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
			if i+1 == len(f.statuses) {
				f.add(RuleIdle, true, []*timeline.Event{e, by}, "the incident is still %q, and its last impact ended %s", st.Name, when(timeline.At(last)))
			} else {
				f.add(RuleIdle, true, []*timeline.Event{e, by}, "the incident was %q until %s, %s after its last impact had ended %s",
					st.Name, when(timeline.At(until)), timeline.FormatDuration(until.Sub(last)), when(timeline.At(last)))
			}
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
		was, where := f.harmed[within{e.Scope.Region(), e.Scope.Component(), false}], ""
		if was == nil {
			was, where = f.harmed[within{timeline.Everywhere().Region(), "", true}], "everything "
		}
		if was != nil {
			later := e.Occurred.IsKnown() && e.Occurred.Before(was.Occurred) != timeline.Impossibly // it spread
			f.add(RuleAffectedAnyway, later || where != "" || !f.sure(e, was), []*timeline.Event{was, e}, "%s is said not to be affected, and %swas %s", place(e.Scope), where, impactWords(was))
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
	var events []*timeline.Event
	var text string // of the first time
	times := 0
	for i := range f.s.Severities {
		now := &f.s.Severities[i]
		if !now.Event.Occurred.IsKnown() {
			continue
		}
		if was != nil && now.Level < was.Level {
			why, perhaps := "while nothing was mitigated", len(fixes) == 0
			if !perhaps {
				_, perhaps = f.precedes(of(&now.Event), fix)
				why = gap(now.Event.Occurred, fix.at) + " before anything was mitigated " + when(fix.at)
			}
			if perhaps {
				if times++; times == 1 {
					text = fmt.Sprintf("the severity was lowered from %s to %s at %s, %s", was.words(), now.words(), when(now.Event.Occurred), why)
				}
				events = append(events, &now.Event, &was.Event)
			}
		}
		was = now
	}
	if times == 0 {
		return
	}
	if len(fixes) > 0 {
		events = append(events, fix.e)
	}
	if times > 1 {
		text += ", the first of " + plural(times, "time")
	}
	f.add(RuleLowered, true, unique(events), "%s", text)
}

// words is the severity as its writer has it.
func (s *Severity) words() string {
	if s.Word != "" {
		return s.Word
	}
	return s.Level.String()
}
