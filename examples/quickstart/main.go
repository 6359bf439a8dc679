// Quickstart is the program of README.md.
package main

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

func main() {
	at := func(h, m int) time.Time { return time.Date(2026, 3, 4, h, m, 0, 0, time.UTC) }
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails in two regions", At: timeline.At(at(14, 7))})
	if err != nil {
		panic(err)
	}
	inc.Impact(timeline.Region("eu-west"), timeline.Major, timeline.About(at(13, 50), 10*time.Minute)) // (event, error)
	inc.Mark(timeline.Detected, timeline.At(at(14, 2)))
	inc.Restore(timeline.Region("eu-west"), timeline.At(at(15, 31)))
	view := inc.AsOf(at(16, 0)) // what was known then: the one door to figures
	for region, ttr := range timeline.TimeToRestore().Since(timeline.Detected).ByRegion(view) {
		fmt.Println(region, "restored after", ttr)
	}
	fmt.Println(timeline.TimeToDetect().Of(view).Range(), "to detect,", timeline.TimeToRootCause().Of(view), "so far to find the cause")
}
