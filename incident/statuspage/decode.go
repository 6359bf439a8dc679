package statuspage

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/internal/jsonstream"
)

// Options bound what is read. The zero Options are the defaults.
type Options struct {
	MaxBytes int64 // of one record; 0 is 16 MiB
	MaxDepth int   // of lists and objects within each other in one record; 0 is 64
	MaxCount int64 // of records; 0 is 10 million
}

// An Item is one record of a document and what became of it.
type Item struct {
	// Path is the place of the record: "incidents[3]".
	Path string
	// ID is the page's own ID of the incident, or empty.
	ID string
	// Incident is nil if the record cannot be one. The diagnostics say why.
	Incident *incident.Incident
	// Diagnostics tell what a reader of the figures should know: what reading
	// found, then what the updates say, in the order in which they were shown, then
	// what is about the whole.
	Diagnostics []Diagnostic
}

// Decode yields the incidents and maintenances of a document that is read from r,
// one by one, in the order of the document. It may be what a page answers to
// incidents.json, summary.json or scheduled-maintenances.json, a list of
// incidents, or a single one.
//
// A record that is not well, or more than the limits allow, is an item with
// diagnostics, and the next one follows. An error is the last thing yielded: the
// document is no longer JSON, r failed, or there are more records than allowed.
func Decode(r io.Reader, o Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		limits := jsonstream.Limits{Bytes: o.MaxBytes, Depth: o.MaxDepth, Count: o.MaxCount}
		var single whole
		for rec, err := range jsonstream.Records(r, limits, "incidents", "scheduled_maintenances") {
			var limit *jsonstream.LimitError
			switch {
			case errors.As(err, &limit) && !errors.Is(err, jsonstream.ErrTooMany):
				if !yield(Item{Path: rec.Path(), Diagnostics: []Diagnostic{{TooLarge, rec.Path(), err.Error()}}}, nil) {
					return
				}
			case err != nil:
				yield(Item{}, err)
				return
			case rec.Index < 0 && rec.List != "incident":
				single.add(rec)
			default:
				if !yield(read(rec.Path(), rec.Raw), nil) {
					return
				}
			}
		}
		if raw, ok := single.record(); ok {
			yield(read("", raw), nil)
		}
	}
}

// DecodeBytes is [Decode] for a document that is at hand.
func DecodeBytes(data []byte, o Options) ([]Item, error) {
	var out []Item
	for item, err := range Decode(bytes.NewReader(data), o) {
		if err != nil {
			return out, err
		}
		out = append(out, item)
	}
	return out, nil
}

// read makes an item of a record.
func read(path string, raw json.RawMessage) Item {
	r := &reader{path: path}
	if len(raw) == 0 || raw[0] != '{' {
		r.report(BadRecord, "", "%s is not an object", brief(raw))
		return Item{Path: path, Diagnostics: r.diagnostics}
	}
	raw, changed := jsonstream.Clean(raw)
	if changed {
		r.report(BadText, "", "a text is not UTF-8; U+FFFD stands for what is not")
	}
	w := r.incident(raw)
	inc := r.fold(w)
	return Item{Path: path, ID: w.id, Incident: inc, Diagnostics: r.diagnostics}
}

// whole gathers the members of a document that is a single incident.
type whole struct {
	raw      []byte
	id, told bool
}

// add takes a further member.
func (w *whole) add(rec jsonstream.Record) {
	switch rec.List {
	case "id":
		w.id = true
	case "incident_updates", "created_at", "started_at":
		w.told = true
	}
	sep := byte(',')
	if len(w.raw) == 0 {
		sep = '{'
	}
	w.raw = appendMember(append(w.raw, sep), rec.List, rec.Raw)
}

// record returns the incident, and false if the document is something else.
func (w *whole) record() (json.RawMessage, bool) {
	if !w.id || !w.told {
		return nil, false
	}
	return append(w.raw, '}'), true
}
