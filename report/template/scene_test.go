package template_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// postmortem is the report of a case.
func postmortem(t testing.TB, name string, a report.Audience) *report.Report {
	t.Helper()
	incs, err := cases.Load(name)
	require.NoError(t, err)
	var views []*timeline.View
	for _, inc := range incs {
		now, _ := inc.Log().LastRecorded()
		views = append(views, inc.AsOf(now))
	}
	doc, err := report.Postmortem(report.Options{Audience: a}, views...)
	require.NoError(t, err)
	return doc
}

// ours is a block that no renderer knows.
type ours struct{ text string }

func (o ours) Lower(*report.Format) []report.Block {
	return []report.Block{report.Paragraph{Text: o.text}, report.Code{Text: o.text}}
}

// every is a report with s wherever text may stand.
func every(s string) *report.Report {
	at := timeline.At(time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC))
	return &report.Report{
		Title: s,
		Incidents: []report.Incident{{
			ID: "id", Title: s, Status: s, Severity: &report.Severity{Level: severity.Major, Word: s}, AsOf: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC),
			Figures:    []report.Figure{{Group: s, Label: s, Explanation: s}},
			Impacts:    []report.Impact{{Scope: timeline.Region(s + "x"), Start: at}, {Hidden: true, Total: timeline.Lasting(time.Hour)}},
			Detections: []report.Detection{{By: s, At: at}},
			Statements: []report.Statement{{Subject: s, Answer: s, Text: s}, {Subject: s}},
			Timeline:   []report.Entry{{At: at, What: s, Text: s, Status: s, Written: s, Actor: s, Source: s}},
			Updates:    []report.Entry{{What: s, Text: s}},
			Symptoms:   []string{s},
			Causes:     []report.Cause{{Role: s, Text: s, At: at}},
			Actions:    []report.Action{{Title: s, Type: s, Owner: s, State: s, DueWritten: s}, {Due: at}},
		}},
		Sums: []report.Sum{{Label: s, Incidents: []string{"id", "id"}}},
		Sections: []report.Section{
			{ID: s, Title: s, Level: 1, Blocks: []report.Block{report.Paragraph{Text: s}, report.List{Items: []report.Value{report.Text(s), {}}}, report.Code{Text: s}}},
			{ID: "empty", Title: s},
			{ID: "b", Title: s, Blocks: []report.Block{
				report.Table{Head: []string{s, "x"}, Rows: [][]report.Value{{report.Text(s), report.Missing(s), report.Number(1)}, {report.At(at)}}},
				ours{s},
			}},
		},
	}
}

func hostile() []string {
	return []string{
		"<script>alert(1)</script>", "<b>", "</td>", `" onclick="x`, "' onclick='x", "`", "<!--", "-->", "]]>", "&lt;", "&", "javascript:alert(1)", "{{.Title}}", "{{", "}}",
		"\x00", "\x1b[31m", "\u202egnp", "\xff", "a\nb", "a\r\nb", "", " ", "é漢字🚒", "</style>", "</textarea>", "\u2028",
	}
}

// mail is the whole report as an e-mail.
const mail = `<!doctype html>
<html lang="{{.Language}}">
<title>{{line .Title}}</title>
<body data-audience="{{.Audience}}" title="{{.Title}}">
{{- range .Incidents}}
<p>{{.Title}} is <b>{{.Status}}</b>, severity {{.Severity}}, as of <time datetime="{{.AsOf.Datetime}}">{{.AsOf}}</time>.
{{- with .Figure "time_to_restore"}} Restored after: {{.}}.{{end}}</p>
{{- range .Statements}}
<p>{{.Subject}}: {{.Answer}} {{.Text}}</p>
{{- end}}
{{- range .Impacts}}
<p>{{.Place}} {{.Health}} {{.Start}} {{.End}} {{.Total}}</p>
{{- end}}
{{- range .Actions}}
<p>{{.Title}} {{.State}} {{.Owner}} {{.Due}}</p>
{{- end}}
{{- end}}
{{- range .Sections}}
<h2 id="{{.ID}}">{{.Title}}</h2>
{{- range .Blocks}}
{{- if eq .Kind "paragraph"}}
<p>{{.Text}}</p>
{{- else if eq .Kind "code"}}
<pre>{{.Text}}</pre>
{{- else if eq .Kind "list"}}
<ul>{{range .Items}}<li>{{.}}</li>{{end}}</ul>
{{- else}}
<table>
{{- with .Head}}
<tr>{{range .}}<th scope="col">{{.}}</th>{{end}}</tr>
{{- end}}
{{- range .Rows}}
<tr>{{range .}}<td{{if .Missing}} class="missing"{{end}}>{{.}}</td>{{end}}</tr>
{{- end}}
</table>
{{- end}}
{{- end}}
{{- end}}
</body>
</html>
`
