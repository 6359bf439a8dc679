package timeline_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/timeline"
)

// waited was on hold from 11:00 to 12:30, first for the vendor and then for the
// customer, and again from 14:00.
func waited(t *testing.T) *history {
	return historyOf(t, impact(eu, timeline.Major, on("10:00"), on("13:00")), milestone(timeline.Detected, on("10:10"))).
		enter(timeline.PhaseActive, "", on("10:20")).enter(timeline.PhaseActive, "vendor", on("11:00")).
		enter(timeline.PhaseActive, "customer", on("12:00")).enter(timeline.PhaseActive, "", on("12:30")).
		enter(timeline.PhaseActive, "vendor", on("14:00"))
}

func TestWithoutHold(t *testing.T) {
	h := waited(t)
	ttr, resolve := timeline.TimeToRestore().In(eu), timeline.TimeToResolve()
	afternoon := timeline.MustParseSpan("2026-03-04T12:00:00Z/2026-03-04T16:00:00Z")
	open := h.log.AsOf(clock("14:20"))
	check(t, open, []said{
		{"included", ttr, "3h"},
		{"excluded", ttr.WithoutHold(), "1h30m"},
		{"excluded, cumulative", ttr.Cumulative().WithoutHold(), "1h30m"},
		{"excluded, cumulative since detection", ttr.Since(timeline.Detected).Cumulative().WithoutHold(), "1h20m"},
		{"currently on hold", resolve, "≥ 4h20m"},
		{"currently on hold, excluded", resolve.WithoutHold(), "≥ 2h30m"},
		{"currently on hold, clipped", resolve.WithoutHold().Within(afternoon), "≥ 1h30m"},
		{"before it was on hold", timeline.TimeToDeclare().WithoutHold(), "20m"},
		{"first of the regions", timeline.TimeToRestore().Regions(1).WithoutHold(), "1h30m"},
		{"what never began", timeline.Elapsed("own", timeline.Resolved).WithoutHold(), "pending (own not reached yet)"},
		{"no effect on a total", timeline.Downtime().WithoutHold(), "3h"},
	})
	for _, c := range []struct {
		measure  timeline.Measure
		sentence string
		json     string
	}{
		{ttr, "time to restore (time_to_restore v1) from impact start to restored in eu, time on hold included: 3h.", `"hold":"included"`},
		{ttr.WithoutHold(), "time to restore (time_to_restore v1) from impact start to restored in eu, time on hold excluded: 1h30m.", `"hold":"excluded"`},
		{resolve.Cumulative().WithoutHold(), "time to resolve (time_to_resolve v1) from impact start to resolved, cumulative, time on hold excluded: ≥ 2h30m (resolved not reached yet).", `"hold":"excluded"`},
		{ttr.Cumulative(), "time to restore (time_to_restore v1) from impact start to restored, cumulative in eu, time on hold included: 3h.", `"hold":"included"`},
	} {
		f := c.measure.Of(open)
		assert.Equal(t, c.sentence, f.Sentence())
		assert.Contains(t, text(t, f), c.json)
		assert.Contains(t, timeline.Sum(f, f).Sentence(), f.Sentence()[:20])
		assert.Contains(t, text(t, timeline.Sum(f, f)), c.json, "a sum says which policy was followed")
	}
	plain := ttr.Of(h.log.AsOf(clock("10:50"))) // nobody says yet when it was recorded: as of then it was not on hold
	assert.NotContains(t, text(t, plain), "hold")
}

func TestWithoutHoldUncertain(t *testing.T) {
	between := timeline.Between(clock("11:00"), clock("11:10"))
	h := historyOf(t, impact(eu, timeline.Major, on("10:00"), on("13:00"))).
		enter(timeline.PhaseActive, "", on("10:20")).enter(timeline.PhaseActive, "vendor", between).
		enter(timeline.PhaseActive, "", timeline.About(clock("12:00"), 5*60e9)).enter(timeline.PhaseResolved, "", on("14:00"))
	resolve := timeline.TimeToResolve()
	check(t, h.log.AsOf(late), []said{
		{"bounds of the hold are bounds of the figure", resolve.WithoutHold(), "2h55m–3h15m"},
		{"included", resolve, "4h"},
		{"from the moment it was on hold", timeline.Elapsed(timeline.Declared, timeline.Resolved).WithoutHold(), "2h35m–2h55m"},
	})
	f := resolve.WithoutHold().Of(h.log.AsOf(late))
	assert.Equal(t, timeline.ReasonUncertain, f.Reason().Code)

	h = historyOf(t, impact(eu, timeline.Major, timeline.About(clock("10:00"), 5*60e9), on("13:00"))).
		enter(timeline.PhaseActive, "vendor", timeline.About(clock("11:00"), 10*60e9)).
		enter(timeline.PhaseActive, "", on("12:00")).enter(timeline.PhaseResolved, "", on("14:00"))
	check(t, h.log.AsOf(late), []said{{"estimates from stated points", resolve.WithoutHold(), "~3h"}})
	assert.Equal(t, "2h45m–3h15m", resolve.WithoutHold().Of(h.log.AsOf(late)).Range())

	h = historyOf(t, impact(eu, timeline.Major, on("10:00"), on("13:00"))).
		enter(timeline.PhaseActive, "vendor", on("11:00")).enter(timeline.PhaseActive, "", on("10:30")).enter(timeline.PhaseResolved, "", on("14:00"))
	check(t, h.log.AsOf(late), []said{{"a hold that ends before it starts", resolve.WithoutHold(), "invalid (the recorded times contradict each other)"}})
}

// A witness bounds a figure without time on hold as it bounds the plain one.
func TestWithoutHoldWitness(t *testing.T) {
	h := historyOf(t, impact(eu, timeline.Major, on("10:00"), on("13:00")), milestone(timeline.CauseConfirmed, on("12:00"))).
		enter(timeline.PhaseActive, "vendor", on("11:00")).enter(timeline.PhaseActive, "", on("11:30")).enter(timeline.PhaseResolved, "", on("14:00"))
	f := timeline.TimeToRootCause().WithoutHold().Of(h.log.AsOf(late))
	assert.Equal(t, "0s–1h30m", f.String())
	assert.Equal(t, timeline.ReasonWitness, f.Reason().Code)
	assert.Equal(t, "0s–2h", timeline.TimeToRootCause().Of(h.log.AsOf(late)).String())
	f = timeline.Elapsed(timeline.CauseFound, timeline.Resolved).WithoutHold().Of(h.log.AsOf(late))
	assert.Equal(t, "2h–3h30m", f.String())
}
