package conformance_test

import (
	"math"
	"strings"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// edges is what builders do not make, and a program of one's own may: nothing in
// places where something is usual, rows of many lengths, and times that are far
// away, all at once or the wrong way round.
func edges() *report.Report {
	sections := []report.Section{
		{Blocks: []report.Block{report.Paragraph{}, report.Paragraph{Text: " \n "}, report.List{}, report.Table{}, report.Code{}, report.Facts{}}},
		{ID: "twice", Level: 1, Title: "Nothing", Blocks: []report.Block{
			report.Figures{}, report.Figures{Title: "none"}, report.Timeline{}, report.Lanes{}, report.Phases{}, report.Cadence{}, report.Steps{}, report.Spreads{}, report.Found{}, report.Definitions{},
		}},
		{ID: "twice", Level: 2, Title: "No blocks"},
		{ID: "no.1 \"id\"", Level: 3, Title: "Empty values", Blocks: []report.Block{
			report.List{Items: []report.Value{{}, report.Text(""), report.Label(""), report.Missing(""), report.Of(timeline.Figure{}), report.At(timeline.Instant{})}},
			report.List{Items: []report.Value{report.Text("right after another")}},
			report.Facts{Rows: []report.Fact{{}, {Label: "l"}, {Value: report.Text("v")}}},
			report.Figures{Rows: []report.Figure{{}, {Label: "l"}}}, report.Timeline{Entries: []report.Entry{{}, {Text: "t"}}},
			report.Code{Text: "\n"}, report.Code{Text: "\n\n  begins with lines\n\n"}, report.Code{Text: "```\n~~~"},
		}},
		{Level: 4, Title: "Rows of many lengths", Blocks: []report.Block{
			report.Table{Head: []string{"a", "b"}}, report.Table{Rows: [][]report.Value{{}, {}}}, report.Table{Head: []string{"", ""}, Rows: [][]report.Value{cells(2)}},
			report.Table{Head: []string{"a"}, Rows: [][]report.Value{cells(3), {}, cells(1)}}, report.Table{Head: []string{"a", "b", "c"}, Rows: [][]report.Value{cells(1), cells(2)}},
			report.Table{Rows: [][]report.Value{cells(1), cells(12)}}, report.Table{Head: strings.Split("a b c d e f g h i j k l", " "), Rows: [][]report.Value{cells(12), cells(12)}},
		}},
		{Level: 5, Title: "Drawn", Blocks: drawnEdges()},
		{Level: 9, Title: "Deep", Blocks: []report.Block{lowersToNothing{}, (*report.Paragraph)(nil)}},
	}
	return &report.Report{Sections: sections}
}

func cells(n int) []report.Value {
	var out []report.Value
	for i := range n {
		out = append(out, report.Number(-i))
	}
	return out
}

type lowersToNothing struct{}

func (lowersToNothing) Lower(*report.Format) []report.Block { return nil }

// drawnEdges are figures over times of many kinds.
func drawnEdges() []report.Block {
	year := func(y int) timeline.Instant { return timeline.At(time.Date(y, 6, 1, 0, 0, 0, 0, time.UTC)) }
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	soon := func(d time.Duration) timeline.Instant { return timeline.At(noon.Add(d)) }
	var out []report.Block
	for _, ends := range [][2]timeline.Instant{
		{soon(0), soon(0)}, {soon(0), soon(time.Microsecond)}, {soon(0), soon(1500 * time.Millisecond)}, {soon(time.Hour), soon(0)}, {{}, {}}, {soon(0), {}}, {{}, soon(0)},
		{timeline.NotBefore(noon), timeline.NotAfter(noon.Add(time.Hour))}, {about(10, 0), about(10, 5)}, {timeline.Between(noon, noon.Add(time.Hour)), timeline.Between(noon.Add(time.Minute), noon.Add(2*time.Hour))},
		{year(1), year(2026)}, {year(2026), year(9999)}, {year(1066), year(9990)}, {year(2026), year(12026)}, {year(-400), year(2026)},
	} {
		from, to := ends[0], ends[1]
		var impacts []report.Impact
		for _, state := range []timeline.EndState{timeline.EndGiven, timeline.EndOngoing, timeline.EndNotGiven} {
			impacts = append(impacts, report.Impact{Scope: timeline.Region("eu"), Health: timeline.Major, Start: from, End: to, EndState: state},
				report.Impact{Start: from, End: to, EndState: state, Total: timeline.LastingAtLeast(time.Minute)})
		}
		out = append(out,
			report.Lanes{From: from, To: to, Impacts: impacts}, report.Lanes{From: soon(0), To: soon(2 * time.Hour), Impacts: impacts},
			report.Phases{Title: "all", Stages: []report.Phase{{Label: "first", From: from, To: to}, {Label: "second", From: to, To: from}}},
			report.Cadence{From: from, To: to, Updates: []report.Tick{{At: from, What: "one", Due: to, Kept: "missed"}, {At: to}}},
			report.Steps{From: from, To: to, Steps: []report.Step{{From: from, To: to, Severity: report.Severity{Level: severity.Minor}}, {From: to}}},
		)
	}
	return append(out, report.Spreads{Title: "s", Groups: []report.Spread{
		{}, {Label: "nothing", Shortest: timeline.Lasting(0), Median: timeline.Lasting(0), MedianInterval: timeline.LastingBetween(0, 0), P90: timeline.Lasting(0), Longest: timeline.Lasting(0)},
		{Label: "all of time", Closed: math.MaxUint64, Shortest: timeline.Lasting(time.Microsecond), Median: timeline.Lasting(time.Hour), Longest: timeline.Lasting(math.MaxInt64)},
		{Label: "open", Open: 1, Shortest: timeline.LastingAtLeast(time.Hour), MedianInterval: timeline.LastingAtLeast(time.Hour), Longest: timeline.LastingAtLeast(time.Hour)},
	}})
}
