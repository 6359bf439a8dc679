package cohort_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }

// logNormal draws durations as the literature describes incidents: a median, and the
// standard deviation of the logarithms.
func logNormal(r *rand.Rand, median time.Duration, sd float64) time.Duration {
	return time.Duration(float64(median) * math.Exp(sd*r.NormFloat64()))
}

// weibull draws from a Weibull distribution of the shape, with the median given.
func weibull(r *rand.Rand, median time.Duration, shape float64) time.Duration {
	return time.Duration(float64(median) * math.Pow(r.ExpFloat64()/math.Ln2, 1/shape))
}

// of is an accumulator of durations in minutes.
func of(minutes ...float64) *cohort.Accumulator {
	var a cohort.Accumulator
	for _, m := range minutes {
		a.Add(minute(m))
	}
	return &a
}

func minute(m float64) time.Duration { return time.Duration(m * float64(time.Minute)) }

func bytesOf(t *testing.T, a *cohort.Accumulator) string {
	t.Helper()
	b, err := a.MarshalBinary()
	require.NoError(t, err)
	return string(b)
}

// An incident is one as random tests make it, before any statistic.
type incident struct {
	lo, hi time.Duration
	sort   sort
}

type sort int

const (
	known sort = iota
	bounded
	atLeast
	open
	excluded
)

// incidents makes n at random, of all sorts, with ties and zeros among them.
func incidents(r *rand.Rand, n int) []incident {
	out := make([]incident, n)
	for i := range out {
		d := logNormal(r, time.Hour, 2).Truncate(time.Microsecond)
		if r.IntN(3) == 0 {
			d = time.Duration(r.IntN(5)) * time.Minute
		}
		in := incident{lo: d, hi: d}
		switch r.IntN(8) {
		case 0:
			in.sort, in.hi = bounded, d+time.Duration(1+r.IntN(90))*time.Minute
		case 1:
			in.sort = atLeast
		case 2:
			in.sort = open
		case 3:
			in.sort = excluded
		}
		out[i] = in
	}
	return out
}

func gather(a *cohort.Accumulator, all ...incident) *cohort.Accumulator {
	for _, in := range all {
		switch in.sort {
		case known:
			a.Add(in.lo)
		case bounded:
			a.AddLength(timeline.LastingBetween(in.lo, in.hi))
		case atLeast:
			a.AddLength(timeline.LastingAtLeast(in.lo))
		case open:
			a.AddOpen(in.lo)
		case excluded:
			a.Exclude(timeline.Unknown, timeline.ReasonMissing)
		}
	}
	return a
}

// r7 is the quantile as textbooks write it.
func r7(values []float64, p float64) float64 {
	slices.Sort(values)
	h := float64(len(values)-1) * p
	i := int(h)
	if i+1 == len(values) || h == float64(i) {
		return values[i]
	}
	return values[i] + (h-float64(i))*(values[i+1]-values[i])
}
