package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A view is what was known at a moment. While it is open, an impact lasts until
// the view's own now; later views know more and earlier ones stay as they were.
func ExampleLog_AsOf() {
	clock := func(hour, minute int) time.Time { return time.Date(2026, 3, 4, hour, minute, 0, 0, time.UTC) }
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000004"))
	log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.At(clock(10, 0)), Recorded: clock(10, 4)})
	log.Add(timeline.Event{Kind: timeline.KindRestore, Occurred: timeline.At(clock(11, 0)), Recorded: clock(11, 20)})

	for _, now := range []time.Time{clock(10, 2), clock(10, 30), clock(11, 10), clock(23, 0)} {
		fmt.Println(now.Format("15:04"), timeline.Downtime().Of(log.AsOf(now)))
	}
	// Output:
	// 10:02 unknown (nothing recorded)
	// 10:30 ≥ 30m
	// 11:10 ≥ 1h10m
	// 23:00 1h
}
