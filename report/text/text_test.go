package text_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
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
	"github.com/allclear-go/allclear/timeline/cohort"
)

var update = flag.Bool("update", false, "write testdata")

// portfolio is a report of all cases by when they began, of 2021 against the rest.
func portfolio(t testing.TB) *report.Report {
	t.Helper()
	var views []*timeline.View
	for _, name := range cases.Names() {
		incs, err := cases.Load(name)
		require.NoError(t, err)
		for _, inc := range incs {
			now, _ := inc.Log().LastRecorded()
			views = append(views, inc.AsOf(now))
		}
	}
	years := func(from, to int) cohort.Rule {
		span, err := timeline.NewSpan(time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(to, 1, 1, 0, 0, 0, 0, time.UTC))
		require.NoError(t, err)
		return cohort.StartedIn(span)
	}
	doc, err := report.Portfolio(report.Options{Title: "All cases"}, report.Selection{
		Rule: years(2022, 2027), Before: years(2020, 2022), Statistics: cohort.Options{Resamples: -1},
	}, views...)
	require.NoError(t, err)
	return doc
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name string
		r    text.Renderer
		doc  *report.Report
	}{
		{"every-100.txt", text.Renderer{}, every("eu-west")},
		{"every-40-ascii.txt", text.Renderer{Width: 40, ASCII: true}, every("eu-west")},
		{"every-80-ansi.txt", text.Renderer{Width: 80, ANSI: true}, every("eu-west")},
		{"pipedrive-80.txt", text.Renderer{Width: 80}, postmortem(t, "pipedrive", report.Internal)},
		{"pipedream-100-ansi.txt", text.Renderer{ANSI: true}, postmortem(t, "pipedream", report.Internal)},
		{"monday-2024-60-ascii.txt", text.Renderer{Width: 60, ASCII: true}, postmortem(t, "monday-2024", report.Public)},
		{"portfolio-80.txt", text.Renderer{Width: 80}, portfolio(t)},
	} {
		got := render(t, c.r, c.doc)
		file := "testdata/" + c.name
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, "%s: run with -update, then read the difference", file)
	}
}

// options are the ways in which a report may be written.
func options(f func(name string, r text.Renderer)) {
	for _, width := range []int{-1, 0, 40, 47, 60, 71, 72, 80, 100, 160, math.MaxInt} {
		for _, ascii := range []bool{false, true} {
			r := text.Renderer{Width: width, ASCII: ascii}
			f(fmt.Sprintf("%+v", r), r)
		}
	}
}

// room is how many columns a line has.
func room(r text.Renderer) int {
	if r.Width == 0 {
		return 100
	}
	return max(40, r.Width)
}

// code is a line of it, in these reports: it is indented, in one piece, and no part
// of a table or a picture.
var code = regexp.MustCompile(`^    [^ ]+( [^ ]+)*$`)

// checkLines fails for lines that are too wide, but for words that do not break,
// and for spaces at their ends.
func checkLines(t testing.TB, name string, r text.Renderer, out string) {
	t.Helper()
	const longWord = 16
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		require.Equal(t, strings.TrimRight(line, " "), line, "%s: no trailing spaces", name)
		if code.MatchString(line) || shown(line) <= room(r) {
			continue
		}
		words := strings.Fields(line)
		last := words[len(words)-1]
		require.LessOrEqual(t, shown(strings.TrimSuffix(line, last)), room(r), "%s: %q", name, line)
		require.Greater(t, shown(last), longWord, "%s: %q", name, line)
	}
}

func TestLinesKeepToTheWidth(t *testing.T) {
	docs := []*report.Report{every("eu-west"), every(strings.Repeat("日本語 ", 9)), every(strings.Repeat("longword", 9)), portfolio(t)}
	for _, name := range cases.Names() {
		docs = append(docs, postmortem(t, name, report.Internal))
	}
	options(func(name string, r text.Renderer) {
		for _, doc := range docs {
			checkLines(t, name, r, render(t, r, doc))
		}
	})
}

// What the primitives say is in the text, however a block is drawn: every word of
// each cell.
func TestNothingIsLost(t *testing.T) {
	options(func(name string, r text.Renderer) {
		for _, s := range every("eu-west").Sections {
			for _, b := range s.Blocks {
				there := strings.Fields(strings.NewReplacer(",", " ").Replace(render(t, r, page(b))))
				for _, want := range said(b) {
					for w := range strings.FieldsSeq(strings.NewReplacer(",", " ").Replace(want)) {
						if !slices.Contains(there, w) && !slices.Contains(there, inASCII(w)) {
							t.Errorf("%s: %T does not say %q of %q", name, b, w, want)
						}
					}
				}
			}
		}
	})
}

func inASCII(s string) string {
	return strings.NewReplacer("–", "-", "≥", ">=", "≤", "<=", "±", "+/-").Replace(s)
}

// said is what the cells of a block say, lowered, and its paragraphs.
func said(b report.Block) []string {
	var out []string
	for _, b := range page(b).Blocks(nil) {
		switch b := b.(type) {
		case report.Paragraph:
			out = append(out, b.Text)
		case report.Code:
			out = append(out, b.Text)
		case report.List:
			for _, v := range b.Items {
				out = append(out, v.Words(nil))
			}
		case report.Table:
			for _, row := range b.Rows {
				for _, v := range row {
					out = append(out, v.Words(nil))
				}
			}
		}
	}
	return out
}

// No text at the margin reads as what makes a heading, and only code is indented.
func TestTextIsNoHeading(t *testing.T) {
	out := render(t, text.Renderer{}, &report.Report{Sections: []report.Section{{Title: "   Title", Level: 1, Blocks: []report.Block{
		report.Paragraph{Text: strings.Repeat("x", 100) + " ====="},
		report.Paragraph{Text: "    indented"},
		report.List{Items: []report.Value{report.Text("  item")}},
		report.Table{Rows: [][]report.Value{{report.Text("cell")}, {report.Text("----")}}},
		report.Table{Rows: [][]report.Value{{report.Text("   indented too")}}},
		report.Figures{Title: "    group"},
	}}}})
	assert.Contains(t, out, "Title\n=====\n\n")
	assert.Contains(t, out, "x\n =====\n")
	assert.Contains(t, out, "\nindented\n\n• item\n\ncell\n ----\n\nindented too\n\ngroup\n")
	out = render(t, text.Renderer{ASCII: true, ANSI: true}, page(report.Table{Head: []string{"one"}}))
	assert.Contains(t, out, "one\x1b[0m\n \x1b[2m---\x1b[0m\n", "nor does our own rule")
}

// What holds nothing is not written, not even as an empty line.
func TestNothingToSay(t *testing.T) {
	out := render(t, text.Renderer{}, &report.Report{Sections: []report.Section{{}, {Title: " "}, {Title: "only", Level: 2, Blocks: []report.Block{
		nil, report.Paragraph{}, report.Paragraph{Text: "\u00a0"}, report.Table{}, report.List{}, report.Facts{}, report.Figures{}, &report.Paragraph{Text: "this"},
		report.Table{Rows: [][]report.Value{{}, {report.Text(""), report.Text(" ")}}}, (*report.Code)(nil), report.Table{Rows: [][]report.Value{nil, {{}, report.Missing("  ")}}},
	}}}})
	assert.Equal(t, "only\n----\n\nthis\n\nunknown  unknown\n\n", out)
	assert.Empty(t, render(t, text.Renderer{}, nil))
}

// Labels are worded once, in pictures too.
func TestLabelsAreWordedOnce(t *testing.T) {
	options(func(name string, r text.Renderer) {
		doc := every("eu")
		doc.Format.Label = func(s string) string {
			assert.NotContains(t, s, "[", "%s: worded already", name)
			return "[" + s + "]"
		}
		out := render(t, r, doc)
		for _, label := range []string{
			"not over", "affected", "possibly affected", "the stated total lies in here", "end not recorded", "within the bounds", "published updates", "next promised",
			"without a word", "possible", "update", "promised by", "missed", "possibly held", "shortest", "longest", "where the median lies (90 %)", "median", "90 % quantile", "time to restore",
		} {
			assert.Contains(t, strings.Join(strings.Fields(out), " "), "["+label+"]", name)
		}
		assert.Contains(t, out, "eu [major outage]", name)
	})
}

func ExampleRenderer() {
	doc := &report.Report{Sections: []report.Section{{Title: "Impact", Level: 2, Blocks: []report.Block{
		report.Lanes{From: at(10, 0), To: at(12, 0), Impacts: []report.Impact{
			{Scope: timeline.Region("eu"), Health: timeline.Major, Start: about(10, 30), End: at(12, 0), EndState: timeline.EndGiven},
		}},
	}}}}
	if err := (text.Renderer{Width: 64}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Impact
	// ------
	//
	// eu major outage      ░░░░░░░░░░░░░░░░███████████████████████████
	//                  ┴──────────┴───────────┴───────────┴──────────┴
	//                  10:00      10:30       11:00       11:30  12:00
	//                  2026-03-04 10:00               2026-03-04 12:00
	//                  █ major outage   ░ possibly affected
	//
	// where  health        from                    to
	// ─────  ────────────  ──────────────────────  ────────────────
	// eu     major outage  ~2026-03-04 10:30 ±20m  2026-03-04 12:00
}

// For terminals without Unicode, and chat messages of a phone's width.
func ExampleRenderer_ascii() {
	doc := &report.Report{Sections: []report.Section{{Title: "Timeline", Level: 2, Blocks: []report.Block{
		report.Timeline{Entries: []report.Entry{
			{At: about(10, 30), What: "impact start, major", Text: "Checkout fails in Europe – cards only."},
			{At: at(10, 42), What: "detected by monitoring", Actor: "robin"},
		}},
	}}}}
	if err := (text.Renderer{Width: 40, ASCII: true}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Timeline
	// --------
	//
	// times in UTC
	// ~2026-03-04 10:30 +/-20m
	//   impact start, major
	//   Checkout fails in Europe – cards only.
	// 2026-03-04 10:42
	//   detected by monitoring, by robin
}

// What a terminal is told: bold headings, colour beside the words that say the same.
func ExampleRenderer_ansi() {
	doc := &report.Report{Sections: []report.Section{{Title: "Summary", Level: 2, Blocks: []report.Block{
		report.Facts{Rows: []report.Fact{{Label: "status", Value: report.Label("closed")}, {Label: "severity", Value: report.Missing("not stated")}}},
	}}}}
	var out strings.Builder
	if err := (text.Renderer{ANSI: true}).Render(&out, doc); err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(out.String(), "\x1b", "ESC"))
	// Output:
	// ESC[1mSummaryESC[0m
	// ESC[1m-------ESC[0m
	//
	// status    closed
	// severity  ESC[2;3mnot statedESC[0m
}

func TestUTF8(t *testing.T) {
	options(func(name string, r text.Renderer) {
		out := render(t, r, every("a\xffb\x1b[31mc\u202e"))
		assert.True(t, utf8.ValidString(out), name)
		assert.Equal(t, report.Clean(out), out, name)
	})
}
