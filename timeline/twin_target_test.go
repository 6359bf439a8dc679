package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// due is the first second by which the clock of one assignment shows limit, when
// work goes on from the moment of the view on.
func (h *slowHistory) due(at []int, limit int, holds []slowStretch) int {
	var paused u64
	for _, s := range holds {
		end := slowNow
		if s.to >= 0 {
			end = at[s.to]
		}
		paused |= stretchBits(at[s.from], end)
	}
	worked, t := 0, at[h.alpha]
	for ; worked < limit; t++ {
		if t > 62 || paused>>t&1 == 0 {
			worked++
		}
	}
	return t
}

// dues is the least and greatest due second, over every assignment in which no
// time on hold ends before it starts.
func (h *slowHistory) dues(limit int, holds []slowStretch) (least, most int) {
	least, most = 1<<20, -1
	at := make([]int, len(h.facts))
	var walk func(i int)
	walk = func(i int) {
		if i < len(h.facts) {
			for at[i] = h.facts[i].lo; at[i] <= h.facts[i].hi; at[i]++ {
				walk(i + 1)
			}
			return
		}
		for _, s := range holds {
			if s.to >= 0 && at[s.from] > at[s.to] {
				return
			}
		}
		d := h.due(at, limit, holds)
		least, most = min(least, d), max(most, d)
	}
	walk(0)
	return least, most
}

// apart reports whether the order of the facts is settled, and alpha is one of
// its own.
func (h *slowHistory) apart() bool {
	for i := range h.facts {
		for j := range i {
			a, b := h.facts[i], h.facts[j]
			if !(a.exact() && b.exact()) && a.lo <= b.hi && b.lo <= a.hi {
				return false
			}
		}
	}
	return h.alpha == len(h.statuses)
}

func (h *slowHistory) onHold() bool { return h.statuses[len(h.statuses)-1].hold }

// A target falls due at the first moment by which the clock shows its limit.
func TestDueAgainstEveryAssignment(t *testing.T) {
	r := rand.New(rand.NewPCG(131, 137))
	exact := 0
	for round := range rounds(500) {
		h := randomHistory(t, r, 1+r.IntN(5), timeline.PhaseActive)
		limit, holds := 1+r.IntN(60), h.holds()
		m := timeline.Elapsed("alpha", "gamma")
		if r.IntN(3) == 0 {
			holds = nil
		} else {
			m = m.WithoutHold()
		}
		verdict := timeline.Target{Measure: m, Within: time.Duration(limit) * time.Second, Warn: 5 * time.Second}.Of(h.log.AsOf(sec(slowNow)))
		why := fmt.Sprintf("round %d: %d %s due %s\nfacts %+v\n%s", round, limit, verdict.Figure.Sentence(), verdict.Due, h.facts, jsonOf(t, h.log))
		least, most := h.dues(limit, holds)
		if most < 0 {
			require.Equal(t, timeline.Invalid, verdict.Figure.Kind(), why)
			continue
		}
		earliest, ok := verdict.Due.Earliest()
		require.True(t, ok, why)
		latest, bounded := verdict.Due.Latest()
		require.False(t, earliest.After(sec(least)), "%s: truly from %d", why, least)
		if !bounded {
			require.True(t, h.onHold() && holds != nil, why)
		} else {
			require.False(t, latest.Before(sec(most)), "%s: truly until %d", why, most)
		}
		if !h.apart() {
			continue
		}
		exact++
		require.Equal(t, sec(least), earliest, why)
		if bounded {
			require.Equal(t, sec(most), latest, why)
		}
	}
	require.Greater(t, exact, rounds(500)/5)
}

// A target turns to breached right after it fell due, and not before.
func TestDueIsWhenItTurns(t *testing.T) {
	r := rand.New(rand.NewPCG(139, 149))
	turned := 0
	for round := range rounds(500) {
		l := timeline.NewLog(incidentID)
		start := milestone(timeline.Detected, pick(r, timeline.At(sec(r.IntN(20))), timeline.Between(sec(0), sec(20)), timeline.About(sec(10), 5*time.Second)))
		start.Recorded = day
		add(t, l, start)
		ends, before := []time.Time{}, uuid.Nil
		for i := range r.IntN(6) {
			e := timeline.Event{Kind: timeline.KindStatus, Status: "s", Phase: timeline.PhaseActive, Occurred: timeline.At(sec(25 + 5*i + r.IntN(5))), Previous: before, Recorded: day}
			if i%2 == 0 {
				e.Hold = "vendor"
				at, _ := e.Occurred.Stated()
				ends = append(ends, at)
			}
			before = add(t, l, e).ID
		}
		target := timeline.Target{Measure: timeline.TimeToAcknowledge().Since(timeline.Detected).WithoutHold(), Within: time.Duration(r.IntN(60)) * time.Second}
		due := target.Of(l.AsOf(sec(slowNow))).Due
		why := fmt.Sprintf("round %d: %s after %s", round, target.Within, jsonOf(t, l))
		standing := func(at time.Time) timeline.Standing { return target.Of(l.AsOf(at)).Standing }
		earliest, ok := due.Earliest()
		require.True(t, ok, why)
		require.Contains(t, []timeline.Standing{timeline.OnTrack, timeline.AtRisk, timeline.NotStarted}, standing(earliest), why)
		latest, ok := due.Latest()
		if !ok {
			continue // on hold
		}
		require.NotEqual(t, timeline.Breached, standing(latest), why)
		paused := false
		for _, at := range ends {
			paused = paused || at.Equal(latest)
		}
		if !paused {
			turned++
			require.Equal(t, timeline.Breached, standing(latest.Add(time.Microsecond)), why)
			require.NotEqual(t, timeline.OnTrack, standing(earliest.Add(time.Microsecond)), why)
		}
	}
	require.Greater(t, turned, rounds(500)/2)
}
