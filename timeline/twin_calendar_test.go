package timeline_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// wallCalendar is the twin of Calendar: it looks at the clock on the wall.
type wallCalendar struct {
	zone       *time.Location
	week       timeline.Week
	exceptions []timeline.Exception
}

func (w wallCalendar) working(t time.Time) bool {
	t = t.In(w.zone)
	y, m, d := t.Date()
	shifts := w.week[t.Weekday()]
	for _, e := range w.exceptions {
		if e.Year == y && e.Month == m && e.Day == d {
			shifts = e.Shifts
		}
	}
	clock := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
	for _, s := range shifts {
		if s.From <= clock && clock < s.To {
			return true
		}
	}
	return false
}

// between looks once in every step, within which nothing changes.
func (w wallCalendar) between(from, to time.Time, step time.Duration) (sum time.Duration) {
	for t := from; t.Before(to); {
		next := t.Truncate(step).Add(step)
		if next.After(to) {
			next = to
		}
		if w.working(t) {
			sum += next.Sub(t)
		}
		t = next
	}
	return sum
}

// randomShifts are up to three shifts at whole steps, which may overlap.
func randomShifts(r *rand.Rand, step time.Duration) (out []timeline.Shift) {
	steps := int(24 * time.Hour / step)
	for range r.IntN(4) {
		from := r.IntN(steps)
		out = append(out, timeline.Shift{From: time.Duration(from) * step, To: time.Duration(from+1+r.IntN(steps-from)) * step})
	}
	if r.IntN(6) == 0 {
		return []timeline.Shift{{From: 0, To: 24 * time.Hour}}
	}
	return out
}

// randomCalendar has its exceptions near a moment.
func randomCalendar(t *testing.T, r *rand.Rand, zone *time.Location, near time.Time, step time.Duration) (*timeline.Calendar, wallCalendar) {
	t.Helper()
	w := wallCalendar{zone: zone}
	for i := range w.week {
		w.week[i] = randomShifts(r, step)
	}
	for _, day := range r.Perm(9)[:r.IntN(5)] {
		y, m, d := near.In(zone).AddDate(0, 0, day-4).Date()
		if y < 1 || y > 9999 {
			continue
		}
		e := timeline.Exception{Year: y, Month: m, Day: d, Shifts: randomShifts(r, step)}
		if !date(w.exceptions, e) {
			w.exceptions = append(w.exceptions, e)
		}
	}
	c, err := timeline.NewCalendar("random", zone, w.week, w.exceptions...)
	require.NoError(t, err)
	return c, w
}

// date reports whether there is an exception for the date of e.
func date(exceptions []timeline.Exception, e timeline.Exception) bool {
	for _, x := range exceptions {
		if x.Year == e.Year && x.Month == e.Month && x.Day == e.Day {
			return true
		}
	}
	return false
}

// calendarEdges are moments at which clocks change, or at which something else
// could go wrong, with the step at which offsets and shifts lie.
var calendarEdges = []struct {
	zone, at string
	step     time.Duration
}{
	{"Europe/Berlin", "2026-03-29T01:00:00Z", time.Minute},
	{"Europe/Berlin", "2026-10-25T01:00:00Z", time.Minute},
	{"Europe/Berlin", "1947-05-11T01:00:00Z", time.Minute}, // two hours ahead
	{"Europe/Berlin", "1893-03-31T23:06:32Z", time.Second}, // local mean time ends
	{"America/New_York", "2026-11-01T06:00:00Z", time.Minute},
	{"America/New_York", "2040-12-31T12:00:00Z", time.Minute}, // day 366 of a year by rule
	{"America/New_York", "2100-01-01T00:00:00Z", time.Minute}, // the table ends
	{"America/New_York", "2100-03-14T07:00:00Z", time.Minute},
	{"Australia/Lord_Howe", "2499-10-03T15:30:00Z", time.Minute},
	{"America/Sao_Paulo", "2018-11-04T03:00:00Z", time.Minute}, // midnight is skipped
	{"America/Sao_Paulo", "2018-02-18T02:00:00Z", time.Minute}, // midnight comes twice
	{"Asia/Beirut", "2022-03-26T22:00:00Z", time.Minute},
	{"America/St_Johns", "2010-11-07T02:31:00Z", time.Minute},    // one minute past midnight, back
	{"Pacific/Apia", "2011-12-30T10:00:00Z", time.Minute},        // a day is skipped
	{"America/Juneau", "1867-10-19T00:31:13Z", time.Second},      // a day comes twice
	{"Africa/Monrovia", "1972-01-07T00:44:30Z", time.Second},     // back to whole hours
	{"Australia/Lord_Howe", "2026-04-04T15:00:00Z", time.Minute}, // half an hour
	{"Australia/Lord_Howe", "2026-10-03T15:30:00Z", time.Minute},
	{"Asia/Kathmandu", "1985-12-31T18:30:00Z", time.Minute}, // a quarter of an hour
	{"Africa/Casablanca", "2026-03-22T02:00:00Z", time.Minute},
	{"America/Nuuk", "2045-03-26T01:00:00Z", time.Minute}, // by a rule that starts the day before
	{"UTC", "2026-03-01T00:00:00Z", time.Minute},
	{"UTC", "0001-01-04T00:00:00Z", time.Minute},
	{"Asia/Tokyo", "1970-01-01T00:00:00Z", time.Minute},
	{"Europe/Berlin", "9999-12-28T00:00:00Z", time.Minute},
}

// Every answer of a calendar is the one that a look at the clock gives.
func TestCalendarAgainstTheClock(t *testing.T) {
	for i, edge := range calendarEdges {
		t.Run(edge.zone+" "+edge.at, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(i)))
			zone, err := time.LoadLocation(edge.zone)
			require.NoError(t, err)
			at, err := time.Parse(time.RFC3339, edge.at)
			require.NoError(t, err)
			reach := 3 * 24 * time.Hour
			if edge.step < time.Minute {
				reach = 2 * time.Hour // as there are more steps in it
			}
			n := rounds(40)
			if at.Year() > 9000 {
				n = 1 // the way there is long
			}
			for range n {
				c, wall := randomCalendar(t, r, zone, at, edge.step)
				moment := func() time.Time {
					m := at.Add(time.Duration(r.Int64N(int64(2*reach))) - reach)
					if r.IntN(2) == 0 {
						return m.Truncate(edge.step)
					}
					return m.Truncate(time.Microsecond)
				}
				a, b := moment(), moment()
				if b.Before(a) {
					a, b = b, a
				}
				checkCalendar(t, c, wall, a, b, edge.step, r)
				if t.Failed() {
					t.Fatalf("week %v, exceptions %v, from %v to %v", wall.week, wall.exceptions, a, b)
				}
			}
		})
	}
}

func checkCalendar(t *testing.T, c *timeline.Calendar, wall wallCalendar, a, b time.Time, step time.Duration, r *rand.Rand) {
	t.Helper()
	want := wall.between(a, b, step)
	got, ok := c.Between(a, b)
	require.True(t, ok)
	assert.Equal(t, want, got, "Between")
	back, _ := c.Between(b, a)
	assert.Equal(t, -want, back, "Between in reverse")

	mid := a.Add(time.Duration(r.Int64N(int64(b.Sub(a)) + 1))).Truncate(time.Microsecond)
	first, _ := c.Between(a, mid)
	second, _ := c.Between(mid, b)
	assert.Equal(t, want, first+second, "Between adds up")
	assert.Equal(t, wall.working(mid), c.Working(mid), "Working at %v", mid)

	d := time.Duration(r.Int64N(int64(want) + 1)).Truncate(pick(r, time.Microsecond, step))
	due, ok := c.Add(a, d)
	require.True(t, ok, "Add")
	passed, _ := c.Between(a, due)
	assert.Equal(t, d, passed, "the time added has passed")
	if d > 0 {
		before := due.Add(-time.Microsecond)
		assert.True(t, wall.working(before), "and passes in the very last microsecond: the moment is the first")
	} else {
		assert.True(t, due.Equal(a))
	}

	period, err := timeline.NewSpan(a, b)
	require.NoError(t, err)
	windows := c.Windows(period)
	total, _ := windows.Total()
	assert.Equal(t, want, total, "Windows")
	for w := range windows.All() {
		from, to := w.Start(), w.End()
		assert.True(t, wall.working(from) && wall.working(to.Add(-time.Microsecond)), "%v is working time", w)
		assert.True(t, from.Equal(a) || !wall.working(from.Add(-time.Microsecond)), "%v begins no later", w)
		assert.True(t, to.Equal(b) || !wall.working(to), "%v ends no sooner", w)
		assert.True(t, c.Working(from) && c.Working(to.Add(-time.Microsecond)), "%v is working time to the calendar", w)
	}
}

// Over years the answer is the sum of the answers for the days.
func TestCalendarOverYears(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"} {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		for _, year := range []int{1850, 1969, 2006, 2030, 2097} {
			c, wall := randomCalendar(t, r, zone, time.Date(year, 12, 31, 0, 0, 0, 0, zone), time.Hour)
			from := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
			to := from.AddDate(3, 0, 0)
			var sum time.Duration
			for t := from; t.Before(to); t = t.AddDate(0, 0, 1) {
				d, _ := c.Between(t, t.AddDate(0, 0, 1))
				sum += d
			}
			got, ok := c.Between(from, to)
			require.True(t, ok)
			assert.Equal(t, sum, got, "%s from %d", name, year)
			if year > 1900 {
				assert.Equal(t, wall.between(from, to, 30*time.Minute), got, "%s from %d", name, year)
			}
			period, err := timeline.NewSpan(from, to)
			require.NoError(t, err)
			total, _ := c.Windows(period).Total()
			assert.Equal(t, got, total)
		}
	}
}
