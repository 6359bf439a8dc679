package incidenttest

import (
	"errors"
	"iter"
	"slices"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

func checkWays(s *subject) {
	via, _ := s.Lifecycle.(interface {
		Via(from, to lifecycle.State) (lifecycle.Trigger, error)
	})
	path, _ := s.Lifecycle.(interface {
		Path(from, to lifecycle.State) ([]lifecycle.Trigger, error)
	})
	for _, from := range s.states {
		reached := s.reach([]lifecycle.State{from.Name})
		for _, to := range s.states {
			if via != nil {
				s.checkVia(via.Via, from.Name, to.Name)
			}
			if path == nil {
				continue
			}
			way, err := path.Path(from.Name, to.Name)
			at := from.Name
			for _, trigger := range way {
				at = s.next[pair{at, trigger}]
			}
			if reached[to.Name] != (err == nil) || err == nil && at != to.Name {
				s.fail("the path from %s to %s is %v (%v), which leads to %q", from.Name, to.Name, way, err, at)
			}
		}
	}
}

// checkVia asks for the one trigger that leads from one state to the other.
func (s *subject) checkVia(via func(from, to lifecycle.State) (lifecycle.Trigger, error), from, to lifecycle.State) {
	var want []lifecycle.Trigger
	for _, trigger := range s.exits(from) {
		if s.next[pair{from, trigger}] == to {
			want = append(want, trigger)
		}
	}
	got, err := via(from, to)
	switch len(want) {
	case 0:
		if !errors.Is(err, lifecycle.ErrNotAllowed) {
			s.fail("nothing leads from %s to %s, and Via says %q (%v)", from, to, got, err)
		}
	case 1:
		if err != nil || got != want[0] {
			s.fail("%s leads from %s to %s, and Via says %q (%v)", want[0], from, to, got, err)
		}
	default:
		if !errors.Is(err, lifecycle.ErrAmbiguous) {
			s.fail("%v lead from %s to %s, and Via says %q (%v)", want, from, to, got, err)
		}
	}
}

// errNo is what the facts say that refuse.
var errNo = errors.New("incidenttest: refused to see what happens")

// checkGuards answers all guards, then refuses each in turn.
func checkGuards(s *subject) {
	lc, ok := s.Lifecycle.(interface {
		Check(lifecycle.State, lifecycle.Trigger, lifecycle.Facts) error
		Transitions() iter.Seq[lifecycle.Transition]
	})
	if !ok {
		return
	}
	for t := range lc.Transitions() {
		var asked []string
		yes := lifecycle.FactsFunc(func(name string) error {
			asked = append(asked, name)
			return nil
		})
		if err := lc.Check(t.From, t.Trigger, yes); err != nil || !slices.Equal(asked, t.Guards) {
			s.fail("%s from %s asks %q, not %q (%v)", t.Trigger, t.From, asked, t.Guards, err)
		}
		if err := lc.Check(t.From, t.Trigger, nil); errors.Is(err, lifecycle.ErrBlocked) != (len(t.Guards) > 0) {
			s.fail("%s from %s, which has guards %q, is refused without facts with %v", t.Trigger, t.From, t.Guards, err)
		}
		for _, guard := range t.Guards {
			no := refusing(guard)
			err := lc.Check(t.From, t.Trigger, no)
			var blocked *lifecycle.TransitionError
			if !errors.As(err, &blocked) || !errors.Is(err, lifecycle.ErrBlocked) || !errors.Is(err, errNo) ||
				len(blocked.Refusals) != 1 || blocked.Refusals[0].Guard != guard {
				s.fail("%s from %s, refused by %s, is refused with %v", t.Trigger, t.From, guard, err)
			}
			s.checkOptions(t, no)
		}
	}
}

// refusing returns facts that let everything pass but one guard.
func refusing(guard string) lifecycle.Facts {
	return lifecycle.FactsFunc(func(name string) error {
		if name == guard {
			return errNo
		}
		return nil
	})
}

// checkOptions sees to it that Options says the same as Check.
func (s *subject) checkOptions(t lifecycle.Transition, facts lifecycle.Facts) {
	lc, ok := s.Lifecycle.(interface {
		Options(lifecycle.State, lifecycle.Facts) iter.Seq[lifecycle.Option]
	})
	if !ok {
		return
	}
	var got []lifecycle.Trigger
	for o := range lc.Options(t.From, facts) {
		got = append(got, o.Trigger)
		if o.Trigger == t.Trigger && (o.To != t.To || !errors.Is(o.Err, lifecycle.ErrBlocked)) {
			s.fail("Options from %s offers %s to %s with %v", t.From, o.Trigger, o.To, o.Err)
		}
	}
	if want := s.exits(t.From); !slices.Equal(got, want) {
		s.fail("Options from %s yields %v, not %v", t.From, got, want)
	}
}

// TestFacts checks whoever answers guards, for the names that a lifecycle gives
// them. The error joins a [*Failure] for each breach.
func TestFacts(facts lifecycle.Facts, guards ...string) error {
	var errs []error
	fail := func(rule, should, found string) {
		errs = append(errs, &Failure{rule, should, found})
	}
	const stranger = "a_guard_that_nobody_has_named"
	if facts.Guard(stranger) == nil {
		fail("unknown_guard", "a guard that the facts do not know should be refused", stranger+" passes")
	}
	for _, guard := range guards {
		if first, again := facts.Guard(guard), facts.Guard(guard); (first == nil) != (again == nil) {
			fail("same_answer", "the same guard should get the same answer when asked again", guard+" does not")
		}
	}
	return errors.Join(errs...)
}
