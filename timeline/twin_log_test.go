package timeline_test

import (
	"bytes"
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// This file is a second, slow model of impacts: logs whose times are whole
// seconds from 0 to 60 of a day, so that a set of moments is the bits of one
// word, and every way the uncertain times can fall can be tried. It shares no
// code with the package. What it knows of the rules is their text.

const horizon = 60 // seconds in the model

// moment is an instant of the model: some second from lo to hi, drawn up at
// place when things are put in a row.
type moment struct {
	lo, hi, place int
	form          int // 1 exact, 2 about, 3 between: the order of equals
	unknown       bool
}

func (m moment) exact() bool { return m.lo == m.hi }

func exactly(n int) moment { return moment{n, n, n, 1, false} }

func randomMoment(r *rand.Rand, from, to, width int) (moment, timeline.Instant) {
	c := from + r.IntN(to-from+1)
	switch r.IntN(5) {
	case 0, 1:
		return exactly(c), timeline.At(sec(c))
	case 2:
		w := 1 + r.IntN(max(1, width/2))
		return moment{c - w, c + w, c, 2, false}, timeline.About(sec(c), time.Duration(w)*time.Second)
	}
	w := 1 + r.IntN(width)
	return moment{c, c + w, c, 3, false}, timeline.Between(sec(c), sec(c+w))
}

func noMoment() (moment, timeline.Instant) {
	return moment{lo: -1, hi: horizon + 3, place: 1 << 30, unknown: true}, timeline.Instant{}
}

// scopeOf is a place of the model, by region and component.
type scopeOf struct{ region, component string }

func (s scopeOf) scope() timeline.Scope {
	out := timeline.Component(s.component).In(s.region)
	if s.region == "*" {
		out = timeline.Everywhere()
	}
	return out
}

// covers: a restoration of s is one of all that lies in s.
func (s scopeOf) covers(t scopeOf) bool {
	return (s.region == "" || s.region == "*" || s.region == t.region) && (s.component == "" || s.component == t.component)
}

// within: a fact about s is one about somewhere in q.
func (s scopeOf) within(q scopeOf) bool {
	return (q.region == "" || q.region == s.region || s.region == "*") && (q.component == "" || q.component == s.component)
}

// mayTouch: a fact about s may be one about q, for all that is said.
func (s scopeOf) mayTouch(q scopeOf) bool {
	return (s.region == "" || s.region == "*" || q.region == "" || q.region == s.region) &&
		(s.component == "" || q.component == "" || q.component == s.component)
}

// slowWindow is an impact of the model. Its edges are numbers of facts.
type slowWindow struct {
	start, end int
	health     timeline.Health
	where      scopeOf
	ongoing    bool
	local      map[scopeOf]int // of a window everywhere: its end in places that came back before
}

// slowLog is a log of the model beside the real one.
type slowLog struct {
	log     *timeline.Log
	now     int
	facts   []moment
	windows []slowWindow
}

type shape struct {
	windows   int
	width     int // of uncertain times, in seconds
	unknown   bool
	places    []scopeOf
	healths   []timeline.Health
	endGiven  bool // every window has an end
	exactEach int  // one time in so many is exact on top of the usual
}

// randomLog draws a log and its model.
func randomLog(t testing.TB, r *rand.Rand, sh shape) *slowLog {
	s := &slowLog{log: timeline.NewLog(incidentID), now: horizon + 1 + r.IntN(3)}
	closed := r.IntN(2) == 0
	if closed || sh.endGiven {
		closeIncident(t, s.log, timeline.Instant{})
		closed = true
	}
	draw := func(from, to int) (moment, timeline.Instant) {
		if sh.unknown && r.IntN(8) == 0 {
			return noMoment()
		}
		if sh.exactEach > 0 && r.IntN(sh.exactEach) == 0 {
			n := from + r.IntN(to-from+1)
			return exactly(n), timeline.At(sec(n))
		}
		return randomMoment(r, from, to, sh.width)
	}
	type restoration struct {
		moment
		id    uuid.UUID
		where scopeOf
		fact  int
	}
	var back []restoration
	for range r.IntN(4) {
		m, at := draw(12, 50)
		where := sh.places[r.IntN(len(sh.places))]
		e := add(t, s.log, timeline.Event{Kind: timeline.KindRestore, Scope: where.scope(), Occurred: at, Recorded: day})
		back = append(back, restoration{m, e.ID, where, -1})
	}
	// The first in order that covers the place and stands at or after the start.
	slices.SortFunc(back, func(a, b restoration) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi),
			cmp.Compare(a.form, b.form), bytes.Compare(a.id[:], b.id[:]))
	})
	fact := func(m moment) int {
		s.facts = append(s.facts, m)
		return len(s.facts) - 1
	}
	// The first restoration after the start, or, where it is open which that is,
	// a time of its own between the first and the last that it can be.
	ending := func(where scopeOf, start moment) int {
		var may []*restoration
		from, until, must := horizon+3, -1, horizon+3
		for i := range back {
			if b := &back[i]; b.where.covers(where) && b.hi >= start.lo {
				may = append(may, b)
				from, until = min(from, b.lo), max(until, b.hi)
				if b.lo >= start.hi {
					must = min(must, b.hi)
				}
			}
		}
		if len(may) == 0 {
			return -1
		}
		by := may[0]
		for _, b := range may {
			if start.unknown || b.place >= start.place {
				by = b
				break
			}
		}
		until = min(until, must)
		may = slices.DeleteFunc(may, func(b *restoration) bool { return b.lo > until })
		settled := by.lo >= start.hi
		for _, b := range may {
			settled = settled && (b == by || b.lo >= by.hi)
		}
		if len(may) == 1 {
			by, settled = may[0], true
		}
		if !settled {
			return fact(moment{lo: max(start.lo, from), hi: until, place: max(start.lo, from), form: 3, unknown: until == horizon+3})
		}
		if by.fact < 0 {
			by.fact = fact(by.moment)
		}
		return by.fact
	}
	for range 1 + r.IntN(sh.windows) {
		m, at := draw(4, 44)
		w := slowWindow{start: fact(m), end: -1, health: sh.healths[r.IntN(len(sh.healths))], where: sh.places[r.IntN(len(sh.places))]}
		var until timeline.Instant
		if r.IntN(2) == 0 {
			var e moment
			for e, until = randomMoment(r, m.lo%44+2, 54, sh.width); e.hi < m.lo && !m.unknown && r.IntN(20) > 0; {
				e, until = randomMoment(r, m.lo%44+2, 54, sh.width)
			}
			w.end = fact(e)
		} else {
			w.end = ending(w.where, m)
		}
		switch {
		case w.end >= 0:
		case sh.endGiven:
			e, at := randomMoment(r, 44, 54, sh.width)
			until, w.end = at, fact(e)
		case closed:
			m, _ := noMoment()
			w.end = fact(m)
		default:
			w.end, w.ongoing = fact(exactly(max(s.now, m.lo))), true
		}
		// The window must differ from the others, or the log would hold it as a
		// fact of its own all the same: equal facts stay two.
		add(t, s.log, timeline.Event{Kind: timeline.KindImpact, Scope: w.where.scope(), Health: w.health, Occurred: at, Ended: until, Recorded: day})
		if w.where.region == "*" && !until.IsKnown() {
			w.local = map[scopeOf]int{}
			for _, q := range sh.places {
				if q.region == "" || q.region == "*" {
					continue
				}
				there := scopeOf{region: q.region, component: cmp.Or(w.where.component, q.component)}
				if end := ending(there, m); end >= 0 {
					w.local[q] = end
				}
			}
		}
		s.windows = append(s.windows, w)
	}
	return s
}

func (s *slowLog) view() *timeline.View { return s.log.AsOf(sec(s.now)) }
