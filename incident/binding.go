package incident

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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

// String names the lifecycle for people.
func (b binding) String() string { return fmt.Sprintf("%q version %d", b.Name, b.Version) }

const memberLifecycle = "lifecycle"

// boundTo returns what the current status says that it follows, if it says
// anything. The error is that of what cannot be read.
func boundTo(v *timeline.View) (want binding, says bool, err error) {
	s, ok := v.Status()
	if !ok {
		return binding{}, false, nil
	}
	e, _ := v.Event(s.Event)
	raw, ok := e.Member(memberLifecycle)
	if !ok {
		return binding{}, false, nil
	}
	err = json.Unmarshal(raw, &want)
	return want, true, err
}

// findLifecycle returns the lifecycle that the current status names: nil if it
// is none of those at hand, the default if the log names none.
func findLifecycle(v *timeline.View, lifecycles []*lifecycle.Lifecycle) *lifecycle.Lifecycle {
	want, says, err := boundTo(v)
	switch {
	case !says:
		return lifecycle.Default()
	case err != nil:
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

// unknownLifecycle returns an [ErrLifecycle] that says which lifecycle the log
// follows, and which are at hand.
func (inc *Incident) unknownLifecycle() error {
	want, _, err := boundTo(inc.latest())
	if err != nil {
		return fmt.Errorf("%w: the log names it in a form that cannot be read", ErrLifecycle)
	}
	var given []string
	for _, life := range append(slices.Clip(inc.lives), lifecycle.Default()) {
		if life == nil {
			continue
		}
		have := bindingOf(life)
		text := have.String()
		if have.Name == want.Name && have.Version == want.Version {
			text += " (same version, changed definition)"
		}
		if !slices.Contains(given, text) {
			given = append(given, text)
		}
	}
	return fmt.Errorf("%w: the log follows %s; given: %s", ErrLifecycle, want, strings.Join(given, ", "))
}

// verbOf returns the verb that answers a guard, and the trigger that it fires, or
// nothing if the guard is not reserved.
func verbOf(guard string) (verb string, trigger lifecycle.Trigger) {
	switch guard {
	case "merge_target":
		return "MergeInto", triggerMerge
	case "duplicate_target":
		return "DuplicateOf", triggerDuplicate
	}
	return "", ""
}

// checkReserved refuses a lifecycle that has a reserved guard where no verb
// answers it.
func checkReserved(life *lifecycle.Lifecycle) error {
	for t := range life.Transitions() {
		for _, guard := range t.Guards {
			if verb, trigger := verbOf(guard); verb != "" && t.Trigger != trigger {
				return fmt.Errorf("%w: %q asks %q, which %s answers, for the trigger %q alone", ErrGuard, t.Trigger, guard, verb, trigger)
			}
		}
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
// Otherwise the error says in what it is not, and nothing has changed. A lifecycle
// that has a reserved guard elsewhere is refused with [ErrGuard], as by [Declare].
// [lifecycle.Lifecycle.Contains] shows for all incidents at once that it will be.
func (inc *Incident) Follow(life *lifecycle.Lifecycle) error {
	switch {
	case inc.log == nil:
		return &VerbError{"Follow", ErrNotBegun}
	case life == nil:
		return &VerbError{"Follow", fmt.Errorf("lifecycle: %w", ErrEmpty)}
	}
	if err := checkReserved(life); err != nil {
		return &VerbError{"Follow", err}
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
