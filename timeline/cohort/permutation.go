package cohort

import (
	"math"
	"slices"
)

// mostPermuted is up to how many incidents, both groups together, every way to
// divide them is counted. All counts fit an int64 by far.
const mostPermuted = 40

// permutations is the distribution of a sum of scores over all ways to draw a
// group from the pooled sample. It remembers the last scores: without ties and
// bounds they are the same at every ratio.
type permutations struct {
	scores []int
	draw   int
	tail   []float64 // tail[s] is the chance that the sum is s or more, or -s or less
}

// beyond is the chance that the sum of draw of the scores lies at least |w| from
// zero. Scores are in order and add up to zero, so that it is the same for either
// group.
func (d *permutations) beyond(scores []int, draw int, w float64) float64 {
	if d.tail == nil || d.draw != draw || !slices.Equal(d.scores, scores) {
		d.scores, d.draw, d.tail = scores, draw, tailOfSums(scores, draw)
	}
	s := int(math.Abs(w))
	if s >= len(d.tail) { // cannot be: no sum is so large
		return 0
	}
	return d.tail[s]
}

// tailOfSums counts, for every number drawn so far and every sum, in how many ways
// it is reached (the shift algorithm of Streitberg and Röhmel 1986).
func tailOfSums(scores []int, draw int) []float64 {
	reach := farthestSums(scores, draw)
	far := reach[draw]
	width := 2*far + 1
	ways := make([]int64, (draw+1)*width)
	ways[far] = 1
	for i, u := range scores {
		enough := draw - (len(scores) - i - 1) // fewer than this cannot become draw
		for k := min(i+1, draw); k >= max(1, enough); k-- {
			low, high := max(-reach[k-1], -reach[k]-u), min(reach[k-1], reach[k]-u)
			zero := (k-1)*width + far
			to := ways[zero+width+low+u:]
			for s, n := range ways[zero+low : zero+high+1] {
				to[s] += n
			}
		}
	}
	return tails(ways[draw*width:], far)
}

// tails is, of the ways to come to each sum from -far to far, the share of those at
// least as far from zero as each.
func tails(ways []int64, far int) []float64 {
	all, tail := int64(0), make([]float64, far+1)
	for s := far; s >= 0; s-- {
		all += ways[far+s]
		if s > 0 {
			all += ways[far-s]
		}
		tail[s] = float64(all)
	}
	for s := range tail {
		tail[s] /= float64(all)
	}
	return tail
}

// farthestSums bounds the sum of any 0, 1, ... draw scores, either way.
func farthestSums(scores []int, draw int) []int {
	sizes := make([]int, len(scores))
	for i, u := range scores {
		sizes[i] = max(u, -u)
	}
	slices.Sort(sizes)
	far := make([]int, draw+1)
	for k := range draw {
		far[k+1] = far[k] + sizes[len(sizes)-1-k]
	}
	return far
}

// normalP is the two-sided p value of w by its permutation variance, with a
// correction for continuity of one, half the step of w. It is never less than the
// chance of any one division of the sample, which the normal form can miss by far
// where one group is tiny.
func normalP(w, squares, n, m float64) float64 {
	all := n + m
	variance := n * m / (all * (all - 1)) * squares
	if !(variance > 0) {
		return 1
	}
	z := max(0, math.Abs(w)-1) / math.Sqrt(variance)
	return max(normalTwoSided(z), oneDivision(n, m))
}

// oneDivision is the chance of one division of n + m incidents into n and m.
func oneDivision(n, m float64) float64 {
	a, _ := math.Lgamma(n + 1)
	b, _ := math.Lgamma(m + 1)
	c, _ := math.Lgamma(n + m + 1)
	return min(1, math.Exp(a+b-c))
}

// leastP is the least p value that groups of n and m with no two durations alike
// can give.
func leastP(n, m float64) float64 {
	if n+m <= mostPermuted {
		return min(1, 2*oneDivision(n, m))
	}
	all := n + m
	return normalP(n*m, all*(all*all-1)/3, n, m)
}
