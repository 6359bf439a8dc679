package timeline_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/timeline"
)

// A said is a measure and what it must say of a view.
type said struct {
	name    string
	measure timeline.Measure
	want    string
}

func check(t *testing.T, v *timeline.View, cases []said) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, c.measure.Of(v).String()) })
	}
}

var (
	eu, us, asia = timeline.Region("eu"), timeline.Region("us"), timeline.Region("asia")
	unknownTime  timeline.Instant
)

// A history is a chain of status events.
type history struct {
	t    testing.TB
	log  *timeline.Log
	last uuid.UUID
}

func (h *history) enter(phase timeline.Phase, hold string, at timeline.Instant) *history {
	e := timeline.Event{Kind: timeline.KindStatus, Status: string(phase), Phase: phase, Hold: hold, Occurred: at, Previous: h.last}
	h.last = add(h.t, h.log, e).ID
	return h
}

// historyOf is a log of events and a chain to be continued.
func historyOf(t testing.TB, events ...timeline.Event) *history {
	return &history{t: t, log: logOf(t, events...)}
}

func TestRelapseCumulative(t *testing.T) {
	l := logOf(t, milestone(timeline.Detected, on("10:10")),
		impact(eu, timeline.Major, on("10:00"), on("10:30")), impact(eu, timeline.Degraded, on("11:00"), on("11:45")),
		impact(eu, timeline.Maintenance, on("13:00"), on("14:00")))
	ttr := timeline.TimeToRestore().In(eu)
	check(t, l.AsOf(clock("12:00")), []said{
		{"first", ttr.First(), "30m"},
		{"cumulative", ttr.Cumulative(), "1h15m"},
		{"first since detection", ttr.Since(timeline.Detected).First(), "20m"},
		{"cumulative since detection", ttr.Since(timeline.Detected).Cumulative(), "1h5m"},
		{"cumulative since what never was", ttr.Since(timeline.Mitigated).Cumulative(), "pending (mitigated not reached yet)"},
		{"clipped", ttr.Cumulative().Within(timeline.MustParseSpan("2026-03-04T10:20:00Z/2026-03-04T11:15:00Z")), "25m"},
		{"of no place in particular", timeline.TimeToRestore().Cumulative(), "1h15m"},
		{"elsewhere", ttr.In(us).Cumulative(), "unknown (no impact recorded for us)"},
		{"a total is not changed by it", timeline.Downtime().Cumulative(), "30m"},
	})
	check(t, l.AsOf(clock("11:20")), []said{
		{"while it goes on", ttr.Cumulative(), "≥ 50m"},
		{"while it goes on, since detection", ttr.Since(timeline.Detected).Cumulative(), "≥ 40m"},
		{"while it goes on, the first", ttr.First(), "30m"},
		{"while it goes on, the last", ttr, "≥ 1h20m"},
	})
	check(t, logOf(t, impact(eu, timeline.Major, on("10:00"), unknownTime)).AsOf(clock("09:00")), []said{
		{"before anything was known", ttr.Cumulative(), "unknown (nothing recorded)"},
	})
}

func TestCumulativeOfOddIncidents(t *testing.T) {
	ttr := timeline.TimeToRestore().Cumulative()
	planned := impact(eu, timeline.Major, on("15:00"), on("16:00"))
	planned.Recorded = clock("09:00")
	dismissed := timeline.Event{Kind: timeline.KindStatus, Phase: timeline.PhaseClosed, Resolution: "false_positive", Occurred: on("11:00")}
	ahead := milestone(timeline.Detected, on("14:00"))
	ahead.Recorded = clock("09:00")
	stated := impact(eu, timeline.Major, on("10:00"), on("12:00"))
	stated.Total = timeline.Lasting(54 * time.Minute)
	for name, c := range map[string]struct {
		log     *timeline.Log
		measure timeline.Measure
		want    string
	}{
		"not begun":                 {logOf(t, planned), ttr, "pending (impact start not reached yet)"},
		"detection ahead of time":   {logOf(t, impact(eu, timeline.Major, on("10:00"), on("10:30")), ahead), ttr.Since(timeline.Detected), "pending (detected not reached yet)"},
		"a false positive":          {logOf(t, dismissed), ttr, "not applicable (ended as false positive)"},
		"a false positive, no end":  {logOf(t, dismissed, impact(eu, timeline.Major, on("10:00"), unknownTime)), ttr, "not applicable (ended as false positive)"},
		"a stated total":            {logOf(t, stated), ttr, "54m"},
		"since the middle of it":    {logOf(t, stated, milestone(timeline.Detected, on("11:30"))), ttr.Since(timeline.Detected), "0s–30m"},
		"since early in it":         {logOf(t, stated, milestone(timeline.Detected, on("10:30"))), ttr.Since(timeline.Detected), "24m–54m"},
		"since before it":           {logOf(t, stated, milestone(timeline.Detected, on("09:30"))), ttr.Since(timeline.Detected), "54m"},
		"detection only witnessed":  {logOf(t, impact(eu, timeline.Major, on("10:00"), on("11:00")), milestone(timeline.Acknowledged, on("10:20"))), ttr.Since(timeline.Detected), "40m–1h"},
		"detected when it was over": {logOf(t, impact(eu, timeline.Major, on("10:00"), on("10:30")), milestone(timeline.Detected, on("11:00"))), ttr.Since(timeline.Detected), "0s"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, c.measure.Of(c.log.AsOf(clock("13:00"))).String()) })
	}
	f := ttr.Since(timeline.Detected).Of(logOf(t, impact(eu, timeline.Major, on("10:00"), on("11:00")), milestone(timeline.Acknowledged, on("10:20"))).AsOf(late))
	assert.Equal(t, timeline.ReasonWitness, f.Reason().Code, "the witness is named")
}

// reopened was resolved at 11:00, worked on again from 12:00 and resolved at
// 12:30; closed at 13:00, worked on again from 15:00.
func reopened(t *testing.T) *history {
	return historyOf(t, impact(eu, timeline.Major, on("10:00"), on("10:40")), milestone(timeline.Detected, on("10:05"))).
		enter(timeline.PhaseActive, "", on("10:10")).enter(timeline.PhaseResolved, "", on("11:00")).
		enter(timeline.PhaseActive, "", on("12:00")).enter(timeline.PhaseResolved, "", on("12:30")).
		enter(timeline.PhaseClosed, "", on("13:00")).enter(timeline.PhaseActive, "", on("15:00"))
}

func TestReopened(t *testing.T) {
	h := reopened(t)
	resolve, closing := timeline.TimeToResolve(), timeline.TimeToClose()
	morning := timeline.MustParseSpan("2026-03-04T10:30:00Z/2026-03-04T12:10:00Z")
	check(t, h.log.AsOf(clock("14:00")), []said{
		{"first", resolve.First(), "1h"},
		{"last", resolve.Last(), "2h30m"},
		{"usual is the last", resolve, "2h30m"},
		{"cumulative", resolve.Cumulative(), "1h30m"},
		{"cumulative since detection", resolve.Since(timeline.Detected).Cumulative(), "1h25m"},
		{"cumulative, clipped", resolve.Cumulative().Within(morning), "40m"},
		{"closed", closing.Cumulative(), "3h"},
		{"milestones that are reached once", timeline.TimeToDetect().Cumulative(), "5m"},
	})
	check(t, h.log.AsOf(clock("15:20")), []said{
		{"reopened: first", resolve.First(), "1h"},
		{"reopened: last", resolve.Last(), "≥ 5h20m"},
		{"reopened: cumulative", resolve.Cumulative(), "≥ 1h50m"},
		{"reopened: to close, cumulative", closing.Cumulative(), "≥ 3h20m"},
		{"reopened: clipped", resolve.Cumulative().Within(morning), "≥ 40m"},
	})
	h.enter(timeline.PhaseClosed, "", on("15:30"))
	check(t, h.log.AsOf(late), []said{
		{"closed without being resolved again", resolve, "unknown (resolved not recorded)"},
		{"closed without being resolved again, cumulative", resolve.Cumulative(), "unknown (resolved not recorded)"},
		{"closed twice, cumulative", closing.Cumulative(), "3h30m"},
	})
	h.enter(timeline.PhaseResolved, "", on("16:00"))
	check(t, h.log.AsOf(late), []said{{"resolved while closed", resolve.Cumulative(), "2h"}})
}

// back is a log with four regions: eu back at 10:30, us between 10:40 and 11:00,
// asia ongoing, and one that nobody knows by name.
func back(t *testing.T) *timeline.Log {
	return logOf(t,
		impact(eu, timeline.Major, on("10:00"), on("10:30")),
		impact(us, timeline.Major, on("10:05"), timeline.Between(clock("10:40"), clock("11:00"))),
		impact(asia, timeline.Partial, on("10:10"), unknownTime),
		impact(timeline.Scope{}, timeline.Degraded, on("10:00"), unknownTime))
}

func TestRegions(t *testing.T) {
	l, ttr := back(t), timeline.TimeToRestore()
	check(t, l.AsOf(clock("12:00")), []said{
		{"the first", ttr.Regions(1), "30m"},
		{"an uncertain one", ttr.Regions(2), "40m–1h"},
		{"one that is still down", ttr.Regions(3), "≥ 2h"},
		{"more than there are", ttr.Regions(4), "unknown (3 of 4 places named)"},
		{"none taken away again", ttr.Regions(2).Regions(0), ttr.Of(l.AsOf(clock("12:00"))).String()},
		{"fewer than none", ttr.Regions(-1), ttr.Of(l.AsOf(clock("12:00"))).String()},
		{"clipped", ttr.Regions(1).Within(timeline.MustParseSpan("2026-03-04T10:10:00Z/2026-03-04T10:20:00Z")), "10m"},
		{"since detection", ttr.Regions(1).Since(timeline.Detected), "pending (detected not reached yet)"},
		{"components", ttr.Components(1), "unknown (0 of 1 places named)"},
	})
	closeIncident(t, l, on("12:00"))
	check(t, l.AsOf(late), []said{
		{"any of those without an end may have been first", ttr.Regions(1), "0s–30m"},
		{"the last of them has no end", ttr.Regions(3), "unknown (end of impact not recorded)"},
	})
	everywhere := logOf(t, impact(timeline.Everywhere(), timeline.Major, on("10:00"), unknownTime), restore(eu, on("10:20")), restore(timeline.Everywhere(), on("11:00")))
	check(t, everywhere.AsOf(late), []said{{"everywhere names none", ttr.Regions(1), "unknown (0 of 1 places named)"}})
	add(t, everywhere, impact(eu, timeline.Major, on("10:05"), on("10:10")))
	add(t, everywhere, impact(us, timeline.Major, on("10:05"), on("10:10")))
	check(t, everywhere.AsOf(late), []said{
		{"everywhere counts for each: the first", ttr.Regions(1), "20m"},
		{"everywhere counts for each: the last", ttr.Regions(2), "1h"},
	})
	f := ttr.Regions(2).Of(back(t).AsOf(clock("12:00")))
	assert.Equal(t, "time to restore (time_to_restore v1) from impact start to restored of 2 regions: 40m–1h (from uncertain times).", f.Sentence())
	assert.Contains(t, text(t, f), `"places":2,"of":"region"`)
}

func TestFlapping(t *testing.T) {
	l := logOf(t,
		impact(eu, timeline.Major, on("10:00"), on("10:05")), impact(eu, timeline.Major, on("10:08"), on("10:10")),
		impact(eu, timeline.Major, on("10:15"), on("10:16")), impact(eu, timeline.Degraded, on("11:00"), on("11:10")))
	down := timeline.Downtime().In(eu)
	check(t, l.AsOf(late), []said{
		{"raw", down, "8m"},
		{"a gap of just so long", down.Coalesce(3 * time.Minute), "11m"},
		{"a gap a little shorter", down.Coalesce(3*time.Minute - time.Microsecond), "8m"},
		{"all of it", down.Coalesce(5 * time.Minute), "16m"},
		{"a negative gap", down.Coalesce(-time.Minute), "8m"},
		{"taken away again", down.Coalesce(time.Hour).Coalesce(0), "8m"},
		{"any impact", timeline.ImpactTime().Coalesce(time.Hour), "1h10m"},
		{"the gap reaches into the period", down.Coalesce(5 * time.Minute).Within(timeline.MustParseSpan("2026-03-04T10:06:00Z/2026-03-04T10:12:00Z")), "6m"},
		{"the gap fills the period", down.Coalesce(5 * time.Minute).Within(timeline.MustParseSpan("2026-03-04T10:11:00Z/2026-03-04T10:14:00Z")), "3m"},
		{"no effect on a clock", timeline.TimeToRestore().In(eu).Coalesce(time.Hour), "1h10m"},
	})
	f := down.Coalesce(3 * time.Minute).Of(l.AsOf(late))
	assert.Equal(t, "downtime (downtime v1) in eu with gaps up to 3m: 11m.", f.Sentence())
	assert.Contains(t, text(t, f), `"coalesced":"PT3M"`)
	sure, _ := l.AsOf(late).Windows(eu, timeline.Major)
	assert.Equal(t, 3, sure.Len(), "the raw windows are kept")
	assert.Equal(t, 2, sure.Coalesce(3*time.Minute).Len())

	add(t, l, impact(us, timeline.Major, timeline.Between(clock("10:00"), clock("10:04")), on("10:10")))
	add(t, l, impact(us, timeline.Major, timeline.Between(clock("10:12"), clock("10:20")), on("10:30")))
	check(t, l.AsOf(late), []said{{"uncertain times", timeline.Downtime().In(us).Coalesce(5 * time.Minute), "16m–30m"}})
}
