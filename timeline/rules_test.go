package timeline_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// figures computes all that can be computed from a view, as text.
func figures(v *timeline.View) []string {
	var out []string
	april := timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z")
	for _, m := range append(timeline.Standard(), timeline.Availability(timeline.DegradedInFull(), april)) {
		take := func(f timeline.Figure) {
			b, err := f.MarshalJSON()
			if err != nil {
				panic(err)
			}
			out = append(out, string(b), f.Explain(v), f.ExplainTo(v, timeline.Public))
		}
		take(m.Of(v))
		take(m.Across(v, v))
		take(timeline.Sum(m.Of(v), m.Of(v)))
		for _, f := range m.ByRegion(v) {
			take(f)
		}
		for _, f := range m.ByComponent(v) {
			take(f)
		}
	}
	for f := range v.Findings() {
		out = append(out, f.Rule+": "+f.Text)
	}
	return out
}

func rules(v *timeline.View) []string {
	var out []string
	for f := range v.Findings() {
		out = append(out, f.Rule)
	}
	return out
}

func names(v *timeline.View) []string {
	var out []string
	for s := range v.Statuses() {
		out = append(out, s.Name)
	}
	return out
}

func TestNegativeIsInvalid(t *testing.T) {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), timeline.Instant{}), milestone(timeline.Detected, on("09:58")))
	f := timeline.TimeToDetect().Of(l.AsOf(late))
	assert.Equal(t, timeline.Invalid, f.Kind())
	assert.Equal(t, timeline.Reason{Code: timeline.ReasonNegative, About: []string{"impact_started", "detected"}}, f.Reason())
	assert.Equal(t, "invalid (detected before impact start)", f.String())
	_, ok := f.Duration()
	assert.False(t, ok)
	_, ok = f.Min()
	assert.False(t, ok)

	l = logOf(t, impact(timeline.Scope{}, timeline.Major, timeline.About(clock("10:00"), 5*time.Minute), timeline.Instant{}), milestone(timeline.Detected, on("09:58")))
	f = timeline.TimeToDetect().Of(l.AsOf(late))
	assert.Equal(t, timeline.Bounded, f.Kind())
	assert.True(t, f.Doubtful())
	assert.Equal(t, timeline.ReasonAcrossZero, f.Reason().Code)
	assert.Equal(t, "-7m–3m", f.Range())

	l = logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), on("09:00")))
	v := l.AsOf(late)
	assert.Equal(t, timeline.ReasonContradicted, timeline.Downtime().Of(v).Reason().Code)
	assert.Equal(t, timeline.Invalid, timeline.TimeToRestore().Of(v).Kind())
	assert.Equal(t, []string{timeline.RuleEndBeforeStart}, rules(v))
}

func TestSkippedStepIsNotImputed(t *testing.T) {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), on("11:00")))
	first := status(t, l, "open", timeline.PhaseActive, on("10:05"), uuid.Nil)
	open := l.AsOf(clock("10:30"))
	assert.Equal(t, timeline.Ongoing, timeline.TimeToMitigate().Of(open).Kind())
	assert.Equal(t, "≥ 30m", timeline.TimeToMitigate().Of(open).String())
	assert.Equal(t, timeline.Pending, timeline.TimeToMitigate().Since(timeline.Detected).In(timeline.Scope{}).Since(timeline.CauseSuspected).Of(open).Kind())

	status(t, l, "resolved", timeline.PhaseResolved, on("11:10"), first.ID)
	v := l.AsOf(late)
	assert.Equal(t, "1h10m", timeline.TimeToResolve().Of(v).String())
	for _, m := range []timeline.Measure{timeline.TimeToMitigate(), timeline.TimeToAcknowledge(), timeline.TimeToMobilize(), timeline.TimeToRootCause()} {
		f := m.Of(v)
		assert.Equal(t, timeline.Unknown, f.Kind(), m.ID())
		assert.Equal(t, timeline.Reason{Code: timeline.ReasonMissing, About: []string{string(m.To())}}, f.Reason(), m.ID())
	}
	assert.Equal(t, timeline.Ongoing, timeline.TimeToClose().Of(v).Kind(), "it can still be closed")
	assert.Equal(t, timeline.Ongoing, timeline.TimeToReview().Of(v).Kind())

	f := timeline.TimeToDetect().Of(v) // the one milestone here that has a witness: the declaration
	assert.Equal(t, "0s–5m", f.String())
	assert.Equal(t, []string{"detected", "declared"}, f.Reason().About)
}

func TestNowComesFromTheView(t *testing.T) {
	l := logOf(t, impact(timeline.Region("eu"), timeline.Major, on("10:00"), timeline.Instant{}))
	for _, after := range []time.Duration{0, time.Minute, 7 * time.Hour} {
		v := l.AsOf(clock("10:00").Add(after))
		f := timeline.Downtime().Of(v)
		assert.Equal(t, timeline.Ongoing, f.Kind())
		least, _, ok, hasMax := f.Bounds()
		assert.True(t, ok)
		assert.False(t, hasMax)
		assert.Equal(t, after, least)
		assert.Equal(t, figures(v), figures(l.AsOf(clock("10:00").Add(after))), "the same view twice")
	}
	assert.True(t, l.AsOf(clock("09:59")).IsEmpty(), "undated facts are not known before they happen")

	at := func(e timeline.Event, recorded string) timeline.Event { e.Recorded = clock(recorded); return e }
	l = logOf(t,
		at(impact(timeline.Region("eu"), timeline.Major, on("10:00"), timeline.Instant{}), "10:20"),
		at(restore(timeline.Region("eu"), on("11:00")), "12:00"))
	assert.True(t, l.AsOf(clock("10:19")).IsEmpty(), "not recorded yet")
	assert.Equal(t, "≥ 1h30m", timeline.Downtime().Of(l.AsOf(clock("11:30"))).String(), "what was known then")
	assert.Equal(t, "1h", timeline.Downtime().Of(l.AsOf(clock("12:00"))).String())
}

func TestStatusOrderNeedsNoClock(t *testing.T) {
	times := map[string][4]timeline.Instant{
		"equal":       {on("10:00"), on("10:00"), on("10:00"), on("10:00")},
		"backwards":   {on("13:00"), on("12:00"), on("11:00"), on("10:00")},
		"approximate": {timeline.About(clock("10:00"), time.Hour), timeline.About(clock("10:00"), time.Hour), timeline.OnDay(2026, 3, 4, time.UTC), on("10:00")},
		"unknown":     {},
	}
	for name, ts := range times {
		t.Run(name, func(t *testing.T) {
			l := timeline.NewLog(incidentID)
			var prev uuid.UUID
			for i, n := range []string{"triage", "fixing", "resolved", "closed"} {
				ph := []timeline.Phase{timeline.PhaseTriage, timeline.PhaseActive, timeline.PhaseResolved, timeline.PhaseClosed}[i]
				prev = status(t, l, n, ph, ts[i], prev).ID
			}
			v := l.AsOf(late)
			assert.Equal(t, []string{"triage", "fixing", "resolved", "closed"}, names(v))
			assert.Empty(t, rules(v))
		})
	}
}

func TestFindings(t *testing.T) {
	gone := uuid.MustParse("00000000-0000-4000-8000-00000000dead")
	t.Run("fork", func(t *testing.T) {
		l := timeline.NewLog(incidentID)
		a := status(t, l, "a", timeline.PhaseActive, on("10:00"), uuid.Nil)
		status(t, l, "b", timeline.PhaseActive, on("10:02"), a.ID)
		status(t, l, "c", timeline.PhaseResolved, on("10:01"), a.ID)
		assert.Equal(t, []string{"a", "c"}, names(l.AsOf(late)))
		assert.Equal(t, []string{timeline.RuleStatusFork}, rules(l.AsOf(late)))
	})
	t.Run("no predecessor", func(t *testing.T) {
		l := timeline.NewLog(incidentID)
		status(t, l, "a", timeline.PhaseActive, on("10:00"), gone)
		v := l.AsOf(late)
		_, ok := v.Status()
		assert.False(t, ok)
		assert.Equal(t, []string{timeline.RuleNoPredecessor}, rules(v))
	})
	t.Run("retracted predecessor", func(t *testing.T) {
		l := timeline.NewLog(incidentID)
		a := status(t, l, "a", timeline.PhaseActive, on("10:00"), uuid.Nil)
		b := status(t, l, "b", timeline.PhaseActive, on("10:01"), a.ID)
		status(t, l, "c", timeline.PhaseResolved, on("10:02"), b.ID)
		add(t, l, timeline.Event{Kind: timeline.KindRetract, Target: b.ID})
		v := l.AsOf(late)
		assert.Equal(t, []string{"a", "c"}, names(v))
		assert.Empty(t, rules(v))
	})
	t.Run("status circle", func(t *testing.T) {
		l := timeline.NewLog(incidentID)
		x, y := uuid.MustParse("00000000-0000-4000-8000-000000000001"), uuid.MustParse("00000000-0000-4000-8000-000000000002")
		add(t, l, timeline.Event{ID: x, Kind: timeline.KindStatus, Status: "x", Phase: timeline.PhaseActive, Previous: y})
		add(t, l, timeline.Event{ID: y, Kind: timeline.KindStatus, Status: "y", Phase: timeline.PhaseActive, Previous: x})
		assert.Empty(t, names(l.AsOf(late)))
	})
	t.Run("no target", func(t *testing.T) {
		l := logOf(t, timeline.Event{Kind: timeline.KindRetract, Target: gone},
			timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Amends: gone},
			timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, RivalOf: gone})
		assert.Equal(t, []string{timeline.RuleNoTarget, timeline.RuleNoTarget, timeline.RuleNoTarget}, rules(l.AsOf(late)))
		figures(l.AsOf(late))
	})
	t.Run("amendment circle", func(t *testing.T) {
		l := timeline.NewLog(incidentID)
		x, y := uuid.MustParse("00000000-0000-4000-8000-000000000001"), uuid.MustParse("00000000-0000-4000-8000-000000000002")
		add(t, l, timeline.Event{ID: x, Kind: "note", Amends: y})
		add(t, l, timeline.Event{ID: y, Kind: "note", Amends: x})
		assert.Contains(t, rules(l.AsOf(late)), timeline.RuleAmendmentLoop)
	})
	t.Run("two amendments", func(t *testing.T) {
		e := milestone(timeline.Detected, on("10:00"))
		l := timeline.NewLog(incidentID)
		first := add(t, l, e)
		e.Amends, e.Occurred, e.Recorded = first.ID, on("10:01"), clock("12:00")
		add(t, l, e)
		e.Occurred, e.Recorded = on("10:02"), clock("11:00")
		add(t, l, e)
		v := l.AsOf(late)
		got, ok := v.Event(first.ID)
		require.True(t, ok)
		assert.Equal(t, on("10:01"), got.Occurred, "the last recorded holds")
		assert.Equal(t, []string{timeline.RuleTwoAmendments}, rules(v))
	})
	t.Run("unknown phase, total too long", func(t *testing.T) {
		l := timeline.NewLog(incidentID)
		status(t, l, "a", "on_fire", on("10:00"), uuid.Nil)
		add(t, l, timeline.Event{Kind: timeline.KindImpact, Occurred: on("10:00"), Ended: on("11:00"), Total: timeline.Lasting(2 * time.Hour)})
		assert.ElementsMatch(t, []string{timeline.RuleUnknownPhase, timeline.RuleTotalTooLong}, rules(l.AsOf(late)))
	})
}

func TestIdentity(t *testing.T) {
	l := timeline.NewLog(incidentID)
	e := timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region("us"), Health: timeline.Major, Total: timeline.Lasting(20 * time.Minute)}
	a, b := add(t, l, e), add(t, l, e)
	assert.NotEqual(t, a.ID, b.ID)
	closeIncident(t, l, on("10:00"))
	assert.Equal(t, "40m", timeline.Downtime().Of(l.AsOf(late)).String(), "two equal facts are two")
	before := jsonOf(t, l)
	add(t, l, a)
	assert.Equal(t, before, jsonOf(t, l), "the same event again changes nothing")

	again := logOf(t, e, e)
	got, _ := again.Event(b.ID)
	assert.Equal(t, b, got, "the same facts from scratch get the same IDs")

	other := a
	other.Text = "other words"
	add(t, l, other)
	assert.Equal(t, 4, l.Len())
	assert.Contains(t, rules(l.AsOf(late)), timeline.RuleSameID)
	held, _ := l.Event(a.ID)
	m := logOf(t, other, a)
	first, _ := m.Event(a.ID)
	assert.Equal(t, first, held, "which of them answers does not depend on which came first")
}

func TestArrivalOrderDoesNotMatter(t *testing.T) {
	for seed := range uint64(rounds(40)) {
		r := rand.New(rand.NewPCG(seed, 31))
		l := randomEvents(t, r, 14)
		events := slices.Collect(l.All())
		wantJSON, want := jsonOf(t, l), figures(l.AsOf(late))
		for range 3 {
			r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
			m := logOf(t, events...)
			require.Equal(t, wantJSON, jsonOf(t, m), "seed %d", seed)
			require.Equal(t, want, figures(m.AsOf(late)), "seed %d", seed)
		}
	}
}

// A total has no place in time, so that what takes away from it, or what it
// takes away from, leaves bounds.
func TestTotalsAndWhatTakesAway(t *testing.T) {
	total := func(where string, how timeline.Health, d time.Duration) timeline.Event {
		e := impact(timeline.Region(where), how, on("09:00"), on("12:00"))
		e.Total = timeline.Lasting(d)
		return e
	}
	tests := map[string]struct {
		events []timeline.Event
		want   string
	}{
		"one place":               {[]timeline.Event{total("us", timeline.Major, 20*time.Minute), total("us", timeline.Degraded, 62*time.Minute)}, "1h2m"},
		"two places":              {[]timeline.Event{total("us", timeline.Major, 20*time.Minute), total("eu", timeline.Degraded, 62*time.Minute)}, "42m–1h2m"},
		"a window down elsewhere": {[]timeline.Event{impact(timeline.Region("us"), timeline.Major, on("10:00"), on("11:00")), total("eu", timeline.Degraded, 62*time.Minute)}, "2m–1h2m"},
		"a window down here":      {[]timeline.Event{impact(timeline.Region("eu"), timeline.Major, on("10:00"), on("11:00")), total("eu", timeline.Degraded, 62*time.Minute)}, "1h2m"},
		"a window down long ago":  {[]timeline.Event{impact(timeline.Region("us"), timeline.Major, on("07:00"), on("09:00")), total("eu", timeline.Degraded, 62*time.Minute)}, "1h2m"},
		"a total within a window": {[]timeline.Event{impact(timeline.Region("eu"), timeline.Degraded, on("10:00"), on("11:00")), total("eu", timeline.Major, 20*time.Minute)}, "40m–1h"},
	}
	for name, tt := range tests {
		v := logOf(t, tt.events...).AsOf(late)
		assert.Equal(t, tt.want, timeline.DegradedTime().Of(v).String(), name)
	}
}
