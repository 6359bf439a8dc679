package incident

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// origin is the member of an event that was taken over from another incident.
type origin struct {
	Incident uuid.UUID `json:"incident"`
	Event    uuid.UUID `json:"event"`
}

// Origin returns the incident and the event that an event was taken over from, see
// [Writer.Absorb], and false for one that is the incident's own.
func Origin(e timeline.Event) (other, event uuid.UUID, ok bool) {
	var o origin
	if !says(e, memberAbsorbed, &o) || o.Incident == uuid.Nil {
		return uuid.Nil, uuid.Nil, false
	}
	return o.Incident, o.Event, true
}

// Absorb takes over what another incident's view tells of the world: its impacts
// with their ends, milestones, updates, symptoms, capabilities, notes, causes,
// changes, hypotheses, actions, references and sources, and events of kinds that
// are not known here. Each is recorded under this stamp's recording time, keeps its
// own actor, source, words and readers, and says where it comes from, see [Origin].
// A link "absorbed" to the other is recorded too.
//
// What was decided about the other incident stays there: its status, severity,
// mode, roles and statements, which places were not affected, and that no more
// were. So do accounts that took no part in its figures.
//
// The other incident is not changed: end it with [Writer.MergeInto].
// [Writer.Release] undoes all of it. Absorb makes all of its changes or none, and
// fails with [ErrConflict] on an incident that was absorbed before.
func (w Writer) Absorb(other *timeline.View) ([]timeline.Event, error) {
	const verb = "Absorb"
	switch {
	case w.inc == nil || w.inc.log == nil:
		return nil, &VerbError{verb, ErrNotBegun}
	case other == nil || other.IsEmpty():
		return nil, &VerbError{verb, fmt.Errorf("other incident: %w", ErrEmpty)}
	case other.ID() == w.inc.ID():
		return nil, &VerbError{verb, fmt.Errorf("the other incident is this one: %w", ErrItself)}
	}
	for _, l := range Of(w.inc.latest()).Links {
		if l.Relation == Absorbed && l.Other == other.ID() {
			return nil, &VerbError{verb, fmt.Errorf("%w: %s was absorbed before", ErrConflict, l.Other)}
		}
	}
	return w.inc.Apply(func(*Incident) error {
		if _, err := w.link(verb, Absorbed, other.ID()); err != nil {
			return err
		}
		copies := map[uuid.UUID]uuid.UUID{}
		var later []timeline.Event // that speak of others
		for e := range other.Events() {
			switch {
			case !w.takes(e):
			case e.Target != uuid.Nil:
				later = append(later, e)
			default:
				if err := w.takeOver(verb, e, other.ID(), copies); err != nil {
					return err
				}
			}
		}
		for _, e := range later {
			if e.Target = copies[e.Target]; e.Target == uuid.Nil {
				continue
			}
			if err := w.takeOver(verb, e, other.ID(), copies); err != nil {
				return err
			}
		}
		return w.takeImpacts(verb, other)
	})
}

// takes reports whether an event of another incident is taken over as it is.
func (w Writer) takes(e timeline.Event) bool {
	switch e.Kind {
	case timeline.KindImpact, timeline.KindRestore, timeline.KindNotAffected, timeline.KindComplete, timeline.KindStatus,
		timeline.KindRetract, timeline.KindRedact, KindSeverity, KindMode, KindRole, KindStatement:
		return false
	case timeline.KindSource:
		_, known := w.inc.latest().Source(e.Source)
		return !known
	case KindLink:
		var m linkMember
		return says(e, memberLink, &m) && m.Relation != Absorbed && m.Other != w.inc.ID()
	}
	return true
}

// takeOver records an event of another incident as this one's.
func (w Writer) takeOver(verb string, e timeline.Event, other uuid.UUID, copies map[uuid.UUID]uuid.UUID) error {
	was := e.ID
	e.ID, e.Recorded, e.Amends, e.RivalOf, e.Previous = uuid.Nil, w.stamp.Recorded, uuid.Nil, uuid.Nil, uuid.Nil
	e, err := w.add(verb, with(e, memberAbsorbed, origin{other, was}))
	if err == nil {
		copies[was] = e.ID
	}
	return err
}

// takeImpacts records the impacts of another incident, each with its own end: what
// restored the other says nothing of this one.
func (w Writer) takeImpacts(verb string, other *timeline.View) error {
	copies := map[uuid.UUID]uuid.UUID{}
	for i := range other.Impacts() {
		e, ok := other.Event(i.Event)
		if !ok {
			continue
		}
		if i.EndState == timeline.EndGiven {
			e.Ended = i.End
			if by, ok := other.Event(i.EndedBy); ok {
				e.Visibility = min(e.Visibility, by.Visibility) // the end is not for more eyes than it was
			}
		}
		if err := w.takeOver(verb, e, other.ID(), copies); err != nil {
			return err
		}
	}
	return nil
}

// Release undoes an [Writer.Absorb]: it retracts all that was taken over from the
// other incident, and the link to it. What was recorded here about facts that were
// taken over, such as the progress of an action, is retracted with them. It fails
// with [ErrNoEvent] if the incident was not absorbed.
func (w Writer) Release(other uuid.UUID) ([]timeline.Event, error) {
	const verb = "Release"
	if w.inc == nil || w.inc.log == nil {
		return nil, &VerbError{verb, ErrNotBegun}
	}
	v := w.inc.latest()
	gone := map[uuid.UUID]bool{}
	for _, l := range Of(v).Links {
		if l.Relation == Absorbed && l.Other == other {
			gone[l.Event.ID] = true
		}
	}
	if len(gone) == 0 {
		return nil, &VerbError{verb, fmt.Errorf("%s was not absorbed: %w", other, ErrNoEvent)}
	}
	for e := range v.Events() {
		if from, _, ok := Origin(e); ok && from == other {
			gone[e.ID] = true
		}
	}
	return w.inc.Apply(func(*Incident) error {
		for e := range v.Events() {
			if !gone[e.ID] && !gone[e.Target] {
				continue
			}
			r := w.event(timeline.KindRetract, timeline.Instant{})
			r.Target = e.ID
			if _, err := w.add(verb, r); err != nil {
				return err
			}
		}
		return nil
	})
}
