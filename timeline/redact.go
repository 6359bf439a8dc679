package timeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
)

// ErrNotWords reports a field that holds no words, and so cannot be redacted.
var ErrNotWords = errors.New("holds no words to redact")

// memberFields is the member of a redaction that lists what it removes.
const memberFields = "fields"

// wordFields are the fields of an event that hold words; further members do too.
var wordFields = [...]string{
	"milestone", "written", "assumption", "actor", "source", "region", "component",
	"status", "phase", "resolution", "hold", "text",
}

// Redaction is an event of [KindRedact]: it removes the words in the named
// fields, or further members, of an event for good, because they are a secret
// that should never have been recorded. What remains of that event is a
// tombstone: its ID, its times, its links, and the names of what was removed.
// See [Log.Mentions] for finding what to remove.
//
// Add it to the log like any event, with an actor and the reason as text. It
// cannot be taken back. Whoever stores events elsewhere has to remove the words
// there as well. The tombstone keeps its ID: one that was derived from the event
// is a hash, against which somebody who knows the rest could check a guess.
//
// It fails with a [FieldError] around [ErrNotWords] for a field that holds no
// words, such as "occurred"; amend the event instead.
func Redaction(of uuid.UUID, fields ...string) (Event, error) {
	e := Event{Kind: KindRedact, Target: of}
	fields = slices.Compact(slices.Sorted(slices.Values(fields)))
	if len(fields) == 0 {
		return e, &FieldError{memberFields, ErrMissing}
	}
	if err := checkWords(fields); err != nil {
		return e, err
	}
	e.members = []member{{memberFields, namesJSON(fields)}}
	return e, e.checkRedaction()
}

func namesJSON(names []string) []byte {
	raw := []byte{'['}
	for i, n := range names {
		if i > 0 {
			raw = append(raw, ',')
		}
		raw = appendQuoted(raw, n)
	}
	return append(raw, ']')
}

// checkRedaction reports what is wrong with the list of a redaction.
func (e *Event) checkRedaction() error {
	fields, err := readFields(e.member(memberFields))
	switch {
	case err != nil:
		return &FieldError{memberFields, err}
	case len(fields) == 0:
		return &FieldError{memberFields, ErrMissing}
	case e.Target == uuid.Nil:
		return &FieldError{"target", ErrMissing}
	}
	return checkWords(fields)
}

func checkWords(fields []string) error {
	for _, f := range fields {
		switch {
		case !utf8.ValidString(f):
			return &FieldError{memberFields, ErrNotUTF8}
		case slices.Contains(memberNames[:], f) && !slices.Contains(wordFields[:], f):
			return &FieldError{f, ErrNotWords}
		}
	}
	return nil
}

func readFields(raw json.RawMessage) (fields []string, err error) {
	if raw == nil {
		return nil, nil
	}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, fmt.Errorf("%w: want a list of names", ErrSyntax)
	}
	return slices.Compact(slices.Sorted(slices.Values(fields))), nil
}

// redacts returns the fields that a redaction removes.
func (e *Event) redacts() []string {
	fields, _ := readFields(e.member(memberFields)) // checked when it was added
	return fields
}

func (e *Event) member(name string) json.RawMessage {
	i, ok := slices.BinarySearchFunc(e.members, name, func(m member, name string) int { return strings.Compare(m.name, name) })
	if !ok {
		return nil
	}
	return e.members[i].value
}

// Redacted returns the names of the fields and members whose words were removed
// from the event, sorted.
func (e Event) Redacted() iter.Seq[string] { return slices.Values(e.redacted) }

// Redact returns the event without the words in the named fields and members,
// as a log keeps it after a [Redaction]. It fails with a [FieldError] as that
// does, and returns the event as it was.
func (e Event) Redact(fields ...string) (Event, error) {
	if err := checkWords(fields); err != nil {
		return e, err
	}
	return *e.without(fields), nil
}

// without returns e, or a copy without the words in fields.
func (e *Event) without(fields []string) *Event {
	all := union2(e.redacted, fields)
	if len(fields) == 0 || len(all) == len(e.redacted) && e.clean(all) {
		return e
	}
	out := *e
	out.redacted = all
	for _, f := range all {
		if into := out.words(f); into != nil {
			*into = ""
		}
	}
	out.members = slices.DeleteFunc(slices.Clone(e.members), func(m member) bool {
		return slices.Contains(all, m.name) && !(e.Kind == KindRedact && m.name == memberFields)
	})
	if len(out.members) == 0 {
		out.members = nil
	}
	return &out
}

// clean reports whether nothing is left in the fields.
func (e *Event) clean(fields []string) bool {
	for _, f := range fields {
		if into := e.words(f); into != nil && *into != "" || into == nil && e.member(f) != nil && !(e.Kind == KindRedact && f == memberFields) {
			return false
		}
	}
	return true
}

// words returns the field of that name, or nil.
func (e *Event) words(field string) *string {
	switch field {
	case "milestone":
		return (*string)(&e.Milestone)
	case "written":
		return &e.Written
	case "assumption":
		return &e.Assumption
	case "actor":
		return &e.Actor
	case "source":
		return &e.Source
	case "region":
		return &e.Scope.region
	case "component":
		return &e.Scope.component
	case "status":
		return &e.Status
	case "phase":
		return (*string)(&e.Phase)
	case "resolution":
		return &e.Resolution
	case "hold":
		return &e.Hold
	case "text":
		return &e.Text
	}
	return nil
}

// remove takes fields from every event that bears the ID, now and later.
func (l *Log) remove(id uuid.UUID, fields []string) {
	all := union2(l.removed[id], fields)
	if len(all) == len(l.removed[id]) {
		return
	}
	l.keep()
	if l.removed == nil {
		l.removed = map[uuid.UUID][]string{}
	}
	l.removed[id] = all
	variants := map[string]bool{}
	double := false
	for _, i := range l.byID[id] {
		l.events[i] = l.events[i].without(all)
		canonical := string(l.events[i].appendJSON(nil, false))
		double = double || variants[canonical]
		variants[canonical] = true
	}
	l.order, l.digest = nil, digest{}
	if double {
		l.dropDoubles(id)
	}
}

// dropDoubles leaves one of the events of an ID that have become equal.
func (l *Log) dropDoubles(id uuid.UUID) {
	seen := map[string]bool{}
	events := l.events
	l.events, l.byID = nil, map[uuid.UUID][]int{}
	for _, e := range events {
		if e.ID == id {
			canonical := string(e.appendJSON(nil, false))
			if seen[canonical] {
				continue
			}
			seen[canonical] = true
		}
		l.byID[e.ID] = append(l.byID[e.ID], len(l.events))
		l.events = append(l.events, e)
	}
}

// learn takes over the redactions of an event from another log.
func (l *Log) learn(e *Event) {
	if len(e.redacted) > 0 {
		l.remove(e.ID, e.redacted)
	}
	if e.Kind == KindRedact {
		l.remove(e.Target, e.redacts())
	}
}

// Mentions returns the events that contain words, in whatever field or member,
// as event ID and name of the field or member: what to redact if the words are a
// secret. A secret may also stand in amendments of an event and in rival
// accounts; those are events of their own and are returned too. Case matters.
func (l *Log) Mentions(words string) iter.Seq2[uuid.UUID, string] {
	type place struct {
		id    uuid.UUID
		field string
	}
	var found []place
	for _, e := range l.sorted() {
		for _, f := range wordFields {
			if strings.Contains(*e.words(f), words) {
				found = append(found, place{e.ID, f})
			}
		}
		for _, m := range e.members {
			if mentions(m.value, words) {
				found = append(found, place{e.ID, m.name})
			}
		}
	}
	return func(yield func(uuid.UUID, string) bool) {
		for _, p := range found {
			if !yield(p.id, p.field) {
				return
			}
		}
	}
}

// mentions reports whether any text of a JSON value, names included, or its
// bytes contain words.
func mentions(raw json.RawMessage, words string) bool {
	if strings.Contains(string(raw), words) {
		return true
	}
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	for {
		token, err := dec.Token()
		if err != nil {
			return false
		}
		if s, ok := token.(string); ok && strings.Contains(s, words) {
			return true
		}
	}
}

// union2 joins two sorted lists of names into one, each once.
func union2(a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(a, b))))
}
