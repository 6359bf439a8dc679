package html

import (
	"math"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// lanesPlot draws the impacts against time, a row for each.
func lanesPlot(b report.Lanes, f *report.Format) (plot, bool) {
	g := plot{title: "impact over time"}
	from, to := b.From, b.To
	for _, i := range b.Impacts {
		if i.EndState == timeline.EndGiven && i.End.IsKnown() && i.End.Compare(to) > 0 {
			to = i.End
		}
	}
	if !g.over(from, to, f) {
		return plot{}, false
	}
	g.rows = make([]row, 0, len(b.Impacts))
	g.bars = make([]bar, 0, len(b.Impacts))
	for n, i := range b.Impacts {
		g.rows = append(g.rows, row{label: i.Place(), note: i.Condition(), total: i.Total, from: report.At(i.Start), to: laneEnd(&i)})
		g.add(laneBar(i, n, g.scale.Hi), "affected", "possibly affected")
	}
	return g, len(g.rows) > 0
}

// over makes the axis one of time, between two instants; false if they bound no
// stretch of it.
func (g *plot) over(from, to timeline.Instant, f *report.Format) bool {
	scale, span, ok := axis.Over(from, to, f)
	if ok {
		g.scale, g.ticks = scale, timeTicks(span)
	}
	return ok
}

func laneBar(i report.Impact, n int, end float64) bar {
	b := bar{row: n, class: healthClass(i.Health), from: axis.ReachOf(i.Start), within: i.Total.IsStated()}
	switch {
	case i.EndState == timeline.EndOngoing:
		b.to, b.open = axis.At(end), true
	case i.EndState == timeline.EndGiven && i.End.IsKnown():
		b.to = axis.ReachOf(i.End)
	default:
		b.to, b.lost = axis.Between(b.from.Lo, math.Inf(1)), true
	}
	return b
}

// laneEnd is when an impact ended, as tables have it.
func laneEnd(i *report.Impact) report.Value {
	switch i.EndState {
	case timeline.EndOngoing:
		return report.Label("ongoing")
	case timeline.EndNotGiven:
		return report.Missing("not recorded")
	}
	return report.At(i.End)
}

// healthClass is the class that colours a state of health.
func healthClass(h timeline.Health) string {
	switch h {
	case timeline.Operational:
		return "operational"
	case timeline.Degraded:
		return "degraded"
	case timeline.Partial:
		return "partial"
	case timeline.Major:
		return "major"
	case timeline.Maintenance:
		return "maintenance"
	}
	return "unstated"
}

// lanesTable is the table that [report.Lanes] lowers to, written without
// building it.
func (p *page) lanesTable(b report.Lanes) {
	columns := 4
	for i := range b.Impacts {
		if b.Impacts[i].Total.IsStated() {
			columns = 5
		}
	}
	p.openTable(columns)
	p.head([]string{"where", "health", "from", "to", "stated total"}[:columns], nil)
	for i := range b.Impacts {
		x := &b.Impacts[i]
		p.raw("<tr>")
		p.cell(x.Place())
		p.cell(x.Condition())
		p.cell(report.At(x.Start))
		p.cell(laneEnd(x))
		if columns == 5 {
			p.raw("<td>")
			if x.Total.IsStated() {
				p.length(x.Total)
			}
			p.raw("</td>")
		}
		p.raw("</tr>\n")
	}
	p.closeTable()
}

// length writes how long something was stated to last.
func (p *page) length(l timeline.Length) {
	p.tmp = p.format.AppendLength(p.tmp[:0], l)
	escape(&p.writer, p.tmp, ' ')
}
