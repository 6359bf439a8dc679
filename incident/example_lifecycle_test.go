package incident_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// A team may have its own statuses. The log names the lifecycle it follows, so
// pass it when decoding; a log whose lifecycle is missing still reads.
func ExampleDecode_lifecycle() {
	acme := lifecycle.MustCompile(lifecycle.Definition{
		Name: "acme", Version: 1, Initial: []lifecycle.State{"red"},
		States: []lifecycle.StateDef{
			{Name: "red", Phase: lifecycle.PhaseActive},
			{Name: "amber", Phase: lifecycle.PhaseMitigated},
			{Name: "green", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		},
		Edges: []lifecycle.Edge{
			{Trigger: "calm", From: []lifecycle.State{"red"}, To: "amber"},
			{Trigger: "clear", From: []lifecycle.State{"red", "amber"}, To: "green"},
		},
	})
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Printer on fire", At: at("2026-03-04T14:00:00Z"), Lifecycle: acme})
	if err != nil {
		fmt.Println(err)
		return
	}
	stored, err := json.Marshal(inc)
	if err != nil {
		fmt.Println(err)
	}
	for _, known := range [][]*lifecycle.Lifecycle{nil, {acme}} {
		again, err := incident.Decode(stored, known...)
		if err != nil {
			fmt.Println(err)
			return
		}
		status, _ := again.Status()
		_, err = again.Advance("clear", at("2026-03-04T15:00:00Z"))
		after, _ := again.Status()
		fmt.Println(status.Name, "then", after.Name, after.Phase, errors.Is(err, incident.ErrLifecycle))
	}
	// Output:
	// red then red active true
	// red then green closed false
}
