package timeline_test

import (
	"cmp"
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

func TestRelapse(t *testing.T) {
	eu := timeline.Region("eu")
	l := logOf(t,
		impact(eu, timeline.Major, on("10:00"), on("10:30")), impact(eu, timeline.Major, on("11:00"), timeline.Instant{}), restore(eu, on("11:45")),
		impact(timeline.Region("us"), timeline.Partial, on("10:10"), on("12:00")))
	opened := status(t, l, "investigating", timeline.PhaseActive, on("10:05"), uuid.Nil)
	first := status(t, l, "resolved", timeline.PhaseResolved, on("12:10"), opened.ID)
	v := l.AsOf(late)
	ttr := timeline.TimeToRestore()
	assert.Equal(t, "1h45m", ttr.In(eu).Of(v).String(), "the last return to health")
	assert.Equal(t, "30m", ttr.In(eu).First().Of(v).String())
	assert.Equal(t, "≥ 2h", ttr.Of(v).String())
	assert.Equal(t, timeline.ReasonIncomplete, ttr.Of(v).Reason().Code, "nobody said that these are all")
	assert.Equal(t, "1h15m", timeline.Downtime().Of(v).String())

	again := status(t, l, "reopened", timeline.PhaseActive, on("13:00"), first.ID)
	v = l.AsOf(clock("13:30"))
	assert.Equal(t, "≥ 3h30m", timeline.TimeToResolve().Of(v).String(), "it left the phase, and is still to come")
	assert.Equal(t, "2h10m", timeline.TimeToResolve().First().Of(v).String())
	status(t, l, "resolved", timeline.PhaseResolved, on("14:00"), again.ID)
	add(t, l, timeline.Event{Kind: timeline.KindComplete})
	v = l.AsOf(late)
	assert.True(t, v.ScopesComplete())
	assert.Equal(t, "4h", timeline.TimeToResolve().Of(v).String())
	assert.Equal(t, "2h", ttr.Of(v).String(), "the last of all the places named")
}

func TestPartsOfRestoration(t *testing.T) {
	whole := timeline.Scope{}
	l := logOf(t, impact(whole, timeline.Major, on("10:00"), timeline.Instant{}))
	open := l.AsOf(clock("10:30"))
	for _, p := range []timeline.Part{timeline.Some, timeline.Most, timeline.Whole} {
		assert.Equal(t, timeline.Ongoing, timeline.TimeToRestore().In(whole.Of(p)).Of(open).Kind(), p)
	}
	add(t, l, restore(whole.Of(timeline.Some), on("10:40")))
	add(t, l, restore(whole.Of(timeline.Most), on("11:10")))
	add(t, l, restore(whole, on("12:00")))
	v := l.AsOf(late)
	got := map[timeline.Part]string{}
	for _, p := range []timeline.Part{timeline.Some, timeline.Most, timeline.Whole} {
		got[p] = timeline.TimeToRestore().In(whole.Of(p)).Of(v).String()
	}
	assert.Equal(t, map[timeline.Part]string{timeline.Some: "40m", timeline.Most: "1h10m", timeline.Whole: "2h"}, got)
	assert.Equal(t, "2h", timeline.Downtime().Of(v).String(), "partial recovery ends no window")
}

func TestDismissedIncidentsHaveNoTimes(t *testing.T) {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), timeline.Instant{}))
	add(t, l, timeline.Event{Kind: timeline.KindStatus, Status: "closed", Phase: timeline.PhaseClosed, Resolution: "duplicate", Occurred: on("10:30")})
	f := timeline.TimeToMitigate().Of(l.AsOf(late))
	assert.Equal(t, timeline.NotApplicable, f.Kind())
	assert.Equal(t, "not applicable (ended as duplicate)", f.String())
}

// The first return to health is the end of the first run of impacts that touch,
// in every assignment of the times.
func TestFirstRestoreContainsEverySample(t *testing.T) {
	sh := shape{windows: 5, width: 5, places: []scopeOf{nowhere}, healths: healths[:1], endGiven: true, exactEach: 2}
	r := rand.New(rand.NewPCG(37, 43))
	for round := range rounds(800) {
		s := randomLog(t, r, sh)
		f := timeline.TimeToRestore().First().Of(s.view())
		lo, hasLo := f.Min()
		hi, hasHi := f.Max()
		s.sample(r, s.windows, 40, func(at []int) {
			run := slices.Clone(s.windows)
			slices.SortFunc(run, func(a, b slowWindow) int { return cmp.Compare(at[a.start], at[b.start]) })
			end := at[run[0].end]
			for _, w := range run[1:] {
				if at[w.start] > end {
					break
				}
				end = max(end, at[w.end])
			}
			n := end - at[run[0].start]
			why := fmt.Sprintf("round %d: %d in %s (%s)\n%+v\n%+v", round, n, f.Range(), f, s.facts, s.windows)
			require.NotEqual(t, timeline.Invalid, f.Kind(), why)
			require.True(t, !hasLo || int(lo) <= n, why)
			require.True(t, !hasHi || n <= int(hi), why)
		})
	}
}

func TestMeasuresTellWhatTheyAre(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range timeline.Standard() {
		assert.NotEmpty(t, m.ID())
		assert.NotEmpty(t, m.Words())
		assert.Positive(t, m.Version())
		assert.False(t, seen[m.ID()], m.ID())
		seen[m.ID()] = true
		_, clipped := m.Period()
		assert.False(t, clipped)
	}
	march, err := timeline.Month(2026, time.March, time.UTC)
	require.NoError(t, err)
	m := timeline.Availability(timeline.DowntimeOnly(), march).In(timeline.Region("eu"))
	period, ok := m.Period()
	assert.True(t, ok)
	assert.Equal(t, march, period)
	assert.Equal(t, timeline.DowntimeOnly(), m.Weighting())
	assert.Equal(t, timeline.Region("eu"), m.Scope())
	assert.Equal(t, timeline.Downtime(), timeline.Downtime().Since(timeline.Detected), "a total has no clock")
	since := timeline.TimeToRestore().Since(timeline.UpdatePublished("identified"))
	assert.Equal(t, `update "identified" to restored`, since.From().Words()+" to "+since.To().Words())
	assert.True(t, since.From().IsUpdate())

	v := logOf(t, impact(timeline.Region("eu"), timeline.Major, on("10:00"), on("11:00"))).AsOf(late)
	f := timeline.Downtime().In(timeline.Region("eu")).Of(v)
	assert.Equal(t, timeline.Downtime().In(timeline.Region("eu")), f.Measure())
	assert.Len(t, slices.Collect(f.Inputs()), 1)
	assert.Equal(t, late, v.Now())
	assert.Equal(t, incidentID, v.ID())
	last := timeline.Milestone("")
	for m := range timeline.Milestones() {
		assert.True(t, m.IsStandard())
		last = m
	}
	assert.Equal(t, timeline.ReviewPublished, last)
}
