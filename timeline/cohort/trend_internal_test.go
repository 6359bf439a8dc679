package cohort

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// randomSeries has ties, bounds, open ends and gaps.
func randomSeries(r *rand.Rand, n, top int, uncertain, missing float64) []periodValue {
	series := make([]periodValue, n)
	for i := range series {
		v := &series[i]
		v.lo = float64(r.IntN(top))
		v.hi = v.lo
		switch x := r.Float64(); {
		case x < uncertain/2:
			v.hi = math.Inf(1)
		case x < uncertain:
			v.hi += float64(r.IntN(top))
		}
		v.missing = r.Float64() < missing
	}
	return series
}

// slowS is S by definition, with slope b taken away.
func slowS(series []periodValue, b float64) (s int64) {
	for j, y := range series {
		for i, x := range series[:j] {
			if x.missing || y.missing {
				continue
			}
			shift := b * float64(j-i)
			if y.lo-x.hi > shift {
				s++
			}
			if y.hi-x.lo < shift {
				s--
			}
		}
	}
	return s
}

func present(series []periodValue) (out []periodValue) {
	for _, v := range series {
		if !v.missing {
			out = append(out, v)
		}
	}
	return out
}

// everyS calls f with the S of every order of the values.
func everyS(series []periodValue, f func(s int64)) {
	var permute func(k int)
	permute = func(k int) {
		if k == len(series) {
			f(slowS(series, 0))
			return
		}
		for i := k; i < len(series); i++ {
			series[k], series[i] = series[i], series[k]
			permute(k + 1)
			series[k], series[i] = series[i], series[k]
		}
	}
	permute(0)
}

func TestKendallIsThatOfAllOrders(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		series := randomSeries(r, 2+r.IntN(6), 1+r.IntN(12), r.Float64(), 0.1)
		k := newKendall(series)
		require.Equal(t, slowS(series, 0), k.s)
		if len(k.rows) < 2 {
			continue
		}
		var beyond, all, squares float64
		everyS(present(series), func(s int64) {
			all++
			squares += float64(s * s)
			if max(s, -s) >= max(k.s, -k.s) {
				beyond++
			}
		})
		require.InDelta(t, squares/all, k.variance(), 1e-9)
		require.InDelta(t, beyond/all, k.null().p(k.s), 1e-12)
	}
}

// Kendall's variance with t of every tie: (n(n-1)(2n+5) - Σ t(t-1)(2t+5))/18.
func TestVarianceWithTiesIsKendalls(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		n := 2 + r.IntN(60)
		series := randomSeries(r, n, 1+r.IntN(40), 0, 0)
		ties := map[float64]float64{}
		for _, v := range series {
			ties[v.lo]++
		}
		term := func(n float64) float64 { return n * (n - 1) * (2*n + 5) / 18 }
		want := term(float64(n))
		for _, k := range ties {
			want -= term(k)
		}
		require.InDelta(t, want, newKendall(series).variance(), 1e-7*max(1, want))
	}
}

func TestSlopeIsTheMedianOfSlopesOfPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		series := randomSeries(r, 6+r.IntN(30), 2+r.IntN(50), 0, 0.2)
		var slopes []float64
		for j, y := range series {
			for i, x := range series[:j] {
				if !x.missing && !y.missing {
					slopes = append(slopes, (y.lo-x.lo)/float64(j-i))
				}
			}
		}
		trend := trendOf(series, timeline.Count)
		if len(slopes) == 0 {
			continue
		}
		slices.Sort(slopes)
		n := len(slopes)
		got, ok := trend.Slope.Value()
		require.True(t, ok)
		require.InDelta(t, (slopes[(n-1)/2]+slopes[n/2])/2, got, 1e-12)
	}
}

// With bounds the ends are where S leaves what is not significant, by definition.
func TestSlopeIntervalIsTheTest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		series := randomSeries(r, 2+r.IntN(20), 2+r.IntN(1000), max(0, r.Float64()-0.4), 0.1)
		trend := trendOf(series, timeline.Count)
		requireFinite(t, trend)
		if trend.Periods < 2 {
			continue
		}
		null := newKendall(series).null()
		significant := func(b float64) bool { return null.p(slowS(series, b)) < 0.05 }
		if low, ok := trend.SlopeInterval.Low.Value(); ok {
			require.True(t, significant(low-1e-6))
			require.False(t, significant(low+1e-6))
		} else {
			require.False(t, significant(-1e9))
		}
		if high, ok := trend.SlopeInterval.High.Value(); ok {
			require.True(t, significant(high+1e-6))
			require.False(t, significant(high-1e-6))
		} else {
			require.False(t, significant(1e9))
		}
		p, _ := trend.P.Value()
		if p >= 0.05 {
			require.True(t, trend.SlopeInterval.Contains(0))
		}
	}
}

func TestTrendOf(t *testing.T) {
	hours := func(hs ...float64) (out []timeline.Length) {
		for _, h := range hs {
			if h < 0 {
				out = append(out, timeline.Length{})
				continue
			}
			out = append(out, timeline.Lasting(time.Duration(h*float64(time.Hour))))
		}
		return out
	}
	for _, tc := range []struct {
		name   string
		series []timeline.Length
		want   Direction
		text   string
	}{
		{"nothing", nil, TooFewPeriods, "too few periods: 0 periods"},
		{"one", hours(1), TooFewPeriods, "too few periods: 1 period"},
		{"four", hours(4, 3, 2, 1), TooFewPeriods, "too few periods: 1h less in each period (no bound to no bound at 95 %), p = 0.083, 4 periods"},
		{"five", hours(5, 4, 3, 2, 1), Falling, "falling: 1h less in each period (1h less to 1h less at 95 %), p = 0.017, 5 periods"},
		{"a gap keeps its place", hours(6, 5, -1, 3, 2, 1), Falling, "falling: 1h less in each period (1h less to 1h less at 95 %), p = 0.017, 5 periods"},
		{"all the same", hours(2, 2, 2, 2, 2, 2), NoTrend, "no trend can be told: 0s more in each period (0s more to 0s more at 95 %), p = 1, 6 periods"},
		{"open ones", append(hours(1, 2, 3, 4, 5), timeline.LastingAtLeast(6*time.Hour)), Rising, "rising: 1h more in each period (1h more to no bound at 95 %), p = 0.0028, 6 periods"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := TrendOf(tc.series)
			assert.Equal(t, tc.want, got.Verdict)
			assert.Equal(t, tc.text, got.String())
			requireFinite(t, got)
		})
	}
	counts := TrendOfCounts([]uint64{9, 12, 8, 15, 14, 19, 17, 22, 20, 25, 24, 30})
	assert.Equal(t, Rising, counts.Verdict)
	assert.Equal(t, "rising: 1.8 more in each period (1.4 more to 2.2 more at 95 %), p = 0.00028, 12 periods", counts.String())
}

func BenchmarkTrend(b *testing.B) {
	series := randomSeries(rand.New(rand.NewPCG(1, 1)), 1000, 10_000, 0, 0)
	for b.Loop() {
		trendOf(series, timeline.Count)
	}
}
