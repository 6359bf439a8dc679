package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// checkout is an incident in two regions, as the examples here tell it. A
// program that stores events handles the error of Add; these are well formed.
func checkout() *timeline.Log {
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001"))
	at := timeline.MustParseInstant
	log.Add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region("eu-west"), Health: timeline.Major, Occurred: at("2026-03-04T13:50:00Z~PT10M")})
	log.Add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region("us-east"), Health: timeline.Partial, Occurred: at("2026-03-04T14:10:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at("2026-03-04T14:02:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Region("us-east"), Occurred: at("2026-03-04T14:55:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Region("eu-west"), Occurred: at("2026-03-04T15:31:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindComplete})
	return log
}

// Events go into a log, a view is taken of it, measures turn the view into
// figures.
func Example() {
	view := checkout().AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	for _, m := range []timeline.Measure{
		timeline.TimeToDetect(), timeline.TimeToAcknowledge(), timeline.TimeToRestore(), timeline.Downtime(), timeline.DegradedTime(),
	} {
		f := m.Of(view)
		fmt.Printf("%-20s %s, %s\n", m.Words(), f.Kind(), f)
	}
	// Output:
	// time to detect       bounded, ~12m
	// time to acknowledge  ongoing, ≥ 10h
	// time to restore      bounded, ~1h41m
	// downtime             bounded, 1h31m–1h51m
	// degraded time        known, 0s
}
