package incident

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// Record is the general door: it records any event, of any kind, under the
// checks of the verb whose fact it is. Fields that the event leaves zero are
// taken from the writer's stamp.
//
// An event may bring its ID, such as one that another copy of the incident
// recorded. If the log holds the same event already, Record returns it and
// changes nothing; if another event bears the ID, it fails with [ErrConflict].
func (w Writer) Record(e timeline.Event) (timeline.Event, error) {
	const verb = "Record"
	if w.inc == nil || w.inc.log == nil {
		return timeline.Event{}, &VerbError{verb, ErrNotBegun}
	}
	if e.ID == uuid.Nil {
		e = w.stamped(e)
	}
	if held, ok, err := w.held(e); ok || err != nil {
		if err != nil {
			return timeline.Event{}, &VerbError{verb, err}
		}
		return held, nil
	}
	if err := w.check(e); err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	switch {
	case e.Kind == timeline.KindStatus && e.Amends != uuid.Nil:
		fact, _ := w.inc.log.Event(e.Amends)
		var err error
		if e, err = w.restate(e, fact); err != nil {
			return timeline.Event{}, &VerbError{verb, err}
		}
	case e.Kind == timeline.KindStatus && e.RivalOf == uuid.Nil:
		return w.follow(verb, e)
	case e.Target == uuid.Nil || e.Amends != uuid.Nil || e.RivalOf != uuid.Nil:
	default:
		if err := w.inc.targets(e); err != nil {
			return timeline.Event{}, &VerbError{verb, err}
		}
	}
	return w.add(verb, e)
}

// stamped fills what the event leaves zero.
func (w Writer) stamped(e timeline.Event) timeline.Event {
	s := w.stamp
	if e.Recorded.IsZero() {
		e.Recorded = s.Recorded
	}
	if e.Visibility == timeline.Internal {
		e.Visibility = s.Visibility
	}
	for _, f := range [...]struct {
		field *string
		stamp string
	}{{&e.Actor, s.Actor}, {&e.Source, s.Source}, {&e.Written, s.Written}, {&e.Assumption, s.Assumption}, {&e.Text, s.Text}} {
		if *f.field == "" {
			*f.field = f.stamp
		}
	}
	return e
}

// held returns the event if the log has it already, and an error if the log has
// another of its ID.
func (w Writer) held(e timeline.Event) (timeline.Event, bool, error) {
	held, ok := w.inc.log.Event(e.ID)
	if !ok || e.ID == uuid.Nil {
		return held, false, nil
	}
	have, err := held.MarshalJSON()
	if err != nil {
		return held, false, err
	}
	if e, err = e.Redact(slices.Collect(held.Redacted())...); err != nil {
		return held, false, err
	}
	want, err := e.MarshalJSON()
	switch {
	case err != nil:
		return held, false, err
	case !bytes.Equal(have, want):
		return held, false, fmt.Errorf("%w: another event bears the ID %s", ErrConflict, e.ID)
	}
	return held, true, nil
}

// check holds for events of every kind.
func (w Writer) check(e timeline.Event) error {
	for _, target := range [...]uuid.UUID{e.Target, e.Amends, e.RivalOf} {
		if _, ok := w.inc.log.Event(target); !ok && target != uuid.Nil {
			return fmt.Errorf("%s: %w", target, ErrNoEvent)
		}
	}
	if of, _ := w.inc.log.Event(e.Target); e.Kind == timeline.KindRetract && of.Kind == timeline.KindRedact {
		return fmt.Errorf("what was redacted is gone for good: %w", ErrWrongKind)
	}
	for _, id := range [...]uuid.UUID{e.Amends, e.RivalOf} {
		fact, ok := w.inc.log.Event(id)
		switch {
		case !ok:
		case e.Kind != fact.Kind:
			return fmt.Errorf("%s in place of %s: %w", e.Kind, fact.Kind, ErrWrongKind)
		case e.Kind == timeline.KindRedact:
			return fmt.Errorf("what was redacted is gone for good: %w", ErrWrongKind)
		case e.Kind == timeline.KindRetract:
			return fmt.Errorf("what was retracted wrongly is revived by retracting the retraction: %w", ErrWrongKind)
		}
	}
	if err := homeless(e.Milestone); err != nil {
		return err
	}
	if e.Ended.Before(e.Occurred) == timeline.Definitely {
		return fmt.Errorf("%s to %s: %w", e.Occurred, e.Ended, ErrBackwards)
	}
	if fact, ok := w.inc.log.Event(e.Amends); ok && e.Target != fact.Target {
		return fmt.Errorf("an amendment speaks of what the fact speaks of: %w", ErrWrongKind)
	}
	var link linkMember
	if e.Kind == KindLink && says(e, memberLink, &link) && link.Other == w.inc.ID() {
		return fmt.Errorf("the other incident is this one: %w", ErrItself)
	}
	if e.RivalOf != uuid.Nil {
		return nil // the words are those of the fact, which says them
	}
	return complete(e)
}

// targets reports why an event cannot speak of its target as it does.
func (inc *Incident) targets(e timeline.Event) error {
	switch e.Kind {
	case KindHypothesis:
		return inc.suspected(e.Target)
	case KindRole:
		return inc.endable(e)
	case KindAction:
		return inc.stands(e)
	}
	return nil
}

// complete reports what an event of a kind known here lacks.
func complete(e timeline.Event) error {
	for range e.Redacted() {
		return nil // a tombstone said it once
	}
	has := func(what string, ok bool) error {
		if ok {
			return nil
		}
		return fmt.Errorf("%s: %w", what, ErrEmpty)
	}
	switch e.Kind {
	case timeline.KindMilestone:
		return has("milestone", e.Milestone != "")
	case timeline.KindRetract:
		return has("target", e.Target != uuid.Nil)
	case timeline.KindNotAffected:
		return has("place", !e.Scope.IsZero())
	case timeline.KindSource:
		return has("name", e.Source != "")
	case KindSymptom, KindNote, KindCapability:
		return has("text", e.Text != "")
	case KindAction:
		var m actionMember
		return has("text or state", e.Target == uuid.Nil && e.Text != "" || e.Target != uuid.Nil && says(e, memberAction, &m) && m.State != "")
	case timeline.KindUpdate:
		return completeUpdate(e)
	case KindRole:
		var m roleMember
		return has("role, person or target", e.Target != uuid.Nil || says(e, memberRole, &m) && m.Role != "" && m.Person != "")
	case KindMode:
		var mode Mode
		return has("mode", says(e, memberMode, &mode) && mode != "")
	case KindReference:
		var m referenceMember
		return has("ID or URL", says(e, memberReference, &m) && (m.ID != "" || m.URL != ""))
	case KindChange:
		var m changeMember
		return has("ID, URL or text", e.Text != "" || says(e, memberChange, &m) && (m.ID != "" || m.URL != ""))
	case KindLink:
		var m linkMember
		if says(e, memberLink, &m) && (m.Relation == DuplicateOf || m.Relation == MergedInto) {
			return fmt.Errorf("%s: %w", m.Relation, ErrUseVerb)
		}
		return has("relation or incident", m.Relation != "" && m.Other != uuid.Nil)
	case KindHypothesis:
		return has("text or target", e.Text != "" || e.Target != uuid.Nil)
	case KindCause:
		var role CauseRole
		return has("role or text", says(e, memberCause, &role) && role != "" && e.Text != "")
	case KindSeverity:
		var r rating
		return has("level", says(e, memberSeverity, &r) && r.Level.IsValid())
	case KindStatement:
		var m statementMember
		return has("subject or answer", says(e, memberStatement, &m) && m.Subject != "" && m.Answer != "")
	}
	return nil
}

// completeUpdate is [complete] for a published update.
func completeUpdate(e timeline.Event) error {
	var m updateMember
	if raw, ok := e.Member(memberUpdate); ok && json.Unmarshal(raw, &m) != nil {
		return fmt.Errorf("%s: %w", memberUpdate, ErrEmpty)
	}
	if m.Next.Before(e.Occurred) == timeline.Definitely {
		return fmt.Errorf("the next update is promised for %s, before %s: %w", m.Next, e.Occurred, ErrBackwards)
	}
	return nil
}

// says reports whether the event has the member, and reads it.
func says(e timeline.Event, name string, into any) bool {
	raw, ok := e.Member(name)
	return ok && json.Unmarshal(raw, into) == nil
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

// restate checks the replacement of a status event: it stays where it is in the
// history, and another status is one that the lifecycle has, with its phase.
func (w Writer) restate(e, fact timeline.Event) (timeline.Event, error) {
	life := w.inc.Lifecycle()
	switch {
	case e.Kind != timeline.KindStatus:
		return e, nil
	case e.Previous != fact.Previous:
		return e, fmt.Errorf("%w: the status follows another one", ErrConflict)
	case life == nil && e.Status == fact.Status:
		e.Phase, e.Resolution, e.Hold = fact.Phase, fact.Resolution, fact.Hold
		if raw, ok := fact.Member(memberLifecycle); ok {
			e = with(e, memberLifecycle, raw)
		}
		return e, nil
	case life == nil:
		return e, w.inc.unknownLifecycle()
	}
	state, ok := life.State(lifecycle.State(e.Status))
	if !ok {
		return e, fmt.Errorf("%s has no status %q: %w", life.Name(), e.Status, lifecycle.ErrUnknownState)
	}
	e.Phase, e.Resolution, e.Hold = timeline.Phase(state.Phase.String()), state.Resolution.String(), state.Hold
	return with(e, memberLifecycle, bindingOf(life)), nil
}

// follow records a status event that came from elsewhere, checked against the
// current status and the lifecycle.
func (w Writer) follow(verb string, e timeline.Event) (timeline.Event, error) {
	from, err := w.current()
	if err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	if e.Previous != from.Event {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("%w: the status is now %s", ErrConflict, from.Name)}
	}
	trigger, ok := w.trigger(e, lifecycle.State(from.Name))
	if !ok {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("no move from %s to %s: %w", from.Name, e.Status, lifecycle.ErrNotAllowed)}
	}
	return w.advance(verb, trigger, e)
}

// trigger returns what moves the status as e says: the trigger that it names,
// else the first that leads there.
func (w Writer) trigger(e timeline.Event, from lifecycle.State) (lifecycle.Trigger, bool) {
	to := lifecycle.State(e.Status)
	var named lifecycle.Trigger
	if says(e, memberTrigger, &named) {
		if next, err := w.inc.life.Next(from, named); err == nil && next == to {
			return named, true
		}
	}
	for trigger, target := range w.inc.life.Available(from) {
		if target == to {
			return trigger, true
		}
	}
	return "", false
}
