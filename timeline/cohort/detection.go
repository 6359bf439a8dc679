package cohort

import "math"

// A Detection says what a comparison of two groups of incidents can show at all:
// how many incidents it needs, and how small a change so many would show.
//
// It is normal theory on the logarithms of durations, for two groups of equal
// size and a two-sided test: n = 2(z₁₋α/₂ + z_power)²·s²/ln(1-r)² incidents in each
// group show a reduction r. A comparison of ranks such as [Compare] needs about
// a twentieth more where logarithms are normal (π/3; Lehmann 1975, "Nonparametrics"),
// and less than this where their tails are heavy.
//
// The zero Detection has no spread and says nothing.
type Detection struct {
	LogSD        float64 `json:"log_sd"`       // standard deviation of the natural logarithms of durations; [Logs] has it
	Significance float64 `json:"significance"` // α, the chance of a false alarm; zero is 0.05
	Power        float64 `json:"power"`        // the chance to see what is there; zero is 0.80
}

const (
	defaultSignificance = 0.05
	defaultPower        = 0.80
)

// Needed returns how many incidents each group must have to show that every
// incident has become shorter by reduction: 0.1 is a tenth. A negative reduction
// is an increase. It is false if no number will do: the reduction is zero, or
// one or more, or the numbers of d make no sense.
func (d Detection) Needed(reduction float64) (uint64, bool) {
	z, ok := d.distance()
	change := logChange(reduction)
	if !ok || change == 0 {
		return 0, false
	}
	root := z * d.LogSD / change
	n := math.Ceil(2 * root * root)
	if !(n < 1<<63) {
		return 0, false
	}
	return max(1, uint64(n)), true
}

// Smallest returns the least reduction, between 0 and 1, that n incidents in each
// group show with the power asked for. It is missing if n is zero, or the numbers
// of d make no sense.
func (d Detection) Smallest(n uint64) Number { return d.smallest(float64(n)) }

func (d Detection) smallest(n float64) Number {
	z, ok := d.distance()
	if !ok || !(n > 0) {
		return Number{}
	}
	return NumberOf(-math.Expm1(-z * d.LogSD * math.Sqrt(2/n)))
}

// PowerOf returns the chance that n incidents in each group show a reduction. It
// is missing if n is zero, the reduction is one or more, or the numbers of d make
// no sense. Power plays no part in it.
func (d Detection) PowerOf(n uint64, reduction float64) Number {
	alpha, ok := significance(d.Significance)
	if !ok || !d.hasSpread() || n == 0 || !(reduction < 1) {
		return Number{}
	}
	z := -normalQuantile(alpha / 2)
	far := logChange(reduction) / (d.LogSD * math.Sqrt(2/float64(n)))
	return NumberOf(normalCDF(far-z) + normalCDF(-far-z))
}

// distance is how many standard errors apart two groups must lie.
func (d Detection) distance() (float64, bool) {
	alpha, ok := significance(d.Significance)
	power := d.Power
	if power == 0 {
		power = defaultPower
	}
	if !ok || !d.hasSpread() || !(power > 0 && power < 1) {
		return 0, false
	}
	z := normalQuantile(power) - normalQuantile(alpha/2)
	return z, z > 0
}

func (d Detection) hasSpread() bool { return d.LogSD > 0 && !math.IsInf(d.LogSD, 1) }

// significance is the α that was asked for, and false if it is none.
func significance(alpha float64) (float64, bool) {
	if alpha == 0 {
		alpha = defaultSignificance
	}
	return alpha, alpha > 0 && alpha < 1
}

// logChange is how far a reduction moves logarithms, and zero where that says
// nothing.
func logChange(reduction float64) float64 {
	if !(reduction < 1) || math.IsInf(reduction, -1) {
		return 0
	}
	return math.Abs(math.Log1p(-reduction))
}
