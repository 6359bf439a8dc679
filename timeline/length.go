package timeline

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"
)

// A Length is how long something lasted as somebody stated it: exactly, about,
// or within bounds. It is for reports that say "54 minutes, intermittent" and
// give no windows; where windows are known, lengths are computed from them.
// [ReadLength] reads what people write, [ParseLength] what programs keep.
//
// The zero Length is not stated, which is something else than zero time.
// Lengths are never negative, have a resolution of one microsecond, reach to
// about 292 years, and compare with ==.
type Length struct {
	min, max, at int64 // microseconds
	kind         instantKind
}

// maxLength is the longest length, and how one with no upper bound is held.
const maxLength = math.MaxInt64 / 1000

// Lasting is a length of exactly d.
func Lasting(d time.Duration) Length {
	if d < 0 {
		return Length{kind: instantInvalid}
	}
	us := d.Microseconds()
	return Length{min: us, max: us, at: us, kind: instantExact}
}

// LastingAbout is a length stated as d that may be off by width either way. It
// does not reach below zero.
func LastingAbout(d, width time.Duration) Length {
	if d < 0 || width < 0 || d+width < 0 {
		return Length{kind: instantInvalid}
	}
	if width.Microseconds() == 0 {
		return Lasting(d)
	}
	us, w := d.Microseconds(), width.Microseconds()
	return Length{min: max(0, us-w), max: us + w, at: us, kind: instantAbout}
}

// LastingBetween is a length from shortest to longest, with no value stated.
func LastingBetween(shortest, longest time.Duration) Length {
	switch {
	case shortest < 0 || longest < shortest:
		return Length{kind: instantInvalid}
	case shortest.Microseconds() == longest.Microseconds():
		return Lasting(shortest)
	}
	return Length{min: shortest.Microseconds(), max: longest.Microseconds(), kind: instantBetween}
}

// LastingAtLeast is a length of shortest or more, with no upper bound. A length
// of at most d is LastingBetween(0, d).
func LastingAtLeast(shortest time.Duration) Length {
	return LastingBetween(shortest, math.MaxInt64)
}

// Widen is l where it may be off by width more, either way: an exact length
// becomes [LastingAbout], bounds move outwards, and what has no upper bound keeps
// none. It does not reach below zero. A length that is not stated stays so; a
// negative width, and a result that does not fit, are not valid.
func (l Length) Widen(width time.Duration) Length {
	w := width.Microseconds()
	switch {
	case !l.IsStated() || width == 0:
		return l
	case width < 0 || l.HasLongest() && w > maxLength-l.max:
		return Length{kind: instantInvalid}
	case w == 0:
		return l
	}
	l.min = max(0, l.min-w)
	if l.HasLongest() {
		l.max += w
	}
	if l.kind == instantExact {
		l.kind = instantAbout
	}
	return l
}

// ParseLength reads a length in the grammar that [Length.String] writes, which
// is that of instants over ISO 8601 durations:
//
//	PT1H2M   PT1H~PT10M   [PT50M..PT1H10M]   [PT10H..]
//
// Empty text is the length that is not stated.
func ParseLength(s string) (Length, error) {
	l, err := parseLength(s)
	if err == nil && !l.IsValid() {
		err = ErrRange
	}
	if err != nil {
		return Length{}, &ParseError{What: "length", Input: s, Err: err}
	}
	return l, nil
}

func parseLength(s string) (Length, error) {
	if s == "" {
		return Length{}, nil
	}
	sep, make := "~", LastingAbout
	body := s
	if s[0] == '[' {
		inner, ok := strings.CutSuffix(s[1:], "]")
		if !ok || !strings.Contains(inner, "..") {
			return Length{}, fmt.Errorf("%w: want [shortest..longest]", ErrSyntax)
		}
		body, sep, make = inner, "..", LastingBetween
	}
	first, second, two := strings.Cut(body, sep)
	a, err := parseISO(first)
	switch {
	case err != nil || !two:
		return Lasting(a), err
	case sep == ".." && second == "":
		return LastingAtLeast(a), nil
	}
	b, err := parseISO(second)
	return make(a, b), err
}

// MustParseLength is [ParseLength] for text known to be right; it panics on an
// error.
func MustParseLength(s string) Length { return must(ParseLength(s)) }

// IsValid reports whether l can be recorded: an unstated length can.
func (l Length) IsValid() bool { return l.kind != instantInvalid }

// IsStated reports whether l says anything.
func (l Length) IsStated() bool { return l.kind != instantUnknown && l.IsValid() }

// Shortest returns the least the length can be; zero when not stated.
func (l Length) Shortest() time.Duration { return time.Duration(l.min) * time.Microsecond }

// Longest returns the most the length can be; zero when not stated. Where there
// is no upper bound it is the longest [time.Duration]: ask [Length.HasLongest].
func (l Length) Longest() time.Duration { return time.Duration(l.max) * time.Microsecond }

// HasLongest reports whether the length has an upper bound. One that is not
// stated has none.
func (l Length) HasLongest() bool {
	return l.IsStated() && (l.kind != instantBetween || l.max < maxLength)
}

// Compare orders lengths by their shortest, then longest value; unstated first.
func (l Length) Compare(m Length) int {
	return cmp.Or(cmp.Compare(l.min, m.min), cmp.Compare(l.max, m.max), cmp.Compare(l.kind, m.kind))
}

// String returns the text that [ParseLength] reads, or "invalid".
func (l Length) String() string {
	if !l.IsValid() {
		return "invalid"
	}
	return string(l.append(nil))
}

func (l Length) append(b []byte) []byte {
	us := func(n int64) time.Duration { return time.Duration(n) * time.Microsecond }
	switch l.kind {
	case instantExact:
		b = appendISO(b, us(l.at))
	case instantAbout:
		b = appendISO(append(appendISO(b, us(l.at)), '~'), us(l.max-l.at))
	case instantBetween:
		b = append(appendISO(append(b, '['), us(l.min)), ".."...)
		if l.HasLongest() {
			b = appendISO(b, us(l.max))
		}
		b = append(b, ']')
	}
	return b
}

// AppendText appends what [Length.String] writes, and fails with [ErrRange] on
// a length that is not valid.
func (l Length) AppendText(b []byte) ([]byte, error) {
	if !l.IsValid() {
		return b, fmt.Errorf("timeline: writing length: %w", ErrRange)
	}
	return l.append(b), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (l Length) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseLength] reads.
func (l *Length) UnmarshalText(text []byte) (err error) {
	*l, err = ParseLength(string(text))
	return err
}
