package incident_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

func Example() {
	t := func(clock string) time.Time {
		at, err := time.Parse("2006-01-02 15:04", "2026-03-04 "+clock)
		if err != nil {
			panic(err)
		}
		return at
	}
	now := t("16:00")
	check := func(err error) {
		if err != nil {
			fmt.Println(err)
		}
	}

	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails in two regions", At: timeline.At(t("14:07"))})
	check(err)
	// each verb checks, records one event, returns it for the caller to store, and on error has changed nothing
	ev, err := inc.Impact(timeline.Region("eu-west"), timeline.Major, timeline.About(t("13:50"), 10*time.Minute))
	check(err)
	fmt.Println(ev.Kind, ev.Scope, ev.Occurred)
	ev, err = inc.Mark(timeline.Detected, timeline.At(t("14:02")))
	check(err)
	fmt.Println(ev.Milestone)
	ev, err = inc.Restore(timeline.Region("eu-west"), timeline.At(t("15:31")))
	check(err)
	fmt.Println(ev.Kind, ev.Scope)
	ev, err = inc.Advance("resolve", timeline.At(t("15:40")))
	check(err)
	fmt.Println(ev.Status, ev.Phase)

	view := inc.AsOf(now) // the one door to figures
	for scope, ttr := range timeline.TimeToRestore().Since(timeline.Detected).ByRegion(view) {
		fmt.Println(scope, ttr)
	}
	// Output:
	// impact eu-west 2026-03-04T13:50:00Z~PT10M
	// detected
	// restore eu-west
	// resolved resolved
	// eu-west 1h29m
}

// A declaration needs a title. The rest is there for those who know more.
func ExampleDeclare() {
	inc, err := incident.Declare(incident.Declaration{
		Title: "Search is slow",
		State: "triage", // is it an incident at all?
		Stamp: incident.Stamp{Actor: "ana"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	status, _ := inc.Status()
	fmt.Println(status.Name, status.Phase, "since", status.At.IsKnown())
	_, err = incident.Declare(incident.Declaration{})
	fmt.Println(err)
	// Output:
	// triage triage since false
	// incident: Declare: title: empty
}
