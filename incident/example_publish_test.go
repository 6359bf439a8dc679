package incident_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// What readers are told and where the incident stands are two things. Here the
// page says resolved while the responders still watch.
func ExampleWriter_Publish() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Uploads fail", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	do := func(_ timeline.Event, err error) {
		if err != nil {
			fmt.Println(err)
		}
	}
	do(inc.Publish("investigating", "We are looking into failing uploads.", at("2026-03-04T14:06:00Z")))
	do(inc.Advance("monitor", at("2026-03-04T14:30:00Z")))
	do(inc.Publish("resolved", "Uploads work again.", at("2026-03-04T14:31:00Z")))

	s := incident.Of(inc.AsOf(time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC)))
	fmt.Println("status:", s.Status)
	for _, u := range s.Updates {
		fmt.Println("published:", u.Status, u.Visibility)
	}
	do(inc.Mark(timeline.FirstUpdate, at("2026-03-04T14:06:00Z")))
	// Output:
	// status: monitoring
	// published: investigating public
	// published: resolved public
	// incident: Mark: update_published:first is a published update, use Publish: recorded by another verb
}
