package cohort

import "math"

// The functions of this file never return NaN for arguments in their domain, and
// keep small tails small: an upper tail is computed as itself, not as 1 - lower.

// farZ is beyond any normal quantile that a float64 probability can ask for.
const farZ = 40

// normalCDF is the probability that a standard normal variable is at most z.
func normalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// normalTwoSided is the probability that a standard normal variable lies at least
// |z| from zero.
func normalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// normalQuantile is the z with normalCDF(z) = p, and -farZ or farZ where p is not
// between 0 and 1.
//
// Newton's method on the logarithm of the lower tail: ln Φ is concave, and
// Φ(-t) <= exp(-t²/2)/2, so that the start lies left of the root and every step
// stays left of it. [math.Erfinv] is not used since 1-2p loses the digits of a small p.
func normalQuantile(p float64) float64 {
	switch {
	case !(p > 0):
		return -farZ
	case p >= 1:
		return farZ
	case p > 0.5:
		return -normalQuantile(1 - p)
	}
	z := -math.Sqrt(-2 * math.Log(p))
	for range 50 {
		tail := normalCDF(z)
		if tail == 0 {
			return z
		}
		density := math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
		step := (math.Log(p) - math.Log(tail)) * tail / density
		if z += step; math.Abs(step) <= 1e-15*math.Abs(z) {
			break
		}
	}
	return min(z, 0)
}

// stirlingError is ln Γ(n+1) less Stirling's formula of it (Loader 2000, "Fast and
// Accurate Computation of Binomial Probabilities", section 4). n > 0.
func stirlingError(n float64) float64 {
	if n < 16 {
		g, _ := math.Lgamma(n + 1)
		return g - (n+0.5)*math.Log(n) + n - 0.5*math.Log(2*math.Pi)
	}
	nn := n * n
	return (1./12 - (1./360-(1./1260-(1./1680-1./1188/nn)/nn)/nn)/nn) / n
}

// deviance is x·ln(x/m) + m - x for positive x and m, without the cancellation of
// writing it so (Loader 2000, section 3).
func deviance(x, m float64) float64 {
	if math.Abs(x-m) >= 0.1*(x+m) {
		return x*math.Log(x/m) + m - x
	}
	v := (x - m) / (x + m)
	sum, term := (x-m)*v, 2*x*v
	for j := 1.0; j < 1000; j++ {
		term *= v * v
		next := sum + term/(2*j+1)
		if next == sum {
			break
		}
		sum = next
	}
	return sum
}

// pointBinomial is the probability of x among n by chance p each, with the
// factorials continued to real numbers; 0 < x < n, 0 < p < 1, q = 1-p.
func pointBinomial(x, n, p, q float64) float64 {
	ln := stirlingError(n) - stirlingError(x) - stirlingError(n-x) - deviance(x, n*p) - deviance(n-x, n*q)
	return math.Exp(ln) * math.Sqrt(n/(2*math.Pi*x*(n-x)))
}

// pointPoisson is the probability of x where mean are expected, for real x > 0 and
// mean > 0.
func pointPoisson(x, mean float64) float64 {
	return math.Exp(-stirlingError(x)-deviance(x, mean)) / math.Sqrt(2*math.Pi*x)
}

const (
	tiniest     = 1e-300 // keeps Lentz's denominators from zero
	lastDigit   = 1e-16
	mostTerms   = 2_000_000
	manyForSums = 1e9 // counts beyond which sums of √n terms give way to a normal form
)

// incompleteBeta is the regularised incomplete beta function I_x(a, b), for a and
// b of 1/2 or more (DLMF 8.17; continued fraction 8.17.22 by Lentz's method as in Numerical
// Recipes, section 6.4).
func incompleteBeta(a, b, x float64) float64 {
	switch {
	case !(x > 0):
		return 0
	case x >= 1:
		return 1
	case a+b > manyForSums: // Abramowitz and Stegun 26.5.22
		v, w := math.Cbrt(b*x), math.Cbrt(a*(1-x))
		return normalCDF(3 * (v*(1-1/(9*b)) - w*(1-1/(9*a))) / math.Sqrt(v*v/b+w*w/a))
	case x > (a+1)/(a+b+2):
		return max(0, 1-betaFraction(b, a, 1-x, x))
	}
	return betaFraction(a, b, x, 1-x)
}

func betaFraction(a, b, x, y float64) float64 {
	c, d := 1.0, 1/nonzero(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < mostTerms; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d, c = 1/nonzero(1+even*d), nonzero(1+even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d, c = 1/nonzero(1+odd*d), nonzero(1+odd/c)
		h *= d * c
		if math.Abs(d*c-1) <= lastDigit {
			break
		}
	}
	return min(1, pointBinomial(a, a+b, x, y)*b/(a+b)*h)
}

// incompleteGamma returns the regularised incomplete gamma functions P(a, x) and
// Q(a, x) = 1 - P(a, x), for a of 1/2 or more (DLMF 8.11.4 and 8.9.2; Numerical Recipes,
// section 6.2).
func incompleteGamma(a, x float64) (lower, upper float64) {
	switch {
	case !(x > 0):
		return 0, 1
	case math.IsInf(x, 1):
		return 1, 0
	case a > manyForSums: // Wilson and Hilferty 1931
		z := (math.Cbrt(x/a) - 1 + 1/(9*a)) * 3 * math.Sqrt(a)
		return normalCDF(z), normalCDF(-z)
	case x < a+1:
		lower = min(1, pointPoisson(a, x)*gammaSeries(a, x))
		return lower, 1 - lower
	}
	upper = min(1, pointPoisson(a, x)*a*gammaFraction(a, x))
	return 1 - upper, upper
}

func gammaSeries(a, x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; k < mostTerms && term > sum*lastDigit; k++ {
		term *= x / (a + k)
		sum += term
	}
	return sum
}

func gammaFraction(a, x float64) float64 {
	b := x + 1 - a
	c, d := 1/tiniest, 1/nonzero(b)
	h := d
	for k := 1.0; k < mostTerms; k++ {
		an := -k * (k - a)
		b += 2
		d, c = 1/nonzero(an*d+b), nonzero(b+an/c)
		h *= d * c
		if math.Abs(d*c-1) <= lastDigit {
			break
		}
	}
	return h
}

func nonzero(x float64) float64 {
	if math.Abs(x) < tiniest {
		return tiniest
	}
	return x
}

// binomialCDF is the probability of at most k of n, by chance p each.
func binomialCDF(k, n uint64, p float64) float64 {
	if k >= n {
		return 1
	}
	return incompleteBeta(float64(n-k), float64(k)+1, 1-p)
}

// binomialUpper is the probability of at least k of n, by chance p each.
func binomialUpper(k, n uint64, p float64) float64 {
	switch {
	case k == 0:
		return 1
	case k > n:
		return 0
	}
	return incompleteBeta(float64(k), float64(n-k)+1, p)
}

// binomialBounds are the ends of the exact interval of a chance after k of n
// (Clopper and Pearson 1934), with tail left out on either side. k <= n.
func binomialBounds(k, n uint64, tail float64) (low, high float64) {
	high = 1
	if k > 0 {
		low = bisect(0, 1, func(p float64) bool { return binomialUpper(k, n, p) >= tail })
	}
	if k < n {
		high = bisect(0, 1, func(p float64) bool { return binomialCDF(k, n, p) < tail })
	}
	return low, high
}

// poissonBounds are the ends of the exact interval of an expected count after k
// were seen (Garwood 1936), with tail left out on either side.
func poissonBounds(k uint64, tail float64) (low, high float64) {
	x := float64(k)
	if k > 0 {
		low = bisect(0, x, func(mean float64) bool {
			lower, _ := incompleteGamma(x, mean) // at least k
			return lower >= tail
		})
	}
	far := x + 1
	for _, q := incompleteGamma(x+1, far); q >= tail && far < math.MaxFloat64/4; _, q = incompleteGamma(x+1, far) {
		far *= 2
	}
	high = bisect(x, far, func(mean float64) bool {
		_, upper := incompleteGamma(x+1, mean) // at most k
		return upper < tail
	})
	return low, high
}

// bisect returns where after turns from false to true between low and high, to the
// last digit.
func bisect(low, high float64, after func(float64) bool) float64 {
	for range 200 {
		mid := low + (high-low)/2
		if mid == low || mid == high {
			break
		}
		if after(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}
