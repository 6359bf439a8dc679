package timeline

import (
	"crypto/sha1"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// SchemaVersion is the version of the JSON that logs are written in. A reader
// of version 1 reads every later log of version 1.
const SchemaVersion = 1

// ErrSchema reports a log written in a version that this one does not read.
var ErrSchema = errors.New("schema version not supported")

// A Log is the append-only record of one incident: a set of events, in no order
// that matters. It takes any well-formed event; contradictions between events
// are found by the views over it, not refused here.
//
// Each event has an ID. One that comes without gets a name-based UUID (RFC 9562,
// version 5) over the incident's ID, the event's canonical bytes, and how many
// equal events the log already holds: recording the same facts twice over from
// scratch gives the same IDs, and two equal facts stay two. Adding an event that
// the log holds already, ID and bytes, changes nothing; one with a held ID and
// other bytes is kept beside it and every view reports both.
//
// The zero Log is an empty log of no incident, to decode into; one that is to be
// written as JSON and read again needs the ID that [NewLog] gives it.
//
// A Log is for one goroutine at a time. Views taken from it are not affected by
// later additions.
type Log struct {
	id      uuid.UUID
	events  []Event
	byID    map[uuid.UUID][]int
	equals  map[[sha1.Size]byte]int // canonical bytes → events given an ID for them
	members []member                // members of the log's own JSON not known here
}

// NewLog is an empty log of the incident with that ID.
func NewLog(incident uuid.UUID) *Log {
	return &Log{id: incident, byID: map[uuid.UUID][]int{}, equals: map[[sha1.Size]byte]int{}}
}

// ID returns the incident's ID.
func (l *Log) ID() uuid.UUID { return l.id }

// Len returns how many events the log holds.
func (l *Log) Len() int { return len(l.events) }

// Add records an event and returns it as recorded, with its ID; times of
// recording are cut to the microsecond and put in UTC. It fails with a
// [FieldError], and adds nothing, if a field cannot be recorded.
func (l *Log) Add(e Event) (Event, error) {
	if err := e.check(); err != nil {
		return Event{}, err
	}
	if !e.Recorded.IsZero() {
		e.Recorded = e.Recorded.UTC().Truncate(time.Microsecond)
	}
	e.members = slices.Clone(e.members)
	if l.byID == nil {
		l.byID, l.equals = map[uuid.UUID][]int{}, map[[sha1.Size]byte]int{}
	}
	if e.ID == uuid.Nil {
		e.ID = l.nextID(&e)
	}
	for _, i := range l.byID[e.ID] {
		if string(l.events[i].appendJSON(nil, false)) == string(e.appendJSON(nil, false)) {
			return l.events[i], nil
		}
	}
	l.byID[e.ID] = append(l.byID[e.ID], len(l.events))
	l.events = append(l.events, e)
	return e, nil
}

// nextID names e by its bytes and the number of equal events named before.
func (l *Log) nextID(e *Event) uuid.UUID {
	canonical := e.appendJSON(nil, false)
	key := sha1.Sum(canonical)
	for {
		n := l.equals[key]
		l.equals[key] = n + 1
		id := uuid.NewSHA1(l.id, strconv.AppendInt(append(canonical, '#'), int64(n), 10))
		if len(l.byID[id]) == 0 {
			return id
		}
	}
}

// Event returns the event with that ID. Where two events bear it, the first
// added.
func (l *Log) Event(id uuid.UUID) (Event, bool) {
	if at := l.byID[id]; len(at) > 0 {
		return l.events[at[0]], true
	}
	return Event{}, false
}

// All returns the events in the order of [Event.Compare], equal IDs by their
// bytes. It includes what was amended or retracted: for what holds now, take a
// view.
func (l *Log) All() iter.Seq[Event] {
	sorted := l.sorted()
	return func(yield func(Event) bool) {
		for _, e := range sorted {
			if !yield(*e) {
				return
			}
		}
	}
}

func (l *Log) sorted() []*Event {
	out := make([]*Event, len(l.events))
	for i := range l.events {
		out[i] = &l.events[i]
	}
	slices.SortStableFunc(out, func(a, b *Event) int {
		if c := compareEvents(a, b); c != 0 {
			return c
		}
		return strings.Compare(string(a.appendJSON(nil, true)), string(b.appendJSON(nil, true)))
	})
	return out
}

// LastRecorded returns the latest recording time in the log, and false if no
// event has one.
func (l *Log) LastRecorded() (time.Time, bool) {
	var last time.Time
	for i := range l.events {
		if r := l.events[i].Recorded; r.After(last) {
			last = r
		}
	}
	return last, !last.IsZero()
}

// Clone returns an independent copy of the log.
func (l *Log) Clone() *Log {
	c := NewLog(l.id)
	c.events = slices.Clone(l.events)
	for id, at := range l.byID {
		c.byID[id] = slices.Clone(at)
	}
	maps.Copy(c.equals, l.equals)
	c.members = slices.Clone(l.members)
	return c
}

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
	for _, m := range l.members {
		o.raw(m.name, m.value)
	}
	return append(o.b, '}'), nil
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
	slices.SortFunc(out.members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	if err := out.addAll(events); err != nil {
		return err
	}
	*l = *out
	return nil
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
