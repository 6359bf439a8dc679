package incident_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

func TestSnapshot(t *testing.T) {
	inc := full(t)
	s := incident.Of(inc.AsOf(late))
	assert.Equal(t, inc.ID(), s.ID)
	assert.Equal(t, "Checkout fails", s.Title)
	assert.Equal(t, timeline.KindStatus, s.Declared.Kind)
	assert.Equal(t, on("14:07"), s.Declared.Occurred)
	assert.Equal(t, "closed", s.Status)
	assert.Equal(t, timeline.PhaseClosed, s.Phase)
	assert.Equal(t, "completed", s.Resolution)
	assert.Empty(t, s.Findings)

	require.Len(t, s.Severities, 2)
	assert.Equal(t, severity.Moderate, s.Severities[0].Level)
	assert.Empty(t, s.Severities[0].Word)
	assert.Equal(t, incident.Severity{Level: severity.Critical, Scale: "SEV", Word: "SEV1", Event: s.Severities[1].Event}, s.Severities[1])
	now, _ := s.Severity()
	assert.Equal(t, s.Severities[1], now)

	require.Len(t, s.Detections, 2)
	assert.Equal(t, incident.Monitoring, s.Detections[0].By)
	assert.Equal(t, incident.UserReport, s.Detections[1].By, "at no time given, so last")
	require.Len(t, s.Symptoms, 1)
	assert.Equal(t, "payments were declined", s.Symptoms[0].Text)
	require.Len(t, s.Updates, 1)
	assert.Equal(t, "investigating", s.Updates[0].Status)
	require.Len(t, s.Causes, 1)
	assert.Equal(t, incident.Initiating, s.Causes[0].Role)
	assert.Equal(t, "a bad deploy", s.Causes[0].Event.Text)
	require.Len(t, s.Hypotheses, 2)
	assert.Equal(t, "DNS", s.Hypotheses[0].Event.Text)
	assert.Equal(t, incident.RuledOut, s.Hypotheses[0].State)
	assert.Equal(t, on("14:25"), s.Hypotheses[0].Settled.Occurred)
	assert.Equal(t, incident.Confirmed, s.Hypotheses[1].State)
	require.Len(t, s.Actions, 1)
	a := s.Actions[0]
	assert.Equal(t, "alarm on declines", a.Title)
	assert.Equal(t, "detect", a.Type)
	assert.Equal(t, "bo", a.Owner)
	assert.Equal(t, incident.ActionOpen, a.State)
	assert.Equal(t, "2026-06-21", a.Due.String())
	assert.Equal(t, "06/21", a.DueWritten)
	require.Len(t, s.Statements, 1)
	stated, _ := s.Statement(incident.DataLoss)
	assert.Equal(t, incident.No, stated.Answer)
	_, found := s.Statement(incident.Security)
	assert.False(t, found, "not stated")
	require.Len(t, s.Notes, 1, "one was retracted")
	assert.Equal(t, "fed the cat", s.Notes[0].Text)
}

// A snapshot keeps who may read each fact: it is not for a report to guess.
func TestSnapshotKeepsVisibility(t *testing.T) {
	s := incident.Of(full(t).AsOf(late))
	assert.Equal(t, timeline.Public, s.Declared.Visibility)
	assert.Equal(t, timeline.Internal, s.Severities[0].Event.Visibility)
	assert.Equal(t, timeline.Public, s.Severities[1].Event.Visibility)
	assert.Equal(t, timeline.Internal, s.Detections[1].Event.Visibility)
	assert.Equal(t, timeline.Internal, s.Hypotheses[0].Settled.Visibility)
	assert.Equal(t, timeline.Public, s.Hypotheses[1].Settled.Visibility)
	assert.Equal(t, timeline.Internal, s.Notes[0].Visibility)
	assert.Equal(t, timeline.Public, s.Actions[0].Event.Visibility)
}

// A snapshot knows no more than its view.
func TestSnapshotOfEarlier(t *testing.T) {
	inc := full(t)
	s := incident.Of(inc.AsOf(clock("16:10")))
	assert.Empty(t, s.Hypotheses)
	assert.Equal(t, "investigating", s.Status)
	assert.Empty(t, incident.Of(inc.AsOf(clock("10:00"))).Title)
}

func TestMalformedMembersAreFindings(t *testing.T) {
	for _, c := range []struct {
		name, event string
		check       func(incident.Snapshot) bool
	}{
		{"severity of a wrong type", `{"kind":"severity","severity":"major"}`, func(s incident.Snapshot) bool { return s.Severities == nil }},
		{"severity of no level", `{"kind":"severity","severity":{"word":"SEV1"}}`, func(s incident.Snapshot) bool { return s.Severities == nil }},
		{"severity of an unknown level", `{"kind":"severity","severity":{"level":"awful"}}`, func(s incident.Snapshot) bool { return s.Severities == nil }},
		{"severity that says nothing", `{"kind":"severity"}`, func(s incident.Snapshot) bool { return s.Severities == nil }},
		{"severity of null", `{"kind":"severity","severity":null}`, func(s incident.Snapshot) bool { return s.Severities == nil }},
		{"statement that says nothing", `{"kind":"statement"}`, func(s incident.Snapshot) bool { return s.Statements == nil }},
		{"statement of a wrong type", `{"kind":"statement","statement":[]}`, func(s incident.Snapshot) bool { return s.Statements == nil }},
		{"statement without an answer", `{"kind":"statement","statement":{"subject":"security"}}`, func(s incident.Snapshot) bool { return s.Statements == nil }},
		{"cause of a wrong type", `{"kind":"cause","cause":7,"text":"rain"}`, func(s incident.Snapshot) bool { return len(s.Causes) == 1 && s.Causes[0].Role == "" }},
		{"detector of a wrong type", `{"kind":"milestone","milestone":"detected","detected_by":{}}`, func(s incident.Snapshot) bool { return len(s.Detections) == 1 && s.Detections[0].By == "" }},
		{"action due sometime", `{"kind":"action","text":"x","action":{"due":"soon"}}`, func(s incident.Snapshot) bool { return len(s.Actions) == 1 && !s.Actions[0].Due.IsKnown() }},
		{"hypothesis of a wrong type", `{"kind":"hypothesis","text":"x","hypothesis":1}`, func(s incident.Snapshot) bool {
			return len(s.Hypotheses) == 1 && s.Hypotheses[0].State == incident.Suspected
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			inc := decode(t, written(c.event))
			s := incident.Of(inc.AsOf(late))
			assert.True(t, c.check(s))
			assert.Equal(t, []string{incident.RuleMember}, rules(inc))
			for e := range inc.Log().All() {
				assert.Equal(t, e.ID, s.Findings[0].Events[0])
			}
			assert.Contains(t, s.Findings[0].Text, c.event[len(`{"kind":"`):][:4])
		})
	}
}

// What is merely not said is no finding.
func TestMembersMayBeMissing(t *testing.T) {
	inc := decode(t, written(
		`{"kind":"cause","text":"rain"}`, `{"kind":"milestone","milestone":"detected"}`, `{"kind":"action","text":"x"}`, `{"kind":"hypothesis","text":"y"}`,
		`{"kind":"weather","milestone":"detected","severity":7}`,
	))
	s := incident.Of(inc.AsOf(late))
	assert.Empty(t, s.Findings)
	assert.Len(t, s.Detections, 2, "on whatever kind of event")
	assert.Len(t, s.Causes, 1)
	assert.Len(t, s.Actions, 1)
	assert.Len(t, s.Hypotheses, 1)
}

func hypothesis(id, target, state, at string) string {
	members := []string{`"kind":"hypothesis"`, `"text":"` + state + `"`}
	for _, m := range [...][2]string{{"id", id}, {"target", target}, {"hypothesis", state}, {"occurred", at}} {
		if m[1] != "" {
			members = append(members, `"`+m[0]+`":"`+m[1]+`"`)
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

func TestHypothesesInHandWrittenLogs(t *testing.T) {
	const early, noon, evening = "2026-03-04T08:00:00Z", "2026-03-04T12:00:00Z", "2026-03-04T18:00:00Z"
	for _, c := range []struct {
		name   string
		log    string
		states []incident.HypothesisState
		rules  []string
	}{
		{"settled before it was suspected", written(hypothesis(idA, "", "suspected", noon), hypothesis(idB, idA, "ruled_out", early)), []incident.HypothesisState{incident.RuledOut}, nil},
		{"suspected at no time given", written(hypothesis(idA, "", "suspected", ""), hypothesis(idB, idA, "confirmed", early)), []incident.HypothesisState{incident.Confirmed}, nil},
		{"settled twice", written(hypothesis(idA, "", "suspected", ""), hypothesis(idB, idA, "ruled_out", early), hypothesis(idC, idA, "confirmed", noon)), []incident.HypothesisState{incident.Confirmed}, nil},
		{"suspected anew", written(hypothesis(idA, "", "suspected", early), hypothesis(idB, idA, "ruled_out", noon), hypothesis(idC, idA, "suspected", evening)), []incident.HypothesisState{incident.Suspected}, nil},
		{"settled without a word", written(hypothesis(idA, "", "suspected", early), hypothesis(idB, idA, "", noon)), []incident.HypothesisState{incident.Suspected}, nil},
		{"settled and never suspected", written(hypothesis(idB, idA, "ruled_out", noon)), nil, []string{timeline.RuleNoTarget}},
		{"settled and retracted", written(hypothesis(idA, "", "suspected", early), hypothesis(idB, idA, "ruled_out", noon), `{"kind":"retract","target":"`+idA+`"}`), nil, []string{timeline.RuleNoTarget}},
		{"a note settled", written(`{"id":"`+idA+`","kind":"note","text":"x"}`, hypothesis(idB, idA, "ruled_out", noon)), nil, []string{timeline.RuleNoTarget}},
	} {
		t.Run(c.name, func(t *testing.T) {
			inc := decode(t, c.log)
			var states []incident.HypothesisState
			for _, h := range incident.Of(inc.AsOf(late)).Hypotheses {
				states = append(states, h.State)
				assert.Equal(t, h.State == incident.Suspected, h.Settled == nil)
				assert.Equal(t, idA, h.Event.ID.String())
				assert.Equal(t, "suspected", h.Event.Text)
			}
			assert.Equal(t, c.states, states)
			assert.Equal(t, c.rules, rules(inc))
		})
	}
}

// An assessment recorded late takes its place in the history by its time.
func TestLateSeverity(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	must(inc.As(incident.Stamp{Recorded: clock("14:10")}).Assess(severity.Critical, on("14:10")))
	must(inc.As(incident.Stamp{Recorded: clock("15:00")}).Assess(severity.Minor, on("15:00")))
	must(inc.As(incident.Stamp{Recorded: clock("17:00")}).Assess(severity.Major, on("14:30")))
	var levels []severity.Level
	s := incident.Of(inc.AsOf(late))
	for _, v := range s.Severities {
		levels = append(levels, v.Level)
	}
	assert.Equal(t, []severity.Level{severity.Critical, severity.Major, severity.Minor}, levels)
	now, _ := s.Severity()
	assert.Equal(t, severity.Minor, now.Level)
	then, _ := incident.Of(inc.AsOf(clock("14:45"))).Severity()
	assert.Equal(t, severity.Critical, then.Level)
}

// Of two answers recorded about one subject, the later one stands.
func TestLaterStatement(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	must(inc.As(incident.Stamp{Recorded: clock("15:00")}).Statement(incident.DataLoss, incident.No, ""))
	must(inc.As(incident.Stamp{Recorded: clock("16:00")}).Statement(incident.DataLoss, incident.Yes, "three orders"))
	s := incident.Of(inc.AsOf(late))
	assert.Len(t, s.Statements, 2)
	stated, _ := s.Statement(incident.DataLoss)
	assert.Equal(t, incident.Yes, stated.Answer)
}
