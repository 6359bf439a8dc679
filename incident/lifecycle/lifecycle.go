package lifecycle

import (
	"encoding/json"
	"iter"
	"slices"
)

// Lifecycle is a definition that [Compile] has verified. It is immutable and
// safe for concurrent use. The zero Lifecycle has no states and refuses
// everything, and so does a nil one.
//
// Questions are answered from a table, without locks. Next, Can, Check, Via,
// Available, Options and Replay allocate nothing unless the answer is an error.
type Lifecycle struct {
	def  Definition // as written. Invariant: nothing writes to it, and it is never handed out.
	flat Definition // its wildcards expanded; likewise
	table
}

// orZero returns l, or the zero Lifecycle if l is nil.
func (l *Lifecycle) orZero() *Lifecycle {
	if l == nil {
		return new(Lifecycle)
	}
	return l
}

// Name returns the definition's name.
func (l *Lifecycle) Name() string { return l.orZero().def.Name }

// Version returns the definition's version.
func (l *Lifecycle) Version() int { return l.orZero().def.Version }

// Definition returns a copy of what was compiled, as it was written, to start
// another from.
func (l *Lifecycle) Definition() Definition { return l.orZero().def.clone() }

// MarshalJSON writes [Lifecycle.Definition]. It never fails; a nil Lifecycle is
// null. To read it back, read a [Definition] and compile it.
func (l *Lifecycle) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("null"), nil
	}
	return json.Marshal(l.def)
}

// States yields every state, in definition order.
func (l *Lifecycle) States() iter.Seq[StateDef] { return slices.Values(l.orZero().def.States) }

// Triggers yields every trigger, in the order in which the edges first name
// them. This is what "definition order" means for triggers.
func (l *Lifecycle) Triggers() iter.Seq[Trigger] {
	return func(yield func(Trigger) bool) {
		l := l.orZero()
		for _, t := range l.triggers.names {
			if !yield(Trigger(t)) {
				return
			}
		}
	}
}

// Guards returns the name of every guard that some edge asks, each once, in the
// order in which the definition first names them: what [Facts] have to answer. The
// slice belongs to the caller.
func (l *Lifecycle) Guards() []string {
	var out []string
	seen := make(map[string]bool)
	for _, e := range l.orZero().def.Edges {
		for _, g := range e.Guards {
			if !seen[g] {
				seen[g] = true
				out = append(out, g)
			}
		}
	}
	return out
}

// State returns the declaration of the state name, and whether there is one.
func (l *Lifecycle) State(name State) (StateDef, bool) {
	l = l.orZero()
	s := l.states.find(string(name))
	if s < 0 {
		return StateDef{}, false
	}
	return l.def.States[s], true
}

// Initial yields the states in which a life may begin, in definition order.
func (l *Lifecycle) Initial() iter.Seq[State] { return slices.Values(l.orZero().def.Initial) }

// IsInitial reports whether a life may begin in state. It is false for a state
// that is unknown.
func (l *Lifecycle) IsInitial(state State) bool {
	return slices.Contains(l.orZero().def.Initial, state)
}

// Next returns the state that trigger leads to from the state from. Guards are
// not asked; see [Lifecycle.Check].
//
// The error is a *[TransitionError] that is one of [ErrUnknownState],
// [ErrUnknownTrigger], [ErrNotAllowed] and [ErrTerminal]. The state returned
// with it is empty.
func (l *Lifecycle) Next(from State, trigger Trigger) (State, error) {
	if c := l.cell(from, trigger); c >= 0 {
		return l.target(c), nil
	}
	return "", l.refuse(from, trigger, nil)
}

// Can reports whether trigger leads anywhere from the state from. It is false
// for names that are unknown. Guards are not asked.
func (l *Lifecycle) Can(from State, trigger Trigger) bool { return l.cell(from, trigger) >= 0 }

// Available yields the triggers that lead out of the state from, and where
// they lead, in definition order. Guards are not asked. It yields nothing for
// a state that is terminal or unknown; [Lifecycle.State] tells these apart.
func (l *Lifecycle) Available(from State) iter.Seq2[Trigger, State] {
	// Small enough to be inlined, so that ranging over it allocates nothing.
	return func(yield func(Trigger, State) bool) { l.exits(from, yield) }
}

// exits calls yield for each edge out of a state until yield returns false.
func (l *Lifecycle) exits(from State, yield func(Trigger, State) bool) {
	for t, to := range l.row(from) {
		if to != 0 && !yield(Trigger(l.triggers.names[t]), State(l.states.names[to-1])) {
			return
		}
	}
}

// Transition is one move that a lifecycle allows, all wildcards expanded.
type Transition struct {
	From    State
	Trigger Trigger
	To      State
	Guards  []string // in the order in which they are asked; belongs to the receiver
	Reopens bool     // whether To lies in an earlier phase than From
}

// Transitions yields every move: by the state it leaves, then by its trigger,
// both in definition order.
func (l *Lifecycle) Transitions() iter.Seq[Transition] {
	return func(yield func(Transition) bool) {
		l := l.orZero()
		width := len(l.triggers.names)
		for c, to := range l.next {
			if to == 0 {
				continue
			}
			e := l.flat.Edges[l.edge[c]-1]
			if !yield(Transition{l.flat.States[c/width].Name, e.Trigger, e.To, slices.Clone(e.Guards), e.Reopens}) {
				return
			}
		}
	}
}

// Via returns the trigger that leads from one state to the other in one step,
// for callers who are told the new status and not the verb. Guards are not
// asked.
//
// The error is a *[TransitionError] that is one of [ErrUnknownState],
// [ErrNotAllowed], [ErrTerminal], and [ErrAmbiguous] if several triggers do.
func (l *Lifecycle) Via(from, to State) (Trigger, error) {
	l = l.orZero()
	target := l.states.find(string(to))
	row := l.row(from)
	t := slices.Index(row, uint8(target+1))
	switch {
	case target < 0 || row == nil:
		return "", l.refuseWay(from, to, ErrUnknownState)
	case t < 0:
		return "", l.refuseWay(from, to, l.stuck(l.states.find(string(from))))
	case slices.Contains(row[t+1:], uint8(target+1)):
		return "", l.refuseWay(from, to, ErrAmbiguous)
	}
	return Trigger(l.triggers.names[t]), nil
}

// row returns the cells of a state, or nil if the state is unknown.
func (l *Lifecycle) row(from State) []uint8 {
	if l == nil {
		return nil
	}
	s := l.states.find(string(from))
	if s < 0 {
		return nil
	}
	width := len(l.triggers.names)
	return l.next[s*width : (s+1)*width]
}

// cell returns the place of a pair in the table, or -1 if no edge leads there
// or a name is unknown. Everything waits for it, so it looks where both names
// mostly are before it searches.
func (l *Lifecycle) cell(from State, trigger Trigger) int {
	if l == nil {
		return -1
	}
	states, triggers := l.states.slots, l.triggers.slots
	if len(from) == 0 || len(trigger) == 0 || len(states) == 0 || len(triggers) == 0 {
		return -1
	}
	a := &states[l.states.hash(string(from))&uint(len(states)-1)]
	b := &triggers[l.triggers.hash(string(trigger))&uint(len(triggers)-1)]
	s, t := a.number, b.number
	if a.name != string(from) {
		s = l.states.find(string(from))
	}
	if b.name != string(trigger) {
		t = l.triggers.find(string(trigger))
	}
	if s < 0 || t < 0 {
		return -1
	}
	c := s*len(l.triggers.names) + t
	if l.to[c] == "" {
		return -1
	}
	return c
}

// target returns the state that the edge in cell c leads to.
func (l *Lifecycle) target(c int) State { return l.to[c] }

// refuse returns the error for a pair that has no edge. It finds the kind
// unless one is given.
func (l *Lifecycle) refuse(from State, trigger Trigger, kind error) error {
	l = l.orZero()
	if kind == nil {
		kind = ErrUnknownTrigger
		if s := l.states.find(string(from)); s < 0 {
			kind = ErrUnknownState
		} else if l.triggers.find(string(trigger)) >= 0 {
			kind = l.stuck(s)
		}
	}
	return &TransitionError{From: from, Trigger: trigger, kind: kind, lc: l}
}

// refuseWay returns the error for a pair of states.
func (l *Lifecycle) refuseWay(from, to State, kind error) error {
	return &TransitionError{From: from, To: to, kind: kind, lc: l}
}

// stuck returns the kind of refusal for a move that state number s does not
// have.
func (l *Lifecycle) stuck(s int) error {
	width := len(l.triggers.names)
	for _, to := range l.next[s*width : (s+1)*width] {
		if to != 0 {
			return ErrNotAllowed
		}
	}
	return ErrTerminal
}
