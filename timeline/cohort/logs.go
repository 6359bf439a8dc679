package cohort

import "math"

// Logs is what the logarithms of durations come to. Durations are skewed, their
// logarithms hardly, so that these means say more with fewer incidents (see
// [Detection]), and groups add up by them (see [MixOf]). Durations that are open,
// uncertain or zero have no one logarithm and are counted in LeftOut only. The zero Logs
// is of no incidents.
type Logs struct {
	N       uint64  `json:"n"`        // incidents counted
	LeftOut uint64  `json:"left_out"` // incidents without a logarithm
	Mean    float64 `json:"mean"`     // of the natural logarithms of durations in seconds
	SD      float64 `json:"sd"`       // their standard deviation, by N-1; zero if N is less than 2
}

// squares is the sum of squares about the mean.
func (l Logs) squares() float64 {
	if l.N < 2 {
		return 0
	}
	return l.SD * l.SD * (float64(l.N) - 1)
}

// Geometric returns the geometric mean of the durations, in seconds. It is missing if
// there are none.
func (l Logs) Geometric() Number {
	if l.N == 0 {
		return Number{}
	}
	return NumberOf(math.Exp(l.Mean))
}

// logsOf takes the logarithms of observations. The sums are about the first one, so
// that they lose nothing where all are alike.
func logsOf(obs []observation) (l Logs) {
	var first, sum, squares float64
	for _, o := range obs {
		if o.lo <= 0 || o.lo != o.hi {
			l.LeftOut += o.n
			continue
		}
		x := math.Log(float64(o.lo) / 1e6)
		if l.N == 0 {
			first = x
		}
		n := float64(o.n)
		l.N += o.n
		sum += n * (x - first)
		squares += n * (x - first) * (x - first)
	}
	if l.N == 0 {
		return l
	}
	n := float64(l.N)
	l.Mean = first + sum/n
	if l.N > 1 {
		l.SD = math.Sqrt(max(0, squares-sum*sum/n) / (n - 1))
	}
	return l
}
