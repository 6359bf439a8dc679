package conformance_test

import (
	"bytes"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	goldtext "github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/markdown"
)

// gfm reads GitHub Flavored Markdown, and lets raw HTML through so that it shows.
var gfm = goldmark.New(
	goldmark.WithExtensions(extension.Linkify, extension.Strikethrough, extension.TaskList, extension.Footnote,
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
	goldmark.WithRendererOptions(goldhtml.WithUnsafe()),
)

// Two readers of Markdown make the same of every report, and what is hostile changes
// no more than words.
func TestMarkdown(t *testing.T) {
	t.Parallel()
	cmark := tool(t, "cmark-gfm", "cmark-gfm")
	for name, m := range map[string]markdown.Renderer{"plain": {}, "links": {Links: true, Mermaid: markdown.MermaidGitLab}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shapes := map[*report.Report]outline{}
			for _, d := range documents(t) {
				got := checkMarkdown(t, cmark, d, render(t, m, d.report))
				if d.twin == nil || m.Links {
					continue // where addresses become links, they do in hostile texts too
				}
				if shapes[d.twin] == nil {
					shapes[d.twin] = shape(parsed(t, render(t, m, d.twin)))
				}
				assert.Equal(t, shapes[d.twin], got, d.name)
			}
			t.Logf("%d documents", len(documents(t)))
		})
	}
}

// checkMarkdown compares the two readings of a report and returns the shape of it.
func checkMarkdown(t *testing.T, cmark string, d document, source []byte) outline {
	t.Helper()
	page := parsed(t, source)
	assert.Equal(t, written(read(t, byCmark(t, cmark, source))), written(page), d.name)
	assert.Empty(t, markup(source), d.name)
	assert.Empty(t, strange(page), d.name)
	if d.report != nil {
		assert.Equal(t, len(d.report.Sections), headings(page), d.name)
	}
	return shape(page)
}

func parsed(t *testing.T, source []byte) *html.Node {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, gfm.Convert(source, &out))
	return read(t, out.Bytes())
}

// byCmark reads with the program that GitHub wrote.
func byCmark(t *testing.T, cmark string, source []byte) []byte {
	t.Helper()
	args := []string{"--unsafe"}
	for _, e := range []string{"table", "autolink", "strikethrough", "tasklist", "footnotes"} {
		args = append(args, "-e", e)
	}
	cmd := exec.Command(cmark, args...)
	cmd.Stdin = bytes.NewReader(source)
	return output(t, cmd)
}

// written is all that a page says and how: elements, attributes and texts.
func written(n *html.Node) outline {
	var out outline
	walk(n, 0, func(n *html.Node, depth int) {
		in := strings.Repeat(" ", depth)
		switch n.Type {
		case html.TextNode:
			if s := strings.TrimSpace(n.Data); s != "" {
				out = append(out, in+"“"+s)
			}
		case html.ElementNode:
			out = append(out, fmt.Sprint(in, n.Data, n.Attr))
		}
	})
	return out
}

// drawnBy is what the renderer writes, and nothing else.
var drawnBy = strings.Fields("html head body h1 h2 h3 h4 h5 h6 p ul li table thead tbody tr th td pre code em strong a")

// strange finds elements and links in a page that no report has.
func strange(n *html.Node) []string {
	out := dangers(n)
	walk(n, 0, func(n *html.Node, _ int) {
		if n.Type == html.ElementNode && !slices.Contains(drawnBy, n.Data) {
			out = append(out, "element "+n.Data)
		}
	})
	return out
}

// markup finds raw HTML and images in a source.
func markup(source []byte) []string {
	var out []string
	doc := gfm.Parser().Parse(goldtext.NewReader(source))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the visitor never fails
		switch n.Kind() {
		case ast.KindHTMLBlock, ast.KindRawHTML, ast.KindImage, extast.KindFootnote, extast.KindTaskCheckBox, ast.KindBlockquote, ast.KindThematicBreak, ast.KindCodeBlock:
			if entering {
				out = append(out, n.Kind().String())
			}
		}
		return ast.WalkContinue, nil
	})
	return out
}

func headings(n *html.Node) int {
	count := 0
	walk(n, 0, func(n *html.Node, _ int) {
		if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			count++
		}
	})
	return count
}

// What the checks of Markdown are to find, they find.
func TestMarkdownControls(t *testing.T) {
	cmark := tool(t, "cmark-gfm", "cmark-gfm")
	for source, want := range map[string]string{"a <b>c</b>\n": "RawHTML", "<p>x</p>\n": "HTMLBlock", "![x](https://x.example)\n": "Image", "> x\n": "Blockquote", "---\n": "ThematicBreak", "    x\n": "CodeBlock"} {
		assert.Contains(t, markup([]byte(source)), want, source)
	}
	assert.Contains(t, strange(parsed(t, []byte("[x](javascript:x)\n"))), "a link to javascript:x")
	assert.Contains(t, strange(parsed(t, []byte("~~x~~\n"))), "element del")
	// Both read tables, and tell one cell from two.
	one, two := []byte("| a |\n| :-- |\n| x\\|y |\n"), []byte("| a | b |\n| :-- | :-- |\n| x | y |\n")
	for _, source := range [][]byte{one, two} {
		page := read(t, byCmark(t, cmark, source))
		assert.Equal(t, written(parsed(t, source)), written(page))
		assert.Contains(t, shape(page), "      td align")
	}
	assert.NotEqual(t, written(read(t, byCmark(t, cmark, one))), written(parsed(t, two)))
}
