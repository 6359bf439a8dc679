package incident

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A Role is what somebody does in an incident. The set is open.
type Role string

// The usual roles, by the Incident Command System as PagerDuty's Incident Response
// guide and Google's SRE workbook use it.
const (
	Commander      Role = "commander"      // decides
	Operations     Role = "operations"     // changes the system
	Communications Role = "communications" // tells the others
	Scribe         Role = "scribe"         // writes down
	Liaison        Role = "liaison"        // speaks with customers or partners
	Responder      Role = "responder"      // helps in any other way
)

// An Assignment is a role that somebody held for a time. A role may be held by
// several people at once, and a person may hold several.
type Assignment struct {
	Role     Role
	Person   string
	Event    timeline.Event  // Occurred is since when
	Relieved *timeline.Event // when it ended; nil while it lasts
}

// Held is how long the assignment lasted.
func (a Assignment) Held(v *timeline.View) timeline.Figure {
	return lasted(v, a.Event, a.Relieved)
}

// lasted is the time from an event to the one that ended it, if any has.
func lasted(v *timeline.View, from timeline.Event, to *timeline.Event) timeline.Figure {
	if to == nil {
		return timeline.Lasted(v, from.ID, uuid.Nil)
	}
	return timeline.Lasted(v, from.ID, to.ID)
}

type roleMember struct {
	Role   Role   `json:"role,omitempty"`
	Person string `json:"person,omitempty"`
}

// Assign records that somebody took a role. It relieves nobody: a handover is an
// Assign and a [Writer.Relieve].
func (w Writer) Assign(role Role, person string, at timeline.Instant) (timeline.Event, error) {
	if role == "" || person == "" {
		return timeline.Event{}, &VerbError{"Assign", fmt.Errorf("role or person: %w", ErrEmpty)}
	}
	return w.addWith("Assign", w.event(KindRole, at), memberRole, roleMember{role, person}, string(role), person)
}

// Relieve records that an assignment ended. It is that of an event that
// [Writer.Assign] returned.
func (w Writer) Relieve(assignment uuid.UUID, at timeline.Instant) (timeline.Event, error) {
	return w.end("Relieve", w.event(KindRole, at), assignment)
}

// end records e as what ends a fact of the same kind, which nothing has ended
// before.
func (w Writer) end(verb string, e timeline.Event, fact uuid.UUID) (timeline.Event, error) {
	if w.inc == nil || w.inc.log == nil {
		return timeline.Event{}, &VerbError{verb, ErrNotBegun}
	}
	e.Target = w.inc.fact(fact)
	if err := w.inc.endable(e); err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	return w.add(verb, e)
}

// endable reports why e cannot end its target: it is no fact of that kind, it was
// retracted, or it has ended.
func (inc *Incident) endable(e timeline.Event) error {
	if err := inc.stands(e); err != nil {
		return err
	}
	for have := range inc.latest().Events() {
		if have.Kind == e.Kind && have.Target == e.Target {
			return fmt.Errorf("it ended by %s: %w", have.ID, ErrSettled)
		}
	}
	return nil
}

// stands reports why e cannot speak of its target: that is not in the log, is of
// another kind, speaks of another itself, was retracted, or was later.
func (inc *Incident) stands(e timeline.Event) error {
	fact, ok := inc.log.Event(e.Target)
	switch {
	case e.Target == uuid.Nil || !ok:
		return fmt.Errorf("%s: %w", e.Target, ErrNoEvent)
	case fact.Kind != e.Kind || fact.Target != uuid.Nil || fact.RivalOf != uuid.Nil:
		return fmt.Errorf("%s is no %s of its own: %w", e.Target, e.Kind, ErrWrongKind)
	}
	now, ok := inc.latest().Event(e.Target)
	switch {
	case !ok:
		return fmt.Errorf("%s was retracted: %w", e.Target, ErrNoEvent)
	case e.Occurred.Before(now.Occurred) == timeline.Definitely:
		return fmt.Errorf("%s, and it is of %s: %w", e.Occurred, now.Occurred, ErrBackwards)
	}
	return nil
}

// RuleTwice is the finding that something is told twice that happens once: two ends
// of one assignment, two copies of one fact of another incident.
const RuleTwice = "told_twice"

// role reads an assignment.
func (s *Snapshot) role(e timeline.Event) {
	var m roleMember
	if !s.member(e, memberRole, &m) || m.Role == "" || m.Person == "" {
		s.findOnce(RuleMember, e, "a role event does not say who has which role")
		return
	}
	s.Assignments = append(s.Assignments, Assignment{Role: m.Role, Person: m.Person, Event: e})
}

// relieve ends an assignment.
func (s *Snapshot) relieve(a *Assignment, e timeline.Event) {
	switch {
	case a.Relieved == nil:
		a.Relieved = &e
	case a.Relieved.Occurred != e.Occurred:
		s.findOnce(RuleTwice, e, "an assignment ended twice")
	}
}
