package incident

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// A Stamp says how facts are recorded: by whom, from which account, when, for
// whose eyes, and how their time was written. Every field may be left out; the
// zero Visibility is internal.
type Stamp struct {
	Recorded   time.Time // when it is recorded; the library never fills it in
	Actor      string    // who did or said it
	Source     string    // the account it is from, see [Writer.Source]
	Visibility timeline.Visibility
	Written    string // the time as the account writes it: "around 8:00 PM EST"
	Assumption string // what was assumed to read it
	Text       string // what happened, for verbs that take no text of their own

	// Expect is the status event that the caller believes current. Where it is
	// set, a change of status on top of another fails with [ErrConflict].
	Expect uuid.UUID
}

// A Writer records facts of one incident under a [Stamp]. Get one from
// [Incident.As]. The zero Writer refuses everything with [ErrNotBegun].
type Writer struct {
	inc   *Incident
	stamp Stamp
}

// As returns a writer that puts the stamp on all it records.
func (w Writer) As(stamp Stamp) Writer { return Writer{w.inc, stamp} }

// event starts an event under the writer's stamp.
func (w Writer) event(kind timeline.Kind, at timeline.Instant) timeline.Event {
	s := w.stamp
	return timeline.Event{
		Kind: kind, Occurred: at, Recorded: s.Recorded, Actor: s.Actor, Source: s.Source,
		Visibility: s.Visibility, Written: s.Written, Assumption: s.Assumption, Text: s.Text,
	}
}

// add records an event that the verb has checked.
func (w Writer) add(verb string, e timeline.Event) (timeline.Event, error) {
	if w.inc == nil || w.inc.log == nil {
		return timeline.Event{}, &VerbError{verb, ErrNotBegun}
	}
	e, err := w.inc.log.Add(e)
	if err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	if e.Kind == timeline.KindRetract || e.Amends != uuid.Nil || e.RivalOf != uuid.Nil {
		w.inc.head = nil // status may have changed by it
	}
	w.inc.recorded = append(w.inc.recorded, e)
	return e, nil
}

// with adds a member as JSON; values of this package always marshal.
func with(e timeline.Event, name string, value any) timeline.Event {
	raw, err := json.Marshal(value)
	if err != nil {
		return e
	}
	out, err := e.WithMember(name, raw)
	if err != nil {
		return e
	}
	return out
}

// Record is the general door: it records any event, of any kind, under the
// checks of the verb whose fact it is. Fields that the event leaves zero are
// taken from the writer's stamp.
func (w Writer) Record(e timeline.Event) (timeline.Event, error) {
	const verb = "Record"
	s := w.stamp
	if e.Recorded.IsZero() {
		e.Recorded = s.Recorded
	}
	for _, f := range [...]struct {
		field *string
		stamp string
	}{{&e.Actor, s.Actor}, {&e.Source, s.Source}, {&e.Written, s.Written}, {&e.Assumption, s.Assumption}, {&e.Text, s.Text}} {
		if *f.field == "" {
			*f.field = f.stamp
		}
	}
	e.Visibility = max(e.Visibility, s.Visibility)
	if err := w.check(e); err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	if e.Kind == timeline.KindStatus && e.Amends == uuid.Nil && e.RivalOf == uuid.Nil {
		return w.follow(verb, e)
	}
	return w.add(verb, e)
}

// check holds for events of every kind.
func (w Writer) check(e timeline.Event) error {
	if w.inc == nil || w.inc.log == nil {
		return ErrNotBegun
	}
	for _, target := range [...]uuid.UUID{e.Target, e.Amends, e.RivalOf} {
		if _, ok := w.inc.log.Event(target); !ok && target != uuid.Nil {
			return fmt.Errorf("%s: %w", target, ErrNoEvent)
		}
	}
	if err := homeless(e.Milestone); err != nil {
		return err
	}
	if e.Ended.Before(e.Occurred) == timeline.Definitely {
		return ErrBackwards
	}
	return nil
}

// homeless refuses a milestone that is recorded as another kind of fact.
func homeless(m timeline.Milestone) error {
	switch m {
	case timeline.Declared, timeline.Resolved, timeline.Closed:
		return fmt.Errorf("%s is a change of status, use Declare or Advance: %w", m, ErrUseVerb)
	case timeline.ImpactStarted:
		return fmt.Errorf("%s is the start of an impact, use Impact: %w", m, ErrUseVerb)
	case timeline.Restored:
		return fmt.Errorf("%s is the end of an impact, use Restore: %w", m, ErrUseVerb)
	}
	if m.IsUpdate() {
		return fmt.Errorf("%s is a published update, use Publish: %w", m, ErrUseVerb)
	}
	return nil
}

// Advance fires a trigger of the lifecycle: it checks that the trigger leads
// somewhere from the current status and that no guard refuses, and records the
// new status. A refusal is a [*lifecycle.TransitionError] and names what was
// allowed.
func (w Writer) Advance(trigger lifecycle.Trigger, at timeline.Instant) (timeline.Event, error) {
	return w.advance("Advance", trigger, w.event(timeline.KindStatus, at))
}

func (w Writer) advance(verb string, trigger lifecycle.Trigger, e timeline.Event) (timeline.Event, error) {
	from, err := w.current()
	if err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	if err := w.inc.life.Check(lifecycle.State(from.Name), trigger, guards(e)); err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	to, err := w.inc.life.Next(lifecycle.State(from.Name), trigger)
	if err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	e.Previous = from.Event
	state, _ := w.inc.life.State(to)
	return w.enter(verb, with(e, "trigger", trigger), state)
}

// current returns the status that a change follows, or why none can.
func (w Writer) current() (timeline.Status, error) {
	if w.inc == nil || w.inc.log == nil {
		return timeline.Status{}, ErrNotBegun
	}
	if w.inc.life == nil {
		return timeline.Status{}, ErrLifecycle
	}
	from, ok := w.inc.Status()
	switch {
	case !ok:
		return from, ErrNotBegun
	case w.stamp.Expect != uuid.Nil && w.stamp.Expect != from.Event:
		return from, fmt.Errorf("%w: now %s", ErrConflict, from.Name)
	}
	return from, nil
}

// guards answers the default lifecycle's guards for a change of status.
func guards(e timeline.Event) lifecycle.Facts {
	return lifecycle.FactsFunc(func(name string) error {
		switch name {
		case "merge_target", "duplicate_target":
			if _, ok := e.Member(memberInto); !ok {
				return fmt.Errorf("the other incident is not named: %w", ErrEmpty)
			}
			return nil
		}
		return fmt.Errorf("guard %q is not known here: %w", name, ErrNoEvent)
	})
}

// enter records the status event e as the entry into state.
func (w Writer) enter(verb string, e timeline.Event, state lifecycle.StateDef) (timeline.Event, error) {
	e.Status, e.Phase = string(state.Name), timeline.Phase(state.Phase.String())
	if state.Resolution.IsValid() {
		e.Resolution = state.Resolution.String()
	}
	e = with(e, memberLifecycle, bindingOf(w.inc.life))
	e, err := w.add(verb, e)
	if err == nil {
		w.inc.head = &timeline.Status{Event: e.ID, Name: e.Status, Phase: e.Phase, Resolution: e.Resolution, At: e.Occurred}
	}
	return e, err
}

// follow records a status event that came from elsewhere, checked against the
// current status and the lifecycle.
func (w Writer) follow(verb string, e timeline.Event) (timeline.Event, error) {
	from, err := w.current()
	if err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	if e.Previous != from.Event {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("%w: now %s", ErrConflict, from.Name)}
	}
	trigger, ok := w.inc.life.Allows(lifecycle.State(from.Name), lifecycle.State(e.Status))
	if !ok {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("no move from %s to %s: %w", from.Name, e.Status, lifecycle.ErrNotAllowed)}
	}
	return w.advance(verb, trigger, e)
}
