package markdown_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/markdown"
	"github.com/allclear-go/allclear/timeline"
)

var update = flag.Bool("update", false, "write testdata")

func TestGolden(t *testing.T) {
	for name, doc := range map[string]*report.Report{
		"every":            every("text"),
		"pipedrive":        postmortem(t, "pipedrive", report.Internal),
		"pipedrive-public": postmortem(t, "pipedrive", report.Public),
		"monday-2024":      postmortem(t, "monday-2024", report.Public),
	} {
		got := render(t, markdown.Renderer{}, doc)
		file := "testdata/" + name + ".md"
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, "run with -update, then read the difference")
		shape(t, got)
		diagrams(t, got)
	}
}

// A limit is kept by leaving the diagram out, with a note; the table stays.
func TestMermaidLimits(t *testing.T) {
	doc := &report.Report{}
	for i := range 60 {
		doc.Sections = append(doc.Sections, report.Section{Title: fmt.Sprint(i), Level: 2, Blocks: drawn("text")[:1]})
	}
	for host, most := range map[markdown.Mermaid]struct{ sum, count int }{
		markdown.MermaidGitHub: {1 << 30, 60}, markdown.MermaidGitLab: {2000, 50}, markdown.MermaidGitea: {1 << 30, 60}, markdown.MermaidNone: {0, 0}, 99: {0, 0},
	} {
		md := render(t, markdown.Renderer{Mermaid: host}, doc)
		parts := strings.Split(md, "```mermaid\n")[1:]
		sum := 0
		for _, p := range parts {
			source, _, _ := strings.Cut(p, "```")
			sum += len([]rune(source))
		}
		assert.LessOrEqual(t, sum, most.sum, host)
		assert.LessOrEqual(t, len(parts), most.count, host)
		if most.sum > 2000 {
			assert.Len(t, parts, 60, host)
		}
		assert.Equal(t, 60, strings.Count(md, "| phase | from | to | time |"), "every table is there")
		if most.count > 0 {
			assert.Equal(t, 60-len(parts), strings.Count(md, "Not drawn"), host)
		}
	}
	assert.Equal(t, "gitlab", markdown.MermaidGitLab.String())
	assert.Equal(t, "Mermaid(9)", markdown.Mermaid(9).String())
}

func TestLongDiagramsAreLeftOut(t *testing.T) {
	var l report.Lanes
	for i := range 2000 {
		l.Impacts = append(l.Impacts, report.Impact{Scope: timeline.Region(fmt.Sprint("r", i)), Start: at(1, 0), End: at(2, 0), EndState: timeline.EndGiven})
	}
	l.From, l.To = at(1, 0), at(2, 0)
	md := render(t, markdown.Renderer{}, &report.Report{Sections: []report.Section{{Title: "t", Blocks: []report.Block{l}}}})
	assert.NotContains(t, md, "mermaid")
	assert.Contains(t, md, "_Not drawn")
	assert.Equal(t, 2002, strings.Count(md, "\n| "))
}

// Diagrams know no zones: they are in the report's zone unless its clocks change
// while the diagram lasts.
func TestZoneOfDiagrams(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	require.NoError(t, err)
	lanes := func(from, to time.Time) *report.Report {
		l := report.Lanes{From: timeline.At(from), To: timeline.At(to), Impacts: []report.Impact{
			{Start: timeline.At(from), End: timeline.At(to), EndState: timeline.EndGiven},
		}}
		return &report.Report{Format: report.Format{Zone: prague}, Sections: []report.Section{{Title: "t", Blocks: []report.Block{l}}}}
	}
	summer := time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)
	md := render(t, markdown.Renderer{}, lanes(summer, summer.Add(time.Hour)))
	assert.Contains(t, md, "2026-07-01T12:00:00, 2026-07-01T13:00:00")
	assert.Contains(t, md, "(Europe/Prague)")
	back := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)
	md = render(t, markdown.Renderer{}, lanes(back, back.Add(time.Hour)))
	assert.Contains(t, md, "2026-10-25T00:30:00, 2026-10-25T01:30:00")
	assert.Contains(t, md, "(UTC)")
	md = render(t, markdown.Renderer{}, lanes(summer, summer.Add(time.Millisecond)))
	assert.Contains(t, md, "2026-07-01T12:00:00, 2026-07-01T12:00:01", "what is short is not lost")
	year1 := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	assert.NotContains(t, render(t, markdown.Renderer{}, lanes(year1, summer)), "mermaid", "years that JavaScript misreads")
}

func TestAwkwardReports(t *testing.T) {
	for name, doc := range map[string]*report.Report{
		"nil":             nil,
		"empty":           {},
		"nothing in it":   {Sections: []report.Section{{}, {Blocks: []report.Block{nil, report.Table{}, report.List{}, report.Facts{}, report.Paragraph{}}}}},
		"zero blocks":     {Sections: []report.Section{{Blocks: []report.Block{report.Lanes{}, report.Phases{}, report.Cadence{}, report.Steps{}, report.Timeline{}, report.Figures{}}}}},
		"pointers":        {Sections: []report.Section{{Blocks: []report.Block{&report.Table{Head: []string{"a"}}, (*report.Code)(nil), &report.Lanes{}}}}},
		"unknown figures": {Sections: []report.Section{{Blocks: []report.Block{report.List{Items: []report.Value{report.Of(timeline.Figure{}), report.At(timeline.Instant{}), {}}}}}}},
	} {
		for _, links := range []bool{false, true} {
			shape(t, render(t, markdown.Renderer{Links: links}, doc))
			_ = name
		}
	}
	md := render(t, markdown.Renderer{}, &report.Report{Sections: []report.Section{{Blocks: []report.Block{
		report.List{Items: []report.Value{report.Of(timeline.Figure{}), report.At(timeline.Instant{}), {}, report.Missing("no date"), report.Missing(" ")}},
	}}}})
	assert.Equal(t, "# untitled\n\n- _unknown_\n- _time unknown_\n- _unknown_\n- _no date_\n- _unknown_\n", md)
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
	doc, full := errors.New("disk full"), long(400)
	size := len(render(t, markdown.Renderer{}, full))
	for _, n := range []int{0, 1, size / 4, size / 2, size - 1} {
		assert.ErrorIs(t, markdown.Renderer{}.Render(&failing{n: n, err: doc}, full), doc)
		assert.ErrorIs(t, markdown.Renderer{}.Render(&failing{n: n}, full), io.ErrShortWrite)
	}
	assert.NoError(t, markdown.Renderer{}.Render(&failing{n: size}, full))
}

func TestSameBytesAtOnce(t *testing.T) {
	doc := every("text")
	want := render(t, markdown.Renderer{}, doc)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var out bytes.Buffer
			assert.NoError(t, markdown.Renderer{}.Render(&out, doc))
			assert.Equal(t, want, out.String())
		})
	}
	wg.Wait()
}

func TestAllocations(t *testing.T) {
	count := func(n int) float64 {
		doc := long(n)
		return testing.AllocsPerRun(20, func() { _ = markdown.Renderer{Links: true}.Render(io.Discard, doc) })
	}
	few, many := count(200), count(2000)
	assert.LessOrEqual(t, few, 450.0, "two for an entry: its row and its time in words")
	assert.LessOrEqual(t, many, 10.5*few, "linear")
}

func BenchmarkRender(b *testing.B) {
	for name, doc := range map[string]*report.Report{"timeline200": long(200), "pipedrive": postmortem(b, "pipedrive", report.Internal)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(render(b, markdown.Renderer{}, doc))))
			b.ReportAllocs()
			for b.Loop() {
				_ = markdown.Renderer{}.Render(io.Discard, doc)
			}
		})
	}
}
