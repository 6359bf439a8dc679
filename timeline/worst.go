package timeline

import (
	"cmp"
	"slices"
	"time"
)

// An Affected is one exact stretch in some state of health.
type Affected struct {
	Span   Span
	Health Health
}

// healthRank orders states of health from least to worst: announced maintenance,
// something wrong of which nobody said how bad it was, then as the words say.
var healthRank = [...]uint8{Unstated: 2, Operational: 0, Degraded: 3, Partial: 4, Major: 5, Maintenance: 1}

const healthRanks = 6

// HealthTimes is how long each state of health was the worst there was. The zero
// HealthTimes is no time at all.
type HealthTimes struct {
	atLeast [healthRanks + 1]int64 // microseconds at the rank or worse
}

// WorstHealth measures how long each state of health was the worst of the
// stretches, each moment counted once. From least bad to worst the states are
// [Maintenance], [Unstated], [Degraded], [Partial] and [Major]; [Operational]
// counts as nothing. It is fastest when the stretches come sorted by their
// starts, and keeps none of them.
func WorstHealth(affected ...Affected) HealthTimes {
	if !affectedByStart(affected) {
		affected = slices.Clone(affected)
		slices.SortFunc(affected, func(a, b Affected) int { return cmp.Compare(a.Span.start, b.Span.start) })
	}
	// One pass: for each rank, up to where time at that rank or worse is counted.
	var out HealthTimes
	var upTo [healthRanks]int64
	for i := range upTo {
		upTo[i] = minMicro
	}
	for i := range affected {
		a := &affected[i]
		if int(a.Health) >= len(healthRank) {
			continue
		}
		for r := int(healthRank[a.Health]); r > 0; r-- {
			if a.Span.end <= upTo[r] {
				break // and so are the lesser ranks
			}
			out.atLeast[r] += a.Span.end - max(a.Span.start, upTo[r])
			upTo[r] = a.Span.end
		}
	}
	return out
}

// At returns how long h was the worst, and false if that is more than a
// [time.Duration] holds.
func (t HealthTimes) At(h Health) (time.Duration, bool) {
	if int(h) >= len(healthRank) || healthRank[h] == 0 {
		return 0, true
	}
	r := healthRank[h]
	return duration(t.atLeast[r] - t.atLeast[r+1])
}

// AtLeast returns how long it was h or worse, and false if that is more than a
// [time.Duration] holds.
func (t HealthTimes) AtLeast(h Health) (time.Duration, bool) {
	if int(h) >= len(healthRank) || healthRank[h] == 0 {
		return 0, true
	}
	return duration(t.atLeast[healthRank[h]])
}

func affectedByStart(affected []Affected) bool {
	for i := 1; i < len(affected); i++ {
		if affected[i].Span.start < affected[i-1].Span.start {
			return false
		}
	}
	return true
}
