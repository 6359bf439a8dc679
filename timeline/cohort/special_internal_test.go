package cohort

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNormalQuantiles(t *testing.T) {
	for _, tc := range []struct{ p, z float64 }{ // Wichura 1988, AS 241, and its check values
		{0.5, 0}, {0.25, -0.6744897501960817}, {0.001, -3.090232306167814}, {1e-20, -9.262340089798408},
		{0.975, 1.959963984540054}, {0.8, 0.8416212335729143},
		{0, -farZ}, {1, farZ}, {-1, -farZ}, {math.NaN(), -farZ},
	} {
		assert.InDelta(t, tc.z, normalQuantile(tc.p), 1e-14*max(1, math.Abs(tc.z)), "p = %v", tc.p)
	}
	for z := -37.0; z <= 8; z += 0.37 {
		assert.InDelta(t, z, normalQuantile(normalCDF(z)), 1e-15*math.Max(10, 1/math.Exp(-z*z/2)), "z = %v", z)
	}
	assert.Less(t, normalQuantile(math.SmallestNonzeroFloat64), -37.0)
}

// slowBinomial adds up the probabilities of 0 to k.
func slowBinomial(k, n int, p float64) (sum float64) {
	for i := 0; i <= k; i++ {
		a, _ := math.Lgamma(float64(n) + 1)
		b, _ := math.Lgamma(float64(i) + 1)
		c, _ := math.Lgamma(float64(n-i) + 1)
		sum += math.Exp(a - b - c + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return sum
}

// slowPoisson adds up the probabilities of 0 to k.
func slowPoisson(k int, mean float64) (sum float64) {
	for i := 0; i <= k; i++ {
		g, _ := math.Lgamma(float64(i) + 1)
		sum += math.Exp(float64(i)*math.Log(mean) - mean - g)
	}
	return sum
}

func TestTailsAreSums(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 1 + r.IntN(300)
		k, p := r.IntN(n), r.Float64()
		require.InDelta(t, slowBinomial(k, n, p), binomialCDF(uint64(k), uint64(n), p), 1e-11, "%d of %d by %v", k, n, p)
		require.InDelta(t, 1-slowBinomial(k, n, p), binomialUpper(uint64(k)+1, uint64(n), p), 1e-11)
		mean := r.ExpFloat64() * 100
		_, upper := incompleteGamma(float64(k)+1, mean)
		require.InDelta(t, slowPoisson(k, mean), upper, 1e-11, "%d of %v", k, mean)
	}
}

func TestSmallTailsKeepTheirDigits(t *testing.T) {
	_, upper := incompleteGamma(1, 300)
	assert.InEpsilon(t, math.Pow(0.01, 50), binomialUpper(50, 50, 0.01), 1e-13)
	assert.InEpsilon(t, math.Exp(-300), upper, 1e-13)
	assert.InEpsilon(t, 7.619853024160495e-24, normalCDF(-10), 1e-13)
}

func TestManyIncidents(t *testing.T) {
	for _, n := range []uint64{1e6, 1e8, 9e8, 2e9, 1e15, math.MaxUint64 / 4} {
		low, high := poissonBounds(n, 0.025)
		half := 1.959964 * math.Sqrt(float64(n))
		assert.InDelta(t, -1, (low-float64(n))/half, 0.01)
		assert.InDelta(t, 1, (high-float64(n))/half, 0.01)
		assert.InDelta(t, 0.5, binomialCDF(n/2, n, 0.5), 0.001)
		assert.InDelta(t, normalCDF(-2), binomialCDF(n/2-uint64(math.Sqrt(float64(n))), n, 0.5), 0.001)
	}
}

func TestNeverNaN(t *testing.T) {
	odd := []float64{0, 5e-324, 1e-300, 1e-9, 0.5, 1, 2, 1e9, 1e18, 1e300}
	for _, a := range odd[4:] {
		for _, b := range odd[4:] {
			for _, x := range []float64{0, 5e-324, 1e-300, 0.1, 0.5, 1 - 1e-16, 1} {
				y := incompleteBeta(a, b, x)
				require.True(t, y >= 0 && y <= 1, "beta %v %v %v: %v", a, b, x, y)
			}
		}
		for _, x := range odd {
			p, q := incompleteGamma(a, x)
			require.True(t, p >= 0 && p <= 1 && q >= 0 && q <= 1, "gamma %v %v: %v %v", a, x, p, q)
		}
	}
}
