package incident_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

func TestAssignments(t *testing.T) {
	inc, must := declare(t), ok(t)
	ann := must(inc.Assign(incident.Commander, "Ann", on("14:10")))
	bob := must(inc.Assign(incident.Scribe, "Bob", on("14:12")))
	must(inc.Relieve(ann.ID, on("15:10")))
	must(inc.Assign(incident.Commander, "Cy", on("15:10")))
	view := inc.AsOf(clock("16:00"))
	s := incident.Of(view)
	assert.Empty(t, s.Findings)
	var got []string
	for _, a := range s.Assignments {
		got = append(got, string(a.Role)+" "+a.Person+" "+a.Held(view).String())
	}
	assert.Equal(t, []string{"commander Ann 1h", "scribe Bob ≥ 1h48m", "commander Cy ≥ 50m"}, got)
	assert.Nil(t, s.Assignments[1].Relieved)
	assert.Equal(t, "lasted", s.Assignments[0].Held(view).Measure().ID())

	for name, c := range map[string]struct {
		id uuid.UUID
		is error
	}{
		"twice": {ann.ID, incident.ErrSettled}, "nothing": {uuid.Nil, incident.ErrNoEvent}, "another incident's": {elsewhere, incident.ErrNoEvent},
		"a status": {s.Declared.ID, incident.ErrWrongKind}, "an end": {s.Assignments[0].Relieved.ID, incident.ErrWrongKind},
	} {
		err := refuses(t, inc, "Relieve", func() (timeline.Event, error) { return inc.Relieve(c.id, unknown) })
		assert.ErrorIs(t, err, c.is, name)
		err = refuses(t, inc, "Record", func() (timeline.Event, error) {
			return inc.Record(timeline.Event{Kind: incident.KindRole, Target: c.id})
		})
		if c.id != uuid.Nil {
			assert.ErrorIs(t, err, c.is, name)
		}
	}
	assert.ErrorIs(t, refuses(t, inc, "Relieve", func() (timeline.Event, error) { return inc.Relieve(bob.ID, on("14:11")) }), incident.ErrBackwards)
	must(inc.Retract(s.Assignments[0].Relieved.ID))
	must(inc.Relieve(ann.ID, on("15:30")))
	must(inc.Retract(bob.ID))
	err := refuses(t, inc, "Relieve", func() (timeline.Event, error) { return inc.Relieve(bob.ID, unknown) })
	assert.ErrorIs(t, err, incident.ErrNoEvent)
	assert.Equal(t, "1h20m", incident.Of(inc.AsOf(late)).Assignments[0].Held(inc.AsOf(late)).String())
}

func TestHypothesesHeld(t *testing.T) {
	inc, must := declare(t), ok(t)
	dns := must(inc.Suspect("DNS", on("14:15")))
	must(inc.Suspect("a full disk", on("14:20")))
	must(inc.RuleOut(dns.ID, timeline.Between(clock("14:30"), clock("14:35"))))
	view := inc.AsOf(clock("15:00"))
	h := incident.Of(view).Hypotheses
	assert.Equal(t, "15m–20m", h[0].Held(view).String(), "the time lost on a false lead")
	assert.Equal(t, "≥ 40m", h[1].Held(view).String())
}

func TestActionsProgress(t *testing.T) {
	inc, must := declare(t), ok(t)
	a := must(inc.Act(incident.Action{Title: "alert on certificates", Type: "detect", Owner: "Ann", Due: on("18:00"), At: on("16:00"), DoneWhen: "the drill rings"}))
	state := func() incident.ActionItem { return incident.Of(inc.AsOf(late)).Actions[0] }
	assert.Equal(t, "the drill rings", state().DoneWhen)
	assert.True(t, state().IsOverdue(on("18:01")))
	assert.False(t, state().IsOverdue(on("18:00")))
	assert.False(t, state().IsOverdue(unknown))
	must(inc.Progress(a.ID, incident.ActionStarted, on("16:30")))
	assert.Equal(t, incident.ActionStarted, state().State)
	assert.Len(t, state().Steps, 1)
	assert.Equal(t, incident.ActionState(""), state().Agreed)
	must(inc.Progress(a.ID, incident.ActionDone, on("17:30")))
	assert.Equal(t, incident.ActionDone, state().State)
	assert.False(t, state().IsOverdue(on("18:01")))
	assert.Equal(t, "1h30m", state().Took(inc.AsOf(late)).String())
	assert.Equal(t, "alert on certificates", state().Title, "what was agreed stays")
	must(inc.Progress(a.ID, incident.ActionStarted, unknown))
	assert.Equal(t, incident.ActionDone, state().State, "what has no time is not the last")
	must(inc.Progress(a.ID, incident.ActionOpen, on("17:40")))
	assert.True(t, state().IsOverdue(on("18:01")), "it was not done after all")
	assert.Empty(t, incident.Of(inc.AsOf(late)).Findings)

	for is, do := range map[error]func() (timeline.Event, error){
		incident.ErrEmpty:   func() (timeline.Event, error) { return inc.Progress(a.ID, "", unknown) },
		incident.ErrNoEvent: func() (timeline.Event, error) { return inc.Progress(elsewhere, incident.ActionDone, unknown) },
		incident.ErrWrongKind: func() (timeline.Event, error) {
			return inc.Progress(incident.Of(inc.AsOf(late)).Declared.ID, incident.ActionDone, unknown)
		},
		timeline.ErrNotUTF8: func() (timeline.Event, error) { return inc.Progress(a.ID, notUTF8, unknown) },
	} {
		assert.ErrorIs(t, refuses(t, inc, "Progress", do), is)
	}
	assert.ErrorIs(t, refuses(t, inc, "Record", func() (timeline.Event, error) {
		return inc.Record(timeline.Event{Kind: incident.KindAction, Target: a.ID})
	}), incident.ErrEmpty, "a step that says no state")
	assert.ErrorIs(t, refuses(t, inc, "Record", func() (timeline.Event, error) {
		return inc.Record(timeline.Event{Kind: incident.KindAction, Text: "x", Amends: a.ID, Target: a.ID})
	}), incident.ErrWrongKind, "an amendment that speaks of something else")
	_, err := (incident.Writer{}).Progress(a.ID, incident.ActionDone, unknown)
	assert.ErrorIs(t, err, incident.ErrNotBegun)
}

// What is done from the start, or is not to be done, took no time that anybody knows.
func TestTook(t *testing.T) {
	inc, must := declare(t), ok(t)
	must(inc.Act(incident.Action{Title: "a", State: incident.ActionDone, At: on("15:00")}))
	cancelled := must(inc.Act(incident.Action{Title: "b", At: on("15:00")}))
	must(inc.Progress(cancelled.ID, incident.ActionCancelled, on("15:30")))
	must(inc.Act(incident.Action{Title: "c", At: on("15:00")}))
	view := inc.AsOf(clock("16:00"))
	took := map[string]string{}
	for _, a := range incident.Of(view).Actions {
		took[a.Title] = a.Took(view).String()
	}
	assert.Equal(t, map[string]string{"a": "unknown (end not recorded)", "b": "unknown (end not recorded)", "c": "≥ 1h"}, took)
}

// A fact is named by its amendments too, and what speaks of it finds it in a view that
// prefers another account.
func TestFactsByOtherIDs(t *testing.T) {
	inc, must := declare(t), ok(t)
	ann := must(inc.Assign(incident.Commander, "An", on("14:10")))
	amended := must(inc.Amend(ann.ID, member(timeline.Event{Kind: incident.KindRole, Occurred: on("14:10")}, "role", `{"role":"commander","person":"Ann"}`)))
	must(inc.Relieve(amended.ID, on("15:00")))
	action := must(inc.Act(incident.Action{Title: "x", Owner: "Ann", At: on("15:00")}))
	better := must(inc.Amend(action.ID, timeline.Event{Kind: incident.KindAction, Text: "y", Occurred: on("15:00")}))
	must(inc.Progress(better.ID, incident.ActionDone, on("16:00")))
	guess := must(inc.Suspect("DNS", on("14:10")))
	must(inc.RuleOut(guess.ID, on("14:30")))
	must(inc.Announce(incident.Announcement{Status: "identified", At: on("14:40"), Next: on("15:10")}))
	update := incident.Of(inc.AsOf(late)).Updates[0].ID
	must(inc.Link(incident.PartOf, elsewhere))
	must(inc.Classify(incident.Real))
	report := inc.As(incident.Stamp{Source: "report"})
	for _, e := range []timeline.Event{ann, action, guess} {
		must(report.Rival(e.ID, on("14:20")))
	}
	must(report.Rival(update, on("14:41")))
	for _, view := range []*timeline.View{inc.AsOf(late), inc.AsOf(late).Preferring("report")} {
		s := incident.Of(view)
		assert.Empty(t, s.Findings)
		assert.Equal(t, "Ann", s.Assignments[0].Person)
		assert.NotNil(t, s.Assignments[0].Relieved)
		assert.Equal(t, incident.ActionDone, s.Actions[0].State)
		assert.Equal(t, incident.RuledOut, s.Hypotheses[0].State)
		assert.Equal(t, on("15:10"), s.Updates[0].Next)
		assert.Len(t, s.Links, 1)
	}
	must(inc.Retract(action.ID))
	assert.ErrorIs(t, refuses(t, inc, "Progress", func() (timeline.Event, error) { return inc.Progress(action.ID, incident.ActionOpen, unknown) }), incident.ErrNoEvent)
}

// A log that another program wrote may end what never began.
func TestEndsOfNothing(t *testing.T) {
	for _, kind := range []timeline.Kind{incident.KindRole, incident.KindAction} {
		inc, must := declare(t), ok(t)
		var begun timeline.Event
		if kind == incident.KindRole {
			begun = must(inc.Assign(incident.Scribe, "Bob", unknown))
			must(inc.Relieve(begun.ID, unknown))
		} else {
			begun = must(inc.Act(incident.Action{Title: "x"}))
			must(inc.Progress(begun.ID, incident.ActionDone, unknown))
		}
		must(inc.Retract(begun.ID))
		s := incident.Of(inc.AsOf(late))
		assert.Empty(t, s.Assignments)
		assert.Empty(t, s.Actions)
		if assert.Len(t, s.Findings, 1) {
			assert.Equal(t, timeline.RuleNoTarget, s.Findings[0].Rule)
		}
	}
}
