package incident_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// Service is restored and breaks again before the incident is resolved: what was
// reached once is not reached any more, and the healthy time is not impact.
func TestRelapseBeforeResolution(t *testing.T) {
	inc, must := declare(t), ok(t)
	eu := timeline.Region("eu")
	restored, down := timeline.TimeToRestore().In(eu), timeline.Downtime().In(eu)
	must(inc.Impact(eu, timeline.Major, on("14:00")))
	must(inc.Advance("monitor", on("14:30")))
	must(inc.Restore(eu, on("14:30")))
	isFigure(t, timeline.Known, "30m", restored, inc, clock("14:40"))
	isFigure(t, timeline.Known, "30m", down, inc, clock("14:40"))

	must(inc.Impact(eu, timeline.Major, on("14:50")))
	must(inc.Advance("relapse", on("14:55")))
	isFigure(t, timeline.Ongoing, "≥ 2h", restored, inc, clock("16:00"))
	isFigure(t, timeline.Ongoing, "≥ 1h40m", down, inc, clock("16:00"))
	isFigure(t, timeline.Ongoing, "≥ 1h40m", restored.Cumulative(), inc, clock("16:00"))

	must(inc.Restore(eu, on("16:10")))
	must(inc.Advance("resolve", on("16:20")))
	isFigure(t, timeline.Known, "2h10m", restored, inc, late)
	isFigure(t, timeline.Known, "30m", restored.First(), inc, late)
	isFigure(t, timeline.Known, "1h50m", restored.Cumulative(), inc, late)
	isFigure(t, timeline.Known, "1h50m", down, inc, late)
	isFigure(t, timeline.Known, "2h20m", timeline.TimeToResolve(), inc, late)
	var windows []string
	sure, _ := inc.AsOf(late).Windows(eu)
	for s := range sure.All() {
		windows = append(windows, s.String())
	}
	assert.Equal(t, []string{"2026-03-04T14:00:00Z/2026-03-04T14:30:00Z", "2026-03-04T14:50:00Z/2026-03-04T16:10:00Z"}, windows)
	assert.Empty(t, rules(inc))
}

// While the second break lasts, the first return to health is known already.
func TestRelapseFirstRestorationStaysKnown(t *testing.T) {
	inc, must := declare(t), ok(t)
	eu := timeline.Region("eu")
	must(inc.ImpactUntil(eu, timeline.Major, on("14:00"), on("14:30")))
	must(inc.Impact(eu, timeline.Major, on("14:50")))
	isFigure(t, timeline.Known, "30m", timeline.TimeToRestore().In(eu).First(), inc, clock("16:00"))
}

// Where a third break can have begun during the first, nobody knows that service
// was back in between.
func TestRelapseFirstRestorationMayHaveBeenNone(t *testing.T) {
	inc, must := declare(t), ok(t)
	eu := timeline.Region("eu")
	must(inc.Mark(timeline.Detected, on("14:00")))
	must(inc.ImpactUntil(eu, timeline.Major, on("14:00"), on("15:00")))
	must(inc.ImpactUntil(eu, timeline.Major, on("15:20"), on("15:30")))
	must(inc.ImpactUntil(eu, timeline.Major, timeline.About(clock("16:00"), 3*time.Hour), on("19:30")))
	isFigure(t, timeline.Bounded, "1h–5h30m", timeline.TimeToRestore().In(eu).Since(timeline.Detected).First(), inc, late)
}

// Resolved, active, resolved: first and last are told apart, and every earlier
// interval stays in the history with the times that it had.
func TestReopenedKeepsEveryInterval(t *testing.T) {
	inc, must := outage(t), ok(t)
	must(inc.Advance("reopen", on("16:00")))
	must(inc.Advance("resolve", on("17:00")))
	must(inc.Advance("reopen", on("18:00")))
	type entry struct {
		name  string
		phase timeline.Phase
		at    timeline.Instant
	}
	history := func(now time.Time) (out []entry) {
		for s := range inc.AsOf(now).Statuses() {
			out = append(out, entry{s.Name, s.Phase, s.At})
		}
		return out
	}
	want := []entry{
		{"investigating", timeline.PhaseActive, on("14:07")}, {"resolved", timeline.PhaseResolved, on("15:10")},
		{"investigating", timeline.PhaseActive, on("16:00")}, {"resolved", timeline.PhaseResolved, on("17:00")},
		{"investigating", timeline.PhaseActive, on("18:00")},
	}
	resolve := timeline.TimeToResolve()
	assert.Equal(t, want, history(clock("19:00")))
	assert.Equal(t, want[:4], history(clock("17:30")), "as it was then")
	isFigure(t, timeline.Known, "3h", resolve, inc, clock("17:30"))
	isFigure(t, timeline.Ongoing, "≥ 5h", resolve, inc, clock("19:00"))
	isFigure(t, timeline.Ongoing, "≥ 5h", resolve.Last(), inc, clock("19:00"))
	isFigure(t, timeline.Known, "1h10m", resolve.First(), inc, clock("19:00"))
	isFigure(t, timeline.Ongoing, "≥ 3h10m", resolve.Cumulative(), inc, clock("19:00"))

	must(inc.Advance("resolve", on("20:00")))
	must(inc.Advance("close", on("21:00")))
	isFigure(t, timeline.Known, "6h", resolve, inc, late)
	isFigure(t, timeline.Known, "1h10m", resolve.First(), inc, late)
	isFigure(t, timeline.Known, "4h10m", resolve.Cumulative(), inc, late)
	isFigure(t, timeline.Known, "7h", timeline.TimeToClose(), inc, late)
	isFigure(t, timeline.Known, "1h", timeline.Downtime(), inc, late)
}

// told is an incident in which everything has words.
func told(t *testing.T) *incident.Incident {
	t.Helper()
	inc := outage(t)
	w, must := inc.As(incident.Stamp{Source: "chat", Actor: "ann", Written: "about two", Text: "words"}), ok(t)
	must(w.Source("chat", "the channel", "UTC"))
	must(w.Detect(incident.Monitoring, timeline.About(clock("14:02"), time.Minute)))
	must(w.Mark(timeline.Acknowledged, on("14:04")))
	must(w.ImpactUntil(timeline.Region("us"), timeline.Partial, on("14:10"), on("14:20")))
	must(w.ImpactTotal(timeline.Region("ap"), timeline.Degraded, timeline.Lasting(5*time.Minute), on("14:00"), on("15:00")))
	must(w.NotAffected(timeline.Region("sa")))
	must(w.Publish("identified", "we know", on("14:25")))
	must(w.Note("a note", on("14:26")))
	must(w.Symptom("pages did not load"))
	must(w.Cause(incident.Initiating, "a full disk", on("13:59")))
	must(w.Confirm(must(w.Suspect("disk", on("14:15"))).ID, on("14:24")))
	must(w.Assess(severity.Critical, on("14:10")))
	must(w.Act(incident.Action{Title: "alert sooner"}))
	must(w.Mark(timeline.Mitigated, on("14:55")))
	must(w.ScopesComplete())
	return inc
}

// A late edit of any words changes no figure; neither does their removal.
func TestLateEditOfWordsChangesNoFigure(t *testing.T) {
	before := allFigures(t, told(t).AsOf(late))
	var facts []timeline.Event
	for e := range told(t).Log().All() {
		facts = append(facts, e)
	}
	for _, e := range facts {
		inc := told(t)
		w := inc.As(incident.Stamp{Recorded: late.Add(-time.Hour), Actor: "editor"})
		edited := e
		edited.Text, edited.Written, edited.Assumption, edited.Actor, edited.Visibility = "other words", "two-ish", "none", "bob", timeline.Public
		_, err := w.Amend(e.ID, edited)
		require.NoError(t, err, "%s %s", e.Kind, e.Milestone)
		now, _ := inc.AsOf(late).Event(e.ID)
		require.Equal(t, "other words", now.Text)
		assert.Equal(t, before, allFigures(t, inc.AsOf(late)), "edited %s %s", e.Kind, e.Milestone)

		inc = told(t)
		if _, err := inc.Redact(e.ID, "text"); err == nil {
			assert.Equal(t, before, allFigures(t, inc.AsOf(late)), "redacted %s %s", e.Kind, e.Milestone)
		}
	}
}

// An update after the resolution is an update: it moves neither the status nor the
// end, and ends no silence that was over.
func TestUpdateAfterResolution(t *testing.T) {
	inc, must := outage(t), ok(t)
	must(inc.Publish("investigating", "we look", on("14:10")))
	must(inc.Publish("resolved", "all is well", on("15:15")))
	measures := []timeline.Measure{
		timeline.TimeToDetect(), timeline.TimeToRestore(), timeline.TimeToResolve(), timeline.Downtime(), timeline.TimeToFirstUpdate(),
		timeline.TimeToAcknowledge(), timeline.TimeToMitigate(),
	}
	figures := func() (out []string) {
		for _, m := range measures {
			out = append(out, m.Of(inc.AsOf(late)).String())
		}
		return out
	}
	before := figures()
	must(inc.Publish("investigating", "Some of you still see errors.", on("16:00")))
	now, _ := inc.Status()
	assert.Equal(t, timeline.PhaseResolved, now.Phase)
	assert.Equal(t, before, figures())
	assert.Equal(t, "3", timeline.Updates().Of(inc.AsOf(late)).String())
	isFigure(t, timeline.Known, "50m", timeline.Elapsed(timeline.Resolved, timeline.LastUpdate), inc, late)
}

// Facts that are entered in another order leave the same log and the same figures.
func TestFactsEnteredInAnotherOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	facts := []func(incident.Writer) (timeline.Event, error){
		func(w incident.Writer) (timeline.Event, error) {
			return w.Impact(timeline.Region("eu"), timeline.Major, on("14:00"))
		},
		func(w incident.Writer) (timeline.Event, error) {
			return w.Impact(timeline.Region("eu"), timeline.Partial, on("15:20"))
		},
		func(w incident.Writer) (timeline.Event, error) { return w.Restore(timeline.Region("eu"), on("14:50")) },
		func(w incident.Writer) (timeline.Event, error) { return w.Restore(timeline.Region("eu"), on("15:40")) },
		func(w incident.Writer) (timeline.Event, error) { return w.Mark(timeline.Detected, on("14:05")) },
		func(w incident.Writer) (timeline.Event, error) {
			return w.Publish("identified", "we know", on("14:20"))
		},
		func(w incident.Writer) (timeline.Event, error) { return w.ScopesComplete() },
		func(w incident.Writer) (timeline.Event, error) { return w.Advance("resolve", on("16:00")) },
	}
	var log string
	var figures []string
	for range rounds(30) {
		inc := declare(t)
		for _, enter := range facts {
			ok(t)(enter(inc.Writer))
		}
		if log == "" {
			log, figures = jsonOf(t, inc), allFigures(t, inc.AsOf(late))
			isFigure(t, timeline.Known, "50m", timeline.Downtime(), inc, late)
			isFigure(t, timeline.Known, "20m", timeline.DegradedTime(), inc, late)
			isFigure(t, timeline.Known, "1h40m", timeline.TimeToRestore(), inc, late)
		}
		require.Equal(t, log, jsonOf(t, inc))
		require.Equal(t, figures, allFigures(t, inc.AsOf(late)))
		r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
	}
}

// Two accounts tell of one fact: the second is no second fact, moves no figure
// unless it is preferred, and is shown.
func TestTwoAccountsOfOneFact(t *testing.T) {
	inc, must := declare(t), ok(t)
	began := must(inc.Impact(timeline.Scope{}, timeline.Major, on("14:00")))
	must(inc.Restore(timeline.Scope{}, on("15:00")))
	resolved := must(inc.Advance("resolve", on("15:10")))
	before := allFigures(t, inc.AsOf(late))
	vendor := inc.As(incident.Stamp{Source: "vendor"})
	other := must(vendor.Rival(began.ID, on("13:40")))
	must(vendor.Rival(resolved.ID, on("15:30")))

	v := inc.AsOf(late)
	assert.Equal(t, before, allFigures(t, v))
	assert.Len(t, slices.Collect(v.Impacts()), 1, "one impact, and not two")
	assert.Len(t, slices.Collect(v.Statuses()), 2)
	var rivals []uuid.UUID
	for e := range v.Rivals() {
		rivals = append(rivals, e.RivalOf)
	}
	assert.ElementsMatch(t, []uuid.UUID{began.ID, resolved.ID}, rivals)
	assert.Equal(t, before, allFigures(t, v.Preferring("somebody else")))

	v = v.Preferring("vendor")
	assert.Equal(t, "1h20m", timeline.Downtime().Of(v).String())
	assert.Equal(t, "1h50m", timeline.TimeToResolve().Of(v).String())
	assert.Len(t, slices.Collect(v.Impacts()), 1)
	assert.Equal(t, []string{"investigating", "resolved"}, names(inc))
	must(inc.Retract(other.ID))
	assert.Equal(t, "1h", timeline.Downtime().Of(inc.AsOf(late).Preferring("vendor")).String())
}
