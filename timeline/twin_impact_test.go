package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// question is a measure of the package beside its reading in the model.
type question struct {
	measure timeline.Measure
	reading reading
	place   scopeOf
	clip    [2]int // none when both are zero
}

func totals() []question {
	return []question{
		{measure: timeline.Downtime(), reading: readDowntime},
		{measure: timeline.DegradedTime(), reading: readDegraded},
		{measure: timeline.ImpactTime(), reading: readImpact},
	}
}

func (q question) clipped(t testing.TB) timeline.Measure {
	m := q.measure.In(q.place.scope())
	if q.clip[1] > 0 {
		m = m.Within(span(t, q.clip[0], q.clip[1]))
	}
	return m
}

func (q question) bits() u64 {
	if q.clip[1] == 0 {
		return ^u64(0)
	}
	return stretchBits(q.clip[0], q.clip[1])
}

// whole is the truth over every assignment.
func (q question) whole(s *slowLog) truth {
	reads, constraints, named := s.concern(q.place, q.reading)
	tr := truth{named: named}
	tr.outer(s, reads, q.reading)
	s.every(constraints, func(at []int) { tr.measure(reads, q.reading, q.bits(), at) })
	return tr
}

func (q question) sampled(r *rand.Rand, s *slowLog, tries int) truth {
	reads, constraints, named := s.concern(q.place, q.reading)
	tr := truth{named: named}
	tr.outer(s, reads, q.reading)
	s.sample(r, constraints, tries, func(at []int) { tr.measure(reads, q.reading, q.bits(), at) })
	return tr
}

// requireTruth holds a figure of time to the truth: exactly, or containing it.
func (q question) requireTruth(t testing.TB, s *slowLog, f timeline.Figure, tr truth, exact bool, why string) {
	t.Helper()
	about := func() string {
		return fmt.Sprintf("%s: %s at %s clip %v: %s %v, truth %+v\nfacts %+v\nwindows %+v\nlog %s",
			why, q.measure.ID(), q.place.scope(), q.clip, f, f.Reason(), tr, s.facts, s.windows, jsonOf(t, s.log))
	}
	switch {
	case !tr.named:
		require.Equal(t, timeline.Unknown, f.Kind(), about())
		return
	case !tr.feasible:
		if exact {
			require.Equal(t, timeline.Invalid, f.Kind(), about())
			require.Equal(t, timeline.ReasonContradicted, f.Reason().Code, about())
		}
		return
	}
	require.NotEqual(t, timeline.Invalid, f.Kind(), about())
	ongoing := tr.ongoing && (q.clip[1] == 0 || q.clip[1] > s.now)
	lo, hasLo := f.Min()
	hi, hasHi := f.Max()
	require.True(t, hasLo, about())
	if exact {
		require.Equal(t, tr.least, int(lo), about())
	}
	require.LessOrEqual(t, int(lo), tr.least, about())
	switch {
	case ongoing:
		require.Equal(t, timeline.Ongoing, f.Kind(), about())
		require.False(t, hasHi, about())
	case tr.open && q.clip[1] == 0:
		require.False(t, hasHi, about())
	case exact:
		require.True(t, hasHi, about())
		require.Equal(t, tr.most, int(hi), about())
		require.Equal(t, tr.least == tr.most, f.Kind() == timeline.Known, about())
	default:
		require.True(t, hasHi, about())
		require.GreaterOrEqual(t, int(hi), tr.most, about())
	}
}

var (
	nowhere = scopeOf{}
	placesA = []scopeOf{{}, {"a", ""}, {"a", ""}, {"b", ""}, {"*", ""}, {"a", "api"}, {"", "api"}}
	healths = []timeline.Health{timeline.Major, timeline.Major, timeline.Degraded, timeline.Partial, timeline.Unstated, timeline.Maintenance}
)

func TestTotalsAgainstEveryAssignment(t *testing.T) {
	shapes := map[string]shape{
		"one place":    {windows: 5, width: 6, places: []scopeOf{nowhere}, healths: healths, endGiven: true},
		"down only":    {windows: 6, width: 5, places: []scopeOf{nowhere}, healths: healths[:1], endGiven: true},
		"two healths":  {windows: 5, width: 6, places: []scopeOf{nowhere}, healths: healths[1:3]},
		"many facts":   {windows: 6, width: 2, places: []scopeOf{nowhere}, healths: healths[:4], endGiven: true, exactEach: 6},
		"open, scopes": {windows: 4, width: 4, places: placesA, healths: healths},
		"no times":     {windows: 3, width: 4, unknown: true, places: placesA[:2], healths: healths, exactEach: 2},
	}
	for name, sh := range shapes {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(len(name))))
			for round, done := 0, 0; done < rounds(250); round++ {
				s := randomLog(t, r, sh)
				if s.uncertain() > 8 || s.combinations() > 2000 {
					continue
				}
				done++
				view := s.view()
				for _, q := range totals() {
					q.place = sh.places[r.IntN(len(sh.places))]
					if r.IntN(3) == 0 {
						q.clip[0] = 5 + r.IntN(30)
						q.clip[1] = q.clip[0] + 1 + r.IntN(25)
					}
					q.requireTruth(t, s, q.clipped(t).Of(view), q.whole(s), true, fmt.Sprintf("round %d", round))
				}
			}
		})
	}
}

func TestTotalsContainEverySample(t *testing.T) {
	sh := shape{windows: 12, width: 12, places: placesA[:4], healths: healths[:4], endGiven: true}
	r := rand.New(rand.NewPCG(11, 13))
	for round, done := 0, 0; done < rounds(300); round++ {
		s := randomLog(t, r, sh)
		if n := s.uncertain(); n < 9 || n > 14 {
			continue
		}
		done++
		view := s.view()
		for _, q := range totals() {
			q.place = sh.places[r.IntN(len(sh.places))]
			if r.IntN(3) == 0 {
				q.clip = [2]int{5 + r.IntN(20), 30 + r.IntN(25)}
			}
			q.requireTruth(t, s, q.clipped(t).Of(view), q.sampled(r, s, 60), false, fmt.Sprintf("round %d", round))
		}
	}
}

func TestAvailabilityAgainstEveryAssignment(t *testing.T) {
	weightings := []timeline.Weighting{
		timeline.DowntimeOnly(), timeline.DegradedInFull(), timeline.StatuspageWeighting(), timeline.OpenStatusWeighting(),
		timeline.PartialInFull(), {Name: "own", Major: 90, Partial: 40, Degraded: 10, Maintenance: 5}, {Name: "nothing"},
	}
	shapes := []shape{
		{windows: 3, width: 4, places: []scopeOf{nowhere}, healths: healths},
		{windows: 3, width: 4, places: placesA, healths: healths, exactEach: 3},
		{windows: 4, width: 5, places: []scopeOf{nowhere}, healths: healths[:4], endGiven: true},
	}
	r := rand.New(rand.NewPCG(3, 5))
	for round, done := 0, 0; done < rounds(300); round++ {
		sh := shapes[round%len(shapes)]
		s := randomLog(t, r, sh)
		if s.uncertain() > 8 || s.combinations() > 300 {
			continue
		}
		done++
		w := weightings[r.IntN(len(weightings))]
		q := question{reading: readWeighted(w), place: sh.places[r.IntN(len(sh.places))]}
		from := 5 + r.IntN(25)
		until := from + 1 + r.IntN(30)
		q.clip = [2]int{from, min(until, s.now)}
		q.measure = timeline.Availability(w, span(t, from, until))
		f := q.measure.In(q.place.scope()).Of(s.view())
		why := fmt.Sprintf("round %d %s %v of %s\n%+v\n%+v\n%s", round, f, w, q.place.scope(), s.facts, s.windows, jsonOf(t, s.log))
		if q.clip[1] <= q.clip[0] {
			require.Equal(t, timeline.ReasonPeriod, f.Reason().Code, why)
			continue
		}
		tr := q.whole(s)
		switch {
		case !tr.named:
			require.Equal(t, timeline.Unknown, f.Kind(), why)
			continue
		case !tr.feasible:
			require.Equal(t, timeline.Invalid, f.Kind(), why)
			continue
		}
		whole := float64(100 * (q.clip[1] - q.clip[0]))
		lo, ok := f.Min()
		require.True(t, ok, why)
		require.InDelta(t, 1-float64(tr.most)/whole, lo, 3e-12, why)
		hi, ok := f.Max()
		require.True(t, ok, why)
		require.InDelta(t, 1-float64(tr.least)/whole, hi, 3e-12, why)
		if tr.most == 0 {
			require.Equal(t, 1.0, lo, why)
		}
	}
}
