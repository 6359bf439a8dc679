package timeline_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func span(t testing.TB, from, to int) timeline.Span {
	t.Helper()
	s, err := timeline.NewSpan(sec(from), sec(to))
	require.NoError(t, err)
	return s
}

// bitmap is the twin of Windows: one flag a second.
type bitmap [120]bool

func (b *bitmap) fill(from, to int) {
	for i := from; i < to; i++ {
		b[i] = true
	}
}

// combine applies a rule second by second.
func (b bitmap) combine(c bitmap, rule func(x, y bool) bool) (out bitmap) {
	for i := range b {
		out[i] = rule(b[i], c[i])
	}
	return out
}

// runs lists the stretches of set seconds as pairs.
func (b bitmap) runs() [][2]int {
	var out [][2]int
	for i, set := range b {
		switch {
		case !set:
		case i > 0 && b[i-1]:
			out[len(out)-1][1] = i + 1
		default:
			out = append(out, [2]int{i, i + 1})
		}
	}
	return out
}

func (b bitmap) coalesce(gap int) bitmap {
	out, runs := b, b.runs()
	for i := 1; i < len(runs); i++ {
		if runs[i][0]-runs[i-1][1] <= gap {
			out.fill(runs[i-1][1], runs[i][0])
		}
	}
	return out
}

func randomSpans(r *rand.Rand, t testing.TB) ([]timeline.Span, bitmap) {
	var spans []timeline.Span
	var b bitmap
	for range r.IntN(9) {
		from := r.IntN(len(b))
		to := from + r.IntN(min(25, len(b)-from)+1)
		b.fill(from, to)
		spans = append(spans, span(t, from, to))
		if r.IntN(8) == 0 {
			spans = append(spans, timeline.Span{}) // the zero Span adds nothing
		}
	}
	return spans, b
}

func requireSame(t testing.TB, want bitmap, got timeline.Windows, what string) {
	t.Helper()
	var runs [][2]int
	for s := range got.All() {
		runs = append(runs, [2]int{int(s.Start().Sub(day) / time.Second), int(s.End().Sub(day) / time.Second)})
	}
	require.Equal(t, want.runs(), runs, what)
}

func TestWindowsAgainstBitmap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range rounds(20000) {
		spansA, a := randomSpans(r, t)
		spansB, b := randomSpans(r, t)
		before := slices.Clone(spansA)
		wa, wb := timeline.NewWindows(spansA...), timeline.NewWindows(spansB...)
		require.Equal(t, before, spansA, "spans are not touched")
		gap := r.IntN(12)
		from := r.IntN(60)
		to := from + r.IntN(60)
		var period bitmap
		period.fill(from, to)

		requireSame(t, a, wa, "spans")
		requireSame(t, a.combine(b, func(x, y bool) bool { return x || y }), wa.Union(wb), "union")
		requireSame(t, a.combine(b, func(x, y bool) bool { return x && y }), wa.Intersect(wb), "intersect")
		requireSame(t, a.combine(b, func(x, y bool) bool { return x && !y }), wa.Subtract(wb), "subtract")
		requireSame(t, a.combine(period, func(x, y bool) bool { return x && y }), wa.Clip(span(t, from, to)), "clip")
		requireSame(t, a.coalesce(gap), wa.Coalesce(time.Duration(gap)*time.Second), "coalesce")
		requireSame(t, a, wa.Coalesce(-time.Second), "a negative gap joins nothing")

		n := 0
		for i, set := range a {
			if set {
				n++
			}
			if round%10 == 0 {
				require.Equal(t, set, wa.Contains(sec(i)), "second %d", i)
				require.Equal(t, set, wa.Contains(sec(i).Add(time.Second-time.Microsecond)), "end of second %d", i)
			}
		}
		total, ok := wa.Total()
		require.True(t, ok)
		require.Equal(t, time.Duration(n)*time.Second, total)
		envelope, ok := wa.Envelope()
		runs := a.runs()
		require.Equal(t, len(runs) > 0, ok)
		if ok {
			require.Equal(t, span(t, runs[0][0], runs[len(runs)-1][1]), envelope)
		}
		require.Equal(t, len(runs), wa.Len())
		require.Equal(t, a == b, wa.Equal(wb))

		r.Shuffle(len(spansA), func(i, j int) { spansA[i], spansA[j] = spansA[j], spansA[i] })
		require.True(t, wa.Equal(timeline.NewWindows(spansA...)), "order does not matter")
	}
}

func TestWindowsEdges(t *testing.T) {
	var none timeline.Windows
	total, ok := none.Total()
	assert.True(t, ok)
	assert.Zero(t, total)
	_, ok = none.Envelope()
	assert.False(t, ok)
	assert.False(t, none.Contains(sec(0)))
	assert.False(t, none.Contains(time.Time{}))
	assert.True(t, none.Equal(timeline.NewWindows(span(t, 5, 5))), "an empty span holds no moment")
	assert.Zero(t, timeline.NewWindows(span(t, 1, 9)).Clip(timeline.Span{}).Len())
	assert.Equal(t, 1, timeline.NewWindows(span(t, 1, 5), span(t, 5, 9)).Len(), "side by side is one")

	ages := timeline.NewWindows(timeline.MustParseSpan("0001-01-02T00:00:00Z/9999-12-31T00:00:00Z"))
	_, ok = ages.Total()
	assert.False(t, ok, "nine thousand years do not fit a Duration")
	assert.True(t, ages.Contains(day))
	assert.False(t, ages.Contains(time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)))
	// Instants below the microsecond belong to the microsecond they are cut to.
	assert.True(t, timeline.NewWindows(span(t, 1, 2)).Contains(sec(2).Add(-time.Nanosecond)))
	assert.False(t, timeline.NewWindows(span(t, 1, 2)).Contains(sec(2).Add(time.Nanosecond)))
}

func TestWindowsDoNotShare(t *testing.T) {
	spans := []timeline.Span{span(t, 1, 3), span(t, 5, 7)}
	w := timeline.NewWindows(spans...)
	spans[0] = span(t, 100, 110)
	requireSame(t, func() (b bitmap) { b.fill(1, 3); b.fill(5, 7); return }(), w, "the slice passed is not kept")
	for range w.All() {
		break // stopping early is fine
	}
}
