package html_test

import (
	"bytes"
	stdhtml "html"
	"html/template"
	"io"
	"strings"
	"testing"
	texttemplate "text/template"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/timeline"
)

// long is a report of n events: facts, figures, and a timeline with text to be
// escaped, one time in eight uncertain.
func long(n int) *report.Report {
	full := every()
	doc := &report.Report{Title: "A long <incident>", Sections: []report.Section{
		{ID: "summary", Title: "A long <incident>", Level: 1, Blocks: []report.Block{full.Sections[0].Blocks[2]}},
		{ID: "figures", Title: "Figures", Level: 2, Blocks: []report.Block{full.Sections[8].Blocks[1], full.Sections[8].Blocks[2]}},
	}}
	var entries []report.Entry
	for i := range n {
		e := report.Entry{At: timeline.At(clock(10, i)), What: "note", Text: "the <b>queue</b> of eu-west & us-east is at 4096, \"slow\" but falling", Actor: "robin"}
		if i%8 == 7 {
			e.At = about(10, i)
		}
		entries = append(entries, e)
	}
	doc.Sections = append(doc.Sections, report.Section{ID: "timeline", Title: "Timeline", Level: 2, Blocks: []report.Block{report.Timeline{Entries: entries}}})
	return doc
}

const rival = `{{define "figures"}}{{range .}}<table>
<caption>{{.Title}}</caption>
<tbody>
{{range .Rows}}<tr><th scope="row">{{.Label}}</th><td class="figure"><span class="{{class .Figure}}">{{figure .Figure}}</span></td></tr>
{{end}}</tbody>
</table>
{{end}}{{end}}{{define "when"}}{{if .IsExact}}<time datetime="{{stamp .}}">{{instant .}}</time>{{else}}<span class="unsure">{{instant .}}</span>{{end}}{{end}}<div class="allclear" lang="en">
<section aria-labelledby="allclear-summary">
<h1 id="allclear-summary">{{.Title}}</h1>
<dl>
{{range .Facts}}<div><dt>{{.Label}}</dt><dd>{{if .Value.IsMissing}}<span class="none">{{words .Value}}</span>{{else}}{{words .Value}}{{end}}</dd></div>
{{end}}</dl>
</section>
<section aria-labelledby="allclear-figures">
<h2 id="allclear-figures">Figures</h2>
<div class="side">
{{template "figures" .Figures}}</div>
</section>
<section aria-labelledby="allclear-timeline">
<h2 id="allclear-timeline">Timeline</h2>
<p class="zone">times in {{.Zone}}</p>
<ol class="timeline">
{{range .Entries}}{{if .At.IsExact}}<li>{{else}}<li class="between">{{end}}<div class="when">{{template "when" .At}}</div><div class="what"><b>{{.What}}</b>{{if .Actor}} <span class="by">{{.Actor}}</span>{{end}}{{if .Text}}<p>{{.Text}}</p>{{end}}</div></li>
{{end}}</ol>
</section>
<p class="zone"><span class="unsure">Underlined</span>: not known exactly, but within the bounds given</p>
</div>
`

// rivalData is what a user of a template would hand to it.
type rivalData struct {
	Title, Zone string
	Facts       []report.Fact
	Figures     []report.Figures
	Entries     []report.Entry
}

func rivalOf(doc *report.Report) (rivalData, map[string]any) {
	d := rivalData{Title: doc.Title, Zone: doc.Format.ZoneName(), Facts: doc.Sections[0].Blocks[0].(report.Facts).Rows, Entries: doc.Sections[2].Blocks[0].(report.Timeline).Entries}
	for _, b := range doc.Sections[1].Blocks {
		d.Figures = append(d.Figures, b.(report.Figures))
	}
	f := &doc.Format
	return d, map[string]any{
		"figure": f.Figure, "instant": f.Instant,
		"words": func(v report.Value) string { return v.Words(f) },
		"stamp": func(i timeline.Instant) string { t, _ := i.Stated(); return t.UTC().Format("2006-01-02T15:04:05.999Z") },
		"class": func(f timeline.Figure) string {
			switch f.Kind() {
			case timeline.Known, timeline.Bounded, timeline.Ongoing:
				return f.Kind().String()
			}
			return strings.ReplaceAll(f.Kind().String(), "_", "-") + " none"
		},
	}
}

// executor is either kind of template.
type executor interface{ Execute(io.Writer, any) error }

func rivals(t testing.TB, doc *report.Report) (data rivalData, safe, plain executor) {
	data, funcs := rivalOf(doc)
	safe = only[*template.Template](t)(template.New("page").Funcs(funcs).Parse(rival))
	escaped := strings.NewReplacer("{{.Text}}", "{{esc .Text}}", "{{.Label}}", "{{esc .Label}}", "{{.Title}}", "{{esc .Title}}", "{{.What}}", "{{esc .What}}",
		"{{.Actor}}", "{{esc .Actor}}", "{{figure .Figure}}", "{{esc (figure .Figure)}}", "{{instant .}}", "{{esc (instant .)}}", "{{words .Value}}", "{{esc (words .Value)}}").Replace(rival)
	funcs["esc"] = stdhtml.EscapeString
	plain = only[*texttemplate.Template](t)(texttemplate.New("page").Funcs(funcs).Parse(escaped))
	return data, safe, plain
}

// The rivals write the very bytes that we write, or there is nothing to compare.
func TestRivalsWriteTheSamePage(t *testing.T) {
	doc := long(200)
	want := render(t, html.Renderer{Fragment: true}, doc)
	data, safe, plain := rivals(t, doc)
	for _, e := range []executor{safe, plain} {
		var out bytes.Buffer
		require.NoError(t, e.Execute(&out, data))
		assert.Equal(t, want, out.String())
	}
}

func BenchmarkPage(b *testing.B) {
	doc := long(200)
	data, safe, plain := rivals(b, doc)
	page := render(b, html.Renderer{Fragment: true}, doc)
	run := func(name string, f func() error) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				if err := f(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("ours", func() error { return html.Renderer{Fragment: true}.Render(io.Discard, doc) })
	run("html_template", func() error { return safe.Execute(io.Discard, data) })
	run("text_template", func() error { return plain.Execute(io.Discard, data) })
	sink := bytes.NewBuffer(make([]byte, 0, len(page)))
	run("floor_copy", func() error { sink.Reset(); _, err := sink.WriteString(page); return err })
}

// eventful is the internal report of an incident of n events, built from its log.
func eventful(t testing.TB, n int) *report.Report {
	inc, err := incident.Declare(incident.Declaration{Title: "A long <incident>", At: at(10, 0)})
	require.NoError(t, err)
	_, err = inc.Impact(timeline.Region("eu-west"), timeline.Major, at(9, 50))
	require.NoError(t, err)
	_, err = inc.Mark(timeline.Detected, at(9, 55))
	require.NoError(t, err)
	for i := range n - 5 {
		_, err = inc.As(incident.Stamp{Actor: "robin"}).Note("the <b>queue</b> is at "+time.Duration(i).String(), timeline.At(clock(10, i)))
		require.NoError(t, err)
	}
	_, err = inc.Restore(timeline.Region("eu-west"), at(14, 0))
	require.NoError(t, err)
	_, err = inc.Advance("resolve", at(14, 10))
	require.NoError(t, err)
	doc, err := report.Postmortem(report.Options{}, inc.AsOf(clock(23, 0)))
	require.NoError(t, err)
	return doc
}

func BenchmarkPostmortem(b *testing.B) {
	doc := eventful(b, 200)
	b.SetBytes(int64(len(render(b, html.Renderer{}, doc))))
	b.ReportAllocs()
	for b.Loop() {
		if err := (html.Renderer{}).Render(io.Discard, doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPictures(b *testing.B) {
	for _, s := range every().Sections[2:8] {
		b.Run(s.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := html.SVG(io.Discard, s.Blocks[0], nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func allocs(t *testing.T, doc *report.Report) float64 {
	return testing.AllocsPerRun(5, func() { _ = html.Renderer{}.Render(io.Discard, doc) })
}

// Memory does not grow with the events, and stays under the bound of the design.
func TestAllocations(t *testing.T) {
	assert.LessOrEqual(t, allocs(t, long(200)), 20.0)
	assert.LessOrEqual(t, allocs(t, eventful(t, 200)), 20.0, "with the figures of a whole postmortem")
	assert.Equal(t, allocs(t, long(200)), allocs(t, long(20_000)), "no more for a hundred times as many")
}

// chunks counts writes and the longest.
type chunks struct{ n, longest int }

func (c *chunks) Write(p []byte) (int, error) {
	c.n++
	c.longest = max(c.longest, len(p))
	return len(p), nil
}

func TestStreams(t *testing.T) {
	doc := long(2000)
	doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, report.Paragraph{Text: strings.Repeat("one long text & more ", 10_000)})
	size := len(render(t, html.Renderer{}, doc))
	var c chunks
	require.NoError(t, html.Renderer{}.Render(&c, doc))
	assert.LessOrEqual(t, c.longest, 16<<10)
	assert.Equal(t, (size+(16<<10)-1)/(16<<10), c.n, "each write is full but the last")
}
