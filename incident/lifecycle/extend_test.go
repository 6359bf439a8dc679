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

type (
	definition = lifecycle.Definition
	stateDef   = lifecycle.StateDef
	edge       = lifecycle.Edge
)

// vendor adds a state on hold, and a way to reopen what is closed.
func vendor() definition {
	return definition{
		Name: "vendor", Version: 3, Initial: states{"waiting"},
		States: []stateDef{{Name: "waiting", Phase: lifecycle.PhaseActive, Hold: "vendor"}},
		Edges: []edge{
			{Trigger: "wait", FromPhases: phases{lifecycle.PhaseActive}, To: "waiting"},
			{Trigger: "go_on", From: states{"waiting"}, To: "investigating"},
			{Trigger: "reopen", From: states{"closed"}, To: "investigating", Reopens: true, Guards: []string{"manager"}},
		},
	}
}

func TestExtend(t *testing.T) {
	base := lifecycle.Default()
	more := vendor()
	lc, err := base.Extend(more)
	require.NoError(t, err)
	assert.Equal(t, "vendor", lc.Name())
	assert.Equal(t, 3, lc.Version())
	assert.True(t, lc.IsInitial("waiting"))
	assert.True(t, lc.IsInitial("triage"))
	for _, trigger := range []lifecycle.Trigger{"resolve", "close", "dismiss", "merge", "mark_duplicate", "cancel"} {
		assert.True(t, lc.Can("waiting", trigger), "a new open state inherits %s", trigger)
	}
	assert.False(t, lc.Can("waiting", "relapse"))
	assert.True(t, lc.Can("closed", "reopen"))
	assert.NoError(t, incidenttest.TestLifecycle(lc))
	assert.Equal(t, vendor(), more, "what was handed in is as it was")
	assert.Equal(t, lifecycle.Default().Definition(), base.Definition())

	again, err := lc.Extend(definition{Name: "again", Version: 1})
	require.NoError(t, err)
	assert.Equal(t, lc.Fingerprint(), again.Fingerprint(), "nothing was added")
}

func TestExtendRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		base *lifecycle.Lifecycle
		more definition
		want string // part of the error
	}{
		{"no name", lifecycle.Default(), definition{Version: 1}, "name: "},
		{"a state of the base", lifecycle.Default(), definition{Name: "x", Version: 1, States: []stateDef{{Name: "triage", Phase: lifecycle.PhaseTriage}}},
			`states[0].name: state "triage" is declared before, at base.states[0]`},
		{"an initial state of the base", lifecycle.Default(), definition{Name: "x", Version: 1, Initial: states{"resolved"}},
			`initial[0]: state "resolved" is listed before [duplicate_initial]`},
		{"out of an end", lifecycle.Default(), definition{Name: "x", Version: 1, Edges: []edge{{Trigger: "undo", From: states{"merged"}, To: "cancelled"}}},
			"edges[0].from[0]: "},
		{"another target", lifecycle.Default(), definition{Name: "x", Version: 1, Edges: []edge{{Trigger: "investigate", From: states{"triage"}, To: "identified"}}},
			`edges[0].from[0]: trigger "investigate" leads from "triage" to "investigating", by base.edges[0].from[0], and to "identified"; Extend cannot change a move [ambiguous_edge]`},
		{"an undeclared state", lifecycle.Default(), definition{Name: "x", Version: 1, Edges: []edge{{Trigger: "wait", From: states{"triage"}, To: "waiting"}}},
			`edges[0].to: state "waiting" is not declared`},
		{"nothing leads to it", lifecycle.Default(), definition{Name: "x", Version: 1, States: []stateDef{{Name: "limbo", Phase: lifecycle.PhaseActive}}},
			`states[0]: no path leads from the initial set to "limbo"`},
		{"a wildcard of the base gone backward", lifecycle.MustCompile(wideOpen()),
			definition{Name: "x", Version: 1, States: []stateDef{{Name: "shelved", Phase: lifecycle.PhaseClosed}}, Edges: []edge{{Trigger: "shelve", From: states{"resolved"}, To: "shelved"}}},
			"base.edges[8].from_any: "},
		{"in place of a wildcard", lifecycle.Default(), definition{Name: "x", Version: 1, Edges: []edge{{Trigger: "close", From: states{"triage"}, To: "cancelled"}}},
			`"x" version 1 does not contain "allclear-default" version 1:` + "\n\tedges[4]: close leads from triage to cancelled, not to closed [changed_target]"},
		{"another guard in place of a wildcard", lifecycle.Default(), definition{Name: "x", Version: 1, Edges: []edge{{Trigger: "merge", From: states{"triage"}, To: "merged"}}},
			`edges[9]: merge from triage asks [], not ["merge_target"] [changed_guards]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			lc, err := c.base.Extend(c.more)
			require.Error(t, err)
			assert.Nil(t, lc)
			assert.Contains(t, err.Error(), c.want)
		})
	}
}

// wideOpen returns a definition whose wildcard takes all that is not excepted.
func wideOpen() definition {
	d := wide()
	d.Edges = append(d.Edges, edge{Trigger: "x", FromAny: true, Except: states{"parked"}, To: "resolved"})
	return d
}

func TestContains(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*definition)
		want  []string // code and path of what the spoilt lacks
	}{
		{"the same", func(*definition) {}, nil},
		{"another order, name and version", func(d *definition) {
			slices.Reverse(d.Edges)
			slices.Reverse(d.States)
			d.Name, d.Version = "other", 7
		}, nil},
		{"more", func(d *definition) {
			d.States = append(d.States, stateDef{Name: "void", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCancelled})
			d.Edges = append(d.Edges, edge{Trigger: "drop", From: states{"open"}, To: "void"})
			d.Initial = append(d.Initial, "fixed")
		}, nil},
		{"begins elsewhere", func(d *definition) {
			d.Initial = states{"fixed"}
		}, []string{"missing_initial initial[0]"}},
		{"another phase", func(d *definition) { d.States[1].Phase = lifecycle.PhaseMitigated }, []string{"changed_state states[1]"}},
		{"another resolution", func(d *definition) { d.States[2].Resolution = lifecycle.ResolutionCancelled }, []string{"changed_state states[2]"}},
		{"on hold", func(d *definition) { d.States[0].Hold = "vendor" }, []string{"changed_state states[0]"}},
		{"other guards", func(d *definition) { d.Edges[0].Guards = append(d.Edges[0].Guards, "more") }, []string{"changed_guards edges[0]"}},
		{"a move less", func(d *definition) { d.Edges[1].From = d.Edges[1].From[1:] }, []string{"missing_transition edges[1]"}},
		{"a trigger less", func(d *definition) { d.Edges = d.Edges[:2] }, []string{"missing_transition edges[2]"}},
		{"another target", func(d *definition) {
			d.States = append(d.States, stateDef{Name: "over", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted})
			d.Edges[1].To = "over"
			d.Edges = append(d.Edges, edge{Trigger: "archive", From: states{"open"}, To: "done"})
		}, []string{"changed_target edges[1]", "changed_target edges[1]"}},
		{"a state less", func(d *definition) {
			d.States = []stateDef{d.States[0], d.States[2]}
			d.Edges = []edge{{Trigger: "finish", From: states{"open"}, To: "done"}}
		}, []string{"missing_state states[1]", "missing_transition edges[0]", "missing_transition edges[1]", "missing_transition edges[2]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := lifecycle.MustCompile(small())
			d := small()
			c.spoil(&d)
			err := lifecycle.MustCompile(d).Contains(base)
			if c.want == nil {
				require.NoError(t, err)
				return
			}
			var short *lifecycle.SupersetError
			require.ErrorAs(t, err, &short)
			assert.Equal(t, d.Name, short.Name)
			assert.Equal(t, d.Version, short.Version)
			assert.Equal(t, "small", short.Base)
			assert.Equal(t, 1, short.BaseVersion)
			var got []string
			for _, p := range short.Problems {
				got = append(got, p.Code+" "+p.Path)
				assert.Contains(t, err.Error(), p.String())
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// Every history of the base is a history of the extension and ends alike.
func TestHistoriesSurviveExtension(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, base := range shipped() {
		more := definition{Name: "more", Version: 1, States: []stateDef{{Name: "extra", Phase: lifecycle.PhaseActive}}}
		first := slices.Collect(base.Initial())[0]
		more.Edges = []edge{
			{Trigger: "to_extra", FromPhases: phases{lifecycle.PhasePlanned, lifecycle.PhaseTriage, lifecycle.PhaseActive}, To: "extra"},
			{Trigger: "from_extra", From: states{"extra"}, To: first, Reopens: phase(base, first) < lifecycle.PhaseActive},
		}
		lc, err := base.Extend(more)
		require.NoError(t, err)
		for range 500 {
			history := incidenttest.Walk(base, r, 20)
			before, err := base.Replay(history)
			require.NoError(t, err)
			after, err := lc.Replay(history)
			require.NoError(t, err)
			require.Equal(t, before, after)
		}
	}
}

// phase returns the phase of a state.
func phase(lc *lifecycle.Lifecycle, s lifecycle.State) lifecycle.Phase {
	def, _ := lc.State(s)
	return def.Phase
}
