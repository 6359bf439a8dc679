package timeline

import (
	"bytes"
	"crypto/sha1"
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
)

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
	id uuid.UUID
	logState
	members  []member   // members of the log's own JSON not known here, sorted
	order    []*Event   // the events sorted; to be sorted anew where it is shorter
	digest   digest     // of the events, as far as worked out
	journals []*journal // of the batches under way
	meter    meter      // memory for taking views
	scratch  []byte     // memory for naming events
}

// logState is what grows when events are added.
type logState struct {
	events  []*Event // as added; what they point to is never changed
	byID    map[uuid.UUID][]int
	equals  map[[sha1.Size]byte]int // canonical bytes → events given an ID for them
	removed map[uuid.UUID][]string  // event → its fields that redactions removed
	linked  bool                    // some event may speak of another
}

func (s *logState) clone() logState {
	c := logState{
		events: slices.Clone(s.events), byID: make(map[uuid.UUID][]int, len(s.byID)),
		equals: maps.Clone(s.equals), removed: maps.Clone(s.removed), linked: s.linked,
	}
	for id, at := range s.byID {
		c.byID[id] = slices.Clone(at)
	}
	return c
}

// NewLog is an empty log of the incident with that ID.
func NewLog(incident uuid.UUID) *Log { return &Log{id: incident} }

// ID returns the incident's ID.
func (l *Log) ID() uuid.UUID { return l.id }

// Len returns how many events the log holds.
func (l *Log) Len() int { return len(l.events) }

// Add records an event and returns it as recorded, with its ID; times of
// recording are cut to the microsecond and put in UTC. It fails with a
// [FieldError], and adds nothing, if a field cannot be recorded.
//
// An event of [KindRedact] takes the fields that it names from its target at
// once, and from whatever comes later under the target's ID.
func (l *Log) Add(e Event) (Event, error) {
	if err := e.check(); err != nil {
		return Event{}, err
	}
	e.members = slices.Clone(e.members)
	if e.ID == uuid.Nil && !e.clean(e.redacted) { // made from a tombstone: what it says is said anew
		e.redacted = slices.DeleteFunc(slices.Clone(e.redacted), func(f string) bool { return !e.clean([]string{f}) })
		if len(e.redacted) == 0 {
			e.redacted = nil
		}
	}
	held, _ := l.add(e)
	return *held, nil
}

// add takes an event that passes check, and returns it as the log holds it and
// whether it did not before.
func (l *Log) add(e Event) (*Event, bool) {
	if !e.Recorded.IsZero() {
		e.Recorded = e.Recorded.UTC().Truncate(time.Microsecond)
	}
	if l.byID == nil {
		l.byID, l.equals = map[uuid.UUID][]int{}, map[[sha1.Size]byte]int{}
	}
	if e.ID == uuid.Nil {
		e.ID = l.nextID(&e)
	}
	if len(e.redacted) > 0 {
		l.remove(e.ID, e.redacted)
	}
	p := e.without(l.removed[e.ID])
	if held := l.same(p); held != nil {
		return held, false
	}
	l.push(p)
	if p.Kind == KindRedact {
		l.remove(p.Target, p.redacts())
		p = l.same(p.without(l.removed[p.ID])) // it may have taken words of its own
	}
	return p, true
}

// same returns the event of e's ID and bytes, or nil.
func (l *Log) same(e *Event) *Event {
	at := l.byID[e.ID]
	if len(at) == 0 {
		return nil
	}
	canonical := string(e.appendJSON(nil, false))
	for _, i := range at {
		if string(l.events[i].appendJSON(nil, false)) == canonical {
			return l.events[i]
		}
	}
	return nil
}

// push appends an event that the log does not hold.
func (l *Log) push(e *Event) {
	if n := len(l.order); n == len(l.events) && (n == 0 || compareEvents(l.order[n-1], e) < 0) {
		l.order = append(l.order, e)
	}
	at := l.byID[e.ID]
	l.linked = l.linked || len(at) > 0 || e.links()
	l.byID[e.ID] = append(at, len(l.events))
	l.events = append(l.events, e)
	for _, j := range l.journals {
		j.added = append(j.added, e)
	}
}

// nextID names e by its bytes and the number of equal events named before.
func (l *Log) nextID(e *Event) uuid.UUID {
	named := e.appendJSON(append(l.scratch[:0], l.id[:]...), false)
	l.scratch = named
	key := sha1.Sum(named[len(l.id):])
	for {
		n := l.equals[key]
		l.equals[key] = n + 1
		for _, j := range l.journals {
			j.named = append(j.named, key)
		}
		l.scratch = strconv.AppendInt(append(named, '#'), int64(n), 10)
		id := nameBased(l.scratch)
		if len(l.byID[id]) == 0 {
			return id
		}
	}
}

// nameBased is the UUID of version 5 (RFC 9562, section 5.5) of a name space and a
// name, one after the other. It is uuid.NewSHA1 without its allocations.
func nameBased(spaceAndName []byte) (id uuid.UUID) {
	sum := sha1.Sum(spaceAndName)
	copy(id[:], sum[:])
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return id
}

// Event returns the event with that ID. Where different events bear it, the
// first of them in the order of [Log.All].
func (l *Log) Event(id uuid.UUID) (Event, bool) {
	if e := l.event(id); e != nil {
		return *e, true
	}
	return Event{}, false
}

func (l *Log) event(id uuid.UUID) *Event {
	at := l.byID[id]
	if len(at) == 0 {
		return nil
	}
	first := l.events[at[0]]
	for _, i := range at[1:] {
		if compareCanonical(l.events[i], first) < 0 {
			first = l.events[i]
		}
	}
	return first
}

// All returns the events in the order of [Event.Compare], equal IDs by their
// bytes. It includes what was amended or retracted: for what holds now, take a
// view.
func (l *Log) All() iter.Seq[Event] { return values(l.sorted()) }

// sorted returns the events in order, in a slice that is never changed.
func (l *Log) sorted() []*Event {
	if len(l.order) != len(l.events) {
		l.order = slices.Clone(l.events)
		slices.SortFunc(l.order, compareCanonical)
	}
	return slices.Clip(l.order)
}

// compareCanonical orders events so that only one and the same compare equal.
func compareCanonical(a, b *Event) int {
	if c := compareEvents(a, b); c != 0 || a == b {
		return c
	}
	return bytes.Compare(a.appendJSON(nil, true), b.appendJSON(nil, true))
}

// LastRecorded returns the latest recording time in the log, and false if no
// event has one.
func (l *Log) LastRecorded() (time.Time, bool) {
	var last time.Time
	for _, e := range l.events {
		if e.Recorded.After(last) {
			last = e.Recorded
		}
	}
	return last, !last.IsZero()
}

// Clone returns an independent copy of the log.
func (l *Log) Clone() *Log {
	return &Log{id: l.id, logState: l.logState.clone(), members: slices.Clone(l.members), order: slices.Clone(l.order), digest: l.digest}
}
