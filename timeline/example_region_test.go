package timeline_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// Each region came back at its own time.
func ExampleMeasure_ByRegion() {
	view := checkout().AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	for scope, ttr := range timeline.TimeToRestore().Since(timeline.Detected).ByRegion(view) {
		fmt.Println(scope, ttr)
	}
	first := timeline.TimeToRestore().Since(timeline.Detected).In(timeline.Scope{}.Of(timeline.Some)).Of(view)
	fmt.Println("the first of them", first)
	// Output:
	// eu-west 1h29m
	// us-east 53m
	// the first of them 53m
}
