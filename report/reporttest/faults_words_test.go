package reporttest_test

import (
	"bytes"
	"fmt"
	"html"
	"iter"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/report"
)

var figureKind = regexp.MustCompile(`^(unknown|pending|not applicable|invalid|≥)`)

func faultsOfWords() []fault {
	missing := func(as string) *sheet {
		return worded(func(v report.Value, _ *report.Format) (string, bool) { return as, v.IsMissing() })
	}
	figures := func(as string) *sheet {
		return worded(func(v report.Value, f *report.Format) (string, bool) {
			fig, ok := v.Figure()
			return as, ok && figureKind.MatchString(fig.String())
		})
	}
	return []fault{
		{"missing", "0 for what is missing", missing("0")},
		{"missing", "nothing for what is missing", missing("")},
		{"missing", "a dash for what is missing", missing("–")},
		{"missing", "unknown without the reason", missing("unknown")},
		{"figures", "0s for what is not known", figures("0s")},
		{"figures", "leaves out what is not known", figures("")},
		{"figures", "without the bounds", worded(func(v report.Value, _ *report.Format) (string, bool) {
			f, ok := v.Figure()
			return f.String(), ok
		})},
	}
}

func faultsOfBlocks() []fault {
	return []fault{
		{"own_blocks", "drops what it does not know", blocking(func(r *report.Report, yield func(*report.Section, report.Block) bool) {
			for s, b := range r.Blocks(func(b report.Block) bool { return strings.HasPrefix(fmt.Sprintf("%T", b), "reporttest.") }) {
				if !yield(s, b) {
					return
				}
			}
		})},
		{"own_blocks", "lowers once", blocking(func(r *report.Report, yield func(*report.Section, report.Block) bool) {
			for i := range r.Sections {
				for _, b := range r.Sections[i].Blocks {
					var lower []report.Block
					if b != nil && reflect.TypeOf(b).Kind() != reflect.Pointer {
						lower = b.Lower(&r.Format)
					}
					if len(lower) == 0 {
						lower = []report.Block{b}
					}
					for _, l := range lower {
						if !yield(&r.Sections[i], l) {
							return
						}
					}
				}
			}
		})},
	}
}

func faultsOfOmission() []fault {
	return []fault{
		{"nothing_dropped", "drops Code", drawing(func(_ *sheet, _ *bytes.Buffer, b report.Block, _ *report.Format) bool {
			_, ok := b.(report.Code)
			return ok
		})},
		{"nothing_dropped", "cuts long texts", texted(func(s string) string { return s[:min(len(s), 1000)] })},
		{"nothing_dropped", "a section for each ID", blocking(func(r *report.Report, yield func(*report.Section, report.Block) bool) {
			seen := map[string]*report.Section{}
			for s, b := range r.Blocks(nil) {
				if seen[s.ID] == nil {
					seen[s.ID] = s
				}
				if seen[s.ID] == s && !yield(s, b) {
					return
				}
			}
		})},
		{"nothing_dropped", "no titles below the first level", broken(func(s *sheet) {
			s.blocks = func(r *report.Report) iter.Seq2[*report.Section, report.Block] {
				return func(yield func(*report.Section, report.Block) bool) {
					for section, b := range r.Blocks(nil) {
						shown := *section
						if section.Level > 2 {
							shown.Title = "–"
						}
						if !yield(&shown, b) {
							return
						}
					}
				}
			}
		})},
		{"nothing_dropped", "the day for a moment", worded(func(v report.Value, _ *report.Format) (string, bool) {
			i, ok := v.Instant()
			at, stated := i.Stated()
			return at.Format(time.DateOnly), ok && stated
		})},
		{"in_order", "the last block first", blocking(func(r *report.Report, yield func(*report.Section, report.Block) bool) {
			type pair struct {
				s *report.Section
				b report.Block
			}
			var all []pair
			for s, b := range r.Blocks(nil) {
				all = append(all, pair{s, b})
			}
			for _, p := range slices.Backward(all) {
				if !yield(p.s, p.b) {
					return
				}
			}
		})},
		{"apart", "joins cells", broken(func(s *sheet) {
			s.cells = [2]string{}
			s.text = func(text string) string { return html.EscapeString(strings.TrimSpace(report.Clean(text))) }
		})},
	}
}

func faultsOfFormat() []fault {
	return []fault{
		{"labels", "heads as they are", broken(func(s *sheet) { s.label = func(label string, _ *report.Format) string { return label } })},
		{"labels", "words them twice", broken(func(s *sheet) {
			s.label = func(label string, f *report.Format) string { return f.Words(f.Words(label)) }
		})},
		{"labels", "words what people wrote", drawing(func(s *sheet, b *bytes.Buffer, block report.Block, f *report.Format) bool {
			p, ok := block.(report.Paragraph)
			if ok {
				fmt.Fprintf(b, "<p>%s</p>", s.text(f.Words(p.Text)))
			}
			return ok
		})},
		{"lengths", "of its own", worded(func(v report.Value, f *report.Format) (string, bool) {
			return v.Words(&report.Format{Label: f.Label, Zone: f.Zone}), true
		})},
		{"zone", "in UTC", worded(func(v report.Value, f *report.Format) (string, bool) {
			return v.Words(&report.Format{Label: f.Label, Duration: f.Duration}), true
		})},
		{"zone", "in the machine's zone", worded(func(v report.Value, f *report.Format) (string, bool) {
			i, ok := v.Instant()
			if f.Zone == nil || !ok {
				return "", false // it looks right where it was written
			}
			return (&report.Format{Zone: time.Local}).Instant(i), true
		})},
		{"zone", "does not say which", drawing(func(s *sheet, b *bytes.Buffer, block report.Block, f *report.Format) bool {
			t, ok := block.(report.Table)
			if ok && len(t.Head) > 0 && t.Head[0] == f.ZoneName() {
				t.Head = append([]string{"time"}, t.Head[1:]...)
				s.write(b, t, f)
				return true
			}
			return false
		})},
	}
}

var (
	command = regexp.MustCompile(`^[a-zA-Z]+:[^ ]+$`)
	bold    = regexp.MustCompile(`\*\*(.+)\*\*`)
	tag     = regexp.MustCompile(`<[^>]*>`)
)

func faultsOfShape() []fault {
	raw := func(where func(report.Block) bool) *sheet {
		return drawing(func(s *sheet, b *bytes.Buffer, block report.Block, f *report.Format) bool {
			if block == nil || !where(block) {
				return false
			}
			bare := newSheet()
			bare.text = report.Clean
			bare.write(b, block, f)
			return true
		})
	}
	text := func(f func(string) string) *sheet { return broken(func(s *sheet) { s.text = f }) }
	everything := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	return []fault{
		{"shape", "a cell without escapes", raw(func(b report.Block) bool { t, ok := b.(report.Table); return ok && len(t.Head) == 0 })},
		{"shape", "code without escapes", raw(func(b report.Block) bool { c, ok := b.(report.Code); return ok && !strings.Contains(c.Text, "Kx") })},
		{"shape", "escapes < and > alone", text(func(s string) string {
			return strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(report.Clean(s))
		})},
		{"shape", "quotes in an attribute", drawing(func(s *sheet, b *bytes.Buffer, block report.Block, _ *report.Format) bool {
			p, ok := block.(report.Paragraph)
			if ok {
				fmt.Fprintf(b, `<p title="%s">%s</p>`, everything.Replace(report.Clean(p.Text)), s.text(p.Text))
			}
			return ok
		})},
		{"shape", "a paragraph for each line", drawing(func(s *sheet, b *bytes.Buffer, block report.Block, _ *report.Format) bool {
			p, ok := block.(report.Paragraph)
			for line := range strings.SplitSeq(p.Text, "\n") {
				if ok {
					fmt.Fprintf(b, "<p>%s</p>", s.text(line))
				}
			}
			return ok
		})},
		{"shape", "knows bold type", text(func(s string) string {
			return bold.ReplaceAllString(html.EscapeString(report.Clean(s)), "<b>$1</b>")
		})},
		{"kept", "takes markup out", texted(func(s string) string { return tag.ReplaceAllString(s, "") })},
		{"nothing_dropped", "escapes twice", texted(html.EscapeString)},
		{"kept", "takes signs for commands", texted(func(s string) string { return strings.ReplaceAll(s, "%%", "") })},
	}
}

func faultsOfCost() []fault {
	return []fault{
		{"size", "all that was before, again", drawing(func(s *sheet, b *bytes.Buffer, block report.Block, _ *report.Format) bool {
			if _, ok := block.(report.Paragraph); ok {
				fmt.Fprintf(b, "<!-- %s -->", strings.Repeat(" again", bytes.Count(b.Bytes(), []byte("<p>"))))
			}
			return false
		})},
		{"memory", "a page made of strings", drawing(func(s *sheet, b *bytes.Buffer, block report.Block, f *report.Format) bool {
			t, ok := block.(report.Table)
			if !ok {
				return false
			}
			page := ""
			for i := range t.Rows {
				var row bytes.Buffer
				s.write(&row, report.Table{Rows: t.Rows[i : i+1]}, f)
				page = strings.Join([]string{page, row.String()}, "")
			}
			t.Rows = nil
			s.write(b, t, f)
			b.WriteString(page)
			return true
		})},
		{"time", "looks back all the way", drawing(func(_ *sheet, b *bytes.Buffer, block report.Block, _ *report.Format) bool {
			if p, ok := block.(report.Paragraph); ok {
				for range 250 {
					if p.Text != "" && bytes.IndexByte(b.Bytes(), 0) >= 0 {
						panic("never")
					}
				}
			}
			return false
		})},
	}
}

func faultsOfCharacters() []fault {
	text := func(f func(string) string) *sheet { return broken(func(s *sheet) { s.text = f }) }
	return []fault{
		{"utf8", "what was read is written", text(html.EscapeString)},
		{"utf8", "cuts within a character", text(func(s string) string {
			return html.EscapeString(report.Clean(s)[:min(len(report.Clean(s)), 7000)]) + "\xe2"[:strings.Count(s, "日")]
		})},
		{"controls", "lets overrides through", text(func(s string) string { return html.EscapeString(strings.ToValidUTF8(s, "")) })},
		{"controls", "lets escapes of terminals through", text(func(s string) string {
			return html.EscapeString(strings.NewReplacer("\x00ESC", "\x1b").Replace(report.Clean(strings.ReplaceAll(s, "\x1b", "ESC")))) + strings.Repeat("\x1b", strings.Count(s, "\x1b"))
		})},
		{"links", "links to anything", text(func(s string) string {
			s = html.EscapeString(report.Clean(s))
			return command.ReplaceAllString(s, `<a href="$0">$0</a>`)
		})},
		{"links", "but javascript, in small letters", text(func(s string) string {
			s = html.EscapeString(report.Clean(s))
			return command.ReplaceAllStringFunc(s, func(link string) string {
				if strings.HasPrefix(link, "javascript:") || strings.HasPrefix(link, "data:") {
					return link
				}
				return `<a href="` + link + `">x</a>`
			})
		})},
	}
}
