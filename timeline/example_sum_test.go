package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Two incidents of one day. Their figures add up; where they overlap, the time
// both were down is in the sum twice, and in the union once.
func ExampleSum() {
	down := func(id, from, until string) *timeline.View {
		log := timeline.NewLog(uuid.MustParse(id))
		log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: timeline.MustParseInstant(from), Ended: timeline.MustParseInstant(until)})
		return log.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	}
	a := down("6f1c1d2e-0000-4000-8000-000000000007", "2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z")
	b := down("6f1c1d2e-0000-4000-8000-000000000008", "2026-03-04T10:40:00Z", "2026-03-04T11:10:00Z")
	m := timeline.Downtime()
	fmt.Println("sum:", timeline.Sum(m.Of(a), m.Of(b)))
	fmt.Println("union:", m.Across(a, b))
	fmt.Println("with one unknown:", timeline.Sum(m.Of(a), timeline.Figure{}), "/", timeline.Sum(m.Of(a), m.Of(&timeline.View{})))
	// Output:
	// sum: 1h30m
	// union: 1h10m
	// with one unknown: invalid (different measures do not add up) / ≥ 1h
}
