package report_test

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// A casting says who may read the events of a cast and how its life ends.
type casting struct {
	visibility func(i int) timeline.Visibility
	last       timeline.Phase // of the last status; empty is a word of its own
}

// turns gives the circles of readers in turn, beginning with one.
func turns(first int) func(int) timeline.Visibility {
	return func(i int) timeline.Visibility { return timeline.Visibility((i + first) % 3) }
}

// always gives one circle of readers.
func always(v timeline.Visibility) func(int) timeline.Visibility {
	return func(int) timeline.Visibility { return v }
}

// cast plants an event of every kind and every milestone, all recorded at 12:00.
func (a *aviary) cast(c casting) {
	n := 0
	add := func(e timeline.Event) timeline.Event {
		e.Visibility, e.Recorded = c.visibility(n), clock(12, 0)
		n++
		return a.plant(e)
	}
	a.castStatus(add, c.last)
	a.castImpacts(add)
	a.castWords(add)
	for i, m := range []timeline.Milestone{
		timeline.Detected, timeline.Detected, timeline.Acknowledged, timeline.Mobilized, timeline.CauseSuspected, timeline.CauseFound,
		timeline.CauseConfirmed, timeline.Mitigated, timeline.ReviewPublished, itsOwn, timeline.UpdatePublished(itsOwn),
		timeline.ImpactStarted, timeline.Restored, timeline.Declared, timeline.Resolved, timeline.Closed,
	} {
		add(timeline.Event{Kind: timeline.KindMilestone, Milestone: m, Occurred: timeline.About(clock(9, 51+i), time.Minute)})
	}
	for _, k := range []timeline.Kind{
		timeline.KindImpact, timeline.KindRestore, timeline.KindUpdate, timeline.KindStatus, incident.KindSeverity, incident.KindHypothesis,
		incident.KindNote, incident.KindSymptom, incident.KindAction, incident.KindStatement, timeline.KindSource, itsOwn,
		incident.KindRole, incident.KindMode, incident.KindReference, incident.KindChange, incident.KindCapability, incident.KindLink,
	} {
		for i, m := range []timeline.Milestone{itsOwn, timeline.UpdatePublished(itsOwn), timeline.Detected} {
			add(timeline.Event{Kind: k, Milestone: m, Occurred: at(10, 40+i)})
		}
	}
	for _, k := range []timeline.Kind{itsOwn, timeline.Kind(timeline.UpdatePublished(itsOwn)), itsOwn + "_detected"} {
		add(timeline.Event{Kind: k, Occurred: at(9, 57)})
	}
}

type planter func(timeline.Event) timeline.Event

func (a *aviary) castStatus(add planter, last timeline.Phase) {
	first := add(timeline.Event{Kind: timeline.KindStatus, Phase: timeline.PhaseActive, Occurred: at(10, 0)})
	second := add(timeline.Event{Kind: timeline.KindStatus, Phase: timeline.PhaseMitigated, Previous: first.ID, Occurred: at(10, 30)})
	third := add(timeline.Event{Kind: timeline.KindStatus, Previous: second.ID, Occurred: at(11, 10)})
	add(timeline.Event{Kind: timeline.KindStatus, Phase: last, Previous: third.ID, Occurred: at(11, 30)})
	add(timeline.Event{Kind: timeline.KindStatus, Phase: timeline.PhaseClosed, Previous: first.ID, Occurred: at(11, 0)}) // a fork
	add(timeline.Event{Kind: timeline.KindStatus, Phase: timeline.PhaseClosed, Previous: uuid.UUID{1}, Occurred: at(11, 0)})
}

func (a *aviary) castImpacts(add planter) {
	eu := add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at(9, 50)}).Scope
	add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Scope: eu, Occurred: at(9, 45), Ended: at(9, 48)})
	add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Partial, Scope: eu, Occurred: timeline.Between(clock(9, 30), clock(9, 40)), Ended: at(9, 48)})
	add(timeline.Event{Kind: timeline.KindRestore, Scope: eu, Occurred: at(11, 0)})
	add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Degraded, Occurred: at(9, 52)})
	add(timeline.Event{Kind: timeline.KindImpact, Occurred: timeline.About(clock(9, 52), time.Minute)})
	add(timeline.Event{Kind: timeline.KindImpact, Total: timeline.Lasting(5 * time.Minute), Occurred: at(9, 0), Ended: at(9, 30)})
	add(timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Everywhere().Of(timeline.Some), Occurred: at(10, 50)})
	add(timeline.Event{Kind: timeline.KindRestore, Scope: eu.Of(timeline.Most), Occurred: at(10, 55)})
	add(timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Everywhere(), Occurred: at(11, 5)})
	add(timeline.Event{Kind: timeline.KindNotAffected})
	add(timeline.Event{Kind: timeline.KindNotAffected})
	add(timeline.Event{Kind: timeline.KindNotAffected})
	add(timeline.Event{Kind: timeline.KindComplete})
}

func (a *aviary) castWords(add planter) {
	source := add(timeline.Event{Kind: timeline.KindSource}).Source
	add(timeline.Event{Kind: timeline.KindSource, Source: source})
	add(timeline.Event{Kind: timeline.KindImpact, Source: source, Health: timeline.Major, Occurred: at(9, 49), Ended: at(9, 58)})
	add(timeline.Event{Kind: timeline.KindMilestone, Source: source, Milestone: timeline.Detected, Occurred: at(9, 53)})
	word := add(timeline.Event{Kind: timeline.KindUpdate, Occurred: at(10, 5)}).Status
	add(timeline.Event{Kind: timeline.KindUpdate, Status: word, Source: source, Occurred: at(10, 25)})
	add(timeline.Event{Kind: timeline.KindUpdate, Occurred: at(10, 26)})
	add(timeline.Event{Kind: timeline.KindUpdate, Status: "identified", Occurred: at(10, 27)})
	for range 3 {
		role := add(timeline.Event{Kind: incident.KindRole, Occurred: at(10, 2)})
		add(timeline.Event{Kind: incident.KindRole, Target: role.ID, Occurred: at(10, 50)})
		add(timeline.Event{Kind: incident.KindRole, Occurred: at(10, 50)})
		add(timeline.Event{Kind: incident.KindSeverity, Occurred: at(10, 20)})
		add(timeline.Event{Kind: incident.KindChange, Milestone: timeline.Deployed, Occurred: at(9, 30)})
		h := add(timeline.Event{Kind: incident.KindHypothesis, Occurred: at(10, 1)})
		add(timeline.Event{Kind: incident.KindHypothesis, Target: h.ID, Milestone: timeline.Detected, Occurred: at(10, 2)})
		for _, k := range []timeline.Kind{
			incident.KindSeverity, incident.KindSymptom, incident.KindNote, incident.KindCause, incident.KindAction, incident.KindStatement,
			incident.KindMode, incident.KindReference, incident.KindChange, incident.KindCapability, incident.KindLink,
		} {
			add(timeline.Event{Kind: k, Occurred: at(10, 3)})
		}
	}
}

// facts are the events that corrections can be about.
func (a *aviary) facts() []timeline.Event { return append([]timeline.Event(nil), a.events...) }

// retract takes an event back.
func (a *aviary) retract(e timeline.Event, v timeline.Visibility, recorded time.Time) timeline.Event {
	return a.plant(timeline.Event{Kind: timeline.KindRetract, Target: e.ID, Visibility: v, Recorded: recorded})
}

// redact removes the words in some fields of event i.
func (a *aviary) redact(i int, fields ...string) {
	r, err := timeline.Redaction(a.events[i].ID, fields...)
	require.NoError(a.t, err)
	r.Recorded, r.Visibility = clock(13, 0), timeline.Public
	raw, err := a.events[i].MarshalJSON()
	require.NoError(a.t, err)
	var was map[string]json.RawMessage
	require.NoError(a.t, json.Unmarshal(raw, &was))
	if a.gone == nil {
		a.gone = map[int]map[string]bool{}
	}
	a.gone[i] = map[string]bool{}
	for _, f := range fields {
		planted(string(was[f]), func(w string) { a.gone[i][w] = true })
	}
	a.plant(r)
}

// amend replaces what speaks for an event, all of its words new.
func (a *aviary) amend(e timeline.Event, v timeline.Visibility, recorded time.Time) timeline.Event {
	r := anew(e)
	r.Amends, r.Visibility, r.Recorded = e.ID, v, recorded
	return a.plant(r)
}

// rival tells a fact as another account has it.
func (a *aviary) rival(e timeline.Event, source string, v timeline.Visibility, recorded time.Time) timeline.Event {
	r := anew(e)
	r.RivalOf, r.Source, r.Visibility, r.Recorded = e.ID, source, v, recorded
	return a.plant(r)
}

// twin bears the ID of another event, and other words; where kind is given, it is
// of another kind and occurred before it.
func (a *aviary) twin(e timeline.Event, kind timeline.Kind, v timeline.Visibility) timeline.Event {
	r := anew(e)
	r.ID, r.Visibility = e.ID, v
	if kind != "" {
		r.Kind, r.Milestone, r.Occurred = kind, "", at(8, 0)
	}
	return a.plant(r)
}
