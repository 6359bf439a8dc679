package timeline

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// MarshalJSON writes the event as one flat object: the fields that say
// something, in a fixed order, then further members by name. Equal events give
// equal bytes.
func (e Event) MarshalJSON() ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	return e.appendJSON(nil, true), nil
}

func (e *Event) appendJSON(b []byte, withID bool) []byte {
	o := objectWriter{b: append(b, '{')}
	if withID {
		o.id("id", e.ID)
	}
	o.text("kind", string(e.Kind))
	o.text("milestone", string(e.Milestone))
	o.instant("occurred", e.Occurred)
	o.instant("ended", e.Ended)
	o.text("total", e.Total.String())
	o.text("written", e.Written)
	o.text("assumption", e.Assumption)
	if us, ok := micro(e.Recorded); ok {
		o.instant("recorded", Instant{at: us, kind: instantExact})
	}
	o.text("actor", e.Actor)
	o.text("source", e.Source)
	o.text("region", e.Scope.region)
	o.text("component", e.Scope.component)
	if e.Scope.part != Whole {
		o.text("part", e.Scope.part.String())
	}
	o.text("health", e.Health.String())
	o.text("status", e.Status)
	o.text("phase", string(e.Phase))
	o.text("resolution", e.Resolution)
	o.text("hold", e.Hold)
	o.id("previous", e.Previous)
	o.id("target", e.Target)
	o.id("amends", e.Amends)
	o.id("rival_of", e.RivalOf)
	o.text("text", e.Text)
	if e.Visibility != Internal {
		o.text("visibility", e.Visibility.String())
	}
	if len(e.redacted) > 0 {
		o.raw(memberRedacted, namesJSON(e.redacted))
	}
	for _, m := range e.members {
		o.raw(m.name, m.value)
	}
	return append(o.b, '}')
}

// UnmarshalJSON reads an event. Members it does not know are kept. A value that
// a known member cannot hold, a member given twice, and text that is not UTF-8
// are a [DecodeError].
func (e *Event) UnmarshalJSON(data []byte) error {
	members, err := readObject(data)
	if err != nil {
		return at("", err)
	}
	var out Event
	for _, m := range members {
		if err := out.set(m); err != nil {
			return at(m.name, err)
		}
	}
	slices.SortFunc(out.members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	if err := out.check(); err != nil {
		f, _ := errors.AsType[*FieldError](err)
		if f.Err == ErrNoKind {
			return at(f.Field, ErrMissing)
		}
		return at(f.Field, f.Err)
	}
	*e = *out.without(out.redacted) // whatever else the bytes hold
	return nil
}

// set puts one member into its field, or keeps it as it is.
func (e *Event) set(m member) error {
	if m.name == memberRedacted {
		fields, err := readFields(m.value)
		if err != nil {
			return err
		}
		if err := checkWords(fields); err != nil {
			return err
		}
		e.redacted = fields
		return nil
	}
	if into := e.field(m.name); into != nil {
		return readText(m.value, into)
	}
	e.members = append(e.members, m)
	return nil
}

// field returns what reads the text of a known member, or nil.
func (e *Event) field(name string) func(string) error {
	switch name {
	case "id":
		return intoID(&e.ID)
	case "kind":
		return into(&e.Kind)
	case "milestone":
		return into(&e.Milestone)
	case "occurred":
		return parsed(&e.Occurred, ParseInstant)
	case "ended":
		return parsed(&e.Ended, ParseInstant)
	case "total":
		return parsed(&e.Total, ParseLength)
	case "written":
		return into(&e.Written)
	case "assumption":
		return into(&e.Assumption)
	case "recorded":
		return parsed(&e.Recorded, func(s string) (time.Time, error) {
			t, err := parseTime(s)
			return t.UTC().Truncate(time.Microsecond), err
		})
	case "actor":
		return into(&e.Actor)
	case "source":
		return into(&e.Source)
	case "region":
		return into(&e.Scope.region)
	case "component":
		return into(&e.Scope.component)
	case "part":
		return parsed(&e.Scope.part, ParsePart)
	}
	return e.fieldOfKind(name)
}

func (e *Event) fieldOfKind(name string) func(string) error {
	switch name {
	case "health":
		return parsed(&e.Health, ParseHealth)
	case "status":
		return into(&e.Status)
	case "phase":
		return into(&e.Phase)
	case "resolution":
		return into(&e.Resolution)
	case "hold":
		return into(&e.Hold)
	case "previous":
		return intoID(&e.Previous)
	case "target":
		return intoID(&e.Target)
	case "amends":
		return intoID(&e.Amends)
	case "rival_of":
		return intoID(&e.RivalOf)
	case "text":
		return into(&e.Text)
	case "visibility":
		return parsed(&e.Visibility, ParseVisibility)
	}
	return nil
}

func into[T ~string](p *T) func(string) error {
	return func(s string) error { *p = T(s); return nil }
}

func parsed[T any](p *T, parse func(string) (T, error)) func(string) error {
	return func(s string) (err error) { *p, err = parse(s); return err }
}

func intoID(p *uuid.UUID) func(string) error {
	return func(s string) error {
		id, err := parseID(s)
		*p = id
		return err
	}
}

// parseID reads the one canonical form of a UUID, so that equal IDs are equal
// text; package uuid alone takes four.
func parseID(s string) (uuid.UUID, error) {
	id, err := uuid.Parse(s)
	if err != nil || id.String() != s {
		return uuid.Nil, &ParseError{What: "ID", Input: s, Err: fmt.Errorf("%w: want a UUID in lower case, 8-4-4-4-12", ErrSyntax)}
	}
	return id, nil
}
