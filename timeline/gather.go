package timeline

import (
	"cmp"
	"math"
	"slices"
)

// A gathering is the impacts that concern a place, over one or more views.
type gathering struct {
	t       *meter
	place   Scope
	clip    Span // the period, in time
	found   []found
	facts   []uncertain
	numbers map[factEdge]int32 // of facts, once there are many
	valid   bool               // it may be used for the next measure of the view
	plain   bool               // every impact is a window in the place, of stated health
	named   bool               // some impact lies in the place
	windows bool               // some impact in the place is a window
}

// A found is an impact that concerns the place. Its edges are on the measure's
// clock; from and until are its outer bounds in time.
type found struct {
	start, end  edge
	from, until int64
	impact      *Impact // as it ended in the place
	endState    EndState
	view        int
	maybe       bool // the impact may lie in the place: it is not narrowed so far
	running     bool // it goes on, and its period too
}

// An uncertain is an edge that has a number, as it is uncertain.
type uncertain struct {
	factEdge
	at    int64 // the stated point, if there is one
	point bool
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

func (g *gathering) reset(t *meter) {
	*g = gathering{t: t, found: g.found[:0], facts: g.facts[:0]}
}

// gather collects the impacts of the views in a place.
func (t *meter) gather(place Scope, clip Span, views []*View) *gathering {
	g := &t.gathering
	if g.valid && g.place == place && g.clip == clip && t.m.calendar == nil && len(views) == 1 {
		return g
	}
	g.reset(t)
	g.plain = true
	g.place, g.clip, g.valid = place, clip, t.m.calendar == nil && len(views) == 1
	for n, v := range views {
		spared := false
		if len(v.impacts) > 0 {
			_, spared = v.NotAffected(place)
		}
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

func (g *gathering) take(v *View, n int, impact *Impact, maybe bool) {
	im := v.endIn(impact, g.place)
	f := found{impact: im, endState: im.EndState, view: n, maybe: maybe}
	f.start = g.edge(im.Start, factEdge{im.event, false}, minMicro, maxMicro)
	switch im.EndState {
	case EndOngoing:
		f.end = edge{lo: max(v.now, f.start.lo), hi: max(v.now, f.start.lo)}
	case EndNotGiven:
		f.end = g.edge(Instant{}, factEdge{im.event, true}, f.start.lo, maxMicro)
	default:
		by := im.endedBy
		if im.pairs != nil {
			by = im.event // an end of its own, somewhere among those
		}
		f.end = g.edge(im.End, factEdge{by, true}, f.start.lo, maxMicro)
		if !f.end.exact() {
			f.end.lo = max(f.end.lo, im.notBefore)
		}
	}
	if im.IsWindow() {
		if f.start.lo > v.now {
			return // has not begun
		}
		if f.end.lo > v.now { // has not ended, whatever is planned
			f.endState = EndOngoing
			f.end = edge{lo: v.now, hi: v.now}
		}
	}
	f.from, f.until = f.start.lo, f.end.hi
	f.running = f.endState == EndOngoing && f.until < g.clip.end
	w := g.t.warped(stretch{start: f.start, end: f.end})
	f.start, f.end = w.start, w.end
	g.plain = g.plain && !maybe && im.IsWindow() && im.Health != Unstated
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
		e.fact = g.number(key, i.at, i.hasPoint())
	}
	return e
}

// number gives a fact its number; one without an event is a fact of its own.
func (g *gathering) number(key factEdge, at int64, point bool) int32 {
	const few = 16 // beyond it a map is faster than looking
	n := int32(len(g.facts))
	switch {
	case key.event == nil:
	case n < few:
		for i := range g.facts {
			if g.facts[i].factEdge == key {
				return int32(i)
			}
		}
	default:
		if g.numbers == nil {
			g.numbers = make(map[factEdge]int32, 2*few)
			for i := range g.facts {
				g.numbers[g.facts[i].factEdge] = int32(i)
			}
		}
		if known, ok := g.numbers[key]; ok {
			return known
		}
		g.numbers[key] = n
	}
	g.facts = append(g.facts, uncertain{key, at, point})
	return n
}

// A loss is bounded time, in microseconds times the weight of its layer.
type loss struct {
	total
	seen     bool
	feasible bool
	overlap  bool
	ongoing  bool // something counted has not ended
	noEnd    bool // something counted has no recorded end
	vague    bool // something counted does not state its health
}

// lose bounds the time that share picks, in this gathering, and adds the events
// that it looked at to those used.
func (g *gathering) lose(pick func(Health) share) loss {
	if g.plain {
		return g.losePlain(pick)
	}
	t := g.t
	out := loss{feasible: true}
	window := group{from: maxMicro, to: minMicro}
	surely, possibly := append(t.surely[:0], t.apart...), append(t.possibly[:0], t.apart...)
	for i := range g.found {
		f := &g.found[i]
		s := pick(f.impact.Health)
		if s == ignored || !f.impact.IsWindow() {
			continue
		}
		t.use(f.impact.event, f.impact.endedBy)
		t.use(f.impact.pairs...)
		if s != less {
			out.count(f, s)
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
	t.surely, t.possibly = surely, possibly
	lo, ok1 := t.union(surely, t.period())
	hi, ok2 := lo, ok1
	if !slices.Equal(surely, possibly) {
		hi, ok2 = t.union(possibly, t.period())
	}
	out.feasible = ok1 && ok2
	window.lo, window.hi = lo.lo, hi.hi
	g.totals(&out, pick)
	if window.from <= window.to {
		t.groups = append(t.groups, window)
	}
	out.lo, out.hi, out.overlap = combine(t.groups)
	if away := g.takenAway(pick); away > 0 && out.lo > 0 {
		out.lo, out.overlap = max(0, out.lo-away), true
	}
	out.unbounded = out.unbounded || hi.unbounded
	return out
}

// losePlain is lose where all that was found are windows that count or do not.
func (g *gathering) losePlain(pick func(Health) share) loss {
	t := g.t
	var out loss
	t.surely = append(t.surely[:0], t.apart...)
	for i := range g.found {
		f := &g.found[i]
		s := pick(f.impact.Health)
		if s == ignored {
			continue
		}
		t.use(f.impact.event, f.impact.endedBy)
		if f.impact.pairs != nil {
			t.use(f.impact.pairs...)
		}
		if s != less {
			out.count(f, s)
		}
		t.surely = append(t.surely, stretch{f.start, f.end, s == less})
	}
	out.total, out.feasible = t.union(t.surely, t.period())
	return out
}

// takenAway bounds the time that less can take from what counts where one of
// them is a stated total, so that nobody knows how they lie to each other. Totals
// of one place tell of other times than anything else stated of that place.
func (g *gathering) takenAway(pick func(Health) share) int64 {
	var away int64
	stated, counts := false, false
	for i := range g.found {
		s := pick(g.found[i].impact.Health)
		stated = stated || g.found[i].impact.Total.IsStated()
		counts = counts || s != ignored && s != less
	}
	if !stated || !counts {
		return 0 // there is nothing to take, or nothing to take it from
	}
	period := g.t.period()
	for i := range g.found {
		l := &g.found[i]
		if s := pick(l.impact.Health); s != less && s != either || !g.touched(l, pick) {
			continue
		}
		most := max(0, min(l.end.hi, period.end)-max(l.start.lo, period.start))
		if l.impact.Total.IsStated() {
			most = min(most, l.impact.Total.max)
		}
		away = add(away, most)
	}
	return away
}

// touched reports whether something that counts may lie at the same time as l,
// where one of them is a stated total.
func (g *gathering) touched(l *found, pick func(Health) share) bool {
	for i := range g.found {
		f := &g.found[i]
		s := pick(f.impact.Health)
		apart := f.impact.Scope == l.impact.Scope && f.view == l.view
		if s != ignored && s != less && f != l &&
			(f.impact.Total.IsStated() && !apart || l.impact.Total.IsStated() && !(apart && f.impact.Total.IsStated())) &&
			f.start.lo < l.end.hi && l.start.lo < f.end.hi {
			return true
		}
	}
	return false
}

// count notes what an impact that counts says of the result.
func (out *loss) count(f *found, s share) {
	out.seen = true
	out.ongoing = out.ongoing || f.running
	out.noEnd = out.noEnd || f.endState == EndNotGiven && f.impact.IsWindow()
	out.vague = out.vague || s == perhaps || s == either
}

// totals collects the stated totals that count, in groups. Only the part of a
// total that lies in the period for certain raises its lower bound; under a
// calendar that is none, as nobody knows when it was.
func (g *gathering) totals(out *loss, pick func(Health) share) {
	t := g.t
	t.groups, t.keys = t.groups[:0], t.keys[:0]
	period := t.period()
	for i := range g.found {
		f := &g.found[i]
		s := pick(f.impact.Health)
		if f.impact.IsWindow() || s == ignored || s == less {
			continue
		}
		out.count(f, s)
		t.use(f.impact.event)
		key := groupKey{f.view, f.impact.Scope}
		n := slices.Index(t.keys, key)
		if n < 0 {
			n = len(t.keys)
			t.keys, t.groups = append(t.keys, key), append(t.groups, group{from: f.start.lo, to: f.end.hi})
		}
		sum := &t.groups[n]
		sum.from, sum.to = min(sum.from, f.start.lo), max(sum.to, f.end.hi)
		stated := f.impact.Total
		if stated.min > f.until-f.from {
			out.feasible = false // more than its span can hold
		}
		switch c := g.clip; {
		case f.from >= c.end || f.until <= c.start:
		case f.from >= c.start && f.until <= c.end && s == counted && !f.maybe && t.m.calendar == nil:
			least, most := t.apartIn(f)
			sum.lo = add(sum.lo, max(0, stated.min-most))
			sum.hi = add(sum.hi, max(0, min(stated.max, f.until-f.from-least)))
		default:
			sum.hi = add(sum.hi, max(0, min(stated.max, min(f.end.hi, period.end)-max(f.start.lo, period.start))))
		}
		out.unbounded = out.unbounded || !stated.HasLongest() && min(f.end.hi, period.end)-max(f.start.lo, period.start) >= maxLength
	}
}

// apartIn bounds how much of the span of an impact is set apart.
func (t *meter) apartIn(f *found) (least, most int64) {
	for i := range t.apart {
		a := &t.apart[i]
		least = max(least, min(a.end.lo, f.end.hi)-max(a.start.hi, f.start.lo)) // they may overlap
		most = add(most, max(0, min(a.end.hi, f.end.hi)-max(a.start.lo, f.start.lo)))
	}
	return least, most
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
