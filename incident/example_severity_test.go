package incident_test

import (
	"fmt"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// Severity changes over time, and every assessment is kept. A team's own word
// stays beside the level that it stands for.
func ExampleWriter_AssessIn() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Payments slow", At: at("2026-03-04T14:00:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, change := range []struct{ when, word string }{
		{"2026-03-04T14:05:00Z", "SEV3"},
		{"2026-03-04T14:20:00Z", "SEV1"},
		{"2026-03-04T15:10:00Z", "SEV2"},
	} {
		if _, err := inc.AssessIn(severity.SEV(), change.word, at(change.when)); err != nil {
			fmt.Println(err)
		}
	}
	if _, err := inc.AssessIn(severity.SEV(), "terrible", at("2026-03-04T15:20:00Z")); err != nil {
		fmt.Println("refused:", err != nil)
	}
	s := incident.Of(inc.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)))
	for _, v := range s.Severities {
		fmt.Println(v.Event.Occurred, v.Scale, v.Word, v.Level)
	}
	now, _ := s.Severity()
	fmt.Println("at the end:", now.Word)
	// Output:
	// refused: true
	// 2026-03-04T14:05:00Z SEV SEV3 moderate
	// 2026-03-04T14:20:00Z SEV SEV1 critical
	// 2026-03-04T15:10:00Z SEV SEV2 major
	// at the end: SEV2
}
