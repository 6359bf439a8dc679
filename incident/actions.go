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
	e := w.event(KindAction, at)
	e.Target = w.inc.fact(action)
	if err := w.inc.stands(e); err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	return w.addWith(verb, e, memberAction, actionMember{State: state}, string(state))
}
