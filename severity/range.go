package severity

import (
	"strconv"
	"strings"
	"time"
)

// A Quantity is something that can be measured of an incident: a share of the
// customers, how many regions, how long.
type Quantity interface{ Percent | int | time.Duration }

// A Range is what is known of a quantity: its value, bounds, or nothing. The zero
// Range is unknown, which is something else than zero. Ranges are never negative
// and compare with ==.
type Range[T Quantity] struct {
	least, most T
	kind        rangeKind
}

// rangeKind says which bounds there are.
type rangeKind int

const (
	rangeUnknown rangeKind = iota
	rangeBounded           // from least to most
	rangeOpen              // least and perhaps more
	rangeInvalid           // asked for with bounds that cannot be
)

// Exactly is a quantity that is known: Exactly(Percent(30)), Exactly(2).
func Exactly[T Quantity](v T) Range[T] { return Between(v, v) }

// AtLeast is a quantity that is v or more, such as the duration so far of an
// incident that goes on. For at most v, ask for Between(0, v).
func AtLeast[T Quantity](v T) Range[T] {
	if !possible(v) {
		return Range[T]{kind: rangeInvalid}
	}
	return Range[T]{least: v, kind: rangeOpen}
}

// Between is a quantity from least to most, both of which it may be.
func Between[T Quantity](least, most T) Range[T] {
	if !possible(least) || !possible(most) || most < least {
		return Range[T]{kind: rangeInvalid}
	}
	return Range[T]{least: least, most: most, kind: rangeBounded}
}

// possible reports whether v can be measured.
func possible[T Quantity](v T) bool {
	p, isPercent := any(v).(Percent)
	return v >= 0 && (!isPercent || p.IsValid())
}

// IsValid reports whether r can be: it was not made with a bound that is negative
// or above 100 %, or with bounds in the wrong order. The unknown Range is valid.
func (r Range[T]) IsValid() bool { return r.kind != rangeInvalid }

// IsKnown reports whether anything is known.
func (r Range[T]) IsKnown() bool { return r.kind == rangeBounded || r.kind == rangeOpen }

// Least returns the lower bound, which is zero if nothing is known.
func (r Range[T]) Least() T { return r.least }

// Most returns the upper bound, or false if none is known.
func (r Range[T]) Most() (T, bool) { return r.most, r.kind == rangeBounded }

// String returns the range as text: one quantity, two with ".." between, or one
// and ".." if there is no upper bound. The unknown Range is the empty text.
//
//	30%   10%..30%   2..   1h30m..
func (r Range[T]) String() string {
	switch {
	case r.kind == rangeInvalid:
		return "Range(invalid)"
	case !r.IsKnown():
		return ""
	case r.kind == rangeOpen:
		return format(r.least) + ".."
	case r.least == r.most:
		return format(r.least)
	}
	return format(r.least) + ".." + format(r.most)
}

// words returns the range for people: "at least 30%".
func (r Range[T]) words() string {
	switch {
	case !r.IsKnown():
		return unknown
	case r.kind == rangeOpen:
		return "at least " + format(r.least)
	case r.least == r.most:
		return format(r.least)
	}
	return format(r.least) + " to " + format(r.most)
}

// MarshalText implements [encoding.TextMarshaler] with the text of
// [Range.String]. A range that is not valid is a [*ParseError].
func (r Range[T]) MarshalText() ([]byte, error) {
	if !r.IsValid() {
		return nil, refused[T](r.String())
	}
	return []byte(r.String()), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler]. It reads what
// [Range.String] writes, and durations as [time.ParseDuration] does, so "90m" as
// well as "1h30m". The error is a [*ParseError], and r is then as it was.
func (r *Range[T]) UnmarshalText(text []byte) error {
	read, ok := parseRange[T](string(text))
	if !ok || !read.IsValid() {
		return refused[T](string(text))
	}
	*r = read
	return nil
}

func parseRange[T Quantity](text string) (Range[T], bool) {
	if text == "" {
		return Range[T]{}, true
	}
	first, second, two := strings.Cut(text, "..")
	least, ok := parse[T](first)
	if !ok || !two {
		return Exactly(least), ok
	}
	if second == "" {
		return AtLeast(least), true
	}
	most, ok := parse[T](second)
	return Between(least, most), ok
}

// refused returns the error of text that is no range of T.
func refused[T Quantity](text string) *ParseError {
	what, example := "range of whole numbers", "2"
	switch any(T(0)).(type) {
	case Percent:
		what, example = "range of percentages", "30%"
	case time.Duration:
		what, example = "range of durations", "1h30m"
	}
	return &ParseError{Input: text, What: what, Allowed: "as in " + example + ", or two with .. between, or one and .. for no upper bound"}
}

// format returns the text of a quantity. Zero minutes and seconds at the end of a
// duration are left out: "1h", which the time package writes as "1h0m0s".
func format[T Quantity](v T) string {
	switch v := any(v).(type) {
	case Percent:
		return v.String()
	case time.Duration:
		text := v.String()
		if strings.HasSuffix(text, "m0s") {
			text = strings.TrimSuffix(text, "0s")
		}
		if strings.HasSuffix(text, "h0m") {
			text = strings.TrimSuffix(text, "0m")
		}
		return text
	case int:
		return strconv.Itoa(v)
	}
	return "" // not reached: Quantity has no other type
}

// parse reads a quantity that is not negative.
func parse[T Quantity](text string) (v T, ok bool) {
	var err error
	switch p := any(&v).(type) {
	case *Percent:
		*p, err = ParsePercent(text)
	case *time.Duration:
		*p, err = time.ParseDuration(text)
	case *int:
		*p, err = strconv.Atoi(text)
	}
	signed := strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-")
	return v, err == nil && !signed
}
