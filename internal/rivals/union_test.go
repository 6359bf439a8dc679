package rivals_test

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"github.com/google/go-intervals/timespanset"

	"github.com/allclear-go/allclear/timeline"
)

// A union is one way to measure the union of stretches.
type union struct {
	name  string
	most  int  // stretches it can be asked for in a sensible time; 0 is any number
	floor bool // it reads the stretches, and measures no union
	// prepare turns stretches into the form it works on, which is not measured.
	// What it returns may be called again and again.
	prepare func([]stretch) func() time.Duration
}

func unions() []union {
	return []union{
		{name: "UnionLength", prepare: unionLength},
		{name: "NewWindows", prepare: newWindows},
		{name: "floor-sum", prepare: sumInt64, floor: true},
		{name: "int64-radix", prepare: radixInt64},
		{name: "int64-SortFunc", prepare: sortFuncInt64},
		{name: "time-SortFunc", prepare: sortFuncTime},
		{name: "time-sort.Slice", prepare: sortSliceTime},
		{name: "sweep-slice", prepare: sweepSlice},
		{name: "sweep-map", prepare: sweepMap},
		{name: "go-intervals", prepare: goIntervals, most: 1000},
	}
}

func unionLength(in []stretch) func() time.Duration {
	spans := spansOf(in)
	return func() time.Duration {
		d, _ := timeline.UnionLength(spans...)
		return d
	}
}

func newWindows(in []stretch) func() time.Duration {
	spans := spansOf(in)
	return func() time.Duration {
		d, _ := timeline.NewWindows(spans...).Total()
		return d
	}
}

// An interval is a stretch in microseconds.
type interval struct{ from, to int64 }

func intervalsOf(in []stretch) []interval {
	out := make([]interval, len(in))
	for i, s := range in {
		out[i] = interval{s.from.UnixMicro(), s.to.UnixMicro()}
	}
	return out
}

// sumInt64 counts overlaps twice: it is the floor for whoever reads 16 bytes a
// window.
func sumInt64(in []stretch) func() time.Duration {
	list := intervalsOf(in)
	return func() time.Duration {
		var n int64
		for _, v := range list {
			n += v.to - v.from
		}
		return time.Duration(n) * time.Microsecond
	}
}

// lengthOf measures the union of sorted intervals.
func lengthOf(list []interval) time.Duration {
	var n int64
	end := int64(-1 << 62)
	for _, v := range list {
		n += max(0, v.to-max(v.from, end))
		end = max(end, v.to)
	}
	return time.Duration(n) * time.Microsecond
}

// radixInt64 sorts by digits of 11 bits as far as the range goes, knows nothing
// of order and little input, and brings its memory along.
func radixInt64(in []stretch) func() time.Duration {
	list := intervalsOf(in)
	a, b := make([]interval, len(list)), make([]interval, len(list))
	return func() time.Duration {
		if len(list) == 0 {
			return 0
		}
		first, last := list[0].from, list[0].from
		for _, v := range list {
			first, last = min(first, v.from), max(last, v.from)
		}
		from, to := a, b
		copy(from, list)
		for shift := 0; (last-first)>>shift > 0; shift += 11 {
			var at [1 << 11]int
			for _, v := range from {
				at[(v.from-first)>>shift&(1<<11-1)]++
			}
			sum := 0
			for d, n := range at {
				at[d], sum = sum, sum+n
			}
			for _, v := range from {
				d := (v.from - first) >> shift & (1<<11 - 1)
				to[at[d]] = v
				at[d]++
			}
			from, to = to, from
		}
		return lengthOf(from)
	}
}

func sortFuncInt64(in []stretch) func() time.Duration {
	list := intervalsOf(in)
	return func() time.Duration {
		sorted := slices.Clone(list)
		slices.SortFunc(sorted, func(a, b interval) int { return cmp.Compare(a.from, b.from) })
		return lengthOf(sorted)
	}
}

// lengthOfTimes measures the union of sorted stretches.
func lengthOfTimes(sorted []stretch) (n time.Duration) {
	var end time.Time
	for i := range sorted {
		from, to := sorted[i].from, sorted[i].to
		if from.Before(end) {
			from = end
		}
		if to.After(from) {
			n += to.Sub(from)
			end = to
		}
	}
	return n
}

func sortFuncTime(in []stretch) func() time.Duration {
	return func() time.Duration {
		sorted := slices.Clone(in)
		slices.SortFunc(sorted, func(a, b stretch) int { return a.from.Compare(b.from) })
		return lengthOfTimes(sorted)
	}
}

func sortSliceTime(in []stretch) func() time.Duration {
	return func() time.Duration {
		sorted := slices.Clone(in)
		sort.Slice(sorted, func(i, j int) bool { return sorted[i].from.Before(sorted[j].from) })
		return lengthOfTimes(sorted)
	}
}

// sweepSlice sorts all ends and counts how many stretches are open between them.
func sweepSlice(in []stretch) func() time.Duration {
	type edge struct {
		at   time.Time
		open int
	}
	return func() (n time.Duration) {
		edges := make([]edge, 0, 2*len(in))
		for _, s := range in {
			edges = append(edges, edge{s.from, 1}, edge{s.to, -1})
		}
		slices.SortFunc(edges, func(a, b edge) int { return a.at.Compare(b.at) })
		open := 0
		for i, e := range edges {
			if open > 0 {
				n += e.at.Sub(edges[i-1].at)
			}
			open += e.open
		}
		return n
	}
}

// sweepMap is sweepSlice with equal ends gathered in a map first.
func sweepMap(in []stretch) func() time.Duration {
	return func() (n time.Duration) {
		change := make(map[time.Time]int)
		for _, s := range in {
			change[s.from]++
			change[s.to]--
		}
		at := make([]time.Time, 0, len(change))
		for t := range change {
			at = append(at, t)
		}
		slices.SortFunc(at, time.Time.Compare)
		open := 0
		for i, t := range at {
			if open > 0 {
				n += t.Sub(at[i-1])
			}
			open += change[t]
		}
		return n
	}
}

// goIntervals inserts in order into a set that moves what follows.
func goIntervals(in []stretch) func() time.Duration {
	return func() (n time.Duration) {
		set := timespanset.Empty()
		for _, s := range in {
			if s.from.Before(s.to) {
				set.Insert(s.from, s.to)
			}
		}
		from, to := set.Extent()
		set.IntervalsBetween(from, to, func(from, to time.Time) bool {
			n += to.Sub(from)
			return true
		})
		return n
	}
}
