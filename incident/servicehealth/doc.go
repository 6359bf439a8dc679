// Package servicehealth reads the incidents of Google Cloud Service Health, as
// https://status.cloud.google.com/incidents.json lists them: bytes in, incidents
// and diagnostics out.
//
//	for item, err := range servicehealth.Decode(file, feed.Options{}) {
//		if err != nil {
//			return err // the document is no longer JSON
//		}
//		if item.Incident != nil {
//			view := item.Incident.AsOf(now)
//			…
//		}
//	}
//
// # What becomes of what
//
//   - The first update declares the incident; each further status is a change of
//     status under [github.com/allclear-go/allclear/incident/lifecycle.ServiceHealth],
//     in lower case. It happened at the update's "when" and was recorded when it was
//     created. Updates are put in that order, whatever the order of the input.
//   - Every update is a published update, with its words.
//   - Each product is affected in each location that an update names, from the
//     "begin" of the incident on. The page lists products and locations apart, and
//     shows them as a grid. An update's status is how they fare: SERVICE_OUTAGE is
//     major, SERVICE_DISRUPTION partial; SERVICE_INFORMATION leaves it unstated.
//   - The first AVAILABLE restores everything. Where the page gives an "end", that
//     takes its place, from the moment at which the page was last modified.
//   - The severity is an assessment on the scale
//     [github.com/allclear-go/allclear/severity.ServiceHealth] for each status, as of
//     the update.
//
// # What is assumed, and reported
//
// A location that a later update adds was affected since some time between "begin"
// and that update. One that an update leaves out was restored between the update
// before and that one, and if it is named again, so was it affected again. An empty
// list of locations says nothing. An incident that comes back after AVAILABLE is back
// from the update on that says so. What updates say of times after the "end" is kept,
// and ends or worsens nothing. An incident with an end that no update calls AVAILABLE
// is taken to be so by the time the page was last modified. Where no update has a
// status, as before 2021, the one that goes with the incident's severity is taken; and
// where an update has a status or a time that does not read, its locations were
// affected at some time of the incident.
//
// What a record tells of the whole, its end among it, is known with the last of its
// own stamps.
//
// An unknown status or severity is kept in the event and reported. It is never
// guessed, and never fatal to the rest. All that came is kept, as it came, in the
// member [Member] of the events.
package servicehealth
