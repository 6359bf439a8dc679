package text

import (
	"cmp"
	"math"
	"slices"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// phases draws the whole as one bar of parts, and under it a row for each part
// where it lies in the whole, with its sign and its length. Where the times are not
// all shown, only the lengths place the parts.
func (p *page) phases(b report.Phases) (plot, bool) {
	g := plot{words: [looks]string{possible: "within the bounds"}}
	spans := make([][2]reach, len(b.Stages))
	if len(b.Stages) == 0 || !g.phasesByTime(b, spans, p.format) && !g.phasesByLength(b, spans) {
		return plot{}, false
	}
	whole := row{label: p.label(nil, b.Title)}
	whole.note, whole.face = p.figure(nil, &b.Whole)
	g.rows = append(g.rows, whole)
	drawn := g.drawn(len(b.Stages))
	for n := range b.Stages {
		s := &b.Stages[n]
		part := bar{from: spans[n][0], to: spans[n][1]}
		part.look, part.style = toneLook(n)
		r := row{label: p.label(nil, s.Label)}
		r.note, r.face = p.figure(nil, &s.Figure)
		if !math.IsInf(part.to.hi, 1) || part.to.lo != part.from.lo { // else nothing can be said
			r.bars = append(r.bars, part)
			g.rows[0].bars = append(g.rows[0].bars, part)
		}
		if n < drawn {
			g.rows = append(g.rows, r)
		}
	}
	bars := g.rows[0].bars
	slices.SortStableFunc(bars, func(a, b bar) int { return cmp.Compare(b.to.hi-b.from.lo, a.to.hi-a.from.lo) }) // the shortest on top
	return g, len(bars) > 0
}

// phasesByTime places the stages by their times, if all are shown.
func (g *plot) phasesByTime(b report.Phases, spans [][2]reach, f *report.Format) bool {
	var from, to timeline.Instant
	for n := range b.Stages {
		s := &b.Stages[n]
		if !s.From.IsKnown() || !s.To.IsKnown() {
			return false
		}
		if n == 0 || s.From.Compare(from) < 0 {
			from = s.From
		}
		if n == 0 || s.To.Compare(to) > 0 {
			to = s.To
		}
		spans[n] = [2]reach{reachOf(s.From), reachOf(s.To)}
	}
	return g.over(from, to, f)
}

// phasesByLength places them one after another. An edge lies where the least and
// the greatest lengths before it put it, and not beyond the whole.
func (g *plot) phasesByLength(b report.Phases, spans [][2]reach) bool {
	at := reach{}
	for n := range b.Stages {
		least, greatest, hasLeast, hasGreatest := b.Stages[n].Figure.Bounds()
		next := reach{at.lo, math.Inf(1)}
		if hasLeast {
			next.lo += max(0, least.Seconds())
		}
		if hasGreatest {
			next.hi = at.hi + max(0, greatest.Seconds())
		}
		spans[n] = [2]reach{at, next}
		at = next
	}
	whole := at.hi
	if _, most, _, has := b.Whole.Bounds(); has {
		whole = min(whole, most.Seconds())
	}
	if math.IsInf(whole, 1) {
		whole = at.lo
	}
	g.scale = scale{hi: whole}
	return g.scale.isDrawable()
}
