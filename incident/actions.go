package incident

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Progress records that an action item has reached a state. It is that of an event
// that [Writer.Act] returned.
func (w Writer) Progress(action uuid.UUID, state ActionState, at timeline.Instant) (timeline.Event, error) {
	const verb = "Progress"
	if w.inc == nil || w.inc.log == nil {
		return timeline.Event{}, &VerbError{verb, ErrNotBegun}
	}
	if state == "" {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("state: %w", ErrEmpty)}
	}
	if err := w.inc.isAction(action); err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	e := w.event(KindAction, at)
	e.Target = action
	return w.addWith(verb, e, memberAction, actionMember{State: state}, string(state))
}

// isAction reports why an event is no action item, if it is none.
func (inc *Incident) isAction(id uuid.UUID) error {
	switch e, ok := inc.log.Event(id); {
	case !ok:
		return fmt.Errorf("%s: %w", id, ErrNoEvent)
	case e.Kind != KindAction || e.Target != uuid.Nil:
		return fmt.Errorf("%s is no action item: %w", id, ErrWrongKind)
	}
	return nil
}
