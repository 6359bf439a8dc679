package incidenttest

import (
	"iter"
	"slices"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

func checkListings(s *subject) {
	s.checkCan()
	s.checkIsInitial()
	s.checkState()
	s.checkAvailable()
	s.checkTransitions()
}

func (s *subject) checkCan() {
	lc, ok := s.Lifecycle.(interface {
		Can(lifecycle.State, lifecycle.Trigger) bool
	})
	if !ok {
		return
	}
	for _, from := range s.allStates() {
		for _, trigger := range s.allTriggers() {
			if _, want := s.next[pair{from, trigger}]; lc.Can(from, trigger) != want {
				s.fail("Can says %t to %q from %q", !want, trigger, from)
			}
		}
	}
}

func (s *subject) checkIsInitial() {
	lc, ok := s.Lifecycle.(interface {
		IsInitial(lifecycle.State) bool
	})
	if !ok {
		return
	}
	for _, name := range s.allStates() {
		if lc.IsInitial(name) != slices.Contains(s.initial, name) {
			s.fail("IsInitial says %t to %q", lc.IsInitial(name), name)
		}
	}
}

func (s *subject) checkState() {
	lc, ok := s.Lifecycle.(interface {
		State(lifecycle.State) (lifecycle.StateDef, bool)
	})
	if !ok {
		return
	}
	for _, name := range s.allStates() {
		want, known := s.known[name]
		if got, ok := lc.State(name); ok != known || got != want {
			s.fail("State says %v and %t to %q", got, ok, name)
		}
	}
}

func (s *subject) checkAvailable() {
	lc, ok := s.Lifecycle.(interface {
		Available(lifecycle.State) iter.Seq2[lifecycle.Trigger, lifecycle.State]
	})
	if !ok {
		return
	}
	for _, from := range s.allStates() {
		var got []lifecycle.Trigger
		for trigger, to := range lc.Available(from) {
			got = append(got, trigger)
			if want := s.next[pair{from, trigger}]; to != want {
				s.fail("Available says that %s leads from %q to %q, not to %q", trigger, from, to, want)
			}
		}
		if want := s.exits(from); !slices.Equal(got, want) {
			s.fail("Available from %q yields %v, not %v", from, got, want)
		}
	}
}

func (s *subject) checkTransitions() {
	lc, ok := s.Lifecycle.(interface {
		Transitions() iter.Seq[lifecycle.Transition]
	})
	if !ok {
		return
	}
	var got, want []pair
	for t := range lc.Transitions() {
		got = append(got, pair{t.From, t.Trigger})
		if to := s.next[pair{t.From, t.Trigger}]; to != t.To {
			s.fail("Transitions says that %s leads from %s to %q, not to %q", t.Trigger, t.From, t.To, to)
		}
		if back := s.known[t.To].Phase < s.known[t.From].Phase; back != t.Reopens {
			s.fail("Transitions says of %s from %s to %s that reopening it is %t", t.Trigger, t.From, t.To, t.Reopens)
		}
	}
	for p := range s.moves() {
		want = append(want, p)
	}
	if !slices.Equal(got, want) {
		s.fail("Transitions yields %v, not %v", got, want)
	}
}
