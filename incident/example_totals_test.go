package incident_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// Some reports state a total and no windows, and name the places that were
// spared. Both are facts. A place that nobody names stays unknown.
func ExampleWriter_ImpactTotal() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "US unstable", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err1 := inc.ImpactTotal(timeline.Region("us"), timeline.Major, timeline.Lasting(54*time.Minute),
		at("2026-03-04T13:00:00Z"), at("2026-03-04T23:00:00Z")) // 54 minutes, intermittent, over ten hours
	_, err2 := inc.NotAffected(timeline.Region("eu"))
	_, err3 := inc.Advance("close", at("2026-03-05T09:00:00Z"))
	if err := errors.Join(err1, err2, err3); err != nil {
		fmt.Println(err)
	}
	view := inc.AsOf(time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC))
	for _, region := range []string{"us", "eu", "apac"} {
		fmt.Println(region, timeline.Downtime().In(timeline.Region(region)).Of(view))
	}
	// Output:
	// us 54m
	// eu 0s
	// apac unknown (no impact recorded for apac)
}
