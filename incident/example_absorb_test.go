package incident_test

import (
	"errors"
	"fmt"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// Two teams opened an incident each; it was one. The second ends in favour of the
// first, which takes over its facts, and gives them back when that was a mistake.
func ExampleWriter_Absorb() {
	at := timeline.MustParseInstant
	checkout, err1 := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at("2026-03-04T14:07:00Z")})
	uploads, err2 := incident.Declare(incident.Declaration{Title: "Uploads fail", At: at("2026-03-04T14:20:00Z")})
	if err := errors.Join(err1, err2); err != nil {
		fmt.Println(err)
		return
	}
	_, err1 = checkout.Impact(timeline.Component("checkout"), timeline.Major, at("2026-03-04T14:00:00Z"))
	_, err2 = uploads.Impact(timeline.Component("uploads"), timeline.Major, at("2026-03-04T13:50:00Z"))
	_, err3 := uploads.MergeInto(checkout.ID(), at("2026-03-04T14:40:00Z"))
	now := moment("2026-03-04T15:00:00Z")
	_, err4 := checkout.Absorb(uploads.AsOf(now))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(timeline.Downtime().Of(checkout.AsOf(now)))
	for e := range checkout.AsOf(now).Events() {
		if from, _, ok := incident.Origin(e); ok {
			fmt.Println(e.Kind, e.Scope, "was of the other:", from == uploads.ID())
		}
	}
	_, err := checkout.Release(uploads.ID())
	fmt.Println(timeline.Downtime().Of(checkout.AsOf(now)), err)
	// Output:
	// ≥ 1h10m
	// impact uploads was of the other: true
	// ≥ 1h <nil>
}
