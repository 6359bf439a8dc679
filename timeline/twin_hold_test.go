package timeline_test

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// This file is the slow model of status histories: what a clock shows that stands
// still while work is on hold or the incident is over. Every way the uncertain
// times can fall is tried, second by second.

// A slowStatus is a status of the model; its time is the fact of its number.
type slowStatus struct {
	phase timeline.Phase
	hold  bool
}

// A slowHistory is a chain of statuses beside the real log. The facts are those
// of the statuses, then that of alpha, then that of beta if it is there.
type slowHistory struct {
	log         *timeline.Log
	facts       []moment
	statuses    []slowStatus
	alpha, beta int // numbers of facts; beta is -1 if it was not reached
}

const slowNow = 60

// narrow is an instant of no more than four seconds.
func narrow(r *rand.Rand, from, to int) (moment, timeline.Instant) {
	return randomMoment(r, from, max(from, to), 3)
}

// randomHistory draws a chain of n statuses with the given phases. Uncertain
// times of neighbours may overlap.
func randomHistory(t testing.TB, r *rand.Rand, n int, phases ...timeline.Phase) *slowHistory {
	h := &slowHistory{log: timeline.NewLog(incidentID), beta: -1}
	before, carried := uuid.Nil, ""
	for i := range n {
		s := slowStatus{phase: pick(r, phases...)}
		if i == 0 {
			s.phase = timeline.PhaseActive
		}
		s.hold = s.phase == timeline.PhaseActive && r.IntN(2) == 0
		m, at := narrow(r, 8+7*i, 11+7*i)
		e := timeline.Event{Kind: timeline.KindStatus, Status: "s" + fmt.Sprint(i), Phase: s.phase, Occurred: at, Previous: before, Recorded: day}
		if s.hold {
			e.Hold = "vendor"
		}
		switch {
		case carried == "" && r.IntN(4) == 0:
			e.Milestone, carried, h.alpha = "alpha", "alpha", len(h.facts)
		case carried == "alpha" && r.IntN(4) == 0:
			e.Milestone, carried, h.beta = "beta", "beta", len(h.facts)
		}
		h.facts, h.statuses = append(h.facts, m), append(h.statuses, s)
		before = add(t, h.log, e).ID
	}
	own := func(name timeline.Milestone, from, to int) int {
		m, at := narrow(r, from, to)
		e := milestone(name, at)
		e.Recorded = day
		add(t, h.log, e)
		h.facts = append(h.facts, m)
		return len(h.facts) - 1
	}
	if carried == "" {
		h.alpha = own("alpha", 3, 25)
	}
	if carried != "beta" && r.IntN(3) > 0 {
		h.beta = own("beta", 15, 50)
	}
	return h
}

// A slowStretch is from one fact to another; to is -1 for the moment of the view.
type slowStretch struct{ from, to int }

// holds lists when work was on hold.
func (h *slowHistory) holds() (out []slowStretch) {
	for i, s := range h.statuses {
		if s.hold {
			out = append(out, slowStretch{i, h.after(i)})
		}
	}
	return out
}

func (h *slowHistory) after(i int) int {
	if i+1 == len(h.statuses) {
		return -1
	}
	return i + 1
}

// net is the least and greatest length of the stretch without others, over every
// assignment in which none of them ends before it starts.
func (h *slowHistory) net(of slowStretch, less []slowStretch, clip u64) (least, most int, feasible bool) {
	least, most = slowNow, -1
	at := make([]int, len(h.facts)+1)
	at[len(h.facts)] = slowNow
	when := func(fact int) int {
		if fact < 0 {
			fact = len(h.facts)
		}
		return at[fact]
	}
	var walk func(i int)
	walk = func(i int) {
		if i < len(h.facts) {
			for at[i] = h.facts[i].lo; at[i] <= h.facts[i].hi; at[i]++ {
				walk(i + 1)
			}
			return
		}
		if when(of.from) > when(of.to) {
			return
		}
		set := stretchBits(when(of.from), when(of.to)) & clip
		for _, s := range less {
			if when(s.from) > when(s.to) {
				return
			}
			set &^= stretchBits(when(s.from), when(s.to))
		}
		n := bits.OnesCount64(set)
		least, most, feasible = min(least, n), max(most, n), true
	}
	walk(0)
	return least, most, feasible
}

// requireNet holds a figure to what net says.
func (h *slowHistory) requireNet(t testing.TB, m timeline.Measure, of slowStretch, less []slowStretch, clip u64, why string) timeline.Figure {
	t.Helper()
	f := m.Of(h.log.AsOf(sec(slowNow)))
	least, most, feasible := h.net(of, less, clip)
	about := fmt.Sprintf("%s: %s %v %v, truth %d to %d (%v) of %v less %v\nfacts %+v\nstatuses %v\nlog %s",
		why, m.ID(), f.Sentence(), f.Reason(), least, most, feasible, of, less, h.facts, h.statuses, jsonOf(t, h.log))
	if !feasible {
		require.Equal(t, timeline.Invalid, f.Kind(), about)
		return f
	}
	lo, hasLo := f.Min()
	require.True(t, hasLo, about)
	require.Equal(t, least, int(lo), about)
	hi, hasHi := f.Max()
	require.Equal(t, of.to >= 0, hasHi, about)
	if !hasHi {
		require.Equal(t, timeline.Ongoing, f.Kind(), about)
		return f
	}
	require.Equal(t, most, int(hi), about)
	require.Equal(t, least == most, f.Kind() == timeline.Known, about)
	if at, ok := f.Approx(); ok {
		require.True(t, lo <= at && at <= hi || f.Doubtful(), about)
	}
	return f
}

func randomClip(t testing.TB, r *rand.Rand, m timeline.Measure) (timeline.Measure, u64) {
	if r.IntN(3) > 0 {
		return m, ^u64(0)
	}
	from := 5 + r.IntN(25)
	until := from + 5 + r.IntN(25)
	return m.Within(span(t, from, until)), stretchBits(from, until)
}

func TestWithoutHoldAgainstEveryAssignment(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 43))
	seen := map[string]int{}
	for round := range rounds(400) {
		h := randomHistory(t, r, 2+r.IntN(4), timeline.PhaseActive)
		m, clip := randomClip(t, r, timeline.Elapsed("alpha", "beta"))
		why := fmt.Sprintf("round %d", round)
		f := m.WithoutHold().Of(h.log.AsOf(sec(slowNow)))
		seen[f.Kind().String()]++
		if len(h.holds()) == 0 {
			require.Equal(t, m.Of(h.log.AsOf(sec(slowNow))).String(), f.String(), why)
			require.NotContains(t, f.Sentence(), "hold", why)
			continue
		}
		f = h.requireNet(t, m.WithoutHold(), slowStretch{h.alpha, h.beta}, h.holds(), clip, why)
		plain := m.Of(h.log.AsOf(sec(slowNow)))
		if f.Kind() != timeline.Invalid {
			require.Contains(t, f.Sentence(), ", time on hold excluded", why)
			require.Contains(t, plain.Sentence(), ", time on hold included", why)
		}
	}
	require.Greater(t, len(seen), 3, "known, bounded, ongoing and invalid all came up: %v", seen)
}

// over tells whether the milestone counts as reached in a phase.
func over(m timeline.Milestone, p timeline.Phase) bool {
	return p == timeline.PhaseClosed || p == timeline.PhaseResolved && m == timeline.Resolved
}

// episodes finds the last entry into the phase of the milestone, and when the
// incident was over before that.
func (h *slowHistory) episodes(m timeline.Milestone) (last int, ended bool, less []slowStretch) {
	phase := map[timeline.Milestone]timeline.Phase{timeline.Resolved: timeline.PhaseResolved, timeline.Closed: timeline.PhaseClosed}[m]
	last = -1
	for i, s := range h.statuses {
		if s.phase == phase && (i == 0 || h.statuses[i-1].phase != phase) {
			last = i
		}
	}
	ended = over(m, h.statuses[len(h.statuses)-1].phase)
	since := -1
	for i, s := range h.statuses {
		switch {
		case over(m, s.phase) && since < 0:
			since = i
		case !over(m, s.phase) && since >= 0:
			less = append(less, slowStretch{since, i})
			since = -1
		}
	}
	if since >= 0 && since < last {
		less = append(less, slowStretch{since, last})
	}
	return last, ended, less
}

func TestCumulativeAgainstEveryAssignment(t *testing.T) {
	r := rand.New(rand.NewPCG(47, 53))
	seen := map[string]int{}
	for round, done := 0, 0; done < rounds(400); round++ {
		h := randomHistory(t, r, 2+r.IntN(5), timeline.PhaseActive, timeline.PhaseResolved, timeline.PhaseClosed)
		to := pick(r, timeline.Resolved, timeline.Closed)
		last, ended, less := h.episodes(to)
		if ended && last >= 0 && last < h.reopened(to) {
			last = -1 // closed after all without being resolved again: nobody recorded when
		}
		done++
		of := slowStretch{h.alpha, last}
		if !ended || last < 0 {
			of.to = -1
		}
		m, clip := randomClip(t, r, timeline.Elapsed("alpha", to).Cumulative())
		f := m.Of(h.log.AsOf(sec(slowNow)))
		seen[f.Kind().String()]++
		why := fmt.Sprintf("round %d to %s", round, to)
		if ended && last < 0 {
			require.Equal(t, timeline.Unknown, f.Kind(), why)
			continue
		}
		h.requireNet(t, m, of, less, clip, why)
		if r.IntN(2) == 0 {
			h.requireNet(t, m.WithoutHold(), of, append(less, h.holds()...), clip, why+" without hold")
		}
	}
	require.Greater(t, len(seen), 4, "known, bounded, ongoing, unknown and invalid all came up: %v", seen)
}

// reopened is the number of the last status that is not over.
func (h *slowHistory) reopened(m timeline.Milestone) int {
	for i := len(h.statuses) - 1; i >= 0; i-- {
		if !over(m, h.statuses[i].phase) {
			return i
		}
	}
	return -1
}
