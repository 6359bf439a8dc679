package incidenttest_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/allclear-go/allclear/incident/incidenttest"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

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
	options   func(lifecycle.State, []lifecycle.Option) []lifecycle.Option
	isInitial func(lifecycle.State) bool
	state     func(lifecycle.State) (lifecycle.StateDef, bool)
	all       []lifecycle.Transition
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
	switch {
	case f.all != nil:
		return slices.Values(f.all)
	case f.moves == nil:
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
	options := slices.Collect(f.Lifecycle.Options(from, facts))
	if f.options != nil {
		options = f.options(from, options)
	}
	return slices.Values(options)
}

func (f faulty) IsInitial(s lifecycle.State) bool {
	if f.isInitial == nil {
		return slices.Contains(slices.Collect(f.Initial()), s)
	}
	return f.isInitial(s)
}

func (f faulty) State(s lifecycle.State) (lifecycle.StateDef, bool) {
	if f.state == nil {
		for def := range f.States() {
			if def.Name == s {
				return def, true
			}
		}
		return lifecycle.StateDef{}, false
	}
	return f.state(s)
}

func (f faulty) Replay(history []lifecycle.Step) (lifecycle.State, error) {
	if f.replay == nil {
		return f.Lifecycle.Replay(history)
	}
	return f.replay(history)
}

// twice has a move with two guards.
var twice = lifecycle.MustCompile(lifecycle.Definition{
	Name: "twice", Version: 1, Initial: []lifecycle.State{"open"},
	States: []lifecycle.StateDef{
		{Name: "open", Phase: lifecycle.PhaseActive},
		{Name: "done", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
	},
	Edges: []lifecycle.Edge{{Trigger: "finish", From: []lifecycle.State{"open"}, To: "done", Guards: []string{"reviewed", "signed"}}},
})

// checkOnly has Check, which always refuses, beside the four methods.
type checkOnly struct{ incidenttest.Lifecycle }

func (checkOnly) Check(lifecycle.State, lifecycle.Trigger, lifecycle.Facts) error {
	return lifecycle.ErrBlocked
}

// door is a state machine written by hand, as a switch.
type door struct{}

func (door) Initial() iter.Seq[lifecycle.State] { return slices.Values([]lifecycle.State{"shut"}) }

func (door) States() iter.Seq[lifecycle.StateDef] {
	return slices.Values([]lifecycle.StateDef{
		{Name: "shut", Phase: lifecycle.PhaseActive},
		{Name: "open", Phase: lifecycle.PhaseMitigated},
		{Name: "gone", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCancelled},
	})
}

func (door) Triggers() iter.Seq[lifecycle.Trigger] {
	return slices.Values([]lifecycle.Trigger{"open", "shut", "wall_up"})
}

func (d door) Next(from lifecycle.State, trigger lifecycle.Trigger) (lifecycle.State, error) {
	switch {
	case from != "shut" && from != "open" && from != "gone":
		return "", fmt.Errorf("%w: %q", lifecycle.ErrUnknownState, from)
	case trigger != "open" && trigger != "shut" && trigger != "wall_up":
		return "", fmt.Errorf("%w: %q", lifecycle.ErrUnknownTrigger, trigger)
	case trigger == "open" && from == "shut":
		return "open", nil
	case trigger == "shut" && from == "open":
		return "shut", nil
	case trigger == "wall_up" && from != "gone":
		return "gone", nil
	}
	refused := &lifecycle.TransitionError{From: from, Trigger: trigger}
	return "", errors.Join(refused, lifecycle.ErrNotAllowed)
}
