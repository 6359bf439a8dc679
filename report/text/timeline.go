package text

import (
	"slices"

	"github.com/allclear-go/allclear/report"
)

// narrow is how many columns a line has at most for its timelines to be lists.
const narrow = 71

// timeline writes what happened: as a table, or in narrow lines as a list.
func (p *page) timeline(b report.Timeline) {
	if p.width <= narrow {
		p.entries(b)
		return
	}
	g := grid{rows: len(b.Entries), columns: 3, head: []string{p.format.ZoneName(), p.format.Words("what"), p.format.Words("in words")}}
	if slices.ContainsFunc(b.Entries, func(e report.Entry) bool { return e.Actor != "" }) {
		g.columns, g.head = 4, append(g.head, p.format.Words("by"))
	}
	g.cell = func(to []byte, row, column int) ([]byte, face) {
		e := &b.Entries[row]
		switch column {
		case 0:
			return p.instant(to, e.At)
		case 1:
			return p.label(to, e.What), face{}
		case 2:
			return words(to, e.Text), face{}
		}
		return words(to, e.Actor), face{}
	}
	p.grid(&g)
	p.part()
}

// entries writes a time to a line, and what happened then under it.
func (p *page) entries(b report.Timeline) {
	p.cells = append(p.label(p.cells[:0], "times in"), ' ')
	p.cells = words(p.cells, p.format.ZoneName())
	p.lines(p.cells, faint, 0)
	for i := range b.Entries {
		e := &b.Entries[i]
		time, f := p.instant(p.cells[:0], e.At)
		p.cells = time
		p.lines(time, f.style, 0)
		p.entry(e)
	}
	p.part()
}

// entry writes what happened, who did it, and what was said of it.
func (p *page) entry(e *report.Entry) {
	b := p.label(p.cells[:0], e.What)
	if e.Actor != "" {
		if len(b) > 0 {
			b = append(b, ", "...)
		}
		b = append(p.label(b, "by"), ' ')
		b = words(b, e.Actor)
	}
	p.lines(b, strong, gap)
	b = words(b[:0], e.Text)
	p.lines(b, plain, gap)
	p.cells = b
}
