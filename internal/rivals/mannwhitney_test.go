package rivals_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/aclements/go-moremath/stats"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline/cohort"
)

// A comparison without open and uncertain durations is the test of Mann and
// Whitney. With ties among few, the p values differ by what two-sided means: here it is
// all sums at least as far from the middle, there twice the smaller tail.
func TestCompareIsMannWhitney(t *testing.T) {
	const permuted = 40 // both groups together
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		n, m := 1+r.IntN(45), 1+r.IntN(45)
		top := 1 << 40 // no ties
		if n+m > permuted {
			top = 30
		}
		x, before := durations(r, n, top)
		y, after := durations(r, m, top)
		want, err := stats.MannWhitneyUTest(x, y, stats.LocationDiffers)
		require.NoError(t, err)
		if n+m > permuted && n <= stats.MannWhitneyTiesExactLimit && m <= stats.MannWhitneyTiesExactLimit {
			continue // exact there, and approximated here
		}
		got, ok := cohort.Compare(before, after, cohort.CompareOptions{}).P.Value()
		require.True(t, ok)
		require.InDelta(t, want.P, got, 1e-12, "%d and %d", n, m)
	}
}

// durations draws n of them, in microseconds.
func durations(r *rand.Rand, n, top int) ([]float64, *cohort.Accumulator) {
	var x []float64
	var a cohort.Accumulator
	for range n {
		us := r.IntN(top)
		x = append(x, float64(us))
		a.Add(time.Duration(us) * time.Microsecond)
	}
	return x, &a
}
