package cohort

import (
	"math"
	"time"
)

// A Chance says what the difference of two mean durations does by chance alone:
// how far apart two periods come out although nothing has changed, and how often
// the mean gets worse although every incident got shorter.
//
// It is normal theory for the difference of two means of independent incidents,
// which reproduces the simulations of Davidovič, "Incident Metrics in SRE"
// (O'Reilly and Google, 2021) from mean and standard deviation alone. Few
// incidents with long tails do worse than this. The zero Chance says nothing.
type Chance struct {
	Mean   time.Duration `json:"-"`      // of the durations of the first period
	SD     time.Duration `json:"-"`      // their standard deviation
	Before uint64        `json:"before"` // incidents in the first period
	After  uint64        `json:"after"`  // incidents in the second period

	// Change is by what part every incident of the second period is shorter: 0.1 is
	// a tenth, which shrinks mean and standard deviation alike. Zero is no change,
	// and less than zero is longer. It is less than one.
	Change float64 `json:"change"`
}

// Spread returns how far the difference of the two means lies from what it is on
// average, at most, with the confidence given: half the width of the interval,
// 0.9 for one that holds in nine cases of ten. It is false if it cannot be told.
func (c Chance) Spread(level float64) (time.Duration, bool) {
	se, ok := c.standardError()
	if !ok || !(level > 0 && level < 1) {
		return 0, false
	}
	half := -normalQuantile((1-level)/2) * se
	if !(half < math.MaxInt64) {
		return 0, false
	}
	return time.Duration(math.Round(half)), true
}

// Probability returns the chance that the mean of the second period comes out
// shorter by at least shorterBy. The chance that it comes out worse is one less
// Probability(0). It is missing if it cannot be told.
func (c Chance) Probability(shorterBy time.Duration) Number {
	se, ok := c.standardError()
	if !ok {
		return Number{}
	}
	off := c.Change*float64(c.Mean) - float64(shorterBy)
	switch {
	case se > 0:
		return NumberOf(normalCDF(off / se))
	case off >= 0:
		return NumberOf(1)
	}
	return NumberOf(0)
}

// standardError is that of the difference of the means, in nanoseconds.
func (c Chance) standardError() (float64, bool) {
	if c.Before == 0 || c.After == 0 || c.SD < 0 || c.Mean < 0 || !(c.Change < 1) || math.IsInf(c.Change, -1) {
		return 0, false
	}
	after := 1 - c.Change
	return float64(c.SD) * math.Sqrt(1/float64(c.Before)+after*after/float64(c.After)), true
}
