package rivals_test

import (
	"slices"
	"time"

	"github.com/google/go-intervals/timespanset"

	"github.com/allclear-go/allclear/timeline"
)

// levels is how many states of health there are to be in, from 0 for the least
// bad.
const levels = 4

// healths names the levels.
func healths() [levels]timeline.Health {
	return [levels]timeline.Health{timeline.Unstated, timeline.Degraded, timeline.Partial, timeline.Major}
}

// times is how long each level was the worst.
type times [levels]time.Duration

// A health is one way to measure how long each level was the worst; its fields
// are those of [union].
type health struct {
	name    string
	most    int
	floor   bool
	prepare func([]stretch) func() times
}

func worstHealths() []health {
	return []health{
		{name: "WorstHealth", prepare: worstHealth},
		{name: "floor-sum", prepare: sumByLevel, floor: true},
		{name: "union-per-level", prepare: perLevel(unionLength)},
		{name: "int64-SortFunc-per-level", prepare: perLevel(sortFuncInt64)},
		{name: "time-SortFunc-per-level", prepare: perLevel(sortFuncTime)},
		{name: "sweep-slice", prepare: sweepLevels},
		{name: "sweep-map", prepare: sweepLevelsMap},
		{name: "go-intervals", prepare: goIntervalsLevels, most: 1000},
	}
}

func worstHealth(in []stretch) func() times {
	affected, names := make([]timeline.Affected, len(in)), healths()
	for i, s := range spansOf(in) {
		affected[i] = timeline.Affected{Span: s, Health: names[in[i].level]}
	}
	return func() (out times) {
		t := timeline.WorstHealth(affected...)
		for level, h := range names {
			out[level], _ = t.At(h)
		}
		return out
	}
}

// sumByLevel counts overlaps twice, as [sumInt64] does.
func sumByLevel(in []stretch) func() times {
	list := intervalsOf(in)
	level := make([]uint8, len(in))
	for i := range in {
		level[i] = uint8(in[i].level)
	}
	return func() (out times) {
		for i, v := range list {
			out[level[i]%levels] += time.Duration(v.to - v.from)
		}
		return out
	}
}

// perLevel takes the union of what is as bad or worse, once for each level, and
// then the differences. Sorting out what belongs where is not measured.
func perLevel(prepare func([]stretch) func() time.Duration) func([]stretch) func() times {
	return func(in []stretch) func() times {
		var runs [levels]func() time.Duration
		for level := range runs {
			runs[level] = prepare(slices.DeleteFunc(slices.Clone(in), func(s stretch) bool { return s.level < level }))
		}
		return func() (out times) {
			worse := time.Duration(0)
			for level := levels - 1; level >= 0; level-- {
				all := runs[level]()
				out[level], worse = all-worse, all
			}
			return out
		}
	}
}

// worst returns the worst level of which any stretch is open, and false if none
// is.
func worst(open [levels]int) (int, bool) {
	for level := levels - 1; level >= 0; level-- {
		if open[level] > 0 {
			return level, true
		}
	}
	return 0, false
}

// sweepLevels sorts all ends and counts, level by level, how many stretches are
// open between them.
func sweepLevels(in []stretch) func() times {
	type edge struct {
		at          time.Time
		level, open int
	}
	return func() (out times) {
		edges := make([]edge, 0, 2*len(in))
		for _, s := range in {
			edges = append(edges, edge{s.from, s.level, 1}, edge{s.to, s.level, -1})
		}
		slices.SortFunc(edges, func(a, b edge) int { return a.at.Compare(b.at) })
		var open [levels]int
		for i, e := range edges {
			if level, ok := worst(open); ok {
				out[level] += e.at.Sub(edges[i-1].at)
			}
			open[e.level] += e.open
		}
		return out
	}
}

// sweepLevelsMap is sweepLevels with equal ends gathered in a map first.
func sweepLevelsMap(in []stretch) func() times {
	return func() (out times) {
		change := make(map[time.Time]*[levels]int)
		note := func(at time.Time, level, by int) {
			if change[at] == nil {
				change[at] = new([levels]int)
			}
			change[at][level] += by
		}
		for _, s := range in {
			note(s.from, s.level, 1)
			note(s.to, s.level, -1)
		}
		at := make([]time.Time, 0, len(change))
		for t := range change {
			at = append(at, t)
		}
		slices.SortFunc(at, time.Time.Compare)
		var open [levels]int
		for i, t := range at {
			if level, ok := worst(open); ok {
				out[level] += t.Sub(at[i-1])
			}
			for level, by := range change[t] {
				open[level] += by
			}
		}
		return out
	}
}

// goIntervalsLevels takes a set for each level, and what is worse out of it.
func goIntervalsLevels(in []stretch) func() times {
	return func() (out times) {
		worse := timespanset.Empty()
		for level := levels - 1; level >= 0; level-- {
			set := timespanset.Empty()
			for _, s := range in {
				if s.level == level && s.from.Before(s.to) {
					set.Insert(s.from, s.to)
				}
			}
			set.Sub(worse)
			from, to := set.Extent()
			set.IntervalsBetween(from, to, func(from, to time.Time) bool {
				out[level] += to.Sub(from)
				return true
			})
			worse.Add(set)
		}
		return out
	}
}
