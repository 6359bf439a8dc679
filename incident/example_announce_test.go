package incident_test

import (
	"errors"
	"fmt"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// Customers were promised an update within the half hour, twice.
func ExamplePromises() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err1 := inc.Announce(incident.Announcement{Status: "investigating", At: at("2026-03-04T14:05:00Z"), Next: at("2026-03-04T14:35:00Z")})
	_, err2 := inc.Announce(incident.Announcement{Status: "identified", At: at("2026-03-04T14:30:00Z"), Next: at("2026-03-04T15:00:00Z")})
	_, err3 := inc.Publish("resolved", "It is over.", at("2026-03-04T15:20:00Z"))
	if err := errors.Join(err1, err2, err3); err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range incident.Promises(inc.AsOf(moment("2026-03-04T17:00:00Z"))) {
		fmt.Println(p.Due, p.State)
	}
	// Output:
	// 2026-03-04T14:35:00Z kept
	// 2026-03-04T15:00:00Z missed
}
