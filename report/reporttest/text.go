package reporttest

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// Text parses plain text as package report/text writes it: blocks between empty
// lines, of which one whose last line is nothing but = or - from the margin on is
// a heading, and one that is indented by four throughout is code. Two spaces or
// more part the cells of a line. Plain text has no escapes, so that nothing else
// about it is proof against its words. Text for terminals is read without the
// sequences that set weight and colour: take them out first.
func Text(b []byte) (Node, error) {
	if !utf8.Valid(b) {
		return Node{}, errors.New("text: not UTF-8")
	}
	if len(b) > 0 && b[len(b)-1] != '\n' {
		return Node{}, errors.New("text: the last line has no end")
	}
	n := Node{Kind: "text"}
	var block []string
	end := func() {
		if len(block) == 0 {
			return
		}
		c := textBlock(block)
		block = nil
		if last := len(n.Nodes) - 1; last >= 0 && c.Kind == "code" && n.Nodes[last].Kind == "code" {
			n.Nodes[last].Nodes = append(n.Nodes[last].Nodes, c.Nodes...) // code may have empty lines
			return
		}
		n.Nodes = append(n.Nodes, c)
	}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.TrimSpace(line) == "" {
			end()
			continue
		}
		block = append(block, line)
	}
	end()
	return n, nil
}

func textBlock(lines []string) Node {
	n := Node{Kind: "code"}
	for _, l := range lines {
		if !strings.HasPrefix(l, "    ") {
			n.Kind = "block"
		}
	}
	last := lines[len(lines)-1]
	for _, under := range [...]string{"=", "-"} {
		if len(lines) > 1 && strings.Trim(last, under) == "" {
			n.Kind, lines = "heading "+under, lines[:len(lines)-1]
		}
	}
	for _, l := range lines {
		for cell := range strings.SplitSeq(l, "  ") {
			if cell = strings.TrimSpace(cell); cell != "" {
				n.Nodes = append(n.Nodes, Node{Text: cell})
			}
		}
	}
	return n
}
