package cohort

import (
	"fmt"
	"math"
	"strings"
)

// A MixGroup is one group of incidents, such as those of one severity, in two periods.
type MixGroup struct {
	Name   string
	Before Logs // as [Accumulator.Logs] returns them; the zero Logs is no incidents
	After  Logs
}

// A MixShift tells two reasons apart why durations changed as a whole: within groups
// incidents became shorter or longer, or the mix of groups became another. The
// zero MixShift is of no incidents.
//
// All its ratios are of geometric means, after to before: 0.8 is a fifth shorter.
type MixShift struct {
	Before uint64 `json:"before"` // incidents counted
	After  uint64 `json:"after"`

	Ratio  Number `json:"ratio"`  // of the whole. Invariant: Within times Mix
	Within Number `json:"within"` // what changes within groups alone come to
	Mix    Number `json:"mix"`    // what the change of the mix alone comes to

	Groups []GroupShift `json:"groups"` // in the order given

	Warnings []Warning `json:"warnings,omitempty"`
}

// A GroupShift is the part that one group has in a [MixShift].
type GroupShift struct {
	Name   string `json:"name"`
	Before uint64 `json:"before"` // incidents counted
	After  uint64 `json:"after"`

	ShareBefore Number `json:"share_before"` // of all incidents of the period
	ShareAfter  Number `json:"share_after"`

	// Ratio is that of the group by itself. It is missing where the group has incidents in
	// one period only.
	Ratio Number `json:"ratio"`

	// Within and Mix are the factors of the group in those of the whole, which are the
	// products over all groups.
	Within Number `json:"within"`
	Mix    Number `json:"mix"`
}

// IsInBoth reports whether the group has incidents in both periods.
func (g GroupShift) IsInBoth() bool { return g.Before > 0 && g.After > 0 }

// MixOf tells the change within groups and the change of the mix apart, by the
// decomposition of Kitagawa (1955, "Components of a Difference Between Two Rates",
// JASA 50:1168), which is that of Oaxaca (1973) with the weights of both periods
// halved, on the mean logarithm:
//
//	within = Σ (mean₁ - mean₀)·(share₀ + share₁)/2
//	mix    = Σ (share₁ - share₀)·((mean₀ + mean₁)/2 - whole)
//
// where whole is the mean logarithm of both periods, halved too; it changes no sum and lets a
// group's part say whether the group is a short or a long one.
//
// A group with incidents in one period only has changed nothing within, and counts as a
// change of the mix by the mean that it has. Nothing is said about chance: use
// [Compare] for each group. Names are not merged.
func MixOf(groups ...MixGroup) MixShift {
	var m MixShift
	var left uint64
	for _, g := range groups {
		m.Before += g.Before.counted()
		m.After += g.After.counted()
		left += g.Before.LeftOut + g.After.LeftOut
	}
	shares := make([]mixShares, len(groups))
	var before, after float64 // mean logarithms of the whole
	for i, g := range groups {
		shares[i] = newMixShares(g, m.Before, m.After)
		before += shares[i].before * shares[i].meanBefore
		after += shares[i].after * shares[i].meanAfter
	}
	both := m.Before > 0 && m.After > 0
	var within, mix float64
	for i, g := range groups {
		s := GroupShift{Name: g.Name, Before: g.Before.counted(), After: g.After.counted()}
		if m.Before > 0 {
			s.ShareBefore = NumberOf(shares[i].before)
		}
		if m.After > 0 {
			s.ShareAfter = NumberOf(shares[i].after)
		}
		if both {
			w, x := shares[i].parts((before + after) / 2)
			within, mix = within+w, mix+x
			s.Within, s.Mix = NumberOf(math.Exp(w)), NumberOf(math.Exp(x))
		}
		if s.IsInBoth() {
			s.Ratio = NumberOf(math.Exp(g.After.Mean - g.Before.Mean))
		}
		m.Groups = append(m.Groups, s)
	}
	if both {
		m.Within, m.Mix = NumberOf(math.Exp(within)), NumberOf(math.Exp(mix))
		m.Ratio = NumberOf(math.Exp(within + mix))
	}
	m.warn(left)
	return m
}

// counted is N, and zero if the mean is no number.
func (l Logs) counted() uint64 {
	if math.IsNaN(l.Mean) || math.IsInf(l.Mean, 0) {
		return 0
	}
	return l.N
}

type mixShares struct{ before, after, meanBefore, meanAfter float64 }

func newMixShares(g MixGroup, before, after uint64) (s mixShares) {
	b, a := g.Before.counted(), g.After.counted()
	if b > 0 {
		s.before, s.meanBefore = float64(b)/float64(before), g.Before.Mean
		s.meanAfter = s.meanBefore
	}
	if a > 0 {
		s.after, s.meanAfter = float64(a)/float64(after), g.After.Mean
		if b == 0 {
			s.meanBefore = s.meanAfter
		}
	}
	return s
}

// parts are the terms of one group, in logarithms.
func (s mixShares) parts(whole float64) (within, mix float64) {
	if s.before == 0 && s.after == 0 {
		return 0, 0
	}
	within = (s.meanAfter - s.meanBefore) * (s.before + s.after) / 2
	mix = (s.after - s.before) * ((s.meanBefore+s.meanAfter)/2 - whole)
	return within, mix
}

// alike is how near to 1 a ratio is no change.
const alike = 1e-9

func (m *MixShift) warn(left uint64) {
	var missing []string
	inBoth, shorter, longer := 0, 0, 0
	for _, g := range m.Groups {
		switch ratio, _ := g.Ratio.Value(); {
		case g.IsInBoth() && ratio < 1-alike:
			inBoth, shorter = inBoth+1, shorter+1
		case g.IsInBoth() && ratio > 1+alike:
			inBoth, longer = inBoth+1, longer+1
		case g.IsInBoth():
			inBoth++
		case g.Before > 0:
			missing = append(missing, fmt.Sprintf("%q (before only)", g.Name))
		case g.After > 0:
			missing = append(missing, fmt.Sprintf("%q (after only)", g.Name))
		}
	}
	whole, ok := m.Ratio.Value()
	reversed := func(groups, all string) {
		m.Warnings = append(m.Warnings, Warning{WarningMixReversed, fmt.Sprintf(
			"every group in both periods is %s, and yet the whole is %s: the mix of groups has changed (Simpson's paradox)", groups, all)})
	}
	switch {
	case ok && inBoth > 0 && longer == inBoth && whole < 1-alike:
		reversed("longer", "shorter")
	case ok && inBoth > 0 && shorter == inBoth && whole > 1+alike:
		reversed("shorter", "longer")
	}
	if len(missing) > 0 {
		m.Warnings = append(m.Warnings, Warning{WarningGroupMissing,
			"these groups have durations in one period only, which counts as a change of the mix: " + strings.Join(missing, ", ")})
	}
	if left > 0 {
		m.Warnings = append(m.Warnings, Warning{WarningLeftOut,
			isAre(left, "incident") + " left out: open, uncertain or of zero"})
	}
}

// String writes the shift as one sentence for people, without a full stop:
//
//	0.8× as a whole (geometric means): 1.1× within groups, 0.73× by another mix of them; 120 before and 140 after
func (m MixShift) String() string {
	counts := fmt.Sprintf("%d before and %d after", m.Before, m.After)
	ratio, ok := m.Ratio.Value()
	within, _ := m.Within.Value()
	mix, _ := m.Mix.Value()
	if !ok {
		return "ratio unknown: " + counts
	}
	return brief(ratio) + "× as a whole (geometric means): " + brief(within) + "× within groups, " +
		brief(mix) + "× by another mix of them; " + counts
}
