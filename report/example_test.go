package report_test

import (
	"fmt"
	"os"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

// A report for customers: what nobody marked public stays inside.
func ExamplePostmortem() {
	at := func(h, m int) timeline.Instant { return timeline.At(time.Date(2026, 3, 4, h, m, 0, 0, time.UTC)) }
	public := incident.Stamp{Visibility: timeline.Public}
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at(14, 7), Stamp: public})
	if err != nil {
		fmt.Println(err)
		return
	}
	inc.As(public).Impact(timeline.Region("eu-west"), timeline.Major, at(13, 50))
	inc.Mark(timeline.Acknowledged, at(14, 3)) // internal
	inc.As(public).Restore(timeline.Region("eu-west"), at(15, 31))
	inc.Advance("resolve", at(15, 40))

	view := inc.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	doc, err := report.Postmortem(report.Options{Audience: report.Public}, view)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range doc.Incidents[0].Figures {
		if f.Group == "in eu-west" {
			fmt.Println(f.Label+":", doc.Format.Figure(f.Figure))
		}
	}
	// Output:
	// restored, since impact start: 1h41m
	// downtime: 1h41m
	// degraded time: 0s
}

// A block of one's own says how it reads as simpler ones, and every renderer
// can write it.
type risk struct{ what, how string }

func (r risk) Lower(*report.Format) []report.Block {
	return []report.Block{report.Facts{Rows: []report.Fact{
		{Label: "risk", Value: report.Text(r.what)},
		{Label: "mitigated by", Value: report.Text(r.how)},
	}}}
}

func ExampleBlock() {
	doc := &report.Report{Sections: []report.Section{{
		ID: "risks", Title: "Risks", Level: 2, Blocks: []report.Block{risk{"one region", "a second one"}},
	}}}
	if err := (text.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Risks
	// -----
	//
	// risk          one region
	// mitigated by  a second one
}

func ExampleFormat_Instant() {
	f := report.Format{Zone: time.FixedZone("UTC+2", 2*3600)}
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	fmt.Println(f.Instant(timeline.At(noon)))
	fmt.Println(f.Instant(timeline.About(noon, 30*time.Minute)))
	fmt.Println(f.Instant(timeline.Between(noon, noon.Add(6*time.Minute))))
	fmt.Println(f.Instant(timeline.Instant{}))
	// Output:
	// 2026-03-04 14:00
	// ~2026-03-04 14:00 ±30m
	// 2026-03-04 14:00–14:06
	// time unknown
}

func ExampleClean() {
	fmt.Println(report.Clean("invoice\u202egpj.exe"))
	// Output: invoice�gpj.exe
}

func ExampleParseAudience() {
	fmt.Println(report.ParseAudience("everyone"))
	// Output: internal report: no audience "everyone" (there are: internal, partner, public)
}
