package report_test

import (
	stdjson "encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/markdown"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

// squeeze takes out what lines are broken at.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u2060' {
			return -1
		}
		return r
	}, s)
}

// said is what an output says, read by the parser of its format.
func said(t *testing.T, r report.Renderer, parse func([]byte) (reporttest.Node, error), doc *report.Report) string {
	t.Helper()
	root, err := parse([]byte(render(t, r, doc)))
	require.NoError(t, err)
	var out strings.Builder
	var add func(reporttest.Node)
	add = func(n reporttest.Node) {
		out.WriteString(squeeze(n.Text))
		for _, c := range n.Nodes {
			add(c)
		}
	}
	add(root)
	return out.String()
}

// A report says the same of where a figure comes from in every format, and all times in
// its zone.
func TestExplanationsAgree(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	require.NoError(t, err)
	machine := regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d`)
	for name, views := range caseViews(t) {
		began, err := timeline.ParseSpan("2020-12-31T23:00:00Z/2026-12-31T23:00:00Z") // years of Prague
		require.NoError(t, err)
		doc, err := report.Postmortem(report.Options{Zone: prague, Period: began}, views...)
		require.NoError(t, err)
		formats := map[string]string{
			"html": said(t, html.Renderer{}, reporttest.HTML, doc), "text": said(t, text.Renderer{}, reporttest.Text, doc),
			"markdown": said(t, markdown.Renderer{}, reporttest.Markdown, doc), "json": said(t, json.Renderer{}, reporttest.JSON, doc),
		}
		explained := 0
		for _, inc := range doc.Incidents {
			for _, fact := range inc.Facts {
				assert.NotRegexp(t, machine, fact)
				for format, out := range formats {
					assert.Contains(t, out, squeeze(fact), "%s as %s", name, format)
				}
			}
			for _, f := range inc.Figures {
				assert.NotRegexp(t, machine, f.Explanation)
				assert.Contains(t, formats["json"], squeeze(f.Explanation), name)
				for _, at := range f.Facts {
					fact, assumed, _ := strings.Cut(inc.Facts[at], " Assumed: ")
					assert.Contains(t, f.Explanation, fact, name)
					assert.Contains(t, f.Explanation, strings.TrimSuffix(assumed, "."), name)
					explained++
				}
				if _, within := f.Figure.Measure().Period(); within {
					assert.Contains(t, f.Explanation, "within 2021-01-01 00:00 to ")
				}
			}
		}
		assert.Positive(t, explained, name)
	}
}

// Words are in the report's zone, and what programs read is in UTC whatever that is.
func TestZonesInJSON(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	require.NoError(t, err)
	type incident struct {
		Timeline, Impacts, Detections, Severities, Promises stdjson.RawMessage
		Facts                                               []string
	}
	read := func(zone *time.Location) (doc struct {
		Zone      string
		Incidents []incident
	}) {
		built, err := report.Postmortem(report.Options{Zone: zone}, caseViews(t)["pipedrive"]...)
		require.NoError(t, err)
		require.NoError(t, stdjson.Unmarshal([]byte(render(t, json.Renderer{}, built)), &doc))
		return doc
	}
	here, there := read(nil), read(prague)
	assert.Equal(t, "Europe/Prague", there.Zone)
	assert.Contains(t, here.Incidents[0].Facts[1], "detected at 2025-06-10 06:06")
	assert.Contains(t, there.Incidents[0].Facts[1], "detected at 2025-06-10 08:06")
	assert.Contains(t, string(there.Incidents[0].Timeline), `"at": "2025-06-10T06:06:00Z"`)
	here.Incidents[0].Facts, there.Incidents[0].Facts = nil, nil
	assert.Equal(t, here.Incidents, there.Incidents)
}
