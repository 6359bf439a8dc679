package cohort

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// CompareOptions is how a comparison decides. The zero value is the usual.
type CompareOptions struct {
	// Significance is α, the chance to see a change where there is none. Zero is 0.05.
	// Intervals have the level 1-α.
	Significance float64 `json:"significance"`
}

// A Comparison is what the durations of two groups of incidents say about a change
// from one to the other. The zero Comparison compares nothing.
type Comparison struct {
	Definition string `json:"definition,omitempty"` // of the figures compared, see [timeline.Measure.Definition]
	Rules      string `json:"rules,omitempty"`      // by which incidents were chosen, see [Groups.Compare]

	Before uint64 `json:"before"` // incidents compared, also open ones
	After  uint64 `json:"after"`

	// Ratio is how many times as long an incident lasts after: 0.8 is a fifth shorter. It
	// is missing where the data bound it on one side only.
	Ratio Number `json:"ratio"`

	// Interval holds the ratios that the same test does not reject: one lies
	// outside where P is less than the significance, and inside otherwise.
	Interval Interval `json:"interval"`

	P       Number  `json:"p"` // the chance of a difference so large with no change, two-sided
	Method  string  `json:"method"`
	Verdict Verdict `json:"verdict"`

	// Detectable is the least reduction that groups of this size show in four cases
	// of five, by the spread of the durations that are known: 0.61 is shorter by 61 %. It
	// is missing where groups of this size cannot show any. See [Detection].
	Detectable Number `json:"detectable"`

	Warnings []Warning `json:"warnings,omitempty"`
}

// The warnings of comparisons and trends.
const (
	// WarningTooFew says that with so few values no test could have told a change.
	WarningTooFew WarningCode = "too_few"

	// WarningManyOpen says that many durations have no upper bound.
	WarningManyOpen WarningCode = "many_open"

	// WarningSignificance says that the significance asked for, or the level, is not
	// between 0 and 1, so that nothing was computed.
	WarningSignificance WarningCode = "significance_invalid"

	// WarningDefinition says that two groups hold figures of different definitions, or of
	// different versions of one, so that nothing was computed.
	WarningDefinition WarningCode = "definitions_differ"

	// WarningRules says that incidents were chosen by rules of different kinds, such as by
	// start before and by resolution after.
	WarningRules WarningCode = "rules_differ"

	// WarningExposure says that a rate was given no time to be seen in.
	WarningExposure WarningCode = "exposure_missing"

	// WarningMixReversed says that the whole moved against all of its groups.
	WarningMixReversed WarningCode = "mix_reversed"

	// WarningGroupMissing says that some groups have durations in one period only.
	WarningGroupMissing WarningCode = "group_missing"

	// WarningLeftOut says that some incidents have no duration that could be counted.
	WarningLeftOut WarningCode = "left_out"
)

// manyOpen is the share of open durations from which on a comparison warns.
const manyOpen = 0.25

// compare is [Compare] over observations in order of lo, then hi.
//
// The test is Gehan's (1965), a generalisation of Wilcoxon's: of every pair of one
// incident before and one after it counts which is surely longer. Without bounds
// and open durations this is the test of Mann and Whitney (1947). The variance is
// that of permutations, which takes for granted that open durations come about the
// same way in both groups.
func compare(before, after []observation, o CompareOptions) Comparison {
	c := Comparison{Before: incidentsIn(before), After: incidentsIn(after)}
	alpha, ok := significance(o.Significance)
	if !ok {
		c.Warnings = []Warning{invalidSignificance(alpha)}
		return c
	}
	c.Interval.Level = 1 - alpha
	if c.Before == 0 || c.After == 0 {
		c.Verdict = TooFew
		c.Warnings = []Warning{tooFew("one of the two groups has no incidents to compare")}
		return c
	}
	t := newContest(before, after)
	p, w := t.test(1)
	c.P, c.Method = NumberOf(p), t.method()
	c.Ratio, c.Interval = newRatios(t, alpha).interval()
	c.Detectable = detectable(before, after, alpha)
	n, m := t.before.total, t.after.total
	switch {
	case p < alpha && w < 0:
		c.Verdict = Shorter
	case p < alpha:
		c.Verdict = Longer
	case leastP(n, m) >= alpha:
		c.Verdict = TooFew
		c.Warnings = append(c.Warnings, tooFew(fmt.Sprintf(
			"%d before and %d after are too few to tell any change at a significance of %s", c.Before, c.After, brief(alpha))))
	}
	if t.before.open > manyOpen*n || t.after.open > manyOpen*m {
		c.Warnings = append(c.Warnings, Warning{WarningManyOpen, fmt.Sprintf(
			"%s of the durations before and %s after have no upper bound; the test takes it that they are open for the same reasons",
			percent(t.before.open/n), percent(t.after.open/m))})
	}
	return c
}

// method names the test.
func (c *contest) method() string {
	name := "Gehan's scores"
	if c.before.exact && c.after.exact {
		name = "Gehan's scores (Mann–Whitney)"
	}
	if c.isExact() {
		return "exact permutation of " + name
	}
	return "normal approximation to the permutation of " + name + ", corrected for continuity"
}

// detectable is the least reduction that two groups show with the usual power.
func detectable(before, after []observation, alpha float64) Number {
	b, a := logsOf(before), logsOf(after)
	free := float64(b.N) + float64(a.N) - 2
	n, m := float64(incidentsIn(before)), float64(incidentsIn(after))
	if b.N == 0 || a.N == 0 || free < 1 || leastP(n, m) >= alpha {
		return Number{}
	}
	d := Detection{LogSD: math.Sqrt((b.squares() + a.squares()) / free), Significance: alpha}
	return d.smallest(2 / (1/n + 1/m)) // the harmonic mean has the same standard error
}

func incidentsIn(obs []observation) (n uint64) {
	for _, o := range obs {
		n += o.n
	}
	return n
}

func tooFew(text string) Warning { return Warning{WarningTooFew, text} }

func invalidSignificance(alpha float64) Warning {
	return Warning{WarningSignificance, fmt.Sprintf("a significance of %v is not between 0 and 1", alpha)}
}

// String writes the comparison as one sentence for people, without a full stop:
//
//	shorter: 0.62× (0.45 to 0.86 at 95 %), p = 0.004, 40 before and 38 after
//	not distinguishable at this n: 0.93× (0.6 to 1.4 at 95 %), p = 0.71, 12 before and 9 after; a reduction of less than 61 % would probably not show
func (c Comparison) String() string {
	var b strings.Builder
	b.WriteString(c.Verdict.words(c.P) + ": ")
	if c.P.IsKnown() {
		b.WriteString(effect(c.Ratio, c.Interval) + ", " + pWords(c.P, 1-c.Interval.Level) + ", ")
	}
	fmt.Fprintf(&b, "%d before and %d after", c.Before, c.After)
	if d, ok := c.Detectable.Value(); ok && c.Verdict != Shorter && c.Verdict != Longer {
		b.WriteString("; a reduction of less than " + percent(d) + " would probably not show")
	}
	return b.String()
}

// effect writes a ratio with its interval.
func effect(ratio Number, i Interval) string {
	text := "ratio unknown"
	if x, ok := ratio.Value(); ok {
		text = apart(x, 1) + "×"
	}
	return text + " (" + i.words() + " at " + percent(i.Level) + ")"
}

// words writes the bounds of a ratio.
func (i Interval) words() string {
	low, hasLow := i.Low.Value()
	high, hasHigh := i.High.Value()
	switch {
	case hasLow && hasHigh:
		return apart(low, 1) + " to " + apart(high, 1)
	case hasLow:
		return "at least " + apart(low, 1)
	case hasHigh:
		return "at most " + apart(high, 1)
	}
	return "no bounds"
}

// pWords writes a p value, apart from the significance. One that is too small to
// write is bounded.
func pWords(p Number, alpha float64) string {
	x, ok := p.Value()
	switch {
	case !ok:
		return "p unknown"
	case x < 0.0001:
		return "p < 0.0001"
	}
	return "p = " + apart(x, alpha)
}

// brief writes a number with two significant digits, and whole from 100 on.
func brief(x float64) string {
	if math.Abs(x) >= 99.5 && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 2, 64)
}

// apart is brief with as many digits more as it takes not to read like the mark
// where a verdict turns.
func apart(x, mark float64) string {
	text := brief(x)
	for digits := 3; digits <= 6 && x != mark && text == brief(mark); digits++ {
		text = strconv.FormatFloat(x, 'g', digits, 64)
	}
	return text
}

// percent writes a share. Only all of it is 100 %, and only nothing 0 %.
func percent(share float64) string {
	for digits := range 6 {
		text := strconv.FormatFloat(100*share, 'f', digits, 64)
		if x, _ := strconv.ParseFloat(text, 64); (x < 100 || share >= 1) && (x > 0 || share <= 0) {
			return text + " %"
		}
	}
	return strconv.FormatFloat(100*share, 'g', 2, 64) + " %"
}
