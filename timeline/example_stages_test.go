package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Where did the time go? Stages follow on each other, so that they add up.
func ExampleStages() {
	at := timeline.MustParseInstant
	log := timeline.NewLog(uuid.Nil)
	log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at("2026-03-04T13:50:00Z~PT10M")})
	log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at("2026-03-04T14:02:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindStatus, Status: "open", Phase: timeline.PhaseActive, Occurred: at("2026-03-04T14:07:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Mitigated, Occurred: at("2026-03-04T15:10:00Z")})

	view := log.AsOf(time.Date(2026, 3, 4, 15, 40, 0, 0, time.UTC))
	for _, s := range timeline.Stages(view) {
		fmt.Printf("%s to %s: %s\n", s.From.Words(), s.To.Words(), s.Figure)
	}
	// Output:
	// impact start to detected: ~12m
	// detected to declared: 5m
	// declared to mitigated: 1h3m
	// mitigated to resolved: ≥ 30m
}
