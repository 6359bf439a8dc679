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
		lifecycle.Default(), lifecycle.Maintenance(), lifecycle.Statuspage(), lifecycle.ServiceHealth(), lifecycle.ITIL(), lifecycle.Rootly(),
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
		{"initial", "begins twice", faulty{initial: []lifecycle.State{"triage", "triage"}}},
		{"phases", "on hold when it is over", faulty{states: with(lifecycle.StateDef{Name: "limbo", Phase: lifecycle.PhaseResolved, Hold: "vendor"})}},
		{"listings", "can what nobody knows", faulty{can: func(s lifecycle.State, t lifecycle.Trigger) bool { return lc.Can(s, t) || s == "unheard_of" }}},
		{"listings", "begins where nobody knows", faulty{isInitial: func(s lifecycle.State) bool { return lc.IsInitial(s) || s == "" }}},
		{"listings", "knows what nobody knows", faulty{state: func(s lifecycle.State) (lifecycle.StateDef, bool) { def, _ := lc.State(s); return def, true }}},
		{"listings", "one move twice and one not", faulty{all: func() []lifecycle.Transition {
			all := slices.Collect(lc.Transitions())
			return append(all[:1], all[:len(all)-1]...)
		}()}},
		{"ways", "a detour", faulty{path: func(from, to lifecycle.State) ([]lifecycle.Trigger, error) {
			if from == "triage" && to == "closed" {
				return []lifecycle.Trigger{"resolve", "close"}, nil
			}
			return lc.Path(from, to)
		}}},
		{"ways", "another error", faulty{path: func(from, to lifecycle.State) ([]lifecycle.Trigger, error) {
			way, err := lc.Path(from, to)
			if err != nil {
				err = sentinel
			}
			return way, err
		}}},
		{"ways", "a way from nowhere", faulty{via: func(from, to lifecycle.State) (lifecycle.Trigger, error) {
			if from == "" {
				return "close", nil
			}
			return lc.Via(from, to)
		}}},
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
		{"guards", "lets pass what no edge allows", faulty{check: func(s lifecycle.State, t lifecycle.Trigger, f lifecycle.Facts) error {
			if !lc.Can(s, t) {
				return nil
			}
			return lc.Check(s, t, f)
		}}},
		{"guards", "always refuses, and tells no guards", checkOnly{lc}},
		{"guards", "tells the first refusal alone", faulty{Lifecycle: twice, check: func(s lifecycle.State, t lifecycle.Trigger, f lifecycle.Facts) error {
			err := twice.Check(s, t, f)
			var te *lifecycle.TransitionError
			if errors.As(err, &te) && len(te.Refusals) > 1 {
				te.Refusals = te.Refusals[:1]
			}
			return err
		}}},
		{"options", "offers what is refused", faulty{options: func(_ lifecycle.State, all []lifecycle.Option) []lifecycle.Option {
			for i := range all {
				all[i].Err = nil
			}
			return all
		}}},
		{"options", "refuses what is offered", faulty{options: func(_ lifecycle.State, all []lifecycle.Option) []lifecycle.Option {
			for i := range all {
				all[i].Err = lifecycle.ErrBlocked
			}
			return all
		}}},
		{"options", "another error", faulty{options: func(_ lifecycle.State, all []lifecycle.Option) []lifecycle.Option {
			for i := range all {
				if all[i].Err != nil {
					all[i].Err = sentinel
				}
			}
			return all
		}}},
		{"options", "another target", faulty{options: func(_ lifecycle.State, all []lifecycle.Option) []lifecycle.Option {
			for i := range all {
				all[i].To = "triage"
			}
			return all
		}}},
		{"options", "none where no guard is", faulty{options: func(s lifecycle.State, all []lifecycle.Option) []lifecycle.Option {
			if s == "resolved" {
				return nil
			}
			return all
		}}},
		{"options", "some after the end", faulty{options: func(s lifecycle.State, all []lifecycle.Option) []lifecycle.Option {
			if s == "closed" {
				return []lifecycle.Option{{Trigger: "reopen", To: "investigating"}}
			}
			return all
		}}},
		{"births", "begins anywhere", faulty{replay: func(h []lifecycle.Step) (lifecycle.State, error) {
			if len(h) == 1 {
				return h[0].State, nil
			}
			return lc.Replay(h)
		}}},
		{"births", "begins nowhere", faulty{replay: func(h []lifecycle.Step) (lifecycle.State, error) {
			if len(h) == 1 {
				return h[0].State, sentinel
			}
			return lc.Replay(h)
		}}},
		{"walks", "reads states alone", faulty{replay: func(h []lifecycle.Step) (lifecycle.State, error) {
			h = slices.Clone(h)
			for i := range h {
				if h[i].State != "" {
					h[i].Trigger = ""
				}
			}
			return lc.Replay(h)
		}}},
		{"walks", "passes over what it does not know", faulty{replay: func(h []lifecycle.Step) (lifecycle.State, error) {
			return lc.Replay(slices.DeleteFunc(slices.Clone(h), func(s lifecycle.Step) bool { return s.Trigger == "unheard_of" }))
		}}},
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
			if f, ok := c.lc.(faulty); ok && f.Lifecycle == nil {
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

// A lifecycle that package lifecycle knows nothing of passes.
func TestByHand(t *testing.T) {
	incidenttest.Run(t, door{})
	assert.Equal(t, [][]lifecycle.Step{
		{{State: "shut"}, {Trigger: "open", State: "open"}, {Trigger: "shut", State: "shut"}, {Trigger: "wall_up", State: "gone"}},
		{{State: "shut"}, {Trigger: "open", State: "open"}, {Trigger: "wall_up", State: "gone"}},
	}, incidenttest.Tour(door{}))
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
		return lifecycle.ErrUnknownGuard
	}
	assert.NoError(t, incidenttest.TestFacts(lc, lifecycle.FactsFunc(known)))
	assert.EqualError(t, incidenttest.TestFacts(twice, lifecycle.FactsFunc(known), "signed"),
		"incidenttest: known_guard: the facts should know every guard of the lifecycle; reviewed is refused with lifecycle: unknown guard")
	assert.NoError(t, incidenttest.TestFacts(twice, lifecycle.FactsFunc(known), "signed", "reviewed"), "somebody else answers")
	assert.NoError(t, incidenttest.TestFacts(nil, nil), "there is nothing to answer")

	assert.Equal(t, []string{"known_guard"}, rules(incidenttest.TestFacts(lc, nil)))
	assert.Equal(t, []string{"unknown_guard"}, rules(incidenttest.TestFacts(lc, lifecycle.FactsFunc(func(name string) error {
		if errors.Is(known(name), lifecycle.ErrUnknownGuard) {
			return errors.New("who asks?")
		}
		return known(name)
	}))), "a name not known cannot be told from one refused")
	assert.ErrorIs(t, lifecycle.ErrTerminal, lifecycle.ErrNotAllowed, "the error itself, for machines by hand")

	lax := lifecycle.FactsFunc(func(string) error { return nil })
	assert.Equal(t, []string{"unknown_guard"}, rules(incidenttest.TestFacts(lc, lax)))
	n := 0
	fickle := lifecycle.FactsFunc(func(name string) error {
		switch n++; {
		case !slices.Contains(lc.Guards(), name):
			return lifecycle.ErrUnknownGuard
		case n%2 == 0:
			return nil
		}
		return no
	})
	assert.Equal(t, []string{"same_answer"}, rules(incidenttest.TestFacts(lc, fickle)))
}
