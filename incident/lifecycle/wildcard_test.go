package lifecycle_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

type (
	states = []lifecycle.State
	phases = []lifecycle.Phase
)

// wide returns a definition with a state in every phase, for wildcards to take.
func wide() lifecycle.Definition {
	return lifecycle.Definition{
		Name: "wide", Version: 1,
		Initial: states{"planned"},
		States: []lifecycle.StateDef{
			{Name: "planned", Phase: lifecycle.PhasePlanned},
			{Name: "triage", Phase: lifecycle.PhaseTriage},
			{Name: "active", Phase: lifecycle.PhaseActive},
			{Name: "active_too", Phase: lifecycle.PhaseActive},
			{Name: "mitigated", Phase: lifecycle.PhaseMitigated},
			{Name: "resolved", Phase: lifecycle.PhaseResolved},
			{Name: "parked", Phase: lifecycle.PhaseClosed},
			{Name: "closed", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
			{Name: "void", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCancelled},
		},
		Edges: []lifecycle.Edge{
			{Trigger: "next", From: states{"planned"}, To: "triage"},
			{Trigger: "next", From: states{"triage"}, To: "active"},
			{Trigger: "next", From: states{"active"}, To: "active_too"},
			{Trigger: "next", From: states{"active_too"}, To: "mitigated"},
			{Trigger: "next", From: states{"mitigated"}, To: "resolved"},
			{Trigger: "next", From: states{"resolved"}, To: "parked"},
			{Trigger: "next", From: states{"parked"}, To: "closed"},
			{Trigger: "discard", From: states{"parked"}, To: "void"},
		},
	}
}

func TestWildcards(t *testing.T) {
	all := states{"planned", "triage", "active", "active_too", "mitigated", "resolved", "parked"}
	for _, c := range []struct {
		name  string
		edges []lifecycle.Edge
		from  states   // from which the trigger "x" leads to the first edge's target
		want  []string // problems
	}{
		{"any: neither ends nor the target", []lifecycle.Edge{{Trigger: "x", FromAny: true, To: "closed"}}, all, nil},
		{"any but some", []lifecycle.Edge{{Trigger: "x", FromAny: true, Except: states{"triage", "parked"}, To: "closed"}},
			states{"planned", "active", "active_too", "mitigated", "resolved"}, nil},
		{"an exception that is an end already", []lifecycle.Edge{{Trigger: "x", FromAny: true, Except: states{"void"}, To: "closed"}}, all, nil},
		{"a phase", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhaseActive}, To: "resolved"}}, states{"active", "active_too"}, nil},
		{"a phase but the target", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhaseActive}, To: "active"}}, states{"active_too"}, nil},
		{"phases and a name", []lifecycle.Edge{{Trigger: "x", From: states{"triage"}, FromPhases: phases{lifecycle.PhaseMitigated, lifecycle.PhasePlanned}, To: "resolved"}},
			states{"planned", "triage", "mitigated"}, nil},
		{"a name of the same edge within its phase", []lifecycle.Edge{{Trigger: "x", From: states{"active"}, FromPhases: phases{lifecycle.PhaseActive}, To: "resolved"}},
			states{"active", "active_too"}, nil},
		{"a name wins", []lifecycle.Edge{{Trigger: "x", FromAny: true, To: "closed"}, {Trigger: "x", From: states{"active"}, To: "void"}},
			states{"planned", "triage", "active_too", "mitigated", "resolved", "parked"}, nil},
		{"a name wins that stands first", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhaseActive}, To: "closed"}, {Trigger: "next", FromAny: true, To: "void"}},
			states{"active", "active_too"}, []string{"no_source edges[9].from"}},
		{"two wildcards, two targets", []lifecycle.Edge{{Trigger: "x", FromAny: true, To: "closed"}, {Trigger: "x", FromPhases: phases{lifecycle.PhaseActive}, To: "void"}},
			nil, []string{"ambiguous_edge edges[9].from_phases"}},
		{"two wildcards, one target", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhasePlanned}, To: "closed"}, {Trigger: "x", FromAny: true, To: "closed"}},
			nil, []string{"duplicate_edge edges[9].from_any"}},
		{"backward", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhaseTriage, lifecycle.PhaseMitigated}, To: "active"}},
			nil, []string{"backward_edge edges[8].from_phases"}},
		{"backward, marked", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhaseMitigated, lifecycle.PhaseResolved}, To: "active", Reopens: true}},
			states{"mitigated", "resolved"}, nil},
		{"marked, but not all backward", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhaseActive}, To: "active", Reopens: true}},
			nil, []string{"needless_reopens edges[8].from_phases"}},
		{"any leaves a later phase", []lifecycle.Edge{{Trigger: "x", FromAny: true, To: "resolved"}}, nil, []string{"backward_edge edges[8].from_any"}},
		{"nothing left", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhaseTriage}, Except: states{"triage"}, To: "closed"}},
			nil, []string{"no_source edges[8].from"}},
		{"no such phase", []lifecycle.Edge{{Trigger: "x", From: states{"triage"}, FromPhases: phases{0, 9}, To: "closed"}},
			nil, []string{"bad_phase edges[8].from_phases[0]", "bad_phase edges[8].from_phases[1]"}},
		{"a phase twice", []lifecycle.Edge{{Trigger: "x", FromPhases: phases{lifecycle.PhaseTriage, lifecycle.PhaseTriage}, To: "closed"}},
			nil, []string{"needless_source edges[8].from_phases[1]"}},
		{"a phase beside all", []lifecycle.Edge{{Trigger: "x", FromAny: true, FromPhases: phases{lifecycle.PhaseTriage}, To: "closed"}},
			nil, []string{"needless_source edges[8].from_phases[0]"}},
		{"an exception from nothing", []lifecycle.Edge{{Trigger: "x", From: states{"triage"}, Except: states{"active"}, To: "closed"}},
			nil, []string{"needless_source edges[8].except[0]"}},
		{"an exception that is named", []lifecycle.Edge{{Trigger: "x", From: states{"triage"}, FromAny: true, Except: states{"triage"}, To: "closed"}},
			nil, []string{"needless_source edges[8].except[0]"}},
		{"an exception twice", []lifecycle.Edge{{Trigger: "x", FromAny: true, Except: states{"triage", "triage"}, To: "closed"}},
			nil, []string{"needless_source edges[8].except[1]"}},
		{"an exception undeclared", []lifecycle.Edge{{Trigger: "x", FromAny: true, Except: states{"limbo"}, To: "closed"}},
			nil, []string{"undeclared_state edges[8].except[0]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := wide()
			d.Edges = append(d.Edges, c.edges...)
			require.Equal(t, c.want, problems(t, d))
			if c.want != nil {
				return
			}
			lc := lifecycle.MustCompile(d)
			var from states
			for s := range lc.States() {
				if to, err := lc.Next(s.Name, "x"); err == nil && to == c.edges[0].To {
					from = append(from, s.Name)
				}
			}
			assert.Equal(t, c.from, from)
			assert.Equal(t, d, lc.Definition(), "as it was written")
			agreeOnAllPairs(t, lc)
		})
	}
}

// How edges are written makes no difference to what they mean.
func TestWildcardsAreNotInTheFingerprint(t *testing.T) {
	written := wide()
	written.Edges = append(written.Edges, lifecycle.Edge{Trigger: "x", FromAny: true, Except: states{"parked"}, To: "void", Guards: []string{"g"}})
	named := wide()
	named.Edges = append(named.Edges, lifecycle.Edge{
		Trigger: "x", To: "void", Guards: []string{"g"},
		From: states{"resolved", "planned", "active", "active_too", "triage", "mitigated"},
	})
	a, b := lifecycle.MustCompile(written), lifecycle.MustCompile(named)
	assert.Equal(t, a.Fingerprint(), b.Fingerprint())
	assert.NoError(t, a.Contains(b))
	assert.NoError(t, b.Contains(a))
}

func TestTransitions(t *testing.T) {
	lc := lifecycle.MustCompile(small())
	want := []lifecycle.Transition{
		{From: "open", Trigger: "fix", To: "fixed", Guards: []string{"has_fix"}},
		{From: "open", Trigger: "finish", To: "done"},
		{From: "fixed", Trigger: "finish", To: "done"},
		{From: "fixed", Trigger: "reopen", To: "open", Reopens: true},
	}
	got := slices.Collect(lc.Transitions())
	assert.Equal(t, want, got)
	got[0].Guards[0] = "mine"
	assert.Equal(t, want, slices.Collect(lc.Transitions()), "guards belong to the receiver")
	for range lc.Transitions() {
		break
	}
}
