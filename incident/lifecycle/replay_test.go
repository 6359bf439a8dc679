package lifecycle_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/incidenttest"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

func TestReplay(t *testing.T) {
	type step = lifecycle.Step
	type violation struct {
		index int
		is    error
		text  string
	}
	for _, c := range []struct {
		name    string
		history []step
		end     lifecycle.State
		want    []violation
	}{
		{"nothing", nil, "", nil},
		{"a birth", []step{{State: "resolved"}}, "resolved", nil},
		{"states alone", steps("triage", "investigating", "monitoring", "investigating", "resolved", "closed"), "closed", nil},
		{"triggers alone", []step{{State: "triage"}, {Trigger: "identify"}, {Trigger: "relapse"}, {Trigger: "close"}}, "closed", nil},
		{"both", []step{{State: "triage"}, {"identify", "identified"}, {"dismiss", "false_positive"}}, "false_positive", nil},
		{"a repeated status is an update", steps("triage", "triage", "resolved", "resolved"), "resolved", nil},
		{"a guarded move is not doubted", steps("triage", "merged"), "merged", nil},
		{"begins in an end", steps("closed"), "closed", []violation{
			{0, lifecycle.ErrNotInitial, "lifecycle: no life begins in closed (allowed: triage, investigating, identified, monitoring, resolved)"}}},
		{"begins with a trigger", []step{{"resolve", "resolved"}, {State: "closed"}}, "closed", []violation{
			{0, lifecycle.ErrNotInitial, "lifecycle: no life begins with a trigger (resolve)"}}},
		{"begins nowhere", steps("limbo", "resolved", "triage"), "triage", []violation{
			{0, lifecycle.ErrUnknownState, `lifecycle: unknown state "limbo" (declared: triage, `},
			{2, lifecycle.ErrNotAllowed, "lifecycle: cannot go from resolved to triage (allowed: closed, investigating)"}}},
		{"begins nowhere, and goes on with names nobody knows", []step{{State: "limbo"}, {"explode", "limbo"}, {"resolve", "limbo"}, {Trigger: "explode"}}, "", []violation{
			{0, lifecycle.ErrUnknownState, `lifecycle: unknown state "limbo"`}, {1, lifecycle.ErrUnknownTrigger, `lifecycle: unknown trigger "explode"`},
			{2, lifecycle.ErrUnknownState, `lifecycle: unknown state "limbo"`}, {3, lifecycle.ErrUnknownTrigger, `lifecycle: unknown trigger "explode"`}}},
		{"goes on where the trigger leads", []step{{State: "triage"}, {"resolve", "limbo"}, {"reopen", "investigating"}}, "investigating", []violation{
			{1, lifecycle.ErrMismatch, "lifecycle: resolve leads from triage to resolved, not to limbo"}}},
		{"begins with nothing, and says nothing", []step{{}, {Trigger: "close"}, {}}, "", []violation{
			{0, lifecycle.ErrUnknownState, `lifecycle: unknown state ""`}, {2, lifecycle.ErrUnknownState, `lifecycle: unknown state ""`}}},
		{"a state nobody knows is passed over", steps("triage", "limbo", "investigating"), "investigating", []violation{
			{1, lifecycle.ErrUnknownState, `lifecycle: unknown state "limbo" (declared: `}}},
		{"an empty step", []step{{State: "triage"}, {}, {State: "closed"}}, "closed", []violation{
			{1, lifecycle.ErrUnknownState, `lifecycle: unknown state "" (declared: `}}},
		{"all violations, each judged by what was recorded before it", steps("triage", "closed", "triage", "merged", "resolved", "closed"), "closed", []violation{
			{2, lifecycle.ErrTerminal, "lifecycle: cannot go from closed to triage (the state is terminal)"},
			{4, lifecycle.ErrTerminal, "lifecycle: cannot go from merged to resolved (the state is terminal)"}}},
		{"a trigger leads elsewhere", []step{{State: "triage"}, {"identify", "resolved"}, {State: "closed"}}, "closed", []violation{
			{1, lifecycle.ErrMismatch, "lifecycle: identify leads from triage to identified, not to resolved"}}},
		{"a trigger leads elsewhere than nowhere", []step{{State: "triage"}, {"identify", "limbo"}, {Trigger: "monitor"}}, "monitoring", []violation{
			{1, lifecycle.ErrMismatch, `lifecycle: identify leads from triage to identified, not to limbo`}}},
		{"a trigger that does not leave the state", []step{{State: "resolved"}, {"merge", "merged"}}, "merged", []violation{
			{1, lifecycle.ErrNotAllowed, "lifecycle: cannot merge from resolved (allowed: close, reopen)"}}},
		{"a trigger that repeats the status", []step{{State: "resolved"}, {"resolve", "resolved"}}, "resolved", []violation{
			{1, lifecycle.ErrNotAllowed, "lifecycle: cannot resolve from resolved (allowed: close, reopen)"}}},
		{"a trigger nobody knows", []step{{State: "resolved"}, {Trigger: "explode"}, {Trigger: "close"}}, "closed", []violation{
			{1, lifecycle.ErrUnknownTrigger, `lifecycle: unknown trigger "explode" from resolved (allowed: close, reopen)`}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			end, err := lifecycle.Default().Replay(c.history)
			assert.Equal(t, c.end, end)
			if c.want == nil {
				require.NoError(t, err)
				return
			}
			var broken *lifecycle.ReplayError
			require.ErrorAs(t, err, &broken)
			assert.Equal(t, "allclear-default", broken.Name)
			require.Len(t, broken.Violations, len(c.want))
			for i, v := range broken.Violations {
				assert.Equal(t, c.want[i].index, v.Index)
				assert.Equal(t, c.history[v.Index], v.Step)
				assert.ErrorIs(t, v.Err, c.want[i].is)
				assert.ErrorIs(t, err, c.want[i].is)
				assert.Contains(t, v.Err.Error(), c.want[i].text)
				var te *lifecycle.TransitionError
				assert.ErrorAs(t, v.Err, &te)
			}
		})
	}
}

// A move by any of several triggers is a move.
func TestReplayDoesNotAskWhichTrigger(t *testing.T) {
	d := small()
	d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "abandon", From: states{"open"}, To: "done"})
	_, err := lifecycle.MustCompile(d).Replay(steps("open", "done"))
	assert.NoError(t, err)
}

// A slow twin: a history is a list of pairs of states, each looked up in a set.
func TestReplayAgainstPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, lc := range shipped() {
		legal := make(map[[2]lifecycle.State]bool)
		for tr := range lc.Transitions() {
			legal[[2]lifecycle.State{tr.From, tr.To}] = true
		}
		names := []lifecycle.State{"limbo"}
		for s := range lc.States() {
			names = append(names, s.Name)
		}
		for range 2000 {
			history := incidenttest.Walk(lc, r, 6)
			for i := range history {
				history[i].Trigger = ""
				if r.IntN(8) == 0 {
					history[i].State = names[r.IntN(len(names))]
				}
			}
			var want []int
			at := lifecycle.State("")
			for i, s := range history {
				ok := at == "" && i > 0 || s.State == at || legal[[2]lifecycle.State{at, s.State}] || i == 0 && lc.IsInitial(s.State)
				if !ok || s.State == "limbo" {
					want = append(want, i)
				}
				if s.State != "limbo" {
					at = s.State
				}
			}
			end, err := lc.Replay(history)
			require.Equal(t, at, end)
			require.Equal(t, want, indexes(err), "%v", history)
		}
	}
}

// indexes returns where a history is broken.
func indexes(err error) []int {
	var out []int
	if broken, ok := err.(*lifecycle.ReplayError); ok {
		for _, v := range broken.Violations {
			out = append(out, v.Index)
		}
	}
	return out
}

func TestPath(t *testing.T) {
	lc := lifecycle.Default()
	for _, c := range []struct {
		from, to lifecycle.State
		want     []lifecycle.Trigger
		is       error
		text     string
	}{
		{"triage", "closed", []lifecycle.Trigger{"close"}, nil, ""},
		{"triage", "triage", nil, nil, ""},
		{"closed", "closed", nil, nil, ""},
		{"resolved", "cancelled", []lifecycle.Trigger{"reopen", "cancel"}, nil, ""},
		{"resolved", "monitoring", []lifecycle.Trigger{"reopen", "monitor"}, nil, ""},
		{"closed", "triage", nil, lifecycle.ErrTerminal, "lifecycle: cannot go from closed to triage (the state is terminal)"},
		{"resolved", "triage", nil, lifecycle.ErrNotAllowed, "lifecycle: no path leads from resolved to triage"},
		{"limbo", "triage", nil, lifecycle.ErrUnknownState, `lifecycle: unknown state "limbo" (declared: `},
		{"triage", "limbo", nil, lifecycle.ErrUnknownState, `lifecycle: unknown state "limbo" (declared: `},
	} {
		got, err := lc.Path(c.from, c.to)
		assert.Equal(t, c.want, got, "%s to %s", c.from, c.to)
		if c.is == nil {
			assert.NoError(t, err)
			continue
		}
		assert.ErrorIs(t, err, c.is)
		assert.ErrorContains(t, err, c.text)
	}
}

// A slow twin: the fewest steps between all pairs, by trying every state as the
// last stop but one.
func TestPathIsShortest(t *testing.T) {
	for _, lc := range append(shipped(), lifecycle.MustCompile(wide())) {
		const far = 1 << 20
		dist := make(map[[2]lifecycle.State]int)
		for a := range lc.States() {
			for b := range lc.States() {
				dist[[2]lifecycle.State{a.Name, b.Name}] = far
			}
			dist[[2]lifecycle.State{a.Name, a.Name}] = 0
		}
		for tr := range lc.Transitions() {
			dist[[2]lifecycle.State{tr.From, tr.To}] = 1
		}
		for k := range lc.States() {
			for a := range lc.States() {
				for b := range lc.States() {
					ab := [2]lifecycle.State{a.Name, b.Name}
					dist[ab] = min(dist[ab], dist[[2]lifecycle.State{a.Name, k.Name}]+dist[[2]lifecycle.State{k.Name, b.Name}])
				}
			}
		}
		for pair, n := range dist {
			way, err := lc.Path(pair[0], pair[1])
			if n == far {
				require.Error(t, err)
				continue
			}
			require.NoError(t, err)
			require.Len(t, way, n, "%v", pair)
			incidenttest.AssertPath(t, lc, pair[0], pair[1], way...)
		}
	}
}

func TestOptions(t *testing.T) {
	d := small()
	d.Edges[1].Guards = []string{"reviewed", "signed"}
	lc := lifecycle.MustCompile(d)
	facts := lifecycle.FactsFunc(func(name string) error {
		if name == "has_fix" {
			return nil
		}
		return errNoTarget
	})
	options := slices.Collect(lc.Options("open", facts))
	require.Len(t, options, 2)
	assert.Equal(t, lifecycle.Option{Trigger: "fix", To: "fixed"}, options[0])
	assert.Equal(t, lifecycle.Trigger("finish"), options[1].Trigger)
	assert.Equal(t, lifecycle.State("done"), options[1].To)
	assert.EqualError(t, options[1].Err, "lifecycle: cannot finish from open: reviewed refuses: no target given; signed refuses: no target given")
	assert.Equal(t, lc.Check("open", "finish", facts), options[1].Err, "the same as Check says")

	assert.Empty(t, slices.Collect(lc.Options("done", facts)))
	assert.Empty(t, slices.Collect(lc.Options("limbo", facts)))
	for o := range lc.Options("open", nil) {
		assert.ErrorIs(t, o.Err, lifecycle.ErrBlocked)
		break
	}
}
