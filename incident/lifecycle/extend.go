package lifecycle

import (
	"fmt"
	"slices"
	"strings"
)

// Extend returns a lifecycle that has everything l has, and what more adds:
// initial states, states and edges. Name and version are those of more; under the
// name of l, the version has to be a later one. The wildcards of l stand for the
// new states too, so that these can be merged or cancelled like any other. Where
// a new state should not be left so, more has an edge that leaves it by name.
//
// Every history of l is a history of the result and ends in the same state.
//
// The error is a *[DefinitionError] if the two do not compile together; paths
// that begin with "base." are places in l. It is a *[SupersetError] if an edge
// of more takes the place of a transition of l.
func (l *Lifecycle) Extend(more Definition) (*Lifecycle, error) {
	l = l.orZero()
	if more.Name == l.def.Name && more.Version <= l.def.Version {
		p := Problem{codeBadVersion, "version", fmt.Sprintf("version %d of %q does not come after version %d", more.Version, more.Name, l.def.Version)}
		return nil, &DefinitionError{Name: more.Name, Problems: []Problem{p}}
	}
	d, more := l.def.clone(), more.clone()
	d.Name, d.Version = more.Name, more.Version
	d.Initial = append(d.Initial, more.Initial...)
	d.States = append(d.States, more.States...)
	d.Edges = append(d.Edges, more.Edges...)
	out, err := compile(d, l.def)
	if err != nil {
		return nil, err
	}
	if err := out.Contains(l); err != nil {
		return nil, err
	}
	return out, nil
}

// The codes of [SupersetError], which explains them.
const (
	codeMissingInitial    = "missing_initial"
	codeMissingState      = "missing_state"
	codeChangedState      = "changed_state"
	codeMissingTransition = "missing_transition"
	codeChangedTarget     = "changed_target"
	codeChangedGuards     = "changed_guards"
)

// Contains returns nil if l allows everything that base allows, and means the
// same by it: base's initial states, its states with their phases, resolutions
// and holds, and its transitions with their targets and guards. Every history of
// base then replays under l to the same state, so l can take over base's
// incidents. Every lifecycle contains itself.
//
// The error is a *[SupersetError] that holds every difference.
func (l *Lifecycle) Contains(base *Lifecycle) error {
	l, base = l.orZero(), base.orZero()
	var problems []Problem
	report := func(code, path, format string, args ...any) {
		problems = append(problems, Problem{Code: code, Path: path, Text: fmt.Sprintf(format, args...)})
	}
	for i, s := range base.flat.Initial {
		if !l.IsInitial(s) {
			report(codeMissingInitial, place("initial", i, 0), "no life begins in %q", s)
		}
	}
	for i, want := range base.flat.States {
		path := place("states", i, 0)
		switch s, ok := l.State(want.Name); {
		case !ok:
			report(codeMissingState, path, "state %q is not declared", want.Name)
		case s.Phase != want.Phase || s.Resolution != want.Resolution || s.Hold != want.Hold:
			report(codeChangedState, path, "state %q does not mean the same: %s, not %s", want.Name, s.meaning(), want.meaning())
		}
	}
	for i, e := range base.flat.Edges {
		for _, from := range e.From {
			path := place("edges", i, 0)
			c := l.cell(from, e.Trigger)
			switch {
			case c < 0:
				report(codeMissingTransition, path, "%s does not lead from %s to %s", e.Trigger, from, e.To)
			case l.target(c) != e.To:
				report(codeChangedTarget, path, "%s leads from %s to %s, not to %s", e.Trigger, from, l.target(c), e.To)
			case !slices.Equal(l.flat.Edges[l.edge[c]-1].Guards, e.Guards):
				report(codeChangedGuards, path, "%s from %s asks %q, not %q", e.Trigger, from, l.flat.Edges[l.edge[c]-1].Guards, e.Guards)
			}
		}
	}
	if len(problems) > 0 {
		return &SupersetError{
			Name: l.def.Name, Version: l.def.Version, Base: base.def.Name, BaseVersion: base.def.Version, Problems: problems,
		}
	}
	return nil
}

// meaning writes what other people read of a state.
func (s StateDef) meaning() string {
	words := []string{s.Phase.String()}
	if s.Resolution != ResolutionNone {
		words = append(words, s.Resolution.String())
	}
	if s.Hold != "" {
		words = append(words, "on hold for "+s.Hold)
	}
	return strings.Join(words, " ")
}

// SupersetError says in what a lifecycle falls short of another one. The codes
// of its problems:
//
//	missing_initial      no life may begin in a state in which one could
//	missing_state        a state is not declared
//	changed_state        a state has another phase, resolution or hold
//	missing_transition   a trigger leads nowhere from a state
//	changed_target       a trigger leads from a state to another one than it did
//	changed_guards       a transition asks other guards, or in another order
//
// Histories replay to the same states even where the only code is
// changed_guards: guards are not asked of what has happened.
type SupersetError struct {
	// Name and Version are those of the lifecycle that was asked.
	Name    string
	Version int
	// Base and BaseVersion are name and version of the other.
	Base        string
	BaseVersion int
	// Problems holds at least one difference; paths are places in the definition
	// of the other.
	Problems []Problem
}

// Error lists every difference on a line of its own.
func (e *SupersetError) Error() string {
	return problemText(fmt.Sprintf("lifecycle: %q version %d does not contain %q version %d:", e.Name, e.Version, e.Base, e.BaseVersion), e.Problems)
}
