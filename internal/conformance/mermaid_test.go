package conformance_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/markdown"
)

// A diagram is a block of Mermaid in a page, and the line below it.
type diagram struct{ source, caption string }

// diagrams takes them out of Markdown.
func diagrams(t *testing.T, source []byte) []diagram {
	t.Helper()
	var out []diagram
	open := false
	walk(parsed(t, source), 0, func(n *html.Node, _ int) {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "code" && len(n.Attr) > 0 && n.Attr[0].Val == "language-mermaid":
			out, open = append(out, diagram{source: content(n)}), true
		case n.Data == "p" && open:
			out[len(out)-1].caption, open = content(n), false
		}
	})
	return out
}

func content(n *html.Node) string {
	var out strings.Builder
	walk(n, 0, func(n *html.Node, _ int) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
	})
	return out.String()
}

// A reading is what Mermaid makes of a diagram.
type reading struct {
	File, Error             string
	Mode, Axis, Tick, Today string
	Padding                 int
	Tasks                   []task
}

// Mermaid reads every diagram as the block that it was made from means it: the same
// tasks with the same names and times, none lost. That it reads it at all shows
// little, as it passes over what it takes for a command.
func TestMermaid(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	want := map[string]sketch{}
	zones := map[string]*time.Location{}
	drawn := 0
	for _, d := range documents(t) {
		have := diagrams(t, render(t, markdown.Renderer{}, d.report))
		for i, s := range sketches(d.report) {
			require.Less(t, i, len(have), d.name)
			zone := s.zone(&d.report.Format)
			clock := report.Format{Zone: zone}
			shows := fmt.Sprintf("The diagram shows %s (%s).", clock.Instant(s.span()), zone)
			assert.Equal(t, plain(report.CleanLine(shows)), strings.TrimSuffix(plain(have[i].caption), " Grey is possible, not certain."), d.name)
			file := f.add(t, fmt.Sprintf("diagram %d of %s", i+1, d.name), ".mmd", []byte(have[i].source))
			want[file], zones[file] = s, zone
			drawn++
		}
		assert.Equal(t, len(sketches(d.report)), len(have), d.name)
	}
	const begin = "gantt\n    dateFormat YYYY-MM-DDTHH:mm:ss\n    section a\n"
	f.control(t, "a command for a name", ".mmd", begin+"    click x :2026-03-04T10:00:00, 2026-03-04T11:00:00\n")
	f.control(t, "a task that is taken for a section", ".mmd", begin+"    section b :2026-03-04T10:00:00, 2026-03-04T11:00:00\n")
	var readings []reading
	node(t, "tasks.mjs", f.files, &readings)
	require.Len(t, readings, len(f.files))
	var found []complaint
	for _, r := range readings {
		if said := compare(want[r.File], zones[r.File], r); said != "" {
			found = append(found, complaint{File: r.File, Text: said})
		}
	}
	f.judge(t, found)
	t.Logf("%d diagrams", drawn)
}

// sketches are those of the blocks of a report that have to be drawn.
func sketches(r *report.Report) []sketch {
	if r == nil {
		return nil
	}
	var out []sketch
	known := func(b report.Block) bool { _, ok := sketchOf(b, &r.Format); return ok }
	for _, b := range r.Blocks(known) {
		if s, _ := sketchOf(b, &r.Format); s.shown() {
			out = append(out, s)
		}
	}
	return out
}

// plain is text as it reads: without the joiners that keep mentions from being ones.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u2060", "")), " ")
}

// compare says in what a reading differs from the sketch; nothing if in nothing.
func compare(want sketch, zone *time.Location, r reading) string {
	tasks := want.tasks(zone)
	switch {
	case r.Error != "":
		return r.Error
	case len(tasks) != len(r.Tasks):
		return fmt.Sprintf("%d tasks instead of %d", len(r.Tasks), len(tasks))
	case r.Today != "off" || r.Padding < 75 || r.Mode != "" && r.Mode != "compact":
		return fmt.Sprintf("its settings are not read: %+v", r)
	}
	for i, task := range tasks {
		if r.Tasks[i] != task {
			return fmt.Sprintf("%q instead of %q", r.Tasks[i], task)
		}
	}
	if n := ticks(want, r.Tick); n > 40 {
		return fmt.Sprintf("%d ticks, of %q", n, r.Tick)
	}
	return ""
}

// ticks is how many a diagram has, at least.
func ticks(s sketch, interval string) int {
	units := map[string]time.Duration{
		"second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour, "week": 7 * 24 * time.Hour, "month": 30 * 24 * time.Hour,
	}
	var n int
	var unit string
	if _, err := fmt.Sscanf(interval, "%d%s", &n, &unit); err != nil || units[unit] == 0 {
		return 1 << 30 // Mermaid passes over what it does not know
	}
	return int(s.to.Sub(s.from) / (time.Duration(n) * units[unit]))
}

// What a host would not draw is left out: a smaller host has some of the diagrams of
// the largest, as they are.
func TestMermaidLimits(t *testing.T) {
	t.Parallel()
	for _, d := range documents(t) {
		have := map[diagram]bool{}
		for _, x := range diagrams(t, render(t, markdown.Renderer{}, d.report)) {
			have[x] = true
			assert.LessOrEqual(t, units(x), 50_000, d.name)
		}
		page := 0
		gitlab := diagrams(t, render(t, markdown.Renderer{Mermaid: markdown.MermaidGitLab}, d.report))
		for _, x := range gitlab {
			assert.True(t, have[x], d.name)
			page += units(x)
		}
		assert.LessOrEqual(t, page, 2_000, d.name)
		assert.LessOrEqual(t, len(gitlab), 50, d.name)
		for _, x := range diagrams(t, render(t, markdown.Renderer{Mermaid: markdown.MermaidGitea}, d.report)) {
			assert.True(t, have[x], d.name)
			assert.LessOrEqual(t, units(x), 5_000, d.name)
		}
		assert.Empty(t, diagrams(t, render(t, markdown.Renderer{Mermaid: markdown.MermaidNone}, d.report)), d.name)
	}
}

// units is the length of a source as browsers count it.
func units(d diagram) int { return len(utf16.Encode([]rune(d.source))) }
