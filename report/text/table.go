package text

import (
	"slices"

	"github.com/allclear-go/allclear/report"
)

const (
	gap       = 2  // columns between two cells
	leastCell = 12 // columns of a cell, if it needs as many
	roomyCell = 20 // likewise, beside cells that are not to be broken
	leastWord = 24 // columns of a word that no column breaks
)

// A grid is a table before it is laid out. Its cells are asked for twice, to
// measure and to write them, so that it takes no more memory than a row does.
type grid struct {
	head    []string // in words; none without
	rows    int
	columns int
	indent  int
	cell    func(b []byte, row, column int) ([]byte, face)
}

// A column is one of a table.
type column struct {
	natural int  // its widest cell
	word    int  // its longest word
	firm    int  // its widest cell that should not be broken
	cells   int  // those that hold something
	counts  int  // and are numbers
	width   int  // as it is laid out
	right   bool // aligned so

	from, to int // what is left of the cell being written, in the page's cells
	style    style
}

// table writes a table. A tint, where given, says more about how a cell looks.
func (p *page) table(t report.Table, tint func(row, column int) style) {
	g := grid{rows: len(t.Rows), columns: len(t.Head)}
	for _, r := range t.Rows {
		g.columns = max(g.columns, len(r))
	}
	if slices.ContainsFunc(t.Head, func(h string) bool { return h != "" }) {
		g.head = make([]string, len(t.Head))
		for i, h := range t.Head {
			g.head[i] = p.format.Words(h)
		}
	}
	g.cell = func(b []byte, row, column int) ([]byte, face) {
		if column >= len(t.Rows[row]) {
			return b, face{}
		}
		b, f := p.value(b, &t.Rows[row][column])
		if tint != nil && f.style == plain {
			f.style = tint(row, column)
		}
		return b, f
	}
	p.grid(&g)
	p.part()
}

// grid writes a table in aligned columns, or, where the words of a row do not fit
// side by side, each row as lines of its own.
func (p *page) grid(g *grid) {
	p.measure(g)
	if !p.fit(p.width - g.indent) {
		p.records(g)
		return
	}
	if len(g.head) > 0 {
		p.headed(g)
	}
	for r := range g.rows {
		p.fill(g, r)
		p.row(g.indent, p.columns)
	}
}

// measure finds how wide the cells of each column are.
func (p *page) measure(g *grid) {
	p.columns = append(p.columns[:0], make([]column, g.columns)...)
	for i, h := range g.head {
		p.cells = words(p.cells[:0], h)
		if c := &p.columns[i]; len(p.cells) > 0 {
			all, word := measure(p.cells)
			c.natural, c.word = max(1, all), word
		}
	}
	for r := range g.rows {
		for i := range p.columns {
			b, f := g.cell(p.cells[:0], r, i)
			p.cells = b[:0]
			if len(b) == 0 {
				continue
			}
			c := &p.columns[i]
			all, word := measure(b)
			c.natural, c.word = max(1, c.natural, all), max(c.word, word)
			c.cells++
			if f.count {
				c.counts++
			}
			if f.firm {
				c.firm = max(c.firm, all)
			}
		}
	}
	for i := range p.columns {
		c := &p.columns[i]
		c.right = c.cells > 0 && c.counts == c.cells
	}
}

// A fit is how much room columns are left that need much.
type fit uint8

const (
	roomy fit = iota // instants, figures and counts are not broken
	loose            // no cell of words is narrow
	tight            // none takes more than a few lines
)

// least is how narrow a column may be. Words are broken only if they are long.
func (c *column) least(f fit) int {
	word := min(c.word, leastWord)
	switch f {
	case roomy:
		return max(c.firm, min(c.natural, max(roomyCell, word)))
	case loose:
		return min(c.natural, max(leastCell, word))
	}
	const lines = 3
	return min(c.natural, max(word, min(leastCell, (c.natural+lines-1)/lines)))
}

// fit gives each column its width: that of its widest cell, and where the table is
// too wide for that, of the widest columns the same. It fails if no fit leaves enough
// room.
func (p *page) fit(room int) bool {
	for i := range p.columns {
		if p.columns[i].natural > 0 {
			room -= gap
		}
	}
	room += gap
	for _, f := range [...]fit{roomy, loose, tight} {
		if p.share(room, f) && !slices.ContainsFunc(p.columns, column.isCramped) {
			return true
		}
	}
	return false
}

// isCramped reports whether a cell would be a narrow tower of words.
func (c column) isCramped() bool { return c.width < roomyCell && c.natural > 4*c.width }

// share finds the greatest width that all columns may have, but for those that need
// more or less. What is left goes to some of them, from the left.
func (p *page) share(room int, f fit) bool {
	at := func(most int) (sum int) {
		for i := range p.columns {
			c := &p.columns[i]
			c.width = max(c.least(f), min(c.natural, most))
			sum += c.width
		}
		return sum
	}
	if at(0) > room {
		return false
	}
	low, high := 0, 1 // of which low fits
	for i := range p.columns {
		high = max(high, p.columns[i].natural+1)
	}
	for low+1 < high {
		if middle := low + (high-low)/2; at(middle) <= room {
			low = middle
		} else {
			high = middle
		}
	}
	room -= at(low)
	for i := range p.columns {
		if c := &p.columns[i]; room > 0 && c.width == low && c.width < c.natural {
			c.width++
			room--
		}
	}
	return true
}

// headed writes the labels and the rule under them.
func (p *page) headed(g *grid) {
	p.cells = p.cells[:0]
	for i := range p.columns {
		at := len(p.cells)
		if i < len(g.head) {
			p.cells = words(p.cells, g.head[i])
		}
		c := &p.columns[i]
		c.from, c.to, c.style = at, len(p.cells), strong
	}
	p.row(g.indent, p.columns)
	p.space(g.indent)
	for i := range p.columns {
		if n := p.columns[i].width; n > 0 {
			p.repeat(faint, p.signs.rule, n)
			p.space(gap)
		}
	}
	p.endRow()
}

// fill makes a row the one to be written.
func (p *page) fill(g *grid, row int) {
	p.cells = p.cells[:0]
	for i := range p.columns {
		c := &p.columns[i]
		b, f := g.cell(p.cells, row, i)
		c.from, c.to, c.style = len(p.cells), len(b), f.style
		p.cells = b
	}
}

// row writes one row, on as many lines as its longest cell needs. Words are broken
// where another column follows, or they would push it aside.
func (p *page) row(indent int, row []column) {
	last := len(row) - 1
	for last > 0 && row[last].natural == 0 {
		last--
	}
	for more := true; more; {
		more = false
		p.space(indent)
		for i := range row {
			c := &row[i]
			if c.natural == 0 {
				continue
			}
			text := p.cells[c.from:c.to]
			end, taken, rest := cut(text, c.width, i < last)
			if c.right {
				p.space(c.width - taken)
			}
			put(&p.output, c.style, text[:end])
			if !c.right {
				p.space(c.width - taken)
			}
			p.space(gap)
			c.from += rest
			more = more || c.from < c.to
		}
		p.endRow()
	}
}

// records writes each row as lines: its first cell, and the others under it, each
// beside its label.
func (p *page) records(g *grid) {
	if g.rows == 0 {
		for _, h := range g.head {
			p.cells = words(p.cells[:0], h)
			p.lines(p.cells, strong, 0)
		}
	}
	labels := 0
	for _, h := range g.head {
		p.cells = words(p.cells[:0], h)
		labels = max(labels, columns(p.cells))
	}
	labels = min(labels, p.width/2-gap)
	for r := range g.rows {
		for i := range g.columns {
			p.record(g, r, i, labels)
		}
	}
}

// record writes one cell of a row that is written as lines.
func (p *page) record(g *grid, row, i, labels int) {
	b, f := g.cell(p.cells[:0], row, i)
	at := len(b)
	if i < len(g.head) {
		b = words(b, g.head[i])
	}
	p.cells = b
	label := column{natural: labels, width: labels, from: at, to: len(b), style: strong}
	value := column{natural: 1, width: p.width - g.indent - labels - 2*gap, to: at, style: f.style}
	switch {
	case i == 0:
		label.width += gap
		p.row(g.indent, []column{label, value})
	case at > 0:
		p.row(g.indent+gap, []column{label, value})
	}
}
