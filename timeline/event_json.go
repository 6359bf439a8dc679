package timeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// A DecodeError reports JSON that is not an event, a log, or another value of
// this module, and names the place.
type DecodeError struct {
	Path string // such as "events[3].occurred"; empty for the whole
	Err  error
}

// Error names the place and the reason.
func (e *DecodeError) Error() string {
	if e.Path == "" {
		return "timeline: decoding: " + e.Err.Error()
	}
	return "timeline: decoding " + e.Path + ": " + e.Err.Error()
}

// Unwrap returns the reason.
func (e *DecodeError) Unwrap() error { return e.Err }

// Errors that decoding can meet, beside [ErrSyntax], [ErrRange] and those of
// package json.
var (
	ErrDuplicate = errors.New("member given twice")
	ErrMissing   = errors.New("member missing")
)

// at puts a place in front of the place that err names.
func at(path string, err error) error {
	if err == nil {
		return nil
	}
	if d, ok := errors.AsType[*DecodeError](err); ok {
		sep := "."
		if d.Path == "" || d.Path[0] == '[' {
			sep = ""
		}
		return &DecodeError{path + sep + d.Path, d.Err}
	}
	if p, ok := errors.AsType[*ParseError](err); ok {
		return &DecodeError{path, p}
	}
	return &DecodeError{path, err}
}

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
	o.text("occurred", e.Occurred.String())
	o.text("ended", e.Ended.String())
	o.text("total", e.Total.String())
	o.text("written", e.Written)
	o.text("assumption", e.Assumption)
	if us, ok := micro(e.Recorded); ok {
		o.text("recorded", string(appendTime(nil, us)))
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
	o.id("previous", e.Previous)
	o.id("target", e.Target)
	o.id("amends", e.Amends)
	o.id("rival_of", e.RivalOf)
	o.text("text", e.Text)
	if e.Visibility != Internal {
		o.text("visibility", e.Visibility.String())
	}
	for _, m := range e.members {
		o.raw(m.name, m.value)
	}
	return append(o.b, '}')
}

// An objectWriter appends members to a JSON object. Empty values are left out.
type objectWriter struct {
	b    []byte
	more bool
}

func (o *objectWriter) name(name string) {
	if o.more {
		o.b = append(o.b, ',')
	}
	o.more = true
	o.b = append(appendQuoted(o.b, name), ':')
}

func (o *objectWriter) text(name, s string) {
	if s != "" {
		o.name(name)
		o.b = appendQuoted(o.b, s)
	}
}

func (o *objectWriter) id(name string, id uuid.UUID) {
	if id != uuid.Nil {
		o.text(name, id.String())
	}
}

func (o *objectWriter) raw(name string, v []byte) {
	o.name(name)
	o.b = append(o.b, v...)
}

// appendQuoted writes s as a JSON string, as RFC 8259 asks and no more: what is
// printable stays as it is.
func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < 0x20 || c == 0x7f:
			b = append(b, `\u00`...)
			b = append(b, hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
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
	*e = out
	return nil
}

// set puts one member into its field, or keeps it as it is.
func (e *Event) set(m member) error {
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

// readText hands the JSON string raw to into; null is a member left out.
func readText(raw json.RawMessage, into func(string) error) error {
	if string(raw) == "null" {
		return nil
	}
	var s string
	if len(raw) == 0 || raw[0] != '"' {
		return fmt.Errorf("%w: want a string, have %s", ErrSyntax, kindOf(raw))
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return err
	}
	return into(s)
}

func kindOf(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "nothing"
	}
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

// readObject splits a JSON object into its members, in order, each value
// compact. Unlike package json it refuses a name given twice, bytes that are
// not UTF-8, and escapes that stand for no character.
func readObject(data []byte) ([]member, error) {
	if err := checkUTF8(data); err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	tok, err := dec.Token()
	if err != nil {
		return nil, eof(err)
	}
	if tok != json.Delim('{') {
		return nil, fmt.Errorf("%w: want an object", ErrSyntax)
	}
	var out []member
	seen := map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, eof(err)
		}
		name, _ := key.(string)
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return nil, at(name, eof(err))
		}
		if seen[name] {
			return nil, at(name, ErrDuplicate)
		}
		seen[name] = true
		var compact bytes.Buffer
		if err := json.Compact(&compact, v); err != nil {
			return nil, at(name, err)
		}
		out = append(out, member{name, compact.Bytes()})
	}
	if _, err := dec.Token(); err != nil {
		return nil, eof(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: more after the object", ErrSyntax)
	}
	return out, nil
}

// readArray splits a JSON array into its values.
func readArray(raw json.RawMessage) ([]json.RawMessage, error) {
	if len(raw) == 0 || raw[0] != '[' {
		return nil, fmt.Errorf("%w: want an array, have %s", ErrSyntax, kindOf(raw))
	}
	var out []json.RawMessage
	err := json.Unmarshal(raw, &out)
	return out, err
}

// checkUTF8 refuses bytes that are not UTF-8 and escaped surrogates without
// their partner, both of which package json would replace without a word.
func checkUTF8(data []byte) error {
	if !utf8.Valid(data) {
		return ErrNotUTF8
	}
	for i := 0; i+5 < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		if data[i+1] != 'u' {
			i++
			continue
		}
		switch r := hex4(data[i+2:]); {
		case r < 0xd800 || r > 0xdfff:
			i += 5
		case r > 0xdbff || i+11 >= len(data) || data[i+6] != '\\' || data[i+7] != 'u' || hex4(data[i+8:])>>10 != 0xdc00>>10:
			return fmt.Errorf("%w: half a surrogate pair", ErrNotUTF8)
		default:
			i += 11
		}
	}
	return nil
}

func hex4(b []byte) int64 {
	n, err := strconv.ParseInt(string(b[:4]), 16, 32)
	if err != nil {
		return 0
	}
	return n
}

// eof names input that stops short for what it is.
func eof(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
