package lifecycle_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// small returns a definition that compiles, for tests to spoil.
func small() lifecycle.Definition {
	return lifecycle.Definition{
		Name:    "small",
		Version: 1,
		Initial: []lifecycle.State{"open"},
		States: []lifecycle.StateDef{
			{Name: "open", Phase: lifecycle.PhaseActive},
			{Name: "fixed", Phase: lifecycle.PhaseResolved},
			{Name: "done", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		},
		Edges: []lifecycle.Edge{
			{Trigger: "fix", From: []lifecycle.State{"open"}, To: "fixed", Guards: []string{"has_fix"}},
			{Trigger: "finish", From: []lifecycle.State{"open", "fixed"}, To: "done"},
			{Trigger: "reopen", From: []lifecycle.State{"fixed"}, To: "open", Reopens: true},
		},
	}
}

// problems returns "code path" of everything wrong with d.
func problems(t *testing.T, d lifecycle.Definition) []string {
	t.Helper()
	lc, err := lifecycle.Compile(d)
	if err == nil {
		require.NotNil(t, lc)
		return nil
	}
	require.Nil(t, lc)
	var de *lifecycle.DefinitionError
	require.ErrorAs(t, err, &de)
	require.NotEmpty(t, de.Problems)
	var found []string
	for _, p := range de.Problems {
		assert.NotEmpty(t, p.Text)
		assert.Contains(t, err.Error(), p.String())
		found = append(found, strings.TrimSpace(p.Code+" "+p.Path))
	}
	return found
}

func TestCompileFindsProblems(t *testing.T) {
	type def = lifecycle.Definition
	state := func(name lifecycle.State, p lifecycle.Phase) lifecycle.StateDef {
		return lifecycle.StateDef{Name: name, Phase: p}
	}
	edge := func(trigger lifecycle.Trigger, to lifecycle.State, from ...lifecycle.State) lifecycle.Edge {
		return lifecycle.Edge{Trigger: trigger, From: from, To: to}
	}
	for _, c := range []struct {
		name  string
		spoil func(d *def)
		want  []string // exactly
	}{
		{"nothing", func(*def) {}, nil},
		{"no name", func(d *def) { d.Name = "" }, []string{"bad_name name"}},
		{"name with a space", func(d *def) { d.Name = "my own" }, []string{"bad_name name"}},
		{"name ends in a hyphen", func(d *def) { d.Name = "own-" }, []string{"bad_name name"}},
		{"name begins with a digit", func(d *def) { d.Name = "2nd" }, []string{"bad_name name"}},
		{"no version", func(d *def) { d.Version = 0 }, []string{"bad_version version"}},
		{"state in capitals", func(d *def) {
			d.States[1].Name, d.Edges[0].To, d.Edges[1].From[1], d.Edges[2].From[0] = "Fixed", "Fixed", "Fixed", "Fixed"
		}, []string{"bad_name states[1].name"}},
		{"trigger without a name", func(d *def) { d.Edges[0].Trigger = "" }, []string{"bad_name edges[0].trigger"}},
		{"trigger too long", func(d *def) { d.Edges[0].Trigger = lifecycle.Trigger(strings.Repeat("x", 65)) },
			[]string{"bad_name edges[0].trigger"}},
		{"guard with a hyphen", func(d *def) { d.Edges[0].Guards[0] = "has-fix" }, []string{"bad_name edges[0].guards[0]"}},
		{"trigger called event", func(d *def) { d.Edges[0].Trigger = "event" }, []string{"reserved_name edges[0].trigger"}},
		{"state called state", func(d *def) {
			d.States[2].Name, d.Edges[1].To = "state", "state"
		}, []string{"reserved_name states[2].name"}},
		{"no phase", func(d *def) { d.States[1].Phase = 0 }, []string{"bad_phase states[1].phase"}},
		{"phase out of range", func(d *def) { d.States[1].Phase = 9 }, []string{"bad_phase states[1].phase"}},
		{"resolution out of range", func(d *def) { d.States[2].Resolution = 9 }, []string{"bad_resolution states[2].resolution"}},
		{"hold that is no name", func(d *def) { d.States[0].Hold = "awaiting vendor" }, []string{"bad_hold states[0].hold"}},
		{"hold where no work is left", func(d *def) { d.States[2].Hold = "parked" }, []string{"bad_hold states[2].hold"}},
		{"empty initial set", func(d *def) { d.Initial = nil }, []string{"no_initial initial"}},
		{"edge without source", func(d *def) { d.Edges[2].From = nil }, []string{"no_source edges[2].from"}},
		{"initial undeclared", func(d *def) { d.Initial[0] = "opened" }, []string{"undeclared_state initial[0]"}},
		{"target undeclared", func(d *def) { d.Edges[0].To = "repaired" }, []string{"undeclared_state edges[0].to"}},
		{"source undeclared", func(d *def) { d.Edges[1].From[0] = "opened" }, []string{"undeclared_state edges[1].from[0]"}},
		{"initial twice", func(d *def) { d.Initial = append(d.Initial, "open") }, []string{"duplicate_initial initial[1]"}},
		{"state twice", func(d *def) { d.States = append(d.States, d.States[0]) }, []string{"duplicate_state states[3].name"}},
		{"edge twice", func(d *def) { d.Edges = append(d.Edges, edge("finish", "done", "fixed")) },
			[]string{"duplicate_edge edges[3].from[0]"}},
		{"guard twice", func(d *def) { d.Edges[0].Guards = []string{"a", "b", "a"} }, []string{"duplicate_guard edges[0].guards[2]"}},
		{"two targets", func(d *def) { d.Edges = append(d.Edges, edge("finish", "fixed", "open")) },
			[]string{"ambiguous_edge edges[3].from[0]"}},
		{"edge to itself", func(d *def) { d.Edges = append(d.Edges, edge("stay", "open", "open")) },
			[]string{"self_edge edges[3].from[0]"}},
		{"backward unmarked", func(d *def) { d.Edges[2].Reopens = false }, []string{"backward_edge edges[2].from[0]"}},
		{"forward marked", func(d *def) { d.Edges[0].Reopens = true }, []string{"needless_reopens edges[0].from[0]"}},
		{"exit of an end", func(d *def) {
			d.Edges = append(d.Edges, edge("revive", "open", "done"))
		}, []string{"terminal_exit edges[3].from[0]"}},
		{"an end that reopens", func(d *def) {
			d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "revive", From: []lifecycle.State{"done"}, To: "open", Reopens: true})
		}, nil},
		{"one end to another", func(d *def) {
			d.States = append(d.States, lifecycle.StateDef{Name: "void", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCancelled})
			d.Edges = append(d.Edges, edge("void", "void", "open", "done"))
		}, []string{"terminal_exit edges[3].from[1]"}},
		{"end in an open phase", func(d *def) {
			d.States = append(d.States, lifecycle.StateDef{Name: "gone", Phase: lifecycle.PhaseActive, Resolution: lifecycle.ResolutionCancelled})
			d.Edges = append(d.Edges, edge("drop", "gone", "open"))
		}, []string{"terminal_phase states[3].phase"}},
		{"dead end", func(d *def) {
			d.States = append(d.States, state("stuck", lifecycle.PhaseActive))
			d.Edges = append(d.Edges, edge("park", "stuck", "open"))
		}, []string{"dead_end states[3]"}},
		{"closed without a resolution", func(d *def) { d.States[2].Resolution = 0 }, []string{"dead_end states[2]"}},
		{"unreachable", func(d *def) {
			d.States = append(d.States, state("lost", lifecycle.PhaseActive))
			d.Edges = append(d.Edges, edge("find", "open", "lost"))
		}, []string{"unreachable_state states[3]"}},
		{"round for ever", func(d *def) {
			d.States = append(d.States, state("ping", lifecycle.PhaseActive), state("pong", lifecycle.PhaseActive))
			d.Edges = append(d.Edges, edge("start", "ping", "open"), edge("hit", "pong", "ping"), edge("hit", "ping", "pong"))
		}, []string{"no_end states[3]", "no_end states[4]"}},
		{"too many states", func(d *def) {
			for i := range 252 {
				d.States = append(d.States, state(lifecycle.State(fmt.Sprintf("s%d", i)), lifecycle.PhaseActive))
			}
		}, []string{"too_many_states states"}},
		{"too many triggers", func(d *def) {
			for i := range 62 {
				d.Edges = append(d.Edges, edge(lifecycle.Trigger(fmt.Sprintf("t%d", i)), "done", "open"))
			}
		}, []string{"too_many_triggers edges"}},
		{"all at once", func(d *def) { *d = def{} }, []string{"bad_name name", "bad_version version", "no_initial initial"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := small()
			c.spoil(&d)
			assert.Equal(t, c.want, problems(t, d))
		})
	}
}

func TestCompileAccepts(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(d *lifecycle.Definition)
	}{
		{"closed that can be reopened", func(d *lifecycle.Definition) {
			d.States[2].Resolution = lifecycle.ResolutionNone
			d.Edges[2].From = append(d.Edges[2].From, "done")
		}},
		{"born closed", func(d *lifecycle.Definition) { d.Initial = append(d.Initial, "done") }},
		{"a trigger named like a state", func(d *lifecycle.Definition) { d.Edges[0].Trigger = "fixed" }},
		{"nothing but an end", func(d *lifecycle.Definition) {
			d.States, d.Initial, d.Edges = d.States[2:], []lifecycle.State{"done"}, nil
		}},
		{"a trigger on two edges", func(d *lifecycle.Definition) {
			d.Edges[0].Trigger = "step"
			d.Edges[1] = lifecycle.Edge{Trigger: "step", From: []lifecycle.State{"fixed"}, To: "done"}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := small()
			c.change(&d)
			assert.Empty(t, problems(t, d))
		})
	}
}

func TestCompileAtTheSizeLimits(t *testing.T) {
	d := small()
	for i := range 251 {
		name := lifecycle.State(fmt.Sprintf("s%03d", i))
		d.States = append(d.States, lifecycle.StateDef{Name: name, Phase: lifecycle.PhaseActive})
		d.Initial = append(d.Initial, name)
		d.Edges[1].From = append(d.Edges[1].From, name)
	}
	for i := range 61 {
		trigger := lifecycle.Trigger(fmt.Sprintf("t%02d", i))
		d.Edges = append(d.Edges, lifecycle.Edge{Trigger: trigger, From: d.Initial[1:], To: "done"})
	}
	lc, err := lifecycle.Compile(d)
	require.NoError(t, err)
	for _, from := range d.Initial[1:] {
		to, err := lc.Next(from, "t60")
		require.NoError(t, err)
		require.Equal(t, lifecycle.State("done"), to)
	}
	d.Initial = d.Initial[:1]
	assert.Len(t, problems(t, d), 251, "a problem for each state out of reach")
}

func TestCompileDetectsEngineMismatch(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(engine *lifecycle.Definition)
		want  string
	}{
		{"edge missing", func(d *lifecycle.Definition) { d.Edges[1].From = d.Edges[1].From[:1] },
			`looplab/fsm, at fixed told to finish: refuses, but an edge leads to "done"`},
		{"edge added", func(d *lifecycle.Definition) { d.Edges[0].From = append(d.Edges[0].From, "done") },
			`looplab/fsm, at done told to fix: goes to "fixed", but no edge does`},
		{"other target", func(d *lifecycle.Definition) { d.Edges[0].To = "done" },
			`looplab/fsm, at open told to fix: goes to "done", but the edge leads to "fixed"`},
		{"target unheard of", func(d *lifecycle.Definition) {
			d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "fix", From: []lifecycle.State{"done"}, To: "moon"})
		}, `looplab/fsm, at done told to fix: goes to "moon", but no edge does`},
	} {
		t.Run(c.name, func(t *testing.T) {
			engine := small()
			c.spoil(&engine)
			found := lifecycle.CrossCheck(small(), engine)
			require.Len(t, found, 1)
			assert.Equal(t, lifecycle.Problem{Code: "engine_mismatch", Text: c.want}, found[0])
		})
	}
	for name, lie := range map[string]lifecycle.Liar{
		"can is wrong":        {FlipCan: true},
		"current is wrong":    {Where: "moon"},
		"current never moves": {Where: "open"},
	} {
		t.Run(name, func(t *testing.T) {
			found := lifecycle.CrossCheckLiar(small(), lie)
			require.NotEmpty(t, found)
			assert.Equal(t, "engine_mismatch", found[0].Code)
		})
	}
	assert.Empty(t, lifecycle.CrossCheck(small(), small()))
	assert.Empty(t, lifecycle.CrossCheckLiar(small(), lifecycle.Liar{}))
}

func TestCompileCopiesItsInput(t *testing.T) {
	d := small()
	lc := lifecycle.MustCompile(d)
	d.Initial[0], d.States[0].Name, d.Edges[0].From[0], d.Edges[0].Guards[0] = "x", "x", "x", "x"
	assert.Equal(t, small(), lc.Definition())

	got := lc.Definition()
	got.Initial[0], got.States[0].Name, got.Edges[0].From[0], got.Edges[0].Guards[0] = "x", "x", "x", "x"
	assert.Equal(t, small(), lc.Definition(), "what is handed out is a copy as well")
}

func TestMustCompilePanics(t *testing.T) {
	assert.Panics(t, func() { lifecycle.MustCompile(lifecycle.Definition{}) })
}

func TestIndexFindsNamesThatCollide(t *testing.T) {
	var alike []string // in length and in first, middle and last byte
	for i := range 250 {
		alike = append(alike, fmt.Sprintf("s%03d_m_%03d_e", i, i))
	}
	assert.True(t, lifecycle.Finds(alike, "s999_m_999_e"))
	assert.True(t, lifecycle.Finds([]string{"a"}, "b"))
	assert.True(t, lifecycle.Finds(nil, "b"))
}

func TestFingerprint(t *testing.T) {
	base := lifecycle.MustCompile(small()).Fingerprint()
	assert.Regexp(t, "^[0-9a-f]{32}$", base)
	for _, c := range []struct {
		name   string
		change func(d *lifecycle.Definition)
		same   bool
	}{
		{"nothing", func(*lifecycle.Definition) {}, true},
		{"name, version, docs", func(d *lifecycle.Definition) {
			d.Name, d.Version, d.States[0].Doc, d.Edges[0].Doc = "other", 2, "doc", "doc"
		}, true},
		{"order of states and edges", func(d *lifecycle.Definition) {
			d.States[0], d.States[1] = d.States[1], d.States[0]
			d.Edges[0], d.Edges[1] = d.Edges[1], d.Edges[0]
		}, true},
		{"grouping of edges", func(d *lifecycle.Definition) {
			d.Edges[1].From = d.Edges[1].From[:1]
			d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "finish", From: []lifecycle.State{"fixed"}, To: "done"})
		}, true},
		{"phase", func(d *lifecycle.Definition) { d.States[0].Phase = lifecycle.PhaseTriage }, false},
		{"resolution", func(d *lifecycle.Definition) { d.States[2].Resolution = lifecycle.ResolutionMerged }, false},
		{"initial set", func(d *lifecycle.Definition) { d.Initial = append(d.Initial, "fixed") }, false},
		{"edge gone", func(d *lifecycle.Definition) { d.Edges = d.Edges[:2] }, false},
		{"target", func(d *lifecycle.Definition) {
			d.Edges[1].From, d.Edges[0].Trigger = []lifecycle.State{"fixed"}, "finish"
		}, false},
		{"guard gone", func(d *lifecycle.Definition) { d.Edges[0].Guards = nil }, false},
		{"order of guards", func(d *lifecycle.Definition) { d.Edges[0].Guards = []string{"also", "has_fix"} }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := small()
			c.change(&d)
			lc, err := lifecycle.Compile(d)
			require.NoError(t, err)
			assert.Equal(t, c.same, lc.Fingerprint() == base)
		})
	}
}
