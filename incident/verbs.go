package incident

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// Impact records that a place began to be affected, and how badly. It lasts
// until a restoration covers the place.
func (w Writer) Impact(where timeline.Scope, how timeline.Health, at timeline.Instant) (timeline.Event, error) {
	return w.impact("Impact", where, how, at, timeline.Instant{}, timeline.Length{})
}

// ImpactUntil records an impact whose end is known as it is recorded.
func (w Writer) ImpactUntil(where timeline.Scope, how timeline.Health, from, until timeline.Instant) (timeline.Event, error) {
	return w.impact("ImpactUntil", where, how, from, until, timeline.Length{})
}

// ImpactTotal records a stated total, such as "54 minutes, intermittent", that
// lay within a span: the first of it began at from, the last of it ended at
// until. Either may be unknown. Use it
// only where the windows are not known: from windows the total is computed.
func (w Writer) ImpactTotal(where timeline.Scope, how timeline.Health, total timeline.Length, from, until timeline.Instant) (timeline.Event, error) {
	if !total.IsStated() && total.IsValid() {
		return timeline.Event{}, &VerbError{"ImpactTotal", fmt.Errorf("total: %w", ErrEmpty)}
	}
	return w.impact("ImpactTotal", where, how, from, until, total)
}

func (w Writer) impact(verb string, where timeline.Scope, how timeline.Health, from, until timeline.Instant, total timeline.Length) (timeline.Event, error) {
	if until.Before(from) == timeline.Definitely {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("%s to %s: %w", from, until, ErrBackwards)}
	}
	e := w.event(timeline.KindImpact, from)
	e.Scope, e.Health, e.Ended, e.Total = where, how, until, total
	return w.add(verb, e)
}

// Restore records that a place was back. The zero scope is the whole; a scope
// [timeline.Scope.Of] some or most is the first sign of recovery, or most of it.
func (w Writer) Restore(where timeline.Scope, at timeline.Instant) (timeline.Event, error) {
	return w.restore("Restore", where, at)
}

func (w Writer) restore(verb string, where timeline.Scope, at timeline.Instant) (timeline.Event, error) {
	e := w.event(timeline.KindRestore, at)
	e.Scope = where
	return w.add(verb, e)
}

// NotAffected records that a place was not affected at any time. That is a fact
// like any other: where nothing is recorded, nothing is known.
func (w Writer) NotAffected(where timeline.Scope) (timeline.Event, error) {
	if where.IsZero() {
		return timeline.Event{}, &VerbError{"NotAffected", fmt.Errorf("place: %w", ErrEmpty)}
	}
	e := w.event(timeline.KindNotAffected, timeline.Instant{})
	e.Scope = where
	return w.add("NotAffected", e)
}

// ScopesComplete records that every affected place is named in the log, so that
// the last of them back is the whole back.
func (w Writer) ScopesComplete() (timeline.Event, error) {
	return w.add("ScopesComplete", w.event(timeline.KindComplete, timeline.Instant{}))
}

// Mark records that a milestone was reached; the zero Instant records that it
// was, at a time nobody gives. Impact start and restoration become an impact of
// unstated health and a restoration of the whole. Declared, resolved and closed
// are changes of status and published updates are words: Mark refuses them with
// [ErrUseVerb].
func (w Writer) Mark(m timeline.Milestone, at timeline.Instant) (timeline.Event, error) {
	switch m {
	case "":
		return timeline.Event{}, &VerbError{"Mark", fmt.Errorf("milestone: %w", ErrEmpty)}
	case timeline.ImpactStarted:
		return w.impact("Mark", timeline.Scope{}, timeline.Unstated, at, timeline.Instant{}, timeline.Length{})
	case timeline.Restored:
		return w.restore("Mark", timeline.Scope{}, at)
	}
	if err := homeless(m); err != nil {
		return timeline.Event{}, &VerbError{"Mark", err}
	}
	e := w.event(timeline.KindMilestone, at)
	e.Milestone = m
	return w.add("Mark", e)
}

// Detect records the detection and who or what noticed. An incident may be
// detected several times, by monitoring and by users.
func (w Writer) Detect(by Detector, at timeline.Instant) (timeline.Event, error) {
	if by == "" {
		return timeline.Event{}, &VerbError{"Detect", fmt.Errorf("detector: %w", ErrEmpty)}
	}
	e := w.event(timeline.KindMilestone, at)
	e.Milestone = timeline.Detected
	return w.addWith("Detect", e, memberDetectedBy, by, string(by))
}

// Assess records how bad the incident is held to be from a time on.
func (w Writer) Assess(level severity.Level, at timeline.Instant) (timeline.Event, error) {
	return w.assess("Assess", rating{Level: level}, at)
}

// AssessIn is Assess with a word of a team's scale; the word and the name of
// the scale are kept beside the level.
func (w Writer) AssessIn(scale severity.Scale, word string, at timeline.Instant) (timeline.Event, error) {
	level, err := scale.Parse(word)
	if err != nil {
		return timeline.Event{}, &VerbError{"AssessIn", err}
	}
	return w.assess("AssessIn", rating{level, scale.Name(), word}, at)
}

func (w Writer) assess(verb string, r rating, at timeline.Instant) (timeline.Event, error) {
	switch {
	case r.Level == 0:
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("level: %w", ErrEmpty)}
	case !r.Level.IsValid():
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("level %s: %w", r.Level, timeline.ErrRange)}
	}
	return w.addWith(verb, w.event(KindSeverity, at), memberSeverity, r, r.Scale, r.Word)
}

// Publish records an update that was published: its status word, such as
// "identified", and its text. The word moves no status here; see
// [Writer.Advance]. What was published is public, unless the stamp says it went
// to partners.
func (w Writer) Publish(status, text string, at timeline.Instant) (timeline.Event, error) {
	return w.add("Publish", w.published(status, text, at))
}

func (w Writer) published(status, text string, at timeline.Instant) timeline.Event {
	e := w.event(timeline.KindUpdate, at)
	e.Status, e.Text = status, text
	if e.Visibility == timeline.Internal {
		e.Visibility = timeline.Public
	}
	return e
}

// Symptom records what somebody affected could see: "pages did not load".
func (w Writer) Symptom(text string) (timeline.Event, error) {
	return w.words("Symptom", KindSymptom, text, timeline.Instant{})
}

// Note records anything else that happened or was said.
func (w Writer) Note(text string, at timeline.Instant) (timeline.Event, error) {
	return w.words("Note", KindNote, text, at)
}

func (w Writer) words(verb string, kind timeline.Kind, text string, at timeline.Instant) (timeline.Event, error) {
	if text == "" {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("text: %w", ErrEmpty)}
	}
	e := w.event(kind, at)
	e.Text = text
	return w.add(verb, e)
}

// Cause records something that brought the incident about, and when that
// happened. There may be several. When the responders found out is the milestone
// [timeline.CauseFound].
func (w Writer) Cause(role CauseRole, text string, at timeline.Instant) (timeline.Event, error) {
	if text == "" || role == "" {
		return timeline.Event{}, &VerbError{"Cause", fmt.Errorf("role or text: %w", ErrEmpty)}
	}
	e := w.event(KindCause, at)
	e.Text = text
	return w.addWith("Cause", e, memberCause, role, string(role))
}

// Suspect records a hypothesis: what was thought to be the cause, from when on.
// It reaches the milestone cause_suspected, and lives until [Writer.RuleOut] or
// [Writer.Confirm].
func (w Writer) Suspect(text string, at timeline.Instant) (timeline.Event, error) {
	if text == "" {
		return timeline.Event{}, &VerbError{"Suspect", fmt.Errorf("text: %w", ErrEmpty)}
	}
	e := w.event(KindHypothesis, at)
	e.Text, e.Milestone = text, timeline.CauseSuspected
	return w.add("Suspect", with(e, memberHypothesis, Suspected))
}

// RuleOut records that the hypothesis was found wrong.
func (w Writer) RuleOut(hypothesis uuid.UUID, at timeline.Instant) (timeline.Event, error) {
	return w.settle("RuleOut", hypothesis, RuledOut, "", at)
}

// Confirm records that the hypothesis was proved; the milestone cause_confirmed
// is reached. When the cause was found, which [timeline.TimeToRootCause] asks for, is
// often earlier and is for [Writer.Mark] with [timeline.CauseFound].
func (w Writer) Confirm(hypothesis uuid.UUID, at timeline.Instant) (timeline.Event, error) {
	return w.settle("Confirm", hypothesis, Confirmed, timeline.CauseConfirmed, at)
}

func (w Writer) settle(verb string, id uuid.UUID, state HypothesisState, m timeline.Milestone, at timeline.Instant) (timeline.Event, error) {
	if w.inc == nil || w.inc.log == nil {
		return timeline.Event{}, &VerbError{verb, ErrNotBegun}
	}
	if err := w.inc.suspected(id); err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	e := w.event(KindHypothesis, at)
	e.Target, e.Milestone = id, m
	return w.add(verb, with(e, memberHypothesis, state))
}

// Act records an action item. What becomes of it is for [Writer.Progress]; to change
// what was agreed, amend its event.
func (w Writer) Act(a Action) (timeline.Event, error) {
	if a.Title == "" {
		return timeline.Event{}, &VerbError{"Act", fmt.Errorf("title: %w", ErrEmpty)}
	}
	if !a.Due.IsValid() {
		return timeline.Event{}, &VerbError{"Act", fmt.Errorf("due: %w", timeline.ErrRange)}
	}
	e := w.event(KindAction, a.At)
	e.Text = a.Title
	return w.addWith("Act", e, memberAction, actionMember{a.Type, a.Owner, a.State, a.DoneWhen, a.Due, a.DueWritten}, a.Type, a.Owner, string(a.State), a.DoneWhen, a.DueWritten)
}

// Statement records what the organisation states of a subject that readers always
// ask about, such as data loss. What is not stated is not recorded.
func (w Writer) Statement(about Subject, answer Answer, text string) (timeline.Event, error) {
	if about == "" || answer == "" {
		return timeline.Event{}, &VerbError{"Statement", fmt.Errorf("subject or answer: %w", ErrEmpty)}
	}
	e := w.event(KindStatement, timeline.Instant{})
	if text != "" {
		e.Text = text
	}
	return w.addWith("Statement", e, memberStatement, statementMember{about, answer}, string(about), string(answer))
}

// Source describes an account that other events name in their stamp: what it
// is, and what had to be assumed to read all of it, such as the year.
func (w Writer) Source(name, text, assumption string) (timeline.Event, error) {
	if name == "" {
		return timeline.Event{}, &VerbError{"Source", fmt.Errorf("name: %w", ErrEmpty)}
	}
	e := w.event(timeline.KindSource, timeline.Instant{})
	e.Source, e.Text, e.Assumption = name, text, assumption
	return w.add("Source", e)
}

// MergeInto ends the incident because another one covers it, and names that
// other. It fires the trigger "merge" and passes its guard "merge_target", which
// nothing else does.
func (w Writer) MergeInto(other uuid.UUID, at timeline.Instant) (timeline.Event, error) {
	return w.into("MergeInto", triggerMerge, other, at)
}

// DuplicateOf ends the incident because another one is the same, and names that
// other. It fires the trigger "mark_duplicate" and passes its guard
// "duplicate_target", which nothing else does.
func (w Writer) DuplicateOf(other uuid.UUID, at timeline.Instant) (timeline.Event, error) {
	return w.into("DuplicateOf", triggerDuplicate, other, at)
}

func (w Writer) into(verb string, trigger lifecycle.Trigger, other uuid.UUID, at timeline.Instant) (timeline.Event, error) {
	return w.advance(verb, trigger, with(w.event(timeline.KindStatus, at), memberInto, other))
}
