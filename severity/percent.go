package severity

import (
	"strconv"
	"strings"
)

// A Percent is a share of a whole, in hundredths: Percent(30) is 30 %, and
// Percent(0.3) three in a thousand. It runs from 0 to 100. The zero Percent is a
// share of nothing; a share that is not known is the zero [Range].
type Percent float64

// IsValid reports whether p lies from 0 to 100. NaN does not.
func (p Percent) IsValid() bool { return 0 <= p && p <= 100 }

// String returns the shortest text that reads back as p: "30%", "0.5%".
func (p Percent) String() string {
	if p == 0 {
		p = 0 // the negative zero of floating point too
	}
	return strconv.FormatFloat(float64(p), 'f', -1, 64) + "%"
}

// ParsePercent reads a number of at most 100 in plain decimals, followed by "%"
// with nothing between: "30%", "0.5%". The error is a [*ParseError].
func ParsePercent(text string) (Percent, error) {
	digits, ok := strings.CutSuffix(text, "%")
	plain := strings.Trim(digits, "0123456789.") == "" // no sign, exponent, "inf"
	f, err := strconv.ParseFloat(digits, 64)
	if p := Percent(f); ok && plain && err == nil && p.IsValid() {
		return p, nil
	}
	return 0, &ParseError{Input: text, What: "percentage", Allowed: percentTexts}
}

const percentTexts = "0% to 100%, as in 30% or 0.5%"

// MarshalText implements [encoding.TextMarshaler] with the text of
// [Percent.String]. A percentage out of range is a [*ParseError].
func (p Percent) MarshalText() ([]byte, error) {
	if !p.IsValid() {
		return nil, &ParseError{Input: p.String(), What: "percentage", Allowed: percentTexts}
	}
	return []byte(p.String()), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler]. It accepts what
// [ParsePercent] accepts, and leaves p as it was on an error.
func (p *Percent) UnmarshalText(text []byte) error {
	v, err := ParsePercent(string(text))
	if err == nil {
		*p = v
	}
	return err
}
