package text

import (
	"math"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A plot is what a block draws: rows of bars and marks on one scale. Positions are
// in the units of the scale: seconds.
type plot struct {
	title []byte // to stand over it
	scale axis.Scale
	timed bool      // it is one of time, else of lengths
	time  axis.Span // what it shows of time
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
	from, to axis.Reach
	open     bool // not over: it runs off the end
	lost     bool // nobody recorded when it ended
	within   bool // a stated total lies somewhere in it
}

// A mark is a sign at one place of a row.
type mark struct {
	at    float64
	look  look
	style style
}

// cell is the cell of n that v is in.
func (g *plot) cell(v float64, n int) int { return min(int(g.scale.Place(v)*float64(n)), n-1) }

// edge is the edge among n cells that v is nearest to.
func (g *plot) edge(v float64, n int) int { return int(math.Round(g.scale.Place(v) * float64(n))) }

// over makes the axis one of time, between two instants; false if they bound no
// stretch of it.
func (g *plot) over(from, to timeline.Instant, f *report.Format) (ok bool) {
	g.scale, g.time, ok = axis.Over(from, to, f)
	g.timed = true
	return ok
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
		cells[g.cell(m.at, len(cells))] = cell{m.look, m.style}
	}
}

// bar paints the cells that a bar may reach into, and those that it certainly
// reaches into as certain. What has a length, or an edge that is not certain, has a
// cell at least.
func (g *plot) bar(b *bar, cells []cell) {
	n := len(cells)
	first, ended := g.edge(b.from.Lo, n), g.edge(b.to.Hi, n)
	first = min(first, n-1)
	ended = max(ended, first+1)
	for c := first; c < ended; c++ {
		cells[c] = cell{possible, b.style}
		if b.within {
			cells[c].look = within
		}
	}
	begun, ends := g.edge(b.from.Hi, n), g.edge(b.to.Lo, n)
	if b.from.Lo < b.from.Hi {
		begun = max(begun, first+1)
	}
	if b.to.Lo < b.to.Hi {
		ends = min(ends, ended-1)
	}
	if ends <= begun { // certain for less than a cell
		begun = min(begun, ended-1)
		ends = begun + 1
	}
	if !b.within && (b.from.Hi < b.to.Lo || b.from.Lo == b.to.Hi) {
		for c := begun; c < ends; c++ {
			cells[c].look = b.look
		}
	}
	if b.lost && b.from.Lo == b.from.Hi {
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
		r.bars = append(r.bars, bar{look: possible, from: axis.ReachOf(i), to: axis.ReachOf(i)})
	}
	if at, ok := i.Stated(); ok {
		r.marks = append(r.marks, mark{axis.Seconds(at), l, s})
	}
}
