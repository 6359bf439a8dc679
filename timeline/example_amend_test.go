package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Nothing is edited. An amendment replaces a fact, a retraction takes one back,
// and taking back the amendment revives what it replaced.
func ExampleEvent() {
	at := timeline.MustParseInstant
	now := time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000006"))
	log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at("2026-03-04T10:00:00Z")})
	noticed := timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at("2026-03-04T10:10:00Z")}
	noticed, _ = log.Add(noticed)
	show := func(what string) { fmt.Println(what, timeline.TimeToDetect().Of(log.AsOf(now))) }
	show("recorded:")

	better := timeline.Event{Kind: noticed.Kind, Milestone: noticed.Milestone, Occurred: at("2026-03-04T10:04:00Z"), Amends: noticed.ID}
	better, _ = log.Add(better)
	show("amended:")

	log.Add(timeline.Event{Kind: timeline.KindRetract, Target: better.ID})
	show("amendment retracted:")

	log.Add(timeline.Event{Kind: timeline.KindRetract, Target: noticed.ID})
	log.Add(timeline.Event{Kind: timeline.KindStatus, Status: "closed", Phase: timeline.PhaseClosed})
	show("retracted:")
	// Output:
	// recorded: 10m
	// amended: 4m
	// amendment retracted: 10m
	// retracted: unknown (detected not recorded)
}
