package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A service that flaps: the raw windows, and those of one outage in the eyes of
// its users.
func ExampleView_Windows() {
	at := timeline.MustParseInstant
	log := timeline.NewLog(uuid.Nil)
	for _, w := range [][2]string{
		{"2026-03-04T10:00:00Z", "2026-03-04T10:05:00Z"}, {"2026-03-04T10:07:00Z", "2026-03-04T10:10:00Z"}, {"2026-03-04T11:00:00Z~PT1M", "2026-03-04T11:20:00Z"},
	} {
		log.Add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Component("api"), Health: timeline.Major, Occurred: at(w[0]), Ended: at(w[1])})
	}
	view := log.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	sure, possible := view.Windows(timeline.Component("api"))
	for s := range sure.All() {
		fmt.Println("raw:   ", s)
	}
	for s := range sure.Coalesce(3 * time.Minute).All() {
		fmt.Println("joined:", s)
	}
	fmt.Println("surely and possibly the same:", sure.Equal(possible))
	fmt.Println(timeline.Downtime().Of(view), "or, with short gaps,", timeline.Downtime().Coalesce(3*time.Minute).Of(view))
	// Output:
	// raw:    2026-03-04T10:00:00Z/2026-03-04T10:05:00Z
	// raw:    2026-03-04T10:07:00Z/2026-03-04T10:10:00Z
	// raw:    2026-03-04T11:01:00Z/2026-03-04T11:20:00Z
	// joined: 2026-03-04T10:00:00Z/2026-03-04T10:10:00Z
	// joined: 2026-03-04T11:01:00Z/2026-03-04T11:20:00Z
	// surely and possibly the same: false
	// 27m–29m or, with short gaps, 29m–31m
}
