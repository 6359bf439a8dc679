package lifecycle_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// Guards are listed once, in the order in which the definition names them, and
// what is handed out is the caller's.
func TestGuards(t *testing.T) {
	d := small()
	d.Edges[1].Guards = []string{"signed", "has_fix"}
	d.Edges[2].Guards = []string{"manager", "signed"}
	lc := lifecycle.MustCompile(d)
	assert.Equal(t, []string{"has_fix", "signed", "manager"}, lc.Guards())
	lc.Guards()[0] = "x"
	assert.Equal(t, []string{"has_fix", "signed", "manager"}, lc.Guards())
	assert.Equal(t, []string{"merge_target", "duplicate_target"}, lifecycle.Default().Guards())
	assert.Empty(t, lifecycle.Maintenance().Guards())
	assert.Empty(t, (&lifecycle.Lifecycle{}).Guards())
}

// A guard that the facts do not know is told from one that says no.
func TestUnknownGuard(t *testing.T) {
	lc := lifecycle.MustCompile(small()) // fix asks has_fix
	facts := lifecycle.FactsFunc(func(guard string) error {
		if guard == "hasfix" {
			return errors.New("no fix yet")
		}
		return lifecycle.ErrUnknownGuard
	})
	err := lc.Check("open", "fix", facts)
	require.ErrorIs(t, err, lifecycle.ErrBlocked)
	require.ErrorIs(t, err, lifecycle.ErrUnknownGuard)
	assert.EqualError(t, err, "lifecycle: cannot fix from open: has_fix refuses: unknown guard")

	err = lc.Check("open", "fix", lifecycle.FactsFunc(func(guard string) error {
		return fmt.Errorf("%w: %q", lifecycle.ErrUnknownGuard, guard)
	}))
	assert.EqualError(t, err, `lifecycle: cannot fix from open: has_fix refuses: unknown guard: "has_fix"`)

	no := lifecycle.FactsFunc(func(string) error { return errors.New("no fix yet") })
	err = lc.Check("open", "fix", no)
	require.ErrorIs(t, err, lifecycle.ErrBlocked)
	assert.NotErrorIs(t, err, lifecycle.ErrUnknownGuard)

	for _, nobody := range []lifecycle.Facts{nil, lifecycle.FactsFunc(nil)} {
		err := lc.Check("open", "fix", nobody)
		require.ErrorIs(t, err, lifecycle.ErrUnknownGuard)
		assert.EqualError(t, err, "lifecycle: cannot fix from open: has_fix refuses: no facts given")
	}
}

func TestStepString(t *testing.T) {
	for want, s := range map[string]lifecycle.Step{
		"":                   {},
		"triage":             {State: "triage"},
		"resolve->resolved":  {Trigger: "resolve", State: "resolved"},
		"resolve->":          {Trigger: "resolve"},
		`"a\nb"->"re solve"`: {Trigger: "a\nb", State: "re solve"},
	} {
		assert.Equal(t, want, s.String())
	}
}

// What is nearly a name is told, and what is not, is not.
func TestNearNames(t *testing.T) {
	lc := lifecycle.Default()
	for name, want := range map[lifecycle.State]string{
		"investigatin":  "investigating",
		"Resolved":      "resolved",
		"closde":        "closed",
		"triaged":       "triage",
		"x":             "",
		"postmortem":    "",
		"investigating": "",
	} {
		_, err := lc.Next(name, "reslove")
		require.Error(t, err)
		if want == "" {
			assert.NotContains(t, err.Error(), `did you mean "`+string(name))
			continue
		}
		assert.Contains(t, err.Error(), fmt.Sprintf("unknown state %q, did you mean %q? (declared: triage, ", name, want))
	}
	_, err := lc.Next("closed", "reslove")
	assert.EqualError(t, err, `lifecycle: unknown trigger "reslove" from closed, did you mean "resolve"?`)

	d := small()
	d.Edges[0].To = "fixxed"
	assert.Equal(t, `edges[0].to: state "fixxed" is not declared, did you mean "fixed"? [undeclared_state]`, first(t, d))
}

// first returns the first problem of a definition that does not compile.
func first(t *testing.T, d lifecycle.Definition) string {
	t.Helper()
	_, err := lifecycle.Compile(d)
	var de *lifecycle.DefinitionError
	require.ErrorAs(t, err, &de)
	return de.Problems[0].String()
}

// Problems name what is in the way, and what would do.
func TestProblemsNameTheOther(t *testing.T) {
	d := small()
	d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "finish", From: states{"fixed"}, To: "done"})
	assert.Equal(t, `edges[3].from[0]: trigger "finish" already leads from "fixed" to "done", by edges[1].from[1] [duplicate_edge]`, first(t, d))
	d = small()
	d.Edges = append(d.Edges, lifecycle.Edge{Trigger: "finish", From: states{"open"}, To: "fixed"})
	assert.Equal(t, `edges[3].from[0]: trigger "finish" leads from "open" to "done", by edges[1].from[0], and to "fixed" [ambiguous_edge]`, first(t, d))
	d = small()
	d.States[0].Phase = 0
	assert.Equal(t, `states[0].phase: state "open" has no phase (there are: planned, triage, active, mitigated, resolved, closed) [bad_phase]`, first(t, d))

	base := lifecycle.MustCompile(small())
	for to, want := range map[lifecycle.State]string{
		"fixed": `edges[0].from[0]: trigger "finish" leads from "open" to "done", by base.edges[1].from[0], and to "fixed"; Extend cannot change a move [ambiguous_edge]`,
		"done":  `edges[0].from[0]: trigger "finish" already leads from "open" to "done", by base.edges[1].from[0] [duplicate_edge]`,
	} {
		_, err := base.Extend(lifecycle.Definition{Name: "more", Version: 1, Edges: []lifecycle.Edge{{Trigger: "finish", From: states{"open"}, To: to}}})
		var de *lifecycle.DefinitionError
		require.ErrorAs(t, err, &de)
		assert.Equal(t, want, de.Problems[0].String())
	}
	d = small()
	d.Version, d.Edges = 2, d.Edges[:2]
	assert.ErrorContains(t, lifecycle.MustCompile(d).Contains(base), `lifecycle: "small" version 2 does not contain "small" version 1:`)
}
