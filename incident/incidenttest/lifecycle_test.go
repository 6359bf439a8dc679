package incidenttest_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/incidenttest"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

// shipped returns every lifecycle that package lifecycle ships.
func shipped() []*lifecycle.Lifecycle {
	return []*lifecycle.Lifecycle{
		lifecycle.Default(), lifecycle.Maintenance(), lifecycle.Statuspage(), lifecycle.ITIL(), lifecycle.Rootly(),
	}
}

func TestShippedLifecyclesPass(t *testing.T) {
	for _, lc := range shipped() {
		t.Run(lc.Name(), func(t *testing.T) {
			incidenttest.Run(t, lc)
			assert.NoError(t, incidenttest.TestLifecycle(lc))
		})
	}
}

// faulty is the default lifecycle with some answers made false. Those that are
// nil stay as they are.
type faulty struct {
	*lifecycle.Lifecycle
	states    func(iter.Seq[lifecycle.StateDef]) []lifecycle.StateDef
	triggers  func([]lifecycle.Trigger) []lifecycle.Trigger
	initial   []lifecycle.State
	next      func(lifecycle.State, lifecycle.Trigger) (lifecycle.State, error)
	can       func(lifecycle.State, lifecycle.Trigger) bool
	available func(lifecycle.State) []lifecycle.Trigger
	moves     func(lifecycle.Transition) lifecycle.Transition
	via       func(from, to lifecycle.State) (lifecycle.Trigger, error)
	path      func(from, to lifecycle.State) ([]lifecycle.Trigger, error)
	check     func(lifecycle.State, lifecycle.Trigger, lifecycle.Facts) error
	option    func(lifecycle.Option) lifecycle.Option
	replay    func([]lifecycle.Step) (lifecycle.State, error)
}

func (f faulty) States() iter.Seq[lifecycle.StateDef] {
	if f.states == nil {
		return f.Lifecycle.States()
	}
	return slices.Values(f.states(f.Lifecycle.States()))
}

func (f faulty) Triggers() iter.Seq[lifecycle.Trigger] {
	if f.triggers == nil {
		return f.Lifecycle.Triggers()
	}
	return slices.Values(f.triggers(slices.Collect(f.Lifecycle.Triggers())))
}

func (f faulty) Initial() iter.Seq[lifecycle.State] {
	if f.initial == nil {
		return f.Lifecycle.Initial()
	}
	return slices.Values(f.initial)
}

func (f faulty) Next(from lifecycle.State, trigger lifecycle.Trigger) (lifecycle.State, error) {
	if f.next == nil {
		return f.Lifecycle.Next(from, trigger)
	}
	return f.next(from, trigger)
}

func (f faulty) Can(from lifecycle.State, trigger lifecycle.Trigger) bool {
	if f.can == nil {
		return f.Lifecycle.Can(from, trigger)
	}
	return f.can(from, trigger)
}

func (f faulty) Available(from lifecycle.State) iter.Seq2[lifecycle.Trigger, lifecycle.State] {
	if f.available == nil {
		return f.Lifecycle.Available(from)
	}
	return func(yield func(lifecycle.Trigger, lifecycle.State) bool) {
		for _, trigger := range f.available(from) {
			to, _ := f.Lifecycle.Next(from, trigger)
			if !yield(trigger, to) {
				return
			}
		}
	}
}

func (f faulty) Transitions() iter.Seq[lifecycle.Transition] {
	if f.moves == nil {
		return f.Lifecycle.Transitions()
	}
	return func(yield func(lifecycle.Transition) bool) {
		for t := range f.Lifecycle.Transitions() {
			if !yield(f.moves(t)) {
				return
			}
		}
	}
}

func (f faulty) Via(from, to lifecycle.State) (lifecycle.Trigger, error) {
	if f.via == nil {
		return f.Lifecycle.Via(from, to)
	}
	return f.via(from, to)
}

func (f faulty) Path(from, to lifecycle.State) ([]lifecycle.Trigger, error) {
	if f.path == nil {
		return f.Lifecycle.Path(from, to)
	}
	return f.path(from, to)
}

func (f faulty) Check(from lifecycle.State, trigger lifecycle.Trigger, facts lifecycle.Facts) error {
	if f.check == nil {
		return f.Lifecycle.Check(from, trigger, facts)
	}
	return f.check(from, trigger, facts)
}

func (f faulty) Options(from lifecycle.State, facts lifecycle.Facts) iter.Seq[lifecycle.Option] {
	return func(yield func(lifecycle.Option) bool) {
		for o := range f.Lifecycle.Options(from, facts) {
			if f.option != nil {
				o = f.option(o)
			}
			if !yield(o) {
				return
			}
		}
	}
}

func (f faulty) Replay(history []lifecycle.Step) (lifecycle.State, error) {
	if f.replay == nil {
		return f.Lifecycle.Replay(history)
	}
	return f.replay(history)
}

var lc = lifecycle.Default()

// with adds a state to the default lifecycle, to which nothing leads.
func with(s lifecycle.StateDef) func(iter.Seq[lifecycle.StateDef]) []lifecycle.StateDef {
	return func(states iter.Seq[lifecycle.StateDef]) []lifecycle.StateDef {
		return append(slices.Collect(states), s)
	}
}

// but redirects one move of the default lifecycle.
func but(from lifecycle.State, trigger lifecycle.Trigger, to lifecycle.State) func(lifecycle.State, lifecycle.Trigger) (lifecycle.State, error) {
	return func(s lifecycle.State, t lifecycle.Trigger) (lifecycle.State, error) {
		if s == from && t == trigger {
			return to, nil
		}
		return lc.Next(s, t)
	}
}

// deaf refuses every move for which no says so.
func deaf(no func(from lifecycle.State, trigger lifecycle.Trigger) bool, err error) func(lifecycle.State, lifecycle.Trigger) (lifecycle.State, error) {
	return func(s lifecycle.State, t lifecycle.Trigger) (lifecycle.State, error) {
		if no(s, t) {
			return "", err
		}
		return lc.Next(s, t)
	}
}

// For each rule faulty lifecycles are planted, and the kit catches each by that
// very rule.
func TestEveryRuleCatches(t *testing.T) {
	sentinel := errors.New("no")
	turn := 0
	planted := make(map[string]bool)
	for _, c := range []struct {
		rule  string
		fault string
		lc    incidenttest.Lifecycle
	}{
		{"names", "a state listed twice", faulty{states: with(lifecycle.StateDef{Name: "triage", Phase: lifecycle.PhaseTriage})}},
		{"names", "a state without a name", faulty{states: with(lifecycle.StateDef{Phase: lifecycle.PhaseTriage})}},
		{"names", "a trigger listed twice", faulty{triggers: func(t []lifecycle.Trigger) []lifecycle.Trigger { return append(t, "close") }}},
		{"names", "a trigger without a name", faulty{triggers: func(t []lifecycle.Trigger) []lifecycle.Trigger { return append(t, "") }}},
		{"initial", "nowhere to begin", faulty{initial: []lifecycle.State{}}},
		{"initial", "begins nowhere", faulty{initial: []lifecycle.State{"triage", "limbo"}}},
		{"phases", "no phase", faulty{states: with(lifecycle.StateDef{Name: "limbo"})}},
		{"phases", "ends while open", faulty{states: with(lifecycle.StateDef{Name: "limbo", Phase: lifecycle.PhaseActive, Resolution: lifecycle.ResolutionMerged})}},
		{"targets", "leads nowhere", faulty{next: but("triage", "close", "limbo")}},
		{"self", "a repeated status", faulty{next: but("triage", "investigate", "triage")}},
		{"reachable", "an island", faulty{states: with(lifecycle.StateDef{Name: "limbo", Phase: lifecycle.PhaseTriage})}},
		{"way_out", "no way out", faulty{states: with(lifecycle.StateDef{Name: "limbo", Phase: lifecycle.PhaseTriage})}},
		{"end", "round and round", faulty{next: deaf(func(s lifecycle.State, _ lifecycle.Trigger) bool { return s == "triage" }, sentinel)}},
		{"ended", "one end to another", faulty{next: but("closed", "merge", "merged")}},
		{"same_answer", "every other time", faulty{next: func(s lifecycle.State, t lifecycle.Trigger) (lifecycle.State, error) {
			if turn++; turn%2 == 0 {
				return lc.Next("triage", "unheard_of")
			}
			return lc.Next(s, t)
		}}},
		{"refusal", "an error of another type", faulty{next: deaf(func(s lifecycle.State, t lifecycle.Trigger) bool { return !lc.Can(s, t) }, sentinel)}},
		{"refusal", "a target beside the error", faulty{next: func(s lifecycle.State, t lifecycle.Trigger) (lifecycle.State, error) {
			to, err := lc.Next(s, t)
			if err != nil {
				to = s
			}
			return to, err
		}}},
		{"refusal", "the refusal of another move", faulty{next: func(s lifecycle.State, t lifecycle.Trigger) (lifecycle.State, error) {
			if _, err := lc.Next(s, t); errors.Is(err, lifecycle.ErrNotAllowed) {
				return lc.Next("resolved", "merge")
			}
			return lc.Next(s, t)
		}}},
		{"refusal", "the end is said to be open", faulty{next: func(s lifecycle.State, t lifecycle.Trigger) (lifecycle.State, error) {
			if s == "closed" {
				return lc.Next("resolved", "merge")
			}
			return lc.Next(s, t)
		}}},
		{"unknown", "makes it up", faulty{next: func(s lifecycle.State, t lifecycle.Trigger) (lifecycle.State, error) {
			if s == "" {
				return "triage", nil
			}
			return lc.Next(s, t)
		}}},
		{"unknown", "does not say that it is unknown", faulty{next: deaf(func(_ lifecycle.State, t lifecycle.Trigger) bool { return t == "unheard_of" }, lifecycle.ErrNotAllowed)}},
		{"listings", "can what it cannot", faulty{can: func(lifecycle.State, lifecycle.Trigger) bool { return true }}},
		{"listings", "in another order", faulty{available: func(s lifecycle.State) []lifecycle.Trigger {
			var out []lifecycle.Trigger
			for trigger := range lc.Available(s) {
				out = append([]lifecycle.Trigger{trigger}, out...)
			}
			return out
		}}},
		{"listings", "keeps one back", faulty{available: func(s lifecycle.State) []lifecycle.Trigger {
			var out []lifecycle.Trigger
			for trigger := range lc.Available(s) {
				out = append(out, trigger)
			}
			return out[:max(len(out)-1, 0)]
		}}},
		{"listings", "tells of another target", faulty{moves: func(t lifecycle.Transition) lifecycle.Transition { t.To = "triage"; return t }}},
		{"listings", "forgets that it reopens", faulty{moves: func(t lifecycle.Transition) lifecycle.Transition { t.Reopens = false; return t }}},
		{"ways", "another trigger", faulty{via: func(_, _ lifecycle.State) (lifecycle.Trigger, error) { return "close", nil }}},
		{"ways", "a way too short", faulty{path: func(_, _ lifecycle.State) ([]lifecycle.Trigger, error) { return nil, nil }}},
		{"ways", "no way at all", faulty{path: func(_, _ lifecycle.State) ([]lifecycle.Trigger, error) { return nil, lifecycle.ErrNotAllowed }}},
		{"guards", "asks nobody", faulty{check: func(s lifecycle.State, t lifecycle.Trigger, _ lifecycle.Facts) error {
			_, err := lc.Next(s, t)
			return err
		}}},
		{"guards", "refuses by itself", faulty{check: func(lifecycle.State, lifecycle.Trigger, lifecycle.Facts) error { return sentinel }}},
		{"guards", "does not say why", faulty{check: func(s lifecycle.State, t lifecycle.Trigger, f lifecycle.Facts) error {
			if lc.Check(s, t, f) != nil {
				return lifecycle.ErrBlocked
			}
			return nil
		}}},
		{"guards", "offers what is refused", faulty{option: func(o lifecycle.Option) lifecycle.Option { o.Err = nil; return o }}},
		{"walks", "forgives", faulty{replay: func(h []lifecycle.Step) (lifecycle.State, error) {
			at, _ := lc.Replay(h)
			return at, nil
		}}},
		{"walks", "ends elsewhere", faulty{replay: func(h []lifecycle.Step) (lifecycle.State, error) {
			_, err := lc.Replay(h)
			return "triage", err
		}}},
	} {
		t.Run(c.rule+": "+c.fault, func(t *testing.T) {
			if f, ok := c.lc.(faulty); ok {
				f.Lifecycle = lc
				c.lc = f
			}
			err := incidenttest.TestLifecycle(c.lc)
			require.Error(t, err)
			assert.Contains(t, rules(err), c.rule)
			planted[c.rule] = true
		})
	}
	for _, name := range incidenttest.RuleNames() {
		assert.True(t, planted[name], "no fault is planted for the rule %s", name)
	}
}

// A lifecycle that offers nothing but the four methods passes the rules that are
// about these.
func TestFewestMethods(t *testing.T) {
	type fewest struct{ incidenttest.Lifecycle }
	assert.NoError(t, incidenttest.TestLifecycle(fewest{lc}))
	assert.Error(t, incidenttest.TestLifecycle(fewest{&lifecycle.Lifecycle{}}), "no life can begin")
}

// rules returns the names of the rules that are broken, each once.
func rules(err error) []string {
	var names []string
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	for _, e := range joined.Unwrap() {
		var f *incidenttest.Failure
		if errors.As(e, &f) && f.Should != "" && f.Found != "" && !slices.Contains(names, f.Rule) {
			names = append(names, f.Rule)
		}
	}
	return names
}

func TestFacts(t *testing.T) {
	no := errors.New("no")
	known := func(name string) error {
		switch name {
		case "merge_target":
			return nil
		case "duplicate_target":
			return no
		}
		return errors.New("who asks?")
	}
	assert.NoError(t, incidenttest.TestFacts(lifecycle.FactsFunc(known), "merge_target", "duplicate_target"))

	lax := lifecycle.FactsFunc(func(string) error { return nil })
	assert.Equal(t, []string{"unknown_guard"}, rules(incidenttest.TestFacts(lax, "merge_target")))
	n := 0
	fickle := lifecycle.FactsFunc(func(string) error {
		if n++; n%2 == 0 {
			return nil
		}
		return no
	})
	assert.Equal(t, []string{"same_answer"}, rules(incidenttest.TestFacts(fickle, "merge_target")))
}
