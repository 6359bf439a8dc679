package timeline

import (
	"math"
	"slices"
)

// An edge is the start or end of a stretch: a range of microseconds, and which
// fact it is. Two edges of one fact always fall together.
type edge struct {
	lo, hi int64
	fact   int32 // index of an uncertain fact; meaningless when lo == hi
}

func (e edge) exact() bool { return e.lo == e.hi }

// A stretch runs from start to end. Stretches that are less take away from the
// others: the moments counted are those in some other stretch and in no less.
type stretch struct {
	start, end edge
	less       bool
}

// A total is the bounds, in microseconds, of the length of a union whose edges
// are uncertain.
type total struct {
	lo, hi    int64
	unbounded bool // hi is no bound
}

// maxExact is how many uncertain facts are resolved exactly. Beyond it the
// bounds are sound and may be wider than need be.
const maxExact = 8

// union bounds the length of the union of stretches, less those marked, inside
// clip, over every way the uncertain edges can fall with no stretch ending
// before it starts. It is false if there is no such way.
//
// Where every uncertain edge pulls the length one way only, the extremes are
// read off directly. Where two pull on each other (one fact ends one stretch
// and bounds another; an end may precede its start), up to maxExact facts are
// placed one by one, see [placement].
func (t *meter) union(stretches []stretch, clip Span) (total, bool) {
	exact := true
	for i := range stretches {
		s := &stretches[i]
		if s.start.lo > s.end.hi {
			return total{}, false
		}
		exact = exact && s.start.exact() && s.end.exact()
	}
	if exact {
		n := t.length(stretches, clip, surelyLong)
		return total{lo: n, hi: n, unbounded: unbounded(stretches, clip)}, true
	}
	if facts, tangled := tangle(stretches); tangled && facts <= maxExact && t.m.gap == 0 {
		p := newPlacement(stretches, clip, facts)
		return p.solve(), p.feasible
	}
	return total{
		lo:        t.length(stretches, clip, surelyLong),
		hi:        t.length(stretches, clip, possiblyLong),
		unbounded: unbounded(stretches, clip),
	}, true
}

// unbounded reports whether a counted stretch has no outer bound inside clip.
func unbounded(stretches []stretch, clip Span) bool {
	for i := range stretches {
		s := &stretches[i]
		if !s.less && (s.start.lo == minMicro && clip.start == minMicro || s.end.hi == maxMicro && clip.end == maxMicro) {
			return true
		}
	}
	return false
}

// everything is the clip that clips nothing.
func everything() Span { return Span{minMicro, maxMicro, true} }

// tangle counts the uncertain facts and reports whether any edge pulls both
// ways or any stretch could end before it starts.
func tangle(stretches []stretch) (facts int, tangled bool) {
	const widens, narrows = 1, 2
	var few [16]uint8
	pulls := few[:0]
	pull := func(e edge, how uint8) {
		if e.exact() {
			return
		}
		for int(e.fact) >= len(pulls) {
			pulls = append(pulls, 0)
		}
		pulls[e.fact] |= how
	}
	for i := range stretches {
		s := &stretches[i]
		early, late := uint8(widens), uint8(narrows)
		if s.less {
			early, late = late, early
		}
		pull(s.start, early) // earlier is longer
		pull(s.end, late)    // later is longer
		tangled = tangled || s.start.hi > s.end.lo && (!s.start.exact() || !s.end.exact())
	}
	for _, p := range pulls {
		if p != 0 {
			facts++
		}
		tangled = tangled || p == widens|narrows
	}
	return facts, tangled
}

// taken says at which of its places each edge is taken.
type taken uint8

const (
	surelyLong   taken = iota // where the union is shortest
	possiblyLong              // where it is longest
	asStated                  // at the stated points
)

// length measures the union with its edges taken somewhere: where it is longest,
// the possible parts of what counts without the sure parts of what is less;
// where it is shortest, the other way round.
func (t *meter) length(stretches []stretch, clip Span, how taken) int64 {
	counted, away := t.counted[:0], t.less[:0]
	for i := range stretches {
		s := &stretches[i]
		start, end := s.start.hi, s.end.lo
		switch {
		case how == asStated:
			start, end = t.at(s.start), t.at(s.end)
		case (how == possiblyLong) != s.less:
			start, end = s.start.lo, s.end.hi
		}
		if s.less || t.m.gap == 0 { // gaps are filled first: what lies outside may reach in
			start, end = max(start, clip.start), min(end, clip.end)
		}
		if start >= end {
			continue
		}
		if s.less {
			away = append(away, pair{start, end})
		} else {
			counted = append(counted, pair{start, end})
		}
	}
	if t.m.gap > 0 {
		counted = joinPairs(sortPairs(counted), t.m.gap)
		for i, p := range counted {
			counted[i] = pair{min(max(p.key, clip.start), clip.end), min(max(p.val, clip.start), clip.end)}
		}
	}
	t.counted, t.less = append(counted, away...), away
	return lengthWithout(t.counted, away)
}

// at is where an edge stands as stated, on the measure's clock.
func (t *meter) at(e edge) int64 {
	if e.exact() {
		return e.lo
	}
	return t.warp(t.gathering.facts[e.fact].at)
}

// A placement finds the exact bounds of a tangled union. The length is piecewise
// linear in the places of the edges, with breaks where two edges meet, so its
// extremes lie where every edge stands on the bound of some edge. It therefore
// walks those candidate moments in order with the set of facts already placed,
// and keeps the least and greatest length for each set.
type placement struct {
	stretches []stretch
	clip      Span
	at        []int64 // candidate moments
	ids       []int32 // fact of each bit
	lo, hi    []int64 // range of each bit
	feasible  bool
}

func newPlacement(stretches []stretch, clip Span, facts int) *placement {
	p := &placement{clip: clip, ids: make([]int32, 0, facts)}
	p.at = append(p.at, clip.start, clip.end)
	bit := func(e edge) edge {
		p.at = append(p.at, e.lo, e.hi)
		if e.exact() {
			return e
		}
		i := slices.Index(p.ids, e.fact)
		if i < 0 {
			i = len(p.ids)
			p.ids = append(p.ids, e.fact)
			p.lo, p.hi = append(p.lo, e.lo), append(p.hi, e.hi)
		}
		e.fact = int32(i)
		return e
	}
	for _, s := range stretches {
		p.stretches = append(p.stretches, stretch{bit(s.start), bit(s.end), s.less})
	}
	slices.Sort(p.at)
	p.at = slices.Compact(p.at)
	return p
}

// solve runs over the candidate moments; best[set] holds the bounds of the
// length so far with just the facts of set placed.
func (p *placement) solve() total {
	sets := 1 << len(p.ids)
	least, most := make([]int64, sets), make([]int64, sets)
	for set := range sets {
		least[set], most[set] = math.MaxInt64, -1
	}
	least[0], most[0] = 0, 0
	for i, now := range p.at {
		p.place(now, least, most)
		if i+1 == len(p.at) {
			break
		}
		if now < p.clip.start || now >= p.clip.end {
			continue
		}
		for set := range sets {
			if most[set] >= 0 && p.counts(now, set) {
				least[set] += p.at[i+1] - now
				most[set] += p.at[i+1] - now
			}
		}
	}
	all := sets - 1
	p.feasible = most[all] >= 0
	return total{lo: least[all], hi: most[all], unbounded: unbounded(p.stretches, p.clip)}
}

// place lets each set of facts grow by those that may fall at now. A set that
// lacks a fact whose range is over, or holds an end without its start, is none.
func (p *placement) place(now int64, least, most []int64) {
	var may, must int
	for i := range p.ids {
		if p.lo[i] <= now && now <= p.hi[i] {
			may |= 1 << i
		}
		if p.hi[i] <= now {
			must |= 1 << i
		}
	}
	for set := len(least) - 1; set >= 0; set-- {
		// Growing the set by sub, from the largest set down, reads only sets
		// not yet changed at this moment.
		bestLeast, bestMost := int64(math.MaxInt64), int64(-1)
		if set&must == must && p.ordered(now, set) {
			for sub := set & may; ; sub = (sub - 1) & set & may {
				if from := set &^ sub; most[from] >= 0 {
					bestLeast, bestMost = min(bestLeast, least[from]), max(bestMost, most[from])
				}
				if sub == 0 {
					break
				}
			}
		}
		least[set], most[set] = bestLeast, bestMost
	}
}

// ordered reports whether, with the facts of set placed by now, no stretch has
// ended before it started.
func (p *placement) ordered(now int64, set int) bool {
	for _, s := range p.stretches {
		if passed(s.end, now, set) && !passed(s.start, now, set) {
			return false
		}
	}
	return true
}

// counts reports whether the moments from now on count, until the next
// candidate.
func (p *placement) counts(now int64, set int) bool {
	counted := false
	for _, s := range p.stretches {
		if passed(s.start, now, set) && !passed(s.end, now, set) {
			if s.less {
				return false
			}
			counted = true
		}
	}
	return counted
}

func passed(e edge, now int64, set int) bool {
	if e.exact() {
		return e.lo <= now
	}
	return set>>e.fact&1 == 1
}
