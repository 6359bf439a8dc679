package text_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"text/tabwriter"
	"text/template"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

// long is a report of n events, one time in eight uncertain.
func long(n int) *report.Report {
	b := report.Timeline{}
	for i := range n {
		e := report.Entry{At: timeline.At(clock(10, i)), What: "note", Text: "the queue of eu-west is at 4096, slow but falling", Actor: "robin"}
		if i%8 == 7 {
			e.At = about(10, i)
		}
		b.Entries = append(b.Entries, e)
	}
	return &report.Report{Sections: []report.Section{{ID: "timeline", Title: "Timeline", Level: 2, Blocks: []report.Block{b}}}}
}

// The rivals are what people write such a table with: they know the width of a
// column, or measure it.
const rival = `Timeline
--------

{{printf "%-22s  %-4s  %-49s  %s" "UTC" "what" "in words" "by"}}
──────────────────────  ────  ─────────────────────────────────────────────────  ─────
{{range .}}{{printf "%-22s  %-4s  %-49s  %s" (instant .At) .What .Text .Actor}}
{{end}}
`

func byTemplate(t testing.TB, doc *report.Report) func(io.Writer) error {
	f := template.FuncMap{"instant": doc.Format.Instant}
	parsed, err := template.New("page").Funcs(f).Parse(rival)
	require.NoError(t, err)
	entries := doc.Sections[0].Blocks[0].(report.Timeline).Entries
	return func(w io.Writer) error { return parsed.Execute(w, entries) }
}

func byTabwriter(doc *report.Report) func(io.Writer) error {
	entries := doc.Sections[0].Blocks[0].(report.Timeline).Entries
	return func(w io.Writer) error {
		io.WriteString(w, "Timeline\n--------\n\n")
		tw := tabwriter.NewWriter(w, 0, 1, 2, ' ', 0)
		fmt.Fprint(tw, "UTC\twhat\tin words\tby\n──────────────────────\t────\t─────────────────────────────────────────────────\t─────\n")
		for i := range entries {
			e := &entries[i]
			fmt.Fprintf(tw, "%s\t%s\t%s\t%s\n", doc.Format.Instant(e.At), e.What, e.Text, e.Actor)
		}
		if err := tw.Flush(); err != nil {
			return err
		}
		_, err := io.WriteString(w, "\n")
		return err
	}
}

// The rivals write the very bytes that we write, or there is nothing to compare.
func TestRivalsWriteTheSamePage(t *testing.T) {
	doc := long(200)
	want := render(t, text.Renderer{}, doc)
	for _, write := range []func(io.Writer) error{byTemplate(t, doc), byTabwriter(doc)} {
		var out bytes.Buffer
		require.NoError(t, write(&out))
		assert.Equal(t, want, out.String())
	}
}

func BenchmarkTimeline(b *testing.B) {
	doc := long(200)
	size := len(render(b, text.Renderer{}, doc))
	run := func(name string, write func(io.Writer) error) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if err := write(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	by := func(r text.Renderer) func(io.Writer) error {
		return func(w io.Writer) error { return r.Render(w, doc) }
	}
	run("ours", by(text.Renderer{}))
	run("ours_ansi", by(text.Renderer{ANSI: true}))
	run("ours_60", by(text.Renderer{Width: 60}))
	run("text_template", byTemplate(b, doc))
	run("text_tabwriter", byTabwriter(doc))
}

func BenchmarkPostmortem(b *testing.B) {
	doc := postmortem(b, "pipedrive", report.Internal)
	for name, r := range map[string]text.Renderer{"plain": {}, "ansi": {ANSI: true}, "ascii_60": {Width: 60, ASCII: true}} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(render(b, r, doc))))
			b.ReportAllocs()
			for b.Loop() {
				if err := r.Render(io.Discard, doc); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A cell of a megabyte, of words and of one word.
func BenchmarkLongCell(b *testing.B) {
	for name, cell := range map[string]string{"words": strings.Repeat("seven ch", 1<<17), "word": strings.Repeat("x", 1<<20), "wide": strings.Repeat("語", 1<<20/3)} {
		doc := page(report.Table{Head: []string{"a", "b"}, Rows: [][]report.Value{{report.Text(cell), report.Text("beside")}}})
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(cell)))
			for b.Loop() {
				if err := (text.Renderer{}).Render(io.Discard, doc); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// chunks counts writes and the longest.
type chunks struct{ n, longest int }

func (c *chunks) Write(p []byte) (int, error) {
	c.n++
	c.longest = max(c.longest, len(p))
	return len(p), nil
}

func TestStreams(t *testing.T) {
	doc := long(2000)
	doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, report.Paragraph{Text: strings.Repeat("one long text & more ", 10_000)}, report.Code{Text: strings.Repeat("x", 100_000)})
	for _, r := range []text.Renderer{{}, {ANSI: true}, {Width: 60, ASCII: true}} {
		size := len(render(t, r, doc))
		var c chunks
		require.NoError(t, r.Render(&c, doc))
		assert.LessOrEqual(t, c.longest, 16<<10)
		assert.Equal(t, (size+(16<<10)-1)/(16<<10), c.n, "each write is full but the last")
	}
}

// failing takes n bytes and then fails; it must not be asked again.
type failing struct {
	n      int
	err    error
	failed bool
}

func (f *failing) Write(b []byte) (int, error) {
	if f.failed {
		panic("written after the error")
	}
	if len(b) > f.n {
		f.failed = true
		return f.n, f.err
	}
	f.n -= len(b)
	return len(b), nil
}

func TestWriterErrors(t *testing.T) {
	full, doc := errors.New("disk full"), long(1000)
	doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, report.Code{Text: strings.Repeat("x", 100_000)})
	size := len(render(t, text.Renderer{}, doc))
	for _, n := range []int{0, 1, size / 4, size / 2, size - 1} {
		assert.ErrorIs(t, text.Renderer{}.Render(&failing{n: n, err: full}, doc), full)
		assert.ErrorIs(t, text.Renderer{}.Render(&failing{n: n}, doc), io.ErrShortWrite)
	}
	assert.NoError(t, text.Renderer{}.Render(&failing{n: size}, doc))
}

func allocs(r text.Renderer, doc *report.Report) float64 {
	return testing.AllocsPerRun(5, func() { _ = r.Render(io.Discard, doc) })
}

// Memory does not grow with the events, as long as they fit the page.
func TestAllocations(t *testing.T) {
	table, list := report.Table{Head: []string{"when", "what"}}, report.List{}
	facts, figures := report.Facts{}, report.Figures{Title: "since detected"}
	figure := timeline.TimeToRestore().Of(response())
	for i := range 5000 {
		when := report.At(about(10, i))
		table.Rows = append(table.Rows, []report.Value{when, report.Text("words that are wrapped as they are longer than a line is of which this is one")})
		list.Items = append(list.Items, when, report.Text("words"))
		facts.Rows = append(facts.Rows, report.Fact{Label: "fact", Value: when})
		figures.Rows = append(figures.Rows, report.Figure{Label: "figure", Figure: figure})
	}
	for _, r := range []text.Renderer{{}, {ANSI: true, ASCII: true}, {Width: 40}} {
		assert.LessOrEqual(t, allocs(r, long(200)), 20.0)
		assert.Equal(t, allocs(r, long(200)), allocs(r, long(20_000)), "no more for a hundred times as many")
		assert.LessOrEqual(t, allocs(r, page(table, list, facts, figures)), 40.0)
		assert.LessOrEqual(t, allocs(r, postmortem(t, "pipedrive", report.Internal)), 150.0)
	}
}

// A cell of a megabyte is written, not pondered.
func TestLongCells(t *testing.T) {
	for _, cell := range []string{strings.Repeat("seven ch", 1<<17), strings.Repeat("x", 1<<20), strings.Repeat("語", 1<<18)} {
		doc := page(
			report.Table{Head: []string{"a", "b"}, Rows: [][]report.Value{{report.Text(cell), report.Text("beside")}}},
			report.Lanes{From: at(10, 0), To: at(12, 0), Impacts: []report.Impact{{Scope: timeline.Region(cell), Start: at(10, 0), End: at(12, 0), EndState: timeline.EndGiven}}},
		)
		for _, r := range []text.Renderer{{}, {Width: 40, ANSI: true}, {Width: math.MaxInt}} {
			out := render(t, r, doc)
			assert.Less(t, len(out), 12*len(cell))
		}
	}
}
