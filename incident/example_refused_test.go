package incident_test

import (
	"errors"
	"fmt"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// A refused move says what was allowed, to people and to programs.
func ExampleWriter_Advance() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Uploads fail", State: "resolved", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = inc.Advance("monitor", at("2026-03-04T15:00:00Z"))
	fmt.Println(err)
	if refused, ok := errors.AsType[*lifecycle.TransitionError](err); ok {
		for trigger := range refused.Allowed() {
			fmt.Println("-", trigger)
		}
	}
	// Output:
	// incident: Advance: lifecycle: cannot monitor from resolved (allowed: close, reopen)
	// - close
	// - reopen
}

// Somebody else was faster: say which status you believe current, and a change
// on top of another one is refused.
func ExampleStamp_expect() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Uploads fail", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	seen, _ := inc.Status()
	if _, err := inc.Advance("resolve", at("2026-03-04T15:00:00Z")); err != nil {
		fmt.Println(err)
	}
	_, err = inc.As(incident.Stamp{Expect: seen.Event}).Advance("close", at("2026-03-04T15:01:00Z"))
	fmt.Println(errors.Is(err, incident.ErrConflict), err)
	// Output:
	// true incident: Advance: conflict with the log: the status is now resolved
}
