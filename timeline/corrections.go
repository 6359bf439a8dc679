package timeline

import (
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// corrections resolves which events of a view hold: amendments replace by
// target, retractions take back, and neither looks at a clock except to settle
// two amendments of one event.
type corrections struct {
	view       *View
	byID       map[uuid.UUID]*Event
	amendments map[uuid.UUID][]*Event // target → events that amend it
	retracted  map[uuid.UUID][]*Event // target → retractions of it
	followed   map[*Event]*Event      // results of follow
	held       map[*Event]bool        // results of holds
}

func newCorrections(v *View) *corrections {
	c := &corrections{
		view: v, byID: make(map[uuid.UUID]*Event, len(v.log)),
		amendments: map[uuid.UUID][]*Event{}, retracted: map[uuid.UUID][]*Event{},
		followed: map[*Event]*Event{}, held: map[*Event]bool{},
	}
	for _, e := range v.log {
		if first := c.byID[e.ID]; first != nil {
			v.find(RuleSameID, "two different events bear the same ID", first, e)
			continue
		}
		c.byID[e.ID] = e
	}
	for _, e := range v.log {
		if e.Amends != uuid.Nil {
			c.amendments[e.Amends] = append(c.amendments[e.Amends], e)
		}
		switch {
		case e.Kind == KindRetract && e.Amends != uuid.Nil:
			v.find(RuleAmendedRetraction, "a retraction cannot be amended; it holds as it was recorded", e)
		case e.Kind == KindRetract:
			c.retracted[e.Target] = append(c.retracted[e.Target], e)
		}
		for _, target := range [...]uuid.UUID{e.Amends, e.RivalOf, e.Target} {
			if target != uuid.Nil && c.byID[target] == nil {
				v.find(RuleNoTarget, "an event speaks of one that is not in the log", e) // itself perhaps retracted: no word of it
			}
		}
	}
	return c
}

// current returns the facts that hold, in order. A corrected fact keeps the ID
// of its first event.
func (c *corrections) current() []*Event {
	var out []*Event
	for _, e := range c.view.log {
		if e.Kind == KindRetract || e.Kind == KindRedact || e.Amends != uuid.Nil && c.byID[e.Amends] != nil {
			continue // no facts of their own
		}
		if now := c.follow(e); now != nil {
			out = append(out, c.fact(e, now))
		}
	}
	c.loops()
	slices.SortStableFunc(out, compareEvents)
	return out
}

// fact is the fact of e as another event, or itself, tells it now.
func (c *corrections) fact(e, now *Event) *Event {
	withdrawn := c.view.stands != nil && !c.view.stands[now]
	if now == e && !withdrawn {
		return e
	}
	held := *now
	if now != e {
		if c.view.amended == nil {
			c.view.amended = map[uuid.UUID]uuid.UUID{}
		}
		c.view.amended[e.ID] = now.ID
		held.ID, held.Amends = e.ID, uuid.Nil
	}
	if withdrawn {
		held.Visibility = Internal
	}
	return &held
}

// standing returns the events of a log that stand when all of it is known.
func standing(log []*Event) map[*Event]bool {
	c := newCorrections(&View{log: log})
	out := make(map[*Event]bool, len(log))
	for _, e := range log {
		if e.Amends != uuid.Nil && c.byID[e.Amends] != nil {
			continue
		}
		if now := c.follow(e); now != nil {
			out[now] = true
		}
	}
	return out
}

// follow returns what holds in e's place: nil if it was retracted, the last
// amendment that holds, else e. Each event is worked out once.
func (c *corrections) follow(e *Event) *Event {
	if f, done := c.followed[e]; done {
		return f
	}
	c.followed[e] = nil // a circle of amendments ends here
	if !c.holds(e) {
		return nil
	}
	result, held := e, []*Event{e}
	for _, a := range c.amendments[e.ID] {
		if f := c.follow(a); f != nil {
			if len(held) == 1 || compareRecorded(a, held[len(held)-1]) > 0 {
				result = f
				held = append(held, a)
			} else {
				held = slices.Insert(held, len(held)-1, a)
			}
		}
	}
	if len(held) > 2 {
		c.view.find(RuleTwoAmendments, fmt.Sprintf("%d amendments replace the same event; the last recorded holds", len(held)-1), held...)
	}
	c.followed[e] = result
	return result
}

// root returns the fact that an amendment tells, or the event itself.
func (c *corrections) root(id uuid.UUID) uuid.UUID {
	for range c.view.log {
		e := c.byID[id]
		if e == nil || e.Amends == uuid.Nil || c.byID[e.Amends] == nil {
			break
		}
		id = e.Amends
	}
	return id
}

// holds reports whether no retraction of e holds. A retraction can itself be
// retracted, which revives what it took back.
func (c *corrections) holds(e *Event) bool {
	if h, done := c.held[e]; done {
		return h
	}
	c.held[e] = false // a circle of retractions ends here
	h := !slices.ContainsFunc(c.retracted[e.ID], c.holds)
	c.held[e] = h
	return h
}

// loops reports amendments that no first event leads to.
func (c *corrections) loops() {
	reached := map[uuid.UUID]bool{}
	for _, e := range c.view.log {
		if e.Amends == uuid.Nil || c.byID[e.Amends] == nil {
			c.mark(e, reached)
		}
	}
	for _, e := range c.view.log {
		if !reached[e.ID] {
			c.view.find(RuleAmendmentLoop, "amendments replace each other in a circle", e)
		}
	}
}

func (c *corrections) mark(e *Event, reached map[uuid.UUID]bool) {
	for stack := []*Event{e}; len(stack) > 0; {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if reached[top.ID] {
			continue
		}
		reached[top.ID] = true
		stack = append(stack, c.amendments[top.ID]...)
	}
}

// predecessor returns the ID of the status change that e follows, passing over
// those that were retracted, and false if it is not in the log.
func (c *corrections) predecessor(e *Event) (uuid.UUID, bool) {
	for range c.view.log {
		if e.Previous == uuid.Nil {
			return uuid.Nil, true
		}
		prev := c.byID[e.Previous]
		if prev == nil || prev.Kind != KindStatus {
			return uuid.Nil, false
		}
		if c.holds(prev) {
			return prev.ID, true
		}
		e = prev
	}
	return uuid.Nil, false
}
