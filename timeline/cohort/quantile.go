package cohort

import (
	"math"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// How quantiles are computed, as a [Quantile] names it.
const (
	MethodR7          = "R-7"          // Hyndman and Fan 1996, type 7: linear between order statistics
	MethodKaplanMeier = "Kaplan–Meier" // Kaplan and Meier 1958: what is open counts for as long as it was seen
)

// A Quantile is the duration that a share P of incidents does not exceed: the
// median for 0.5.
type Quantile struct {
	P float64 `json:"p"`

	// Value is the estimate, within Bounds. One without an upper bound is not reached:
	// so many incidents are open still that all that can be said is "at least". Otherwise
	// bounds come from durations that have bounds. It is not stated if nothing
	// was measured.
	Value  timeline.Length `json:"value"`
	Method string          `json:"method,omitempty"` // MethodR7 if nothing is open, MethodKaplanMeier if something is

	// Bounds are where the quantile of these very incidents lies, whatever becomes
	// of the open ones and whichever way the uncertain ones were (Peterson 1976).
	Bounds timeline.Length `json:"bounds"`

	// Interval holds the true quantile with a confidence of Level, by order
	// statistics: exact at every n and for every shape, and wide enough for
	// whatever becomes of the open ones. An end that so few incidents cannot bound is
	// missing; with both ends missing it is not stated. Of durations counted in buckets it
	// reaches to the edges of those that its ends lie in.
	Interval timeline.Length `json:"interval"`
	Level    Number          `json:"level"` // as achieved: at least what was asked for
}

// IsReached reports whether the estimate has an upper bound.
func (q Quantile) IsReached() bool { return q.Value.HasLongest() }

// Quantile returns the p-quantile by R-7 of the durations of incidents that ended
// and are known exactly, leaving all others aside; it is false if there are none, and if
// p is not from 0 to 1. Incidents still open are long ones, so that this is
// too short where there are any: it is for comparison with tools that do it so. The
// quantile to report is that of [Accumulator.Estimate].
func (a *Accumulator) Quantile(p float64) (time.Duration, bool) {
	if a.known.n == 0 || !(p >= 0 && p <= 1) {
		return 0, false
	}
	if a.known.counts == nil {
		a.known.sort()
		at, frac := place(a.known.n, p)
		lo := a.known.values[at]
		hi := a.known.values[min(at+1, a.known.n-1)]
		return micros(interpolate(lo, hi, frac)), true
	}
	return micros(r7(a.known.weights(), p)), true
}

// Estimate returns the p-quantile of all incidents gathered, with an interval of at
// least the confidence asked for, 0.9 say. It says nothing if p is not above 0 and
// below 1, or the confidence not.
func (a *Accumulator) Estimate(p, confidence float64) Quantile {
	return a.estimate(a.sample(), p, confidence)
}

// estimate is that of observations of a.
func (a *Accumulator) estimate(of sample, p, confidence float64) Quantile {
	q := estimate(of, p, confidence)
	if a.buckets && q.Interval.IsStated() {
		low, high := q.Interval.Shortest().Microseconds(), int64(endless)
		low, _ = bucketEdges(bucketOf(low))
		if q.Interval.HasLongest() {
			_, high = bucketEdges(bucketOf(q.Interval.Longest().Microseconds()))
		}
		least, most := a.extremes()
		if low = max(low, least); high != endless {
			high = min(high, most)
		}
		q.Interval = lasting(low, high)
	}
	return q
}

// extremes are the least and the greatest duration counted, of which there is one.
func (a *Accumulator) extremes() (least, most int64) {
	least = endless
	for _, t := range a.tallies() {
		if t.n > 0 {
			least, most = min(least, t.min), max(most, t.max)
		}
	}
	return least, most
}

func estimate(of sample, p, confidence float64) Quantile {
	q := Quantile{P: p}
	if !(p > 0 && p < 1) {
		q.P = 0
		return q
	}
	if len(of.obs) == 0 {
		return q
	}
	low, high := r7(of.lo, p), r7(of.hi, p)
	q.Bounds = lasting(low, high)
	q.Method, q.Value = MethodR7, q.Bounds
	if of.hi[len(of.hi)-1].us == endless {
		q.Method, q.Value = MethodKaplanMeier, productLimit(of.obs, p, low, high)
	}
	if confidence > 0 && confidence < 1 {
		q.interval(of.lo, of.hi, confidence)
	}
	return q
}

// interval is that between the order statistics that enclose the quantile with the
// confidence (David and Nagaraja, Order Statistics, 7.1), the lower at its
// shortest and the upper at its longest.
func (q *Quantile) interval(lo, hi []weight, confidence float64) {
	const rounding = 1e-12
	n, tail := count(lo), (1-confidence)/2+rounding
	// X(l) > quantile has the chance of fewer than l at or below it.
	l := greatest(n, func(k uint64) bool { return k == 0 || binomialCDF(k-1, n, q.P) <= tail })
	u := n + 1 - greatest(n, func(k uint64) bool { return k == 0 || binomialCDF(n-k, n, q.P) >= 1-tail })
	low, high, achieved := int64(0), int64(endless), 1.0
	if l > 0 {
		low = nth(lo, l)
		achieved -= binomialCDF(l-1, n, q.P)
	}
	if u <= n {
		high = nth(hi, u)
		achieved -= 1 - binomialCDF(u-1, n, q.P)
	}
	if l > 0 || high != endless {
		q.Interval, q.Level = lasting(low, high), NumberOf(achieved)
	}
}

// greatest is the greatest k up to n that ok holds for; it holds for 0, and for none
// after one that it does not hold for.
func greatest(n uint64, ok func(uint64) bool) uint64 {
	lo, hi := uint64(0), n+1
	for hi-lo > 1 {
		if mid := lo + (hi-lo)/2; ok(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// place is where the p-quantile by R-7 lies among n order statistics, counted from
// zero, and how far from there to the next.
func place(n uint64, p float64) (at uint64, frac float64) {
	h := float64(n-1) * p // n is below 2⁵³
	return uint64(h), h - math.Floor(h)
}

// r7 is the p-quantile of durations in order, of which there are some.
func r7(ws []weight, p float64) int64 {
	at, frac := place(count(ws), p)
	lo, hi := nth(ws, at+1), int64(0)
	if hi = lo; frac > 0 {
		hi = nth(ws, at+2)
	}
	return interpolate(lo, hi, frac)
}

// interpolate is frac of the way from lo to hi, to the nearest.
func interpolate(lo, hi int64, frac float64) int64 {
	if hi == endless && frac > 0 {
		return endless
	}
	return lo + int64(math.Round(frac*float64(hi-lo)))
}

// nth is the k-th duration, counted from one, and the last if there are fewer.
func nth(ws []weight, k uint64) int64 {
	for _, w := range ws {
		if k <= w.n {
			return w.us
		}
		k -= w.n
	}
	return ws[len(ws)-1].us
}

// lasting is a length within bounds in microseconds.
func lasting(lo, hi int64) timeline.Length {
	if hi == endless {
		return timeline.LastingAtLeast(micros(lo))
	}
	return timeline.LastingBetween(micros(min(lo, hi)), micros(max(lo, hi)))
}

func micros(us int64) time.Duration { return time.Duration(us) * time.Microsecond }
