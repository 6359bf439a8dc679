package lifecycle

import (
	"errors"
	"iter"
	"strconv"
	"strings"
)

// The kinds of refusal. Ask for them with [errors.Is]; the facts are in
// [TransitionError].
var (
	// ErrUnknownState means that the lifecycle declares no such state.
	ErrUnknownState = errors.New("lifecycle: unknown state")
	// ErrUnknownTrigger means that no edge of the lifecycle has such a trigger.
	ErrUnknownTrigger = errors.New("lifecycle: unknown trigger")
	// ErrNotAllowed means that state and trigger exist, but that no edge joins
	// them.
	ErrNotAllowed = errors.New("lifecycle: transition not allowed")
	// ErrTerminal means that the state has no exits at all. An error that is
	// ErrTerminal is ErrNotAllowed as well.
	ErrTerminal = errors.New("lifecycle: state is terminal")
	// ErrBlocked means that the edge exists and a guard refused it. It is not
	// ErrNotAllowed: other facts would let it pass.
	ErrBlocked = errors.New("lifecycle: transition blocked")
)

// errNoFacts is the reason of a refusal where nobody answers the guards.
var errNoFacts = errors.New("no facts given")

// TransitionError says which move was refused and why. [Lifecycle.Next] and
// [Lifecycle.Check] return it, by pointer.
type TransitionError struct {
	// From is the state as asked for, which may be unknown.
	From State
	// Trigger is the trigger as asked for, which may be unknown.
	Trigger Trigger
	// To is where the edge leads. It is empty unless a guard refused.
	To State
	// Guard is the guard that refused, or empty.
	Guard string
	// Reason is the guard's own error, or nil.
	Reason error

	kind error      // one of the sentinels
	lc   *Lifecycle // for Allowed
}

// Allowed returns the triggers that do lead out of From, in definition order.
// Guards are not asked. It is empty for a state that is terminal or unknown.
func (e *TransitionError) Allowed() iter.Seq[Trigger] {
	return func(yield func(Trigger) bool) {
		if e.lc == nil {
			return
		}
		for t := range e.lc.Available(e.From) {
			if !yield(t) {
				return
			}
		}
	}
}

// Error says what was refused and, where it helps, what is allowed.
func (e *TransitionError) Error() string {
	what := show(e.Trigger) + " from " + show(e.From)
	switch e.kind {
	case ErrUnknownState:
		return "lifecycle: unknown state " + strconv.Quote(string(e.From)) + e.list("declared", e.states())
	case ErrUnknownTrigger:
		return "lifecycle: unknown trigger " + strconv.Quote(string(e.Trigger)) + " from " + show(e.From) + e.list("allowed", e.allowed())
	case ErrTerminal:
		return "lifecycle: cannot " + what + " (the state is terminal)"
	case ErrBlocked:
		s := "lifecycle: cannot " + what + ": " + show(e.Guard) + " refuses"
		if e.Reason != nil {
			s += ": " + e.Reason.Error()
		}
		return s
	}
	return "lifecycle: cannot " + what + e.list("allowed", e.allowed())
}

// Unwrap returns the kinds of the refusal, and the guard's own error if there
// is one.
func (e *TransitionError) Unwrap() []error {
	var errs []error
	if e.kind != nil {
		errs = append(errs, e.kind)
	}
	if e.kind == ErrTerminal {
		errs = append(errs, ErrNotAllowed)
	}
	if e.Reason != nil {
		errs = append(errs, e.Reason)
	}
	return errs
}

// list writes names in brackets, after a word that says what they are.
func (e *TransitionError) list(word string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return " (" + word + ": " + strings.Join(names, ", ") + ")"
}

// allowed returns what Allowed yields, as text.
func (e *TransitionError) allowed() []string {
	var names []string
	for t := range e.Allowed() {
		names = append(names, string(t))
	}
	return names
}

// states returns the names of all states.
func (e *TransitionError) states() []string {
	if e.lc == nil {
		return nil
	}
	return e.lc.states.names
}
