package incident_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/incidenttest"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// shipped returns every lifecycle that package lifecycle ships, and one that
// extends the default.
func shipped(t *testing.T) []*lifecycle.Lifecycle {
	more, err := lifecycle.Default().Extend(lifecycle.Definition{
		Name: "more", Version: 2,
		States: []lifecycle.StateDef{{Name: "parked", Phase: lifecycle.PhaseActive, Hold: "vendor"}},
		Edges: []lifecycle.Edge{
			{Trigger: "park", FromPhases: []lifecycle.Phase{lifecycle.PhaseActive}, To: "parked"},
			{Trigger: "unpark", From: []lifecycle.State{"parked"}, To: "identified"},
			{Trigger: "reopen", From: []lifecycle.State{"closed"}, To: "investigating", Reopens: true, Guards: []string{"manager"}},
		},
	})
	require.NoError(t, err)
	return []*lifecycle.Lifecycle{
		lifecycle.Default(), lifecycle.Maintenance(), lifecycle.Statuspage(), lifecycle.ServiceHealth(), lifecycle.ITIL(), lifecycle.Rootly(), more,
	}
}

// An incident goes wherever its lifecycle lets it, and nowhere else: lives that
// take every transition, and lives at random, are recorded, and everything that
// is not allowed is tried at every step.
func TestIncidentsFollowTheirLifecycle(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, life := range shipped(t) {
		t.Run(life.Name(), func(t *testing.T) {
			lives := incidenttest.Tour(life)
			for range 20 {
				lives = append(lives, incidenttest.Walk(life, r, 12))
			}
			for _, history := range lives {
				live(t, life, history)
			}
		})
	}
}

// live records a life and looks at the incident after every step.
func live(t *testing.T, life *lifecycle.Lifecycle, history []lifecycle.Step) {
	t.Helper()
	at := day
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: timeline.At(at), State: history[0].State, Lifecycle: life})
	require.NoError(t, err)
	willing := inc.As(incident.Stamp{Facts: lifecycle.FactsFunc(func(string) error { return nil })})
	for i, step := range history {
		at = at.Add(time.Minute)
		if i > 0 {
			e, err := fire(willing, step.Trigger, timeline.At(at))
			require.NoError(t, err)
			require.Equal(t, string(step.State), e.Status)
		}
		state, ok := life.State(step.State)
		require.True(t, ok)
		status, ok := inc.Status()
		require.True(t, ok)
		require.Equal(t, string(step.State), status.Name)
		require.Equal(t, state.Phase.String(), string(status.Phase))
		require.Equal(t, state.Resolution.String(), status.Resolution)
		require.Equal(t, state.Hold, status.Hold)
		holds(t, inc, life, step.State)
	}
	stored, err := inc.MarshalJSON()
	require.NoError(t, err)
	again, err := incident.Decode(stored, life)
	require.NoError(t, err)
	require.Equal(t, life.Fingerprint(), again.Lifecycle().Fingerprint())
	want, _ := inc.Status()
	got, _ := again.Status()
	require.Equal(t, want, got)
	require.Empty(t, incident.Of(again.AsOf(late), life).Findings)
}

// holds tries every trigger that the lifecycle does not allow here, and sees
// that nothing is recorded; and that the options are what is allowed.
func holds(t *testing.T, inc *incident.Incident, life *lifecycle.Lifecycle, from lifecycle.State) {
	t.Helper()
	before := inc.Revision()
	var allowed []lifecycle.Trigger
	for trigger := range life.Triggers() {
		if life.Can(from, trigger) {
			allowed = append(allowed, trigger)
			continue
		}
		_, err := fire(inc.Writer, trigger, on("23:00"))
		require.ErrorIs(t, err, lifecycle.ErrNotAllowed)
	}
	_, err := inc.Advance("unheard_of", on("23:00"))
	require.ErrorIs(t, err, lifecycle.ErrUnknownTrigger)
	require.Equal(t, before, inc.Revision())
	var offered []lifecycle.Trigger
	for o := range inc.Options() {
		offered = append(offered, o.Trigger)
	}
	require.Equal(t, allowed, offered)
}

// What an incident may do next, and why not. The facts that answer the guards
// look at the incident.
func ExampleWriter_Options() {
	careful, err := lifecycle.Default().Extend(lifecycle.Definition{
		Name: "careful", Version: 1,
		Edges: []lifecycle.Edge{{Trigger: "archive", From: []lifecycle.State{"resolved"}, To: "closed", Guards: []string{"cause_known", "actions_done"}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", State: "resolved", At: at("2026-03-04T15:40:00Z"), Lifecycle: careful})
	if err != nil {
		fmt.Println(err)
		return
	}
	facts := lifecycle.FactsFunc(func(guard string) error {
		s := incident.Of(inc.AsOf(late))
		switch {
		case guard == "cause_known" && len(s.Causes) == 0:
			return errors.New("no cause is recorded")
		case guard == "actions_done" && slices.ContainsFunc(s.Actions, func(a incident.ActionItem) bool { return a.State != incident.ActionDone }):
			return errors.New("actions are open")
		case guard == "cause_known", guard == "actions_done":
			return nil
		}
		return fmt.Errorf("nobody knows %q", guard)
	})
	w := inc.As(incident.Stamp{Facts: facts})
	if _, err := w.Act(incident.Action{Title: "Alert on the queue"}); err != nil {
		fmt.Println(err)
	}
	for o := range w.Options() {
		fmt.Println(o.Trigger, "to", o.To)
		if o.Err != nil {
			fmt.Println("   ", o.Err)
		}
	}
	// Output:
	// close to closed
	// reopen to investigating
	// archive to closed
	//     lifecycle: cannot archive from resolved: cause_known refuses: no cause is recorded; actions_done refuses: actions are open
}

func TestAdvanceTo(t *testing.T) {
	inc := declare(t)
	_, err := inc.AdvanceTo("merged", on("15:00"))
	assert.ErrorIs(t, err, lifecycle.ErrBlocked, "guards are asked")
	_, err = inc.As(incident.Stamp{Expect: elsewhere}).AdvanceTo("resolved", on("15:00"))
	assert.ErrorIs(t, err, incident.ErrConflict)
	e, err := inc.As(incident.Stamp{Actor: "ana"}).AdvanceTo("resolved", on("15:00"))
	require.NoError(t, err)
	assert.Equal(t, []string{"resolved", "ana"}, []string{e.Status, e.Actor})
	raw, _ := e.Member("trigger")
	assert.JSONEq(t, `"resolve"`, string(raw))
	_, err = incident.Writer{}.AdvanceTo("resolved", on("15:00"))
	assert.ErrorIs(t, err, incident.ErrNotBegun)

	two, err := lifecycle.Default().Extend(lifecycle.Definition{Name: "two", Version: 1,
		Edges: []lifecycle.Edge{{Trigger: "archive", From: []lifecycle.State{"resolved"}, To: "closed"}}})
	require.NoError(t, err)
	require.NoError(t, inc.Follow(two))
	_, err = inc.AdvanceTo("closed", on("16:00"))
	assert.ErrorIs(t, err, lifecycle.ErrAmbiguous)
}

func TestOptions(t *testing.T) {
	inc := declare(t)
	blocked := func(w incident.Writer) []lifecycle.Trigger {
		var out []lifecycle.Trigger
		for o := range w.Options() {
			if o.Err != nil {
				out = append(out, o.Trigger)
				assert.ErrorIs(t, o.Err, lifecycle.ErrBlocked)
			}
		}
		return out
	}
	assert.Equal(t, []lifecycle.Trigger{"merge", "mark_duplicate"}, blocked(inc.Writer), "the other incident is not named")
	assert.Len(t, slices.Collect(inc.As(incident.Stamp{Expect: elsewhere}).Options()), 8, "a question is no change")
	for range inc.Options() {
		break
	}
	_, err := inc.Advance("close", on("15:00"))
	require.NoError(t, err)
	assert.Empty(t, slices.Collect(inc.Options()), "closed")
	assert.Empty(t, slices.Collect(incident.Writer{}.Options()))
	assert.Empty(t, slices.Collect((&incident.Incident{}).Options()))
	foreign := decode(t, written())
	assert.Empty(t, slices.Collect(foreign.Options()), "no status yet")
}
