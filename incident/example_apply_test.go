package incident_test

import (
	"errors"
	"fmt"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// Several changes go in together or not at all. Inside, only the copy is used.
func ExampleIncident_Apply() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Uploads fail", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	over := func(trigger string) ([]timeline.Event, error) {
		return inc.Apply(func(inc *incident.Incident) error {
			_, err1 := inc.Restore(timeline.Scope{}, at("2026-03-04T15:00:00Z"))
			_, err2 := inc.Advance("resolve", at("2026-03-04T15:10:00Z"))
			_, err3 := inc.Advance("reopen", at("2026-03-04T15:05:00Z"))
			if trigger != "reopen" {
				err3 = errors.New("changed my mind")
			}
			return errors.Join(err1, err2, err3)
		})
	}
	events, err := over("")
	fmt.Println(len(events), err, "-", inc.Log().Len(), "in the log")
	events, err = over("reopen")
	fmt.Println(len(events), err, "-", inc.Log().Len(), "in the log")
	// Output:
	// 0 changed my mind - 1 in the log
	// 3 <nil> - 4 in the log
}
