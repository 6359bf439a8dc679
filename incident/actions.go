package incident

import (
	"fmt"
	"slices"

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

// An ActionItem is an action as recorded, with the state that it has reached.
type ActionItem struct {
	Action
	Event  timeline.Event
	Agreed ActionState  // the state that it was recorded with
	Steps  []ActionStep // what became of it, the last one last
}

// An ActionStep is a state that an action item has reached.
type ActionStep struct {
	State ActionState
	Event timeline.Event // Occurred is when
}

// Took is how long it took from the agreement until the action was done. It is
// unknown if it was recorded as done, or is not to be done any more.
func (a ActionItem) Took(v *timeline.View) timeline.Figure {
	switch n := len(a.Steps); {
	case n > 0 && a.State == ActionDone:
		return timeline.Lasted(v, a.Event.ID, a.Steps[n-1].Event.ID)
	case a.State == ActionDone || a.State == ActionCancelled:
		return timeline.Lasted(v, a.Event.ID, uuid.Max) // no event says so
	}
	return timeline.Lasted(v, a.Event.ID, uuid.Nil)
}

// IsOverdue reports whether the action was due before a moment and is neither done
// nor cancelled. A due date that may lie ahead is not overdue, nor is one that is
// not known.
func (a ActionItem) IsOverdue(now timeline.Instant) bool {
	return a.State != ActionDone && a.State != ActionCancelled && a.Due.Before(now) == timeline.Definitely
}

// action reads an action item.
func (s *Snapshot) action(e timeline.Event) {
	var m actionMember
	s.member(e, memberAction, &m)
	s.Actions = append(s.Actions, ActionItem{Action: Action{e.Text, m.Type, m.Owner, m.State, m.DoneWhen, m.Due, m.DueWritten, e.Occurred}, Event: e, Agreed: m.State})
}

// progress reads what became of an action item. A step without a time comes before
// those that have one.
func (s *Snapshot) progress(a *ActionItem, e timeline.Event) {
	var m actionMember
	if !s.member(e, memberAction, &m) || m.State == "" {
		s.findOnce(RuleMember, e, "an action event does not say which state it has reached")
		return
	}
	at := len(a.Steps)
	if !e.Occurred.IsKnown() {
		at = slices.IndexFunc(a.Steps, func(x ActionStep) bool { return x.Event.Occurred.IsKnown() })
		if at < 0 {
			at = len(a.Steps)
		}
	}
	a.Steps = slices.Insert(a.Steps, at, ActionStep{m.State, e})
	a.State = a.Steps[len(a.Steps)-1].State
}
