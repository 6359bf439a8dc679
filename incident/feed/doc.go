// Package feed is what the packages that read other people's incidents have in
// common: each yields an [Item] for each record, with the incident that it became
// and with what its reader should know of it.
//
//	for item, err := range statuspage.Decode(file, feed.Options{}) {
//		if err != nil {
//			return err // the document is no longer JSON
//		}
//		for _, d := range item.Diagnostics {
//			log.Println(d)
//		}
//		if item.Incident != nil {
//			view := item.Incident.AsOf(now)
//			…
//		}
//	}
//
// They are strict about syntax and lenient about content. A record that cannot be
// an incident is an item without one, and the next record follows; an unknown
// status or member is kept in the events and reported, never guessed. Only a
// document that is no longer JSON ends the reading, with an error.
//
// The formats are in [github.com/allclear-go/allclear/incident/statuspage] and
// [github.com/allclear-go/allclear/incident/servicehealth]. Each Decode is a
// func(io.Reader, Options) iter.Seq2[Item, error], and so may yours be.
package feed
