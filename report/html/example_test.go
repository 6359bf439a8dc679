package html_test

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/html"
	"github.com/allclear-go/allclear/timeline"
)

// A fragment goes into a page of one's own, which has [html.CSS] in its sheet.
func ExampleRenderer() {
	doc := &report.Report{Sections: []report.Section{{ID: "summary", Title: "Checkout <fails>", Level: 2, Blocks: []report.Block{
		report.Facts{Rows: []report.Fact{
			{Label: "detected", Value: report.At(timeline.At(time.Date(2026, 3, 4, 10, 15, 0, 0, time.UTC)))},
			{Label: "severity", Value: report.Missing("not stated")},
		}},
	}}}}
	if err := (html.Renderer{Fragment: true}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <div class="allclear" lang="en">
	// <section aria-labelledby="allclear-summary">
	// <h2 id="allclear-summary">Checkout &lt;fails&gt;</h2>
	// <dl>
	// <div><dt>detected</dt><dd><time datetime="2026-03-04T10:15:00Z">2026-03-04 10:15</time></dd></div>
	// <div><dt>severity</dt><dd><span class="none">not stated</span></dd></div>
	// </dl>
	// </section>
	// </div>
}

// A picture by itself is an image for a chat or a slide, and says in words what
// it shows.
func ExampleSVG() {
	ten := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	lanes := report.Lanes{From: timeline.At(ten), To: timeline.At(ten.Add(2 * time.Hour)), Impacts: []report.Impact{
		{Scope: timeline.Region("eu"), Health: timeline.Major, Start: timeline.About(ten, 10*time.Minute), End: timeline.At(ten.Add(time.Hour)), EndState: timeline.EndGiven},
		{Scope: timeline.Region("us"), Health: timeline.Degraded, Start: timeline.At(ten), EndState: timeline.EndOngoing},
	}}
	var out strings.Builder
	if err := html.SVG(&out, lanes, nil); err != nil {
		fmt.Println(err)
	}
	_, description, _ := strings.Cut(out.String(), `<desc id="figure.1d">`)
	description, _, _ = strings.Cut(description, "</desc>")
	fmt.Println(description)
	// Output:
	// eu major outage, ~2026-03-04 10:00 ±10m – 2026-03-04 11:00; us degraded, 2026-03-04 10:00 – ongoing
}

// The sheet is one string: serve it as a file, or allow its hash in a policy.
func ExampleCSS() {
	fmt.Println(strings.Contains(html.CSS(), "url("), strings.Contains(html.CSS(), "prefers-color-scheme:dark"))
	// Output: false true
}
