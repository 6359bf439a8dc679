package timeline_test

import (
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/allclear-go/allclear/timeline"
)

// reading says what a measure makes of the worst health at a moment: how much
// one second counts. It is asked once a second.
type reading struct {
	reads  func(timeline.Health) bool           // whether such a window matters at all
	choose []timeline.Health                    // what an unstated window may have been
	count  func(at map[timeline.Health]u64) int // the length, from the moments in each health
}

// u64 is a set of seconds.
type u64 = uint64

func stretchBits(from, to int) u64 {
	from, to = max(from, 0), min(to, 63)
	if to <= from {
		return 0
	}
	return (1<<to - 1) &^ (1<<from - 1)
}

var (
	allHealths = []timeline.Health{timeline.Operational, timeline.Degraded, timeline.Partial, timeline.Major, timeline.Maintenance}

	readDowntime = reading{
		reads:  func(h timeline.Health) bool { return h == timeline.Major || h == timeline.Unstated },
		choose: []timeline.Health{timeline.Operational, timeline.Major},
		count:  func(at map[timeline.Health]u64) int { return bits.OnesCount64(at[timeline.Major]) },
	}
	readDegraded = reading{
		reads: func(h timeline.Health) bool {
			return h != timeline.Operational && h != timeline.Maintenance
		},
		choose: []timeline.Health{timeline.Operational, timeline.Degraded, timeline.Major},
		count: func(at map[timeline.Health]u64) int {
			return bits.OnesCount64((at[timeline.Degraded] | at[timeline.Partial]) &^ at[timeline.Major])
		},
	}
	readImpact = reading{
		reads: func(h timeline.Health) bool {
			return h != timeline.Operational && h != timeline.Maintenance
		},
		choose: []timeline.Health{timeline.Major}, // unstated counts
		count: func(at map[timeline.Health]u64) int {
			return bits.OnesCount64(at[timeline.Degraded] | at[timeline.Partial] | at[timeline.Major])
		},
	}
)

// readWeighted counts hundredths of seconds, each second at its worst weight.
func readWeighted(w timeline.Weighting) reading {
	weights := map[timeline.Health]int{
		timeline.Major: w.Major, timeline.Partial: w.Partial, timeline.Degraded: w.Degraded, timeline.Maintenance: w.Maintenance,
	}
	worst := slices.Max([]int{w.Major, w.Partial, w.Degraded, w.Maintenance})
	return reading{
		reads: func(h timeline.Health) bool {
			return weights[h] > 0 || h == timeline.Unstated && worst > 0
		},
		choose: allHealths,
		count: func(at map[timeline.Health]u64) int {
			n := 0
			for second := range 64 {
				most := 0
				for h, set := range at {
					if set>>second&1 == 1 {
						most = max(most, weights[h])
					}
				}
				n += most
			}
			return n
		},
	}
}

// A truth is the least and greatest length over every assignment tried.
type truth struct {
	least, most int
	feasible    bool
	open        bool // some window that may count has no outer bound
	ongoing     bool
	named       bool
}

// read is one window as the measure may read it.
type read struct {
	slowWindow
	certain bool // lies in the place for sure
}

// concern splits the windows into those the measure reads and those that only
// constrain the times they share with them. A window that contradicts itself
// and is not read constrains nothing.
func (s *slowLog) concern(q scopeOf, rd reading) (reads []read, constraints []slowWindow, named bool) {
	for _, w := range s.windows {
		if end, ok := w.local[q]; ok { // it ends there before it ends elsewhere
			if s.facts[w.start].lo <= s.facts[w.end].hi {
				constraints = append(constraints, w)
			}
			w.end, w.ongoing = end, false
		}
		inside := w.where.within(q)
		named = named || inside
		if (inside || w.where.mayTouch(q)) && rd.reads(w.health) {
			reads = append(reads, read{w, inside})
			constraints = append(constraints, w)
		} else if s.facts[w.start].lo <= s.facts[w.end].hi {
			constraints = append(constraints, w)
		}
	}
	return reads, constraints, named
}

// combinations is how many assignments there are.
func (s *slowLog) combinations() int {
	n := 1
	for _, f := range s.facts {
		if n *= f.hi - f.lo + 1; n > 1<<28 {
			break
		}
	}
	return n
}

func (s *slowLog) uncertain() int {
	n := 0
	for _, f := range s.facts {
		if !f.exact() {
			n++
		}
	}
	return n
}

// every calls f with every assignment of the facts in which no window of the
// constraints ends before it starts.
func (s *slowLog) every(constraints []slowWindow, f func(at []int)) {
	at := make([]int, len(s.facts))
	var walk func(i int)
	walk = func(i int) {
		if i == len(at) {
			for _, w := range constraints {
				if at[w.end] < at[w.start] {
					return
				}
			}
			f(at)
			return
		}
		for at[i] = s.facts[i].lo; at[i] <= s.facts[i].hi; at[i]++ {
			walk(i + 1)
		}
	}
	walk(0)
}

// sample calls f with random assignments that are feasible.
func (s *slowLog) sample(r *rand.Rand, constraints []slowWindow, tries int, f func(at []int)) {
	at := make([]int, len(s.facts))
next:
	for range tries {
		for i, m := range s.facts {
			switch r.IntN(3) {
			case 0:
				at[i] = m.lo
			case 1:
				at[i] = m.hi
			default:
				at[i] = m.lo + r.IntN(m.hi-m.lo+1)
			}
		}
		for _, w := range constraints {
			if at[w.end] < at[w.start] {
				continue next
			}
		}
		f(at)
	}
}

// measure takes one assignment into the truth, over every choice of what is
// left open: the health of unstated windows, and whether one that is not
// narrowed so far lies in the place.
func (tr *truth) measure(reads []read, rd reading, clip u64, at []int) {
	sets := map[timeline.Health]u64{}
	var walk func(i int)
	walk = func(i int) {
		if i == len(reads) {
			n := rd.count(sets)
			if !tr.feasible {
				tr.least, tr.most, tr.feasible = n, n, true
			}
			tr.least, tr.most = min(tr.least, n), max(tr.most, n)
			return
		}
		w := reads[i]
		if !w.certain {
			walk(i + 1)
		}
		choices := []timeline.Health{w.health}
		if w.health == timeline.Unstated {
			choices = rd.choose
		}
		for _, h := range choices {
			before := sets[h]
			sets[h] |= stretchBits(at[w.start], at[w.end]) & clip
			walk(i + 1)
			sets[h] = before
		}
	}
	walk(0)
}

// outer notes what the windows that may count say of the end of the figure.
func (tr *truth) outer(s *slowLog, reads []read, rd reading) {
	for _, w := range reads {
		choices := []timeline.Health{w.health}
		if w.health == timeline.Unstated {
			choices = rd.choose
		}
		for _, h := range choices {
			if rd.count(map[timeline.Health]u64{h: 1}) > 0 {
				tr.open = tr.open || s.facts[w.start].unknown || s.facts[w.end].unknown
				tr.ongoing = tr.ongoing || w.ongoing
			}
		}
	}
}
