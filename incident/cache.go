package incident

import (
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// A cache holds what verbs would otherwise read from the whole log each time.
// Whatever is nil in it must be read.
type cache struct {
	head     *timeline.Status
	guesses  guesses
	amended  *amendments
	dangling bool // events speak of some that are not in the log, and may yet come
}

// amendments tells which amendment stands in a fact's place.
type amendments struct {
	read  *timeline.View          // up to here
	since map[uuid.UUID]uuid.UUID // fact → amendment, made since
	facts map[uuid.UUID]uuid.UUID // amendment made since → its fact
}

// latest is the view that leaves nothing out.
func (inc *Incident) latest() *timeline.View {
	return inc.log.AsOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
}

// read takes from a log that came from elsewhere what verbs need to know.
func (inc *Incident) read(lifecycles []*lifecycle.Lifecycle) {
	v := inc.latest()
	inc.life = findLifecycle(v, lifecycles)
	for f := range v.Findings() {
		inc.cache.dangling = inc.cache.dangling || f.Rule == timeline.RuleNoTarget || f.Rule == timeline.RuleNoPredecessor
	}
}

// ambiguous reports whether two events bear one ID. A status that follows such a
// one need not be the next, so the current status is then read from the log each
// time.
func ambiguous(v *timeline.View) bool {
	for f := range v.Findings() {
		if f.Rule == timeline.RuleSameID {
			return true
		}
	}
	return false
}

// note takes over what a further event says, or forgets what it may change.
// Given is whether the event came with its ID.
func (inc *Incident) note(e timeline.Event, given bool) {
	c := &inc.cache
	switch {
	case given && c.dangling:
		*c = cache{dangling: true} // the log may speak of it already
	case e.Kind == timeline.KindRedact:
		c.head, c.guesses = nil, nil // their words may be gone
	case e.Amends != uuid.Nil:
		fact := inc.fact(e.Amends)
		if c.amended != nil {
			c.amended.since[fact], c.amended.facts[e.ID] = e.ID, fact
		}
		inc.forget(fact)
	case e.Kind == timeline.KindRetract:
		fact := inc.fact(e.Target)
		if c.amended != nil && (fact != e.Target || c.amended.of(fact) != fact) {
			c.amended = nil
		}
		inc.forget(fact)
	default:
		c.guesses.note(e)
	}
}

// forget drops what is known of a fact that is corrected.
func (inc *Incident) forget(fact uuid.UUID) {
	switch e, _ := inc.log.Event(fact); e.Kind {
	case timeline.KindStatus:
		inc.cache.head = nil
	case KindHypothesis:
		inc.cache.guesses = nil
	}
}

// fact returns the fact that a chain of amendments and retractions ends at.
func (inc *Incident) fact(id uuid.UUID) uuid.UUID {
	for range inc.log.Len() {
		if a := inc.cache.amended; a != nil && a.facts[id] != uuid.Nil {
			return a.facts[id]
		}
		e, ok := inc.log.Event(id)
		switch {
		case ok && e.Amends != uuid.Nil:
			id = e.Amends
		case ok && e.Kind == timeline.KindRetract:
			id = e.Target
		default:
			return id
		}
	}
	return id
}

// standing returns the ID of what holds in a fact's place: its last amendment, or
// the fact itself. The fact may be named by any of its amendments.
func (inc *Incident) standing(id uuid.UUID) uuid.UUID {
	if inc.cache.amended == nil {
		inc.cache.amended = &amendments{inc.latest(), map[uuid.UUID]uuid.UUID{}, map[uuid.UUID]uuid.UUID{}}
	}
	return inc.cache.amended.of(inc.fact(id))
}

func (a *amendments) of(fact uuid.UUID) uuid.UUID {
	if by, ok := a.since[fact]; ok {
		return by
	}
	if by, ok := a.read.AmendedBy(fact); ok {
		return by
	}
	return fact
}
