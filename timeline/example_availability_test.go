package timeline_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// The same month under two weightings: availability means nothing without one.
func ExampleAvailability() {
	march, _ := timeline.Month(2026, time.March, time.UTC)
	view := checkout().AsOf(time.Date(2026, 4, 2, 0, 0, 0, 0, time.UTC))
	for _, w := range []timeline.Weighting{timeline.DowntimeOnly(), timeline.DegradedInFull(), timeline.StatuspageWeighting()} {
		fmt.Println(w.Name, timeline.Availability(w, march).In(timeline.Region("us-east")).Of(view))
	}
	// Output:
	// downtime_only 100.0000 %
	// degraded_in_full 99.8991 %
	// statuspage 99.9697 %
}
