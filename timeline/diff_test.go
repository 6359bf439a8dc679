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

// recorded is the event with a moment at which it was recorded.
func recorded(e timeline.Event, at string) timeline.Event { e.Recorded = clock(at); return e }

func TestDiff(t *testing.T) {
	l := logOf(t, recorded(impact(eu, timeline.Major, on("10:00"), unknownTime), "10:10"))
	found := add(t, l, recorded(milestone(timeline.Detected, on("10:05")), "10:10"))
	wrong := add(t, l, recorded(milestone(timeline.Acknowledged, on("10:06")), "10:10"))
	back := add(t, l, recorded(restore(eu, on("10:40")), "11:00"))
	better := recorded(milestone(timeline.Detected, on("10:02")), "11:00")
	better.Amends = found.ID
	add(t, l, better)
	add(t, l, recorded(timeline.Event{Kind: timeline.KindRetract, Target: wrong.ID}, "11:00"))
	add(t, l, recorded(timeline.Event{Kind: timeline.KindStatus, Phase: "strange", Previous: incidentID}, "11:00"))
	d := timeline.Diff(l.AsOf(clock("10:30")), l.AsOf(clock("12:00")))
	require.False(t, d.IsEmpty())
	type change struct {
		id            uuid.UUID
		before, after string
	}
	var got []change
	for _, c := range d.Events[:3] {
		got = append(got, change{c.ID, c.Before.Occurred.String(), c.After.Occurred.String()})
	}
	assert.Equal(t, []change{
		{found.ID, "2026-03-04T10:05:00Z", "2026-03-04T10:02:00Z"},
		{wrong.ID, "2026-03-04T10:06:00Z", ""},
		{back.ID, "", "2026-03-04T10:40:00Z"},
	}, got, "corrected, taken back, learned; in order")
	require.Len(t, d.Events, 4, "and a status without a time, last")
	assert.Equal(t, timeline.Kind(""), d.Events[1].After.Kind)
	require.Len(t, d.Findings, 1)
	assert.Equal(t, timeline.RuleNoPredecessor, d.Findings[0].Rule)
	assert.Empty(t, d.Settled)
	back2 := timeline.Diff(l.AsOf(clock("12:00")), l.AsOf(clock("10:30")))
	assert.Equal(t, d.Findings, back2.Settled)

	figures := map[string][2]string{}
	for c := range d.Figures() {
		where := c.Measure.Scope().String() + " " + c.Measure.ID()
		require.NotContains(t, figures, where, "each once")
		figures[where] = [2]string{c.Before.String(), c.After.String()}
	}
	assert.Equal(t, [2]string{"5m", "2m"}, figures["whole time_to_detect"])
	assert.Equal(t, [2]string{"≥ 30m", "40m"}, figures["eu time_to_restore"])
	assert.Equal(t, [2]string{"6m", "≥ 2h"}, figures["whole time_to_acknowledge"])
	assert.NotContains(t, figures, "whole updates")
	n := 0
	for range d.Figures() {
		if n++; n == 2 {
			break
		}
	}
	assert.Equal(t, 2, n)
	only := slices.Collect(d.Figures(timeline.TimeToDetect(), timeline.Updates(), timeline.Downtime().In(eu).Coalesce(time.Hour)))
	require.Len(t, only, 2)
	assert.Equal(t, timeline.TimeToDetect(), only[0].Measure)
	assert.Equal(t, "40m", only[1].After.String())
}

func TestDiffOfTheSameFacts(t *testing.T) {
	l := logOf(t, recorded(impact(eu, timeline.Major, on("10:00"), unknownTime), "10:10"))
	d := timeline.Diff(l.AsOf(clock("11:00")), l.AsOf(clock("12:00")))
	assert.True(t, d.IsEmpty())
	n := 0
	for c := range d.Figures(timeline.Downtime()) {
		n++
		assert.Equal(t, "≥ 1h", c.Before.String())
		assert.Equal(t, "≥ 2h", c.After.String(), "figures run on with the clock")
	}
	assert.Equal(t, 1, n)
	assert.True(t, timeline.Difference{}.IsEmpty())
	other := l.Clone()
	own := add(t, other, milestone(timeline.Mitigated, on("10:30")))
	d = timeline.Diff(l.AsOf(late), other.AsOf(late))
	require.Len(t, d.Events, 1, "two copies of a log")
	assert.Equal(t, own.ID, d.Events[0].ID)
}

// swapped mirrors changes, in an order that does not depend on the direction.
func swapped(changes []timeline.Change) []timeline.Change {
	out := slices.Clone(changes)
	for i := range out {
		out[i].Before, out[i].After = out[i].After, out[i].Before
	}
	return byID(out)
}

func byID(changes []timeline.Change) []timeline.Change {
	out := slices.Clone(changes)
	slices.SortFunc(out, func(a, b timeline.Change) int { return slices.Compare(a.ID[:], b.ID[:]) })
	return out
}

// factsOf is what holds in a view, rivals too, by ID.
func factsOf(v *timeline.View) map[uuid.UUID]timeline.Event {
	out := map[uuid.UUID]timeline.Event{}
	for _, all := range [][]timeline.Event{slices.Collect(v.Events()), slices.Collect(v.Rivals())} {
		for _, e := range all {
			if _, ok := out[e.ID]; !ok {
				out[e.ID] = e
			}
		}
	}
	return out
}

func TestDiffOfAnyLog(t *testing.T) {
	r := rand.New(rand.NewPCG(173, 179))
	changed := 0
	for round := range rounds(200) {
		l := withHolds(t, r, r.IntN(25))
		before, after := l.AsOf(day.Add(time.Duration(r.IntN(24))*time.Hour)), l.AsOf(day.Add(time.Duration(r.IntN(40))*time.Hour))
		if r.IntN(4) == 0 {
			after = withHolds(t, r, r.IntN(10)).AsOf(late)
		}
		d, mirror := timeline.Diff(before, after), timeline.Diff(after, before)
		require.True(t, timeline.Diff(before, before).IsEmpty(), "round %d", round)
		for range timeline.Diff(before, before).Figures() {
			require.Fail(t, "a view has the figures of its own")
		}
		require.Equal(t, byID(d.Events), swapped(mirror.Events), "round %d", round)
		require.Equal(t, d.Findings, mirror.Settled)
		require.Equal(t, d.Settled, mirror.Findings)
		require.Equal(t, len(slices.Collect(d.Figures())), len(slices.Collect(mirror.Figures())))
		have, want := factsOf(before), factsOf(after)
		for _, c := range d.Events {
			changed++
			require.Equal(t, have[c.ID], c.Before, "round %d", round)
			if delete(have, c.ID); c.After.Kind != "" {
				have[c.ID] = c.After
			}
		}
		require.Equal(t, want, have, "round %d: the changes make one of the other", round)
	}
	require.Greater(t, changed, rounds(200))
}
