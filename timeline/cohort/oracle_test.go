package cohort_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// Freireich and others (1963) followed 21 patients on 6-MP; the weeks of remission
// are the textbook example of Kaplan and Meier's estimate.
func freireich() *cohort.Accumulator {
	var a cohort.Accumulator
	for _, weeks := range []int{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		a.Add(time.Duration(weeks) * 7 * 24 * time.Hour)
	}
	for _, weeks := range []int{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		a.AddOpen(time.Duration(weeks) * 7 * 24 * time.Hour)
	}
	return &a
}

func TestKaplanMeierFreireich(t *testing.T) {
	const week = 7 * 24 * time.Hour
	want := map[int]float64{6: .857, 7: .807, 10: .753, 13: .690, 16: .627, 22: .538, 23: .448}
	seen := 0
	for _, s := range freireich().Survival(cohort.Shortest) {
		if s.Ended > 0 {
			seen++
			assert.InDelta(t, want[int(s.At/week)], s.Survival, 0.0005, "after %d weeks", s.At/week)
		}
	}
	assert.Equal(t, len(want), seen)

	q := freireich().Estimate(0.5, 0.9)
	assert.Equal(t, timeline.Lasting(23*week), q.Value)
	assert.Equal(t, cohort.MethodKaplanMeier, q.Method)
	assert.True(t, q.IsReached())

	q = freireich().Estimate(0.9, 0.9)
	assert.Equal(t, timeline.LastingAtLeast(32*week), q.Value, "what it comes to if all ended now")
	assert.False(t, q.IsReached(), "not reached is a value")
}

// Dropping what is open makes incidents look short: by how much at a window of so many
// medians was computed for log-normal durations (log-sd 1.25) that arrive evenly.
func TestOpenIncidentsAreNotDropped(t *testing.T) {
	const median, n, runs = time.Hour, 2000, 20
	for _, tc := range []struct {
		window                  time.Duration
		closedMedian, closedP90 float64
		reached                 bool
	}{
		{2 * median, 0.43, 1.11, false},
		{7 * median, 0.71, 2.48, true},
		{30 * median, 0.92, 4.07, true},
	} {
		r := random(uint64(tc.window))
		var naiveMedian, naiveP90, ourMedian, ourP90 float64
		for range runs {
			a := cohort.Accumulator{Exact: -1}
			for range n {
				d := logNormal(r, median, 1.25)
				if age := time.Duration(r.Int64N(int64(tc.window))); d <= age {
					a.Add(d)
				} else {
					a.AddOpen(age)
				}
			}
			for _, q := range []struct {
				p           float64
				naive, ours *float64
			}{{.5, &naiveMedian, &ourMedian}, {.9, &naiveP90, &ourP90}} {
				d, ok := a.Quantile(q.p)
				require.True(t, ok)
				*q.naive += d.Hours() / runs
				e := a.Estimate(q.p, 0.9)
				*q.ours += e.Value.Shortest().Hours() / runs
				assert.Equal(t, tc.reached || q.p == .5, e.IsReached(), "%v of %v", q.p, tc.window)
			}
		}
		assert.InDelta(t, tc.closedMedian, naiveMedian, 0.03, "closed alone, %v", tc.window)
		assert.InDelta(t, tc.closedP90, naiveP90, 0.1, "closed alone, %v", tc.window)
		assert.InDelta(t, 1, ourMedian, 0.03, "median, %v", tc.window)
		if tc.reached {
			assert.InDelta(t, 4.96, ourP90, 0.3, "p90, %v", tc.window)
		}
	}
}

// The interval of the median holds its confidence whatever the shape.
func TestOrderStatisticsCover(t *testing.T) {
	const runs = 2000
	for name, draw := range map[string]func(*testing.T, uint64) func() time.Duration{
		"log-normal": func(_ *testing.T, seed uint64) func() time.Duration {
			r := random(seed)
			return func() time.Duration { return logNormal(r, time.Hour, 1.25) }
		},
		"Weibull": func(_ *testing.T, seed uint64) func() time.Duration {
			r := random(seed)
			return func() time.Duration { return weibull(r, time.Hour, 0.6) }
		},
	} {
		for _, n := range []int{30, 100} {
			next, covered, achieved := draw(t, uint64(n)), 0, 0.0
			for range runs {
				var a cohort.Accumulator
				for range n {
					a.Add(next())
				}
				q := a.Estimate(0.5, 0.9)
				if q.Interval.Shortest() <= time.Hour && time.Hour <= q.Interval.Longest() {
					covered++
				}
				achieved, _ = q.Level.Value()
			}
			share := float64(covered) / runs
			assert.GreaterOrEqual(t, share, 0.88, "%s, n=%d", name, n)
			assert.GreaterOrEqual(t, achieved, 0.9, "%s, n=%d", name, n)
			assert.InDelta(t, achieved, share, 0.025, "%s, n=%d: the level is what it says", name, n)
		}
	}
}

// With open incidents the interval still holds.
func TestOrderStatisticsCoverWhatIsOpen(t *testing.T) {
	const runs, n = 1000, 60
	r, covered := random(5), 0
	for range runs {
		var a cohort.Accumulator
		for range n {
			d, age := logNormal(r, time.Hour, 1.25), time.Duration(r.Int64N(int64(10*time.Hour)))
			if d <= age {
				a.Add(d)
			} else {
				a.AddOpen(age)
			}
		}
		q := a.Estimate(0.5, 0.9)
		if q.Interval.Shortest() <= time.Hour && (!q.Interval.HasLongest() || time.Hour <= q.Interval.Longest()) {
			covered++
		}
	}
	assert.GreaterOrEqual(t, float64(covered)/runs, 0.9)
}

// The bootstrap-t interval of the mean covers less than it says for few incidents, and
// more than a percentile bootstrap would (0.77 at thirty).
func TestBootstrapCovers(t *testing.T) {
	const runs, n = 400, 30
	r, covered := random(11), 0
	truth := minute(60 * math.Exp(1.25*1.25/2))
	for i := range runs {
		var a cohort.Accumulator
		for range n {
			a.Add(logNormal(r, time.Hour, 1.25))
		}
		m := a.Summary(cohort.Options{Seed: uint64(i), Resamples: 400}).Mean
		if m.Interval.Shortest() <= truth && truth <= m.Interval.Longest() {
			covered++
		}
	}
	assert.InDelta(t, 0.84, float64(covered)/runs, 0.05)
}
