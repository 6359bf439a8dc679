package timeline_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// incidentID is the incident of the logs in these tests.
var incidentID = uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001")

// day is the midnight on which short clock times in these tests fall.
var day = time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)

// clock reads "14:07" or "14:07:30" on that day.
func clock(s string) time.Time {
	layout := "15:04:05"
	if len(s) == 5 {
		layout = "15:04"
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		panic(err)
	}
	return day.Add(t.Sub(t.Truncate(24 * time.Hour)))
}

// sec is the moment n seconds into that day.
func sec(n int) time.Time { return day.Add(time.Duration(n) * time.Second) }

// on is the instant exactly at a clock time.
func on(s string) timeline.Instant { return timeline.At(clock(s)) }

// logOf is a log of events that must all be recordable.
func logOf(t testing.TB, events ...timeline.Event) *timeline.Log {
	t.Helper()
	l := timeline.NewLog(incidentID)
	for _, e := range events {
		add(t, l, e)
	}
	return l
}

func add(t testing.TB, l *timeline.Log, e timeline.Event) timeline.Event {
	t.Helper()
	got, err := l.Add(e)
	require.NoError(t, err)
	return got
}

// late is a moment after everything in these tests.
var late = day.Add(30 * 24 * time.Hour)

func milestone(m timeline.Milestone, at timeline.Instant) timeline.Event {
	return timeline.Event{Kind: timeline.KindMilestone, Milestone: m, Occurred: at}
}

func impact(where timeline.Scope, how timeline.Health, from, until timeline.Instant) timeline.Event {
	return timeline.Event{Kind: timeline.KindImpact, Scope: where, Health: how, Occurred: from, Ended: until}
}

func restore(where timeline.Scope, at timeline.Instant) timeline.Event {
	return timeline.Event{Kind: timeline.KindRestore, Scope: where, Occurred: at}
}

func update(word string, at timeline.Instant) timeline.Event {
	return timeline.Event{Kind: timeline.KindUpdate, Status: word, Occurred: at}
}

// status adds a status event that follows previous.
func status(t testing.TB, l *timeline.Log, name string, phase timeline.Phase, at timeline.Instant, previous uuid.UUID) timeline.Event {
	t.Helper()
	return add(t, l, timeline.Event{Kind: timeline.KindStatus, Status: name, Phase: phase, Occurred: at, Previous: previous})
}

// closeIncident ends the incident, so that what is missing cannot come anymore.
func closeIncident(t testing.TB, l *timeline.Log, at timeline.Instant) {
	t.Helper()
	status(t, l, "closed", timeline.PhaseClosed, at, uuid.Nil)
}

// jsonOf is the log's own bytes.
func jsonOf(t testing.TB, l *timeline.Log) string {
	t.Helper()
	b, err := l.MarshalJSON()
	require.NoError(t, err)
	return string(b)
}

// rounds cuts a number of rounds under -short.
func rounds(n int) int {
	if testing.Short() {
		return max(1, n/10)
	}
	return n
}

func uuidOf(s string) uuid.UUID { return uuid.MustParse(s) }
