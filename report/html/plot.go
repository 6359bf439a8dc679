package html

import (
	"time"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A plot is what a block draws: rows, each with its label over it, of bars and
// marks on one scale. Positions are in the units of the scale.
type plot struct {
	title string // a label: what the picture shows
	scale axis.Scale
	ticks []tick
	rows  []row
	bars  []bar
	marks []mark
	links []link
	keys  [6]key // the legend
}

// A row has a label and a note beside it.
type row struct {
	label, note report.Value
	total       timeline.Length // stated; noted too
	from, to    report.Value    // for those who do not see the bar; unless both are missing
}

// A bar reaches from somewhere in from to somewhere in to. What lies between is
// certain, the ends are not.
type bar struct {
	row      int
	class    string // its colour
	from, to axis.Reach
	open     bool // not over: it runs off the end
	lost     bool // nobody recorded when it ended
	within   bool // a stated total lies somewhere in it
	thin     bool // a line
}

// A mark is a sign at one place of a row.
type mark struct {
	row   int
	at    float64
	shape string // "tick", "ring", "cross", "diamond"
}

// A link joins two rows: one bar goes on in the other row.
type link struct {
	at       float64
	from, to int
}

// A tick is a place on the axis with what is written there: a moment in one or
// two lines, or a length.
type tick struct {
	at          float64
	when        time.Time
	upper, line string // layouts
	length      time.Duration
}

// A key explains one look.
type key struct{ look, text string }

// explain adds a key to the legend, once.
func (g *plot) explain(look, text string) {
	for i := range g.keys {
		switch g.keys[i].look {
		case look:
			return
		case "":
			g.keys[i] = key{look, text}
			return
		}
	}
}

// add appends a bar and explains how its parts look.
func (g *plot) add(b bar, sure, maybe string) {
	g.bars = append(g.bars, b)
	switch {
	case b.within:
		g.explain("within", "the stated total lies in here")
	case b.thin:
	default:
		if b.from.Hi <= b.to.Lo {
			g.explain("sure", sure)
		}
		if b.from.Lo < b.from.Hi || b.to.Lo < b.to.Hi {
			g.explain("maybe", maybe)
		}
	}
	if b.open {
		g.explain("open", "not over")
	}
	if b.lost {
		g.explain("lost", "end not recorded")
	}
}

// The sides, in percent of the width. Right of it is room for what runs off.
const (
	leftSide  = 0.5
	rightSide = 96.5
)

// place is where v is, in percent of the width.
func (g *plot) place(v float64) float64 { return leftSide + g.scale.Place(v)*(rightSide-leftSide) }

// plotOf is what a block draws, and false if it draws nothing.
func plotOf(b report.Block, f *report.Format) (plot, bool) {
	switch b := b.(type) {
	case report.Lanes:
		return lanesPlot(b, f)
	case report.Phases:
		return phasesPlot(b, f)
	case report.Cadence:
		return cadencePlot(b, f)
	case report.Steps:
		return stepsPlot(b, f)
	case report.Spreads:
		return spreadsPlot(b)
	}
	return plot{}, false
}
