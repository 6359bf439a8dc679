package lifecycle_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/looplab/fsm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// isA reports whether err is, or wraps, an E.
func isA[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// Not one of looplab's error types comes out of this package, wrapped or not.
func TestLooplabErrorsDoNotLeak(t *testing.T) {
	theirs := []func(error) bool{
		isA[fsm.InvalidEventError], isA[*fsm.InvalidEventError],
		isA[fsm.UnknownEventError], isA[*fsm.UnknownEventError],
		isA[fsm.InTransitionError], isA[*fsm.InTransitionError],
		isA[fsm.NotInTransitionError], isA[*fsm.NotInTransitionError],
		isA[fsm.NoTransitionError], isA[*fsm.NoTransitionError],
		isA[fsm.AsyncError], isA[*fsm.AsyncError],
		isA[fsm.CanceledError], isA[*fsm.CanceledError],
		isA[fsm.InternalError], isA[*fsm.InternalError],
	}
	leaks := func(err error) bool {
		return slices.ContainsFunc(theirs, func(is func(error) bool) bool { return is(err) })
	}
	lc := lifecycle.Default()
	require.True(t, leaks(fmt.Errorf("wrapped: %w", handedOut(t, "triage", nil).Event(t.Context(), "reopen"))))

	states, triggers := []lifecycle.State{"", "unheard_of"}, []lifecycle.Trigger{"", "unheard_of"}
	for s := range lc.States() {
		states = append(states, s.Name)
	}
	for trigger := range lc.Triggers() {
		triggers = append(triggers, trigger)
	}
	refuses := lifecycle.FactsFunc(func(string) error { return errBoom })
	for _, from := range states {
		for _, trigger := range triggers {
			_, err := lc.Next(from, trigger)
			for _, err := range []error{err, lc.Check(from, trigger, nil), lc.Check(from, trigger, refuses),
				lc.Check(from, trigger, lifecycle.FactsFunc(allows))} {
				assert.False(t, leaks(err), "%s from %s: %v", trigger, from, err)
				assert.Equal(t, err != nil, isA[*lifecycle.TransitionError](err))
			}
		}
		_, err := lc.NewFSM(from, fsm.Callbacks{"enter_nowhere": nothing})
		require.Error(t, err)
		assert.False(t, leaks(err), "NewFSM at %s: %v", from, err)
	}
}
