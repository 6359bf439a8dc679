package timeline_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// How a report puts a time decides how far every figure from it is known.
func ExampleInstant() {
	ten := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	for _, i := range []timeline.Instant{
		timeline.At(ten),
		timeline.About(ten, 5*time.Minute),
		timeline.Between(ten, ten.Add(6*time.Minute)),
		timeline.NotBefore(ten),
		timeline.OnDay(2026, time.March, 4, time.UTC),
		{}, // unknown
	} {
		_, stated := i.Stated()
		fmt.Printf("%-46q known %-5v exact %-5v a point is stated %v\n", i, i.IsKnown(), i.IsExact(), stated)
	}
	// Output:
	// "2026-03-04T10:00:00Z"                         known true  exact true  a point is stated true
	// "2026-03-04T10:00:00Z~PT5M"                    known true  exact false a point is stated true
	// "[2026-03-04T10:00:00Z..2026-03-04T10:06:00Z]" known true  exact false a point is stated false
	// "[2026-03-04T10:00:00Z..]"                     known true  exact false a point is stated false
	// "2026-03-04"                                   known true  exact false a point is stated false
	// ""                                             known false exact false a point is stated false
}

// Bounds settle an order, or they do not.
func ExampleInstant_Before() {
	about := timeline.MustParseInstant("2026-03-04T10:00:00Z~PT5M")
	for _, s := range []string{"2026-03-04T09:30:00Z", "2026-03-04T09:58:00Z", "2026-03-04T10:30:00Z"} {
		fmt.Println(s, "came", timeline.MustParseInstant(s).Before(about), "before", about)
	}
	// Output:
	// 2026-03-04T09:30:00Z came definitely before 2026-03-04T10:00:00Z~PT5M
	// 2026-03-04T09:58:00Z came possibly before 2026-03-04T10:00:00Z~PT5M
	// 2026-03-04T10:30:00Z came impossibly before 2026-03-04T10:00:00Z~PT5M
}
