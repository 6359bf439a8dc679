package reporttest

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/allclear-go/allclear/report"
)

// A Node is a piece of what a renderer wrote, as a parser of the format reads it.
// Two outputs have the same shape if their nodes have the same kinds, in the same
// order, one within the other: text and targets of links aside.
type Node struct {
	// Kind is what the format calls the piece: "heading 1", "td", "string". What
	// makes a difference to the format and is no text belongs here, such as the
	// names of attributes. A node without a kind is a stretch of text: it is no part
	// of the shape. A kind that begins with @ is that of an attribute, which is not
	// read on the page.
	Kind  string
	Text  string // what a reader sees, escapes undone
	Link  string // where it leads to, if it is a link
	Nodes []Node
}

// shape writes the kinds of a tree, a line for each.
func (n Node) shape() []string {
	var out []string
	var add func(n Node, depth int)
	add = func(n Node, depth int) {
		if n.Kind != "" {
			out = append(out, strings.Repeat("  ", depth)+n.Kind)
			depth++
		}
		for _, c := range n.Nodes {
			add(c, depth)
		}
	}
	add(n, 0)
	return out
}

// each calls f with every node that is read on the page, in order.
func (n Node) each(f func(Node)) {
	if strings.HasPrefix(n.Kind, "@") {
		return
	}
	f(n)
	for _, c := range n.Nodes {
		c.each(f)
	}
}

// texts returns the texts that are read on the page, in order.
func (n Node) texts() []string {
	var out []string
	n.each(func(n Node) {
		if n.Text != "" {
			out = append(out, n.Text)
		}
	})
	return out
}

// links returns where the output leads to, attributes included.
func (n Node) links() []string {
	var out []string
	if n.Link != "" {
		out = append(out, n.Link)
	}
	for _, c := range n.Nodes {
		out = append(out, c.links()...)
	}
	return out
}

// A said is what an output says, made to be searched.
type said struct {
	all   string // without spaces
	words map[string]bool
}

func newSaid(texts []string) said {
	out := said{words: map[string]bool{}}
	var all strings.Builder
	for _, t := range texts {
		all.WriteString(squeeze(t))
		for w := range strings.FieldsSeq(t) {
			out.words[squeeze(w)] = true
		}
	}
	out.all = all.String()
	return out
}

// has reports whether a text is there: in one piece, or, where columns are
// wrapped, each of its words.
func (s said) has(text string) bool {
	if strings.Contains(s.all, squeeze(text)) {
		return true
	}
	for w := range strings.FieldsSeq(report.CleanLine(text)) {
		if w = squeeze(w); w != "" && !s.words[w] {
			return false
		}
	}
	return true
}

// squeeze takes out what formats may change: spaces, what stands for characters
// that are not safe, and characters that nobody sees.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == 0x2060, r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, report.Clean(s))
}

// difference says where two shapes part.
func difference(want, got []string) string {
	i := 0
	for i < len(want) && i < len(got) && want[i] == got[i] {
		i++
	}
	at := func(shape []string) string {
		if i < len(shape) {
			return fmt.Sprintf("%q", strings.TrimSpace(shape[i]))
		}
		return "the end"
	}
	return fmt.Sprintf("%s instead of %s, as piece %d", at(got), at(want), i+1)
}
