package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Three regions were down. When were two of them back, whichever they were?
func ExampleMeasure_Regions() {
	at := timeline.MustParseInstant
	log := timeline.NewLog(uuid.Nil)
	for region, end := range map[string]string{
		"eu-west": "2026-03-04T10:40:00Z", "us-east": "2026-03-04T10:55:00Z~PT5M", "ap-south": "", // still down
	} {
		log.Add(timeline.Event{
			Kind: timeline.KindImpact, Scope: timeline.Region(region), Health: timeline.Major,
			Occurred: at("2026-03-04T10:00:00Z"), Ended: at(end),
		})
	}
	view := log.AsOf(time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC))
	for k := range 4 {
		fmt.Println(k+1, "back:", timeline.TimeToRestore().Regions(k+1).Of(view))
	}
	// Output:
	// 1 back: 40m
	// 2 back: ~55m
	// 3 back: ≥ 2h
	// 4 back: unknown (3 of 4 places named)
}
