package html

import (
	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// spreadsPlot draws a row for each group on a logarithmic scale of lengths: a
// line for the whole range, a bar for where the median lies, a tick for the
// median, a diamond for the 90 % quantile.
func spreadsPlot(b report.Spreads) (plot, bool) {
	g := plot{title: b.Title, scale: axis.Lengths()}
	for _, s := range b.Groups {
		for _, l := range [...]timeline.Length{s.Shortest, s.Median, s.MedianInterval, s.P90, s.Longest} {
			g.scale.Cover(l)
		}
	}
	if !g.scale.IsDrawable() {
		return plot{}, false
	}
	g.ticks = logTicks(g.scale.Lo, g.scale.Hi)
	for n, s := range b.Groups {
		g.rows = append(g.rows, row{label: report.Text(s.Label), note: report.Lasting(s.Median)})
		g.spread(n, s)
	}
	return g, true
}

func (g *plot) spread(n int, s report.Spread) {
	if s.Shortest.IsStated() && s.Longest.IsStated() {
		from, to := axis.ReachOfLength(s.Shortest), axis.ReachOfLength(s.Longest)
		g.explain("range", "shortest to longest")
		g.add(bar{row: n, class: "range", from: axis.At(from.Lo), to: axis.At(to.Hi), thin: true, open: !s.Longest.HasLongest()}, "", "")
	}
	if i := s.MedianInterval; i.IsStated() {
		r := axis.ReachOfLength(i)
		g.explain("interval", "where the median lies (90 %)")
		g.bars = append(g.bars, bar{row: n, class: "interval", from: axis.At(r.Lo), to: axis.At(r.Hi), open: !i.HasLongest()})
	}
	g.quantile(n, s.Median, "tick", "median")
	g.quantile(n, s.P90, "diamond", "90 % quantile")
}

// quantile marks a length that is known; the others are only in the table.
func (g *plot) quantile(n int, l timeline.Length, shape, text string) {
	if l.IsStated() && l.HasLongest() && l.Shortest() == l.Longest() {
		g.explain(shape, text)
		g.marks = append(g.marks, mark{n, l.Shortest().Seconds(), shape})
	}
}
