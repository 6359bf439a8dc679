package rivals_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/DataDog/sketches-go/ddsketch"
	"github.com/DataDog/sketches-go/ddsketch/mapping"
	"github.com/DataDog/sketches-go/ddsketch/store"
	"github.com/HdrHistogram/hdrhistogram-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline/cohort"
)

// lengths draws log-normal microseconds, with a median of 70 minutes and a standard
// deviation of 1.25 of their logarithm.
func lengths(n int) []int64 {
	r := rand.New(rand.NewPCG(3, 5))
	out := make([]int64, n)
	for i := range out {
		out[i] = 1 + int64(70*float64(time.Minute.Microseconds())*math.Exp(1.25*r.NormFloat64()))
	}
	return out
}

// An accumulator takes durations in microseconds one at a time.
type accumulator interface {
	add(us int64)
	quantile(p float64) float64
	merge(other accumulator)
	encode() []byte
}

// An accumulating is a way to accumulate, and how far its quantiles may be off.
type accumulating struct {
	name  string
	error float64
	empty func() accumulator
}

// accumulators returns all rivals.
func accumulators() []accumulating {
	return []accumulating{
		{"ours, in buckets", 0.004, inBuckets},
		{"DDSketch 0.5 % cubic, dense", 0.005, ddCubic},
		{"DDSketch 1 % default", 0.01, ddDefault},
		{"HdrHistogram, 2 digits", 0.01, hdr(2)},
		{"HdrHistogram, 3 digits", 0.001, hdr(3)},
	}
}

// longest is what HdrHistogram is told to expect: a year.
var longest = (366 * 24 * time.Hour).Microseconds()

type ourAccumulator struct{ *cohort.Accumulator }

func inBuckets() accumulator { return ourAccumulator{&cohort.Accumulator{Exact: 1}} }

func (a ourAccumulator) add(us int64) { a.Add(time.Duration(us) * time.Microsecond) }

func (a ourAccumulator) quantile(p float64) float64 {
	d, _ := a.Quantile(p)
	return float64(d.Microseconds())
}

func (a ourAccumulator) merge(other accumulator) {
	if err := a.Merge(other.(ourAccumulator).Accumulator); err != nil {
		panic(err)
	}
}

func (a ourAccumulator) encode() []byte {
	b, err := a.MarshalBinary()
	if err != nil {
		panic(err)
	}
	return b
}

type ddAccumulator struct{ *ddsketch.DDSketch }

func ddCubic() accumulator {
	m, err := mapping.NewCubicallyInterpolatedMapping(0.005)
	if err != nil {
		panic(err)
	}
	return ddAccumulator{ddsketch.NewDDSketch(m, store.NewDenseStore(), store.NewDenseStore())}
}

func ddDefault() accumulator {
	s, err := ddsketch.NewDefaultDDSketch(0.01)
	if err != nil {
		panic(err)
	}
	return ddAccumulator{s}
}

func (d ddAccumulator) add(us int64) {
	if err := d.Add(float64(us)); err != nil {
		panic(err)
	}
}

func (d ddAccumulator) quantile(p float64) float64 {
	x, err := d.GetValueAtQuantile(p)
	if err != nil {
		panic(err)
	}
	return x
}

func (d ddAccumulator) merge(other accumulator) {
	if err := d.MergeWith(other.(ddAccumulator).DDSketch); err != nil {
		panic(err)
	}
}

func (d ddAccumulator) encode() (b []byte) {
	d.Encode(&b, false)
	return b
}

type hdrAccumulator struct{ *hdrhistogram.Histogram }

func hdr(digits int) func() accumulator {
	return func() accumulator { return hdrAccumulator{hdrhistogram.New(1, longest, digits)} }
}

func (h hdrAccumulator) add(us int64) {
	if err := h.RecordValue(us); err != nil {
		panic(err)
	}
}

func (h hdrAccumulator) quantile(p float64) float64 { return float64(h.ValueAtQuantile(100 * p)) }

func (h hdrAccumulator) merge(other accumulator) {
	if h.Merge(other.(hdrAccumulator).Histogram) > 0 {
		panic("durations were dropped")
	}
}

func (h hdrAccumulator) encode() []byte {
	b, err := h.Encode(hdrhistogram.V2CompressedEncodingCookieBase)
	if err != nil {
		panic(err)
	}
	return b
}

// Rivals keep the promises that they are measured with, merged or not.
func TestAccumulatorsAgree(t *testing.T) {
	all := lengths(100_000)
	sorted := slices.Sorted(slices.Values(all))
	for _, way := range accumulators() {
		a, b := way.empty(), way.empty()
		for i, us := range all {
			if i%3 == 0 {
				b.add(us)
			} else {
				a.add(us)
			}
		}
		a.merge(b)
		for _, p := range []float64{0.1, 0.5, 0.9, 0.99} {
			want := float64(sorted[int(p*float64(len(sorted)-1))])
			assert.InEpsilon(t, want, a.quantile(p), way.error+0.001, "%s, %v", way.name, p)
		}
		require.NotEmpty(t, a.encode())
	}
}

// BenchmarkAccumulator times adding a million durations, and then merging and
// encoding what holds them.
func BenchmarkAccumulator(b *testing.B) {
	all := lengths(1_000_000)
	b.Run("floor-sum", func(b *testing.B) {
		var sum int64
		for b.Loop() {
			for _, us := range all {
				sum += us
			}
		}
		_ = sum
		perAdd(b, len(all))
	})
	for _, way := range accumulators() {
		full := way.empty()
		for _, us := range all {
			full.add(us)
		}
		b.Run(way.name+"/add", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a := way.empty()
				for _, us := range all {
					a.add(us)
				}
			}
			perAdd(b, len(all))
		})
		b.Run(way.name+"/merge", func(b *testing.B) {
			a := way.empty()
			for b.Loop() {
				a.merge(full)
			}
		})
		b.Run(way.name+"/encode", func(b *testing.B) {
			size := 0
			for b.Loop() {
				size = len(full.encode())
			}
			b.ReportMetric(float64(size), "B")
		})
	}
}

func perAdd(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/add")
}
