package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// A slowPlace is a region of the model: its impacts start exactly, and end each
// with a fact of its own or with one that several share. It is open if one of
// them has no end.
type slowPlace struct {
	ends []int
	open bool
}

// randomPlaces draws impacts on regions, from second 10 on, that are over by 50.
// One restoration of everywhere may end what has no end of its own.
func randomPlaces(t testing.TB, r *rand.Rand, closed bool) (l *timeline.Log, facts []moment, places []slowPlace) {
	l = timeline.NewLog(incidentID)
	start := milestone("alpha", timeline.At(sec(10)))
	start.Recorded = day
	add(t, l, start)
	if closed {
		closeIncident(t, l, timeline.Instant{})
	}
	everywhere := -1
	if r.IntN(3) == 0 {
		m, at := narrow(r, 40, 48)
		facts, everywhere = append(facts, m), len(facts)
		e := restore(timeline.Everywhere(), at)
		e.Recorded = day
		add(t, l, e)
	}
	for i := range 1 + r.IntN(4) {
		p, name := slowPlace{}, string(rune('a'+i))
		for range 1 + r.IntN(2) {
			m, at := narrow(r, 22, 38)
			switch r.IntN(4) {
			case 0:
				at = timeline.Instant{}
				if everywhere < 0 {
					p.open = true
				} else {
					p.ends = append(p.ends, everywhere)
				}
			default:
				facts, p.ends = append(facts, m), append(p.ends, len(facts))
			}
			e := impact(timeline.Region(name), timeline.Major, timeline.At(sec(10+r.IntN(5))), at)
			e.Recorded = day
			add(t, l, e)
		}
		places = append(places, p)
	}
	return l, facts, places
}

// kth is the least and greatest k-th return of the places, over every assignment.
func kth(facts []moment, places []slowPlace, k int) (least, most int) {
	const never = 1 << 20
	least, most = never, -1
	at := make([]int, len(facts))
	var walk func(i int)
	walk = func(i int) {
		if i < len(facts) {
			for at[i] = facts[i].lo; at[i] <= facts[i].hi; at[i]++ {
				walk(i + 1)
			}
			return
		}
		var back []int
		for _, p := range places {
			last := 0
			for _, e := range p.ends {
				last = max(last, at[e])
			}
			if p.open {
				last = never
			}
			back = append(back, last)
		}
		slices.Sort(back)
		least, most = min(least, back[k-1]), max(most, back[k-1])
	}
	walk(0)
	return least, most
}

func TestRegionsAgainstEveryAssignment(t *testing.T) {
	r := rand.New(rand.NewPCG(101, 103))
	seen := map[string]int{}
	for round, done := 0, 0; done < rounds(400); round++ {
		ended := r.IntN(2) == 0
		l, facts, places := randomPlaces(t, r, ended)
		if len(facts) > 5 {
			continue
		}
		done++
		k, back := 1+r.IntN(4), 0
		for _, p := range places {
			if !p.open {
				back++
			}
		}
		v := l.AsOf(sec(slowNow))
		f := timeline.Elapsed("alpha", timeline.Restored).Regions(k).Of(v)
		seen[f.Kind().String()+string(f.Reason().Code)]++
		why := fmt.Sprintf("round %d: %d of %+v: %s\n%+v\n%s", round, k, places, f.Sentence(), facts, jsonOf(t, l))
		switch {
		case k > len(places):
			require.Equal(t, timeline.ReasonFewPlaces, f.Reason().Code, why)
			require.Equal(t, timeline.Unknown, f.Kind(), why)
		case back < k && ended:
			require.Equal(t, timeline.Unknown, f.Kind(), why)
			require.Equal(t, timeline.ReasonNoEnd, f.Reason().Code, why)
		case back < k:
			require.Equal(t, timeline.Ongoing, f.Kind(), why)
			require.Equal(t, "≥ 50s", f.String(), why)
		default:
			least, most := kth(facts, places, k)
			lo, hasLo := f.Min()
			hi, hasHi := f.Max()
			require.True(t, hasHi, why)
			require.Equal(t, most-10, int(hi), why)
			if back == len(places) || !ended { // one whose end nobody recorded may have been back first
				require.True(t, hasLo, why)
				require.Equal(t, least-10, int(lo), why)
				require.Equal(t, least == most, f.Kind() == timeline.Known, why)
			}
			all := timeline.Elapsed("alpha", timeline.Restored).Regions(len(places)).Of(v)
			if last, ok := all.Max(); ok {
				require.LessOrEqual(t, hi, last, why)
			}
		}
	}
	require.Len(t, seen, 6, "each outcome came up: %v", seen)
}

// randomStages is a log with milestones at random, about or exact, in any order.
func randomStages(t testing.TB, r *rand.Rand) *timeline.Log {
	l := timeline.NewLog(incidentID)
	add(t, l, impact(timeline.Scope{}, timeline.Major, timeline.At(sec(r.IntN(20))), timeline.Instant{}))
	for i, m := range []timeline.Milestone{timeline.Detected, timeline.Acknowledged, timeline.Mobilized, timeline.CauseFound, timeline.Mitigated} {
		if r.IntN(4) > 0 {
			_, at := narrow(r, 5+7*i, 15+7*i)
			add(t, l, milestone(m, pick(r, at, at, at, at, timeline.Instant{}, timeline.At(sec(20+7*i)))))
		}
	}
	open := status(t, l, "open", timeline.PhaseActive, timeline.At(sec(10+r.IntN(20))), uuid.Nil)
	if r.IntN(3) > 0 {
		status(t, l, "resolved", timeline.PhaseResolved, timeline.At(sec(30+r.IntN(25))), open.ID)
	}
	return l
}

// Each stage begins where the one before it ended, and estimates add up.
func TestStagesAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(107, 109))
	added := 0
	for round := range rounds(800) {
		l := randomStages(t, r)
		v := l.AsOf(sec(40 + r.IntN(30)))
		stages := timeline.Stages(v)
		var sum float64
		ended, estimated := true, true
		for i, s := range stages {
			if i > 0 {
				require.Equal(t, stages[i-1].To, s.From, "round %d", round)
			}
			require.Equal(t, s.From, s.Figure.Measure().From())
			require.Equal(t, s.To, s.Figure.Measure().To())
			require.NotEqual(t, timeline.Invalid, s.Figure.Kind(), "round %d %s", round, s.Figure.Sentence())
			if s.Figure.Kind() == timeline.Ongoing {
				require.Equal(t, len(stages)-1, i, "round %d: only the last is ongoing", round)
				ended = false
			}
			at, ok := s.Figure.Approx()
			sum, estimated = sum+at, estimated && ok
		}
		if len(stages) == 0 || !ended || !estimated {
			continue
		}
		whole := timeline.Elapsed(stages[0].From, stages[len(stages)-1].To).Of(v)
		if at, ok := whole.Approx(); ok {
			added++
			require.InDelta(t, at, sum, 1e-6, "round %d: %s\n%s", round, whole.Sentence(), jsonOf(t, l))
		}
	}
	require.Greater(t, added, rounds(800)/5)
}

func TestStagesOfAnyLog(t *testing.T) {
	r := rand.New(rand.NewPCG(113, 127))
	through := slices.Collect(timeline.Milestones())
	for range rounds(400) {
		v := withHolds(t, r, r.IntN(30)).AsOf(day.Add(time.Duration(r.IntN(60)) * time.Hour))
		for _, stages := range [][]timeline.Stage{timeline.Stages(v), timeline.Stages(v, through...), timeline.Stages(v, "own", timeline.Detected, "own")} {
			for i, s := range stages {
				require.True(t, i == 0 || stages[i-1].To == s.From)
				if s.To != timeline.Resolved && s.To != timeline.Closed && s.From != timeline.Resolved && s.From != timeline.Closed { // which declaration may bound
					require.NotEqual(t, timeline.ReasonWitness, s.Figure.Reason().Code)
				}
				require.NotEmpty(t, s.Figure.Explain(v))
			}
		}
	}
}
