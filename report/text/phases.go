package text

import (
	"cmp"
	"slices"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
)

// phases draws the whole as one bar of parts, and under it a row for each part
// where it lies in the whole, with its sign and its length. Where the times are not
// all shown, only the lengths place the parts.
func (p *page) phases(b report.Phases) (plot, bool) {
	g := plot{words: [looks]string{possible: "within the bounds"}}
	parts, ok := g.stages(b, p.format)
	if !ok {
		return plot{}, false
	}
	whole := row{label: p.label(nil, b.Title)}
	whole.note, whole.face = p.figure(nil, &b.Whole)
	g.rows = append(g.rows, whole)
	drawn := g.drawn(len(b.Stages))
	for n := range b.Stages {
		s := &b.Stages[n]
		part := bar{from: parts[n].From, to: parts[n].To}
		part.look, part.style = toneLook(n)
		r := row{label: p.label(nil, s.Label)}
		r.note, r.face = p.figure(nil, &s.Figure)
		if !parts[n].IsOpen() { // else nothing can be said
			r.bars = append(r.bars, part)
			g.rows[0].bars = append(g.rows[0].bars, part)
		}
		if n < drawn {
			g.rows = append(g.rows, r)
		}
	}
	bars := g.rows[0].bars
	slices.SortStableFunc(bars, func(a, b bar) int { return cmp.Compare(b.to.Hi-b.from.Lo, a.to.Hi-a.from.Lo) }) // the shortest on top
	return g, len(bars) > 0
}

// stages places the stages, by their times if all are shown.
func (g *plot) stages(b report.Phases, f *report.Format) (parts []axis.Part, ok bool) {
	if parts, g.scale, g.time, g.timed = axis.ByTime(b, f); g.timed {
		return parts, true
	}
	parts, g.scale, ok = axis.ByLength(b)
	return parts, ok
}
