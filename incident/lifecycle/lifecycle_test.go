package lifecycle_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/looplab/fsm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

var errNoTarget = errors.New("no target given")

func TestNext(t *testing.T) {
	lc := lifecycle.Default()
	for _, c := range []struct {
		name    string
		from    lifecycle.State
		trigger lifecycle.Trigger
		to      lifecycle.State
		is      []error
		text    string
	}{
		{"allowed", "triage", "investigate", "investigating", nil, ""},
		{"a step skipped", "triage", "resolve", "resolved", nil, ""},
		{"not allowed", "resolved", "merge", "", []error{lifecycle.ErrNotAllowed},
			"lifecycle: cannot merge from resolved (allowed: close, reopen)"},
		{"terminal", "closed", "reopen", "", []error{lifecycle.ErrTerminal, lifecycle.ErrNotAllowed},
			"lifecycle: cannot reopen from closed (the state is terminal)"},
		{"unknown trigger", "resolved", "re open", "", []error{lifecycle.ErrUnknownTrigger},
			`lifecycle: unknown trigger "re open" from resolved, did you mean "reopen"? (allowed: close, reopen)`},
		{"unknown trigger at an end", "closed", "x", "", []error{lifecycle.ErrUnknownTrigger},
			`lifecycle: unknown trigger "x" from closed`},
		{"no trigger", "resolved", "", "", []error{lifecycle.ErrUnknownTrigger},
			`lifecycle: unknown trigger "" from resolved (allowed: close, reopen)`},
		{"unknown state", "Triage", "resolve", "", []error{lifecycle.ErrUnknownState},
			`lifecycle: unknown state "Triage", did you mean "triage"? (declared: triage, investigating, identified, monitoring, resolved, closed, false_positive, merged, duplicate, cancelled)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			to, err := lc.Next(c.from, c.trigger)
			assert.Equal(t, c.to, to)
			assert.Equal(t, c.is == nil, lc.Can(c.from, c.trigger))
			if c.is == nil {
				require.NoError(t, err)
				return
			}
			assert.EqualError(t, err, c.text)
			for _, sentinel := range []error{lifecycle.ErrUnknownState, lifecycle.ErrUnknownTrigger,
				lifecycle.ErrNotAllowed, lifecycle.ErrTerminal, lifecycle.ErrBlocked} {
				assert.Equal(t, slices.Contains(c.is, sentinel), errors.Is(err, sentinel), "%v", sentinel)
			}
			var te *lifecycle.TransitionError
			require.ErrorAs(t, err, &te)
			assert.Equal(t, c.from, te.From)
			assert.Equal(t, c.trigger, te.Trigger)
			assert.Empty(t, te.To)
			assert.EqualError(t, lc.Check(c.from, c.trigger, nil), c.text, "Check refuses alike")
		})
	}
}

func TestTransitionErrorByHand(t *testing.T) {
	e := &lifecycle.TransitionError{From: "a\nb", Trigger: "go"}
	assert.Equal(t, `lifecycle: cannot go from "a\nb"`, e.Error())
	assert.Empty(t, e.Unwrap())
	assert.Empty(t, slices.Collect(e.Allowed()))
}

func TestCheckAsksGuards(t *testing.T) {
	d := small()
	d.Edges[0].Guards = []string{"one", "two", "three"}
	lc := lifecycle.MustCompile(d)
	refusing := func(names ...string) (lifecycle.Facts, *[]string) {
		asked := new([]string)
		return lifecycle.FactsFunc(func(name string) error {
			*asked = append(*asked, name)
			if slices.Contains(names, name) {
				return errNoTarget
			}
			return nil
		}), asked
	}
	for _, c := range []struct {
		name  string
		no    []string
		asked []string
		text  string
	}{
		{"all pass", nil, []string{"one", "two", "three"}, ""},
		{"all refusals are told", []string{"two", "three"}, []string{"one", "two", "three"},
			"two refuses: no target given; three refuses: no target given"},
		{"last refuses", []string{"three"}, []string{"one", "two", "three"}, "three refuses: no target given"},
	} {
		t.Run(c.name, func(t *testing.T) {
			facts, asked := refusing(c.no...)
			err := lc.Check("open", "fix", facts)
			assert.Equal(t, c.asked, *asked)
			if c.no == nil {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, lifecycle.ErrBlocked)
			require.ErrorIs(t, err, errNoTarget)
			require.NotErrorIs(t, err, lifecycle.ErrNotAllowed)
			var te *lifecycle.TransitionError
			require.ErrorAs(t, err, &te)
			var names []string
			for _, r := range te.Refusals {
				names = append(names, r.Guard)
				assert.Equal(t, errNoTarget, r.Reason)
			}
			assert.Equal(t, c.no, names)
			assert.Equal(t, lifecycle.State("fixed"), te.To)
			assert.EqualError(t, err, "lifecycle: cannot fix from open: "+c.text)
			assert.Equal(t, []lifecycle.Trigger{"fix", "finish"}, slices.Collect(te.Allowed()))
		})
	}
	t.Run("no edge, no question", func(t *testing.T) {
		facts, asked := refusing("one")
		require.ErrorIs(t, lc.Check("fixed", "fix", facts), lifecycle.ErrNotAllowed)
		require.NoError(t, lc.Check("open", "finish", facts))
		assert.Empty(t, *asked)
	})
	t.Run("nobody answers", func(t *testing.T) {
		require.NoError(t, lc.Check("open", "finish", nil), "no guards on this edge")
		for _, nobody := range []lifecycle.Facts{nil, lifecycle.FactsFunc(nil)} {
			err := lc.Check("open", "fix", nobody)
			assert.ErrorIs(t, err, lifecycle.ErrBlocked)
			assert.EqualError(t, err, "lifecycle: cannot fix from open: one refuses: no facts given; two refuses: no facts given; three refuses: no facts given")
		}
	})
}

func TestListings(t *testing.T) {
	lc := lifecycle.MustCompile(small())
	assert.Equal(t, "small", lc.Name())
	assert.Equal(t, 1, lc.Version())
	assert.Equal(t, small().States, slices.Collect(lc.States()))
	assert.Equal(t, []lifecycle.Trigger{"fix", "finish", "reopen"}, slices.Collect(lc.Triggers()))
	assert.Equal(t, []lifecycle.State{"open"}, slices.Collect(lc.Initial()))
	assert.True(t, lc.IsInitial("open"))
	assert.False(t, lc.IsInitial("fixed"))
	assert.False(t, lc.IsInitial(""))

	s, ok := lc.State("done")
	assert.True(t, ok)
	assert.Equal(t, small().States[2], s)
	s, ok = lc.State("gone")
	assert.False(t, ok)
	assert.Zero(t, s)

	var got []string
	for trigger, to := range lc.Available("fixed") {
		got = append(got, string(trigger)+" "+string(to))
	}
	assert.Equal(t, []string{"finish done", "reopen open"}, got)
	for _, from := range []lifecycle.State{"done", "gone", ""} {
		for trigger := range lc.Available(from) {
			assert.Fail(t, "nothing leads out of here", "%s: %s", from, trigger)
		}
	}
}

func TestListingsCanBeLeftEarly(t *testing.T) {
	lc := lifecycle.Default()
	_, err := lc.Next("triage", "reopen")
	var te *lifecycle.TransitionError
	require.ErrorAs(t, err, &te)
	n := 0
	for range lc.Triggers() {
		n++
		break
	}
	for range lc.Available("triage") {
		n++
		break
	}
	for range te.Allowed() {
		n++
		break
	}
	assert.Equal(t, 3, n)
}

func TestVia(t *testing.T) {
	d := small()
	d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "abandon", From: []lifecycle.State{"open"}, To: "done"})
	lc := lifecycle.MustCompile(d)
	for _, c := range []struct {
		from, to lifecycle.State
		trigger  lifecycle.Trigger
		is       error
		text     string
	}{
		{"open", "fixed", "fix", nil, ""}, // though it has a guard
		{"fixed", "done", "finish", nil, ""},
		{"fixed", "open", "reopen", nil, ""},
		{"open", "done", "", lifecycle.ErrAmbiguous, "lifecycle: several triggers lead from open to done (which: finish, abandon)"},
		{"open", "open", "", lifecycle.ErrNotAllowed, "lifecycle: cannot go from open to open (allowed: fixed, done)"},
		{"done", "open", "", lifecycle.ErrTerminal, "lifecycle: cannot go from done to open (the state is terminal)"},
		{"open", "gone", "", lifecycle.ErrUnknownState, `lifecycle: unknown state "gone", did you mean "done"? (declared: open, fixed, done)`},
		{"gone", "open", "", lifecycle.ErrUnknownState, `lifecycle: unknown state "gone", did you mean "done"? (declared: open, fixed, done)`},
		{"", "", "", lifecycle.ErrUnknownState, `lifecycle: unknown state "" (declared: open, fixed, done)`},
	} {
		trigger, err := lc.Via(c.from, c.to)
		assert.Equal(t, c.trigger, trigger, "%s to %s", c.from, c.to)
		if c.is == nil {
			assert.NoError(t, err)
			continue
		}
		assert.ErrorIs(t, err, c.is)
		assert.EqualError(t, err, c.text)
		var te *lifecycle.TransitionError
		require.ErrorAs(t, err, &te)
		assert.Equal(t, lifecycle.TransitionError{From: c.from, To: c.to}, lifecycle.TransitionError{From: te.From, Trigger: te.Trigger, To: te.To})
	}
}

func TestZeroLifecycleRefuses(t *testing.T) {
	var lc lifecycle.Lifecycle
	_, err := lc.Next("open", "fix")
	assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
	assert.EqualError(t, err, `lifecycle: unknown state "open"`)
	_, err = lc.Via("open", "open")
	assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
	_, err = lc.Path("open", "open")
	assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
	_, err = lc.Replay([]lifecycle.Step{{State: "open"}})
	assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
	assert.NoError(t, lc.Contains(&lifecycle.Lifecycle{}))
	assert.Empty(t, slices.Collect(lc.Options("open", nil)))
	assert.Empty(t, slices.Collect(lc.Transitions()))
	assert.Empty(t, slices.Collect(lc.States()))
	_, err = lc.NewFSM("open", nil)
	assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
}

func TestNewFSM(t *testing.T) {
	lc := lifecycle.Default()
	entered := ""
	m, err := lc.NewFSM("triage", fsm.Callbacks{
		"enter_state":          func(_ context.Context, e *fsm.Event) { entered = e.Dst },
		"before_event":         nothing,
		"leave_state":          nothing,
		"after_event":          nothing,
		"before_resolve":       nothing,
		"leave_triage":         nothing,
		"after_merge":          nothing,
		"enter_closed":         nothing,
		"resolved":             nothing,
		"mark_duplicate":       nothing,
		"enter_false_positive": nothing,
	})
	require.NoError(t, err)
	require.NoError(t, m.Event(t.Context(), "investigate"))
	assert.Equal(t, "investigating", m.Current())
	assert.Equal(t, "investigating", entered)

	_, err = lc.NewFSM("nowhere", nil)
	assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
	for key, want := range map[string]error{
		"before_resolved": lifecycle.ErrUnknownTrigger,
		"after_state":     lifecycle.ErrUnknownTrigger,
		"leave_resolve":   lifecycle.ErrUnknownState,
		"enter_event":     lifecycle.ErrUnknownState,
		"reslove":         lifecycle.ErrUnknownTrigger,
		"event":           lifecycle.ErrUnknownTrigger,
		"":                lifecycle.ErrUnknownTrigger,
	} {
		_, err := lc.NewFSM("triage", fsm.Callbacks{key: nothing})
		assert.ErrorIs(t, err, want, key)
	}
}

func TestAllocations(t *testing.T) {
	lc := lifecycle.Default()
	pass := lifecycle.FactsFunc(func(string) error { return nil })
	refuse := lifecycle.FactsFunc(func(string) error { return errNoTarget })
	triggers := 0
	history := []lifecycle.Step{{State: "triage"}, {State: "investigating"}, {Trigger: "resolve"}, {Trigger: "close", State: "closed"}}
	var kept *lifecycle.Lifecycle
	for _, c := range []struct {
		name string
		most float64
		do   func()
	}{
		{"next", 0, func() { _, _ = lc.Next("triage", "resolve") }},
		{"can", 0, func() { lc.Can("triage", "resolve") }},
		{"cannot", 0, func() { lc.Can("closed", "resolve") }},
		{"check", 0, func() { _ = lc.Check("triage", "merge", pass) }},
		{"available", 0, func() {
			for range lc.Available("triage") {
				triggers++
			}
		}},
		{"via", 0, func() { _, _ = lc.Via("triage", "resolved") }},
		{"replay", 0, func() { _, _ = lc.Replay(history) }},
		{"options", 0, func() {
			for o := range lc.Options("triage", pass) {
				if o.Err == nil {
					triggers++
				}
			}
		}},
		{"state", 0, func() { lc.State("triage") }},
		{"initial", 0, func() { lc.IsInitial("triage") }},
		{"default", 1, func() { kept = lifecycle.Default() }},
		{"next refused", 1, func() { _, _ = lc.Next("closed", "resolve") }},
		{"check refused", 1, func() { _ = lc.Check("closed", "resolve", pass) }},
		{"check blocked", 2, func() { _ = lc.Check("triage", "merge", refuse) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.LessOrEqual(t, testing.AllocsPerRun(100, c.do), c.most)
		})
	}
	assert.NotNil(t, kept)
}

// nothing is a callback that does nothing.
func nothing(context.Context, *fsm.Event) {}
