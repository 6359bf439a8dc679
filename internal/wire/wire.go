// Package wire is how the packages of foreign formats read JSON: member by member
// as it is written, with a diagnostic for what is not as expected.
package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/internal/jsonstream"
)

// Items yields an item for each record of the lists that are named, or of a
// document that is a list. Every other member of the document goes to rest, which
// returns true if it is an item too. A record beyond the limits is an item with a
// diagnostic.
func Items(r io.Reader, o feed.Options, record func(path string, raw json.RawMessage) feed.Item, rest func(jsonstream.Record) (feed.Item, bool), lists ...string) iter.Seq2[feed.Item, error] {
	return func(yield func(feed.Item, error) bool) {
		limits := jsonstream.Limits{Bytes: o.MaxBytes, Depth: o.MaxDepth, Count: o.MaxCount}
		for rec, err := range jsonstream.Records(r, limits, lists...) {
			var limit *jsonstream.LimitError
			switch {
			case errors.As(err, &limit) && !errors.Is(err, jsonstream.ErrTooMany):
				report := feed.Diagnostic{Rule: feed.TooLarge, Path: rec.Path(), Text: err.Error()}
				if !yield(feed.Item{Path: rec.Path(), Diagnostics: []feed.Diagnostic{report}}, nil) {
					return
				}
			case err != nil:
				yield(feed.Item{}, err)
				return
			case rec.Index < 0:
				if item, ok := rest(rec); ok && !yield(item, nil) {
					return
				}
			case !yield(record(rec.Path(), rec.Raw), nil):
				return
			}
		}
	}
}

// All gathers what a decoder yields.
func All(items iter.Seq2[feed.Item, error]) ([]feed.Item, error) {
	var out []feed.Item
	for item, err := range items {
		if err != nil {
			return out, err
		}
		out = append(out, item)
	}
	return out, nil
}

// A Reader reads one record and gathers what is wrong with it.
type Reader struct {
	Path        string // of the record
	Diagnostics []feed.Diagnostic
}

// Report adds a diagnostic about a place in the record.
func (r *Reader) Report(rule feed.Rule, path, format string, args ...any) {
	if path != "" && path[0] != '[' && r.Path != "" {
		path = "." + path
	}
	r.Diagnostics = append(r.Diagnostics, feed.Diagnostic{Rule: rule, Path: r.Path + path, Text: fmt.Sprintf(format, args...)})
}

// Object returns a record whose texts are UTF-8, and false if it is no object.
func (r *Reader) Object(raw json.RawMessage) (json.RawMessage, bool) {
	if len(raw) == 0 || raw[0] != '{' {
		r.Report(feed.BadRecord, "", "%s is not an object", Brief(raw))
		return nil, false
	}
	raw, changed := jsonstream.Clean(raw)
	if changed {
		r.Report(feed.BadText, "", "a text is not UTF-8; U+FFFD stands for what is not")
	}
	return raw, true
}

// Text reads a string. Null is the empty text.
func (r *Reader) Text(path string, raw json.RawMessage) string {
	if string(raw) == "null" {
		return ""
	}
	s, ok := jsonstream.Text(raw)
	if !ok {
		r.Report(feed.BadMember, path, "%s is not a string", Brief(raw))
	}
	return s
}

// A Stamp is a time as it is written.
type Stamp struct {
	Text string
	At   time.Time // zero if the text is empty or does not read
}

// Stamp reads a time.
func (r *Reader) Stamp(path string, raw json.RawMessage) Stamp {
	s := Stamp{Text: r.Text(path, raw)}
	if s.Text == "" {
		return s
	}
	at, err := time.Parse(time.RFC3339Nano, s.Text)
	if year := at.UTC().Year(); err != nil || year < 1900 || year > 9999 {
		r.Report(feed.BadTime, path, "%q is no time of RFC 3339 in the years 1900 to 9999", s.Text)
		return s
	}
	s.At = at
	return s
}

// Brief returns a value for a message.
func Brief(raw json.RawMessage) string {
	const most = 40
	if len(raw) > most {
		return string(raw[:most]) + "…"
	}
	return string(raw)
}

// AppendMember writes a member of an object.
func AppendMember(b []byte, name string, value json.RawMessage) []byte {
	quoted, err := json.Marshal(name)
	if err != nil { // never: a string marshals
		return b
	}
	return append(append(append(b, quoted...), ':'), value...)
}
