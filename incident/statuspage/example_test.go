package statuspage_test

import (
	"fmt"
	"strings"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/timeline"
)

// A page's answer becomes incidents, with what their reader should know of them.
func ExampleDecode() {
	const answer = `{"page": {"name": "Acme"}, "incidents": [{
		"id": "ab12", "name": "Checkout fails", "impact": "major", "status": "resolved",
		"started_at": "2026-03-04T14:00:00Z", "resolved_at": "2026-03-04T14:40:00Z",
		"incident_updates": [
			{"status": "resolved", "body": "It is over.", "display_at": "2026-03-04T14:40:00Z", "created_at": "2026-03-04T14:40:00Z",
			 "affected_components": [{"code": "c", "name": "Checkout", "old_status": "major_outage", "new_status": "operational"}]},
			{"status": "panicking", "body": "Oh.", "display_at": "2026-03-04T14:10:00Z", "created_at": "2026-03-04T14:10:00Z"},
			{"status": "investigating", "body": "We are looking.", "display_at": "2026-03-04T14:05:00Z", "created_at": "2026-03-04T14:09:00Z",
			 "affected_components": [{"code": "c", "name": "Checkout", "old_status": "operational", "new_status": "major_outage"}]}
		]}]}`
	for item, err := range statuspage.Decode(strings.NewReader(answer), feed.Options{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		view := item.Incident.AsOf(late)
		fmt.Println(item.ID, "down for", timeline.Downtime().In(timeline.Component("Checkout")).Of(view))
		for _, d := range item.Diagnostics {
			fmt.Println(d)
		}
	}
	// Output:
	// ab12 down for 35m
	// incidents[0].incident_updates[2].display_at: shown as of 2026-03-04T14:05:00Z, written 2026-03-04T14:09:00Z [backdated]
	// incidents[0].incident_updates[1].status: "panicking" is no status of a page; the word is kept, the status stays "investigating" [unknown_status]
}
