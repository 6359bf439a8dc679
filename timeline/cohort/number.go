package cohort

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// A Number is a value that may be missing: a ratio that cannot be computed, an
// interval without an upper end. The zero Number is missing, which is something
// else than zero. No Number is NaN or infinite. Numbers compare with ==.
type Number struct {
	x  float64
	is bool
}

// NumberOf is the number x. NaN and the infinities are missing.
func NumberOf(x float64) Number {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Number{}
	}
	return Number{x + 0, true} // no negative zero
}

// Value returns the value, and false if it is missing.
func (n Number) Value() (float64, bool) { return n.x, n.is }

// IsKnown reports whether there is a value.
func (n Number) IsKnown() bool { return n.is }

// String writes the value with four significant digits, and "unknown" if it is
// missing.
func (n Number) String() string {
	if !n.is {
		return "unknown"
	}
	return strconv.FormatFloat(n.x, 'g', 4, 64)
}

// MarshalJSON writes the value in full, and null if it is missing.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.is {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, n.x, 'g', -1, 64), nil
}

// UnmarshalJSON reads a JSON number or null.
func (n *Number) UnmarshalJSON(data []byte) error {
	var x *float64
	if err := json.Unmarshal(data, &x); err != nil {
		return fmt.Errorf("cohort: number: %w", err)
	}
	*n = Number{}
	if x != nil {
		*n = NumberOf(*x)
	}
	return nil
}

// An Interval is a confidence interval of a number: if the same were measured
// again and again, a share of Level of such intervals would hold the true value. An end
// that is missing is no bound on that side. The zero Interval says nothing.
type Interval struct {
	Low   Number  `json:"low"`
	High  Number  `json:"high"`
	Level float64 `json:"level"` // the nominal confidence: 0.9
}

// Contains reports whether x lies within the interval, its ends included.
func (i Interval) Contains(x float64) bool {
	return (!i.Low.is || i.Low.x <= x) && (!i.High.is || x <= i.High.x)
}
