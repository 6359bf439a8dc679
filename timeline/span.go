package timeline

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"
)

// A Span is an exact, half-open stretch of time: it contains its start and not
// its end, so that spans side by side neither overlap nor leave a gap. The zero
// Span is no span at all. Spans compare with ==.
type Span struct {
	start, end int64 // microseconds since 1970; start <= end
	set        bool
}

// NewSpan is the span from start to end. It fails with [ErrRange] when end
// precedes start or either lies outside years 1–9999. Equal ends are an empty
// span, which is still at a place in time.
func NewSpan(start, end time.Time) (Span, error) {
	s, ok1 := micro(start)
	e, ok2 := micro(end)
	if !ok1 || !ok2 {
		return Span{}, fmt.Errorf("timeline: span %v to %v: %w", start, end, ErrRange)
	}
	if s > e {
		return Span{}, fmt.Errorf("timeline: span ends %v before it starts %v: %w", end, start, ErrRange)
	}
	return Span{s, e, true}, nil
}

// Month is the span of a calendar month in the zone loc.
func Month(year int, month time.Month, loc *time.Location) (Span, error) {
	if loc == nil || month < time.January || month > time.December {
		return Span{}, fmt.Errorf("timeline: month in no zone: %w", ErrRange)
	}
	return NewSpan(monthStart(year, month, loc), monthStart(year, month+1, loc))
}

// monthStart is the first moment of a month, whose midnight need not exist.
func monthStart(year int, month time.Month, loc *time.Location) time.Time {
	start := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	if first, _, ok := dayBounds(start.Year(), start.Month(), 1, loc); ok {
		return first
	}
	return time.Date(year, month, 1, 0, 0, 0, 0, loc)
}

// ParseSpan reads the ISO 8601 interval that [Span.String] writes:
// "2025-06-10T06:06:00Z/2025-06-10T12:19:00Z". Empty text is the zero Span.
func ParseSpan(s string) (Span, error) {
	if s == "" {
		return Span{}, nil
	}
	from, to, ok := strings.Cut(s, "/")
	if !ok {
		return Span{}, &ParseError{What: "span", Input: s, Err: fmt.Errorf("%w: want start/end", ErrSyntax)}
	}
	start, err := parseTime(from)
	if err != nil {
		return Span{}, &ParseError{What: "span", Input: s, Err: err}
	}
	end, err := parseTime(to)
	if err != nil {
		return Span{}, &ParseError{What: "span", Input: s, Err: err}
	}
	span, err := NewSpan(start, end)
	if err != nil {
		return Span{}, &ParseError{What: "span", Input: s, Err: ErrRange}
	}
	return span, nil
}

// MustParseSpan is [ParseSpan] for text known to be right; it panics on an
// error.
func MustParseSpan(s string) Span { return must(ParseSpan(s)) }

// IsValid reports whether s is a span, that is, not the zero Span.
func (s Span) IsValid() bool { return s.set }

// Start returns the first moment of the span, in UTC.
func (s Span) Start() time.Time { return unmicro(s.start) }

// End returns the first moment after the span, in UTC.
func (s Span) End() time.Time { return unmicro(s.end) }

// Duration returns how long the span is, and false if that is more than the
// 292 years a [time.Duration] holds.
func (s Span) Duration() (time.Duration, bool) { return duration(s.end - s.start) }

// duration converts microseconds and never wraps.
func duration(us int64) (time.Duration, bool) {
	if us > math.MaxInt64/1000 || us < math.MinInt64/1000 {
		return 0, false
	}
	return time.Duration(us) * time.Microsecond, true
}

// Contains reports whether t lies in the span. The end does not.
func (s Span) Contains(t time.Time) bool {
	us, ok := micro(t)
	return ok && s.start <= us && us < s.end
}

// Compare orders spans by start, then by end; the zero Span first.
func (s Span) Compare(t Span) int {
	if s.set != t.set {
		if t.set {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(s.start, t.start), cmp.Compare(s.end, t.end))
}

// String returns the ISO 8601 interval that [ParseSpan] reads.
func (s Span) String() string { return string(s.append(nil)) }

func (s Span) append(b []byte) []byte {
	if !s.set {
		return b
	}
	return appendTime(append(appendTime(b, s.start), '/'), s.end)
}

// AppendText appends what [Span.String] writes. It does not fail.
func (s Span) AppendText(b []byte) ([]byte, error) { return s.append(b), nil }

// MarshalText implements [encoding.TextMarshaler].
func (s Span) MarshalText() ([]byte, error) { return s.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseSpan] reads.
func (s *Span) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSpan(string(text))
	return err
}
