package incident_test

import (
	"errors"
	"fmt"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

// A handler of "PATCH status=…" is told where to, and answers a refusal with what
// would have been possible.
func ExampleWriter_AdvanceTo() {
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: on("14:00")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, to := range []lifecycle.State{"resolved", "merged", "done"} {
		switch e, err := inc.AdvanceTo(to, on("15:00")); {
		case errors.Is(err, lifecycle.ErrNotAllowed):
			fmt.Println("409 Conflict:", err)
		case err != nil:
			fmt.Println("400 Bad Request:", err)
		default:
			fmt.Println("200 OK:", e.Status)
		}
	}
	// Output:
	// 200 OK: resolved
	// 409 Conflict: incident: AdvanceTo: lifecycle: cannot go from resolved to merged (allowed: closed, investigating)
	// 400 Bad Request: incident: AdvanceTo: lifecycle: unknown state "done" (declared: triage, investigating, identified, monitoring, resolved, closed, false_positive, merged, duplicate, cancelled)
}
