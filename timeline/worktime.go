package timeline

import (
	"cmp"
	"slices"
	"time"
)

// Working time is reckoned on the clock on the wall, where the week repeats and
// any stretch has a closed form, and carried over to moments one setting of the
// clocks at a time.

const dayMicros = 24 * 60 * 60 * 1_000_000

// horizon is up to when a calendar keeps a table of the settings of its clocks:
// the start of the year 2100, in microseconds since 1970.
const horizon = 4102444800_000_000

// origin is the moment that micros leaves where it is. As working time is never
// more than time, minMicro < micros(us) <= us then holds from there on: no
// moment is taken for a bound that is none.
const origin = minMicro + 1

// A setting is a stretch of time in which the clocks of a zone stand at one
// offset from UTC.
type setting struct {
	start, end int64 // microseconds since 1970; start < end
	offset     int64 // microseconds that the clocks are ahead of UTC
	lead       int64 // what must be added to worked of the clock to give micros
}

// settle makes the table of settings.
func (c *Calendar) settle() []setting {
	s := c.ask(minMicro)
	s.lead = origin - c.worked(origin+s.offset)
	table := []setting{s}
	for s.end < horizon {
		s = c.next(s)
		if last := &table[len(table)-1]; last.offset == s.offset {
			last.end = s.end // another part of it
		} else {
			table = append(table, s)
		}
	}
	return table
}

// ask asks the zone for the setting from start on, which it may give in parts.
// The last setting ends after maxMicro.
func (c *Calendar) ask(start int64) setting {
	t := time.UnixMicro(start).In(c.zone)
	_, seconds := t.Zone()
	s := setting{start: start, end: maxMicro + 1, offset: int64(seconds) * 1_000_000}
	if _, end := zoneBounds(t); !end.IsZero() && end.Unix() <= maxMicro/1_000_000 {
		s.end = end.UnixMicro()
	}
	return s
}

// next is the setting after s, which must not be the last, worked out from the
// zone.
func (c *Calendar) next(s setting) setting {
	next := c.ask(s.end)
	next.lead = s.lead + c.worked(s.end+s.offset) - c.worked(s.end+next.offset)
	return next
}

// following is next, from the table where that goes far enough.
func (c *Calendar) following(s setting) setting {
	if s.end < c.settings[len(c.settings)-1].end {
		return c.settingAt(s.end)
	}
	return c.next(s)
}

// settingAt is the setting in which a moment from minMicro to maxMicro+1 lies.
func (c *Calendar) settingAt(us int64) setting {
	if len(c.settings) == 0 {
		return setting{start: minMicro, end: maxMicro + 1, lead: origin} // the zero Calendar
	}
	i, found := slices.BinarySearchFunc(c.settings, us, func(s setting, us int64) int { return cmp.Compare(s.start, us) })
	if !found {
		i--
	}
	s := c.settings[i]
	for us >= s.end && s.end <= maxMicro {
		s = c.next(s)
	}
	return s
}

// micros returns what a clock shows at us that runs in working time only, and
// that is right at the origin. The working time between two moments is the
// difference of what it shows; by a calendar without rest it is always right. A
// moment out of range counts as the end of the range that it lies beyond.
func (c *Calendar) micros(us int64) int64 {
	us = min(max(us, minMicro), maxMicro+1)
	s := c.settingAt(us)
	return s.lead + c.worked(us+s.offset)
}

// after returns the first moment from us on, a moment in range, by which so
// many working microseconds have passed since us. It is us itself for none or
// less, and false if that much does not come in range.
func (c *Calendar) after(us, working int64) (int64, bool) {
	if working <= 0 {
		return us, true
	}
	s := c.settingAt(us)
	passed := -s.lead - c.worked(us+s.offset) // less what counts from us on
	for s.lead+c.worked(s.end+s.offset)+passed < working {
		if s.end > maxMicro {
			return 0, false
		}
		s = c.following(s)
	}
	lo, hi := s.start, s.end // the answer lies between, and after us as working > 0
	for lo < hi {
		if mid := lo + (hi-lo)/2; s.lead+c.worked(mid+s.offset)+passed < working {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo <= maxMicro
}

// worked returns the working time up to a reading of the clock, date included,
// in microseconds. A reading is the moment at which clocks in UTC show it. The
// count starts in the week of 1970-01-01; only differences mean anything.
func (c *Calendar) worked(reading int64) int64 {
	n := floorDiv(reading, dayMicros)
	day, sum := c.dayOf(n)
	reading -= n * dayMicros
	for _, s := range day.spans {
		if reading <= s.start {
			break
		}
		sum += min(reading, s.end) - s.start
	}
	return sum
}

// dayOf returns the working time of a date, given in days since 1970-01-01, and
// how much there is before it, in the count of worked.
func (c *Calendar) dayOf(n int64) (workday, int64) {
	week, weekday := weekOf(n)
	day, sum := c.week[weekday], week*c.weekly+c.before[weekday]
	i, found := slices.BinarySearchFunc(c.exceptions, n, func(e exception, n int64) int { return cmp.Compare(e.day, n) })
	if i > 0 {
		sum += c.exceptions[i-1].extra
	}
	if found {
		day = c.exceptions[i].workday
	}
	return day, sum
}

// weekOf splits days since 1970-01-01 into weeks that start on a Sunday, as
// [time.Weekday] does, and the weekday.
func weekOf(n int64) (week, weekday int64) {
	n += int64(time.Thursday) // 1970-01-01 was one
	week = floorDiv(n, 7)
	return week, n - 7*week
}

// floorDiv divides and rounds down, not towards zero.
func floorDiv(a, b int64) int64 {
	q := a / b
	if q*b > a {
		q--
	}
	return q
}
