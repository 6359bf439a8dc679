// Package template makes a renderer of a template of your own, in text/template
// or html/template.
//
//	page := htmltemplate.Must(htmltemplate.New("mail").Parse(source))
//	err := template.HTML(page).Render(w, doc)
//
//	message := texttemplate.Must(texttemplate.New("chat").Funcs(template.Funcs()).Parse(source))
//	err := template.Text(message).Render(w, doc)
//
// # What a template sees
//
// The dot is a [Report]: what [report.Report] holds, made into words. Every
// string is clean ([report.Clean]), so no control character or override of
// direction gets through; html/template escapes it for where it stands, and
// text/template does not escape at all, so text that goes where signs mean
// something needs a function of yours for that.
//
//	{{.Title}}  {{.Audience}}  {{.Zone}}  {{.Language}}
//	{{range .Incidents}}{{.Title}}: {{.Status}}{{end}}
//	{{with index .Incidents 0}}{{(.Figure "time_to_restore").Text}}{{end}}
//	{{range .Section "timeline"}}{{range .Blocks}}…{{end}}{{end}}
//
// Sections hold blocks lowered to the four primitives, so a template that writes
// these writes everything, blocks of other packages included:
//
//	{{range .Sections}}{{.Title}}
//	{{range .Blocks}}{{if eq .Kind "paragraph" "code"}}{{.Text}}
//	{{else if eq .Kind "list"}}{{range .Items}}- {{.}}
//	{{end}}{{else}}{{range .Head}}{{.}} {{end}}{{range .Rows}}{{range .}}{{.}} {{end}}
//	{{end}}{{end}}{{end}}{{end}}
//
// All of it is in the language of the report, save what programs ask about (audiences,
// kinds, measures, IDs) and what the library says in English alone, such as explanations.
//
// # What is missing
//
// A [Value] prints as its words, "not stated" or "unknown" where there is
// nothing, so it shows without any care taken. Ask {{if .Severity.Missing}} to
// say it in another way. A figure that is not there is unknown.
package template
