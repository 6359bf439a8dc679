package text

import (
	"math"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// spreads draws a row for each group on a logarithmic scale of lengths: a line for
// the whole range, a bar for where the median lies, and signs for the median and for
// the 90 % quantile.
func (p *page) spreads(b report.Spreads) (plot, bool) {
	g := plot{title: p.label(nil, b.Title), scale: axis.Lengths(), words: [looks]string{
		shortest: "shortest", longest: "longest", interval: "where the median lies (90 %)", median: "median", quantile: "90 % quantile", open: "not over",
	}}
	for i := range b.Groups {
		s := &b.Groups[i]
		for _, l := range [...]timeline.Length{s.Shortest, s.Median, s.MedianInterval, s.P90, s.Longest} {
			g.scale.Cover(l)
		}
	}
	if !g.scale.IsDrawable() {
		return plot{}, false
	}
	for i := range b.Groups[:g.drawn(len(b.Groups))] {
		s := &b.Groups[i]
		r := row{label: words(nil, s.Label)}
		note := report.Missing("unknown")
		if s.Median.IsStated() {
			note = report.Lasting(s.Median)
		}
		r.note, r.face = p.value(nil, &note)
		r.spread(s)
		g.rows = append(g.rows, r)
	}
	return g, true
}

// spread adds what is known of a group.
func (r *row) spread(s *report.Spread) {
	if s.Shortest.IsStated() && s.Longest.IsStated() {
		from, to := axis.ReachOfLength(s.Shortest).Lo, axis.ReachOfLength(s.Longest).Hi
		r.bars = append(r.bars, bar{look: thread, from: axis.At(from), to: axis.At(to), open: math.IsInf(to, 1)})
		r.marks = append(r.marks, mark{from, shortest, plain})
		if !math.IsInf(to, 1) {
			r.marks = append(r.marks, mark{to, longest, plain})
		}
	}
	if s.MedianInterval.IsStated() {
		at := axis.ReachOfLength(s.MedianInterval)
		r.bars = append(r.bars, bar{look: interval, style: cyan, from: axis.At(at.Lo), to: axis.At(at.Hi), open: math.IsInf(at.Hi, 1)})
	}
	r.quantile(s.P90, quantile, yellow)
	r.quantile(s.Median, median, cyan)
}

// quantile marks a length that is known; the others are only in the table.
func (r *row) quantile(l timeline.Length, sign look, s style) {
	if l.IsStated() && l.HasLongest() && l.Shortest() == l.Longest() {
		r.marks = append(r.marks, mark{l.Shortest().Seconds(), sign, s})
	}
}
