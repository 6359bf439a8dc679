// Package rivals measures the library beside other ways of doing the same, and
// checks that they agree. It is a module of its own, so that the rivals are no
// requirement of the library.
package rivals

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/google/go-intervals/timespanset"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// A window is what the rivals work on.
type window struct{ from, to time.Time }

var day = time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)

// windows makes n windows that overlap about twofold.
func windows(n int, ordered bool) []window {
	r := rand.New(rand.NewPCG(1, 1))
	out := make([]window, n)
	for i := range out {
		from := day.Add(time.Duration(i) * 40 * time.Second)
		out[i] = window{from, from.Add(time.Duration(r.IntN(120)) * time.Second)}
	}
	if !ordered {
		r.Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

func spans(in []window) []timeline.Span {
	out := make([]timeline.Span, len(in))
	for i, w := range in {
		out[i], _ = timeline.NewSpan(w.from, w.to)
	}
	return out
}

// sweepTimes sorts a copy with less, and sweeps it.
func sweepTimes(in []window, order func([]window)) (sum time.Duration) {
	in = slices.Clone(in)
	order(in)
	var end time.Time
	for _, w := range in {
		if w.from.Before(end) {
			w.from = end
		}
		if w.to.After(w.from) {
			sum += w.to.Sub(w.from)
			end = w.to
		}
	}
	return sum
}

func bySortFunc(in []window) {
	slices.SortFunc(in, func(a, b window) int { return a.from.Compare(b.from) })
}

func bySortSlice(in []window) {
	sort.Slice(in, func(i, j int) bool { return in[i].from.Before(in[j].from) })
}

// endpoints sorts starts and ends together and counts how many are open.
func endpoints(in []window) (sum time.Duration) {
	type edge struct {
		at   int64
		step int
	}
	edges := make([]edge, 0, 2*len(in))
	for _, w := range in {
		edges = append(edges, edge{w.from.UnixMicro(), 1}, edge{w.to.UnixMicro(), -1})
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.step, a.step)) })
	open, since := 0, int64(0)
	for _, e := range edges {
		if open == 0 {
			since = e.at
		}
		if open += e.step; open == 0 {
			sum += time.Duration(e.at-since) * time.Microsecond
		}
	}
	return sum
}

// goIntervals inserts one window after the other, as that library does.
func goIntervals(in []window) (sum time.Duration) {
	set := timespanset.Empty()
	for _, w := range in {
		if w.to.After(w.from) {
			set.Insert(w.from, w.to)
		}
	}
	from, to := set.Extent()
	set.IntervalsBetween(from, to, func(a, b time.Time) bool { sum += b.Sub(a); return true })
	return sum
}

// floor reads every window once, which no algorithm can avoid.
func floor(in []timeline.Span) (n int) {
	for i := range in {
		if in[i].IsValid() {
			n++
		}
	}
	return n
}

func TestUnionsAgree(t *testing.T) {
	for _, n := range []int{0, 1, 7, 12, 40, 900, 2500} {
		for _, ordered := range []bool{true, false} {
			in := windows(n, ordered)
			got, ok := timeline.UnionLength(spans(in)...)
			require.True(t, ok)
			built, _ := timeline.NewWindows(spans(in)...).Total()
			require.Equal(t, got, built)
			require.Equal(t, sweepTimes(in, bySortFunc), got)
			require.Equal(t, sweepTimes(in, bySortSlice), got)
			require.Equal(t, endpoints(in), got)
			if n > 0 && n < 100 {
				require.Equal(t, goIntervals(in), got)
			}
		}
	}
}

func BenchmarkUnion(b *testing.B) {
	for _, n := range []int{12, 1000, 1_000_000} {
		for _, order := range []string{"sorted", "unsorted"} {
			in := windows(n, order == "sorted")
			ours := spans(in)
			for _, way := range []struct {
				name string
				most int
				run  func()
			}{
				{"floor", 1 << 30, func() { floor(ours) }},
				{"UnionLength", 1 << 30, func() { timeline.UnionLength(ours...) }},
				{"NewWindows", 1 << 30, func() { timeline.NewWindows(ours...).Total() }},
				{"SortFunc over time.Time", 1 << 30, func() { sweepTimes(in, bySortFunc) }},
				{"sort.Slice over time.Time", 1 << 30, func() { sweepTimes(in, bySortSlice) }},
				{"sorted endpoints", 1 << 30, func() { endpoints(in) }},
				{"go-intervals", 1000, func() { goIntervals(in) }},
			} {
				if n > way.most {
					continue
				}
				b.Run(fmt.Sprintf("%d/%s/%s", n, order, way.name), func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						way.run()
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/window")
				})
			}
		}
	}
}
