package incident_test

import (
	"encoding/json"
	"fmt"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// The stored form of an incident is its event log.
func ExampleDecode() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Uploads fail", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := inc.Mark(timeline.Detected, at("2026-03-04T13:55:00Z")); err != nil {
		fmt.Println(err)
	}
	stored, err := json.MarshalIndent(inc, "", "  ")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(string(stored))

	again, err := incident.Decode(stored)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = again.Advance("resolve", at("2026-03-04T15:00:00Z"))
	fmt.Println(again.ID() == inc.ID(), err)

	_, err = incident.Decode([]byte(`{"schema_version":1,"incident":"7f3c5a9e-0000-4000-8000-000000000001","events":[{"occurred":"soon"}]}`))
	fmt.Println(err)
	// Output:
	// {
	//   "schema_version": 1,
	//   "incident": "9b5f657c-97f1-528f-a528-9c09bc6e7b12",
	//   "events": [
	//     {
	//       "id": "f57c8524-63aa-5cce-8e00-a6b0f0896b0e",
	//       "kind": "milestone",
	//       "milestone": "detected",
	//       "occurred": "2026-03-04T13:55:00Z"
	//     },
	//     {
	//       "id": "1a40622c-c71e-5a7c-930f-a645701c70f2",
	//       "kind": "status",
	//       "occurred": "2026-03-04T14:00:00Z",
	//       "status": "investigating",
	//       "phase": "active",
	//       "text": "Uploads fail",
	//       "lifecycle": {
	//         "name": "allclear-default",
	//         "version": 1,
	//         "fingerprint": "a7b6fb423d7566b310849232d14dae32"
	//       }
	//     }
	//   ]
	// }
	// true <nil>
	// timeline: decoding events[0].occurred: timeline: parsing instant "soon": syntax: want RFC 3339, such as 2025-06-10T06:06:00Z
}
