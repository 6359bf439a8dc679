package lifecycle

import "iter"

// Facts answers guards for one incident at one moment. [Lifecycle.Check] asks.
//
// An implementation:
//
//   - returns nil if the guard of that name allows the move;
//   - returns an error that says why if it does not;
//   - returns an error that is [ErrUnknownGuard] for a name it does not know: a
//     guard that nobody answers refuses, and a misspelt one can be told from one
//     that says no;
//   - changes nothing and gives the same answer when asked again.
//
// A guard refuses a move or lets it pass. It can neither choose another target
// nor allow what no edge allows. [Lifecycle.Guards] returns the names to answer.
//
// Two names are reserved: "merge_target" and "duplicate_target" are answered by
// package incident, for the triggers "merge" and "mark_duplicate" alone.
type Facts interface {
	// Guard answers the guard of that name.
	Guard(name string) error
}

// FactsFunc makes [Facts] of a function. A nil FactsFunc knows no guard, so it
// refuses every one with [ErrUnknownGuard].
type FactsFunc func(name string) error

// Guard calls f.
func (f FactsFunc) Guard(name string) error {
	if f == nil {
		return errNoFacts
	}
	return f(name)
}

// Check returns nil if trigger may be fired in the state from: an edge exists,
// and facts allow every guard on it. All guards are asked, in the order of the
// definition, so that the error names everything that is in the way.
//
// Without guards on the edge, facts may be nil. With guards, nil refuses each
// with [ErrUnknownGuard].
//
// The error is a *[TransitionError]: as from [Lifecycle.Next], or
// [ErrBlocked], with every guard that refused and what it said.
func (l *Lifecycle) Check(from State, trigger Trigger, facts Facts) error {
	c := l.cell(from, trigger)
	if c < 0 {
		return l.refuse(from, trigger, nil)
	}
	return l.ask(c, facts)
}

// Option is one thing that may happen next, or what is in its way.
type Option struct {
	// Trigger is the verb, and To the state that it leads to.
	Trigger Trigger
	To      State
	// Err is nil if the move may be made now. Otherwise it is the error that
	// [Lifecycle.Check] returns: an [ErrBlocked] with every guard that refused.
	Err error
}

// Options yields what may happen next in the state from, and where guards refuse,
// why not: each edge that leads out, in definition order, with what facts say of
// it now. It yields nothing for a state that is terminal or unknown. See
// [Lifecycle.Available] for the edges alone.
func (l *Lifecycle) Options(from State, facts Facts) iter.Seq[Option] {
	return func(yield func(Option) bool) { l.options(from, facts, yield) }
}

// options calls yield for each edge out of a state until yield returns false.
func (l *Lifecycle) options(from State, facts Facts, yield func(Option) bool) {
	if l == nil {
		return
	}
	s := l.states.find(string(from))
	if s < 0 {
		return
	}
	width := len(l.triggers.names)
	for t, trigger := range l.triggers.names {
		c := s*width + t
		if l.next[c] != 0 && !yield(Option{Trigger(trigger), l.target(c), l.ask(c, facts)}) {
			return
		}
	}
}

// ask asks the guards on the edge in cell c.
func (l *Lifecycle) ask(c int, facts Facts) error {
	var refusals []Refusal
	for _, name := range l.flat.Edges[l.edge[c]-1].Guards {
		reason := errNoFacts
		if facts != nil {
			reason = facts.Guard(name)
		}
		if reason != nil {
			refusals = append(refusals, Refusal{name, reason})
		}
	}
	if len(refusals) == 0 {
		return nil
	}
	width := len(l.triggers.names)
	return &TransitionError{
		From: State(l.states.names[c/width]), Trigger: Trigger(l.triggers.names[c%width]), To: l.target(c),
		Refusals: refusals, kind: ErrBlocked, lc: l,
	}
}
