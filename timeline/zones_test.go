package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	require.NoError(t, err)
	return loc
}

func wallClock(t testing.TB, s string) time.Time {
	t.Helper()
	wall, err := time.Parse("2006-01-02 15:04", s)
	require.NoError(t, err)
	return wall
}

// testZones is a table such as a user makes it.
func testZones(t testing.TB) timeline.Zones {
	z := timeline.Zones{"nowhere": {}, "nil": {time.UTC, nil}, "EST always": {time.FixedZone("EST always", -5*3600)}}
	for label, names := range map[string][]string{
		"PT": {"America/Los_Angeles"}, "ET": {"America/New_York"}, "EST": {"America/New_York"}, "EDT": {"America/New_York"}, "America/New_York": {"America/New_York"},
		"BST": {"Europe/London"}, "GMT": {"Europe/London"}, "CET": {"Europe/Prague", "Europe/Berlin"}, "EET": {"Europe/Istanbul"}, "": {"Europe/Prague"},
		"IST": {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}, "India": {"Asia/Kolkata"}, "Europe": {"Europe/Prague", "Europe/Berlin", "Europe/London"}, "Apia": {"Pacific/Apia"}, "Lord Howe": {"Australia/Lord_Howe"},
	} {
		for _, n := range names {
			z[label] = append(z[label], location(t, n))
		}
	}
	return z
}

// zoneTexts are local times with the labels beside them, and what they mean.
var zoneTexts = []struct {
	wall, label, want string
	doubts            string // rules and readings
}{
	{"2022-09-21 07:00", "UTC", "2022-09-21T07:00:00Z", ""},
	{"2022-09-21 07:00", "Z", "2022-09-21T07:00:00Z", ""},
	{"2022-09-21 07:00", "UTC+2", "2022-09-21T05:00:00Z", ""},
	{"2022-09-21 07:00", "GMT-07:00", "2022-09-21T14:00:00Z", ""},
	{"2022-09-21 07:00", "-7", "2022-09-21T14:00:00Z", ""},
	{"2022-09-21 07:00", "−07:00", "2022-09-21T14:00:00Z", ""},
	{"2022-09-21 07:00", "+0530", "2022-09-21T01:30:00Z", ""},
	{"2022-09-21 07:00", "PT", "2022-09-21T14:00:00Z", ""}, // pipedream, who call it 13:00
	{"2022-12-21 07:00", "PT", "2022-12-21T15:00:00Z", ""},
	{"2022-09-21 07:00", "America/New_York", "2022-09-21T11:00:00Z", ""},
	{"2022-09-21 07:00", "", "2022-09-21T05:00:00Z", ""},
	{"2022-09-21 07:00", "India", "2022-09-21T01:30:00Z", ""},
	// monday.com
	{"2022-04-11 08:56", "EST", "[2022-04-11T12:56:00Z..2022-04-11T13:56:00Z]", "label_off_season 12:56 EDT 13:56 EST"},
	{"2022-04-11 08:56", "EDT", "2022-04-11T12:56:00Z", ""},
	{"2022-04-11 08:56", "ET", "2022-04-11T12:56:00Z", ""},
	{"2022-04-11 08:56", "EST always", "2022-04-11T13:56:00Z", ""},
	{"2022-01-11 08:56", "EST", "2022-01-11T13:56:00Z", ""},
	{"2022-01-11 08:56", "EDT", "[2022-01-11T12:56:00Z..2022-01-11T13:56:00Z]", "label_off_season 13:56 EST 12:56 EDT"},
	{"2022-01-11 12:00", "BST", "[2022-01-11T11:00:00Z..2022-01-11T12:00:00Z]", "label_off_season 12:00 GMT 11:00 BST"},
	{"2022-07-11 12:00", "GMT", "[2022-07-11T11:00:00Z..2022-07-11T12:00:00Z]", "label_off_season 11:00 BST 12:00 GMT"},
	{"1970-01-11 12:00", "BST", "1970-01-11T11:00:00Z", ""}, // British Standard Time
	{"2020-01-06 01:30", "EET", "[2020-01-05T22:30:00Z..2020-01-05T23:30:00Z]", "label_off_season 22:30 +03 23:30 EET"},
	{"2022-01-11 12:00", "CET", "2022-01-11T11:00:00Z", ""}, // Prague and Berlin agree
	{"2022-07-11 12:00", "CET", "[2022-07-11T10:00:00Z..2022-07-11T11:00:00Z]", "label_off_season 10:00 CEST 11:00 CET"},
	// spring and autumn
	{"2022-03-13 02:30", "ET", "[2022-03-13T06:30:00Z..2022-03-13T07:30:00Z]", "clock_skipped 07:30 EST 06:30 EDT"},
	{"2022-03-13 02:30", "EST", "[2022-03-13T06:30:00Z..2022-03-13T07:30:00Z]", "clock_skipped 07:30 EST 06:30 EDT"},
	{"2022-03-13 02:00", "ET", "[2022-03-13T06:00:00Z..2022-03-13T07:00:00Z]", "clock_skipped 07:00 EST 06:00 EDT"},
	{"2022-03-13 01:59", "ET", "2022-03-13T06:59:00Z", ""},
	{"2022-03-13 03:00", "ET", "2022-03-13T07:00:00Z", ""},
	{"2022-11-06 01:30", "ET", "[2022-11-06T05:30:00Z..2022-11-06T06:30:00Z]", "clock_twice 05:30 EDT 06:30 EST"},
	{"2022-11-06 01:30", "EDT", "2022-11-06T05:30:00Z", ""},
	{"2022-11-06 01:30", "EST", "2022-11-06T06:30:00Z", ""},
	{"2022-11-06 00:59", "ET", "2022-11-06T04:59:00Z", ""},
	{"2022-11-06 02:00", "ET", "2022-11-06T07:00:00Z", ""},
	{"2022-11-06 02:00", "EDT", "[2022-11-06T06:00:00Z..2022-11-06T07:00:00Z]", "label_off_season 07:00 EST 06:00 EDT"},
	{"2024-12-31 23:30", "EST", "2025-01-01T04:30:00Z", ""},                                                             // day 366
	{"2104-12-31 23:30", "EDT", "[2105-01-01T03:30:00Z..2105-01-01T04:30:00Z]", "label_off_season 04:30 EST 03:30 EDT"}, // by rule
	{"2011-12-30 12:00", "Apia", "[2011-12-29T22:00:00Z..2011-12-30T22:00:00Z]", "clock_skipped 22:00 -10 22:00 +14"},
	{"2023-04-02 01:45", "Lord Howe", "[2023-04-01T14:45:00Z..2023-04-01T15:15:00Z]", "clock_twice 14:45 +11 15:15 +1030"},
	// a label of several places
	{"2022-07-11 12:00", "Europe", "[2022-07-11T10:00:00Z..2022-07-11T11:00:00Z]", "label_places 10:00 CEST 11:00 BST"},
	{"2022-07-11 12:00", "IST", "[2022-07-11T06:30:00Z..2022-07-11T11:00:00Z]", "label_off_season 09:00 IDT 10:00 IST; label_places 06:30 IST 09:00 IDT 10:00 IST 11:00 IST"},
	{"2022-01-11 12:00", "IST", "[2022-01-11T06:30:00Z..2022-01-11T12:00:00Z]", "label_off_season 12:00 GMT 11:00 IST; label_places 06:30 IST 10:00 IST 12:00 GMT 11:00 IST"},
}

func TestZonesRead(t *testing.T) {
	const offSeason, skipped, twice, places = timeline.DoubtOffSeason, timeline.DoubtSkipped, timeline.DoubtTwice, timeline.DoubtPlaces
	zones := testZones(t)
	for _, tt := range zoneTexts {
		i, doubts, err := zones.Read(wallClock(t, tt.wall), tt.label)
		require.NoError(t, err)
		assert.Equal(t, tt.want, i.String(), "%s %s", tt.wall, tt.label)
		var got strings.Builder
		for n, d := range doubts {
			if n > 0 {
				got.WriteString("; ")
			}
			got.WriteString(d.Rule)
			for _, r := range d.Readings {
				name, _ := r.Zone()
				got.WriteString(r.UTC().Format(" 15:04 ") + name)
				assert.Equal(t, tt.wall, r.Format("2006-01-02 15:04"))
				assert.Contains(t, d.Text, r.UTC().Format(time.RFC3339))
			}
			assert.Contains(t, d.Text, tt.wall+":00 "+tt.label+": ")
			assert.Contains(t, []string{offSeason, skipped, twice, places}, d.Rule)
		}
		assert.Equal(t, tt.doubts, got.String(), "%s %s", tt.wall, tt.label)
	}
	_, doubts, err := zones.Read(wallClock(t, "2022-01-11 12:00"), "IST")
	require.NoError(t, err)
	assert.Equal(t, `2022-01-11 12:00:00 IST: "IST" stands for several places; 2022-01-11T06:30:00Z (Asia/Kolkata) or 2022-01-11T10:00:00Z (Asia/Jerusalem) or 2022-01-11T12:00:00Z (Europe/Dublin) or 2022-01-11T11:00:00Z (IST)`, doubts[1].Text)
}

func TestZonesRefuse(t *testing.T) {
	zones := testZones(t)
	for _, tt := range []struct {
		wall, label string
		err         error
	}{
		{"2022-01-11 12:00", "XYZ", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "pt", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "nowhere", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "+530", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "+", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "UTC-", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "+5:", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "+5:3", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "+-5", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "2", timeline.ErrUnknownZone},
		{"2022-01-11 12:00", "+24", timeline.ErrRange},
		{"2022-01-11 12:00", "-05:60", timeline.ErrRange},
		{"2022-01-11 12:00", "nil", timeline.ErrMissing},
		{"0001-01-01 00:00", "UTC", timeline.ErrRange},
		{"9999-12-31 23:00", "-2", timeline.ErrRange},
		{"9999-12-31 23:00", "ET", timeline.ErrRange},
	} {
		i, doubts, err := zones.Read(wallClock(t, tt.wall), tt.label)
		var pe *timeline.ParseError
		require.ErrorAs(t, err, &pe, tt.label)
		require.ErrorIs(t, err, tt.err, tt.label)
		assert.Equal(t, tt.label, pe.Input)
		assert.Equal(t, "zone label", pe.What)
		assert.Equal(t, timeline.Instant{}, i)
		assert.Empty(t, doubts)
	}
	for _, wall := range []time.Time{time.Unix(1<<62, 0), time.Unix(-1<<62, 0), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		_, _, err := zones.Read(wall, "ET")
		assert.ErrorIs(t, err, timeline.ErrRange)
	}
	var none timeline.Zones
	i, _, err := none.Read(time.Date(2022, 9, 21, 7, 0, 0, 1234, location(t, "Asia/Tokyo")), "UTC")
	require.NoError(t, err)
	assert.Equal(t, "2022-09-21T07:00:00.000001Z", i.String(), "the zone of the local time is not read")
	_, _, err = none.Read(wallClock(t, "2022-01-11 12:00"), "")
	assert.ErrorIs(t, err, timeline.ErrUnknownZone)
}

// The twin looks at the clock of a place every quarter of an hour, over days.
func TestZonesAgainstTheClock(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 10))
	names := []string{"America/New_York", "Europe/London", "Europe/Dublin", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Kathmandu", "America/Sao_Paulo", "Asia/Gaza", "America/St_Johns"}
	skippedOnes, twiceOnes := 0, 0
	for range rounds(2000) {
		place := location(t, one(r, names))
		// near a change of the clocks, as nothing happens elsewhere
		near := time.Date(1995+r.IntN(60), 1, 1+r.IntN(365), 0, 0, 0, 0, time.UTC)
		if _, change := near.In(place).ZoneBounds(); !change.IsZero() {
			near = change
		}
		wall := near.In(place).Add(time.Duration(r.IntN(24)-12) * 15 * time.Minute)
		wall = time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute()/15*15, 0, 0, time.UTC).Add(time.Duration(r.IntN(8)) * 15 * time.Minute)
		var shown []time.Time
		for at := wall.Add(-48 * time.Hour); at.Before(wall.Add(48 * time.Hour)); at = at.Add(15 * time.Minute) {
			if at.In(place).Format("2006-01-02 15:04") == wall.Format("2006-01-02 15:04") {
				shown = append(shown, at)
			}
		}
		i, doubts, err := timeline.Zones{"there": {place}}.Read(wall, "there")
		require.NoError(t, err)
		about := fmt.Sprintf("%s in %s: %s %+v", wall, place, i, doubts)
		switch len(shown) {
		case 1:
			require.Equal(t, timeline.At(shown[0]), i, about)
			require.Empty(t, doubts, about)
		case 0:
			skippedOnes++
			require.Len(t, doubts, 1, about)
			require.Equal(t, timeline.DoubtSkipped, doubts[0].Rule, about)
			// read by the offset before, a time lies after the change by as much as it was skipped
			before, after := doubts[0].Readings[0], doubts[0].Readings[1]
			_, offBefore := after.In(place).Zone()
			_, offAfter := before.In(place).Zone()
			_, off := before.Zone()
			require.Equal(t, offBefore, off, about)
			_, off = after.Zone()
			require.Equal(t, offAfter, off, about)
			require.Equal(t, timeline.Between(after, before), i, about)
		default:
			twiceOnes++
			require.Len(t, doubts, 1, about)
			require.Equal(t, timeline.DoubtTwice, doubts[0].Rule, about)
			require.True(t, slices.EqualFunc(shown, doubts[0].Readings, time.Time.Equal), about)
			require.Equal(t, timeline.Between(shown[0], shown[len(shown)-1]), i, about)
		}
	}
	t.Log(skippedOnes, "skipped,", twiceOnes, "twice")
	require.NotZero(t, skippedOnes)
	require.NotZero(t, twiceOnes)
}

func FuzzZonesRead(f *testing.F) {
	zones := testZones(f)
	for label := range zones {
		f.Add(int64(1649667360), label)
	}
	f.Add(int64(1647138600), "ET")
	f.Add(int64(1667698200), "EST")
	f.Add(int64(253402300799), "-23:59")
	f.Add(int64(-62135596800), "UTC")
	f.Fuzz(func(t *testing.T, seconds int64, label string) {
		wall := time.Unix(seconds, 0).UTC()
		i, doubts, err := zones.Read(wall, label)
		if err != nil {
			if i != (timeline.Instant{}) || doubts != nil {
				t.Fatalf("%q leaves %v behind", label, i)
			}
			return
		}
		if !i.IsValid() || i.IsExact() != (len(doubts) == 0) {
			t.Fatalf("%s with %d doubts", i, len(doubts))
		}
		lo, _ := i.Earliest()
		hi, _ := i.Latest()
		if hi.Sub(lo) > 48*time.Hour {
			t.Fatalf("%s %s is %s", wall, label, i)
		}
		for _, d := range doubts {
			if len(d.Readings) < 2 || d.Text == "" {
				t.Fatalf("%+v", d)
			}
			for _, r := range d.Readings {
				if r.Format(time.DateTime) != wall.Format(time.DateTime) || r.Before(lo) || r.After(hi) {
					t.Fatalf("%s reads as %s in %s", wall, r, i)
				}
			}
		}
	})
}
