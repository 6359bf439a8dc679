package incident_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// moment reads a time of the examples.
func moment(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// Who was in command, and for how long.
func ExampleWriter_Assign() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	ann, err1 := inc.Assign(incident.Commander, "Ann", at("2026-03-04T14:10:00Z"))
	_, err2 := inc.Relieve(ann.ID, at("2026-03-04T16:00:00Z"))
	_, err3 := inc.Assign(incident.Commander, "Bob", at("2026-03-04T16:00:00Z"))
	if err := errors.Join(err1, err2, err3); err != nil {
		fmt.Println(err)
		return
	}
	view := inc.AsOf(moment("2026-03-04T17:00:00Z"))
	for _, a := range incident.Of(view).Assignments {
		fmt.Println(a.Role, a.Person, a.Held(view))
	}
	// Output:
	// commander Ann 1h50m
	// commander Bob ≥ 1h
}
