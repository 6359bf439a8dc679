package text_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

var update = flag.Bool("update", false, "write testdata")

func at(h, m int) timeline.Instant {
	return timeline.At(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC))
}

func about(h, m int) timeline.Instant {
	return timeline.About(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC), 30*time.Minute)
}

// every is a report with every primitive and every rich block.
func every() *report.Report {
	impacts := []report.Impact{
		{Scope: timeline.Region("eu-west"), Health: timeline.Major, Start: at(10, 0), End: at(12, 0), EndState: timeline.EndGiven},
		{Scope: timeline.Region("us-east"), Health: timeline.Degraded, Start: about(10, 30), End: about(13, 0), EndState: timeline.EndGiven},
		{Scope: timeline.Component("search"), Start: at(11, 0), EndState: timeline.EndOngoing},
		{Scope: timeline.Component("mail"), Start: at(11, 0), EndState: timeline.EndNotGiven},
		{Scope: timeline.Region("apac"), Health: timeline.Major, Start: at(10, 0), End: at(14, 0), EndState: timeline.EndGiven, Total: timeline.Lasting(54 * time.Minute)},
	}
	return &report.Report{Sections: []report.Section{
		{ID: "a", Title: "Title", Level: 1, Blocks: []report.Block{
			report.Paragraph{Text: strings.Repeat("words that wrap ", 12)},
			report.List{Items: []report.Value{report.Text("one"), report.Text(strings.Repeat("long item ", 15)), {}}},
			report.Facts{Rows: []report.Fact{{Label: "status", Value: report.Label("closed")}, {Label: "severity", Value: report.Missing("not stated")}}},
		}},
		{ID: "b", Title: "Part", Level: 2, Blocks: []report.Block{
			report.Table{Head: []string{"when", "what", "why"}, Rows: [][]report.Value{
				{report.At(at(9, 0)), report.Text(strings.Repeat("wide ", 20)), report.Text(strings.Repeat("wider ", 30))},
				{report.At(timeline.Instant{}), report.Text(""), {}},
			}},
			report.Code{Text: "SELECT *\n  FROM incidents;\n"},
			report.Lanes{Impacts: impacts, From: at(10, 0), To: at(14, 0)},
			report.Timeline{Entries: []report.Entry{{At: at(10, 0), What: "detected", Text: "first alert"}}},
		}},
	}}
}

func TestGolden(t *testing.T) {
	for _, width := range []int{0, 60} {
		var out bytes.Buffer
		require.NoError(t, text.Renderer{Width: width}.Render(&out, every()))
		file := fmt.Sprintf("testdata/every-%d.txt", width)
		if *update {
			require.NoError(t, os.WriteFile(file, out.Bytes(), 0o666))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), out.String(), "run with -update, then read the difference")
	}
}

func TestLinesKeepToTheWidth(t *testing.T) {
	incs, err := cases.Load("pipedream")
	require.NoError(t, err)
	now, _ := incs[0].Log().LastRecorded()
	doc, err := report.Postmortem(report.Options{}, incs[0].AsOf(now))
	require.NoError(t, err)
	for _, width := range []int{60, 80, 100, 160} {
		var out bytes.Buffer
		require.NoError(t, text.Renderer{Width: width}.Render(&out, doc))
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			assert.LessOrEqual(t, utf8.RuneCountInString(line), width+16, line)
			assert.Equal(t, strings.TrimRight(line, " "), line, "no trailing spaces")
		}
	}
}

func ExampleRenderer() {
	doc := &report.Report{Sections: []report.Section{{Title: "Impact", Level: 2, Blocks: []report.Block{
		report.Lanes{From: at(10, 0), To: at(12, 0), Impacts: []report.Impact{
			{Scope: timeline.Region("eu"), Start: about(10, 30), End: at(12, 0), EndState: timeline.EndGiven},
		}},
	}}}}
	if err := (text.Renderer{Width: 44}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Impact
	// ------
	//
	// eu  ░░░░░░░░░░░░░░░░░░░░████████████████████
	//     2026-03-04 10:00        2026-03-04 12:00
	//     █ affected   ░ possibly affected
	//
	// where  health      from          to
	// ─────  ──────────  ────────────  ────────────
	// eu     not stated  ~2026-03-04   2026-03-04
	//                    10:30 ±30m    12:00
}

// No text at the margin reads as what makes a heading, and only code is indented.
func TestTextIsNoHeading(t *testing.T) {
	out := written(t, &report.Report{Sections: []report.Section{{Title: "   Title", Level: 1, Blocks: []report.Block{
		report.Paragraph{Text: strings.Repeat("x", 100) + " ====="},
		report.Paragraph{Text: "    indented"},
		report.List{Items: []report.Value{report.Text("  item")}},
		report.Table{Rows: [][]report.Value{{report.Text("cell")}, {report.Text("----")}}},
		report.Figures{Title: "    group"},
	}}}})
	assert.Contains(t, out, "Title\n=====\n\n")
	assert.Contains(t, out, "x\n =====\n")
	assert.Contains(t, out, "\nindented\n\n• item\n\ncell\n ----\n\ngroup\n")
}

// Labels are worded once, in pictures too.
func TestLabelsAreWordedOnce(t *testing.T) {
	doc := &report.Report{Format: report.Format{Label: func(s string) string { return "[" + s + "]" }}}
	doc.Sections = []report.Section{{Blocks: []report.Block{
		report.Figures{Title: "group", Rows: []report.Figure{{Label: "label"}}},
		report.Lanes{From: at(10, 0), To: at(12, 0), Impacts: []report.Impact{{Scope: timeline.Region("eu"), Health: timeline.Major, Start: at(10, 0), EndState: timeline.EndOngoing}}},
	}}}
	out := written(t, doc)
	assert.Contains(t, out, "[group]\n  [label]")
	assert.Contains(t, out, "eu [major outage]")
	assert.NotContains(t, out, "[[")
}

func written(t *testing.T, doc *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, text.Renderer{}.Render(&out, doc))
	return out.String()
}
