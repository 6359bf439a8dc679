package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/timeline"
)

// in is a format whose labels are those of a map.
func in(labels map[string]string) *report.Format {
	return &report.Format{Label: func(s string) string {
		if w, ok := labels[s]; ok {
			return w
		}
		return s
	}}
}

func TestPhrases(t *testing.T) {
	of := func(parts ...report.Value) report.Value { return report.Phrase("{1} of {2}", parts...) }
	three, eu := report.Number(3), report.Text("eu")
	for name, c := range map[string]struct {
		label string
		value report.Value
		want  string
	}{
		"as it is":               {"", of(three, eu), "3 of eu"},
		"in another order":       {"{2}: {1}", of(three, eu), "eu: 3"},
		"one twice":              {"{1}/{1} {2}", of(three, eu), "3/3 eu"},
		"one left out":           {"in {2}", of(three, eu), "in eu 3"},
		"all left out":           {"some", of(three, eu), "some 3 eu"},
		"one too many":           {"", of(three), "3 of {2}"},
		"other braces":           {"{x} {0} {1 {} {1}{2}", of(three, eu), "{x} {0} {1 {} 3eu"},
		"places in what is put":  {"{2} {1}", of(report.Text("{2}"), report.Text("{1}")), "{1} {2}"},
		"a phrase in a phrase":   {"{2}←{1}", of(of(three, eu), eu), "eu←eu←3"},
		"what is missing":        {"", of(report.Value{}, report.Missing("not shown")), "unknown of not shown"},
		"instants and durations": {"", of(report.At(at(10, 0)), report.Lasting(timeline.LastingAtLeast(time.Hour))), "2026-03-04 10:00 of ≥ 1h"},
	} {
		labels := map[string]string{}
		if c.label != "" {
			labels["{1} of {2}"] = c.label
		}
		assert.Equal(t, c.want, c.value.Words(in(labels)), name)
		assert.Equal(t, "x"+c.want, string(c.value.AppendWords([]byte("x"), in(labels))), name)
		assert.False(t, c.value.IsMissing(), name)
	}
}

// FuzzPhrase compares with a replacer of the standard library.
func FuzzPhrase(f *testing.F) {
	for _, label := range []string{"{1} of {2}", "{2}{2}", "", "{{1}", "{1", "{3}", "}{1}{"} {
		f.Add(label, "a", "{1}")
	}
	f.Fuzz(func(t *testing.T, label, a, b string) {
		var want strings.Builder
		want.WriteString(strings.NewReplacer("{1}", a, "{2}", b).Replace(label))
		for i, part := range []string{a, b} {
			if !strings.Contains(label, fmt.Sprintf("{%d}", i+1)) {
				want.WriteString(" " + part)
			}
		}
		assert.Equal(t, want.String(), report.Phrase(label, report.Text(a), report.Text(b)).Words(nil))
	})
}

func TestPlaces(t *testing.T) {
	labels := in(map[string]string{"the service": "der Dienst", "everywhere": "überall", "everywhere/{1}": "{1}, überall", "some of {1}": "Teile von {1}", "most of {1}": "das meiste: {1}"})
	for _, c := range []struct {
		scope timeline.Scope
		want  string
	}{
		{timeline.Scope{}, "der Dienst"}, {timeline.Everywhere(), "überall"}, {timeline.Component("api").In("*"), "api, überall"},
		{timeline.Region("most"), "most"}, {timeline.Component("api").In("eu"), "eu/api"}, {timeline.Region("eu").Of(timeline.Some), "Teile von eu"},
		{timeline.Everywhere().Of(timeline.Some), "Teile von überall"}, {timeline.Scope{}.Of(timeline.Most), "das meiste: der Dienst"},
	} {
		if c.scope.Of(timeline.Whole).IsZero() {
			assert.Contains(t, report.Where(c.scope).Words(nil), "the service")
		} else {
			assert.Equal(t, c.scope.String(), report.Where(c.scope).Words(nil))
		}
		assert.Equal(t, c.want, report.Where(c.scope).Words(labels))
	}
}

func TestValuesOfOtherKinds(t *testing.T) {
	length := timeline.Lasting(time.Hour)
	l, ok := report.Lasting(length).Length()
	assert.True(t, ok)
	assert.Equal(t, length, l)
	assert.True(t, report.Lasting(timeline.Length{}).IsMissing(), "a length that is not stated")
	_, ok = report.Number(1).Length()
	assert.False(t, ok)
	s, ok := report.Text("a").Text()
	assert.True(t, ok)
	assert.Equal(t, "a", s)
	for _, v := range []report.Value{report.Label("a"), report.English("a"), report.Missing("a"), report.Phrase("a")} {
		_, ok = v.Text()
		assert.False(t, ok)
	}
	shout := &report.Format{Label: strings.ToUpper}
	assert.Equal(t, "a b", report.English("a b").Words(shout))
	assert.Equal(t, "A B", report.Word("a_b").Words(shout))
	assert.True(t, report.English("a").IsEnglish())
	assert.False(t, report.Text("a").IsEnglish())
}

// Labels that hold what people wrote are known to the report that they are made for,
// and data have them in English.
func TestDataAreInEnglish(t *testing.T) {
	labels := map[string]string{"in {1}": "in der Region {1}", "downtime": "Ausfall", "status {1}": "Status: {1}", "resolved": "beendet", `update "{1}"`: "Meldung „{1}“"}
	views := caseViews(t)
	german, err := report.Postmortem(report.Options{Label: in(labels).Label, Duration: oursOf}, views["monday-2024"]...)
	require.NoError(t, err)
	plain, err := report.Postmortem(report.Options{}, views["monday-2024"]...)
	require.NoError(t, err)
	for i, inc := range german.Incidents {
		require.Len(t, plain.Incidents[i].Figures, len(inc.Figures))
		for n, f := range inc.Figures {
			assert.Equal(t, plain.Incidents[i].Figures[n].Group, f.Group)
			assert.Equal(t, plain.Incidents[i].Figures[n].Label, f.Label)
		}
		assert.Equal(t, plain.Incidents[i].Timeline, inc.Timeline)
		assert.Equal(t, plain.Incidents[i].Facts, inc.Facts, "sentences are English, lengths in them too")
	}
	pipefy, err := report.Postmortem(report.Options{Label: in(labels).Label}, views["pipefy"]...)
	require.NoError(t, err)
	for _, doc := range []*report.Report{german, report.Concat(german, pipefy), report.Concat(pipefy, german)} {
		assert.Equal(t, "in der Region EU", doc.Format.Words("in EU"))
		assert.Equal(t, "in Mars", doc.Format.Words("in Mars"), "no report speaks of it")
	}
	both := report.Concat(german, pipefy)
	assert.Equal(t, "Status: beendet", both.Format.Words("status resolved"))
	assert.Equal(t, "Meldung „identified“", both.Format.Words(`update "identified"`))
	assert.Equal(t, `update "identified"`, german.Format.Words(`update "identified"`), "and the reports are as they were")
}

func TestLanguages(t *testing.T) {
	v := caseViews(t)["pipedrive"]
	for _, tag := range []string{"de", "pt-BR", "zh-Hant-TW", "x-klingon", "sl-rozaj-1994"} {
		doc, err := report.Executive(report.Options{Language: tag}, v...)
		require.NoError(t, err, tag)
		assert.Equal(t, tag, doc.Format.LanguageTag())
		assert.False(t, doc.Format.IsEnglish(), tag)
		assert.Contains(t, render(t, html.Renderer{}, doc), `<html lang="`+tag+`">`)
	}
	for _, tag := range []string{"", "en", "en-GB", "EN"} {
		doc, err := report.Executive(report.Options{Language: tag}, v...)
		require.NoError(t, err, tag)
		assert.True(t, doc.Format.IsEnglish(), tag)
	}
	for _, tag := range []string{"-", "de-", "de_DE", "4", "de DE", `"><script>`, "überall", "internationalized"} {
		_, err := report.Executive(report.Options{Language: tag}, v...)
		assert.ErrorContains(t, err, "is no tag of a language", tag)
	}
	assert.Equal(t, "en", (*report.Format)(nil).LanguageTag())
}

// What stays English is said to be, in a page that is not.
func TestEnglishIsMarked(t *testing.T) {
	doc := page(report.List{Items: []report.Value{report.English("a sentence"), report.Label("a label"), report.Text("a text")}},
		report.Found{Findings: []timeline.Finding{{Rule: "rule", Text: "a finding"}}})
	doc.Format.Language = "de"
	out := render(t, html.Renderer{}, doc)
	for _, want := range []string{`<li><span lang="en">a sentence</span></li>`, `<li>a label</li>`, `<li>a text</li>`, `<span lang="en">a finding</span>`} {
		assert.Contains(t, out, want)
	}
	doc.Format.Language = "en-GB"
	out = render(t, html.Renderer{}, doc)
	assert.Contains(t, out, `<li>a sentence</li>`)
	assert.NotContains(t, out, `<span lang`)
}
