package timeline_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// What happened in one region, and in that quarter of an hour?
func ExampleView_Where() {
	view := checkout().AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	for e := range view.Where(timeline.Filter{In: timeline.Region("us-east")}) {
		fmt.Println(e.Fact(), e.Occurred)
	}
	fmt.Println()
	quarter := timeline.MustParseSpan("2026-03-04T14:00:00Z/2026-03-04T14:15:00Z")
	for e := range view.Where(timeline.Filter{Kinds: []timeline.Kind{timeline.KindImpact, timeline.KindMilestone}, During: quarter}) {
		fmt.Println(e.Fact(), e.Scope, e.Occurred)
	}
	// Output:
	// impact_started 2026-03-04T14:10:00Z
	// restored 2026-03-04T14:55:00Z
	//
	// impact_started eu-west 2026-03-04T13:50:00Z~PT10M
	// detected whole 2026-03-04T14:02:00Z
	// impact_started us-east 2026-03-04T14:10:00Z
}
