package servicehealth_test

import (
	"fmt"
	"strings"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/servicehealth"
	"github.com/allclear-go/allclear/timeline"
)

// The page's list becomes incidents, with the time to restore of each location.
func ExampleDecode() {
	const answer = `[{"id": "x1", "external_desc": "Queries fail", "begin": "2026-03-04T13:50:00+00:00", "end": "2026-03-04T15:20:00+00:00",
		"severity": "high", "affected_products": [{"title": "Cloud SQL", "id": "sql"}],
		"updates": [
			{"when": "2026-03-04T15:25:00+00:00", "status": "AVAILABLE", "text": "Over.", "affected_locations": [{"id": "us-east1"}]},
			{"when": "2026-03-04T14:40:00+00:00", "status": "SERVICE_OUTAGE", "text": "Europe is back.", "affected_locations": [{"id": "us-east1"}]},
			{"when": "2026-03-04T14:00:00+00:00", "status": "SERVICE_OUTAGE", "text": "We look into it.", "affected_locations": [{"id": "us-east1"}, {"id": "europe-west1"}]}
		]}]`
	for item, err := range servicehealth.Decode(strings.NewReader(answer), feed.Options{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		view := item.Incident.AsOf(late)
		fmt.Println(item.ID, "restored after", timeline.TimeToRestore().Of(view))
		for _, region := range []string{"us-east1", "europe-west1"} {
			fmt.Println(region, "after", timeline.TimeToRestore().In(timeline.Region(region)).Of(view))
		}
		for _, d := range item.Diagnostics {
			fmt.Println(d)
		}
	}
	// Output:
	// x1 restored after 1h30m
	// us-east1 after 1h30m
	// europe-west1 after 10m–50m
	// [0].updates[1].affected_locations: no longer named as of 2026-03-04T14:40:00+00:00, restored since the update before: europe-west1 [location_dropped]
}
