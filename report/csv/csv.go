package csv

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/allclear-go/allclear/report"
)

// A Renderer writes reports as comma-separated values in UTF-8, with CRLF at the
// end of each row and LF within cells. The zero Renderer writes the whole report, safe to open in a
// spreadsheet. It is safe for concurrent use.
type Renderer struct {
	// Table is what to write: [Document], the whole report, or one kind of data.
	Table Table

	// Comma parts the cells. Zero is ','. Quotes and line breaks are refused.
	Comma rune

	// Raw leaves out the apostrophes before what could be a formula, so that
	// programs read the text as it was. Do not open the result in a spreadsheet.
	Raw bool

	// BOM begins with a byte order mark, without which Excel does not read UTF-8.
	BOM bool
}

// A Table is what a [Renderer] writes. The zero Table is Document.
type Table uint8

// The tables; the package comment has their columns.
const (
	Document Table = iota // all sections, lowered to cells
	Figures               // the figures, and the sums
	Timeline              // what happened, in order
	Impacts               // where and when something was affected
	Updates               // what was published
	Actions               // what is to be done
)

var tableNames = [...]string{"document", "figures", "timeline", "impacts", "updates", "actions"}

// String returns the table's name in small letters.
func (t Table) String() string {
	if int(t) >= len(tableNames) {
		return fmt.Sprintf("Table(%d)", uint8(t))
	}
	return tableNames[t]
}

// Render writes the report. It returns the writer's first error and writes
// nothing after it. A [Renderer.Table] that is none of the constants is an
// error.
func (c Renderer) Render(w io.Writer, r *report.Report) error {
	if r == nil {
		r = &report.Report{}
	}
	if int(c.Table) >= len(tableNames) {
		return fmt.Errorf("csv: %s is no table", c.Table)
	}
	s := &sheet{to: bufio.NewWriter(w), raw: c.Raw, format: &r.Format}
	s.quoted = csv.NewWriter(&s.line)
	if c.Comma != 0 {
		s.quoted.Comma = c.Comma
	}
	if c.BOM {
		s.mark = "\ufeff"
	}
	switch c.Table {
	case Document:
		s.document(r)
	case Figures:
		s.figures(r)
	case Timeline:
		s.entries(r, func(i *report.Incident) []report.Entry { return i.Timeline })
	case Impacts:
		s.impacts(r)
	case Updates:
		s.entries(r, func(i *report.Incident) []report.Entry { return i.Updates })
	case Actions:
		s.actions(r)
	}
	if s.err != nil {
		return s.err
	}
	return s.to.Flush()
}

// A sheet collects the cells of one row and writes row after row.
type sheet struct {
	to     *bufio.Writer
	line   bytes.Buffer // one row, quoted
	quoted *csv.Writer  // to line
	err    error
	mark   string // to begin with
	raw    bool
	format *report.Format
	row    []string
}

// head writes the first row: names, as they are.
func (s *sheet) head(names ...string) {
	s.row = append(s.row[:0], names...)
	s.row[0] = s.mark + s.row[0]
	s.end()
}

// end writes the row. Note: with UseCRLF the package encoding/csv makes CRLF of the
// line breaks within cells too, and most readers would find them there.
func (s *sheet) end() {
	if s.err == nil {
		s.err = s.quoted.Write(s.row)
	}
	if s.err == nil {
		s.quoted.Flush() // into memory
		s.line.Truncate(s.line.Len() - len("\n"))
		s.line.WriteString("\r\n")
		_, s.err = s.line.WriteTo(s.to)
	}
	s.row = s.row[:0]
}

// plain adds cells that cannot be formulas: numbers, times and words of the
// library's own.
func (s *sheet) plain(cells ...string) { s.row = append(s.row, cells...) }

// text adds cells of text.
func (s *sheet) text(cells ...string) {
	for _, c := range cells {
		c = report.Clean(c) // which ends lines as package encoding/csv wants them
		if !s.raw && formula(c) {
			c = "'" + c
		}
		s.row = append(s.row, c)
	}
}

// stated adds text, or says that there is none.
func (s *sheet) stated(cells ...string) {
	for _, c := range cells {
		if c == "" {
			c = s.format.Words("not stated")
		}
		s.text(c)
	}
}

// word is a word of a vocabulary as it is shown, empty for none.
func (s *sheet) word(code string) string {
	if code == "" {
		return ""
	}
	return report.Word(code).Words(s.format)
}

// words is what a value reads as. What is missing never reads as nothing.
func (s *sheet) words(v report.Value) string {
	words := v.Words(s.format)
	if v.IsMissing() && strings.TrimSpace(words) == "" {
		return report.Value{}.Words(s.format)
	}
	return words
}

// formula reports whether a spreadsheet could take clean text for a formula. A
// replacement character may have been NUL, which some skip.
func formula(s string) bool {
	for i, r := range s {
		switch r {
		case '\t', '\n', '\ufffd':
			return true
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff': // not to be seen
			continue
		case '=', '+', '-', '@', '＝', '＋', '－', '＠':
			return true
		case '\'':
			return i == 0 && formula(s[1:]) // or the apostrophe would be taken for ours
		}
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return false
}

// A piece is a primitive and where it stands.
type piece struct {
	section *report.Section
	block   report.Block
	number  int
}

// document writes every section. All blocks are lowered before the first row is
// written, as it says how many cells there are.
func (s *sheet) document(r *report.Report) {
	var pieces []piece
	number, cells := 0, 1
	for sec, b := range r.Blocks(nil) {
		if number++; len(pieces) == 0 || pieces[len(pieces)-1].section != sec {
			number = 1
		}
		pieces = append(pieces, piece{sec, b, number})
		if t, ok := b.(report.Table); ok {
			cells = max(cells, len(t.Head))
			for _, row := range t.Rows {
				cells = max(cells, len(row))
			}
		}
	}
	names := []string{"incident", "section", "level", "title", "block", "kind"}
	fixed := len(names)
	for i := range cells {
		names = append(names, "cell_"+strconv.Itoa(i+1))
	}
	s.head(names...)
	for _, p := range pieces {
		s.piece(p, fixed, cells)
		if s.err != nil {
			return
		}
	}
}

// piece writes the rows of one block.
func (s *sheet) piece(p piece, fixed, cells int) {
	begin := func(kind string) {
		s.text(p.section.Incident, p.section.ID)
		s.plain(strconv.Itoa(p.section.Level))
		s.text(p.section.Title)
		s.plain(strconv.Itoa(p.number), kind)
	}
	end := func() {
		for len(s.row) < fixed+cells {
			s.plain("")
		}
		s.end()
	}
	one := func(kind, text string) {
		begin(kind)
		s.text(text)
		end()
	}
	switch b := p.block.(type) {
	case nil:
		begin("section")
		end()
	case report.Paragraph:
		one("paragraph", b.Text)
	case report.Code:
		one("code", b.Text)
	case report.List:
		for _, item := range b.Items {
			one("item", s.words(item))
		}
	case report.Table:
		if strings.Join(b.Head, "") != "" {
			begin("head")
			for _, h := range b.Head {
				s.text(s.format.Words(h))
			}
			end()
		}
		for _, row := range b.Rows {
			begin("row")
			for _, v := range row {
				s.text(s.words(v))
			}
			end()
		}
	}
}
