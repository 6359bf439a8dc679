package html_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A scanner reads the HTML and SVG that this package writes, and nothing looser:
// each element is closed in order, each attribute stands in double quotes, each
// ampersand begins one of the five escapes. What it accepts, every parser reads
// the same way.
type scanner struct {
	shape strings.Builder // the elements and the names of their attributes, in order
	text  strings.Builder // what stands between them
	open  []string
	ids   map[string]bool
	refs  []string
}

var (
	tagRule  = regexp.MustCompile(`^<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9:-]*="[^"<>]*")*)(/?)>`)
	attrRule = regexp.MustCompile(` ([a-zA-Z][a-zA-Z0-9:-]*)="([^"<>]*)"`)
	ampRule  = regexp.MustCompile(`&(?:amp|lt|gt|#34|#39);`)
	void     = []string{"meta"}
	known    = []string{
		"lang", "xml:lang", "charset", "content", "name", "http-equiv", "class", "id", "aria-labelledby", "aria-label", "aria-hidden", "role", "tabindex", "scope",
		"datetime", "href", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "dx", "d", "fill", "overflow", "xmlns", "viewBox",
		"patternUnits", "patternTransform", "text-anchor",
	}
	unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&")
)

// scan reads a page, a fragment or a picture.
func scan(out string) (*scanner, error) {
	s := &scanner{ids: map[string]bool{}}
	out = strings.TrimPrefix(out, "<!doctype html>\n")
	for out != "" {
		if out[0] != '<' {
			n := strings.IndexByte(out, '<')
			if n < 0 {
				n = len(out)
			}
			if err := s.words(out[:n]); err != nil {
				return s, err
			}
			out = out[n:]
			continue
		}
		m := tagRule.FindStringSubmatch(out)
		if m == nil {
			return s, fmt.Errorf("no tag: %.60q", out)
		}
		out = out[len(m[0]):]
		if err := s.tag(m[1] != "", m[2], m[3], m[4] != ""); err != nil {
			return s, err
		}
		if m[1] == "" && m[2] == "style" {
			n := strings.Index(out, "</style>")
			if n < 0 || strings.ContainsAny(out[:n], "<&") {
				return s, fmt.Errorf("a style sheet with markup in it")
			}
			out = out[n:]
		}
	}
	if len(s.open) > 0 {
		return s, fmt.Errorf("not closed: %v", s.open)
	}
	for _, r := range s.refs {
		if !s.ids[r] {
			return s, fmt.Errorf("no element has the id %q", r)
		}
	}
	return s, nil
}

func (s *scanner) words(t string) error {
	if strings.Contains(ampRule.ReplaceAllString(t, ""), "&") || strings.Contains(t, ">") {
		return fmt.Errorf("not escaped: %q", t)
	}
	s.text.WriteString(unescape.Replace(t))
	return nil
}

func (s *scanner) tag(closes bool, name, attrs string, empty bool) error {
	s.text.WriteByte(' ')
	switch {
	case name == "script" || name == "a" && closes && attrs != "":
		return fmt.Errorf("element %q", name)
	case closes:
		if len(s.open) == 0 || s.open[len(s.open)-1] != name {
			return fmt.Errorf("</%s> closes %v", name, s.open)
		}
		s.open = s.open[:len(s.open)-1]
		s.shape.WriteString("/")
		return nil
	case !empty && !slices.Contains(void, name):
		s.open = append(s.open, name)
	}
	s.shape.WriteString(" " + name)
	for _, a := range attrRule.FindAllStringSubmatch(attrs, -1) {
		if err := s.attr(a[1], a[2]); err != nil {
			return err
		}
	}
	return nil
}

func (s *scanner) attr(name, value string) error {
	if !slices.Contains(known, name) {
		return fmt.Errorf("attribute %q", name)
	}
	s.shape.WriteString("." + name)
	if err := s.words(value); err != nil {
		return err
	}
	value = unescape.Replace(value)
	switch name {
	case "class", "role", "http-equiv":
		s.shape.WriteString("=" + value)
	case "id":
		if s.ids[value] || value == "" || strings.ContainsAny(value, " \n\t") {
			return fmt.Errorf("id %q", value)
		}
		s.ids[value] = true
	case "aria-labelledby":
		s.refs = append(s.refs, strings.Fields(value)...)
	case "href":
		if value[0] != '#' {
			return fmt.Errorf("link to %q", value)
		}
		s.refs = append(s.refs, value[1:])
	case "fill":
		if value != "none" && !strings.HasPrefix(value, "url(#") {
			return fmt.Errorf("fill %q", value)
		}
		s.refs = append(s.refs, strings.TrimSuffix(strings.TrimPrefix(value, "url(#"), ")"))
	}
	return nil
}
