package definition_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// naive is what a definition says, of milestones that are exact times or missing:
// one subtraction, after each rule in turn.
func naive(d definition.Definition, at map[timeline.Milestone]time.Time) (time.Duration, bool) {
	get := func(e definition.End) (time.Time, timeline.Milestone, bool) {
		if when, ok := at[e.Fact]; ok {
			return when, e.Fact, true
		}
		when, ok := at[e.Else]
		return when, e.Else, ok && e.Else != ""
	}
	if d.Measure != (timeline.Measure{}) {
		d.From.Fact, d.To.Fact = timeline.ImpactStarted, timeline.Restored
	}
	from, a, ok1 := get(d.From)
	to, b, ok2 := get(d.To)
	if !ok1 || !ok2 || a == b || to.Before(from) {
		return 0, false
	}
	return to.Sub(from), true
}

// TestTwin measures incidents of exact times, some missing, and incidents in which
// everything is over, both ways.
func TestTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	known := map[string]int{}
	for range 600 {
		l, times := life{}, map[timeline.Milestone]time.Time{}
		when := clock(9, 0)
		put := func(m timeline.Milestone) {
			when = when.Add(time.Duration(r.IntN(40)) * time.Minute)
			if r.IntN(5) > 0 {
				l[m], times[m] = timeline.At(when), when
			}
		}
		put(timeline.Deployed)
		for m := range timeline.Milestones() {
			switch m {
			case timeline.CauseSuspected, timeline.CauseConfirmed, timeline.ReviewPublished:
			default:
				put(m)
			}
		}
		if _, ok := times[timeline.Resolved]; !ok { // so that all is over, and nothing is ongoing
			l[timeline.Closed], times[timeline.Closed] = timeline.At(when), when
		}
		if times[timeline.ImpactStarted].IsZero() != times[timeline.Restored].IsZero() { // one is an edge of the other
			for _, m := range []timeline.Milestone{timeline.ImpactStarted, timeline.Restored} {
				delete(l, m)
				delete(times, m)
			}
		}
		if r.IntN(3) == 0 { // somebody opened it before anything was noticed
			l[timeline.Declared], times[timeline.Declared] = at(8, 30), clock(8, 30)
		}
		if times[timeline.Declared].IsZero() { // a log whose first status is resolved says no more than that it was by then
			continue
		}
		v := l.view(t)
		for d := range definition.All() {
			want, ok := naive(d, times)
			got := d.Of(v)
			have, isKnown := got.Figure.Duration()
			isKnown = isKnown && len(got.Missing) == 0
			if ok {
				known[d.ID]++
				require.True(t, isKnown, "%s: %s, want %s of %v", d.ID, got, want, times)
				require.Equal(t, want, have, "%s of %v", d.ID, times)
			} else {
				require.False(t, isKnown, "%s: %s of %v", d.ID, got, times)
			}
		}
	}
	for d := range definition.All() {
		assert.Positive(t, known[d.ID], d.ID)
	}
}

// TestRandom compares incidents of contradictory, uncertain and missing facts: it
// never panics, and nothing is zero that was not recorded.
func TestRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 400 {
		log := randomLog(t, r)
		v := log.AsOf(clock(r.IntN(60), 0))
		c := definition.Compare(v)
		assert.NotEmpty(t, c.String())
		_, err := json.Marshal(c)
		require.NoError(t, err)
		for _, g := range c.Groups {
			for _, row := range g.Rows {
				check(t, v, row)
			}
		}
	}
}

// check holds a row to what a figure may claim.
func check(t *testing.T, v *timeline.View, row definition.Row) {
	t.Helper()
	assert.NotEmpty(t, row.ExplainTo(v, timeline.Public))
	r := row.Result
	d, known := r.Figure.Duration()
	if r.Definition.Measure != (timeline.Measure{}) {
		return
	}
	assert.NotEqual(t, r.From, r.To, r.Definition.ID)
	if known && len(r.Missing) == 0 {
		assert.True(t, timed(v, r.From), "%s is %s without %s", r.Definition.ID, d, r.From)
		assert.True(t, timed(v, r.To), "%s is %s without %s", r.Definition.ID, d, r.To)
	}
	for _, s := range []definition.Shift{row.Difference.Start, row.Difference.End} {
		if least, ok := s.Figure.Min(); ok && s.Direction != definition.Unsettled {
			assert.GreaterOrEqual(t, least, 0.0, "%s: a distance is not negative", r.Definition.ID)
		}
	}
}

// timed reports whether some event gives a time for a milestone.
func timed(v *timeline.View, m timeline.Milestone) bool {
	for e := range v.Events() {
		switch {
		case e.Fact() == string(m) && e.Occurred.IsKnown(), m == timeline.Restored && e.Ended.IsKnown():
			return true
		}
	}
	return false
}

func randomLog(t testing.TB, r *rand.Rand) *timeline.Log {
	log := timeline.NewLog(incidentID)
	var head uuid.UUID
	instant := func() timeline.Instant {
		a := clock(r.IntN(48), r.IntN(4)*15)
		return [...]timeline.Instant{{}, timeline.At(a), timeline.At(a), timeline.About(a, time.Hour), timeline.Between(a, a.Add(2*time.Hour)), timeline.NotBefore(a)}[r.IntN(6)]
	}
	for range r.IntN(14) {
		e := timeline.Event{Occurred: instant(), Scope: [...]timeline.Scope{{}, timeline.Everywhere(), timeline.Region("eu"), timeline.Region("us")}[r.IntN(4)]}
		switch r.IntN(5) {
		case 0:
			e.Kind, e.Health = timeline.KindImpact, timeline.Health(r.IntN(6))
			if r.IntN(2) == 0 {
				e.Ended = instant()
			}
		case 1:
			e.Kind = timeline.KindRestore
		case 2:
			e.Kind, e.Scope, e.Previous = timeline.KindStatus, timeline.Scope{}, head
			e.Phase = [...]timeline.Phase{timeline.PhaseTriage, timeline.PhaseActive, timeline.PhaseMitigated, timeline.PhaseResolved, timeline.PhaseClosed}[r.IntN(5)]
			e.Status = string(e.Phase)
		case 3:
			e.Kind, e.Status = timeline.KindUpdate, [...]string{"investigating", "identified", "monitoring"}[r.IntN(3)]
		default:
			e.Kind = timeline.KindMilestone
			e.Milestone = [...]timeline.Milestone{
				timeline.Detected, timeline.Acknowledged, timeline.Mobilized, timeline.CauseFound, timeline.Mitigated, timeline.Deployed,
			}[r.IntN(6)]
		}
		got, err := log.Add(e)
		require.NoError(t, err)
		if e.Kind == timeline.KindStatus {
			head = got.ID
		}
	}
	return log
}
