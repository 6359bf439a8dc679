package timeline_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func TestWhen(t *testing.T) {
	l := logOf(t,
		impact(timeline.Region("eu"), timeline.Major, timeline.About(clock("10:00"), 5*time.Minute), on("11:00")),
		impact(timeline.Region("us"), timeline.Major, on("10:10"), on("11:10")),
		milestone(timeline.Acknowledged, on("10:20")),
		milestone(timeline.Mobilized, timeline.Instant{}),
		milestone("own", timeline.Between(clock("10:30"), clock("10:40"))),
		milestone("own", on("10:35")),
		milestone("foretold", timeline.At(late.Add(time.Hour))),
		update("identified", on("10:25")), update("monitoring", on("10:50")), update("identified", on("10:55")),
	)
	opened := status(t, l, "open", timeline.PhaseActive, on("10:15"), uuidOf("00000000-0000-0000-0000-000000000000"))
	resolved := status(t, l, "resolved", timeline.PhaseResolved, on("11:20"), opened.ID)
	v := l.AsOf(late)
	for _, c := range []struct {
		m    timeline.Milestone
		want timeline.Instant
	}{
		{timeline.ImpactStarted, timeline.About(clock("10:00"), 5*time.Minute)},
		{timeline.Detected, timeline.Between(clock("09:55"), clock("10:15"))}, // by witnesses
		{timeline.Declared, on("10:15")},
		{timeline.Acknowledged, on("10:20")},
		{timeline.Mobilized, timeline.Instant{}},
		{timeline.CauseSuspected, timeline.Instant{}},
		{timeline.CauseFound, timeline.Between(clock("09:55"), clock("10:25"))},
		{timeline.Restored, timeline.NotBefore(clock("11:10"))}, // there may be more places
		{timeline.Resolved, on("11:20")},
		{timeline.FirstUpdate, on("10:25")},
		{timeline.LastUpdate, on("10:55")},
		{timeline.UpdatePublished("identified"), on("10:25")},
		{timeline.UpdatePublished("unheard"), timeline.Instant{}},
		{"own", timeline.Between(clock("10:30"), clock("10:35"))},
		{"foretold", timeline.Instant{}},
		{"", timeline.Instant{}},
	} {
		assert.Equal(t, c.want, v.When(c.m), c.m)
	}
	add(t, l, timeline.Event{Kind: timeline.KindComplete})
	assert.Equal(t, on("11:10"), l.AsOf(late).When(timeline.Restored))
	status(t, l, "reopened", timeline.PhaseActive, on("12:00"), resolved.ID)
	assert.Equal(t, timeline.Instant{}, l.AsOf(late).When(timeline.Resolved), "it is still to come")
	assert.Equal(t, timeline.Instant{}, timeline.NewLog(incidentID).AsOf(late).When(timeline.Declared))
}

// What was recorded stands against the witnesses that contradict it.
func TestWitnessBeforeWhatWasRecorded(t *testing.T) {
	l := logOf(t, impact(timeline.Region("eu"), timeline.Major, on("09:00"), on("13:00")),
		milestone(timeline.Detected, timeline.NotBefore(clock("12:00"))), milestone(timeline.Acknowledged, on("10:00")))
	v := l.AsOf(late)
	assert.Equal(t, timeline.NotBefore(clock("12:00")), v.When(timeline.Detected))
	assert.Equal(t, "≥ 3h", timeline.TimeToDetect().Of(v).String())
}

// Figures between two milestones are those of the instants.
func TestElapsedAgainstWhen(t *testing.T) {
	r := rand.New(rand.NewPCG(331, 337))
	anchors := append(slices.Collect(timeline.Milestones()), timeline.Deployed, timeline.FirstUpdate, timeline.LastUpdate,
		timeline.UpdatePublished("identified"), "own")
	seen := map[timeline.FigureKind]int{}
	for round := range rounds(1500) {
		v := randomEvents(t, r, r.IntN(25)).AsOf(day.Add(time.Duration(r.IntN(60)) * time.Hour))
		if r.IntN(2) == 0 {
			v = v.Preferring("page")
		}
		for range 20 {
			from, to := pick(r, anchors...), pick(r, anchors...)
			f := timeline.Elapsed(from, to).Of(v)
			a, b := v.When(from), v.When(to)
			require.True(t, a.IsValid() && b.IsValid(), "round %d: %s %s", round, from, to)
			seen[f.Kind()]++
			switch f.Kind() {
			case timeline.Known, timeline.Bounded:
				if d, ok := f.Duration(); ok && d == 0 && a == b {
					continue // perhaps one fact, whenever it was
				}
				if timeline.Elapsed(from, from).Of(v).Kind() == timeline.Pending {
					continue // recorded ahead of its time, and bounds the other all the same
				}
				sameBounds(t, f, a, b, round)
			case timeline.Ongoing, timeline.Pending:
				require.True(t, f.Kind() == timeline.Pending || !b.IsKnown(), "round %d: %s to %s", round, f.Sentence(), b)
			}
		}
	}
	require.Greater(t, seen[timeline.Known], rounds(1500)/10)
	require.Greater(t, seen[timeline.Bounded], rounds(1500)/2)
}

func sameBounds(t *testing.T, f timeline.Figure, a, b timeline.Instant, round int) {
	t.Helper()
	first, ok1 := a.Earliest()
	last, ok2 := a.Latest()
	from, ok3 := b.Earliest()
	until, ok4 := b.Latest()
	least, most, hasLeast, hasMost := f.Bounds()
	require.Equal(t, ok1 && ok4, hasMost, "round %d: %s from %s to %s", round, f.Sentence(), a, b)
	if hasMost {
		require.Equal(t, until.Sub(first), most, "round %d: %s from %s to %s", round, f.Sentence(), a, b)
	}
	floor := f.Measure().From() == timeline.ImpactStarted && hasLeast && least == 0 // which no end precedes
	if floor && (!ok2 || !ok3 || from.Sub(last) <= 0) {
		return
	}
	require.Equal(t, ok2 && ok3, hasLeast, "round %d: %s from %s to %s", round, f.Sentence(), a, b)
	if hasLeast {
		require.Equal(t, from.Sub(last), least, "round %d: %s from %s to %s", round, f.Sentence(), a, b)
	}
	if p, ok := a.Stated(); ok {
		if q, ok := b.Stated(); ok {
			at, ok := f.Approx()
			require.True(t, ok)
			require.InDelta(t, q.Sub(p).Seconds(), at, 1e-6)
		}
	}
}
