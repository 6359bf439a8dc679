package text

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
)

// A Renderer writes reports as plain text in UTF-8. The zero Renderer writes
// lines of up to 100 columns. It is safe for concurrent use.
type Renderer struct {
	// Width is how many columns a line may have. Zero is 100; less than 40 is 40.
	// Longer words are broken only in tables, where another column follows.
	Width int
}

const (
	usualWidth = 100
	leastWidth = 40
)

// Render writes the report. It returns the writer's first error and writes
// nothing after it.
func (t Renderer) Render(w io.Writer, r *report.Report) error {
	if r == nil {
		r = &report.Report{}
	}
	p := &page{w: w, width: t.Width, format: &r.Format}
	if p.width == 0 {
		p.width = usualWidth
	}
	p.width = max(p.width, leastWidth)
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
	case report.Figures, report.Lanes:
		return true
	}
	return false
}

// A page collects lines and writes them on, section by section.
type page struct {
	w      io.Writer
	err    error
	width  int
	format *report.Format
	buf    strings.Builder
}

func (p *page) flush() {
	if p.err == nil && p.buf.Len() > 0 {
		n, err := io.WriteString(p.w, p.buf.String())
		if err == nil && n < p.buf.Len() {
			err = io.ErrShortWrite
		}
		p.err = err
	}
	p.buf.Reset()
}

// line writes a line. One that would read as the underline of a heading is moved
// in: only headings have such a line at the margin.
func (p *page) line(parts ...string) {
	s := strings.TrimRight(strings.Join(parts, ""), " ")
	if s != "" && (strings.Trim(s, "=") == "" || strings.Trim(s, "-") == "") {
		p.buf.WriteByte(' ')
	}
	p.buf.WriteString(s)
	p.buf.WriteByte('\n')
}

// underline writes what makes a heading of the lines before it.
func (p *page) underline(of string, n int) {
	p.buf.WriteString(strings.Repeat(of, n))
	p.buf.WriteByte('\n')
}

// margin is text on one line from the margin on, as only code is indented.
func margin(s string) string { return strings.TrimLeft(report.CleanLine(s), " ") }

// heading writes a section's title, underlined by its level.
func (p *page) heading(s *report.Section) {
	p.flush()
	title := margin(s.Title)
	under := "="
	if s.Level > 1 {
		under = "-"
	}
	for _, l := range wrap(title, p.width) {
		p.line(l)
	}
	p.underline(under, min(columns(title), p.width))
	p.line()
}

func (p *page) block(b report.Block) {
	switch b := b.(type) {
	case report.Paragraph:
		for _, l := range wrap(margin(b.Text), p.width) {
			p.line(l)
		}
		p.line()
	case report.List:
		p.list(b)
	case report.Table:
		p.table(b)
	case report.Code:
		for l := range strings.Lines(report.Clean(b.Text)) {
			p.line("    ", strings.TrimRight(l, "\n"))
		}
		p.line()
	case report.Figures:
		p.figures(b)
	case report.Lanes:
		p.lanes(b)
	}
}

func (p *page) list(b report.List) {
	for _, item := range b.Items {
		for i, l := range wrap(margin(item.Words(p.format)), p.width-2) {
			mark := "  "
			if i == 0 {
				mark = "• "
			}
			p.line(mark, l)
		}
	}
	p.line()
}

// figures writes a group of figures, labels to the left.
func (p *page) figures(b report.Figures) {
	p.line(margin(p.format.Words(b.Title)))
	var t report.Table
	for _, r := range b.Rows {
		t.Rows = append(t.Rows, []report.Value{report.Text("  " + p.format.Words(r.Label)), report.Of(r.Figure)}) // worded already
	}
	p.table(t)
}

// columns is how many columns s takes, counting every character as one.
func columns(s string) int { return utf8.RuneCountInString(s) }

// pad fills s up to n columns.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-columns(s))) }

// wrap breaks s between words into lines of at most width columns, keeping the
// spaces that it begins with. A longer word has a line of its own.
func wrap(s string, width int) []string {
	indent := s[:len(s)-len(strings.TrimLeft(s, " "))]
	var lines []string
	line := indent
	for word := range strings.FieldsSeq(s) {
		switch {
		case line == indent:
			line += word
		case columns(line)+1+columns(word) > width:
			lines = append(lines, line)
			line = indent + word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}
