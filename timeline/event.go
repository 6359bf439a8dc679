package timeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// A Kind says what an event tells. The set is open: an event of a kind that
// this version does not know is kept, shown, and takes no part in figures
// unless it carries a milestone.
type Kind string

// The kinds that this package reads. Package incident adds its own.
const (
	KindMilestone   Kind = "milestone"       // a point was reached: Milestone
	KindImpact      Kind = "impact"          // something was affected: Scope, Health, Ended or Total
	KindRestore     Kind = "restore"         // it was back: Scope
	KindNotAffected Kind = "not_affected"    // it was never affected: Scope
	KindComplete    Kind = "scopes_complete" // every affected place is named in the log
	KindStatus      Kind = "status"          // the status changed: Status, Phase, Resolution, Previous
	KindUpdate      Kind = "update"          // words were published: Status is the published word
	KindSource      Kind = "source"          // where facts come from: Source names it, Text and Assumption describe it
	KindRetract     Kind = "retract"         // Target never was so
	KindRedact      Kind = "redact"          // words of Target are removed for good, see [Redaction]
)

// An Event is one recorded fact: what happened, when it occurred, when and by
// whom it was recorded. It is one flat value; which fields mean something
// depends on the kind, and the zero value of each means "not said".
//
// Events are kept, never edited. An event that names another in Amends replaces
// it whole; one of [KindRetract] takes its Target back; one that names another
// in RivalOf tells the same fact as a different source has it, and stays out of
// figures unless a view prefers that source.
type Event struct {
	ID         uuid.UUID  // zero until a [Log] has taken the event
	Kind       Kind       // required
	Milestone  Milestone  // the milestone reached, on any kind of event
	Occurred   Instant    // when it happened in the world
	Ended      Instant    // impact: the stated end of the window, or of the span a total lies in
	Total      Length     // impact: the stated total time within the span
	Written    string     // the time as its writer put it: "around 8:00 PM EST"
	Assumption string     // what was assumed to read it, shown by every explanation
	Recorded   time.Time  // when it was recorded; zero means nobody says
	Actor      string     // who did or said it
	Source     string     // the account it comes from
	Scope      Scope      // where
	Health     Health     // impact: how bad
	Status     string     // status: the state entered; update: the published word
	Phase      Phase      // status: the phase of that state
	Resolution string     // status: how the lifecycle ended, where it did
	Hold       string     // status: why work is on hold in that state, "awaiting_vendor"; empty if it is not
	Previous   uuid.UUID  // status: the status event this one follows; zero for the first
	Target     uuid.UUID  // the event this one speaks of
	Amends     uuid.UUID  // the event this one replaces
	RivalOf    uuid.UUID  // the event this one is another account of
	Text       string     // what happened, in words
	Visibility Visibility // who may read the words; zero is internal

	redacted []string // names of fields and members whose words were removed, sorted
	members  []member // further members, verbatim, sorted by name
}

// memberRedacted is the member that names what was removed from an event.
const memberRedacted = "redacted"

type member struct {
	name  string
	value json.RawMessage
}

// memberNames are the JSON names of the fields above, in the order written.
var memberNames = [...]string{
	"id", "kind", "milestone", "occurred", "ended", "total", "written", "assumption", "recorded",
	"actor", "source", "region", "component", "part", "health", "status", "phase", "resolution",
	"hold", "previous", "target", "amends", "rival_of", "text", "visibility", memberRedacted,
}

// Errors that recording an event can meet.
var (
	ErrNoKind  = errors.New("event has no kind")
	ErrNotUTF8 = errors.New("text is not valid UTF-8")
	ErrMember  = errors.New("member is not JSON, or bears the name of a field")
)

// Member returns a member that no field of [Event] holds, as JSON. The bytes
// are the caller's.
func (e Event) Member(name string) (json.RawMessage, bool) {
	raw := e.member(name)
	return slices.Clone(raw), raw != nil
}

// Members returns the members that no field holds, sorted by name.
func (e Event) Members() iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		for _, m := range e.members {
			if !yield(m.name, slices.Clone(m.value)) {
				return
			}
		}
	}
}

// WithMember returns e with one further member, replacing one of that name. It
// fails with [ErrMember] if value is not JSON, or is nested more than a hundred
// deep, or name is that of a field.
// Members are how a package above this one, or a user, adds to an event.
func (e Event) WithMember(name string, value json.RawMessage) (Event, error) {
	var compact bytes.Buffer
	if slices.Contains(memberNames[:], name) || !utf8.ValidString(name) || checkUTF8(value) != nil || tooDeep(value) || json.Compact(&compact, value) != nil {
		return e, fmt.Errorf("timeline: member %q: %w", name, ErrMember)
	}
	e.members = slices.Clone(e.members)
	i, found := slices.BinarySearchFunc(e.members, name, func(m member, name string) int { return strings.Compare(m.name, name) })
	if found {
		e.members[i].value = compact.Bytes()
	} else {
		e.members = slices.Insert(e.members, i, member{name, compact.Bytes()})
	}
	return e, nil
}

// tooDeep reports whether JSON is nested deeper than a log can safely hold:
// package json reads ten thousand levels, and a log adds its own.
func tooDeep(value []byte) bool {
	const most = 100
	depth, quoted := 0, false
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == '[' || c == '{'):
			if depth++; depth > most {
				return true
			}
		case !quoted && (c == ']' || c == '}'):
			depth--
		}
	}
	return false
}

// check reports what keeps e from being recorded, naming the field.
func (e *Event) check() error {
	if e.Kind == "" {
		return &FieldError{"kind", ErrNoKind}
	}
	for _, f := range [...]struct {
		name, text string
	}{
		{"kind", string(e.Kind)}, {"milestone", string(e.Milestone)}, {"written", e.Written}, {"assumption", e.Assumption},
		{"actor", e.Actor}, {"source", e.Source}, {"region", e.Scope.region}, {"component", e.Scope.component},
		{"status", e.Status}, {"phase", string(e.Phase)}, {"resolution", e.Resolution}, {"hold", e.Hold}, {"text", e.Text},
	} {
		if !utf8.ValidString(f.text) {
			return &FieldError{f.name, ErrNotUTF8}
		}
	}
	_, recordable := micro(e.Recorded)
	for _, f := range [...]struct {
		name string
		ok   bool
	}{
		{"occurred", e.Occurred.IsValid()}, {"ended", e.Ended.IsValid()}, {"total", e.Total.IsValid()},
		{"recorded", e.Recorded.IsZero() || recordable}, {"health", e.Health.IsValid()},
		{"part", e.Scope.part.IsValid()}, {"visibility", e.Visibility.IsValid()},
	} {
		if !f.ok {
			return &FieldError{f.name, ErrRange}
		}
	}
	if e.Kind == KindRedact {
		return e.checkRedaction()
	}
	return nil
}

// A FieldError names the field of an event that cannot be recorded, by its JSON
// name, and why.
type FieldError struct {
	Field string
	Err   error
}

// Error names the field and the reason.
func (e *FieldError) Error() string { return "timeline: event: " + e.Field + ": " + e.Err.Error() }

// Unwrap returns the reason: [ErrRange], [ErrNotUTF8], [ErrNoKind], or of a
// redaction [ErrMissing], [ErrSyntax] or [ErrNotWords].
func (e *FieldError) Unwrap() error { return e.Err }

// Compare orders events for reading: by when they occurred (see
// [Instant.Compare]; unknown last), then by when they were recorded, then by
// ID. The order decides nothing about status, which follows Previous.
func (e Event) Compare(f Event) int { return compareEvents(&e, &f) }

func compareEvents(e, f *Event) int {
	if c := e.Occurred.Compare(f.Occurred); c != 0 {
		return c
	}
	return compareRecorded(e, f)
}

func compareRecorded(e, f *Event) int {
	if c := e.Recorded.Compare(f.Recorded); c != 0 {
		return c
	}
	return bytes.Compare(e.ID[:], f.ID[:])
}

// Fact is the kind of fact that an event tells, as audiences know it: its
// milestone where it has one; impact_started and restored for impacts; declared,
// resolved or closed for the status changes that are; else its kind.
func (e Event) Fact() string {
	switch {
	case e.Milestone != "":
		return string(e.Milestone)
	case e.Kind == KindImpact:
		return string(ImpactStarted)
	case e.Kind == KindRestore:
		return string(Restored)
	case e.Kind == KindStatus && e.Previous == uuid.Nil:
		return string(Declared)
	case e.Kind == KindStatus && e.Phase == PhaseResolved:
		return string(Resolved)
	case e.Kind == KindStatus && e.Phase == PhaseClosed:
		return string(Closed)
	}
	return string(e.Kind)
}
