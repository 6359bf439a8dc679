package lifecycle_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/looplab/fsm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// The tests called TestHazard show, one by one, what looplab/fsm v1.0.3 does to
// those who are not careful ("looplab"), and that the questions of this package
// cannot lead there ("here"). If a "looplab" half fails after an upgrade,
// looplab has changed: read what it does now, then the comment above the test.

var errBoom = errors.New("boom")

// handedOut returns the plain looplab machine that NewFSM hands to users.
func handedOut(t *testing.T, at lifecycle.State, callbacks fsm.Callbacks) *fsm.FSM {
	t.Helper()
	m, err := lifecycle.Default().NewFSM(at, callbacks)
	require.NoError(t, err)
	return m
}

// inBackground runs f in a goroutine. The channel is closed when f returns.
func inBackground(f func()) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	return done
}

// assertBlocked asserts that what runs in the background has not returned after
// a short while.
func assertBlocked(t *testing.T, done <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-done:
		assert.Fail(t, "returned", what)
	case <-time.After(50 * time.Millisecond):
	}
}

// assertWedged asserts that m stays in triage, whatever is tried.
func assertWedged(t *testing.T, m *fsm.FSM) {
	t.Helper()
	for range 2 {
		require.False(t, m.Can("investigate"))
		var in fsm.InTransitionError
		assert.ErrorAs(t, m.Event(context.Background(), "investigate"), &in)
		assert.NoError(t, m.Transition(), "claims to complete what is pending")
		assert.Equal(t, "triage", m.Current())
		m.SetState("triage") // does not help either
	}
}

// allows is a guard's answer.
func allows(string) error { return nil }

// looplab: a context that is cancelled before or during Event leaves the machine
// unusable for ever. NewFSM hands this to the user, and says so. Here no
// question takes a context.
func TestHazard01CancelledContext(t *testing.T) {
	t.Run("looplab", func(t *testing.T) {
		for _, when := range []string{"beforehand", "before_investigate", "leave_triage"} {
			t.Run(when, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				callbacks := fsm.Callbacks{when: func(context.Context, *fsm.Event) { cancel() }}
				if when == "beforehand" {
					callbacks = nil
					cancel()
				}
				m := handedOut(t, "triage", callbacks)
				assert.ErrorIs(t, m.Event(ctx, "investigate"), context.Canceled)
				assertWedged(t, m)
			})
		}
	})
	t.Run("here", func(t *testing.T) {
		lc := lifecycle.MustCompile(small())
		ctx, cancel := context.WithCancel(t.Context())
		facts := lifecycle.FactsFunc(func(string) error { cancel(); return ctx.Err() })
		require.ErrorIs(t, lc.Check("open", "fix", facts), context.Canceled, "the guard's own error")
		require.NoError(t, lc.Check("open", "fix", lifecycle.FactsFunc(allows)), "and the next is asked afresh")
		to, err := lc.Next("open", "fix")
		require.NoError(t, err)
		assert.Equal(t, lifecycle.State("fixed"), to)
	})
}

// looplab: a panic in a leave callback leaves the machine unusable for ever; in
// a before callback it does not. NewFSM hands this to the user. Here a guard
// that panics finds nothing half done.
func TestHazard02PanicInLeave(t *testing.T) {
	panics := func(context.Context, *fsm.Event) { panic(errBoom) }
	t.Run("looplab", func(t *testing.T) {
		for _, key := range []string{"leave_triage", "leave_state"} {
			m := handedOut(t, "triage", fsm.Callbacks{key: panics})
			assert.PanicsWithValue(t, errBoom, func() { _ = m.Event(t.Context(), "investigate") })
			assertWedged(t, m)
		}
		m := handedOut(t, "triage", fsm.Callbacks{"before_investigate": panics})
		assert.PanicsWithValue(t, errBoom, func() { _ = m.Event(t.Context(), "investigate") })
		assert.True(t, m.Can("investigate"), "before differs from leave")
		assert.NoError(t, m.Event(t.Context(), "resolve"))
	})
	t.Run("here", func(t *testing.T) {
		lc := lifecycle.MustCompile(small())
		facts := lifecycle.FactsFunc(func(string) error { panic(errBoom) })
		for range 2 {
			assert.PanicsWithValue(t, errBoom, func() { _ = lc.Check("open", "fix", facts) })
			assert.NoError(t, lc.Check("open", "fix", lifecycle.FactsFunc(allows)))
			assert.True(t, lc.Can("open", "fix"))
		}
	})
}

// looplab: Event, Can or SetState called inside a before or leave callback
// blocks for ever. NewFSM hands this to the user. Here a guard may ask the
// lifecycle anything, since answering takes no lock.
func TestHazard03QuestionsInsideCallbacks(t *testing.T) {
	t.Run("looplab", func(t *testing.T) {
		for name, call := range map[string]func(m *fsm.FSM){
			"event":    func(m *fsm.FSM) { _ = m.Event(context.Background(), "resolve") },
			"can":      func(m *fsm.FSM) { m.Can("resolve") },
			"setstate": func(m *fsm.FSM) { m.SetState("resolved") },
		} {
			for _, key := range []string{"before_investigate", "before_event", "leave_triage", "leave_state"} {
				t.Run(name+" in "+key, func(t *testing.T) {
					t.Parallel()
					inside := make(chan struct{})
					m := handedOut(t, "triage", fsm.Callbacks{key: func(_ context.Context, e *fsm.Event) {
						close(inside)
						call(e.FSM)
					}})
					// Nothing can release this goroutine: it waits for itself.
					done := inBackground(func() { _ = m.Event(context.Background(), "investigate") })
					<-inside
					assertBlocked(t, done, name)
				})
			}
		}
	})
	t.Run("here", func(t *testing.T) {
		lc, asked := lifecycle.MustCompile(small()), 0
		var facts lifecycle.FactsFunc
		facts = func(string) error {
			if asked++; asked > 3 {
				return nil
			}
			assert.True(t, lc.Can("open", "fix"))
			for trigger, to := range lc.Available("open") {
				next, err := lc.Next("open", trigger)
				assert.NoError(t, err)
				assert.Equal(t, to, next)
			}
			_, err := lc.NewFSM("open", nil)
			assert.NoError(t, err)
			return lc.Check("open", "fix", facts) // the same question inside itself
		}
		assert.NoError(t, lc.Check("open", "fix", facts))
		assert.Equal(t, 4, asked)
	})
}

// looplab: Current called inside a before callback, while another goroutine
// calls SetState, blocks both for ever. NewFSM hands this to the user, and asks
// for one goroutine. Here the state is the caller's; reading it is no call.
func TestHazard04CurrentInsideBefore(t *testing.T) {
	t.Run("looplab", func(t *testing.T) {
		inside := make(chan struct{})
		var calls atomic.Int64
		m := handedOut(t, "triage", fsm.Callbacks{"before_investigate": func(_ context.Context, e *fsm.Event) {
			close(inside)
			for end := time.Now().Add(10 * time.Second); time.Now().Before(end); calls.Add(1) {
				e.FSM.Current() // works until somebody waits to write
			}
		}})
		// Nothing can release these two goroutines: each waits for the other.
		event := inBackground(func() { _ = m.Event(context.Background(), "investigate") })
		<-inside
		set := inBackground(func() { m.SetState("resolved") })
		require.Eventually(t, func() bool {
			n := calls.Load()
			time.Sleep(50 * time.Millisecond)
			return calls.Load() == n
		}, 5*time.Second, time.Millisecond, "Current does not block")
		assertBlocked(t, set, "SetState")
		assertBlocked(t, event, "Event")
	})
	t.Run("here", func(t *testing.T) {
		lc := lifecycle.MustCompile(small())
		var at atomic.Value
		at.Store(lifecycle.State("open"))
		facts := lifecycle.FactsFunc(func(string) error {
			<-inBackground(func() { at.Store(lifecycle.State("fixed")) }) // somebody else is faster
			if now := at.Load().(lifecycle.State); !lc.Can(now, "fix") {
				return errBoom
			}
			return nil
		})
		err := lc.Check("open", "fix", facts)
		assert.ErrorIs(t, err, lifecycle.ErrBlocked)
		assert.ErrorIs(t, err, errBoom)
	})
}

// looplab: after Async, Event in an enter callback blocks for ever, and
// cancelling the pending transition leaves the machine unusable for ever. NewFSM
// hands this to the user. Here nothing is ever pending: Next answers, and
// whoever does not follow the answer leaves no trace.
func TestHazard05Async(t *testing.T) {
	async := func(_ context.Context, e *fsm.Event) { e.Async() }
	var pending fsm.AsyncError
	t.Run("looplab, event in enter", func(t *testing.T) {
		inside := make(chan struct{})
		m := handedOut(t, "triage", fsm.Callbacks{
			"leave_triage": async,
			"enter_investigating": func(_ context.Context, e *fsm.Event) {
				close(inside)
				_ = e.FSM.Event(context.Background(), "resolve")
			},
		})
		require.ErrorAs(t, m.Event(t.Context(), "investigate"), &pending)
		// Nothing can release this goroutine: it waits for itself.
		done := inBackground(func() { _ = m.Transition() })
		<-inside
		assertBlocked(t, done, "Transition")
	})
	t.Run("looplab, cancelled", func(t *testing.T) {
		m := handedOut(t, "triage", fsm.Callbacks{"leave_triage": async})
		require.ErrorAs(t, m.Event(t.Context(), "investigate"), &pending)
		pending.CancelTransition()
		assertWedged(t, m)
	})
	t.Run("here", func(t *testing.T) {
		lc := lifecycle.Default()
		for range 2 { // the first answer is thrown away
			to, err := lc.Next("triage", "investigate")
			require.NoError(t, err)
			assert.Equal(t, lifecycle.State("investigating"), to)
			assert.True(t, lc.Can("triage", "resolve"))
			assert.True(t, lc.Can(to, "resolve"))
		}
	})
}

// looplab: goroutines that share a machine race for its current state, and
// callbacks of the wrong state run. That is a data race, so it is not shown
// here; NewFSM documents one goroutine. A lifecycle may be shared: each life
// sees its own states.
func TestHazard06SharedBetweenGoroutines(t *testing.T) {
	lc := lifecycle.Default()
	truth := make(map[lifecycle.State]map[lifecycle.Trigger]lifecycle.State)
	m := handedOut(t, "triage", nil) // used by this goroutine only
	for s := range lc.States() {
		truth[s.Name] = make(map[lifecycle.Trigger]lifecycle.State)
		for trigger := range lc.Triggers() {
			m.SetState(string(s.Name))
			if m.Event(t.Context(), string(trigger)) == nil {
				truth[s.Name][trigger] = lifecycle.State(m.Current())
			}
		}
	}
	var all sync.WaitGroup
	for seed := range uint64(8) {
		all.Go(func() {
			r := rand.New(rand.NewPCG(seed, 6))
			for range 200 {
				at := lifecycle.State("triage")
				for len(truth[at]) > 0 {
					found := make(map[lifecycle.Trigger]lifecycle.State)
					var triggers []lifecycle.Trigger
					for trigger, to := range lc.Available(at) {
						found[trigger], triggers = to, append(triggers, trigger)
					}
					if !assert.Equal(t, truth[at], found) {
						return
					}
					trigger := triggers[r.IntN(len(triggers))]
					assert.True(t, lc.Can(at, trigger))
					assert.NoError(t, lc.Check(at, trigger, lifecycle.FactsFunc(allows)))
					to, err := lc.Next(at, trigger)
					assert.NoError(t, err)
					assert.Equal(t, found[trigger], to)
					at = to
				}
				assert.ErrorIs(t, lc.Check(at, "investigate", nil), lifecycle.ErrTerminal)
			}
		})
	}
	all.Wait()
}

// looplab: Can blocks for as long as a before or leave callback of another
// goroutine runs. NewFSM hands this to the user, and asks for one goroutine.
// Here a guard that takes its time holds up nobody else.
func TestHazard07CanWaitsForCallbacks(t *testing.T) {
	for _, key := range []string{"before_investigate", "leave_triage"} {
		t.Run("looplab, "+key, func(t *testing.T) {
			inside, release := make(chan struct{}), make(chan struct{})
			m := handedOut(t, "triage", fsm.Callbacks{key: func(context.Context, *fsm.Event) {
				close(inside)
				<-release
			}})
			event := inBackground(func() { assert.NoError(t, m.Event(context.Background(), "investigate")) })
			<-inside
			can := inBackground(func() { m.Can("investigate") })
			assertBlocked(t, can, "Can")
			close(release) // both come back
			<-event
			<-can
		})
	}
	t.Run("here", func(t *testing.T) {
		lc := lifecycle.MustCompile(small())
		inside, release := make(chan struct{}), make(chan struct{})
		slow := inBackground(func() {
			assert.NoError(t, lc.Check("open", "fix", lifecycle.FactsFunc(func(string) error {
				close(inside)
				<-release
				return nil
			})))
		})
		<-inside
		assert.True(t, lc.Can("open", "fix"))
		assert.NoError(t, lc.Check("open", "fix", lifecycle.FactsFunc(allows)))
		_, err := lc.Next("open", "finish")
		assert.NoError(t, err)
		close(release)
		<-slow
	})
}
