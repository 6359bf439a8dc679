package incident

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// clocksBegin is the day after the one on which the clocks of Unix begin. An incident
// that is dated before it has the zero of some program for a date.
func clocksBegin() time.Time { return time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC) }

// ahead is how far the clock that records may be behind the one that is read.
const ahead = 5 * time.Minute

// impossible finds times that cannot be: those of programs that had none, and what
// was recorded before it happened.
func (f *lintFacts) impossible() {
	for _, e := range f.all {
		for _, at := range [...]timeline.Instant{e.Occurred, e.Ended, recordedAt(e)} {
			if t, ok := at.Latest(); ok && t.Before(clocksBegin()) {
				f.add(RuleImpossibleTime, false, []*timeline.Event{e}, "%s is dated %s, which is the zero of a clock and no time", factWords(e), when(at))
				break
			}
		}
		if first, ok := e.Occurred.Earliest(); ok && !e.Recorded.IsZero() && f.happened(e) && first.Sub(e.Recorded) >= ahead {
			f.add(RuleRecordedFirst, !f.sure(e), []*timeline.Event{e}, "%s is of %s, and was recorded %s before, %s",
				factWords(e), when(e.Occurred), timeline.FormatDuration(first.Sub(e.Recorded)), when(timeline.At(e.Recorded)))
		}
	}
}

func recordedAt(e *timeline.Event) timeline.Instant {
	if e.Recorded.IsZero() {
		return timeline.Instant{}
	}
	return timeline.At(e.Recorded)
}

// happened reports whether an event tells of what has happened, and not of a plan.
func (f *lintFacts) happened(e *timeline.Event) bool {
	switch e.Kind {
	case timeline.KindMilestone, timeline.KindImpact, timeline.KindRestore, timeline.KindStatus, timeline.KindUpdate:
		return !f.planned
	}
	return false
}

// factNouns name the milestones as things that have a time.
var factNouns = map[timeline.Milestone]string{
	timeline.Detected: "the detection", timeline.Acknowledged: "the acknowledgement", timeline.Mobilized: "the call for help",
	timeline.CauseSuspected: "the first suspicion of the cause", timeline.CauseFound: "the finding of the cause",
	timeline.CauseConfirmed: "the proof of the cause", timeline.Mitigated: "the fix", timeline.ReviewPublished: "the review",
}

// factWords names what an event tells.
func factWords(e *timeline.Event) string {
	switch {
	case e.Kind == timeline.KindStatus:
		return `the status "` + e.Status + `"`
	case e.Kind == timeline.KindUpdate && e.Status != "":
		return `the update "` + e.Status + `"`
	case factNouns[e.Milestone] != "":
		return factNouns[e.Milestone]
	case e.Kind == timeline.KindImpact:
		return "the impact on " + place(e.Scope)
	case e.Kind == timeline.KindRestore:
		return "the restoration of " + place(e.Scope)
	}
	return "the " + timeline.Milestone(e.Fact()).Words()
}

// A dated fact may be of a wrong year or month.
type dated struct {
	e  *timeline.Event
	at time.Time
}

// datedFacts returns the times that belong to the incident itself: not the review,
// not the change that brought it about, not what follows.
func (f *lintFacts) datedFacts() []dated {
	var out []dated
	take := func(e *timeline.Event, at timeline.Instant) {
		if t, ok := at.Stated(); ok {
			out = append(out, dated{e, t})
		}
	}
	for _, e := range f.all {
		switch {
		case e.RivalOf != uuid.Nil, e.Milestone == timeline.ReviewPublished, e.Status == "postmortem":
		case e.Kind == timeline.KindMilestone, e.Kind == timeline.KindImpact, e.Kind == timeline.KindRestore, e.Kind == timeline.KindStatus,
			e.Kind == timeline.KindUpdate, e.Kind == KindNote:
			take(e, e.Occurred)
			take(e, e.Ended)
		}
	}
	return out
}

// A slip is a fact that would fit with another year or month.
type slip struct {
	dated
	meant time.Time
	rule  string
}

// slips finds facts that lie a year or a month from all others, and fit among them
// with that one number changed. What such a fact contradicts is told once, by the
// slip: its finding is certain if one that it explains was. That a fact is a month
// later is no rarity, and is told only where it explains something.
func (f *lintFacts) slips() {
	found := f.slipped()
	if len(found) == 0 {
		return
	}
	explains := map[uuid.UUID]bool{} // whether something certain
	for _, s := range found {
		explains[s.e.ID] = false
	}
	for _, x := range f.found {
		for _, id := range x.Events {
			if certain, slipped := explains[id]; slipped && ofDates[x.Rule] {
				explains[id] = certain || !x.Doubt
			}
		}
	}
	for _, s := range found {
		if s.rule == RuleMonthSlip && !explains[s.e.ID] {
			delete(explains, s.e.ID)
		}
	}
	f.found = slices.DeleteFunc(f.found, func(x lintFound) bool {
		return ofDates[x.Rule] && slices.ContainsFunc(x.Events, func(id uuid.UUID) bool { _, slipped := explains[id]; return slipped })
	})
	for _, s := range found {
		if certain, kept := explains[s.e.ID]; kept {
			delete(explains, s.e.ID) // once for both ends of an impact
			f.add(s.rule, !certain || !f.sure(s.e), []*timeline.Event{s.e}, "%s is dated %s, a %s from all other facts: %s would fit among them",
				factWords(s.e), when(timeline.At(s.at)), slipWords(s.rule), when(timeline.At(s.meant)))
		}
	}
}

func slipWords(rule string) string {
	if rule == RuleMonthSlip {
		return "month"
	}
	return "year"
}

// slipped returns the facts that would fit with another year or month.
func (f *lintFacts) slipped() (out []slip) {
	const day = 24 * time.Hour
	facts := f.datedFacts()
	if len(facts) < 3 || f.planned {
		return nil
	}
	slices.SortStableFunc(facts, func(a, b dated) int { return a.at.Compare(b.at) })
	middle := facts[len(facts)/2].at
	near := slices.DeleteFunc(slices.Clone(facts), func(d dated) bool { return d.at.Sub(middle).Abs() > 60*day })
	if len(near) < 2 || len(near)*2 <= len(facts) {
		return nil
	}
	first, last := near[0].at, near[len(near)-1].at
	tight := slices.DeleteFunc(slices.Clone(near), func(d dated) bool { return d.at.Sub(middle).Abs() > 10*day })
	for _, d := range facts {
		s := slip{dated: d}
		switch far := d.at.Sub(middle); {
		case far.Abs() > 300*day && far.Abs() < 430*day:
			s.rule, s.meant = RuleYearSlip, d.at.AddDate(-sign(far), 0, 0)
		case far.Abs() > 20*day && far.Abs() < 45*day:
			s.rule, s.meant = RuleMonthSlip, d.at.AddDate(0, -sign(far), 0)
		}
		from, until := first.Add(-day), last.Add(day)
		if s.rule == RuleMonthSlip {
			from, until = tight[0].at.Add(-time.Hour), tight[len(tight)-1].at.Add(time.Hour)
		}
		if s.rule != "" && !s.meant.Before(from) && !s.meant.After(until) {
			out = append(out, s)
		}
	}
	return out
}

func sign(d time.Duration) int {
	if d < 0 {
		return -1
	}
	return 1
}
