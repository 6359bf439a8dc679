package incidenttest

import (
	"errors"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

func checkWays(s *subject) {
	via, _ := s.Lifecycle.(interface {
		Via(from, to lifecycle.State) (lifecycle.Trigger, error)
	})
	path, _ := s.Lifecycle.(interface {
		Path(from, to lifecycle.State) ([]lifecycle.Trigger, error)
	})
	for _, from := range s.allStates() {
		reached := s.reach([]lifecycle.State{from})
		for _, to := range s.allStates() {
			_, known := s.known[from]
			_, too := s.known[to]
			if via != nil {
				trigger, err := via.Via(from, to)
				s.checkVia(from, to, known && too, trigger, err)
			}
			if path != nil {
				way, err := path.Path(from, to)
				steps, ok := reached[to]
				s.checkPath(from, to, known && too, ok, steps, way, err)
			}
		}
	}
}

// checkVia judges the trigger that is said to lead from one state to the other.
func (s *subject) checkVia(from, to lifecycle.State, known bool, got lifecycle.Trigger, err error) {
	var want []lifecycle.Trigger
	for _, trigger := range s.exits(from) {
		if s.next[pair{from, trigger}] == to {
			want = append(want, trigger)
		}
	}
	switch {
	case !known:
		if got != "" || !errors.Is(err, lifecycle.ErrUnknownState) {
			s.fail("one of %q and %q is not declared, and Via says %q (%v)", from, to, got, err)
		}
	case len(want) == 0:
		if got != "" || !errors.Is(err, lifecycle.ErrNotAllowed) {
			s.fail("nothing leads from %s to %s, and Via says %q (%v)", from, to, got, err)
		}
	case len(want) == 1:
		if err != nil || got != want[0] {
			s.fail("%s leads from %s to %s, and Via says %q (%v)", want[0], from, to, got, err)
		}
	default:
		if got != "" || !errors.Is(err, lifecycle.ErrAmbiguous) {
			s.fail("%v lead from %s to %s, and Via says %q (%v)", want, from, to, got, err)
		}
	}
}

// checkPath judges the way that is said to lead from one state to the other.
func (s *subject) checkPath(from, to lifecycle.State, known, reached bool, steps int, way []lifecycle.Trigger, err error) {
	switch {
	case !known:
		if way != nil || !errors.Is(err, lifecycle.ErrUnknownState) {
			s.fail("one of %q and %q is not declared, and Path says %v (%v)", from, to, way, err)
		}
		return
	case !reached:
		if way != nil || !errors.Is(err, lifecycle.ErrNotAllowed) {
			s.fail("no way leads from %s to %s, and Path says %v (%v)", from, to, way, err)
		}
		return
	}
	at := from
	for _, trigger := range way {
		at = s.next[pair{at, trigger}]
	}
	if err != nil || at != to || len(way) != steps {
		s.fail("a way of %d steps leads from %s to %s, and Path says %v (%v)", steps, from, to, way, err)
	}
}
