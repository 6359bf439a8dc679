package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// What was learned since noon, and which figures came out otherwise?
func ExampleDiff() {
	at, when := timeline.MustParseInstant, func(hour int) time.Time { return time.Date(2026, 3, 4, hour, 0, 0, 0, time.UTC) }
	log := timeline.NewLog(uuid.Nil)
	log.Add(timeline.Event{
		Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at("2026-03-04T10:00:00Z"), Ended: at("2026-03-04T11:00:00Z"), Recorded: when(11),
	})
	found, _ := log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at("2026-03-04T10:20:00Z"), Recorded: when(11)})
	log.Add(timeline.Event{
		Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at("2026-03-04T10:15:00Z"), Recorded: when(14), Amends: found.ID,
	})

	d := timeline.Diff(log.AsOf(when(12)), log.AsOf(when(15)))
	for _, c := range d.Events {
		fmt.Println(c.After.Fact(), c.Before.Occurred, "→", c.After.Occurred)
	}
	for c := range d.Figures(timeline.TimeToDetect(), timeline.Downtime()) {
		fmt.Println(c.Measure.Words(), c.Before, "→", c.After)
	}
	// Output:
	// detected 2026-03-04T10:20:00Z → 2026-03-04T10:15:00Z
	// time to detect 20m → 15m
}
