package definition

import (
	"strings"
	"text/tabwriter"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// Title names the definition with its vendor and version: "Datadog Time to Repair
// (2025-02)".
func (d Definition) Title() string {
	return strings.TrimSpace(d.Vendor+" "+d.Name) + " (" + d.Version + ")"
}

// String returns what came out: the figure, or that the vendor has none and why.
//
//	6h13m
//	4h14m, with declared for detected
//	none (no time recorded for detected; 0s–6m by other facts)
func (r Result) String() string {
	if len(r.Missing) > 0 {
		return "none (" + r.Why() + ")"
	}
	f := r.Figure
	s := f.String()
	switch bounds := f.Range(); {
	case f.Kind() == timeline.Ongoing && bounds != "":
		s += " so far"
	case f.Kind() == timeline.Bounded && bounds != s:
		s += " (" + bounds + ")"
	}
	if f.Doubtful() {
		s += ", doubtful"
	}
	for _, i := range r.Imputed() {
		s += ", with " + i.By.Words() + " for " + i.Fact.Words()
	}
	return s
}

// Why says why the vendor has no figure, and is empty where nothing is missing.
func (r Result) Why() string {
	var words []string
	for _, m := range r.Missing {
		words = append(words, m.Words())
	}
	if len(words) == 0 {
		return ""
	}
	s := "no time recorded for " + strings.Join(words, " and ")
	if b := r.Figure.Range(); b != "" {
		s += "; " + b + " by other facts"
	}
	return s
}

// Explain says what came out under which definition, what the vendor took in the
// place of what was not recorded, and how the clock differs from that of our own
// measure. Instants are written by at; nil writes them as [timeline.Instant.String]
// does.
//
// It tells facts and their times and no words of events. Whether readers may see
// those times is for the caller to decide, as with [timeline.Figure.ExplainTo].
func (r Row) Explain(at func(timeline.Instant) string) string {
	var b strings.Builder
	b.WriteString(r.Result.Definition.Title() + ": " + r.Result.String())
	if r.Result.From != "" || r.Result.To != "" {
		b.WriteString(", from " + r.Result.From.Words() + " to " + r.Result.To.Words())
	}
	b.WriteByte('.')
	if took := r.Took(); took != "" {
		b.WriteString(" " + took)
	}
	if diff := r.Differs(at); diff != "" {
		b.WriteString(" Against our " + r.Own.Definition.Name + " it " + diff + ".")
	}
	return b.String()
}

// Took says what the vendor takes in the place of facts that were not recorded, and
// until when its clock runs on. It is empty where the clock runs between the facts of
// the definition.
func (r Row) Took() string {
	var out []string
	d := r.Result.Definition
	for _, i := range r.Result.Imputed() {
		out = append(out, "No time is recorded for "+i.Fact.Words()+", and "+d.Vendor+" takes "+i.By.Words()+".")
	}
	if r.Result.runsOn() {
		out = append(out, "It counts on until "+d.Until.Words()+".")
	}
	return strings.Join(out, " ")
}

// String is [Row.Explain] with instants as package timeline writes them.
func (r Row) String() string { return r.Explain(nil) }

// ExplainTo is [Row.Explain] with the facts that the figure was computed from,
// for a circle of readers: see [timeline.Figure.ExplainTo] for what is left out. The
// view must be the one that was measured.
func (r Row) ExplainTo(v *timeline.View, readers timeline.Visibility) string {
	return r.Explain(nil) + " " + strings.TrimSpace(r.Result.Figure.ExplainTo(v, readers))
}

// Differs says how the clock differs from that of our own measure: "starts 11m
// later (declared … instead of detected …), ends with it". It is empty where there
// is no measure of ours.
func (r Row) Differs(at func(timeline.Instant) string) string {
	own := r.Own.Definition
	switch {
	case own.ID == "":
		return ""
	case r.Difference.Start.Fact == "":
		return r.total()
	case r.Difference.Start.Fact == r.Difference.Start.Other && r.Difference.IsSame() && r.Difference.End.Fact == r.Difference.End.Other:
		return "has the same clock"
	}
	if at == nil {
		at = timeline.Instant.String
	}
	return r.Difference.Start.words("start", at) + ", " + r.Difference.End.words("end", at)
}

// total compares what has no clock: unions and sums.
func (r Row) total() string {
	if r.Result.Definition.Measure == r.Own.Definition.Measure {
		return "measures the same"
	}
	theirs, ok1 := r.Result.Figure.Duration()
	ours, ok2 := r.Own.Figure.Duration()
	s := "is a clock from one fact to another, and no union of impacts"
	if r.Result.From == "" {
		s = "is another total"
	}
	switch {
	case !ok1 || !ok2:
		return s
	case theirs == ours:
		return s + ", and comes to the same"
	case theirs > ours:
		return s + ": " + timeline.FormatDuration(theirs-ours) + " longer"
	}
	return s + ": " + timeline.FormatDuration(ours-theirs) + " shorter"
}

// words tells a shift of one end: what it does is "start" or "end".
func (s Shift) words(does string, at func(timeline.Instant) string) string {
	named := func(m timeline.Milestone, i timeline.Instant) string {
		if i.IsKnown() {
			return m.Words() + " " + at(i)
		}
		return m.Words()
	}
	facts := " (" + named(s.Fact, s.FactAt) + " instead of " + named(s.Other, s.OtherAt) + ")"
	far := s.Figure.String()
	if r := s.Figure.Range(); r != "" {
		far = r
	}
	switch {
	case s.Nth != "" && s.Direction == Unsettled:
		return does + "s at the " + s.Nth + " time of " + s.Fact.Words()
	case s.Nth != "":
		return does + "s " + far + " " + s.Direction.String() + " (the " + s.Nth + " time of " + s.Fact.Words() + ")"
	case s.Fact == s.Other:
		return does + "s with it"
	case s.Direction == Same:
		return does + "s at the same moment" + facts
	case s.Direction == Unsettled && s.Figure.Range() == "":
		return does + "s elsewhere" + facts + ", how far from it is not known (" + s.Figure.Reason().String() + ")"
	case s.Direction == Unsettled:
		return does + "s elsewhere" + facts + ", " + far + " after it"
	}
	return does + "s " + far + " " + s.Direction.String() + facts
}

// String writes the comparison as a table for people: by meaning, each definition
// with what came out and how its clock differs, and what the phases of each vendor
// sum to.
func (c Comparison) String() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	line := func(cells ...string) { _, _ = w.Write([]byte(strings.Join(cells, "\t") + "\n")) } // a Builder takes everything
	short := func(i timeline.Instant) string {
		if t, ok := i.Stated(); ok && i.IsExact() {
			return t.Format(time.DateTime)
		}
		return i.String()
	}
	for _, g := range c.Groups {
		head := g.Meaning.String()
		if g.Own.Definition.ID != "" {
			head += ", " + g.Own.Definition.Name + " " + g.Own.String()
		}
		line(head)
		for _, r := range g.Rows {
			line("  "+r.Result.Definition.Title(), r.Result.String(), r.Differs(short))
		}
	}
	for i, a := range c.Additivity {
		if i == 0 {
			line("sums")
		}
		line("  " + a.String())
	}
	_ = w.Flush() // the same
	var out strings.Builder
	for l := range strings.Lines(b.String()) {
		out.WriteString(strings.TrimRight(l, " \n") + "\n")
	}
	return out.String()
}
