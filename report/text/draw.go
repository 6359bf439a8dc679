package text

import (
	"strconv"

	"github.com/allclear-go/allclear/report"
)

// drawn writes a block as a picture, where there is anything to draw, and then as
// the tables that say the same.
func (p *page) drawn(b report.Block) {
	if g, ok := p.plotOf(b); ok {
		p.picture(&g)
	}
	for _, simpler := range b.Lower(p.format) {
		if t, ok := simpler.(report.Table); ok {
			p.table(t, tintOf(b))
			continue
		}
		p.block(simpler)
	}
}

// plotOf is what a block draws, and false if it draws nothing.
func (p *page) plotOf(b report.Block) (plot, bool) {
	switch b := b.(type) {
	case report.Lanes:
		return p.lanes(b)
	case report.Phases:
		return p.phases(b)
	case report.Cadence:
		return p.cadence(b)
	case report.Steps:
		return p.steps(b)
	case report.Spreads:
		return p.spreads(b)
	}
	return plot{}, false
}

// tintOf says how the cells of a block's table look.
func tintOf(b report.Block) func(row, column int) style {
	switch b := b.(type) {
	case report.Lanes:
		return func(row, column int) style {
			if column != 1 {
				return plain
			}
			_, s := healthLook(b.Impacts[row].Health)
			return s
		}
	case report.Cadence:
		return func(row, column int) style {
			if column == 3 && b.Updates[row].Kept == keptNot {
				return red
			}
			return plain
		}
	}
	return nil
}

// The rooms of a picture, in columns.
const (
	widest   = 160
	leastBar = 30 // else labels stand over the bars
)

// A frame is where the parts of a picture stand.
type frame struct {
	margin int // columns before the bars
	bars   int // and of them
	over   bool
}

// frame leaves the bars what labels and notes do not need. None is ever cut.
func (p *page) frame(g *plot) frame {
	labels, notes := 0, 0
	for i := range g.rows {
		labels = max(labels, columns(g.rows[i].label))
		notes = max(notes, columns(g.rows[i].note))
	}
	if notes > 0 {
		notes += gap
	}
	width := min(p.width, widest)
	if bars := width - labels - gap - notes; bars >= leastBar {
		return frame{margin: labels + gap, bars: bars}
	}
	return frame{margin: gap, bars: width - gap, over: true}
}

// picture writes the rows, the axis under them, and what the signs mean.
func (p *page) picture(g *plot) {
	p.lines(g.title, strong, 0)
	f := p.frame(g)
	cells := make([]cell, f.bars)
	seen := sight{}
	for i := range g.rows {
		r := &g.rows[i]
		g.paint(r, cells)
		for _, c := range cells {
			seen.add(c)
		}
		if f.over {
			p.over(r, f, cells)
		} else {
			p.beside(r, f, cells)
		}
	}
	p.axis(g, f)
	p.legend(g, f, &seen)
	if g.more > 0 {
		b := append(p.label(p.cells[:0], "not drawn, only in the table"), ": "...)
		b = strconv.AppendInt(b, int64(g.more), 10)
		p.lines(b, faint, 0)
		p.cells = b
	}
	p.part()
}

// beside writes a row on one line.
func (p *page) beside(r *row, f frame, cells []cell) {
	put(&p.output, r.style, r.label)
	p.space(f.margin - columns(r.label))
	p.bar(cells)
	p.space(gap)
	put(&p.output, r.face.style, r.note)
	p.endRow()
}

// over writes a row's label and note over its bar.
func (p *page) over(r *row, f frame, cells []cell) {
	if label, note := columns(r.label), columns(r.note); label+gap+note <= p.width {
		put(&p.output, r.style, r.label)
		p.space(gap)
		put(&p.output, r.face.style, r.note)
		p.endRow()
	} else {
		p.lines(r.label, r.style, 0)
		p.lines(r.note, r.face.style, gap)
	}
	p.space(f.margin)
	p.bar(cells)
	p.endRow()
}

func (p *page) bar(cells []cell) {
	for _, c := range cells {
		put(&p.output, c.style, p.signs.cells[c.look])
	}
}

// A sight is what a picture shows: the looks, and their styles where each has one.
type sight struct {
	seen   [looks]bool
	styles [looks]style
}

func (s *sight) add(c cell) {
	if !s.seen[c.look] {
		s.seen[c.look], s.styles[c.look] = true, c.style
	} else if s.styles[c.look] != c.style {
		s.styles[c.look] = plain
	}
}

// legend explains the signs that were seen, as many to a line as fit.
func (p *page) legend(g *plot, f frame, s *sight) {
	taken := 0
	for l, label := range g.words {
		if !s.seen[l] || label == "" {
			continue
		}
		b := p.label(p.cells[:0], label)
		p.cells = b
		wide := 1 + 1 + columns(b)
		switch {
		case taken == 0:
			p.space(f.margin)
			taken = f.margin
		case taken+3+wide > p.width:
			p.newline()
			p.space(f.margin)
			taken = f.margin
		default:
			p.space(3)
			taken += 3
		}
		put(&p.output, s.styles[l], p.signs.cells[l])
		p.space(1)
		p.wrapped(b, f.margin+gap)
		taken += wide
	}
	if taken > 0 {
		p.newline()
	}
}

// wrapped goes on with clean words on the line, and then on lines that are indented.
func (p *page) wrapped(b []byte, indent int) {
	for len(b) > 0 {
		end, _, rest := cut(b, p.width-indent, false)
		put(&p.output, plain, b[:end])
		if b = b[rest:]; len(b) > 0 {
			p.newline()
			p.space(indent)
		}
	}
}
