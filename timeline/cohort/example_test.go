package cohort_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// What September's incidents say of each region, one of them open still.
func Example() {
	month, _ := timeline.NewSpan(time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC))
	now := time.Date(2026, 10, 2, 12, 0, 0, 0, time.UTC)

	september := cohort.NewGroups[string](timeline.TimeToRestore(), cohort.StartedIn(month))
	for i, minutes := range []int{12, 25, 31, 44, 58, 75, 90, 140, 410, -1} {
		start := month.Start().Add(time.Duration(i) * 70 * time.Hour)
		log := timeline.NewLog(uuid.NewSHA1(uuid.Nil, []byte{byte(i)}))
		region := timeline.Region("eu-west")
		log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Scope: region, Occurred: timeline.At(start), Recorded: start})
		if minutes >= 0 {
			end := start.Add(time.Duration(minutes) * time.Minute)
			log.Add(timeline.Event{Kind: timeline.KindRestore, Scope: region, Occurred: timeline.At(end), Recorded: end})
		}
		september.AddRegions(log.AsOf(now), func(region timeline.Scope) string { return region.Region() })
	}
	for region, s := range september.All(strings.Compare, cohort.Options{}) {
		fmt.Println(region, s)
		for _, w := range s.Warnings {
			fmt.Println(" -", w.Text)
		}
	}
	// Output:
	// eu-west measured 10 of 10, 1 open; median 1h6m30s (25m–6h50m), p90 ≥ 18h45m
	//  - 1 incident is still open, the oldest for 5d6h: the mean has no upper bound
	//  - the 90 % quantile is not reached: too many incidents are not known to have ended
	//  - the mean of 10 incidents is made by the longest few, and its interval is too narrow below 300
}

// Two machines gather a part each. What they have gathered goes over the wire as
// bytes and merges to what one machine would have gathered.
func ExampleAccumulator() {
	var here, there cohort.Accumulator
	here.Add(42 * time.Minute)
	here.Add(3 * time.Hour)
	there.Add(17 * time.Minute)
	there.AddLength(timeline.LastingBetween(time.Hour, 2*time.Hour))
	there.AddOpen(5 * time.Hour)

	wire, _ := there.MarshalBinary()
	var received cohort.Accumulator
	if err := received.UnmarshalBinary(wire); err != nil {
		fmt.Println(err)
	}
	if err := here.Merge(&received); err != nil {
		fmt.Println(err)
	}
	fmt.Println(here.Summary(cohort.Options{}))
	// Output:
	// measured 5 of 5, 1 open; median 1h–2h (≥ 17m), p90 ≥ 4h12m
}

// The curve behind a median: what share of incidents lasts longer.
func ExampleAccumulator_Survival() {
	var a cohort.Accumulator
	a.Add(10 * time.Minute)
	a.Add(20 * time.Minute)
	a.AddOpen(30 * time.Minute)
	a.Add(40 * time.Minute)
	for _, s := range a.Survival(cohort.Shortest) {
		fmt.Printf("%v: %d at risk, %d ended, %.2f last longer\n", s.At, s.AtRisk, s.Ended, s.Survival)
	}
	// Output:
	// 10m0s: 4 at risk, 1 ended, 0.75 last longer
	// 20m0s: 3 at risk, 1 ended, 0.50 last longer
	// 30m0s: 2 at risk, 0 ended, 0.50 last longer
	// 40m0s: 1 at risk, 1 ended, 0.00 last longer
}
