package incident_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

func TestJoin(t *testing.T) {
	must := ok(t)
	office := declare(t)
	train := decode(t, jsonOf(t, office))
	must(office.Detect(incident.Monitoring, on("14:02")))
	moved := must(office.Advance("resolve", on("15:00")))
	note := must(train.Note("on my way", on("14:30")))
	must(train.Advance("identify", on("14:40")))

	added, err := office.Join(train)
	require.NoError(t, err)
	assert.Len(t, added, 2)
	assert.Contains(t, added, note)
	assert.Contains(t, rules(office), timeline.RuleStatusFork, "both moved the status: kept, and reported")
	st, _ := office.Status()
	assert.Equal(t, "identified", st.Name, "the branch that came first is followed")
	must(office.Retract(st.Event))
	st, _ = office.Status()
	assert.Equal(t, moved.ID, st.Event, "until it is retracted")
	added, err = office.Join(train)
	require.NoError(t, err)
	assert.Empty(t, added)

	other, err := incident.Declare(incident.Declaration{Title: "Another"})
	require.NoError(t, err)
	_, err = office.Join(other)
	assert.ErrorIs(t, err, timeline.ErrOtherIncident)
	_, err = office.Join(new(incident.Incident))
	assert.ErrorIs(t, err, incident.ErrNotBegun)
	_, err = new(incident.Incident).Join(office)
	assert.ErrorIs(t, err, incident.ErrNotBegun)
}

func TestLocks(t *testing.T) {
	must := ok(t)
	inc := declare(t)
	fact := must(inc.Detect(incident.Monitoring, on("14:02")))
	seen := inc.Revision()
	mine, theirs := inc.As(incident.Stamp{Actor: "ana", Revision: seen}), inc.As(incident.Stamp{Actor: "bo", Revision: seen})
	must(mine.Note("first", on("14:10")))
	must(mine.Note("second", on("14:11")))
	for verb, do := range map[string]func() (timeline.Event, error){
		"Note":    func() (timeline.Event, error) { return theirs.Note("late", on("14:12")) },
		"Advance": func() (timeline.Event, error) { return theirs.Advance("resolve", on("14:12")) },
		"Amend":   func() (timeline.Event, error) { return theirs.Amend(fact.ID, fact) },
	} {
		assert.ErrorIs(t, refuses(t, inc, verb, do), incident.ErrConflict)
	}
	must(inc.As(incident.Stamp{Revision: inc.Revision()}).Note("now", on("14:13")))

	amended := must(inc.Amend(fact.ID, fact))
	stale := inc.As(incident.Stamp{Expect: fact.ID})
	for verb, do := range map[string]func() (timeline.Event, error){
		"Amend":   func() (timeline.Event, error) { return stale.Amend(fact.ID, fact) },
		"Retract": func() (timeline.Event, error) { return stale.Retract(fact.ID) },
		"Rival":   func() (timeline.Event, error) { return stale.Rival(fact.ID, on("14:03")) },
	} {
		assert.ErrorIs(t, refuses(t, inc, verb, do), incident.ErrConflict)
	}
	must(inc.As(incident.Stamp{Expect: amended.ID}).Amend(fact.ID, fact))
	gone := must(inc.Retract(fact.ID))
	must(inc.As(incident.Stamp{Expect: gone.ID}).Retract(gone.ID))
	assert.NotEmpty(t, new(incident.Incident).Revision())
}

func TestRedact(t *testing.T) {
	must := ok(t)
	inc := declare(t)
	note := must(inc.Note("the password is hunter2", on("14:10")))
	guess := must(inc.Suspect("hunter2 leaked", on("14:11")))
	for id, field := range inc.Log().Mentions("hunter2") {
		must(inc.As(incident.Stamp{Actor: "ana", Text: "a password"}).Redact(id, field))
	}
	assert.NotContains(t, jsonOf(t, inc), "hunter2")
	must(inc.Confirm(guess.ID, on("14:30")))
	held, err := inc.Record(note)
	require.NoError(t, err, "the event as it was stored before is the one that is held")
	assert.Empty(t, held.Text)

	var redaction timeline.Event
	for e := range inc.Log().All() {
		if e.Kind == timeline.KindRedact {
			redaction = e
		}
	}
	assert.Equal(t, "a password", redaction.Text)
	for name, do := range map[string]func() (timeline.Event, error){
		"taken back":      func() (timeline.Event, error) { return inc.Retract(redaction.ID) },
		"amended":         func() (timeline.Event, error) { return inc.Amend(redaction.ID, redaction) },
		"of a time":       func() (timeline.Event, error) { return inc.Redact(note.ID, "occurred") },
		"of nothing":      func() (timeline.Event, error) { return inc.Redact(note.ID) },
		"of nobody knows": func() (timeline.Event, error) { return inc.Redact(elsewhere, "text") },
	} {
		before := jsonOf(t, inc)
		_, err := do()
		assert.Error(t, err, name)
		assert.Equal(t, before, jsonOf(t, inc), name)
	}
}

// Appending takes the same work for each event, however many there are: four
// times as many allocate about four times as much.
func TestAppendingIsLinear(t *testing.T) {
	for name, grow := range map[string]func(inc *incident.Incident, n int){
		"apart": func(inc *incident.Incident, n int) {
			for i := range n {
				ok(t)(inc.Note("something", timeline.At(day.Add(time.Duration(i)*time.Second))))
				if i%8 == 0 {
					ok(t)(inc.Advance([...]lifecycle.Trigger{"monitor", "relapse"}[i/8%2], unknown))
				}
			}
		},
		"in batches": func(inc *incident.Incident, n int) {
			for range n {
				_, err := inc.Apply(func(inc *incident.Incident) error { _, err := inc.Note("something", unknown); return err })
				require.NoError(t, err)
			}
		},
		"amending one fact": func(inc *incident.Incident, n int) {
			fact := ok(t)(inc.Note("something", unknown))
			last := fact
			for i := range n {
				id := fact.ID
				if i%2 == 0 {
					id = last.ID
				}
				last = ok(t)(inc.Amend(id, fact))
			}
		},
		"guessing": func(inc *incident.Incident, n int) {
			for range n / 2 {
				ok(t)(inc.RuleOut(ok(t)(inc.Suspect("DNS", unknown)).ID, unknown))
			}
		},
		"retracting": func(inc *incident.Incident, n int) {
			for range n / 2 {
				ok(t)(inc.Retract(ok(t)(inc.Note("something", unknown)).ID))
				ok(t)(inc.As(incident.Stamp{Revision: inc.Revision()}).Note("more", unknown))
			}
		},
		"from elsewhere": func(inc *incident.Incident, n int) {
			from := declare(t)
			for i := range n {
				if i%8 == 0 {
					ok(t)(from.Advance([...]lifecycle.Trigger{"monitor", "relapse"}[i/8%2], unknown))
				}
				ok(t)(from.Note("something", unknown))
			}
			for _, e := range inOrder(from) {
				ok(t)(inc.Record(e))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			const n = 400
			few, many := allocated(t, n, grow), allocated(t, 4*n, grow)
			assert.Less(t, many, 6*few)
		})
	}
}

// inOrder returns the events of an incident so that each follows what it speaks
// of.
func inOrder(inc *incident.Incident) []timeline.Event {
	var statuses, others []timeline.Event
	byPrevious := map[uuid.UUID]timeline.Event{}
	for e := range inc.Log().All() {
		if e.Kind == timeline.KindStatus {
			byPrevious[e.Previous] = e
		} else {
			others = append(others, e)
		}
	}
	for e, ok := byPrevious[uuid.Nil]; ok; e, ok = byPrevious[e.ID] {
		statuses = append(statuses, e)
	}
	return append(statuses, others...)
}

// allocated is how many bytes it takes to grow an incident by n.
func allocated(t testing.TB, n int, grow func(*incident.Incident, int)) uint64 {
	inc := declare(t)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	grow(inc, n)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
