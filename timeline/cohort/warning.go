package cohort

import (
	"fmt"
	"math"
	"strconv"

	"github.com/allclear-go/allclear/timeline"
)

// A Warning is something that whoever reads a result must know before drawing a
// conclusion from it. Warnings are data: compare codes, show texts.
type Warning struct {
	Code WarningCode `json:"code"`
	Text string      `json:"text"` // what it is, for people: begun in lower case, without a full stop
}

// A WarningCode is the stable name of a warning.
type WarningCode string

// The warnings of a [Summary].
const (
	WarningNothing      WarningCode = "nothing_measured" // no incident could be measured
	WarningExcluded     WarningCode = "excluded"         // some incidents could not be measured
	WarningFew          WarningCode = "few"              // too few for an interval of the median
	WarningOpen         WarningCode = "open"             // some are open: the mean has no upper bound
	WarningNotReached   WarningCode = "not_reached"      // the median, p90 or the upper end of the median's interval is not reached
	WarningBounded      WarningCode = "bounded"          // some durations are bounds
	WarningDoubtful     WarningCode = "doubtful"         // some durations stand on times whose order is not settled
	WarningMean         WarningCode = "mean"             // too few for the interval of the mean to be trusted
	WarningZero         WarningCode = "zero"             // durations of zero, which have no logarithm
	WarningAllEqual     WarningCode = "all_equal"        // all durations are equal
	WarningNotLogNormal WarningCode = "not_log_normal"   // what was computed from logarithms is in doubt
	WarningBuckets      WarningCode = "buckets"          // quantiles are off by up to 0.4 %
	WarningMaybeOutside WarningCode = "maybe_outside"    // some incidents may not belong to the period
)

// fewForMean is below how many incidents intervals of the mean are too narrow.
const fewForMean = 300

func (s *Summary) add(code WarningCode, format string, args ...any) {
	s.Warnings = append(s.Warnings, Warning{code, fmt.Sprintf(format, args...)})
}

func (s *Summary) warn(a *Accumulator, known []weight) {
	s.Warnings = []Warning{}
	n := s.Measured()
	if left := s.Incidents - n; left > 0 {
		s.add(WarningExcluded, "%d of %s could not be measured", left, plural(s.Incidents, "incident"))
	}
	if n == 0 {
		s.add(WarningNothing, "nothing could be measured")
		return
	}
	if !s.Median.Interval.IsStated() {
		s.add(WarningFew, "%s cannot bound the median", plural(n, "incident"))
	}
	if s.Open > 0 {
		s.add(WarningOpen, "%s still open, the oldest for %s: the mean has no upper bound", isAre(s.Open, "incident"), timeline.FormatLength(s.Oldest))
	}
	for _, q := range [...]Quantile{s.Median, s.P90} {
		if !q.IsReached() {
			s.add(WarningNotReached, "the %g %% quantile is not reached: too many incidents are not known to have ended", q.P*100)
		}
	}
	if s.Median.IsReached() && s.Median.Interval.IsStated() && !s.Median.Interval.HasLongest() {
		s.add(WarningNotReached, "the interval of the median has no upper end: too many incidents are not known to have ended")
	}
	if s.Bounded > 0 {
		s.add(WarningBounded, "%s known within bounds alone", isAre(s.Bounded, "duration"))
	}
	if a.doubtful > 0 {
		s.add(WarningDoubtful, "%s on times whose order is not settled", stands(a.doubtful, "duration"))
	}
	s.warnShape(known, a.known.min == a.known.max)
	if a.buckets {
		s.add(WarningBuckets, "more than %d durations: quantiles are within 0.4 %%", a.limit())
	}
}

// warnShape warns of what the durations that are known make of the mean and the logarithms.
func (s *Summary) warnShape(known []weight, equal bool) {
	switch n := s.Measured(); {
	case n > 1 && s.Bounded == 0 && s.Open == 0 && equal:
		s.add(WarningAllEqual, "all durations are equal")
	case n < fewestForMean:
		s.add(WarningMean, "the mean of %s has no interval, which takes %d", plural(n, "incident"), fewestForMean)
	case n < fewForMean:
		s.add(WarningMean, "the mean of %s is made by the longest few, and its interval is too narrow below %d", plural(n, "incident"), fewForMean)
	}
	if len(known) > 0 && known[0].us == 0 {
		zero := known[0].n
		s.add(WarningZero, "%s of zero, left out of the geometric mean and of what can be told apart", plural(zero, "duration"))
	}
	if !looksLogNormal(positive(known)) {
		s.add(WarningNotLogNormal, "the logarithms of the durations are not normally distributed: what can be told apart is a rough figure")
	}
}

// looksLogNormal reports whether the logarithms may come from a normal distribution, by
// the test of Jarque and Bera (1980) at one percent. Too few to tell may.
func looksLogNormal(ws []weight) bool {
	const enough, limit = 30, 9.21 // the 99 % quantile of χ² with two degrees of freedom
	m := momentsOf(len(ws), func(i int) (float64, float64) { return math.Log(float64(ws[i].us)), float64(ws[i].n) })
	if m.n < enough || m.variance == 0 {
		return true
	}
	var third, fourth float64
	sd := math.Sqrt(m.variance * (m.n - 1) / m.n)
	for _, w := range ws {
		z := (math.Log(float64(w.us)) - m.mean) / sd
		third += z * z * z * float64(w.n)
		fourth += z * z * z * z * float64(w.n)
	}
	skew, excess := third/m.n, fourth/m.n-3
	return m.n/6*(skew*skew+excess*excess/4) < limit
}

func plural(n uint64, word string) string {
	text := strconv.FormatUint(n, 10) + " " + word
	if n != 1 {
		text += "s"
	}
	return text
}

func isAre(n uint64, word string) string {
	if n == 1 {
		return plural(n, word) + " is"
	}
	return plural(n, word) + " are"
}

func stands(n uint64, word string) string {
	if n == 1 {
		return plural(n, word) + " stands"
	}
	return plural(n, word) + " stand"
}

// positive leaves out durations of zero.
func positive(ws []weight) []weight {
	if len(ws) > 0 && ws[0].us == 0 {
		return ws[1:]
	}
	return ws
}
