package definition

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// A Verdict says whether parts sum to a whole. The zero Verdict is NotSettled.
type Verdict uint8

// The verdicts.
const (
	NotSettled Verdict = iota // a figure is missing, or the bounds allow either
	Adds
	Differs
)

var verdictNames = [...]string{"not_settled", "adds", "differs"}

// String returns "not_settled", "adds" or "differs".
func (v Verdict) String() string { return verdictNames[min(int(v), len(verdictNames)-1)] }

// MarshalText implements [encoding.TextMarshaler].
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// Additivity says whether a vendor's phases sum to its total for one incident. The
// total is the clock that stops at what usually comes last, and of those the one
// that starts first; the phases are its other clocks. Most vendors start every
// clock at the same fact, so that the phases overlap. ([timeline.Stages] add up.)
type Additivity struct {
	Vendor, Version string
	Whole           Result
	Parts           []Result // in the order in which they start and end
	Verdict         Verdict
	// Sum is what the phases come to, unstated unless all have bounds.
	Sum timeline.Length
	// Why says what keeps the phases from being parts of the whole; empty where each
	// begins where the one before it ended.
	Why string
}

// additivity judges each vendor and version of which there are two clocks or more.
func additivity(results []Result) []Additivity {
	type key struct{ vendor, version string }
	clocks := map[key][]Result{}
	var order []key
	for _, r := range results {
		if r.Definition.Measure != (timeline.Measure{}) || r.From == "" || r.To == "" {
			continue
		}
		k := key{r.Definition.Vendor, r.Definition.Version}
		if clocks[k] == nil {
			order = append(order, k)
		}
		clocks[k] = append(clocks[k], r)
	}
	var out []Additivity
	for _, k := range order {
		parts := clocks[k]
		if len(parts) < 2 {
			continue
		}
		slices.SortStableFunc(parts, func(a, b Result) int {
			return cmp.Or(
				cmp.Compare(rank(a.To), rank(b.To)), cmp.Compare(rank(a.Definition.To.Fact), rank(b.Definition.To.Fact)),
				-cmp.Compare(rank(a.From), rank(b.From)),
			)
		})
		last := len(parts) - 1
		a := Additivity{Vendor: k.vendor, Version: k.version, Whole: parts[last], Parts: parts[:last]}
		slices.SortStableFunc(a.Parts, func(a, b Result) int {
			return cmp.Or(cmp.Compare(rank(a.From), rank(b.From)), cmp.Compare(rank(a.To), rank(b.To)))
		})
		a.judge()
		out = append(out, a)
	}
	return out
}

// rank is where a milestone usually comes; those that are not standard come first,
// as what an incident grew from.
func rank(m timeline.Milestone) int {
	i := 1
	for s := range timeline.Milestones() {
		if s == m {
			return i
		}
		i++
	}
	return 0
}

// judge compares the sum of the parts with the whole.
func (a *Additivity) judge() {
	a.Why = a.overlap()
	whole, ok := lengthOf(a.Whole)
	var least, most time.Duration
	for _, p := range a.Parts {
		length, valued := lengthOf(p)
		least, most = least+length.Shortest(), most+length.Longest()
		ok = ok && valued && least >= 0 && most >= least // else beyond what fits
	}
	if !ok {
		return
	}
	a.Sum = timeline.LastingBetween(least, most)
	switch {
	case a.Why == "":
		a.Verdict = Adds
	case a.Sum.Longest() < whole.Shortest() || a.Sum.Shortest() > whole.Longest():
		a.Verdict = Differs
	case a.Sum == whole && whole.Shortest() == whole.Longest():
		a.Verdict = Adds
	}
}

// lengthOf is the figure of a result as a length, and false where it has not two
// bounds, or may be negative.
func lengthOf(r Result) (timeline.Length, bool) {
	least, most, hasLeast, hasMost := r.Figure.Bounds()
	if len(r.Missing) > 0 || !hasLeast || !hasMost || least < 0 {
		return timeline.Length{}, false
	}
	return timeline.LastingBetween(least, most), true
}

// overlap says what keeps the parts from lying one behind the other from the start
// of the whole to its end.
func (a *Additivity) overlap() string {
	at := a.Whole.From
	for i, p := range a.Parts {
		switch {
		case p.From == at:
		case i > 0 && p.From == a.Parts[i-1].From:
			return a.Parts[i-1].Definition.Name + " and " + p.Definition.Name + " both start at " + p.From.Words()
		case i == 0:
			return p.Definition.Name + " starts at " + p.From.Words() + " and " + a.Whole.Definition.Name + " at " + at.Words()
		default:
			return a.Parts[i-1].Definition.Name + " ends at " + at.Words() + " and " + p.Definition.Name + " starts at " + p.From.Words()
		}
		at = p.To
	}
	if at != a.Whole.To {
		return a.Parts[len(a.Parts)-1].Definition.Name + " ends at " + at.Words() + " and " + a.Whole.Definition.Name + " at " + a.Whole.To.Words()
	}
	return ""
}

// String says it in a sentence: "Rootly (undated): the phases come to 2h and Time to
// Resolution is 1h30m: they do not add up, as Detection Duration and … both start at
// declared."
func (a Additivity) String() string {
	var b strings.Builder
	b.WriteString(a.Vendor + " (" + a.Version + "): ")
	if a.Sum.IsStated() {
		b.WriteString("the phases come to " + span(a.Sum) + " and " + a.Whole.Definition.Name + " is " + a.Whole.String() + ": ")
	}
	switch {
	case a.Verdict == Adds && a.Why == "":
		b.WriteString("they add up")
	case a.Verdict == Adds:
		b.WriteString("they add up by chance, though " + a.Why)
	case a.Verdict == Differs:
		b.WriteString("they do not add up, as " + a.Why)
	case a.Why == "":
		b.WriteString("the phases add up, but not all are known")
	default:
		b.WriteString("the phases do not make up " + a.Whole.Definition.Name + ", as " + a.Why)
	}
	return b.String()
}

func span(l timeline.Length) string {
	if l.Shortest() == l.Longest() {
		return timeline.FormatDuration(l.Shortest())
	}
	return timeline.FormatDuration(l.Shortest()) + "–" + timeline.FormatDuration(l.Longest())
}
