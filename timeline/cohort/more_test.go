package cohort_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// A total within a period that is not over is cut at the moment of each view. That does
// not make incidents of one group differ in definition.
func TestGroupsWithinAPeriodThatIsNotOver(t *testing.T) {
	month, err := timeline.NewSpan(epoch, epoch.Add(30*day))
	require.NoError(t, err)
	m := timeline.WeightedDowntime(timeline.DowntimeOnly(), month)
	g := cohort.NewGroups[int](m, cohort.Rule{})
	for i := range 3 {
		l := timeline.NewLog(uuid.NewSHA1(uuid.Nil, []byte{byte(i)}))
		for _, e := range []timeline.Event{
			{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at(day)},
			{Kind: timeline.KindRestore, Occurred: at(day + time.Hour)},
		} {
			_, err := l.Add(e)
			require.NoError(t, err)
		}
		g.Add(1, l.AsOf(epoch.Add(time.Duration(2+i)*day)))
	}
	s := g.Summary(1, cohort.Options{})
	assert.EqualValues(t, 3, s.Closed, "%v", s.Excluded)
	assert.Equal(t, timeline.Lasting(time.Hour), s.Median.Value)
	assert.Equal(t, m.Definition(), s.Definition)
}

// A comparison of two periods shows what was compared, and by which rules.
func TestGroupsCompare(t *testing.T) {
	rule := firstWeek(t)
	span, _ := rule.Period()
	fill := func(r cohort.Rule) *cohort.Groups[int] {
		g := cohort.NewGroups[int](timeline.TimeToRestore(), r)
		g.Add(1, regional(t, "a", day, map[string]time.Duration{"eu": time.Hour}))
		return g
	}
	c := fill(rule).Compare(fill(rule), 1, cohort.CompareOptions{})
	assert.Equal(t, timeline.TimeToRestore().Definition(), c.Definition)
	assert.Equal(t, rule.String()+"; "+rule.String(), c.Rules)
	assert.NotContains(t, codes(c.Warnings), cohort.WarningRules)
	c = fill(rule).Compare(fill(cohort.ResolvedIn(span)), 1, cohort.CompareOptions{})
	assert.Contains(t, codes(c.Warnings), cohort.WarningRules)
	c = fill(rule).Compare(nil, 1, cohort.CompareOptions{})
	assert.EqualValues(t, 1, c.After)
}

func TestDurationsInJSON(t *testing.T) {
	for want, v := range map[string]any{
		`{"at":"PT10M","at_risk":1,"ended":1,"open":0,"survival":0}`: of(10).Survival(cohort.Shortest)[0],
		`{"incidents":12,"exposure":"PT720H"}`:                       cohort.Rate{Incidents: 12, Exposure: 30 * day},
	} {
		got, err := json.Marshal(v)
		require.NoError(t, err)
		assert.JSONEq(t, want, string(got))
	}
}
