package timeline_test

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// For an hour everybody waited for a vendor. Whether that counts is a matter of
// policy, and the figure says which one it followed.
func ExampleMeasure_WithoutHold() {
	at := timeline.MustParseInstant
	log := timeline.NewLog(uuid.Nil)
	log.Add(timeline.Event{Kind: timeline.KindImpact, Health: timeline.Partial, Occurred: at("2026-03-04T10:00:00Z")})
	previous := uuid.Nil
	for _, s := range []timeline.Event{
		{Status: "working", Phase: timeline.PhaseActive, Occurred: at("2026-03-04T10:05:00Z")},
		{Status: "waiting", Phase: timeline.PhaseActive, Occurred: at("2026-03-04T11:00:00Z"), Hold: "awaiting_vendor"},
		{Status: "working", Phase: timeline.PhaseActive, Occurred: at("2026-03-04T12:00:00Z")},
		{Status: "resolved", Phase: timeline.PhaseResolved, Occurred: at("2026-03-04T12:30:00Z")},
	} {
		s.Kind, s.Previous = timeline.KindStatus, previous
		e, _ := log.Add(s)
		previous = e.ID
	}
	view := log.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	fmt.Println(timeline.TimeToResolve().Of(view).Sentence())
	fmt.Println(timeline.TimeToResolve().WithoutHold().Of(view).Sentence())
	// Output:
	// time to resolve (time_to_resolve v1) from impact start to resolved, time on hold included: 2h30m.
	// time to resolve (time_to_resolve v1) from impact start to resolved, time on hold excluded: 1h30m.
}
