package incidenttest

import (
	"errors"
	"iter"
	"slices"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// A checker asks the guards of a move.
type checker interface {
	Check(lifecycle.State, lifecycle.Trigger, lifecycle.Facts) error
}

// errNo is what the facts say that refuse.
var errNo = errors.New("incidenttest: refused to see what happens")

// refusing returns facts that let everything pass but some guards.
func refusing(guards ...string) lifecycle.Facts {
	return lifecycle.FactsFunc(func(name string) error {
		if slices.Contains(guards, name) {
			return errNo
		}
		return nil
	})
}

// guardsOf returns the guards of every move, if the lifecycle tells them.
func (s *subject) guardsOf() (map[pair][]string, bool) {
	lc, ok := s.Lifecycle.(interface {
		Transitions() iter.Seq[lifecycle.Transition]
	})
	if !ok {
		return nil, false
	}
	guards := make(map[pair][]string)
	for t := range lc.Transitions() {
		guards[pair{t.From, t.Trigger}] = t.Guards
	}
	return guards, true
}

// checkGuards answers all guards of every pair, then refuses each in turn.
func checkGuards(s *subject) {
	lc, ok := s.Lifecycle.(checker)
	if !ok {
		return
	}
	guards, told := s.guardsOf()
	for _, from := range s.allStates() {
		for _, trigger := range s.allTriggers() {
			p := pair{from, trigger}
			var asked []string
			err := lc.Check(from, trigger, lifecycle.FactsFunc(func(name string) error {
				asked = append(asked, name)
				return nil
			}))
			_, allowed := s.next[p]
			if allowed != (err == nil) || errors.Is(err, lifecycle.ErrBlocked) {
				s.fail("%q from %q, which all guards let pass, is answered with %v", trigger, from, err)
			}
			if allowed && told {
				if !slices.Equal(asked, guards[p]) {
					s.fail("%s from %s asks %q, not %q", trigger, from, asked, guards[p])
				}
				s.checkRefusals(lc, p, guards[p])
			}
		}
	}
}

// checkRefusals lets the guards of one move refuse it, one by one and together.
func (s *subject) checkRefusals(lc checker, p pair, guards []string) {
	if err := lc.Check(p.from, p.trigger, nil); errors.Is(err, lifecycle.ErrBlocked) != (len(guards) > 0) {
		s.fail("%s from %s, which has guards %q, is answered without facts with %v", p.trigger, p.from, guards, err)
	}
	sets := [][]string{guards}
	for _, g := range guards {
		sets = append(sets, []string{g})
	}
	for _, no := range sets {
		if len(no) == 0 {
			continue
		}
		err := lc.Check(p.from, p.trigger, refusing(no...))
		var blocked *lifecycle.TransitionError
		var said []string
		if errors.As(err, &blocked) {
			for _, r := range blocked.Refusals {
				said = append(said, r.Guard)
			}
		}
		if !errors.Is(err, lifecycle.ErrBlocked) || !errors.Is(err, errNo) || blocked != nil && !slices.Equal(said, no) {
			s.fail("%s from %s, refused by %q, is answered with %v", p.trigger, p.from, no, err)
		}
	}
}

// checkOptions asks for options with facts of every kind.
func checkOptions(s *subject) {
	lc, ok := s.Lifecycle.(interface {
		Options(lifecycle.State, lifecycle.Facts) iter.Seq[lifecycle.Option]
	})
	if !ok {
		return
	}
	facts := []lifecycle.Facts{nil, refusing(), lifecycle.FactsFunc(func(string) error { return errNo })}
	guards, _ := s.guardsOf()
	tried := make(map[string]bool)
	for p := range s.moves() {
		for _, g := range guards[p] {
			if !tried[g] {
				tried[g] = true
				facts = append(facts, refusing(g))
			}
		}
	}
	for _, from := range s.allStates() {
		for _, f := range facts {
			var got []lifecycle.Trigger
			for o := range lc.Options(from, f) {
				got = append(got, o.Trigger)
				if want := s.next[pair{from, o.Trigger}]; o.To != want {
					s.fail("Options says that %s leads from %q to %q, not to %q", o.Trigger, from, o.To, want)
				}
				s.checkOption(from, o, f)
			}
			if want := s.exits(from); !slices.Equal(got, want) {
				s.fail("Options from %q yields %v, not %v", from, got, want)
			}
		}
	}
}

// checkOption compares what is said of one option with what Check says.
func (s *subject) checkOption(from lifecycle.State, o lifecycle.Option, facts lifecycle.Facts) {
	if o.Err != nil && !errors.Is(o.Err, lifecycle.ErrBlocked) {
		s.fail("Options says of %s from %q: %v", o.Trigger, from, o.Err)
	}
	if lc, ok := s.Lifecycle.(checker); ok {
		if err := lc.Check(from, o.Trigger, facts); (err == nil) != (o.Err == nil) {
			s.fail("Options says of %s from %q: %v, and Check: %v", o.Trigger, from, o.Err, err)
		}
	}
}

// TestFacts checks whoever answers the guards of a lifecycle. They have to know
// each of its guards, save others: those that somebody else answers, such as
// "merge_target" and "duplicate_target" where package incident does. A guard that
// is misspelt shows, since facts refuse a name that they do not know with
// [lifecycle.ErrUnknownGuard]. Whether a guard is allowed or refused does not
// matter. The error joins a [*Failure] for each breach; see there.
func TestFacts(lc *lifecycle.Lifecycle, facts lifecycle.Facts, others ...string) error {
	if facts == nil {
		facts = lifecycle.FactsFunc(nil) // which knows no guard, as for Check
	}
	guards := slices.DeleteFunc(lc.Guards(), func(g string) bool { return slices.Contains(others, g) })
	rules := []rule{
		{"unknown_guard", "a guard that the facts do not know should be refused as ErrUnknownGuard", func(s *subject) {
			const stranger = "a_guard_that_nobody_has_named"
			switch err := facts.Guard(stranger); {
			case err == nil:
				s.fail("%s passes", stranger)
			case !errors.Is(err, lifecycle.ErrUnknownGuard):
				s.fail("%s is refused with %v", stranger, err)
			}
		}},
		{"known_guard", "the facts should know every guard of the lifecycle", func(s *subject) {
			for _, guard := range guards {
				if err := facts.Guard(guard); errors.Is(err, lifecycle.ErrUnknownGuard) {
					s.fail("%s is refused with %v", guard, err)
				}
			}
		}},
		{"same_answer", "the same guard should get the same answer when asked again", func(s *subject) {
			for _, guard := range guards {
				if first, again := facts.Guard(guard), facts.Guard(guard); (first == nil) != (again == nil) {
					s.fail("%s does not", guard)
				}
			}
		}},
	}
	var errs []error
	for _, r := range rules {
		for _, f := range r.run(lc) {
			errs = append(errs, f)
		}
	}
	return errors.Join(errs...)
}
