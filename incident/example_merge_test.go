package incident_test

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// An incident that another one covers ends there, and names it.
func ExampleWriter_MergeInto() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Uploads fail", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = inc.Advance("merge", at("2026-03-04T14:20:00Z"))
	fmt.Println(err)

	storage := uuid.MustParse("7f3c5a9e-0000-4000-8000-000000000001")
	ev, err := inc.MergeInto(storage, at("2026-03-04T14:20:00Z"))
	into, _ := ev.Member("into")
	fmt.Println(ev.Status, ev.Phase, ev.Resolution, string(into), err)
	// Output:
	// incident: Advance: lifecycle: cannot merge from investigating: merge_target refuses: the other incident is not named, use MergeInto: empty
	// merged closed merged "7f3c5a9e-0000-4000-8000-000000000001" <nil>
}
