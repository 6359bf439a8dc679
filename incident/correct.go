package incident

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Rival records another account of a fact: the same fact at another time, as
// the stamp's source has it. It takes no part in figures, unless a view prefers
// its source. What the fact says beside its time is taken over, save its words;
// it may be for fewer eyes than the stamp says, and then the rival is too. Where
// more than the time differs, [Writer.Record]
// an event with RivalOf set.
func (w Writer) Rival(of uuid.UUID, at timeline.Instant) (timeline.Event, error) {
	fact, err := w.target(of)
	if err != nil {
		return timeline.Event{}, &VerbError{"Rival", err}
	}
	rivalOf := of
	if fact.Amends != uuid.Nil { // named by an amendment
		rivalOf = w.inc.fact(of)
	}
	if now, ok := w.inc.log.Event(w.inc.standing(of)); ok {
		fact = now // as amended
	}
	e := w.event(fact.Kind, at)
	e.Milestone, e.Scope, e.Health, e.Ended, e.Total = fact.Milestone, fact.Scope, fact.Health, fact.Ended, fact.Total
	e.Status, e.Phase, e.Resolution, e.Hold, e.Previous = fact.Status, fact.Phase, fact.Resolution, fact.Hold, fact.Previous
	e.Target, e.RivalOf = fact.Target, rivalOf
	e.Visibility = min(e.Visibility, fact.Visibility)
	for _, name := range [...]string{memberSeverity, memberCause, memberHypothesis, memberStatement, memberDetectedBy, memberLifecycle,
		memberRole, memberMode, memberChange, memberLink, memberUpdate,
	} {
		if raw, ok := fact.Member(name); ok {
			e = with(e, name, raw)
		}
	}
	if err := w.check(e); err != nil {
		return timeline.Event{}, &VerbError{"Rival", err}
	}
	return w.add("Rival", e)
}

// Retract takes a fact back: it never was so. The event stays in the log and in
// views of moments before the retraction was recorded; without a recording time
// in the stamp, it counts in all views that know the fact. Retracting the
// retraction revives the fact.
func (w Writer) Retract(id uuid.UUID) (timeline.Event, error) {
	if _, err := w.target(id); err != nil {
		return timeline.Event{}, &VerbError{"Retract", err}
	}
	e := w.event(timeline.KindRetract, timeline.Instant{})
	e.Target = id
	if err := w.check(e); err != nil {
		return timeline.Event{}, &VerbError{"Retract", err}
	}
	return w.add("Retract", e)
}

// Amend replaces the content of a fact whole; the fact keeps its ID and, if it
// is a status, its place in the history. Start from the event as it is and change
// what was wrong. A fact may be amended again, by its own ID or by that of the
// event returned, which is the amendment: either way the new content takes the
// place of what holds now.
//
// Give the stamp a recording time. Without one the amendment counts in all views
// that know the fact, past ones included.
func (w Writer) Amend(id uuid.UUID, replacement timeline.Event) (timeline.Event, error) {
	fact, err := w.target(id)
	if err != nil {
		return timeline.Event{}, &VerbError{"Amend", err}
	}
	s := w.stamp
	replacement.ID, replacement.Amends, replacement.Recorded = uuid.Nil, w.inc.standing(id), s.Recorded
	replacement.Previous, replacement.Target = fact.Previous, fact.Target
	if replacement.Actor == "" {
		replacement.Actor = s.Actor
	}
	if err := w.check(replacement); err != nil {
		return timeline.Event{}, &VerbError{"Amend", err}
	}
	if replacement, err = w.restate(replacement, fact); err != nil {
		return timeline.Event{}, &VerbError{"Amend", err}
	}
	return w.add("Amend", replacement)
}

func (w Writer) target(id uuid.UUID) (timeline.Event, error) {
	if w.inc == nil || w.inc.log == nil {
		return timeline.Event{}, ErrNotBegun
	}
	e, ok := w.inc.log.Event(id)
	if !ok {
		return e, fmt.Errorf("%s: %w", id, ErrNoEvent)
	}
	if expect := w.stamp.Expect; expect != uuid.Nil {
		stands := id // a retraction cannot be amended
		if e.Kind != timeline.KindRetract {
			stands = w.inc.standing(id)
		}
		if expect != stands {
			return e, fmt.Errorf("%w: %s now stands as %s", ErrConflict, id, stands)
		}
	}
	return e, nil
}

// Redact removes the words in the named fields or members of an event for good,
// because they are a secret that should not have been recorded, see
// [timeline.Redaction]. What the incident returned of the event before still
// holds them, and so does whatever store the caller keeps: write the log anew.
// The stamp's text is the reason.
func (w Writer) Redact(id uuid.UUID, fields ...string) (timeline.Event, error) {
	w.stamp.Expect = uuid.Nil
	if _, err := w.target(id); err != nil {
		return timeline.Event{}, &VerbError{"Redact", err}
	}
	e, err := timeline.Redaction(id, fields...)
	if err != nil {
		return timeline.Event{}, &VerbError{"Redact", err}
	}
	return w.add("Redact", w.stamped(e))
}
