package template_test

import (
	"fmt"
	htmltemplate "html/template"
	"os"
	texttemplate "text/template"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/template"
	"github.com/allclear-go/allclear/timeline"
)

// checkout stands for what a builder makes.
func checkout() *report.Report {
	at := func(h, m int) timeline.Instant { return timeline.At(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC)) }
	return &report.Report{
		Title: "Checkout fails in <two> regions",
		Incidents: []report.Incident{{
			Title: "Checkout fails in <two> regions", Status: "monitoring", AsOf: time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC),
			Impacts: []report.Impact{
				{Scope: timeline.Region("eu-west"), Health: timeline.Major, Start: at(13, 50), End: at(14, 31), EndState: timeline.EndGiven},
				{Scope: timeline.Region("us-east"), Health: timeline.Degraded, Start: at(14, 0), EndState: timeline.EndOngoing},
			},
			Updates: []report.Entry{{At: at(14, 40), What: "monitoring", Text: "A change was\nrolled back."}},
		}},
	}
}

// A status e-mail. The title stands in text and in an attribute; html/template
// escapes it for both.
func ExampleHTML() {
	mail := htmltemplate.Must(htmltemplate.New("mail").Parse(`<h1 title="{{.Title}}">{{.Title}}</h1>
{{range .Incidents -}}
<p>Status: {{.Status}}. Severity: {{.Severity}}. Restored: {{.Figure "time_to_restore"}}.</p>
<ul>
{{- range .Impacts}}
<li>{{.Place}}, {{.Health}}: from <time datetime="{{.Start.Datetime}}">{{.Start}}</time> to {{.End}}</li>
{{- end}}
</ul>
{{end}}`))
	if err := template.HTML(mail).Render(os.Stdout, checkout()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <h1 title="Checkout fails in &lt;two&gt; regions">Checkout fails in &lt;two&gt; regions</h1>
	// <p>Status: monitoring. Severity: not stated. Restored: unknown.</p>
	// <ul>
	// <li>eu-west, major outage: from <time datetime="2026-03-04T13:50:00Z">2026-03-04 13:50</time> to 2026-03-04 14:31</li>
	// <li>us-east, degraded: from <time datetime="2026-03-04T14:00:00Z">2026-03-04 14:00</time> to ongoing</li>
	// </ul>
}

// A chat message: the last update of each incident, on one line.
func ExampleText() {
	message := texttemplate.Must(texttemplate.New("chat").Funcs(template.Funcs()).Parse(
		`{{range .Incidents}}{{line .Title}}: {{.Status}} as of {{.AsOf}} {{$.Zone}}
{{range .Updates}}{{.At}} {{.What}}: {{line .Text}}
{{end}}{{end}}`))
	if err := template.Text(message).Render(os.Stdout, checkout()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Checkout fails in <two> regions: monitoring as of 2026-03-04 15:00 UTC
	// 2026-03-04 14:40 monitoring: A change was rolled back.
}

// Chat systems act on signs of their own. A function of yours escapes for them;
// here it is Slack's.
func ExampleFuncs() {
	funcs := template.Funcs()
	funcs["slack"] = texttemplate.HTMLEscapeString // &, < and >, and quotes besides
	message := texttemplate.Must(texttemplate.New("slack").Funcs(funcs).Parse("*{{line .Title | slack}}*\n"))
	if err := template.Text(message).Render(os.Stdout, checkout()); err != nil {
		fmt.Println(err)
	}
	// Output: *Checkout fails in &lt;two&gt; regions*
}

// Blocks of every kind are primitives in a template, so that this writes the
// whole of a report.
func ExampleReport() {
	whole := texttemplate.Must(texttemplate.New("whole").Parse(`{{range .Sections}}== {{.Title}}
{{range .Blocks}}{{if eq .Kind "paragraph" "code"}}{{.Text}}
{{else if eq .Kind "list"}}{{range .Items}}* {{.}}
{{end}}{{else}}{{range .Rows}}{{range $i, $v := .}}{{if $i}} | {{end}}{{$v}}{{end}}
{{end}}{{end}}{{end}}{{end}}`))
	doc := &report.Report{Sections: []report.Section{{Title: "Summary", Level: 1, Blocks: []report.Block{
		report.Facts{Rows: []report.Fact{{Label: "status", Value: report.Label("closed")}, {Label: "severity", Value: report.Missing("not stated")}}},
		report.List{Items: []report.Value{report.Text("logging in failed")}},
	}}}}
	if err := template.Text(whole).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// == Summary
	// status | closed
	// severity | not stated
	// * logging in failed
}
