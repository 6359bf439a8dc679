package cohort_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline/cohort"
)

func value(t *testing.T, n cohort.Number) float64 {
	t.Helper()
	x, ok := n.Value()
	require.True(t, ok, "the number is missing")
	return x
}

func TestIncidentsNeeded(t *testing.T) {
	reductions := []float64{0.05, 0.10, 0.20, 0.25, 0.50, 0.80}
	for _, tc := range []struct {
		sd, power float64
		want      []uint64
	}{
		{1.00, 0.80, []uint64{5967, 1415, 316, 190, 33, 7}},
		{1.25, 0.80, []uint64{9323, 2210, 493, 297, 52, 10}},
		{1.25, 0.95, []uint64{15435, 3659, 816, 491, 85, 16}},
		{1.50, 0.80, []uint64{13425, 3182, 710, 427, 74, 14}},
	} {
		d := cohort.Detection{LogSD: tc.sd, Power: tc.power}
		for i, want := range tc.want {
			n, ok := d.Needed(reductions[i])
			assert.True(t, ok)
			assert.Equal(t, want, n, "sd %v, power %v, reduction %v", tc.sd, tc.power, reductions[i])
			assert.LessOrEqual(t, value(t, d.Smallest(n)), reductions[i])
			assert.Greater(t, value(t, d.Smallest(n-1)), reductions[i])
			assert.GreaterOrEqual(t, value(t, d.PowerOf(n, reductions[i])), tc.power)
			assert.Less(t, value(t, d.PowerOf(n-1, reductions[i])), tc.power+1e-4) // the far tail counts too
		}
	}
}

// Benninghoff, "Measuring Incident Duration" (2025): 10 000 Welch tests each of
// logarithms of log-normal durations.
func TestPublishedPowers(t *testing.T) {
	d := cohort.Detection{LogSD: 1.25}
	for _, tc := range []struct {
		n         uint64
		reduction float64
		published float64
	}{
		{100, 0.10, 0.0884}, {1000, 0.10, 0.4743}, {2000, 0.10, 0.7630}, {4000, 0.10, 0.9636},
		{100, 0.25, 0.3754}, {100, 0.50, 0.9736},
	} {
		assert.InDelta(t, tc.published, value(t, d.PowerOf(tc.n, tc.reduction)), 0.01)
	}
}

func TestDetectionWithoutSense(t *testing.T) {
	for _, d := range []cohort.Detection{
		{}, {LogSD: -1}, {LogSD: math.NaN()}, {LogSD: math.Inf(1)},
		{LogSD: 1, Significance: 1}, {LogSD: 1, Significance: -0.1}, {LogSD: 1, Significance: math.NaN()},
	} {
		_, ok := d.Needed(0.1)
		assert.False(t, ok)
		assert.False(t, d.Smallest(10).IsKnown())
		assert.False(t, d.PowerOf(10, 0.1).IsKnown())
	}
	d := cohort.Detection{LogSD: 1}
	for _, r := range []float64{0, 1, 2, math.NaN(), math.Inf(1), math.Inf(-1), 1e-300} {
		_, ok := d.Needed(r)
		assert.False(t, ok, "%v", r)
	}
	assert.False(t, d.Smallest(0).IsKnown())
	assert.False(t, d.PowerOf(0, 0.1).IsKnown())
	assert.False(t, d.PowerOf(1, 1).IsKnown())
	assert.InDelta(t, 0.05, value(t, d.PowerOf(1000, 0)), 1e-12)
	n, _ := d.Needed(-1.0 / 9) // nine tenths as a tenth less, the other way round
	m, _ := d.Needed(0.1)
	assert.Equal(t, m, n)
}

// Davidovič 2021, tables 1 and 2, and the chances in his text.
func TestChancesOfDavidovic(t *testing.T) {
	for _, tc := range []struct {
		name                string
		mean, sd            time.Duration
		year                uint64
		half100, half1000   float64 // minutes, of the 90 % interval
		worse, better, same float64
	}{
		{"A", 146, 316, 173, 104, 33, 0.38, 0.49, 0.19},
		{"B", 151, 301, 103, 99, 31, 0.40, 0.50, 0.23},
		{"C", 271, 413, 609, 136, 43, 0.20, 0.64, 0.10},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := cohort.Chance{Mean: tc.mean * time.Minute, SD: tc.sd * time.Minute}
			c.Before, c.After = 50, 50
			half, ok := c.Spread(0.9)
			assert.True(t, ok)
			assert.InDelta(t, tc.half100, half.Minutes(), 0.5)
			c.Before, c.After = 500, 500
			half, _ = c.Spread(0.9)
			assert.InDelta(t, tc.half1000, half.Minutes(), 0.5)

			c.Before, c.After, c.Change = tc.year/2, tc.year-tc.year/2, 0.1
			assert.InDelta(t, tc.worse, 1-value(t, c.Probability(0)), 0.01)
			assert.InDelta(t, tc.better, value(t, c.Probability(15*time.Minute)), 0.01)

			// The last row of his comes out only with a whole year in each period.
			c.Before, c.After, c.Change = tc.year, tc.year, 0
			assert.InDelta(t, tc.same, value(t, c.Probability(30*time.Minute)), 0.01)
		})
	}
}

func TestChanceWithoutSense(t *testing.T) {
	good := cohort.Chance{Mean: time.Hour, SD: time.Hour, Before: 5, After: 5}
	for _, change := range []func(*cohort.Chance){
		func(c *cohort.Chance) { *c = cohort.Chance{} },
		func(c *cohort.Chance) { c.Before = 0 },
		func(c *cohort.Chance) { c.After = 0 },
		func(c *cohort.Chance) { c.SD = -1 },
		func(c *cohort.Chance) { c.Mean = -1 },
		func(c *cohort.Chance) { c.Change = 1 },
		func(c *cohort.Chance) { c.Change = math.NaN() },
		func(c *cohort.Chance) { c.Change = math.Inf(-1) },
	} {
		c := good
		change(&c)
		_, ok := c.Spread(0.9)
		assert.False(t, ok)
		assert.False(t, c.Probability(0).IsKnown())
	}
	for _, level := range []float64{0, 1, -1, math.NaN()} {
		_, ok := good.Spread(level)
		assert.False(t, ok)
	}
	good.SD = 0
	assert.Equal(t, cohort.NumberOf(1), good.Probability(0))
	assert.Equal(t, cohort.NumberOf(0), good.Probability(1))
	good.SD, good.Change = math.MaxInt64, -1e300
	_, ok := good.Spread(0.9)
	assert.False(t, ok)
	assert.InDelta(t, 0.5, value(t, cohort.Chance{SD: 1, Before: 1, After: 1}.Probability(0)), 1e-15)
}

func TestWordsOfClosedSets(t *testing.T) {
	for v := cohort.Verdict(0); v.IsValid(); v++ {
		text, err := json.Marshal(v)
		require.NoError(t, err)
		var back cohort.Verdict
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, v, back)
		assert.Equal(t, v, cohort.MustParseVerdict(v.String()))
		assert.Zero(t, v.Compare(back))
	}
	for d := cohort.Direction(0); d.IsValid(); d++ {
		text, err := json.Marshal(d)
		require.NoError(t, err)
		var back cohort.Direction
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, d, back)
		assert.Equal(t, d, cohort.MustParseDirection(d.String()))
		assert.Zero(t, d.Compare(back))
	}
	_, err := cohort.ParseVerdict("better")
	assert.ErrorIs(t, err, cohort.ErrWord)
	assert.EqualError(t, err, `cohort: not one of the words: verdict "better" (allowed: not_distinguishable, shorter, longer, rarer, more_often, too_few)`)
	_, err = cohort.Verdict(99).MarshalText()
	assert.ErrorIs(t, err, cohort.ErrWord)
	_, err = cohort.Direction(99).AppendText(nil)
	assert.ErrorIs(t, err, cohort.ErrWord)
	assert.Equal(t, "Verdict(99)", cohort.Verdict(99).String())
	assert.Panics(t, func() { cohort.MustParseDirection("up") })
}

// How many incidents does it take to see that they became a tenth shorter?
func ExampleDetection() {
	d := cohort.Detection{LogSD: 1.25}
	n, _ := d.Needed(0.10)
	fmt.Println(n, "incidents before and as many after")
	fmt.Println("30 and 30 show a reduction of", d.Smallest(30))
	fmt.Println("and one of 10 % with a chance of", d.PowerOf(30, 0.10))
	// Output:
	// 2210 incidents before and as many after
	// 30 and 30 show a reduction of 0.5951
	// and one of 10 % with a chance of 0.0623
}

// Every incident became a tenth shorter. Does the mean show it?
func ExampleChance() {
	c := cohort.Chance{Mean: 146 * time.Minute, SD: 316 * time.Minute, Before: 86, After: 87, Change: 0.1}
	better, _ := c.Probability(0).Value()
	fmt.Printf("the mean gets worse in %.0f %% of all years\n", 100*(1-better))
	half, _ := c.Spread(0.9)
	fmt.Println("by chance it moves by up to", half.Round(time.Minute))
	// Output:
	// the mean gets worse in 37 % of all years
	// by chance it moves by up to 1h15m0s
}
