package report_test

import (
	stdjson "encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// measured is an incident of which Datadog, PagerDuty and Rootly make different things.
func measured(t *testing.T) *timeline.View {
	t.Helper()
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 10)})
	require.NoError(t, err)
	ok := func(_ timeline.Event, err error) { require.NoError(t, err) }
	ok(inc.Impact(timeline.Everywhere(), timeline.Major, at(10, 0)))
	ok(inc.Detect(incident.Monitoring, at(10, 5)))
	ok(inc.Mark(timeline.Acknowledged, at(10, 7)))
	ok(inc.Restore(timeline.Everywhere(), at(12, 0)))
	ok(inc.Advance("resolve", at(12, 15)))
	return inc.AsOf(clock(20, 0))
}

func definitions(t *testing.T, doc *report.Report) map[string]report.DefinitionRow {
	t.Helper()
	out := map[string]report.DefinitionRow{}
	for _, g := range doc.Incidents[0].Definitions.Groups {
		for _, r := range g.Rows {
			out[r.ID] = r
		}
	}
	return out
}

func TestDefinitionsAreAskedFor(t *testing.T) {
	doc, err := report.Postmortem(report.Options{}, measured(t))
	require.NoError(t, err)
	assert.Empty(t, doc.Incidents[0].Definitions.Groups)
	for name, r := range renderers {
		assert.NotContains(t, render(t, r, doc), "As others measure it", name)
		assert.NotContains(t, render(t, r, doc), "datadog", name)
	}

	doc, err = report.Postmortem(report.Options{Definitions: slices.Collect(definition.All())}, measured(t))
	require.NoError(t, err)
	rows := definitions(t, doc)
	assert.Len(t, rows, len(slices.Collect(definition.All())))
	assert.Equal(t, "1h55m", rows["datadog/time_to_repair"].Figure.String())
	assert.Equal(t, "starts 5m later (detected 2026-03-04 10:05 instead of impact start 2026-03-04 10:00), ends with it", rows["datadog/time_to_repair"].Differs)
	assert.Equal(t, "no time recorded for mitigated", rows["firehydrant/mttm"].None)
	assert.Equal(t, "No time is recorded for mitigated, and Rootly takes resolved.", rows["rootly/duration"].Took)
	for name, r := range map[string]report.Renderer{"text": text.Renderer{Width: 400}, "json": renderers["json"]} {
		out := render(t, r, doc)
		for _, want := range []string{
			"As others measure it", "Datadog Time to Repair (until-2025-02)", "none: no time recorded for",
			"MTTD and MTTA both start at impact start", "whole hours.",
		} {
			assert.Contains(t, out, want, name)
		}
	}
}

// The public is not shown when somebody took it up, nor what follows from that.
func TestDefinitionsRespectTheAudience(t *testing.T) {
	o := report.Options{Definitions: slices.Collect(definition.All())}
	for audience, hidden := range map[report.Audience]bool{report.Internal: false, report.Partner: false, report.Public: true} {
		o.Audience = audience
		doc, err := report.Postmortem(o, measured(t))
		require.NoError(t, err)
		rows := definitions(t, doc)
		for _, id := range []string{"pagerduty/seconds_to_first_ack", "firehydrant/mtta", "rootly/acknowledge_duration", "atlassian/time_to_acknowledge"} {
			assert.Equal(t, hidden, rows[id].ID == "", "%s to %s", id, audience)
		}
		for _, id := range []string{"datadog/time_to_repair", "servicenow/calendar_duration", "google_sre/time_to_recovery"} {
			assert.NotEmpty(t, rows[id].ID, "%s to %s", id, audience)
		}
		assert.NotEmpty(t, rows["datadog/time_to_repair"].Differs)
		_, deployed := rows["dora/failed_deployment_recovery_time"]
		assert.Equal(t, audience == report.Internal, deployed, "a milestone of one's own is internal")
		for _, s := range doc.Incidents[0].Definitions.Sums {
			assert.False(t, hidden && (s == "" || s[:5] == "Pager" || s[:4] == "Fire"), "%s: a sum of figures that are not shown", s)
		}
	}
}

func TestDefinitionsInJSON(t *testing.T) {
	o := report.Options{Definitions: slices.Collect(definition.Of("datadog"))}
	doc, err := report.Postmortem(o, measured(t))
	require.NoError(t, err)
	var got struct {
		Incidents []struct {
			Definitions struct {
				Groups []struct {
					Meaning string
					OwnName string         `json:"own_name"`
					Own     map[string]any `json:"own"`
					Rows    []map[string]any
				}
				Sums []string
			}
		}
	}
	require.NoError(t, stdjson.Unmarshal([]byte(render(t, renderers["json"], doc)), &got))
	groups := got.Incidents[0].Definitions.Groups
	require.Len(t, groups, 4)
	assert.Equal(t, "restore", groups[1].Meaning)
	assert.Equal(t, "time to restore", groups[1].OwnName)
	assert.EqualValues(t, 7200, groups[1].Own["min"])
	assert.EqualValues(t, 6900, groups[1].Rows[0]["figure"].(map[string]any)["min"])
	assert.Equal(t, "2025-02", groups[1].Rows[0]["version"])
	assert.Nil(t, groups[1].Rows[0]["none"])
	assert.Equal(t, true, groups[1].Rows[0]["verified"])
	assert.Len(t, got.Incidents[0].Definitions.Sums, 2)
}
