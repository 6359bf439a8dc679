package report

import (
	"iter"
	"slices"

	"github.com/allclear-go/allclear/timeline"
)

// A Block is a piece of a section. The four primitives, [Paragraph], [List],
// [Table] and [Code], are what every renderer draws. Any other block, here or in
// a user's package, says with Lower how it reads as simpler ones.
type Block interface {
	// Lower returns simpler blocks that say the same. It returns nil for a
	// primitive, and only for that.
	Lower(*Format) []Block
}

// A Paragraph is running text.
type Paragraph struct{ Text string }

// A List is items, one after another.
type List struct{ Items []Value }

// A Table has a head and rows of as many cells.
type Table struct {
	Head []string // labels
	Rows [][]Value
}

// Code is text to be shown as it is, line by line.
type Code struct{ Text string }

// Lower returns nil: a paragraph is a primitive.
func (Paragraph) Lower(*Format) []Block { return nil }

// Lower returns nil: a list is a primitive.
func (List) Lower(*Format) []Block { return nil }

// Lower returns nil: a table is a primitive.
func (Table) Lower(*Format) []Block { return nil }

// Lower returns nil: code is a primitive.
func (Code) Lower(*Format) []Block { return nil }

// Facts is labels and what stands behind them.
type Facts struct{ Rows []Fact }

// A Fact is one label and its value.
type Fact struct {
	Label string
	Value Value
}

// Lower returns a table of two columns without a head.
func (b Facts) Lower(*Format) []Block {
	t := Table{}
	for _, r := range b.Rows {
		t.Rows = append(t.Rows, []Value{Label(r.Label), r.Value})
	}
	return []Block{t}
}

// Figures is a group of figures under one heading, such as all that start at
// detection.
type Figures struct {
	Title string
	Rows  []Figure
}

// Lower returns the title and a table of two columns.
func (b Figures) Lower(*Format) []Block {
	t := Table{Head: []string{b.Title, ""}}
	for _, r := range b.Rows {
		t.Rows = append(t.Rows, []Value{Label(r.Label), Of(r.Figure)})
	}
	return []Block{t}
}

// Timeline is what happened, in order.
type Timeline struct{ Entries []Entry }

// Lower returns a table.
func (b Timeline) Lower(f *Format) []Block {
	t := Table{Head: []string{f.ZoneName(), "what", "in words"}}
	named := slices.ContainsFunc(b.Entries, func(e Entry) bool { return e.Actor != "" })
	if named {
		t.Head = append(t.Head, "by")
	}
	for _, e := range b.Entries {
		row := []Value{At(e.At), Label(e.What), Text(e.Text)}
		if named {
			row = append(row, Text(e.Actor))
		}
		t.Rows = append(t.Rows, row)
	}
	return []Block{t}
}

// Lanes is the impacts drawn against time, one lane for each. Renderers that
// draw show uncertain ends as uncertain.
type Lanes struct {
	Impacts []Impact
	From    timeline.Instant // where the picture begins
	To      timeline.Instant // where it ends
}

// Lower returns a table.
func (b Lanes) Lower(f *Format) []Block {
	t := Table{Head: []string{"where", "health", "from", "to"}}
	totals := slices.ContainsFunc(b.Impacts, func(i Impact) bool { return i.Total.IsStated() })
	if totals {
		t.Head = append(t.Head, "stated total")
	}
	for _, i := range b.Impacts {
		end := At(i.End)
		switch i.EndState {
		case timeline.EndOngoing:
			end = Label("ongoing")
		case timeline.EndNotGiven:
			end = Missing("not recorded")
		}
		total := Text("")
		if i.Total.IsStated() {
			total = Lasting(i.Total)
		}
		row := []Value{i.Place(), i.Condition(), At(i.Start), end}
		if totals {
			row = append(row, total)
		}
		t.Rows = append(t.Rows, row)
	}
	return []Block{t}
}

// Place is the name of where it was; the service, where it is not narrowed to a
// place. A name that is not shown must not read as the whole: it is missing.
func (i Impact) Place() Value {
	if i.Hidden {
		return Missing("place not shown")
	}
	return Where(i.Scope)
}

// Condition is how bad it was: "major outage". What is not stated says so.
func (i Impact) Condition() Value { return Label(healthWords(i.Health)) }

// healthWords is a state of health as status pages word it.
func healthWords(h timeline.Health) string {
	switch h {
	case timeline.Unstated:
		return "not stated"
	case timeline.Partial:
		return "partial outage"
	case timeline.Major:
		return "major outage"
	}
	return h.String()
}

// Blocks returns every block of the report with its section, lowering those
// that draws does not accept until it does or they are primitives. A section
// without blocks comes once, with a nil block. A nil draws accepts primitives
// only.
func (r *Report) Blocks(draws func(Block) bool) iter.Seq2[*Section, Block] {
	return func(yield func(*Section, Block) bool) {
		for i := range r.Sections {
			s := &r.Sections[i]
			if len(s.Blocks) == 0 && !yield(s, nil) {
				return
			}
			for _, b := range s.Blocks {
				if !lower(b, &r.Format, draws, 0, func(b Block) bool { return yield(s, b) }) {
					return
				}
			}
		}
	}
}

// primitive returns b as the value that renderers switch on, and false if it is
// no primitive. A pointer to a primitive has its methods and means the same.
func primitive(b Block) (Block, bool) {
	switch b := b.(type) {
	case Paragraph, List, Table, Code:
		return b, true
	case *Paragraph:
		return pointed(b)
	case *List:
		return pointed(b)
	case *Table:
		return pointed(b)
	case *Code:
		return pointed(b)
	}
	return nil, false
}

// pointed returns what p points at; a nil pointer is an empty primitive.
func pointed[B Block](p *B) (Block, bool) {
	if p == nil {
		var zero B
		return zero, true
	}
	return *p, true
}

// maxDepth ends the lowering of a block that lowers to itself.
const maxDepth = 16

func lower(b Block, f *Format, draws func(Block) bool, depth int, yield func(Block) bool) bool {
	if b == nil {
		return true
	}
	if draws != nil && draws(b) {
		return yield(b)
	}
	if p, ok := primitive(b); ok {
		return yield(p)
	}
	simpler := b.Lower(f)
	if len(simpler) == 0 || depth == maxDepth {
		return yield(Paragraph{Text: f.Words("(a block that does not lower)")})
	}
	for _, s := range simpler {
		if !lower(s, f, draws, depth+1, yield) {
			return false
		}
	}
	return true
}
