package report

import (
	"slices"

	"github.com/allclear-go/allclear/timeline"
)

// Phases is what the time between two milestones went into: stages that follow
// one another, such as until it was detected, until the cause was found, until
// service was back. Renderers that draw show one bar with a part for each, and
// uncertain lengths as uncertain.
type Phases struct {
	Title  string // a label, of what they add up to: "impact start to restored"
	Stages []Phase
	Whole  timeline.Figure // what they add up to
}

// A Phase is one of them.
type Phase struct {
	Label  string           // a label: "until detected"
	From   timeline.Instant // zero where the audience may not see it
	To     timeline.Instant
	Figure timeline.Figure // how long it was
}

// Lower returns a table.
func (b Phases) Lower(*Format) []Block {
	const columns = 4
	t := Table{Head: []string{"phase", "from", "to", "time"}, Rows: make([][]Value, 0, len(b.Stages)+1)}
	cells := make([]Value, 0, columns*(len(b.Stages)+1)) // of all rows
	add := func(row ...Value) {
		cells = append(cells, row...)
		t.Rows = append(t.Rows, cells[len(cells)-columns:len(cells):len(cells)])
	}
	for _, p := range b.Stages {
		to := moment(p.To)
		if !p.To.IsKnown() && p.Figure.Kind() == timeline.Ongoing {
			to = Label("ongoing")
		}
		add(Label(p.Label), moment(p.From), to, Of(p.Figure))
	}
	add(Label(b.Title), Text(""), Text(""), Of(b.Whole))
	return []Block{t}
}

// moment is an instant, and missing where it is not known or not shown.
func moment(i timeline.Instant) Value {
	if !i.IsKnown() {
		return Missing("not shown")
	}
	return At(i)
}

// Cadence is when updates were published, against what was promised. Renderers
// that draw show a tick for each on a line, and the longest silence marked.
type Cadence struct {
	Updates []Tick
	From    timeline.Instant // where the line begins: the start of impact, if it is shown
	To      timeline.Instant // where it ends
	First   timeline.Figure  // until the first update; zero where it is not shown
	Silence timeline.Figure  // the longest; zero where it is not shown
	Listed  bool             // the updates are listed beside it: without promises it lowers to its figures
}

// A Tick is one published update.
type Tick struct {
	At   timeline.Instant
	What string           // a label: its published word
	Due  timeline.Instant // by when the next one was promised; zero if none was
	Kept string           // what became of the promise: "kept", "missed", "due", "undecided"; empty if there was none, or it is not shown
}

// Lower returns a table and its figures.
func (b Cadence) Lower(*Format) []Block {
	t := Table{Head: []string{"update", "published", "next promised", "promise"}}
	promises := b.promises()
	if !promises {
		t.Head = t.Head[:2]
	}
	for _, u := range b.Updates {
		row := []Value{Label(u.What), At(u.At)}
		if promises && u.Due.IsKnown() {
			row = append(row, At(u.Due), shownOr(u.Kept))
		} else if promises {
			row = append(row, Missing("none"), Text(""))
		}
		t.Rows = append(t.Rows, row)
	}
	f := Facts{}
	for _, fig := range [...]timeline.Figure{b.First, b.Silence} {
		if fig.Measure() != (timeline.Measure{}) {
			f.Rows = append(f.Rows, Fact{fig.Measure().Words(), Of(fig)})
		}
	}
	var out []Block
	if promises || !b.Listed {
		out = append(out, t)
	}
	if len(f.Rows) > 0 {
		out = append(out, f)
	}
	return out
}

// promises reports whether any update promised the next one.
func (b Cadence) promises() bool {
	return slices.ContainsFunc(b.Updates, func(u Tick) bool { return u.Due.IsKnown() })
}

// Steps is how bad the incident was held to be, over time. Renderers that draw show
// a line of steps.
type Steps struct {
	Steps []Step
	From  timeline.Instant
	To    timeline.Instant
}

// A Step is one assessment, from when it held until the next.
type Step struct {
	Severity Severity
	From     timeline.Instant
	To       timeline.Instant // zero while it holds
	Lasted   timeline.Figure  // zero where it is not shown
	Text     string           // why
}

// Lower returns a table.
func (b Steps) Lower(*Format) []Block {
	t := Table{Head: []string{"severity", "from", "for", "why"}}
	for _, s := range b.Steps {
		t.Rows = append(t.Rows, []Value{s.Severity.Value(), At(s.From), figureOrHidden(s.Lasted), Text(s.Text)})
	}
	return []Block{t}
}

// Spreads is how long the incidents of several groups lasted, one row for each, on
// one scale that should be logarithmic. Renderers that draw show the whole range, the interval
// of the median, the median and the 90 % quantile; what is not reached runs off the end.
type Spreads struct {
	Title  string // a label
	Groups []Spread
}

// A Spread is one group. Lengths are not stated where nothing can be said, and have no
// upper bound where incidents are open still.
type Spread struct {
	Label          string // what people call the group, as shown
	Closed, Open   uint64
	Excluded       uint64
	Shortest       timeline.Length
	Median         timeline.Length
	MedianInterval timeline.Length
	P90            timeline.Length
	Longest        timeline.Length
}

// Lower returns a table.
func (b Spreads) Lower(*Format) []Block {
	t := Table{Head: []string{b.Title, "closed", "open", "not measured", "median", "where it lies (90 %)", "p90", "longest"}}
	for _, g := range b.Groups {
		t.Rows = append(t.Rows, []Value{
			Text(g.Label), Number(int(g.Closed)), Number(int(g.Open)), Number(int(g.Excluded)),
			Lasting(g.Median), Lasting(g.MedianInterval), Lasting(g.P90), Lasting(g.Longest),
		})
	}
	return []Block{t}
}

// Found is contradictions and doubts, the certain ones first.
type Found struct{ Findings []timeline.Finding }

// Lower returns a table.
func (b Found) Lower(*Format) []Block {
	t := Table{Head: []string{"certainty", "finding", "rule"}}
	for _, certain := range [...]bool{true, false} {
		for _, f := range b.Findings {
			switch {
			case f.Doubt == certain:
			case certain:
				t.Rows = append(t.Rows, []Value{Label("certain"), English(f.Text), Text(f.Rule)})
			default:
				t.Rows = append(t.Rows, []Value{Label("doubtful"), English(f.Text), Text(f.Rule)})
			}
		}
	}
	return []Block{t}
}

// shownOr is a word of the library's, and missing where it is not shown.
func shownOr(s string) Value {
	if s == "" {
		return Missing("not shown")
	}
	return Label(s)
}

// figureOrHidden is a figure, and missing where the audience is not shown it.
func figureOrHidden(f timeline.Figure) Value {
	if f.Measure() == (timeline.Measure{}) {
		return Missing("not shown")
	}
	return Of(f)
}
