package markdown

import (
	"io"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A Renderer writes reports as GitHub Flavored Markdown in UTF-8. The zero
// Renderer draws for GitHub and makes no links. It is safe for concurrent use.
type Renderer struct {
	// Mermaid says for which host figures are drawn. The zero value is GitHub;
	// [MermaidNone] leaves their tables alone.
	Mermaid Mermaid

	// Links makes links of the http and https addresses that stand in text. The
	// whole address is shown, and no other scheme is ever linked.
	Links bool
}

// Render writes the report. It returns the writer's first error and writes
// nothing after it.
func (m Renderer) Render(w io.Writer, r *report.Report) error {
	if r == nil {
		r = &report.Report{}
	}
	p := &page{w: w, buf: make([]byte, 0, bufferSize), format: &r.Format, links: m.Links, limits: m.Mermaid.limits()}
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
	case report.Facts, report.Lanes, report.Phases, report.Cadence, report.Steps:
		return true
	}
	return false
}

const bufferSize = 16 << 10

// A page collects bytes in a buffer of fixed size and passes them on. After the
// first error it drops everything.
type page struct {
	w      io.Writer
	err    error
	buf    []byte
	format *report.Format
	links  bool

	begun  bool // something is written, so an empty line is due
	marker byte // of the list just written, zero after any other block

	limits limits
	drawn  int // diagrams so far
	units  int // and their length
	sketch []byte
}

func (p *page) flush() {
	if p.err == nil && len(p.buf) > 0 {
		n, err := p.w.Write(p.buf)
		if err == nil && n < len(p.buf) {
			err = io.ErrShortWrite
		}
		p.err = err
	}
	p.buf = p.buf[:0]
}

// str writes s as it is.
func (p *page) str(s string) {
	for len(s) > cap(p.buf)-len(p.buf) {
		n := cap(p.buf) - len(p.buf)
		p.buf = append(p.buf, s[:n]...)
		p.flush()
		s = s[n:]
	}
	p.buf = append(p.buf, s...)
}

// byte writes one byte as it is.
func (p *page) byte(c byte) {
	if len(p.buf) == cap(p.buf) {
		p.flush()
	}
	p.buf = append(p.buf, c)
}

// begin parts a block from the one before it.
func (p *page) begin() {
	if p.begun {
		p.byte('\n')
	}
	p.begun = true
}

// heading writes a section's title.
func (p *page) heading(s *report.Section) {
	p.begin()
	p.marker = 0
	p.str("######"[:min(max(s.Level, 1), 6)])
	p.byte(' ')
	title := line(s.Title)
	if title == "" {
		title = line(p.format.Words("untitled"))
	}
	p.text(title, false)
	p.byte('\n')
}

// block writes a block. Those that it does not know are written lowered.
func (p *page) block(b report.Block) {
	switch b := b.(type) {
	case nil:
		return
	case report.List:
		p.list(b)
		return // the next list needs another marker
	case report.Facts:
		p.facts(b)
		return
	case report.Paragraph:
		p.paragraph(b.Text)
	case report.Table:
		p.table(b)
	case report.Code:
		p.code(report.Clean(b.Text), "")
	case report.Lanes:
		p.draw(lanes(b, p.format), b)
	case report.Phases:
		p.draw(phases(b, p.format), b)
	case report.Cadence:
		p.draw(cadence(b, p.format), b)
	case report.Steps:
		p.draw(steps(b, p.format), b)
	default:
		for _, simpler := range b.Lower(p.format) {
			p.block(simpler)
		}
	}
	p.marker = 0
}

func (p *page) paragraph(s string) {
	if s = line(s); s == "" {
		return
	}
	p.begin()
	p.text(s, true)
	p.byte('\n')
}

// bullet begins a list. A list right after another has another marker, or the
// two would be one.
func (p *page) bullet() {
	p.begin()
	if p.marker == '-' {
		p.marker = '*'
		return
	}
	p.marker = '-'
}

func (p *page) list(b report.List) {
	if len(b.Items) == 0 {
		return
	}
	p.bullet()
	for _, item := range b.Items {
		p.byte(p.marker)
		if s := p.words(item); s != "" {
			p.byte(' ')
			p.value(item, s, true)
		}
		p.byte('\n')
	}
}

// facts writes labels in bold and what stands behind them.
func (p *page) facts(b report.Facts) {
	if len(b.Rows) == 0 {
		return
	}
	p.bullet()
	for _, r := range b.Rows {
		p.byte(p.marker)
		label, s := line(p.format.Words(r.Label)), p.words(r.Value)
		if label != "" {
			p.str(" **")
			p.text(label, false)
			p.str(":**")
		}
		if s != "" {
			p.byte(' ')
			p.value(r.Value, s, label == "")
		}
		p.byte('\n')
	}
}

// code writes a fenced block of clean text. The fence is longer than any run of
// backticks inside. The kind is a bare word.
func (p *page) code(s, kind string) {
	p.begin()
	longest, run := 0, 0
	for i := range len(s) {
		if run++; s[i] != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	p.fence(longest + 1)
	p.str(kind)
	p.byte('\n')
	p.str(s)
	if s != "" && s[len(s)-1] != '\n' {
		p.byte('\n')
	}
	p.fence(longest + 1)
	p.byte('\n')
}

func (p *page) fence(n int) {
	for range max(n, 3) {
		p.byte('`')
	}
}

// table writes a table. GFM tables have a head; where there is none, its cells
// are empty.
func (p *page) table(t report.Table) {
	n := len(t.Head)
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	if n == 0 {
		return
	}
	p.begin()
	for i := range n {
		p.str("| ")
		if i < len(t.Head) {
			p.text(line(p.format.Words(t.Head[i])), false)
			p.byte(' ')
		}
	}
	p.str("|\n")
	for range n {
		p.str("| :-- ")
	}
	p.str("|\n")
	for _, r := range t.Rows {
		for i := range n {
			p.str("| ")
			if i < len(r) {
				p.value(r[i], p.words(r[i]), false)
				p.byte(' ')
			}
		}
		p.str("|\n")
	}
}

// words is what a value reads as, on one line. What is missing never reads as
// nothing.
func (p *page) words(v report.Value) string {
	s := line(v.Words(p.format))
	if s == "" && v.IsMissing() {
		s = line(report.Value{}.Words(p.format))
	}
	return s
}

// value writes the words of v. What is missing or unknown is in italics.
func (p *page) value(v report.Value, s string, start bool) {
	if known(v) || s == "" {
		p.text(s, start)
		return
	}
	p.byte('_')
	p.text(s, false)
	p.byte('_')
}

// known reports whether there is a value, and not only the place of one.
func known(v report.Value) bool {
	if f, ok := v.Figure(); ok {
		return f.Kind() != timeline.Unknown
	}
	if i, ok := v.Instant(); ok {
		return i.IsKnown()
	}
	return !v.IsMissing()
}
