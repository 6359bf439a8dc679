package cohort

import (
	"cmp"
	"math"
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// A Direction is where a series of periods goes. The zero Direction is NoTrend: it
// takes evidence to leave it, and it does not say that nothing changes.
type Direction uint8

// The directions.
const (
	NoTrend       Direction = iota // none can be told
	Falling                        // later periods have less
	Rising                         // later periods have more
	TooFewPeriods                  // so few periods could not have shown any trend
)

var directionNames = [...]string{"no_trend", "falling", "rising", "too_few_periods"}

// ParseDirection reads the text that [Direction.String] writes.
func ParseDirection(s string) (Direction, error) {
	return parseWord[Direction](directionNames[:], "direction", s)
}

// MustParseDirection is [ParseDirection] for text known to be right; it panics on an error.
func MustParseDirection(s string) Direction { return mustWord(ParseDirection(s)) }

// IsValid reports whether d is one of the constants.
func (d Direction) IsValid() bool { return int(d) < len(directionNames) }

// Compare orders by the order of the constants.
func (d Direction) Compare(other Direction) int { return cmp.Compare(d, other) }

// String returns the word for d, or Direction(n) for a value that is none.
func (d Direction) String() string { return wordString(directionNames[:], "Direction", d) }

// AppendText appends what [Direction.String] writes, and fails on a value that is
// none of the constants.
func (d Direction) AppendText(b []byte) ([]byte, error) {
	return appendWord(b, directionNames[:], "Direction", d)
}

// MarshalText implements [encoding.TextMarshaler].
func (d Direction) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseDirection] reads.
func (d *Direction) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDirection(string(text))
	return err
}

// A Trend is what a series of periods in a row says about going up or down, at a
// significance of 0.05. The zero Trend is of no periods.
//
// The test takes periods for independent of each other: incidents that last into
// the next period, and seasons, make it see trends too often.
type Trend struct {
	// Periods is how many have a value. A period without one keeps its place.
	Periods int `json:"periods"`

	// S is how many pairs of periods surely rise less how many surely fall (Kendall
	// 1938, Mann 1945).
	S int64 `json:"s"`

	// Tau is S beside the greatest that it could be with so many pairs in order
	// (Kendall's tau-b): from -1 to 1. It is missing if no two periods differ surely.
	Tau Number `json:"tau"`

	P Number `json:"p"` // the chance of an S so far from zero with no trend, two-sided

	// Slope is by how much a period exceeds the one before it, in seconds for
	// lengths: the median of the slopes of all pairs (Theil 1950, Sen 1968), and with
	// bounds the slope without which S would be zero (Akritas and others 1995).
	Slope Number `json:"slope"`

	// SlopeInterval holds the slopes without which S would not be significant (Sen
	// 1968). Where values tie, it can end at zero though P is significant.
	SlopeInterval Interval `json:"slope_interval"`

	Unit     timeline.Unit `json:"unit"` // of the slope, in each period
	Method   string        `json:"method"`
	Verdict  Direction     `json:"verdict"`
	Warnings []Warning     `json:"warnings,omitempty"`
}

// TrendOf returns the trend of lengths, one for each period in order: medians by
// month, say. A length that is not stated is a period without a value, and bounds
// count only where they put two periods in order for sure. It takes the square of
// the number of periods in time and room, and is meant for up to a thousand or so.
func TrendOf(series []timeline.Length) Trend {
	values := make([]periodValue, len(series))
	for i, l := range series {
		v := periodValue{lo: l.Shortest().Seconds(), hi: math.Inf(1), missing: !l.IsStated()}
		if l.HasLongest() {
			v.hi = l.Longest().Seconds()
		}
		values[i] = v
	}
	return trendOf(values, timeline.Seconds)
}

// TrendOfCounts returns the trend of numbers, one for each period in order:
// incidents by week, say. Periods must be of equal length: see [TrendOfRates] for
// those that are not, such as months, and [TrendOf].
func TrendOfCounts(series []uint64) Trend {
	values := make([]periodValue, len(series))
	for i, n := range series {
		values[i] = periodValue{lo: float64(n), hi: float64(n)}
	}
	return trendOf(values, timeline.Count)
}

// TrendOfRates returns the trend of how many incidents there are in each unit of
// time, such as 30 days, one rate for each period in order: by month, say, which are
// of unequal length. A rate without exposure is a period without a value. See [TrendOf].
func TrendOfRates(series []Rate, unit time.Duration) Trend {
	values := make([]periodValue, len(series))
	for i, r := range series {
		x, ok := r.Per(unit).Value()
		values[i] = periodValue{lo: x, hi: x, missing: !ok}
	}
	return trendOf(values, timeline.Count)
}

func trendOf(series []periodValue, unit timeline.Unit) Trend {
	k := newKendall(series)
	t := Trend{Periods: len(k.rows), S: k.s, Unit: unit}
	t.SlopeInterval.Level = 1 - defaultSignificance
	if k.comparable > 0 {
		pairs := float64(t.Periods) * float64(t.Periods-1) / 2
		t.Tau = NumberOf(float64(k.s) / math.Sqrt(float64(k.comparable)*pairs))
	}
	if t.Periods < 2 {
		t.Verdict = TooFewPeriods
		t.Warnings = []Warning{tooFew(plural(uint64(t.Periods), "period") + " with a value: too few to tell any trend")}
		return t
	}
	null := k.null()
	p := null.p(k.s)
	t.P, t.Method = NumberOf(p), null.method
	t.Slope, t.SlopeInterval.Low, t.SlopeInterval.High = k.slopes(series, null.critical(defaultSignificance))
	switch {
	case p < defaultSignificance && k.s < 0:
		t.Verdict = Falling
	case p < defaultSignificance:
		t.Verdict = Rising
	case t.Periods < leastPeriods:
		t.Verdict = TooFewPeriods
		t.Warnings = []Warning{tooFew(plural(uint64(t.Periods), "period") + " with a value: too few to tell any trend")}
	}
	return t
}

// leastPeriods is how many it takes for a trend: of the 4! = 24 orders of four
// periods two are the farthest from no trend, which is more than 0.05.
const leastPeriods = 5

// String writes the trend as one sentence for people, without a full stop:
//
//	falling: 5m10s less in each period (8m less to 1m35s less at 95 %), p = 0.008, 12 periods
func (t Trend) String() string {
	var b strings.Builder
	if t.Verdict == NoTrend {
		b.WriteString("no trend can be told: ")
	} else {
		b.WriteString(strings.ReplaceAll(t.Verdict.String(), "_", " ") + ": ")
	}
	if x, ok := t.Slope.Value(); ok {
		b.WriteString(t.change(x) + " in each period (" + t.slopeBounds() + " at " + percent(t.SlopeInterval.Level) + "), ")
	}
	if t.P.IsKnown() {
		b.WriteString(pWords(t.P, defaultSignificance) + ", ")
	}
	b.WriteString(plural(uint64(t.Periods), "period"))
	return b.String()
}

func (t Trend) slopeBounds() string {
	side := func(n Number) string {
		x, ok := n.Value()
		if !ok {
			return "no bound"
		}
		return t.change(x)
	}
	return side(t.SlopeInterval.Low) + " to " + side(t.SlopeInterval.High)
}

// change writes a slope.
func (t Trend) change(x float64) string {
	amount, how := brief(math.Abs(x)), " more"
	if x < 0 {
		how = " less"
	}
	const century = 100 * 365 * 86400 // a [time.Duration] of some more overflows
	switch {
	case t.Unit == timeline.Seconds && math.Abs(x) >= 1 && math.Abs(x) < century:
		amount = timeline.FormatDuration(time.Duration(math.Round(math.Abs(x)) * float64(time.Second)))
	case t.Unit == timeline.Seconds:
		amount += "s"
	}
	return amount + how
}
