package incident

import (
	"encoding/json"
	"fmt"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// binding is how a status event names the lifecycle it followed.
type binding struct {
	Name        string `json:"name"`
	Version     int    `json:"version"`
	Fingerprint string `json:"fingerprint"`
}

func bindingOf(life *lifecycle.Lifecycle) binding {
	return binding{life.Name(), life.Version(), life.Fingerprint()}
}

const memberLifecycle = "lifecycle"

// findLifecycle returns the lifecycle that the current status names: nil if it
// is none of those at hand, the default if the log names none.
func findLifecycle(v *timeline.View, lifecycles []*lifecycle.Lifecycle) *lifecycle.Lifecycle {
	s, ok := v.Status()
	if !ok {
		return lifecycle.Default()
	}
	e, _ := v.Event(s.Event)
	raw, ok := e.Member(memberLifecycle)
	if !ok {
		return lifecycle.Default()
	}
	var want binding
	if json.Unmarshal(raw, &want) != nil {
		return nil
	}
	for _, life := range lifecycles {
		if life != nil && bindingOf(life) == want {
			return life
		}
	}
	if life := lifecycle.Default(); bindingOf(life) == want {
		return life
	}
	return nil
}

// Follow lets the status follow another lifecycle from now on: a newer version of
// the one it followed, or one that takes the place of a lifecycle that is gone.
// It records nothing; the next change of status names the new lifecycle in the
// log.
//
// The history so far has to be a history of it, each status with the phase, the
// resolution and the hold that were recorded; see [lifecycle.Lifecycle.Replay].
// Otherwise the error says in what it is not, and nothing has changed.
// [lifecycle.Lifecycle.Contains] shows for all incidents at once that it will be.
func (inc *Incident) Follow(life *lifecycle.Lifecycle) error {
	switch {
	case inc.log == nil:
		return &VerbError{"Follow", ErrNotBegun}
	case life == nil:
		return &VerbError{"Follow", fmt.Errorf("lifecycle: %w", ErrEmpty)}
	}
	var history []lifecycle.Step
	for st := range inc.latest().Statuses() {
		history = append(history, lifecycle.Step{State: lifecycle.State(st.Name)})
		state, ok := life.State(lifecycle.State(st.Name))
		if ok && (state.Phase.String() != string(st.Phase) || state.Resolution.String() != st.Resolution || state.Hold != st.Hold) {
			return &VerbError{"Follow", fmt.Errorf("%s means something else by %q", life.Name(), st.Name)}
		}
	}
	if _, err := life.Replay(history); err != nil {
		return &VerbError{"Follow", err}
	}
	inc.heir, inc.life = life, life
	return nil
}
