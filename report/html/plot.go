package html

import (
	"math"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A plot is what a block draws: rows, each with its label over it, of bars and
// marks on one scale. Positions are in the units of the scale.
type plot struct {
	title string // a label: what the picture shows
	scale scale
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
	from, to reach
	open     bool // not over: it runs off the end
	lost     bool // nobody recorded when it ended
	within   bool // a stated total lies somewhere in it
	thin     bool // a line
}

// A reach is where an edge may lie. It has no bound where it is infinite.
type reach struct{ lo, hi float64 }

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
		if b.from.hi <= b.to.lo {
			g.explain("sure", sure)
		}
		if b.from.lo < b.from.hi || b.to.lo < b.to.hi {
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

// A scale places values between the sides of the picture.
type scale struct {
	lo, hi float64
	log    bool
}

// The sides, in percent of the width. Right of it is room for what runs off.
const (
	leftSide  = 0.5
	rightSide = 96.5
)

// place is where v is, in percent of the width. What lies outside is at the side.
func (s scale) place(v float64) float64 {
	lo, hi := s.lo, s.hi
	if s.log {
		lo, hi, v = math.Log(lo), math.Log(hi), math.Log(max(v, s.lo))
	}
	f := (v - lo) / (hi - lo)
	if !(f > 0) { // not a number, too
		f = 0
	}
	return leftSide + min(f, 1)*(rightSide-leftSide)
}

// isDrawable reports whether there is a stretch to draw on.
func (s scale) isDrawable() bool { return s.hi > s.lo }

// reachOf is where an instant may lie.
func reachOf(i timeline.Instant) reach {
	r := reach{math.Inf(-1), math.Inf(1)}
	if t, ok := i.Earliest(); ok {
		r.lo = clockOf(t)
	}
	if t, ok := i.Latest(); ok {
		r.hi = clockOf(t)
	}
	return r
}

// clockOf is a moment as a number of seconds.
func clockOf(t time.Time) float64 { return float64(t.Unix()) + float64(t.Nanosecond())/1e9 }

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
