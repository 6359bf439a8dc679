package cohort

import (
	"cmp"
	"slices"
)

// A side is one of two groups, laid out for counting order against the other. Its
// slices run by shortest duration; byHi lists their indexes by longest.
type side struct {
	lo, hi []float64 // microseconds; no upper bound is [endless], beyond every shortest
	n      []float64
	byHi   []int32
	within []float64 // what each scores against its own group, which no scale changes
	total  float64
	open   float64 // of total, those without an upper bound
	exact  bool    // every duration is one value
}

// newSide lays out observations, which are in order of lo.
func newSide(obs []observation) side {
	s := side{exact: true, within: make([]float64, len(obs))}
	for i, o := range obs {
		hi := float64(o.hi)
		if o.hi == endless {
			hi = noUpperBound
			s.open += float64(o.n)
		}
		s.lo, s.hi, s.n = append(s.lo, float64(o.lo)), append(s.hi, hi), append(s.n, float64(o.n))
		s.byHi = append(s.byHi, int32(i))
		s.total += float64(o.n)
		s.exact = s.exact && o.lo == o.hi
	}
	slices.SortStableFunc(s.byHi, func(i, j int32) int { return cmp.Compare(s.hi[i], s.hi[j]) })
	s.against(1, &s, 1, s.within)
	return s
}

// noUpperBound exceeds every shortest duration under every scale that is tried,
// without the trouble of an infinity times zero.
const noUpperBound = 1e300

// against adds to score, for each duration of s times scale, how many durations of
// o times oscale are surely shorter, less how many are surely longer. These are
// Gehan's scores (1965, "A Generalized Wilcoxon Test for Comparing Arbitrarily
// Singly-Censored Samples", Biometrika 52:203) for any bounds.
func (s *side) against(scale float64, o *side, oscale float64, score []float64) {
	j, shorter := 0, 0.0
	for i, lo := range s.lo {
		for j < len(o.byHi) && o.hi[o.byHi[j]]*oscale < lo*scale {
			shorter += o.n[o.byHi[j]]
			j++
		}
		score[i] += shorter
	}
	j, longer := 0, o.total
	for _, i := range s.byHi {
		for hi := s.hi[i] * scale; j < len(o.lo) && o.lo[j]*oscale <= hi; j++ {
			longer -= o.n[j]
		}
		score[i] -= longer
	}
}

// A contest is the comparison of two sides.
type contest struct {
	before, after side
	scores        [2][]float64 // of before and after, at the scale last asked
	null          permutations
}

func newContest(before, after []observation) *contest {
	c := &contest{before: newSide(before), after: newSide(after)}
	c.scores = [2][]float64{make([]float64, len(before)), make([]float64, len(after))}
	return c
}

// statistic is Gehan's W with every duration of before times ratio: over all pairs
// of one from each side, how often after is surely longer, less how often it is
// surely shorter. It never rises with ratio. squares is the sum of the squared
// scores of the pooled sample.
func (c *contest) statistic(ratio float64) (w, squares float64) {
	for i, s := range []*side{&c.before, &c.after} {
		score := c.scores[i]
		clear(score)
		if i == 0 {
			s.against(ratio, &c.after, 1, score)
		} else {
			s.against(1, &c.before, ratio, score)
		}
		w = 0
		for j := range score {
			w += s.n[j] * score[j] // within a side they cancel
			score[j] += s.within[j]
			squares += s.n[j] * score[j] * score[j]
		}
	}
	return w, squares
}

// isExact reports whether every permutation is counted, and not approximated.
func (c *contest) isExact() bool { return c.before.total+c.after.total <= mostPermuted }

// test is the two-sided p value of the hypothesis that every duration of after is
// ratio times what it was before. w is the statistic.
func (c *contest) test(ratio float64) (p, w float64) {
	w, squares := c.statistic(ratio)
	if c.isExact() {
		return c.null.beyond(c.pooled(), int(min(c.before.total, c.after.total)), w), w
	}
	return normalP(w, squares, c.before.total, c.after.total), w
}

// pooled are the scores of single incidents, in order.
func (c *contest) pooled() []int {
	var all []int
	for i, s := range []*side{&c.before, &c.after} {
		for j, score := range c.scores[i] {
			for range int(s.n[j]) {
				all = append(all, int(score))
			}
		}
	}
	slices.Sort(all)
	return all
}
