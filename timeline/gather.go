package timeline

import (
	"cmp"
	"math"
	"slices"
)

// A gathering is the impacts that concern a place, over one or more views.
type gathering struct {
	place   Scope
	clip    Span
	found   []found
	facts   map[factEdge]int32
	named   bool // some impact lies in the place
	windows bool // some impact in the place is a window
	ongoing bool // something counted has not ended
	noEnd   bool // something counted has no recorded end
	vague   bool // something counted does not state its health
}

type found struct {
	start, end edge
	impact     *Impact
	view       int
	maybe      bool // the impact may lie in the place: it is not narrowed so far
}

type factEdge struct {
	event *Event
	end   bool
}

// A groupKey names whose stated totals add up: those of one account and one
// place tell of different times, as a place has one state of health at a time.
type groupKey struct {
	view  int
	scope Scope
}

// A group is time whose length is bounded and whose place in time is known to
// lie in [from, to].
type group struct {
	lo, hi, from, to int64
}

// gather collects the impacts of the views in a place.
func gather(place Scope, clip Span, views []*View) *gathering {
	g := &gathering{place: place, clip: clip, facts: map[factEdge]int32{}}
	for n, v := range views {
		_, spared := v.NotAffected(place)
		for i := range v.impacts {
			im := &v.impacts[i]
			switch {
			case im.Scope.within(place):
				g.named = true
				g.windows = g.windows || im.IsWindow()
				g.take(v, n, im, false)
			case !spared && im.Scope.mayTouch(place):
				g.take(v, n, im, true)
			}
		}
	}
	return g
}

// mayTouch reports whether something true somewhere in s may be true in q: s is
// nowhere narrowed to another place than q.
func (s Scope) mayTouch(q Scope) bool {
	return (s.region == "" || s.region == everywhere || q.region == "" || s.region == q.region) &&
		(s.component == "" || q.component == "" || s.component == q.component)
}

func (g *gathering) take(v *View, n int, im *Impact, maybe bool) {
	local := v.endIn(im, g.place)
	im = &local
	f := found{impact: im, view: n, maybe: maybe}
	f.start = g.edge(im.Start, factEdge{im.event, false}, minMicro, maxMicro)
	switch im.EndState {
	case EndOngoing:
		f.end = edge{lo: max(v.now, f.start.lo), hi: max(v.now, f.start.lo)}
	case EndNotGiven:
		f.end = g.edge(Instant{}, factEdge{im.event, true}, f.start.lo, maxMicro)
	default:
		fact := im.endedBy
		if im.pairs != nil {
			fact = im.event // an end of its own, somewhere among those
		}
		f.end = g.edge(im.End, factEdge{fact, true}, f.start.lo, maxMicro)
		if !f.end.exact() {
			f.end.lo = max(f.end.lo, im.notBefore)
		}
	}
	if im.IsWindow() {
		if f.start.lo > v.now {
			return // has not begun
		}
		if f.end.lo > v.now { // has not ended, whatever is planned
			im.EndState = EndOngoing
			f.end = edge{lo: v.now, hi: v.now}
		}
	}
	g.found = append(g.found, f)
}

// edge gives an instant its bounds, or those passed where it is unknown, and
// the number of its fact.
func (g *gathering) edge(i Instant, key factEdge, lo, hi int64) edge {
	if i.IsKnown() {
		lo, hi = i.min, i.max
	}
	e := edge{lo: lo, hi: hi}
	if !e.exact() {
		n, ok := g.facts[key]
		if !ok {
			n = int32(len(g.facts))
			g.facts[key] = n
		}
		e.fact = n
	}
	return e
}

// A loss is bounded time, in microseconds times the weight of its layer.
type loss struct {
	total
	seen     bool
	feasible bool
	overlap  bool
	events   []*Event
}

// lose bounds the time that share picks, in this gathering.
func (g *gathering) lose(share func(Health) share) loss {
	out := loss{feasible: true}
	window := group{from: maxMicro, to: minMicro}
	var surely, possibly []stretch
	for _, f := range g.found {
		s := share(f.impact.Health)
		if s == ignored || !f.impact.IsWindow() {
			continue
		}
		out.events = append(append(out.events, f.impact.event, f.impact.endedBy), f.impact.pairs...)
		if s != less {
			g.count(&out, f, s)
			window.from, window.to = min(window.from, f.start.lo), max(window.to, f.end.hi)
		}
		st := stretch{f.start, f.end, s == less}
		switch {
		case s == perhaps || s == either:
			possibly = append(possibly, st)
			if s == either {
				surely = append(surely, stretch{st.start, st.end, true})
			}
		case f.maybe && s == less:
			surely = append(surely, st)
		case f.maybe:
			possibly = append(possibly, st)
		default:
			surely, possibly = append(surely, st), append(possibly, st)
		}
	}
	lo, ok1 := union(surely, g.clip)
	hi, ok2 := union(possibly, g.clip)
	out.feasible = ok1 && ok2
	window.lo, window.hi = lo.lo, hi.hi
	groups := g.totals(&out, share)
	if window.from <= window.to {
		groups = append(groups, window)
	}
	out.lo, out.hi, out.overlap = combine(groups)
	if away := g.takenAway(share); away > 0 && out.lo > 0 {
		out.lo, out.overlap = max(0, out.lo-away), true
	}
	out.unbounded = hi.unbounded
	return out
}

// takenAway bounds the time that less can take from what counts where one of
// them is a stated total, so that nobody knows how they lie to each other. Totals
// of one place tell of other times than anything else stated of that place.
func (g *gathering) takenAway(share func(Health) share) int64 {
	var away int64
	if !slices.ContainsFunc(g.found, func(f found) bool { return f.impact.Total.IsStated() }) {
		return 0
	}
	for _, l := range g.found {
		if s := share(l.impact.Health); s != less && s != either {
			continue
		}
		touches := slices.ContainsFunc(g.found, func(f found) bool {
			s := share(f.impact.Health)
			apart := f.impact.Scope == l.impact.Scope && f.view == l.view
			return s != ignored && s != less && f.impact != l.impact &&
				(f.impact.Total.IsStated() && !apart || l.impact.Total.IsStated() && !(apart && f.impact.Total.IsStated())) &&
				f.start.lo < l.end.hi && l.start.lo < f.end.hi
		})
		if !touches {
			continue
		}
		most := max(0, min(l.end.hi, g.clip.end)-max(l.start.lo, g.clip.start))
		if l.impact.Total.IsStated() {
			most = min(most, l.impact.Total.max)
		}
		away = add(away, most)
	}
	return away
}

// count notes what an impact that counts says of the result.
func (g *gathering) count(out *loss, f found, s share) {
	out.seen = true
	g.ongoing = g.ongoing || f.impact.EndState == EndOngoing && f.end.hi < g.clip.end
	g.noEnd = g.noEnd || f.impact.EndState == EndNotGiven && f.impact.IsWindow()
	g.vague = g.vague || s == perhaps || s == either
}

// totals returns the stated totals that count. Only the part of a total that
// lies in the period for certain raises its lower bound.
func (g *gathering) totals(out *loss, share func(Health) share) []group {
	groups := map[groupKey]*group{}
	for _, f := range g.found {
		s := share(f.impact.Health)
		if f.impact.IsWindow() || s == ignored || s == less {
			continue
		}
		g.count(out, f, s)
		out.events = append(out.events, f.impact.event)
		key := groupKey{f.view, f.impact.Scope}
		t := groups[key]
		if t == nil {
			t = &group{from: f.start.lo, to: f.end.hi}
			groups[key] = t
		}
		t.from, t.to = min(t.from, f.start.lo), max(t.to, f.end.hi)
		stated := f.impact.Total
		if stated.min > f.end.hi-f.start.lo {
			out.feasible = false // more than its span can hold
		}
		switch c := g.clip; {
		case f.start.lo >= c.end || f.end.hi <= c.start:
		case f.start.lo >= c.start && f.end.hi <= c.end && s == counted && !f.maybe:
			t.lo, t.hi = add(t.lo, stated.min), add(t.hi, stated.max)
		default:
			t.hi = add(t.hi, min(stated.max, c.end-c.start))
		}
	}
	flat := make([]group, 0, len(groups))
	for _, t := range groups {
		flat = append(flat, *t)
	}
	return flat // combine puts them in order
}

// combine bounds the union of groups: those that cannot lie at the same time
// add up, the others have at least the length of the longest.
func combine(groups []group) (lo, hi int64, overlap bool) {
	slices.SortFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var longest int64
	reach := int64(minMicro)
	for i, g := range groups {
		hi = add(hi, g.hi)
		if i > 0 && g.from < reach {
			overlap = overlap || g.hi > 0
			longest = max(longest, g.lo)
		} else {
			lo = add(lo, longest)
			longest = g.lo
		}
		reach = max(reach, g.to)
	}
	return add(lo, longest), hi, overlap
}

// add adds lengths and stops far beyond what a figure can hold, so that no sum
// of stated totals wraps.
func add(a, b int64) int64 { return min(a+b, math.MaxInt64/2) }
