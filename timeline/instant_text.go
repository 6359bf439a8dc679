package timeline

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// A ParseError reports text that is not what its type writes.
type ParseError struct {
	What  string // the kind of value wanted: "instant", "span", "length", …
	Input string // the text, whole
	Err   error  // what is wrong with it
}

// Error quotes the input and says what was wanted.
func (e *ParseError) Error() string {
	return fmt.Sprintf("timeline: parsing %s %q: %v", e.What, e.Input, e.Err)
}

// Unwrap returns the cause.
func (e *ParseError) Unwrap() error { return e.Err }

// ErrRange reports a time outside years 1–9999 (or Go's zero time), a length
// that is negative or does not fit, or bounds in the wrong order.
var ErrRange = errors.New("out of range")

// ErrSyntax reports text that does not follow the grammar of its type.
var ErrSyntax = errors.New("syntax")

// ErrAmbiguous reports text that can be read in more than one way, such as a
// length of "02:56" or of "2 months".
var ErrAmbiguous = errors.New("ambiguous")

// ErrUnknownZone reports a zone label whose meaning nobody gave.
var ErrUnknownZone = errors.New("zone label is not known")

const dayLayout = "2006-01-02"

// ParseInstant reads an instant in the grammar that [Instant.String] writes:
//
//	2025-06-10T06:06:00Z                             exactly then (RFC 3339, any offset)
//	2022-09-21T10:00:00Z~PT30M                       about then, half an hour either way
//	[2025-06-10T00:00:00Z..2025-06-10T06:06:00Z]     in that range, ends included
//	[2022-04-11T12:56:00Z..]  [..2022-04-11T12:56:00Z]  not before, not after
//	2022-04-11                                       on that UTC day
//
// The brackets and dots are EDTF's "one of a set", the tilde its "approximate"
// (ISO 8601-2). Empty text is the unknown instant. Digits beyond the
// microsecond are cut off.
func ParseInstant(s string) (Instant, error) {
	i, err := parseInstant(s)
	if err == nil && !i.IsValid() {
		err = ErrRange
	}
	if err != nil {
		return Instant{}, &ParseError{What: "instant", Input: s, Err: err}
	}
	return i, nil
}

func parseInstant(s string) (Instant, error) {
	switch {
	case s == "":
		return Instant{}, nil
	case s[0] == '[':
		return parseBetween(s)
	case len(s) == len(dayLayout):
		t, err := time.Parse(dayLayout, s)
		if err != nil {
			return Instant{}, fmt.Errorf("%w: want a day of the calendar, such as 2025-06-10", ErrSyntax)
		}
		return OnDay(t.Year(), t.Month(), t.Day(), time.UTC), nil
	}
	point, width, about := strings.Cut(s, "~")
	t, err := parseTime(point)
	if err != nil || !about {
		return At(t), err
	}
	w, err := parseISO(width)
	if err != nil {
		return Instant{}, err
	}
	return About(t, w), nil
}

func parseBetween(s string) (Instant, error) {
	body, ok := strings.CutSuffix(s[1:], "]")
	from, to, dots := strings.Cut(body, "..")
	if !ok || !dots || from == "" && to == "" {
		return Instant{}, fmt.Errorf("%w: want [from..to]", ErrSyntax)
	}
	if from == "" {
		t, err := parseTime(to)
		return NotAfter(t), err
	}
	t, err := parseTime(from)
	if err != nil || to == "" {
		return NotBefore(t), err
	}
	u, err := parseTime(to)
	return Between(t, u), err
}

// parseTime reads RFC 3339 strictly, as package time alone does not: it lets
// offsets of 24 hours and more through.
func parseTime(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: want RFC 3339, such as 2025-06-10T06:06:00Z", ErrSyntax)
	}
	if strings.Contains(s, ",") {
		return time.Time{}, fmt.Errorf("%w: RFC 3339 divides seconds with a point", ErrSyntax)
	}
	if _, off := t.Zone(); off <= -24*3600 || off >= 24*3600 {
		return time.Time{}, fmt.Errorf("%w: offset of a day or more", ErrRange)
	}
	if _, ok := micro(t); !ok {
		return time.Time{}, ErrRange
	}
	return t, nil
}

// MustParseInstant is [ParseInstant] for text known to be right, such as a
// constant in a test; it panics on an error.
func MustParseInstant(s string) Instant { return must(ParseInstant(s)) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// String returns the text that [ParseInstant] reads, or "invalid" for an
// instant that is not valid.
func (i Instant) String() string {
	if i.kind == instantInvalid {
		return "invalid"
	}
	return string(i.append(nil))
}

func (i Instant) append(b []byte) []byte {
	switch i.kind {
	case instantExact:
		return appendTime(b, i.at)
	case instantAbout:
		b = appendTime(b, i.at)
		return appendISO(append(b, '~'), time.Duration(i.max-i.at)*time.Microsecond)
	case instantBetween:
		const day = 24 * 3600 * 1_000_000
		if i.min != minMicro && mod(i.min, day) == 0 && i.max-i.min == day-1 {
			return unmicro(i.min).AppendFormat(b, dayLayout)
		}
		b = append(b, '[')
		if i.min != minMicro {
			b = appendTime(b, i.min)
		}
		b = append(b, ".."...)
		if i.max != maxMicro {
			b = appendTime(b, i.max)
		}
		return append(b, ']')
	}
	return b
}

func mod(a, b int64) int64 { return ((a % b) + b) % b }

func appendTime(b []byte, us int64) []byte {
	return unmicro(us).AppendFormat(b, time.RFC3339Nano)
}

// AppendText appends what [Instant.String] writes. It fails with [ErrRange] on
// an instant that is not valid.
func (i Instant) AppendText(b []byte) ([]byte, error) {
	if !i.IsValid() {
		return b, fmt.Errorf("timeline: writing instant: %w", ErrRange)
	}
	return i.append(b), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (i Instant) MarshalText() ([]byte, error) { return i.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseInstant] reads.
func (i *Instant) UnmarshalText(text []byte) (err error) {
	*i, err = ParseInstant(string(text))
	return err
}
