package cohort_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// lasting accumulates closed incidents by their minutes.
func lasting(minutes ...int) *cohort.Accumulator {
	var a cohort.Accumulator
	for _, m := range minutes {
		a.Add(time.Duration(m) * time.Minute)
	}
	return &a
}

func TestCompareAccumulators(t *testing.T) {
	c := cohort.Compare(lasting(1, 2, 3, 4), lasting(5, 6, 7, 8), cohort.CompareOptions{})
	assert.Equal(t, cohort.Longer, c.Verdict)
	assert.InDelta(t, 2./70, value(t, c.P), 1e-15)
	text, err := json.Marshal(c)
	require.NoError(t, err)
	var back cohort.Comparison
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, c, back)

	assert.Equal(t, cohort.TooFew, cohort.Compare(nil, lasting(1), cohort.CompareOptions{}).Verdict)

	l := lasting(0, 1, 4).Logs()
	assert.EqualValues(t, 2, l.N)
	assert.EqualValues(t, 1, l.LeftOut)
	assert.InDelta(t, 120, value(t, l.Geometric()), 1e-9)
	assert.False(t, cohort.Logs{}.Geometric().IsKnown())
	var none *cohort.Accumulator
	assert.Equal(t, cohort.Logs{}, none.Logs())
}

// Two definitions are not compared, and the sentence does not say that nothing changed.
func TestCompareKeepsDefinitionsApart(t *testing.T) {
	fill := func(a *cohort.Accumulator) *cohort.Accumulator {
		for i := range 10 {
			a.Add(time.Duration(i) * time.Minute)
		}
		return a
	}
	ttr, ttd := cohort.NewAccumulator(timeline.TimeToRestore()), cohort.NewAccumulator(timeline.TimeToDetect())
	for _, c := range []cohort.Comparison{
		cohort.Compare(fill(ttr), fill(ttd), cohort.CompareOptions{}),
		cohort.Compare(ttr, fill(new(cohort.Accumulator)), cohort.CompareOptions{}),
	} {
		require.Len(t, c.Warnings, 1)
		assert.Equal(t, cohort.WarningDefinition, c.Warnings[0].Code)
		assert.False(t, c.P.IsKnown())
		assert.Equal(t, "not compared: 10 before and 10 after", c.String())
	}
	assert.Empty(t, cohort.Compare(ttr, ttr.Clone(), cohort.CompareOptions{}).Warnings)
	assert.Equal(t, "too few: 0 before and 10 after", cohort.Compare(new(cohort.Accumulator), ttr, cohort.CompareOptions{}).String())
	assert.Equal(t, "not compared: 10 before and 10 after", cohort.Compare(ttr, ttr, cohort.CompareOptions{Significance: 7}).String())
}

// Half a year before the new runbooks, and half a year with them. The last incident
// is still open.
func ExampleCompare() {
	before := lasting(42, 95, 31, 180, 67, 240, 55, 88, 610, 74, 120, 49)
	after := lasting(35, 28, 61, 44, 90, 22, 51, 130, 38)
	after.AddOpen(20 * time.Minute)
	c := cohort.Compare(before, after, cohort.CompareOptions{})
	fmt.Println(c)
	fmt.Println(c.Method)
	// Output:
	// not distinguishable at this n: 0.54× (0.29 to 1.04 at 95 %), p = 0.06, 12 before and 10 after; a reduction of less than 58 % would probably not show
	// exact permutation of Gehan's scores
}

// Three months and three months say nothing, and the comparison says so.
func ExampleComparison_notDistinguishable() {
	c := cohort.Compare(lasting(42, 95, 31, 180, 67), lasting(35, 28, 61, 44), cohort.CompareOptions{})
	fmt.Println(c)
	// Output: not distinguishable at this n: 0.65× (0.19 to 1.5 at 95 %), p = 0.29, 5 before and 4 after; a reduction of less than 65 % would probably not show
}

// The median of every month; nobody knows that of May.
func ExampleTrendOf() {
	var months []timeline.Length
	for _, m := range []string{"PT70M", "PT75M", "PT64M", "PT66M", "", "PT58M", "PT61M", "PT52M", "PT49M", "PT50M"} {
		months = append(months, timeline.MustParseLength(m))
	}
	fmt.Println(cohort.TrendOf(months))
	// Output: falling: 2m39s less in each period (3m40s less to 1m40s less at 95 %), p = 0.0024, 9 periods
}
