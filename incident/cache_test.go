package incident_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// asTwin does the same to the incident and to a twin that was just read from its
// bytes, and checks that nobody can tell them apart.
func asTwin(t testing.TB, inc *incident.Incident, do func(*incident.Incident) (timeline.Event, error), lives ...*lifecycle.Lifecycle) (timeline.Event, error) {
	t.Helper()
	w := &world{TB: t, lives: lives}
	twin := decode(t, jsonOf(t, inc), lives...)
	w.same(twin, inc)
	want, wantErr := do(twin)
	got, err := do(inc)
	require.Equal(t, fmt.Sprint(wantErr), fmt.Sprint(err))
	require.Equal(t, want, got)
	w.same(twin, inc)
	return got, err
}

// A hypothesis suspected anew at noon and then found wrong as of eleven is still
// suspected.
func TestSettledOutOfOrder(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	guess := must(inc.Suspect("disk", on("10:00")))
	must(inc.RuleOut(guess.ID, on("10:30")))
	anew := member(timeline.Event{Kind: incident.KindHypothesis, Target: guess.ID, Occurred: on("12:00")}, "hypothesis", `"suspected"`)
	_, err := inc.Record(anew)
	require.ErrorIs(t, err, incident.ErrSettled)

	guess = must(inc.Suspect("DNS", on("10:00")))
	anew.Target = guess.ID
	must(inc.Record(anew))
	must(inc.RuleOut(guess.ID, on("11:00")))
	must(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Confirm(guess.ID, on("13:00")) }))
}

// What a fact's amendments are is the same for whoever recorded them and for who
// reads them, also where the fact was retracted, or the amendment passed by the
// one that stood.
func TestAmendWhatDoesNotStand(t *testing.T) {
	for name, prepare := range map[string]func(inc *incident.Incident, fact timeline.Event){
		"retracted": func(inc *incident.Incident, fact timeline.Event) { _, _ = inc.Retract(fact.ID) },
		"retracted, then amended": func(inc *incident.Incident, fact timeline.Event) {
			_, _ = inc.Retract(fact.ID)
			_, _ = inc.Amend(fact.ID, fact)
		},
		"amended, retracted, amended": func(inc *incident.Incident, fact timeline.Event) {
			_, _ = inc.Amend(fact.ID, fact)
			_, _ = inc.Retract(fact.ID)
			_, _ = inc.Amend(fact.ID, fact)
		},
		"the amendment was retracted": func(inc *incident.Incident, fact timeline.Event) {
			a, _ := inc.Amend(fact.ID, fact)
			_, _ = inc.Retract(a.ID)
		},
		"an amendment passed it by": func(inc *incident.Incident, fact timeline.Event) {
			recordAmendment(inc, fact, "15:00")
			recordAmendment(inc, fact, "14:00")
		},
		"an amendment took its place": func(inc *incident.Incident, fact timeline.Event) {
			recordAmendment(inc, fact, "14:00")
			recordAmendment(inc, fact, "15:00")
		},
		"revived after its amendments": func(inc *incident.Incident, fact timeline.Event) {
			_, _ = inc.Amend(fact.ID, fact)
			r, _ := inc.Retract(fact.ID)
			_, _ = inc.Retract(r.ID)
		},
	} {
		inc := declare(t)
		must := ok(t)
		fact := must(inc.Detect(incident.Monitoring, on("14:02")))
		other := must(inc.Note("x", unknown))
		must(inc.Amend(other.ID, other)) // from now on amendments are remembered
		prepare(inc, fact)
		for range 3 {
			_, err := asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Amend(fact.ID, fact) })
			assert.NoError(t, err, name)
		}
	}
}

func recordAmendment(inc *incident.Incident, fact timeline.Event, recorded string) {
	fact.ID, fact.Amends, fact.Recorded = uuid.Nil, fact.ID, clock(recorded)
	_, _ = inc.Record(fact)
}

// What the log speaks of and does not hold may come at any time, under an ID that
// it brings or that it is given.
func TestWhatWasMissingComes(t *testing.T) {
	must := ok(t)
	full := declare(t)
	move := must(full.Advance("identify", on("14:20")))
	gone := must(full.Retract(move.ID))
	inc := declare(t)
	log := inc.Log()
	_, err := log.Add(gone)
	require.NoError(t, err)
	b, err := log.MarshalJSON()
	require.NoError(t, err)
	inc = decode(t, string(b))
	inc.Status()
	same := must(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Advance("identify", on("14:20")) }))
	require.Equal(t, move.ID, same.ID)
	st, _ := inc.Status()
	assert.Equal(t, "investigating", st.Name, "the change was retracted before it came")
}

// A status that follows a missing one counts once that one comes, also if it
// was retracted in between.
func TestRevivedBeforeItsPredecessorComes(t *testing.T) {
	must := ok(t)
	full := declare(t)
	first := must(full.Advance("identify", on("14:20")))
	second := must(full.Advance("resolve", on("15:00")))
	gone := must(full.Retract(second.ID))
	log := declare(t).Log()
	for _, e := range []timeline.Event{second, gone} {
		_, err := log.Add(e)
		require.NoError(t, err)
	}
	b, err := log.MarshalJSON()
	require.NoError(t, err)
	inc := decode(t, string(b))
	must(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Retract(gone.ID) }))
	must(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Record(first) }))
	st, _ := inc.Status()
	assert.Equal(t, "resolved", st.Name)
}

// An amendment of what is not in the log is a fact of its own, and can be amended
// as such.
func TestAmendmentOfNothing(t *testing.T) {
	log := declare(t).Log()
	e, err := log.Add(timeline.Event{Kind: incident.KindNote, Text: "x", Amends: elsewhere})
	require.NoError(t, err)
	b, err := log.MarshalJSON()
	require.NoError(t, err)
	inc := decode(t, string(b))
	a := ok(t)(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Amend(e.ID, e) }))
	assert.Equal(t, e.ID, a.Amends)
	_, err = inc.As(incident.Stamp{Expect: a.ID}).Retract(e.ID)
	assert.NoError(t, err)
}

// Amending a status keeps the lifecycle that it follows, whatever the new content
// says of it.
func TestAmendKeepsTheLifecycle(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "x", Lifecycle: own()})
	require.NoError(t, err)
	st, _ := inc.Status()
	ok(t)(inc.Amend(st.Event, timeline.Event{Kind: timeline.KindStatus, Status: "monitoring"}))
	ok(t)(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Advance("relapse", unknown) }, own()))

	other := decode(t, jsonOf(t, inc))
	require.Nil(t, other.Lifecycle(), "not known here")
	st, _ = other.Status()
	ok(t)(other.Amend(st.Event, timeline.Event{Kind: timeline.KindStatus, Status: st.Name}))
	assert.NotNil(t, decode(t, jsonOf(t, other), own()).Lifecycle())
}

// The lifecycle is that of the current status, also after the status that
// followed another was retracted.
func TestLifecycleFollowsTheStatus(t *testing.T) {
	b := `{"name":"elsewhere","version":1,"fingerprint":"x"}`
	second := status(idB, "identified", "active", idA)
	second = second[:len(second)-1] + `,"lifecycle":` + b + `}`
	inc := decode(t, written(status(idA, "triage", "triage", ""), second))
	require.Nil(t, inc.Lifecycle())
	must := ok(t)
	gone := must(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Retract(uuid.MustParse(idB)) }))
	must(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Advance("resolve", unknown) }))
	_, err := inc.Apply(func(inc *incident.Incident) error {
		must(inc.Retract(gone.ID))
		_, err := inc.Advance("close", unknown)
		return err
	})
	assert.Error(t, err)
	must(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Advance("close", unknown) }))
}

// What brings its ID is an event of another copy: no stamp is put on it, lest the
// copies hold different events of one ID.
func TestRecordPutsNoStampOnEventsOfOthers(t *testing.T) {
	one, two := declare(t), declare(t)
	e := ok(t)(one.Note("x", unknown))
	w := two.As(incident.Stamp{Actor: "ana", Recorded: clock("15:00"), Visibility: timeline.Public})
	for range 2 {
		assert.Equal(t, e, ok(t)(w.Record(e)))
	}
	assert.Equal(t, jsonOf(t, one), jsonOf(t, two))
}

// What another copy redacted can be recorded.
func TestRecordTombstone(t *testing.T) {
	one, two := declare(t), declare(t)
	e := ok(t)(one.Note("secret", unknown))
	r := ok(t)(one.Redact(e.ID, "text"))
	e, _ = one.Log().Event(e.ID)
	ok(t)(two.Record(e))
	ok(t)(two.Record(r))
	assert.Equal(t, jsonOf(t, one), jsonOf(t, two))
}

// A redacted fact can be amended to say in other words what it said.
func TestAmendTombstone(t *testing.T) {
	inc := declare(t)
	e := ok(t)(inc.Note("secret", unknown))
	ok(t)(inc.Redact(e.ID, "text"))
	e, _ = inc.Log().Event(e.ID)
	e.Text = "harmless"
	a := ok(t)(inc.Amend(e.ID, e))
	assert.Equal(t, "harmless", a.Text)
	for range a.Redacted() {
		t.Error("nothing of it is redacted")
	}
}

// A redaction that cannot be written as JSON is refused.
func TestRedactNoText(t *testing.T) {
	inc := declare(t)
	st, _ := inc.Status()
	err := refuses(t, inc, "Redact", func() (timeline.Event, error) { return inc.Redact(st.Event, notUTF8) })
	assert.ErrorIs(t, err, timeline.ErrNotUTF8)
}

// A copy that holds only what remains of a status brings no event that is new, and
// yet removes words.
func TestJoinOfTombstoneAlone(t *testing.T) {
	inc, other := declare(t), declare(t)
	inc.Status()
	log := timeline.NewLog(inc.ID())
	for e := range other.Log().All() {
		e, err := e.Redact("status")
		require.NoError(t, err)
		_, err = log.Add(e)
		require.NoError(t, err)
	}
	b, err := log.MarshalJSON()
	require.NoError(t, err)
	_, err = inc.Join(decode(t, string(b)))
	require.NoError(t, err)
	sameStatus(t, inc)
}

// A change that fails leaves the incident as it was even if it read another one
// in its place.
func TestApplyUndoesReading(t *testing.T) {
	inc, other := declare(t), declare(t)
	ok(t)(other.Advance("resolve", unknown))
	before := jsonOf(t, inc)
	_, err := inc.Apply(func(inc *incident.Incident) error {
		return errors.Join(inc.UnmarshalJSON([]byte(jsonOf(t, other))), errNo)
	})
	require.ErrorIs(t, err, errNo)
	assert.Equal(t, before, jsonOf(t, inc))
	ok(t)(asTwin(t, inc, func(inc *incident.Incident) (timeline.Event, error) { return inc.Advance("resolve", unknown) }))
}

// A rival stands beside its fact, also if an amendment of it was named, and takes
// its place where its source is preferred.
func TestRivalOfAmendment(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	fact := must(inc.Detect(incident.Monitoring, on("14:02")))
	amended := must(inc.Amend(fact.ID, fact))
	rival := must(inc.As(incident.Stamp{Source: "page"}).Rival(amended.ID, on("14:10")))
	assert.Equal(t, fact.ID, rival.RivalOf)
	s := incident.Of(inc.AsOf(late).Preferring("page"))
	require.Len(t, s.Detections, 1)
	assert.Equal(t, rival.ID, s.Detections[0].Event.ID)
}

// A rival account of a status follows the same lifecycle.
func TestRivalOfStatusKeepsTheLifecycle(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "x", Lifecycle: reviewed()})
	require.NoError(t, err)
	st, _ := inc.Status()
	ok(t)(inc.As(incident.Stamp{Source: "page"}).Rival(st.Event, on("14:10")))
	assert.Empty(t, incident.Of(inc.AsOf(late).Preferring("page"), reviewed()).Findings)
}
