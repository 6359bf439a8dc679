package timeline_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// A pile is the events of one milestone in the model: each falls on some second
// of its range. Forever stands for no bound.
type pile [][2]int

const forever = 1 << 20

func randomPile(r *rand.Rand, t testing.TB, l *timeline.Log, m timeline.Milestone, n int) pile {
	var out pile
	for range n {
		c, w := 10+r.IntN(30), 1+r.IntN(6)
		var at timeline.Instant
		var rg [2]int
		switch r.IntN(9) {
		case 0, 1, 2:
			at, rg = timeline.At(sec(c)), [2]int{c, c}
		case 3, 4:
			at, rg = timeline.About(sec(c), time.Duration(w)*time.Second), [2]int{c - w, c + w}
		case 5, 6:
			at, rg = timeline.Between(sec(c), sec(c+w)), [2]int{c, c + w}
		case 7:
			at, rg = timeline.NotBefore(sec(c)), [2]int{c, forever}
			if r.IntN(2) == 0 {
				at, rg = timeline.NotAfter(sec(c)), [2]int{-forever, c}
			}
		case 8:
			at, rg = timeline.Instant{}, [2]int{-forever, forever}
		}
		add(t, l, timeline.Event{Kind: timeline.KindMilestone, Milestone: m, Occurred: at, Recorded: day})
		out = append(out, rg)
	}
	return out
}

// extremes tries the ends of every range of the pile, and the whole range where
// it is small, and returns the least and greatest first or last of them.
func (p pile) extremes(last bool) (least, most int) {
	least, most = math.MaxInt, math.MinInt
	at := make([]int, len(p))
	var walk func(i int)
	walk = func(i int) {
		if i == len(p) {
			pick := at[0]
			for _, n := range at[1:] {
				if last == (n > pick) {
					pick = n
				}
			}
			least, most = min(least, pick), max(most, pick)
			return
		}
		step := 1
		if p[i][1]-p[i][0] >= forever/2 {
			step = p[i][1] - p[i][0]
		}
		for at[i] = p[i][0]; at[i] <= p[i][1]; at[i] += step {
			walk(i + 1)
		}
	}
	walk(0)
	return least, most
}

func TestElapsedAgainstOrderStatistics(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 19))
	kinds := map[timeline.FigureKind]int{}
	for round := range rounds(6000) {
		l := timeline.NewLog(incidentID)
		closeIncident(t, l, timeline.Instant{})
		from := randomPile(r, t, l, "alpha", 1+r.IntN(3))
		to := randomPile(r, t, l, "beta", 1+r.IntN(4))
		last := r.IntN(2) == 0
		m := timeline.Elapsed("alpha", "beta").First()
		if last {
			m = m.Last()
		}
		f := m.Of(l.AsOf(late))
		kinds[f.Kind()]++
		fromLo, fromHi := from.extremes(false)
		toLo, toHi := to.extremes(last)
		hasLo, hasHi := toLo > -forever && fromHi < forever, toHi < forever && fromLo > -forever
		why := fmt.Sprintf("round %d last %v: %v %v; %v to %v", round, last, f, f.Reason(), from, to)
		switch {
		case hasHi && toHi < fromLo:
			require.Equal(t, timeline.Invalid, f.Kind(), why)
			require.Equal(t, timeline.ReasonNegative, f.Reason().Code, why)
			continue
		case !hasLo && !hasHi:
			require.Equal(t, timeline.Unknown, f.Kind(), why)
			continue
		}
		lo, okLo := f.Min()
		hi, okHi := f.Max()
		require.Equal(t, hasLo, okLo, why)
		require.Equal(t, hasHi, okHi, why)
		if hasLo {
			require.Equal(t, toLo-fromHi, int(lo), why)
		}
		if hasHi {
			require.Equal(t, toHi-fromLo, int(hi), why)
		}
		require.Equal(t, hasLo && hasHi && lo == hi, f.Kind() == timeline.Known, why)
		require.Equal(t, hasLo && lo < 0, f.Doubtful(), why)
		if at, ok := f.Approx(); ok {
			require.GreaterOrEqual(t, at, lo, why)
			require.LessOrEqual(t, at, hi, why)
		}
	}
	require.Len(t, kinds, 4, "known, bounded, unknown and invalid all came up: %v", kinds)
}

// Updates are bounded by rank: the silences of every assignment lie within.
func TestSilenceContainsEverySample(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 29))
	for round := range rounds(1500) {
		l := timeline.NewLog(incidentID)
		closeIncident(t, l, timeline.Instant{})
		var ranges [][2]int
		for range 2 + r.IntN(5) {
			c, w := r.IntN(50), r.IntN(8)
			ranges = append(ranges, [2]int{c, c + w})
			add(t, l, update("news", timeline.Between(sec(c), sec(c+w))))
		}
		f := timeline.LongestSilence().Of(l.AsOf(late))
		lo, _ := f.Min()
		hi, _ := f.Max()
		for range 40 {
			var hit bitmap
			for _, g := range ranges {
				hit[g[0]+r.IntN(g[1]-g[0]+1)] = true
			}
			longest, before := 0, -1
			for i, set := range hit {
				if set {
					if before >= 0 {
						longest = max(longest, i-before)
					}
					before = i
				}
			}
			require.LessOrEqual(t, int(lo), longest, "round %d %v", round, f)
			require.GreaterOrEqual(t, int(hi), longest, "round %d %v", round, f)
		}
	}
}
