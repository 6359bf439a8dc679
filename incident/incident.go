package incident

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// Errors of the verbs. What they are about is in the [VerbError] around them.
var (
	ErrConflict  = errors.New("conflict with the log")           // the caller acts on what is no longer so, or gives an ID that is taken
	ErrLifecycle = errors.New("lifecycle of the log not known")  // the log is bound to a lifecycle that was not passed; the text names them
	ErrUseVerb   = errors.New("recorded by another verb")        // the fact has another home
	ErrNoEvent   = errors.New("no such event in this incident")  // a target is not in the log
	ErrSettled   = errors.New("already settled")                 // a hypothesis that was ruled out or confirmed, an assignment that ended
	ErrEmpty     = errors.New("empty")                           // a required text, name or time is missing
	ErrBackwards = errors.New("ends before it starts")           // a stretch whose end precedes its start
	ErrNotBegun  = errors.New("incident not declared")           // the zero Incident or Writer
	ErrWrongKind = errors.New("event is not of the kind needed") // a target of another kind
	ErrGuard     = errors.New("guard that nothing can answer")   // a reserved guard on a trigger whose verb does not answer it
	ErrItself    = errors.New("refers to itself")                // an incident merged into itself
)

// A VerbError says which verb was refused and why, and that nothing changed.
type VerbError struct {
	Verb string // "Advance", "Mark", …
	Err  error
}

// Error names the verb and the reason.
func (e *VerbError) Error() string { return "incident: " + e.Verb + ": " + e.Err.Error() }

// Unwrap returns the reason: one of this package's errors, a
// [*lifecycle.TransitionError], or a [*timeline.FieldError].
func (e *VerbError) Unwrap() error { return e.Err }

// An Incident is one incident and everything recorded of it: a log of events, a
// lifecycle that says which status may follow which, and the verbs to record
// more. Get one from [Declare] or [Decode].
//
// Every verb checks, records one event, and returns it for the caller to store;
// on an error it has changed nothing. The verbs are those of [Writer]; called on
// the Incident itself they leave actor, source and recording time unsaid.
//
// An Incident is for one goroutine at a time. It reads no clock: facts carry
// the times they are given, and figures come from a view, see [Incident.AsOf].
type Incident struct {
	Writer
	log   *timeline.Log
	life  *lifecycle.Lifecycle   // as of the last look at the status; nil when the log's is not known
	lives []*lifecycle.Lifecycle // those at hand, beside the default
	heir  *lifecycle.Lifecycle   // what the status follows instead of what the log names; see Follow
	cache cache
}

// A Declaration opens an incident. Title is the only field required.
type Declaration struct {
	Title string
	At    timeline.Instant // when it was declared; the zero Instant if nobody says

	// State is the first status. Zero is "investigating" if a life may begin
	// there, and otherwise the first initial state of the lifecycle.
	State lifecycle.State

	// Lifecycle is what the incident's status follows. Nil is
	// [lifecycle.Default]. The guards "merge_target" and "duplicate_target" are
	// reserved for its triggers "merge" and "mark_duplicate": one that has them
	// on others is refused with [ErrGuard], since no verb could answer them.
	Lifecycle *lifecycle.Lifecycle

	// ID is the incident's identity. Zero derives one from title and time, the
	// same for the same declaration.
	ID uuid.UUID

	Stamp // who declares, from which source, recorded when
}

// Declare opens an incident and records its first event.
func Declare(d Declaration) (*Incident, error) {
	life := d.Lifecycle
	if life == nil {
		life = lifecycle.Default()
	}
	if d.Title == "" {
		return nil, &VerbError{"Declare", fmt.Errorf("title: %w", ErrEmpty)}
	}
	if err := checkReserved(d.Lifecycle); err != nil {
		return nil, &VerbError{"Declare", err}
	}
	if d.ID == uuid.Nil {
		d.ID = uuid.NewSHA1(namespace(), []byte(d.Title+"\x00"+d.At.String()))
	}
	if d.State == "" {
		d.State = firstState(life)
	}
	state, ok := life.State(d.State)
	if !ok || !life.IsInitial(d.State) {
		return nil, &VerbError{"Declare", fmt.Errorf("no life begins in state %q (allowed: %s)", d.State, initial(life))}
	}
	inc := bind(timeline.NewLog(d.ID), life)
	w := inc.As(d.Stamp)
	e := w.event(timeline.KindStatus, d.At)
	e.Text = d.Title
	if _, err := w.enter("Declare", e, state); err != nil {
		return nil, err
	}
	return inc, nil
}

// namespace is the space of incident IDs derived from declarations.
func namespace() uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/allclear-go/allclear"))
}

func firstState(life *lifecycle.Lifecycle) lifecycle.State {
	const usual = "investigating"
	if life.IsInitial(usual) {
		return usual
	}
	for s := range life.Initial() {
		return s
	}
	return ""
}

func initial(life *lifecycle.Lifecycle) string {
	out := ""
	for s := range life.Initial() {
		if out != "" {
			out += ", "
		}
		out += string(s)
	}
	return out
}

func bind(log *timeline.Log, life *lifecycle.Lifecycle) *Incident {
	inc := &Incident{log: log, life: life, lives: []*lifecycle.Lifecycle{life}}
	inc.inc = inc
	return inc
}

// Decode reads an incident from its JSON event log. The log names the lifecycle
// its status followed; pass the lifecycles in use, besides the default one, so
// that it can be found by name, version and fingerprint. A log whose lifecycle
// is not among them decodes and reads as well as any other, and refuses only to
// change status.
//
// What is not a log is a [*timeline.DecodeError].
func Decode(data []byte, lifecycles ...*lifecycle.Lifecycle) (*Incident, error) {
	log := timeline.NewLog(uuid.Nil)
	if err := log.UnmarshalJSON(data); err != nil {
		return nil, err
	}
	inc := bind(log, nil)
	inc.lives = slices.Clone(lifecycles)
	inc.read()
	return inc, nil
}

// MarshalJSON writes the incident as its event log, versioned; see
// [timeline.Log.MarshalJSON].
func (inc Incident) MarshalJSON() ([]byte, error) {
	if inc.log == nil {
		return nil, &VerbError{"MarshalJSON", ErrNotBegun}
	}
	return inc.log.MarshalJSON()
}

// UnmarshalJSON is [Decode] with the default lifecycle alone.
func (inc *Incident) UnmarshalJSON(data []byte) error {
	out, err := Decode(data)
	if err != nil {
		return err
	}
	inc.adopt(out)
	return nil
}

// adopt makes inc what other is.
func (inc *Incident) adopt(other *Incident) {
	inc.log, inc.life, inc.lives, inc.heir, inc.cache = other.log, other.life, other.lives, other.heir, other.cache
	inc.Writer = Writer{inc: inc}
}

// ID returns the incident's identity.
func (inc *Incident) ID() uuid.UUID {
	if inc.log == nil {
		return uuid.Nil
	}
	return inc.log.ID()
}

// Lifecycle returns the lifecycle that the status follows. It is nil if the log
// is bound to one that is not known here, and for an incident that is not
// declared; a nil Lifecycle may be asked, and refuses everything.
func (inc *Incident) Lifecycle() *lifecycle.Lifecycle {
	inc.Status()
	return inc.life
}

// Log returns a copy of the incident's log.
func (inc *Incident) Log() *timeline.Log {
	if inc.log == nil {
		return timeline.NewLog(uuid.Nil)
	}
	return inc.log.Clone()
}

// AsOf returns what was known at now: the one door to figures and reports.
func (inc *Incident) AsOf(now time.Time) *timeline.View {
	if inc.log == nil {
		return timeline.NewLog(uuid.Nil).AsOf(now)
	}
	return inc.log.AsOf(now)
}

// Revision names the content of the log, see [timeline.Log.Revision]: an ETag
// for whoever stores it, and for [Stamp.Revision].
func (inc *Incident) Revision() string {
	if inc.log == nil {
		return timeline.NewLog(uuid.Nil).Revision()
	}
	return inc.log.Revision()
}

// Status returns the current status by everything in the log.
func (inc *Incident) Status() (timeline.Status, bool) {
	if inc.log == nil {
		return timeline.Status{}, false
	}
	if inc.cache.head != nil {
		return *inc.cache.head, true
	}
	v := inc.latest()
	if inc.life = inc.heir; inc.life == nil {
		inc.life = findLifecycle(v, inc.lives)
	}
	s, ok := v.Status()
	if ok && !inc.cache.tangled {
		inc.cache.head = &s
	}
	return s, ok
}

// Apply makes several changes or none. It calls change, which uses the verbs of
// the incident that it is given, and returns the events recorded, in order, for
// the caller to store. If change returns an error or panics, the incident is as
// it was before, and the error comes back as it is.
//
// Views taken inside a change that fails show what never was, and a writer with
// a [Stamp.Revision] that recorded inside is out of date.
func (inc *Incident) Apply(change func(*Incident) error) ([]timeline.Event, error) {
	switch {
	case inc.log == nil:
		return nil, &VerbError{"Apply", ErrNotBegun}
	case change == nil:
		return nil, &VerbError{"Apply", fmt.Errorf("change: %w", ErrEmpty)}
	}
	before, done := *inc, false
	defer func() {
		if !done {
			inc.log, inc.life, inc.lives, inc.heir = before.log, before.life, before.lives, before.heir
			c := before.cache
			inc.cache = cache{head: c.head, missing: c.missing, tangled: c.tangled}
		}
	}()
	added, err := before.log.Batch(func() error { return change(inc) })
	done = err == nil
	return added, err
}

// Join takes over what another copy of the incident holds, such as one written
// offline, and returns the events that are new here, in order, for the caller to
// store. See [timeline.Log.Join]: nothing is lost or decided, and copies that
// have seen the same events are equal. Contradictions are findings of the
// [Snapshot]. Where both copies moved the status, the branch that came first is
// followed until one is retracted.
//
// Copies of another incident are refused with [timeline.ErrOtherIncident].
func (inc *Incident) Join(other *Incident) ([]timeline.Event, error) {
	if inc.log == nil || other == nil || other.log == nil {
		return nil, &VerbError{"Join", ErrNotBegun}
	}
	added, err := inc.log.Join(other.log)
	if err != nil {
		return nil, &VerbError{"Join", err}
	}
	for _, life := range other.lives {
		if life != nil && !slices.Contains(inc.lives, life) {
			inc.lives = append(slices.Clip(inc.lives), life)
		}
	}
	inc.read() // even if nothing was added, words may be gone
	return added, nil
}
