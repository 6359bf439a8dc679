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

// allVerbs calls each verb of a writer with arguments that are right.
func allVerbs(w incident.Writer) map[string]error {
	out := map[string]error{}
	verb := func(name string) func(timeline.Event, error) {
		return func(e timeline.Event, err error) {
			if e.ID != uuid.Nil {
				err = nil
			}
			out[name] = err
		}
	}
	verb("Impact")(w.Impact(timeline.Scope{}, timeline.Major, unknown))
	verb("ImpactUntil")(w.ImpactUntil(timeline.Scope{}, timeline.Major, unknown, unknown))
	verb("ImpactTotal")(w.ImpactTotal(timeline.Scope{}, timeline.Major, timeline.Lasting(time.Hour), unknown, unknown))
	verb("Restore")(w.Restore(timeline.Scope{}, unknown))
	verb("NotAffected")(w.NotAffected(timeline.Region("eu")))
	verb("ScopesComplete")(w.ScopesComplete())
	verb("Mark")(w.Mark(timeline.Detected, unknown))
	verb("Detect")(w.Detect(incident.Monitoring, unknown))
	verb("Assess")(w.Assess(severity.Major, unknown))
	verb("AssessIn")(w.AssessIn(severity.SEV(), "SEV1", unknown))
	verb("Publish")(w.Publish("resolved", "", unknown))
	verb("Symptom")(w.Symptom("x"))
	verb("Note")(w.Note("x", unknown))
	verb("Cause")(w.Cause(incident.Initiating, "x", unknown))
	verb("Suspect")(w.Suspect("x", unknown))
	verb("RuleOut")(w.RuleOut(elsewhere, unknown))
	verb("Confirm")(w.Confirm(elsewhere, unknown))
	verb("Act")(w.Act(incident.Action{Title: "x"}))
	verb("Statement")(w.Statement(incident.Security, incident.No, ""))
	verb("Source")(w.Source("x", "", ""))
	verb("Rival")(w.Rival(elsewhere, unknown))
	verb("Retract")(w.Retract(elsewhere))
	verb("Amend")(w.Amend(elsewhere, timeline.Event{Kind: incident.KindNote, Text: "x"}))
	verb("Advance")(w.Advance("resolve", unknown))
	verb("MergeInto")(w.MergeInto(elsewhere, unknown))
	verb("DuplicateOf")(w.DuplicateOf(elsewhere, unknown))
	verb("Record")(w.Record(timeline.Event{Kind: "weather"}))
	return out
}

func TestZeroRefusesEverything(t *testing.T) {
	zero := new(incident.Incident)
	for name, w := range map[string]incident.Writer{
		"the zero Writer": {}, "stamped": incident.Writer{}.As(incident.Stamp{Actor: "ana"}),
		"the zero Incident": zero.Writer, "of the zero Incident": zero.As(incident.Stamp{Expect: elsewhere}),
	} {
		for verb, err := range allVerbs(w) {
			var refused *incident.VerbError
			require.ErrorAs(t, err, &refused, "%s: %s", name, verb)
			assert.Equal(t, verb, refused.Verb, name)
			assert.ErrorIs(t, err, incident.ErrNotBegun, "%s: %s", name, verb)
		}
	}
	events, err := zero.Apply(func(*incident.Incident) error { t.Error("called"); return nil })
	assert.Nil(t, events)
	assert.ErrorIs(t, err, incident.ErrNotBegun)

	_, err = zero.MarshalJSON()
	assert.ErrorIs(t, err, incident.ErrNotBegun)
	_, err = json.Marshal(zero)
	assert.ErrorIs(t, err, incident.ErrNotBegun)
	assert.Equal(t, uuid.Nil, zero.ID())
	assert.Nil(t, zero.Lifecycle())
	assert.Zero(t, zero.Log().Len())
	assert.True(t, zero.AsOf(late).IsEmpty())
	st, found := zero.Status()
	assert.False(t, found)
	assert.Zero(t, st)
	s := incident.Of(zero.AsOf(late))
	assert.Empty(t, s.Title)
	assert.Empty(t, s.Findings)
	_, found = s.Severity()
	assert.False(t, found)
	_, found = s.Statement(incident.Security)
	assert.False(t, found)
}

// The zero Incident is what JSON is read into.
func TestZeroUnmarshals(t *testing.T) {
	inc := declare(t)
	var doc struct{ Incident *incident.Incident }
	require.NoError(t, json.Unmarshal([]byte(`{"Incident":`+jsonOf(t, inc)+`}`), &doc))
	assert.Equal(t, jsonOf(t, inc), jsonOf(t, doc.Incident))
	changes(t, doc.Incident, func() (timeline.Event, error) { return doc.Incident.Advance("resolve", on("15:00")) })

	var into incident.Incident
	require.NoError(t, json.Unmarshal([]byte(jsonOf(t, inc)), &into))
	assert.Equal(t, inc.ID(), into.ID())
	before := jsonOf(t, &into)
	require.Error(t, json.Unmarshal([]byte(`{}`), &into))
	assert.Equal(t, before, jsonOf(t, &into), "an error changes nothing")
}

// An incident held by value is written whole, too, not as an empty object.
func TestMarshalsByValue(t *testing.T) {
	inc := declare(t)
	type page struct{ Incident incident.Incident }
	b, err := json.Marshal(page{*inc})
	require.NoError(t, err)
	assert.JSONEq(t, `{"Incident":`+jsonOf(t, inc)+`}`, string(b))
}

func TestNothingPassed(t *testing.T) {
	inc := declare(t)
	_, err := inc.Apply(nil)
	assert.ErrorIs(t, err, incident.ErrEmpty)
	_, err = incident.Decode(nil)
	var bad *timeline.DecodeError
	assert.ErrorAs(t, err, &bad)
	again := decode(t, jsonOf(t, inc), nil, nil)
	assert.NotNil(t, again.Lifecycle())
	assert.Empty(t, incident.Of(inc.AsOf(late), nil).Findings)
	for _, now := range []time.Time{{}, time.Unix(1<<40, 0), time.Unix(-1<<40, 0)} {
		assert.NotPanics(t, func() { incident.Of(inc.AsOf(now)) })
	}
	assert.True(t, inc.AsOf(time.Time{}).IsEmpty())
}
