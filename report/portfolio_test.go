package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// began is an incident whose impact began then, or nobody knows when.
func began(t *testing.T, title string, when timeline.Instant) *timeline.View {
	t.Helper()
	inc, err := incident.Declare(incident.Declaration{Title: title, At: at(10, 0)})
	require.NoError(t, err)
	if when.IsKnown() {
		told := inc.As(incident.Stamp{Visibility: timeline.Public})
		_, err = told.Impact(timeline.Region("eu"), timeline.Major, when)
		require.NoError(t, err)
		_, err = told.Restore(timeline.Scope{}, at(12, 0))
		require.NoError(t, err)
	}
	return inc.AsOf(clock(13, 0))
}

func rows(t *testing.T, doc *report.Report, section string) [][]report.Value {
	t.Helper()
	for _, s := range doc.Sections {
		if s.ID == section {
			return s.Blocks[len(s.Blocks)-1].(report.Table).Rows
		}
	}
	require.Fail(t, "no section "+section)
	return nil
}

// An incident without a time is of no period: neither of the one, nor of the one
// before it.
func TestPortfolioCountsWhatHasNoTimeApart(t *testing.T) {
	march, err := timeline.Month(2026, time.March, time.UTC)
	require.NoError(t, err)
	february, err := timeline.Month(2026, time.February, time.UTC)
	require.NoError(t, err)
	views := []*timeline.View{
		began(t, "later", at(9, 30)), began(t, "undated", timeline.Instant{}), began(t, "first", at(9, 0)),
		began(t, "of february", timeline.At(february.Start())),
	}
	doc, err := report.Portfolio(report.Options{}, report.Selection{Rule: cohort.StartedIn(march), Before: cohort.StartedIn(february)}, views...)
	require.NoError(t, err)
	facts := map[string]string{}
	for _, f := range doc.Sections[0].Blocks[0].(report.Facts).Rows {
		facts[f.Label] = f.Value.Words(&doc.Format)
	}
	assert.Equal(t, "2", facts["incidents"])
	assert.Equal(t, "1", facts["without a time to count them by"])
	assert.Equal(t, "1", facts["outside of the period"])
	assert.Equal(t, "0", facts["not measured"])
	var titles []string
	for _, r := range rows(t, doc, "incidents") {
		titles = append(titles, r[1].Words(&doc.Format))
	}
	assert.Equal(t, []string{"first", "later"}, titles, "in the order that they began in")
	for _, s := range doc.Sections {
		if s.ID == "comparison" {
			before := s.Blocks[0].(report.Spreads).Groups[0]
			assert.EqualValues(t, 1, before.Closed)
			assert.EqualValues(t, 0, before.Excluded, "the one without a time was not before either")
		}
	}
}

// What customers are told begins with what happened to them.
func TestCustomersOutline(t *testing.T) {
	tests := map[string]struct {
		view *timeline.View
		want map[string]string
		not  []string
	}{
		"over": {began(t, "t", at(9, 0)), map[string]string{
			"affected": "eu", "began": "2026-03-04 09:00", "restored": "2026-03-04 12:00", "time impacted": "3h",
		}, []string{"severity", "detected by", "data loss", "audience"}},
		"nothing known": {began(t, "t", timeline.Instant{}), map[string]string{
			"affected": "nothing recorded", "began": "time unknown", "restored": "not recorded",
		}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			doc, err := report.Customers(report.Options{}, test.view)
			require.NoError(t, err)
			got := map[string]string{}
			for _, f := range doc.Sections[0].Blocks[0].(report.Facts).Rows {
				got[f.Label] = f.Value.Words(&doc.Format)
			}
			for label, want := range test.want {
				assert.Equal(t, want, got[label], label)
			}
			for _, label := range test.not {
				assert.NotContains(t, got, label)
			}
		})
	}
}

// Short reports tell a figure once.
func TestKeyFiguresSayEachThingOnce(t *testing.T) {
	march, err := timeline.Month(2026, time.March, time.UTC)
	require.NoError(t, err)
	tests := map[string]struct {
		health    timeline.Health
		want      []string
		available []string
	}{
		"all of it downtime":   {timeline.Major, []string{"time impacted"}, []string{"overall, downtime only"}},
		"all of it degraded":   {timeline.Degraded, []string{"time impacted", "downtime", "degraded time"}, []string{"overall, downtime only", "overall, degraded in full"}},
		"nobody said how much": {timeline.Unstated, []string{"time impacted", "downtime", "degraded time"}, []string{"overall, downtime only"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0)})
			require.NoError(t, err)
			_, err = inc.Impact(timeline.Region("eu"), test.health, at(9, 0))
			require.NoError(t, err)
			_, err = inc.Restore(timeline.Region("eu"), at(12, 0))
			require.NoError(t, err)
			doc, err := report.Executive(report.Options{Period: march}, inc.AsOf(clock(13, 0)))
			require.NoError(t, err)
			var groups [][]string
			for _, s := range doc.Sections {
				if s.ID != report.SectionKeyFigures {
					continue
				}
				for _, b := range s.Blocks {
					var labels []string
					for _, f := range b.(report.Figures).Rows {
						if !strings.HasPrefix(f.Label, "time to") {
							labels = append(labels, f.Label)
						}
					}
					groups = append(groups, labels)
				}
			}
			assert.Equal(t, [][]string{test.want, test.available}, groups)
		})
	}
}
