package reporttest_test

import (
	"testing"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/csv"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/report/json"
	gfm "github.com/allclear-go/allclear/report/markdown"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/report/text"
)

// Every renderer of this module obeys the rules. A new one is a line here.
func TestRenderers(t *testing.T) {
	for _, c := range []struct {
		name string
		new  func() report.Renderer
		o    reporttest.Options
	}{
		{"text", func() report.Renderer { return text.Renderer{} }, reporttest.Options{Parse: reporttest.Text}},
		{"text of 40 columns", func() report.Renderer { return text.Renderer{Width: 40} }, reporttest.Options{Parse: reporttest.Text, Except: map[string]string{
			"nothing_dropped": "words are broken where columns are that narrow",
		}}},
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
