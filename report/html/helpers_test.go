package html_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

func clock(h, m int) time.Time { return time.Date(2026, 3, 4, h, m, 0, 0, time.UTC) }

func at(h, m int) timeline.Instant { return timeline.At(clock(h, m)) }

func about(h, m int) timeline.Instant { return timeline.About(clock(h, m), 20*time.Minute) }

// response is an incident whose figures the drawn blocks need.
func response() *timeline.View {
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at(10, 20)})
	if err != nil {
		panic(err)
	}
	inc.Impact(timeline.Region("eu-west"), timeline.Major, timeline.Between(clock(10, 0), clock(10, 12)))
	inc.Mark(timeline.Detected, at(10, 15))
	inc.Mark(timeline.CauseFound, about(11, 30))
	inc.Restore(timeline.Region("eu-west"), at(13, 10))
	for _, m := range []int{25, 40, 55, 125, 185} {
		inc.Record(timeline.Event{Kind: timeline.KindUpdate, Status: "investigating", Text: "we look", Occurred: timeline.At(clock(10, m))})
	}
	inc.Advance("resolve", at(13, 20))
	return inc.AsOf(clock(23, 0))
}

func days(d float64) timeline.Length {
	return timeline.Lasting(time.Duration(d * 24 * float64(time.Hour)))
}

// impacts is one of each look.
func impacts() []report.Impact {
	return []report.Impact{
		{Scope: timeline.Region("eu-west"), Health: timeline.Major, Start: at(10, 0), End: at(12, 0), EndState: timeline.EndGiven},
		{Scope: timeline.Region("us-east"), Health: timeline.Degraded, Start: about(10, 30), End: about(13, 0), EndState: timeline.EndGiven},
		{Scope: timeline.Component("search"), Start: at(11, 0), EndState: timeline.EndOngoing},
		{Scope: timeline.Component("mail"), Health: timeline.Partial, Start: at(11, 0), EndState: timeline.EndNotGiven},
		{Scope: timeline.Region("apac"), Health: timeline.Major, Start: at(10, 0), End: at(14, 0), EndState: timeline.EndGiven, Total: timeline.Lasting(54 * time.Minute)},
		{Hidden: true, Health: timeline.Maintenance, Start: timeline.NotAfter(clock(10, 40)), End: at(10, 41), EndState: timeline.EndGiven},
	}
}

// spreads is groups of which more and less is known.
func spreads() []report.Spread {
	return []report.Spread{
		{Label: "critical", Closed: 12, Open: 1, Shortest: timeline.Lasting(9 * time.Minute), Median: timeline.Lasting(70 * time.Minute), MedianInterval: timeline.LastingBetween(30*time.Minute, 4*time.Hour), P90: timeline.Lasting(9 * time.Hour), Longest: days(2)},
		{Label: "major", Closed: 48, Excluded: 2, Shortest: timeline.Lasting(time.Minute), Median: timeline.Lasting(25 * time.Minute), MedianInterval: timeline.LastingBetween(20*time.Minute, 40*time.Minute), P90: timeline.Lasting(5 * time.Hour), Longest: days(30)},
		{Label: "minor", Closed: 3, Open: 4, Shortest: timeline.Lasting(2 * time.Hour), Median: timeline.LastingAtLeast(3 * time.Hour), MedianInterval: timeline.LastingAtLeast(2 * time.Hour), P90: timeline.LastingAtLeast(3 * time.Hour), Longest: timeline.LastingAtLeast(5 * time.Hour)},
		{Label: "unmeasured", Excluded: 3},
	}
}

// every is a report with every primitive and every rich block.
func every() *report.Report {
	v := response()
	phase := func(label string, from, to timeline.Milestone, i, j timeline.Instant) report.Phase {
		return report.Phase{Label: label, From: i, To: j, Figure: timeline.Elapsed(from, to).Of(v)}
	}
	stages := []report.Phase{
		phase("until detected", timeline.ImpactStarted, timeline.Detected, timeline.Between(clock(10, 0), clock(10, 12)), at(10, 15)),
		phase("until the cause was found", timeline.Detected, timeline.CauseFound, at(10, 15), about(11, 30)),
		phase("until service was back", timeline.CauseFound, timeline.Restored, about(11, 30), at(13, 10)),
	}
	hidden := make([]report.Phase, len(stages))
	for i, s := range stages {
		hidden[i] = report.Phase{Label: s.Label, Figure: s.Figure}
	}
	ticks := []report.Tick{
		{At: at(10, 25), What: "investigating", Due: at(10, 45), Kept: "kept"}, {At: at(10, 40), What: "investigating", Due: at(11, 10), Kept: "kept"},
		{At: at(10, 55), What: "identified", Due: at(11, 30), Kept: "missed"}, {At: at(12, 5), What: "identified"}, {At: about(13, 0), What: "resolved"},
	}
	whole := timeline.TimeToRestore().Of(v)
	return &report.Report{Title: "Every block", Sections: []report.Section{
		{ID: "top", Title: "Every block", Level: 1, Blocks: []report.Block{
			report.Paragraph{Text: "Two lines:\nthe second."},
			report.List{Items: []report.Value{report.Text("one"), report.Missing("never measured"), {}}},
			report.Facts{Rows: []report.Fact{{Label: "status", Value: report.Label("closed")}, {Label: "severity", Value: report.Missing("not stated")}, {Label: "events", Value: report.Number(7)}}},
		}},
		{ID: "tables", Title: "Tables and code", Level: 2, Blocks: []report.Block{
			report.Table{Head: []string{"when", "what", "why", "how often"}, Rows: [][]report.Value{
				{report.At(at(9, 0)), report.Text("something wide, with words that wrap in a cell of a table"), report.Text("& <so> on"), report.Number(12)},
				{report.At(timeline.Instant{}), report.Text(""), {}, report.Number(0)},
			}},
			report.Code{Text: "SELECT *\n  FROM incidents WHERE a < b && c;\n"},
		}},
		{ID: "lanes", Title: "Lanes", Level: 2, Blocks: []report.Block{report.Lanes{Impacts: impacts(), From: at(10, 0), To: at(14, 0)}}},
		{ID: "phases", Title: "Phases", Level: 2, Blocks: []report.Block{report.Phases{Title: "time to restore", Stages: stages, Whole: whole}}},
		{ID: "hidden", Title: "Phases without times", Level: 2, Blocks: []report.Block{report.Phases{Title: "time to restore", Stages: hidden, Whole: whole}}},
		{ID: "cadence", Title: "Cadence", Level: 2, Blocks: []report.Block{report.Cadence{Updates: ticks, From: at(10, 12), To: at(13, 20), First: timeline.TimeToFirstUpdate().Of(v), Silence: timeline.LongestSilence().Of(v)}}},
		{ID: "steps", Title: "Steps", Level: 2, Blocks: []report.Block{report.Steps{From: at(10, 0), To: at(13, 20), Steps: []report.Step{
			{Severity: report.Severity{Level: severity.Minor}, From: at(10, 20), To: at(10, 50), Lasted: timeline.TimeToDetect().Of(v), Text: "one customer"},
			{Severity: report.Severity{Level: severity.Critical, Word: "SEV1"}, From: at(10, 50), To: about(12, 30), Lasted: timeline.TimeToRootCause().Of(v), Text: "nobody can pay"},
			{Severity: report.Severity{Level: severity.Minor}, From: about(12, 30), Text: "the rest"},
		}}}},
		{ID: "spreads", Title: "Spreads", Level: 2, Blocks: []report.Block{report.Spreads{Title: "severity", Groups: spreads()}}},
		{ID: "found", Title: "Found", Level: 2, Blocks: []report.Block{
			report.Found{Findings: []timeline.Finding{{Rule: "may_overlap", Doubt: true, Text: "two totals may count the same time"}, {Rule: "end_before_start", Text: "an impact ends before it starts"}}},
			report.Figures{Title: "since impact start", Rows: []report.Figure{{Label: "all restored", Figure: whole}, {Label: "mitigated", Figure: timeline.TimeToMitigate().Of(v)}}},
			report.Figures{Title: "updates", Rows: []report.Figure{{Label: "longest silence", Figure: timeline.LongestSilence().Of(v)}}},
			report.Timeline{Entries: []report.Entry{
				{At: at(10, 0), What: "detected", Text: "first alert", Actor: "robot"}, {At: about(10, 30), What: "cause", Text: "two\nlines"}, {What: "mitigated"},
			}},
		}},
	}}
}

// only fails the test on an error and returns the value.
func only[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		require.NoError(t, err)
		return v
	}
}
