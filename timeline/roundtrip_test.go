package timeline_test

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(rounds(400)) {
		l := randomEvents(t, rand.New(rand.NewPCG(seed, 41)), 10)
		want := jsonOf(t, l)
		var back timeline.Log
		require.NoError(t, back.UnmarshalJSON([]byte(want)), "seed %d", seed)
		require.Equal(t, want, jsonOf(t, &back), "seed %d", seed)
		require.Equal(t, slices.Collect(l.All()), slices.Collect(back.All()), "seed %d", seed)
		require.Equal(t, want, jsonOf(t, l.Clone()))

		through, err := json.Marshal(l) // package json escapes <, > and &
		require.NoError(t, err)
		var again timeline.Log
		require.NoError(t, json.Unmarshal(through, &again))
		// Members kept verbatim keep those escapes; everything else is equal.
		require.Equal(t, l.Len(), again.Len())
		require.Equal(t, figures(l.AsOf(late)), figures(again.AsOf(late)), "seed %d", seed)
	}
}

func TestIDsLeftOutComeBackEqual(t *testing.T) {
	l := timeline.NewLog(incidentID)
	var bare []json.RawMessage
	for n := range 30 {
		e := milestone(timeline.Detected, timeline.At(sec(n%7)))
		e.Recorded = day
		b, err := e.MarshalJSON()
		require.NoError(t, err)
		bare = append(bare, b)
		add(t, l, e)
	}
	events, err := json.Marshal(bare)
	require.NoError(t, err)
	var back timeline.Log
	require.NoError(t, back.UnmarshalJSON([]byte(`{"schema_version":1,"incident":"`+incidentID.String()+`","events":`+string(events)+`}`)))
	assert.Equal(t, jsonOf(t, l), jsonOf(t, &back))
}

func TestClone(t *testing.T) {
	l := logOf(t, milestone(timeline.Detected, on("10:00")))
	c := l.Clone()
	v := l.AsOf(late)
	a, b := add(t, l, milestone(timeline.Detected, on("10:00"))), add(t, c, milestone(timeline.Detected, on("10:00")))
	assert.Equal(t, a.ID, b.ID, "each counts on from what it holds")
	assert.Len(t, slices.Collect(v.Events()), 1, "a view is not affected by later additions")
	last, ok := l.LastRecorded()
	assert.False(t, ok)
	assert.True(t, last.IsZero())
}

// goldenLog is a log with every kind and every field, as a program writes it.
func goldenLog(t testing.TB) *timeline.Log {
	l := timeline.NewLog(incidentID)
	record := func(minute int, e timeline.Event) timeline.Event {
		e.Recorded = clock("10:00").Add(time.Duration(minute) * time.Minute)
		return add(t, l, e)
	}
	record(0, timeline.Event{Kind: timeline.KindSource, Source: "page", Text: "the status page", Assumption: "times are UTC", Visibility: timeline.Public})
	record(1, timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region("eu-west"), Health: timeline.Major,
		Occurred: timeline.About(clock("09:50"), 5*time.Minute), Written: "around 9:50", Actor: "ana", Source: "page", Text: "checkout fails"})
	record(2, timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Component("search").In("us-east"), Health: timeline.Degraded,
		Occurred: on("10:00"), Ended: on("10:40"), Visibility: timeline.Partner})
	record(3, timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region("ap-south"), Health: timeline.Partial,
		Occurred: on("09:00"), Ended: on("12:00"), Total: timeline.LastingBetween(20*time.Minute, 25*time.Minute)})
	record(4, timeline.Event{Kind: timeline.KindNotAffected, Scope: timeline.Region("sa-east")})
	record(5, timeline.Event{Kind: timeline.KindComplete})
	declared := record(6, timeline.Event{Kind: timeline.KindStatus, Status: "investigating", Phase: timeline.PhaseTriage, Occurred: on("10:06")})
	record(7, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: timeline.Between(clock("09:55"), clock("10:01"))})
	wrong := record(8, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Acknowledged, Occurred: on("10:20")})
	record(9, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Acknowledged, Occurred: on("10:02"), Amends: wrong.ID})
	found := record(10, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.CauseFound, Occurred: timeline.NotBefore(clock("10:10"))})
	record(11, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.CauseFound, Occurred: on("10:15"), RivalOf: found.ID, Source: "chat"})
	record(12, timeline.Event{Kind: timeline.KindUpdate, Status: "identified", Occurred: on("10:12"), Text: "found \"it\"\n<b>", Visibility: timeline.Public})
	mistake := record(13, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Mitigated, Occurred: on("10:13")})
	record(14, timeline.Event{Kind: timeline.KindRetract, Target: mistake.ID, Text: "that was a test"})
	record(90, timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Region("eu-west").Of(timeline.Most), Occurred: on("11:00")})
	record(91, timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Everywhere(), Occurred: on("11:20")})
	record(100, timeline.Event{Kind: timeline.KindUpdate, Status: "resolved", Occurred: on("11:30")})
	resolved := record(101, timeline.Event{Kind: timeline.KindStatus, Status: "resolved", Phase: timeline.PhaseResolved, Occurred: on("11:30"), Previous: declared.ID})
	record(102, timeline.Event{Kind: timeline.KindStatus, Status: "closed", Phase: timeline.PhaseClosed, Resolution: "completed", Occurred: on("11:35"), Previous: resolved.ID})
	record(103, timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.ReviewPublished, Occurred: timeline.OnDay(2026, 3, 9, time.UTC)})
	e, err := timeline.Event{ID: uuidOf("00000000-0000-4000-8000-0000000000ff"), Kind: "ticket", Occurred: timeline.NotAfter(clock("12:00"))}.
		WithMember("ticket", json.RawMessage(`{"no":17,"open":true}`))
	require.NoError(t, err)
	record(104, e)
	return l
}

func TestGolden(t *testing.T) {
	const file = "testdata/log_v1.json"
	if *updateGolden {
		require.NoError(t, os.WriteFile(file, []byte(jsonOf(t, goldenLog(t))+"\n"), 0o644))
	}
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var l timeline.Log
	require.NoError(t, json.Unmarshal(data, &l), "a log of version 1 decodes for ever")
	assert.Equal(t, string(data), jsonOf(t, &l)+"\n")
	assert.Equal(t, jsonOf(t, goldenLog(t)), jsonOf(t, &l), "and the same facts still give the same bytes and IDs")

	kinds := map[timeline.Kind]bool{}
	for e := range l.All() {
		kinds[e.Kind] = true
		assert.NotEqual(t, uuid.Nil, e.ID)
	}
	assert.Len(t, kinds, 10, "every kind of this package and one of another")
	last, ok := l.LastRecorded()
	assert.True(t, ok)
	v := l.AsOf(last.AddDate(0, 1, 0)) // after all that it tells of
	eu := timeline.Region("eu-west")
	got := map[string]string{}
	for _, m := range timeline.Standard() {
		got[m.ID()] = m.Of(v).Range()
		got[m.ID()+" eu-west"] = m.In(eu).Of(v).String()
	}
	for what, want := range goldenFigures {
		assert.Equal(t, want, got[what], what)
	}
	assert.Len(t, got, len(goldenFigures))
	assert.Equal(t, "9m", timeline.Elapsed(timeline.Declared, timeline.CauseFound).Of(v.Preferring("chat")).String())
	assert.Empty(t, slices.Collect(v.Findings()))
}

// goldenFigures are the figures of the golden log. They may change only with the
// version of a measure.
var goldenFigures = map[string]string{
	"degraded_time eu-west":        "0s",
	"degraded_time":                "0s–25m",
	"downtime eu-west":             "1h25m–1h35m",
	"downtime":                     "1h25m–1h35m",
	"impact_time eu-west":          "1h25m–1h35m",
	"impact_time":                  "1h25m–2h",
	"longest_silence eu-west":      "1h18m",
	"longest_silence":              "1h18m",
	"time_to_acknowledge eu-west":  "~12m",
	"time_to_acknowledge":          "1h2m",
	"time_to_close eu-west":        "~1h45m",
	"time_to_close":                "2h35m",
	"time_to_declare eu-west":      "~16m",
	"time_to_declare":              "1h6m",
	"time_to_detect eu-west":       "0s–16m",
	"time_to_detect":               "55m–1h1m",
	"time_to_first_update eu-west": "~22m",
	"time_to_first_update":         "1h12m",
	"time_to_mitigate eu-west":     "unknown (mitigated not recorded)",
	"time_to_mitigate":             "",
	"time_to_mobilize eu-west":     "unknown (mobilized not recorded)",
	"time_to_mobilize":             "",
	"time_to_resolve eu-west":      "~1h40m",
	"time_to_resolve":              "2h30m",
	"time_to_restore eu-west":      "~1h30m",
	"time_to_restore":              "3h",
	"time_to_review eu-west":       "4d12h30m–5d12h30m",
	"time_to_review":               "4d12h30m–5d12h30m",
	"time_to_root_cause eu-west":   "15m–27m",
	"time_to_root_cause":           "1h10m–1h12m",
	"updates eu-west":              "2",
	"updates":                      "2",
}
