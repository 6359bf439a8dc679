package cohort

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// An Edge says which end of its bounds an uncertain duration is taken at.
type Edge uint8

// The edges. The zero Edge is Shortest.
const (
	Shortest Edge = iota
	Longest
)

// A Step is a moment in the life of a group of incidents, counted from their
// beginnings: how many lasted until then at least, how many of them ended there, and
// what share lasts longer.
type Step struct {
	At       time.Duration `json:"-"`        // in JSON as "at", in the text of [timeline.Length]
	AtRisk   uint64        `json:"at_risk"`  // still open just before At, as far as seen
	Ended    uint64        `json:"ended"`    // ended at At
	Open     uint64        `json:"open"`     // last seen open at At
	Survival float64       `json:"survival"` // share that lasts longer than At
}

// MarshalJSON writes At as ISO 8601: {"at":"PT1H2M","at_risk":3, …}.
func (s Step) MarshalJSON() ([]byte, error) {
	type step Step
	return json.Marshal(struct {
		At timeline.Length `json:"at"`
		step
	}{timeline.Lasting(s.At), step(s)})
}

// Survival returns the Kaplan–Meier estimate of the share of incidents that last
// longer than each duration at which one ended or was last seen open, in order.
// Durations with bounds are taken at one end; one that ended and has no upper bound is
// taken as last seen open at its lower bound.
//
// Kaplan and Meier, "Nonparametric Estimation from Incomplete Observations",
// Journal of the American Statistical Association 53 (1958). It takes for granted
// that incidents still open are not otherwise different from those that had lasted
// as long and ended.
func (a *Accumulator) Survival(at Edge) []Step {
	return survival(a.observations(), at)
}

func survival(obs []observation, at Edge) []Step {
	type event struct {
		us    int64
		open  bool
		count uint64
	}
	events, left := make([]event, len(obs)), uint64(0)
	for i, o := range obs {
		events[i] = event{o.lo, o.hi == endless, o.n}
		if at == Longest && o.hi != endless {
			events[i].us = o.hi
		}
		left += o.n
	}
	slices.SortStableFunc(events, func(x, y event) int { return cmp.Compare(x.us, y.us) })
	var out []Step
	share := 1.0
	for i := 0; i < len(events); {
		s := Step{At: micros(events[i].us), AtRisk: left}
		for us := events[i].us; i < len(events) && events[i].us == us; i++ {
			if events[i].open {
				s.Open += events[i].count
			} else {
				s.Ended += events[i].count
			}
		}
		// What was last seen open at the moment at which others end was at risk then.
		share *= float64(s.AtRisk-s.Ended) / float64(s.AtRisk)
		s.Survival = share
		left -= s.Ended + s.Open
		out = append(out, s)
	}
	return out
}

// productLimit is the Kaplan–Meier estimate of the p-quantile: the first duration
// beyond which no more than 1-p last, and where it is exactly that the middle
// between it and the next, as the median is of an even number. Where the curve
// ends above, or there, it is not reached, and at least what the incidents themselves come to
// at their shortest, low. It lies between low and high, which they come to at their longest.
func productLimit(obs []observation, p float64, low, high int64) timeline.Length {
	a, b := quantileOf(survival(obs, Shortest), p), quantileOf(survival(obs, Longest), p)
	if !a.reached || !b.reached {
		return lasting(low, endless)
	}
	clamp := func(us int64) int64 { return max(low, min(us, high)) }
	return lasting(clamp(min(a.us, b.us)), clamp(max(a.us, b.us))) // later ends need not make the estimate longer
}

// A reaching is where a curve comes down to a level, or where it ends above.
type reaching struct {
	us      int64
	reached bool
}

func quantileOf(steps []Step, p float64) reaching {
	const rounding = 1e-9
	level := 1 - p
	for i, s := range steps {
		switch {
		case s.Ended == 0 || s.Survival > level+rounding:
			continue
		case s.Survival < level-rounding:
			return reaching{s.At.Microseconds(), true}
		}
		for _, next := range steps[i+1:] {
			if next.Ended > 0 {
				return reaching{(s.At.Microseconds() + next.At.Microseconds()) / 2, true}
			}
		}
	}
	return reaching{}
}
