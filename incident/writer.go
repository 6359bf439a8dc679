package incident

import (
	"encoding/json"
	"fmt"
	"iter"
	"time"
	"unicode/utf8"

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
	Written    string // the time, length or word as the account writes it: "around 8:00 PM EST"
	Assumption string // what was assumed to read it
	Text       string // what happened, for verbs that take no text of their own

	// Facts answers the guards of a lifecycle of one's own, by name, for changes
	// of status under this stamp. "merge_target" and "duplicate_target", the guards
	// of the default lifecycle, are answered from the log and never reach it. Nil
	// refuses the others with [lifecycle.ErrUnknownGuard].
	Facts lifecycle.Facts

	// Expect is the event that the caller believes to hold: for a change of status
	// the status event that is current, for [Writer.Amend], [Writer.Retract] and
	// [Writer.Rival] the fact's last amendment, or the fact if there is none. Where
	// it is set, a verb that finds another fails with [ErrConflict].
	Expect uuid.UUID
	// Revision is the revision of the log that the caller has read, see
	// [Incident.Revision]. Where it is set, every verb that would record something
	// fails with [ErrConflict] once anybody but this writer has.
	Revision string
}

// A Writer records facts of one incident under a [Stamp]. Get one from
// [Incident.As]. The zero Writer refuses everything with [ErrNotBegun].
type Writer struct {
	inc   *Incident
	stamp Stamp
	lock  *string // the revision that the log must have; nil for any
}

// As returns a writer that puts the stamp on all it records.
func (w Writer) As(stamp Stamp) Writer {
	out := Writer{inc: w.inc, stamp: stamp}
	if stamp.Revision != "" {
		out.lock = &stamp.Revision
	}
	return out
}

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
	if w.lock != nil && *w.lock != w.inc.log.Revision() {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("%w: it has changed since revision %s", ErrConflict, *w.lock)}
	}
	if e.ID == uuid.Nil {
		e = deploying(e)
	}
	e, err := w.inc.log.Add(e)
	if err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	w.inc.note(e)
	if w.lock != nil {
		*w.lock = w.inc.log.Revision()
	}
	return e, nil
}

// addWith records an event with a member. The words that come from outside are
// checked first, as package json would put other characters for what is not
// UTF-8.
func (w Writer) addWith(verb string, e timeline.Event, name string, value any, words ...string) (timeline.Event, error) {
	for _, s := range words {
		if !utf8.ValidString(s) {
			return timeline.Event{}, &VerbError{verb, &timeline.FieldError{Field: name, Err: timeline.ErrNotUTF8}}
		}
	}
	return w.add(verb, with(e, name, value))
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

// Advance fires a trigger of the lifecycle: it checks that the trigger leads
// somewhere from the current status and that no guard refuses, and records the
// new status. A refusal is a [*lifecycle.TransitionError] and names what was
// allowed.
func (w Writer) Advance(trigger lifecycle.Trigger, at timeline.Instant) (timeline.Event, error) {
	return w.advance("Advance", trigger, w.event(timeline.KindStatus, at))
}

// AdvanceTo is [Writer.Advance] for callers who are told the new status and not
// the verb: it fires the one trigger that leads there. If none does, or several
// do, the error is a [*lifecycle.TransitionError]; see [lifecycle.Lifecycle.Via].
func (w Writer) AdvanceTo(to lifecycle.State, at timeline.Instant) (timeline.Event, error) {
	from, err := w.current()
	if err != nil {
		return timeline.Event{}, &VerbError{"AdvanceTo", err}
	}
	trigger, err := w.inc.life.Via(lifecycle.State(from.Name), to)
	if err != nil {
		return timeline.Event{}, &VerbError{"AdvanceTo", err}
	}
	return w.advance("AdvanceTo", trigger, w.event(timeline.KindStatus, at))
}

// Options yields what may happen next, and where a guard refuses, why not: each
// trigger out of the current status, in the order of the lifecycle. Guards are
// answered as for [Writer.Advance] under this stamp; a merge is refused until the
// other incident is named, see [Writer.MergeInto]. What the stamp expects is not
// asked.
//
// It yields nothing if nothing leads out of the status, if the lifecycle of the
// log or the status is not known, and for the zero Writer.
func (w Writer) Options() iter.Seq[lifecycle.Option] {
	w.stamp.Expect = uuid.Nil
	return func(yield func(lifecycle.Option) bool) {
		if from, err := w.current(); err == nil {
			w.inc.life.Options(lifecycle.State(from.Name), w.guards(timeline.Event{}))(yield)
		}
	}
}

func (w Writer) advance(verb string, trigger lifecycle.Trigger, e timeline.Event) (timeline.Event, error) {
	from, err := w.current()
	if err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	if err := w.inc.life.Check(lifecycle.State(from.Name), trigger, w.guards(e)); err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	to, err := w.inc.life.Next(lifecycle.State(from.Name), trigger)
	if err != nil {
		return timeline.Event{}, &VerbError{verb, err}
	}
	e.Previous = from.Event
	state, _ := w.inc.life.State(to)
	return w.enter(verb, with(e, memberTrigger, trigger), state)
}

// current returns the status that a change follows, or why none can.
func (w Writer) current() (timeline.Status, error) {
	if w.inc == nil || w.inc.log == nil {
		return timeline.Status{}, ErrNotBegun
	}
	from, ok := w.inc.Status()
	switch {
	case w.inc.life == nil:
		return timeline.Status{}, w.inc.unknownLifecycle()
	case !ok:
		return from, ErrNotBegun
	case w.stamp.Expect != uuid.Nil && w.stamp.Expect != from.Event:
		return from, fmt.Errorf("%w: the status is now %s", ErrConflict, from.Name)
	}
	return from, nil
}

// guards answers the default lifecycle's guards for a change of status: an
// incident that ends in favour of another names it. The caller's facts answer
// the others.
func (w Writer) guards(e timeline.Event) lifecycle.Facts {
	return lifecycle.FactsFunc(func(name string) error {
		if verb, _ := verbOf(name); verb != "" {
			var other uuid.UUID
			switch raw, ok := e.Member(memberInto); {
			case !ok:
				return fmt.Errorf("the other incident is not named, use %s: %w", verb, ErrEmpty)
			case json.Unmarshal(raw, &other) != nil || other == uuid.Nil:
				return fmt.Errorf("the other incident is not named: %w", ErrEmpty)
			case other == w.inc.ID():
				return fmt.Errorf("the other incident is this one: %w", ErrItself)
			}
			return nil
		}
		if w.stamp.Facts == nil {
			return fmt.Errorf("%w: the stamp has no facts", lifecycle.ErrUnknownGuard)
		}
		return w.stamp.Facts.Guard(name)
	})
}

// enter records the status event e as the entry into state.
func (w Writer) enter(verb string, e timeline.Event, state lifecycle.StateDef) (timeline.Event, error) {
	e.Status, e.Phase = string(state.Name), timeline.Phase(state.Phase.String())
	e.Resolution, e.Hold = state.Resolution.String(), state.Hold
	e = with(e, memberLifecycle, bindingOf(w.inc.life))
	e, err := w.add(verb, e)
	if err == nil && w.inc.cache.head != nil {
		w.inc.cache.head = &timeline.Status{Event: e.ID, Name: e.Status, Phase: e.Phase, Resolution: e.Resolution, Hold: e.Hold, At: e.Occurred}
	}
	return e, err
}
