// Package statuspage reads and writes the incidents of status pages that speak the
// format of Atlassian Statuspage v2 (https://developer.statuspage.io): bytes in,
// incidents and diagnostics out.
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
// # What becomes of what
//
//   - The first update declares the incident; each further status is a change of
//     status under [github.com/allclear-go/allclear/incident/lifecycle.Statuspage].
//     It happened when the update was shown (display_at) and was recorded when it
//     was written (created_at), or with the statuses before it, if they were written
//     later. Updates are put in the order in which they were shown, whatever the
//     order of the input.
//   - Every update is a published update, with its words.
//   - What updates say of components becomes impacts on these components, from and
//     until the moment at which the page showed them so. Components are told apart
//     by their codes and measured by their names.
//   - The impact, or its override, is an assessment on the scale
//     [github.com/allclear-go/allclear/severity.Statuspage], of an unknown time: a
//     page keeps the last one alone.
//   - A postmortem is the milestone review_published.
//   - What a record tells of the whole is known with the last of its own stamps: no
//     view of an earlier moment knows how it ended.
//
// The ID of the incident is made of page_id and id.
//
// # What is not inferred
//
// A page says when something was published, not when it began. started_at is
// kept, and is no start of impact; where components were said to be affected, that
// is. Where a component changed between two updates and none says when, it was some
// time in between. An unknown status, impact or component status is kept in the
// event and reported. It is never guessed, and never fatal to the rest.
//
// All that came is kept, as it came, in the member [Member] of the events.
//
// # And back
//
// [Record] writes what is public of an incident as a page has it, and [Encode]
// writes many. What was decoded comes out as it came in, corrections aside,
// and decoding it again gives the same incident. What was corrected since is written
// as it is now.
package statuspage
