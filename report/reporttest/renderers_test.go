package reporttest_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/csv"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/report/json"
	gfm "github.com/allclear-go/allclear/report/markdown"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/report/text"
)

// sgr is what switches weight and colour of a terminal.
var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// terminal reads text for terminals, as if it were plain.
func terminal(b []byte) (reporttest.Node, error) { return reporttest.Text(sgr.ReplaceAll(b, nil)) }

// styled is what text for terminals cannot obey.
var styled = map[string]string{"controls": "its own sequences hold ESC; that no text adds one is for the tests of package text"}

// inASCII is how figures and instants are spelled there.
func inASCII(s string) string {
	return strings.NewReplacer("–", "-", "≥", ">=", "≤", "<=", "±", "+/-").Replace(s)
}

// A renderer may spell what it writes in its own way if the kit is told.
func TestSpell(t *testing.T) {
	r := text.Renderer{ASCII: true}
	f := reporttest.FirstFailure(r, reporttest.Options{Parse: reporttest.Text}, "memory", "size")
	require.NotNil(t, f)
	assert.Equal(t, "figures", f.Rule)
	assert.Nil(t, reporttest.FirstFailure(r, reporttest.Options{Parse: reporttest.Text, Spell: inASCII}, "memory", "size"))
}

// Every renderer of this module obeys the rules. A new one is a line here.
func TestRenderers(t *testing.T) {
	for _, c := range []struct {
		name string
		new  func() report.Renderer
		o    reporttest.Options
	}{
		{"text", func() report.Renderer { return text.Renderer{} }, reporttest.Options{Parse: reporttest.Text}},
		{"text of 40 columns", func() report.Renderer { return text.Renderer{Width: 40} }, reporttest.Options{Parse: reporttest.Text}},
		{"text of 60 columns in ASCII", func() report.Renderer { return text.Renderer{Width: 60, ASCII: true} }, reporttest.Options{Parse: reporttest.Text, Spell: inASCII}},
		{"text of 80 columns for terminals", func() report.Renderer { return text.Renderer{Width: 80, ANSI: true} }, reporttest.Options{Parse: terminal, Except: styled}},
		{"text of 40 columns for terminals in ASCII", func() report.Renderer { return text.Renderer{Width: 40, ANSI: true, ASCII: true} }, reporttest.Options{Parse: terminal, Spell: inASCII, Except: styled}},
		{"html", func() report.Renderer { return html.Renderer{} }, reporttest.Options{Parse: reporttest.HTML}},
		{"html fragment", func() report.Renderer { return html.Renderer{Fragment: true} }, reporttest.Options{Parse: reporttest.HTML}},
		{"markdown", func() report.Renderer { return gfm.Renderer{} }, reporttest.Options{Parse: reporttest.Markdown}},
		{"markdown without diagrams", func() report.Renderer { return gfm.Renderer{Mermaid: gfm.MermaidNone} }, reporttest.Options{Parse: reporttest.Markdown}},
		{"csv", func() report.Renderer { return csv.Renderer{} }, reporttest.Options{Parse: reporttest.CSV}},
		{"raw csv", func() report.Renderer { return csv.Renderer{Raw: true} }, reporttest.Options{Parse: reporttest.RawCSV}},
		{"json", func() report.Renderer { return json.Renderer{} }, reporttest.Options{Parse: reporttest.JSON}},
	} {
		t.Run(c.name, func(t *testing.T) { reporttest.Run(t, c.new, c.o) })
	}
}
