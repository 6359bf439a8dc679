package incident_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// A verbCase calls one verb; setup are the events before it.
type verbCase struct {
	name   string
	do     func(w incident.Writer) (timeline.Event, error)
	want   timeline.Event    // without ID and members
	member map[string]string // name → JSON
}

var eu = timeline.Region("eu")

var verbCases = []verbCase{
	{"Impact", func(w incident.Writer) (timeline.Event, error) {
		return w.Impact(eu, timeline.Partial, on("13:50"))
	}, timeline.Event{Kind: timeline.KindImpact, Scope: eu, Health: timeline.Partial, Occurred: on("13:50")}, nil},
	{"Impact everywhere, at no time given", func(w incident.Writer) (timeline.Event, error) {
		return w.Impact(timeline.Everywhere(), timeline.Unstated, unknown)
	}, timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Everywhere()}, nil},
	{"ImpactUntil", func(w incident.Writer) (timeline.Event, error) {
		return w.ImpactUntil(eu, timeline.Major, on("13:50"), on("14:20"))
	}, timeline.Event{Kind: timeline.KindImpact, Scope: eu, Health: timeline.Major, Occurred: on("13:50"), Ended: on("14:20")}, nil},
	{"ImpactUntil that may end before it starts", func(w incident.Writer) (timeline.Event, error) {
		return w.ImpactUntil(eu, timeline.Major, timeline.About(clock("14:00"), time.Hour), on("13:30"))
	}, timeline.Event{Kind: timeline.KindImpact, Scope: eu, Health: timeline.Major, Occurred: timeline.About(clock("14:00"), time.Hour), Ended: on("13:30")}, nil},
	{"ImpactTotal", func(w incident.Writer) (timeline.Event, error) {
		return w.ImpactTotal(eu, timeline.Major, timeline.Lasting(54*time.Minute), on("13:00"), unknown)
	}, timeline.Event{Kind: timeline.KindImpact, Scope: eu, Health: timeline.Major, Total: timeline.Lasting(54 * time.Minute), Occurred: on("13:00")}, nil},
	{"ImpactTotal of no time at all", func(w incident.Writer) (timeline.Event, error) {
		return w.ImpactTotal(eu, timeline.Degraded, timeline.Lasting(0), unknown, unknown)
	}, timeline.Event{Kind: timeline.KindImpact, Scope: eu, Health: timeline.Degraded, Total: timeline.Lasting(0)}, nil},
	{"Restore", func(w incident.Writer) (timeline.Event, error) {
		return w.Restore(eu.Of(timeline.Most), on("15:31"))
	}, timeline.Event{Kind: timeline.KindRestore, Scope: eu.Of(timeline.Most), Occurred: on("15:31")}, nil},
	{"NotAffected", func(w incident.Writer) (timeline.Event, error) { return w.NotAffected(eu) },
		timeline.Event{Kind: timeline.KindNotAffected, Scope: eu}, nil},
	{"ScopesComplete", func(w incident.Writer) (timeline.Event, error) { return w.ScopesComplete() },
		timeline.Event{Kind: timeline.KindComplete}, nil},
	{"Mark", func(w incident.Writer) (timeline.Event, error) {
		return w.Mark(timeline.Mobilized, on("14:12"))
	}, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Mobilized, Occurred: on("14:12")}, nil},
	{"Mark at no time given", func(w incident.Writer) (timeline.Event, error) {
		return w.Mark(timeline.CauseFound, unknown)
	}, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.CauseFound}, nil},
	{"Mark of a milestone of one's own", func(w incident.Writer) (timeline.Event, error) {
		return w.Mark("vendor_called", on("14:30"))
	}, timeline.Event{Kind: timeline.KindMilestone, Milestone: "vendor_called", Occurred: on("14:30")}, nil},
	{"Mark of the start of impact", func(w incident.Writer) (timeline.Event, error) {
		return w.Mark(timeline.ImpactStarted, on("13:50"))
	}, timeline.Event{Kind: timeline.KindImpact, Occurred: on("13:50")}, nil},
	{"Mark of restoration", func(w incident.Writer) (timeline.Event, error) {
		return w.Mark(timeline.Restored, on("15:31"))
	}, timeline.Event{Kind: timeline.KindRestore, Occurred: on("15:31")}, nil},
	{"Detect", func(w incident.Writer) (timeline.Event, error) {
		return w.Detect(incident.UserReport, on("14:02"))
	}, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: on("14:02")}, map[string]string{"detected_by": `"user_report"`}},
	{"Assess", func(w incident.Writer) (timeline.Event, error) {
		return w.Assess(severity.Major, on("14:10"))
	}, timeline.Event{Kind: incident.KindSeverity, Occurred: on("14:10")}, map[string]string{"severity": `{"level":"major"}`}},
	{"AssessIn", func(w incident.Writer) (timeline.Event, error) {
		return w.AssessIn(severity.SEV(), "SEV1", on("14:10"))
	}, timeline.Event{Kind: incident.KindSeverity, Occurred: on("14:10")}, map[string]string{"severity": `{"level":"critical","scale":"SEV","word":"SEV1"}`}},
	{"Publish", func(w incident.Writer) (timeline.Event, error) {
		return w.Publish("identified", "A bad disk.", on("14:30"))
	}, timeline.Event{Kind: timeline.KindUpdate, Status: "identified", Text: "A bad disk.", Visibility: timeline.Public, Occurred: on("14:30")}, nil},
	{"Publish without a status word", func(w incident.Writer) (timeline.Event, error) {
		return w.Publish("", "Still at it.", unknown)
	}, timeline.Event{Kind: timeline.KindUpdate, Text: "Still at it.", Visibility: timeline.Public}, nil},
	{"Symptom", func(w incident.Writer) (timeline.Event, error) { return w.Symptom("pages did not load") },
		timeline.Event{Kind: incident.KindSymptom, Text: "pages did not load"}, nil},
	{"Note", func(w incident.Writer) (timeline.Event, error) { return w.Note("fed the cat", on("14:30")) },
		timeline.Event{Kind: incident.KindNote, Text: "fed the cat", Occurred: on("14:30")}, nil},
	{"Cause", func(w incident.Writer) (timeline.Event, error) {
		return w.Cause(incident.Contributing, "no alarm", on("09:00"))
	}, timeline.Event{Kind: incident.KindCause, Text: "no alarm", Occurred: on("09:00")}, map[string]string{"cause": `"contributing"`}},
	{"Suspect", func(w incident.Writer) (timeline.Event, error) { return w.Suspect("DNS", on("14:15")) },
		timeline.Event{Kind: incident.KindHypothesis, Milestone: timeline.CauseSuspected, Text: "DNS", Occurred: on("14:15")}, map[string]string{"hypothesis": `"suspected"`}},
	{"Act", func(w incident.Writer) (timeline.Event, error) {
		return w.Act(incident.Action{Title: "add an alarm", Type: "detect", Owner: "ana", State: incident.ActionOpen, Due: timeline.OnDay(2026, 6, 21, time.UTC), DueWritten: "06/21", At: on("16:00")})
	}, timeline.Event{Kind: incident.KindAction, Text: "add an alarm", Occurred: on("16:00")},
		map[string]string{"action": `{"type":"detect","owner":"ana","state":"open","due":"2026-06-21","due_written":"06/21"}`}},
	{"Act with a title alone", func(w incident.Writer) (timeline.Event, error) {
		return w.Act(incident.Action{Title: "sleep"})
	}, timeline.Event{Kind: incident.KindAction, Text: "sleep"}, map[string]string{"action": `{}`}},
	{"Statement", func(w incident.Writer) (timeline.Event, error) {
		return w.Statement(incident.DataLoss, incident.No, "nothing was lost")
	}, timeline.Event{Kind: incident.KindStatement, Text: "nothing was lost"}, map[string]string{"statement": `{"subject":"data_loss","answer":"no"}`}},
	{"Source", func(w incident.Writer) (timeline.Event, error) {
		return w.Source("post", "the public post", "the year is assumed")
	}, timeline.Event{Kind: timeline.KindSource, Source: "post", Text: "the public post", Assumption: "the year is assumed"}, nil},
	{"Record of an unknown kind", func(w incident.Writer) (timeline.Event, error) {
		return w.Record(timeline.Event{Kind: "weather", Text: "rain", Occurred: on("14:00")})
	}, timeline.Event{Kind: "weather", Text: "rain", Occurred: on("14:00")}, nil},
}

func TestVerbs(t *testing.T) {
	for _, c := range verbCases {
		t.Run(c.name, func(t *testing.T) {
			inc := declare(t)
			before, _ := inc.Status()
			e := changes(t, inc, func() (timeline.Event, error) { return c.do(inc.Writer) })
			members := map[string]string{}
			for name, value := range e.Members() {
				members[name] = string(value)
			}
			if c.member == nil {
				c.member = map[string]string{}
			}
			assert.Equal(t, c.member, members)
			assert.NotEqual(t, uuid.Nil, e.ID)
			assert.Equal(t, c.want, bare(t, e))
			after, _ := inc.Status()
			assert.Equal(t, before.Event, after.Event, "none of these moves the status")
			assert.Empty(t, incident.Of(inc.AsOf(late)).Findings)
		})
	}
}

// bare is the event without ID and members.
func bare(t *testing.T, e timeline.Event) timeline.Event {
	t.Helper()
	e.ID = uuid.Nil
	b, err := e.MarshalJSON()
	require.NoError(t, err)
	fields := map[string]json.RawMessage{}
	require.NoError(t, json.Unmarshal(b, &fields))
	for name := range e.Members() {
		delete(fields, name)
	}
	b, err = json.Marshal(fields)
	require.NoError(t, err)
	var out timeline.Event
	require.NoError(t, json.Unmarshal(b, &out))
	return out
}

// A stamp is on every event of every verb, where the verb has no say of its own.
func TestStampIsOnEveryEvent(t *testing.T) {
	stamp := incident.Stamp{
		Recorded: clock("16:00"), Actor: "ana", Source: "chat", Visibility: timeline.Partner,
		Written: "about two", Assumption: "afternoon", Text: "words of the stamp",
	}
	for _, c := range verbCases {
		t.Run(c.name, func(t *testing.T) {
			inc := declare(t)
			e := changes(t, inc, func() (timeline.Event, error) { return c.do(inc.As(stamp)) })
			assert.Equal(t, stamp.Recorded, e.Recorded)
			assert.Equal(t, stamp.Actor, e.Actor)
			assert.Equal(t, stamp.Visibility, e.Visibility)
			assert.Equal(t, stamp.Written, e.Written)
			if e.Kind != timeline.KindSource {
				assert.Equal(t, stamp.Source, e.Source)
				assert.Equal(t, stamp.Assumption, e.Assumption)
			}
			if c.want.Text == "" {
				assert.Equal(t, stamp.Text, e.Text)
			} else {
				assert.Equal(t, c.want.Text, e.Text)
			}
		})
	}
}

func TestDeclare(t *testing.T) {
	id := uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001")
	inc, err := incident.Declare(incident.Declaration{
		Title: "Search is slow", At: on("14:00"), State: "triage", ID: id,
		Stamp: incident.Stamp{Actor: "ana", Recorded: clock("14:01"), Visibility: timeline.Public, Text: "not the title"},
	})
	require.NoError(t, err)
	assert.Equal(t, id, inc.ID())
	s := incident.Of(inc.AsOf(late))
	assert.Equal(t, "Search is slow", s.Title)
	assert.Equal(t, "ana", s.Declared.Actor)
	assert.Equal(t, timeline.Public, s.Declared.Visibility)
	assert.Equal(t, "triage", s.Status)
	assert.Equal(t, timeline.PhaseTriage, s.Phase)
	assert.Empty(t, s.Resolution)
	sameStatus(t, inc)

	one, two := declare(t), declare(t)
	assert.Equal(t, jsonOf(t, one), jsonOf(t, two), "the same declaration is the same incident")
	other, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: on("14:08")})
	require.NoError(t, err)
	assert.NotEqual(t, one.ID(), other.ID())
	none, err := incident.Declare(incident.Declaration{Title: "Checkout fails"})
	require.NoError(t, err)
	st, found := none.Status()
	assert.True(t, found)
	assert.False(t, st.At.IsKnown())
	assert.NotNil(t, none.Lifecycle())
}

// Every verb may be used with an event that is stored elsewhere and changed: the
// log has its own.
func TestReturnedEventsAreTheCallers(t *testing.T) {
	inc := declare(t)
	e := ok(t)(inc.Detect(incident.Vendor, on("14:02")))
	before := jsonOf(t, inc)
	e.Text = "changed"
	for _, value := range e.Members() {
		copy(value, "xxxxx")
	}
	log := inc.Log()
	_, err := log.Add(timeline.Event{Kind: "note"})
	require.NoError(t, err)
	assert.Equal(t, before, jsonOf(t, inc))
}
