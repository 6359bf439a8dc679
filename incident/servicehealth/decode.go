package servicehealth

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"iter"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/internal/wire"
)

// Source is the name of the account that every event names: the page.
const Source = "servicehealth"

// Member is the name of the event member that keeps what came, as it came: on
// the event that describes the source the record without its updates, on each
// published update the whole of it.
const Member = "servicehealth"

// The rules of this page, beside those of package feed.
const (
	Grid            feed.Rule = "grid"             // products and locations are listed apart
	LocationAdded   feed.Rule = "location_added"   // a later update names a further location
	LocationDropped feed.Rule = "location_dropped" // a later update leaves a location out
	AfterEnd        feed.Rule = "after_end"        // an update says that it goes on, after the end
	NeverAvailable  feed.Rule = "never_available"  // it has an end, and no update says AVAILABLE
	BeganLater      feed.Rule = "began_later"      // it began after the first update
	SeverityDiffers feed.Rule = "severity_differs" // the record's severity is not that of its updates
)

// Decode yields the incidents of a document that is read from r, one by one, in
// the order of the document. It may be what the page answers to incidents.json,
// or a single incident.
//
// A record that is not well, or more than the limits allow, is an item with
// diagnostics, and the next one follows. An error is the last thing yielded: the
// document is no longer JSON, r failed, or there are more records than allowed.
func Decode(r io.Reader, o feed.Options) iter.Seq2[feed.Item, error] {
	return wire.Format{
		Lists: []string{"incidents"}, Read: read,
		Told: []string{"updates", "most_recent_update", "most-recent-update"},
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
	return cmp.Or(w.id, w.number), in.fold(w)
}
