package lifecycle

import (
	"errors"
	"iter"
	"slices"
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
	ErrTerminal error = also{"lifecycle: state is terminal", ErrNotAllowed}
	// ErrAmbiguous means that several triggers lead from one state to the other.
	ErrAmbiguous = errors.New("lifecycle: several triggers lead there")
	// ErrBlocked means that the edge exists and a guard refused it. It is not
	// ErrNotAllowed: other facts would let it pass.
	ErrBlocked = errors.New("lifecycle: transition blocked")
	// ErrUnknownGuard is what [Facts] say of a guard whose name they do not know:
	// it is misspelt, or nobody has thought of it. A guard that says no says
	// something else. An error that is ErrUnknownGuard comes within one that is
	// ErrBlocked.
	ErrUnknownGuard = errors.New("lifecycle: unknown guard")
	// ErrNotInitial means that a history begins in a state in which no life may.
	ErrNotInitial = errors.New("lifecycle: no life begins in this state")
	// ErrMismatch means that a history tells of a trigger that leads to another
	// state than the history says.
	ErrMismatch = errors.New("lifecycle: trigger leads elsewhere")
	// ErrCallback means that a callback's key means what another one means, or
	// two things at once, or that there is no callback; see [Lifecycle.NewFSM].
	ErrCallback = errors.New("lifecycle: callback cannot be told")
)

// also is an error that is another one as well, for a reason of its own.
type also struct {
	text string
	of   error
}

func (e also) Error() string { return e.text }
func (e also) Unwrap() error { return e.of }

// errNoPath is the kind of an ErrNotAllowed that is about a path.
var errNoPath error = also{"lifecycle: no path", ErrNotAllowed}

// errNoFacts is the reason of a refusal where nobody answers the guards.
var errNoFacts error = also{"no facts given", ErrUnknownGuard}

// TransitionError says which move was refused and why. The methods of
// [Lifecycle] that decide return it, by pointer.
type TransitionError struct {
	// From is the state as asked for, which may be unknown. It is empty where a
	// history begins.
	From State
	// Trigger is the trigger as asked for, which may be unknown. It is empty
	// where the question was how to get from From to To.
	Trigger Trigger
	// To is where the edge leads if a guard refused, and otherwise the state
	// that was asked for, or empty.
	To State
	// Refusals holds what the guards that refused said, in the order in which
	// they were asked. It belongs to the receiver of the error.
	Refusals []Refusal

	kind error      // one of the sentinels
	lc   *Lifecycle // for Allowed
}

// Refusal is the answer of one guard that does not let a move pass.
type Refusal struct {
	Guard  string // its name
	Reason error  // what it said
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
	switch e.kind {
	case ErrUnknownState:
		return e.unknownState()
	case ErrUnknownTrigger:
		return e.unknownTrigger()
	case ErrNotInitial:
		if e.Trigger != "" {
			return "lifecycle: no life begins with a trigger (" + show(e.Trigger) + ")"
		}
		return "lifecycle: no life begins in " + show(e.To) + e.list("allowed", e.initial())
	case ErrMismatch:
		leads, _ := e.lc.Next(e.From, e.Trigger)
		return "lifecycle: " + show(e.Trigger) + " leads from " + show(e.From) + " to " + show(leads) + ", not to " + show(e.To)
	case ErrAmbiguous:
		return "lifecycle: several triggers lead from " + show(e.From) + " to " + show(e.To) + e.list("which", e.between())
	case ErrBlocked:
		return "lifecycle: cannot " + e.what() + ": " + e.refusals()
	case ErrTerminal:
		return "lifecycle: cannot " + e.what() + " (the state is terminal)"
	case errNoPath:
		return "lifecycle: no path leads from " + show(e.From) + " to " + show(e.To)
	}
	if e.Trigger == "" && e.To != "" {
		return "lifecycle: cannot " + e.what() + e.list("allowed", e.targets())
	}
	return "lifecycle: cannot " + e.what() + e.list("allowed", e.triggers())
}

// what names the move.
func (e *TransitionError) what() string {
	if e.Trigger == "" && e.To != "" {
		return "go from " + show(e.From) + " to " + show(e.To)
	}
	return show(e.Trigger) + " from " + show(e.From)
}

// unknownTrigger names the trigger, the one that may have been meant, and those
// that are allowed.
func (e *TransitionError) unknownTrigger() string {
	meant := ""
	if e.lc != nil {
		meant = hint(string(e.Trigger), e.lc.triggers.names)
	}
	return "lifecycle: unknown trigger " + strconv.Quote(string(e.Trigger)) + " from " + show(e.From) + meant + e.list("allowed", e.triggers())
}

// unknownState names the state that is unknown, and those that are not.
func (e *TransitionError) unknownState() string {
	name, known := e.From, func(s State) bool { return e.lc != nil && e.lc.states.find(string(s)) >= 0 }
	if known(name) || name == "" && !known(e.To) {
		name = e.To
	}
	return "lifecycle: unknown state " + strconv.Quote(string(name)) + hint(string(name), e.states()) + e.list("declared", e.states())
}

// refusals names the guards that refused, each with its reason.
func (e *TransitionError) refusals() string {
	var b strings.Builder
	for i, r := range e.Refusals {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(show(r.Guard) + " refuses")
		if r.Reason != nil {
			b.WriteString(": " + strings.TrimPrefix(r.Reason.Error(), "lifecycle: "))
		}
	}
	return b.String()
}

// Unwrap returns the kinds of the refusal, and what the guards said.
func (e *TransitionError) Unwrap() []error {
	var errs []error
	if e.kind != nil {
		errs = append(errs, e.kind)
	}
	for _, r := range e.Refusals {
		if r.Reason != nil {
			errs = append(errs, r.Reason)
		}
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

// triggers returns what Allowed yields, as text.
func (e *TransitionError) triggers() []string { return texts(e.Allowed()) }

// targets returns the states that an edge leads to, each once, as text.
func (e *TransitionError) targets() []string {
	var names []string
	if e.lc != nil {
		for _, to := range e.lc.Available(e.From) {
			if !slices.Contains(names, string(to)) {
				names = append(names, string(to))
			}
		}
	}
	return names
}

// between returns the triggers that lead from one state to the other, as text.
func (e *TransitionError) between() []string {
	var names []string
	for t, to := range e.lc.Available(e.From) {
		if to == e.To {
			names = append(names, string(t))
		}
	}
	return names
}

// initial returns the states in which a life may begin, as text.
func (e *TransitionError) initial() []string { return texts(e.lc.Initial()) }

// states returns the names of all states.
func (e *TransitionError) states() []string {
	if e.lc == nil {
		return nil
	}
	return e.lc.states.names
}

// texts returns names as text.
func texts[S ~string](names iter.Seq[S]) []string {
	var out []string
	for n := range names {
		out = append(out, string(n))
	}
	return out
}
