package cohort_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline/cohort"
)

// twin computes a quantile the slow way, from the incidents one by one.
type twin struct {
	value, bounds, interval [2]float64 // microseconds
	level                   float64
}

func naive(all []incident, p, confidence float64) (out twin, ok bool) {
	var lows, highs []float64
	censored := false
	for _, in := range all {
		lo, hi := float64(in.lo.Microseconds()), float64(in.hi.Microseconds())
		switch in.sort {
		case excluded:
			continue
		case atLeast, open:
			hi, censored = math.Inf(1), true
		}
		lows, highs = append(lows, lo), append(highs, hi)
	}
	if len(lows) == 0 {
		return out, false
	}
	out.bounds = [2]float64{r7(slices.Clone(lows), p), r7(slices.Clone(highs), p)}
	if math.IsNaN(out.bounds[1]) { // between endless and endless
		out.bounds[1] = math.Inf(1)
	}
	out.value = out.bounds
	if censored {
		a, b := naiveProductLimit(lows, highs, p, false), naiveProductLimit(lows, highs, p, true)
		out.value = [2]float64{out.bounds[0], math.Inf(1)}
		if !math.IsNaN(a) && !math.IsNaN(b) {
			within := func(x float64) float64 { return max(out.bounds[0], min(x, out.bounds[1])) }
			out.value = [2]float64{within(min(a, b)), within(max(a, b))}
		}
	}
	slices.Sort(lows)
	slices.Sort(highs)
	out.interval, out.level = naiveInterval(lows, highs, p, confidence)
	return out, true
}

// naiveProductLimit multiplies the shares that survive each moment; NaN is not
// reached.
func naiveProductLimit(lows, highs []float64, p float64, longest bool) float64 {
	times := slices.Clone(lows)
	for i := range times {
		if longest && !math.IsInf(highs[i], 1) {
			times[i] = highs[i]
		}
	}
	moments := slices.Clone(times)
	slices.Sort(moments)
	share, reached := 1.0, math.NaN()
	for _, m := range slices.Compact(moments) {
		risk, ended := 0.0, 0.0
		for i, at := range times {
			if at >= m {
				risk++
			}
			if at == m && !math.IsInf(highs[i], 1) {
				ended++
			}
		}
		if ended == 0 {
			continue
		}
		share *= 1 - ended/risk
		switch {
		case !math.IsNaN(reached):
			return math.Floor((reached + m) / 2)
		case math.Abs(share-(1-p)) < 1e-9:
			reached = m
		case share < 1-p:
			return m
		}
	}
	return math.NaN()
}

// naiveInterval adds up binomial probabilities from Pascal's triangle.
func naiveInterval(lows, highs []float64, p, confidence float64) (interval [2]float64, level float64) {
	n := len(lows)
	chance := func(k int) float64 {
		c := 1.0
		for i := range k {
			c *= float64(n-i) / float64(k-i)
		}
		return c * math.Pow(p, float64(k)) * math.Pow(1-p, float64(n-k))
	}
	tail := (1 - confidence) / 2
	below, l := 0.0, 0
	for l < n && below+chance(l) <= tail+1e-12 {
		below += chance(l)
		l++
	}
	above, u := 0.0, n+1
	for u > 0 && above+chance(u-1) <= tail+1e-12 {
		above += chance(u - 1)
		u--
	}
	interval = [2]float64{0, math.Inf(1)}
	if l > 0 {
		interval[0] = lows[l-1]
	}
	if u <= n {
		interval[1] = highs[u-1]
	}
	return interval, 1 - below - above
}

func TestEstimateTwin(t *testing.T) {
	stated := 0
	for seed := range uint64(3000) {
		r := random(seed)
		all := incidents(r, r.IntN(45))
		p, confidence := []float64{.5, .9, .25, .1}[r.IntN(4)], []float64{.9, .95, .5}[r.IntN(3)]
		q := gather(&cohort.Accumulator{}, all...).Estimate(p, confidence)
		want, ok := naive(all, p, confidence)
		require.Equal(t, ok, q.Value.IsStated(), "seed %d", seed)
		if !ok {
			continue
		}
		same := func(what string, want [2]float64, shortest, longest time.Duration, bounded bool) {
			require.InDelta(t, want[0], float64(shortest.Microseconds()), 1, "seed %d: %s, shortest", seed, what)
			require.Equal(t, !math.IsInf(want[1], 1), bounded, "seed %d: %s", seed, what)
			if bounded {
				require.InDelta(t, want[1], float64(longest.Microseconds()), 1, "seed %d: %s, longest", seed, what)
			}
		}
		same("value", want.value, q.Value.Shortest(), q.Value.Longest(), q.Value.HasLongest())
		same("bounds", want.bounds, q.Bounds.Shortest(), q.Bounds.Longest(), q.Bounds.HasLongest())
		if q.Interval.IsStated() {
			stated++
			same("interval", want.interval, q.Interval.Shortest(), q.Interval.Longest(), q.Interval.HasLongest())
			level, _ := q.Level.Value()
			require.InDelta(t, want.level, level, 1e-9, "seed %d", seed)
			require.GreaterOrEqual(t, level, confidence-1e-9)
		} else {
			require.True(t, math.IsInf(want.interval[1], 1), "seed %d", seed)
		}
	}
	assert.Greater(t, stated, 1000)
}

// The bounds hold the quantile of every way in which uncertain and open
// incidents may come out.
func TestBoundsAreSharp(t *testing.T) {
	for seed := range uint64(300) {
		r := random(seed)
		all := incidents(r, 1+r.IntN(20))
		q := gather(&cohort.Accumulator{}, all...).Estimate(0.5, 0.9)
		for range 20 {
			var values []float64
			for _, in := range all {
				switch in.sort {
				case excluded:
					continue
				case bounded:
					in.hi -= time.Duration(r.Int64N(int64(in.hi - in.lo + 1)))
				case atLeast, open:
					in.hi += time.Duration(r.Int64N(int64(100 * time.Hour)))
				}
				values = append(values, float64(in.hi.Microseconds()))
			}
			if len(values) == 0 {
				continue
			}
			truth := r7(values, 0.5)
			require.LessOrEqual(t, float64(q.Bounds.Shortest().Microseconds())-1, truth)
			if q.Bounds.HasLongest() {
				require.GreaterOrEqual(t, float64(q.Bounds.Longest().Microseconds())+1, truth)
			}
		}
	}
}
