package cohort_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/stats"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// Whatever the order in which durations come and however they are split and merged,
// the bytes are the same.
func TestMergesAreEqualToTheByte(t *testing.T) {
	for seed := range uint64(150) {
		r := random(seed)
		all := incidents(r, r.IntN(120))
		exact := []int{0, -1, 1, 7, 60}[r.IntN(5)]
		whole := gather(&cohort.Accumulator{Exact: exact}, all...)
		want := bytesOf(t, whole)

		for range 4 {
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			parts := make([]*cohort.Accumulator, 1+r.IntN(6))
			for i := range parts {
				parts[i] = &cohort.Accumulator{Exact: exact}
			}
			for _, in := range all {
				gather(parts[r.IntN(len(parts))], in)
			}
			for len(parts) > 1 { // any two, as a tree
				r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
				before := bytesOf(t, parts[1])
				require.NoError(t, parts[0].Merge(parts[1]))
				require.Equal(t, before, bytesOf(t, parts[1]), "what is merged stays as it is")
				parts = slices.Delete(parts, 1, 2)
			}
			require.Equal(t, want, bytesOf(t, parts[0]), "seed %d", seed)
			require.Equal(t, whole.Summary(cohort.Options{Resamples: 50}), parts[0].Summary(cohort.Options{Resamples: 50}))
		}

		var back cohort.Accumulator
		require.NoError(t, back.UnmarshalBinary([]byte(want)))
		require.Equal(t, want, bytesOf(t, &back))
		require.NoError(t, back.Merge(&cohort.Accumulator{Exact: exact}), "an empty one changes nothing")
		require.Equal(t, want, bytesOf(t, &back))
		if len(all) > 0 {
			empty := cohort.Accumulator{}
			require.NoError(t, empty.Merge(whole))
			if whole.Summary(cohort.Options{Resamples: -1}).Measured() > 0 {
				require.Equal(t, want, bytesOf(t, &empty))
			}
		}
	}
}

func TestMergeKeepsTheLesserExact(t *testing.T) {
	a, b := cohort.Accumulator{Exact: -1}, cohort.Accumulator{Exact: 3}
	for i := range 5 {
		a.Add(time.Duration(i) * time.Hour)
	}
	b.Add(time.Hour)
	ab, ba := a.Clone(), b.Clone()
	require.NoError(t, ab.Merge(&b))
	require.NoError(t, ba.Merge(&a))
	assert.Equal(t, bytesOf(t, ab), bytesOf(t, ba))
	assert.Contains(t, codes(ab.Summary(cohort.Options{}).Warnings), cohort.WarningBuckets)

	require.NoError(t, a.Merge(&a), "with itself")
	assert.EqualValues(t, 10, a.Summary(cohort.Options{}).Closed)
}

func codes(ws []cohort.Warning) (out []cohort.WarningCode) {
	for _, w := range ws {
		out = append(out, w.Code)
	}
	return out
}

// Quantiles from buckets are within 0.4 percent of exact ones.
func TestBucketsAreClose(t *testing.T) {
	for seed := range uint64(12) {
		r := random(seed)
		median := []time.Duration{30 * time.Microsecond, time.Second, time.Hour, 24 * 30 * time.Hour}[seed%4]
		exact, inBuckets := cohort.Accumulator{Exact: -1}, cohort.Accumulator{Exact: 1}
		var values []float64
		sum := 0.0
		for range 5000 {
			d := logNormal(r, median, 1.5).Truncate(time.Microsecond)
			exact.Add(d)
			inBuckets.Add(d)
			values = append(values, float64(d))
			sum += float64(d)
		}
		for p := 0.0; p <= 1; p += 0.01 {
			want, ok := exact.Quantile(p)
			require.True(t, ok)
			assert.InDelta(t, stats.Quantiles(values, p)[0], float64(want), 600, "R-7, to the microsecond")
			got, ok := inBuckets.Quantile(p)
			require.True(t, ok)
			assert.InEpsilon(t, 1+float64(want), 1+float64(got), 0.004, "p=%v of %v", p, median)
		}
		mean := inBuckets.Summary(cohort.Options{Resamples: -1}).Mean.Value
		assert.Equal(t, exact.Summary(cohort.Options{Resamples: -1}).Mean.Value, mean, "sums are exact")
		assert.InDelta(t, sum/5000, float64(mean.Shortest()), 600)
	}
}

func TestSumsDoNotOverflow(t *testing.T) {
	var a cohort.Accumulator
	const long = 290 * 365 * 24 * time.Hour
	for range 5000 {
		a.Add(long)
	}
	assert.Equal(t, timeline.Lasting(long), a.Summary(cohort.Options{}).Mean.Value)
}

func TestQuantile(t *testing.T) {
	d, ok := of(1, 2, 3, 4).Quantile(0.5)
	assert.True(t, ok)
	assert.Equal(t, minute(2.5), d)
	d, _ = of(1, 2, 3, 4).Quantile(0.9)
	assert.Equal(t, minute(3.7), d)
	d, _ = of(5).Quantile(1)
	assert.Equal(t, minute(5), d)
	for _, p := range []float64{-0.1, 1.1, math.NaN(), math.Inf(1)} {
		_, ok = of(1).Quantile(p)
		assert.False(t, ok, p)
	}
	_, ok = of().Quantile(0.5)
	assert.False(t, ok)
}

func TestNegativeDurationsAreExcluded(t *testing.T) {
	var a cohort.Accumulator
	a.Add(-time.Second)
	a.AddOpen(-1)
	a.AddLength(timeline.Lasting(-1))
	a.AddLength(timeline.Length{})
	s := a.Summary(cohort.Options{})
	assert.Equal(t, []cohort.Exclusion{
		{Kind: timeline.Unknown, Reason: timeline.ReasonNotStated, N: 1},
		{Kind: timeline.Invalid, Reason: timeline.ReasonNegative, N: 3},
	}, s.Excluded)
	assert.EqualValues(t, 4, s.Incidents)
	assert.Zero(t, s.Measured())
}

// A lived incident, of which figures are taken.
func view(t *testing.T, now time.Duration, events ...timeline.Event) *timeline.View {
	t.Helper()
	l := timeline.NewLog(uuid.NewSHA1(uuid.Nil, []byte(t.Name())))
	for _, e := range events {
		e.Recorded = epoch
		_, err := l.Add(e)
		require.NoError(t, err)
	}
	return l.AsOf(epoch.Add(now))
}

var epoch = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)

func at(d time.Duration) timeline.Instant { return timeline.At(epoch.Add(d)) }

func TestAddFigure(t *testing.T) {
	start := timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at(0)}
	ttd := timeline.TimeToDetect()
	detected := func(i timeline.Instant) timeline.Event {
		return timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: i}
	}
	var a cohort.Accumulator
	require.NoError(t, a.AddFigure(ttd.Of(view(t, time.Hour, start, detected(at(3*time.Minute))))))
	require.NoError(t, a.AddFigure(ttd.Of(view(t, time.Hour, start, detected(timeline.About(epoch.Add(5*time.Minute), time.Minute))))))
	require.NoError(t, a.AddFigure(ttd.Of(view(t, time.Hour, start))))
	require.NoError(t, a.AddFigure(ttd.Of(view(t, time.Hour, detected(at(0))))))
	require.NoError(t, a.AddFigure(ttd.Of(view(t, time.Hour, start, detected(timeline.About(epoch, time.Minute))))), "across zero")

	s := a.Summary(cohort.Options{})
	assert.EqualValues(t, 5, s.Incidents)
	assert.EqualValues(t, 3, s.Closed)
	assert.EqualValues(t, 2, s.Bounded)
	assert.EqualValues(t, 1, s.Open)
	assert.Equal(t, timeline.Lasting(time.Hour), s.Oldest)
	assert.Equal(t, []cohort.Exclusion{{Kind: timeline.Unknown, Reason: timeline.ReasonMissing, N: 1}}, s.Excluded)
	assert.Zero(t, s.Shortest.Shortest(), "no incident ends before it begins")
	assert.Contains(t, codes(s.Warnings), cohort.WarningDoubtful)
	assert.Equal(t, ttd.Definition(), s.Definition)
}

func TestDefinitionsDoNotMix(t *testing.T) {
	v := view(t, time.Hour, timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: at(0)})
	var a cohort.Accumulator
	require.NoError(t, a.AddFigure(timeline.TimeToDetect().Of(v)))
	require.NoError(t, a.AddFigure(timeline.TimeToDetect().In(timeline.Region("eu")).Of(v)), "the place may differ")
	before := bytesOf(t, &a)
	for _, m := range []timeline.Measure{
		timeline.TimeToRestore(), timeline.TimeToDetect().Since(timeline.Declared), timeline.TimeToDetect().WithoutHold(),
	} {
		require.ErrorIs(t, a.AddFigure(m.Of(v)), cohort.ErrDefinition)
		var b cohort.Accumulator
		require.NoError(t, b.AddFigure(m.Of(v)))
		require.ErrorIs(t, a.Merge(&b), cohort.ErrDefinition)
		require.ErrorIs(t, b.Merge(&a), cohort.ErrDefinition)
	}
	require.ErrorIs(t, a.AddFigure(timeline.Updates().Of(v)), cohort.ErrUnit)
	require.ErrorIs(t, a.Merge(of(3)), cohort.ErrDefinition)
	require.ErrorIs(t, of(3).AddFigure(timeline.TimeToDetect().Of(v)), cohort.ErrDefinition)
	assert.Equal(t, before, bytesOf(t, &a), "errors change nothing")

	var back cohort.Accumulator
	require.NoError(t, back.UnmarshalBinary([]byte(before)))
	require.NoError(t, back.AddFigure(timeline.TimeToDetect().Of(v)), "the definition survives in the bytes")
	require.ErrorIs(t, back.AddFigure(timeline.TimeToRestore().Of(v)), cohort.ErrDefinition)
	require.NoError(t, back.UnmarshalBinary([]byte(before)))
	require.ErrorIs(t, back.AddFigure(timeline.Figure{}), cohort.ErrDefinition, "a figure of no measure")
	require.ErrorIs(t, cohort.NewAccumulator(timeline.TimeToRestore()).AddFigure(timeline.TimeToDetect().Of(v)), cohort.ErrDefinition)
}

func TestHostileBytes(t *testing.T) {
	good := bytesOf(t, gather(&cohort.Accumulator{}, incidents(random(1), 40)...))
	big := bytesOf(t, gather(&cohort.Accumulator{Exact: 1}, incidents(random(1), 40)...))
	for _, whole := range []string{good, big} {
		for i := range len(whole) {
			require.ErrorIs(t, new(cohort.Accumulator).UnmarshalBinary([]byte(whole[:i])), cohort.ErrBytes, "cut at %d", i)
		}
		require.ErrorIs(t, new(cohort.Accumulator).UnmarshalBinary([]byte(whole+"\x00")), cohort.ErrBytes)
	}
	for name, bytes := range map[string]string{
		"another version":   strings.Replace(good, "acc\x01", "acc\x02", 1),
		"a long number":     strings.Replace(good, "acc\x01\x00", "acc\x01\x80\x00", 1),
		"not UTF-8":         "acc\x01\x01\xff\x01\x00\x00\x00\x00\x00\x00\x00\x00",
		"buckets of few":    "acc\x01\x00\x05\x00\x00\x01\x01\x07\x07\x00\x07\x07\x01\x00\x00\x00\x00",
		"least not counted": "acc\x01\x00\x01\x00\x00\x01\x02\x06\x08\x00\x0f\x07\x01\x00\x01\x00\x00\x00\x00",
		"sum too large":     "acc\x01\x00\x01\x00\x00\x01\x02\x07\x08\x00\x11\x07\x01\x00\x01\x00\x00\x00\x00",
		"one bound":         "acc\x01\x00\x80\x20\x00\x00\x00\x00\x01\x05\x00\x00\x00",
		"bounds crossed":    "acc\x01\x00\x80\x20\x00\x00\x00\x00\x01\x05\x01\x04\x00\x00",
		"bounds alike":      "acc\x01\x00\x80\x20\x00\x00\x00\x00\x01\x05\x01\x05\x00\x00",
		"sum of two":        "acc\x01\x00\x01\x00\x00\x01\x02\x80\x10\x88\x10\x00\x89\x20\x80\x05\x02\x00\x00\x00\x00",
		"doubts of nobody":  "acc\x01\x00\x80\x20\x01\x00\x00\x01\x05\x00\x00\x00\x00",
		"excluded twice":    "acc\x01\x00\x80\x20\x00\x02\x00\x00\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00",
		"excluded nothing":  "acc\x01\x00\x80\x20\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00",
	} {
		a := of(1, 2)
		before := bytesOf(t, a)
		err := a.UnmarshalBinary([]byte(bytes))
		require.ErrorIs(t, err, cohort.ErrBytes, name)
		assert.Regexp(t, `^cohort: byte \d+: `, err.Error(), name)
		assert.Equal(t, before, bytesOf(t, a), "%s: nothing is changed", name)
	}
	require.NoError(t, new(cohort.Accumulator).UnmarshalBinary([]byte("acc\x01\x00\x01\x00\x00\x01\x02\x07\x08\x00\x0f\x07\x01\x00\x01\x00\x00\x00\x00")))
}

// Whatever bytes are read are written alike, merge alike either way, and describe
// themselves without a number that is none.
func TestMutatedBytes(t *testing.T) {
	r, read := random(5), 0
	for seed := range uint64(300) {
		a := gather(&cohort.Accumulator{Exact: []int{0, 1, 5, -1}[seed%4]}, incidents(r, r.IntN(30))...)
		whole := []byte(bytesOf(t, a))
		for range 60 {
			m := slices.Clone(whole)
			for range 1 + r.IntN(3) {
				switch at := 4 + r.IntN(len(m)-4); r.IntN(4) {
				case 0:
					m[at] ^= 1 << r.IntN(8)
				case 1:
					m[at] = byte(r.Uint32())
				case 2:
					m = slices.Insert(m, at, byte(r.Uint32()))
				default:
					m[at] += byte(r.IntN(3)) - 1
				}
			}
			var b cohort.Accumulator
			if b.UnmarshalBinary(m) != nil {
				continue
			}
			read++
			require.Equal(t, string(m), bytesOf(t, &b))
			isWhole(t, b.Summary(cohort.Options{Resamples: 3}))
			ab, ba := a.Clone(), b.Clone()
			if ab.Merge(&b) == nil {
				require.NoError(t, ba.Merge(a))
				require.Equal(t, bytesOf(t, ab), bytesOf(t, ba))
				require.NoError(t, new(cohort.Accumulator).UnmarshalBinary([]byte(bytesOf(t, ab))))
			}
		}
	}
	assert.Greater(t, read, 500)
}

// Whatever is excluded can be written and read again.
func TestExcludeAnything(t *testing.T) {
	var a, back cohort.Accumulator
	a.Exclude(timeline.FigureKind(99), "\xff")
	require.NoError(t, back.UnmarshalBinary([]byte(bytesOf(t, &a))))
	s := back.Summary(cohort.Options{})
	assert.Equal(t, []cohort.Exclusion{{Kind: timeline.Invalid, Reason: "\uFFFD", N: 1}}, s.Excluded)
	_, err := json.Marshal(s)
	require.NoError(t, err)
	require.NoError(t, a.Merge(nil))
	assert.Equal(t, bytesOf(t, &back), bytesOf(t, &a))
}

func TestAddDoesNotAllocate(t *testing.T) {
	a := gather(&cohort.Accumulator{Exact: 1}, incidents(random(1), 200)...)
	a.Add(time.Hour)
	assert.Zero(t, testing.AllocsPerRun(100, func() { a.Add(time.Hour); a.AddOpen(time.Hour) }))
}

func FuzzAccumulator(f *testing.F) {
	for seed := range uint64(6) {
		a := gather(&cohort.Accumulator{Exact: []int{0, 1, 5}[seed%3]}, incidents(random(seed), int(seed)*7)...)
		b, _ := a.MarshalBinary()
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var a cohort.Accumulator
		if a.UnmarshalBinary(data) != nil {
			return
		}
		require.Equal(t, string(data), bytesOf(t, &a), "what is read is written so")
		s := a.Summary(cohort.Options{Resamples: 20})
		require.LessOrEqual(t, s.Measured(), s.Incidents)
		twice := a.Clone()
		if twice.Merge(&a) == nil {
			require.NoError(t, new(cohort.Accumulator).UnmarshalBinary([]byte(bytesOf(t, twice))))
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	r, ds := random(1), make([]time.Duration, 1<<12)
	for i := range ds {
		ds[i] = logNormal(r, time.Hour, 1.25)
	}
	for _, bm := range []struct {
		name  string
		exact int
	}{{"buckets", 1}, {"exact", -1}} {
		b.Run(bm.name, func(b *testing.B) {
			a, i := cohort.Accumulator{Exact: bm.exact}, 0
			a.Add(time.Hour)
			for b.Loop() {
				a.Add(ds[i&(len(ds)-1)])
				i++
			}
		})
	}
}
