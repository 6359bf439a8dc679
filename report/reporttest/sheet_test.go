package reporttest_test

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"iter"
	"regexp"
	"strings"

	"github.com/allclear-go/allclear/report"
)

// A sheet is a small renderer of HTML that obeys every rule, with what it does in
// parts that a fault can take the place of.
type sheet struct {
	text   func(string) string                                                        // text as it stands in the page
	words  func(report.Value, *report.Format) string                                  // what a value reads as
	label  func(string, *report.Format) string                                        // what a head reads as
	blocks func(*report.Report) iter.Seq2[*report.Section, report.Block]              // what there is to write
	block  func(*sheet, *bytes.Buffer, report.Block, *report.Format) bool             // writes one, or says that it is as usual
	cells  [2]string                                                                  // around each cell
	send   func(w io.Writer, page []byte) error                                       // writes the page on
	before func(*report.Report)                                                       // looks at the report
	render func(s *sheet, usual report.Renderer, w io.Writer, r *report.Report) error // takes over
}

func newSheet() *sheet {
	return &sheet{
		text:   func(s string) string { return linked(html.EscapeString(report.Clean(s))) },
		words:  func(v report.Value, f *report.Format) string { return v.Words(f) },
		label:  func(s string, f *report.Format) string { return f.Words(s) },
		blocks: func(r *report.Report) iter.Seq2[*report.Section, report.Block] { return r.Blocks(nil) },
		cells:  [2]string{"<td>", "</td>"},
		send:   send,
	}
}

// send writes a page in pieces.
func send(w io.Writer, page []byte) error {
	for len(page) > 0 {
		n := min(len(page), 512)
		if m, err := w.Write(page[:n]); err != nil {
			return err
		} else if m < n {
			return io.ErrShortWrite
		}
		page = page[n:]
	}
	return nil
}

var address = regexp.MustCompile(`https?://[a-z.]+`)

// linked makes links of addresses.
func linked(s string) string { return address.ReplaceAllString(s, `<a href="$0">$0</a>`) }

func (s *sheet) Render(w io.Writer, r *report.Report) error {
	if s.render != nil {
		return s.render(s, report.RendererFunc(s.page), w, r)
	}
	return s.page(w, r)
}

func (s *sheet) page(w io.Writer, r *report.Report) error {
	if r == nil {
		r = &report.Report{}
	}
	if s.before != nil {
		s.before(r)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<title>%s</title>\n", html.EscapeString(report.CleanLine(r.Title)))
	var last *report.Section
	for section, block := range s.blocks(r) {
		if section != last {
			fmt.Fprintf(&b, "<h2>%s</h2>\n", s.text(section.Title))
			last = section
		}
		if s.block == nil || !s.block(s, &b, block, &r.Format) {
			s.write(&b, block, &r.Format)
		}
	}
	return s.send(w, b.Bytes())
}

func (s *sheet) write(b *bytes.Buffer, block report.Block, f *report.Format) {
	switch block := block.(type) {
	case report.Paragraph:
		fmt.Fprintf(b, "<p>%s</p>\n", s.text(block.Text))
	case report.Code:
		fmt.Fprintf(b, "<pre>%s</pre>\n", s.text(block.Text))
	case report.List:
		b.WriteString("<ul>\n")
		for _, item := range block.Items {
			fmt.Fprintf(b, "<li>%s</li>\n", s.text(s.words(item, f)))
		}
		b.WriteString("</ul>\n")
	case report.Table:
		b.WriteString("<table>\n")
		if strings.Join(block.Head, "") != "" {
			b.WriteString("<tr>")
			for _, h := range block.Head {
				fmt.Fprintf(b, "<th>%s</th>", s.text(s.label(h, f)))
			}
			b.WriteString("</tr>\n")
		}
		for _, row := range block.Rows {
			b.WriteString("<tr>")
			for _, cell := range row {
				b.WriteString(s.cells[0] + s.text(s.words(cell, f)) + s.cells[1])
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</table>\n")
	}
}
