package timeline_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func TestReadLength(t *testing.T) {
	exact := map[string]string{
		// the seeds
		"1hr and 2 mins": "PT1H2M", "1hr and 54 mins": "PT1H54M", "2 hours and 56 minutes": "PT2H56M", "20 minutes": "PT20M", "a 10-hour period": "PT10H", "a 20-minute period": "PT20M",
		// letters and digits
		"1h02m": "PT1H2M", "1h 2m": "PT1H2M", "0h 16m": "PT16M", "1d 5h 47m": "PT29H47M", "673h 34m": "PT673H34M", "90 min": "PT1H30M", "8m.": "PT8M", "3 hrs. 4 min.": "PT3H4M",
		"1H 5Min": "PT1H5M", "2w3d": "PT408H", "1h2m3.5s": "PT1H2M3.5S", "1m": "PT1M", "0 minutes": "PT0S", "1:02:30": "PT1H2M30S", "00:15:00": "PT15M", "100:00:01": "PT100H1S",
		// words
		"an hour": "PT1H", "an hour and a half": "PT1H30M", "an hour and a quarter": "PT1H15M", "half an hour": "PT30M", "1 day and a half an hour": "PT24H30M", "1 hour and a half minute": "PT1H30S", "an hour and half a minute": "PT1H30S", "a minute and a half-second": "PT1M0.5S", "a half hour": "PT30M", "two and a half hours": "PT2H30M",
		"four hours and 43 minutes": "PT4H43M", "three hour period": "PT3H", "twenty-five minutes": "PT25M", "ninety nine minutes": "PT1H39M", "zero seconds": "PT0S", "11 Days": "PT264H",
		"lasting 3 hour and 06 minutes": "PT3H6M", "For 37 minutes": "PT37M", "a total of 3 hours": "PT3H", "3 hours in total": "PT3H", "an additional 51 minutes": "PT51M", "39 more minutes": "PT39M",
		"another hour": "PT1H", "following 2 hours 50 minutes": "PT2H50M", "( 18 minutes )": "PT18M", "a period of 2 hours, 3 minutes, and 4 seconds": "PT2H3M4S", "1 hour & 1 minute": "PT1H1M",
		// numbers
		"1.5 hours": "PT1H30M", "0.25h": "PT15M", "1.000001 seconds": "PT1.000001S", "1,415 minutes": "PT23H35M", "1\u202f415 minutes": "PT23H35M", "12,345,678 s": "PT3429H21M18S",
		"2½ hours": "PT2H30M", "2 ½ hours": "PT2H30M", "¾ h": "PT45M", "0.000001 weeks": "PT0.6048S",
		// spaces and dashes of other kinds
		"2\u00a0hours\u2003and\u200956\u3000minutes": "PT2H56M", "10\u2011hour": "PT10H", "10‐hour period": "PT10H", "\tone\nday\t": "PT24H",
		// what programs keep
		"PT1H2M": "PT1H2M", " P1DT1H ": "PT25H", "PT1H~PT10M": "PT1H~PT10M", "[PT1H..PT2H]": "[PT1H..PT2H]", "[PT10H..]": "[PT10H..]", "": "", "  ": "",
		// bounds
		"over 10 hours": "[PT10H..]", "more than 10 hours": "[PT10H..]", "over an hour": "[PT1H..]", "for over half an hour": "[PT30M..]", "at least seven hours": "[PT7H..]", "2+ hours": "[PT2H..]",
		"2h+": "[PT2H..]", "> 2h": "[PT2H..]", ">= 2h": "[PT2H..]", "≥2h": "[PT2H..]", "20 minutes or more": "[PT20M..]", "no less than 3 days": "[PT72H..]", "a minimum of 3 hours": "[PT3H..]",
		"less than 5 minutes": "[PT0S..PT5M]", "up to 7 hours": "[PT0S..PT7H]", "within ten minutes": "[PT0S..PT10M]", "under a minute": "[PT0S..PT1M]", "<5 min": "[PT0S..PT5M]", "≤ 5 min": "[PT0S..PT5M]",
		"no more than 2 h": "[PT0S..PT2H]", "5 minutes or less": "[PT0S..PT5M]", "within a 10-hour period": "[PT0S..PT10H]",
		// ranges
		"30-45 minutes": "[PT30M..PT45M]", "30 – 45 minutes": "[PT30M..PT45M]", "between 30 and 45 minutes": "[PT30M..PT45M]", "from 30 to 45 minutes": "[PT30M..PT45M]", "1 to 1.5 hours": "[PT1H..PT1H30M]",
		"between 3 hours 19 minutes, and 4 hours 25 minutes": "[PT3H19M..PT4H25M]", "between 1 hour and 30 minutes and 2 hours": "[PT1H30M..PT2H]", "between 1 minute and 2 hours and 30 minutes": "[PT1M..PT2H30M]",
		"20 min to an hour": "[PT20M..PT1H]", "two-three hours": "[PT2H..PT3H]", "twenty-thirty minutes": "[PT20M..PT30M]", "over another 2 hours": "[PT2H..]", "1h–1h30m": "[PT1H..PT1H30M]", "30 to 30 minutes": "PT30M",
	}
	for in, want := range exact {
		l, about, err := timeline.ReadLength(in)
		require.NoError(t, err)
		assert.Equal(t, want, l.String(), in)
		assert.False(t, about, in)
	}
	for in, want := range map[string]string{
		"~54 minutes": "PT54M", "≈ 1h": "PT1H", "about 3 hours": "PT3H", "for about an hour": "PT1H", "approximately 2 h": "PT2H", "approx. 2 h": "PT2H", "ca. 2 h": "PT2H", "around 20 minutes": "PT20M",
		"nearly an hour": "PT1H", "20 minutes or so": "PT20M", "an hour and a half or so": "PT1H30M", "at least about 3 hours": "[PT3H..]", "up to about an hour": "[PT0S..PT1H]", "roughly 30-45 minutes": "[PT30M..PT45M]",
	} {
		l, about, err := timeline.ReadLength(in)
		require.NoError(t, err)
		assert.Equal(t, want, l.String(), in)
		assert.True(t, about, in)
	}
}

// noLengths are texts that are refused, and the place that the error names.
var noLengths = []struct {
	in    string
	err   error
	place string
}{
	{"02:56", timeline.ErrAmbiguous, `"02:56" at byte 0: hours and minutes, or minutes and seconds`},
	{"1 M", timeline.ErrAmbiguous, `"M" at byte 2: months or minutes`},
	{"1 mo", timeline.ErrAmbiguous, `"mo" at byte 2: months and years have no fixed length`},
	{"For 9 months", timeline.ErrAmbiguous, `"months" at byte 6`},
	{"2 years", timeline.ErrAmbiguous, `"years"`},
	{"P1M", timeline.ErrAmbiguous, "months and years"},
	{"P1YT1H", timeline.ErrAmbiguous, "months and years"},
	{"over a 10-hour period", timeline.ErrAmbiguous, `"over" at byte 0: more than, or during`},
	{"1hr over a period of 2 hours", timeline.ErrSyntax, `"over" at byte 4`},
	{"1-2 hours 30 minutes", timeline.ErrAmbiguous, `"1" at byte 0: which unit`},
	{"5h8h", timeline.ErrSyntax, `"8" at byte 2`},
	{"2 minutes 1 hour", timeline.ErrSyntax, `"1" at byte 10`},
	{"1 hour 90 minutes", timeline.ErrSyntax, `"90" at byte 7`},
	{"1 minute 0.5 minutes", timeline.ErrSyntax, `"0.5" at byte 9`},
	{"1.5 hours 3 minutes", timeline.ErrSyntax, "a fraction comes last"},
	{"1h30", timeline.ErrSyntax, `"30" at byte 2: a number without a unit`},
	{"645", timeline.ErrSyntax, "a number without a unit"},
	{"1,5 hours", timeline.ErrSyntax, `"1" at byte 0`},
	{"1 415 minutes", timeline.ErrSyntax, `"1" at byte 0`},
	{"9h 16m (during support hours 10:00-17:00)", timeline.ErrSyntax, `"(" at byte 7: not part of a length`},
	{"about five hours on a Saturday", timeline.ErrSyntax, `"on" at byte 17`},
	{"1.5 hours and a half", timeline.ErrSyntax, `"a" at byte 14`},
	{"1.5 and a half hours", timeline.ErrSyntax, `"1.5" at byte 0`},
	{"1.5½ hours", timeline.ErrSyntax, `"1.5" at byte 0`},
	{"½½ hours", timeline.ErrSyntax, `"½" at byte 0`},
	{"twenty eleven minutes", timeline.ErrSyntax, `"twenty" at byte 0`},
	{"twenty zero minutes", timeline.ErrSyntax, `"twenty" at byte 0`},
	{"1,4155 minutes", timeline.ErrSyntax, `"1" at byte 0`},
	{"1415,300 minutes", timeline.ErrSyntax, `"1415" at byte 0`},
	{"1:2:30", timeline.ErrAmbiguous, `"1:2:30"`},
	{"15251 weeks", timeline.ErrRange, "longer than 292 years"},
	{"-5 minutes", timeline.ErrSyntax, `"-" at byte 0`},
	{"80%", timeline.ErrSyntax, `"%" at byte 2`},
	{"?", timeline.ErrSyntax, `"?" at byte 0`},
	{"N/A", timeline.ErrSyntax, `"/" at byte 1`},
	{"a couple of hours", timeline.ErrSyntax, `"couple" at byte 2`},
	{"hours", timeline.ErrSyntax, `"hours" at byte 0`},
	{"about", timeline.ErrSyntax, "at the end"},
	{"an", timeline.ErrSyntax, "at the end"},
	{"half", timeline.ErrSyntax, `"half"`},
	{"()", timeline.ErrSyntax, "at the end"},
	{"(", timeline.ErrSyntax, `"("`},
	{"1 hour and", timeline.ErrSyntax, `"and" at byte 7`},
	{"between 1 hour and 30 minutes", timeline.ErrSyntax, "want a second length"},
	{"between 2 hours", timeline.ErrSyntax, "want a second length"},
	{"between from 2 hours", timeline.ErrSyntax, `"from" at byte 8`},
	{"45-30 minutes", timeline.ErrRange, `"30" at byte 3: the longest comes before the shortest`},
	{"over 30-45 minutes", timeline.ErrSyntax, "a range under a bound"},
	{"over 2+ hours", timeline.ErrSyntax, `"+" at byte 6: a second bound`},
	{"at least 2 hours or less", timeline.ErrSyntax, "a second bound"},
	{"99999999999 weeks", timeline.ErrRange, "longer than 292 years"},
	{"15250 weeks 6 days", timeline.ErrRange, "longer than 292 years"},
	{"99999999999999999999 s", timeline.ErrRange, "too many digits"},
	{"0.1234567 s", timeline.ErrRange, "too many digits"},
	{"9999999:00:00", timeline.ErrRange, "too many digits"},
	{"1:60:00", timeline.ErrAmbiguous, `"1:60:00"`},
	{"1 hour\xff", timeline.ErrNotUTF8, ""},
	{"[PT1H", timeline.ErrSyntax, "shortest..longest"},
}

func TestReadLengthRefuses(t *testing.T) {
	for _, tt := range noLengths {
		l, about, err := timeline.ReadLength(tt.in)
		var pe *timeline.ParseError
		require.ErrorAs(t, err, &pe, tt.in)
		require.ErrorIs(t, err, tt.err, tt.in)
		assert.Contains(t, err.Error(), tt.place)
		assert.Equal(t, tt.in, pe.Input)
		assert.Equal(t, timeline.Length{}, l)
		assert.False(t, about)
	}
}

// The words of 100 public reports. The data is of others and stands outside of
// the repository.
func TestReadLengthOfReports(t *testing.T) {
	dir := os.Getenv("ALLCLEAR_DATA")
	if dir == "" {
		t.Skip("ALLCLEAR_DATA names no folder with real incidents")
	}
	f, err := os.Open(filepath.Join(dir, "ground_truth.jsonl"))
	require.NoError(t, err)
	defer f.Close()
	read, all := 0, 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var report struct {
			Metrics []struct {
				Text    string   `json:"value_text"`
				Minutes *float64 `json:"minutes"`
			} `json:"stated_metrics"`
		}
		require.NoError(t, json.Unmarshal(sc.Bytes(), &report))
		for _, m := range report.Metrics {
			all++
			l, _, err := timeline.ReadLength(m.Text)
			if err != nil {
				t.Log(err)
				continue
			}
			read++
			require.NotNil(t, m.Minutes, m.Text)
			want := time.Duration(*m.Minutes * float64(time.Minute))
			assert.True(t, l.Shortest() == want || l.Longest() == want, "%q is %s", m.Text, l)
		}
	}
	assert.Equal(t, 140, all)
	assert.Equal(t, 120, read)
}

func TestLengthBounds(t *testing.T) {
	open := timeline.LastingAtLeast(10 * time.Hour)
	assert.Equal(t, "[PT10H..]", open.String())
	assert.False(t, open.HasLongest())
	assert.Equal(t, 10*time.Hour, open.Shortest())
	assert.Equal(t, time.Duration(math.MaxInt64).Truncate(time.Microsecond), open.Longest())
	assert.Equal(t, open, timeline.MustParseLength("[PT10H..]"))
	assert.Equal(t, open, timeline.LastingBetween(10*time.Hour, math.MaxInt64))
	assert.False(t, timeline.LastingAtLeast(-1).IsValid())
	assert.True(t, timeline.LastingAtLeast(math.MaxInt64).HasLongest(), "exactly the longest length")
	assert.False(t, timeline.Length{}.HasLongest())
	for _, in := range []string{"[..]", "[..PT5M]", "[PT5M.]", "[PT5M..", "[PT5M..x]"} {
		_, err := timeline.ParseLength(in)
		assert.ErrorIs(t, err, timeline.ErrSyntax, in)
	}
}

func TestWiden(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "PT1H": "PT1H~PT10M", "PT5M": "PT5M~PT10M", "PT1H~PT5M": "PT1H~PT15M", "[PT30M..PT45M]": "[PT20M..PT55M]", "[PT0S..PT1H]": "[PT0S..PT1H10M]", "[PT10H..]": "[PT9H50M..]",
	} {
		l := timeline.MustParseLength(in)
		assert.Equal(t, want, l.Widen(10*time.Minute).String(), in)
		assert.Equal(t, l, l.Widen(0))
		assert.Equal(t, l, l.Widen(time.Nanosecond))
		assert.Equal(t, in == "", l.Widen(-1).IsValid())
	}
	assert.Equal(t, timeline.LastingAbout(5*time.Minute, time.Hour), timeline.Lasting(5*time.Minute).Widen(time.Hour))
	assert.False(t, timeline.Lasting(math.MaxInt64).Widen(time.Second).IsValid())
	assert.False(t, timeline.Lasting(-1).Widen(time.Second).IsValid())

	for in, want := range map[string]string{
		"": "", "2022-04-12T00:00:00Z": "2022-04-12T00:00:00Z~PT30M", "2022-04-12T00:00:00Z~PT5M": "2022-04-12T00:00:00Z~PT35M", "[2022-04-12T00:00:00Z..]": "[2022-04-11T23:30:00Z..]",
		"[..2022-04-12T00:00:00Z]": "[..2022-04-12T00:30:00Z]", "[2022-04-12T00:00:00Z..2022-04-12T01:00:00Z]": "[2022-04-11T23:30:00Z..2022-04-12T01:30:00Z]",
		"9999-12-31T23:45:00Z": "invalid", "0001-01-01T00:15:00Z": "invalid",
	} {
		i := timeline.MustParseInstant(in)
		assert.Equal(t, want, i.Widen(30*time.Minute).String(), in)
		assert.Equal(t, i, i.Widen(0))
		assert.Equal(t, i, i.Widen(time.Nanosecond))
		assert.Equal(t, in == "", i.Widen(-1).IsValid())
	}
	assert.False(t, timeline.At(time.Time{}).Widen(time.Hour).IsValid())
}

// "Down for over 10 hours" has an upper bound only in the span it lies in.
func TestTotalOfAtLeast(t *testing.T) {
	total := func(from, until timeline.Instant) timeline.Event {
		e := impact(timeline.Scope{}, timeline.Major, from, until)
		e.Total = timeline.LastingAtLeast(10 * time.Hour)
		return e
	}
	downtime := func(events ...timeline.Event) string {
		l := logOf(t, events...)
		closeIncident(t, l, on("23:59"))
		var again timeline.Log
		require.NoError(t, again.UnmarshalJSON([]byte(jsonOf(t, l))))
		assert.Equal(t, jsonOf(t, l), jsonOf(t, &again))
		return timeline.Downtime().Of(l.AsOf(late)).String()
	}
	unknown := timeline.Instant{}
	assert.Equal(t, "10h–14h", downtime(total(on("08:00"), on("22:00"))))
	assert.Equal(t, "≥ 10h", downtime(total(unknown, unknown)))
	assert.Equal(t, "≥ 10h", downtime(total(on("08:00"), unknown)))
	assert.Equal(t, "≥ 20h", downtime(total(unknown, unknown), total(unknown, unknown)))
	assert.Equal(t, "≥ 10h30m", downtime(total(unknown, on("20:00")), impact(timeline.Scope{}, timeline.Major, on("22:00"), on("22:30"))))
	clipped := timeline.Downtime().Within(timeline.MustParseSpan("2026-03-04T00:00:00Z/2026-03-05T00:00:00Z"))
	assert.Equal(t, "0s–24h", strings.ReplaceAll(clipped.Of(logOf(t, total(unknown, unknown)).AsOf(late)).String(), "1d", "24h"))
}
