package markdown_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/markdown"
)

var (
	fenceLine   = regexp.MustCompile("^(`{3,})([a-z]*)$")
	headingLine = regexp.MustCompile(`^(#{1,6}) (.*)$`)
	taskLine    = regexp.MustCompile(`^    \x{2060}[^:#;%\n]+ :((?:crit|done|active|milestone), )*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d, \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`)
	sectionLine = regexp.MustCompile(`^    section \x{2060}[^:#;%\n]+$`)
	settingLine = regexp.MustCompile(`^(---|displayMode: compact|config:|  gantt:|    leftPadding: \d+|gantt|    dateFormat YYYY-MM-DDTHH:mm:ss|    axisFormat [%a-zA-Z: -]+|    tickInterval \d+[a-z]+|    todayMarker off)$`)
)

// shape reads Markdown as this package writes it, line by line, and returns what
// there is. It fails on a line that begins anything else, and on what would act
// within a line.
func shape(t testing.TB, md string) []string {
	t.Helper()
	var out []string
	fence := ""
	for l := range strings.Lines(md) {
		require.True(t, strings.HasSuffix(l, "\n"))
		l = strings.TrimSuffix(l, "\n")
		open := fenceLine.FindStringSubmatch(l)
		switch {
		case fence != "" && strings.HasPrefix(l, fence) && strings.Trim(l, "` ") == "":
			fence = ""
		case fence != "" && strings.HasSuffix(fence, "x"):
		case fence != "":
		case open != nil:
			fence = open[1]
			out = append(out, "code "+open[2])
		case l == "":
		case headingLine.MatchString(l):
			m := headingLine.FindStringSubmatch(l)
			inline(t, m[2])
			out = append(out, m[1])
		case strings.HasPrefix(l, "| "):
			cells := split(l)
			for _, c := range cells {
				inline(t, c)
			}
			out = append(out, fmt.Sprint("row ", len(cells)))
		case l == "-" || l == "*":
			out = append(out, "item "+l)
		case strings.HasPrefix(l, "- ") || strings.HasPrefix(l, "* "):
			begin(t, l[2:])
			inline(t, l[2:])
			out = append(out, "item "+l[:1])
		default:
			begin(t, l)
			inline(t, l)
			out = append(out, "paragraph")
		}
	}
	require.Empty(t, fence, "an open fence")
	return out
}

// split cuts a row of a table at the pipes that are not escaped.
func split(l string) []string {
	var cells []string
	from := 1
	for i := 1; i < len(l); i++ {
		switch l[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, strings.TrimSpace(l[from:i]))
			from = i + 1
		}
	}
	return cells
}

var begins = regexp.MustCompile(`^([-+*=>|#\t ]|\d{1,9}[.)]( |$)|~~~|<)`)

func begin(t testing.TB, s string) {
	t.Helper()
	if strings.HasPrefix(s, "**") && strings.Contains(s, ":**") {
		return // a label
	}
	require.NotRegexp(t, begins, s, "begins another kind of block")
}

var (
	escaped  = regexp.MustCompile("\\\\[\\\\`*_\\[\\]{}~$|#+=.)-]")
	entity   = regexp.MustCompile(`&(?:amp|lt|gt|#58|#46);`)
	acting   = regexp.MustCompile("[\\\\`*\\[\\]{}~$<>|&]|(?:^|[^A-Za-z0-9])_|_(?:[^A-Za-z0-9]|$)|@[A-Za-z0-9]|#|![0-9]|(?i:GH-[0-9])|://|(?i:www\\.)")
	emphasis = regexp.MustCompile(`^_(.+)_$`)
	label    = regexp.MustCompile(`^\*\*(.*):\*\* ?(.*)$`)
)

// inline fails if anything within a line would act as Markdown.
func inline(t testing.TB, s string) {
	t.Helper()
	bare := escaped.ReplaceAllString(entity.ReplaceAllString(s, ","), ",")
	if m := label.FindStringSubmatch(bare); m != nil {
		require.NotRegexp(t, acting, m[1], s)
		bare = m[2]
	}
	if m := emphasis.FindStringSubmatch(bare); m != nil {
		bare = m[1]
	}
	require.NotRegexp(t, acting, bare, s)
}

// diagrams reads each Mermaid diagram: which sections and how many tasks.
func diagrams(t testing.TB, md string) []string {
	t.Helper()
	var out []string
	fence, sections, tasks := "", 0, 0 // the fence of the block that a line stands in
	for l := range strings.Lines(md) {
		l = strings.TrimSuffix(l, "\n")
		ticks := l[:len(l)-len(strings.TrimLeft(l, "`"))]
		switch {
		case fence == "" && len(ticks) >= 3:
			fence, sections, tasks = l, 0, 0
		case fence == "":
		case l == ticks && len(l) >= len(fence)-len(strings.TrimLeft(fence, "`")):
			if strings.TrimLeft(fence, "`") == "mermaid" {
				out = append(out, fmt.Sprint(sections, " sections ", tasks, " tasks"))
			}
			fence = ""
		case strings.TrimLeft(fence, "`") != "mermaid": // code
		case sectionLine.MatchString(l):
			sections++
		case taskLine.MatchString(l):
			tasks++
		default:
			require.Regexp(t, settingLine, l)
		}
	}
	return out
}

func render(t testing.TB, m markdown.Renderer, r *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, m.Render(&out, r))
	return out.String()
}

// sameShape fails if s changes what there is. Text that is blank leaves its
// paragraphs out.
func sameShape(t testing.TB, s string) {
	t.Helper()
	if strings.TrimSpace(report.CleanLine(s)) == "" {
		return
	}
	want, got := render(t, markdown.Renderer{}, every("word")), render(t, markdown.Renderer{}, every(s))
	require.Equal(t, shape(t, want), shape(t, got), "%q\n%s", s, got)
	require.Equal(t, diagrams(t, want), diagrams(t, got), "%q", s)
	require.NotRegexp(t, "[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202a-\u202e]", got)
}

func TestHostileTextChangesNoStructure(t *testing.T) {
	for _, s := range hostile() {
		t.Run(fmt.Sprintf("%.20q", s), func(t *testing.T) { sameShape(t, s) })
	}
}

func FuzzStructure(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 2000 {
			sameShape(t, s)
		}
	})
}

// back reads a line of Markdown as its text.
func back(s string) string {
	s = escaped.ReplaceAllStringFunc(s, func(m string) string { return m[1:] })
	return strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#58;", ":", "&#46;", ".", "\u2060", "").Replace(s)
}

func TestTextIsKept(t *testing.T) {
	for _, s := range hostile() {
		clean := strings.TrimSpace(report.CleanLine(s))
		md := render(t, markdown.Renderer{}, &report.Report{Sections: []report.Section{{Title: "t", Blocks: []report.Block{report.Paragraph{Text: s}}}}})
		_, text, _ := strings.Cut(md, "# t\n")
		assert.Equal(t, strings.ReplaceAll(clean, "\u2060", ""), back(strings.TrimSpace(text)), s)
	}
}

func TestEscapes(t *testing.T) {
	for in, want := range map[string]string{
		"2026-03-04 10:00":           "2026-03-04 10:00",
		"plain, (with) signs; and-3": "plain, (with) signs; and-3",
		"3.5 of 7.":                  "3.5 of 7.", // no list: only a number and a dot begin one
		"1. first":                   `1\. first`,
		"12) last":                   `12\) last`,
		"1234567890. long":           "1234567890. long",
		"- x":                        `\- x`,
		"snake_case_name":            "snake_case_name",
		"_x_":                        `\_x\_`,
		"~11h10m":                    `\~11h10m`,
		"a & b":                      "a &amp; b",
		"@me":                        "@\u2060me",
		"5 @ 3":                      "5 @ 3",
		"#12 and C#":                 "\\#\u206012 and C\\#",
		"GH-12":                      "GH-\u206012",
		"https://a.example":          "https&#58;//a.example",
		"www.a.example":              "www&#46;a.example",
		"wow!":                       "wow!",
	} {
		md := render(t, markdown.Renderer{}, &report.Report{Sections: []report.Section{{Title: "t", Blocks: []report.Block{report.Paragraph{Text: in}}}}})
		assert.Equal(t, "# t\n\n"+want+"\n", md, in)
	}
}

func TestLinks(t *testing.T) {
	for in, want := range map[string]string{
		"see https://a.example/x_y?b=c&d=1.": `see [https&#58;//a.example/x_y?b=c&amp;d=1](<https://a.example/x_y?b=c&amp;d=1>).`,
		"(http://a.example)":                 `([http&#58;//a.example](<http://a.example>))`,
		"HTTPS://a.example/)](javascript:x)": `[HTTPS&#58;//a.example/](<HTTPS://a.example/>))\](javascript:x)`,
		"https://":                           "https&#58;//",
		"https://<b>":                        "https&#58;//&lt;b&gt;",
		"javascript://a.example":             "javascript&#58;//a.example",
		"ftp://a.example":                    "ftp&#58;//a.example",
		"xhttps://a.example":                 "xhttps&#58;//a.example",
		"hash":                               "hash",
	} {
		md := render(t, markdown.Renderer{Links: true}, &report.Report{Sections: []report.Section{{Title: "t", Blocks: []report.Block{report.Paragraph{Text: in}}}}})
		assert.Equal(t, "# t\n\n"+want+"\n", md, in)
	}
}
