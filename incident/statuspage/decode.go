package statuspage

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
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
	return wire.Format{
		Lists: []string{"incidents", "scheduled_maintenances"}, Single: "incident",
		Told: []string{"incident_updates"}, Read: read,
	}.Items(r, o)
}

// DecodeBytes is [Decode] for a document that is at hand.
func DecodeBytes(data []byte, o feed.Options) ([]feed.Item, error) {
	return wire.All(Decode(bytes.NewReader(data), o))
}

// read makes an incident of a record.
func read(r *wire.Reader, raw json.RawMessage) (string, *incident.Incident) {
	in := &reader{r}
	w := in.incident(raw)
	return w.id, in.fold(w)
}
