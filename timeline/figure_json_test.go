package timeline_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// A figure in a document of others has their words for people, and every text in it is
// put through what they ask for; the rest is as ever.
func TestFigureInDocumentsOfOthers(t *testing.T) {
	log := timeline.NewLog(uuid.Nil)
	for _, e := range []timeline.Event{
		{Kind: timeline.KindImpact, Scope: timeline.Component("api").In("e\u202eu"), Health: timeline.Major, Occurred: timeline.At(clock("10:00"))},
		{Kind: timeline.KindMilestone, Milestone: timeline.Mitigated, Occurred: timeline.Between(clock("09:50"), clock("10:30"))},
	} {
		_, err := log.Add(e)
		require.NoError(t, err)
	}
	v := log.AsOf(clock("23:00"))
	upper := strings.ToUpper
	for _, m := range []timeline.Measure{
		timeline.TimeToMitigate(), timeline.TimeToRestore().In(timeline.Region("n\x1bo")), timeline.Elapsed("fr\u202eom", "t\x7fo"),
		timeline.Availability(timeline.Weighting{Name: "we\righ", Major: 100}, timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z")),
	} {
		f := m.Of(v)
		plain, err := f.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, string(plain), string(f.AppendJSON(nil, f.String(), nil)))
		assert.Equal(t, "before "+string(plain), string(f.AppendJSON([]byte("before "), f.String(), nil)))
		var was, is map[string]any
		require.NoError(t, json.Unmarshal(plain, &was))
		require.NoError(t, json.Unmarshal(f.AppendJSON(nil, "words", upper), &is))
		assert.Equal(t, "WORDS", is["text"])
		assert.Equal(t, was["min"], is["min"])
		assert.Equal(t, was["inputs"], is["inputs"], "IDs are no text")
		assert.Equal(t, upper(m.ID()), is["measure"])
		scope := is["scope"].(map[string]any)
		assert.Equal(t, "WHOLE", scope["part"])
		if region := m.Scope().Region(); region != "" {
			assert.Equal(t, upper(region), scope["region"])
		}
		assert.Equal(t, f.Doubtful(), was["doubtful"] == true)
		assert.Equal(t, f.Doubtful(), strings.Contains(string(plain), "doubtful"))
	}
}

// An explanation has its times as the caller writes them, and none but those.
func TestExplainWith(t *testing.T) {
	log := timeline.NewLog(uuid.Nil)
	for _, e := range []timeline.Event{
		{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.At(clock("10:00")), Ended: timeline.At(clock("11:00"))},
		{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: timeline.About(clock("10:30"), time.Minute)},
	} {
		_, err := log.Add(e)
		require.NoError(t, err)
	}
	v := log.AsOf(clock("23:00"))
	when := func(i timeline.Instant) string {
		at, _ := i.Stated()
		return at.Format("<15:04>")
	}
	detected := timeline.TimeToDetect().Of(v)
	assert.Equal(t, detected.ExplainTo(v, timeline.Public), detected.ExplainWith(v, timeline.Public, nil))
	assert.Contains(t, detected.ExplainWith(v, timeline.Internal, when), "impact start at <10:00> until <11:00>. detected at <10:30>.")
	day := timeline.Downtime().Within(timeline.MustParseSpan(clock("09:00").Format(time.RFC3339) + "/" + clock("10:45").Format(time.RFC3339))).Of(v)
	assert.Contains(t, day.ExplainWith(v, timeline.Internal, when), "within <09:00> to <10:45>: 45m.")
	assert.Contains(t, day.Explain(v), "T09:00:00Z/")
}
