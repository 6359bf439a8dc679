package rivals

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// ranks orders four states of health from least to worst.
var ranks = []timeline.Health{timeline.Maintenance, timeline.Degraded, timeline.Partial, timeline.Major}

func affected(in []window) []timeline.Affected {
	out := make([]timeline.Affected, len(in))
	for i, s := range spans(in) {
		out[i] = timeline.Affected{Span: s, Health: ranks[i*7%len(ranks)]}
	}
	return out
}

// sweepWorst sorts all endpoints and keeps how many stretches of each rank are
// open.
func sweepWorst(in []window) (times [4]time.Duration) {
	type edge struct {
		at   int64
		rank int
		step int
	}
	edges := make([]edge, 0, 2*len(in))
	for i, w := range in {
		rank := i * 7 % len(ranks)
		edges = append(edges, edge{w.from.UnixMicro(), rank, 1}, edge{w.to.UnixMicro(), rank, -1})
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	var open [4]int
	last := int64(0)
	for _, e := range edges {
		for rank := len(open) - 1; rank >= 0; rank-- {
			if open[rank] > 0 {
				times[rank] += time.Duration(e.at-last) * time.Microsecond
				break
			}
		}
		open[e.rank] += e.step
		last = e.at
	}
	return times
}

func TestWorstHealthAgrees(t *testing.T) {
	for _, n := range []int{0, 1, 12, 900, 2500} {
		for _, ordered := range []bool{true, false} {
			in := windows(n, ordered)
			got, want := timeline.WorstHealth(affected(in)...), sweepWorst(in)
			for rank, h := range ranks {
				at, ok := got.At(h)
				require.True(t, ok)
				require.Equal(t, want[rank], at, "%d windows, %s", n, h)
			}
		}
	}
}

func BenchmarkWorstHealth(b *testing.B) {
	for _, n := range []int{12, 1000, 1_000_000} {
		for _, order := range []string{"sorted", "unsorted"} {
			in := windows(n, order == "sorted")
			ours := affected(in)
			for name, run := range map[string]func(){
				"WorstHealth":      func() { timeline.WorstHealth(ours...) },
				"sorted endpoints": func() { sweepWorst(in) },
			} {
				b.Run(fmt.Sprintf("%d/%s/%s", n, order, name), func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						run()
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/window")
				})
			}
		}
	}
}
