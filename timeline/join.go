package timeline

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"

	"github.com/google/uuid"
)

// ErrOtherIncident reports two logs that are to be joined and are not of one
// incident.
var ErrOtherIncident = errors.New("timeline: log of another incident")

// Join adds to the log what another copy of it holds, such as one that was
// written offline, and returns the events that are new here, in order, for the
// caller to store. Nothing is lost and nothing is decided: what the copies
// contradict each other in (two statuses after the same one, two amendments of
// one fact, one ID on two events) stays in the log, and every view reports it.
//
// Joining is commutative, associative and idempotent: copies that have seen the
// same events in any order, however often, give the same bytes. A redaction in
// either copy holds for both.
//
// Join fails with [ErrOtherIncident], and changes nothing, if the logs are of
// different incidents. A log of no incident becomes one of the other's.
func (l *Log) Join(other *Log) ([]Event, error) {
	if l.id != uuid.Nil && other.id != uuid.Nil && l.id != other.id {
		return nil, ErrOtherIncident
	}
	if l.id == uuid.Nil {
		l.id = other.id
	}
	if l == other {
		return nil, nil
	}
	for _, e := range other.events {
		if len(e.redacted) > 0 || e.Kind == KindRedact {
			l.learn(e) // first, so that nothing redacted is taken over even for a moment
		}
	}
	var added []Event
	for _, e := range other.sorted() {
		if held, isNew := l.add(*e); isNew {
			added = append(added, *held)
		}
	}
	l.members = normalMembers(slices.Concat(l.members, other.members))
	return added, nil
}

// A digest is a sum of the hashes of events, so that it does not depend on their
// order and grows with them.
type digest struct {
	events int // how many events are in it
	sum    [4]uint64
}

// Revision names the content of the log: logs of one incident that hold the same
// events have the same revision, in whatever order they came, and any addition
// changes it. Use it as an ETag: store a log only if the stored one still has
// the revision that was read. It costs the reading of the events that came since
// it was last asked for.
func (l *Log) Revision() string {
	d := &l.digest
	if d.events > len(l.events) {
		*d = digest{}
	}
	for _, e := range l.events[d.events:] {
		h := sha256.Sum256(e.appendJSON(nil, true))
		for i := range d.sum {
			d.sum[i] += binary.BigEndian.Uint64(h[8*i:])
		}
	}
	d.events = len(l.events)
	all := sha256.New()
	all.Write(l.id[:])
	for _, n := range d.sum {
		all.Write(binary.BigEndian.AppendUint64(nil, n))
	}
	for _, m := range l.members {
		all.Write(append(append(appendQuoted(nil, m.name), ':'), m.value...))
	}
	return hex.EncodeToString(all.Sum(nil)[:16])
}
