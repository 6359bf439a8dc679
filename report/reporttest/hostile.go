package reporttest

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// Hostile returns texts that try to be more than text: markup of many formats,
// what ends one construct and begins another, links that run something, formulas,
// words of command, characters that are invisible or are none. None of them is
// blank. They are good seeds for a fuzz test, too; [Everywhere] puts one in a report.
func Hostile() []string {
	return append([]string{
		// HTML, XML, SVG
		`<script>alert(1)</script>`, `</script><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `' onclick='alert(1)`,
		`" onmouseover="alert(1)" x="`, `</td></tr></table><h1>x`, `</title></head><body>`, `</style><b>x`, `<!--`, `-->`, `<![CDATA[x]]>`, `]]>`, `<?xml version="1.0"?>`,
		`<!DOCTYPE html>`, `&lt;b&gt;`, `&amp;`, `&#x3c;b&#x3e;`, `&#0;`, `&notanentity;`, `& &`, `a < b > c`, `<b`, `<a href="javascript:alert(1)">x</a>`, `<br>`, `<details>`,
		// Markdown
		"# heading", "####### seven", "x\n===", "x\n---", "---", "***", "- item", "* item", "+ item", "1. item", "1) item", "> quote", "    indented", "\tindented",
		"```", "~~~", "```\n# out of the fence\n```", "`````", "`code`", "``", "a ` b", "*emphasis*", "**strong**", "_emphasis_", "~~gone~~", "a * b", "snake_case_word", "\\", "\\\\", "\\|", "x\\",
		"[text](https://example.com)", "![image](https://example.com/x.png)", "[x]: https://example.com", "[^1]: note", "[ ] task", "- [x] task", "[", "]", "](x)", "<https://example.com>",
		"| a | b |", "|", "||", "a|b", "|---|---|", "a | b\n--- | ---\nc | d", "@everyone", "#123", ":smile:", "$x^2$", "$$", "http://example.com/a_b_c",
		// links
		"javascript:alert(1)", "[x](javascript:alert(1))", "[x](<javascript:alert(1)>)", "<javascript:alert(1)>", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
		"data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "//example.com", "mailto:a@example.com", "https://example.com/?a=1&b=2", "https://example.com/\"onclick=\"x", "https://javascript:1@example.com/(x)",
		// tables of numbers
		`=1+1`, `=HYPERLINK("http://example.com")`, "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", `a,b`, `a;b`, `"`, `""`, `a"b`, `'`, "'=1+1",
		// JSON and other machines' texts
		`","x":"`, `"}]}`, `{"a":1}`, `\u0041`, `\n`, `null`, `true`, `0`, `%s%n`, `${x}`, `{{.}}`, `{% x %}`, `$(x)`, "%%", "BEGIN:VEVENT", "END:VCALENDAR", "a:b;c,d",
		// Mermaid
		"section x", "title x", "dateFormat X", "todayMarker off", "click x href \"javascript:alert(1)\"", "gantt", "a:crit, 2020-01-01, 1d", "x;y", "%% comment", "end",
		// chat
		"<!channel>", "<@U123>", "<https://example.com|x>", "*bold* _it_",
	}, characters()...)
}

// characters are texts with characters that are not what they seem.
func characters() []string {
	const longest = 400
	return []string{
		"a\nb", "a\r\nb", "a\rb", "a\n\nb", "a\n\n# b", "a\n\n\nTitle\n=====\n\nb", "a\tb", "a\vb", "a\fb", "a\u0085b", "a\u2028b", "a\u2029b", "trailing  ", "  leading", "a\n", "\na",
		"nul\x00nul", "esc\x1b[31mred", "bell\a", "back\bspace", "del\x7f", "c1\u009b31m", "osc\x1b]0;title\a",
		"bidi\u202egpj.exe", "bidi\u202dx\u202c", "iso\u2066x\u2069", "mark\u200ex\u200f\u061c", "none\ufffe\uffff", "bom\ufeffx", "zero\u200bwidth\u200dx", "soft\u00adhyphen",
		"bad\xffutf", "cut\xe2\x82", "\xc0\xafoverlong", "\xed\xa0\x80surrogate", "mixed\x80<b>\xff",
		"e\u0301\u0323\u0327 combining", "日本語とemoji 👩‍👩‍👧", "עברית and العربية", strings.Repeat("long", longest), strings.Repeat("x", 100) + " =====", strings.Repeat("x", 100) + " -----",
		strings.Repeat("<", 50), strings.Repeat("[", 50), strings.Repeat("`", 20), strings.Repeat("*", 20),
	}
}

// places returns a report in which word says what stands in each place.
func places(word func(place string) string) *report.Report {
	value := func(place string) report.Value { return report.Text(word(place)) }
	r := page(
		report.Section{ID: "a", Title: word("the title of a section"), Level: 1, Blocks: []report.Block{
			report.Paragraph{Text: word("a Paragraph")},
			report.Paragraph{Text: "after " + word("the middle of a Paragraph") + " before"},
			report.List{Items: []report.Value{report.Text("one"), value("a List"), report.Missing(word("a reason"))}},
			report.Code{Text: word("a Code")},
		}},
		report.Section{ID: "b", Title: "tables", Level: 2, Blocks: []report.Block{
			report.Table{Head: []string{"one", word("the head of a Table")}, Rows: [][]report.Value{{report.Text("two"), value("the last cell of a Table")}}},
			report.Table{Head: []string{word("the first head of a Table"), "two"}, Rows: [][]report.Value{{value("the first cell of a Table"), report.Text("three")}, {report.Text("four"), report.Label("five")}}},
			report.Facts{Rows: []report.Fact{{Label: word("the label of a fact"), Value: report.Text("x")}, {Label: "fact", Value: value("a fact")}}},
		}},
		report.Section{ID: "c", Title: "rich", Level: 2, Blocks: []report.Block{
			report.Figures{Title: word("the title of figures"), Rows: []report.Figure{{Label: word("the label of a figure"), Figure: figure("downtime")}}},
			report.Timeline{Entries: []report.Entry{{At: at(10, 7), What: word("what happened"), Text: word("the text of an entry"), Actor: word("who did it")}}},
			report.Lanes{From: at(10, 0), To: at(12, 0), Impacts: []report.Impact{
				{Scope: timeline.Component(word("a component")).In(word("a region")), Health: timeline.Major, Start: at(10, 0), End: at(11, 0), EndState: timeline.EndGiven},
			}},
			own{word("a block of one's own"), []string{"x"}, word("its last text")},
		}},
		report.Section{ID: "d", Title: "drawn", Level: 2, Blocks: []report.Block{
			report.Phases{Title: word("the title of phases"), Whole: figure("downtime"), Stages: []report.Phase{{Label: word("a phase"), From: at(10, 0), To: at(10, 7), Figure: figure("time_to_detect")}}},
			report.Cadence{From: at(10, 0), To: at(12, 0), Updates: []report.Tick{{At: at(10, 20), What: word("an update"), Due: at(11, 0), Kept: word("a promise")}}},
			report.Steps{From: at(10, 0), To: at(12, 0), Steps: []report.Step{{Severity: report.Severity{Level: 60, Scale: word("a scale"), Word: word("a severity")}, From: at(10, 0), Text: word("why")}}},
			report.Spreads{Title: word("the title of spreads"), Groups: []report.Spread{{Label: word("a group"), Closed: 3}}},
			report.Found{Findings: []timeline.Finding{{Rule: word("a rule"), Text: word("a finding")}}},
		}},
	)
	r.Title = word("the title")
	data := newFiller(word)
	data.fill(reflect.ValueOf(&r.Incidents).Elem(), "an incident")
	data.fill(reflect.ValueOf(&r.Sums).Elem(), "a sum")
	return r
}

// everywhere returns the report that says the same in all places.
func everywhere(text string) *report.Report {
	return places(func(string) string { return text })
}

// named names a hostile report.
func named(text string) string { return fmt.Sprintf("a report that says %s", short(text)) }
