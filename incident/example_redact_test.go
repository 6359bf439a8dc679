package incident_test

import (
	"fmt"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// A secret that was pasted into an incident is removed wherever it stands. What
// remains is a tombstone, and no copy of the log can bring the words back.
func ExampleWriter_Redact() {
	at := timeline.MustParseInstant
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at("2026-03-04T14:07:00Z")})
	if err != nil {
		fmt.Println(err)
		return
	}
	note, _ := inc.Note("logged in with hunter2", at("2026-03-04T14:20:00Z"))

	ana := inc.As(incident.Stamp{Actor: "ana", Text: "a password"})
	for id, field := range inc.Log().Mentions("hunter2") {
		ana.Redact(id, field) // (event, error): the event is to be stored, and the log written anew
	}
	held, _ := inc.Log().Event(note.ID)
	for field := range held.Redacted() {
		fmt.Printf("%s of the note of %s was removed\n", field, held.Occurred)
	}
	// Output:
	// text of the note of 2026-03-04T14:20:00Z was removed
}
