package cohort

import (
	"cmp"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ordered sorts observations as an accumulator hands them out.
func inOrder(obs []observation) []observation {
	slices.SortFunc(obs, func(a, b observation) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi)) })
	return obs
}

// exactly makes observations of exact durations in seconds.
func exactly(seconds ...float64) []observation {
	var obs []observation
	for _, s := range seconds {
		us := int64(math.Round(s * 1e6))
		obs = append(obs, observation{us, us, 1})
	}
	return inOrder(obs)
}

// randomObservations has ties, bounds, open ends, zeros and weights.
func randomObservations(r *rand.Rand, n, top int, uncertain float64, weights bool) []observation {
	var obs []observation
	for range n {
		o := observation{lo: r.Int64N(int64(top)), n: 1}
		o.hi = o.lo
		switch x := r.Float64(); {
		case x < uncertain/2:
			o.hi = endless
		case x < uncertain:
			o.hi += r.Int64N(int64(top))
		}
		if weights {
			o.n = 1 + r.Uint64N(3)
		}
		obs = append(obs, o)
	}
	return inOrder(obs)
}

// single takes observations apart into single incidents.
func single(obs []observation) (out []observation) {
	for _, o := range obs {
		for range o.n {
			out = append(out, observation{o.lo, o.hi, 1})
		}
	}
	return out
}

// order is 1 if a is surely longer than b, -1 if surely shorter, by definition.
func order(a, b observation) int {
	switch {
	case a.lo > b.hi:
		return 1
	case a.hi < b.lo:
		return -1
	}
	return 0
}

// slowScores is Gehan's definition, over all pairs.
func slowScores(before, after []observation) (scores []int, w int) {
	all := slices.Concat(single(before), single(after))
	for i, a := range all {
		u := 0
		for _, b := range all {
			u += order(a, b)
		}
		scores = append(scores, u)
		if i >= len(single(before)) {
			w += u
		}
	}
	return scores, w
}

func TestScoresAreGehans(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		before := randomObservations(r, 1+r.IntN(12), 2+r.IntN(20), r.Float64(), true)
		after := randomObservations(r, 1+r.IntN(12), 2+r.IntN(20), r.Float64(), true)
		want, w := slowScores(before, after)
		c := newContest(before, after)
		gotW, squares := c.statistic(1)
		require.EqualValues(t, w, gotW)
		slices.Sort(want)
		require.Equal(t, want, c.pooled())
		sum := 0
		for _, u := range want {
			sum += u * u
		}
		require.EqualValues(t, sum, squares)
	}
}

// slowP goes through every way to choose n of the scores.
func slowP(scores []int, n, w int) float64 {
	beyond, all := 0, 0
	var choose func(i, left, sum int)
	choose = func(i, left, sum int) {
		if left == 0 {
			all++
			if max(sum, -sum) >= max(w, -w) {
				beyond++
			}
			return
		}
		for ; i+left <= len(scores); i++ {
			choose(i+1, left-1, sum+scores[i])
		}
	}
	choose(0, n, 0)
	return float64(beyond) / float64(all)
}

func TestExactPIsThatOfAllPermutations(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		before := randomObservations(r, 1+r.IntN(7), 2+r.IntN(30), r.Float64()*0.6, false)
		after := randomObservations(r, 1+r.IntN(7), 2+r.IntN(30), r.Float64()*0.6, false)
		scores, w := slowScores(before, after)
		p, _ := newContest(before, after).test(1)
		require.InDelta(t, slowP(scores, len(after), w), p, 1e-12)
	}
}

func TestTextbookMannWhitney(t *testing.T) {
	for _, tc := range []struct {
		name          string
		before, after []observation
		p             float64
		method        string
	}{
		// Hollander and Wolfe 1973, table 4.1 (permeability of the human chorioamnion),
		// as in the manual page of R's wilcox.test; U = 15 and 35. R tests one side,
		// and gives 0.1272; both sides are 0.2544.
		{
			"no ties", exactly(1.15, 0.88, 0.90, 0.74, 1.21),
			exactly(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46), 0.2544,
			"exact permutation of Gehan's scores (Mann–Whitney)",
		},
		// All of one before all of the other: 2 of C(8, 4) = 70 divisions.
		{
			"wholly apart", exactly(1, 2, 3, 4), exactly(5, 6, 7, 8), 2. / 70,
			"exact permutation of Gehan's scores (Mann–Whitney)",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := compare(tc.before, tc.after, CompareOptions{})
			p, ok := c.P.Value()
			require.True(t, ok)
			assert.InDelta(t, tc.p, p, 5e-5)
			assert.Equal(t, tc.method, c.Method)
		})
	}
}

// Freireich 1963: weeks of remission under placebo, and under 6-MP with those still in
// remission. Gehan 1965 finds W = 271 and a normal deviate of 3.6. Three pairs of his are
// an end and an age of the same week, which he takes as longer; here only what is
// surely longer counts.
func TestGehansOwnExample(t *testing.T) {
	placebo := exactly(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
	drug := exactly(6, 6, 6, 7, 10, 13, 16, 22, 23)
	for _, open := range []float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		drug = append(drug, observation{int64(open * 1e6), endless, 1})
	}
	c := newContest(placebo, inOrder(drug))
	w, squares := c.statistic(1)
	assert.EqualValues(t, 271-3, w)
	assert.InDelta(t, 3.6, w/math.Sqrt(21*21./(42*41)*squares), 0.05)
	res := compare(placebo, drug, CompareOptions{})
	assert.Equal(t, Longer, res.Verdict)
	assert.Equal(t, []WarningCode{WarningManyOpen}, codes(res.Warnings))
}

func codes(ws []Warning) (out []WarningCode) {
	for _, w := range ws {
		out = append(out, w.Code)
	}
	return out
}

func TestRatioIsTheMedianOfRatiosOfPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		var b, a []float64
		for range 1 + r.IntN(9) {
			b = append(b, 100*r.ExpFloat64()+1e-3)
		}
		for range 1 + r.IntN(9) {
			a = append(a, 30*r.ExpFloat64()+1e-3)
		}
		var logs []float64
		for _, x := range exactly(b...) {
			for _, y := range exactly(a...) {
				logs = append(logs, math.Log(float64(y.lo)/float64(x.lo)))
			}
		}
		slices.Sort(logs)
		k := len(logs)
		want := math.Exp((logs[(k-1)/2] + logs[k/2]) / 2)
		got, ok := compare(exactly(b...), exactly(a...), CompareOptions{}).Ratio.Value()
		require.True(t, ok)
		require.InEpsilon(t, want, got, 1e-9)
	}
}

func TestIntervalIsTheTest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 60 {
		n, m := 1+r.IntN(30), 1+r.IntN(30)
		uncertain := max(0, r.Float64()-0.3)
		before := randomObservations(r, n, 2+r.IntN(60), uncertain, r.IntN(2) == 0)
		after := randomObservations(r, m, 2+r.IntN(60), uncertain, r.IntN(2) == 0)
		for _, alpha := range []float64{0, 0.1, 0.5} {
			c := compare(before, after, CompareOptions{Significance: alpha})
			p, ok := c.P.Value()
			require.True(t, ok)
			level, _ := significance(alpha)
			require.Equal(t, p >= level, c.Interval.Contains(1), "p %v, %v\n%v\n%v", p, c.Interval, before, after)
			low, hasLow := c.Interval.Low.Value()
			high, hasHigh := c.Interval.High.Value()
			require.True(t, !hasLow || !hasHigh || low <= high)
			if x, ok := c.Ratio.Value(); ok {
				require.True(t, c.Interval.Contains(x), "%v in %v", x, c.Interval)
			}
			requireFinite(t, c)
		}
	}
}

// requireFinite writes a result as JSON, which NaN and infinities do not survive.
func requireFinite(t *testing.T, v any) {
	t.Helper()
	_, err := json.Marshal(v)
	require.NoError(t, err)
}

func TestSidesAreAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 40 {
		a := randomObservations(r, 1+r.IntN(40), 50, 0.2, false)
		b := randomObservations(r, 1+r.IntN(40), 50, 0.2, false)
		one, two := compare(a, b, CompareOptions{}), compare(b, a, CompareOptions{})
		p, _ := one.P.Value()
		q, _ := two.P.Value()
		require.InDelta(t, p, q, 1e-12)
		x, ok := one.Ratio.Value()
		y, ok2 := two.Ratio.Value()
		require.Equal(t, ok, ok2)
		if ok {
			require.InEpsilon(t, x, 1/y, 1e-9)
		}
	}
}

func TestWeightsAreRepetition(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 50 {
		a := randomObservations(r, 1+r.IntN(30), 50, 0.2, true)
		b := randomObservations(r, 1+r.IntN(30), 50, 0.2, true)
		want, got := compare(single(a), single(b), CompareOptions{}), compare(a, b, CompareOptions{})
		require.Equal(t, want.Detectable.String(), got.Detectable.String()) // summed in another order
		want.Detectable, got.Detectable = Number{}, Number{}
		require.Equal(t, want, got)
	}
}

// logNormal draws n durations whose logarithms are normal, with a median in seconds.
func logNormal(r *rand.Rand, n int, median, sd float64) []observation {
	x := make([]float64, n)
	for i := range x {
		x[i] = median * math.Exp(sd*r.NormFloat64())
	}
	return exactly(x...)
}

func TestIntervalCovers(t *testing.T) {
	for _, tc := range []struct {
		name  string
		n, m  int
		runs  int
		ratio float64
		open  bool
	}{
		{"small", 8, 7, 300, 0.7, false},
		{"more than is permuted", 30, 25, 400, 0.5, false},
		{"open", 40, 40, 400, 0.6, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(13, 14))
			held := 0
			for range tc.runs {
				b, a := logNormal(r, tc.n, 4200, 1.25), logNormal(r, tc.m, 4200*tc.ratio, 1.25)
				if tc.open {
					b, a = censor(r, b), censor(r, a)
				}
				if compare(b, a, CompareOptions{Significance: 0.1}).Interval.Contains(tc.ratio) {
					held++
				}
			}
			share := float64(held) / float64(tc.runs)
			t.Logf("coverage of 90 %%: %.3f", share)
			assert.InDelta(t, 0.91, share, 0.04)
		})
	}
}

// censor leaves each incident open that is longer than an age drawn for it.
func censor(r *rand.Rand, obs []observation) []observation {
	for i := range obs {
		if age := int64(3e10 * r.Float64()); obs[i].lo > age {
			obs[i].lo, obs[i].hi = age, endless
		}
	}
	return inOrder(obs)
}

func TestComparisonAtTheEdges(t *testing.T) {
	open := func(n int) (obs []observation) {
		for i := range n {
			obs = append(obs, observation{int64(i+1) * 1e6, endless, 1})
		}
		return obs
	}
	many := make([]float64, 100)
	for i := range many {
		many[i] = 10
	}
	for _, tc := range []struct {
		name          string
		before, after []observation
		verdict       Verdict
		text          string
	}{
		{"nothing", nil, nil, TooFew, "too few: 0 before and 0 after"},
		{"nothing after", exactly(1, 2), nil, TooFew, "too few: 2 before and 0 after"},
		{"one each", exactly(1), exactly(2), TooFew, "too few: 2× (no bounds at 95 %), p = 1, 1 before and 1 after"},
		{"all open", open(30), open(30), NotDistinguishable, "not distinguishable at this n: ratio unknown (no bounds at 95 %), p = 1, 30 before and 30 after"},
		{"all open after", exactly(0.1, 0.2, 0.3, 0.4, 0.5), open(9), Longer, "longer: ratio unknown (at least 23 at 95 %), p = 0.0005, 5 before and 9 after"},
		{"zeros alone", exactly(0, 0, 0, 0, 0), exactly(0, 0, 0, 0, 0), NotDistinguishable, "not distinguishable at this n: ratio unknown (no bounds at 95 %), p = 1, 5 before and 5 after"},
		{"zeros before", exactly(0, 0, 0, 0, 0), exactly(1, 1, 1, 1, 1), Longer, "longer: ratio unknown (at least 2.7 at 95 %), p = 0.0079, 5 before and 5 after"},
		{"one value before, one after", exactly(many...), exactly(20), Longer, "longer: 2× (2 to 2 at 95 %), p = 0.0099, 100 before and 1 after"},
		{"the same", exactly(many...), exactly(many...), NotDistinguishable, "not distinguishable at this n: 1× (1 to 1 at 95 %), p = 1, 100 before and 100 after"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := compare(tc.before, tc.after, CompareOptions{})
			assert.Equal(t, tc.verdict, c.Verdict)
			assert.Equal(t, tc.text, c.String())
			requireFinite(t, c)
		})
	}
	for _, alpha := range []float64{-1, 1, 2, math.NaN(), math.Inf(1)} {
		c := compare(exactly(1), exactly(2), CompareOptions{Significance: alpha})
		assert.Equal(t, []WarningCode{WarningSignificance}, codes(c.Warnings))
		requireFinite(t, c)
	}
}

func TestComparisonSpeaks(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	before := logNormal(r, 40, 4200, 1)
	assert.Equal(t, "shorter: 0.34× (0.2 to 0.51 at 95 %), p < 0.0001, 40 before and 38 after",
		compare(before, logNormal(r, 38, 1800, 1), CompareOptions{}).String())
	assert.Equal(t, "not distinguishable at this n: 0.45× (0.2 to 1.1 at 95 %), p = 0.082, 12 before and 9 after; "+
		"a reduction of less than 70 % would probably not show",
		compare(logNormal(r, 12, 4200, 1), logNormal(r, 9, 4200, 1), CompareOptions{}).String())
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{20, 1000, 100_000, 500_000} {
		r := rand.New(rand.NewPCG(1, 1))
		before, after := logNormal(r, n, 4200, 1.25), logNormal(r, n, 4000, 1.25)
		b.Run("", func(b *testing.B) {
			for b.Loop() {
				compare(before, after, CompareOptions{})
			}
		})
	}
}
