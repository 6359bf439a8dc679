package incident_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// turn moves the status to and fro.
func turn(i int) lifecycle.Trigger { return [...]lifecycle.Trigger{"monitor", "relapse"}[i%2] }

// afterRetraction amends facts while another is retracted.
func afterRetraction(t testing.TB, inc *incident.Incident, n int) {
	gone := ok(t)(inc.Note("gone", unknown))
	ok(t)(inc.Retract(gone.ID))
	for range n / 2 {
		fact := ok(t)(inc.Note("something", unknown))
		ok(t)(inc.Amend(fact.ID, fact))
	}
}

// withLock records everything under a revision.
func withLock(t testing.TB, inc *incident.Incident, n int) {
	w := inc.As(incident.Stamp{Revision: inc.Revision()})
	for i := range n {
		if i%8 == 0 {
			ok(t)(w.Advance(turn(i/8), unknown))
		}
		ok(t)(w.Note("something", unknown))
	}
}

// missing records in a log that speaks of events it does not hold.
func missing(t testing.TB, inc *incident.Incident, n int) {
	other := declare(t)
	note := ok(t)(other.Note("elsewhere", unknown))
	log := inc.Log()
	_, err := log.Add(ok(t)(other.Retract(note.ID)))
	require.NoError(t, err)
	b, err := log.MarshalJSON()
	require.NoError(t, err)
	inc = decode(t, string(b))
	for i := range n {
		ok(t)(inc.Advance(turn(i), unknown))
		e := timeline.Event{ID: uuid.UUID{1, byte(i >> 8), byte(i)}, Kind: incident.KindNote, Text: "something"}
		ok(t)(inc.Record(e))
	}
}

// batches nests them, and lets every inner one fail.
func batches(t testing.TB, inc *incident.Incident, n int) {
	for i := range n / 4 {
		_, err := inc.Apply(func(inc *incident.Incident) error {
			ok(t)(inc.Advance(turn(i), unknown))
			_, err := inc.Apply(func(inc *incident.Incident) error { ok(t)(inc.Note("dropped", unknown)); return errNo })
			require.ErrorIs(t, err, errNo)
			ok(t)(inc.Note("something", unknown))
			return nil
		})
		require.NoError(t, err)
	}
}

// Appending stays linear where something is retracted, missing, locked or
// undone.
func TestAppendingOddlyIsLinear(t *testing.T) {
	n := 600
	if testing.Short() {
		n = 200
	}
	for name, grow := range map[string]func(testing.TB, *incident.Incident, int){
		"after a retraction": afterRetraction, "under a lock": withLock, "with events missing": missing, "in nested batches": batches,
	} {
		of := func(inc *incident.Incident, n int) { grow(t, inc, n) }
		few, many := allocated(t, n, of), allocated(t, 4*n, of)
		assert.Less(t, many, 6*few, "%s: %d and %d bytes", name, few, many)
	}
}
