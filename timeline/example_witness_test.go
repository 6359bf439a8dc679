package timeline_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Nobody recorded when it was noticed. It was noticed by the time the first
// update came out, and the figure says what it stands on.
func ExampleFigure_Explain() {
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000003"))
	log.Add(timeline.Event{
		Kind: timeline.KindImpact, Health: timeline.Partial, Written: "just before four",
		Occurred: timeline.MustParseInstant("2026-03-04T15:58:00Z"), Ended: timeline.MustParseInstant("2026-03-04T16:34:00Z"),
	})
	log.Add(timeline.Event{
		Kind: timeline.KindUpdate, Status: "investigating", Source: "status page",
		Occurred: timeline.MustParseInstant("2026-03-04T16:04:00Z"),
	})
	view := log.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	f := timeline.TimeToDetect().Of(view)
	fmt.Println(f.Reason().Code, f.Reason().About)
	for _, sentence := range strings.SplitAfter(f.Explain(view), ". ") {
		fmt.Println(strings.TrimSpace(sentence))
	}
	// Output:
	// witness [detected update_published:first]
	// time to detect (time_to_detect v1) from impact start to detected: 0s–6m (detected not recorded, bounded by first update).
	// impact start at 2026-03-04T15:58:00Z until 2026-03-04T16:34:00Z (written "just before four").
	// update at 2026-03-04T16:04:00Z, source status page.
}
