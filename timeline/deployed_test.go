package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func TestFailedDeploymentRecovery(t *testing.T) {
	eu, us := timeline.Region("eu"), timeline.Region("us")
	deployed := func(at timeline.Instant) timeline.Event { return milestone(timeline.Deployed, at) }
	in := func(s timeline.Scope, e timeline.Event) timeline.Event { e.Scope = s; return e }
	down := impact(eu, timeline.Major, on("10:00"), on("11:00"))
	m := timeline.FailedDeploymentRecovery()
	for _, c := range []struct {
		name   string
		m      timeline.Measure
		events []timeline.Event
		closed bool
		want   string
	}{
		{"nothing at all", m, nil, false, "unknown (nothing recorded)"},
		{"no deployment, open", m, []timeline.Event{down}, false, "not applicable (no deployment recorded as the cause)"},
		{"no deployment, closed", m, []timeline.Event{down}, true, "not applicable (no deployment recorded as the cause)"},
		{"no deployment, since detection", m.Since(timeline.Detected), []timeline.Event{down, milestone(timeline.Detected, on("10:05"))}, true,
			"not applicable (no deployment recorded as the cause)"},
		{"no deployment, time impacted", m.Cumulative(), []timeline.Event{down}, true, "not applicable (no deployment recorded as the cause)"},
		{"a deployment", m.In(eu), []timeline.Event{down, deployed(on("09:50"))}, true, "1h10m"},
		{"about then", m.In(eu), []timeline.Event{down, deployed(timeline.About(clock("09:50"), 5*time.Minute))}, true, "~1h10m"},
		{"at an unknown time", m.In(eu), []timeline.Event{down, deployed(timeline.Instant{})}, true, "unknown (deployed recorded without a time)"},
		{"at an unknown time, open", m, []timeline.Event{impact(eu, timeline.Major, on("10:00"), timeline.Instant{}), deployed(timeline.Instant{})}, false,
			"unknown (deployed recorded without a time)"},
		{"going on", m, []timeline.Event{impact(eu, timeline.Major, on("10:00"), timeline.Instant{}), deployed(on("09:50"))}, false, "≥ 2h10m"},
		{"end not recorded", m, []timeline.Event{impact(eu, timeline.Major, on("10:00"), timeline.Instant{}), deployed(on("09:50"))}, true,
			"unknown (end of impact not recorded)"},
		{"the first of two", m.In(eu), []timeline.Event{down, deployed(on("09:50")), deployed(on("09:40"))}, true, "1h20m"},
		{"since detection", m.In(eu).Since(timeline.Detected), []timeline.Event{down, deployed(on("09:50")), milestone(timeline.Detected, on("10:05"))}, true, "55m"},
		{"time impacted", m.In(eu).Cumulative(), []timeline.Event{down, deployed(on("09:50")), impact(eu, timeline.Major, on("11:30"), on("11:40"))}, true, "1h10m"},
		{"after the fact", m.In(eu), []timeline.Event{down, deployed(on("11:10"))}, true, "invalid (restored before deployed)"},
		{"deployed elsewhere", m.In(eu), []timeline.Event{down, in(us, deployed(on("09:50")))}, true, "1h10m"},
		{"deployed here and elsewhere", m.In(eu), []timeline.Event{down, in(us, deployed(on("09:40"))), in(eu, deployed(on("09:50")))}, true, "1h10m"},
		{"a place that is not named", m.In(us), []timeline.Event{down, deployed(on("09:50"))}, true, "unknown (no impact recorded for us)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := logOf(t, c.events...)
			if c.closed {
				closeIncident(t, l, on("11:50"))
			}
			f := c.m.Of(l.AsOf(clock("12:00")))
			assert.Equal(t, c.want, f.String())
			assert.Equal(t, "failed_deployment_recovery_time", f.Measure().ID())
		})
	}
	assert.False(t, timeline.Deployed.IsStandard())
	assert.Equal(t, "deployed", timeline.Deployed.Words())
	ids := []string{}
	for _, m := range timeline.Standard() {
		ids = append(ids, m.ID())
	}
	assert.NotContains(t, ids, m.ID())
}

// The figure tells that a deployment was the cause, wherever its clock starts.
func TestFailedDeploymentIsAnInput(t *testing.T) {
	l := logOf(t, impact(timeline.Region("eu"), timeline.Major, on("10:00"), on("11:00")), milestone(timeline.Detected, on("10:05")))
	change := add(t, l, timeline.Event{Kind: "change", Milestone: timeline.Deployed, Occurred: on("09:50")})
	f := timeline.FailedDeploymentRecovery().Since(timeline.Detected).Of(l.AsOf(late))
	assert.Contains(t, slices.Collect(f.Inputs()), change.ID)
	assert.NotContains(t, f.ExplainTo(l.AsOf(late), timeline.Public), "deployed at", "no word of its own for those who may not read it")
}

// Failed deployments are measured as anything else from one milestone to another.
func TestFailedDeploymentAgainstElapsed(t *testing.T) {
	r := rand.New(rand.NewPCG(353, 359))
	applicable := 0
	for range rounds(1500) {
		v := randomEvents(t, r, r.IntN(25)).AsOf(late)
		where := randomScope(r)
		f := timeline.FailedDeploymentRecovery().In(where).Of(v)
		if f.Reason().Code == timeline.ReasonNoDeployment {
			require.Equal(t, timeline.NotApplicable, f.Kind())
			for e := range v.Events() {
				require.NotEqual(t, timeline.Deployed, e.Milestone)
			}
			continue
		}
		want := timeline.Elapsed(timeline.Deployed, timeline.Restored).In(where).Of(v)
		require.Equal(t, []any{want.Kind(), want.String(), want.Range(), want.Reason()}, []any{f.Kind(), f.String(), f.Range(), f.Reason()})
		applicable++
	}
	require.Greater(t, applicable, rounds(1500)/5)
}

// Weighted downtime is what availability leaves out.
func TestWeightedDowntimeAgainstAvailability(t *testing.T) {
	r := rand.New(rand.NewPCG(367, 373))
	seen := 0
	for round := range rounds(1500) {
		var views []*timeline.View
		for range 1 + r.IntN(3) {
			views = append(views, randomEvents(t, r, r.IntN(12)).AsOf(day.Add(time.Duration(1+r.IntN(60))*time.Hour)))
		}
		period := span(t, 0, 3600*(1+r.IntN(30)))
		w := pick(r, timeline.DowntimeOnly(), timeline.StatuspageWeighting(), timeline.DegradedInFull())
		where := randomScope(r)
		a := timeline.Availability(w, period).In(where).Across(views...)
		d := timeline.WeightedDowntime(w, period).In(where).Across(views...)
		why := fmt.Sprintf("round %d\n%s\n%s", round, a.Sentence(), d.Sentence())
		require.Equal(t, timeline.Seconds, d.Unit())
		if a.Kind() == timeline.Unknown || a.Kind() == timeline.Invalid {
			require.Equal(t, []any{a.Kind(), a.Reason()}, []any{d.Kind(), d.Reason()}, why)
			continue
		}
		seen++
		measured, _ := a.Measure().Period()
		cut, _ := d.Measure().Period()
		require.Equal(t, measured, cut)
		whole, _ := measured.Duration()
		lo, _ := a.Min()
		hi, _ := a.Max()
		least, most, _, _ := d.Bounds()
		require.InDelta(t, (1-hi)*whole.Seconds(), least.Seconds(), 2e-6, why)
		require.InDelta(t, (1-lo)*whole.Seconds(), most.Seconds(), 2e-6, why)
	}
	require.Greater(t, seen, rounds(1500)/3)
}

// One incident that spares a place does not speak for another that may have
// touched it.
func TestSparedByOneIncident(t *testing.T) {
	eu := timeline.Region("eu")
	spared := logOf(t, timeline.Event{Kind: timeline.KindNotAffected, Scope: eu}).AsOf(late)
	anywhere := func(h timeline.Health) *timeline.View {
		return logOf(t, impact(timeline.Component("login"), h, on("10:00"), on("11:00"))).AsOf(late)
	}
	elsewhere := logOf(t, impact(timeline.Region("us"), timeline.Major, on("10:00"), on("11:00"))).AsOf(late)
	d := timeline.Downtime().In(eu)
	assert.Equal(t, "0s", d.Across(spared, elsewhere).String())
	assert.Equal(t, "0s–1h", d.Across(spared, anywhere(timeline.Major)).String())
	assert.Equal(t, "0s", d.Across(spared, anywhere(timeline.Degraded)).String())
	assert.Equal(t, timeline.ReasonNotNamed, d.Across(elsewhere, anywhere(timeline.Major)).Reason().Code)
	a := timeline.Availability(timeline.DowntimeOnly(), span(t, 10*3600, 14*3600)).In(eu)
	assert.Equal(t, "75.0000 %–100.0000 %", a.Across(spared, anywhere(timeline.Major)).String())
	assert.Equal(t, "100.0000 %", a.Across(spared, anywhere(timeline.Degraded)).String())
}

// DORA's recovery time is of incidents that a deployment caused alone.
func ExampleFailedDeploymentRecovery() {
	at := func(hour, minute int) timeline.Instant {
		return timeline.At(time.Date(2026, 3, 4, hour, minute, 0, 0, time.UTC))
	}
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001"))
	eu := timeline.Region("eu")
	_, _ = log.Add(timeline.Event{Kind: timeline.KindImpact, Scope: eu, Health: timeline.Major, Occurred: at(10, 20), Ended: at(11, 0)})
	now := time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
	m := timeline.FailedDeploymentRecovery().In(eu)
	fmt.Println(m.Of(log.AsOf(now)))
	_, _ = log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Deployed, Occurred: at(10, 0)})
	fmt.Println(m.Of(log.AsOf(now)))
	fmt.Println(timeline.TimeToRestore().In(eu).Of(log.AsOf(now)))
	// Output:
	// not applicable (no deployment recorded as the cause)
	// 1h
	// 40m
}
