package reporttest

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
)

// benign is a text that is nothing else.
const benign = "benign"

// hostile returns the hostile texts that a format can hold.
func (s *subject) hostile() []string {
	return slices.DeleteFunc(Hostile(), func(t string) bool {
		return s.Limits.Text > 0 && utf8.RuneCountInString(t) > s.Limits.Text/2
	})
}

// writeHostile writes the report that says a text everywhere; once for all rules.
func (s *subject) writeHostile(text string) ([]byte, bool) {
	out, ok := s.written[text]
	if !ok {
		out, ok = s.write(named(text), everywhere(text))
		s.written[text] = out
	}
	return out, ok
}

func checkUTF8(s *subject) {
	for _, t := range s.hostile() {
		if out, ok := s.writeHostile(t); ok && !utf8.Valid(out) {
			s.fail("of %s, the output is not", named(t))
		}
	}
}

func checkControls(s *subject) {
	for _, t := range s.hostile() {
		out, ok := s.writeHostile(t)
		if !ok {
			return
		}
		lines := string(bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n")))
		if clean := report.Clean(lines); clean != lines && utf8.Valid(out) {
			i := 0
			for i < len(clean) && clean[i] == lines[i] {
				i++
			}
			s.fail("of %s, this comes through: %q", named(t), lines[i:min(i+12, len(lines))])
		}
	}
}

var safe = regexp.MustCompile(`^(?i:https?://|mailto:|#)`)

func checkLinks(s *subject) {
	check := func(name string, out []byte, ok bool) {
		if !ok {
			return
		}
		n, err := s.parse(out)
		if err != nil && s.Parse != nil {
			return // what does not parse breaks another rule
		} else if err != nil {
			s.fail("%v", err)
		}
		for _, link := range n.links() {
			if !safe.MatchString(link) || report.Clean(link) != link {
				s.fail("of %s, there is a link to %s", name, short(link))
			}
		}
	}
	for _, f := range fixtures(s.Limits) {
		out, ok := s.write(f.Name, f.Report)
		check(f.Name, out, ok)
	}
	for _, t := range s.hostile() {
		out, ok := s.writeHostile(t)
		check(named(t), out, ok)
	}
}

// checkShape compares reports that say something hostile with one that does not.
func checkShape(s *subject) {
	n, ok := s.read("a benign report", everywhere(benign))
	if !ok {
		return
	}
	want := n.form()
	for _, t := range s.hostile() {
		out, ok := s.writeHostile(t)
		if !ok {
			return
		}
		if found := s.deformed(out, want); found != "" {
			s.fail("of %s: %s", s.where(t, want), found)
		}
	}
}

// deformed says how the shape of a report differs, if it does.
func (s *subject) deformed(out []byte, want []string) string {
	n, err := s.parse(out)
	if err != nil {
		return err.Error()
	}
	if got := n.form(); !slices.Equal(got, want) {
		return difference(want, got)
	}
	return ""
}

// where names the first place in which a text alone changes the shape.
func (s *subject) where(text string, want []string) string {
	var all []string
	places(func(place string) string { all = append(all, place); return benign })
	for _, one := range all {
		r := places(func(place string) string {
			if place == one {
				return text
			}
			return benign
		})
		if out, ok := s.write(one, r); ok && s.deformed(out, want) != "" {
			return short(text) + " as " + one
		}
	}
	return short(text) + " everywhere"
}

// form is the shape without links: a text may be shown as a link to the address
// that it holds.
func (n Node) form() []string {
	return n.plain().shape()
}

func (n Node) plain() Node {
	linked := n.Link != ""
	for _, c := range n.Nodes {
		linked = linked || strings.HasPrefix(c.Kind, "@") && c.Link != ""
	}
	out := Node{Kind: n.Kind, Text: n.Text}
	for _, c := range n.Nodes {
		if linked && strings.HasPrefix(c.Kind, "@") {
			continue
		}
		out.Nodes = append(out.Nodes, c.plain())
	}
	if linked {
		out.Kind = ""
	}
	return out
}

// checkKept looks for hostile texts where there is room for them.
func checkKept(s *subject) {
	for _, t := range s.hostile() {
		r := page(report.Section{ID: "one", Title: t, Level: 1, Blocks: []report.Block{
			report.Paragraph{Text: t},
			report.List{Items: []report.Value{report.Text(t)}},
			report.Table{Head: []string{"a", "b"}, Rows: [][]report.Value{{report.Text("c"), report.Text(t)}}},
			report.Code{Text: t},
		}})
		n, ok := s.read(named(t), r)
		if !ok {
			return
		}
		const times = 5 // a title and four blocks
		want, says := squeeze(t), newSaid(n.texts()).all
		if got := strings.Count(says, want); want != "" && got < times {
			s.fail("%s is there %d times, not %d", short(t), got, times)
		}
	}
}
