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

// worseThan orders health as the slow model below has it.
var ranks = []timeline.Health{timeline.Operational, timeline.Maintenance, timeline.Unstated, timeline.Degraded, timeline.Partial, timeline.Major}

// worstTwin finds the worst health of every second by looking at all stretches.
func worstTwin(affected []timeline.Affected, seconds int) map[timeline.Health]time.Duration {
	out := map[timeline.Health]time.Duration{}
	for n := range seconds {
		worst := 0
		for _, a := range affected {
			for rank, h := range ranks {
				if a.Health == h && a.Span.Contains(sec(n)) {
					worst = max(worst, rank)
				}
			}
		}
		if worst > 0 {
			out[ranks[worst]] += time.Second
		}
	}
	return out
}

func TestWorstHealthTwin(t *testing.T) {
	for seed := range uint64(rounds(1000)) {
		r := rand.New(rand.NewPCG(seed, 11))
		affected := make([]timeline.Affected, r.IntN(20))
		for i := range affected {
			from := r.IntN(80)
			affected[i] = timeline.Affected{Span: span(t, from, from+r.IntN(20)), Health: timeline.Health(r.IntN(6))}
		}
		got, want := timeline.WorstHealth(affected...), worstTwin(affected, 100)
		var worse time.Duration
		for i := len(ranks) - 1; i > 0; i-- {
			at, ok := got.At(ranks[i])
			require.True(t, ok)
			require.Equal(t, want[ranks[i]], at, "seed %d: %s", seed, ranks[i])
			worse += want[ranks[i]]
			atLeast, ok := got.AtLeast(ranks[i])
			require.True(t, ok)
			require.Equal(t, worse, atLeast, "seed %d: %s", seed, ranks[i])
		}
	}
}

func TestWorstHealthOfMany(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	affected := make([]timeline.Affected, 3000)
	for i := range affected {
		from := r.IntN(100_000)
		affected[i] = timeline.Affected{Span: span(t, from, from+r.IntN(40)), Health: pick(r, ranks...)}
	}
	got := timeline.WorstHealth(affected...)
	r.Shuffle(len(affected), func(i, j int) { affected[i], affected[j] = affected[j], affected[i] })
	assert.Equal(t, got, timeline.WorstHealth(affected...))
	for h, d := range worstTwin(affected[:300], 100_100) {
		at, _ := timeline.WorstHealth(affected[:300]...).At(h)
		assert.Equal(t, d, at, h)
	}
}

func TestWorstHealthAtTheEdges(t *testing.T) {
	assert.Zero(t, timeline.WorstHealth())
	none, ok := timeline.HealthTimes{}.At(timeline.Major)
	assert.True(t, ok)
	assert.Zero(t, none)
	always, err := timeline.NewSpan(time.Date(1, 1, 1, 1, 0, 0, 0, time.UTC), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	all := timeline.WorstHealth(timeline.Affected{Span: always, Health: timeline.Major}, timeline.Affected{Span: always, Health: 99})
	_, ok = all.At(timeline.Major)
	assert.False(t, ok, "more than a duration holds")
	zero, ok := all.At(timeline.Degraded)
	assert.True(t, ok)
	assert.Zero(t, zero)
	zero, ok = all.AtLeast(timeline.Operational)
	assert.True(t, ok)
	assert.Zero(t, zero)
}

func TestUnionLengthTwin(t *testing.T) {
	for seed := range uint64(rounds(2000)) {
		r := rand.New(rand.NewPCG(seed, 12))
		spans := make([]timeline.Span, pick(r, 0, 1, 5, 12, 13, 40, 1200))
		for i := range spans {
			from := r.IntN(4000)
			spans[i] = span(t, from, from+r.IntN(30))
		}
		before := slices.Clone(spans)
		got, ok := timeline.UnionLength(spans...)
		want, _ := timeline.NewWindows(spans...).Total()
		require.True(t, ok)
		require.Equal(t, want, got, "seed %d", seed)
		require.Equal(t, before, spans, "what was passed is left as it was")
	}
}

// A few windows cost no memory, however they come, and neither do the lengths of
// sorted ones. What must be sorted takes memory to sort in, and no more.
func TestWindowAllocations(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	few, many := make([]timeline.Span, 12), make([]timeline.Span, 5000)
	for i := range few {
		few[i] = span(t, r.IntN(500), 600)
	}
	for i := range many {
		many[i] = span(t, 3*i, 3*i+2)
	}
	inOrder, shuffled := slices.SortedFunc(slices.Values(few), timeline.Span.Compare), slices.Clone(many)
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	strewn := slices.Clone(many) // with some that are nowhere
	for i := 3; i < len(strewn); i += 7 {
		strewn[i] = timeline.Span{}
	}
	major := func(spans []timeline.Span) (out []timeline.Affected) {
		for _, s := range spans {
			out = append(out, timeline.Affected{Span: s, Health: timeline.Major})
		}
		return out
	}
	fewAffected, manyAffected, shuffledAffected, strewnAffected := major(few), major(many), major(shuffled), major(strewn)
	for _, tt := range []struct {
		name string
		most float64
		run  func()
	}{
		{"windows, few", 0, func() { timeline.NewWindows(inOrder...).Total() }},
		{"windows, few unsorted", 0, func() { timeline.NewWindows(few...).Total() }},
		{"windows, one", 0, func() { timeline.NewWindows(few[0]).Total() }},
		{"windows, sorted", 1, func() { timeline.NewWindows(many...).Total() }},
		{"windows, unsorted", 3, func() { timeline.NewWindows(shuffled...).Total() }},
		{"length, few unsorted", 0, func() { timeline.UnionLength(few...) }},
		{"length, sorted", 0, func() { timeline.UnionLength(many...) }},
		{"length, sorted but for no spans", 0, func() { timeline.UnionLength(strewn...) }},
		{"length, unsorted", 2, func() { timeline.UnionLength(shuffled...) }},
		{"health, few unsorted", 0, func() { timeline.WorstHealth(fewAffected...) }},
		{"health, sorted", 0, func() { timeline.WorstHealth(manyAffected...) }},
		{"health, sorted but for no spans", 0, func() { timeline.WorstHealth(strewnAffected...) }},
		{"health, unsorted", 2, func() { timeline.WorstHealth(shuffledAffected...) }},
	} {
		assert.LessOrEqual(t, testing.AllocsPerRun(100, tt.run), tt.most, tt.name)
	}
}
