package cases_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// The Pipedrive incident, built with the verbs of package incident: the times
// of its public review, and nothing else.
func Example() {
	clock := func(hour, minute int) time.Time { return time.Date(2025, 6, 10, hour, minute, 0, 0, time.UTC) }
	at := func(hour, minute int) timeline.Instant { return timeline.At(clock(hour, minute)) }

	inc, err := incident.Declare(incident.Declaration{Title: "Pipedrive not accessible", At: at(6, 17)})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = inc.Apply(func(inc *incident.Incident) error {
		var errs []error
		do := func(_ timeline.Event, err error) { errs = append(errs, err) }
		do(inc.Impact(timeline.Scope{}, timeline.Major, timeline.Between(clock(0, 0), clock(6, 6))))
		do(inc.Detect(incident.Monitoring, at(6, 6)))
		do(inc.Mark(timeline.Mobilized, at(6, 42)))
		do(inc.Mark(timeline.CauseFound, at(9, 23)))
		do(inc.Restore(timeline.Scope{}.Of(timeline.Some), at(9, 59)))
		do(inc.Restore(timeline.Scope{}.Of(timeline.Most), at(11, 43)))
		do(inc.Restore(timeline.Scope{}, at(12, 19)))
		do(inc.Advance("close", at(14, 39)))
		return errors.Join(errs...)
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	view := inc.AsOf(clock(23, 59))
	restore := timeline.TimeToRestore().Since(timeline.Detected)
	fmt.Println("first region ", restore.In(timeline.Scope{}.Of(timeline.Some)).Of(view))
	fmt.Println("most systems ", restore.In(timeline.Scope{}.Of(timeline.Most)).Of(view))
	fmt.Println("final region ", restore.Of(view))
	fmt.Println("since impact ", timeline.TimeToRestore().Of(view))
	fmt.Println("resolved     ", timeline.TimeToResolve().Of(view))
	// Output:
	// first region  3h53m
	// most systems  5h37m
	// final region  6h13m
	// since impact  6h13m–12h19m
	// resolved      unknown (resolved not recorded)
}

func ExampleLoad() {
	incidents, err := cases.Load("monday-2022")
	if err != nil {
		fmt.Println(err)
		return
	}
	var figures []timeline.Figure
	for _, inc := range incidents {
		now, _ := inc.Log().LastRecorded()
		view := inc.AsOf(now)
		down := timeline.Downtime().Of(view)
		fmt.Println(incident.Of(view).Title+":", down)
		figures = append(figures, down)
	}
	fmt.Println("together:", timeline.Sum(figures...))
	// Output:
	// monday.com: US region connectivity: 1h2m
	// monday.com: main database down: 1h54m
	// together: 2h56m
}
