package definition_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// What each vendor makes of an incident of which everything is recorded.
func TestFullIncident(t *testing.T) {
	v := full().view(t)
	for id, want := range map[string]string{
		"datadog/time_to_detect": "5m", "datadog/time_to_repair": "1h55m", "datadog/time_to_repair@until-2025-02": "1h50m",
		"datadog/time_to_resolve": "2h5m", "datadog/time_to_resolve@until-2025-02": "2h5m", "datadog/customer_impact_duration": "2h",
		"datadog/variable/customer_impact_duration": "2h",
		"pagerduty/seconds_to_first_ack":            "2m", "pagerduty/seconds_to_mobilize": "15m", "pagerduty/seconds_to_engage": "13m",
		"pagerduty/seconds_to_resolve": "2h10m",
		"firehydrant/mttd":             "5m", "firehydrant/mtta": "7m", "firehydrant/mttm": "1h30m", "firehydrant/mttr": "2h15m",
		"rootly/detection_duration": "invalid (detected before declared)", "rootly/acknowledge_duration": "invalid (acknowledged before declared)",
		"rootly/mitigation_duration": "1h20m", "rootly/time_to_resolution": "2h5m", "rootly/duration": "1h20m",
		"incident_io/declared_to_fixed": "1h20m", "incident_io/declared_to_closed": "2h5m",
		"servicenow/calendar_duration": "4h50m", "servicenow/resolve_time": "2h5m",
		"dora/failed_deployment_recovery_time": "3h", "dora/time_to_restore_service@until-2023": "2h",
		"atlassian/time_to_acknowledge": "2m", "atlassian/time_to_repair": "1h", "atlassian/time_to_recovery": "2h",
		"atlassian/time_to_respond": "1h55m", "atlassian/time_to_resolve": "5h",
		"google_sre/time_to_detect": "5m", "google_sre/time_to_mitigation": "1h30m", "google_sre/time_to_recovery": "2h",
	} {
		assert.Equal(t, want, byID(t, id).Of(v).String(), id)
	}
}

// What a vendor documents to take in the place of what was not recorded.
func TestImputed(t *testing.T) {
	for name, c := range map[string]struct {
		without []timeline.Milestone
		id      string
		want    string
		took    string
	}{
		"Datadog, no alert":     {[]timeline.Milestone{timeline.Detected}, "datadog/time_to_repair", "1h50m, with declared for detected", "No time is recorded for detected, and Datadog takes declared."},
		"Datadog, neither":      {[]timeline.Milestone{timeline.Detected, timeline.Declared, timeline.Resolved, timeline.Closed}, "datadog/time_to_repair", "none (no time recorded for detected; 1h53m–2h by other facts)", ""},
		"FireHydrant, no start": {[]timeline.Milestone{timeline.ImpactStarted}, "firehydrant/mttm", "1h20m, with declared for impact start", "No time is recorded for impact start, and FireHydrant takes declared."},
		"Rootly, skipped":       {[]timeline.Milestone{timeline.Mitigated}, "rootly/mitigation_duration", "2h5m, with resolved for mitigated", "No time is recorded for mitigated, and Rootly takes resolved."},
		"Rootly, nothing":       {[]timeline.Milestone{timeline.Mitigated, timeline.Resolved}, "rootly/mitigation_duration", "none (no time recorded for mitigated)", ""},
		"ServiceNow, closed":    {[]timeline.Milestone{timeline.Resolved}, "servicenow/resolve_time", "4h50m, with closed for resolved", "No time is recorded for resolved, and ServiceNow takes closed."},
		"Atlassian takes none":  {[]timeline.Milestone{timeline.Detected}, "atlassian/time_to_respond", "none (no time recorded for detected; 1h53m–2h by other facts)", ""},
	} {
		l := full()
		for _, m := range c.without {
			delete(l, m)
		}
		r := row(t, l.view(t), c.id)
		assert.Equal(t, c.want, r.Result.String(), name)
		assert.Equal(t, c.took, r.Took(), name)
		assert.Equal(t, c.took != "", len(r.Result.Imputed()) > 0, name)
	}
}

// One fact never stands in for both ends: that would be a zero for want of a fact.
func TestNothingStandsForBothEnds(t *testing.T) {
	d := definition.Definition{
		ID: "own/x", Vendor: "own", Name: "x", Version: "1", Meaning: definition.Detect,
		From: definition.End{Fact: timeline.ImpactStarted, Else: timeline.Declared}, To: definition.End{Fact: timeline.Detected, Else: timeline.Declared},
	}
	v := life{timeline.Declared: at(10, 10)}.view(t)
	got := d.Of(v)
	_, known := got.Figure.Duration()
	assert.False(t, known)
	assert.NotEqual(t, got.From, got.To)
	assert.Empty(t, definition.Definition{}.Of(v).Figure.Range(), "the zero definition measures nothing")
}

// Rootly counts on until the incident is resolved, and then takes the mitigation.
func TestRunsOn(t *testing.T) {
	l := full()
	delete(l, timeline.Resolved)
	delete(l, timeline.Closed)
	v := l.log(t).AsOf(clock(13, 0))
	r := row(t, v, "rootly/duration")
	assert.Equal(t, "≥ 2h50m so far", r.Result.String(), "and not 1h20m")
	assert.Equal(t, "It counts on until resolved.", r.Took())
	assert.Empty(t, r.Result.Imputed())
	assert.Equal(t, "1h20m", row(t, full().view(t), "rootly/duration").Result.String())
}

// incident.io stamps Fixed at the first change to monitoring, where ours is the last.
func TestFirstAndLast(t *testing.T) {
	log := life{timeline.ImpactStarted: at(10, 0), timeline.Declared: at(10, 10), timeline.Mitigated: at(11, 30)}.log(t)
	_, err := log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Mitigated, Occurred: at(12, 45)})
	require.NoError(t, err)
	r := row(t, log.AsOf(late), "incident_io/declared_to_fixed")
	assert.Equal(t, "1h20m", r.Result.String())
	assert.Equal(t, definition.Earlier, r.Difference.End.Direction)
	assert.Equal(t, "first", r.Difference.End.Nth)
	assert.Equal(t, at(11, 30), r.Difference.End.FactAt)
	assert.Equal(t, at(12, 45), r.Difference.End.OtherAt)
	assert.Contains(t, r.String(), "ends 1h15m earlier (the first time of mitigated)")
	once := row(t, full().view(t), "incident_io/declared_to_fixed")
	assert.Equal(t, definition.Same, once.Difference.End.Direction)
}

// An envelope counts the healthy time between impacts, and the union does not.
func TestEnvelopeAndUnion(t *testing.T) {
	log := timeline.NewLog(incidentID)
	for _, h := range []int{10, 14} {
		_, err := log.Add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Everywhere(), Health: timeline.Major, Occurred: at(h, 0), Ended: at(h, 30)})
		require.NoError(t, err)
	}
	v := log.AsOf(late)
	envelope, union := row(t, v, "datadog/variable/customer_impact_duration"), row(t, v, "datadog/customer_impact_duration")
	assert.Equal(t, "4h30m", envelope.Result.String())
	assert.Equal(t, "1h", union.Result.String())
	assert.Contains(t, envelope.String(), "is a clock from one fact to another, and no union of impacts: 3h30m longer")
	assert.Contains(t, union.String(), "measures the same")
}

func TestDifferences(t *testing.T) {
	v := full().view(t)
	for id, want := range map[string]string{
		"google_sre/time_to_recovery":          "has the same clock",
		"datadog/time_to_repair":               "starts 5m later (detected 10:05 instead of impact start 10:00), ends with it",
		"rootly/duration":                      "starts 10m later (declared 10:10 instead of impact start 10:00), ends 30m earlier (mitigated 11:30 instead of restored 12:00)",
		"dora/failed_deployment_recovery_time": "starts 1h earlier (deployed 09:00 instead of impact start 10:00), ends with it",
	} {
		got := row(t, v, id).Differs(func(i timeline.Instant) string { s, _ := i.Stated(); return s.Format("15:04") })
		assert.Equal(t, want, got, id)
	}
	l := full()
	l[timeline.Detected] = l[timeline.ImpactStarted]
	assert.Contains(t, row(t, l.view(t), "datadog/time_to_repair").String(), "starts at the same moment (detected")
	delete(l, timeline.ImpactStarted)
	assert.Contains(t, row(t, l.view(t), "datadog/time_to_repair").String(), "how far from it is not known (impact start not recorded)")
	other := byID(t, "datadog/time_to_repair")
	other.ID, other.Meaning = "own/repair", definition.Other
	assert.Empty(t, row2(t, v, other).Differs(nil), "there is nothing of ours to compare with")
}

func row2(t *testing.T, v *timeline.View, d definition.Definition) definition.Row {
	t.Helper()
	c := definition.Compare(v, d)
	require.Len(t, c.Groups, 1)
	assert.Equal(t, d.Meaning, c.Groups[0].Meaning)
	return c.Groups[0].Rows[0]
}

// Every definition has one place in a comparison, and all come without any asked for.
func TestCompareHoldsEachOnce(t *testing.T) {
	c := definition.Compare(full().view(t))
	var got []string
	last := definition.Other
	for _, g := range c.Groups {
		assert.Greater(t, g.Meaning, last)
		last = g.Meaning
		for _, r := range g.Rows {
			assert.Equal(t, g.Meaning, r.Result.Definition.Meaning)
			got = append(got, r.Result.Definition.ID)
		}
	}
	var want []string
	for d := range definition.All() {
		want = append(want, d.ID)
	}
	slices.Sort(got)
	slices.Sort(want)
	assert.Equal(t, want, got)
	assert.Equal(t, late, c.AsOf)
}

func TestAdditivity(t *testing.T) {
	of := func(v *timeline.View, names ...string) map[string]definition.Additivity {
		definitions, err := definition.Select(names...)
		require.NoError(t, err)
		out := map[string]definition.Additivity{}
		for _, a := range definition.Compare(v, definitions...).Additivity {
			out[a.Vendor+" "+a.Version] = a
		}
		return out
	}
	all := of(full().view(t))
	// 5m + 7m + 1h30m is not 2h15m.
	a := all["FireHydrant 2024-02"]
	assert.Equal(t, definition.Differs, a.Verdict)
	assert.Equal(t, timeline.Lasting(102*time.Minute), a.Sum)
	assert.Equal(t, "firehydrant/mttr", a.Whole.Definition.ID)
	assert.Equal(t, "FireHydrant (2024-02): the phases come to 1h42m and MTTR is 2h15m: they do not add up, as MTTD and MTTA both start at impact start", a.String())
	assert.NotContains(t, all, "DORA 2023", "one clock is no phases")
	assert.Equal(t, definition.NotSettled, all["Rootly undated"].Verdict, "two of them are invalid")
	assert.Equal(t, "datadog/time_to_resolve", all["Datadog 2025-02"].Whole.Definition.ID, "versions are judged apart")
	assert.Equal(t, "datadog/time_to_resolve@until-2025-02", all["Datadog until-2025-02"].Whole.Definition.ID)

	// Those that begin where the one before ended add up by construction.
	own := func(id string, from, to timeline.Milestone) definition.Definition {
		return definition.Definition{ID: id, Vendor: "own", Name: id, Version: "1", From: definition.End{Fact: from}, To: definition.End{Fact: to}}
	}
	chain := []definition.Definition{
		own("own/repair", timeline.Detected, timeline.Restored), own("own/all", timeline.ImpactStarted, timeline.Restored), own("own/detect", timeline.ImpactStarted, timeline.Detected),
	}
	l := full()
	l[timeline.Detected] = timeline.Between(clock(10, 5), clock(10, 15))
	sum := definition.Compare(l.view(t), chain...).Additivity
	require.Len(t, sum, 1)
	assert.Equal(t, definition.Adds, sum[0].Verdict)
	assert.Empty(t, sum[0].Why)
	assert.Equal(t, timeline.LastingBetween(110*time.Minute, 130*time.Minute), sum[0].Sum, "as bounds add, the shared moment apart")
	delete(l, timeline.Detected)
	assert.Equal(t, definition.NotSettled, definition.Compare(l.view(t), chain...).Additivity[0].Verdict)
}

func TestJSON(t *testing.T) {
	c := definition.Compare(caseView(t, "pipedrive", 0))
	raw, err := json.Marshal(c)
	require.NoError(t, err)
	var doc struct {
		Incident string
		AsOf     time.Time `json:"as_of"`
		Groups   []struct {
			Meaning string
			Own     map[string]any
			Rows    []map[string]any
		}
		Additivity []map[string]any
	}
	require.NoError(t, json.Unmarshal(raw, &doc))
	assert.Equal(t, c.Incident.String(), doc.Incident)
	rows := map[string]map[string]any{}
	for _, g := range doc.Groups {
		require.NotNil(t, g.Own)
		for _, r := range g.Rows {
			for _, key := range []string{"definition", "version", "figure", "from", "to", "imputed", "missing", "text", "start", "end", "explain"} {
				assert.Contains(t, r, key)
			}
			assert.IsType(t, []any{}, r["imputed"])
			assert.IsType(t, []any{}, r["missing"])
			rows[r["definition"].(string)] = r
		}
	}
	repair := rows["datadog/time_to_repair"]
	assert.EqualValues(t, 22380, repair["figure"].(map[string]any)["min"])
	start := repair["start"].(map[string]any)
	assert.Equal(t, "later", start["direction"])
	assert.Equal(t, "2025-06-10T06:06:00Z", start["fact_at"])
	assert.EqualValues(t, 0, start["by"].(map[string]any)["min"])
	assert.EqualValues(t, 21960, start["by"].(map[string]any)["max"])
	assert.Nil(t, repair["end"].(map[string]any)["by"], "the same fact")
	assert.Nil(t, rows["datadog/customer_impact_duration"]["start"], "no clock")
	for _, a := range doc.Additivity {
		assert.Contains(t, []any{"adds", "differs", "not_settled"}, a["verdict"])
	}
	raw, err = json.Marshal(byID(t, "rootly/duration"))
	require.NoError(t, err)
	assert.Contains(t, string(raw), `"to":{"fact":"mitigated","else":"resolved","word":"mitigated"},"first":false,"until":"resolved","measure":null`)
	raw, err = json.Marshal(byID(t, "datadog/customer_impact_duration"))
	require.NoError(t, err)
	assert.Contains(t, string(raw), `"from":null,"to":null,"first":false,"until":null,"measure":"impact_time"`)
}
