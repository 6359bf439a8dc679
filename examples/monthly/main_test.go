package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

var update = flag.Bool("update", false, "write testdata")

const page = "testdata/page.json"

// program runs the program on some input.
func program(stdin string, args ...string) (string, error) {
	var out, errs bytes.Buffer
	err := run(args, strings.NewReader(stdin), &out, &errs)
	return out.String(), err
}

func output(t *testing.T, args ...string) string {
	t.Helper()
	out, err := program("", args...)
	require.NoError(t, err, args)
	return out
}

// inexact is the digits of a number that machines do not agree on.
var inexact = regexp.MustCompile(`(\b\d+\.\d{9})\d+\b`)

func TestGoldens(t *testing.T) {
	for name, args := range map[string]string{
		"same.txt":        "",
		"better.txt":      "-scenario better",
		"worse.txt":       "-scenario worse",
		"first-month.txt": "-month 2026-02",
		"half-month.txt":  "-month 2026-07 -as-of 2026-07-15T12:00:00Z -seed 7",
		"statuspage.txt":  "-statuspage " + page + " -as-of 2026-04-01T00:00:00Z",
		"better.md":       "-scenario better -format markdown",
		"statuspage.md":   "-statuspage " + page + " -as-of 2026-04-01T00:00:00Z -format markdown",
		"statuspage.json": "-statuspage " + page + " -as-of 2026-04-01T00:00:00Z -format json",
	} {
		got := inexact.ReplaceAllString(output(t, strings.Fields(args)...), "$1")
		file := filepath.Join("testdata", name)
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, "%s: run with -update, then read the difference", file)
	}
}

// reviewOf is the JSON of a run, as far as these tests read it.
type reviewOf struct {
	SchemaVersion int `json:"schema_version"`
	Month         string
	IsOver        bool `json:"month_is_over"`
	Answer        answer
	LeftAside     aside `json:"left_aside"`
	Whole         struct{ Main, Beside cohort.Summary }
	Change        struct {
		Whole struct{ Verdict string }
	}
	Months []struct {
		Month string
		Rate  struct{ Incidents uint64 }
	}
	Open     []openIncident
	Gaps     []recordGap
	Warnings []warning
}

func reviewed(t *testing.T, args ...string) (r reviewOf) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(output(t, append(args, "-format", "json")...)), &r))
	assert.Equal(t, schemaVersion, r.SchemaVersion)
	return r
}

// What is told of scenarios, over many seeds: a change that is there is nearly always
// found and never taken for its opposite, and none is seldom taken for one.
func TestScenarios(t *testing.T) {
	const seeds = 12
	got := map[string]map[string]int{"same": {}, "better": {}, "worse": {}}
	for seed := range uint64(seeds) {
		for scenario, verdicts := range got {
			s := settings{seed: seed, scenario: scenario, objective: 0.99}
			d, err := generated(s)
			require.NoError(t, err)
			r, err := newReviewer(d, s)
			require.NoError(t, err)
			before, now := r.gather(monthBefore(r.month)), r.gather(r.month)
			r.review.Change, r.review.Frequency = r.compare(before, now), r.frequency(before, now)
			verdicts[r.review.answer().Verdict]++
		}
	}
	assert.GreaterOrEqual(t, got["same"]["cannot_be_said"], seeds*8/10, got["same"])
	assert.GreaterOrEqual(t, got["better"]["better"], seeds*8/10, got["better"])
	assert.GreaterOrEqual(t, got["worse"]["worse"], seeds*8/10, got["worse"])
	assert.Zero(t, got["better"]["worse"])
	assert.Zero(t, got["worse"]["better"])
}

func TestMonths(t *testing.T) {
	for args, want := range map[string]string{
		"":                                   "2026-09",
		"-month 2026-05":                     "2026-05",
		"-as-of 2026-07-15T12:00:00Z":        "2026-06",
		"-as-of 2026-07-01T00:00:00Z":        "2026-06",
		"-as-of 2026-07-01T01:00:00+02:00":   "2026-05",
		"-statuspage " + page:                "2026-02", // the last whole month: data ends within March
		"-month 2026-03 -statuspage " + page: "2026-03",
	} {
		assert.Equal(t, want, reviewed(t, strings.Fields(args)...).Month, args)
	}
	half := reviewed(t, "-as-of", "2026-07-16T00:00:00Z", "-month", "2026-07")
	assert.False(t, half.IsOver)
	assert.Equal(t, cohort.WarningCode("month_not_over"), half.Warnings[0].Code)
	whole := reviewed(t, "-month", "2026-07")
	assert.True(t, whole.IsOver)
	assert.Less(t, half.Whole.Main.Incidents, whole.Whole.Main.Incidents)

	first := reviewed(t, "-month", "2026-02")
	assert.Equal(t, "nothing_to_compare", first.Answer.Verdict)
	before := reviewed(t, "-month", "2025-06")
	assert.Equal(t, "nothing_to_compare", before.Answer.Verdict)
	assert.Equal(t, "There was no incident in June 2025, and none in May 2025.", before.Answer.Text)
	assert.Empty(t, before.Months, "nothing is on record of them")
	after := reviewed(t, "-statuspage", page, "-month", "2026-05", "-as-of", "2026-06-01T00:00:00Z")
	assert.Contains(t, after.Answer.Text, "no incident in May 2026, and none in April 2026")
	assert.Len(t, after.Months, 5, "months without any are on record")
}

// The page of the tests, counted by hand.
func TestStatuspage(t *testing.T) {
	r := reviewed(t, "-statuspage", page, "-as-of", "2026-04-01T00:00:00Z")
	assert.Equal(t, "2026-03", r.Month)
	assert.Equal(t, aside{Maintenance: 1, Repeated: 1, Unread: 1}, r.LeftAside)
	assert.EqualValues(t, 5, r.Whole.Main.Incidents)
	assert.EqualValues(t, 3, r.Whole.Main.Closed)
	assert.EqualValues(t, 1, r.Whole.Main.Open)
	assert.Equal(t, []cohort.Exclusion{{Kind: timeline.Unknown, Reason: reasonAfterwards, N: 1}}, r.Whole.Main.Excluded)
	assert.Equal(t, timeline.Lasting(50*time.Minute), r.Whole.Main.Shortest)
	assert.Equal(t, timeline.Lasting(3*time.Hour+10*time.Minute), r.Whole.Main.Longest)
	require.Len(t, r.Open, 1)
	assert.Equal(t, "Webhooks are late", r.Open[0].Title)
	assert.Equal(t, timeline.Lasting(26*time.Hour+30*time.Minute), r.Open[0].Age)
	require.Len(t, r.Gaps, 1)
	assert.Equal(t, recordGap{"Search was out", "critical", "entered when it was over"}, r.Gaps[0])
	assert.Equal(t, "cannot_be_said", r.Answer.Verdict)
	var months []string
	for _, m := range r.Months {
		months = append(months, m.Month)
	}
	assert.Equal(t, []string{"2026-01", "2026-02", "2026-03"}, months)

	export, err := os.ReadFile(page)
	require.NoError(t, err)
	piped, err := program(string(export), "-statuspage", "-")
	require.NoError(t, err)
	assert.Equal(t, output(t, "-statuspage", page), piped)
}

func TestSaysWhatIsWrong(t *testing.T) {
	for args, want := range map[string]string{
		"-month 2026-13":              `-month "2026-13" is not a month`,
		"-month 0001-01":              "is not a month",
		"-month September":            "is not a month",
		"-month 2026-11":              "November 2026 had not begun at 2026-10-01T00:00:00Z",
		"-as-of yesterday":            "-as-of:",
		"-as-of 2020-01-01T00:00:00Z": "no incident was known at 2020-01-01T00:00:00Z",
		"-scenario good":              `no scenario "good" (there are: same, better, worse)`,
		"-format pdf":                 `no format "pdf" (there are: text, json, html, markdown)`,
		"-objective 99.9":             "-objective 99.9 is not above 0 and at most 1",
		"-objective NaN":              "-objective NaN",
		"september":                   `unexpected argument "september"`,
		"-statuspage no-such-file":    "no such file",
		"-statuspage -":               "the document ends",
		"-seed -1":                    "invalid value",
	} {
		out, err := program("", strings.Fields(args)...)
		assert.ErrorContains(t, err, want, args)
		assert.Empty(t, out, args)
	}
	for in, want := range map[string]string{`{"incidents": []}`: "no incident", `[3, 4]`: "no incident", `{"incidents": [`: "document ends"} {
		_, err := program(in, "-statuspage", "-")
		assert.ErrorContains(t, err, want, in)
	}
	_, err := program("", "-help")
	assert.ErrorIs(t, err, flag.ErrHelp)
	assert.ErrorIs(t, run([]string{"-statuspage", "-"}, iotest.ErrReader(os.ErrClosed), io.Discard, io.Discard), os.ErrClosed)
	assert.ErrorIs(t, run(nil, strings.NewReader(""), failing{}, io.Discard), os.ErrClosed)
}

// failing writes nothing.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestSameSeedSameBytes(t *testing.T) {
	assert.Equal(t, output(t, "-format", "json"), output(t, "-format", "json"))
	assert.NotEqual(t, output(t), output(t, "-seed", "3"))
}

func TestPeople(t *testing.T) {
	min, sec := time.Minute, time.Second
	for want, l := range map[string]timeline.Length{
		"-":       {},
		"0s":      timeline.Lasting(0),
		"12s":     timeline.Lasting(12*sec + 300*time.Millisecond),
		"47m":     timeline.Lasting(46*min + 40*sec),
		"1h":      timeline.Lasting(59*min + 50*sec),
		"3h10m":   timeline.Lasting(191*min + 42*sec),
		"1d2h":    timeline.Lasting(26*time.Hour + 10*min),
		"12d":     timeline.Lasting(290 * time.Hour),
		"≥ 3h10m": timeline.LastingAtLeast(194 * min),
		"unknown": timeline.LastingAtLeast(time.Millisecond),
		"10m–31m": timeline.LastingBetween(10*min+50*sec, 30*min+1*sec),
		"~1h10m":  timeline.LastingBetween(69*min, 71*min),
	} {
		assert.Equal(t, want, people(l))
	}
}

func TestWrap(t *testing.T) {
	var out strings.Builder
	wrap(&out, strings.Repeat("– ", 80), "  ")
	for line := range strings.Lines(out.String()) {
		assert.LessOrEqual(t, len([]rune(strings.TrimSpace(line))), width)
	}
	assert.Equal(t, 2, strings.Count(out.String(), "\n"))
}

// The page is one for a browser, with a figure for each table of durations.
func TestPage(t *testing.T) {
	got := output(t, "-format", "html")
	assert.True(t, strings.HasPrefix(got, "<!doctype html>"))
	assert.Contains(t, got, "\">Incidents, September 2026</h1>")
	assert.Equal(t, 4, strings.Count(got, "<figure>"), "all, by severity, by region, against the month before")
}
