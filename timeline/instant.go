package timeline

import (
	"cmp"
	"fmt"
	"time"
)

// An Instant is a point in time that may be known only within bounds: a closed
// range [earliest, latest], with the point the writer stated inside it where
// there is one. It is how "10:00", "about 10:00", "between 06:00 and 06:06" and
// "on April 11" enter a timeline without being made more exact than they are.
//
// The zero Instant is unknown: something happened, and nobody says when.
// Resolution is one microsecond (finer parts are cut off); years run from 1 to
// 9999. Instants are held in UTC, so two that name the same moment in different
// zones are equal; the text as somebody wrote it belongs to [Event.Written].
// Instants compare with ==.
type Instant struct {
	min, max int64 // microseconds since 1970, closed; minMicro or maxMicro when open
	at       int64 // the stated point, for exact and about
	kind     instantKind
}

type instantKind uint8

const (
	instantUnknown instantKind = iota
	instantExact
	instantAbout
	instantBetween
	instantInvalid
)

// The range of instants, in microseconds since 1970. Go's zero time.Time lies
// one microsecond before minMicro on purpose: it means "no time" far more often
// than the first moment of the year 1.
const (
	minMicro = -62135596800_000_000 + 1
	maxMicro = 253402300800_000_000 - 1
)

// At is the instant exactly at t.
//
// A t outside years 1–9999, and Go's zero time, give an Instant that is not
// valid and that every verb refuses; say Instant{} for an unknown time.
func At(t time.Time) Instant {
	us, ok := micro(t)
	if !ok {
		return invalidInstant()
	}
	return Instant{min: us, max: us, at: us, kind: instantExact}
}

// About is an instant stated as t that may be off by width either way. The
// width is the writer's: there is no default, as "about 10:00" in one report
// means five minutes and in another an hour. A width of zero is [At]; a
// negative one is not valid.
func About(t time.Time, width time.Duration) Instant {
	us, ok := micro(t)
	w := width.Microseconds()
	if !ok || width < 0 || us-w < minMicro || us+w > maxMicro {
		return invalidInstant()
	}
	if w == 0 {
		return At(t)
	}
	return Instant{min: us - w, max: us + w, at: us, kind: instantAbout}
}

// Between is an instant somewhere from earliest to latest, both included, with
// no point stated. Equal ends give [At]; ends in the wrong order are not valid.
func Between(earliest, latest time.Time) Instant {
	lo, ok1 := micro(earliest)
	hi, ok2 := micro(latest)
	if !ok1 || !ok2 {
		return invalidInstant()
	}
	return between(lo, hi)
}

// NotBefore is an instant at t or at any time after it.
func NotBefore(t time.Time) Instant {
	us, ok := micro(t)
	if !ok {
		return invalidInstant()
	}
	return between(us, maxMicro)
}

// NotAfter is an instant at t or at any time before it.
func NotAfter(t time.Time) Instant {
	us, ok := micro(t)
	if !ok {
		return invalidInstant()
	}
	return between(minMicro, us)
}

// OnDay is an instant on a calendar day in the zone loc, from the day's first
// microsecond to its last, however long the day is there. A day that the
// calendar does not have (February 30) and a nil loc are not valid.
func OnDay(year int, month time.Month, day int, loc *time.Location) Instant {
	if loc == nil {
		return invalidInstant()
	}
	first, next, ok := dayBounds(year, month, day, loc)
	lo, inRange := micro(first)
	if !ok || !inRange {
		return invalidInstant()
	}
	return between(lo, min(next.UnixMicro()-1, maxMicro))
}

// dayBounds returns the first moment of a calendar day in a zone and the first
// after it, and false if there is no such day there. [time.Date] alone may miss
// the day: its midnight can be skipped or come twice, and so can the day.
func dayBounds(year int, month time.Month, day int, loc *time.Location) (first, next time.Time, ok bool) {
	const whole = 24 * time.Hour
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if y, m, d := midnight.Date(); y != year || m != month || d != day {
		return first, next, false
	}
	// Each stretch of one offset that comes near holds a part of the day, or none.
	for t := midnight.Add(-2 * whole).In(loc); ; {
		start, end := zoneBounds(t)
		_, offset := t.Zone()
		from := midnight.Add(-time.Duration(offset) * time.Second)
		until := from.Add(whole)
		if !start.IsZero() && from.Before(start) {
			from = start
		}
		if !end.IsZero() && end.Before(until) {
			until = end
		}
		if from.Before(until) {
			if !ok {
				first = from
			}
			next, ok = until, true
		}
		if end.IsZero() || end.After(midnight.Add(3*whole)) {
			return first, next, ok
		}
		t = end
	}
}

// zoneBounds is [time.Time.ZoneBounds] with an end that always lies after t. In
// years that a zone describes by rule, the end that time gives for a winter is
// day 365 of the year, so that the last day of a leap year lies after its own
// end.
func zoneBounds(t time.Time) (start, end time.Time) {
	start, end = t.ZoneBounds()
	if !end.IsZero() && !end.After(t) {
		end = t.Truncate(24 * time.Hour).Add(24 * time.Hour) // the next UTC midnight, where the year ends
	}
	return start, end
}

func between(lo, hi int64) Instant {
	switch {
	case lo > hi:
		return invalidInstant()
	case lo == hi:
		return Instant{min: lo, max: lo, at: lo, kind: instantExact}
	}
	return Instant{min: lo, max: hi, kind: instantBetween}
}

func invalidInstant() Instant { return Instant{kind: instantInvalid} }

// micro converts t, and reports whether it lies in range.
func micro(t time.Time) (int64, bool) {
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		return 0, false
	}
	us := t.UnixMicro()
	return us, us >= minMicro && us <= maxMicro
}

func unmicro(us int64) time.Time { return time.UnixMicro(us).UTC() }

// Widen is i where it may be off by width more, either way: an exact instant
// becomes [About], bounds move outwards, and open ends stay open. It is for "around
// 8:00 PM" once the rest of the text is read. An unknown instant stays unknown; a
// negative width, and a bound that would leave years 1–9999, are not valid.
func (i Instant) Widen(width time.Duration) Instant {
	w := width.Microseconds()
	switch {
	case !i.IsKnown() || width == 0:
		return i
	case width < 0 || i.min != minMicro && i.min-w < minMicro || i.max != maxMicro && i.max+w > maxMicro:
		return invalidInstant()
	case w == 0:
		return i
	case i.kind == instantExact:
		i.kind = instantAbout
	}
	if i.min != minMicro {
		i.min -= w
	}
	if i.max != maxMicro {
		i.max += w
	}
	return i
}

// IsValid reports whether i can be recorded: an unknown instant can, one made
// from impossible arguments cannot.
func (i Instant) IsValid() bool { return i.kind != instantInvalid }

// IsKnown reports whether anything is known of the instant.
func (i Instant) IsKnown() bool { return i.kind != instantUnknown && i.kind != instantInvalid }

// IsExact reports whether the instant is known to the microsecond.
func (i Instant) IsExact() bool { return i.kind == instantExact }

// Earliest returns the first moment the instant can be, in UTC, and false when
// there is no such bound.
func (i Instant) Earliest() (time.Time, bool) {
	if !i.IsKnown() || i.min == minMicro {
		return time.Time{}, false
	}
	return unmicro(i.min), true
}

// Latest returns the last moment the instant can be, in UTC, and false when
// there is no such bound.
func (i Instant) Latest() (time.Time, bool) {
	if !i.IsKnown() || i.max == maxMicro {
		return time.Time{}, false
	}
	return unmicro(i.max), true
}

// Stated returns the point that the writer gave, in UTC: the instant itself
// when exact, the middle of an [About]. It is false for [Between], [NotBefore],
// [NotAfter], [OnDay] and unknown instants, which have bounds and no point.
func (i Instant) Stated() (time.Time, bool) {
	if !i.hasPoint() {
		return time.Time{}, false
	}
	return unmicro(i.at), true
}

func (i Instant) hasPoint() bool { return i.kind == instantExact || i.kind == instantAbout }

// place is where the instant stands when things must be put in a row: at the
// stated point, else at the earliest moment, as a calendar shows whole-day
// entries first; with no earliest, at the latest. Unknown instants come last.
func (i Instant) place() int64 {
	switch {
	case !i.IsKnown():
		return maxMicro + 1
	case i.hasPoint():
		return i.at
	case i.min == minMicro:
		return i.max
	}
	return i.min
}

// Compare orders instants for display: by stated point, or by the earliest
// moment where no point is stated; then by earliest and latest; unknown last.
// It says nothing about which came first in the world: ask [Instant.Before].
func (i Instant) Compare(j Instant) int {
	return cmp.Or(
		cmp.Compare(i.place(), j.place()),
		cmp.Compare(i.min, j.min),
		cmp.Compare(i.max, j.max),
		cmp.Compare(i.kind, j.kind),
	)
}

// A Possibility says how far the bounds of two instants settle their order.
// The zero Possibility is Possibly: nothing rules it out and nothing proves it.
type Possibility uint8

// The possibilities.
const (
	Possibly Possibility = iota
	Definitely
	Impossibly
)

// String returns "possibly", "definitely" or "impossibly".
func (p Possibility) String() string {
	switch p {
	case Possibly:
		return "possibly"
	case Definitely:
		return "definitely"
	case Impossibly:
		return "impossibly"
	}
	return fmt.Sprintf("Possibility(%d)", uint8(p))
}

// Before reports whether i came before j: definitely when every moment i can be
// precedes every moment j can be, impossibly when none does, else possibly.
// Unknown instants come possibly before everything.
func (i Instant) Before(j Instant) Possibility {
	switch {
	case !i.IsKnown() || !j.IsKnown():
		return Possibly
	case i.max < j.min:
		return Definitely
	case i.min >= j.max:
		return Impossibly
	}
	return Possibly
}
