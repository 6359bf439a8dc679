package lifecycle

// Facts answers guards for one incident at one moment. [Lifecycle.Check] asks.
//
// An implementation:
//
//   - returns nil if the guard of that name allows the move;
//   - returns an error that says why if it does not;
//   - returns an error for a name it does not know: a guard that nobody
//     answers refuses;
//   - changes nothing and gives the same answer when asked again.
//
// A guard refuses a move or lets it pass. It can neither choose another target
// nor allow what no edge allows.
type Facts interface {
	// Guard answers the guard of that name.
	Guard(name string) error
}

// FactsFunc makes [Facts] of a function. A nil FactsFunc refuses every guard.
type FactsFunc func(name string) error

// Guard calls f.
func (f FactsFunc) Guard(name string) error {
	if f == nil {
		return errNoFacts
	}
	return f(name)
}

// Check returns nil if trigger may be fired in the state from: an edge exists,
// and facts allow every guard on it. Guards are asked in the order of the
// definition; the first that refuses ends the asking.
//
// Without guards on the edge, facts may be nil. With guards, nil refuses.
//
// The error is a *[TransitionError]: as from [Lifecycle.Next], or
// [ErrBlocked], with the guard's name and its error.
func (l *Lifecycle) Check(from State, trigger Trigger, facts Facts) error {
	c := l.cell(from, trigger)
	if c < 0 {
		return l.refuse(from, trigger, nil)
	}
	for _, name := range l.def.Edges[l.edge[c]-1].Guards {
		reason := errNoFacts
		if facts != nil {
			reason = facts.Guard(name)
		}
		if reason != nil {
			return &TransitionError{
				From: from, Trigger: trigger, To: l.target(c),
				Guard: name, Reason: reason, kind: ErrBlocked, lc: l,
			}
		}
	}
	return nil
}
