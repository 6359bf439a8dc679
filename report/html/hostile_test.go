package html_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// spoken is a report in which every word is the given one, those of the library
// too.
func spoken(word string) *report.Report {
	label := func(s string) string {
		if s == "" {
			return ""
		}
		return "so " + word
	}
	place := timeline.Component(word).In(word)
	word = "so " + word
	text := report.Text(word)
	from, to := at(10, 0), about(12, 0)
	length := timeline.LastingBetween(time.Hour, 3*time.Hour)
	bad := report.Severity{Level: severity.Major, Scale: word, Word: word}
	return &report.Report{Title: word, Format: report.Format{Label: label, Language: word}, Sections: []report.Section{
		{ID: word, Title: word, Level: 1, Incident: word, Blocks: []report.Block{
			report.Paragraph{Text: word}, report.Code{Text: word}, report.List{Items: []report.Value{text, report.Missing(word), report.Label(word), report.English(word), report.Phrase("{1}", text), report.At(to)}},
			report.Table{Head: []string{word, "", word, word, word}, Rows: [][]report.Value{{text, text, report.Number(1), report.At(from), {}}}},
			report.Facts{Rows: []report.Fact{{Label: word, Value: text}}},
			report.Figures{Title: word, Rows: []report.Figure{{Group: word, Label: word}}},
			report.Timeline{Entries: []report.Entry{{At: from, What: word, Text: word, Status: word, Written: word, Actor: word, Source: word}, {What: word}}},
			report.Found{Findings: []timeline.Finding{{Rule: word, Text: word}, {Rule: word, Text: word, Doubt: true}}},
		}},
		{ID: word, Title: word, Level: 1, Blocks: []report.Block{
			report.Lanes{From: from, To: to, Impacts: []report.Impact{
				{Scope: place, Start: from, End: to, EndState: timeline.EndGiven}, {Scope: place, Start: from, End: to, EndState: timeline.EndGiven, Total: length},
			}},
			report.Phases{Title: word, Stages: []report.Phase{{Label: word, From: from, To: to}}},
			report.Cadence{Updates: []report.Tick{{At: from, What: word, Due: to, Kept: word}, {At: to, What: word}}, From: from, To: to},
			report.Steps{From: from, To: to, Steps: []report.Step{{Severity: bad, From: from, Text: word}}},
			report.Spreads{Title: word, Groups: []report.Spread{{Label: word, Shortest: length, Longest: length}}},
		}},
	}}
}

// hostile is text that has broken some renderer, or could.
var hostile = []string{
	"<script>alert(1)</script>", "</title><script>", "</style>", "]]>", "<!--", "-->", "<![CDATA[", "&amp;", "&#60;", "&lt", "\"", "' onclick='x", `" onclick="x`,
	"\x1b[31mred", "a\x00b", "\u202etxt.exe", "\u2066isolate", "two\nlines", "two\r\nlines", "\r", "tab\there", "bad \xff\xfe\xc0 utf8", "\u0085next", "\ufffe\uffff",
	"\u2028", "\v\f", "javascript:alert(1)", "<svg onload=x>", "<foreignObject>", "</svg>", "</text></svg>", "</li></ol>", "{{.}}", "`", "\\", "%", "#", "/../", "url(#x)",
	strings.Repeat("long", 2500), strings.Repeat("&", 2500), strings.Repeat("\xff", 2500), strings.Repeat("語", 2500), "", " ", "\xe2", "\xe2\x80",
}

func checkHostile(t *testing.T, word, benign string) {
	for _, h := range []html.Renderer{{}, {Fragment: true, IDPrefix: "x"}} {
		out := render(t, h, spoken(word))
		got, err := scan(out)
		require.NoError(t, err, "%.80q", word)
		if !h.Fragment {
			assert.Equal(t, benign, got.shape.String(), "%.80q changes the structure", word)
		}
		for _, r := range out {
			if !report.IsClean(r) {
				t.Fatalf("%.80q: the page holds %U", word, r)
			}
		}
	}
	for _, s := range spoken(word).Sections {
		for _, b := range s.Blocks {
			var out bytes.Buffer
			if html.SVG(&out, b, &report.Format{}) != nil {
				continue
			}
			_, err := scan(out.String())
			require.NoError(t, err, "%.80q in %T", word, b)
			for d := xml.NewDecoder(&out); err == nil; {
				_, err = d.Token()
			}
			require.NoError(t, err2(err), "%.80q in %T", word, b)
		}
	}
}

// err2 is err, but nil at the end.
func err2(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

func benign(t testing.TB) string {
	s, err := scan(render(t, html.Renderer{}, spoken("benign")))
	require.NoError(t, err)
	return s.shape.String()
}

// Text cannot change the structure of a page, whatever it is.
func TestHostileText(t *testing.T) {
	want := benign(t)
	for _, word := range hostile {
		checkHostile(t, word, want)
	}
}

func FuzzHostileText(f *testing.F) {
	for _, word := range []string{"", "<a b=\"c\">&amp;", "\xff\u202e\r\n"} { // the others are in TestHostileText
		f.Add(word)
	}
	want := benign(f)
	f.Fuzz(func(t *testing.T, word string) {
		if len(word) < 1000 {
			checkHostile(t, word, want)
		}
	})
}
