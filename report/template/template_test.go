package template_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	htmltemplate "html/template"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	texttemplate "text/template"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/template"
)

var update = flag.Bool("update", false, "write testdata")

func html(t testing.TB, source string) report.Renderer {
	t.Helper()
	parsed, err := htmltemplate.New("t").Funcs(template.Funcs()).Parse(source)
	require.NoError(t, err)
	return template.HTML(parsed)
}

func text(t testing.TB, source string) report.Renderer {
	t.Helper()
	parsed, err := texttemplate.New("t").Funcs(template.Funcs()).Parse(source)
	require.NoError(t, err)
	return template.Text(parsed)
}

func render(t testing.TB, to report.Renderer, r *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, to.Render(&out, r))
	return out.String()
}

func TestGolden(t *testing.T) {
	for name, doc := range map[string]*report.Report{
		"pipedrive":        postmortem(t, "pipedrive", report.Internal),
		"pipedrive-public": postmortem(t, "pipedrive", report.Public),
		"monday-2024":      postmortem(t, "monday-2024", report.Public),
	} {
		got := render(t, html(t, mail), doc)
		file := "testdata/" + name + ".html"
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, "run with -update, then read the difference")
	}
}

var (
	tag  = regexp.MustCompile(`<[^>]*>`)
	name = regexp.MustCompile(`^</?[a-z0-9!]+|[a-z-]+="[^"]*"`)
)

// tags are the tags of a page and the names of their attributes.
func tags(page string) []string {
	var out []string
	for _, t := range tag.FindAllString(page, -1) {
		var names []string
		for _, n := range name.FindAllString(t, -1) {
			attribute, _, _ := strings.Cut(n, "=")
			names = append(names, attribute)
		}
		out = append(out, strings.Join(names, " "))
	}
	return out
}

func sameShape(t testing.TB, to report.Renderer, s string) {
	t.Helper()
	want := tags(render(t, to, every("word")))
	got := render(t, to, every(s))
	require.Equal(t, want, tags(got), "%q\n%s", s, got)
	require.NotRegexp(t, "[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202a-\u202e]", got)
}

func TestHostileTextChangesNoStructure(t *testing.T) {
	to := html(t, mail)
	for _, s := range hostile() {
		t.Run(fmt.Sprintf("%.20q", s), func(t *testing.T) { sameShape(t, to, s) })
	}
}

func FuzzStructure(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	to := html(f, mail)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 2000 {
			sameShape(t, to, s)
		}
	})
}

// Text has no escaping, but it is clean.
func TestTextIsClean(t *testing.T) {
	to := text(t, `{{.Title}}{{range .Incidents}}{{.Title}}{{.Status}}{{.Symptoms}}{{range .Timeline}}{{.What}}{{.Text}}{{.Actor}}{{end}}{{end}}{{range .Sections}}{{.ID}}{{.Title}}{{range .Blocks}}{{.Text}}{{.Items}}{{.Head}}{{.Rows}}{{end}}{{end}}`)
	got := render(t, to, every("a\x1b\u202e\xff<b>\n"))
	assert.NotRegexp(t, "[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202a-\u202e]", got)
	assert.Contains(t, got, "a\ufffd\ufffd\ufffd<b>\n")
	assert.Equal(t, "a b|not stated", render(t, text(t, `{{line .Title}}|{{range .Incidents}}{{line .Resolution}}{{end}}`), every("a\n\tb")))
}

// What nobody stated says so without any care of the template's.
func TestMissingShows(t *testing.T) {
	doc := &report.Report{Incidents: []report.Incident{{Actions: []report.Action{{}}, Statements: []report.Statement{{Subject: "data loss"}}}}}
	got := render(t, text(t, `{{range .Incidents}}{{.Status}}, {{.Severity}}, {{.Severity.Missing}}, {{.Figure "downtime"}}, {{(.Figure "downtime").Kind}}`+
		`{{range .Actions}}, {{.Owner}}, {{.Due}}{{end}}{{range .Statements}}, {{.Answer}}{{end}}{{end}}`), doc)
	assert.Equal(t, "not stated, not stated, true, unknown, unknown, not stated, not stated, not stated", got)
	list := &report.Report{Sections: []report.Section{{Blocks: []report.Block{report.List{Items: []report.Value{{}, report.Missing(" ")}}}}}}
	assert.Equal(t, "[unknown unknown]", render(t, text(t, `{{range .Sections}}{{range .Blocks}}{{.Items}}{{end}}{{end}}`), list))
}

func TestAwkwardTemplates(t *testing.T) {
	assert.ErrorIs(t, template.HTML(nil).Render(io.Discard, nil), template.ErrNoTemplate)
	assert.ErrorIs(t, template.Text(nil).Render(io.Discard, nil), template.ErrNoTemplate)
	assert.ErrorContains(t, text(t, "{{.Nope}}").Render(io.Discard, nil), "Nope")
	assert.Equal(t, "internal UTC", render(t, text(t, "{{.Audience}} {{.Zone}}"), nil))
	assert.Empty(t, render(t, text(t, `{{range .Section "none"}}x{{end}}`), every("x")))
}

// failing takes n bytes and then fails; it must not be asked again.
type failing struct {
	n      int
	err    error
	failed bool
}

func (f *failing) Write(b []byte) (int, error) {
	if f.failed {
		panic("written after the error")
	}
	if len(b) > f.n {
		f.failed = true
		return f.n, f.err
	}
	f.n -= len(b)
	return len(b), nil
}

func TestWriterErrors(t *testing.T) {
	full, doc := errors.New("disk full"), postmortem(t, "monday-2024", report.Internal)
	for _, to := range []report.Renderer{html(t, mail), text(t, mail)} {
		size := len(render(t, to, doc))
		require.Greater(t, size, 20_000)
		for _, n := range []int{0, 1, size / 4, size / 2, size - 1} {
			err := to.Render(&failing{n: n, err: full}, doc)
			assert.Equal(t, full, err, "as it is")
		}
		assert.NoError(t, to.Render(&failing{n: size}, doc))
	}
}

func TestSameBytesAtOnce(t *testing.T) {
	to, doc := html(t, mail), every("text")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var out bytes.Buffer
			assert.NoError(t, to.Render(&out, doc))
			assert.Equal(t, render(t, html(t, mail), doc), out.String())
		})
	}
	wg.Wait()
}

func BenchmarkRender(b *testing.B) {
	doc := postmortem(b, "pipedrive", report.Internal)
	for name, to := range map[string]report.Renderer{"html": html(b, mail), "text": text(b, mail)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(render(b, to, doc))))
			b.ReportAllocs()
			for b.Loop() {
				_ = to.Render(io.Discard, doc)
			}
		})
	}
}
