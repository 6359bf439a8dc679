package incident_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// Two people work on copies of one incident, one of them offline. Joined in
// either order the copies are the same, and nothing is lost: both moved the
// status, and that is reported.
func ExampleIncident_Join() {
	at := timeline.MustParseInstant
	office, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at("2026-03-04T14:07:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	copied, _ := json.Marshal(office)
	train, _ := incident.Decode(copied)

	office.Advance("resolve", at("2026-03-04T15:00:00Z"))
	train.Note("the queue is full", at("2026-03-04T14:30:00Z"))
	train.Advance("identify", at("2026-03-04T14:31:00Z"))

	added, err := office.Join(train)
	fmt.Println(len(added), "new events to store,", err)
	train.Join(office)
	fmt.Println("the same:", office.Revision() == train.Revision())
	for _, f := range incident.Of(office.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))).Findings {
		fmt.Println(f.Text)
	}
	// Output:
	// 2 new events to store, <nil>
	// the same: true
	// 2 status changes follow the same one; "identified" came first and is followed
}
