package incident_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// A wrong time is amended, a fact that never was so is retracted. What was known
// before can still be asked.
func ExampleWriter_Amend() {
	at := timeline.MustParseInstant
	hour := func(h int) time.Time { return time.Date(2026, 3, 4, h, 0, 0, 0, time.UTC) }
	inc, err := incident.Declare(incident.Declaration{
		Title: "Uploads fail", At: at("2026-03-04T14:00:00Z"), Stamp: incident.Stamp{Recorded: hour(14)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	do := func(e timeline.Event, err error) timeline.Event {
		if err != nil {
			fmt.Println(err)
		}
		return e
	}
	first, later := inc.As(incident.Stamp{Recorded: hour(15)}), inc.As(incident.Stamp{Recorded: hour(18)})
	impact := do(first.Impact(timeline.Scope{}, timeline.Major, at("2026-03-04T13:50:00Z")))
	do(first.Restore(timeline.Scope{}, at("2026-03-04T14:50:00Z")))
	rumour := do(first.Mark(timeline.Detected, at("2026-03-04T13:00:00Z")))

	earlier := impact
	earlier.Occurred = at("2026-03-04T13:20:00Z") // the log files say so
	do(later.Amend(impact.ID, earlier))
	do(later.Retract(rumour.ID))

	for _, h := range []int{15, 18} {
		view := inc.AsOf(hour(h))
		fmt.Println(h, "o'clock: restored after", timeline.TimeToRestore().Of(view), "- detections", len(incident.Of(view).Detections))
	}
	// Output:
	// 15 o'clock: restored after 1h - detections 1
	// 18 o'clock: restored after 1h30m - detections 0
}
