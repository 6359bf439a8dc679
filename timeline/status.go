package timeline

import (
	"fmt"

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

	event *Event
}

// foldStatus follows each status event's predecessor from the first event on.
// No clock takes part, except to choose between branches.
func foldStatus(v *View, c *corrections, replaced map[uuid.UUID]*Event) []Status {
	next := map[uuid.UUID][]*Event{}
	for _, e := range v.events {
		if e.Kind == KindStatus {
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
	}
	var out []Status
	seen := map[uuid.UUID]bool{}
	for at := uuid.Nil; len(next[at]) > 0 && !seen[at]; {
		seen[at] = true
		branches := next[at]
		if len(branches) > 1 {
			v.find(RuleStatusFork, fmt.Sprintf("%d status changes follow the same one; %q came first and is followed", len(branches), branches[0].Status), branches...)
		}
		e := branches[0]
		if !e.Phase.IsStandard() {
			v.find(RuleUnknownPhase, fmt.Sprintf("status %q bears the phase %q", e.Status, e.Phase), e)
		}
		out = append(out, Status{e.ID, e.Status, e.Phase, e.Resolution, e.Hold, e.Occurred, e})
		at = e.ID
	}
	v.unreached(next)
	return out
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
	for _, e := range v.events {
		if e.Kind != KindStatus || reached[e.ID] {
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
