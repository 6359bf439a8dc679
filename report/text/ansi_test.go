package text_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

type renderer = text.Renderer

// sequence is one that may be written, and the only thing with an ESC in it.
var sequence = regexp.MustCompile(`\x1b\[(?:0|1|2|2;3|3[1-6])m`)

// checkSequences fails if a report for terminals is anything but the plain one with
// sequences in it, each line by itself.
func checkSequences(t testing.TB, name, plain, coloured string) {
	t.Helper()
	require.Equal(t, plain, sequence.ReplaceAllString(coloured, ""), name)
	for line := range strings.Lines(coloured) {
		on := false
		for _, s := range sequence.FindAllString(line, -1) {
			require.NotEqual(t, on, s != "\x1b[0m", "%s: a style is switched off before the next: %q", name, line)
			on = !on
		}
		require.False(t, on, "%s: the line leaves a style on: %q", name, line)
	}
	require.NotContains(t, sequence.ReplaceAllString(coloured, ""), "\x1b", name)
}

func TestANSIAddsNothingElse(t *testing.T) {
	docs := map[string]*report.Report{"every": every("\x1b[31mred"), "portfolio": portfolio(t)}
	for _, f := range reporttest.Fixtures() {
		docs[f.Name] = f.Report
	}
	for _, name := range cases.Names() {
		for _, a := range []report.Audience{report.Internal, report.Partner, report.Public} {
			docs[name+" for "+a.String()] = postmortem(t, name, a)
		}
	}
	options(func(options string, r renderer) {
		for name, doc := range docs {
			coloured := r
			coloured.ANSI = true
			checkSequences(t, name+options, render(t, r, doc), render(t, coloured, doc))
		}
	})
}

// What is coloured says the same without colour.
func TestColourIsNeverAlone(t *testing.T) {
	out := render(t, renderer{ANSI: true}, every("eu-west"))
	for _, want := range []string{
		"\x1b[31m█████", "\x1b[33m░░░░░░", "\x1b[33m▄▄▄▄", "\x1b[36m▂", "\x1b[31mmajor outage\x1b[0m", "\x1b[33mdegraded\x1b[0m", "\x1b[36mmaintenance\x1b[0m", "\x1b[31m█\x1b[0m major outage", "\x1b[31m×\x1b[0m missed",
		"\x1b[31mmissed\x1b[0m", "\x1b[2;3mnot recorded\x1b[0m", "\x1b[2;3mtime unknown\x1b[0m", "\x1b[2;3munknown\x1b[0m", "\x1b[31mcertain\x1b[0m", "\x1b[33mdoubtful\x1b[0m",
		"\x1b[1mAbout lanes\x1b[0m", "\x1b[1mwhere   ", "\x1b[2;3munknown (mitigated not recorded)\x1b[0m",
	} {
		assert.True(t, strings.Contains(out, want), "%q", want)
	}
}

// written is what stands in a report as text: what people wrote, and what its
// builder put together.
func written(doc *report.Report) string {
	var out strings.Builder
	add := func(v report.Value) {
		_, instant := v.Instant()
		_, figure := v.Figure()
		_, length := v.Length()
		if !instant && !figure && !length {
			out.WriteString(v.Words(nil))
		}
	}
	for s, b := range doc.Blocks(nil) {
		out.WriteString(s.Title)
		switch b := b.(type) {
		case report.Paragraph:
			out.WriteString(b.Text)
		case report.Code:
			out.WriteString(b.Text)
		case report.List:
			for _, v := range b.Items {
				add(v)
			}
		case report.Table:
			for _, h := range b.Head {
				out.WriteString(h)
			}
			for _, row := range b.Rows {
				for _, v := range row {
					add(v)
				}
			}
		}
	}
	return out.String()
}

// In ASCII nothing else is written, but for what stands in the report as text.
func TestASCII(t *testing.T) {
	docs := map[string]*report.Report{"every": every("eu-west"), "portfolio": portfolio(t)}
	for _, f := range reporttest.Fixtures() {
		docs[f.Name] = f.Report
	}
	for _, name := range cases.Names() {
		docs[name] = postmortem(t, name, report.Internal)
	}
	all := 0
	for name, doc := range docs {
		text := written(doc)
		if strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) < 0 {
			all++
		}
		options(func(options string, r renderer) {
			if !r.ASCII {
				return
			}
			for _, c := range render(t, r, doc) {
				if c >= 0x80 && !strings.ContainsRune(text, c) {
					t.Fatalf("%s, %s: %q", name, options, c)
				}
			}
		})
	}
	assert.Greater(t, all, 20, "reports that are ASCII throughout")
}

func TestASCIIFigures(t *testing.T) {
	doc := page(report.List{Items: []report.Value{
		report.At(about(10, 30)), report.At(timeline.Between(clock(9, 0), clock(10, 0))), report.At(timeline.Between(clock(9, 0), clock(40, 0))),
		report.Lasting(timeline.LastingBetween(time.Hour, 2*time.Hour)), report.Lasting(timeline.LastingAtLeast(time.Hour)), report.Lasting(timeline.Length{}),
		report.Of(timeline.TimeToRestore().Of(response())), report.Of(timeline.TimeToRootCause().Of(response())),
		report.Of(timeline.Downtime().In(timeline.Region("3–4 ≥ ±")).Of(response())), // names what people named
		report.Text("~3h – ≥ 2h ±1 “as is”"), report.Label("3h–9h"), report.Missing("±"),
	}})
	assert.Equal(t, `t
=

* ~2026-03-04 10:30 +/-20m
* 2026-03-04 09:00-10:00
* 2026-03-04 09:00 - 2026-03-05 16:00
* 1h-2h
* >= 1h
* unknown
* >= 2h58m
* 58m-1h50m
* unknown (no impact recorded for 3–4 ≥ ±)
* ~3h – ≥ 2h ±1 “as is”
* 3h–9h
* ±

`, render(t, renderer{ASCII: true}, doc))
}
