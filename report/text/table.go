package text

import (
	"slices"
	"strings"

	"github.com/allclear-go/allclear/report"
)

const gap = 2 // columns between two cells

// table writes a table in aligned columns, cells wrapped where it is too wide.
func (p *page) table(t report.Table) {
	var rows [][]string
	if len(t.Head) > 0 && strings.Join(t.Head, "") != "" {
		head := make([]string, len(t.Head))
		for i, h := range t.Head {
			head[i] = report.CleanLine(p.format.Words(h))
		}
		rows = append(rows, head)
	}
	heads := len(rows)
	for _, r := range t.Rows {
		cells := make([]string, len(r))
		for i, v := range r {
			cells[i] = cell(v.Words(p.format))
		}
		rows = append(rows, cells)
	}
	widths := p.fit(rows)
	for i, r := range rows {
		p.row(r, widths)
		if i+1 == heads {
			p.rule(widths)
		}
	}
	p.line()
}

// cell is text on one line, keeping the spaces that indent it.
func cell(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, " "))] + report.CleanLine(strings.TrimLeft(s, " "))
}

// fit gives each column the width of its widest cell, and takes from the widest
// columns until the table fits.
func (p *page) fit(rows [][]string) []int {
	var widths []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(c))
		}
	}
	const least = 12
	for {
		total := gap * (len(widths) - 1)
		for _, w := range widths {
			total += w
		}
		if total <= p.width {
			return widths
		}
		widest := slices.Index(widths, slices.Max(widths))
		if widths[widest] <= least {
			return widths
		}
		widths[widest]--
	}
}

// row writes one row, on as many lines as its longest cell needs.
func (p *page) row(cells []string, widths []int) {
	lines := make([][]string, len(cells))
	height := 1
	for i, c := range cells {
		lines[i] = wrap(c, widths[i])
		if i < len(cells)-1 {
			lines[i] = chop(lines[i], widths[i]) // or it would push its neighbours aside
		}
		height = max(height, len(lines[i]))
	}
	for n := range height {
		var out strings.Builder
		for i := range cells {
			s := ""
			if n < len(lines[i]) {
				s = lines[i][n]
			}
			if i > 0 {
				out.WriteString(strings.Repeat(" ", gap))
			}
			out.WriteString(pad(s, widths[i]))
		}
		p.line(out.String())
	}
}

// chop breaks the lines that are longer than width, wherever that is.
func chop(lines []string, width int) []string {
	if !slices.ContainsFunc(lines, func(l string) bool { return columns(l) > width }) {
		return lines
	}
	var out []string
	for _, l := range lines {
		r := []rune(l)
		for ; len(r) > width; r = r[width:] {
			out = append(out, string(r[:width]))
		}
		out = append(out, string(r))
	}
	return out
}

func (p *page) rule(widths []int) {
	var parts []string
	for _, w := range widths {
		parts = append(parts, strings.Repeat("─", w))
	}
	p.line(strings.Join(parts, strings.Repeat(" ", gap)))
}
