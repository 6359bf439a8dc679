package reporttest

import (
	"errors"
	"fmt"
	"html"
	"strings"
)

// mdInline parses the text of a block.
func mdInline(kind, text string) (Node, error) {
	p := &mdSpan{rest: text}
	n := Node{Kind: kind}
	var err error
	n.Nodes, err = p.until("")
	if err != nil {
		return Node{}, fmt.Errorf("%w, in %s", err, short(text))
	}
	return n, nil
}

// mdSpan is text that is being read.
type mdSpan struct {
	rest   string
	before byte // the last byte taken
}

const mdPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// until reads up to a delimiter, or to the end of the text if that is empty.
func (p *mdSpan) until(delimiter string) ([]Node, error) {
	var out []Node
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			out = append(out, Node{Text: text.String()})
			text.Reset()
		}
	}
	for p.rest != "" {
		if delimiter != "" && strings.HasPrefix(p.rest, delimiter) && (delimiter == "]" || p.before != ' ') && !p.isInWord(delimiter) {
			flush()
			p.skip(len(delimiter))
			return out, nil
		}
		n, literal, err := p.piece()
		if err != nil {
			return nil, err
		}
		text.WriteString(literal)
		if n != nil {
			flush()
			out = append(out, *n)
		}
	}
	if delimiter != "" {
		return nil, fmt.Errorf("a %s without its other", delimiter)
	}
	flush()
	return out, nil
}

// isInWord reports whether the delimiter is an underscore with a letter or digit
// on both sides, which ends nothing.
func (p *mdSpan) isInWord(delimiter string) bool {
	word := func(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
	return delimiter[0] == '_' && word(p.before) && len(p.rest) > len(delimiter) && word(p.rest[len(delimiter)])
}

func (p *mdSpan) skip(n int) {
	p.before = p.rest[n-1]
	p.rest = p.rest[n:]
}

// piece reads a node or some literal text.
func (p *mdSpan) piece() (*Node, string, error) {
	switch c := p.rest[0]; {
	case c == '\\' && len(p.rest) > 1 && strings.IndexByte(mdPunctuation, p.rest[1]) >= 0:
		literal := p.rest[1:2]
		p.skip(2)
		p.before = 'x' // an escaped character delimits nothing
		return nil, literal, nil
	case c == '\\':
		return nil, "", errors.New(`a \ that is not escaped`)
	case c == '&':
		return p.reference()
	case c == '`':
		return p.code()
	case c == '<':
		return p.angle()
	case c == '[', strings.HasPrefix(p.rest, "!["):
		return p.link()
	case c == ']':
		return nil, "", errors.New("a ] that is not escaped")
	case c == '*', c == '_', strings.HasPrefix(p.rest, "~~"):
		return p.emphasis()
	default:
		literal := p.rest[:1]
		p.skip(1)
		return nil, literal, nil
	}
}

func (p *mdSpan) reference() (*Node, string, error) {
	name, _, ended := strings.Cut(p.rest, ";")
	if !ended || len(name) < 2 || strings.ContainsAny(name, " \n") {
		p.skip(1)
		return nil, "&", nil
	}
	text, err := htmlText(name + ";")
	if err != nil {
		return nil, "", err
	}
	p.skip(len(name) + 1)
	return nil, text, nil
}

func (p *mdSpan) code() (*Node, string, error) {
	ticks := p.rest[:len(p.rest)-len(strings.TrimLeft(p.rest, "`"))]
	p.skip(len(ticks))
	for i := 0; i < len(p.rest); i++ {
		if p.rest[i] != '`' {
			continue
		}
		run := len(p.rest[i:]) - len(strings.TrimLeft(p.rest[i:], "`"))
		if run == len(ticks) {
			n := &Node{Kind: "code span", Nodes: []Node{{Text: strings.TrimSpace(p.rest[:i])}}}
			p.skip(i + run)
			return n, "", nil
		}
		i += run - 1
	}
	return nil, "", errors.New("a ` that is not escaped")
}

func (p *mdSpan) angle() (*Node, string, error) {
	inner, _, ended := strings.Cut(p.rest[1:], ">")
	switch tag := strings.TrimRight(strings.TrimSuffix(inner, "/"), " "); {
	case ended && tag == "br":
		p.skip(len(inner) + 2)
		return nil, "\n", nil
	case ended && strings.Contains(inner, ":") && !strings.ContainsAny(inner, " <\n"):
		p.skip(len(inner) + 2)
		return &Node{Kind: "address", Link: inner, Nodes: []Node{{Text: inner}}}, "", nil
	}
	if len(p.rest) > 1 && strings.IndexByte(" =\n0123456789", p.rest[1]) >= 0 {
		p.skip(1)
		return nil, "<", nil
	}
	return nil, "", errors.New("a < that is not escaped")
}

func (p *mdSpan) link() (*Node, string, error) {
	n := &Node{Kind: "link"}
	if p.rest[0] == '!' {
		n.Kind = "image"
		p.skip(1)
	}
	p.skip(1)
	var err error
	if n.Nodes, err = p.until("]"); err != nil {
		return nil, "", fmt.Errorf("a [ that is not escaped: %w", err)
	}
	if !strings.HasPrefix(p.rest, "(") {
		return nil, "", errors.New("a [ that is not escaped")
	}
	target, _, ended := strings.Cut(p.rest[1:], ")")
	if !ended || strings.ContainsAny(target, "\n") {
		return nil, "", errors.New("a link without an end")
	}
	p.skip(len(target) + 2)
	target = strings.TrimSuffix(strings.TrimPrefix(target, "<"), ">")
	if strings.ContainsAny(target, "<> \\") {
		return nil, "", fmt.Errorf("a link to %s", short(target))
	}
	n.Link = html.UnescapeString(target)
	return n, "", nil
}

// emphasis reads a run of * _ or ~~. One between spaces is a character, and so is
// a _ within a word.
func (p *mdSpan) emphasis() (*Node, string, error) {
	c := p.rest[:1]
	run := p.rest[:len(p.rest)-len(strings.TrimLeft(p.rest, c))]
	after := p.rest[len(run):]
	spaceAfter := after == "" || after[0] == ' ' || after[0] == '\n'
	spaceBefore := p.before == 0 || p.before == ' ' || p.before == '\n'
	if spaceAfter && spaceBefore || c == "_" && !spaceBefore && !spaceAfter {
		p.skip(len(run))
		return nil, run, nil
	}
	if spaceAfter || len(run) > 3 {
		return nil, "", fmt.Errorf("a %s that is not escaped", run)
	}
	p.skip(len(run))
	nodes, err := p.until(run)
	if err != nil {
		return nil, "", err
	}
	return &Node{Kind: "emphasis " + run, Nodes: nodes}, "", nil
}
