package incident_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

func TestSettle(t *testing.T) {
	s := newScene(t)
	e := changes(t, s.Incident, func() (timeline.Event, error) { return s.Confirm(s.guess.ID, on("14:40")) })
	assert.Equal(t, incident.KindHypothesis, e.Kind)
	assert.Equal(t, s.guess.ID, e.Target)
	assert.Equal(t, timeline.CauseConfirmed, e.Milestone)
	raw, _ := e.Member("hypothesis")
	assert.JSONEq(t, `"confirmed"`, string(raw))
	assert.Empty(t, s.settlement.Milestone, "what was ruled out reaches no milestone")
	again := changes(t, s.Incident, func() (timeline.Event, error) { return s.Retract(s.settlement.ID) })
	changes(t, s.Incident, func() (timeline.Event, error) { return s.Confirm(s.settled.ID, on("14:45")) })
	changes(t, s.Incident, func() (timeline.Event, error) { return s.Retract(again.ID) })
	assert.Empty(t, rules(s.Incident))
}

func TestRetract(t *testing.T) {
	s := newScene(t)
	e := changes(t, s.Incident, func() (timeline.Event, error) { return s.Retract(s.impact.ID) })
	assert.Equal(t, timeline.KindRetract, e.Kind)
	assert.Equal(t, s.impact.ID, e.Target)
	held := func() bool { _, found := s.AsOf(late).Event(s.impact.ID); return found }
	assert.False(t, held())
	changes(t, s.Incident, func() (timeline.Event, error) { return s.Retract(e.ID) })
	assert.True(t, held(), "a retraction that is retracted revives the fact")
}

// A status that never was so is passed over, wherever it stood.
func TestRetractStatus(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	declared, _ := inc.Status()
	identified := must(inc.Advance("identify", on("14:20")))
	monitoring := must(inc.Advance("monitor", on("14:30")))
	changes(t, inc, func() (timeline.Event, error) { return inc.Retract(monitoring.ID) })
	st, _ := inc.Status()
	assert.Equal(t, "identified", st.Name)
	changes(t, inc, func() (timeline.Event, error) { return inc.Advance("relapse", on("14:40")) })
	changes(t, inc, func() (timeline.Event, error) { return inc.Retract(identified.ID) })
	assert.Equal(t, []string{"investigating", "investigating"}, names(inc))
	assert.Equal(t, []string{incident.RuleMove}, rules(inc), "what is left does not follow by the lifecycle")
	gone := changes(t, inc, func() (timeline.Event, error) { return inc.Retract(declared.Event) })
	changes(t, inc, func() (timeline.Event, error) { return inc.Retract(gone.ID) })
	assert.Equal(t, []string{"investigating", "investigating"}, names(inc))
}

// Without any status left, no verb can move it; reviving one helps.
func TestNoStatusLeft(t *testing.T) {
	inc := declare(t)
	declared, _ := inc.Status()
	gone := changes(t, inc, func() (timeline.Event, error) { return inc.Retract(declared.Event) })
	_, found := inc.Status()
	assert.False(t, found)
	err := refuses(t, inc, "Advance", func() (timeline.Event, error) { return inc.Advance("resolve", unknown) })
	assert.ErrorIs(t, err, incident.ErrNotBegun)
	changes(t, inc, func() (timeline.Event, error) { return inc.Retract(gone.ID) })
	changes(t, inc, func() (timeline.Event, error) { return inc.Advance("resolve", unknown) })
}

func TestAmend(t *testing.T) {
	s := newScene(t)
	e := s.impact
	e.Occurred, e.Health = on("13:40"), timeline.Partial
	w := s.As(incident.Stamp{Recorded: clock("17:00"), Actor: "bo", Source: "ignored", Text: "ignored"})
	got := changes(t, s.Incident, func() (timeline.Event, error) { return w.Amend(s.impact.ID, e) })
	assert.Equal(t, s.impact.ID, got.Amends)
	assert.NotEqual(t, s.impact.ID, got.ID)
	assert.Equal(t, clock("17:00"), got.Recorded)
	assert.Equal(t, "bo", got.Actor)
	assert.Empty(t, got.Source, "the replacement is whole as it is")
	assert.Empty(t, got.Text)
	now, found := s.AsOf(late).Event(s.impact.ID)
	require.True(t, found)
	assert.Equal(t, on("13:40"), now.Occurred)
	assert.Equal(t, timeline.Partial, now.Health)

	again := now
	again.Actor, again.Occurred = "cy", on("13:30")
	changes(t, s.Incident, func() (timeline.Event, error) {
		return s.As(incident.Stamp{Recorded: clock("18:00"), Actor: "bo"}).Amend(s.impact.ID, again)
	})
	now, _ = s.AsOf(late).Event(s.impact.ID)
	assert.Equal(t, on("13:30"), now.Occurred)
	assert.Equal(t, "cy", now.Actor, "an actor that the replacement names stays")
}

// An amended status keeps its place, and its phase is that of the status.
func TestAmendStatus(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	identified := must(inc.Advance("identify", on("14:20")))
	must(inc.Advance("resolve", on("15:00")))
	e := timeline.Event{Kind: timeline.KindStatus, Status: "monitoring", Phase: "planned", Resolution: "merged", Occurred: on("14:25")}
	got := changes(t, inc, func() (timeline.Event, error) { return inc.Amend(identified.ID, e) })
	assert.Equal(t, timeline.PhaseMitigated, got.Phase)
	assert.Empty(t, got.Resolution)
	assert.Equal(t, []string{"investigating", "monitoring", "resolved"}, names(inc))
	assert.Empty(t, rules(inc))

	first, _ := inc.AsOf(late).Event(identified.Previous)
	first.Text = "Checkout fails in the EU"
	changes(t, inc, func() (timeline.Event, error) { return inc.Amend(first.ID, first) })
	assert.Equal(t, "Checkout fails in the EU", incident.Of(inc.AsOf(late)).Title)
}

// Amending the current status is seen at once by the next move.
func TestAmendCurrentStatus(t *testing.T) {
	inc := declare(t)
	resolved := ok(t)(inc.Advance("resolve", on("15:00")))
	e := resolved
	e.Status = "monitoring"
	changes(t, inc, func() (timeline.Event, error) { return inc.Amend(resolved.ID, e) })
	changes(t, inc, func() (timeline.Event, error) { return inc.Advance("relapse", on("15:30")) })
}

// A rival says everything that its fact says but the time and the words, so that
// a view which prefers it reads the same sort of fact.
func TestRival(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	w := inc.As(incident.Stamp{Source: "mail", Recorded: clock("17:00"), Visibility: timeline.Public})
	secret := inc.As(incident.Stamp{Text: "secret words", Actor: "ana", Written: "14h", Source: "chat"})
	until := must(secret.ImpactUntil(timeline.Region("eu"), timeline.Major, on("14:00"), on("15:00")))
	total := must(secret.ImpactTotal(timeline.Region("us"), timeline.Major, timeline.Lasting(20*time.Minute), on("14:00"), on("15:00")))
	detected := must(secret.Detect(incident.Vendor, on("14:02")))
	level := must(secret.Assess(severity.Major, on("14:05")))
	action := must(secret.Act(incident.Action{Title: "x", Owner: "secret owner", At: on("16:00")}))

	for _, fact := range []timeline.Event{until, total, detected, level, action} {
		e := changes(t, inc, func() (timeline.Event, error) { return w.Rival(fact.ID, on("13:30")) })
		assert.Equal(t, fact.ID, e.RivalOf)
		assert.Equal(t, fact.Kind, e.Kind)
		assert.Equal(t, on("13:30"), e.Occurred)
		assert.Equal(t, fact.Ended, e.Ended)
		assert.Equal(t, fact.Total, e.Total)
		assert.Equal(t, "mail", e.Source)
		b, err := e.MarshalJSON()
		require.NoError(t, err)
		assert.NotContains(t, string(b), "secret")
		assert.NotContains(t, string(b), "ana")
	}
	v := inc.AsOf(late)
	assert.Equal(t, "1h", timeline.Downtime().In(timeline.Region("eu")).Of(v).String())
	mail := v.Preferring("mail")
	assert.Equal(t, "1h30m", timeline.Downtime().In(timeline.Region("eu")).Of(mail).String())
	assert.Equal(t, "20m", timeline.Downtime().In(timeline.Region("us")).Of(mail).String())
	s := incident.Of(mail)
	assert.Equal(t, incident.Vendor, s.Detections[0].By)
	assert.Equal(t, severity.Major, s.Severities[0].Level)
	assert.Empty(t, s.Findings)
	err := refuses(t, inc, "Rival", func() (timeline.Event, error) { return w.Rival(until.ID, on("15:30")) })
	assert.ErrorIs(t, err, incident.ErrBackwards)

	moved := until
	moved.Scope = timeline.Region("eu-west")
	must(inc.Amend(until.ID, moved))
	assert.Equal(t, moved.Scope, must(w.Rival(until.ID, on("13:00"))).Scope, "the fact as amended")
	must(inc.Retract(until.ID))
	assert.Equal(t, until.Scope, must(w.Rival(until.ID, on("13:10"))).Scope, "a fact taken back can still be spoken of")
}

// A rival account of a status does not move it.
func TestRivalOfStatus(t *testing.T) {
	inc := declare(t)
	resolved := ok(t)(inc.Advance("resolve", on("15:00")))
	e := changes(t, inc, func() (timeline.Event, error) { return inc.Rival(resolved.ID, on("14:18")) })
	assert.Equal(t, resolved.Previous, e.Previous)
	assert.Equal(t, []string{"investigating", "resolved"}, names(inc))
	assert.Empty(t, rules(inc))
	assert.NotEqual(t, uuid.Nil, e.ID)
}

// A rival account of a hypothesis is no hypothesis of its own.
func TestRivalOfHypothesis(t *testing.T) {
	s := newScene(t)
	for range 2 { // the second time, the states of the hypotheses have been read before
		rival := changes(t, s.Incident, func() (timeline.Event, error) { return s.Rival(s.guess.ID, on("14:00")) })
		err := refuses(t, s.Incident, "Confirm", func() (timeline.Event, error) { return s.Confirm(rival.ID, unknown) })
		assert.ErrorIs(t, err, incident.ErrNoEvent)
	}
	changes(t, s.Incident, func() (timeline.Event, error) { return s.Confirm(s.guess.ID, unknown) })
}

// A hypothesis settled in a change that failed is not settled.
func TestSettleInFailedChange(t *testing.T) {
	s := newScene(t)
	refuses(t, s.Incident, "RuleOut", func() (timeline.Event, error) { return s.RuleOut(s.settled.ID, unknown) })
	_, err := s.Apply(func(draft *incident.Incident) error {
		ok(t)(draft.RuleOut(s.guess.ID, unknown))
		return errNo
	})
	require.ErrorIs(t, err, errNo)
	changes(t, s.Incident, func() (timeline.Event, error) { return s.Confirm(s.guess.ID, unknown) })
}
