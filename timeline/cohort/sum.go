package cohort

import (
	"math"
	"math/bits"
)

// A total is a sum of durations in 128 bits. In an int64 of nanoseconds, as in a
// time.Duration, the sum of a million incidents of two and a half hours overflows.
type total struct{ hi, lo uint64 }

func (t total) plus(u total) total {
	lo, carry := bits.Add64(t.lo, u.lo, 0)
	hi, _ := bits.Add64(t.hi, u.hi, carry)
	return total{hi, lo}
}

// times is n durations of us microseconds.
func times(us int64, n uint64) total {
	hi, lo := bits.Mul64(uint64(us), n)
	return total{hi, lo}
}

func (t total) less(u total) bool { return t.hi < u.hi || t.hi == u.hi && t.lo < u.lo }

// mean returns the total divided by n, which is not zero, to the nearest.
// A mean of durations fits into an int64, as each of them does.
func (t total) mean(n uint64) int64 {
	q, r := bits.Div64(t.hi%n, t.lo, n)
	if r >= n-r {
		q++
	}
	return int64(min(q, math.MaxInt64))
}
