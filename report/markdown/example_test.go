package markdown_test

import (
	"fmt"
	"os"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/markdown"
	"github.com/allclear-go/allclear/timeline"
)

func ExampleRenderer() {
	doc := &report.Report{Sections: []report.Section{{Title: "Causes", Level: 2, Blocks: []report.Block{
		report.Facts{Rows: []report.Fact{{Label: "status", Value: report.Label("closed")}, {Label: "severity", Value: report.Missing("not stated")}}},
		report.Table{Head: []string{"role", "cause"}, Rows: [][]report.Value{
			{report.Label("initiating"), report.Text("a change of max_connections | reverted in #12")},
		}},
		report.Code{Text: "SHOW max_connections;"},
	}}}}
	if err := (markdown.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ## Causes
	//
	// - **status:** closed
	// - **severity:** _not stated_
	//
	// | role | cause |
	// | :-- | :-- |
	// | initiating | a change of max_connections \| reverted in \#⁠12 |
	//
	// ```
	// SHOW max_connections;
	// ```
}

// Where tables alone are wanted, because the host does not draw Mermaid, and
// links are to be links.
func ExampleMermaid() {
	doc := &report.Report{Sections: []report.Section{{Title: "Impact", Level: 2, Blocks: []report.Block{
		report.Lanes{From: at(10, 0), To: at(12, 0), Impacts: []report.Impact{
			{Scope: timeline.Region("eu"), Health: timeline.Major, Start: about(10, 30), End: at(12, 0), EndState: timeline.EndGiven},
		}},
		report.Paragraph{Text: "Graphs: https://example.com/graphs"},
	}}}}
	if err := (markdown.Renderer{Mermaid: markdown.MermaidNone, Links: true}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ## Impact
	//
	// | where | health | from | to |
	// | :-- | :-- | :-- | :-- |
	// | eu | major outage | \~2026-03-04 10:30 ±30m | 2026-03-04 12:00 |
	//
	// Graphs: [https&#58;//example.com/graphs](<https://example.com/graphs>)
}
