package lifecycle_test

import (
	"encoding/json"
	"testing"

	"github.com/looplab/fsm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// What looplab is told of a lifecycle is enough to read it back, with what its
// states mean.
func TestFromEventDescsReadsBack(t *testing.T) {
	for _, lc := range shipped() {
		var events []fsm.EventDesc
		for tr := range lc.Transitions() {
			events = append(events, fsm.EventDesc{Name: string(tr.Trigger), Src: []string{string(tr.From)}, Dst: string(tr.To)})
		}
		d := lc.Definition()
		back := lifecycle.FromEventDescs(d.Initial[0], events, d.States...)
		back.Name, back.Version, back.Initial = "back", 1, d.Initial
		got, err := lifecycle.Compile(back)
		require.NoError(t, err)
		for tr := range lc.Transitions() {
			to, err := got.Next(tr.From, tr.Trigger)
			assert.NoError(t, err)
			assert.Equal(t, tr.To, to)
		}
		for tr := range got.Transitions() {
			assert.True(t, lc.Can(tr.From, tr.Trigger))
		}
	}
}

// door is what a program that uses looplab holds.
func door() []fsm.EventDesc {
	return []fsm.EventDesc{
		{Name: "open", Src: []string{"shut"}, Dst: "ajar"},
		{Name: "shut", Src: []string{"ajar"}, Dst: "shut"},
		{Name: "wall_up", Src: []string{"shut", "ajar"}, Dst: "gone"},
	}
}

func TestFromEventDescs(t *testing.T) {
	d := lifecycle.FromEventDescs("shut", door(),
		lifecycle.StateDef{Name: "shut", Phase: lifecycle.PhaseActive},
		lifecycle.StateDef{Name: "ajar", Phase: lifecycle.PhaseMitigated},
		lifecycle.StateDef{Name: "gone", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
	)
	assert.Equal(t, lifecycle.Definition{
		Initial: states{"shut"},
		States: []lifecycle.StateDef{
			{Name: "shut", Phase: lifecycle.PhaseActive},
			{Name: "ajar", Phase: lifecycle.PhaseMitigated},
			{Name: "gone", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		},
		Edges: []lifecycle.Edge{
			{Trigger: "open", From: states{"shut"}, To: "ajar"},
			{Trigger: "shut", From: states{"ajar"}, To: "shut", Reopens: true},
			{Trigger: "wall_up", From: states{"shut", "ajar"}, To: "gone"},
		},
	}, d)
	d.Name, d.Version = "door", 1
	_, err := lifecycle.Compile(d)
	assert.NoError(t, err)
}

// What looplab takes in silence is reported.
func TestFromEventDescsIsVerified(t *testing.T) {
	meaning := []lifecycle.StateDef{
		{Name: "a", Phase: lifecycle.PhaseActive},
		{Name: "b", Phase: lifecycle.PhaseActive},
		{Name: "end", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
	}
	end := fsm.EventDesc{Name: "finish", Src: []string{"a", "b"}, Dst: "end"}
	step := fsm.EventDesc{Name: "step", Src: []string{"a"}, Dst: "b"}
	for _, c := range []struct {
		name   string
		events []fsm.EventDesc
		states []lifecycle.StateDef
		want   []string
	}{
		{"well", []fsm.EventDesc{step, end}, meaning, nil},
		{"two targets", []fsm.EventDesc{step, end, {Name: "step", Src: []string{"a"}, Dst: "end"}}, meaning, []string{"ambiguous_edge edges[2].from[0]"}},
		{"the same twice", []fsm.EventDesc{step, end, step}, meaning, []string{"duplicate_edge edges[2].from[0]"}},
		{"to itself", []fsm.EventDesc{step, end, {Name: "stay", Src: []string{"b"}, Dst: "b"}}, meaning, []string{"self_edge edges[2].from[0]"}},
		{"no source", []fsm.EventDesc{step, end, {Name: "jump", Dst: "b"}}, meaning, []string{"no_source edges[2].from"}},
		{"a name of looplab's", []fsm.EventDesc{step, end, {Name: "event", Src: []string{"b"}, Dst: "a"}}, meaning, []string{"reserved_name edges[2].trigger"}},
		{"a state without a meaning", []fsm.EventDesc{step, end, {Name: "jump", Src: []string{"b"}, Dst: "c"}}, meaning, []string{"bad_phase states[3].phase", "dead_end states[3]"}},
		{"a state that nothing leads to", []fsm.EventDesc{step, end}, append(meaning, lifecycle.StateDef{Name: "z", Phase: lifecycle.PhaseClosed, Resolution: 1}),
			[]string{"unreachable_state states[3]"}},
		{"nothing", nil, nil, []string{"bad_phase states[0].phase", "dead_end states[0]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := lifecycle.FromEventDescs("a", c.events, c.states...)
			d.Name, d.Version = "read", 1
			assert.Equal(t, c.want, problems(t, d))
		})
	}
}

// A definition may stand in a file.
func TestDefinitionJSON(t *testing.T) {
	for _, lc := range shipped() {
		data, err := json.Marshal(lc.Definition())
		require.NoError(t, err)
		var d lifecycle.Definition
		require.NoError(t, json.Unmarshal(data, &d))
		assert.Equal(t, lc.Definition(), d)
		read, err := lifecycle.Compile(d)
		require.NoError(t, err)
		assert.Equal(t, lc.Fingerprint(), read.Fingerprint())
	}
	var d lifecycle.Definition
	require.Error(t, json.Unmarshal([]byte(`{"states":[{"name":"a","phase":"frantic"}]}`), &d))
	require.NoError(t, json.Unmarshal([]byte(`{
		"name": "ticket", "version": 1, "initial": ["open"],
		"states": [{"name": "open", "phase": "active", "hold": "vendor"}, {"name": "done", "phase": "closed", "resolution": "completed"}],
		"edges": [{"trigger": "finish", "from_phases": ["active"], "except": ["done"], "to": "done", "guards": ["reviewed"]}]
	}`), &d))
	lc, err := lifecycle.Compile(d)
	require.NoError(t, err)
	assert.True(t, lc.Can("open", "finish"))
}
