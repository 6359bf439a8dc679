package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// A grid is a time known to a few minutes: anywhere from lo to hi.
type grid struct{ lo, hi int }

func randomGrid(r *rand.Rand, from int) grid {
	lo := max(0, from+r.IntN(9)-3)
	return grid{lo, lo + pick(r, 0, 0, 1, 2)}
}

func minute(n int) time.Time { return day.Add(time.Duration(n) * time.Minute) }

func (m grid) instant() timeline.Instant { return timeline.Between(minute(m.lo), minute(m.hi)) }

// every calls f with every way in which the moments can fall.
func every(moments []grid, f func(at []int)) {
	at := make([]int, len(moments))
	var place func(i int)
	place = func(i int) {
		if i == len(moments) {
			f(at)
			return
		}
		for n := moments[i].lo; n <= moments[i].hi; n++ {
			at[i] = n
			place(i + 1)
		}
	}
	place(0)
}

// A stint is a stretch between two moments, by their numbers.
type stint struct{ from, to int }

// bruteForce counts the minutes that lie in some of the stints and in none of
// those less, over every way in which the moments can fall with no stint ending
// before it starts.
func bruteForce(moments []grid, counted, less []stint) (least, most int, possible bool) {
	least, most = 1<<30, -1
	every(moments, func(at []int) {
		for _, s := range append(append([]stint{}, counted...), less...) {
			if at[s.to] < at[s.from] {
				return
			}
		}
		in := func(list []stint, n int) bool {
			for _, s := range list {
				if at[s.from] <= n && n < at[s.to] {
					return true
				}
			}
			return false
		}
		total := 0
		for n := range 120 {
			if in(counted, n) && !in(less, n) {
				total++
			}
		}
		least, most, possible = min(least, total), max(most, total), true
	})
	return least, most, possible
}

// sameBounds compares a figure with what brute force found.
func sameBounds(t *testing.T, f timeline.Figure, least, most int, possible bool, about string) {
	t.Helper()
	if !possible {
		require.Equal(t, timeline.Invalid, f.Kind(), about)
		return
	}
	lo, hi, hasLo, hasHi := f.Bounds()
	require.True(t, hasLo && hasHi, "%s: %s", about, f)
	require.Equal(t, fmt.Sprint(time.Duration(least)*time.Minute, time.Duration(most)*time.Minute), fmt.Sprint(lo, hi), about)
}

// A life of changing statuses, each at a grid that may be uncertain.
type life struct {
	moments []grid
	held    []bool // whether the status that begins there is on hold
	over    []bool // whether it is resolved
}

func randomLife(r *rand.Rand, n int) life {
	l := life{moments: make([]grid, n), held: make([]bool, n), over: make([]bool, n)}
	for i := range n {
		l.moments[i] = randomGrid(r, 8*i)
		l.held[i] = i > 0 && i < n-1 && r.IntN(2) == 0
		l.over[i] = i == n-1 || i > 0 && !l.held[i] && r.IntN(2) == 0
	}
	return l
}

func (l life) log(t testing.TB) *timeline.Log {
	out := timeline.NewLog(incidentID)
	last := uuid.Nil
	for i, m := range l.moments {
		e := timeline.Event{Kind: timeline.KindStatus, Status: "s", Phase: timeline.PhaseActive, Occurred: m.instant(), Previous: last}
		if l.held[i] {
			e.Hold = "parked"
		}
		if l.over[i] {
			e.Phase = timeline.PhaseResolved
		}
		last = add(t, out, e).ID
	}
	return out
}

// stints returns the stretches of the life in which is holds, joined.
func (l life) stints(is []bool) (out []stint) {
	for i := 0; i+1 < len(is); i++ {
		switch n := len(out); {
		case !is[i]:
		case n > 0 && out[n-1].to == i && !l.held[i]: // resolved twice over is one stretch
			out[n-1].to = i + 1
		default:
			out = append(out, stint{i, i + 1})
		}
	}
	return out
}

// ends returns when the life was resolved first and last, by the numbers of its
// moments.
func (l life) ends() (first, last int) {
	first = -1
	for i, over := range l.over {
		if over && (i == 0 || !l.over[i-1]) {
			last = i
			if first < 0 {
				first = i
			}
		}
	}
	return first, last
}

func TestHoldAndCumulativeTwin(t *testing.T) {
	for seed := range uint64(rounds(1500)) {
		r := rand.New(rand.NewPCG(seed, 91))
		l := randomLife(r, 3+r.IntN(4))
		v := l.log(t).AsOf(late)
		_, last := l.ends()
		whole := []stint{{0, last}}
		if l.moments[last].hi < l.moments[0].lo {
			continue // ended before it began
		}
		resolve := timeline.Elapsed(timeline.Declared, timeline.Resolved)
		held, over := l.stints(l.held), l.stints(l.over)
		over = clipStints(over, last)

		least, most, ok := bruteForce(l.moments, whole, clipStints(held, last))
		if len(held) > 0 {
			sameBounds(t, resolve.WithoutHold().Of(v), least, most, ok, fmt.Sprintf("seed %d: without hold: %+v", seed, l))
		}
		least, most, ok = bruteForce(l.moments, whole, over)
		sameBounds(t, resolve.Cumulative().Of(v), least, most, ok, fmt.Sprintf("seed %d: cumulative: %+v", seed, l))
	}
}

// clipStints drops what begins at the last grid or after it.
func clipStints(list []stint, last int) (out []stint) {
	for _, s := range list {
		if s.from < last {
			out = append(out, s)
		}
	}
	return out
}

func TestCumulativeRestorationTwin(t *testing.T) {
	for seed := range uint64(rounds(1500)) {
		r := rand.New(rand.NewPCG(seed, 92))
		l := timeline.NewLog(incidentID)
		moments := []grid{randomGrid(r, 6), {0, 0}} // detection, and the beginning of time
		add(t, l, milestone(timeline.Detected, moments[0].instant()))
		var impacts []stint
		for i := range 1 + r.IntN(3) {
			from, to := randomGrid(r, 10*i), randomGrid(r, 10*i+6)
			add(t, l, impact(timeline.Scope{}, pick(r, timeline.Major, timeline.Degraded), from.instant(), to.instant()))
			impacts = append(impacts, stint{len(moments), len(moments) + 1})
			moments = append(moments, from, to)
		}
		closeIncident(t, l, timeline.At(minute(100)))
		v := l.AsOf(late)
		least, most, ok := bruteForce(moments, impacts, nil)
		sameBounds(t, timeline.TimeToRestore().Cumulative().Of(v), least, most, ok, fmt.Sprintf("seed %d: since impact: %v", seed, moments))
		least, most, ok = bruteForce(moments, impacts, []stint{{1, 0}})
		sameBounds(t, timeline.TimeToRestore().Cumulative().Since(timeline.Detected).Of(v), least, most, ok, fmt.Sprintf("seed %d: since detection: %v", seed, moments))
	}
}

// The k-th region back, over every way in which the ends can fall.
func TestKthRegionTwin(t *testing.T) {
	for seed := range uint64(rounds(1000)) {
		r := rand.New(rand.NewPCG(seed, 93))
		l := timeline.NewLog(incidentID)
		n := 1 + r.IntN(4)
		var moments []grid
		for i := range n {
			end := randomGrid(r, 10)
			add(t, l, impact(timeline.Region(fmt.Sprint("r", i)), timeline.Major, timeline.At(day), end.instant()))
			moments = append(moments, end)
		}
		closeIncident(t, l, timeline.At(minute(100)))
		for k := 1; k <= n; k++ {
			least, most := 1<<30, -1
			every(moments, func(at []int) {
				kth := sortedInts(at)[k-1]
				least, most = min(least, kth), max(most, kth)
			})
			sameBounds(t, timeline.TimeToRestore().Regions(k).Of(l.AsOf(late)), least, most, true, fmt.Sprintf("seed %d: %d of %v", seed, k, moments))
		}
	}
}
