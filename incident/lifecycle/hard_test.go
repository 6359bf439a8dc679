package lifecycle_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/looplab/fsm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// text returns the only problem of a definition that does not compile.
func text(t *testing.T, d lifecycle.Definition) string {
	t.Helper()
	_, err := lifecycle.Compile(d)
	var de *lifecycle.DefinitionError
	require.ErrorAs(t, err, &de)
	require.Len(t, de.Problems, 1, "%v", err)
	return de.Problems[0].String()
}

// What a wildcard does wrong is one problem that names the states.
func TestProblemsOfWildcardsNameStates(t *testing.T) {
	with := func(e lifecycle.Edge) lifecycle.Definition {
		d := wide()
		d.Edges = append(d.Edges, e)
		return d
	}
	assert.Equal(t, `edges[8].from_any: trigger "x" leads back from "mitigated", "resolved", "parked" (phase mitigated, resolved, closed) to "active" (active) and is not marked Reopens; except it, or name it in an edge that is [backward_edge]`,
		text(t, with(lifecycle.Edge{Trigger: "x", FromAny: true, To: "active"})))
	assert.Equal(t, `edges[8].from_phases: trigger "x" is marked Reopens and leads from "active_too" (phase active) to "active" (active), which is not earlier [needless_reopens]`,
		text(t, with(lifecycle.Edge{Trigger: "x", FromPhases: phases{lifecycle.PhaseActive}, To: "active", Reopens: true})))
	d := with(lifecycle.Edge{Trigger: "x", FromAny: true, To: "void"})
	d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "x", FromPhases: phases{lifecycle.PhaseActive}, To: "closed"})
	assert.Equal(t, `edges[9].from_phases: trigger "x" leads from "active", "active_too" to "void", by edges[8].from_any, and to "closed" [ambiguous_edge]`, text(t, d))
	assert.Equal(t, `edges[8].from: trigger "next" leaves no state: what the wildcard stands for has ended, is excepted, or is left by name by another edge [no_source]`,
		text(t, with(lifecycle.Edge{Trigger: "next", FromAny: true, To: "void"})))
}

// What is too large is said and not searched, however it is too large.
func TestTooLarge(t *testing.T) {
	many := make(states, 255)
	for i := range many {
		many[i] = lifecycle.State(fmt.Sprint("s", i))
	}
	guards := make([]string, 255)
	for name, c := range map[string]struct {
		spoil func(*lifecycle.Definition)
		want  string
	}{
		"initial": {func(d *lifecycle.Definition) { d.Initial = many }, "too_many_names initial"},
		"from":    {func(d *lifecycle.Definition) { d.Edges[0].From = many }, "too_many_names edges[0].from"},
		"except":  {func(d *lifecycle.Definition) { d.Edges[0].Except = many }, "too_many_names edges[0].except"},
		"phases":  {func(d *lifecycle.Definition) { d.Edges[0].FromPhases = make(phases, 255) }, "too_many_names edges[0].from_phases"},
		"guards":  {func(d *lifecycle.Definition) { d.Edges[1].Guards = guards }, "too_many_names edges[1].guards"},
		"edges": {func(d *lifecycle.Definition) {
			for len(d.Edges) <= 16_256 {
				d.Edges = append(d.Edges, d.Edges[0])
			}
		}, "too_many_edges edges"},
	} {
		t.Run(name, func(t *testing.T) {
			d := small()
			c.spoil(&d)
			assert.Equal(t, []string{c.want}, problems(t, d))
		})
	}
}

// largest returns a definition as large as may be: a chain of working states,
// each with as many ways out of the chain as there are triggers left.
func largest() lifecycle.Definition {
	d := lifecycle.Definition{Name: "largest", Version: 1, Initial: states{"s0"}}
	for i := range 127 {
		d.States = append(d.States, lifecycle.StateDef{Name: lifecycle.State(fmt.Sprint("s", i)), Phase: lifecycle.PhaseActive})
	}
	for i := range 127 {
		d.States = append(d.States, lifecycle.StateDef{Name: lifecycle.State(fmt.Sprint("e", i)), Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted})
	}
	for i := range 126 {
		d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "next", From: states{d.States[i].Name}, To: d.States[i+1].Name})
	}
	for i := range 127 {
		for j := range 63 {
			d.Edges = append(d.Edges, lifecycle.Edge{
				Trigger: lifecycle.Trigger(fmt.Sprint("t", j)), From: states{d.States[i].Name}, To: d.States[127+(i+j)%127].Name,
			})
		}
	}
	return d
}

// The largest lifecycle answers like the smallest.
func TestLargest(t *testing.T) {
	lc, err := lifecycle.Compile(largest())
	require.NoError(t, err)
	way, err := lc.Path("s0", "s126")
	require.NoError(t, err)
	assert.Len(t, way, 126)
	more, err := lc.Extend(lifecycle.Definition{Name: "more", Version: 1})
	require.NoError(t, err)
	assert.NoError(t, more.Contains(lc))
	assert.Len(t, arrows(lc.Mermaid()), 126+127*63)
	_, err = lc.Extend(lifecycle.Definition{Name: "more", Version: 1, States: []lifecycle.StateDef{{Name: "x", Phase: 1}}})
	assert.ErrorContains(t, err, "too_many_states")
}

func TestExtendNeedsALaterVersion(t *testing.T) {
	for version, ok := range map[int]bool{0: false, 1: false, 2: true} {
		lc, err := lifecycle.Default().Extend(lifecycle.Definition{Name: "allclear-default", Version: version})
		assert.Equal(t, ok, err == nil, version)
		assert.Equal(t, ok, lc != nil, version)
	}
	_, err := lifecycle.Default().Extend(lifecycle.Definition{Name: "allclear-default", Version: 1})
	assert.EqualError(t, err, `lifecycle: definition "allclear-default" does not compile:`+"\n\t"+
		`version: version 1 of "allclear-default" does not come after version 1 [bad_version]`)
	assert.NoError(t, lifecycle.Default().Contains(nil), "nothing")
}

// A member that nobody knows might have been a guard.
func TestDefinitionJSONIsStrict(t *testing.T) {
	d := small()
	for _, bad := range []string{
		`{"name":"x","colour":"red"}`,
		`{"edges":[{"trigger":"go","form":["a"],"to":"b"}]}`,
		`{"states":[{"name":"a","phase":"active","guard":"g"}]}`,
		`{"version":"one"}`,
		`[]`, `{`, ``,
	} {
		assert.Error(t, json.Unmarshal([]byte(bad), &d), bad)
		assert.Equal(t, small(), d, "unchanged")
	}
	d = small()
	d.States[0].Doc, d.Edges[1].Doc = "caf\xe9", "caf\xe9"
	assert.Equal(t, []string{"bad_doc states[0].doc", "bad_doc edges[1].doc"}, problems(t, d))
}

// A state that is described twice is not described at all.
func TestFromEventDescsKeepsContradictions(t *testing.T) {
	d := lifecycle.FromEventDescs("a", []fsm.EventDesc{{Name: "go", Src: []string{"a"}, Dst: "b"}},
		lifecycle.StateDef{Name: "a", Phase: lifecycle.PhaseActive},
		lifecycle.StateDef{Name: "b", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		lifecycle.StateDef{Name: "a", Phase: lifecycle.PhaseTriage})
	d.Name, d.Version = "twice", 1
	assert.Equal(t, []string{"duplicate_state states[2].name"}, problems(t, d))
}

// Errors name the state that is unknown, and not the other.
func TestUnknownStateIsTheOneNamed(t *testing.T) {
	lc := lifecycle.Default()
	for _, c := range []struct{ from, to, want lifecycle.State }{
		{"", "closed", ""}, {"limbo", "closed", "limbo"}, {"closed", "limbo", "limbo"}, {"limbo", "nowhere", "limbo"}, {"", "", ""}, {"closed", "", ""},
	} {
		for _, ask := range []func() error{
			func() error { _, err := lc.Via(c.from, c.to); return err },
			func() error { _, err := lc.Path(c.from, c.to); return err },
		} {
			err := ask()
			require.ErrorIs(t, err, lifecycle.ErrUnknownState)
			assert.True(t, strings.HasPrefix(err.Error(), fmt.Sprintf("lifecycle: unknown state %q (declared: ", c.want)), "%v", err)
		}
	}
}
