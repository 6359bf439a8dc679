package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// What was promised, how does it stand, and what runs out next?
func ExampleTarget() {
	at := timeline.MustParseInstant
	log := timeline.NewLog(uuid.Nil)
	log.Add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region("eu-west"), Health: timeline.Major, Occurred: at("2026-03-04T14:00:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at("2026-03-04T14:02:00Z")})
	log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Acknowledged, Occurred: at("2026-03-04T14:12:00Z")})

	view := log.AsOf(time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC))
	var verdicts []timeline.Verdict
	for _, target := range []timeline.Target{
		{Measure: timeline.TimeToAcknowledge().Since(timeline.Detected), Within: 15 * time.Minute},
		{Measure: timeline.TimeToMitigate(), Within: time.Hour, Warn: 10 * time.Minute},
		{Measure: timeline.TimeToRestore(), Within: 4 * time.Hour},
	} {
		v := target.Of(view)
		fmt.Println(v.Target.Measure.Words(), v.Standing, v.Figure)
		verdicts = append(verdicts, v)
	}
	if next, ok := timeline.NextDue(verdicts...); ok {
		fmt.Println("next:", next.Target.Measure.Words(), "by", next.Due)
	}
	// Output:
	// time to acknowledge met 10m
	// time to mitigate at_risk ≥ 1h
	// time to restore on_track ≥ 1h
	// next: time to mitigate by 2026-03-04T15:00:00Z
}
