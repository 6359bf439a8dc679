package rivals_test

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

var day = time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)

// A stretch is an input, as a simple program would hold it.
type stretch struct {
	from, to time.Time
	level    int
}

func spansOf(in []stretch) []timeline.Span {
	out := make([]timeline.Span, len(in))
	for i, s := range in {
		span, err := timeline.NewSpan(s.from, s.to)
		if err != nil {
			panic(err) // the stretches are our own
		}
		out[i] = span
	}
	return out
}

// A shape says what random stretches look like.
type shape struct {
	name  string
	apart time.Duration // starts lie in the number of stretches times this
	long  time.Duration // no stretch is longer
	unit  time.Duration // everything is a multiple of this
}

func shapes() []shape {
	return []shape{
		{"seconds, twofold", 40 * time.Second, 2 * time.Minute, time.Second},
		{"microseconds", time.Millisecond, 2 * time.Millisecond, time.Microsecond},
		{"many side by side, many empty", 2 * time.Minute, 3 * time.Minute, time.Minute},
		{"far apart", 30 * time.Hour, time.Hour, time.Microsecond},
		{"all at once", time.Microsecond, time.Hour, time.Second},
	}
}

// random draws n stretches around 1970, so that some lie before it.
func (s shape) random(r *rand.Rand, n int) []stretch {
	out := make([]stretch, n)
	wide := max(1, int64(s.apart)*int64(n)/int64(s.unit))
	for i := range out {
		from := time.Unix(0, 0).UTC().Add(time.Duration(r.Int64N(wide)-wide/2) * s.unit)
		long := time.Duration(r.Int64N(int64(s.long/s.unit)+1)) * s.unit
		out[i] = stretch{from, from.Add(long), r.IntN(levels)}
	}
	if r.IntN(4) == 0 {
		sortStretches(out)
	}
	return out
}

func sortStretches(in []stretch) {
	slices.SortFunc(in, func(a, b stretch) int { return a.from.Compare(b.from) })
}

// each runs check on random stretches of every shape and many sizes.
func each(t *testing.T, check func(t *testing.T, what string, in []stretch)) {
	for _, s := range shapes() {
		t.Run(s.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(len(s.name))))
			for round := range 300 {
				n := r.IntN(40)
				if round%20 == 0 {
					n = r.IntN(3000)
				}
				check(t, fmt.Sprintf("round %d, %d stretches", round, n), s.random(r, n))
			}
		})
	}
}

func TestUnionsAgree(t *testing.T) {
	each(t, func(t *testing.T, what string, in []stretch) {
		want, before := sweepSlice(in)(), slices.Clone(in)
		for _, u := range unions() {
			if u.floor || u.most > 0 && len(in) > u.most {
				continue
			}
			run := u.prepare(in)
			require.Equal(t, want, run(), "%s: %s", u.name, what)
			require.Equal(t, want, run(), "%s again: %s", u.name, what)
		}
		require.Equal(t, before, in, "nobody changes what all are given")
	})
}

func TestWorstHealthsAgree(t *testing.T) {
	each(t, func(t *testing.T, what string, in []stretch) {
		want, before := sweepLevels(in)(), slices.Clone(in)
		for _, h := range worstHealths() {
			if h.floor || h.most > 0 && len(in) > h.most {
				continue
			}
			run := h.prepare(in)
			require.Equal(t, want, run(), "%s: %s", h.name, what)
			require.Equal(t, want, run(), "%s again: %s", h.name, what)
		}
		require.Equal(t, before, in, "nobody changes what all are given")
	})
}

// TestByHand shows that what all agree on is right, on an hour of trouble.
func TestByHand(t *testing.T) {
	at := func(minute int) time.Time { return day.Add(time.Duration(minute) * time.Minute) }
	in := []stretch{
		{at(0), at(30), 1},
		{at(10), at(20), 3},
		{at(15), at(25), 2},
		{at(30), at(40), 0},
		{at(50), at(50), 3},
		{at(50), at(55), 1},
	}
	for _, u := range unions() {
		if !u.floor {
			assert.Equal(t, 45*time.Minute, u.prepare(in)(), u.name)
		}
	}
	want := times{10 * time.Minute, 20 * time.Minute, 5 * time.Minute, 10 * time.Minute}
	for _, h := range worstHealths() {
		if !h.floor {
			assert.Equal(t, want, h.prepare(in)(), h.name)
		}
	}
}

// benchmark runs one rival after the other over the same stretches.
func benchmark(b *testing.B, n int, order, name string, run func()) {
	b.Run(fmt.Sprintf("%d/%s/%s", n, order, name), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			run()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/window")
	})
}

// inputs yields stretches in whole microseconds, every moment covered twice or so.
func inputs(yield func(n int, order string, in []stretch)) {
	s := shape{apart: 40 * time.Second, long: 160 * time.Second, unit: time.Microsecond}
	for _, n := range []int{12, 100, 1000, 100_000, 1_000_000} {
		in := s.random(rand.New(rand.NewPCG(1, 0)), n)
		rand.New(rand.NewPCG(1, 1)).Shuffle(n, func(i, j int) { in[i], in[j] = in[j], in[i] })
		yield(n, "unsorted", in)
		sortStretches(in)
		yield(n, "sorted", in)
	}
}

func BenchmarkUnion(b *testing.B) {
	inputs(func(n int, order string, in []stretch) {
		for _, u := range unions() {
			if u.most == 0 || n <= u.most {
				run := u.prepare(in)
				benchmark(b, n, order, u.name, func() { run() })
			}
		}
	})
}

func BenchmarkWorstHealth(b *testing.B) {
	inputs(func(n int, order string, in []stretch) {
		for _, h := range worstHealths() {
			if h.most == 0 || n <= h.most {
				run := h.prepare(in)
				benchmark(b, n, order, h.name, func() { run() })
			}
		}
	})
}
