package lifecycle

import (
	"strconv"
	"strings"
)

// Step is one entry of a recorded history: the state that was entered, and the
// trigger that led there. Either may be empty if it was not recorded. The first
// step of a history is its birth, which no trigger brings about.
type Step struct {
	Trigger Trigger
	State   State
}

// String returns the step as "resolve->resolved". A birth, and any other step
// without a trigger, is the state alone; a step without a state is "resolve->".
// The zero Step is empty.
func (s Step) String() string {
	switch {
	case s == Step{}:
		return ""
	case s.Trigger == "":
		return show(s.State)
	case s.State == "":
		return show(s.Trigger) + "->"
	}
	return show(s.Trigger) + "->" + show(s.State)
}

// Replay follows a recorded history and returns the state in which it ends. An
// error is a *[ReplayError] that holds every step that is not allowed, not only
// the first, with the first thing that is wrong with it.
//
// A step without a trigger is allowed if any edge leads to its state; a step
// without a state goes where its trigger leads. A step that repeats the state,
// without a trigger, is an update and no transition. Guards are not asked:
// today's facts must not refute what happened.
//
// What follows a violation is judged from the state that was recorded. If the
// lifecycle does not have it, it is judged from where the trigger leads, or else
// from the state before. An empty history ends in the empty state.
func (l *Lifecycle) Replay(history []Step) (State, error) {
	l = l.orZero()
	var at State
	var violations []Violation
	for i, s := range history {
		to, err := l.step(at, s, i == 0)
		if err != nil {
			violations = append(violations, Violation{Index: i, Step: s, Err: err})
		}
		if to != "" {
			at = to
		}
	}
	if len(violations) > 0 {
		return at, &ReplayError{Name: l.def.Name, Violations: violations}
	}
	return at, nil
}

// step follows one step. It returns where the history goes on, or the empty
// state if that is where it was.
func (l *Lifecycle) step(at State, s Step, birth bool) (State, error) {
	known := l.states.find(string(s.State)) >= 0
	switch {
	case birth && s.Trigger != "":
		return s.known(known), l.refuse("", s.Trigger, ErrNotInitial)
	case s.Trigger == "" && !known:
		return "", l.refuseWay(at, s.State, ErrUnknownState)
	case birth && !l.IsInitial(s.State):
		return s.State, l.refuseWay("", s.State, ErrNotInitial)
	case birth:
		return s.State, nil
	case at == "": // the birth was not readable, so only names can be judged
		return l.stray(s)
	case s.Trigger == "" && at == s.State:
		return "", nil
	case s.Trigger == "":
		if _, err := l.Via(at, s.State); err != nil && err.(*TransitionError).kind != ErrAmbiguous {
			return s.State, err
		}
		return s.State, nil
	}
	to, err := l.Next(at, s.Trigger)
	switch {
	case err != nil:
		return s.known(known), err
	case s.State == "" || s.State == to:
		return to, nil
	}
	if known {
		to = s.State
	}
	return to, &TransitionError{From: at, Trigger: s.Trigger, To: s.State, kind: ErrMismatch, lc: l}
}

// stray judges a step of which nobody knows where it began.
func (l *Lifecycle) stray(s Step) (State, error) {
	known := l.states.find(string(s.State)) >= 0
	switch {
	case s.Trigger != "" && l.triggers.find(string(s.Trigger)) < 0:
		return s.known(known), l.refuse("", s.Trigger, ErrUnknownTrigger)
	case s.State != "" && !known:
		return "", l.refuseWay("", s.State, ErrUnknownState)
	}
	return s.known(known), nil
}

// known returns the state if the lifecycle has it.
func (s Step) known(ok bool) State {
	if ok {
		return s.State
	}
	return ""
}

// Violation is one step of a history that the lifecycle does not allow.
type Violation struct {
	Index int   // of the step in the history
	Step  Step  // as recorded
	Err   error // a *[TransitionError] that says what is wrong
}

// ReplayError is the error of [Lifecycle.Replay]: all that is wrong with a
// history.
type ReplayError struct {
	// Name is the name of the lifecycle.
	Name string
	// Violations holds at least one violation, in the order of the history.
	Violations []Violation
}

// Error lists every violation on a line of its own.
func (e *ReplayError) Error() string {
	var b strings.Builder
	b.WriteString("lifecycle: the history does not follow " + strconv.Quote(e.Name) + ":")
	for _, v := range e.Violations {
		b.WriteString("\n\tstep " + strconv.Itoa(v.Index) + ": " + strings.TrimPrefix(v.Err.Error(), "lifecycle: "))
	}
	return b.String()
}

// Unwrap returns the errors of the violations.
func (e *ReplayError) Unwrap() []error {
	errs := make([]error, len(e.Violations))
	for i, v := range e.Violations {
		errs[i] = v.Err
	}
	return errs
}
