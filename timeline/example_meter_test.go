package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Figures of many incidents, with memory that is used again.
func ExampleMeter_Each() {
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	var views []*timeline.View
	for i, minutes := range []time.Duration{25, 70, 0} {
		log := timeline.NewLog(uuid.UUID{15: byte(i + 1)})
		log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.At(noon)})
		log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: timeline.At(noon.Add(4 * time.Minute))})
		if minutes > 0 {
			log.Add(timeline.Event{Kind: timeline.KindRestore, Occurred: timeline.At(noon.Add(minutes * time.Minute))})
		}
		views = append(views, log.AsOf(noon.Add(2*time.Hour)))
	}
	meter := timeline.NewMeter(timeline.TimeToDetect(), timeline.TimeToRestore())
	for i, figures := range meter.Each(views) {
		fmt.Println(i, figures[0], figures[1])
	}
	// Output:
	// 0 4m 25m
	// 1 4m 1h10m
	// 2 4m ≥ 2h
}
