package reporttest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A Fixture is a report to try a renderer on.
type Fixture struct {
	Name   string // "a table"
	Report *report.Report
}

// Fixtures returns reports of each type of block by itself, a user's own among
// them, of all of them together, of figures of every kind, of texts that are long,
// of sections that are alike, of a whole incident, and a few at random. They are
// made anew for each call, and are the same each time: good for golden files too.
//
// Every text in them holds a word of its own, such as Kx017, of which a search
// shows whether it comes through.
func Fixtures() []Fixture { return fixtures(Limits{}) }

// fixtures returns those that a format can hold.
func fixtures(l Limits) []Fixture {
	var out []Fixture
	add := func(name string, sections ...report.Section) {
		out = append(out, Fixture{name, page(sections...)})
	}
	for _, b := range blocks(&wordsmith{}) {
		add(b.name, report.Section{ID: "one", Title: "Kx900 one", Level: 1, Blocks: []report.Block{b.block}})
	}
	w := &wordsmith{}
	var all []report.Section
	for i, b := range blocks(w) {
		all = append(all, report.Section{ID: fmt.Sprint("s", i), Title: w.say("title"), Level: 1 + i%3, Blocks: []report.Block{b.block}})
	}
	add("every block", all...)
	add("figures of every kind", report.Section{ID: "figures", Title: "Kx900 figures", Level: 1, Blocks: []report.Block{everyKind(&wordsmith{})}})
	add("long texts", longTexts(l)...)
	add("sections that are alike", alike()...)
	out = append(out, Fixture{"a postmortem", postmortem(report.Internal, plainStory())})
	for seed := range uint64(3) {
		r := Random(rand.New(rand.NewPCG(seed, 1)))
		out = append(out, Fixture{fmt.Sprintf("random report %d", seed), r})
	}
	if l.Entries > 0 {
		for i := range out {
			s := &out[i].Report.Sections
			*s = (*s)[:min(len(*s), l.Entries)]
		}
	}
	return out
}

// page makes a report. There is room behind its sections, which a renderer must
// leave alone.
func page(sections ...report.Section) *report.Report {
	return &report.Report{
		Title: "Kx999 report", Audience: report.Internal,
		Sections: append(make([]report.Section, 0, len(sections)+2), sections...),
	}
}

// A wordsmith makes texts, each with a word of its own.
type wordsmith struct{ n int }

func (w *wordsmith) say(more string) string {
	w.n++
	return fmt.Sprintf("Kx%03d %s", w.n, more)
}

func (w *wordsmith) text(more string) report.Value { return report.Text(w.say(more)) }

// clock is a moment of the day on which the kit's incidents happened: long ago, so
// that no clock of today shows it.
func clock(h, m int) time.Time { return time.Date(2009, 3, 4, h, m, 0, 0, time.UTC) }

func at(h, m int) timeline.Instant { return timeline.At(clock(h, m)) }

// A sample is one block with a name.
type sample struct {
	name  string
	block report.Block
}

// blocks returns one block of each type.
func blocks(w *wordsmith) []sample {
	return append([]sample{
		{"a Paragraph", report.Paragraph{Text: w.say("a sentence, and another.")}},
		{"a List", report.List{Items: []report.Value{w.text("first"), report.Missing(w.say("was not said")), w.text("third")}}},
		{"a Table", report.Table{
			Head: []string{w.say("head"), w.say("head"), w.say("head")},
			Rows: [][]report.Value{
				{w.text("left"), report.At(at(10, 7)), report.Missing(w.say("not stated"))},
				{w.text("left"), report.Number(4711), w.text("right")},
			},
		}},
		{"a Code", report.Code{Text: w.say("=") + " 1\n\tif " + w.say("{") + "\n\n}\n"}},
		{"a Facts", report.Facts{Rows: []report.Fact{
			{Label: w.say("status"), Value: w.text("closed")}, {Label: w.say("severity"), Value: report.Missing(w.say("not stated"))},
		}}},
		{"a Figures", report.Figures{Title: w.say("since detected"), Rows: []report.Figure{
			{Label: w.say("restored"), Figure: figure("time_to_restore")}, {Label: w.say("closed"), Figure: figure("time_to_close")},
		}}},
		{"a Timeline", report.Timeline{Entries: []report.Entry{
			{At: at(10, 7), What: w.say("detected"), Text: w.say("the first alert"), Actor: w.say("")},
			{At: timeline.About(clock(10, 20), 5*time.Minute), What: w.say("acknowledged"), Text: w.say("by phone")},
			{At: timeline.Instant{}, What: w.say("note"), Text: w.say("nobody knows when")},
		}}},
		{"a block of one's own", own{w.say("said"), []string{w.say("listed"), w.say("listed")}, w.say("told")}},
		{"a pointer to a primitive", &report.Paragraph{Text: w.say("by pointer")}},
	}, drawn(w)...)
}

// drawn returns one of each block that renderers are meant to draw.
func drawn(w *wordsmith) []sample {
	return []sample{
		{"a Lanes", report.Lanes{From: at(10, 0), To: at(14, 0), Impacts: []report.Impact{
			{Scope: timeline.Region(w.say("eu")), Health: timeline.Major, Start: at(10, 0), End: at(12, 0), EndState: timeline.EndGiven},
			{Scope: timeline.Component(w.say("mail")), Start: timeline.About(clock(11, 30), 30*time.Minute), EndState: timeline.EndOngoing},
			{Scope: timeline.Region(w.say("us")), Health: timeline.Degraded, Start: at(11, 0), EndState: timeline.EndNotGiven},
		}}},
		{"a Phases", report.Phases{Title: w.say("in all"), Whole: figure("downtime"), Stages: []report.Phase{
			{Label: w.say("until detected"), From: at(10, 0), To: at(10, 7), Figure: figure("time_to_detect")},
			{Label: w.say("until found"), Figure: figure("time_to_mobilize")},
		}}},
		{"a Cadence", report.Cadence{From: at(10, 0), To: at(14, 0), First: figure("time_to_first_update"), Silence: figure("longest_silence"), Updates: []report.Tick{
			{At: at(10, 20), What: w.say("looking"), Due: at(11, 20), Kept: w.say("missed")},
			{At: at(11, 40), What: w.say("found")},
		}}},
		{"a Steps", report.Steps{From: at(10, 0), To: at(14, 0), Steps: []report.Step{
			{Severity: report.Severity{Level: 60, Scale: "words", Word: w.say("bad")}, From: at(10, 5), To: at(11, 5), Lasted: figure("time_to_acknowledge"), Text: w.say("of customers")},
			{Severity: report.Severity{Level: 20}, From: at(11, 5), Lasted: figure("time_to_close"), Text: w.say("but a few")},
		}}},
		{"a Spreads", report.Spreads{Title: w.say("groups"), Groups: []report.Spread{
			{Label: w.say("all"), Closed: 4712, Open: 13, Excluded: 17, Shortest: timeline.Lasting(time.Minute), Median: timeline.Lasting(2 * time.Hour),
				MedianInterval: timeline.LastingBetween(time.Hour, 3*time.Hour), P90: timeline.LastingAtLeast(5 * time.Hour), Longest: timeline.LastingAtLeast(9 * time.Hour)},
			{Label: w.say("none")},
		}}},
		{"a Found", report.Found{Findings: []timeline.Finding{
			{Rule: w.say("rule"), Text: w.say("is before itself")}, {Rule: w.say("rule"), Doubt: true, Text: w.say("may be")},
		}}},
	}
}

// own is a block that no renderer has heard of. It lowers to another, which lowers
// to all the primitives and to a block that is known.
type own struct {
	first string
	list  []string
	last  string
}

func (b own) Lower(*report.Format) []report.Block { return []report.Block{deeper(b)} }

type deeper own

func (b deeper) Lower(*report.Format) []report.Block {
	var items []report.Value
	for _, s := range b.list {
		items = append(items, report.Text(s))
	}
	return []report.Block{
		report.Paragraph{Text: b.first},
		report.List{Items: items},
		report.Facts{Rows: []report.Fact{{Label: "own", Value: report.Text(b.last)}}},
	}
}

// longTexts are texts of many words, each place that can hold one its own section.
func longTexts(l Limits) []report.Section {
	w := &wordsmith{}
	long := func() string {
		const enough = 6000
		limit := enough
		if l.Text > 0 {
			limit = min(limit, l.Text)
		}
		var s strings.Builder
		for next := w.say("words, "); s.Len()+len(next) <= limit; next = w.say("and many more of them, ") {
			s.WriteString(next)
		}
		return s.String()
	}
	sections := []report.Section{{Title: "Kx990 in a paragraph", Blocks: []report.Block{report.Paragraph{Text: long()}}}}
	sections = append(sections, report.Section{Title: "Kx991 in a list", Blocks: []report.Block{report.List{Items: []report.Value{report.Text(long())}}}})
	sections = append(sections, report.Section{Title: "Kx992 in a cell", Blocks: []report.Block{
		report.Table{Head: []string{"Kx993 a", "Kx994 b"}, Rows: [][]report.Value{{report.Text("Kx995"), report.Text(long())}}},
	}})
	sections = append(sections, report.Section{Title: "Kx996 in code", Blocks: []report.Block{report.Code{Text: long()}}})
	for i := range sections {
		sections[i].ID, sections[i].Level = fmt.Sprint("long", i), 1
	}
	return sections
}

// alike are sections that share an ID, as those of several incidents do, and
// blocks that are equal.
func alike() []report.Section {
	w := &wordsmith{}
	section := func(incident string) report.Section {
		text := report.Paragraph{Text: w.say("told twice")}
		return report.Section{ID: "summary", Incident: incident, Title: w.say("summary"), Level: 1, Blocks: []report.Block{
			text, text, report.Figures{Title: w.say("one"), Rows: []report.Figure{{Label: w.say("of two"), Figure: figure("downtime")}}},
			report.Figures{Title: w.say("two"), Rows: []report.Figure{{Label: w.say("of two"), Figure: figure("downtime")}}},
		}}
	}
	first, second := uuid.UUID{15: 1}.String(), uuid.UUID{15: 2}.String()
	return []report.Section{section(first), section(second), section(second)}
}
