package cohort_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

const day = 24 * time.Hour

// The table of Garwood 1936, as in Pearson and Hartley's Biometrika Tables, number 40.
func TestGarwoodsTable(t *testing.T) {
	for _, tc := range []struct {
		n                            uint64
		low90, high90, low95, high95 float64
	}{
		{0, 0, 2.9957, 0, 3.6889},
		{1, 0.0513, 4.7439, 0.0253, 5.5716},
		{2, 0.3554, 6.2958, 0.2422, 7.2247},
		{5, 1.9701, 10.5130, 1.6235, 11.6683},
		{10, 5.4254, 16.9622, 4.7954, 18.3904},
		{20, 13.2547, 29.0620, 12.2165, 30.8884},
		{50, 38.9647, 63.2871, 37.1110, 65.9188},
	} {
		r := cohort.Rate{Incidents: tc.n, Exposure: day}
		for level, want := range map[float64][2]float64{0.9: {tc.low90, tc.high90}, 0.95: {tc.low95, tc.high95}} {
			i := r.Interval(level, day)
			assert.InDelta(t, want[0], value(t, i.Low), 5.1e-5, "%d at %v", tc.n, level)
			assert.InDelta(t, want[1], value(t, i.High), 5.1e-5, "%d at %v", tc.n, level)
		}
	}
}

func TestRate(t *testing.T) {
	r := cohort.Rate{Incidents: 12, Exposure: 360 * day}
	assert.InDelta(t, 1, value(t, r.Per(30*day)), 1e-12)
	up := 359 * day
	m := r.MTBF(up, 0.9)
	assert.Equal(t, timeline.Lasting((up / 12).Round(time.Microsecond)), m.Mean)
	assert.Less(t, m.Interval.Shortest(), m.Mean.Shortest())
	assert.Greater(t, m.Interval.Longest(), m.Mean.Shortest())

	none := cohort.Rate{Exposure: 360 * day}.MTBF(360*day, 0.9)
	assert.Equal(t, timeline.LastingAtLeast(360*day), none.Mean)
	assert.False(t, none.Interval.HasLongest())
	assert.InDelta(t, 360/2.9957, float64(none.Interval.Shortest())/float64(day), 0.01)

	for _, r := range []cohort.Rate{{}, {Incidents: 1}, {Incidents: 1, Exposure: -1}} {
		assert.False(t, r.Per(day).IsKnown())
		assert.Equal(t, cohort.Interval{}, r.Interval(0.9, day))
		assert.Equal(t, cohort.TimeBetween{}, r.MTBF(0, 0.9))
	}
	assert.Equal(t, cohort.TimeBetween{}, r.MTBF(361*day, 0.9))
	assert.Equal(t, cohort.TimeBetween{}, r.MTBF(up, 1))
	assert.False(t, r.Per(0).IsKnown())
}

// Times beyond those that a duration can hold, and counts beyond those that fit, are bounded.
func TestRatesAtTheEnds(t *testing.T) {
	const ever = time.Duration(math.MaxInt64)
	for _, n := range []uint64{0, 1, 2} {
		for _, level := range []float64{1e-9, .1, .9, 1 - 1e-12} {
			m := cohort.Rate{Incidents: n, Exposure: ever}.MTBF(ever, level)
			assert.True(t, m.Mean.IsValid() && m.Interval.IsStated(), "%d at %v: %v", n, level, m)
		}
	}
	c := cohort.CompareRates(cohort.Rate{Incidents: math.MaxUint64, Exposure: 1}, cohort.Rate{Incidents: 3, Exposure: 1}, cohort.CompareOptions{})
	assert.Equal(t, cohort.Rarer, c.Verdict)
	assert.Equal(t, "too few: 0× (0 to 39 at 95 %), p = 1, 1 incident before and 0 after",
		cohort.CompareRates(cohort.Rate{Incidents: 1, Exposure: 1}, cohort.Rate{Exposure: 1}, cohort.CompareOptions{}).String())
	assert.Equal(t, "not compared: 0 incidents before and 0 after", cohort.RateComparison{}.String())
}

func TestCompareRates(t *testing.T) {
	rate := func(n uint64, days int) cohort.Rate {
		return cohort.Rate{Incidents: n, Exposure: time.Duration(days) * day}
	}
	for _, tc := range []struct {
		name          string
		before, after cohort.Rate
		verdict       cohort.Verdict
		text          string
	}{
		// The example of R's manual page of poisson.test: ratio 1.9715, from 0.8584 to 4.2773.
		{"R", rate(21, 3011), rate(11, 800), cohort.NotDistinguishable, "not distinguishable at this n: 2× (0.86 to 4.3 at 95 %), p = 0.11, 21 incidents before and 11 after"},
		{"nothing", rate(0, 1), rate(0, 1), cohort.TooFew, "too few: ratio unknown (at least 0 at 95 %), p = 1, 0 incidents before and 0 after"},
		{"five", rate(5, 1), rate(0, 1), cohort.TooFew, "too few: 0× (0 to 1.1 at 95 %), p = 0.062, 5 incidents before and 0 after"},
		{"six", rate(6, 1), rate(0, 1), cohort.Rarer, "rarer: 0× (0 to 0.85 at 95 %), p = 0.031, 6 incidents before and 0 after"},
		{"from none", rate(0, 1), rate(6, 1), cohort.MoreOften, "more often: ratio unknown (at least 1.2 at 95 %), p = 0.031, 0 incidents before and 6 after"},
		{"no time", rate(1, 0), rate(6, 1), cohort.TooFew, "too few: 1 incident before and 6 after"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := cohort.CompareRates(tc.before, tc.after, cohort.CompareOptions{})
			assert.Equal(t, tc.verdict, c.Verdict)
			assert.Equal(t, tc.text, c.String())
			_, err := json.Marshal(c)
			assert.NoError(t, err)
		})
	}
	c := cohort.CompareRates(rate(21, 3011), rate(11, 800), cohort.CompareOptions{})
	assert.InDelta(t, 1.971488, value(t, c.Ratio), 5e-7)
	assert.InDelta(t, 0.8584264, value(t, c.Interval.Low), 5e-7)
	assert.InDelta(t, 4.2772659, value(t, c.Interval.High), 5e-7)
	c = cohort.CompareRates(rate(21, 3011), rate(11, 800), cohort.CompareOptions{Significance: math.NaN()})
	assert.Equal(t, cohort.WarningSignificance, c.Warnings[0].Code)
}

func TestIntervalOfRatesIsTheTest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		before := cohort.Rate{Incidents: r.Uint64N(40), Exposure: time.Duration(1 + r.IntN(1000))}
		after := cohort.Rate{Incidents: r.Uint64N(40), Exposure: time.Duration(1 + r.IntN(1000))}
		c := cohort.CompareRates(before, after, cohort.CompareOptions{Significance: 0.1})
		require.Equal(t, value(t, c.P) >= 0.1, c.Interval.Contains(1))
		back := cohort.CompareRates(after, before, cohort.CompareOptions{Significance: 0.1})
		require.InDelta(t, value(t, c.P), value(t, back.P), 1e-12)
	}
}

// Did incidents become rarer after the review?
func ExampleCompareRates() {
	before := cohort.Rate{Incidents: 31, Exposure: 181 * day}
	after := cohort.Rate{Incidents: 14, Exposure: 184 * day}
	fmt.Println(cohort.CompareRates(before, after, cohort.CompareOptions{}))
	// Output: rarer: 0.44× (0.22 to 0.86 at 95 %), p = 0.014, 31 incidents before and 14 after
}

// One year, four incidents, nine hours down.
func ExampleRate_MTBF() {
	r := cohort.Rate{Incidents: 4, Exposure: 365 * day}
	m := r.MTBF(365*day-9*time.Hour, 0.9)
	fmt.Println(m.Mean.Shortest())
	fmt.Println(m.Interval.Shortest().Round(day), "to", m.Interval.Longest().Round(day))
	// Output:
	// 2187h45m0s
	// 960h0m0s to 6408h0m0s
}
