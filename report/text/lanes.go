package text

import (
	"math"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// lanes draws the impacts against time, a row for each.
func (p *page) lanes(b report.Lanes) (plot, bool) {
	g := plot{words: [looks]string{
		operational: condition(timeline.Operational), degraded: condition(timeline.Degraded), partial: condition(timeline.Partial), major: condition(timeline.Major),
		maintenance: condition(timeline.Maintenance), affected: "affected", possible: "possibly affected", within: "the stated total lies in here",
		open: "not over", lost: "end not recorded",
	}}
	to := b.To
	for i := range b.Impacts {
		if x := &b.Impacts[i]; x.EndState == timeline.EndGiven && x.End.IsKnown() && x.End.Compare(to) > 0 {
			to = x.End
		}
	}
	if !g.over(b.From, to, p.format) {
		return plot{}, false
	}
	for i := range b.Impacts[:g.drawn(len(b.Impacts))] {
		x := &b.Impacts[i]
		place := x.Place()
		label, f := p.value(nil, &place)
		if x.Health != timeline.Unstated {
			if len(label) > 0 {
				label = append(label, ' ')
			}
			label = p.label(label, condition(x.Health))
		}
		g.rows = append(g.rows, row{label: label, style: f.style, bars: []bar{laneBar(x, g.scale.Hi)}})
	}
	return g, len(g.rows) > 0
}

// condition is how bad it was, as tables have it.
func condition(h timeline.Health) string { return report.Impact{Health: h}.Condition().Words(nil) }

// laneBar is where an impact lies.
func laneBar(x *report.Impact, end float64) bar {
	l, s := healthLook(x.Health)
	b := bar{look: l, style: s, from: axis.ReachOf(x.Start), within: x.Total.IsStated()}
	switch {
	case x.EndState == timeline.EndOngoing:
		b.to, b.open = axis.At(end), true
	case x.EndState == timeline.EndGiven && x.End.IsKnown():
		b.to = axis.ReachOf(x.End)
	default:
		b.to, b.lost = axis.Between(b.from.Lo, math.Inf(1)), true
	}
	return b
}
