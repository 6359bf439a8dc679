package incident

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// guesses holds what became of each hypothesis, so that settling one does not
// read the whole log.
type guesses map[uuid.UUID]guess

type guess struct {
	state HypothesisState // "" if it is not held
	last  *timeline.Event // that settles it or suspects it anew
}

// note takes over what a further event says. Of several that settle one
// hypothesis, as may be where it was suspected anew, the last in the order of
// events counts, not the last recorded.
func (g guesses) note(e timeline.Event) {
	switch {
	case g == nil || e.Kind != KindHypothesis || e.RivalOf != uuid.Nil:
	case e.Target == uuid.Nil:
		g[e.ID] = guess{state: Suspected}
	default:
		if last := g[e.Target].last; last == nil || e.Compare(*last) > 0 {
			g[e.Target] = guess{settles(e), &e}
		}
	}
}

// guessesOf reads the hypotheses of a view.
func guessesOf(v *timeline.View) guesses {
	g := guesses{}
	for e := range v.Events() {
		if e.Kind == KindHypothesis && e.Target != uuid.Nil {
			g[e.Target] = guess{last: &e}
		}
	}
	for _, h := range Of(v).Hypotheses {
		g[h.Event.ID] = guess{h.State, g[h.Event.ID].last}
	}
	return g
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
		inc.cache.guesses = guessesOf(inc.latest())
	}
	switch state := inc.cache.guesses[id].state; state {
	case "":
		return fmt.Errorf("%s is no longer held: %w", id, ErrNoEvent)
	case Suspected:
		return nil
	default:
		return fmt.Errorf("%s: %w", state, ErrSettled)
	}
}
