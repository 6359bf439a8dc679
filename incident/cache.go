package incident

import (
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A cache holds what verbs would otherwise read from the whole log each time.
// Whatever is nil in it must be read.
type cache struct {
	head    *timeline.Status
	guesses guesses
	amended *amendments

	missing map[uuid.UUID]bool // events that others speak of, not in the log; they may yet come
	tangled bool               // the log is such that no single event tells what it changes
}

// amendments tells which amendment stands in a fact's place.
type amendments struct {
	read      *timeline.View          // up to here
	since     map[uuid.UUID]uuid.UUID // fact → amendment, made since
	facts     map[uuid.UUID]uuid.UUID // amendment made since → its fact
	retracted map[uuid.UUID]bool      // facts that a retraction speaks of, whether it holds or not
}

// latest is the view that leaves nothing out.
func (inc *Incident) latest() *timeline.View {
	return inc.log.AsOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
}

// read takes from a log that came from elsewhere what verbs need to know.
func (inc *Incident) read() {
	c := cache{missing: map[uuid.UUID]bool{}}
	seen, corrects := map[uuid.UUID]bool{}, map[uuid.UUID]uuid.UUID{}
	for e := range inc.log.All() {
		c.tangled = c.tangled || seen[e.ID]
		seen[e.ID] = true
		c.misses(inc.log, e)
		if e.Amends != uuid.Nil {
			of, ok := inc.log.Event(e.Amends)
			c.tangled = c.tangled || ok && of.Kind != e.Kind
		}
		corrects[e.ID] = corrected(e)
	}
	c.tangled = c.tangled || circular(corrects)
	inc.cache = c
}

// misses notes what e speaks of and is not in the log.
func (c *cache) misses(log *timeline.Log, e timeline.Event) {
	for _, id := range [...]uuid.UUID{e.Previous, e.Target, e.Amends, e.RivalOf} {
		if id == uuid.Nil {
			continue
		}
		if _, ok := log.Event(id); !ok {
			if c.missing == nil {
				c.missing = map[uuid.UUID]bool{}
			}
			c.missing[id] = true
		}
	}
}

// corrected returns the event that e amends or retracts, zero if none.
func corrected(e timeline.Event) uuid.UUID {
	switch {
	case e.Amends != uuid.Nil:
		return e.Amends
	case e.Kind == timeline.KindRetract:
		return e.Target
	}
	return uuid.Nil
}

// circular reports whether events correct each other in a circle.
func circular(corrects map[uuid.UUID]uuid.UUID) bool {
	passed := map[uuid.UUID]uuid.UUID{} // event → where the way past it began
	for start := range corrects {
		for at := start; at != uuid.Nil; at = corrects[at] {
			if from, before := passed[at]; before {
				if from == start {
					return true
				}
				break
			}
			passed[at] = start
		}
	}
	return false
}

// note takes over what a further event says, or forgets what it may change.
func (inc *Incident) note(e timeline.Event) {
	c := &inc.cache
	switch {
	case c.missing[e.ID]:
		inc.read() // the log speaks of it already
		return
	case c.tangled:
		c.head, c.guesses, c.amended = nil, nil, nil
	case e.Kind == timeline.KindRedact:
		c.head, c.guesses = nil, nil // their words may be gone
	case e.Amends != uuid.Nil:
		fact := inc.fact(e.Amends)
		c.amended = c.amended.amend(fact, e)
		inc.forget(fact)
	case e.Kind == timeline.KindRetract:
		fact := inc.fact(e.Target)
		c.amended = c.amended.retract(fact, e)
		inc.forget(fact)
	default:
		c.guesses.note(e)
	}
	c.misses(inc.log, e)
}

// amend takes over an amendment of a fact. One of something else than what
// stands, or of a fact that was retracted, need not stand itself: then it
// returns nil.
func (a *amendments) amend(fact uuid.UUID, e timeline.Event) *amendments {
	if a == nil || a.retracted[fact] || a.of(fact) != e.Amends {
		return nil
	}
	a.since[fact], a.facts[e.ID] = e.ID, fact
	return a
}

// retract takes over a retraction of a fact, and returns nil if it may change
// which amendment stands.
func (a *amendments) retract(fact uuid.UUID, e timeline.Event) *amendments {
	if a == nil || fact != e.Target || a.of(fact) != fact {
		return nil
	}
	a.retracted[fact] = true
	return a
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
		e, _ := inc.log.Event(id)
		next := corrected(e)
		if _, ok := inc.log.Event(next); !ok {
			return id // what amends nothing at hand is a fact of its own
		}
		id = next
	}
	return id
}

// standing returns the ID of what holds in a fact's place: its last amendment, or
// the fact itself. The fact may be named by any of its amendments.
func (inc *Incident) standing(id uuid.UUID) uuid.UUID {
	fact := inc.fact(id)
	if inc.cache.amended == nil {
		retracted := map[uuid.UUID]bool{}
		for e := range inc.log.All() {
			if e.Kind == timeline.KindRetract {
				retracted[inc.fact(e.Target)] = true
			}
		}
		inc.cache.amended = &amendments{inc.latest(), map[uuid.UUID]uuid.UUID{}, map[uuid.UUID]uuid.UUID{}, retracted}
	}
	return inc.cache.amended.of(fact)
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
