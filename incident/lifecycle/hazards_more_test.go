package lifecycle_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/looplab/fsm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// The first hazards, and what these tests are about, stand in hazards_test.go.

// withEdge returns the small definition and one edge more, which is edges[3].
func withEdge(trigger lifecycle.Trigger, to lifecycle.State, from ...lifecycle.State) lifecycle.Definition {
	d := small()
	d.Edges = append(d.Edges, lifecycle.Edge{Trigger: trigger, From: from, To: to})
	return d
}

// looplab: a transition from a state to itself comes back as an error, and runs
// the before and after callbacks without leave and enter. NewFSM cannot hand
// out such a machine: an edge to itself does not compile.
func TestHazard08SelfTransition(t *testing.T) {
	t.Run("looplab", func(t *testing.T) {
		var ran []string
		callbacks := make(fsm.Callbacks)
		for _, key := range []string{"before_stay", "leave_open", "enter_open", "after_stay"} {
			callbacks[key] = func(context.Context, *fsm.Event) { ran = append(ran, key) }
		}
		m := fsm.NewFSM("open", fsm.Events{{Name: "stay", Src: []string{"open"}, Dst: "open"}}, callbacks)
		assert.True(t, m.Can("stay"), "can, but fails")
		assert.Equal(t, fsm.NoTransitionError{}, m.Event(t.Context(), "stay"))
		assert.Equal(t, []string{"before_stay", "after_stay"}, ran)
	})
	t.Run("here", func(t *testing.T) {
		assert.Equal(t, []string{"self_edge edges[3].from[0]"}, problems(t, withEdge("stay", "open", "open")))
		lc := lifecycle.Default()
		for s := range lc.States() {
			for trigger, to := range lc.Available(s.Name) {
				assert.NotEqual(t, s.Name, to, trigger)
			}
		}
	})
}

// looplab: an error set in enter or after, or set without Cancel in before or
// leave, is returned although the machine has moved; Cancel in enter or after
// stops nothing. NewFSM hands this to the user. Here an error comes with no
// state to go to, and Check has nothing that it could move.
func TestHazard09ErrorAndMoved(t *testing.T) {
	t.Run("looplab", func(t *testing.T) {
		fails := func(_ context.Context, e *fsm.Event) { e.Err = errBoom }
		cancels := func(_ context.Context, e *fsm.Event) { e.Cancel(errBoom) }
		for _, callbacks := range []fsm.Callbacks{
			{"before_investigate": fails}, {"leave_triage": fails},
			{"enter_investigating": fails}, {"after_investigate": fails},
			{"enter_investigating": cancels}, {"after_investigate": cancels},
		} {
			m := handedOut(t, "triage", callbacks)
			assert.Equal(t, errBoom, m.Event(t.Context(), "investigate"))
			assert.Equal(t, "investigating", m.Current())
		}
	})
	t.Run("here", func(t *testing.T) {
		lc := lifecycle.Default()
		for s := range lc.States() {
			for trigger := range lc.Triggers() {
				to, err := lc.Next(s.Name, trigger)
				assert.Equal(t, err != nil, to == "", "%s from %s", trigger, s.Name)
			}
		}
		lc = lifecycle.MustCompile(small())
		refuses := lifecycle.FactsFunc(func(string) error { return errBoom })
		require.ErrorIs(t, lc.Check("open", "fix", refuses), errBoom)
		require.NoError(t, lc.Check("open", "fix", lifecycle.FactsFunc(allows)), "still open")
	})
}

// looplab: a guard is a callback that cancels, so only firing asks it; Can and
// AvailableTransitions promise what Event refuses. NewFSM hands this to the
// user and leaves the guards out, as it says. Here Can is documented not to ask
// them, and Check asks without moving.
func TestHazard10Guards(t *testing.T) {
	lc := lifecycle.MustCompile(small()) // fix has the guard has_fix
	t.Run("looplab", func(t *testing.T) {
		m, err := lc.NewFSM("open", fsm.Callbacks{
			"before_fix": func(_ context.Context, e *fsm.Event) { e.Cancel(errBoom) },
		})
		require.NoError(t, err)
		assert.True(t, m.Can("fix"))
		assert.Contains(t, m.AvailableTransitions(), "fix")
		assert.Equal(t, fsm.CanceledError{Err: errBoom}, m.Event(t.Context(), "fix"))

		m, err = lc.NewFSM("open", nil)
		require.NoError(t, err)
		assert.NoError(t, m.Event(t.Context(), "fix"), "nobody asks has_fix")
	})
	t.Run("here", func(t *testing.T) {
		assert.True(t, lc.Can("open", "fix"), "guards are not asked")
		var asked []string
		err := lc.Check("open", "fix", lifecycle.FactsFunc(func(name string) error {
			asked = append(asked, name)
			return errBoom
		}))
		assert.ErrorIs(t, err, lifecycle.ErrBlocked)
		assert.ErrorIs(t, err, errBoom)
		assert.NotErrorIs(t, err, lifecycle.ErrNotAllowed)
		assert.Equal(t, []string{"has_fix"}, asked)
		assert.ErrorIs(t, lc.Check("open", "fix", nil), lifecycle.ErrBlocked, "a guard that nobody answers refuses")
		assert.NoError(t, lc.Check("open", "fix", lifecycle.FactsFunc(allows)))
	})
}

// looplab: a callback whose key names nothing is dropped in silence; of "fixed"
// and "enter_fixed" together, chance drops one; a key that names a state and a
// trigger is the state's. NewFSM refuses all three.
func TestHazard11CallbackKeys(t *testing.T) {
	lc := lifecycle.MustCompile(small())
	ran := make(map[string]int)
	note := func(key string) fsm.Callback {
		return func(context.Context, *fsm.Event) { ran[key]++ }
	}
	t.Run("looplab", func(t *testing.T) {
		callbacks := make(fsm.Callbacks)
		for _, key := range []string{"before_fixx", "leave_opne", "enter_fixd", "after_fxi", "fixxed", "befor_fix"} {
			callbacks[key] = note(key)
		}
		m := fsm.NewFSM("open", descs(small()), callbacks)
		require.NoError(t, m.Event(t.Context(), "fix"))
		assert.Empty(t, ran)

		for range 200 {
			m := fsm.NewFSM("open", descs(small()), fsm.Callbacks{"fixed": note("fixed"), "enter_fixed": note("enter_fixed")})
			require.NoError(t, m.Event(t.Context(), "fix"))
		}
		assert.Equal(t, 200, ran["fixed"]+ran["enter_fixed"], "one of the two each time")
		assert.Positive(t, ran["fixed"])
		assert.Positive(t, ran["enter_fixed"])
	})
	t.Run("here", func(t *testing.T) {
		for key, want := range map[string]error{
			"before_fixx": lifecycle.ErrUnknownTrigger,
			"leave_opne":  lifecycle.ErrUnknownState,
			"enter_fixd":  lifecycle.ErrUnknownState,
			"after_fxi":   lifecycle.ErrUnknownTrigger,
			"fixxed":      lifecycle.ErrUnknownTrigger,
			"befor_fix":   lifecycle.ErrUnknownTrigger,
		} {
			m, err := lc.NewFSM("open", fsm.Callbacks{key: nothing})
			assert.Nil(t, m)
			assert.ErrorIs(t, err, want, key)
			assert.ErrorContains(t, err, key)
		}
		for _, callbacks := range []fsm.Callbacks{
			{"fixed": nothing, "enter_fixed": nothing},
			{"fix": nothing, "after_fix": nothing},
			{"enter_fixed": nil}, // looplab would call it, and panic
		} {
			_, err := lc.NewFSM("open", callbacks)
			assert.ErrorIs(t, err, lifecycle.ErrCallback)
		}
		d := withEdge("fixed", "done", "open")
		_, err := lifecycle.MustCompile(d).NewFSM("open", fsm.Callbacks{"fixed": nothing})
		assert.EqualError(t, err, `lifecycle: callback cannot be told: "fixed" is a state and a trigger`)
		d = withEdge("before_fix", "done", "open")
		_, err = lifecycle.MustCompile(d).NewFSM("open", fsm.Callbacks{"before_fix": nothing})
		assert.EqualError(t, err, `lifecycle: callback cannot be told: "before_fix" is a key of looplab's and a name`)
	})
}

// looplab: NewFSM takes any definition. Of two targets the last wins, a state
// that does not exist is accepted, an event without sources is unknown when
// fired, and the names "event" and "state" swallow the general callbacks. Here
// Compile reports them all. SetState on the machine from NewFSM stays open.
func TestHazard11Definitions(t *testing.T) {
	t.Run("looplab", func(t *testing.T) {
		m := fsm.NewFSM("open", append(descs(small()), fsm.EventDesc{Name: "fix", Src: []string{"open"}, Dst: "done"}), nil)
		require.NoError(t, m.Event(t.Context(), "fix"))
		assert.Equal(t, "done", m.Current(), "the last wins")

		m = fsm.NewFSM("opne", descs(small()), nil)
		assert.Equal(t, "opne", m.Current())
		m = handedOut(t, "triage", nil)
		m.SetState("nonsense")
		assert.Equal(t, "nonsense", m.Current())
		assert.Empty(t, m.AvailableTransitions())

		m = fsm.NewFSM("open", fsm.Events{{Name: "fix", Dst: "fixed"}}, nil)
		assert.Equal(t, fsm.UnknownEventError{Event: "fix"}, m.Event(t.Context(), "fix"))

		var ran []string
		note := func(_ context.Context, e *fsm.Event) { ran = append(ran, e.Event+" "+e.Dst) }
		m = fsm.NewFSM("open", fsm.Events{
			{Name: "event", Src: []string{"open"}, Dst: "state"},
			{Name: "finish", Src: []string{"state"}, Dst: "done"},
		}, fsm.Callbacks{"before_event": note, "enter_state": note})
		require.NoError(t, m.Event(t.Context(), "event"))
		require.NoError(t, m.Event(t.Context(), "finish"))
		assert.Equal(t, []string{"event state", "event state", "finish done", "finish done"}, ran)
	})
	t.Run("here", func(t *testing.T) {
		assert.Equal(t, []string{"ambiguous_edge edges[3].from[0]"}, problems(t, withEdge("fix", "done", "open")))
		assert.Equal(t, []string{"no_source edges[3].from"}, problems(t, withEdge("fix", "fixed")))
		assert.Equal(t, []string{"reserved_name edges[3].trigger"}, problems(t, withEdge("event", "done", "open")))
		d := withEdge("park", "state", "open")
		d.States = append(d.States, lifecycle.StateDef{Name: "state", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCancelled})
		assert.Equal(t, []string{"reserved_name states[3].name"}, problems(t, d))
		d = small()
		d.Initial[0] = "opne"
		assert.Equal(t, []string{"undeclared_state initial[0]"}, problems(t, d))

		lc := lifecycle.MustCompile(small())
		m, err := lc.NewFSM("opne", nil)
		assert.Nil(t, m)
		assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
		_, err = lc.Next("opne", "fix")
		assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
	})
}

// looplab: AvailableTransitions comes in a different order each time. NewFSM
// hands this to the user. Here listings follow the definition.
func TestHazard12Order(t *testing.T) {
	lc := lifecycle.Default()
	m := handedOut(t, "triage", nil)
	theirs, ours := make(map[string]bool), make(map[string]bool)
	var want []lifecycle.Trigger
	for trigger := range lc.Triggers() {
		if lc.Can("triage", trigger) {
			want = append(want, trigger)
		}
	}
	for range 200 {
		theirs[fmt.Sprint(m.AvailableTransitions())] = true
		var got []lifecycle.Trigger
		for trigger := range lc.Available("triage") {
			got = append(got, trigger)
		}
		ours[fmt.Sprint(got)] = true
	}
	assert.Greater(t, len(theirs), 1)
	assert.Equal(t, map[string]bool{fmt.Sprint(want): true}, ours)
}

// looplab: nothing returns a machine's transitions, and it is written as an
// empty object. NewFSM hands this to the user. Here a definition can be walked
// and written, and what is stored with an incident is a plain string.
func TestHazard13NothingToRead(t *testing.T) {
	t.Run("looplab", func(t *testing.T) {
		text, err := json.Marshal(map[string]any{"machine": handedOut(t, "triage", nil)})
		require.NoError(t, err)
		assert.Equal(t, `{"machine":{}}`, string(text))
		var methods []string
		for m := range reflect.TypeFor[*fsm.FSM]().Methods() {
			methods = append(methods, m.Name)
		}
		assert.Equal(t, []string{"AvailableTransitions", "Can", "Cannot", "Current", "DeleteMetadata", "Event", "Is",
			"Metadata", "SetMetadata", "SetState", "Transition"}, methods, "none says where a transition leads")
	})
	t.Run("here", func(t *testing.T) {
		lc := lifecycle.Default()
		text, err := json.Marshal(lc.Definition())
		require.NoError(t, err)
		var d lifecycle.Definition
		require.NoError(t, json.Unmarshal(text, &d))
		again, err := lifecycle.Compile(d)
		require.NoError(t, err)
		assert.Equal(t, lc, again)
		for trigger, to := range lc.Available("triage") {
			next, err := lc.Next("triage", trigger)
			require.NoError(t, err)
			assert.Equal(t, to, next)
			text, err := json.Marshal(next)
			require.NoError(t, err)
			assert.JSONEq(t, `"`+string(to)+`"`, string(text))
		}
	})
}

// looplab: a callback's context is cancelled as soon as Event returns, so work
// handed to a goroutine dies; a nil context panics. NewFSM hands this to the
// user. Here guards see the caller's context, if any, and nobody cancels it.
func TestHazard14CallbackContext(t *testing.T) {
	t.Run("looplab", func(t *testing.T) {
		var kept context.Context
		m := handedOut(t, "triage", fsm.Callbacks{"after_event": func(ctx context.Context, _ *fsm.Event) {
			assert.NoError(t, ctx.Err())
			kept = ctx
		}})
		require.NoError(t, m.Event(t.Context(), "investigate"))
		assert.ErrorIs(t, kept.Err(), context.Canceled)
		require.NoError(t, t.Context().Err(), "the caller's is not")

		var none context.Context
		assert.Panics(t, func() { _ = m.Event(none, "resolve") })
	})
	t.Run("here", func(t *testing.T) {
		lc := lifecycle.MustCompile(small())
		var kept context.Context
		ask := func(ctx context.Context) error {
			return lc.Check("open", "fix", lifecycle.FactsFunc(func(string) error { kept = ctx; return nil }))
		}
		require.NoError(t, ask(t.Context()))
		assert.NoError(t, kept.Err())
		var none context.Context
		assert.NoError(t, ask(none))
	})
}

// looplab: if an enter callback fires the next event, the general enter_state
// hears of the second transition before the first. NewFSM hands this to the
// user. Here the caller follows the answers one by one, in order.
func TestHazard15EventInsideEnter(t *testing.T) {
	want := []lifecycle.State{"investigating", "resolved", "closed"}
	t.Run("looplab", func(t *testing.T) {
		var heard []lifecycle.State
		fires := func(event string) fsm.Callback {
			return func(ctx context.Context, e *fsm.Event) { assert.NoError(t, e.FSM.Event(ctx, event)) }
		}
		m := handedOut(t, "triage", fsm.Callbacks{
			"enter_investigating": fires("resolve"),
			"enter_resolved":      fires("close"),
			"enter_state":         func(_ context.Context, e *fsm.Event) { heard = append(heard, lifecycle.State(e.Dst)) },
		})
		require.NoError(t, m.Event(t.Context(), "investigate"))
		assert.Equal(t, "closed", m.Current())
		slices.Reverse(heard)
		assert.Equal(t, want, heard, "heard backwards")
	})
	t.Run("here", func(t *testing.T) {
		var heard []lifecycle.State
		at := lifecycle.State("triage")
		for _, trigger := range []lifecycle.Trigger{"investigate", "resolve", "close"} {
			to, err := lifecycle.Default().Next(at, trigger)
			require.NoError(t, err)
			at, heard = to, append(heard, to)
		}
		assert.Equal(t, want, heard)
	})
}

// looplab: its diagrams mark no end, show no guard, and copy names unescaped.
// NewFSM hands the first two to the user. Here names that need escaping do not
// compile, and the diagrams show ends and guards.
func TestHazard16Diagrams(t *testing.T) {
	lc := lifecycle.MustCompile(small())
	t.Run("looplab", func(t *testing.T) {
		m, err := lc.NewFSM("open", nil)
		require.NoError(t, err)
		text, err := fsm.VisualizeWithType(m, fsm.MERMAID)
		require.NoError(t, err)
		assert.Equal(t, "stateDiagram-v2\n    [*] --> open\n    fixed --> done: finish\n    fixed --> open: reopen\n"+
			"    open --> done: finish\n    open --> fixed: fix\n", text)
		text = fsm.Visualize(m)
		assert.Contains(t, text, "    \"done\";\n    \"fixed\";\n", "the end looks like any other")
		assert.NotContains(t, text, "has_fix")

		m = fsm.NewFSM("open", fsm.Events{{Name: "go", Src: []string{"open"}, Dst: "x\"]; evil -> b\n"}}, nil)
		assert.Contains(t, fsm.Visualize(m), "\"open\" -> \"x\"]; evil -> b\n")
		text, err = fsm.VisualizeWithType(m, fsm.MERMAID)
		require.NoError(t, err)
		assert.Contains(t, text, "open --> x\"]; evil -> b\n: go")
	})
	t.Run("here", func(t *testing.T) {
		assert.Contains(t, problems(t, withEdge("x\"]; evil -> b\n", "done", "open")), "bad_name edges[3].trigger")
		assert.Contains(t, lc.Mermaid(), "open --> fixed: fix [has_fix]\n")
		assert.Contains(t, lc.Mermaid(), "done --> [*]: completed\n")
		assert.Contains(t, lc.DOT(), "label=\"fix [has_fix]\"")
		assert.Contains(t, lc.DOT(), "label=\"done\\n(completed)\"")
	})
}
