package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Two sources tell of one fact. The rival is kept, shown, and left out of
// figures until somebody asks for its source.
func ExampleView_Preferring() {
	at := timeline.MustParseInstant
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000005"))
	log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at("2026-03-04T10:00:00Z")})
	ours, _ := log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Mitigated, Occurred: at("2026-03-04T14:18:00Z")})
	log.Add(timeline.Event{
		Kind: timeline.KindMilestone, Milestone: timeline.Mitigated, Occurred: at("2026-03-04T13:18:00Z"),
		RivalOf: ours.ID, Source: "status page", Written: "6:18 AM PT (13:18 UTC)",
	})
	view := log.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	for r := range view.Rivals() {
		fmt.Printf("%s has it at %s, written %q\n", r.Source, r.Occurred, r.Written)
	}
	fmt.Println(timeline.TimeToMitigate().Of(view))
	fmt.Println(timeline.TimeToMitigate().Of(view.Preferring("status page")))
	// Output:
	// status page has it at 2026-03-04T13:18:00Z, written "6:18 AM PT (13:18 UTC)"
	// 4h18m
	// 3h18m
}
