package incident_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// replicas is copies of one incident on which random callers work apart, and
// what a caller who stores each event has stored.
type replicas struct {
	chooser
	copies []*actor
	store  []timeline.Event
}

func newReplicas(t testing.TB, c chooser, n int) *replicas {
	r := &replicas{chooser: c}
	first := declare(t)
	text := jsonOf(t, first)
	for e := range first.Log().All() {
		r.store = append(r.store, e)
	}
	for range n {
		r.copies = append(r.copies, &actor{chooser: c, inc: decode(t, text)})
	}
	return r
}

// step does something on one of the copies.
func (r *replicas) step(t testing.TB) {
	a := r.copies[r.IntN(len(r.copies))]
	switch r.IntN(8) {
	case 0:
		other := r.copies[r.IntN(len(r.copies))]
		_, err := a.inc.Join(other.inc)
		require.NoError(t, err)
		a.ids = append(a.ids, other.ids...)
		sameStatus(t, a.inc)
		sameGuesses(t, a.inc)
	case 1:
		a.inc = decode(t, jsonOf(t, a.inc))
	case 2:
		events, err := a.inc.Apply(func(inc *incident.Incident) error {
			for range r.IntN(3) {
				if e, err := a.act(); err == nil {
					a.ids = append(a.ids, e.ID)
				}
			}
			return pick(r, nil, errNo)
		})
		if err == nil {
			r.store = append(r.store, events...)
		}
		sameStatus(t, a.inc)
	default:
		if e, err := a.act(); err == nil {
			a.ids = append(a.ids, e.ID)
			r.store = append(r.store, e)
		}
	}
}

// converge checks that the copies, joined in any order, are one and the same, and
// so is what was stored, in any order.
func (r *replicas) converge(t testing.TB, shuffle func(n int, swap func(i, j int))) {
	join := func(order ...int) *incident.Incident {
		out := decode(t, jsonOf(t, r.copies[order[0]].inc))
		for _, i := range order[1:] {
			_, err := out.Join(r.copies[i].inc)
			require.NoError(t, err)
		}
		return out
	}
	all := make([]int, len(r.copies))
	for i := range all {
		all[i] = i
	}
	whole := join(all...)
	want := jsonOf(t, whole)
	shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	other := join(append(all, all...)...)
	require.Equal(t, want, jsonOf(t, other))
	require.Equal(t, whole.Revision(), other.Revision())
	require.Equal(t, incident.Of(whole.AsOf(late)), incident.Of(other.AsOf(late)))
	sameStatus(t, whole)

	log := timeline.NewLog(whole.ID())
	shuffle(len(r.store), func(i, j int) { r.store[i], r.store[j] = r.store[j], r.store[i] })
	for _, e := range r.store {
		_, err := log.Add(e)
		require.NoError(t, err)
	}
	stored, err := log.MarshalJSON()
	require.NoError(t, err)
	require.Equal(t, want, string(stored), "what was stored is the incident")
}

func TestReplicasConverge(t *testing.T) {
	for seed := range uint64(rounds(250)) {
		c := rand.New(rand.NewPCG(seed, 61))
		r := newReplicas(t, c, 3)
		for range 30 {
			r.step(t)
		}
		r.converge(t, c.Shuffle)
	}
}

// FuzzOperations lets the input choose what happens on which copy.
func FuzzOperations(f *testing.F) {
	f.Add([]byte{1, 2, 3})
	f.Add([]byte("\x00\x05\x03\x00\x01\x12\x02\x03\x02\x01\x01\x00\x07\x07\x07\x11\x04\x04\x04"))
	seed := rand.New(rand.NewPCG(1, 62))
	for range 8 {
		b := make([]byte, 400)
		for i := range b {
			b[i] = byte(seed.IntN(256))
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 2000 {
			return // long inputs are slow and show nothing new
		}
		c := &bytesChooser{data}
		r := newReplicas(t, c, 2)
		for range 40 {
			if len(c.data) == 0 {
				break
			}
			r.step(t)
		}
		r.converge(t, func(n int, swap func(i, j int)) {
			for i := range n / 2 {
				swap(i, n-1-i)
			}
		})
	})
}

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

func TestJudge(t *testing.T) {
	must := ok(t)
	inc := declare(t)
	must(inc.Impact(timeline.Scope{}, timeline.Major, on("14:00")))
	limit := func(from severity.Level, m timeline.Measure, within time.Duration) incident.Target {
		return incident.Target{From: from, Target: timeline.Target{Measure: m, Within: within}}
	}
	restore, ack := timeline.TimeToRestore(), timeline.TimeToAcknowledge()
	targets := []incident.Target{
		limit(severity.Critical, restore, time.Hour), limit(severity.Major, restore, 4*time.Hour), limit(0, ack, 15*time.Minute), limit(severity.Critical, ack, 5*time.Minute),
	}
	judge := func() (out []string) {
		for _, v := range incident.Judge(inc.AsOf(clock("14:20")), targets...) {
			out = append(out, fmt.Sprintf("%s within %s: %s", v.Target.Measure.ID(), v.Target.Within, v.Standing))
		}
		return out
	}
	assert.Equal(t, []string{"time_to_restore within 1h0m0s: undecidable", "time_to_acknowledge within 15m0s: breached"}, judge(), "not assessed")
	must(inc.Assess(severity.Minor, on("14:05")))
	assert.Equal(t, []string{"time_to_acknowledge within 15m0s: breached"}, judge(), "no promise for so little")
	must(inc.Assess(severity.Major, on("14:06")))
	assert.Equal(t, []string{"time_to_restore within 4h0m0s: on_track", "time_to_acknowledge within 15m0s: breached"}, judge())
	must(inc.Assess(severity.Critical, on("14:07")))
	assert.Equal(t, []string{"time_to_restore within 1h0m0s: on_track", "time_to_acknowledge within 5m0s: breached"}, judge())
	assert.Empty(t, incident.Judge(inc.AsOf(late)))
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
