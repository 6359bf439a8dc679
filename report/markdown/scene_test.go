package markdown_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

func at(h, m int) timeline.Instant {
	return timeline.At(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC))
}

func about(h, m int) timeline.Instant {
	return timeline.About(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC), 30*time.Minute)
}

// nameOf is a valid place: the library keeps names as they are.
func nameOf(s string) timeline.Scope { return timeline.Component(s) }

// ours is a block that no renderer knows.
type ours struct{ text string }

func (o ours) Lower(*report.Format) []report.Block {
	return []report.Block{report.Paragraph{Text: o.text}, report.Facts{Rows: []report.Fact{{Label: o.text, Value: report.Text(o.text)}}}}
}

// every is a report with every block, and s wherever text may stand.
func every(s string) *report.Report {
	impacts := []report.Impact{
		{Scope: nameOf(s), Health: timeline.Major, Start: at(10, 0), End: at(12, 0), EndState: timeline.EndGiven},
		{Scope: nameOf("b" + s), Health: timeline.Degraded, Start: about(10, 30), End: about(13, 0), EndState: timeline.EndGiven},
		{Scope: nameOf("search"), Start: at(11, 0), EndState: timeline.EndOngoing},
		{Scope: nameOf("mail"), Start: at(11, 0), EndState: timeline.EndNotGiven},
		{Scope: nameOf("x"), Hidden: true, Start: at(10, 0), End: at(14, 0), EndState: timeline.EndGiven, Total: timeline.Lasting(54 * time.Minute)},
	}
	return &report.Report{Title: s, Sections: []report.Section{
		{ID: "a", Title: s, Level: 1, Blocks: []report.Block{
			report.Paragraph{Text: s},
			report.Paragraph{Text: "a" + s + "b"},
			report.List{Items: []report.Value{report.Text(s), report.Text("in " + s + " side"), {}, report.Missing(s)}},
			report.List{Items: []report.Value{report.Text("another list")}},
			report.Facts{Rows: []report.Fact{{Label: "status", Value: report.Label("closed")}, {Label: s, Value: report.Missing("not stated")}, {Label: "l", Value: report.Text(s)}}},
		}},
		{ID: "empty", Title: s, Level: 9},
		{ID: "b", Title: "Part " + s, Level: 2, Blocks: []report.Block{
			report.Table{Head: []string{s, "what", "why"}, Rows: [][]report.Value{
				{report.At(at(9, 0)), report.Text(s), report.Text("in " + s)},
				{report.At(timeline.Instant{}), report.Text(""), {}},
				{report.Number(3)},
				{report.Text("1"), report.Text(s), report.Missing(s), report.Text("beyond the head " + s)},
			}},
			report.Table{Rows: [][]report.Value{{report.Text("no head"), report.Text(s)}}},
			report.Code{Text: s},
			report.Code{Text: "SELECT *\n  FROM incidents;\n" + s + "\n"},
			report.Lanes{Impacts: impacts, From: at(10, 0), To: at(14, 0)},
			report.Timeline{Entries: []report.Entry{{At: at(10, 0), What: "detected", Text: s, Actor: s}, {What: s}}},
			ours{s},
		}},
		{ID: "c", Title: "Drawn", Level: 2, Blocks: drawn(s)},
	}}
}

// drawn is every block that is drawn, but lanes.
func drawn(s string) []report.Block {
	return []report.Block{
		report.Phases{Title: s, Stages: []report.Phase{
			{Label: "until detected", From: at(9, 0), To: at(9, 5)},
			{Label: s, From: at(9, 5), To: about(10, 0)},
			{Label: "not shown"},
		}},
		report.Cadence{From: at(9, 0), To: at(12, 0), Updates: []report.Tick{
			{At: at(9, 30), What: s, Due: at(10, 0), Kept: "missed"}, {At: about(11, 0), What: "monitoring"}, {At: at(12, 0), What: "resolved"}, {What: s},
		}},
		report.Steps{From: at(9, 0), To: at(12, 0), Steps: []report.Step{
			{Severity: report.Severity{Level: severity.Major, Word: s}, From: at(9, 0), To: at(10, 0), Text: s},
			{Severity: report.Severity{Level: severity.Minor}, From: at(10, 0)},
		}},
		report.Spreads{Title: s, Groups: []report.Spread{{Label: s, Closed: 3, Median: timeline.Lasting(time.Hour)}}},
		report.Found{Findings: []timeline.Finding{{Rule: "r", Text: s}}},
	}
}

// long is a report of n timeline entries.
func long(n int) *report.Report {
	b := report.Timeline{}
	for i := range n {
		b.Entries = append(b.Entries, report.Entry{
			At:   timeline.At(time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Minute)),
			What: "status: monitoring", Text: "rolled back build_12 on db-1 | 3 of 5 hosts are <up> again, see https://example.com/a?b=c",
		})
	}
	return &report.Report{Sections: []report.Section{{ID: "timeline", Title: "Timeline", Level: 2, Blocks: []report.Block{b}}}}
}

// postmortem is the report of a case.
func postmortem(t testing.TB, name string, a report.Audience) *report.Report {
	t.Helper()
	incs, err := cases.Load(name)
	require.NoError(t, err)
	var views []*timeline.View
	for _, inc := range incs {
		now, _ := inc.Log().LastRecorded()
		views = append(views, inc.AsOf(now))
	}
	doc, err := report.Postmortem(report.Options{Audience: a}, views...)
	require.NoError(t, err)
	return doc
}

// hostile is text that would act in Markdown, on a host or in Mermaid.
func hostile() []string {
	return []string{
		"# heading", "## x ##", "Title #", "===", "---", "- item", "+ item", "* item", "1. item", "12) item", "> quote", "    code", "\tcode",
		"```", "````", "~~~", "``` mermaid\ngantt", "a\n\n# b", "a\r\nb", "a\n---", "a\u2028# b", "`code`", "*a*", "**a**", "_a_", "__a__", "a_b_c", "~~a~~", "~a~",
		"[a](javascript:alert(1))", "![a](https://evil.example/x.png)", "[a]: https://evil.example", "[^1]", "[x]", "[ ] task", "<b>", "<script>alert(1)</script>",
		"<https://evil.example>", "<!-- ", "<?php", "<![CDATA[", "&lt;b&gt;", "&#35;", "&copy", "a|b", `a\|b`, `a\\|b`, `\`, `\\`, "| a | b |", "| --- |", ":---", "|",
		"https://example.com/a_b?c=d&copy=1", "http://example.com", "www.example.com", "ftp://example.com", "me@example.com", "mailto:me@example.com", "xmpp:a@b.example",
		"@octocat", "@group/team", "#123", "!45", "GH-7", "gh-7", "a/b#12", "$x$", "$$x$$", "{{ page }}", "{% raw %}", "{: .class}", ":::", ":tada:", "\x00", "\x1b[31m", "\u202egnp", "\xff",
		"section", "section x", "title x", "gantt", "dateFormat X", "todayMarker off", "axisFormat", "click x", "call x()", "href \"x\"", "%%", "%% x", "%%{init: {}}%%", "a:b", ":", "a;b", "#quot;",
		"2026-01-01", "weekday monday", "excludes weekends", "accTitle: x", "accDescr {", "end", "}", "---\ntitle: x\n---", "<br/>", "", " ", "\n", "\u00a0", "\u2060",
		strings.Repeat("`", 20), strings.Repeat("*", 50), strings.Repeat("[", 200), strings.Repeat("wide ", 60), "é漢字🚒",
	}
}
