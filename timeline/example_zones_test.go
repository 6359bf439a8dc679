package timeline_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// Three public reports put a label to each time. One is right, one calls 7:00 AM
// in Los Angeles 13:00 UTC, and one says EST in April.
func ExampleZones_Read() {
	newYork, err1 := time.LoadLocation("America/New_York")
	losAngeles, err2 := time.LoadLocation("America/Los_Angeles")
	if err1 != nil || err2 != nil {
		fmt.Println(err1, err2)
		return
	}
	zones := timeline.Zones{"PT": {losAngeles}, "EST": {newYork}, "EDT": {newYork}}

	for _, t := range []struct{ layout, date, time, label string }{
		{"2006-01-02 15:04", "2021-04-28", "15:58", "UTC"},
		{"January 2, 2006 3:04 PM", "September 21, 2022", "7:00 AM", "PT"},
		{"January 2, 2006 3:04 PM", "April 11, 2022", "8:56 AM", "EST"},
		{"January 2, 2006 3:04 PM", "April 11, 2022", "8:56 AM", "AEST"},
	} {
		wall, err := time.Parse(t.layout, t.date+" "+t.time)
		if err != nil {
			fmt.Println(err)
			continue
		}
		at, doubts, err := zones.Read(wall, t.label)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(at)
		for _, d := range doubts {
			fmt.Println("  doubt:", d.Text)
		}
	}
	// Output:
	// 2021-04-28T15:58:00Z
	// 2022-09-21T14:00:00Z
	// [2022-04-11T12:56:00Z..2022-04-11T13:56:00Z]
	//   doubt: 2022-04-11 08:56:00 EST: America/New_York had EDT then, not EST; 2022-04-11T12:56:00Z (EDT) or 2022-04-11T13:56:00Z (EST)
	// timeline: parsing zone label "AEST": zone label is not known
}

// "Around 8:00 PM EST", in April: whoever records it decides for the clock on the
// wall and for half an hour either way, and says both.
func ExampleDoubt() {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	zones := timeline.Zones{"EST": {newYork}}
	at, doubts, err := zones.Read(time.Date(2022, time.April, 12, 20, 0, 0, 0, time.UTC), "EST")
	if err != nil {
		fmt.Println(err)
		return
	}
	e := timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.CauseFound, Written: "around 8:00 PM EST", Assumption: "half an hour either way"}
	for _, d := range doubts {
		if d.Rule == timeline.DoubtOffSeason {
			at = timeline.At(d.Readings[0])
			e.Assumption += "; by the clock of New York: " + d.Text
		}
	}
	e.Occurred = at.Widen(30 * time.Minute)
	fmt.Println(e.Occurred)
	fmt.Println(e.Assumption)
	// Output:
	// 2022-04-13T00:00:00Z~PT30M
	// half an hour either way; by the clock of New York: 2022-04-12 20:00:00 EST: America/New_York had EDT then, not EST; 2022-04-13T00:00:00Z (EDT) or 2022-04-13T01:00:00Z (EST)
}
