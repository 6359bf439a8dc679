package cohort

import (
	"encoding/json"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// A Rate is how many incidents began in how much time. Its intervals take incidents
// to come about on their own at a steady rate (Poisson): where one brings on the next,
// they are too narrow. The zero Rate says nothing.
type Rate struct {
	Incidents uint64        `json:"incidents"`
	Exposure  time.Duration `json:"-"` // the time in which they were counted; more than zero; in JSON as "exposure", in ISO 8601
}

// MarshalJSON writes the exposure as ISO 8601: {"incidents":12,"exposure":"PT720H"}.
func (r Rate) MarshalJSON() ([]byte, error) {
	type rate Rate
	return json.Marshal(struct {
		rate
		Exposure timeline.Length `json:"exposure"`
	}{rate(r), timeline.Lasting(max(0, r.Exposure))})
}

// Per returns how many incidents there were in each unit of time, such as 30 days. It
// is missing unless exposure and unit are more than zero.
func (r Rate) Per(unit time.Duration) Number {
	if r.Exposure <= 0 || unit <= 0 {
		return Number{}
	}
	return NumberOf(float64(r.Incidents) / float64(r.Exposure) * float64(unit))
}

// Interval returns the exact interval of the rate in each unit of time (Garwood 1936,
// "Fiducial Limits for the Poisson Distribution", Biometrika 28:437), for a
// confidence such as 0.9. Of no incidents it reaches from zero to what would leave
// none with half the chance of an error. Its ends are missing unless exposure and unit are
// more than zero and the level lies between 0 and 1.
func (r Rate) Interval(level float64, unit time.Duration) Interval {
	if r.Exposure <= 0 || unit <= 0 || !(level > 0 && level < 1) {
		return Interval{}
	}
	low, high := poissonBounds(r.Incidents, (1-level)/2)
	units := float64(r.Exposure) / float64(unit)
	return Interval{Low: NumberOf(low / units), High: NumberOf(high / units), Level: level}
}

// A TimeBetween is a mean time from one incident to the next.
type TimeBetween struct {
	// Mean is the time over the number of incidents. Of none it is at least that
	// time, which is all that has been seen. Not stated, it cannot be said.
	Mean timeline.Length `json:"mean,omitzero"`

	// Interval reaches from the least mean that fits with the incidents to the most.
	Interval timeline.Length `json:"interval,omitzero"`
	Level    float64         `json:"level"` // of the interval: 0.9
}

// MTBF returns the mean time between failures: from when a service works again until it
// next fails, as ITIL puts it. That is the time up over the number of incidents, and up is
// for the caller to say: exposure less the time down, see [timeline.Measure].
//
// Others, ISO 14224 among them, call this the mean time to failure and have repair
// in the MTBF: for that, give the exposure for up. Say which it is wherever it is
// shown.
func (r Rate) MTBF(up time.Duration, level float64) TimeBetween {
	if up < 0 || r.Exposure <= 0 || up > r.Exposure || !(level > 0 && level < 1) {
		return TimeBetween{}
	}
	low, high := poissonBounds(r.Incidents, (1-level)/2)
	t := TimeBetween{Level: level}
	shortest := nanos(float64(up) / high) // high is never zero
	if r.Incidents == 0 {
		t.Mean, t.Interval = timeline.LastingAtLeast(up), timeline.LastingAtLeast(shortest)
		return t
	}
	t.Mean = timeline.Lasting(nanos(math.Round(float64(up) / float64(r.Incidents))))
	t.Interval = timeline.LastingAtLeast(shortest)
	if longest := float64(up) / low; longest < math.MaxInt64 {
		t.Interval = timeline.LastingBetween(shortest, time.Duration(math.Ceil(longest)))
	}
	return t
}

// nanos is a duration of nanoseconds, the longest there is where they are more.
func nanos(ns float64) time.Duration {
	if ns >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(ns)
}

// A RateComparison is what two rates say about a change from one to the other. The
// zero RateComparison compares nothing.
type RateComparison struct {
	Before uint64 `json:"before"` // incidents
	After  uint64 `json:"after"`

	// Ratio is how many times the rate after is that of before. It is missing if there
	// were none before.
	Ratio Number `json:"ratio"`

	// Interval is the exact interval of the ratio. One lies outside where P is less than the
	// significance, and inside otherwise.
	Interval Interval `json:"interval"`

	P        Number    `json:"p"` // the chance of a difference so large with no change, two-sided
	Method   string    `json:"method"`
	Verdict  Verdict   `json:"verdict"` // Rarer, MoreOften, NotDistinguishable or TooFew
	Warnings []Warning `json:"warnings,omitempty"`
}

// CompareRates compares how often incidents began in two periods, which need not be
// of equal length, nor of as many services if exposure counts them.
//
// Of all incidents of both periods, those after are binomial by their share of the
// exposure (Przyborowski and Wilenski 1940, "Homogeneity of Results in Testing Samples
// from Poisson Series", Biometrika 31:313). P is twice the smaller tail, which goes
// with the interval of Clopper and Pearson (1934).
func CompareRates(before, after Rate, o CompareOptions) RateComparison {
	c := RateComparison{Before: before.Incidents, After: after.Incidents}
	alpha, ok := significance(o.Significance)
	if !ok {
		c.Warnings = []Warning{invalidSignificance(alpha)}
		return c
	}
	c.Interval.Level = 1 - alpha
	if before.Exposure <= 0 || after.Exposure <= 0 {
		c.Verdict = TooFew
		c.Warnings = []Warning{{WarningExposure, "a rate needs a time in which incidents were counted"}}
		return c
	}
	seen, all := c.After, c.Before+c.After
	if _, carry := bits.Add64(c.Before, c.After, 0); carry > 0 { // half of so many say enough
		seen, all = c.After/2, c.Before/2+c.After/2
	}
	times := float64(before.Exposure) / float64(after.Exposure)
	share := 1 / (1 + times) // of after in the exposure
	below, above := binomialCDF(seen, all, share), binomialUpper(seen, all, share)
	p := min(1, 2*min(below, above))
	c.P, c.Method = NumberOf(p), "exact conditional test of two Poisson counts"
	if c.Before > 0 {
		c.Ratio = NumberOf(float64(c.After) / float64(c.Before) * times)
	}
	low, high := binomialBounds(seen, all, alpha/2)
	c.Interval.Low = NumberOf(low / (1 - low) * times)
	c.Interval.High = NumberOf(high / (1 - high) * times) // infinite is missing
	switch {
	case p < alpha && below < above:
		c.Verdict = Rarer
	case p < alpha:
		c.Verdict = MoreOften
	case 2*min(binomialCDF(0, all, share), binomialUpper(all, all, share)) >= alpha:
		c.Verdict = TooFew
		c.Warnings = []Warning{tooFew(fmt.Sprintf(
			"%s in all: too few to tell any change at a significance of %s", plural(all, "incident"), brief(alpha)))}
	}
	return c
}

// String writes the comparison as one sentence for people, without a full stop:
//
//	rarer: 0.45× (0.23 to 0.85 at 95 %), p = 0.012, 31 incidents before and 14 after
func (c RateComparison) String() string {
	var b strings.Builder
	b.WriteString(c.Verdict.words(c.P) + ": ")
	if c.P.IsKnown() {
		b.WriteString(effect(c.Ratio, c.Interval) + ", " + pWords(c.P, 1-c.Interval.Level) + ", ")
	}
	b.WriteString(plural(c.Before, "incident") + " before and " + strconv.FormatUint(c.After, 10) + " after")
	return b.String()
}
