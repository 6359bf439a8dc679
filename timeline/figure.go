package timeline

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// A Figure is a measured result: what was measured, what came out, and from
// which facts. The zero Figure is unknown.
//
// Figures of time are in seconds with a resolution of one microsecond. A figure
// beyond the 292 years of a [time.Duration] is invalid, never clamped.
type Figure struct {
	measure   Measure
	kind      FigureKind
	lo, hi    int64 // microseconds, 1e-12ths of one, or a count
	at        int64 // the estimate from stated points
	has       hasValue
	doubtful  bool
	hold      holdPolicy
	incidents int // how many incidents a sum adds, zero for a figure of one
	reason    because
	inputs    []uuid.UUID
	view      *View // where the inputs are, if not there
}

type hasValue uint8

const (
	hasMin hasValue = 1 << iota
	hasMax
	hasApprox
)

// ratioUnit is one, in the fixed point that ratios are held in.
const ratioUnit = 1_000_000_000_000

// A Reason says why a figure is not simply known, as a stable code and what it
// is about: {Code: "missing", About: ["impact_started"]}.
type Reason struct {
	Code  ReasonCode
	About []string
}

// A ReasonCode is the stable name of a reason; [Reason.String] words it.
type ReasonCode string

// The reasons.
const (
	ReasonNone         ReasonCode = ""
	ReasonMissing      ReasonCode = "missing"        // never recorded: milestone
	ReasonNoTime       ReasonCode = "no_time"        // recorded without a time: milestone
	ReasonUncertain    ReasonCode = "uncertain"      // bounds come from uncertain times
	ReasonWitness      ReasonCode = "witness"        // not recorded, bounded: milestone, witness
	ReasonNotYet       ReasonCode = "not_yet"        // has not happened, still can: milestone
	ReasonNotAffected  ReasonCode = "not_affected"   // said not to be affected: scope
	ReasonNotNamed     ReasonCode = "not_named"      // no impact recorded there: scope
	ReasonAlready      ReasonCode = "already"        // reached before the impact came there: milestone, scope
	ReasonFewPlaces    ReasonCode = "few_places"     // fewer places are named than asked for: named, asked
	ReasonIncomplete   ReasonCode = "incomplete"     // further places may have been affected
	ReasonNoEnd        ReasonCode = "no_end"         // an impact's end was never recorded
	ReasonNoHealth     ReasonCode = "no_health"      // an impact says not how bad it was
	ReasonNotStated    ReasonCode = "not_stated"     // only totals of other health are stated
	ReasonResolution   ReasonCode = "resolution"     // the incident ended as: resolution
	ReasonNegative     ReasonCode = "negative"       // the end precedes the start: from, to
	ReasonAcrossZero   ReasonCode = "across_zero"    // the order of the ends is not settled: from, to
	ReasonTooLong      ReasonCode = "too_long"       // beyond 292 years
	ReasonOverlap      ReasonCode = "may_overlap"    // stated totals that may count the same time
	ReasonTooFew       ReasonCode = "too_few"        // needs more updates than there are
	ReasonPartialSum   ReasonCode = "partial_sum"    // some terms are not known: known, all
	ReasonMixed        ReasonCode = "mixed"          // terms of different measures cannot be added
	ReasonPeriod       ReasonCode = "period"         // the period is empty or has not begun
	ReasonPeriodToNow  ReasonCode = "period_to_now"  // the period is not over; measured up to now
	ReasonContradicted ReasonCode = "contradiction"  // no way of reading the times fits together
	ReasonNothingKnown ReasonCode = "nothing_logged" // the view holds no event
	ReasonNoDeployment ReasonCode = "no_deployment"  // no deployment is recorded as the cause
)

// because is a reason as figures hold it, with the at most two things it is about.
type because struct {
	Code  ReasonCode
	about [2]string
}

func why(code ReasonCode, about ...string) (b because) {
	b.Code = code
	copy(b.about[:], about)
	return b
}

func (b because) public() Reason {
	out := Reason{Code: b.Code}
	for _, a := range b.about {
		if a != "" {
			out.About = append(out.About, a)
		}
	}
	return out
}

// ReasonCodes returns every reason that figures have, in the order of the constants.
func ReasonCodes() iter.Seq[ReasonCode] {
	return func(yield func(ReasonCode) bool) {
		for _, r := range reasonPatterns {
			if !yield(r.code) {
				return
			}
		}
	}
}

// reasonPatterns is how reasons read; see [ReasonCode.Pattern].
var reasonPatterns = [...]struct {
	code    ReasonCode
	pattern string
}{
	{ReasonMissing, "{1} not recorded"},
	{ReasonNoTime, "{1} recorded without a time"},
	{ReasonUncertain, "from uncertain times"},
	{ReasonWitness, "{1} not recorded, bounded by {2}"},
	{ReasonNotYet, "{1} not reached yet"},
	{ReasonNotAffected, "{1} not affected"},
	{ReasonNotNamed, "no impact recorded for {1}"},
	{ReasonAlready, "{1} before the impact came there"},
	{ReasonFewPlaces, "{1} of {2} places named"},
	{ReasonIncomplete, "further places may have been affected"},
	{ReasonNoEnd, "end of impact not recorded"},
	{ReasonNoHealth, "how bad the impact was is not recorded"},
	{ReasonNotStated, "not stated"},
	{ReasonResolution, "ended as {1}"},
	{ReasonNegative, "{2} before {1}"},
	{ReasonAcrossZero, "{2} possibly before {1}"},
	{ReasonTooLong, "longer than 292 years"},
	{ReasonOverlap, "stated totals may overlap"},
	{ReasonTooFew, "fewer than two updates"},
	{ReasonPartialSum, "{1} of {2} known"},
	{ReasonMixed, "different measures do not add up"},
	{ReasonPeriod, "the period has not begun, or is empty"},
	{ReasonPeriodToNow, "the period is not over, measured up to now"},
	{ReasonContradicted, "the recorded times contradict each other"},
	{ReasonNothingKnown, "nothing recorded"},
	{ReasonNoDeployment, "no deployment recorded as the cause"},
}

// Pattern is how a reason reads, with {1} and {2} where what it is about stands:
// "{1} not recorded". [Reason.String] fills it in. For another language, translate
// the pattern. A code that is not known here is its own words.
func (c ReasonCode) Pattern() string {
	for _, r := range reasonPatterns {
		if r.code == c {
			return r.pattern
		}
	}
	return strings.ReplaceAll(string(c), "_", " ")
}

// String words the reason for people: "impact start not recorded".
func (r Reason) String() string { return string(r.appendWords(nil)) }

func (r Reason) appendWords(b []byte) []byte {
	pattern := r.Code.Pattern()
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '{' {
			b = append(b, pattern[i])
			continue
		}
		b = append(b, r.about(int(pattern[i+1]-'1'))...)
		i += len("{1}") - 1
	}
	return b
}

// about words what the reason is about: a milestone, save where it is a place or a
// number.
func (r Reason) about(i int) string {
	switch {
	case i >= len(r.About):
		return "it"
	case r.Code.isAboutFacts():
		return Milestone(r.About[i]).Words()
	}
	return r.About[i]
}

// isAboutFacts reports whether [Reason.About] holds milestones, or the word of a
// resolution.
func (c ReasonCode) isAboutFacts() bool {
	switch c {
	case ReasonNotAffected, ReasonNotNamed, ReasonFewPlaces, ReasonPartialSum:
		return false
	}
	return true
}

// Measure returns what was measured: definition, anchors, scope.
func (f Figure) Measure() Measure { return f.measure }

// Kind returns how much the figure knows.
func (f Figure) Kind() FigureKind { return f.kind }

// Unit returns what the numbers count.
func (f Figure) Unit() Unit { return f.measure.unit() }

// Reason returns why the figure is not simply known; its code is empty when it
// is.
func (f Figure) Reason() Reason {
	return f.reason.public()
}

// Doubtful reports that the figure stands on times whose order is not settled.
func (f Figure) Doubtful() bool { return f.doubtful }

// Incidents returns how many incidents a sum adds up, and zero for a figure of
// one incident.
func (f Figure) Incidents() int { return f.incidents }

// Inputs returns the IDs of the events that the figure was computed from.
func (f Figure) Inputs() iter.Seq[uuid.UUID] { return slices.Values(f.facts()) }

// Duration returns a known figure of time.
func (f Figure) Duration() (time.Duration, bool) {
	if f.kind != Known || f.Unit() != Seconds {
		return 0, false
	}
	return duration(f.lo)
}

// Bounds returns the least and the greatest duration of a figure of time, and
// for each whether there is such a bound. A known figure has both, equal.
func (f Figure) Bounds() (least, greatest time.Duration, hasLeast, hasGreatest bool) {
	if f.Unit() != Seconds {
		return 0, 0, false, false
	}
	return time.Duration(f.lo) * time.Microsecond, time.Duration(f.hi) * time.Microsecond, f.has&hasMin != 0, f.has&hasMax != 0
}

// An Extent is what statistics read of a figure of time: how much it knows, and
// the least and the greatest it can be, where there is such a bound.
type Extent struct {
	Kind                  FigureKind
	Least, Greatest       time.Duration
	HasLeast, HasGreatest bool
	Doubtful              bool
}

// Extent returns what [Figure.Kind], [Figure.Bounds] and [Figure.Doubtful] do, and
// false for a figure that is no time. It takes a pointer and changes nothing: copying a
// figure for each of them takes longer than reading them, which shows where it is
// done for each of a million.
func (f *Figure) Extent() (Extent, bool) {
	return Extent{
		f.kind, time.Duration(f.lo) * time.Microsecond, time.Duration(f.hi) * time.Microsecond,
		f.has&hasMin != 0, f.has&hasMax != 0, f.doubtful,
	}, f.measure.unit() == Seconds
}

// Min returns the least value in the figure's unit, and false if there is no
// such bound.
func (f Figure) Min() (float64, bool) { return f.float(f.lo, hasMin) }

// Max returns the greatest value in the figure's unit, and false if there is no
// such bound.
func (f Figure) Max() (float64, bool) { return f.float(f.hi, hasMax) }

// Approx returns the value from the stated points of approximate times, in the
// figure's unit, and false if a time involved has no stated point. It equals
// [Figure.Min] for a known figure.
func (f Figure) Approx() (float64, bool) { return f.float(f.at, hasApprox) }

func (f Figure) float(v int64, has hasValue) (float64, bool) {
	if f.has&has == 0 {
		return 0, false
	}
	switch f.Unit() {
	case Seconds:
		return float64(v) / 1e6, true
	case Ratio:
		return float64(v) / ratioUnit, true
	}
	return float64(v), true
}

// exactly makes f known to be v.
func (f *Figure) exactly(v int64) { f.within(v, v, hasMin|hasMax) }

// within sets the bounds of f, and its kind by them.
func (f *Figure) within(lo, hi int64, has hasValue) {
	if has&hasMin == 0 {
		lo = 0
	}
	if has&hasMax == 0 {
		hi = 0
	}
	f.lo, f.hi, f.has = lo, hi, has
	f.kind = Bounded
	if has == hasMin|hasMax && lo == hi {
		f.kind, f.at = Known, lo
		f.has |= hasApprox
	}
	if f.measure.unit() == Seconds && (has&hasMin != 0 && !fits(lo) || has&hasMax != 0 && !fits(hi)) {
		f.none(Invalid)
		f.reason = because{Code: ReasonTooLong}
	}
}

func fits(us int64) bool { _, ok := duration(us); return ok }

// because returns f without a value, for a reason.
func (f Figure) because(kind FigureKind, code ReasonCode, about ...string) Figure {
	f.none(kind)
	f.reason = why(code, about...)
	return f
}

// none leaves f without a value.
func (f *Figure) none(kind FigureKind) { f.kind, f.lo, f.hi, f.at, f.has = kind, 0, 0, 0, 0 }
