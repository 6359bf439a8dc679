package rivals_test

import (
	"context"
	"sync"

	"github.com/qmuntal/stateless"
)

// boxed is a triple as stateless takes it. Made once, since to put a string into
// an interface allocates.
type boxed struct{ from, trigger, to any }

// box puts moves into interfaces.
func box(moves []triple) []boxed {
	out := make([]boxed, len(moves))
	for i, m := range moves {
		out[i] = boxed{m.from, m.trigger, m.to}
	}
	return out
}

// livedBoxed is lived as stateless takes it.
var livedBoxed = func() (out []any) {
	for _, trigger := range lived {
		out = append(out, trigger)
	}
	return out
}()

// configure gives m all moves and returns it.
func configure(m *stateless.StateMachine, moves []boxed) *stateless.StateMachine {
	var state *stateless.StateConfiguration
	for i, move := range moves {
		if i == 0 || move.from != moves[i-1].from {
			state = m.Configure(move.from)
		}
		state.Permit(move.trigger, move.to)
	}
	return m
}

// liveStateless takes a machine that stands at triage through a life and reports
// whether it went.
func liveStateless(ctx context.Context, m *stateless.StateMachine) bool {
	for _, trigger := range livedBoxed {
		if m.FireCtx(ctx, trigger) != nil {
			return false
		}
	}
	return true
}

// outside returns a machine with all moves that keeps its state in at.
func outside(at *any, moves []boxed, mode stateless.FiringMode) *stateless.StateMachine {
	return configure(stateless.NewStateMachineWithExternalStorage(
		func(context.Context) (any, error) { return *at, nil },
		func(_ context.Context, to any) error { *at = to; return nil },
		mode,
	), moves)
}

// statelessFresh makes a machine for each incident.
func statelessFresh(name string, moves []triple, mode stateless.FiringMode) mover {
	all := box(moves)
	fresh := func(at any) *stateless.StateMachine {
		return configure(stateless.NewStateMachineWithMode(at, mode), all)
	}
	out := mover{
		name: name,
		next: func(from, trigger string) func() (string, bool) {
			m, fired := fresh(from), any(trigger)
			return func() (string, bool) {
				err := m.Fire(fired)
				return m.MustState().(string), err == nil
			}
		},
		life: func() func() string {
			return func() string {
				m := fresh("triage")
				if !liveStateless(context.Background(), m) {
					return ""
				}
				return m.MustState().(string)
			}
		},
	}
	if mode == stateless.FiringImmediate { // the other is made and kept alike
		out.build = func() { fresh("triage") }
		out.keep = func(n int) any {
			machines := make([]*stateless.StateMachine, n)
			for i := range machines {
				machines[i] = fresh("triage")
				if !liveStateless(context.Background(), machines[i]) {
					return nil
				}
			}
			return machines
		}
	}
	return out
}

// statelessReused keeps the state outside of one machine and sets it back to
// triage for each incident. Each goroutine has a machine.
func statelessReused(name string, moves []triple, mode stateless.FiringMode) mover {
	all := box(moves)
	life := func() func() string {
		at := new(any)
		m := outside(at, all, mode)
		return func() string {
			*at = "triage"
			if !liveStateless(context.Background(), m) {
				return ""
			}
			return (*at).(string)
		}
	}
	return mover{
		name: name,
		next: func(from, trigger string) func() (string, bool) {
			at, fired := any(from), any(trigger)
			m := outside(&at, all, mode)
			return func() (string, bool) {
				err := m.Fire(fired)
				return at.(string), err == nil
			}
		},
		can: func(from, trigger string) func() bool {
			at, asked := any(from), any(trigger)
			m := outside(&at, all, mode)
			return func() bool {
				ok, err := m.CanFire(asked)
				return ok && err == nil
			}
		},
		exits: func(from string) func(func(string)) {
			at := any(from)
			m := outside(&at, all, mode)
			return func(see func(string)) {
				triggers, _ := m.PermittedTriggers()
				for _, trigger := range triggers {
					see(trigger.(string))
				}
			}
		},
		life: life,
		keep: keepEnds(life),
	}
}

// statelessLocked has one machine for all goroutines. For each decision, under a
// lock, the state outside of it is set to where an incident stands.
func statelessLocked(moves []triple) mover {
	var lock sync.Mutex
	at := new(any)
	m := outside(at, box(moves), stateless.FiringImmediate)
	next := func(from, trigger any) (any, bool) {
		lock.Lock()
		defer lock.Unlock()
		*at = from
		err := m.Fire(trigger)
		return *at, err == nil
	}
	return mover{
		name: "stateless, shared and locked",
		next: func(from, trigger string) func() (string, bool) {
			stands, fired := any(from), any(trigger)
			return func() (string, bool) {
				to, ok := next(stands, fired)
				return to.(string), ok
			}
		},
		life: func() func() string {
			return func() string {
				var stands any = "triage"
				for _, trigger := range livedBoxed {
					to, ok := next(stands, trigger)
					if !ok {
						return ""
					}
					stands = to
				}
				return stands.(string)
			}
		},
	}
}

// standsKey is where the context of [statelessContext] holds a state.
type standsKey struct{}

// statelessContext has one machine for all goroutines and needs no lock of its
// own: where an incident stands comes and goes with the context.
func statelessContext(moves []triple) mover {
	stands := func(ctx context.Context) *any { return ctx.Value(standsKey{}).(*any) }
	m := configure(stateless.NewStateMachineWithExternalStorage(
		func(ctx context.Context) (any, error) { return *stands(ctx), nil },
		func(ctx context.Context, to any) error { *stands(ctx) = to; return nil },
		stateless.FiringImmediate,
	), box(moves))
	return mover{
		name: "stateless, shared, state in the context",
		next: func(from, trigger string) func() (string, bool) {
			at, fired := any(from), any(trigger)
			ctx := context.WithValue(context.Background(), standsKey{}, &at)
			return func() (string, bool) {
				err := m.FireCtx(ctx, fired)
				return at.(string), err == nil
			}
		},
		life: func() func() string {
			at := new(any)
			ctx := context.WithValue(context.Background(), standsKey{}, at)
			return func() string {
				*at = "triage"
				if !liveStateless(ctx, m) {
					return ""
				}
				return (*at).(string)
			}
		},
	}
}
