package reporttest_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/reporttest"
)

var all = flag.Bool("all", false, "try every rule on every fault up to the one that is meant: half a minute")

// broken returns a sheet with one fault.
func broken(f func(*sheet)) *sheet {
	s := newSheet()
	f(s)
	return s
}

// worded returns a sheet that takes some values for others.
func worded(f func(v report.Value, format *report.Format) (string, bool)) *sheet {
	return broken(func(s *sheet) {
		s.words = func(v report.Value, format *report.Format) string {
			if text, ok := f(v, format); ok {
				return text
			}
			return v.Words(format)
		}
	})
}

// texted returns a sheet that does something to texts before they are escaped.
func texted(f func(string) string) *sheet {
	return broken(func(s *sheet) {
		s.text = func(text string) string { return linked(html.EscapeString(report.Clean(f(text)))) }
	})
}

// around returns a sheet that does something else around rendering.
func around(f func(usual report.Renderer, w io.Writer, r *report.Report) error) *sheet {
	return broken(func(s *sheet) {
		s.render = func(_ *sheet, usual report.Renderer, w io.Writer, r *report.Report) error { return f(usual, w, r) }
	})
}

// drawing returns a sheet that writes some blocks its own way.
func drawing(f func(s *sheet, b *bytes.Buffer, block report.Block, format *report.Format) bool) *sheet {
	return broken(func(s *sheet) { s.block = f })
}

// blocking returns a sheet that sees other blocks than there are.
func blocking(f func(r *report.Report, yield func(*report.Section, report.Block) bool)) *sheet {
	return broken(func(s *sheet) {
		s.blocks = func(r *report.Report) iter.Seq2[*report.Section, report.Block] {
			return func(yield func(*report.Section, report.Block) bool) { f(r, yield) }
		}
	})
}

// ending returns a sheet that adds something to the end of each page.
func ending(f func(r *report.Report) string) *sheet {
	return around(func(usual report.Renderer, w io.Writer, r *report.Report) error {
		var b bytes.Buffer
		if err := usual.Render(&b, r); err != nil {
			return err
		}
		b.WriteString(f(r))
		return send(w, b.Bytes())
	})
}

type fault struct {
	rule string // the first that it breaks
	name string
	r    report.Renderer
}

// TestEveryRuleCatches plants faults: for each rule some, and the kit catches each
// by that very rule before any other.
func TestEveryRuleCatches(t *testing.T) {
	faults := slices.Concat(faultsOfWriting(), faultsOfState(t), faultsOfBlocks(), faultsOfWords(), faultsOfOmission(), faultsOfFormat(), faultsOfCharacters(), faultsOfShape(), faultsOfCost())
	planted := map[string]bool{}
	for _, f := range faults {
		planted[f.rule] = true
		t.Run(f.rule+", "+f.name, func(t *testing.T) {
			found := reporttest.FirstFailure(f.r, reporttest.Options{Parse: reporttest.HTML, Time: f.rule == "time"}, leftOut(f.rule)...)
			require.NotNil(t, found, "nothing was found")
			assert.Equal(t, f.rule, found.Rule, "%v", found)
		})
	}
	for _, r := range reporttest.Rules() {
		assert.True(t, planted[r.Name], "no fault is planted for %s", r.Name)
	}
	t.Logf("%d faults", len(faults))
}

// leftOut names the rules that are not tried on a fault of a rule: the slow ones,
// and in short tests all others, unless -all is given.
func leftOut(rule string) []string {
	slow := []string{
		"utf8", "controls", "clock", "same_bytes", "unchanged", "canaries", "goroutines", "write_error", "write_stop", "short_write", "concurrent", "links", "shape", "kept", "size", "memory", "time",
	}
	switch {
	case *all:
		slow = nil
	case testing.Short():
		slow = nil
		for _, r := range reporttest.Rules() {
			slow = append(slow, r.Name)
		}
	}
	return slices.DeleteFunc(slow, func(name string) bool { return name == rule })
}

func TestSheetPasses(t *testing.T) {
	reporttest.Run(t, func() report.Renderer { return newSheet() }, reporttest.Options{Parse: reporttest.HTML})
}

func faultsOfWriting() []fault {
	sending := func(f func(w io.Writer, page []byte) error) *sheet {
		return broken(func(s *sheet) { s.send = f })
	}
	return []fault{
		{"empty", "panics on nil", around(func(usual report.Renderer, w io.Writer, r *report.Report) error {
			_ = r.Title
			return usual.Render(w, r)
		})},
		{"empty", "takes the first section for granted", broken(func(s *sheet) { s.before = func(r *report.Report) { _ = r.Sections[0] } })},
		{"empty", "an error for a table without rows", drawing(func(_ *sheet, _ *bytes.Buffer, b report.Block, _ *report.Format) bool {
			t, ok := b.(report.Table)
			return ok && t.Rows[0] == nil
		})},
		{"well_formed", "a table without an end", drawing(func(s *sheet, b *bytes.Buffer, block report.Block, f *report.Format) bool {
			c, ok := block.(report.Code)
			if ok && c.Text != "" {
				b.WriteString("<pre>" + s.text(c.Text))
			}
			return ok
		})},
		{"write_error", "swallows it", sending(func(w io.Writer, page []byte) error { _ = send(w, page); return nil })},
		{"write_error", "returns one of its own", sending(func(w io.Writer, page []byte) error {
			if send(w, page) != nil {
				return errors.New("cannot write")
			}
			return nil
		})},
		{"write_error", "forgets that of the last write", sending(func(w io.Writer, page []byte) error {
			n := len(page) / 2
			if _, err := w.Write(page[:n]); err != nil {
				return err
			}
			_, _ = w.Write(page[n:])
			return nil
		})},
		{"write_stop", "goes on", sending(func(w io.Writer, page []byte) error {
			err := send(w, page)
			if err != nil {
				_, _ = io.WriteString(w, "</html>")
			}
			return err
		})},
		{"short_write", "does not look", sending(func(w io.Writer, page []byte) error { _, err := w.Write(page); return err })},
		{"short_write", "tries again", sending(func(w io.Writer, page []byte) error {
			for len(page) > 0 {
				n, err := w.Write(page)
				if err != nil {
					return err
				}
				if n == 0 {
					return io.ErrShortWrite
				}
				page = page[n:]
			}
			return nil
		})},
	}
}

func faultsOfState(t *testing.T) []fault {
	stop := make(chan bool)
	t.Cleanup(func() { close(stop) })
	n, lately := 0, map[string][]byte{}
	var shared bytes.Buffer
	return []fault{
		{"clock", "says when it was made", ending(func(*report.Report) string { return "<p>" + time.Now().Format(time.RFC3339) + "</p>" })},
		{"clock", "says on what day", ending(func(*report.Report) string { return "<p>" + time.Now().UTC().Format("Jan 2, 2006") + "</p>" })},
		{"clock", "counts the seconds", ending(func(*report.Report) string { return fmt.Sprintf("<p id=\"p%d\"></p>", time.Now().Unix()) })},
		{"same_bytes", "in the order of a map", ending(func(r *report.Report) string {
			out, ids := "", map[string]bool{"a": true, "b": true, "c": true, "d": true}
			for id := range ids {
				out += "<p>" + id + "</p>"
			}
			return out
		})},
		{"same_bytes", "numbers its pages", ending(func(*report.Report) string { n++; return fmt.Sprintf("<p>%d</p>", n) })},
		{"same_bytes", "draws lots", ending(func(*report.Report) string { return fmt.Sprintf("<p>%d</p>", rand.IntN(1000)) })},
		{"same_bytes", "tells where the report lies", ending(func(r *report.Report) string { return fmt.Sprintf("<p>%p</p>", r) })},
		{"unchanged", "adds a title", broken(func(s *sheet) { s.before = func(r *report.Report) { r.Title = strings.ToUpper(r.Title) } })},
		{"unchanged", "sorts the sections", broken(func(s *sheet) {
			s.before = func(r *report.Report) {
				slices.SortFunc(r.Sections, func(a, b report.Section) int { return strings.Compare(a.Title, b.Title) * -1 })
			}
		})},
		{"unchanged", "appends to the sections", broken(func(s *sheet) {
			s.before = func(r *report.Report) { _ = append(r.Sections, report.Section{Title: "footer"}) }
		})},
		{"canaries", "keeps pages by incident", around(func(usual report.Renderer, w io.Writer, r *report.Report) error {
			var b bytes.Buffer
			if r == nil || len(r.Incidents) == 0 || r.Incidents[0].ID == "" {
				return usual.Render(w, r)
			}
			key := r.Incidents[0].ID
			if strings.HasPrefix(r.Incidents[0].Title, "Kx") {
				key = "the fixture"
			}
			if lately[key] == nil {
				if err := usual.Render(&b, r); err != nil {
					return err
				}
				lately[key] = b.Bytes()
			}
			return send(w, lately[key])
		})},
		{"goroutines", "leaves one behind", around(func(usual report.Renderer, w io.Writer, r *report.Report) error {
			go func() { <-stop }()
			return usual.Render(w, r)
		})},
		{"concurrent", "shares a buffer", around(func(usual report.Renderer, w io.Writer, r *report.Report) error {
			var b bytes.Buffer
			err := usual.Render(&b, r)
			locked.Lock() // what is tested is the sharing, not the race
			shared.Reset()
			shared.Write(b.Bytes())
			page := shared.Bytes()
			locked.Unlock()
			return errors.Join(err, sendSlowly(w, page))
		})},
	}
}

var locked sync.Mutex

// sendSlowly reads the page again for each piece.
func sendSlowly(w io.Writer, page []byte) error {
	for len(page) > 0 {
		locked.Lock()
		piece := bytes.Clone(page[:min(len(page), 512)])
		locked.Unlock()
		if err := send(w, piece); err != nil {
			return err
		}
		page = page[len(piece):]
	}
	return nil
}
