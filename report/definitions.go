package report

import (
	"slices"
	"strings"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// Definitions is one incident as the definitions of other tools measure it, beside
// our own measures.
type Definitions struct {
	Groups []DefinitionGroup
	Sums   []string // of each vendor, whether its phases sum to its total
}

// A DefinitionGroup is the definitions that mean to measure the same.
type DefinitionGroup struct {
	Meaning string // "restore"
	Own     Value  // our figure; missing where there is none, or where it is not shown
	OwnName string // "time to restore"; empty where there is none
	Rows    []DefinitionRow
}

// A DefinitionRow is the incident under one definition.
type DefinitionRow struct {
	ID, Title string // "datadog/time_to_repair", "Datadog Time to Repair (2025-02)"
	Version   string
	Figure    timeline.Figure
	None      string // why the tool has no figure; empty where it has Figure
	Took      string // what it takes in the place of what was not recorded
	Differs   string // how its clock differs from ours
	Source    string // the page that defines it
	Verified  bool   // that page was read
	Caveat    string
}

// Lower returns a table for each group, the sums as a list, and a list of the pages
// that define each.
func (b Definitions) Lower(f *Format) []Block {
	var out []Block
	for _, g := range b.Groups {
		t := Table{Head: []string{plain(g.Meaning), "figure", "how it differs from ours"}}
		if g.OwnName != "" {
			t.Rows = append(t.Rows, []Value{Label(g.OwnName), g.Own, Label("ours")})
		}
		for _, r := range g.Rows {
			t.Rows = append(t.Rows, []Value{English(r.Title), r.value(), English(r.remarks())})
		}
		out = append(out, t)
	}
	if sums := listOf(b.Sums, English); sums != nil {
		out = append(out, Paragraph{f.Words("Whether the phases of each sum to its total:")}, sums)
	}
	if pages := listOf(b.pages(), English); pages != nil {
		out = append(out, Paragraph{f.Words("The pages that define each:")}, pages)
	}
	return out
}

// pages are the pages, each once, with the definitions that it holds and what is to
// be known of them, each sentence once.
func (b Definitions) pages() []string {
	var order []string
	titles, notes := map[string][]string{}, map[string][]string{}
	for _, g := range b.Groups {
		for _, r := range g.Rows {
			page := r.Source
			if !r.Verified {
				page = strings.TrimSpace(page + " (not verified)")
			}
			if titles[page] == nil {
				order = append(order, page)
			}
			titles[page] = append(titles[page], r.Title)
			for note := range strings.SplitSeq(strings.TrimSuffix(r.Caveat, "."), ". ") {
				if note != "" && !slices.Contains(notes[page], note+".") {
					notes[page] = append(notes[page], note+".")
				}
			}
		}
	}
	for i, page := range order {
		order[i] = strings.TrimSpace(page + ": " + strings.Join(titles[page], ", ") + ". " + strings.Join(notes[page], " "))
	}
	return order
}

// remarks is what is to be said beside the figure.
func (r DefinitionRow) remarks() string {
	if r.Differs == "" || r.Took == "" {
		return r.Differs + r.Took
	}
	return r.Differs + ". " + r.Took
}

func (r DefinitionRow) value() Value {
	if r.None != "" {
		return Value{text: "none: " + r.None, english: true}
	}
	return Of(r.Figure)
}

func definitionsOf(_ *Report, inc *Incident) []Block {
	if len(inc.Definitions.Groups) == 0 {
		return nil
	}
	return []Block{inc.Definitions}
}

// definitions measures the incident as others do, as far as the audience may see it.
func (b *builder) definitions() (out Definitions) {
	if len(b.o.Definitions) == 0 {
		return out
	}
	c := definition.Compare(b.v, b.o.Definitions...)
	shown := map[string]bool{}
	for _, g := range c.Groups {
		d := DefinitionGroup{Meaning: g.Meaning.String(), OwnName: g.Own.Definition.Name, Own: Missing("not shown")}
		if b.o.Audience.shows(g.Own.Figure, b.v) {
			d.Own = Of(g.Own.Figure)
		}
		for _, r := range g.Rows {
			if b.showsResult(r.Result) {
				shown[r.Result.Definition.ID] = true
				d.Rows = append(d.Rows, b.definitionRow(r))
			}
		}
		if len(d.Rows) > 0 {
			out.Groups = append(out.Groups, d)
		}
	}
	for _, a := range c.Additivity {
		all := shown[a.Whole.Definition.ID]
		for _, p := range a.Parts {
			all = all && shown[p.Definition.ID]
		}
		if all {
			out.Sums = append(out.Sums, a.String())
		}
	}
	return out
}

// showsResult reports whether the audience may see a result: its figure, and the
// kinds of all facts that the definition speaks of, as it says which are missing.
func (b *builder) showsResult(r definition.Result) bool {
	d := r.Definition
	for _, fact := range [...]timeline.Milestone{d.From.Fact, d.To.Fact, d.From.Else, d.To.Else, d.Until} {
		if fact != "" && !b.o.Audience.sees(string(fact)) {
			return false
		}
	}
	return b.o.Audience.shows(r.Figure, b.v)
}

func (b *builder) definitionRow(r definition.Row) DefinitionRow {
	d := r.Result.Definition
	out := DefinitionRow{
		ID: d.ID, Title: d.Title(), Version: d.Version, Figure: r.Result.Figure, None: r.Result.Why(),
		Source: d.Source, Verified: d.Verified, Caveat: d.Caveat, Took: r.Took(),
	}
	if b.showsDifference(r) {
		out.Differs = r.Differs(b.f.inEnglish().Instant)
	}
	return out
}

// showsDifference reports whether the audience may see how a clock differs from
// ours. Beyond the organisation that takes figures of both ends which stand on every
// fact whose time is told.
func (b *builder) showsDifference(r definition.Row) bool {
	a := b.o.Audience
	if a == Internal {
		return true
	}
	if !a.shows(r.Own.Figure, b.v) {
		return false
	}
	for _, s := range [...]definition.Shift{r.Difference.Start, r.Difference.End} {
		told := s.Figure.Measure() != (timeline.Measure{})
		if told && (s.Figure.Range() == "" || !a.shows(s.Figure, b.v)) {
			return false
		}
	}
	return true
}
