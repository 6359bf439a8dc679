package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// What did we know at noon, and what has been learned since?
func ExampleDiff() {
	clock := func(hour, minute int) time.Time { return time.Date(2026, 3, 4, hour, minute, 0, 0, time.UTC) }
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000009"))
	record := func(recorded time.Time, e timeline.Event) timeline.Event {
		e.Recorded = recorded
		e, _ = log.Add(e)
		return e
	}
	down := record(clock(11, 0), timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.At(clock(10, 0)), Ended: timeline.At(clock(10, 30))})
	record(clock(15, 0), timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.CauseFound, Occurred: timeline.At(clock(14, 50))})
	record(clock(15, 0), timeline.Event{ // the log files say that it began earlier
		Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.At(clock(9, 40)), Ended: timeline.At(clock(10, 30)), Amends: down.ID,
	})

	d := timeline.Diff(log.AsOf(clock(12, 0)), log.AsOf(clock(18, 0)))
	for _, c := range d.Events {
		switch {
		case c.Before.Kind == "":
			fmt.Println("learned:", c.After.Fact(), c.After.Occurred)
		case c.After.Kind == "":
			fmt.Println("taken back:", c.Before.Fact(), c.Before.Occurred)
		default:
			fmt.Println("corrected:", c.After.Fact(), c.Before.Occurred, "is now", c.After.Occurred)
		}
	}
	for c := range d.Figures(timeline.Downtime(), timeline.TimeToRootCause()) {
		fmt.Println(c.Measure.Words()+":", c.Before, "is now", c.After)
	}
	// Output:
	// corrected: impact_started 2026-03-04T10:00:00Z is now 2026-03-04T09:40:00Z
	// learned: cause_found 2026-03-04T14:50:00Z
	// downtime: 30m is now 50m
	// time to root cause: ≥ 2h is now 5h10m
}
