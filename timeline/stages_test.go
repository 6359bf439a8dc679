package timeline_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func staged(t testing.TB) *timeline.Log {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), on("11:00")),
		milestone(timeline.Detected, on("10:05")), milestone(timeline.CauseFound, timeline.About(clock("10:40"), 10*time.Minute)),
		milestone(timeline.Mobilized, on("10:02"))) // before it was detected: it has no stage
	a := status(t, l, "investigating", timeline.PhaseActive, on("10:08"), uuid.Nil)
	status(t, l, "resolved", timeline.PhaseResolved, on("11:10"), a.ID)
	return l
}

func TestStages(t *testing.T) {
	var got []string
	var sum float64
	for _, s := range timeline.Stages(staged(t).AsOf(late)) {
		got = append(got, string(s.From)+" → "+string(s.To)+" "+s.Figure.String())
		approx, ok := s.Figure.Approx()
		require.True(t, ok)
		sum += approx
	}
	assert.Equal(t, []string{
		"impact_started → detected 5m", "detected → declared 3m", "declared → cause_found ~32m", "cause_found → resolved ~30m",
	}, got)
	whole, _ := timeline.TimeToResolve().Of(staged(t).AsOf(late)).Approx()
	assert.InDelta(t, whole, sum, 1e-9, "they add up")

	open := timeline.Stages(staged(t).AsOf(clock("10:20")), timeline.ImpactStarted, timeline.Detected, timeline.Mitigated, timeline.Resolved)
	require.Len(t, open, 2)
	assert.Equal(t, "≥ 15m", open[1].Figure.String())
	assert.Equal(t, timeline.Resolved, open[1].To)
	assert.Empty(t, timeline.Stages(timeline.NewLog(incidentID).AsOf(late)))
	assert.Empty(t, timeline.Stages(staged(t).AsOf(late), timeline.Detected))
}

// Whatever the log holds, each stage begins where the one before it ended.
func TestStagesAreAChain(t *testing.T) {
	for seed := range uint64(rounds(400)) {
		v := randomEvents(t, rand.New(rand.NewPCG(seed, 95)), 14).AsOf(late)
		stages := timeline.Stages(v)
		for i, s := range stages {
			require.NotEqual(t, timeline.Invalid, s.Figure.Kind(), "seed %d", seed)
			if i > 0 {
				require.Equal(t, stages[i-1].To, s.From, "seed %d", seed)
				require.NotEqual(t, timeline.Ongoing, stages[i-1].Figure.Kind(), "seed %d: only the last goes on", seed)
			}
		}
	}
}
