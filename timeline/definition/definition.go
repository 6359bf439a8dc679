package definition

import (
	"github.com/allclear-go/allclear/timeline"
)

// An End is where a clock starts or stops. The zero End is none, as totals have.
type End struct {
	// Fact is the milestone of ours that it is.
	Fact timeline.Milestone
	// Else is what the vendor documents to take where Fact was not recorded; empty
	// where it takes nothing, and has no figure.
	Else timeline.Milestone
	// Word is the vendor's own word for it; empty if it is ours.
	Word string
}

// A Definition is one metric of one vendor, in one version. It is a plain value:
// copy one and change it to write down your own. Two that define the same compare
// equal with ==. The zero Definition measures nothing.
//
// Version, ID and rule belong together: give a copy that you change an ID of its
// own.
type Definition struct {
	// ID is unique and stable: "datadog/time_to_repair". What stands before the slash
	// is the vendor; a version that was replaced is told behind an @.
	ID string
	// Vendor is whose definition it is, as it spells itself.
	Vendor string
	// Name is the vendor's own word for the metric.
	Name string
	// Version is since when the rule is in force or which edition it is from;
	// "undated" where the page bears no date.
	Version string
	Meaning Meaning

	// From and To are where the clock starts and stops, zero for totals.
	From, To End
	// First stops the clock at the first time that To was reached, where an incident
	// reached it more than once. Otherwise it is the usual one of [timeline.Elapsed].
	First bool
	// Until keeps the clock running until this milestone is reached, even if To was
	// reached before. Empty for nothing of the kind.
	Until timeline.Milestone
	// Measure, where set, is measured as it is, without what Else and Until say: for
	// totals, which have no clock.
	Measure timeline.Measure

	// Source is the page that says so.
	Source string
	// Verified is true only if the page was read and says what From and To say.
	Verified bool
	// Basis says what was read, when, and what was not.
	Basis string
	// Caveat says where the vendor's own figure may still be another.
	Caveat string
}

// A Result is a definition measured on an incident. The zero Result is unknown.
type Result struct {
	Definition Definition
	// Figure is what came out. Where Missing is not empty it is no figure of the
	// vendor's: at most a bound that other facts give.
	Figure timeline.Figure
	// From and To are the facts that the clock ran between: those of the definition, or
	// what the vendor takes in their place. Empty for totals.
	From, To timeline.Milestone
	// Missing are the facts that the vendor would need and for which no time was
	// recorded.
	Missing []timeline.Milestone
}

// Of measures the incident. It never fails: what keeps a figure from being known
// is told by the figure and by what is missing.
func (d Definition) Of(v *timeline.View) Result {
	r := Result{Definition: d, From: d.From.Fact, To: d.To.Fact}
	if d.Measure != (timeline.Measure{}) {
		r.Figure = d.Measure.Of(v)
		return r
	}
	r.From, r.To = d.ends(v)
	m := timeline.Elapsed(r.From, r.To)
	if d.First && r.To == d.To.Fact {
		m = m.First()
	}
	r.Figure = m.Of(v)
	switch r.Figure.Kind() {
	case timeline.Unknown, timeline.Known, timeline.Bounded:
	default:
		return r
	}
	if !recorded(v, r.From, false) {
		r.Missing = append(r.Missing, r.From)
	}
	if !recorded(v, r.To, d.First) {
		r.Missing = append(r.Missing, r.To)
	}
	return r
}

// ends settles which facts the clock runs between. One fact never stands in for
// both, which would make the figure zero for want of the other.
func (d Definition) ends(v *timeline.View) (from, to timeline.Milestone) {
	from, to = d.From.Fact, d.To.Fact
	if d.Until != "" && timeline.Elapsed(from, d.Until).Of(v).Kind() == timeline.Ongoing {
		to = d.Until
	} else if d.To.Else != "" && !recorded(v, to, d.First) && recorded(v, d.To.Else, false) {
		to = d.To.Else
	}
	if d.From.Else != "" && d.From.Else != to && !recorded(v, from, false) && recorded(v, d.From.Else, false) {
		from = d.From.Else
	}
	if from == to {
		to = d.To.Fact
	}
	return from, to
}

// recorded reports whether a milestone was reached at a time that somebody
// recorded: stages begin and end at nothing else. One that was lost again was
// reached a first time.
func recorded(v *timeline.View, m timeline.Milestone, first bool) bool {
	if len(timeline.Stages(v, m, m)) > 0 {
		return true
	}
	if !first {
		return false
	}
	for e := range v.Events() {
		if e.Fact() == string(m) && e.Occurred.IsKnown() {
			return true
		}
	}
	return false
}

// Imputed tells each fact that was not recorded with the one that the vendor takes
// in its place.
func (r Result) Imputed() []Imputation {
	var out []Imputation
	if e := r.Definition.From; r.From != e.Fact {
		out = append(out, Imputation{e.Fact, r.From})
	}
	if e := r.Definition.To; r.To != e.Fact && !r.runsOn() {
		out = append(out, Imputation{e.Fact, r.To})
	}
	return out
}

// runsOn reports whether the clock still runs, to a fact after the one that it
// will have stopped at.
func (r Result) runsOn() bool {
	return r.Definition.Until != "" && r.To == r.Definition.Until && r.Figure.Kind() == timeline.Ongoing
}

// An Imputation is a fact that was not recorded, and the one that the vendor takes
// in its place.
type Imputation struct {
	Fact timeline.Milestone `json:"fact"`
	By   timeline.Milestone `json:"by"`
}
