package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// unionTwin joins spans by the ends alone: walking all starts and ends in order,
// it counts how many spans are open.
func unionTwin(spans []timeline.Span) (out []timeline.Span) {
	change := map[time.Time]int{}
	var at []time.Time
	for _, s := range spans {
		if s.IsValid() && s.Start().Before(s.End()) {
			change[s.Start()]++
			change[s.End()]--
			at = append(at, s.Start(), s.End())
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	open, from := 0, time.Time{}
	for _, t := range slices.CompactFunc(at, time.Time.Equal) {
		if open == 0 && change[t] > 0 {
			from = t
		}
		if open += change[t]; open == 0 && change[t] < 0 {
			s, err := timeline.NewSpan(from, t)
			if err != nil {
				panic(err)
			}
			out = append(out, s)
		}
	}
	return out
}

var (
	firstMoment = time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC)
	lastMoment  = time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC)
)

// A spread says where random spans lie: the way they are sorted depends on how
// many there are, how far apart, and in which digits their starts differ.
type spread struct {
	name  string
	from  time.Time
	units int64         // starts lie in so many units from there
	unit  time.Duration // of starts and of lengths
	long  int64         // no length has more units
}

func spreads() []spread {
	epoch := time.Unix(0, 0).UTC()
	return []spread{
		{"seconds", day, 5000, time.Second, 30},
		{"minutes, touching", day, 700, time.Minute, 3},
		{"microseconds", day, 3_000_000, time.Microsecond, 2000},
		{"odd microseconds", day.Add(time.Microsecond), 1 << 20, 64 * time.Microsecond, 30},
		{"around 1970", epoch.Add(-time.Hour), 7200, time.Second, 20},
		{"centuries", day, 1 << 40, time.Millisecond, 1 << 30},
		{"all at once", day, 1, time.Second, 60},
		{"two starts", day, 2, 30 * 24 * time.Hour, 2},
		{"two starts, one bit apart", time.Unix(0, 0).UTC(), 2, 64 * time.Microsecond, 2},
	}
}

func (s spread) random(t testing.TB, r *rand.Rand, n int) []timeline.Span {
	t.Helper()
	out := make([]timeline.Span, n)
	for i := range out {
		if r.IntN(20) == 0 {
			continue // the zero Span, which is nowhere
		}
		from := s.from.Add(time.Duration(r.Int64N(s.units)) * s.unit)
		var err error
		out[i], err = timeline.NewSpan(from, from.Add(time.Duration(r.Int64N(s.long+1))*s.unit))
		require.NoError(t, err)
	}
	switch r.IntN(5) {
	case 0:
		slices.SortFunc(out, timeline.Span.Compare)
	case 1: // sorted but for those that are nowhere
		slices.SortFunc(out, timeline.Span.Compare)
		for i := range out {
			if r.IntN(9) == 0 {
				out[i] = timeline.Span{}
			}
		}
	case 2: // something from the other end of history
		if n > 0 {
			var err error
			out[r.IntN(n)], err = timeline.NewSpan(firstMoment, firstMoment.Add(time.Hour))
			require.NoError(t, err)
		}
	}
	return out
}

func lengthOf(spans []timeline.Span) (n time.Duration) {
	for _, s := range spans {
		d, _ := s.Duration()
		n += d
	}
	return n
}

// TestUnionAgainstSweep covers every way of sorting: for sizes on both sides of
// where they change hands, in all spreads.
func TestUnionAgainstSweep(t *testing.T) {
	for _, s := range spreads() {
		t.Run(s.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(5, uint64(s.units)))
			for round := range rounds(40) {
				for _, n := range []int{0, 1, 2, 11, 12, 13, 40, 255, 256, 257, 1500} {
					spans := s.random(t, r, n)
					before, want := slices.Clone(spans), unionTwin(spans)
					got := timeline.NewWindows(spans...)
					require.True(t, slices.Equal(want, slices.Collect(got.All())), "round %d of %d: %v", round, n, spans)
					length, ok := timeline.UnionLength(spans...)
					require.True(t, ok)
					require.Equal(t, lengthOf(want), length, "round %d of %d: %v", round, n, spans)
					require.Equal(t, before, spans, "what was passed is left as it was")

					cut := r.IntN(n + 1)
					halves := timeline.NewWindows(spans[:cut]...).Union(timeline.NewWindows(spans[cut:]...))
					require.True(t, halves.Equal(got), "round %d of %d: %v", round, n, spans)
				}
			}
		})
	}
}

func TestUnionLengthAtTheEdges(t *testing.T) {
	ever, err := timeline.NewSpan(firstMoment, lastMoment)
	require.NoError(t, err)
	first, err := timeline.NewSpan(firstMoment, firstMoment.Add(time.Hour))
	require.NoError(t, err)
	last, err := timeline.NewSpan(lastMoment.Add(-time.Hour), lastMoment)
	require.NoError(t, err)
	before, err := timeline.NewSpan(firstMoment.AddDate(1900, 0, 0), firstMoment.AddDate(1900, 0, 1))
	require.NoError(t, err)
	none := timeline.Span{}
	many := func(spans ...timeline.Span) []timeline.Span { return slices.Repeat(spans, 300) }
	for _, tt := range []struct {
		name  string
		spans []timeline.Span
		want  time.Duration
		fits  bool
	}{
		{"nothing", nil, 0, true},
		{"no span", []timeline.Span{none}, 0, true},
		{"no spans", many(none), 0, true},
		{"an empty span", []timeline.Span{span(t, 3, 3)}, 0, true},
		{"empty spans", many(span(t, 3, 3), span(t, 1, 1)), 0, true},
		{"no span before 1970", []timeline.Span{before, none, first}, 25 * time.Hour, true},
		{"no span among sorted ones before 1970", []timeline.Span{first, none, before}, 25 * time.Hour, true},
		{"an empty span inside another", []timeline.Span{span(t, 0, 9), span(t, 5, 5), span(t, 8, 10)}, 10 * time.Second, true},
		{"both ends of history", []timeline.Span{last, first}, 2 * time.Hour, true},
		{"both ends of history, many times", many(last, first), 2 * time.Hour, true},
		{"all of history", []timeline.Span{ever}, 0, false},
		{"all of history, out of order", []timeline.Span{last, ever}, 0, false},
		{"all of history, many times", many(last, ever, first), 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			length, ok := timeline.UnionLength(tt.spans...)
			assert.Equal(t, tt.fits, ok)
			assert.Equal(t, tt.want, length)
			total, ok := timeline.NewWindows(tt.spans...).Total()
			assert.Equal(t, tt.fits, ok)
			assert.Equal(t, tt.want, total)
		})
	}
}

// TestWorstHealthAgainstUnions finds the time at a state or worse as a union, of
// as many stretches as take each way of sorting.
func TestWorstHealthAgainstUnions(t *testing.T) {
	for _, s := range spreads() {
		t.Run(s.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(6, uint64(s.units)))
			for round := range rounds(20) {
				for _, n := range []int{0, 1, 12, 13, 40, 255, 256, 1500} {
					affected := make([]timeline.Affected, n)
					for i, span := range s.random(t, r, n) {
						affected[i] = timeline.Affected{Span: span, Health: timeline.Health(r.IntN(8))} // some no health at all
					}
					before := slices.Clone(affected)
					got := timeline.WorstHealth(affected...)
					require.Equal(t, before, affected, "what was passed is left as it was")
					worse := time.Duration(0)
					var spans []timeline.Span
					for rank := len(ranks) - 1; rank > 0; rank-- {
						what := fmt.Sprintf("round %d of %d: %s", round, n, ranks[rank])
						for _, a := range affected {
							if a.Health == ranks[rank] {
								spans = append(spans, a.Span)
							}
						}
						all := lengthOf(unionTwin(spans))
						atLeast, ok := got.AtLeast(ranks[rank])
						require.True(t, ok, what)
						require.Equal(t, all, atLeast, what)
						at, ok := got.At(ranks[rank])
						require.True(t, ok, what)
						require.Equal(t, all-worse, at, what)
						worse = all
					}
				}
			}
		})
	}
}

func TestWorstHealthOfAllHistory(t *testing.T) {
	ever, err := timeline.NewSpan(firstMoment, lastMoment)
	require.NoError(t, err)
	last, err := timeline.NewSpan(lastMoment.Add(-time.Hour), lastMoment)
	require.NoError(t, err)
	for _, n := range []int{1, 5, 300} {
		got := timeline.WorstHealth(slices.Repeat([]timeline.Affected{{Span: last, Health: timeline.Major}, {Span: ever, Health: timeline.Partial}}, n)...)
		down, ok := got.At(timeline.Major)
		assert.True(t, ok)
		assert.Equal(t, time.Hour, down, "times are exact where they fit, beside ones that do not")
		for _, h := range []timeline.Health{timeline.Partial, timeline.Degraded, timeline.Maintenance} {
			_, ok = got.AtLeast(h)
			assert.False(t, ok, h)
		}
		_, ok = got.At(timeline.Partial)
		assert.False(t, ok)
	}
}
