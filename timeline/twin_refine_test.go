package timeline_test

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// bounded is what two figures must share to say the same.
func bounded(f timeline.Figure) string {
	lo, hasLo := f.Min()
	hi, hasHi := f.Max()
	return fmt.Sprint(f.Kind(), " ", lo, hasLo, " ", hi, hasHi)
}

// A time to restore, cumulative, is the time impacted.
func TestCumulativeRestoreIsImpactTime(t *testing.T) {
	r := rand.New(rand.NewPCG(59, 61))
	sh := shape{windows: 5, width: 5, places: placesA, healths: healths}
	for round := range rounds(300) {
		s := randomLog(t, r, sh)
		v, q := s.view(), sh.places[r.IntN(len(sh.places))].scope()
		cumulative, impacted := timeline.TimeToRestore().Cumulative().In(q).Of(v), timeline.ImpactTime().In(q).Of(v)
		if cumulative.Kind() == timeline.NotApplicable || cumulative.Kind() == timeline.Unknown {
			require.Equal(t, timeline.Unknown, impacted.Kind(), "round %d", round)
			continue
		}
		require.Equal(t, bounded(impacted), bounded(cumulative), "round %d at %s: %s", round, q, jsonOf(t, s.log))
	}
}

// Since another milestone, what came before does not count.
func TestCumulativeRestoreSinceAgainstEveryAssignment(t *testing.T) {
	r := rand.New(rand.NewPCG(67, 71))
	shapes := []shape{
		{windows: 4, width: 4, places: []scopeOf{nowhere}, healths: healths},
		{windows: 3, width: 4, places: placesA, healths: healths, exactEach: 3},
	}
	for round, done := 0, 0; done < rounds(300); round++ {
		sh := shapes[round%len(shapes)]
		s := randomLog(t, r, sh)
		m, at := narrow(r, 5, 45)
		if s.facts = append(s.facts, m); s.uncertain() > 8 || s.combinations() > 1500 {
			continue
		}
		done++
		detected := milestone(timeline.Detected, at)
		detected.Recorded = day
		add(t, s.log, detected)
		q := question{measure: timeline.TimeToRestore().Since(timeline.Detected).Cumulative(), reading: readImpact, place: sh.places[r.IntN(len(sh.places))]}
		reads, constraints, named := s.concern(q.place, q.reading)
		tr := truth{named: named}
		tr.outer(s, reads, q.reading)
		s.every(constraints, func(at []int) { tr.measure(reads, q.reading, stretchBits(at[len(at)-1], 63), at) })
		q.requireTruth(t, s, q.clipped(t).Of(s.view()), tr, true, fmt.Sprintf("round %d detected %+v", round, m))
	}
}

// closed fills the gaps of a set of seconds that are no longer than gap.
func closed(set u64, gap int) u64 {
	out, last := set, -1
	for i := range 64 {
		if set>>i&1 == 0 {
			continue
		}
		if last >= 0 && i-last-1 <= gap {
			out |= stretchBits(last+1, i)
		}
		last = i
	}
	return out
}

// coalesced is a reading with gaps that count, inside a clip.
func coalesced(rd reading, gap int, clip u64) reading {
	measure, any := rd.count, readImpact.count
	out := rd
	out.count = func(at map[timeline.Health]u64) int {
		if any(at) == 0 || measure(map[timeline.Health]u64{timeline.Major: 1}) > 0 { // down, or impacted
			counts := at[timeline.Major]
			if measure(map[timeline.Health]u64{timeline.Degraded: 1}) > 0 {
				counts |= at[timeline.Degraded] | at[timeline.Partial]
			}
			return bits.OnesCount64(closed(counts, gap) & clip)
		}
		return bits.OnesCount64(closed(at[timeline.Degraded]|at[timeline.Partial], gap) &^ at[timeline.Major] & clip)
	}
	return out
}

func TestCoalesceAgainstEveryAssignment(t *testing.T) {
	shapes := map[string]shape{
		"uncertain": {windows: 4, width: 4, places: []scopeOf{nowhere}, healths: healths},
		"scopes":    {windows: 3, width: 4, places: placesA, healths: healths, exactEach: 3},
		"exact":     {windows: 6, width: 4, places: placesA, healths: healths, exactEach: 1},
	}
	for name, sh := range shapes {
		r := rand.New(rand.NewPCG(73, uint64(len(name))))
		for round, done := 0, 0; done < rounds(200); round++ {
			s := randomLog(t, r, sh)
			if s.uncertain() > 8 || s.combinations() > 1000 {
				continue
			}
			done++
			gap := r.IntN(9)
			for _, q := range totals() {
				q.place = sh.places[r.IntN(len(sh.places))]
				if r.IntN(2) == 0 {
					q.clip = [2]int{5 + r.IntN(20), 30 + r.IntN(25)}
				}
				reads, constraints, named := s.concern(q.place, q.reading)
				tr := truth{named: named}
				tr.outer(s, reads, q.reading)
				rd := coalesced(q.reading, gap, q.bits())
				s.every(constraints, func(at []int) { tr.measure(reads, rd, ^u64(0), at) })
				f := q.clipped(t).Coalesce(time.Duration(gap) * time.Second).Of(s.view())
				if tr.feasible || s.uncertain() == 0 {
					q.requireTruth(t, s, f, tr, s.uncertain() == 0, fmt.Sprintf("%s round %d gap %d", name, round, gap))
				}
			}
		}
	}
}

func bitsOf(w timeline.Windows) (set u64) {
	for i := range 64 {
		if w.Contains(sec(i)) {
			set |= 1 << i
		}
	}
	return set
}

// Whatever the uncertain times were, the sure windows were impacted, and nothing
// was outside of the possible ones.
func TestViewWindowsAgainstEveryAssignment(t *testing.T) {
	shapes := []shape{
		{windows: 4, width: 5, places: []scopeOf{nowhere}, healths: healths},
		{windows: 4, width: 4, places: placesA, healths: healths},
		{windows: 6, width: 4, places: placesA, healths: healths, exactEach: 1},
	}
	r := rand.New(rand.NewPCG(79, 83))
	for round, done := 0, 0; done < rounds(400); round++ {
		sh := shapes[round%len(shapes)]
		s := randomLog(t, r, sh)
		if s.combinations() > 1000 {
			continue
		}
		done++
		q, asked := sh.places[r.IntN(len(sh.places))], []timeline.Health{}
		for _, h := range healths[1:] {
			if r.IntN(3) == 0 {
				asked = append(asked, h)
			}
		}
		rd := reading{reads: func(h timeline.Health) bool {
			return len(asked) == 0 && h != timeline.Maintenance && h != timeline.Operational || slices.Contains(asked, h)
		}}
		reads, constraints, _ := s.concern(q, rd)
		reads = slices.DeleteFunc(reads, func(w read) bool { return !w.certain })
		sure, possible := s.view().Windows(q.scope(), asked...)
		low, high := bitsOf(sure), bitsOf(possible)
		s.every(constraints, func(at []int) {
			var set u64
			for _, w := range reads {
				set |= stretchBits(at[w.start], min(at[w.end], s.now))
			}
			require.Zero(t, low&^set, "round %d at %s of %v: surely %v\n%s", round, q.scope(), asked, sure, jsonOf(t, s.log))
			require.Zero(t, set&^high, "round %d at %s of %v: possibly %v\n%s", round, q.scope(), asked, possible, jsonOf(t, s.log))
		})
		if s.uncertain() == 0 {
			require.True(t, sure.Equal(possible), "round %d", round)
		}
	}
}

// eachRefined is the measures with each refinement, and some with several.
func eachRefined(t testing.TB) []timeline.Measure {
	out := append(timeline.Standard(), timeline.Elapsed("own", timeline.Mitigated),
		timeline.Availability(timeline.DegradedInFull(), timeline.MustParseSpan("2026-03-04T06:00:00Z/2026-03-05T06:00:00Z")))
	period := span(t, 6*3600, 20*3600)
	for _, m := range slices.Clone(out) {
		out = append(out, m.First(), m.Last(), m.Cumulative(), m.WithoutHold(), m.Coalesce(30*time.Minute),
			m.Cumulative().WithoutHold().Within(period), m.Regions(1), m.Regions(2).In(timeline.Component("api")), m.Components(1).WithoutHold(),
			m.In(timeline.Region("eu")).Cumulative(), m.Since(timeline.Detected).Cumulative(), m.Coalesce(time.Hour).Within(period),
			m.Since(timeline.Detected).WithoutHold().Within(period), m.In(timeline.Region("us").Of(timeline.Some)).First())
	}
	return out
}

// withHolds is a random log in which some status events are on hold.
func withHolds(t testing.TB, r *rand.Rand, n int) *timeline.Log {
	l := timeline.NewLog(incidentID)
	for e := range randomEvents(t, r, n).All() {
		if e.Kind == timeline.KindStatus && r.IntN(2) == 0 {
			e.Hold = pick(r, "vendor", "customer")
		}
		add(t, l, e)
	}
	return l
}

func text(t testing.TB, f timeline.Figure) string {
	t.Helper()
	b, err := json.Marshal(f)
	require.NoError(t, err)
	return string(b)
}

// One meter, used over and over, says what each measure says by itself.
func TestMeterIsMeasure(t *testing.T) {
	r := rand.New(rand.NewPCG(89, 97))
	measures := eachRefined(t)
	r.Shuffle(len(measures), func(i, j int) { measures[i], measures[j] = measures[j], measures[i] })
	measures = append(timeline.Standard(), measures...)
	meter := timeline.NewMeter(measures...)
	for round := range rounds(60) {
		v := withHolds(t, r, r.IntN(30)).AsOf(day.Add(time.Duration(r.IntN(50)) * time.Hour))
		for i, f := range meter.Of(v) {
			alone := measures[i].Of(v)
			require.Equal(t, text(t, alone), text(t, f), "round %d", round)
			require.Equal(t, alone.Explain(v), f.Explain(v), "round %d", round)
			target := timeline.Target{Measure: measures[i], Within: time.Hour}.Of(v)
			require.Equal(t, text(t, alone), text(t, target.Figure), "round %d", round)
		}
	}
}
