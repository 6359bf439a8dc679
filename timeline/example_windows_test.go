package timeline_test

import (
	"fmt"

	"github.com/allclear-go/allclear/timeline"
)

// Two outages that overlap, and one later: how long was it down?
func ExampleWindows() {
	a := timeline.MustParseSpan("2026-03-04T10:00:00Z/2026-03-04T10:20:00Z")
	b := timeline.MustParseSpan("2026-03-04T10:15:00Z/2026-03-04T10:30:00Z")
	c := timeline.MustParseSpan("2026-03-04T10:40:00Z/2026-03-04T10:45:00Z")
	w := timeline.NewWindows(a, b, c)

	total, _ := w.Total()
	envelope, _ := w.Envelope()
	all, _ := envelope.Duration()
	fmt.Println("total:", timeline.FormatDuration(total))
	fmt.Println("envelope:", timeline.FormatDuration(all), envelope)
	for s := range w.All() {
		fmt.Println(s)
	}
	// Output:
	// total: 35m
	// envelope: 45m 2026-03-04T10:00:00Z/2026-03-04T10:45:00Z
	// 2026-03-04T10:00:00Z/2026-03-04T10:30:00Z
	// 2026-03-04T10:40:00Z/2026-03-04T10:45:00Z
}
