package reporttest_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/reporttest"
)

// Small renderers show that the parsers take what is written with care.
func TestSmallRenderers(t *testing.T) {
	if testing.Short() {
		t.Skip("what is tried is the parsers, at length")
	}
	t.Run("markdown", func(t *testing.T) {
		reporttest.Run(t, func() report.Renderer { return primitives(markdown) }, reporttest.Options{Parse: reporttest.Markdown})
	})
	t.Run("csv", func(t *testing.T) {
		reporttest.Run(t, func() report.Renderer { return primitives(rows) }, reporttest.Options{Parse: reporttest.CSV})
	})
}

// primitives renders in one piece.
func primitives(write func(b *bytes.Buffer, title *string, block report.Block, f *report.Format)) report.Renderer {
	return report.RendererFunc(func(w io.Writer, r *report.Report) error {
		if r == nil {
			r = &report.Report{}
		}
		var b bytes.Buffer
		var last *report.Section
		for s, block := range r.Blocks(nil) {
			if s != last {
				write(&b, &s.Title, nil, nil)
				last = s
			}
			write(&b, nil, block, &r.Format)
		}
		return send(w, b.Bytes())
	})
}

// escaped is text on a line of Markdown.
func escaped(s string) string {
	var out strings.Builder
	for _, r := range report.CleanLine(s) {
		switch {
		case strings.ContainsRune("<>&", r):
			fmt.Fprintf(&out, "&#%d;", r)
		case r < 0x80 && strings.ContainsRune("\\`*_{}[]()#+-.!|~=:@$\"'/", r):
			out.WriteString("\\" + string(r))
		default:
			out.WriteRune(r)
		}
	}
	return strings.TrimSpace(out.String())
}

func markdown(b *bytes.Buffer, title *string, block report.Block, f *report.Format) {
	if title != nil {
		fmt.Fprintf(b, "## %s\n\n", escaped(*title))
	}
	row := func(cells []string) { fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | ")) }
	switch block := block.(type) {
	case report.Paragraph:
		fmt.Fprintf(b, "%s\n\n", escaped(block.Text))
	case report.Code:
		fence := "```"
		for strings.Contains(block.Text, fence) {
			fence += "`"
		}
		text := report.Clean(strings.ReplaceAll(block.Text, "\r\n", "\n"))
		fmt.Fprintf(b, "%s\n%s\n%s\n\n", fence, strings.TrimRight(text, "\n"), fence)
	case report.List:
		for _, item := range block.Items {
			fmt.Fprintf(b, "- %s\n", escaped(item.Words(f)))
		}
		b.WriteString("\n")
	case report.Table:
		width := len(block.Head)
		for _, r := range block.Rows {
			width = max(width, len(r))
		}
		if width == 0 {
			return
		}
		head := make([]string, width)
		for i, h := range block.Head {
			head[i] = escaped(f.Words(h))
		}
		row(head)
		b.WriteString(strings.Repeat("|---", width) + "|\n")
		for _, values := range block.Rows {
			cells := make([]string, width)
			for i, v := range values {
				cells[i] = escaped(v.Words(f))
			}
			row(cells)
		}
		b.WriteString("\n")
	}
}

func rows(b *bytes.Buffer, title *string, block report.Block, f *report.Format) {
	w := csv.NewWriter(b)
	defer w.Flush()
	row := func(cells ...string) {
		for i, c := range cells {
			if c = report.CleanLine(c); c != "" && strings.ContainsAny(c[:1], "=+-@'") {
				c = "'" + c
			}
			cells[i] = c
		}
		_ = w.Write(cells)
	}
	if title != nil {
		row(*title)
	}
	switch block := block.(type) {
	case report.Paragraph:
		row(block.Text)
	case report.Code:
		row(block.Text)
	case report.List:
		for _, item := range block.Items {
			row(item.Words(f))
		}
	case report.Table:
		var head []string
		for _, h := range block.Head {
			head = append(head, f.Words(h))
		}
		row(append(head, "")...)
		for _, values := range block.Rows {
			var cells []string
			for _, v := range values {
				cells = append(cells, v.Words(f))
			}
			row(append(cells, "")...)
		}
	}
}
