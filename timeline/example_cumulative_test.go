package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Service came back and failed again. How long did it take to restore it?
func ExampleMeasure_Cumulative() {
	at := timeline.MustParseInstant
	log := timeline.NewLog(uuid.Nil)
	log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at("2026-03-04T10:00:00Z"), Ended: at("2026-03-04T10:30:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at("2026-03-04T11:00:00Z"), Ended: at("2026-03-04T11:45:00Z")})

	view := log.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	ttr := timeline.TimeToRestore()
	fmt.Println("until it was back at first: ", ttr.First().Of(view))
	fmt.Println("until it was back for good: ", ttr.Last().Of(view))
	fmt.Println("without the time in between:", ttr.Cumulative().Of(view))
	// Output:
	// until it was back at first:  30m
	// until it was back for good:  1h45m
	// without the time in between: 1h15m
}
