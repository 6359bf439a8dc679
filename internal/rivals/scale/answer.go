package scale

import "math"

// A Spread is what is asked of one duration in one group. The quantiles are of the
// incidents for which the duration is over, in microseconds, by linear
// interpolation between order statistics (R-7: what Excel, NumPy, DuckDB and R do
// unless told otherwise). They are zero where there is none.
type Spread struct {
	N, Open  int // all incidents, and those for which it is not over
	P50, P90 float64
}

// An Answer is what is asked, by group.
type Answer struct{ Detect, Restore [Groups]Spread }

// Tolerance is how far quantiles may be apart, relative to their size, and be
// equal. Order statistics are whole microseconds and the same for all; what differs
// is in which order sums and products of floats are rounded, and that ours are whole
// microseconds, to the nearest.
const Tolerance = 1e-12

// Equal reports whether counts are equal and quantiles are within [Tolerance].
func (a *Answer) Equal(b *Answer) bool {
	for g := range Groups {
		if !a.Detect[g].equal(b.Detect[g]) || !a.Restore[g].equal(b.Restore[g]) {
			return false
		}
	}
	return true
}

func (s Spread) equal(t Spread) bool {
	near := func(x, y float64) bool { return math.Abs(x-y) <= 0.5+Tolerance*max(math.Abs(x), math.Abs(y)) }
	return s.N == t.N && s.Open == t.Open && near(s.P50, t.P50) && near(s.P90, t.P90)
}
