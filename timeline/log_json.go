package timeline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// SchemaVersion is the version of the JSON that logs are written in. A reader
// of version 1 reads every later log of version 1.
const SchemaVersion = 1

// ErrSchema reports a log written in a version that this one does not read.
var ErrSchema = errors.New("schema version not supported")

// MarshalJSON writes the log: its schema version, the incident's ID and every
// event in the order of [Log.All]. Logs that hold the same events give the same
// bytes, however they were put together.
func (l *Log) MarshalJSON() ([]byte, error) {
	o := objectWriter{b: []byte{'{'}}
	o.raw("schema_version", strconv.AppendInt(nil, SchemaVersion, 10))
	o.id("incident", l.id)
	o.name("events")
	o.b = append(o.b, '[')
	for i, e := range l.sorted() {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = e.appendJSON(o.b, true)
	}
	o.b = append(o.b, ']')
	for i, m := range l.members {
		if i == 0 || m.name != l.members[i-1].name {
			o.raw(m.name, m.value)
		}
	}
	l.appendConflicts(&o)
	return append(o.b, '}'), nil
}

// memberConflicts is the member that holds further values of members on which
// joined logs differ: [["name", value], …].
const memberConflicts = "conflicts"

// logMembers are the members of a log that it knows.
var logMembers = [...]string{"schema_version", "incident", "events", memberConflicts}

func (l *Log) appendConflicts(o *objectWriter) {
	more := false
	for i, m := range l.members {
		if i == 0 || m.name != l.members[i-1].name {
			continue
		}
		if !more {
			o.name(memberConflicts)
			o.b = append(o.b, '[')
		} else {
			o.b = append(o.b, ',')
		}
		more = true
		o.b = append(appendQuoted(append(o.b, '['), m.name), ',')
		o.b = append(append(o.b, m.value...), ']')
	}
	if more {
		o.b = append(o.b, ']')
	}
}

func readConflicts(raw json.RawMessage) ([]member, error) {
	pairs, err := readArray(raw)
	if err != nil {
		return nil, err
	}
	var out []member
	for i, p := range pairs {
		pair, err := readArray(p)
		if err == nil && len(pair) != 2 {
			err = fmt.Errorf("%w: want a name and a value", ErrSyntax)
		}
		var name string
		if err == nil {
			err = readText(pair[0], func(s string) error { name = s; return nil })
		}
		if err == nil && slices.Contains(logMembers[:], name) {
			err = fmt.Errorf("%w: %q is no further member", ErrSyntax, name)
		}
		if err != nil {
			return nil, at(fmt.Sprintf("[%d]", i), err)
		}
		out = append(out, member{name, pair[1]})
	}
	return out, nil
}

// UnmarshalJSON reads a log. Events that have no ID are given one. Members and
// kinds it does not know are kept. Anything else that is not a log of a version
// it reads is a [DecodeError] that names the place, and leaves l as it was.
func (l *Log) UnmarshalJSON(data []byte) error {
	members, err := readObject(data)
	if err != nil {
		return at("", err)
	}
	out := NewLog(uuid.Nil)
	var version, events json.RawMessage
	for _, m := range members {
		switch m.name {
		case "schema_version":
			version = m.value
		case "incident":
			err = readText(m.value, intoID(&out.id))
		case "events":
			events = m.value
		case memberConflicts:
			var more []member
			more, err = readConflicts(m.value)
			out.members = append(out.members, more...)
		default:
			out.members = append(out.members, m)
		}
		if err != nil {
			return at(m.name, err)
		}
	}
	if version == nil {
		return at("schema_version", ErrMissing)
	}
	if string(version) != strconv.Itoa(SchemaVersion) {
		return at("schema_version", fmt.Errorf("%w: have %s, want %d", ErrSchema, version, SchemaVersion))
	}
	if out.id == uuid.Nil {
		return at("incident", ErrMissing)
	}
	if events == nil {
		return at("events", ErrMissing)
	}
	out.members = normalMembers(out.members)
	if err := out.addAll(events); err != nil {
		return err
	}
	l.keep() // for a batch under way
	out.journals = l.journals
	*l = *out
	return nil
}

// normalMembers sorts members by name and value, each once.
func normalMembers(members []member) []member {
	slices.SortFunc(members, func(a, b member) int {
		return cmp.Or(strings.Compare(a.name, b.name), bytes.Compare(a.value, b.value))
	})
	return slices.CompactFunc(members, func(a, b member) bool { return a.name == b.name && bytes.Equal(a.value, b.value) })
}

func (l *Log) addAll(raw json.RawMessage) error {
	events, err := readArray(raw)
	if err != nil {
		return at("events", err)
	}
	for i, r := range events {
		path := fmt.Sprintf("events[%d]", i)
		var e Event
		if err := e.UnmarshalJSON(r); err != nil {
			return at(path, err)
		}
		if _, err := l.Add(e); err != nil {
			return at(path, err)
		}
	}
	return nil
}
