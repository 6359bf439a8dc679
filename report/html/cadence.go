package html

import (
	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// cadencePlot draws a tick for each update, what was promised under them, and
// where the longest silence was.
func cadencePlot(b report.Cadence, f *report.Format) (plot, bool) {
	g := plot{title: "published updates over time"}
	from, to := b.From, b.To
	for _, u := range b.Updates {
		if u.At.IsKnown() && (!from.IsKnown() || u.At.Compare(from) < 0) {
			from = u.At
		}
		for _, at := range [...]timeline.Instant{u.At, u.Due} {
			if at.IsKnown() && (!to.IsKnown() || at.Compare(to) > 0) {
				to = at
			}
		}
	}
	if len(b.Updates) == 0 || !g.over(from, to, f) {
		return plot{}, false
	}
	g.rows = append(g.rows, row{label: report.Label("published updates"), note: report.Number(len(b.Updates))})
	line := axis.At(g.scale.Lo)
	g.bars = append(g.bars, bar{class: "range", from: line, to: axis.At(g.scale.Hi), thin: true})
	for _, u := range b.Updates {
		g.moment(0, u.At, "tick")
	}
	g.promises(b)
	if b.From.IsKnown() && b.Updates[0].At.IsKnown() {
		g.row(b.First)
		g.add(bar{row: len(g.rows) - 1, class: "wait", from: axis.ReachOf(b.From), to: axis.ReachOf(b.Updates[0].At)}, "without a word", "possibly without a word")
	}
	g.silence(b)
	return g, true
}

// row opens a row for a figure.
func (g *plot) row(f timeline.Figure) {
	g.rows = append(g.rows, row{label: report.Label(f.Measure().Words()), note: report.Of(f)})
}

// moment marks an instant: a sign if it is exact, else where it may lie.
func (g *plot) moment(n int, i timeline.Instant, shape string) {
	if !i.IsKnown() {
		return
	}
	r := axis.ReachOf(i)
	if r.Lo == r.Hi {
		g.marks = append(g.marks, mark{n, r.Lo, shape})
		return
	}
	g.add(bar{row: n, class: "unstated", from: r, to: r}, "", "some time in here")
	if at, ok := i.Stated(); ok {
		g.marks = append(g.marks, mark{n, axis.Seconds(at), shape})
	}
}

// promises marks by when updates were promised: missed ones with a cross.
func (g *plot) promises(b report.Cadence) {
	n := -1
	for _, u := range b.Updates {
		if !u.Due.IsKnown() {
			continue
		}
		if n < 0 {
			n = len(g.rows)
			g.rows = append(g.rows, row{label: report.Label("next promised"), note: report.Text("")})
		}
		shape, text := "ring", "promised by"
		if u.Kept == "missed" {
			shape, text = "cross", "missed"
		}
		g.explain(shape, text)
		g.moment(n, u.Due, shape)
	}
}

// silence draws the gap that the figure of the longest silence speaks of. Where
// no gap fits it, the figure stands alone.
func (g *plot) silence(b report.Cadence) {
	g.row(b.Silence)
	least, most, ok1, ok2 := b.Silence.Bounds()
	if !ok1 || !ok2 {
		return
	}
	var from, to timeline.Instant
	longest := -1.0
	for i := 1; i <= len(b.Updates); i++ {
		next := b.To
		if i < len(b.Updates) {
			next = b.Updates[i].At
		}
		lo, hi := axis.ReachOf(b.Updates[i-1].At), axis.ReachOf(next)
		if gap := hi.Hi - lo.Lo; gap >= least.Seconds() && hi.Lo-lo.Hi <= most.Seconds() && gap > longest {
			longest, from, to = gap, b.Updates[i-1].At, next
		}
	}
	if from.IsKnown() && to.IsKnown() {
		g.add(bar{row: len(g.rows) - 1, class: "wait", from: axis.ReachOf(from), to: axis.ReachOf(to)}, "without a word", "possibly without a word")
	}
}
