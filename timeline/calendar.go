package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// A Shift is working time within a day, between two readings of the clock on
// the wall, given as the time since midnight: {From: 9 * time.Hour, To: 17 *
// time.Hour} is 09:00 to 17:00, on the day the clocks go forward as on any
// other. The shift contains its From and not its To. The zero Shift is not
// valid.
//
// Invariant: 0 <= From < To <= 24 hours, counted in whole microseconds, of
// which finer parts are cut off. A shift that runs past midnight is two, one on
// each day.
type Shift struct {
	From, To time.Duration
}

// A Week holds the shifts of each weekday, with [time.Weekday] as the index.
// The shifts of a day may overlap and come in any order: time in several of
// them counts once. The zero Week has no working time.
type Week [7][]Shift

// An Exception is one calendar day that does not follow the week: its Shifts
// stand in place of those of its weekday. With no shifts it is a holiday; with
// shifts it is a day worked otherwise than usual, such as half of December 24
// or a Saturday made up for. The zero Exception is not valid.
type Exception struct {
	Year   int // 1–9999
	Month  time.Month
	Day    int
	Shifts []Shift
}

// A Calendar says when people work: a week of shifts in a time zone, with
// exceptions. A moment is working time if and only if the clock on the wall in
// that zone, at that moment, reads a time within a shift of the local date. So
// there is no working time in an hour that the clocks skip, an hour that they
// show twice counts twice, and a date that the zone left out has none.
//
// A Calendar is made once by [NewCalendar], is never changed, and is safe to
// share. It is used by pointer: measures are equal by == if they have one
// pointer, and comparable if their calendars have one name and say the same, see
// [Measure.Comparable]. The zero Calendar has no name and no zone, and nobody ever
// works by it. A method called on a nil pointer panics.
//
// Resolution is one microsecond; finer parts are cut off. Up to the year 2100
// all questions but [Calendar.Windows] take a few microseconds at most and
// allocate nothing, however far apart the moments are. From there on the zone is
// asked about every change of its clocks on the way, which takes milliseconds to
// the year 9999.
type Calendar struct {
	name       string
	zone       *time.Location
	week       [7]workday
	before     [7]int64 // working microseconds of the week before each weekday
	weekly     int64    // and in all of it
	exceptions []exception
	settings   []setting   // in order and without gaps, from minMicro to horizon at least
	print      fingerprint // of all of this but the name
}

// A workday is the working time of a day. Its moments are readings of the
// clock, in microseconds since midnight.
type workday struct{ Windows }

// An exception is an [Exception] as it is calculated with.
type exception struct {
	day     int64 // days since 1970-01-01
	workday workday
	extra   int64 // working microseconds that this and all earlier exceptions add to the week's
}

// A CalendarError names the part of a calendar that is not valid, and why.
type CalendarError struct {
	Place string // "name", "zone", "Monday[0]", "2026-12-25", "2026-12-24[1]"
	Err   error
}

// Error names the place and the reason.
func (e *CalendarError) Error() string {
	return "timeline: calendar: " + e.Place + ": " + e.Err.Error()
}

// Unwrap returns the reason: [ErrMissing] of a name or zone, [ErrNotUTF8] of a
// name, [ErrRange] of a shift or date, or [ErrDuplicate] of a date.
func (e *CalendarError) Unwrap() error { return e.Err }

// NewCalendar is the calendar of a week in a zone, with exceptions. The name is
// shown with every figure measured by the calendar and must say something to
// readers of it: "business hours, Berlin". Nothing that is passed is kept
// except the zone.
//
// It fails with a [*CalendarError] that names the first fault: no name or one
// that is not UTF-8, no zone, a shift that breaks its invariant, a date that
// does not exist, or exceptions for one date that disagree. Holidays that two
// lists have in common do no harm.
func NewCalendar(name string, zone *time.Location, week Week, exceptions ...Exception) (*Calendar, error) {
	switch {
	case name == "":
		return nil, &CalendarError{"name", ErrMissing}
	case !utf8.ValidString(name):
		return nil, &CalendarError{"name", ErrNotUTF8}
	case zone == nil:
		return nil, &CalendarError{"zone", ErrMissing}
	}
	c := &Calendar{name: name, zone: zone}
	for i, shifts := range week {
		day, err := newWorkday(shifts)
		if err != nil {
			err.Place = time.Weekday(i).String() + err.Place
			return nil, err
		}
		c.week[i], c.before[i] = day, c.weekly
		c.weekly += day.micros()
	}
	if err := c.except(exceptions); err != nil {
		return nil, err
	}
	c.settings = c.settle()
	c.print = c.sum()
	return c, nil
}

// newWorkday unites the shifts of a day. Its error lacks the name of the day.
func newWorkday(shifts []Shift) (workday, *CalendarError) {
	spans := make([]Span, len(shifts))
	for i, s := range shifts {
		from, to := s.From.Microseconds(), s.To.Microseconds()
		if from < 0 || from >= to || to > dayMicros {
			err := fmt.Errorf("shift from %v to %v: %w: want 0 <= from < to <= 24h", s.From, s.To, ErrRange)
			return workday{}, &CalendarError{"[" + itoa(i) + "]", err}
		}
		spans[i] = Span{from, to, true}
	}
	return workday{NewWindows(spans...)}, nil
}

// except sorts in the exceptions and adds up what they change.
func (c *Calendar) except(exceptions []Exception) error {
	all := make([]exception, 0, len(exceptions))
	for _, e := range exceptions {
		midnight := time.Date(e.Year, e.Month, e.Day, 0, 0, 0, 0, time.UTC)
		if y, m, d := midnight.Date(); y != e.Year || m != e.Month || d != e.Day || y < 1 || y > 9999 {
			return &CalendarError{e.name(), fmt.Errorf("%w: want a day of the calendar in years 1–9999", ErrRange)}
		}
		day, err := newWorkday(e.Shifts)
		if err != nil {
			err.Place = e.name() + err.Place
			return err
		}
		all = append(all, exception{day: midnight.Unix() / (24 * 60 * 60), workday: day})
	}
	slices.SortStableFunc(all, func(a, b exception) int { return cmp.Compare(a.day, b.day) })
	c.exceptions = all[:0] // without those given twice
	var extra int64
	for _, e := range all {
		if n := len(c.exceptions); n > 0 && c.exceptions[n-1].day == e.day {
			if !e.workday.Equal(c.exceptions[n-1].workday.Windows) {
				date := unmicro(e.day * dayMicros).Format(dayLayout)
				return &CalendarError{date, fmt.Errorf("%w, with other shifts", ErrDuplicate)}
			}
			continue
		}
		_, weekday := weekOf(e.day)
		extra += e.workday.micros() - c.week[weekday].micros()
		e.extra = extra
		c.exceptions = append(c.exceptions, e)
	}
	return nil
}

// name is the date in the form of [time.DateOnly], whether there is such a day or not.
func (e Exception) name() string { return fmt.Sprintf("%04d-%02d-%02d", e.Year, int(e.Month), e.Day) }

// Name returns the name that the calendar was given.
func (c *Calendar) Name() string { return c.name }

// Zone returns the zone whose clocks the calendar reads.
func (c *Calendar) Zone() *time.Location { return c.zone }

// Working reports whether t is working time. A time outside years 1–9999 is
// not.
func (c *Calendar) Working(t time.Time) bool {
	us, ok := micro(t)
	return ok && c.micros(us+1) > c.micros(us)
}

// Between returns how much working time there is from one moment up to another,
// negative if to precedes from, as with [time.Time.Sub]. It is false if either
// lies outside years 1–9999, or if the answer is more than a [time.Duration]
// holds.
//
// Stretches side by side add up: Between(a, b) + Between(b, c) is
// Between(a, c), in any order of a, b and c.
func (c *Calendar) Between(from, to time.Time) (time.Duration, bool) {
	a, ok1 := micro(from)
	b, ok2 := micro(to)
	if !ok1 || !ok2 {
		return 0, false
	}
	return duration(c.micros(b) - c.micros(a))
}

// Add returns the first moment, in UTC, by which d of working time has passed
// since t: when a target of d that began to run at t is due. Eight hours from
// 09:00 on a Friday of eight hours are over on Friday at 17:00, not on Monday.
// No time at all has passed at t itself, whether or not it is working time.
//
// It is false if d is negative, if t lies outside years 1–9999, or if that much
// working time does not come in those years.
func (c *Calendar) Add(t time.Time, d time.Duration) (time.Time, bool) {
	us, ok := micro(t)
	if !ok || d < 0 {
		return time.Time{}, false
	}
	due, ok := c.after(us, d.Microseconds())
	if !ok {
		return time.Time{}, false
	}
	return unmicro(due), true
}

// Windows returns the working time within period, in UTC; none in the zero
// Span. Shifts that touch, as at the midnights of a calendar without rest, are
// one window. Time and memory are in proportion to the number of days in the
// period: to learn how much working time there is, ask [Calendar.Between].
func (c *Calendar) Windows(period Span) Windows {
	var out []Span
	s := c.settingAt(period.start)
	for at := period.start; at < period.end; {
		until := min(s.end, period.end)
		for n := floorDiv(at+s.offset, dayMicros); n*dayMicros < until+s.offset; n++ {
			midnight := n*dayMicros - s.offset
			day, _ := c.dayOf(n)
			for _, w := range day.spans {
				if from, to := max(at, midnight+w.start), min(until, midnight+w.end); from < to {
					out = append(out, Span{from, to, true})
				}
			}
		}
		if at = until; at < period.end {
			s = c.following(s)
		}
	}
	return Windows{merge(nil, out, 0)}
}
