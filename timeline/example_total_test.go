package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A report that gives a total and no windows. It may say twice the same: both
// count.
func ExampleLength() {
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000002"))
	for range 2 {
		log.Add(timeline.Event{
			Kind: timeline.KindImpact, Scope: timeline.Region("us"), Health: timeline.Major,
			Occurred: timeline.MustParseInstant("2026-03-04T08:00:00Z"), Ended: timeline.MustParseInstant("2026-03-04T18:00:00Z"),
			Total: timeline.Lasting(20 * time.Minute),
		})
	}
	log.Add(timeline.Event{Kind: timeline.KindNotAffected, Scope: timeline.Region("eu")})
	view := log.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	for scope, f := range timeline.Downtime().ByRegion(view) {
		fmt.Println(scope, f)
	}
	fmt.Println(timeline.Downtime().In(timeline.Region("apac")).Of(view))
	// Output:
	// eu 0s
	// us 40m
	// unknown (no impact recorded for apac)
}
