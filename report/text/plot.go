package text

import (
	"math"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A plot is what a block draws: rows of bars and marks on one scale. Positions are
// in the units of the scale: seconds.
type plot struct {
	title []byte // to stand over it
	scale scale
	timed bool      // it is one of time, else of lengths
	from  time.Time // where time begins, in its zone
	to    time.Time // and where it ends
	rows  []row
	more  int           // rows that are not drawn
	words [looks]string // the labels of the legend
}

// A row has a label before it and a note behind it.
type row struct {
	label, note []byte
	style       style // of the label
	face        face  // of the note
	bars        []bar
	marks       []mark
}

// A bar reaches from somewhere in from to somewhere in to. What lies between is
// certain, the ends are not.
type bar struct {
	look     look // of what is certain
	style    style
	from, to reach
	open     bool // not over: it runs off the end
	lost     bool // nobody recorded when it ended
	within   bool // a stated total lies somewhere in it
}

// A reach is where an edge may lie. It has no bound where it is infinite.
type reach struct{ lo, hi float64 }

// A mark is a sign at one place of a row.
type mark struct {
	at    float64
	look  look
	style style
}

// A scale places values between 0 and 1.
type scale struct {
	lo, hi float64
	log    bool
}

// isDrawable reports whether there is a stretch to draw on.
func (s scale) isDrawable() bool { return s.hi > s.lo }

// place is where v is. What lies outside is at the side.
func (s scale) place(v float64) float64 {
	lo, hi := s.lo, s.hi
	if s.log {
		lo, hi, v = math.Log(lo), math.Log(hi), math.Log(max(v, s.lo))
	}
	f := (v - lo) / (hi - lo)
	if !(f > 0) { // not a number, too
		return 0
	}
	return min(f, 1)
}

// cell is the cell of n that v is in.
func (s scale) cell(v float64, n int) int { return min(int(s.place(v)*float64(n)), n-1) }

// edge is the edge among n cells that v is nearest to.
func (s scale) edge(v float64, n int) int { return int(math.Round(s.place(v) * float64(n))) }

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

// over makes the axis one of time, between two instants; false if they bound no
// stretch of it.
func (g *plot) over(from, to timeline.Instant, f *report.Format) bool {
	lo, ok1 := from.Earliest()
	hi, ok2 := to.Latest()
	if !ok1 || !ok2 {
		return false
	}
	zone := time.UTC
	if f != nil && f.Zone != nil {
		zone = f.Zone
	}
	g.scale = scale{lo: clockOf(lo), hi: clockOf(hi)}
	g.timed, g.from, g.to = true, lo.In(zone), hi.In(zone)
	return g.scale.isDrawable()
}

// mostRows is how many rows a picture may have and still be looked at.
const mostRows = 100

// drawn cuts a number of rows to those that are drawn.
func (g *plot) drawn(rows int) int {
	g.more = max(0, rows-mostRows)
	return rows - g.more
}

// A cell is one place of a bar.
type cell struct {
	look  look
	style style
}

// paint puts a row into cells.
func (g *plot) paint(r *row, cells []cell) {
	clear(cells)
	for i := range r.bars {
		g.bar(&r.bars[i], cells)
	}
	for _, m := range r.marks {
		cells[g.scale.cell(m.at, len(cells))] = cell{m.look, m.style}
	}
}

// bar paints the cells that a bar may reach into, and those that it certainly
// reaches into as certain. What has a length, or an edge that is not certain, has a
// cell at least.
func (g *plot) bar(b *bar, cells []cell) {
	n := len(cells)
	first, ended := g.scale.edge(b.from.lo, n), g.scale.edge(b.to.hi, n)
	first = min(first, n-1)
	ended = max(ended, first+1)
	for c := first; c < ended; c++ {
		cells[c] = cell{possible, b.style}
		if b.within {
			cells[c].look = within
		}
	}
	begun, ends := g.scale.edge(b.from.hi, n), g.scale.edge(b.to.lo, n)
	if b.from.lo < b.from.hi {
		begun = max(begun, first+1)
	}
	if b.to.lo < b.to.hi {
		ends = min(ends, ended-1)
	}
	if ends <= begun { // certain for less than a cell
		begun = min(begun, ended-1)
		ends = begun + 1
	}
	if !b.within && (b.from.hi < b.to.lo || b.from.lo == b.to.hi) {
		for c := begun; c < ends; c++ {
			cells[c].look = b.look
		}
	}
	if b.lost && b.from.lo == b.from.hi {
		cells[first].look = b.look // the start is known
	}
	if b.open {
		cells[n-1] = cell{open, b.style}
	}
	if b.lost {
		cells[n-1] = cell{lost, b.style}
	}
}

// moment marks an instant: with a sign if it is exact or stated, and where it may
// lie.
func (r *row) moment(i timeline.Instant, l look, s style) {
	if !i.IsKnown() {
		return
	}
	if !i.IsExact() {
		r.bars = append(r.bars, bar{look: possible, from: reachOf(i), to: reachOf(i)})
	}
	if at, ok := i.Stated(); ok {
		r.marks = append(r.marks, mark{clockOf(at), l, s})
	}
}
