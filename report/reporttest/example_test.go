package reporttest_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/reporttest"
)

// Five lines test a renderer. For a whole one see examples/customrenderer.
func Example() {
	_ = func(t *testing.T) { // func TestRenderer(t *testing.T)
		reporttest.Run(t, func() report.Renderer { return newSheet() }, reporttest.Options{
			Parse: reporttest.HTML,
		})
	}
}

func ExampleTestRenderer() {
	careless := report.RendererFunc(func(w io.Writer, r *report.Report) error {
		for _, s := range r.Sections { // and if there is no report?
			fmt.Fprintln(w, s.Title)
		}
		return nil
	})
	err := reporttest.TestRenderer(careless, reporttest.Options{Parse: reporttest.Text})
	first, _, _ := strings.Cut(err.Error(), " (")
	fmt.Println(first)
	// Output:
	// reporttest: empty: nothing should be written as nothing: no report, no sections, no blocks, no rows, no cells, without an error or a panic; of no report
}

func ExampleTestAudiences() {
	fmt.Println(reporttest.TestAudiences(report.Postmortem))
	// Output:
	// <nil>
}

func ExampleRules() {
	for _, r := range reporttest.Rules()[:3] {
		fmt.Println(r.Name + ": " + r.Should)
	}
	// Output:
	// empty: nothing should be written as nothing: no report, no sections, no blocks, no rows, no cells, without an error or a panic
	// well_formed: what is written should be of its format: it parses
	// utf8: what is written should be valid UTF-8, whatever the texts hold
}

// A parser returns a tree: what is structure as kinds, what is read as text.
func ExampleMarkdown() {
	show := func(n reporttest.Node, err error) {
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, block := range n.Nodes {
			fmt.Println(block.Kind, len(block.Nodes))
		}
	}
	show(reporttest.Markdown([]byte("# Impact\n\nAll of *it*.\n\n- one\n- two\n")))
	show(reporttest.Markdown([]byte("An <b>element</b>\n")))
	// Output:
	// heading 1 1
	// paragraph 3
	// list 2
	// markdown: line 2: a < that is not escaped, in "An <b>element</b>"
}

// Whatever a report says, a careful renderer makes as many parts of it.
func ExampleFilled() {
	parts := func(text string) int {
		var out strings.Builder
		if err := primitives(markdown).Render(&out, reporttest.Filled(text)); err != nil {
			return -1
		}
		n, err := reporttest.Markdown([]byte(out.String()))
		if err != nil {
			return -1
		}
		return len(n.Nodes)
	}
	for _, text := range []string{"a | b", "# heading", "<h1>"} {
		fmt.Println(parts(text) == parts("benign"))
	}
	// Output:
	// true
	// true
	// true
}
