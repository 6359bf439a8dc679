package timeline_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func hours(from, to float64) timeline.Shift {
	return timeline.Shift{From: time.Duration(from * float64(time.Hour)), To: time.Duration(to * float64(time.Hour))}
}

// everyDay is a week of seven like days.
func everyDay(shifts ...timeline.Shift) (w timeline.Week) {
	for i := range w {
		w[i] = shifts
	}
	return w
}

// officeWeek is Monday to Friday, 09:00 to 17:00.
func officeWeek() timeline.Week {
	w := everyDay(hours(9, 17))
	w[time.Saturday], w[time.Sunday] = nil, nil
	return w
}

func calendar(t testing.TB, zone string, week timeline.Week, exceptions ...timeline.Exception) *timeline.Calendar {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	require.NoError(t, err)
	c, err := timeline.NewCalendar("test", loc, week, exceptions...)
	require.NoError(t, err)
	return c
}

// Facts that can be checked by hand.
func TestCalendarBetween(t *testing.T) {
	always := everyDay(hours(0, 24))
	tests := []struct {
		name, zone string
		week       timeline.Week
		exceptions []timeline.Exception
		from, to   string // local
		want       time.Duration
	}{
		{"a week", "Europe/Berlin", officeWeek(), nil, "2026-03-23 00:00", "2026-03-30 00:00", 40 * time.Hour},
		{"over the spring weekend", "Europe/Berlin", officeWeek(), nil, "2026-03-27 16:00", "2026-03-30 10:00", 2 * time.Hour},
		{"over the autumn weekend", "Europe/Berlin", officeWeek(), nil, "2026-10-23 16:00", "2026-10-26 10:00", 2 * time.Hour},
		{"before and after a shift", "Europe/Berlin", officeWeek(), nil, "2026-03-24 03:00", "2026-03-24 22:00", 8 * time.Hour},
		{"between two shifts", "Europe/Berlin", officeWeek(), nil, "2026-03-24 17:00", "2026-03-25 09:00", 0},
		{"a year of weekdays", "Europe/Berlin", officeWeek(), nil, "2026-01-01 00:00", "2027-01-01 00:00", 261 * 8 * time.Hour},
		{"around the clock in spring", "Europe/Berlin", always, nil, "2026-03-29 00:00", "2026-03-30 00:00", 23 * time.Hour},
		{"around the clock in autumn", "Europe/Berlin", always, nil, "2026-10-25 00:00", "2026-10-26 00:00", 25 * time.Hour},
		{"a night shift in spring", "Europe/Berlin", everyDay(hours(0, 6)), nil, "2026-03-29 00:00", "2026-03-30 00:00", 5 * time.Hour},
		{"a night shift in autumn", "Europe/Berlin", everyDay(hours(0, 6)), nil, "2026-10-25 00:00", "2026-10-26 00:00", 7 * time.Hour},
		{"the skipped hour", "Europe/Berlin", everyDay(hours(2, 3)), nil, "2026-03-29 00:00", "2026-03-30 00:00", 0},
		{"the hour that comes twice", "Europe/Berlin", everyDay(hours(2, 3)), nil, "2026-10-25 00:00", "2026-10-26 00:00", 2 * time.Hour},
		{"half an hour skipped", "Australia/Lord_Howe", everyDay(hours(1.5, 2.5)), nil, "2026-10-04 00:00", "2026-10-05 00:00", 30 * time.Minute},
		{"half an hour twice", "Australia/Lord_Howe", everyDay(hours(1.5, 2.5)), nil, "2026-04-05 00:00", "2026-04-06 00:00", 90 * time.Minute},
		{"midnight skipped", "America/Sao_Paulo", everyDay(hours(0, 2)), nil, "2018-11-03 12:00", "2018-11-04 12:00", time.Hour},
		{"a Friday skipped", "Pacific/Apia", officeWeek(), nil, "2011-12-29 00:00", "2012-01-01 00:00", 8 * time.Hour},
		{"a holiday", "Europe/Berlin", officeWeek(), []timeline.Exception{{Year: 2026, Month: 5, Day: 1}}, "2026-04-27 00:00", "2026-05-04 00:00", 32 * time.Hour},
		{"a holiday on a Sunday", "Europe/Berlin", officeWeek(), []timeline.Exception{{Year: 2026, Month: 5, Day: 3}}, "2026-04-27 00:00", "2026-05-04 00:00", 40 * time.Hour},
		{"half a day", "Europe/Berlin", officeWeek(), []timeline.Exception{{Year: 2026, Month: 12, Day: 24, Shifts: []timeline.Shift{hours(9, 12)}}}, "2026-12-24 10:00", "2026-12-25 00:00", 2 * time.Hour},
		{"a Saturday made up", "Europe/Berlin", officeWeek(), []timeline.Exception{{Year: 2026, Month: 2, Day: 14, Shifts: []timeline.Shift{hours(9, 17)}}}, "2026-02-09 00:00", "2026-02-16 00:00", 48 * time.Hour},
		{"a holiday given twice", "Europe/Berlin", officeWeek(), []timeline.Exception{{Year: 2026, Month: 5, Day: 1}, {Year: 2026, Month: 5, Day: 1}}, "2026-04-27 00:00", "2026-05-04 00:00", 32 * time.Hour},
		{"shifts that overlap", "Europe/Berlin", everyDay(hours(13, 17), hours(9, 12), hours(11, 14), hours(10, 11)), nil, "2026-04-27 00:00", "2026-04-28 00:00", 8 * time.Hour},
		{"a lunch break", "Europe/Berlin", everyDay(hours(9, 12), hours(13, 17)), nil, "2026-04-27 11:30", "2026-04-27 13:30", time.Hour},
		{"no week", "Europe/Berlin", timeline.Week{}, nil, "2026-01-01 00:00", "2036-01-01 00:00", 0},
		{"backwards", "Europe/Berlin", officeWeek(), nil, "2026-03-24 22:00", "2026-03-24 03:00", -8 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := calendar(t, tt.zone, tt.week, tt.exceptions...)
			from, err := time.ParseInLocation("2006-01-02 15:04", tt.from, c.Zone())
			require.NoError(t, err)
			to, err := time.ParseInLocation("2006-01-02 15:04", tt.to, c.Zone())
			require.NoError(t, err)
			got, ok := c.Between(from, to)
			assert.True(t, ok)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestCalendarAdd(t *testing.T) {
	berlin := calendar(t, "Europe/Berlin", officeWeek(), timeline.Exception{Year: 2026, Month: 4, Day: 3}, timeline.Exception{Year: 2026, Month: 4, Day: 6})
	tests := []struct {
		name, from string
		d          time.Duration
		want       string
	}{
		{"to the end of the day, not the start of the next", "2026-03-27T08:00:00Z", 8 * time.Hour, "2026-03-27T16:00:00Z"},
		{"a microsecond more", "2026-03-27T08:00:00Z", 8*time.Hour + time.Microsecond, "2026-03-30T07:00:00.000001Z"},
		{"over the spring weekend", "2026-03-27T15:00:00Z", 2 * time.Hour, "2026-03-30T08:00:00Z"},
		{"from the night", "2026-03-31T01:00:00Z", 30 * time.Minute, "2026-03-31T07:30:00Z"},
		{"over Easter", "2026-04-02T14:30:00Z", time.Hour, "2026-04-07T07:30:00Z"},
		{"nothing, at night", "2026-03-31T01:00:00Z", 0, "2026-03-31T01:00:00Z"},
		{"finer than a microsecond", "2026-03-31T01:00:00Z", 999, "2026-03-31T01:00:00Z"},
		{"a working year", "2026-01-01T00:00:00Z", 259 * 8 * time.Hour, "2026-12-31T16:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from, err := time.Parse(time.RFC3339, tt.from)
			require.NoError(t, err)
			due, ok := berlin.Add(from, tt.d)
			assert.True(t, ok)
			assert.Equal(t, tt.want, due.Format(time.RFC3339Nano))
			assert.Equal(t, time.UTC, due.Location())
		})
	}
}

func TestCalendarRefuses(t *testing.T) {
	week := func(d time.Weekday, shifts ...timeline.Shift) (w timeline.Week) { w[d] = shifts; return w }
	on := func(y, m, d int, shifts ...timeline.Shift) []timeline.Exception {
		return []timeline.Exception{{Year: 2026, Month: 1, Day: 1}, {Year: y, Month: time.Month(m), Day: d, Shifts: shifts}}
	}
	tests := []struct {
		name       string
		calendar   string
		zone       *time.Location
		week       timeline.Week
		exceptions []timeline.Exception
		place      string
		err        error
	}{
		{"no name", "", time.UTC, officeWeek(), nil, "name", timeline.ErrMissing},
		{"not UTF-8", "\xff", time.UTC, officeWeek(), nil, "name", timeline.ErrNotUTF8},
		{"no zone", "c", nil, officeWeek(), nil, "zone", timeline.ErrMissing},
		{"zero shift", "c", time.UTC, week(time.Monday, timeline.Shift{}), nil, "Monday[0]", timeline.ErrRange},
		{"before midnight", "c", time.UTC, week(time.Sunday, hours(9, 10), hours(-1, 10)), nil, "Sunday[1]", timeline.ErrRange},
		{"past midnight", "c", time.UTC, week(time.Saturday, hours(9, 24.5)), nil, "Saturday[0]", timeline.ErrRange},
		{"night shift in one", "c", time.UTC, week(time.Friday, hours(22, 6)), nil, "Friday[0]", timeline.ErrRange},
		{"less than a microsecond", "c", time.UTC, week(time.Friday, timeline.Shift{From: time.Hour, To: time.Hour + 999}), nil, "Friday[0]", timeline.ErrRange},
		{"extreme shift", "c", time.UTC, week(time.Friday, timeline.Shift{From: math.MinInt64, To: math.MaxInt64}), nil, "Friday[0]", timeline.ErrRange},
		{"February 29", "c", time.UTC, officeWeek(), on(2026, 2, 29), "2026-02-29", timeline.ErrRange},
		{"month 0", "c", time.UTC, officeWeek(), on(2026, 0, 1), "2026-00-01", timeline.ErrRange},
		{"zero exception", "c", time.UTC, officeWeek(), on(0, 0, 0), "0000-00-00", timeline.ErrRange},
		{"year 0", "c", time.UTC, officeWeek(), on(0, 1, 1), "0000-01-01", timeline.ErrRange},
		{"year 10000", "c", time.UTC, officeWeek(), on(10000, 1, 1), "10000-01-01", timeline.ErrRange},
		{"shift of an exception", "c", time.UTC, officeWeek(), on(2026, 12, 24, hours(9, 12), hours(12, 12)), "2026-12-24[1]", timeline.ErrRange},
		{"exceptions that disagree", "c", time.UTC, officeWeek(), on(2026, 1, 1, hours(9, 12)), "2026-01-01", timeline.ErrDuplicate},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := timeline.NewCalendar(tt.calendar, tt.zone, tt.week, tt.exceptions...)
			assert.Nil(t, c)
			var ce *timeline.CalendarError
			require.ErrorAs(t, err, &ce)
			assert.Equal(t, tt.place, ce.Place)
			assert.ErrorIs(t, err, tt.err)
			assert.Contains(t, err.Error(), "timeline: calendar: "+tt.place+": ")
		})
	}
}

func TestCalendarKeepsNothing(t *testing.T) {
	week, exceptions := officeWeek(), []timeline.Exception{{Year: 2026, Month: 3, Day: 3, Shifts: []timeline.Shift{hours(13, 14), hours(9, 10)}}}
	c := calendar(t, "UTC", week, exceptions...)
	assert.Equal(t, hours(13, 14), exceptions[0].Shifts[0], "nothing passed is sorted")
	week[time.Wednesday][0], exceptions[0].Shifts[0], exceptions[0].Day = hours(0, 1), hours(0, 24), 4
	assert.True(t, c.Working(clock("09:00")))
	assert.False(t, c.Working(clock("17:00")), "a shift does not contain its end")
	got, _ := c.Between(day.AddDate(0, 0, -1), day)
	assert.Equal(t, 2*time.Hour, got)
	assert.Equal(t, "test", c.Name())
	assert.Equal(t, time.UTC, c.Zone())
}

func TestZeroCalendar(t *testing.T) {
	var c timeline.Calendar
	assert.False(t, c.Working(day))
	d, ok := c.Between(day, late)
	assert.True(t, ok)
	assert.Zero(t, d)
	_, ok = c.Add(day, time.Hour)
	assert.False(t, ok)
	period, err := timeline.NewSpan(day, late)
	require.NoError(t, err)
	assert.Zero(t, c.Windows(period).Len())
	assert.Equal(t, "", c.Name())
	assert.Nil(t, c.Zone())
}

func TestCalendarExtremes(t *testing.T) {
	first := time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC)
	last := time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC)
	for _, zone := range []string{"UTC", "Europe/Berlin", "Australia/Lord_Howe"} {
		always, office := calendar(t, zone, everyDay(hours(0, 24))), calendar(t, zone, officeWeek())
		_, ok := always.Between(first, last)
		assert.False(t, ok, "more than a duration holds")
		for year := 1; year < 9999; year += 800 {
			from := time.Date(year, 2, 3, 4, 5, 6, 7000, time.UTC)
			to := from.AddDate(198, 0, 0)
			d, ok := always.Between(from, to)
			assert.True(t, ok)
			assert.Equal(t, to.Sub(from), d, "around the clock all time counts")
			due, ok := always.Add(from, d)
			assert.True(t, ok)
			assert.Equal(t, to, due)
			d, _ = office.Between(from, to)
			assert.InDelta(t, float64(to.Sub(from))*40/168, float64(d), float64(16*time.Hour))
		}
		assert.True(t, always.Working(first) && always.Working(last))
		assert.False(t, always.Working(time.Time{}) || always.Working(last.Add(time.Microsecond)))
		due, ok := always.Add(last.Add(-time.Hour), time.Hour)
		assert.True(t, ok)
		assert.Equal(t, last, due)
		_, ok = always.Add(last, time.Microsecond)
		assert.False(t, ok, "due in the year 10000")
		_, ok = office.Add(first, math.MaxInt64)
		assert.True(t, ok, "292 years of working time take 1,228")
		for _, t2 := range []time.Time{{}, last.Add(time.Microsecond), time.Unix(math.MaxInt64, 0), time.Unix(math.MinInt64, 0)} {
			_, ok = always.Between(first, t2)
			assert.False(t, ok)
			_, ok = always.Between(t2, first)
			assert.False(t, ok)
			_, ok = always.Add(t2, 0)
			assert.False(t, ok)
		}
		_, ok = always.Add(day, -1)
		assert.False(t, ok, "nothing is due in the past")
		_, ok = calendar(t, zone, timeline.Week{}).Add(day, time.Microsecond)
		assert.False(t, ok, "nobody ever works")
	}
	everything, err := timeline.NewSpan(first, last)
	require.NoError(t, err)
	assert.Equal(t, timeline.NewWindows(everything), calendar(t, "Europe/Berlin", everyDay(hours(0, 24))).Windows(everything))
	assert.Zero(t, calendar(t, "UTC", officeWeek()).Windows(timeline.Span{}).Len())
}

// A single holiday is the only one of its calendar to change anything.
func TestCalendarWithOneDay(t *testing.T) {
	c := calendar(t, "America/New_York", timeline.Week{}, timeline.Exception{Year: 2026, Month: 11, Day: 1, Shifts: []timeline.Shift{hours(0, 24)}})
	due, ok := c.Add(time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), 25*time.Hour)
	assert.True(t, ok)
	assert.Equal(t, "2026-11-02T05:00:00Z", due.Format(time.RFC3339))
	_, ok = c.Add(time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), 25*time.Hour+time.Microsecond)
	assert.False(t, ok)
}

func TestCalendarAllocatesNothing(t *testing.T) {
	c := calendar(t, "Europe/Berlin", officeWeek(), timeline.Exception{Year: 2026, Month: 5, Day: 1})
	to := day.AddDate(2, 0, 0)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		c.Between(day, to)
		c.Working(to)
		c.Add(day, 1000*time.Hour)
	}))
}

// Leap years beyond what a zone lists, whose winters end on day 365 as package
// time tells them.
func TestOnLastDaysOfLeapYears(t *testing.T) {
	loc, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	for _, year := range []int{2040, 2400, 9996} {
		for day := 27; day <= 32; day++ {
			first := time.Date(year, 12, day, 5, 0, 0, 0, time.UTC)
			lo, ok := timeline.OnDay(first.Year(), first.Month(), first.Day(), loc).Earliest()
			assert.True(t, ok)
			assert.Equal(t, first, lo)
			hi, _ := timeline.OnDay(first.Year(), first.Month(), first.Day(), loc).Latest()
			assert.Equal(t, first.AddDate(0, 0, 1), hi.Add(time.Microsecond))
		}
	}
}

func BenchmarkCalendar(b *testing.B) {
	zone, err := time.LoadLocation("Europe/Berlin")
	require.NoError(b, err)
	var holidays []timeline.Exception
	for i := range 200 {
		holidays = append(holidays, timeline.Exception{Year: 2020 + i/12, Month: time.Month(1 + i%12), Day: 6})
	}
	c := calendar(b, "Europe/Berlin", officeWeek(), holidays...)
	far := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	for _, bb := range []struct {
		name string
		do   func()
	}{
		{"Between/hours", func() { c.Between(day, day.Add(6*time.Hour)) }},
		{"Between/two years", func() { c.Between(day, day.AddDate(2, 0, 0)) }},
		{"Between/to 9999", func() { c.Between(day, far) }},
		{"Working", func() { c.Working(day) }},
		{"Add/8 hours", func() { c.Add(day, 8*time.Hour) }},
		{"Add/2000 hours", func() { c.Add(day, 2000*time.Hour) }},
		{"New", func() { _, _ = timeline.NewCalendar("c", zone, officeWeek(), holidays...) }},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bb.do()
			}
		})
	}
}
