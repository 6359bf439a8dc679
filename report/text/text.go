package text

import (
	"io"
	"strings"

	"github.com/allclear-go/allclear/report"
)

// A Renderer writes reports as plain text in UTF-8. The zero Renderer writes lines
// of up to 100 columns, with lines and bars drawn in Unicode. It is safe for
// concurrent use, and reads no environment: whether to heed NO_COLOR, or how wide a
// terminal is, is for the caller to know.
type Renderer struct {
	// Width is how many columns a line may have. Zero is 100; less than 40 is 40.
	// Longer words are left whole, save in a column of a table that another one
	// follows, and so are the lines of code.
	Width int

	// ANSI marks headings, healths and what is unknown by weight and colour too, in
	// the SGR sequences that terminals know. Each line ends with all of that
	// switched off. Without the sequences the text is the same, byte for byte.
	ANSI bool

	// ASCII draws lines, bars and bullets in ASCII, and writes figures, instants and
	// lengths in it: "3h53m-9h59m", ">= 3h17m", "+/-30m". What people wrote stays as
	// it is, and so do the words of [report.Format.Label].
	ASCII bool
}

const (
	usualWidth = 100
	leastWidth = 40
)

// Render writes the report. It returns the writer's first error and writes nothing
// after it.
func (t Renderer) Render(w io.Writer, r *report.Report) error {
	if r == nil {
		r = &report.Report{}
	}
	p := &page{
		output: output{w: w, buf: make([]byte, bufferSize), ansi: t.ANSI},
		format: &r.Format, width: t.Width, ascii: t.ASCII, signs: unicodeSigns,
	}
	if p.width == 0 {
		p.width = usualWidth
	}
	p.width = max(p.width, leastWidth)
	if p.ascii {
		p.signs = asciiSigns
	}
	var last *report.Section
	for s, b := range r.Blocks(draws) {
		if s != last {
			p.heading(s)
			last = s
		}
		p.block(b)
		if p.err != nil {
			return p.err
		}
	}
	p.flush()
	return p.err
}

// draws lists the blocks that are not taken lowered.
func draws(b report.Block) bool {
	switch b.(type) {
	case report.Facts, report.Figures, report.Timeline, report.Found:
		return true
	case report.Lanes, report.Phases, report.Cadence, report.Steps, report.Spreads:
		return true
	}
	return false
}

// A page is one report being written.
type page struct {
	output
	format *report.Format
	width  int
	ascii  bool
	signs  signs

	columns []column // of the table being written
	cells   []byte   // and the words of its row
	tmp     []byte
}

// lines writes clean words, wrapped, each line indented.
func (p *page) lines(s []byte, st style, indent int) {
	for len(s) > 0 {
		end, _, rest := cut(s, p.width-indent, false)
		p.space(indent)
		put(&p.output, st, s[:end])
		p.newline()
		s = s[rest:]
	}
}

// heading writes a section's title, underlined by its level.
func (p *page) heading(s *report.Section) {
	p.cells = words(p.cells[:0], s.Title)
	if len(p.cells) == 0 {
		return
	}
	under := "="
	if s.Level > 1 {
		under = "-"
	}
	p.lines(p.cells, strong, 0)
	p.repeat(strong, under, max(1, min(columns(p.cells), p.width)))
	p.underline()
	p.part()
}

func (p *page) block(b report.Block) {
	switch b := b.(type) {
	case nil:
	case report.Paragraph:
		if p.cells = words(p.cells[:0], b.Text); len(p.cells) > 0 {
			p.lines(p.cells, plain, 0)
			p.part()
		}
	case report.Code:
		for l := range strings.Lines(report.Clean(b.Text)) {
			p.space(4)
			put(&p.output, plain, strings.TrimRight(l, "\n"))
			p.newline()
		}
		p.part()
	case report.List:
		p.list(b)
	case report.Table:
		p.table(b, nil)
	case report.Facts:
		p.facts(b)
	case report.Figures:
		p.figures(b)
	case report.Timeline:
		p.timeline(b)
	case report.Found:
		p.found(b)
	default:
		p.drawn(b)
	}
}

func (p *page) list(b report.List) {
	for i := range b.Items {
		left, f := p.value(p.cells[:0], &b.Items[i])
		p.cells = left
		put(&p.output, plain, p.signs.bullet)
		for first := true; first || len(left) > 0; first = false {
			end, _, rest := cut(left, p.width-gap, false)
			if first {
				p.space(1)
			} else {
				p.space(gap)
			}
			put(&p.output, f.style, left[:end])
			p.newline()
			left = left[rest:]
		}
	}
	p.part()
}

// facts writes labels to the left and what stands behind them.
func (p *page) facts(b report.Facts) {
	p.grid(&grid{rows: len(b.Rows), columns: 2, cell: func(to []byte, row, column int) ([]byte, face) {
		if column == 0 {
			return p.label(to, b.Rows[row].Label), face{}
		}
		return p.value(to, &b.Rows[row].Value)
	}})
	p.part()
}

// figures writes a group of figures under its title.
func (p *page) figures(b report.Figures) {
	g := grid{rows: len(b.Rows), columns: 2, cell: func(to []byte, row, column int) ([]byte, face) {
		if column == 0 {
			return p.label(to, b.Rows[row].Label), face{}
		}
		return p.figure(to, &b.Rows[row].Figure)
	}}
	if p.cells = p.label(p.cells[:0], b.Title); len(p.cells) > 0 {
		p.lines(p.cells, strong, 0)
		g.indent = gap
	}
	p.grid(&g)
	p.part()
}

// found writes findings, the certain ones first.
func (p *page) found(b report.Found) {
	certain := 0
	for i := range b.Findings {
		if !b.Findings[i].Doubt {
			certain++
		}
	}
	for _, simpler := range b.Lower(p.format) {
		if t, ok := simpler.(report.Table); ok {
			p.table(t, func(row, column int) style {
				switch {
				case column > 0:
					return plain
				case row < certain:
					return red
				}
				return yellow
			})
		}
	}
}
