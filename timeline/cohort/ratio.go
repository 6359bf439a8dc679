package cohort

import "math"

// ratios finds where a contest turns, among ratios of after to before.
type ratios struct {
	*contest
	alpha     float64
	low, high float64 // logarithms; beyond them no ratio changes any order
	precision float64 // of a logarithm
}

func newRatios(c *contest, alpha float64) *ratios {
	r := &ratios{contest: c, alpha: alpha, low: -1, high: 1, precision: 1e-12}
	if len(c.before.lo)+len(c.after.lo) > 10_000 {
		r.precision = 1e-9
	}
	leastB, mostB := c.before.extremes()
	leastA, mostA := c.after.extremes()
	if mostB > 0 && mostA > 0 {
		r.low = min(r.low, math.Log(leastA/mostB)-1)
		r.high = max(r.high, math.Log(mostA/leastB)+1)
	}
	return r
}

// extremes are the least and the greatest bound that is neither zero nor missing,
// and zeros if there is none.
func (s *side) extremes() (least, most float64) {
	for _, bounds := range [][]float64{s.lo, s.hi} {
		for _, x := range bounds {
			if x > 0 && x < noUpperBound {
				most = max(most, x)
				if least == 0 || x < least {
					least = x
				}
			}
		}
	}
	return least, most
}

// estimate is the ratio at which neither side is longer: the middle, in logarithms,
// of all ratios with statistic zero. Without bounds it is the median of the ratios
// of all pairs (Hodges and Lehmann 1963, on logarithms). It is false if the
// statistic does not change sign. The logarithm is returned.
func (r *ratios) estimate() (float64, bool) {
	// w is whole, so that half of one decides to which side a zero belongs.
	w := func(less float64) func(float64) float64 {
		return func(x float64) float64 {
			w, _ := r.statistic(math.Exp(x))
			return w - less
		}
	}
	if w(0)(r.low) <= 0 || w(0)(r.high) >= 0 {
		return 0, false
	}
	a, b := crossing(w(0.5), r.low, r.high, r.precision)
	first, last := (a+b)/2, (a+b)/2
	if w(0)(b) == 0 {
		c, d := crossing(w(-0.5), b, r.high, r.precision)
		last = (c + d) / 2
	}
	x := (first + last) / 2
	if math.Abs(x) < 10*r.precision && w(0)(0) == 0 {
		x = 0
	}
	return x, true
}

// interval is the ratios that the test does not reject, from the estimate outwards.
// Where one is not rejected it lies inside, where it is rejected outside.
func (r *ratios) interval() (ratio Number, i Interval) {
	i.Level = 1 - r.alpha
	p, w := r.test(1)
	inside, ok := r.estimate()
	if ok {
		ratio = NumberOf(math.Exp(inside))
	} else if inside, ok = r.anywhere(p, w); !ok {
		// The statistic is the same for every ratio, and too far from zero: after
		// is longer, or shorter, by more than any ratio.
		if w > 0 {
			i.Low = NumberOf(math.Exp(r.high))
		} else {
			i.High = NumberOf(math.Exp(r.low))
		}
		return ratio, i
	}
	i.Low = r.end(inside, r.low, p)
	i.High = r.end(inside, r.high, p)
	return ratio, i
}

// anywhere is the logarithm of a ratio that the test does not reject where the
// statistic has no zero. p and w are those of the ratio one.
func (r *ratios) anywhere(p, w float64) (float64, bool) {
	if p >= r.alpha {
		return 0, true
	}
	far := r.high // the statistic comes nearer to zero this way
	if w < 0 {
		far = r.low
	}
	return far, r.excess(far) >= 0
}

// excess is by how much the p value of a ratio, given by its logarithm, exceeds α.
func (r *ratios) excess(x float64) float64 {
	p, _ := r.test(math.Exp(x))
	return p - r.alpha
}

// end is the last ratio from inside towards far that is not rejected, and missing
// if all are accepted. p is the p value of the ratio one.
func (r *ratios) end(inside, far, p float64) Number {
	if between(inside, 0, far) {
		if p < r.alpha {
			far = 0
		} else {
			inside = 0
		}
	}
	if far != 0 && r.excess(far) >= 0 {
		return Number{}
	}
	if inside == far {
		return NumberOf(math.Exp(inside))
	}
	x, _ := crossing(r.excess, inside, far, r.precision)
	return NumberOf(math.Exp(x))
}

func between(a, x, b float64) bool { return a < x && x < b || b < x && x < a }

// crossing narrows down where f changes sign between a, where it counts as not
// negative, and b, where it is negative, to the width given; a may lie on either
// side of b. It keeps to the ITP method (Oliveira and Takahashi 2020, "An Enhancement of
// the Bisection Method Average Performance Preserving Minmax Optimality"): no
// more steps than bisection and one, and far fewer where f is smooth.
func crossing(f func(float64) float64, a, b, width float64) (float64, float64) {
	fa, fb := max(0, f(a)), f(b)
	span := math.Abs(b - a)
	slack := width * math.Exp2(math.Ceil(math.Log2(max(1, span/width)))+1) / 2
	pull := 0.2 / span
	for math.Abs(b-a) > width {
		mid, d := (a+b)/2, b-a
		x := a + d*fa/(fa-fb) // regula falsi
		towards := math.Copysign(1, mid-x)
		if delta := pull * d * d; delta <= math.Abs(mid-x) {
			x += towards * delta
		} else {
			x = mid
		}
		if r := slack - math.Abs(d)/2; math.Abs(x-mid) > r {
			x = mid - towards*max(0, r)
		}
		slack /= 2
		if x == a || x == b {
			if x = mid; x == a || x == b {
				break
			}
		}
		if fx := f(x); fx >= 0 {
			a, fa = x, fx
		} else {
			b, fb = x, fx
		}
	}
	return a, b
}
