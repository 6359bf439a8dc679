package cohort_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

func opened(ages ...time.Duration) *cohort.Accumulator {
	var a cohort.Accumulator
	for _, age := range ages {
		a.AddOpen(age)
	}
	return &a
}

func TestSummaryOfOddGroups(t *testing.T) {
	many := cohort.Accumulator{Exact: 10}
	for i := range 400 {
		many.Add(minute(float64(1 + i%97)))
	}
	for name, tc := range map[string]struct {
		a      *cohort.Accumulator
		line   string
		median timeline.Length
		mean   timeline.Length
		codes  []cohort.WarningCode
	}{
		"empty": {of(), "measured 0 of 0", timeline.Length{}, timeline.Length{}, []cohort.WarningCode{cohort.WarningNothing}},
		"none measured": {
			gather(of(), incident{sort: excluded}), "measured 0 of 1", timeline.Length{}, timeline.Length{},
			[]cohort.WarningCode{cohort.WarningExcluded, cohort.WarningNothing},
		},
		"one": {
			of(90), "measured 1 of 1; median 1h30m, p90 1h30m", timeline.Lasting(minute(90)), timeline.Lasting(minute(90)),
			[]cohort.WarningCode{cohort.WarningFew, cohort.WarningMean},
		},
		"all open": {
			opened(time.Hour, 3*time.Hour), "measured 2 of 2, 2 open; median ≥ 2h, p90 ≥ 2h48m",
			timeline.LastingAtLeast(2 * time.Hour), timeline.LastingAtLeast(2 * time.Hour),
			[]cohort.WarningCode{cohort.WarningFew, cohort.WarningOpen, cohort.WarningNotReached, cohort.WarningNotReached, cohort.WarningMean},
		},
		"all equal": {
			of(7, 7, 7, 7, 7, 7, 7, 7, 7, 7), "measured 10 of 10; median 7m (7m), p90 7m", timeline.Lasting(minute(7)), timeline.Lasting(minute(7)),
			[]cohort.WarningCode{cohort.WarningAllEqual},
		},
		"all zero": {
			of(0, 0, 0), "measured 3 of 3; median 0s, p90 0s", timeline.Lasting(0), timeline.Lasting(0),
			[]cohort.WarningCode{cohort.WarningFew, cohort.WarningAllEqual, cohort.WarningZero},
		},
		"even": {
			of(1, 2, 3, 4, 5, 6, 7, 8), "measured 8 of 8; median 4m30s (2m–7m), p90 7m18s", timeline.Lasting(minute(4.5)), timeline.Lasting(minute(4.5)),
			[]cohort.WarningCode{cohort.WarningMean},
		},
		"in buckets": {
			&many, "", timeline.Length{}, many.Summary(cohort.Options{}).Mean.Value, []cohort.WarningCode{cohort.WarningNotLogNormal, cohort.WarningBuckets},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := tc.a.Summary(cohort.Options{})
			if tc.line != "" {
				assert.Equal(t, tc.line, s.String())
				assert.Equal(t, tc.median, s.Median.Value)
			}
			assert.Equal(t, tc.mean, s.Mean.Value)
			assert.Equal(t, tc.codes, codes(s.Warnings), "%v", s.Warnings)
			assert.Equal(t, s, tc.a.Summary(cohort.Options{}), "same seed, same summary")
			isWhole(t, s)
		})
	}
}

// isWhole checks that a summary goes into JSON and holds no number that is none.
func isWhole(t *testing.T, s cohort.Summary) {
	t.Helper()
	b, err := json.Marshal(s)
	require.NoError(t, err)
	for _, bad := range []string{"NaN", "Inf", "null,null", "invalid"} {
		require.NotContains(t, string(b), bad)
	}
	for _, w := range s.Warnings {
		require.NotEmpty(t, w.Code)
		require.NotRegexp(t, `^[A-Z]|\.$`, w.Text)
	}
}

func TestSummaryOfAnything(t *testing.T) {
	for seed := range uint64(400) {
		r := random(seed)
		all := incidents(r, r.IntN(60))
		a := gather(&cohort.Accumulator{Exact: []int{0, 1, 20}[r.IntN(3)]}, all...)
		s := a.Summary(cohort.Options{Resamples: 40, Seed: seed, Confidence: []float64{0, .5, .99, 7}[r.IntN(4)]})
		isWhole(t, s)
		require.Equal(t, s.Incidents, s.Measured()+excludedIn(s))
		if s.Median.Value.IsStated() && s.Bounded == 0 {
			require.LessOrEqual(t, s.Median.Bounds.Shortest(), s.Median.Value.Shortest())
		}
		if s.Closed > 0 {
			require.LessOrEqual(t, s.Shortest.Shortest(), s.Longest.Longest())
		}
		if s.Mean.Interval.IsStated() && s.Bounded+s.Open == 0 {
			require.LessOrEqual(t, s.Mean.Interval.Shortest(), s.Mean.Value.Longest())
			require.GreaterOrEqual(t, s.Mean.Interval.Longest(), s.Mean.Value.Shortest())
		}
	}
}

func excludedIn(s cohort.Summary) (n uint64) {
	for _, e := range s.Excluded {
		n += e.N
	}
	return n
}

// The mean has the bounds of its durations, and none above while incidents are open.
func TestMeanBounds(t *testing.T) {
	a := of(10, 20)
	a.AddLength(timeline.LastingBetween(30*time.Minute, 60*time.Minute))
	assert.Equal(t, timeline.LastingBetween(20*time.Minute, 30*time.Minute), a.Summary(cohort.Options{}).Mean.Value)
	a.AddOpen(40 * time.Minute)
	assert.Equal(t, timeline.LastingAtLeast(25*time.Minute), a.Summary(cohort.Options{}).Mean.Value)
}

// Where few samples or alike ones say little, the interval still holds the mean, and ends
// only where something was seen to end it.
func TestMeanOfFewSamples(t *testing.T) {
	for seed := range uint64(200) {
		a := of(0)
		for i := range 12 {
			a.Add(100*time.Minute + time.Duration(i)*time.Second)
		}
		s := a.Summary(cohort.Options{Seed: seed, Resamples: 2})
		isWhole(t, s)
		require.LessOrEqual(t, s.Mean.Interval.Shortest(), s.Mean.Value.Shortest())
		require.GreaterOrEqual(t, s.Mean.Interval.Longest(), s.Mean.Value.Longest())
	}
	var rare cohort.Accumulator
	for range 399 {
		rare.Add(10 * time.Minute)
	}
	rare.Add(1000 * time.Hour)
	assert.False(t, rare.Summary(cohort.Options{}).Mean.Interval.HasLongest(), "one of 400 makes it all, and most samples have none such or several")
}

// In buckets an interval holds at least what the exact one does.
func TestIntervalsInBuckets(t *testing.T) {
	for seed := range uint64(40) {
		r := random(seed)
		exact, inBuckets := cohort.Accumulator{Exact: -1}, cohort.Accumulator{Exact: 1}
		for range 1 + r.IntN(6000) {
			d := logNormal(r, time.Hour, 0.02)
			exact.Add(d)
			inBuckets.Add(d)
		}
		for _, p := range []float64{.01, .5, .9} {
			want, got := exact.Estimate(p, .9), inBuckets.Estimate(p, .9)
			require.Equal(t, want.Level, got.Level)
			require.LessOrEqual(t, got.Interval.Shortest(), want.Interval.Shortest())
			require.GreaterOrEqual(t, got.Interval.Longest(), want.Interval.Longest())
			require.LessOrEqual(t, got.Interval.Shortest(), got.Value.Shortest())
		}
		require.NotContains(t, codes(inBuckets.Summary(cohort.Options{Resamples: -1}).Warnings), cohort.WarningAllEqual, "one bucket is not one duration")
	}
}

// A few hundred incidents are not few for being open, and three cannot show anything.
func TestWhatFewIncidentsCannot(t *testing.T) {
	a := of()
	for i := range 400 {
		a.Add(minute(float64(1 + i)))
	}
	for i := range 300 {
		a.AddOpen(minute(float64(150 + i)))
	}
	found := a.Summary(cohort.Options{Resamples: -1}).Warnings
	assert.NotContains(t, codes(found), cohort.WarningFew)
	assert.Contains(t, codes(found), cohort.WarningNotReached)

	assert.False(t, of(1, 20, 400).Summary(cohort.Options{}).Detectable.IsKnown())
	assert.True(t, of(1, 20, 400, 5).Summary(cohort.Options{}).Detectable.IsKnown())
}

// Logarithms leave out zero, and so does what is computed from them.
func TestLogs(t *testing.T) {
	s := of(0, 10, 1000).Summary(cohort.Options{})
	assert.EqualValues(t, 2, s.Logs.N)
	assert.InDelta(t, float64(100*time.Minute), float64(s.GeometricMean.Shortest()), float64(2*time.Microsecond))
	assert.EqualValues(t, 1, s.Logs.LeftOut)
	assert.InDelta(t, 3.2563, s.Logs.SD, 0.0001)
	assert.Contains(t, codes(s.Warnings), cohort.WarningZero)
}

// The bootstrap works one by one for few and by Poisson counts for many; both give the same interval.
func TestBootstrapOfMany(t *testing.T) {
	r := random(3)
	few, many := cohort.Accumulator{Exact: -1}, cohort.Accumulator{Exact: -1}
	for range 1000 {
		d := logNormal(r, time.Hour, 1)
		few.Add(d)
		many.Add(d)
	}
	for range 20 { // beyond what is drawn one by one
		many.Add(logNormal(r, time.Hour, 1))
	}
	a := few.Summary(cohort.Options{Resamples: 200}).Mean.Interval
	b := many.Summary(cohort.Options{Resamples: 200}).Mean.Interval
	assert.InEpsilon(t, float64(a.Shortest()), float64(b.Shortest()), 0.05)
	assert.InEpsilon(t, float64(a.Longest()), float64(b.Longest()), 0.05)
	assert.Less(t, b.Longest()-b.Shortest(), 20*time.Minute)
}
