package incident_test

import (
	"flag"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

var update = flag.Bool("update", false, "rewrite testdata")

// golden compares got with a file, or writes the file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "if this is meant, run: go test -update")
}

// day is the midnight on which clock times in these tests fall.
var day = time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)

// clock reads "14:07" on that day.
func clock(s string) time.Time {
	t, err := time.Parse("15:04", s)
	if err != nil {
		panic(err)
	}
	return day.Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
}

// on is the instant exactly at a clock time.
func on(s string) timeline.Instant { return timeline.At(clock(s)) }

// unknown is a time that nobody gives, and invalid one that was given wrongly.
var (
	unknown timeline.Instant
	invalid = timeline.At(time.Time{})
)

// late is after everything in these tests.
var late = day.Add(30 * 24 * time.Hour)

// elsewhere is an ID that is in none of the logs.
var elsewhere = uuid.MustParse("6f1c1d2e-0000-4000-8000-00000000e15e")

// notUTF8 is text that cannot be recorded.
const notUTF8 = "caf\xe9"

// declare opens an incident at 14:07.
func declare(t testing.TB) *incident.Incident {
	t.Helper()
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: on("14:07")})
	require.NoError(t, err)
	return inc
}

// ok returns a function that takes the result of a verb which must succeed.
func ok(t testing.TB) func(timeline.Event, error) timeline.Event {
	return func(e timeline.Event, err error) timeline.Event {
		t.Helper()
		require.NoError(t, err)
		return e
	}
}

// jsonOf is the incident's own bytes.
func jsonOf(t testing.TB, inc *incident.Incident) string {
	t.Helper()
	b, err := inc.MarshalJSON()
	require.NoError(t, err)
	return string(b)
}

// decode reads an incident that must be readable.
func decode(t testing.TB, data string, lifecycles ...*lifecycle.Lifecycle) *incident.Incident {
	t.Helper()
	inc, err := incident.Decode([]byte(data), lifecycles...)
	require.NoError(t, err)
	return inc
}

// changes checks that do records exactly one event, the one it returns, and that
// the log still decodes to the same bytes.
func changes(t testing.TB, inc *incident.Incident, do func() (timeline.Event, error)) timeline.Event {
	t.Helper()
	before := inc.Log().Len()
	e, err := do()
	require.NoError(t, err)
	require.Equal(t, before+1, inc.Log().Len(), "one event")
	held, found := inc.Log().Event(e.ID)
	require.True(t, found, "the event returned is in the log")
	require.Equal(t, e, held)
	text := jsonOf(t, inc)
	require.Equal(t, text, jsonOf(t, decode(t, text)))
	sameStatus(t, inc)
	return e
}

// refuses checks that do fails as the verb's own error and changes nothing.
func refuses(t testing.TB, inc *incident.Incident, verb string, do func() (timeline.Event, error)) error {
	t.Helper()
	before := jsonOf(t, inc)
	status, had := inc.Status()
	e, err := do()
	require.Error(t, err)
	require.Equal(t, timeline.Event{}, e, "no event beside an error")
	var refused *incident.VerbError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, verb, refused.Verb)
	assert.Contains(t, err.Error(), "incident: "+verb+": ")
	require.Equal(t, before, jsonOf(t, inc), "nothing changed")
	after, has := inc.Status()
	assert.Equal(t, had, has)
	assert.Equal(t, status, after)
	return err
}

// sameStatus checks that the incident knows the status that its log tells.
func sameStatus(t testing.TB, inc *incident.Incident) {
	t.Helper()
	have, had := inc.Status()
	read, is := decode(t, jsonOf(t, inc)).Status()
	require.Equal(t, is, had)
	require.Equal(t, read.Event, have.Event)
	require.Equal(t, read.Name, have.Name)
	require.Equal(t, read.Phase, have.Phase)
	require.Equal(t, read.Resolution, have.Resolution)
}

// sameGuesses checks that the incident lets settle exactly the hypotheses that
// its log tells to be suspected.
func sameGuesses(t testing.TB, inc *incident.Incident) {
	t.Helper()
	open := map[uuid.UUID]bool{}
	for _, h := range incident.Of(inc.AsOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))).Hypotheses {
		open[h.Event.ID] = h.State == incident.Suspected
	}
	for e := range inc.Log().All() {
		_, _ = inc.Apply(func(draft *incident.Incident) error {
			_, err := draft.RuleOut(e.ID, unknown)
			require.Equal(t, open[e.ID], err == nil, "%s %v", e.Text, err)
			return errNo
		})
	}
}

// rules lists the rules of the findings of everything recorded.
func rules(inc *incident.Incident, lifecycles ...*lifecycle.Lifecycle) []string {
	var out []string
	for _, f := range incident.Of(inc.AsOf(late), lifecycles...).Findings {
		out = append(out, f.Rule)
	}
	return out
}

// rounds cuts a number of rounds under -short.
func rounds(n int) int {
	if testing.Short() {
		return max(1, n/10)
	}
	return n
}
