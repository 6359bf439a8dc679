package incident_test

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// The tests of this file are named for other products and for what went wrong
// there: with status, verbs and routes. Their figures are in package timeline.

// isFigure checks kind and text of a figure.
func isFigure(t *testing.T, kind timeline.FigureKind, text string, m timeline.Measure, inc *incident.Incident, now time.Time) {
	t.Helper()
	f := m.Of(inc.AsOf(now))
	assert.Equal(t, kind, f.Kind(), "%s: %s", m.ID(), f)
	assert.Equal(t, text, f.String(), m.ID())
}

// outage declares an incident with an impact from 14:00 to 15:00, resolved at
// 15:10.
func outage(t *testing.T) *incident.Incident {
	t.Helper()
	inc := declare(t)
	must := ok(t)
	must(inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00")))
	must(inc.Restore(timeline.Region("eu"), on("15:00")))
	must(inc.Advance("resolve", on("15:10")))
	return inc
}

// allFigures are the standard figures of everything, as JSON, and what they stand
// on in order of ID.
func allFigures(t *testing.T, v *timeline.View) []string {
	t.Helper()
	var out []string
	for _, m := range timeline.Standard() {
		for _, f := range append([]timeline.Figure{m.Of(v)}, slices.Collect(second(m.ByRegion(v)))...) {
			b, err := f.MarshalJSON()
			require.NoError(t, err)
			text, _, _ := strings.Cut(string(b), `,"inputs"`)
			inputs := slices.SortedFunc(f.Inputs(), func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
			out = append(out, fmt.Sprint(text, inputs))
		}
	}
	return out
}

func second[K, V any](seq iter.Seq2[K, V]) iter.Seq[V] {
	return func(yield func(V) bool) { seq(func(_ K, v V) bool { return yield(v) }) }
}

// DevLake takes the time of the last edit of a PagerDuty or Opsgenie incident for
// its resolution; right is that work on the record moves nothing.
func TestPeerDevLakeLaterEditsLengthen(t *testing.T) {
	inc := outage(t)
	before := allFigures(t, inc.AsOf(clock("23:00")))
	w, must := inc.As(incident.Stamp{Recorded: clock("20:00"), Actor: "ann"}), ok(t)
	must(w.Note("tidied up", on("20:00")))
	must(w.Act(incident.Action{Title: "alert sooner", At: on("20:00")}))
	must(w.Symptom("pages did not load"))
	must(w.Statement(incident.DataLoss, incident.No, "none"))
	must(w.Cause(incident.Initiating, "a full disk", on("13:59")))
	assert.Equal(t, before, allFigures(t, inc.AsOf(clock("23:00"))))
	isFigure(t, timeline.Known, "1h10m", timeline.TimeToResolve(), inc, late)
}

func TestPeerDevLakeOpsgenieClosedVanishes(t *testing.T) {
	// DevLake maps Opsgenie's closed to OTHER, and the incident leaves the MTTR;
	// right is that it ends, and that what was skipped is unknown and counted as such.
	t.Run("closed at once", func(t *testing.T) {
		inc, must := declare(t), ok(t)
		must(inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00")))
		must(inc.Restore(timeline.Region("eu"), on("15:00")))
		must(inc.Advance("close", on("15:30")))
		isFigure(t, timeline.Known, "1h30m", timeline.TimeToClose(), inc, late)
		isFigure(t, timeline.Known, "1h", timeline.Downtime(), inc, late)
		isFigure(t, timeline.Unknown, "unknown (resolved not recorded)", timeline.TimeToResolve(), inc, late)
		m := timeline.TimeToResolve()
		assert.Equal(t, "unknown (1 of 2 known)", timeline.Sum(m.Of(inc.AsOf(late)), m.Of(outage(t).AsOf(late))).String())
	})
	// A status of one's own is measured by its phase.
	t.Run("own words", func(t *testing.T) {
		life := lifecycle.MustCompile(lifecycle.Definition{
			Name: "acme", Version: 1, Initial: []lifecycle.State{"red"},
			States: []lifecycle.StateDef{{Name: "red", Phase: lifecycle.PhaseActive}, {Name: "other", Phase: lifecycle.PhaseResolved},
				{Name: "filed", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted}},
			Edges: []lifecycle.Edge{{Trigger: "calm", From: []lifecycle.State{"red"}, To: "other"}, {Trigger: "file", From: []lifecycle.State{"other"}, To: "filed"}},
		})
		inc, err := incident.Declare(incident.Declaration{Title: "x", At: on("14:07"), Lifecycle: life})
		require.NoError(t, err)
		must := ok(t)
		must(inc.Impact(timeline.Scope{}, timeline.Major, on("14:00")))
		must(inc.Advance("calm", on("15:00")))
		must(inc.Advance("file", on("16:00")))
		isFigure(t, timeline.Known, "1h", timeline.TimeToResolve(), inc, late)
		isFigure(t, timeline.Known, "2h", timeline.TimeToClose(), inc, late)
	})
	// A resolution that is not known here does not make the incident none.
	t.Run("unknown resolution", func(t *testing.T) {
		closed := `{"id":"` + idB + `","kind":"status","status":"closed","phase":"closed","resolution":"fixed_by_vendor","previous":"` + idA + `","occurred":"2026-03-04T15:00:00Z"}`
		inc := decode(t, written(status(idA, "investigating", "active", ""), closed,
			`{"id":"`+idC+`","kind":"impact","health":"major","occurred":"2026-03-04T14:00:00Z"}`))
		assert.Equal(t, "fixed_by_vendor", incident.Of(inc.AsOf(late)).Resolution)
		isFigure(t, timeline.Known, "1h", timeline.TimeToClose(), inc, late)
		isFigure(t, timeline.Unknown, "unknown (mitigated not recorded)", timeline.TimeToMitigate(), inc, late)
	})
}

// DevLake blames the latest deployment before the incident, however old (#8150);
// right is that a cause is what somebody recorded as one.
func TestPeerDevLakeLatestDeploymentIsBlamed(t *testing.T) {
	inc, must := outage(t), ok(t)
	must(inc.Note("deployed 4.2", timeline.At(day.AddDate(0, -1, 0))))
	m := timeline.Elapsed("deployed", timeline.Restored)
	s := incident.Of(inc.AsOf(late))
	assert.Empty(t, s.Causes)
	assert.Empty(t, s.Hypotheses)
	isFigure(t, timeline.Unknown, "unknown (deployed not recorded)", m, inc, late)
	isFigure(t, timeline.Unknown, "unknown (cause found not recorded)", timeline.TimeToRootCause(), inc, late)

	guess := must(inc.Suspect("4.2 did it", on("14:20")))
	must(inc.RuleOut(guess.ID, on("14:40")))
	must(inc.Cause(incident.Initiating, "a full disk", on("13:58")))
	s = incident.Of(inc.AsOf(late))
	require.Len(t, s.Causes, 1)
	assert.Equal(t, "a full disk", s.Causes[0].Event.Text)
	assert.Equal(t, incident.RuledOut, s.Hypotheses[0].State)
	isFigure(t, timeline.Unknown, "unknown (cause found not recorded)", timeline.TimeToRootCause(), inc, late)

	other := declare(t)
	must(other.Mark("deployed", on("13:30")))
	must(other.Restore(timeline.Scope{}, on("15:00")))
	isFigure(t, timeline.Known, "1h30m", m, other, late)
}

// Keep makes firing of a status that it does not know; right is that it is kept as
// it came, reported, and moves on by no guess.
func TestPeerKeepUnknownStatusIsFiring(t *testing.T) {
	inc := decode(t, written(status(idA, "investigating", "active", ""), status(idB, "snoozed", "active", idA)))
	now, _ := inc.Status()
	assert.Equal(t, "snoozed", now.Name)
	assert.Equal(t, []string{incident.RuleMove}, rules(inc))
	err := refuses(t, inc, "Advance", func() (timeline.Event, error) { return inc.Advance("resolve", on("15:00")) })
	assert.ErrorIs(t, err, lifecycle.ErrUnknownState)
	_, err = incident.Declare(incident.Declaration{Title: "x", State: "snoozed"})
	assert.ErrorContains(t, err, `"snoozed"`)
}

func TestPeerDispatch(t *testing.T) {
	// Reopening keeps the old stable_at and closed_at, as if they held; right is
	// that the time goes on, and that the first is still told.
	t.Run("reopened is still resolved", func(t *testing.T) {
		inc, must := outage(t), ok(t)
		must(inc.Advance("reopen", on("16:00")))
		isFigure(t, timeline.Ongoing, "≥ 4h", timeline.TimeToResolve(), inc, clock("18:00"))
		isFigure(t, timeline.Pending, "pending (resolved not reached yet)", timeline.TimeToReview(), inc, clock("18:00"))
		isFigure(t, timeline.Known, "1h10m", timeline.TimeToResolve().First(), inc, clock("18:00"))
	})
	// So is stable_at: a mitigation that did not hold is none any more.
	t.Run("relapsed is still mitigated", func(t *testing.T) {
		inc, must := declare(t), ok(t)
		must(inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00")))
		must(inc.Mark(timeline.Mitigated, on("14:30")))
		must(inc.Advance("monitor", on("14:30")))
		isFigure(t, timeline.Known, "30m", timeline.TimeToMitigate(), inc, clock("14:40"))
		must(inc.Advance("relapse", on("14:45")))
		isFigure(t, timeline.Known, "30m", timeline.TimeToMitigate().First(), inc, clock("16:00"))
		isFigure(t, timeline.Ongoing, "≥ 2h", timeline.TimeToMitigate(), inc, clock("16:00"))
	})
	// Then stable_at is overwritten, and the first is lost; right is that both are.
	t.Run("overwritten", func(t *testing.T) {
		inc, must := outage(t), ok(t)
		must(inc.Mark(timeline.Mitigated, on("14:50")))
		must(inc.Advance("reopen", on("16:00")))
		must(inc.Mark(timeline.Mitigated, on("16:20")))
		must(inc.Advance("resolve", on("17:00")))
		isFigure(t, timeline.Known, "3h", timeline.TimeToResolve(), inc, late)
		isFigure(t, timeline.Known, "1h10m", timeline.TimeToResolve().First(), inc, late)
		isFigure(t, timeline.Known, "2h10m", timeline.TimeToResolve().Cumulative(), inc, late)
		isFigure(t, timeline.Known, "2h20m", timeline.TimeToMitigate(), inc, late)
		isFigure(t, timeline.Known, "50m", timeline.TimeToMitigate().First(), inc, late)
	})
	// Created as closed is reported and closed at once; right is that nobody says
	// when it was over.
	t.Run("created as resolved", func(t *testing.T) {
		inc, err := incident.Declare(incident.Declaration{Title: "Written down later", State: "resolved", At: on("18:00")})
		require.NoError(t, err)
		ok(t)(inc.ImpactUntil(timeline.Scope{}, timeline.Major, on("14:00"), on("15:00")))
		for _, from := range []timeline.Milestone{timeline.ImpactStarted, timeline.Declared} {
			f := timeline.TimeToResolve().Since(from).Of(inc.AsOf(late))
			assert.NotEqual(t, timeline.Known, f.Kind(), "from %s: %s", from, f)
		}
		isFigure(t, timeline.Known, "1h", timeline.TimeToRestore(), inc, late)
	})
}

// stactus takes the newest update called resolved for the end; right is that a
// published word ends nothing, and that a broken promise shows.
func TestPeerStactusPublishedWordEnds(t *testing.T) {
	inc, must := declare(t), ok(t)
	must(inc.Impact(timeline.Scope{}, timeline.Major, on("14:00")))
	must(inc.Publish("resolved", "It is over.", on("14:30")))
	must(inc.Publish("investigating", "It is not.", on("14:45")))
	now, _ := inc.Status()
	assert.Equal(t, timeline.PhaseActive, now.Phase)
	for _, m := range []timeline.Measure{timeline.TimeToResolve(), timeline.TimeToRestore(), timeline.Downtime()} {
		isFigure(t, timeline.Ongoing, "≥ 2h", m, inc, clock("16:00"))
	}
}

// Rootly lets nobody skip a step and fills in what was skipped; right is that steps
// may be skipped and leave nothing behind.
func TestPeerRootlySkippedStep(t *testing.T) {
	inc := outage(t)
	assert.Equal(t, []string{"investigating", "resolved"}, names(inc))
	assert.Empty(t, rules(inc))
	isFigure(t, timeline.Unknown, "unknown (mitigated not recorded)", timeline.TimeToMitigate(), inc, late)
}

// Jeli ends an incident with its last chat message; right is that talk goes on and
// ends nothing.
func TestPeerJeliLastMessageEnds(t *testing.T) {
	inc, must := outage(t), ok(t)
	before := allFigures(t, inc.AsOf(late))
	must(inc.Note("anybody still here?", on("23:00")))
	must(inc.Note("looks slow", on("13:00")))
	assert.Equal(t, before, allFigures(t, inc.AsOf(late)))
}

// FireHydrant's API refuses milestones that end out of order, against its docs;
// right is that verbs take them, in any order, and the figure says what is wrong.
func TestPeerFireHydrantMilestoneOrder(t *testing.T) {
	inc, must := declare(t), ok(t)
	must(inc.Mark(timeline.Mitigated, on("14:50")))
	must(inc.Mark(timeline.Acknowledged, on("14:05")))
	must(inc.Mark(timeline.Detected, on("14:10")))
	must(inc.Mark(timeline.ImpactStarted, on("14:00")))
	isFigure(t, timeline.Invalid, "invalid (acknowledged before detected)", timeline.TimeToAcknowledge().Since(timeline.Detected), inc, late)
	isFigure(t, timeline.Known, "10m", timeline.TimeToDetect(), inc, late)
	isFigure(t, timeline.Known, "50m", timeline.TimeToMitigate(), inc, late)
}

// OneUptime's docs describe reopening, and its order rule forbids going back;
// right is that a way back is an edge, and that what is no edge is refused.
func TestPeerOneUptimeNoWayBack(t *testing.T) {
	inc, must := outage(t), ok(t)
	err := refuses(t, inc, "Advance", func() (timeline.Event, error) { return inc.Advance("investigate", on("16:00")) })
	assert.ErrorContains(t, err, "allowed: close, reopen")
	must(inc.Advance("reopen", on("16:00")))
	must(inc.Advance("monitor", on("16:10")))
	must(inc.Advance("relapse", on("16:05"))) // by clocks that disagree
	assert.Equal(t, []string{"investigating", "resolved", "investigating", "monitoring", "investigating"}, names(inc))
	assert.Empty(t, rules(inc))
}

// CTIA's intervals are garbage, by its own comment, if the status was changed by
// another route; right is that every route leaves the same facts and figures.
func TestPeerCTIAOtherRoutes(t *testing.T) {
	base, must := declare(t), ok(t)
	must(base.Impact(timeline.Scope{}, timeline.Major, on("14:00")))
	declared, _ := base.Status()
	event := timeline.Event{Kind: timeline.KindStatus, Status: "resolved", Phase: timeline.PhaseResolved, Previous: declared.Event, Occurred: on("15:10")}
	routes := map[string]func(*incident.Incident) *incident.Incident{
		"verb":   func(inc *incident.Incident) *incident.Incident { must(inc.Advance("resolve", on("15:10"))); return inc },
		"record": func(inc *incident.Incident) *incident.Incident { must(inc.Record(event)); return inc },
		"log": func(inc *incident.Incident) *incident.Incident {
			log := inc.Log()
			must(log.Add(event))
			b, err := log.MarshalJSON()
			require.NoError(t, err)
			return decode(t, string(b))
		},
		"join": func(inc *incident.Incident) *incident.Incident {
			other := decode(t, jsonOf(t, inc))
			must(other.Advance("resolve", on("15:10")))
			_, err := inc.Join(other)
			require.NoError(t, err)
			return inc
		},
		"amended": func(inc *incident.Incident) *incident.Incident {
			e := must(inc.Advance("resolve", on("17:00")))
			fixed := e
			fixed.Occurred = on("15:10")
			must(inc.Amend(e.ID, fixed))
			return inc
		},
		"retracted": func(inc *incident.Incident) *incident.Incident {
			must(inc.Retract(must(inc.Advance("resolve", on("14:30"))).ID))
			must(inc.Advance("resolve", on("15:10")))
			return inc
		},
	}
	for name, take := range routes {
		inc := decode(t, jsonOf(t, base))
		before, _ := inc.Status()
		assert.Equal(t, declared.Event, before.Event)
		inc = take(inc)
		isFigure(t, timeline.Known, "1h10m", timeline.TimeToResolve(), inc, late)
		isFigure(t, timeline.Ongoing, "≥ 1d10h", timeline.TimeToClose(), inc, day.Add(48*time.Hour))
		now, _ := inc.Status()
		assert.Equal(t, "resolved", now.Name, name)
		assert.Equal(t, on("15:10"), now.At, name)
		assert.NotEqual(t, uuid.Nil, now.Event, name)
	}
}
