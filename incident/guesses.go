package incident

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// guesses holds the state of each hypothesis, so that settling one does not read
// the whole log.
type guesses map[uuid.UUID]HypothesisState

// note takes over what a further event says.
func (g guesses) note(e timeline.Event) {
	switch {
	case g == nil || e.Kind != KindHypothesis || e.RivalOf != uuid.Nil:
	case e.Target == uuid.Nil:
		g[e.ID] = Suspected
	default:
		g[e.Target] = settles(e)
	}
}

// settles returns the state that a settlement says: suspected if it does not
// read.
func settles(e timeline.Event) HypothesisState {
	state := Suspected
	if !says(e, memberHypothesis, &state) || state == "" {
		return Suspected
	}
	return state
}

// suspected reports why the hypothesis cannot be settled, if it cannot.
func (inc *Incident) suspected(id uuid.UUID) error {
	e, ok := inc.log.Event(id)
	switch {
	case !ok:
		return fmt.Errorf("%s: %w", id, ErrNoEvent)
	case e.Kind != KindHypothesis || e.Target != uuid.Nil:
		return fmt.Errorf("%s is not a hypothesis: %w", id, ErrWrongKind)
	}
	if inc.cache.guesses == nil {
		inc.cache.guesses = guesses{}
		for _, h := range Of(inc.latest()).Hypotheses {
			inc.cache.guesses[h.Event.ID] = h.State
		}
	}
	switch state, held := inc.cache.guesses[id]; {
	case !held:
		return fmt.Errorf("%s is no longer held: %w", id, ErrNoEvent)
	case state != Suspected:
		return fmt.Errorf("%s: %w", state, ErrSettled)
	}
	return nil
}
