package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/timeline"
)

var update = flag.Bool("update", false, "write testdata")

func render(t testing.TB, h html.Renderer, doc *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, h.Render(&out, doc))
	return out.String()
}

// postmortem is the report of one of the cases.
func postmortem(t testing.TB, name string, audience report.Audience) *report.Report {
	t.Helper()
	incs, err := cases.Load(name)
	require.NoError(t, err)
	var views []*timeline.View
	for _, inc := range incs {
		now, _ := inc.Log().LastRecorded()
		views = append(views, inc.AsOf(now))
	}
	doc, err := report.Postmortem(report.Options{Audience: audience}, views...)
	require.NoError(t, err)
	return doc
}

func TestGolden(t *testing.T) {
	var picture bytes.Buffer
	lanes := every().Sections[2].Blocks[0]
	require.NoError(t, html.SVG(&picture, lanes, nil))
	for file, got := range map[string]string{
		"pipedrive-public.html":    render(t, html.Renderer{}, postmortem(t, "pipedrive", report.Public)),
		"monday-2022-partner.html": render(t, html.Renderer{Fragment: true}, postmortem(t, "monday-2022", report.Partner)),
		"every.html":               render(t, html.Renderer{Fragment: true}, every()),
		"lanes.svg":                picture.String(),
	} {
		file = "testdata/" + file
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, "%s: run with -update, then read the difference", file)
	}
}

// Every page of every case is read by a scanner that takes nothing loose.
func TestCasesAreWellFormed(t *testing.T) {
	for _, name := range cases.Names() {
		for _, audience := range []report.Audience{report.Internal, report.Partner, report.Public} {
			doc := postmortem(t, name, audience)
			for _, h := range []html.Renderer{{}, {Fragment: true}, {IDPrefix: "x-"}} {
				_, err := scan(render(t, h, doc))
				assert.NoError(t, err, "%s for %s", name, audience)
			}
		}
	}
}

// What the primitives say is in the page, whether or not a block is drawn: the
// words of each cell, in order.
func TestNothingIsLost(t *testing.T) {
	doc := every()
	for _, s := range doc.Sections {
		for _, b := range s.Blocks {
			got, err := scan(render(t, html.Renderer{Fragment: true}, &report.Report{Sections: []report.Section{{Title: "t", Blocks: []report.Block{b}}}}))
			require.NoError(t, err)
			rest := strings.Join(strings.Fields(got.text.String()), " ")
			for _, w := range words(b) {
				w = strings.Join(strings.Fields(w), " ")
				assert.Contains(t, rest, w, "%T", b)
			}
		}
	}
}

// words is the words of a block, lowered.
func words(b report.Block) []string {
	var out []string
	r := &report.Report{Sections: []report.Section{{Blocks: []report.Block{b}}}}
	for _, b := range r.Blocks(nil) {
		switch b := b.(type) {
		case report.Paragraph:
			out = append(out, b.Text)
		case report.Code:
			out = append(out, b.Text)
		case report.List:
			for _, v := range b.Items {
				out = append(out, v.Words(nil))
			}
		case report.Table:
			for _, h := range b.Head {
				if h != "what" && h != "in words" && h != "by" && h != "certainty" && h != "finding" && h != "rule" { // lists have no head
					out = append(out, h)
				}
			}
			for _, row := range b.Rows {
				for _, v := range row {
					out = append(out, v.Words(nil))
				}
			}
		}
	}
	return out
}

// own is a block that no renderer knows.
type own struct{}

func (own) Lower(*report.Format) []report.Block {
	return []report.Block{report.Paragraph{Text: "from a block of one's own"}, &report.Code{Text: "line 1\nline 2"}}
}

func TestMissingIsShown(t *testing.T) {
	out := render(t, html.Renderer{}, &report.Report{Sections: []report.Section{
		{ID: "empty", Title: "Nothing here"},
		{ID: "empty", Title: "The same id", Level: 9, Blocks: []report.Block{
			own{}, report.List{Items: []report.Value{report.Missing("never measured"), {}, report.Number(0), report.At(timeline.Instant{})}},
			report.Figures{Title: "none", Rows: []report.Figure{{Label: "restored"}}},
			report.Lanes{Impacts: []report.Impact{{}}}, report.Cadence{}, report.Steps{}, report.Phases{}, report.Spreads{}, report.Found{}, report.Table{}, report.Facts{}, report.Timeline{},
		}},
		{ID: "empty-2", Title: "And its neighbour", Level: 3},
	}})
	for _, want := range []string{
		`<span class="none">never measured</span>`, `<span class="none">unknown</span>`, "<li>0</li>", `<span class="none">time unknown</span>`,
		`<span class="unknown none">unknown</span>`, "from a block of one&#39;s own", "line 1\nline 2", "<title>Nothing here</title>",
		`<h1 id="empty">`, `<h6 id="empty-2">`, `<h3 id="empty-2-2">`,
	} {
		assert.Contains(t, out, want)
	}
	_, err := scan(out)
	assert.NoError(t, err)
	_, err = scan(render(t, html.Renderer{}, nil))
	assert.NoError(t, err)
}

// What has no words or too few cells is filled up: a heading that is empty cannot be
// followed, and HTML has no row without a cell.
func TestNothingIsLeftEmpty(t *testing.T) {
	one := []report.Value{report.Text("x")}
	out := render(t, html.Renderer{}, &report.Report{Sections: []report.Section{
		{ID: "a", Title: " ", Level: 1, Blocks: []report.Block{report.Table{Head: []string{"a", "b"}, Rows: [][]report.Value{one, {}}}}},
		{ID: "b", Level: 1, Blocks: []report.Block{report.Table{Rows: [][]report.Value{{}, {}}}, report.List{Items: []report.Value{report.Missing(" ")}}}},
	}})
	for _, want := range []string{
		`<li><a href="#a">untitled</a></li>`, `<h1 id="a">untitled</h1>`, `<h1 id="b">untitled</h1>`,
		"<tr><td>x</td><td></td></tr>\n<tr><td></td><td></td></tr>\n", `<li><span class="none">unknown</span></li>`,
	} {
		assert.Contains(t, out, want)
	}
	assert.Equal(t, 1, strings.Count(out, "<table>"), "rows without cells make no table")
}

func TestTimeKeepsItsType(t *testing.T) {
	exact := time.Date(2026, 3, 4, 10, 0, 5, 123456000, time.UTC)
	doc := &report.Report{Format: report.Format{Zone: time.FixedZone("CET", 3600)}, Sections: []report.Section{{Blocks: []report.Block{
		report.List{Items: []report.Value{report.At(timeline.At(exact)), report.At(about(10, 0))}},
	}}}}
	out := render(t, html.Renderer{}, doc)
	assert.Contains(t, out, `<time datetime="2026-03-04T10:00:05.123Z">2026-03-04 11:00:05.123456</time>`, "HTML allows three decimals")
	assert.Contains(t, out, `<span class="unsure">~2026-03-04 11:00 ±20m</span>`)
}

func TestOptions(t *testing.T) {
	doc := &report.Report{Title: "Two <regions>", Sections: []report.Section{{ID: "a", Title: "A", Level: 1}, {ID: "b", Title: "B", Level: 1}}}
	page := render(t, html.Renderer{}, doc)
	sheet := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(page)[1]
	assert.Equal(t, html.CSS(), sheet)
	sum := sha256.Sum256([]byte(sheet))
	assert.Contains(t, page, "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	assert.Contains(t, page, "<title>Two &lt;regions&gt;</title>")
	assert.Contains(t, page, `<nav aria-label="contents">`)
	assert.Contains(t, render(t, html.Renderer{CSS: "p{color:red}"}, doc), "<style>p{color:red}</style>")
	fragment := render(t, html.Renderer{Fragment: true}, doc)
	assert.True(t, strings.HasPrefix(fragment, `<div class="allclear" lang="en">`))
	assert.Contains(t, fragment, `<a href="#allclear-b">`)
	assert.NotContains(t, fragment, "<style")
	var out bytes.Buffer
	assert.ErrorIs(t, html.Renderer{CSS: "</style><script>"}.Render(&out, doc), html.ErrCSS)
	assert.Zero(t, out.Len())
}

// Every rule of the sheet is under the class, and loads nothing.
func TestSheetIsScoped(t *testing.T) {
	assert.NotRegexp(t, `url\(|@import|@font-face|expression|https?:`, html.CSS())
	for line := range strings.Lines(html.CSS()) {
		if selectors, _, ok := strings.Cut(line, "{"); ok && !strings.HasPrefix(line, "@") {
			for s := range strings.SplitSeq(selectors, ",") {
				assert.Regexp(t, `^(\.allclear|\.allclear-figure|html:has\(>body>main\.allclear\))`, s)
			}
		}
	}
}

func TestPicturesAreXML(t *testing.T) {
	drawn := 0
	for _, s := range every().Sections {
		for _, b := range s.Blocks {
			var out bytes.Buffer
			err := html.SVG(&out, b, nil)
			if errors.Is(err, html.ErrNoFigure) {
				assert.Zero(t, out.Len())
				continue
			}
			require.NoError(t, err)
			drawn++
			for d := xml.NewDecoder(&out); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else {
					require.NoError(t, err)
				}
			}
		}
	}
	assert.Equal(t, 6, drawn)
}

// A failing writer fails each time, and counts the calls after its first.
type failing struct{ left, after int }

var errFull = errors.New("disk full")

func (f *failing) Write(p []byte) (int, error) {
	if f.left < 0 {
		f.after++
	}
	if len(p) > f.left {
		n := max(f.left, 0)
		f.left = -1
		return n, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

type short struct{}

func (short) Write(p []byte) (int, error) { return len(p) / 2, nil }

func TestWriterFails(t *testing.T) {
	doc := postmortem(t, "monday-2024", report.Internal)
	size := len(render(t, html.Renderer{}, doc))
	for _, left := range []int{0, 1, size / 4, size / 2, size - 1} {
		w := &failing{left: left}
		assert.ErrorIs(t, html.Renderer{}.Render(w, doc), errFull, "after %d bytes", left)
		assert.Zero(t, w.after, "writes on after an error")
	}
	assert.ErrorIs(t, html.Renderer{}.Render(short{}, doc), io.ErrShortWrite)
}
