package timeline_test

import (
	"math"
	"testing"
	"time"
	_ "time/tzdata" // zones with odd days

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func TestParseInstant(t *testing.T) {
	tests := []struct{ in, out string }{
		{"", ""},
		{"2025-06-10T06:06:00Z", "2025-06-10T06:06:00Z"},
		{"2025-06-10T06:06:00+14:00", "2025-06-09T16:06:00Z"},
		{"2025-06-10T06:06:00-14:00", "2025-06-10T20:06:00Z"},
		{"2025-06-10T06:06:00+23:59", "2025-06-09T06:07:00Z"},
		{"2025-06-10T06:06:00.1234567Z", "2025-06-10T06:06:00.123456Z"},
		{"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
		{"2024-02-29", "2024-02-29"},
		{"0001-01-01T00:00:01Z", "0001-01-01T00:00:01Z"},
		{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
		{"2022-09-21T10:00:00Z~PT30M", "2022-09-21T10:00:00Z~PT30M"},
		{"2022-09-21T10:00:00Z~P1W", "2022-09-21T10:00:00Z~PT168H"},
		{"2022-09-21T10:00:00Z~PT0S", "2022-09-21T10:00:00Z"},
		{"[2025-06-10T00:00:00Z..2025-06-10T06:06:00Z]", "[2025-06-10T00:00:00Z..2025-06-10T06:06:00Z]"},
		{"[2025-06-10T00:00:00Z..2025-06-10T00:00:00Z]", "2025-06-10T00:00:00Z"},
		{"[2022-04-11T12:56:00Z..]", "[2022-04-11T12:56:00Z..]"},
		{"[..2022-04-11T12:56:00Z]", "[..2022-04-11T12:56:00Z]"},
		{"[2022-04-11T00:00:00Z..2022-04-11T23:59:59.999999Z]", "2022-04-11"},
	}
	for _, tt := range tests {
		i, err := timeline.ParseInstant(tt.in)
		require.NoError(t, err, tt.in)
		assert.Equal(t, tt.out, i.String(), tt.in)
		again, err := timeline.ParseInstant(i.String())
		require.NoError(t, err)
		assert.Equal(t, i, again)
	}
}

func TestParseInstantRefuses(t *testing.T) {
	for _, in := range []string{
		"now", "2025-06-10T06:06Z", "2025-06-10 06:06:00Z", "2025-06-10T06:06:00", "2025-06-10T06:06:60Z", "2025-06-10T24:00:00Z",
		"2023-02-29T00:00:00Z", "2023-02-29", "2025-02-30", "0000-01-01T00:00:00Z", "0000-12-31", "10000-01-01T00:00:00Z",
		"0001-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2025-06-10T06:06:00+24:00", "2025-06-10T06:06:00-24:00",
		"2025-06-10T06:06:00,5Z", "2025-06-10T06:06:00Z~", "2025-06-10T06:06:00Z~30M", "2025-06-10T06:06:00Z~-PT1M", "2025-06-10T06:06:00Z~P1M",
		"2025-06-10T06:06:00Z~PT1H1H", "2025-06-10T06:06:00Z~P9999999999W", "2025-06-10T06:06:00Z~PT99999999999999999999H", "2025-06-10T06:06:00Z~PT1.5H",
		"[]", "[..]", "[2025-06-10T06:06:00Z]", "[2025-06-10T06:06:00Z..2025-06-10T06:00:00Z]", "[2025-06-10T06:06:00Z..",
		"2025-06-10T06:06:00Z/2025-06-10T07:06:00Z", " 2025-06-10T06:06:00Z", "2025-06-10T06:06:00z ", "invalid", "\xff",
	} {
		i, err := timeline.ParseInstant(in)
		var pe *timeline.ParseError
		require.ErrorAs(t, err, &pe, in)
		assert.Equal(t, in, pe.Input)
		assert.Equal(t, "instant", pe.What)
		assert.Equal(t, timeline.Instant{}, i)
	}
	assert.Panics(t, func() { timeline.MustParseInstant("now") })
}

func TestInstantsOutOfRange(t *testing.T) {
	year := func(y int) time.Time { return time.Date(y, 6, 1, 0, 0, 0, 0, time.UTC) }
	for name, i := range map[string]timeline.Instant{
		"zero time": timeline.At(time.Time{}), "year 0": timeline.At(year(0)), "year 10000": timeline.At(year(10000)), "far": timeline.At(time.Unix(math.MaxInt64, 0)),
		"negative width": timeline.About(day, -1), "before year 1": timeline.About(year(1), math.MaxInt64), "wrong order": timeline.Between(sec(2), sec(1)),
		"half out": timeline.Between(sec(1), year(10000)), "from nowhere": timeline.NotBefore(time.Time{}), "to nowhere": timeline.NotAfter(year(10000)),
		"Feb 30": timeline.OnDay(2025, 2, 30, time.UTC), "Feb 29": timeline.OnDay(2023, 2, 29, time.UTC), "no zone": timeline.OnDay(2025, 2, 3, nil),
		"month 13": timeline.OnDay(2025, 13, 1, time.UTC), "day 0": timeline.OnDay(2025, 1, 0, time.UTC), "day of year 0": timeline.OnDay(0, 1, 1, time.UTC),
	} {
		assert.False(t, i.IsValid(), name)
		assert.False(t, i.IsKnown(), name)
		assert.Equal(t, "invalid", i.String(), name)
		_, err := i.MarshalText()
		assert.ErrorIs(t, err, timeline.ErrRange, name)
		_, err = timeline.NewLog(incidentID).Add(milestone(timeline.Detected, i))
		var fe *timeline.FieldError
		require.ErrorAs(t, err, &fe, name)
		assert.Equal(t, "occurred", fe.Field)
		assert.ErrorIs(t, err, timeline.ErrRange)
	}
	assert.True(t, timeline.At(year(1)).IsValid())
	assert.True(t, timeline.At(year(9999)).IsValid())
	assert.True(t, timeline.OnDay(9999, 12, 31, time.UTC).IsValid())
}

func TestOnDay(t *testing.T) {
	tests := []struct {
		zone       string
		y, m, d    int
		start, end string // end is the last microsecond's second
	}{
		{"America/New_York", 2024, 3, 10, "2024-03-10T05:00:00Z", "2024-03-11T03:59:59.999999Z"}, // 23 hours
		{"America/New_York", 2024, 11, 3, "2024-11-03T04:00:00Z", "2024-11-04T04:59:59.999999Z"}, // 25 hours
		{"America/New_York", 2024, 2, 29, "2024-02-29T05:00:00Z", "2024-03-01T04:59:59.999999Z"},
		{"America/Sao_Paulo", 2018, 11, 4, "2018-11-04T03:00:00Z", "2018-11-05T01:59:59.999999Z"}, // midnight is skipped
		{"America/Havana", 2024, 11, 3, "2024-11-03T04:00:00Z", "2024-11-04T04:59:59.999999Z"},    // midnight comes twice
		{"America/St_Johns", 2010, 11, 7, "2010-11-07T02:30:00Z", "2010-11-08T03:29:59.999999Z"},  // the day begins twice
		{"America/St_Johns", 2010, 11, 6, "2010-11-06T02:30:00Z", "2010-11-07T03:29:59.999999Z"},  // and the one before ends twice
		{"Asia/Beirut", 2022, 3, 27, "2022-03-26T22:00:00Z", "2022-03-27T20:59:59.999999Z"},
		{"Pacific/Apia", 2011, 12, 31, "2011-12-30T10:00:00Z", "2011-12-31T09:59:59.999999Z"}, // the day after the skipped one
		{"Pacific/Apia", 2011, 12, 29, "2011-12-29T10:00:00Z", "2011-12-30T09:59:59.999999Z"}, // the day before it
	}
	for _, tt := range tests {
		loc, err := time.LoadLocation(tt.zone)
		require.NoError(t, err)
		i := timeline.OnDay(tt.y, time.Month(tt.m), tt.d, loc)
		lo, _ := i.Earliest()
		hi, _ := i.Latest()
		assert.Equal(t, tt.start, lo.Format(time.RFC3339Nano), "%s %d-%d-%d", tt.zone, tt.y, tt.m, tt.d)
		assert.Equal(t, tt.end, hi.Format(time.RFC3339Nano), "%s %d-%d-%d", tt.zone, tt.y, tt.m, tt.d)
	}
	paraguay, err := time.LoadLocation("America/Asuncion")
	require.NoError(t, err)
	october, err := timeline.Month(2017, 10, paraguay) // began at 01:00
	require.NoError(t, err)
	assert.Equal(t, "2017-10-01T04:00:00Z/2017-11-01T03:00:00Z", october.String())
	apia, err := time.LoadLocation("Pacific/Apia")
	require.NoError(t, err)
	assert.False(t, timeline.OnDay(2011, 12, 30, apia).IsValid(), "Samoa had no December 30, 2011")
}

func TestInstantOrder(t *testing.T) {
	about := timeline.About(clock("10:00"), 5*time.Minute)
	assert.Equal(t, timeline.Definitely, on("09:00").Before(about))
	assert.Equal(t, timeline.Possibly, on("09:58").Before(about))
	assert.Equal(t, timeline.Impossibly, on("10:05").Before(about))
	assert.Equal(t, timeline.Impossibly, about.Before(on("09:00")))
	assert.Equal(t, timeline.Impossibly, on("10:00").Before(on("10:00")))
	assert.Equal(t, timeline.Possibly, timeline.Instant{}.Before(on("10:00")))
	assert.Equal(t, timeline.Possibly, on("10:00").Before(timeline.Instant{}))
	assert.Equal(t, "possibly definitely impossibly Possibility(9)", timeline.Possibly.String()+" "+timeline.Definitely.String()+" "+timeline.Impossibly.String()+" "+timeline.Possibility(9).String())

	row := []timeline.Instant{
		timeline.NotAfter(clock("09:00")), about, on("10:00"), timeline.Between(clock("10:00"), clock("11:00")), timeline.NotBefore(clock("10:00")), {},
	}
	for i := range row {
		for j := range row {
			want := 0
			switch {
			case i < j:
				want = -1
			case i > j:
				want = 1
			}
			assert.Equal(t, want, row[i].Compare(row[j]), "%s and %s", row[i], row[j])
		}
	}
}
