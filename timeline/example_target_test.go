package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A target says how it stands as of a view, and when its time runs out.
func ExampleTarget() {
	clock := func(hour, minute int) time.Time { return time.Date(2026, 3, 4, hour, minute, 0, 0, time.UTC) }
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-00000000000a"))
	log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.About(clock(10, 0), 5*time.Minute)})
	log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Acknowledged, Occurred: timeline.At(clock(10, 12))})

	targets := []timeline.Target{
		{Measure: timeline.TimeToAcknowledge(), Within: 15 * time.Minute},
		{Measure: timeline.TimeToRestore(), Within: 4 * time.Hour, Warn: 30 * time.Minute},
	}
	var verdicts []timeline.Verdict
	for _, target := range targets {
		v := target.Of(log.AsOf(clock(13, 40)))
		fmt.Println(v.Figure.Measure().Words(), v.Standing, "due", v.Due)
		verdicts = append(verdicts, v)
	}
	next, _ := timeline.NextDue(verdicts...)
	fmt.Println("next:", next.Target.Measure.Words())
	// Output:
	// time to acknowledge undecidable due 2026-03-04T10:15:00Z~PT5M
	// time to restore at_risk due 2026-03-04T14:00:00Z~PT5M
	// next: time to restore
}
