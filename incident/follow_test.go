package incident_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

// acme returns a version of a lifecycle; the second has a state more.
func acme(version int) *lifecycle.Lifecycle {
	more := lifecycle.Definition{Name: "acme", Version: version}
	if version > 1 {
		more.States = []lifecycle.StateDef{{Name: "paused", Phase: lifecycle.PhaseActive, Hold: "vendor"}}
		more.Edges = []lifecycle.Edge{
			{Trigger: "pause", FromPhases: []lifecycle.Phase{lifecycle.PhaseActive}, To: "paused"},
			{Trigger: "go_on", From: []lifecycle.State{"paused"}, To: "identified"},
		}
	}
	life, err := lifecycle.Default().Extend(more)
	if err != nil {
		panic(err)
	}
	return life
}

// Incidents under way go over to a new version of their lifecycle.
func ExampleIncident_Follow() {
	old, next := acme(1), acme(2)
	fmt.Println("every history fits:", next.Contains(old) == nil)

	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: on("14:00"), Lifecycle: old})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = inc.Advance("pause", on("14:10"))
	fmt.Println(err)
	if err := inc.Follow(next); err != nil {
		fmt.Println(err)
	}
	e, err := inc.Advance("pause", on("14:10"))
	fmt.Println(e.Status, e.Hold, err)
	// Output:
	// every history fits: true
	// incident: Advance: lifecycle: unknown trigger "pause" from investigating (allowed: identify, monitor, resolve, close, dismiss, merge, mark_duplicate, cancel)
	// paused vendor <nil>
}

func TestFollow(t *testing.T) {
	old, next := acme(1), acme(2)
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: on("14:00"), Lifecycle: old})
	require.NoError(t, err)
	before := inc.Revision()
	require.NoError(t, inc.Follow(next))
	assert.Equal(t, before, inc.Revision(), "nothing is recorded")
	assert.Equal(t, next, inc.Lifecycle())

	stored, err := inc.MarshalJSON()
	require.NoError(t, err)
	again, err := incident.Decode(stored, old, next)
	require.NoError(t, err)
	assert.Equal(t, old, again.Lifecycle(), "until the status changes, the log names the old one")

	e, err := inc.Advance("pause", on("14:10"))
	require.NoError(t, err)
	assert.Equal(t, "paused", e.Status)
	stored, err = inc.MarshalJSON()
	require.NoError(t, err)
	again, err = incident.Decode(stored, old, next)
	require.NoError(t, err)
	assert.Equal(t, next, again.Lifecycle())
	assert.Empty(t, incident.Of(again.AsOf(late), old, next).Findings)

	_, err = inc.Retract(e.ID)
	require.NoError(t, err)
	assert.Equal(t, next, inc.Lifecycle(), "the status is the old one's again, and still follows the new")
}

func TestFollowAfterTheOldIsGone(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: on("14:00"), Lifecycle: acme(1)})
	require.NoError(t, err)
	stored, err := inc.MarshalJSON()
	require.NoError(t, err)
	again, err := incident.Decode(stored)
	require.NoError(t, err)
	_, err = again.Advance("resolve", on("14:10"))
	require.ErrorIs(t, err, incident.ErrLifecycle)
	require.NoError(t, again.Follow(lifecycle.Default()))
	_, err = again.Advance("resolve", on("14:10"))
	require.NoError(t, err)
}

func TestFollowRefuses(t *testing.T) {
	inc := declare(t)
	for _, trigger := range []lifecycle.Trigger{"resolve", "reopen"} {
		_, err := inc.Advance(trigger, on("14:10"))
		require.NoError(t, err)
	}
	other := lifecycle.Default().Definition()
	other.Name = "other"
	other.States[4].Phase = lifecycle.PhaseMitigated // resolved
	other.Edges[3].Except = []lifecycle.State{"resolved"}
	for name, c := range map[string]struct {
		life *lifecycle.Lifecycle
		text string
	}{
		"none":          {nil, "lifecycle: empty"},
		"other states":  {lifecycle.ITIL(), `unknown state "investigating"`},
		"other moves":   {lifecycle.Statuspage(), "cannot go from resolved to investigating (allowed: postmortem)"},
		"other meaning": {compile(t, other), `other means something else by "resolved"`},
	} {
		t.Run(name, func(t *testing.T) {
			err := inc.Follow(c.life)
			var refused *incident.VerbError
			require.ErrorAs(t, err, &refused)
			assert.Equal(t, "Follow", refused.Verb)
			assert.ErrorContains(t, err, c.text)
			assert.Equal(t, lifecycle.Default(), inc.Lifecycle())
		})
	}
	assert.ErrorIs(t, (&incident.Incident{}).Follow(lifecycle.Default()), incident.ErrNotBegun)
}

// compile compiles a definition that has to compile.
func compile(t *testing.T, d lifecycle.Definition) *lifecycle.Lifecycle {
	t.Helper()
	life, err := lifecycle.Compile(d)
	require.NoError(t, err)
	return life
}

// A change that fails leaves the incident with the lifecycle it had.
func TestApplyUndoesFollow(t *testing.T) {
	inc := declare(t)
	boom := errors.New("boom")
	_, err := inc.Apply(func(inc *incident.Incident) error {
		require.NoError(t, inc.Follow(acme(2)))
		_, err := inc.Advance("pause", on("14:10"))
		require.NoError(t, err)
		return boom
	})
	require.ErrorIs(t, err, boom)
	assert.Equal(t, lifecycle.Default(), inc.Lifecycle())
}
