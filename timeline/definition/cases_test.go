package definition_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/timeline"
)

// What the five public incidents are under the definitions of others, worked out by
// hand from the times of their reports.
func TestCases(t *testing.T) {
	for _, c := range []struct {
		name string
		n    int
		id   string
		want string
	}{
		// Impact [00:00, 06:06], detected 06:06, declared 06:17, mobilized 06:42, cause 09:23, fix [09:23, 09:59], restored 12:19, closed 14:39.
		{"pipedrive", 0, "datadog/time_to_detect", "0s–6h6m"},
		{"pipedrive", 0, "datadog/time_to_repair", "6h13m"},              // 06:06 → 12:19
		{"pipedrive", 0, "datadog/time_to_repair@until-2025-02", "6h2m"}, // 06:17 → 12:19
		{"pipedrive", 0, "datadog/time_to_resolve", "none (no time recorded for resolved)"},
		{"pipedrive", 0, "pagerduty/seconds_to_mobilize", "36m"}, // 06:06 → 06:42
		{"pipedrive", 0, "pagerduty/seconds_to_first_ack", "none (no time recorded for acknowledged)"},
		{"pipedrive", 0, "rootly/mitigation_duration", "3h6m–3h42m"}, // 06:17 → [09:23, 09:59]
		{"pipedrive", 0, "rootly/detection_duration", "invalid (detected before declared)"},
		{"pipedrive", 0, "firehydrant/mttm", "3h17m–9h59m"},
		{"pipedrive", 0, "servicenow/calendar_duration", "8h22m"}, // 06:17 → 14:39
		{"pipedrive", 0, "servicenow/resolve_time", "8h22m, with closed for resolved"},
		{"pipedrive", 0, "atlassian/time_to_repair", "2h56m"}, // 09:23 → 12:19
		{"pipedrive", 0, "atlassian/time_to_respond", "6h13m"},
		{"pipedrive", 0, "dora/failed_deployment_recovery_time", "none (no time recorded for deployed)"},

		// Impact 15:58 → 16:34; detected at no time given; the page's 16:04 opened it; fixed by 16:19; resolved 16:34.
		{"pipefy", 0, "datadog/time_to_detect", "6m, with declared for detected"},
		{"pipefy", 0, "datadog/time_to_repair", "30m, with declared for detected"}, // 16:04 → 16:34
		{"pipefy", 0, "datadog/time_to_resolve", "30m"},
		{"pipefy", 0, "datadog/customer_impact_duration", "36m"},
		{"pipefy", 0, "firehydrant/mttd", "none (no time recorded for detected; 0s–6m by other facts)"},
		{"pipefy", 0, "firehydrant/mttr", "36m"},
		{"pipefy", 0, "rootly/duration", "30m, with resolved for mitigated"},
		{"pipefy", 0, "google_sre/time_to_recovery", "36m"},

		// A: trigger 08:56 in New York, which is 12:56 UTC; nothing else has a time; down 1h2m in all.
		{"monday-2022", 0, "datadog/customer_impact_duration", "1h2m"},
		{"monday-2022", 0, "datadog/time_to_detect", "none (no time recorded for detected)"},
		{"monday-2022", 0, "pagerduty/seconds_to_resolve", "none (no time recorded for detected and resolved)"},
		// B: impact 12:50 UTC, acknowledged at once, cause ~00:00 next day, over ~22:50, closed 13:13 next day; down 1h54m in all.
		{"monday-2022", 1, "datadog/customer_impact_duration", "1h54m"},
		{"monday-2022", 1, "datadog/variable/customer_impact_duration", "~10h (9h30m–10h30m)"},
		{"monday-2022", 1, "atlassian/time_to_resolve", "1d0h23m"},
		{"monday-2022", 1, "servicenow/calendar_duration", "none (no time recorded for declared)"},

		// Only days and totals: 20 minutes down and 62 degraded; then 39 down.
		{"monday-2024", 0, "datadog/customer_impact_duration", "1h22m"},
		{"monday-2024", 0, "rootly/time_to_resolution", "none (no time recorded for declared and resolved)"},
		{"monday-2024", 0, "atlassian/time_to_repair", "none (no time recorded for cause found)"},
		{"monday-2024", 1, "datadog/customer_impact_duration", "39m"},

		// Impact ~10:00 → ~14:00 ±30m, acknowledged 14:00, the page's 14:14 opened it, fixed 14:18, resolved 15:02.
		{"pipedream", 0, "datadog/time_to_resolve", "48m"},
		{"pipedream", 0, "datadog/time_to_detect", "~4h14m (3h44m–4h44m), with declared for detected"},
		{"pipedream", 0, "datadog/time_to_repair", "~-14m (-44m–16m), doubtful, with declared for detected"},
		{"pipedream", 0, "rootly/duration", "4m"},
		{"pipedream", 0, "firehydrant/mtta", "~4h (3h30m–4h30m)"},
		{"pipedream", 0, "firehydrant/mttr", "~5h2m (4h32m–5h32m)"},
		{"pipedream", 0, "servicenow/resolve_time", "48m"},
	} {
		assert.Equal(t, c.want, byID(t, c.id).Of(caseView(t, c.name, c.n)).String(), "%s %d, %s", c.name, c.n, c.id)
	}
}

// Datadog changed the start of its Time to Repair in 2025-02. The two are different
// definitions, each says which it is, and their figures do not add up.
func TestVersionsDoNotMix(t *testing.T) {
	v := caseView(t, "pipedrive", 0)
	now, before := row(t, v, "datadog/time_to_repair"), row(t, v, "datadog/time_to_repair@until-2025-02")
	assert.Equal(t, "6h13m", now.Result.String())
	assert.Equal(t, "6h2m", before.Result.String())
	assert.Contains(t, now.String(), "Datadog Time to Repair (2025-02): 6h13m, from detected to restored.")
	assert.Contains(t, before.String(), "Datadog Time to Repair (until-2025-02): 6h2m, from declared to restored.")

	d := before.Result.Versus(v, now.Result)
	assert.Equal(t, "later", d.Start.Direction.String())
	assert.Equal(t, "11m", d.Start.Figure.String())
	assert.Equal(t, timeline.MustParseInstant("2025-06-10T06:17:00Z"), d.Start.FactAt)
	assert.Equal(t, timeline.MustParseInstant("2025-06-10T06:06:00Z"), d.Start.OtherAt)
	assert.Equal(t, "same", d.End.Direction.String())
	assert.False(t, d.IsSame())

	sum := timeline.Sum(now.Result.Figure, before.Result.Figure)
	assert.Equal(t, timeline.Invalid, sum.Kind())
	assert.Equal(t, timeline.ReasonMixed, sum.Reason().Code)
}

// The example of the difference that people ask about most: how long it lasted, in
// a ticket system.
func TestExplanation(t *testing.T) {
	v := caseView(t, "pipedrive", 0)
	assert.Equal(t, "ServiceNow Calendar duration (2024-12): 8h22m, from declared to closed. Against our time to restore it starts 11m–6h17m later "+
		"(declared 2025-06-10T06:17:00Z instead of impact start [2025-06-10T00:00:00Z..2025-06-10T06:06:00Z]), "+
		"ends 2h20m later (closed 2025-06-10T14:39:00Z instead of restored 2025-06-10T12:19:00Z).", row(t, v, "servicenow/calendar_duration").String())
	r := row(t, v, "pagerduty/seconds_to_mobilize")
	internal, public := r.ExplainTo(v, timeline.Internal), r.ExplainTo(v, timeline.Public)
	assert.Contains(t, internal, "detected at 2025-06-10T06:06:00Z")
	assert.Contains(t, public, "detected at 2025-06-10T06:06:00Z")
	assert.Equal(t, slices.Collect(timeline.Elapsed(timeline.Detected, timeline.Mobilized).Of(v).Inputs()), slices.Collect(r.Result.Figure.Inputs()))
}
