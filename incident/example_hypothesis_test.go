package incident_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// A hypothesis is suspected, and later ruled out or confirmed, once.
func ExampleWriter_Suspect() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Logins fail", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	do := func(e timeline.Event, err error) timeline.Event {
		if err != nil {
			fmt.Println(err)
		}
		return e
	}
	dns := do(inc.Suspect("the DNS change of this morning", at("2026-03-04T14:10:00Z")))
	do(inc.RuleOut(dns.ID, at("2026-03-04T14:40:00Z")))
	disk := do(inc.Suspect("a full disk", at("2026-03-04T14:45:00Z")))
	do(inc.Confirm(disk.ID, at("2026-03-04T14:50:00Z")))
	do(inc.Confirm(dns.ID, at("2026-03-04T15:00:00Z"))) // too late

	for _, h := range incident.Of(inc.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))).Hypotheses {
		fmt.Println(h.Event.Text, "-", h.State, h.Settled.Occurred)
	}
	// Output:
	// incident: Confirm: ruled_out: already settled
	// the DNS change of this morning - ruled_out 2026-03-04T14:40:00Z
	// a full disk - confirmed 2026-03-04T14:50:00Z
}
