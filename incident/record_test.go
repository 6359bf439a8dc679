package incident_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// Through the general door, an event meets the checks of the verb whose fact it
// is.
func TestRecordRefuses(t *testing.T) {
	ev := func(kind timeline.Kind) timeline.Event { return timeline.Event{Kind: kind} }
	for _, c := range []struct {
		name string
		is   error
		do   func(*scene) (timeline.Event, error)
	}{
		{"no kind", timeline.ErrNoKind, record(timeline.Event{})},
		{"a kind that is no text", timeline.ErrNotUTF8, record(ev(notUTF8))},
		{"a wrong time", timeline.ErrRange, record(timeline.Event{Kind: "weather", Occurred: invalid})},
		{"an end before the start", incident.ErrBackwards, record(timeline.Event{Kind: timeline.KindImpact, Occurred: on("14:00"), Ended: on("13:00")})},
		{"a milestone event of none", incident.ErrEmpty, record(ev(timeline.KindMilestone))},
		{"a retraction of nothing", incident.ErrEmpty, record(ev(timeline.KindRetract))},
		{"no place not affected", incident.ErrEmpty, record(ev(timeline.KindNotAffected))},
		{"a source without a name", incident.ErrEmpty, record(ev(timeline.KindSource))},
		{"a symptom of nothing", incident.ErrEmpty, record(ev(incident.KindSymptom))},
		{"a note of nothing", incident.ErrEmpty, record(ev(incident.KindNote))},
		{"an action of nothing", incident.ErrEmpty, record(ev(incident.KindAction))},
		{"a hypothesis of nothing", incident.ErrEmpty, record(ev(incident.KindHypothesis))},
		{"a cause without a role", incident.ErrEmpty, record(timeline.Event{Kind: incident.KindCause, Text: "rain"})},
		{"a severity without a level", incident.ErrEmpty, record(ev(incident.KindSeverity))},
		{"a severity that does not read", incident.ErrEmpty, record(member(ev(incident.KindSeverity), "severity", `"major"`))},
		{"a severity of level unset", incident.ErrEmpty, record(member(ev(incident.KindSeverity), "severity", `{}`))},
		{"a statement of nothing", incident.ErrEmpty, record(ev(incident.KindStatement))},
		{"a statement without an answer", incident.ErrEmpty, record(member(ev(incident.KindStatement), "statement", `{"subject":"security"}`))},
		{"a target elsewhere", incident.ErrNoEvent, record(timeline.Event{Kind: "weather", Target: elsewhere})},
		{"amending what is elsewhere", incident.ErrNoEvent, record(timeline.Event{Kind: "weather", Amends: elsewhere})},
		{"rivalling what is elsewhere", incident.ErrNoEvent, record(timeline.Event{Kind: "weather", RivalOf: elsewhere})},
		{"amending another kind", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
			return s.Record(timeline.Event{Kind: "weather", Amends: s.note.ID})
		}},
		{"rivalling another kind", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
			return s.Record(timeline.Event{Kind: "weather", RivalOf: s.declared.ID})
		}},
		{"settling twice", incident.ErrSettled, func(s *scene) (timeline.Event, error) {
			return s.Record(member(timeline.Event{Kind: incident.KindHypothesis, Target: s.settled.ID}, "hypothesis", `"confirmed"`))
		}},
		{"settling a note", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
			return s.Record(timeline.Event{Kind: incident.KindHypothesis, Target: s.note.ID})
		}},
		{"another event with an ID that is taken", incident.ErrConflict, func(s *scene) (timeline.Event, error) {
			return s.Record(timeline.Event{Kind: incident.KindNote, Text: "x", ID: s.declared.ID})
		}},
		{"a status out of nowhere", incident.ErrConflict, record(timeline.Event{Kind: timeline.KindStatus, Status: "resolved"})},
		{"a status that cannot follow", lifecycle.ErrNotAllowed, func(s *scene) (timeline.Event, error) {
			return s.Record(timeline.Event{Kind: timeline.KindStatus, Status: "triage", Previous: s.declared.ID})
		}},
		{"a status that is none", lifecycle.ErrNotAllowed, func(s *scene) (timeline.Event, error) {
			return s.Record(timeline.Event{Kind: timeline.KindStatus, Status: "panic", Previous: s.declared.ID})
		}},
		{"the same status again", lifecycle.ErrNotAllowed, func(s *scene) (timeline.Event, error) {
			return s.Record(timeline.Event{Kind: timeline.KindStatus, Status: "investigating", Previous: s.declared.ID})
		}},
		{"merged into itself", incident.ErrItself, func(s *scene) (timeline.Event, error) {
			return s.Record(member(timeline.Event{Kind: timeline.KindStatus, Status: "merged", Previous: s.declared.ID}, "into", `"`+s.ID().String()+`"`))
		}},
		{"merged into what is no ID", lifecycle.ErrBlocked, func(s *scene) (timeline.Event, error) {
			return s.Record(member(timeline.Event{Kind: timeline.KindStatus, Status: "merged", Previous: s.declared.ID}, "into", `17`))
		}},
		{"a status moved in the history", incident.ErrConflict, func(s *scene) (timeline.Event, error) {
			e := s.declared
			e.ID, e.Amends, e.Previous = uuid.Nil, s.declared.ID, s.declared.ID
			return s.Record(e)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			err := refuses(t, s.Incident, "Record", func() (timeline.Event, error) { return c.do(s) })
			assert.ErrorIs(t, err, c.is)
		})
	}
}

func TestRecordFillsFromTheStamp(t *testing.T) {
	inc := declare(t)
	stamp := incident.Stamp{Recorded: clock("16:00"), Actor: "ana", Source: "chat", Written: "w", Assumption: "a", Text: "t", Visibility: timeline.Public}
	filled := changes(t, inc, func() (timeline.Event, error) { return inc.As(stamp).Record(timeline.Event{Kind: "weather"}) })
	filled.ID = uuid.Nil
	assert.Equal(t, timeline.Event{
		Kind: "weather", Recorded: stamp.Recorded, Actor: "ana", Source: "chat", Written: "w", Assumption: "a", Text: "t", Visibility: timeline.Public,
	}, filled)
	own := timeline.Event{
		Kind: "weather", Recorded: clock("15:00"), Actor: "bo", Source: "mail", Written: "x", Assumption: "b", Text: "u", Visibility: timeline.Partner,
	}
	kept := changes(t, inc, func() (timeline.Event, error) { return inc.As(stamp).Record(own) })
	kept.ID = uuid.Nil
	assert.Equal(t, own, kept, "a narrower circle of readers is never widened")
}

// The events of one copy of an incident, recorded in another in the same order,
// make the same incident; again, they change nothing.
func TestRecordFollowsAnotherCopy(t *testing.T) {
	one, two := declare(t), declare(t)
	must := ok(t)
	var events []timeline.Event
	keep := func(e timeline.Event, err error) timeline.Event {
		events = append(events, must(e, err))
		return e
	}
	w := one.As(incident.Stamp{Recorded: clock("16:00"), Actor: "ana"})
	keep(w.Impact(timeline.Region("eu"), timeline.Major, on("13:50")))
	guess := keep(w.Suspect("DNS", on("14:20")))
	identified := keep(w.Advance("identify", on("14:20")))
	keep(w.RuleOut(guess.ID, on("14:21")))
	keep(w.Advance("relapse", on("14:22")))
	keep(w.Advance("monitor", on("14:10")))
	keep(w.Amend(identified.ID, identified))
	keep(w.Retract(guess.ID))
	keep(w.MergeInto(elsewhere, on("15:00")))
	for range 2 {
		for _, e := range events {
			got, err := two.Record(e)
			require.NoError(t, err)
			assert.Equal(t, e.ID, got.ID)
		}
		assert.Equal(t, jsonOf(t, one), jsonOf(t, two))
		sameStatus(t, two)
	}
}

// Where two triggers lead to one state, the one that was fired is kept.
func TestRecordKeepsTheTrigger(t *testing.T) {
	life := lifecycle.MustCompile(lifecycle.Definition{
		Name: "two-ways", Version: 1, Initial: []lifecycle.State{"open"},
		States: []lifecycle.StateDef{{Name: "open", Phase: lifecycle.PhaseActive}, {Name: "done", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted}},
		Edges: []lifecycle.Edge{
			{Trigger: "fix", From: []lifecycle.State{"open"}, To: "done"},
			{Trigger: "give_up", From: []lifecycle.State{"open"}, To: "done"},
		},
	})
	d := incident.Declaration{Title: "x", At: on("14:00"), Lifecycle: life}
	one, err := incident.Declare(d)
	require.NoError(t, err)
	two, err := incident.Declare(d)
	require.NoError(t, err)
	e := ok(t)(one.Advance("give_up", on("15:00")))
	got := changes(t, two, func() (timeline.Event, error) { return two.Record(e) })
	assert.Equal(t, e, got)
	plain := timeline.Event{Kind: timeline.KindStatus, Status: "done", Previous: e.Previous, Resolution: "merged", Phase: "planned"}
	three, err := incident.Declare(d)
	require.NoError(t, err)
	got = changes(t, three, func() (timeline.Event, error) { return three.Record(plain) })
	raw, _ := got.Member("trigger")
	assert.JSONEq(t, `"fix"`, string(raw), "else the first that leads there")
	assert.Equal(t, timeline.PhaseClosed, got.Phase, "phase and resolution are those of the state")
	assert.Equal(t, "completed", got.Resolution)
}

// An event that corrections in the log already speak of may arrive late.
func TestRecordOfWhatIsAlreadyCorrected(t *testing.T) {
	one := declare(t)
	must := ok(t)
	identified := must(one.Advance("identify", on("14:20")))
	monitoring := must(one.Advance("monitor", on("14:30")))
	log := timeline.NewLog(one.ID())
	for e := range one.Log().All() {
		if e.ID != identified.ID {
			_, err := log.Add(e)
			require.NoError(t, err)
		}
	}
	b, err := log.MarshalJSON()
	require.NoError(t, err)
	two := decode(t, string(b))
	st, _ := two.Status()
	require.Equal(t, "investigating", st.Name)
	assert.Equal(t, []string{timeline.RuleNoPredecessor}, rules(two))
	changes(t, two, func() (timeline.Event, error) { return two.Record(identified) })
	st, _ = two.Status()
	assert.Equal(t, monitoring.ID, st.Event, "the status that waited for it follows")
	assert.Equal(t, jsonOf(t, one), jsonOf(t, two))
}

// A resolution that the state does not have is not recorded.
func TestRecordTakesTheResolutionOfTheState(t *testing.T) {
	inc := declare(t)
	st, _ := inc.Status()
	e := changes(t, inc, func() (timeline.Event, error) {
		return inc.Record(timeline.Event{Kind: timeline.KindStatus, Status: "monitoring", Resolution: "merged", Previous: st.Event})
	})
	assert.Empty(t, e.Resolution)
	assert.Equal(t, timeline.PhaseMitigated, e.Phase)
}
