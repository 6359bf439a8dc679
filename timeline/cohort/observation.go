package cohort

import (
	"cmp"
	"math"
	"slices"
)

// An observation is n incidents that lasted from lo to hi microseconds each. A hi of
// endless is no upper bound: still open, or ended at a time that nobody knows.
type observation struct {
	lo, hi int64
	n      uint64
}

const endless = math.MaxInt64

// observations returns what was gathered, by lo and then hi. Least and greatest
// durations of those that have bounds are paired in their orders, as only the two
// sorts of numbers are kept and no statistic here needs more.
func (a *Accumulator) observations() []observation {
	var out []observation
	for _, w := range a.known.weights() {
		out = append(out, observation{w.us, w.us, w.n})
	}
	for _, o := range paired(a.shortest.weights(), a.longest.weights()) {
		o.hi = max(o.lo, o.hi) // in one bucket, the middle may be beyond the greatest
		out = append(out, o)
	}
	for _, t := range [...]*tally{&a.atLeast, &a.open} {
		for _, w := range t.weights() {
			out = append(out, observation{w.us, endless, w.n})
		}
	}
	slices.SortFunc(out, func(x, y observation) int {
		return cmp.Or(cmp.Compare(x.lo, y.lo), cmp.Compare(x.hi, y.hi))
	})
	return out
}

// paired puts the first of lows with the first of highs, and so on. Both count as
// many, and are used up.
func paired(lows, highs []weight) []observation {
	var out []observation
	for i, j := 0, 0; i < len(lows) && j < len(highs); {
		n := min(lows[i].n, highs[j].n)
		out = append(out, observation{lows[i].us, highs[j].us, n})
		if lows[i].n -= n; lows[i].n == 0 {
			i++
		}
		if highs[j].n -= n; highs[j].n == 0 {
			j++
		}
	}
	return out
}

// A sample is observations, and their durations at their shortest and at their longest,
// each in order.
type sample struct {
	obs    []observation
	lo, hi []weight
}

func (a *Accumulator) sample() sample {
	obs := a.observations()
	return sample{obs, lows(obs), highs(obs)}
}

// lows and highs are the durations at their shortest and at their longest, in order.
func lows(obs []observation) []weight {
	return ordered(obs, func(o observation) int64 { return o.lo })
}

func highs(obs []observation) []weight {
	return ordered(obs, func(o observation) int64 { return o.hi })
}

func ordered(obs []observation, of func(observation) int64) []weight {
	out := make([]weight, len(obs))
	for i, o := range obs {
		out[i] = weight{of(o), o.n}
	}
	slices.SortStableFunc(out, func(x, y weight) int { return cmp.Compare(x.us, y.us) })
	return out
}

func count(ws []weight) (n uint64) {
	for _, w := range ws {
		n += w.n
	}
	return n
}
