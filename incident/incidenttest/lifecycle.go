package incidenttest

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// A Lifecycle decides which state follows which. A [*lifecycle.Lifecycle] is
// one. What else it offers of that type's methods, such as Available or Replay,
// is tested too.
type Lifecycle interface {
	// Initial yields the states in which a life may begin.
	Initial() iter.Seq[lifecycle.State]
	// States yields every state.
	States() iter.Seq[lifecycle.StateDef]
	// Triggers yields every trigger.
	Triggers() iter.Seq[lifecycle.Trigger]
	// Next returns where a trigger leads from a state, or a refusal.
	Next(from lifecycle.State, trigger lifecycle.Trigger) (lifecycle.State, error)
}

// A Failure is one breach of one rule. The errors of [TestLifecycle] and
// [TestFacts] are joined of them: of each rule at most three, and one that says
// how many more there are. What panics breaks the rule that it is tested for.
type Failure struct {
	Rule   string // its name: "reachable"
	Should string // what the rule says
	Found  string // what was found instead
}

// Error names the rule, what it says and what was found.
func (f *Failure) Error() string {
	return "incidenttest: " + f.Rule + ": " + f.Should + "; " + f.Found
}

// TestLifecycle checks every rule for lifecycles. The error joins a [*Failure]
// for each breach; see there.
func TestLifecycle(lc Lifecycle) error {
	var errs []error
	for _, r := range lifecycleRules() {
		for _, f := range r.run(lc) {
			errs = append(errs, f)
		}
	}
	return errors.Join(errs...)
}

// Run checks every rule for lifecycles, each in a subtest that bears its name.
func Run(t *testing.T, lc Lifecycle) {
	t.Helper()
	for _, r := range lifecycleRules() {
		t.Run(r.name, func(t *testing.T) {
			t.Helper()
			for _, f := range r.run(lc) {
				t.Error(f)
			}
		})
	}
}

// A rule is one thing that holds for every lifecycle.
type rule struct {
	name   string
	should string
	check  func(*subject)
}

// run checks the rule and returns its breaches.
func (r rule) run(lc Lifecycle) (failures []*Failure) {
	s := &subject{Lifecycle: lc, rule: r}
	defer func() {
		if s.more > 0 {
			s.found(fmt.Sprintf("and %d more", s.more))
		}
		if value := recover(); value != nil {
			s.found(panicked(value))
		}
		failures = s.failures
	}()
	s.states = slices.Collect(lc.States())
	s.triggers = slices.Collect(lc.Triggers())
	s.initial = slices.Collect(lc.Initial())
	s.next = make(map[pair]lifecycle.State)
	s.known = make(map[lifecycle.State]lifecycle.StateDef)
	for _, def := range s.states {
		s.known[def.Name] = def
	}
	for _, def := range s.states {
		for _, trigger := range s.triggers {
			if to, err := lc.Next(def.Name, trigger); err == nil {
				s.next[pair{def.Name, trigger}] = to
			}
		}
	}
	r.check(s)
	return nil // see above
}

// A subject is a lifecycle under one rule, with what it says of itself.
type subject struct {
	Lifecycle
	rule     rule
	states   []lifecycle.StateDef
	triggers []lifecycle.Trigger
	initial  []lifecycle.State
	known    map[lifecycle.State]lifecycle.StateDef
	next     map[pair]lifecycle.State // every move that is allowed
	failures []*Failure
	more     int // breaches that are counted only
}

type pair struct {
	from    lifecycle.State
	trigger lifecycle.Trigger
}

// fail records a breach, or counts it if there are enough.
func (s *subject) fail(format string, args ...any) {
	const enough = 3
	if len(s.failures) >= enough {
		s.more++
		return
	}
	s.found(fmt.Sprintf(format, args...))
}

// found records what was found.
func (s *subject) found(text string) {
	s.failures = append(s.failures, &Failure{s.rule.name, s.rule.should, text})
}

// moves yields every move that is allowed, by state and trigger in order.
func (s *subject) moves() iter.Seq2[pair, lifecycle.State] {
	return func(yield func(pair, lifecycle.State) bool) {
		for _, def := range s.states {
			for _, trigger := range s.triggers {
				p := pair{def.Name, trigger}
				if to, ok := s.next[p]; ok && !yield(p, to) {
					return
				}
			}
		}
	}
}

// allStates returns the states, and names that no state bears.
func (s *subject) allStates() []lifecycle.State {
	var out []lifecycle.State
	for _, def := range s.states {
		out = append(out, def.Name)
	}
	for _, name := range s.unheard() {
		out = append(out, lifecycle.State(name))
	}
	return out
}

// allTriggers returns the triggers, and names that no trigger bears.
func (s *subject) allTriggers() []lifecycle.Trigger {
	out := slices.Clone(s.triggers)
	for _, name := range s.unheard() {
		out = append(out, lifecycle.Trigger(name))
	}
	return out
}

// exits returns the triggers that lead out of a state, in order.
func (s *subject) exits(from lifecycle.State) []lifecycle.Trigger {
	var out []lifecycle.Trigger
	for _, trigger := range s.triggers {
		if _, ok := s.next[pair{from, trigger}]; ok {
			out = append(out, trigger)
		}
	}
	return out
}

// reach returns the states that moves lead to from the seeds, with the number of
// steps that it takes at least, and the seeds with 0.
func (s *subject) reach(seeds []lifecycle.State) map[lifecycle.State]int {
	steps := make(map[lifecycle.State]int)
	for _, name := range seeds {
		steps[name] = 0
	}
	for todo := slices.Clone(seeds); len(todo) > 0; todo = todo[1:] {
		for _, trigger := range s.exits(todo[0]) {
			to := s.next[pair{todo[0], trigger}]
			if _, seen := steps[to]; !seen {
				steps[to] = steps[todo[0]] + 1
				todo = append(todo, to)
			}
		}
	}
	return steps
}
