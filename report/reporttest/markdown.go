package reporttest

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Markdown parses the part of GitHub Flavored Markdown that renderers of reports
// write: headings with #, paragraphs, lists by -, * or numbers, one level deep,
// block quotes of paragraphs, tables with a | at both ends, fenced code and breaks;
// within lines emphasis, code, links and images. Raw HTML but <br>, <details> and
// <summary> on lines of their own, indented code, underlined headings, definitions
// of links and footnotes are errors: they are what text turns into that is not
// escaped. Bare addresses, which GitHub makes links of, are text: they can be http,
// https or mailto only. It is no judge of foreign documents.
func Markdown(b []byte) (Node, error) {
	if !utf8.Valid(b) {
		return Node{}, errors.New("markdown: not UTF-8")
	}
	p := &mdParser{lines: strings.Split(strings.TrimRight(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n"), "\n")}
	n := Node{Kind: "markdown"}
	for p.at < len(p.lines) {
		c, err := p.block()
		if err != nil {
			return Node{}, fmt.Errorf("markdown: line %d: %w", p.at+1, err)
		}
		if c.Kind != "" {
			n.Nodes = append(n.Nodes, c)
		}
	}
	return n, nil
}

type mdParser struct {
	lines []string
	at    int
}

func (p *mdParser) block() (Node, error) {
	line := p.lines[p.at]
	trimmed := strings.TrimLeft(line, " ")
	fence, _, _ := mdFence(trimmed)
	switch _, list := mdItem(line); {
	case trimmed == "":
		p.at++
		return Node{}, nil
	case len(line)-len(trimmed) >= 4 || line[0] == '\t':
		return Node{}, errors.New("indented code")
	case fence != "":
		return p.fenced()
	case mdHeading(trimmed) > 0:
		level := mdHeading(trimmed)
		p.at++
		return mdInline(fmt.Sprintf("heading %d", level), strings.TrimSpace(trimmed[level:]))
	case mdBreak(trimmed):
		p.at++
		return Node{Kind: "break"}, nil
	case trimmed[0] == '|':
		return p.table()
	case list:
		return p.list()
	case trimmed[0] == '>':
		return p.quote()
	case mdDetails(trimmed) == trimmed:
		p.at++
		return Node{Kind: trimmed}, nil
	case mdDetails(trimmed) != "":
		p.at++
		return mdInline("summary", strings.TrimSuffix(strings.TrimPrefix(trimmed, "<summary>"), "</summary>"))
	}
	return p.paragraph()
}

// mdDetails is the kind of a line that folds a part of a page.
func mdDetails(line string) string {
	switch {
	case line == "<details>", line == "</details>":
		return line
	case strings.HasPrefix(line, "<summary>") && strings.HasSuffix(line, "</summary>"):
		return "summary"
	}
	return ""
}

// ends reports whether a line begins a block that cuts a paragraph short.
func (p *mdParser) ends(line string) bool {
	t := strings.TrimLeft(line, " ")
	_, list := mdItem(line)
	fence, _, _ := mdFence(t)
	return t == "" || fence != "" || mdHeading(t) > 0 || mdBreak(t) || list || t[0] == '>' || mdDetails(t) != ""
}

func (p *mdParser) paragraph() (Node, error) {
	var lines []string
	for p.at < len(p.lines) {
		line := strings.TrimSpace(p.lines[p.at])
		if len(lines) > 0 && line != "" && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "") {
			return Node{}, errors.New("an underlined heading")
		}
		if len(lines) > 0 && mdDelimiterRow(line) {
			return Node{}, errors.New("a table without | at both ends")
		}
		if p.ends(p.lines[p.at]) && (len(lines) > 0 || line == "") {
			break
		}
		lines = append(lines, line)
		p.at++
	}
	text := strings.Join(lines, "\n")
	if strings.HasPrefix(text, "[") && strings.Contains(text, "]:") {
		return Node{}, errors.New("a definition of a link")
	}
	return mdInline("paragraph", text)
}

func (p *mdParser) fenced() (Node, error) {
	fence, info, err := mdFence(strings.TrimLeft(p.lines[p.at], " "))
	if err != nil {
		return Node{}, err
	}
	n := Node{Kind: strings.TrimSpace("code " + info)}
	var text []string
	for p.at++; p.at < len(p.lines); p.at++ {
		line := strings.TrimRight(p.lines[p.at], " ")
		if t := strings.TrimLeft(line, " "); len(line)-len(t) < 4 && len(t) >= len(fence) && strings.Trim(t, fence[:1]) == "" {
			p.at++
			n.Text = strings.Join(text, "\n")
			return n, nil
		}
		text = append(text, p.lines[p.at])
	}
	return n, errors.New("a fence without an end")
}

// mdFence returns the fence that a line begins with, and its language: one word
// of letters, digits and hyphens.
func mdFence(line string) (fence, info string, err error) {
	if !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, "~~~") {
		return "", "", nil
	}
	info = strings.TrimLeft(line, line[:1])
	fence = line[:len(line)-len(info)]
	info = strings.TrimSpace(info)
	if strings.Trim(info, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return fence, info, fmt.Errorf("a fence with the language %s", short(info))
	}
	return fence, info, nil
}

// mdHeading is the level of a heading, or 0.
func mdHeading(line string) int {
	level := len(line) - len(strings.TrimLeft(line, "#"))
	if level > 6 || level < len(line) && line[level] != ' ' {
		return 0
	}
	return level
}

func mdBreak(line string) bool {
	for _, c := range [...]string{"-", "*", "_"} {
		if t := strings.ReplaceAll(line, " ", ""); len(t) >= 3 && strings.Trim(t, c) == "" {
			return true
		}
	}
	return false
}

// mdItem returns what stands behind the mark of a list's item.
func mdItem(line string) (string, bool) {
	line = strings.TrimLeft(line, " ")
	digits := strings.TrimLeft(line, "0123456789")
	n := len(line) - len(digits)
	switch {
	case n > 0 && n < 10 && digits != "" && (digits[0] == '.' || digits[0] == ')'):
		line = digits
	case n > 0 || line == "" || !strings.Contains("-*+", line[:1]):
		return "", false
	}
	if len(line) > 1 && line[1] != ' ' {
		return "", false
	}
	return strings.TrimSpace(line[1:]), true
}

func (p *mdParser) list() (Node, error) {
	n := Node{Kind: "list"}
	for p.at < len(p.lines) {
		text, ok := mdItem(p.lines[p.at])
		if !ok || mdBreak(p.lines[p.at]) {
			break
		}
		if err := p.within(text); err != nil {
			return n, err
		}
		for p.at++; p.at < len(p.lines) && !p.ends(p.lines[p.at]); p.at++ {
			text += "\n" + strings.TrimSpace(p.lines[p.at])
		}
		item, err := mdInline("item", text)
		if err != nil {
			return n, err
		}
		n.Nodes = append(n.Nodes, item)
	}
	return n, nil
}

// within refuses blocks within an item or a quote.
func (p *mdParser) within(text string) error {
	if text != "" && (p.ends(text) || text[0] == '|' && mdDelimiterRow(text)) {
		return fmt.Errorf("a block within a block: %s", short(text))
	}
	return nil
}

func (p *mdParser) quote() (Node, error) {
	n := Node{Kind: "quote"}
	var text []string
	for ; p.at < len(p.lines); p.at++ {
		line := strings.TrimLeft(p.lines[p.at], " ")
		if line == "" || line[0] != '>' {
			break
		}
		line = strings.TrimSpace(line[1:])
		if err := p.within(line); err != nil {
			return n, err
		}
		text = append(text, line)
	}
	c, err := mdInline("paragraph", strings.Join(text, "\n"))
	n.Nodes = append(n.Nodes, c)
	return n, err
}

func (p *mdParser) table() (Node, error) {
	n := Node{Kind: "table"}
	var width int
	for ; p.at < len(p.lines); p.at++ {
		line := strings.TrimSpace(p.lines[p.at])
		if line == "" {
			break
		}
		cells, err := mdCells(line)
		switch {
		case err != nil:
			return n, err
		case width == 0:
			width = len(cells)
			if p.at+1 == len(p.lines) || !mdDelimiterRow(strings.TrimSpace(p.lines[p.at+1])) {
				return n, errors.New("a table without its second row")
			}
		case width != len(cells):
			return n, fmt.Errorf("a row of %d cells in a table of %d", len(cells), width)
		case len(n.Nodes) == 1 && mdDelimiterRow(line):
			n.Nodes = append(n.Nodes, Node{Kind: "rule"})
			continue
		}
		row := Node{Kind: "row"}
		for _, c := range cells {
			cell, err := mdInline("cell", c)
			if err != nil {
				return n, err
			}
			row.Nodes = append(row.Nodes, cell)
		}
		n.Nodes = append(n.Nodes, row)
	}
	return n, nil
}

func mdDelimiterRow(line string) bool {
	return strings.Contains(line, "-") && strings.Contains(line, "|") && strings.Trim(line, "|:- ") == ""
}

// mdCells parts a row at each | that is not escaped.
func mdCells(line string) ([]string, error) {
	if line[0] != '|' || len(line) < 2 {
		return nil, errors.New("a row that does not begin with |")
	}
	var cells []string
	for from, i := 1, 1; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, strings.TrimSpace(line[from:i]))
			from = i + 1
			if from == len(line) {
				return cells, nil
			}
		}
	}
	return nil, errors.New("a row that does not end with |")
}
