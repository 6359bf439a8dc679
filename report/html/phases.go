package html

import (
	"math"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// tones are the colours of stages, used in turn.
var tones = [...]string{"tone1", "tone2", "tone3", "tone4"}

// phasesPlot draws the whole as one bar of parts, and under it a row for each
// part where it lies in the whole. Where the times are not all shown, only the
// lengths place the parts.
func phasesPlot(b report.Phases, f *report.Format) (plot, bool) {
	g := plot{title: "what the time went into"}
	if len(b.Stages) == 0 {
		return plot{}, false
	}
	spans := make([][2]reach, len(b.Stages))
	if !g.phasesByTime(b, spans, f) && !g.phasesByLength(b, spans) {
		return plot{}, false
	}
	g.rows = make([]row, 0, len(b.Stages)+1)
	g.bars = make([]bar, 0, 2*len(b.Stages))
	g.rows = append(g.rows, row{label: report.Label(b.Title), note: report.Of(b.Whole)})
	for n, s := range b.Stages {
		g.rows = append(g.rows, row{label: report.Label(s.Label), note: report.Of(s.Figure)})
		part := bar{row: n + 1, class: tones[n%len(tones)], from: spans[n][0], to: spans[n][1]}
		if math.IsInf(part.to.hi, 1) && part.to.lo == part.from.lo {
			continue // nothing can be said
		}
		g.add(part, "certain", "within the bounds")
		part.row = 0
		g.add(part, "certain", "within the bounds")
	}
	return g, len(g.bars) > 0
}

// phasesByTime places the stages by their times, if all are shown.
func (g *plot) phasesByTime(b report.Phases, spans [][2]reach, f *report.Format) bool {
	var from, to timeline.Instant
	for n, s := range b.Stages {
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
	for n, s := range b.Stages {
		least, greatest, hasLeast, hasGreatest := s.Figure.Bounds()
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
	if !g.scale.isDrawable() {
		return false
	}
	g.ticks = lengthTicks(whole)
	return true
}
