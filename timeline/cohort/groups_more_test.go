package cohort_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// down is an incident of places that are down from 12:00 on, each for so long.
func down(t *testing.T, places map[timeline.Scope]time.Duration) *timeline.View {
	t.Helper()
	noon := time.Date(2026, 9, 10, 12, 0, 0, 0, time.UTC)
	log := timeline.NewLog(uuid.New())
	for place, lasted := range places {
		for _, e := range []timeline.Event{
			{Kind: timeline.KindImpact, Scope: place, Health: timeline.Major, Occurred: timeline.At(noon)},
			{Kind: timeline.KindRestore, Scope: place, Occurred: timeline.At(noon.Add(lasted))},
		} {
			_, err := log.Add(e)
			require.NoError(t, err)
		}
	}
	return log.AsOf(noon.AddDate(0, 0, 1))
}

func TestGroupsByComponent(t *testing.T) {
	g := cohort.NewGroups[string](timeline.TimeToRestore(), cohort.StartedIn(september))
	component := func(at timeline.Scope) string { return at.Component() }
	assert.True(t, g.AddComponents(down(t, map[timeline.Scope]time.Duration{
		timeline.Component("api"): time.Hour, timeline.Component("web"): 2 * time.Hour,
	}), component))
	assert.True(t, g.AddComponents(down(t, map[timeline.Scope]time.Duration{timeline.Component("api"): 3 * time.Hour}), component))
	assert.True(t, g.AddComponents(down(t, map[timeline.Scope]time.Duration{timeline.Everywhere(): time.Hour}), component))
	assert.Equal(t, []string{"", "api", "web"}, g.Keys(strings.Compare), "one that names none is of no component")
	assert.Equal(t, timeline.Lasting(2*time.Hour), g.Summary("api", cohort.Options{}).Median.Value)
	assert.Equal(t, timeline.Lasting(2*time.Hour), g.Summary("web", cohort.Options{}).Median.Value)
}

func TestGroupsWhole(t *testing.T) {
	g := cohort.NewGroups[int](timeline.TimeToRestore(), cohort.StartedIn(september))
	assert.Empty(t, g.Keys(cmp.Compare[int]))
	assert.Zero(t, g.Whole().Incidents())
	hour := down(t, map[timeline.Scope]time.Duration{timeline.Everywhere(): time.Hour})
	g.Add(2, hour)
	g.Add(1, down(t, map[timeline.Scope]time.Duration{timeline.Everywhere(): 3 * time.Hour}))
	assert.Equal(t, []int{1, 2}, g.Keys(cmp.Compare[int]))
	whole := g.Whole()
	assert.Equal(t, whole.Summary(cohort.Options{}).Median, g.Total(cohort.Options{}).Median)
	whole.Add(time.Hour)
	assert.EqualValues(t, 3, whole.Incidents())
	assert.EqualValues(t, 2, g.Whole().Incidents(), "it is a copy")
	assert.EqualValues(t, 1, g.Group(2).Incidents())

	// One left out is of the period all the same.
	assert.True(t, g.Exclude(2, hour, timeline.Unknown, "entered_afterwards"))
	assert.EqualValues(t, 3, g.Whole().Incidents())
	s := g.Summary(2, cohort.Options{})
	assert.EqualValues(t, 1, s.Measured())
	assert.Equal(t, []cohort.Exclusion{{Kind: timeline.Unknown, Reason: "entered_afterwards", N: 1}}, s.Excluded)

	early := cohort.NewGroups[int](timeline.TimeToRestore(), cohort.StartedIn(timeline.Span{}))
	assert.False(t, early.Exclude(1, hour, timeline.Unknown, "x"), "the rule does not pick it")
	assert.Empty(t, early.Keys(cmp.Compare[int]))
	assert.EqualValues(t, 1, early.Outside())
}

// Months of one incident a day each have no trend, though they are of unequal length.
func TestTrendOfRates(t *testing.T) {
	var rates []cohort.Rate
	var counts []uint64
	for _, days := range []uint64{28, 29, 30, 31, 32} {
		rates = append(rates, cohort.Rate{Incidents: days, Exposure: time.Duration(days) * day})
		counts = append(counts, days)
	}
	assert.Equal(t, cohort.Rising, cohort.TrendOfCounts(counts).Verdict)
	even := cohort.TrendOfRates(rates, 7*day)
	assert.Equal(t, cohort.NoTrend, even.Verdict)
	assert.Zero(t, even.S)
	for i := range rates {
		rates[i].Incidents *= uint64(i + 1)
	}
	rates = append(rates, cohort.Rate{Incidents: 1_000}) // no exposure, no value
	rising := cohort.TrendOfRates(rates, 7*day)
	assert.Equal(t, cohort.Rising, rising.Verdict)
	assert.Equal(t, 5, rising.Periods)
	assert.Equal(t, timeline.Count, rising.Unit)
	assert.InDelta(t, 7, value(t, rising.Slope), 1e-9)
	assert.Equal(t, cohort.TooFewPeriods, cohort.TrendOfRates(rates, 0).Verdict)
}

// The logarithm of one duration loses nothing that is seen.
func TestGeometricMeanOfOne(t *testing.T) {
	for _, lasted := range []time.Duration{50 * time.Minute, 115 * time.Minute, 190 * time.Minute} {
		var a cohort.Accumulator
		a.Add(lasted)
		assert.Equal(t, timeline.Lasting(lasted), a.Summary(cohort.Options{}).GeometricMean)
	}
}

// Of two incidents, one open, the median is the middle between one that is known
// and one that is not.
func TestMedianOfHalfOpen(t *testing.T) {
	var a cohort.Accumulator
	a.Add(time.Hour)
	a.AddOpen(25 * time.Hour)
	median := a.Estimate(0.5, 0.9)
	assert.Equal(t, timeline.LastingAtLeast(13*time.Hour), median.Value)
	assert.Equal(t, median.Bounds, median.Value)
}
