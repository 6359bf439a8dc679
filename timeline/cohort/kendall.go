package cohort

import (
	"math"
	"slices"
)

// A periodValue lies from lo to hi, which may be infinite.
type periodValue struct {
	lo, hi  float64
	missing bool
}

// kendall is the order of a series: rows[i][j] is 1 where the value of period j is surely
// more than that of period i, and -1 where it is surely less, among periods that
// have a value.
type kendall struct {
	at         []int // places of the periods with a value
	rows       [][]int8
	s          int64 // sum over i < j
	comparable int64 // pairs i < j in sure order
}

func newKendall(series []periodValue) *kendall {
	k := &kendall{}
	for i, v := range series {
		if !v.missing {
			k.at = append(k.at, i)
		}
	}
	n := len(k.at)
	cells := make([]int8, n*n)
	for i, a := range k.at {
		k.rows = append(k.rows, cells[i*n:(i+1)*n])
		for j, b := range k.at {
			switch {
			case series[a].hi < series[b].lo:
				k.rows[i][j] = 1
			case series[a].lo > series[b].hi:
				k.rows[i][j] = -1
			}
			if i < j {
				k.s += int64(k.rows[i][j])
				k.comparable += int64(k.rows[i][j] * k.rows[i][j])
			}
		}
	}
	return k
}

// A nullOfS is how S falls when the values are put in any order, all alike likely.
type nullOfS struct {
	method string
	tail   []float64 // tail[s] is the chance of s or more, or -s or less, if exact
	sd     float64   // otherwise
}

// mostOrdered is up to how many periods every order of them is counted.
const mostOrdered = 10

func (k *kendall) null() nullOfS {
	if len(k.rows) <= mostOrdered {
		return nullOfS{method: "exact permutation of Kendall's S (Mann–Kendall)", tail: k.tail()}
	}
	return nullOfS{
		method: "normal approximation to Kendall's S (Mann–Kendall), corrected for continuity",
		sd:     math.Sqrt(k.variance()),
	}
}

// p is the two-sided p value of s.
func (d nullOfS) p(s int64) float64 {
	s = max(s, -s)
	switch {
	case d.tail != nil && s < int64(len(d.tail)):
		return d.tail[s]
	case d.tail != nil:
		return 0
	case s == 0 || !(d.sd > 0):
		return 1
	}
	return normalTwoSided(float64(s-1) / d.sd)
}

// critical is the greatest S that is not significant.
func (d nullOfS) critical(alpha float64) int64 {
	low, high := int64(0), int64(1)
	for high < math.MaxInt64/4 && d.p(high) >= alpha {
		if !(d.sd > 0) && high >= int64(len(d.tail)) {
			return math.MaxInt64 // nothing is significant
		}
		high *= 2
	}
	for high-low > 1 {
		if mid := low + (high-low)/2; d.p(mid) >= alpha {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// variance is that of S over all orders of the values. It is the general one for
// coefficients of sums of scores a_ij·b_ij (Daniels 1944, "The Relation Between Measures
// of Correlation in the Universe of Sample Permutations", Biometrika 33:129), which
// allows for ties and for pairs in no sure order alike; here b_ij is the order of time.
func (k *kendall) variance() float64 {
	n := float64(len(k.rows))
	var sumsSquared, squares float64
	for _, row := range k.rows {
		sum := 0.0
		for _, a := range row {
			sum += float64(a)
			squares += float64(a * a)
		}
		sumsSquared += sum * sum
	}
	timeSumsSquared, timeSquares := n*(n*n-1)/3, n*(n-1)
	double := 2 / (n * (n - 1)) * squares * timeSquares
	if n > 2 {
		double += 4 / (n * (n - 1) * (n - 2)) * (sumsSquared - squares) * (timeSumsSquared - timeSquares)
	}
	return double / 4 // each pair was counted twice
}

// tail counts in how many orders of the values S comes out as what. Values are put
// in time one by one; what a value adds depends only on the set of those before it.
func (k *kendall) tail() []float64 {
	n := len(k.rows)
	far := n * (n - 1) / 2
	width := 2*far + 1
	ways := make([]int64, width<<n)
	ways[far] = 1
	for set := range 1 << n {
		from := ways[set*width : (set+1)*width]
		for j := range n {
			if set>>j&1 == 1 {
				continue
			}
			u := 0
			for i := range n {
				u += (set >> i & 1) * int(k.rows[i][j])
			}
			next := set | 1<<j
			to := ways[next*width : (next+1)*width]
			for s := max(0, -u); s < width-max(0, u); s++ {
				to[s+u] += from[s]
			}
		}
	}
	return tails(ways[width*(1<<n-1):], far)
}

// slopes finds the slope that must be taken away for S to be zero, and the least
// and greatest for which S is not beyond critical. With slope b taken away, a pair
// surely rises if b is less than its least slope, and surely falls if b is more than its
// greatest, so that S never rises with b and changes only at those slopes.
func (k *kendall) slopes(series []periodValue, critical int64) (slope, low, high Number) {
	var least, most []float64
	for j, b := range k.at {
		for _, a := range k.at[:j] {
			steps := float64(b - a)
			least = append(least, (series[b].lo-series[a].hi)/steps)
			most = append(most, (series[b].hi-series[a].lo)/steps)
		}
	}
	slices.Sort(least)
	slices.Sort(most)
	f := falls{least: least, most: most}
	// S before the first change is the number of pairs with a least slope.
	first, hasFirst := f.firstBelow(1)
	last, hasLast := f.firstBelow(0)
	if hasFirst && hasLast {
		slope = NumberOf((first + last) / 2)
	}
	if critical < math.MaxInt64 {
		if x, ok := f.firstBelow(critical + 1); ok {
			low = NumberOf(x)
		}
		if x, ok := f.firstBelow(-critical); ok {
			high = NumberOf(x)
		}
	}
	return slope, low, high
}

// falls is S as a function of the slope taken away.
type falls struct{ least, most []float64 }

// after is S just above b.
func (f falls) after(b float64) int64 {
	above := func(x, b float64) int {
		if x > b {
			return 1
		}
		return -1
	}
	i, _ := slices.BinarySearchFunc(f.least, b, above)
	j, _ := slices.BinarySearchFunc(f.most, b, above)
	return int64(len(f.least)-i) - int64(j)
}

// firstBelow is the slope above which S is less than s. It is false if that is so of
// all slopes, or of none.
func (f falls) firstBelow(s int64) (float64, bool) {
	if f.after(math.Inf(-1)) < s {
		return 0, false
	}
	best, ok := math.Inf(1), false
	for _, changes := range [][]float64{f.least, f.most} {
		i, _ := slices.BinarySearchFunc(changes, s, func(x float64, s int64) int {
			if f.after(x) < s {
				return 1
			}
			return -1
		})
		if i < len(changes) && changes[i] < best {
			best, ok = changes[i], true
		}
	}
	return best, ok
}
