package text_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// randomText is words of letters of all widths.
func randomText(r *rand.Rand, words, longest int) string {
	var out []string
	for range words {
		var w strings.Builder
		for range 1 + r.IntN(longest) {
			w.WriteString([]string{"a", "b", "-", "é", "e\u0301", "語", "🚒", "\u200b"}[r.IntN(8)])
		}
		out = append(out, w.String())
	}
	return strings.Join(out, " ")
}

// wrapped is the lines of a paragraph, found word by word.
func wrapped(s string, width int) []string {
	var lines []string
	line := ""
	for i, word := range strings.Fields(s) {
		if i == 0 {
			line = word
		} else if shown(line)+1+shown(word) > width {
			lines = append(lines, line)
			line = word
		} else {
			line += " " + word
		}
	}
	return append(lines, line)
}

func TestParagraphsWrapAsWordsDo(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		s := "x" + randomText(r, 1+r.IntN(40), 1+r.IntN(30))
		width := 40 + r.IntN(30)
		out := render(t, renderer{Width: width}, page(report.Paragraph{Text: s}))
		want := "t\n=\n\n" + strings.Join(wrapped(s, width), "\n") + "\n\n"
		require.Equal(t, want, strings.ReplaceAll(out, "\n -", "\n-"), "%d: %q", width, s) // a line of - is moved in
	}
}

// shares is the widths of columns of text, taken from the widest of them one by one.
func shares(natural, least []int, room int) []int {
	out := slices.Clone(natural)
	sum := 0
	for i := range out {
		sum += out[i]
	}
	for ; sum > room; sum-- {
		widest := -1
		for i := range out {
			if out[i] > least[i] && (widest < 0 || out[i] >= out[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return nil
		}
		out[widest]--
	}
	return out
}

func TestColumnsShareTheRoom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 3000 {
		n := 1 + r.IntN(6)
		table := report.Table{Rows: make([][]report.Value, 1+r.IntN(3))}
		natural, roomy, loose, tight := make([]int, n), make([]int, n), make([]int, n), make([]int, n)
		for i := range n {
			head := strings.Repeat("h", 1+r.IntN(9))
			table.Head = append(table.Head, head)
			natural[i] = len(head)
			word := len(head)
			for j := range table.Rows {
				cell := randomText(r, 1+r.IntN(12), 1+r.IntN(30))
				if r.IntN(4) == 0 {
					cell = ""
				}
				table.Rows[j] = append(table.Rows[j], report.Text(cell))
				natural[i] = max(natural[i], shown(cell))
				for w := range strings.FieldsSeq(cell) {
					word = max(word, shown(w))
				}
			}
			word = min(word, 24)
			roomy[i] = min(natural[i], max(20, word))
			loose[i] = min(natural[i], max(12, word))
			tight[i] = min(natural[i], max(word, min(12, (natural[i]+2)/3)))
		}
		width := 40 + r.IntN(100)
		room := width - 2*(n-1)
		var want []int
		for _, least := range [][]int{roomy, loose, tight} {
			if want == nil {
				want = shares(natural, least, room)
				for i, w := range want {
					if w < 20 && natural[i] > 4*w {
						want = nil // a tower of words
						break
					}
				}
			}
		}
		var got []int
		for line := range strings.SplitSeq(render(t, renderer{Width: width}, page(table)), "\n") {
			if strings.HasPrefix(line, "─") {
				for rule := range strings.FieldsSeq(line) {
					got = append(got, shown(rule))
				}
				break
			}
		}
		slices.Sort(got)
		slices.Sort(want) // those that share a column more may be others
		require.Equal(t, want, got, "%d columns of %v", width, natural)
	}
}

func TestRecords(t *testing.T) {
	doc := page(report.Table{Head: []string{"place", "available", "spent", "what it says", "", "number"}, Rows: [][]report.Value{
		{report.Text("all of the world's customers"), report.Text("between ninety and a hundred percent"), report.Lasting(timeline.LastingAtLeast(1e9)), report.Text("words and more words of it"), report.Text("no label"), report.Number(3)},
		{report.Text("eu"), report.Missing("not measured"), report.Text(""), report.Text(strings.Repeat("x", 30)), {}},
		{report.Text(""), report.Text("only this")},
	}})
	assert.Equal(t, `t
=

place           all of the world's
                customers
  available     between ninety and a
                hundred percent
  spent         ≥ 1s
  what it says  words and more words of
                it
                no label
  number        3
place           eu
  available     not measured
  what it says  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                unknown
place
  available     only this

`, render(t, renderer{Width: 40}, doc))
	heads := page(report.Table{Head: strings.Fields(strings.Repeat("several heads without any rows ", 3))})
	assert.Equal(t, 15, strings.Count(render(t, renderer{Width: 40}, heads), "\n")-4, "a line for each")
	bare := page(report.Table{Rows: [][]report.Value{{report.Text("first of them"), report.Text("the-second-of-them-is-long"), report.Text("the-third-of-them-is-too")}, {report.Text(""), report.Text("alone")}}})
	assert.Equal(t, "t\n=\n\nfirst of them\n  the-second-of-them-is-long\n  the-third-of-them-is-too\n  alone\n\n", render(t, renderer{Width: 40}, bare))
}

func TestCountsAreRightAligned(t *testing.T) {
	out := render(t, renderer{}, page(report.Table{Head: []string{"group", "incidents", "mixed"}, Rows: [][]report.Value{
		{report.Text("a"), report.Number(7), report.Number(7)}, {report.Text("b"), report.Number(1234567890), {}},
	}}))
	assert.Equal(t, `t
=

group   incidents  mixed
─────  ──────────  ───────
a               7  7
b      1234567890  unknown

`, out)
}

// Words are broken before instants are.
func TestInstantsStayWhole(t *testing.T) {
	row := []report.Value{report.At(about(10, 30)), report.Text("words of the first cell that wrap"), report.Text("words of the second cell that wrap")}
	assert.Equal(t, `t
=

~2026-03-04 10:30 ±20m  words of the first    words of the second
                        cell that wrap        cell that wrap

`, render(t, renderer{Width: 66}, page(report.Table{Rows: [][]report.Value{row}})))
}

func TestTimelineInNarrowLines(t *testing.T) {
	timeline := page(report.Timeline{Entries: []report.Entry{
		{At: about(10, 0), What: "impact start, major", Text: "Nobody can pay, in any region of Europe."},
		{At: at(10, 20), What: "detected", Actor: "Robin"}, {What: "restored"}, {At: at(11, 0), Actor: "Kim"},
	}})
	assert.Equal(t, `t
=

times in UTC
~2026-03-04 10:00 ±20m
  impact start, major
  Nobody can pay, in any region of
  Europe.
2026-03-04 10:20
  detected, by Robin
time unknown
  restored
2026-03-04 11:00
  by Kim

`, render(t, renderer{Width: 40}, timeline))
	assert.Contains(t, render(t, renderer{Width: 71}, timeline), "times in UTC")
	assert.Contains(t, render(t, renderer{Width: 72}, timeline), "UTC  ")
}
