package cohort

import (
	"fmt"
	"math"
	"strings"

	"github.com/allclear-go/allclear/timeline"
)

// Options say how a [Summary] is made. The zero Options are the usual ones.
type Options struct {
	Confidence float64 // of intervals; zero is 0.9
	Resamples  int     // of the bootstrap of the mean; zero is 2000, a negative number none
	Seed       uint64  // of the bootstrap's randomness: same seed, same summary
}

func (o Options) level() float64 {
	if o.Confidence > 0 && o.Confidence < 1 {
		return o.Confidence
	}
	return 0.9
}

// A Summary is what can be said of how long the incidents of a group lasted. It
// leads with how many there are and with quantiles; the mean stands beside them and
// never alone. Whatever must be known before drawing conclusions is in Warnings.
type Summary struct {
	Definition string `json:"definition,omitempty"` // of the figures, see [timeline.Measure.Definition]
	Rule       string `json:"rule,omitempty"`       // by which incidents were chosen, see [Rule]

	Incidents uint64          `json:"incidents"` // all that the measure applies to, measured or not
	Closed    uint64          `json:"closed"`    // ended, and measured
	Open      uint64          `json:"open"`      // measured up to now
	Bounded   uint64          `json:"bounded"`   // of the closed, those known within bounds alone
	Excluded  []Exclusion     `json:"excluded"`  // not measured, by reason; those it does not apply to among them
	Oldest    timeline.Length `json:"oldest_open"`

	Shortest timeline.Length `json:"shortest"` // of the closed
	Longest  timeline.Length `json:"longest"`
	Median   Quantile        `json:"median"`
	P90      Quantile        `json:"p90"`
	Mean     Mean            `json:"mean"`

	// GeometricMean and Logs are of the closed that are known exactly and longer than
	// zero; not stated if there are none.
	GeometricMean timeline.Length `json:"geometric_mean"`
	Logs          Logs            `json:"logs"`

	// Detectable is the least reduction of all durations, 0.3 for three tenths, that
	// a comparison with another period of as many incidents would show, four times
	// in five, and is missing where so few cannot show any; Needed is how many incidents in each period would show one of a tenth.
	Detectable Number `json:"detectable"`
	Needed     Number `json:"needed"`

	Warnings []Warning `json:"warnings"`
}

// Measured returns how many incidents were measured, open ones included.
func (s Summary) Measured() uint64 { return s.Closed + s.Open }

// String says in one line how many incidents there are and where their median
// and 90 % lie: "measured 38 of 40, 2 open; median 1h2m (47m–1h31m), p90 9h12m".
func (s Summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "measured %d of %d", s.Measured(), s.Incidents)
	if s.Open > 0 {
		fmt.Fprintf(&b, ", %d open", s.Open)
	}
	if s.Measured() == 0 {
		return b.String()
	}
	fmt.Fprintf(&b, "; median %s", timeline.FormatLength(s.Median.Value))
	if s.Median.Interval.IsStated() {
		fmt.Fprintf(&b, " (%s)", timeline.FormatLength(s.Median.Interval))
	}
	fmt.Fprintf(&b, ", p90 %s", timeline.FormatLength(s.P90.Value))
	return b.String()
}

// Summary describes what was gathered.
func (a *Accumulator) Summary(o Options) Summary {
	of, known := a.sample(), a.known.weights()
	s := Summary{
		Definition: a.def, Incidents: a.lookedAt() - a.notAsked(), Open: a.open.n,
		Closed: a.Closed(), Bounded: a.shortest.n + a.atLeast.n,
		Excluded: append([]Exclusion{}, a.excluded...),
		Median:   a.estimate(of, 0.5, o.level()), P90: a.estimate(of, 0.9, o.level()),
		Logs: logsOf(of.obs), Mean: a.mean(of.lo, of.hi, o),
	}
	if seconds, ok := s.Logs.Geometric().Value(); ok {
		s.GeometricMean = timeline.Lasting(span(math.Round(seconds * 1e6)))
	}
	if a.open.n > 0 {
		s.Oldest = timeline.Lasting(micros(a.open.max))
	}
	s.extremes(a)
	if sd := s.Logs.SD; sd > 0 {
		d, n := Detection{LogSD: sd}, float64(s.Closed)
		if leastP(n, n) < defaultSignificance {
			s.Detectable = d.smallest(n)
		}
		if n, ok := d.Needed(0.1); ok {
			s.Needed = NumberOf(float64(n))
		}
	}
	s.chance(known)
	s.warn(a, known)
	return s
}

// extremes are the shortest and the longest of the closed, as bounds have it.
func (s *Summary) extremes(a *Accumulator) {
	least, most := [2]int64{endless, endless}, [2]int64{}
	for _, t := range [...]struct{ lo, hi *tally }{{&a.known, &a.known}, {&a.shortest, &a.longest}, {&a.atLeast, nil}} {
		if t.lo.n == 0 {
			continue
		}
		lo, hi := t.lo.min, int64(endless)
		mostLo, mostHi := t.lo.max, int64(endless)
		if t.hi != nil {
			hi, mostHi = t.hi.min, t.hi.max
		}
		least = [2]int64{min(least[0], lo), min(least[1], hi)}
		most = [2]int64{max(most[0], mostLo), max(most[1], mostHi)}
	}
	if s.Closed > 0 {
		s.Shortest, s.Longest = lasting(least[0], least[1]), lasting(most[0], most[1])
	}
}

// chance is by how much means differ for no reason.
func (s *Summary) chance(known []weight) {
	m := momentsOf(len(known), func(i int) (float64, float64) { return float64(known[i].us), float64(known[i].n) })
	if m.n < 2 {
		return
	}
	c := Chance{Mean: span(m.mean), SD: span(math.Sqrt(m.variance)), Before: s.Closed, After: s.Closed}
	if spread, ok := c.Spread(0.9); ok {
		s.Mean.ByChance = timeline.Lasting(spread)
		if s.Open > 0 || s.Mean.Value.IsStated() && !s.Mean.Value.HasLongest() {
			s.Mean.ByChance = timeline.LastingAtLeast(spread) // the long ones are not in it
		}
	}
}
