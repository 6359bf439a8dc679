package report_test

import (
	"bytes"
	stdcsv "encoding/csv"
	stdjson "encoding/json"
	stdhtml "html"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	texttemplate "text/template"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/csv"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/markdown"
	"github.com/allclear-go/allclear/report/template"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
	"github.com/allclear-go/allclear/timeline/definition"
)

// A form is a format, and what of its output people read: without its markup, and
// without what is documented to be for machines.
type form struct {
	name  string
	write report.Renderer
	read  func(t *testing.T, out string) []string
	marks bool // it marks what is English, and read leaves that out
}

var forms = []form{
	{name: "text", write: text.Renderer{Width: 2000}, read: lines},
	{name: "markdown", write: markdown.Renderer{}, read: readMarkdown},
	{name: "markdown of GitLab", write: markdown.Renderer{Mermaid: markdown.MermaidGitLab}, read: readMarkdown},
	{name: "html", write: html.Renderer{}, read: readHTML, marks: true},
	{name: "template"}, // see readTemplate
	{name: "json", write: json.Renderer{}, read: readJSON},
	{name: "csv document", write: csv.Renderer{}, read: readCSV("title", "cell_")},
	{name: "csv figures", write: csv.Renderer{Table: csv.Figures}, read: readCSV("title", "group", "label", "text", "reason")},
	{name: "csv timeline", write: csv.Renderer{Table: csv.Timeline}, read: readCSV("title", "time", "what", "text", "written", "actor", "source")},
	{name: "csv impacts", write: csv.Renderer{Table: csv.Impacts}, read: readCSV("title", "region", "component", "place", "health", "start", "end")},
	{name: "csv updates", write: csv.Renderer{Table: csv.Updates}, read: readCSV("title", "time", "what", "text", "written", "actor", "source")},
	{name: "csv actions", write: csv.Renderer{Table: csv.Actions}, read: readCSV("title", "action", "type", "state", "owner", "due")},
}

func lines(_ *testing.T, out string) []string { return strings.Split(out, "\n") }

// unescaped takes what keeps signs in Markdown from meaning something.
var unescaped = strings.NewReplacer(`\`, "", "\u2060", "")

// readMarkdown leaves out what a diagram is made of but for its labels.
func readMarkdown(_ *testing.T, out string) []string {
	var got []string
	gantt := false
	for line := range strings.Lines(out) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "```"):
			gantt = line == "```mermaid"
		case !gantt:
			got = append(got, stdhtml.UnescapeString(unescaped.Replace(line)))
		case strings.HasPrefix(line, "section "):
			got = append(got, strings.TrimPrefix(line, "section "))
		case strings.Contains(line, " :"):
			label, _, _ := strings.Cut(line, " :")
			got = append(got, label)
		}
	}
	return got
}

var (
	inEnglish = regexp.MustCompile(`<span(?: class="none")? lang="en">[^<]*</span>`)
	sheet     = regexp.MustCompile(`(?s)<style>.*?</style>`)
	spoken    = regexp.MustCompile(` (?:aria-label|title|alt)="([^"]*)"`)
	tag       = regexp.MustCompile(`<[^>]*>`)
)

// readHTML returns what is between the tags and what attributes say to readers, save
// what is marked as English.
func readHTML(_ *testing.T, out string) []string {
	out = sheet.ReplaceAllString(inEnglish.ReplaceAllString(out, " "), " ")
	var got []string
	for _, m := range spoken.FindAllStringSubmatch(out, -1) {
		got = append(got, stdhtml.UnescapeString(m[1]))
	}
	for s := range strings.SplitSeq(tag.ReplaceAllString(out, "\n"), "\n") {
		got = append(got, stdhtml.UnescapeString(s))
	}
	return got
}

// readJSON returns the title, how figures read, and the texts of sections: those are
// for people. All
// else is for machines and in no language but English, save who somebody was and what
// an incident without a title is called.
func readJSON(t *testing.T, out string) (got []string) {
	var doc map[string]any
	require.NoError(t, stdjson.Unmarshal([]byte(out), &doc))
	got = append(got, doc["title"].(string))
	var walk func(v any, forPeople bool)
	walk = func(v any, forPeople bool) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				switch k {
				case "id", "incident", "type": // of a section, of a block
				case "title", "actor", "owner":
				case "text":
					if _, isFigure := v["measure"]; !isFigure {
						walk(x, forPeople)
					}
				default:
					walk(x, forPeople || k == "sections")
				}
			}
			if _, isFigure := v["measure"]; isFigure {
				got = append(got, v["text"].(string))
			}
			if title, ok := v["title"].(string); ok && forPeople {
				got = append(got, title)
			}
		case []any:
			for _, x := range v {
				walk(x, forPeople)
			}
		case string:
			if forPeople {
				got = append(got, v)
			} else if i := strings.IndexFunc(v, func(r rune) bool { return 'Ａ' <= r && r <= 'ｚ' }); i >= 0 {
				t.Errorf("what is for machines is translated: %q", v)
			}
		}
	}
	walk(doc, false)
	return got
}

// readCSV returns the cells of the columns that are for people.
func readCSV(forPeople ...string) func(*testing.T, string) []string {
	return func(t *testing.T, out string) (got []string) {
		rows, err := stdcsv.NewReader(strings.NewReader(out)).ReadAll()
		require.NoError(t, err)
		for i, name := range rows[0] {
			if slices.ContainsFunc(forPeople, func(p string) bool { return name == p || strings.HasSuffix(p, "_") && strings.HasPrefix(name, p) }) {
				for _, row := range rows[1:] {
					got = append(got, row[i])
				}
			}
		}
		return got
	}
}

// readTemplate returns every string that a template is given for people.
func readTemplate(t *testing.T, doc *report.Report) (got []string) {
	var handed template.Report
	take := texttemplate.Must(texttemplate.New("take").Funcs(texttemplate.FuncMap{"take": func(r template.Report) string {
		handed = r
		return ""
	}}).Parse("{{take .}}"))
	require.NoError(t, template.Text(take).Render(io.Discard, doc))
	forMachines := []string{"ID", "Incident", "Audience", "Kind", "Measure", "From", "To", "Datetime", "Language", "Status", "Explanation"}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			got = append(got, v.String())
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for field, x := range v.Fields() {
				if x.Kind() != reflect.String || !slices.Contains(forMachines, field.Name) {
					walk(x)
				}
			}
		}
	}
	walk(reflect.ValueOf(handed))
	for _, inc := range handed.Incidents {
		got = append(got, inc.Figure("none").Text)
	}
	return got
}

// codes is what is in no language: zones, IDs, measures with their versions.
var codes = regexp.MustCompile(`Europe/Berlin|\bUTC\b|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{8}\b|[a-z]+(_[a-z]+)* v[0-9]+`)

// vocabularyOfScenes are words that the scenes record besides those of the library.
var vocabularyOfScenes = []string{"follow up", "in_progress", "legal", "prevent", "process", "scaling"}

func isLatin(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// oneSpaced makes runs of space one.
func oneSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// english returns what a report says in English whatever its language, the longest
// first.
func english(doc *report.Report) (out []string) {
	add := func(v report.Value) {
		if v.IsEnglish() && v.Words(nil) != "" {
			out = append(out, oneSpaced(codes.ReplaceAllString(v.Words(&doc.Format), "")))
		}
	}
	for _, b := range doc.Blocks(nil) {
		switch b := b.(type) {
		case report.List:
			for _, v := range b.Items {
				add(v)
			}
		case report.Table:
			for _, row := range b.Rows {
				for _, v := range row {
					add(v)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(out)
}

// A hearing notes which labels a format was asked for.
type hearing struct {
	sync.Mutex
	asked map[string]bool
}

func (h *hearing) label(s string) string {
	h.Lock()
	defer h.Unlock()
	h.asked[s] = true
	return ours(s)
}

// options are those of a report in the language of the scenes.
func (h *hearing) options(t *testing.T, a report.Audience) report.Options {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	return report.Options{
		Audience: a, Zone: berlin, Label: h.label, Duration: oursOf, Language: "x-ours",
		Period: timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z"), Definitions: slices.Collect(definition.All()),
		Weightings: []timeline.Weighting{
			timeline.DowntimeOnly(), timeline.DegradedInFull(), timeline.StatuspageWeighting(), timeline.OpenStatusWeighting(), timeline.PartialInFull(),
		},
	}
}

// builders are the profiles, and one report with all sections.
func builders(t *testing.T) map[string]builder {
	month := func(m time.Month) cohort.Rule {
		span, err := timeline.Month(2026, m, time.UTC)
		require.NoError(t, err)
		return cohort.StartedIn(span)
	}
	return map[string]builder{
		"postmortem": report.Postmortem, "customers": report.Customers, "executive": report.Executive, "live": report.Live,
		"all sections": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			o.Sections = report.StandardSections()
			return report.Live(o, views...)
		},
		"portfolio": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			return report.Portfolio(o, report.Selection{
				Rule: month(time.March), Before: month(time.February), Statistics: cohort.Options{Resamples: -1},
				Objective: cohort.Objective{Share: 0.99, Period: o.Period, Weighting: timeline.DowntimeOnly()},
			}, views...)
		},
		"portfolio of nothing allowed": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			return report.Portfolio(o, report.Selection{
				Rule: month(time.March), What: timeline.Elapsed(timeline.Detected, timeline.Resolved), Statistics: cohort.Options{Resamples: -1},
				Objective: cohort.Objective{Share: 1, Period: o.Period, Weighting: timeline.DegradedInFull()},
			}, views...)
		},
		"portfolio of all": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			return report.Portfolio(o, report.Selection{Statistics: cohort.Options{Resamples: -1}}, views...)
		},
	}
}

// checkForms checks a report in every format.
func checkForms(t *testing.T, name string, doc *report.Report) {
	said := english(doc)
	var rules []string
	for _, inc := range doc.Incidents {
		for _, f := range inc.Findings {
			rules = append(rules, f.Rule)
		}
	}
	for _, f := range forms {
		known := rules
		if !f.marks {
			known = slices.Concat(said, known)
		}
		t.Run(name+"/"+f.name, func(t *testing.T) { f.check(t, doc, known) })
	}
}

// check fails for every Latin letter that people are shown in an output, save those of
// known texts.
func (f form) check(t *testing.T, doc *report.Report, known []string) {
	var shown []string
	if f.name == "template" {
		shown = readTemplate(t, doc)
	} else {
		var out bytes.Buffer
		require.NoError(t, f.write.Render(&out, doc))
		shown = f.read(t, out.String())
	}
	shown = slices.DeleteFunc(shown, func(s string) bool { return strings.IndexFunc(s, isLatin) < 0 })
	slices.Sort(shown)
	for _, s := range slices.Compact(shown) {
		s = oneSpaced(codes.ReplaceAllString(s, ""))
		for _, k := range known {
			if strings.IndexFunc(s, isLatin) < 0 {
				break
			}
			s = strings.ReplaceAll(s, k, " ")
		}
		if strings.IndexFunc(s, isLatin) >= 0 {
			t.Errorf("%s: nobody was asked for %q", f.name, s)
		}
	}
}

// Every word of the library's own goes through the format, in every report of every
// scene for every audience in every format, and nothing that people wrote does.
func TestEverythingIsWorded(t *testing.T) {
	if testing.Short() {
		t.Skip("what is tried is words, at length")
	}
	scenes := caseScenes(t)
	maps.Copy(scenes, madeScenes(t))
	scenes["little"] = littleScenes(t)
	for _, views := range caseScenes(t) {
		scenes["all"] = append(scenes["all"], views...)
	}
	heard := &hearing{asked: map[string]bool{}}
	for name, views := range scenes {
		for profile, build := range builders(t) {
			for _, a := range []report.Audience{report.Internal, report.Partner, report.Public} {
				if a == report.Partner && profile != "customers" && profile != "executive" {
					continue // the words are those of the others
				}
				doc, err := build(heard.options(t, a), views...)
				require.NoError(t, err)
				if slices.Contains([]string{"customers", "executive", "live"}, profile) {
					assert.Empty(t, english(doc), profile)
				}
				checkForms(t, strings.Join([]string{name, profile, a.String()}, "/"), doc)
			}
		}
	}
	for name, doc := range handmade(heard) {
		checkForms(t, name, doc)
	}
	listed := slices.Collect(report.Labels())
	assert.Equal(t, slices.Compact(slices.Sorted(slices.Values(listed))), listed, "sorted, and each once")
	for _, label := range listed {
		assert.True(t, heard.asked[label], "in the list, and no scene asks for it: %q", label)
	}
	for label := range heard.asked {
		assert.True(t, slices.Contains(listed, label) || slices.Contains(vocabularyOfScenes, label), "not in the list: %q", label)
		assert.Equal(t, -1, strings.IndexFunc(label, func(r rune) bool { return r > 0x2100 || r >= 0x370 && r < 0x530 }), "what people wrote, or was worded already: %q", label)
	}
}
