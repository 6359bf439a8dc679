package incident_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

// reserving returns a lifecycle with the guard on a trigger that ends a life.
func reserving(t *testing.T, trigger lifecycle.Trigger, guard string) *lifecycle.Lifecycle {
	t.Helper()
	return compile(t, lifecycle.Definition{
		Name: "reserving", Version: 1, Initial: []lifecycle.State{"investigating"},
		States: []lifecycle.StateDef{
			{Name: "investigating", Phase: lifecycle.PhaseActive},
			{Name: "gone", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionMerged},
		},
		Edges: []lifecycle.Edge{{Trigger: trigger, From: []lifecycle.State{"investigating"}, To: "gone", Guards: []string{guard}}},
	})
}

// A guard that no verb could answer is refused before anything is recorded.
func TestReservedGuards(t *testing.T) {
	for _, c := range []struct {
		trigger lifecycle.Trigger
		guard   string
		text    string // "" if it is well
	}{
		{"merge", "merge_target", ""},
		{"mark_duplicate", "duplicate_target", ""},
		{"absorb", "target", ""},
		{"absorb", "merge_target", `guard that nothing can answer: "absorb" asks "merge_target", which MergeInto answers, for the trigger "merge" alone`},
		{"merge", "duplicate_target", `guard that nothing can answer: "merge" asks "duplicate_target", which DuplicateOf answers, for the trigger "mark_duplicate" alone`},
	} {
		life := reserving(t, c.trigger, c.guard)
		inc := declare(t)
		_, err := incident.Declare(incident.Declaration{Title: "t", Lifecycle: life})
		followed := inc.Follow(life)
		if c.text == "" {
			require.NoError(t, err)
			require.NoError(t, followed)
			continue
		}
		require.ErrorIs(t, err, incident.ErrGuard)
		require.ErrorIs(t, followed, incident.ErrGuard)
		assert.EqualError(t, err, "incident: Declare: "+c.text)
		assert.EqualError(t, followed, "incident: Follow: "+c.text)
		assert.Equal(t, "allclear-default", inc.Lifecycle().Name())
	}
}

// A refusal says which verb passes the guard.
func TestReservedGuardsNameTheVerb(t *testing.T) {
	inc := declare(t)
	_, err := inc.Advance("merge", on("15:00"))
	require.ErrorIs(t, err, incident.ErrEmpty)
	assert.ErrorContains(t, err, "merge_target refuses: the other incident is not named, use MergeInto: empty")
	_, err = inc.Advance("mark_duplicate", on("15:00"))
	assert.ErrorContains(t, err, "duplicate_target refuses: the other incident is not named, use DuplicateOf: empty")
	_, err = inc.MergeInto(uuid.Nil, on("15:00"))
	assert.ErrorContains(t, err, "merge_target refuses: the other incident is not named: empty")
}

// Whoever passes the wrong lifecycles is told which is wanted, and which were
// given.
func TestErrLifecycleNamesThem(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: on("14:00"), Lifecycle: acme(2)})
	require.NoError(t, err)
	stored, err := inc.MarshalJSON()
	require.NoError(t, err)
	changed := acme(2).Definition()
	changed.Edges[0].Guards = []string{"manager"}
	for _, c := range []struct {
		given []*lifecycle.Lifecycle
		want  string
	}{
		{nil, `"allclear-default" version 1`},
		{[]*lifecycle.Lifecycle{nil, acme(1), acme(1)}, `"acme" version 1, "allclear-default" version 1`},
		{[]*lifecycle.Lifecycle{compile(t, changed)}, `"acme" version 2 (same version, changed definition), "allclear-default" version 1`},
	} {
		again, err := incident.Decode(stored, c.given...)
		require.NoError(t, err)
		assert.Nil(t, again.Lifecycle())
		_, err = again.Advance("resolve", on("15:00"))
		require.ErrorIs(t, err, incident.ErrLifecycle)
		assert.EqualError(t, err, `incident: Advance: lifecycle of the log not known: the log follows "acme" version 2; given: `+c.want)
	}

	mangled := strings.Replace(string(stored), `"version":2`, `"version":"two"`, 1)
	again, err := incident.Decode([]byte(mangled), acme(2))
	require.NoError(t, err)
	_, err = again.Advance("resolve", on("15:00"))
	require.ErrorIs(t, err, incident.ErrLifecycle)
	assert.ErrorContains(t, err, "the log names it in a form that cannot be read")
}

// The lifecycle of an incident may be nil, and asked all the same.
func TestLifecycleThatIsNil(t *testing.T) {
	life := (&incident.Incident{}).Lifecycle()
	assert.Nil(t, life)
	assert.False(t, life.Can("investigating", "resolve"))
	_, err := life.Next("investigating", "resolve")
	assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
}
