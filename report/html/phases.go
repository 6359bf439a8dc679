package html

import (
	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
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
	parts, ok := g.stages(b, f)
	if !ok {
		return plot{}, false
	}
	g.rows = make([]row, 0, len(b.Stages)+1)
	g.bars = make([]bar, 0, 2*len(b.Stages))
	g.rows = append(g.rows, row{label: report.Label(b.Title), note: report.Of(b.Whole)})
	for n, s := range b.Stages {
		g.rows = append(g.rows, row{label: report.Label(s.Label), note: report.Of(s.Figure)})
		part := bar{row: n + 1, class: tones[n%len(tones)], from: parts[n].From, to: parts[n].To}
		if parts[n].IsOpen() {
			continue // nothing can be said
		}
		g.add(part, "certain", "within the bounds")
		part.row = 0
		g.add(part, "certain", "within the bounds")
	}
	return g, len(g.bars) > 0
}

// stages places the stages, by their times if all are shown.
func (g *plot) stages(b report.Phases, f *report.Format) ([]axis.Part, bool) {
	parts, scale, span, ok := axis.ByTime(b, f)
	if ok {
		g.scale, g.ticks = scale, timeTicks(span)
		return parts, true
	}
	if parts, g.scale, ok = axis.ByLength(b); ok {
		g.ticks = lengthTicks(g.scale.Hi)
	}
	return parts, ok
}
