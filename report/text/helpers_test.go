package text_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

func clock(h, m int) time.Time { return time.Date(2026, 3, 4, h, m, 0, 0, time.UTC) }

func at(h, m int) timeline.Instant { return timeline.At(clock(h, m)) }

func about(h, m int) timeline.Instant { return timeline.About(clock(h, m), 20*time.Minute) }

func days(d float64) timeline.Length {
	return timeline.Lasting(time.Duration(d * 24 * float64(time.Hour)))
}

// response is an incident whose figures the drawn blocks need.
var response = sync.OnceValue(func() *timeline.View {
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
})

// impacts is one of each look.
func impacts(word string) []report.Impact {
	return []report.Impact{
		{Scope: timeline.Region(word), Health: timeline.Major, Start: at(10, 0), End: at(12, 0), EndState: timeline.EndGiven},
		{Scope: timeline.Region("us-east"), Health: timeline.Degraded, Start: about(10, 30), End: about(13, 0), EndState: timeline.EndGiven},
		{Scope: timeline.Component("search").In(word), Start: at(11, 0), EndState: timeline.EndOngoing},
		{Scope: timeline.Component("mail"), Health: timeline.Partial, Start: at(11, 0), EndState: timeline.EndNotGiven},
		{Scope: timeline.Region("apac"), Health: timeline.Major, Start: at(10, 0), End: at(14, 0), EndState: timeline.EndGiven, Total: timeline.Lasting(54 * time.Minute)},
		{Hidden: true, Health: timeline.Maintenance, Start: timeline.NotAfter(clock(10, 40)), End: at(10, 41), EndState: timeline.EndGiven},
		{Scope: timeline.Region("sa"), Health: timeline.Operational, Start: at(12, 0), End: timeline.NotBefore(clock(13, 0)), EndState: timeline.EndGiven},
	}
}

// spreads is groups of which more and less is known.
func spreads(word string) []report.Spread {
	return []report.Spread{
		{Label: word, Closed: 12, Open: 1, Shortest: timeline.Lasting(9 * time.Minute), Median: timeline.Lasting(70 * time.Minute), MedianInterval: timeline.LastingBetween(30*time.Minute, 4*time.Hour), P90: timeline.Lasting(9 * time.Hour), Longest: days(2)},
		{Label: "major", Closed: 148, Excluded: 2, Shortest: timeline.Lasting(time.Minute), Median: timeline.Lasting(25 * time.Minute), MedianInterval: timeline.LastingBetween(20*time.Minute, 40*time.Minute), P90: timeline.Lasting(5 * time.Hour), Longest: days(30)},
		{Label: "minor", Closed: 3, Open: 4, Shortest: timeline.Lasting(2 * time.Hour), Median: timeline.LastingAtLeast(3 * time.Hour), MedianInterval: timeline.LastingAtLeast(2 * time.Hour), P90: timeline.LastingAtLeast(3 * time.Hour), Longest: timeline.LastingAtLeast(5 * time.Hour)},
		{Label: "unmeasured", Excluded: 3},
	}
}

// every is a report with every block, and the word wherever text may stand.
func every(word string) *report.Report {
	return &report.Report{Title: word, Sections: append([]report.Section{
		{ID: "a", Title: word, Level: 1, Blocks: []report.Block{
			report.Paragraph{Text: word + strings.Repeat(" and words that wrap", 8)},
			report.List{Items: []report.Value{report.Text(word), report.Text(strings.Repeat("long item ", 15)), {}, report.Missing(word)}},
			report.Facts{Rows: []report.Fact{{Label: "status", Value: report.Label("closed")}, {Label: "severity", Value: report.Missing("not stated")}, {Label: "title", Value: report.Text(word)}}},
		}},
		{ID: "b", Title: "Part " + word, Level: 2, Blocks: []report.Block{
			report.Table{Head: []string{"when", "what", "why", "how often"}, Rows: [][]report.Value{
				{report.At(at(9, 0)), report.Text(strings.Repeat("wide ", 20)), report.Text(word), report.Number(12)},
				{report.At(timeline.Instant{}), report.Text(""), {}, report.Number(1234)},
			}},
			report.Table{Head: []string{"one", "two", "three", "four", "five", "six", "seven"}, Rows: [][]report.Value{
				{report.Text(word), report.Text("the second cell"), report.At(about(9, 0)), report.At(timeline.NotBefore(clock(9, 0))), report.Lasting(days(400)), {}, report.Text("last of all")},
			}},
			report.Table{Rows: [][]report.Value{{report.Text("no head")}, {report.Text(word)}}},
			report.Code{Text: "SELECT *\n  FROM incidents;\n" + word + "\n"},
			ours{word},
		}},
	}, drawn(word)...)}
}

// ours is a block that no renderer knows.
type ours struct{ text string }

func (o ours) Lower(*report.Format) []report.Block {
	return []report.Block{report.Paragraph{Text: o.text}, report.Facts{Rows: []report.Fact{{Label: "own", Value: report.Text(o.text)}}}}
}

// drawn is sections of what is drawn, a block each.
func drawn(word string) []report.Section {
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
		{At: at(10, 25), What: "investigating", Due: at(10, 45), Kept: "kept"}, {At: at(10, 40), What: word, Due: at(11, 10), Kept: "kept"},
		{At: at(10, 55), What: "identified", Due: about(11, 30), Kept: "missed"}, {At: at(12, 5), What: "identified"}, {At: about(13, 0), What: "resolved"},
	}
	whole := timeline.TimeToRestore().Of(v)
	section := func(id string, b report.Block) report.Section {
		return report.Section{ID: id, Title: "About " + id, Level: 2, Blocks: []report.Block{b}}
	}
	return []report.Section{
		section("lanes", report.Lanes{Impacts: impacts(word), From: at(10, 0), To: at(14, 0)}),
		section("phases", report.Phases{Title: "time to restore", Stages: stages, Whole: whole}),
		section("hidden", report.Phases{Title: "time to restore", Stages: hidden, Whole: whole}),
		section("cadence", report.Cadence{Updates: ticks, From: at(10, 12), To: at(13, 20), First: timeline.TimeToFirstUpdate().Of(v), Silence: timeline.LongestSilence().Of(v)}),
		section("steps", report.Steps{From: at(10, 0), To: at(13, 20), Steps: []report.Step{
			{Severity: report.Severity{Level: severity.Minor}, From: at(10, 20), To: at(10, 50), Lasted: timeline.TimeToDetect().Of(v), Text: word},
			{Severity: report.Severity{Level: severity.Critical, Word: word}, From: at(10, 50), To: about(12, 30), Lasted: timeline.TimeToRootCause().Of(v), Text: "nobody can pay"},
			{Severity: report.Severity{Level: severity.Minor}, From: about(12, 30), Text: "the rest"},
		}}),
		section("spreads", report.Spreads{Title: "by severity", Groups: spreads(word)}),
		section("found", report.Found{Findings: []timeline.Finding{{Rule: "may_overlap", Doubt: true, Text: "two totals may count the same time"}, {Rule: "end_before_start", Text: word}}}),
		section("figures", report.Figures{Title: "since impact start", Rows: []report.Figure{{Label: "all restored", Figure: whole}, {Label: "mitigated", Figure: timeline.TimeToMitigate().Of(v)}}}),
		section("timeline", report.Timeline{Entries: []report.Entry{
			{At: at(10, 0), What: "detected", Text: "first alert", Actor: "robot"}, {At: about(10, 30), What: "cause", Text: word}, {What: "mitigated", Actor: word},
		}}),
	}
}

// postmortem is the report of one of the cases.
func postmortem(t testing.TB, name string, audience report.Audience) *report.Report {
	t.Helper()
	incs, err := cases.Load(name)
	require.NoError(t, err)
	var views []*timeline.View
	for _, inc := range incs {
		now, _ := inc.Log().LastRecorded()
		views = append(views, inc.AsOf(now))
	}
	doc, err := report.Postmortem(report.Options{Audience: audience}, views...)
	require.NoError(t, err)
	return doc
}

func render(t testing.TB, r text.Renderer, doc *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, r.Render(&out, doc))
	return out.String()
}

// page is a report of one section.
func page(blocks ...report.Block) *report.Report {
	return &report.Report{Sections: []report.Section{{Title: "t", Level: 1, Blocks: blocks}}}
}
