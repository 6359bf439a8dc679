package incident_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// fire fires a trigger, naming another incident where the lifecycle asks for it.
func fire(w incident.Writer, trigger lifecycle.Trigger, at timeline.Instant) (timeline.Event, error) {
	switch trigger {
	case "merge":
		return w.MergeInto(elsewhere, at)
	case "mark_duplicate":
		return w.DuplicateOf(elsewhere, at)
	}
	return w.Advance(trigger, at)
}

// route is how to get to each state of the default lifecycle that has exits.
var route = map[lifecycle.State]incident.Declaration{
	"triage":        {Title: "x", State: "triage"},
	"investigating": {Title: "x"},
	"identified":    {Title: "x", State: "identified"},
	"monitoring":    {Title: "x", State: "monitoring"},
	"resolved":      {Title: "x", State: "resolved"},
}

// Every edge of the default lifecycle is taken by a verb, and every other pair
// of state and trigger is refused and changes nothing.
func TestEveryEdge(t *testing.T) {
	life := lifecycle.Default()
	for from, d := range route {
		for trigger := range life.Triggers() {
			inc, err := incident.Declare(d)
			require.NoError(t, err)
			before, _ := inc.Status()
			to, err := life.Next(from, trigger)
			if err != nil {
				verb := map[lifecycle.Trigger]string{"merge": "MergeInto", "mark_duplicate": "DuplicateOf"}[trigger]
				if verb == "" {
					verb = "Advance"
				}
				refused := refuses(t, inc, verb, func() (timeline.Event, error) { return fire(inc.Writer, trigger, on("15:00")) })
				var why *lifecycle.TransitionError
				require.ErrorAs(t, refused, &why)
				assert.Equal(t, from, why.From)
				continue
			}
			e := changes(t, inc, func() (timeline.Event, error) { return fire(inc.Writer, trigger, on("15:00")) })
			state, _ := life.State(to)
			assert.Equal(t, string(to), e.Status)
			assert.Equal(t, timeline.Phase(state.Phase.String()), e.Phase)
			assert.Equal(t, state.Resolution.String(), e.Resolution)
			assert.Equal(t, before.Event, e.Previous)
			assert.Equal(t, timeline.KindStatus, e.Kind)
			assert.Equal(t, on("15:00"), e.Occurred)
			raw, _ := e.Member("trigger")
			assert.JSONEq(t, `"`+string(trigger)+`"`, string(raw))
			after, _ := inc.Status()
			assert.Equal(t, e.ID, after.Event)
			assert.Equal(t, e.Occurred, after.At)
			assert.Empty(t, rules(inc))
		}
	}
}

// Closing is legal from every open state, and nothing leads on from there.
func TestClosed(t *testing.T) {
	for from, d := range route {
		inc, err := incident.Declare(d)
		require.NoError(t, err)
		ok(t)(inc.Advance("close", on("15:00")))
		for trigger := range lifecycle.Default().Triggers() {
			_, err := fire(inc.Writer, trigger, on("16:00"))
			assert.ErrorIs(t, err, lifecycle.ErrTerminal, "%s from %s", trigger, from)
		}
	}
}

// Reopened, an incident is not resolved any more; resolved again, the last time
// counts and the first can be asked for.
func TestReopen(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	must(inc.Impact(timeline.Scope{}, timeline.Major, on("14:00")))
	must(inc.Advance("resolve", on("15:00")))
	resolve := timeline.TimeToResolve()
	figure := func(m timeline.Measure) string { return m.Of(inc.AsOf(clock("18:00"))).String() }
	assert.Equal(t, "1h", figure(resolve))
	must(inc.Advance("reopen", on("16:00")))
	assert.Equal(t, timeline.Ongoing, resolve.Of(inc.AsOf(clock("18:00"))).Kind())
	assert.Equal(t, "1h", figure(resolve.First()))
	must(inc.Advance("resolve", on("17:00")))
	assert.Equal(t, "3h", figure(resolve))
	assert.Equal(t, "3h", figure(resolve.Last()))
	assert.Equal(t, "1h", figure(resolve.First()))
}

func names(inc *incident.Incident) []string {
	var out []string
	for st := range inc.AsOf(late).Statuses() {
		out = append(out, st.Name)
	}
	return out
}

// The order of statuses is the order in which they were recorded, whatever the
// clocks say.
func TestStatusOrderNeedsNoClock(t *testing.T) {
	about := timeline.About(clock("14:30"), time.Hour)
	for name, times := range map[string][4]timeline.Instant{
		"equal":       {on("14:00"), on("14:00"), on("14:00"), on("14:00")},
		"unknown":     {},
		"approximate": {about, about, about, about},
		"backwards":   {on("14:04"), on("14:03"), on("14:02"), on("14:01")},
		"mixed":       {unknown, on("14:03"), about, on("14:01")},
	} {
		t.Run(name, func(t *testing.T) {
			inc, err := incident.Declare(incident.Declaration{Title: "x", State: "triage", At: times[0]})
			require.NoError(t, err)
			for i, trigger := range []lifecycle.Trigger{"investigate", "monitor", "relapse"} {
				changes(t, inc, func() (timeline.Event, error) { return inc.Advance(trigger, times[i+1]) })
			}
			want := []string{"triage", "investigating", "monitoring", "investigating"}
			assert.Equal(t, want, names(inc))
			assert.Equal(t, want, names(decode(t, jsonOf(t, inc))))
			assert.Empty(t, rules(inc))
		})
	}
}

// Two copies that went apart and were put together by hand: the first branch in
// order is followed, the fork is reported, and the incident can be worked on.
func TestForkIsFoldedAndReported(t *testing.T) {
	base := declare(t)
	one, two := decode(t, jsonOf(t, base)), decode(t, jsonOf(t, base))
	must := ok(t)
	must(one.Advance("identify", on("14:20")))
	must(two.Advance("monitor", on("14:15")))
	log := one.Log()
	for e := range two.Log().All() {
		_, err := log.Add(e)
		require.NoError(t, err)
	}
	b, err := log.MarshalJSON()
	require.NoError(t, err)
	joined := decode(t, string(b))
	assert.Equal(t, []string{"investigating", "monitoring"}, names(joined))
	assert.Equal(t, []string{timeline.RuleStatusFork}, rules(joined))
	changes(t, joined, func() (timeline.Event, error) { return joined.Advance("resolve", on("15:00")) })
	assert.Equal(t, []string{"investigating", "monitoring", "resolved"}, names(joined))
}

// status is a status event as another program might write it.
func status(id, name, phase, previous string) string {
	if previous != "" {
		previous = `,"previous":"` + previous + `"`
	}
	return `{"id":"` + id + `","kind":"status","status":"` + name + `","phase":"` + phase + `"` + previous + `}`
}

const (
	idA = "aaaaaaaa-0000-4000-8000-000000000001"
	idB = "aaaaaaaa-0000-4000-8000-000000000002"
	idC = "aaaaaaaa-0000-4000-8000-000000000003"
)

// written is a log of events as another program might write it.
func written(events ...string) string {
	return `{"schema_version":1,"incident":"6f1c1d2e-0000-4000-8000-000000000001","events":[` + strings.Join(events, ",") + "]}"
}

// A move that the lifecycle does not have is a finding in a log that others
// wrote, never an error.
func TestIllegalMovesAreFindings(t *testing.T) {
	for _, c := range []struct {
		name   string
		log    string
		status string
		rules  []string
		text   string
	}{
		{"a move", written(status(idA, "resolved", "resolved", ""), status(idB, "triage", "triage", idA)), "triage", []string{incident.RuleMove}, "cannot go from resolved to triage"},
		{"a beginning", written(status(idA, "closed", "closed", "")), "closed", []string{incident.RuleMove}, "no life begins in closed"},
		{"a state", written(status(idA, "investigating", "active", ""), status(idB, "panic", "active", idA)), "panic", []string{incident.RuleMove}, `unknown state "panic"`},
		{"a status again", written(status(idA, "investigating", "active", ""), status(idB, "investigating", "active", idA)), "investigating", []string{incident.RuleMove}, `the status was "investigating" before`},
		{"a state twice that nobody knows", written(status(idA, "investigating", "active", ""), status(idB, "panic", "active", idA), status(idC, "panic", "active", idB)),
			"panic", []string{incident.RuleMove, incident.RuleMove}, `the status was "panic" before`},
		{"after a state that nobody knows", written(status(idA, "investigating", "active", ""), status(idB, "panic", "active", idA), status(idC, "triage", "triage", idB)),
			"triage", []string{incident.RuleMove, incident.RuleMove}, `unknown state "panic"`},
		{"out of the end", written(status(idA, "investigating", "active", ""), status(idB, "closed", "closed", idA), status(idC, "resolved", "resolved", idB)), "resolved", []string{incident.RuleMove}, "cannot go from closed to resolved"},
		{"a phase", written(status(idA, "investigating", "frantic", "")), "investigating", []string{timeline.RuleUnknownPhase}, "frantic"},
		{"legal", written(status(idA, "triage", "triage", ""), status(idB, "closed", "closed", idA)), "closed", nil, ""},
		{"no status at all", written(), "", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			inc := decode(t, c.log)
			assert.Equal(t, c.rules, rules(inc))
			s := incident.Of(inc.AsOf(late))
			assert.Equal(t, c.status, s.Status)
			if c.text != "" {
				assert.Contains(t, s.Findings[0].Text, c.text)
				assert.NotEmpty(t, s.Findings[0].Events)
			}
		})
	}
}

func TestConflict(t *testing.T) {
	inc := declare(t)
	must := ok(t)
	seen, _ := inc.Status()
	w := inc.As(incident.Stamp{Expect: seen.Event})
	moved := changes(t, inc, func() (timeline.Event, error) { return w.Advance("identify", on("14:20")) })
	for verb, do := range map[string]func() (timeline.Event, error){
		"Advance":   func() (timeline.Event, error) { return w.Advance("resolve", on("15:00")) },
		"MergeInto": func() (timeline.Event, error) { return w.MergeInto(elsewhere, on("15:00")) },
		"Record": func() (timeline.Event, error) {
			return inc.Record(timeline.Event{Kind: timeline.KindStatus, Status: "resolved", Previous: seen.Event})
		},
	} {
		err := refuses(t, inc, verb, do)
		assert.ErrorIs(t, err, incident.ErrConflict)
		assert.ErrorContains(t, err, "identified", "it says what the status is")
	}
	must(w.Note("other facts do not depend on it", unknown))
	must(inc.As(incident.Stamp{Expect: moved.ID}).Advance("resolve", on("15:00")))
	must(inc.Retract(moved.ID))
	sameStatus(t, inc)
}

// A log bound to a lifecycle that is not known reads, takes facts, and refuses
// to change status.
func TestUnknownLifecycle(t *testing.T) {
	e := member(timeline.Event{Kind: timeline.KindStatus, Status: "red", Phase: timeline.PhaseActive, Text: "On fire"}, "lifecycle", `{"name":"acme","version":3,"fingerprint":"f"}`)
	b, err := e.MarshalJSON()
	require.NoError(t, err)
	for name, log := range map[string]string{
		"named": written(string(b)), "unreadable": written(`{"id":"` + idA + `","kind":"status","status":"red","phase":"active","text":"On fire","lifecycle":7}`),
	} {
		inc := decode(t, log, lifecycle.Default())
		assert.Nil(t, inc.Lifecycle(), name)
		s := incident.Of(inc.AsOf(late))
		assert.Equal(t, "red", s.Status)
		assert.Equal(t, "On fire", s.Title)
		assert.Empty(t, s.Findings, "moves of an unknown lifecycle are not judged")
		changes(t, inc, func() (timeline.Event, error) { return inc.Detect(incident.Monitoring, on("14:00")) })
		for verb, do := range map[string]func() (timeline.Event, error){
			"Advance": func() (timeline.Event, error) { return inc.Advance("resolve", on("15:00")) },
			"Record": func() (timeline.Event, error) {
				return inc.Record(timeline.Event{Kind: timeline.KindStatus, Status: "green", Previous: s.Declared.ID})
			},
			"Amend": func() (timeline.Event, error) {
				e := s.Declared
				e.Status = "green"
				return inc.Amend(s.Declared.ID, e)
			},
		} {
			assert.ErrorIs(t, refuses(t, inc, verb, do), incident.ErrLifecycle, name)
		}
		e := s.Declared
		e.Text = "On fire, again"
		changes(t, inc, func() (timeline.Event, error) { return inc.Amend(s.Declared.ID, e) })
	}
}

// Where two statuses bear one ID, what is followed after them is read from the
// log, so that the incident and its stored form agree.
func TestStatusesOfOneID(t *testing.T) {
	inc := decode(t, written(status(idA, "triage", "triage", ""), status(idB, "identified", "active", idA),
		strings.Replace(status(idB, "monitoring", "mitigated", idB), "{", `{"occurred":"2026-03-04T14:00:00Z",`, 1)))
	assert.Contains(t, rules(inc), timeline.RuleSameID)
	for _, trigger := range []lifecycle.Trigger{"resolve", "close"} {
		if _, err := inc.Advance(trigger, on("15:00")); err == nil {
			sameStatus(t, inc)
		}
	}
}
