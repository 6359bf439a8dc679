package timeline_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// Where stretches overlap, each moment counts for the worst of them.
func ExampleWorstHealth() {
	between := func(from, to int) timeline.Span {
		s, err := timeline.NewSpan(time.Date(2026, 3, 4, from, 0, 0, 0, time.UTC), time.Date(2026, 3, 4, to, 0, 0, 0, time.UTC))
		if err != nil {
			panic(err)
		}
		return s
	}
	times := timeline.WorstHealth(
		timeline.Affected{Span: between(8, 14), Health: timeline.Degraded},
		timeline.Affected{Span: between(10, 11), Health: timeline.Major},
	)
	down, _ := times.At(timeline.Major)
	degraded, _ := times.At(timeline.Degraded)
	impacted, _ := times.AtLeast(timeline.Degraded)
	fmt.Println(down, "down,", degraded, "degraded,", impacted, "impacted")
	// Output: 1h0m0s down, 5h0m0s degraded, 6h0m0s impacted
}
