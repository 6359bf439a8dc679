package timeline_test

import (
	"math/rand/v2"
	"testing"
	"time"

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
	return append(out, timeline.Availability(timeline.StatuspageWeighting(), span(t, 0, 86400)), timeline.Elapsed("own", timeline.LastUpdate), timeline.Measure{})
}

// A meter gives the figures that each measure gives by itself, whatever it
// measured before.
func TestMeterEqualsMeasure(t *testing.T) {
	var meter timeline.Meter
	measures := refined(t)
	for seed := range uint64(rounds(150)) {
		r := rand.New(rand.NewPCG(seed, 98))
		v := randomEvents(t, r, 3+r.IntN(14)).AsOf(pick(r, late, sec(r.IntN(86400))))
		r.Shuffle(len(measures), func(i, j int) { measures[i], measures[j] = measures[j], measures[i] })
		for i, f := range meter.Measure(v, measures...) {
			require.Equal(t, measures[i].Of(v), f, "seed %d", seed)
		}
	}
	assert.Empty(t, meter.Measure(timeline.NewLog(incidentID).AsOf(late)))
}

func TestMeterAllocations(t *testing.T) {
	v := incidentOf10(t)
	var meter timeline.Meter
	measures := timeline.Standard()
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { meter.Measure(v, measures...) }), 3.0)
}
