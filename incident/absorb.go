package incident

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// origin is the member of an event that was taken over from another incident: where
// it was recorded first, and the incident it was taken over from, if that is another.
type origin struct {
	Incident uuid.UUID `json:"incident"`
	Event    uuid.UUID `json:"event"`
	Via      uuid.UUID `json:"via,omitzero"`
}

// from returns the incident that it was taken over from.
func (o origin) from() uuid.UUID {
	if o.Via != uuid.Nil {
		return o.Via
	}
	return o.Incident
}

func originOf(e timeline.Event) (o origin, ok bool) {
	ok = says(e, memberAbsorbed, &o) && o.Incident != uuid.Nil
	return o, ok
}

// Origin returns the incident and the event in which a fact was recorded first that
// was taken over, see [Writer.Absorb], and false for one that is the incident's own.
func Origin(e timeline.Event) (other, event uuid.UUID, ok bool) {
	o, ok := originOf(e)
	return o.Incident, o.Event, ok
}

// Absorb takes over what another incident's view tells of the world: its impacts
// with their ends, milestones, updates, symptoms, capabilities, notes, causes,
// changes, hypotheses, actions, references and sources, and events of kinds that
// are not known here. Each is recorded under this stamp's recording time, keeps its
// own actor, source, words and readers, and says where it comes from, see [Origin].
// A link "absorbed" to the other is recorded too.
//
// What was decided about the other incident stays there: its status, severity,
// mode, roles, links and statements, which places were not affected, and that no
// more were. So do restorations, as each impact has its own end: where one is wider
// than a place that was back before the rest, the copy ends with the rest; that some
// or most was back is not taken over. So do accounts that took no part in its figures.
// Words that are redacted there afterwards have to be redacted here.
//
// An impact of which nobody knows when it ended has ended by now, unless the other
// incident ended because it was merged or a duplicate: then it goes on, as one does
// that goes on there. A restoration that was recorded here for a time before now does not end it.
//
// A fact that this incident holds already, its own or one that it took over from
// somewhere else, is not taken over again. The other incident is not changed: end it
// with [Writer.MergeInto]. [Writer.Release] undoes all of it. Absorb makes all of
// its changes or none, and fails with [ErrConflict] on an incident that is absorbed.
func (w Writer) Absorb(other *timeline.View) ([]timeline.Event, error) {
	const verb = "Absorb"
	switch {
	case w.inc == nil || w.inc.log == nil:
		return nil, &VerbError{verb, ErrNotBegun}
	case other == nil || other.IsEmpty() || other.ID() == uuid.Nil:
		return nil, &VerbError{verb, fmt.Errorf("other incident: %w", ErrEmpty)}
	case other.ID() == w.inc.ID():
		return nil, &VerbError{verb, fmt.Errorf("the other incident is this one: %w", ErrItself)}
	}
	a := absorber{w: w, verb: verb, other: other, here: w.inc.latest(), copies: map[uuid.UUID]uuid.UUID{}, held: map[origin]bool{}}
	for _, l := range Of(a.here).Links {
		if l.Relation == Absorbed && l.Other == other.ID() {
			return nil, &VerbError{verb, fmt.Errorf("%w: %s is absorbed", ErrConflict, l.Other)}
		}
	}
	for e := range a.here.Events() {
		if o, ok := originOf(e); ok {
			a.held[origin{Incident: o.Incident, Event: o.Event}] = true
		}
	}
	return w.inc.Apply(func(*Incident) error { return a.absorb() })
}

// An absorber takes over the facts of one incident.
type absorber struct {
	w      Writer
	verb   string
	other  *timeline.View
	here   *timeline.View // as it was before
	copies map[uuid.UUID]uuid.UUID
	held   map[origin]bool // what is here already
}

func (a *absorber) absorb() error {
	if _, err := a.w.link(a.verb, Absorbed, a.other.ID()); err != nil {
		return err
	}
	if err := a.impacts(); err != nil {
		return err
	}
	var later []timeline.Event // that speak of others
	for e := range a.other.Events() {
		switch {
		case !a.takes(e):
		case e.Target != uuid.Nil:
			later = append(later, e)
		default:
			if err := a.take(e); err != nil {
				return err
			}
		}
	}
	for before := -1; len(later) != before; { // until no more find what they speak of
		before = len(later)
		var rest []timeline.Event
		for _, e := range later {
			target, ok := a.copies[e.Target]
			if !ok {
				rest = append(rest, e)
				continue
			}
			e.Target = target
			if err := a.take(e); err != nil {
				return err
			}
		}
		later = rest
	}
	for _, e := range later { // what they speak of stays there
		if e.Kind == KindHypothesis || e.Kind == KindAction {
			continue
		}
		e.Target = uuid.Nil
		if err := a.take(e); err != nil {
			return err
		}
	}
	return nil
}

// takes reports whether an event of the other incident is taken over as it is.
func (a *absorber) takes(e timeline.Event) bool {
	switch e.Kind {
	case timeline.KindImpact, timeline.KindRestore, timeline.KindNotAffected, timeline.KindComplete, timeline.KindStatus,
		timeline.KindRetract, timeline.KindRedact, KindSeverity, KindMode, KindRole, KindStatement, KindLink:
		return false
	case timeline.KindSource:
		had, known := a.here.Source(e.Source)
		return !known || had.Text != e.Text || had.Assumption != e.Assumption
	}
	return true
}

// take records an event of the other incident as this one's, unless it is here.
func (a *absorber) take(e timeline.Event) error {
	was := e.ID
	o := origin{Incident: a.other.ID(), Event: e.ID}
	if first, ok := originOf(e); ok {
		o = origin{Incident: first.Incident, Event: first.Event, Via: a.other.ID()}
	}
	if root := (origin{Incident: o.Incident, Event: o.Event}); a.held[root] || o.Incident == a.w.inc.ID() {
		return nil
	}
	e.ID, e.Recorded, e.Amends, e.RivalOf, e.Previous = uuid.Nil, a.w.stamp.Recorded, uuid.Nil, uuid.Nil, uuid.Nil
	e, err := a.w.add(a.verb, with(e, memberAbsorbed, o))
	if err == nil {
		a.copies[was] = e.ID
	}
	return err
}

// impacts records the impacts of the other incident, each with its own end.
func (a *absorber) impacts() error {
	now := a.other.Now()
	st, _ := a.other.Status()
	merged := st.Resolution == lifecycle.ResolutionMerged.String() || st.Resolution == lifecycle.ResolutionDuplicate.String()
	for i := range a.other.Impacts() {
		e, ok := a.other.Event(i.Event)
		if !ok {
			continue
		}
		switch {
		case i.EndState == timeline.EndGiven && i.End.IsKnown():
			e.Ended = i.End
		case i.EndState == timeline.EndGiven || i.EndState == timeline.EndNotGiven && !merged:
			e.Ended = timeline.NotAfter(now)
			if from, ok := i.Start.Earliest(); ok && !now.Before(from) {
				e.Ended = timeline.Between(from, now)
			}
		case a.endedHere(i):
			if err := a.goesOn(e, now); err != nil {
				return err
			}
			continue
		}
		if by, ok := a.other.Event(i.EndedBy); ok && i.EndState == timeline.EndGiven {
			e.Visibility = min(e.Visibility, by.Visibility) // the end is not for more eyes than it was
		}
		if err := a.take(e); err != nil {
			return err
		}
	}
	return nil
}

// endedHere reports whether a restoration of this incident might end an impact that
// goes on in the other.
func (a *absorber) endedHere(i timeline.Impact) bool {
	for e := range a.here.Events() {
		if e.Kind == timeline.KindRestore && e.Occurred.Before(i.Start) != timeline.Definitely {
			return true
		}
	}
	return false
}

// goesOn records an impact that goes on in two stretches: until now, and from now on.
// What was restored here before now then ends neither.
func (a *absorber) goesOn(e timeline.Event, now time.Time) error {
	upTo := timeline.At(now)
	if e.Total.IsStated() || upTo.Before(e.Occurred) != timeline.Impossibly {
		return a.take(e)
	}
	until, since := e, e
	until.Ended, since.Occurred = upTo, upTo
	if err := a.take(until); err != nil {
		return err
	}
	return a.take(since)
}

// Release undoes an [Writer.Absorb]: it retracts all that was taken over from the
// other incident, as amended and as others tell it, what was recorded here about it,
// such as the progress of an action, and the link. It fails with [ErrNoEvent] if
// nothing of that incident is here.
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
	var all []timeline.Event
	for e := range v.Events() {
		all = append(all, e)
	}
	for e := range v.Rivals() {
		all = append(all, e)
	}
	for _, e := range all {
		first, _ := w.inc.log.Event(e.ID) // an amendment need not say where it comes from
		for _, e := range [...]timeline.Event{e, first} {
			if o, ok := originOf(e); ok && other != uuid.Nil && (o.from() == other || o.Incident == other) {
				gone[e.ID] = true
			}
		}
	}
	if len(gone) == 0 {
		return nil, &VerbError{verb, fmt.Errorf("nothing of %s is here: %w", other, ErrNoEvent)}
	}
	for before := 0; before != len(gone); {
		before = len(gone)
		for _, e := range all {
			if gone[e.Target] || gone[e.RivalOf] {
				gone[e.ID] = true
			}
		}
	}
	return w.inc.Apply(func(*Incident) error {
		for _, e := range all {
			if !gone[e.ID] {
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
