package html

import (
	"math"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// spreadsPlot draws a row for each group on a logarithmic scale of lengths: a
// line for the whole range, a bar for where the median lies, a tick for the
// median, a diamond for the 90 % quantile.
func spreadsPlot(b report.Spreads) (plot, bool) {
	g := plot{title: b.Title, scale: scale{lo: math.Inf(1), log: true}}
	for _, s := range b.Groups {
		for _, l := range [...]timeline.Length{s.Shortest, s.Median, s.MedianInterval, s.P90, s.Longest} {
			g.scale.cover(l)
		}
	}
	if !g.scale.isDrawable() {
		return plot{}, false
	}
	g.ticks = logTicks(g.scale.lo, g.scale.hi)
	for n, s := range b.Groups {
		g.rows = append(g.rows, row{label: report.Text(s.Label), note: report.Lasting(s.Median)})
		g.spread(n, s)
	}
	return g, true
}

// cover widens the scale to hold a length. Nothing shorter than a second is told
// apart.
func (s *scale) cover(l timeline.Length) {
	if !l.IsStated() {
		return
	}
	s.lo = min(s.lo, max(1, l.Shortest().Seconds()))
	s.hi = max(s.hi, l.Shortest().Seconds())
	if l.HasLongest() {
		s.hi = max(s.hi, l.Longest().Seconds())
	}
}

func (g *plot) spread(n int, s report.Spread) {
	if s.Shortest.IsStated() && s.Longest.IsStated() {
		from, to := lengthReach(s.Shortest), lengthReach(s.Longest)
		g.explain("range", "shortest to longest")
		g.add(bar{row: n, class: "range", from: reach{from.lo, from.lo}, to: reach{to.hi, to.hi}, thin: true, open: !s.Longest.HasLongest()}, "", "")
	}
	if i := s.MedianInterval; i.IsStated() {
		r := lengthReach(i)
		g.explain("interval", "where the median lies (90 %)")
		g.bars = append(g.bars, bar{row: n, class: "interval", from: reach{r.lo, r.lo}, to: reach{r.hi, r.hi}, open: !i.HasLongest()})
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

func lengthReach(l timeline.Length) reach {
	if !l.HasLongest() {
		return reach{l.Shortest().Seconds(), math.Inf(1)}
	}
	return reach{l.Shortest().Seconds(), l.Longest().Seconds()}
}
