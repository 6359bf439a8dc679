package incident_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// The page says resolved while one region is still down, and the promised update is
// late.
func ExampleLint() {
	clock := func(hour, minute int) timeline.Instant {
		return timeline.At(time.Date(2026, 3, 4, hour, minute, 0, 0, time.UTC))
	}
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails in two regions", At: clock(14, 7)})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = inc.Apply(func(inc *incident.Incident) error {
		must := func(_ timeline.Event, err error) {
			if err != nil {
				fmt.Println(err)
			}
		}
		must(inc.Impact(timeline.Region("eu-west"), timeline.Major, clock(13, 50)))
		must(inc.Impact(timeline.Region("us-east"), timeline.Major, timeline.About(time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC), 10*time.Minute)))
		must(inc.Announce(incident.Announcement{Status: "investigating", At: clock(14, 10), Next: clock(14, 40)}))
		must(inc.Restore(timeline.Region("eu-west"), clock(15, 0)))
		must(inc.Advance("resolve", clock(15, 5)))
		must(inc.Publish("resolved", "All is well after an outage of about three hours.", clock(15, 5)))
		must(inc.Restore(timeline.Region("us-east"), clock(15, 31)))
		return nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range incident.Lint(inc.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))) {
		certainty := "certain"
		if f.Doubt {
			certainty = "doubtful"
		}
		fmt.Printf("%s %s:\n  %s\n", certainty, f.Rule, f.Text)
	}
	// Output:
	// certain promise_missed:
	//   the update of 2026-03-04 14:10 UTC promises the next for 2026-03-04 14:40 UTC, and it came 2026-03-04 15:05 UTC, 25m late
	// certain resolved_before_restored:
	//   it was called resolved 2026-03-04 15:05 UTC, 26m before us-east was back 2026-03-04 15:31 UTC
	// doubtful length_in_words:
	//   the update "resolved" says "about three hours", and nothing recorded lasted that: the nearest is the downtime with 1h41m
}

// The zones that the caller names tell that EST does not fit April.
func ExampleLinter() {
	place, err := time.LoadLocation("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	inc, err := incident.Declare(incident.Declaration{
		Title: "Servers cannot be reached",
		At:    timeline.At(time.Date(2022, 4, 11, 8, 56, 0, 0, place)),
		Stamp: incident.Stamp{Written: "Monday, April 11 at 8:56 AM EST"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	l := incident.Linter{Zones: timeline.Zones{"EST": {place}, "EDT": {place}}}
	for _, f := range l.Lint(inc.AsOf(time.Date(2022, 4, 11, 9, 0, 0, 0, place))) {
		fmt.Println(f.Text)
	}
	// Output:
	// the status "investigating", written "Monday, April 11 at 8:56 AM EST", bears the label EST, where America/New_York had EDT on that date: it is 2022-04-11 12:56 UTC by the clocks there and 2022-04-11 13:56 UTC by the label
}

// Why a rule matters, and when its findings are certain.
func ExampleRules() {
	for r := range incident.Rules() {
		if r.ID == incident.RuleResolvedBeforeRestored {
			fmt.Println(r.Finds)
			fmt.Println(r.Why)
			fmt.Println("Certain:", r.Certain)
			fmt.Println("Doubtful:", r.Doubtful)
		}
	}
	// Output:
	// It was called resolved, by the status or by an update, before the last place was back.
	// Those who were still down were told that all was well.
	// Certain: no reading of the times avoids it, by a minute or more
	// Doubtful: only the stated points say so, or a time rests on an assumption
}
