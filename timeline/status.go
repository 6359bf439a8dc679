package timeline

import (
	"fmt"
	"iter"

	"github.com/google/uuid"
)

// A Status is one entry of the status history.
type Status struct {
	Event      uuid.UUID
	Name       string
	Phase      Phase
	Resolution string
	Hold       string // why work is on hold in it; empty if it is not
	At         Instant
}

// statusEntry is a status of a view and the event that it comes from.
type statusEntry struct {
	Status
	event *Event
}

// Statuses returns the status history: each change once, along the first branch
// where the log forks.
func (v *View) Statuses() iter.Seq[Status] {
	return func(yield func(Status) bool) {
		for i := range v.statuses {
			if !yield(v.statuses[i].Status) {
				return
			}
		}
	}
}

// Status returns the current status, and false when none was recorded.
func (v *View) Status() (Status, bool) {
	if len(v.statuses) == 0 {
		return Status{}, false
	}
	return v.statuses[len(v.statuses)-1].Status, true
}

// foldStatus follows each status event's predecessor from the first event on.
// No clock takes part, except to choose between branches.
func (v *View) foldStatus(c *corrections, replaced map[uuid.UUID]*Event) {
	if len(v.changes) == 0 {
		return
	}
	v.statuses = make([]statusEntry, 0, len(v.changes))
	if v.plain && v.isChain() {
		for _, e := range v.changes {
			v.enter(e)
		}
		return
	}
	if c == nil {
		c = newCorrections(v)
	}
	next := map[uuid.UUID][]*Event{}
	for _, e := range v.changes {
		prev, ok := c.predecessor(e)
		if !ok {
			v.find(RuleNoPredecessor, fmt.Sprintf("status %q follows an event that is not in the log", e.Status), e)
			continue
		}
		if r := replaced[prev]; r != nil {
			prev = r.ID // the preferred account stands where the other did
		}
		next[prev] = append(next[prev], e)
	}
	seen := map[uuid.UUID]bool{}
	for at := uuid.Nil; len(next[at]) > 0 && !seen[at]; {
		seen[at] = true
		branches := next[at]
		if len(branches) > 1 {
			v.find(RuleStatusFork, fmt.Sprintf("%d status changes follow the same one; %q came first and is followed", len(branches), branches[0].Status), branches...)
		}
		v.enter(branches[0])
		at = branches[0].ID
	}
	v.unreached(next)
}

// isChain reports whether each change of status follows the one before it, the
// first none.
func (v *View) isChain() bool {
	last := uuid.Nil
	for _, e := range v.changes {
		if e.Previous != last {
			return false
		}
		last = e.ID
	}
	return true
}

func (v *View) enter(e *Event) {
	if !e.Phase.IsStandard() {
		v.find(RuleUnknownPhase, fmt.Sprintf("status %q bears the phase %q", e.Status, e.Phase), e)
	}
	v.statuses = append(v.statuses, statusEntry{Status{e.ID, e.Status, e.Phase, e.Resolution, e.Hold, e.Occurred}, e})
}

// unreached reports status changes that no chain of predecessors leads to from
// the first one: they follow each other in a circle.
func (v *View) unreached(next map[uuid.UUID][]*Event) {
	reached := map[uuid.UUID]bool{uuid.Nil: true}
	for at := []uuid.UUID{uuid.Nil}; len(at) > 0; {
		id := at[0]
		at = at[1:]
		for _, e := range next[id] {
			if !reached[e.ID] {
				reached[e.ID] = true
				at = append(at, e.ID)
			}
		}
	}
	for _, e := range v.changes {
		if reached[e.ID] {
			continue
		}
		for _, follower := range next[e.ID] {
			if !reached[follower.ID] {
				v.find(RuleStatusLoop, fmt.Sprintf("status %q stands in a circle of status changes, apart from the first", e.Status), e)
				break
			}
		}
	}
}
