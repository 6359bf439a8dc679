package cohort_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// regional is an incident that starts so long after the epoch, and lasts in each
// region for so long; a length below zero has not ended.
func regional(t testing.TB, name string, start time.Duration, regions map[string]time.Duration) *timeline.View {
	t.Helper()
	l := timeline.NewLog(uuid.NewSHA1(uuid.Nil, []byte(name)))
	add := func(e timeline.Event) {
		e.Recorded = epoch.Add(start)
		_, err := l.Add(e)
		require.NoError(t, err)
	}
	for region, lasted := range regions {
		place := timeline.Region(region)
		add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at(start), Scope: place})
		if lasted >= 0 {
			add(timeline.Event{Kind: timeline.KindRestore, Occurred: at(start + lasted), Scope: place})
		}
	}
	return l.AsOf(epoch.Add(30 * 24 * time.Hour))
}

func firstWeek(t testing.TB) cohort.Rule {
	t.Helper()
	s, err := timeline.NewSpan(epoch, epoch.Add(7*day))
	require.NoError(t, err)
	return cohort.StartedIn(s)
}

func TestGroups(t *testing.T) {
	g := cohort.NewGroups[string](timeline.TimeToRestore(), firstWeek(t))
	byRegion := func(s timeline.Scope) string { return s.Region() }
	assert.True(t, g.AddRegions(regional(t, "a", day, map[string]time.Duration{"eu": time.Hour, "us": 2 * time.Hour}), byRegion))
	assert.True(t, g.AddRegions(regional(t, "b", 2*day, map[string]time.Duration{"eu": 3 * time.Hour, "us": -1}), byRegion))
	assert.False(t, g.AddRegions(regional(t, "late", 8*day, map[string]time.Duration{"eu": 9 * time.Hour}), byRegion))
	assert.True(t, g.AddRegions(regional(t, "undated", day, nil), byRegion), "counted, as nobody knows when it started")

	var lines []string
	for region, s := range g.All(strings.Compare, cohort.Options{}) {
		lines = append(lines, strings.TrimSpace(region+" "+s.String()))
		assert.Contains(t, s.Rule, "2026-09-01")
		assert.Equal(t, timeline.TimeToRestore().Definition(), s.Definition)
	}
	assert.Equal(t, []string{
		"measured 0 of 1",
		"eu measured 2 of 2; median 2h, p90 2h48m",
		"us measured 2 of 2, 1 open; median ≥ 14d1h, p90 ≥ 25d5h",
	}, lines)
	assert.EqualValues(t, 1, g.Outside())
	assert.Equal(t, []cohort.Exclusion{{Kind: timeline.Unknown, Reason: cohort.ReasonNotDated, N: 1}}, g.Summary("", cohort.Options{}).Excluded)
	total := g.Total(cohort.Options{})
	assert.EqualValues(t, 5, total.Incidents)
	assert.EqualValues(t, 4, total.Measured())
	assert.Zero(t, g.Summary("mars", cohort.Options{}).Incidents)
	assert.Zero(t, g.Group("mars").Summary(cohort.Options{}).Incidents)
}

func TestGroupsMerge(t *testing.T) {
	type key struct{ severity, region string }
	compare := func(a, b key) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), cmp.Compare(a.region, b.region))
	}
	fill := func(gs ...*cohort.Groups[key]) {
		for i := range 40 {
			v := regional(t, fmt.Sprint(i), time.Duration(i)*4*time.Hour, map[string]time.Duration{"eu": time.Duration(i) * time.Minute, "us": time.Hour})
			gs[i%len(gs)].AddRegions(v, func(s timeline.Scope) key { return key{fmt.Sprint(i % 3), s.Region()} })
		}
	}
	make1 := func() *cohort.Groups[key] { return cohort.NewGroups[key](timeline.TimeToRestore(), firstWeek(t)) }
	whole, a, b := make1(), make1(), make1()
	fill(whole)
	fill(a, b)
	require.NoError(t, a.Merge(b))
	assert.Equal(t, whole.Len(), a.Len())
	assert.Equal(t, whole.Outside(), a.Outside())
	keys := 0
	for k, s := range whole.All(compare, cohort.Options{}) {
		keys++
		assert.Equal(t, s, a.Summary(k, cohort.Options{}))
	}
	assert.Equal(t, 6, keys)

	before := a.Total(cohort.Options{})
	require.ErrorIs(t, a.Merge(cohort.NewGroups[key](timeline.TimeToDetect(), firstWeek(t))), cohort.ErrDefinition)
	require.ErrorIs(t, a.Merge(cohort.NewGroups[key](timeline.TimeToRestore(), cohort.Rule{})), cohort.ErrDefinition)
	assert.Equal(t, before, a.Total(cohort.Options{}))
}

// What the bounds of a start leave open is counted, and told.
func TestGroupsTellWhoMayBeOutside(t *testing.T) {
	l := timeline.NewLog(uuid.NewSHA1(uuid.Nil, []byte("edge")))
	_, err := l.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.About(epoch, time.Hour), Recorded: epoch})
	require.NoError(t, err)
	g := cohort.NewGroups[int](timeline.TimeToRestore(), firstWeek(t))
	g.Add(1, l.AsOf(epoch.Add(day)))
	s := g.Summary(1, cohort.Options{})
	assert.EqualValues(t, 1, s.Open)
	assert.Contains(t, codes(s.Warnings), cohort.WarningMaybeOutside)

	span, ok := g.Rule().Period()
	require.True(t, ok)
	resolved := cohort.NewGroups[int](timeline.TimeToRestore(), cohort.ResolvedIn(span)).Summary(1, cohort.Options{})
	assert.True(t, slices.Contains(codes(resolved.Warnings), cohort.WarningByResolution))
}

// Nothing that comes in makes groups panic, and what cannot be measured is counted.
func TestGroupsOfNothing(t *testing.T) {
	g := cohort.NewGroups[string](timeline.TimeToRestore(), cohort.Rule{})
	assert.True(t, g.Add("x", nil))
	assert.True(t, g.AddRegions(nil, timeline.Scope.Region))
	assert.EqualValues(t, 2, g.Total(cohort.Options{}).Incidents)
	require.NoError(t, g.Merge(nil))

	var zero cohort.Groups[string]
	assert.True(t, zero.Add("x", regional(t, "a", day, map[string]time.Duration{"eu": time.Hour})))
	assert.Equal(t, "measured 0 of 1", zero.Summary("x", cohort.Options{}).String())
}
