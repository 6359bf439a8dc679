package reporttest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report/reporttest"
)

// outline writes a tree on one line: kinds with what they hold in parentheses.
func outline(n reporttest.Node) string {
	out := n.Kind
	if n.Text != "" {
		out += `"` + n.Text + `"`
	}
	if n.Link != "" {
		out += "->" + n.Link
	}
	var parts []string
	for _, c := range n.Nodes {
		parts = append(parts, outline(c))
	}
	if len(parts) > 0 {
		out += "(" + strings.Join(parts, " ") + ")"
	}
	return out
}

func TestParsers(t *testing.T) {
	for _, c := range []struct {
		parse    func([]byte) (reporttest.Node, error)
		in, want string
	}{
		{reporttest.Text, "Title\n=====\n\na  b\nc\n\n    x\n\n    y\n\n• i\n", `text(heading =("Title") block("a" "b" "c") code("x" "y") block("• i"))`},
		{reporttest.JSON, `{"a":[1,"x",null,true]}`, `object(a: array(number"1" string"x" null bool"true"))`},
		{reporttest.CSV, "a,\"b,\nc\"\r\n'=1,'x\r\n", "csv(row(cell\"a\" cell\"b,\nc\") row(cell\"=1\" cell\"'x\"))"},
		{reporttest.RawCSV, "=1\n", `csv(row(cell"=1"))`},
		{reporttest.HTML, `<!DOCTYPE html><p class="a">x &amp; <b>y</b><br></p><img src='z' alt=""/>`, "html page(doctype p(@class\"a\" \"x & \" b(\"y\") \"\n\") img(@src\"z\"->z @alt))"},
		{reporttest.HTML, `<!-- c --><style>a>b{}</style><a href="https://x/?a=1&amp;b">y</a>`, `html page(@comment style(@css"a>b{}") a(@href"https://x/?a=1&b"->https://x/?a=1&b "y"))`},
		{reporttest.Markdown, "# a\\*b\n\n---\n\n- x **y**\n- z\n\n> q\n", `markdown(heading 1("a*b") break list(item("x " emphasis **("y")) item("z")) quote(paragraph("q")))`},
		{reporttest.Markdown, "| a | b\\|c |\n|---|--:|\n| `d` |  |\n", `markdown(table(row(cell("a") cell("b|c")) rule row(cell(code span("d")) cell)))`},
		{reporttest.Markdown, "````mermaid\n```\n# x\n````\n", "markdown(code mermaid\"```\n# x\")"},
		{reporttest.Markdown, "[a](<https://x>) <mailto:b@c> &lt; a_b_c 1 < 2 a * b &c\n", `markdown(paragraph(link->https://x("a") " " address->mailto:b@c("mailto:b@c") " < a_b_c 1 < 2 a * b &c"))`},
		{reporttest.Markdown, "<details>\n<summary>more</summary>\n\n1. x<br>y\n   z\n\n</details>\n", "markdown(<details> summary(\"more\") list(item(\"x\ny\nz\")) </details>)"},
	} {
		n, err := c.parse([]byte(c.in))
		require.NoError(t, err, c.in)
		assert.Equal(t, c.want, outline(n), c.in)
	}
}

func TestParsersRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		parse func([]byte) (reporttest.Node, error)
		in    []string
	}{
		"text": {reporttest.Text, []string{"no end", "\xff\n"}},
		"json": {reporttest.JSON, []string{"", "{", "{}{}", `{"a":1,"a":2}`, "\"\xff\"", "[1,]"}},
		"csv":  {reporttest.CSV, []string{`"`, `a"b`, "=1", "x,@y", "-1", "+1"}},
		"html": {reporttest.HTML, []string{
			"<p>", "</p>", "<p></b>", "<p", "a & b", "&nope;", "&#27;", "&#x202e;", "<script></script>", "<a onclick='x'>y</a>", "<a b=c>d</a>", `<a b="1" b="2">c</a>`,
			`<a b="1"c="2">d</a>`, "<", "<1>", "x<!DOCTYPE html>", "<!-- x", "<style>a", "<style>a{b:url(c)}</style>", `<p a="<">b</p>`, "<iframe></iframe>", "\xff", `<a b="c>d</a>`, "<![CDATA[x]]>",
		}},
		"markdown": {reporttest.Markdown, []string{
			"x\n===", "x\n---", "    code", "\tcode", "```", "``` a`b\n```", "<b>x</b>", "<!-- x -->", "[x]", "[x]: https://x", "![x", "a]", "`x", "**x", "*x", "~~x", "a\\b", "| a |", "| a |\n|---|\n| b | c |",
			"| a |\n|---|\n| b", "a | b\n--- | ---\nc | d", "- # x", "> # x", "- - x", "[x](y z)", "[x](y", "&#8238;", "\xff",
		}},
	} {
		for _, in := range c.in {
			n, err := c.parse([]byte(in))
			assert.Error(t, err, "%s: %q reads as %s", name, in, outline(n))
		}
	}
}

// What cannot be told apart from structure is refused or read as it is, and never
// panics.
func FuzzParsers(f *testing.F) {
	for _, t := range reporttest.Hostile() {
		f.Add([]byte(t))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, parse := range []func([]byte) (reporttest.Node, error){
			reporttest.Text, reporttest.Markdown, reporttest.HTML, reporttest.JSON, reporttest.CSV, reporttest.RawCSV,
		} {
			_, _ = parse(in)
		}
	})
}
