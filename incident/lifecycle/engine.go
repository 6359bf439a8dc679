package lifecycle

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/looplab/fsm"
)

// machine is the part of *fsm.FSM that [Compile] drives. It is an interface so
// that a test can hand in one that misbehaves.
type machine interface {
	SetState(state string)
	Can(event string) bool
	Event(ctx context.Context, event string, args ...any) error
	Current() string
}

// newMachine returns a looplab machine with the edges of d.
func newMachine(d Definition, at State, callbacks fsm.Callbacks) *fsm.FSM {
	events := make(fsm.Events, len(d.Edges))
	for i, e := range d.Edges {
		from := make([]string, len(e.From))
		for j, s := range e.From {
			from[j] = string(s)
		}
		events[i] = fsm.EventDesc{Name: string(e.Trigger), Src: from, Dst: string(e.To)}
	}
	return fsm.NewFSM(string(at), events, callbacks)
}

// crossCheck drives m through every pair of state and trigger of t. It returns
// where the machine went, as cells of a table, and a problem for every pair on
// which the machine contradicts the cells of t or itself.
//
// Note: the context is never the caller's. A context that is cancelled while
// looplab (v1.0.3) is inside Event leaves the machine unusable for ever.
func crossCheck(m machine, t table) (next []uint8, problems []Problem) {
	next = make([]uint8, len(t.next))
	for s, state := range t.states.names {
		for e, trigger := range t.triggers.names {
			c := s*len(t.triggers.names) + e
			to, err := drive(m, state, trigger)
			if err == nil && to != "" {
				next[c] = uint8(t.states.find(to) + 1)
			}
			if err == nil {
				err = compare(t, c, to)
			}
			if err != nil {
				problems = append(problems, Problem{
					Code: codeEngineMismatch,
					Text: fmt.Sprintf("looplab/fsm, at %s told to %s: %v", state, trigger, err),
				})
			}
		}
	}
	return next, problems
}

// compare returns an error if to, which is empty for a refusal, is not what
// cell c of t says.
func compare(t table, c int, to string) error {
	var want string
	if n := t.next[c]; n != 0 {
		want = t.states.names[n-1]
	}
	switch {
	case to == want:
		return nil
	case to == "":
		return fmt.Errorf("refuses, but an edge leads to %q", want)
	case want == "":
		return fmt.Errorf("goes to %q, but no edge does", to)
	}
	return fmt.Errorf("goes to %q, but the edge leads to %q", to, want)
}

// drive asks m to fire trigger in state. It returns the state m went to, or ""
// if m refused, and an error if what m says is not what m did.
func drive(m machine, state, trigger string) (to string, err error) {
	m.SetState(state)
	can := m.Can(trigger)
	refusal := m.Event(context.Background(), trigger)
	to = m.Current()
	switch {
	case can && refusal != nil:
		return "", fmt.Errorf("can, but fails: %w", refusal)
	case !can && refusal == nil:
		return "", fmt.Errorf("cannot, but goes to %q", to)
	case refusal != nil && to != state:
		return "", fmt.Errorf("refuses, but goes to %q", to)
	case refusal != nil:
		return "", nil
	}
	return to, nil
}

// FromEventDescs reads the transitions of a looplab/fsm machine as a definition,
// to be named, numbered and compiled. States are declared in the order in which
// looplab is told of them, with what states says of them: at least a phase, and
// a resolution where a life ends. A transition to an earlier phase is taken for
// one that reopens.
//
// What looplab would accept in silence, [Compile] then reports: two transitions
// of one event from one state, of which looplab keeps the last; transitions to
// themselves; states that nothing leads to; names that clash with looplab's keys.
func FromEventDescs(initial State, events []fsm.EventDesc, states ...StateDef) Definition {
	d := Definition{Initial: []State{initial}}
	known := make(map[State]StateDef)
	var again []StateDef // declared twice, for Compile to report
	for _, s := range states {
		if _, ok := known[s.Name]; ok {
			again = append(again, s)
			continue
		}
		known[s.Name] = s
	}
	declared := make(map[State]bool)
	declare := func(name State) {
		if !declared[name] {
			declared[name] = true
			s := known[name]
			s.Name = name
			d.States = append(d.States, s)
		}
	}
	declare(initial)
	for _, e := range events {
		forward := Edge{Trigger: Trigger(e.Name), To: State(e.Dst)}
		back := Edge{Trigger: Trigger(e.Name), To: State(e.Dst), Reopens: true}
		for _, src := range e.Src {
			from := State(src)
			declare(from)
			if known[State(e.Dst)].Phase < known[from].Phase {
				back.From = append(back.From, from)
			} else {
				forward.From = append(forward.From, from)
			}
		}
		declare(State(e.Dst))
		if len(forward.From) > 0 || len(back.From) == 0 {
			d.Edges = append(d.Edges, forward)
		}
		if len(back.From) > 0 {
			d.Edges = append(d.Edges, back)
		}
	}
	for _, s := range states {
		declare(s.Name)
	}
	d.States = append(d.States, again...)
	return d
}

// NewFSM returns a looplab/fsm machine that stands at the given state and has
// the edges of l, for programs that want looplab's callbacks. Guards are not
// part of it. Callbacks may be nil.
//
// The error is [ErrUnknownState] or [ErrUnknownTrigger] if the state or the
// key of a callback names something that l does not have; looplab itself would
// drop such a callback in silence. It is [ErrCallback] if two keys mean the same
// or one key might mean two things, where looplab would choose, and if a callback
// is nil, where it would panic. Keys are looplab's:
// "enter_resolved", "before_close", "after_event", "resolved".
//
// The machine belongs to the caller and follows looplab's rules (v1.0.3), not
// those of this package:
//
//   - Use it from one goroutine; it runs callbacks for a state that another
//     goroutine has left.
//   - Do not cancel its context while it moves, and let no "leave" callback
//     panic: either way it refuses every later event.
//   - Call neither Event nor Can, Cannot, SetState or Transition from a "before" or
//     "leave" callback: they would wait for each other for ever.
//   - An error of an "enter" or "after" callback comes back although the state
//     has changed.
//   - Can and AvailableTransitions ask no guard, and SetState takes any name.
//   - The context of a callback is cancelled when Event returns.
func (l *Lifecycle) NewFSM(at State, callbacks fsm.Callbacks) (*fsm.FSM, error) {
	l = l.orZero()
	if l.states.find(string(at)) < 0 {
		return nil, l.refuse(at, "", ErrUnknownState)
	}
	meant := make(map[string]string)
	for _, key := range slices.Sorted(maps.Keys(callbacks)) {
		meaning, err := l.callback(key)
		if err != nil {
			return nil, err
		}
		if other, ok := meant[meaning]; ok {
			return nil, fmt.Errorf("%w: %q means the same as %q", ErrCallback, key, other)
		}
		if callbacks[key] == nil {
			return nil, fmt.Errorf("%w: %q has none", ErrCallback, key)
		}
		meant[meaning] = key
	}
	return newMachine(l.flat, at, callbacks), nil
}

// callback returns what a callback's key means, in looplab's long form, or an
// error if looplab would find nothing to attach it to.
func (l *Lifecycle) callback(key string) (string, error) {
	isState := func(s string) bool { return l.states.find(s) >= 0 }
	isTrigger := func(s string) bool { return l.triggers.find(s) >= 0 }
	when, name, cut := strings.Cut(key, "_")
	switch {
	case cut && slices.Contains([]string{"before", "after", "leave", "enter"}, when) && (isState(key) || isTrigger(key)):
		return "", fmt.Errorf("%w: %q is a key of looplab's and a name", ErrCallback, key)
	case cut && (when == "before" || when == "after"):
		if name == "event" || isTrigger(name) {
			return key, nil
		}
		return "", fmt.Errorf("%w %q in callback key %q", ErrUnknownTrigger, name, key)
	case cut && (when == "leave" || when == "enter"):
		if name == "state" || isState(name) {
			return key, nil
		}
		return "", fmt.Errorf("%w %q in callback key %q", ErrUnknownState, name, key)
	case isState(key) && isTrigger(key):
		return "", fmt.Errorf("%w: %q is a state and a trigger", ErrCallback, key)
	case isState(key):
		return "enter_" + key, nil
	case isTrigger(key):
		return "after_" + key, nil
	}
	return "", fmt.Errorf("%w %q in callback key (no state of that name either)", ErrUnknownTrigger, key)
}
