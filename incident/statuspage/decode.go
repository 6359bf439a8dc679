package statuspage

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/internal/jsonstream"
	"github.com/allclear-go/allclear/internal/wire"
)

// Decode yields the incidents and maintenances of a document that is read from r,
// one by one, in the order of the document. It may be what a page answers to
// incidents.json, summary.json or scheduled-maintenances.json, a list of
// incidents, or a single one.
//
// A record that is not well, or more than the limits allow, is an item with
// diagnostics, and the next one follows. An error is the last thing yielded: the
// document is no longer JSON, r failed, or there are more records than allowed.
func Decode(r io.Reader, o feed.Options) iter.Seq2[feed.Item, error] {
	return func(yield func(feed.Item, error) bool) {
		var single whole
		rest := func(rec jsonstream.Record) (feed.Item, bool) {
			if rec.List == "incident" {
				return read(rec.Path(), rec.Raw), true
			}
			single.add(rec)
			return feed.Item{}, false
		}
		for item, err := range wire.Items(r, o, read, rest, "incidents", "scheduled_maintenances") {
			if !yield(item, err) || err != nil {
				return
			}
		}
		if raw, ok := single.record(); ok {
			yield(read("", raw), nil)
		}
	}
}

// DecodeBytes is [Decode] for a document that is at hand.
func DecodeBytes(data []byte, o feed.Options) ([]feed.Item, error) {
	return wire.All(Decode(bytes.NewReader(data), o))
}

// read makes an item of a record.
func read(path string, raw json.RawMessage) feed.Item {
	r := &reader{wire.Reader{Path: path}}
	raw, ok := r.Object(raw)
	if !ok {
		return feed.Item{Path: path, Diagnostics: r.Diagnostics}
	}
	w := r.incident(raw)
	inc := r.fold(w)
	return feed.Item{Path: path, ID: w.id, Incident: inc, Diagnostics: r.Diagnostics}
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
	w.raw = wire.AppendMember(append(w.raw, sep), rec.List, rec.Raw)
}

// record returns the incident, and false if the document is something else.
func (w *whole) record() (json.RawMessage, bool) {
	if !w.id || !w.told {
		return nil, false
	}
	return append(w.raw, '}'), true
}
