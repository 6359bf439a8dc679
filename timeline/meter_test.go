package timeline_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// refined is the standard set with every refinement.
func refined(t testing.TB) []timeline.Measure {
	var out []timeline.Measure
	for _, m := range timeline.Standard() {
		out = append(out, m, m.First(), m.Last(), m.Cumulative(), m.In(timeline.Region("eu")), m.Regions(2), m.Coalesce(20*time.Minute),
			m.WithoutHold(), m.Since(timeline.Detected), m.Within(span(t, 10*3600, 20*3600)), m.Cumulative().Since(timeline.Declared).WithoutHold(),
			m.In(timeline.Scope{}.Of(timeline.Some)), m.Components(1))
	}
	fdr := timeline.FailedDeploymentRecovery()
	out = append(out, fdr, fdr.Since(timeline.Detected), fdr.Cumulative(), fdr.In(timeline.Region("eu")))
	return append(out, timeline.Availability(timeline.StatuspageWeighting(), span(t, 0, 86400)), timeline.WeightedDowntime(timeline.StatuspageWeighting(), span(t, 0, 86400)), timeline.Elapsed("own", timeline.LastUpdate), timeline.Measure{})
}

// orderly is an incident as most are: exact times, windows that end, a life that
// goes on to its end.
func orderly(t testing.TB, r *rand.Rand) *timeline.Log {
	l := timeline.NewLog(incidentID)
	at := func(n int) timeline.Instant {
		return pick(r, timeline.At(sec(n)), timeline.At(sec(n)), timeline.At(sec(n)), timeline.About(sec(n), time.Minute), timeline.Between(sec(n), sec(n+60)))
	}
	exact := r.IntN(2) == 0
	for range r.IntN(4) {
		from := r.IntN(3000)
		e := impact(timeline.Region(pick(r, "eu", "us")), timeline.Health(1+r.IntN(5)), timeline.At(sec(from)), timeline.At(sec(from+r.IntN(3000))))
		if !exact {
			e.Occurred = at(from)
		}
		add(t, l, e)
	}
	for _, m := range []timeline.Milestone{timeline.Detected, timeline.Acknowledged, timeline.CauseFound, timeline.Mitigated, timeline.ReviewPublished} {
		for range r.IntN(3) {
			add(t, l, milestone(m, at(r.IntN(9000))))
		}
	}
	last := uuid.Nil
	for _, phase := range []timeline.Phase{timeline.PhaseActive, timeline.PhaseResolved, timeline.PhaseClosed}[:r.IntN(4)] {
		last = status(t, l, string(phase), phase, at(r.IntN(9000)), last).ID
	}
	return l
}

// A telling is all that a figure tells.
type telling struct {
	json     string
	measure  timeline.Measure
	reason   timeline.Reason
	bounds   [2]time.Duration
	has      [2]bool
	doubtful bool
	inputs   []uuid.UUID
}

func told(t testing.TB, f timeline.Figure) telling {
	raw, err := f.MarshalJSON()
	require.NoError(t, err)
	out := telling{json: string(raw), measure: f.Measure(), reason: f.Reason(), doubtful: f.Doubtful(), inputs: slices.Collect(f.Inputs())}
	out.bounds[0], out.bounds[1], out.has[0], out.has[1] = f.Bounds()
	return out
}

// A meter gives the figures that each measure gives by itself, whatever it
// measured before.
func TestMeterEqualsMeasure(t *testing.T) {
	measures := refined(t)
	meter := timeline.NewMeter(measures...)
	for seed := range uint64(rounds(150)) {
		r := rand.New(rand.NewPCG(seed, 98))
		l := randomEvents(t, r, 3+r.IntN(14))
		if seed%2 == 0 {
			l = orderly(t, r)
		}
		v := l.AsOf(pick(r, late, sec(r.IntN(86400))))
		for i, f := range meter.Of(v) {
			want := measures[i].Of(v)
			require.Equal(t, told(t, want), told(t, f), "seed %d: %s, %s", seed, want, f)
		}
	}
	assert.Empty(t, new(timeline.Meter).Of(timeline.NewLog(incidentID).AsOf(late)))
}

// Looking ahead changes nothing: each view has the figures that it has by itself,
// and whoever has seen enough can stop.
func TestMeterEach(t *testing.T) {
	measures := refined(t)
	meter := timeline.NewMeter(measures...)
	for _, n := range []int{0, 1, 31, 32, 33, 100} {
		views := make([]*timeline.View, n)
		for i := range views {
			r := rand.New(rand.NewPCG(uint64(i), 99))
			views[i] = orderly(t, r).AsOf(pick(r, late, sec(r.IntN(86400))))
		}
		next := 0
		for i, figures := range meter.Each(views) {
			require.Equal(t, next, i)
			require.Len(t, figures, len(measures))
			for k, f := range figures {
				require.Equal(t, told(t, measures[k].Of(views[i])), told(t, f))
			}
			next++
		}
		require.Equal(t, n, next)
	}
	v := orderly(t, rand.New(rand.NewPCG(0, 99))).AsOf(late)
	for i := range meter.Each([]*timeline.View{v, v, v}) {
		if i == 1 {
			break
		}
	}
}

func TestMeterAllocations(t *testing.T) {
	v := incidentOf10(t)
	meter := timeline.NewMeter(timeline.Standard()...)
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { meter.Of(v) }), 3.0)
}
