package reporttest

import (
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
)

// HTML parses a page or a fragment, strictly: every element that is no void one has
// its end tag, in balance; attributes are in double or single quotes and are there
// once; < and & stand for themselves nowhere; characters that [report.Clean] takes
// out are not written as references either. Scripts and attributes that run them are errors, and so are frames
// and objects. Attributes are nodes of kind @name, and those that lead somewhere
// are links. It covers what renderers write and is no judge of foreign pages:
// names of elements are not checked, nor what may stand in what.
func HTML(b []byte) (Node, error) {
	if !utf8.Valid(b) {
		return Node{}, errors.New("html: not UTF-8")
	}
	p := &htmlParser{rest: string(b), open: []*Node{{Kind: "html page"}}}
	for p.rest != "" {
		if err := p.step(); err != nil {
			return Node{}, fmt.Errorf("html: %w, before %s", err, short(p.rest))
		}
	}
	if n := len(p.open) - 1; n > 0 {
		return Node{}, fmt.Errorf("html: <%s> has no end", p.open[n].Kind)
	}
	return *p.open[0], nil
}

// htmlVoid are the elements without an end tag, and htmlBanned those that no
// report needs.
var (
	htmlVoid   = [...]string{"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
	htmlBanned = [...]string{"script", "iframe", "frame", "object", "embed", "applet", "foreignobject", "base", "noscript", "template", "plaintext", "xmp"}
	htmlLinks  = [...]string{"href", "src", "xlink:href", "action", "formaction", "poster", "cite", "background", "data", "ping"}
)

type htmlParser struct {
	rest string
	open []*Node
}

func (p *htmlParser) add(n Node) {
	top := p.open[len(p.open)-1]
	top.Nodes = append(top.Nodes, n)
}

func (p *htmlParser) step() error {
	switch rest := p.rest; {
	case strings.HasPrefix(rest, "<!--"):
		_, after, ok := strings.Cut(rest, "-->")
		if !ok {
			return errors.New("a comment without an end")
		}
		p.add(Node{Kind: "@comment"})
		p.rest = after
	case len(rest) >= 15 && strings.EqualFold(rest[:15], "<!doctype html>"):
		if len(p.open) > 1 || len(p.open[0].Nodes) > 0 {
			return errors.New("a doctype that does not come first")
		}
		p.add(Node{Kind: "doctype"})
		p.rest = rest[15:]
	case strings.HasPrefix(rest, "</"):
		return p.endTag()
	case strings.HasPrefix(rest, "<"):
		return p.startTag()
	default:
		text, _, _ := strings.Cut(rest, "<")
		t, err := htmlText(text)
		if err != nil {
			return err
		}
		p.rest = rest[len(text):]
		if strings.TrimSpace(t) != "" {
			p.add(Node{Text: t})
		}
	}
	return nil
}

func (p *htmlParser) endTag() error {
	name, after, ok := strings.Cut(p.rest[2:], ">")
	name = strings.ToLower(strings.TrimSpace(name))
	top := p.open[len(p.open)-1]
	if !ok || len(p.open) == 1 || top.Kind != name {
		return fmt.Errorf("the end of <%s> where <%s> is open", name, top.Kind)
	}
	p.open = p.open[:len(p.open)-1]
	p.add(*top)
	p.rest = after
	return nil
}

func (p *htmlParser) startTag() error {
	p.rest = p.rest[1:]
	name := strings.ToLower(p.take(isNameByte))
	if name == "" || name[0] < 'a' || name[0] > 'z' {
		return errors.New("a < that begins no element")
	}
	if slices.Contains(htmlBanned[:], name) {
		return fmt.Errorf("an element <%s>", name)
	}
	n := Node{Kind: name}
	for {
		space := p.take(isSpaceByte)
		switch {
		case strings.HasPrefix(p.rest, "/>"), strings.HasPrefix(p.rest, ">"):
			closed := p.rest[0] == '/'
			p.rest = strings.TrimPrefix(strings.TrimPrefix(p.rest, "/"), ">")
			return p.begun(n, closed)
		case p.rest == "":
			return errors.New("a tag without an end")
		case space == "":
			return fmt.Errorf("no space between the attributes of <%s>", name)
		}
		a, err := p.attribute()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(n.Nodes, func(b Node) bool { return a.Kind == b.Kind }) {
			return fmt.Errorf("two attributes %s", a.Kind)
		}
		n.Nodes = append(n.Nodes, a)
	}
}

// begun takes in an element whose start tag is read.
func (p *htmlParser) begun(n Node, closed bool) error {
	switch {
	case n.Kind == "br" && len(n.Nodes) == 0:
		p.add(Node{Text: "\n"})
	case closed || slices.Contains(htmlVoid[:], n.Kind):
		p.add(n)
	case n.Kind == "style":
		text, after, ok := strings.Cut(p.rest, "</style>")
		if !ok || strings.ContainsAny(text, "<") || strings.Contains(text, "@import") || strings.Contains(text, "url(") {
			return errors.New("a style that has no end, holds < or loads something")
		}
		n.Nodes, p.rest = append(n.Nodes, Node{Kind: "@css", Text: text}), after
		p.add(n)
	default:
		p.open = append(p.open, &n)
	}
	return nil
}

func (p *htmlParser) attribute() (Node, error) {
	name := strings.ToLower(p.take(isNameByte))
	if name == "" {
		return Node{}, errors.New("an attribute without a name")
	}
	if strings.HasPrefix(name, "on") || name == "srcdoc" || name == "srcset" {
		return Node{}, fmt.Errorf("an attribute %s", name)
	}
	n := Node{Kind: "@" + name}
	if !strings.HasPrefix(p.rest, "=") {
		return n, nil
	}
	p.rest = p.rest[1:]
	if p.rest == "" || p.rest[0] != '"' && p.rest[0] != '\'' {
		return n, fmt.Errorf("the attribute %s without quotes", name)
	}
	value, after, ok := strings.Cut(p.rest[1:], p.rest[:1])
	if !ok {
		return n, fmt.Errorf("the attribute %s without an end", name)
	}
	text, err := htmlText(value)
	if err != nil {
		return n, err
	}
	p.rest, n.Text = after, text
	if slices.Contains(htmlLinks[:], name) {
		n.Link = text
	}
	return n, nil
}

// take takes the bytes for which is holds.
func (p *htmlParser) take(is func(byte) bool) string {
	i := 0
	for i < len(p.rest) && is(p.rest[i]) {
		i++
	}
	taken := p.rest[:i]
	p.rest = p.rest[i:]
	return taken
}

func isSpaceByte(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == ':' || c == '_'
}

// htmlText undoes references. An & that begins none is an error, as is a reference
// to a character that is not safe.
func htmlText(s string) (string, error) {
	if strings.Contains(s, "<") {
		return "", errors.New("a < that is not escaped")
	}
	var out strings.Builder
	for {
		before, after, found := strings.Cut(s, "&")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		name, rest, ended := strings.Cut(after, ";")
		ref := "&" + name + ";"
		text := html.UnescapeString(ref)
		switch {
		case !ended || text == ref:
			return "", fmt.Errorf("an & that is not escaped: %s", short("&"+after))
		case strings.HasPrefix(name, "#") && report.Clean(text) != text:
			return "", fmt.Errorf("a reference to what is not safe: %s", ref)
		}
		out.WriteString(text)
		s = rest
	}
}
