package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
)

var update = flag.Bool("update", false, "write testdata")

func output(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	require.NoError(t, run(args, &out, &errs), errs.String())
	return out.String()
}

// row is a line of the report, spaces folded.
func rows(report string) []string {
	var out []string
	for line := range strings.Lines(report) {
		out = append(out, strings.Join(strings.Fields(line), " "))
	}
	return out
}

// TestEveryFactIsInTheReport states what the public reports say, and finds each
// in ours: the heading of a group of figures, then a line of it.
func TestEveryFactIsInTheReport(t *testing.T) {
	for name, facts := range map[string][][2]string{
		"pipedrive": {
			{"since detected", "declared 11m"}, {"since detected", "mobilized 36m"}, {"since detected", "cause found 3h17m"},
			{"since declared", "cause found 3h6m"}, {"since cause found", "first part restored 36m"}, {"since cause found", "all restored 2h56m"},
			{"since detected", "first part restored 3h53m"}, {"since detected", "most restored 5h37m"}, {"since detected", "all restored 6h13m"},
			{"since detected", "closed 8h33m"}, {"since impact start", "detected 0s–6h6m"},
			{"since impact start", "first part restored 3h53m–9h59m"}, {"since impact start", "most restored 5h37m–11h43m"},
			{"since impact start", "all restored 6h13m–12h19m"}, {"since impact start", "resolved unknown (resolved not recorded)"},
			{"", "severity not stated"}, {"", "data loss no"}, {"", "security no: no breach or attack"}, {"", "detected by monitoring"},
		},
		"pipefy": {
			{"impact", "time impacted 36m"}, {"since impact start", "first update 6m"}, {"since impact start", `update "identified" 13m`},
			{"since impact start", "cause found 0s–13m"}, {"since impact start", `update "monitoring" 21m`}, {"since impact start", "mitigated 0s–21m"},
			{"since impact start", "all restored 36m"}, {"updates", "longest silence between updates 15m"},
			{"since resolved", "review published 12d1h7m"}, {"since impact start", "detected 0s–6m"}, {"", "severity major"},
		},
		"monday-2022": {
			{"impact", "downtime 1h2m"}, {"impact", "downtime 1h54m"}, {"over all incidents", "downtime 2h56m"},
			{"since impact start", "all restored ~10h (9h30m–10h30m)"}, {"since impact start", "cause found ~11h10m (10h40m–11h40m)"},
			{"since impact start", "closed 1d0h23m"},
		},
		"monday-2024": {
			{"in US", "downtime 20m"}, {"in US", "downtime 39m"}, {"over all incidents", "downtime, US 59m"}, {"over all incidents", "degraded time, US 1h2m"},
			{"in EU", "downtime 0s"}, {"in APAC", "downtime 0s"},
			{"in EU", "restored, since impact start not applicable (EU not affected)"},
			{"in APAC", "restored, since impact start not applicable (APAC not affected)"},
			{"over all incidents", "availability, US, downtime only 99.8634 %"}, {"over all incidents", "availability, US, degraded in full 99.7199 %"},
		},
		"pipedream": {
			{"", "detected by user report"}, {"since impact start", "acknowledged ~4h (3h30m–4h30m)"}, {"since impact start", "detected 0s–4h30m"},
			{"since acknowledged", "first update 14m"}, {"since impact start", "first update ~4h14m (3h44m–4h44m)"},
			{"", "2022-09-21 14:25 status monitoring"}, {"", "2022-09-21 15:02 status resolved"},
		},
	} {
		lines := rows(output(t, "-case", name))
		for _, f := range facts {
			assert.True(t, contains(lines, f[0], f[1]), "%s: under %q, %q", name, f[0], f[1])
		}
	}
}

// contains finds a line in a group: groups end with an empty line.
func contains(lines []string, group, line string) bool {
	in := group == ""
	for _, l := range lines {
		switch {
		case l == line && in:
			return true
		case l == "" && group != "":
			in = false
		case l == group:
			in = true
		}
	}
	return false
}

func TestGoldens(t *testing.T) {
	for _, name := range cases.Names() {
		for _, args := range [][]string{
			{"-case", name}, {"-case", name, "-audience", "public"}, {"-case", name, "-format", "json"},
		} {
			got := output(t, args...)
			file := name + ".txt"
			if len(args) > 2 {
				file = name + "-" + args[3] + ".txt"
			}
			if args[len(args)-1] == "json" && name != "pipedrive" {
				continue // one is enough to read
			}
			file = filepath.Join("testdata", file)
			assert.Equal(t, got, output(t, args...), "the same bytes again")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got, "%s: run with -update, then read the difference", file)
		}
	}
}

func TestProfiles(t *testing.T) {
	for _, profile := range []string{"customers", "executive", "live"} {
		got := output(t, "-case", "pipefy", "-profile", profile, "-as-of", "2021-04-28T16:15:00Z") + "\n" + output(t, "-case", "pipefy", "-profile", profile)
		file := filepath.Join("testdata", "pipefy-"+profile+".txt")
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, "%s: run with -update, then read the difference", file)
		assert.Less(t, strings.Count(output(t, "-profile", profile), "\n"), 100, "short")
	}
}

func TestDefinitions(t *testing.T) {
	args := []string{"-definitions", "datadog,rootly,servicenow/calendar_duration"}
	got := output(t, args...)
	file := filepath.Join("testdata", "pipedrive-definitions.txt")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "%s: run with -update, then read the difference", file)
	for _, line := range []string{
		"ServiceNow Calendar duration (2024-12) 8h22m starts 11m–6h17m later (declared", "Datadog Time to Repair (2025-02) 6h13m starts 0s–6h6m later (detected 2025-06-10",
	} {
		assert.True(t, slices.ContainsFunc(rows(got), func(l string) bool { return strings.HasPrefix(l, line) }), line)
	}
	for _, name := range cases.Names() {
		assert.Contains(t, output(t, "-case", name, "-definitions", "all"), "As others measure it", name)
		assert.Contains(t, output(t, "-case", name, "-definitions", "all", "-format", "json"), `"datadog/time_to_repair@until-2025-02"`, name)
	}
}

func TestDefaultIsPipedrive(t *testing.T) {
	assert.Equal(t, output(t, "-case", "pipedrive"), output(t))
	assert.Contains(t, output(t), "Pipedrive not accessible")
}

func TestJSON(t *testing.T) {
	var doc struct {
		SchemaVersion int `json:"schema_version"`
		Incidents     []struct {
			ID, Title     string
			Status, Phase *string
			Severity      *struct{ Level string }
			Figures       []map[string]any
			Impacts       []map[string]any
		}
		Sums []map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(output(t, "-case", "all", "-format", "json")), &doc))
	assert.Equal(t, 1, doc.SchemaVersion)
	assert.Len(t, doc.Incidents, 7)
	assert.NotEmpty(t, doc.Sums)
	first := doc.Incidents[0]
	assert.Equal(t, "closed", *first.Phase)
	assert.Nil(t, first.Severity, "not stated is null")
	for _, key := range []string{"measure", "version", "from", "to", "scope", "kind", "unit", "min", "max", "iso8601", "text", "reason", "inputs"} {
		assert.Contains(t, first.Figures[0], key)
	}
	assert.NotEmpty(t, first.Impacts)
	for _, s := range doc.Sums {
		assert.Len(t, s["incident_ids"], 2, "each sum names its incidents")
	}
}

func TestAsOfAndZone(t *testing.T) {
	early := output(t, "-case", "pipefy", "-as-of", "2021-04-28T16:15:00Z")
	assert.Contains(t, early, "identified (active)")
	assert.NotContains(t, early, "16:19", "what was posted later was not known")
	before := output(t, "-case", "pipefy", "-as-of", "2021-01-01T00:00:00Z")
	assert.Contains(t, before, "unknown (nothing recorded)")
	pacific := output(t, "-case", "pipedream", "-zone", "America/Los_Angeles")
	assert.Contains(t, pacific, "2022-09-21 07:00", "7:00 AM PT, as the review says")
}

// Text is made to measure: for a narrow window, for a terminal, for one without
// Unicode.
func TestText(t *testing.T) {
	plain := output(t, "-width", "60")
	assert.Contains(t, plain, "\n2025-06-10 06:06\n  detected by monitoring\n  first system alerts\n")
	coloured := output(t, "-width", "60", "-ansi")
	assert.Contains(t, coloured, "\x1b[1mPipedrive not accessible\x1b[0m\n")
	assert.Equal(t, plain, regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured, ""))
	ascii := output(t, "-case", "pipedrive", "-ascii")
	assert.Contains(t, ascii, "the service major outage  .........")
	assert.Contains(t, ascii, "closed               8h33m-14h39m\n")
	assert.NotContains(t, ascii, "─")
}

func TestPublicHidesTheResponse(t *testing.T) {
	public := output(t, "-audience", "public")
	for _, hidden := range []string{"mobilized", "response call", "hypothesis", "DNS", "How each figure came about"} {
		assert.NotContains(t, public, hidden)
	}
	assert.Contains(t, public, "all restored")
}

// What does not fit together is told inside, and to nobody else.
func TestFindingsAreInternal(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		inside := output(t, "-case", "all", "-format", format)
		for _, want := range []string{"zone_label", "America/New_York had EDT", "update_after_fix", "56m after the fix", "accounts_disagree"} {
			assert.Contains(t, inside, want)
		}
		for _, audience := range []string{"partner", "public"} {
			outside := output(t, "-case", "all", "-format", format, "-audience", audience)
			for _, hidden := range []string{"zone_label", "update_after_fix", "accounts_disagree", "action_without_owner_or_date", "had EDT", "Findings"} {
				assert.NotContains(t, outside, hidden, audience)
			}
		}
	}
	early := output(t, "-case", "pipedream", "-as-of", "2022-09-21T16:00:00Z")
	assert.NotContains(t, early, "accounts_disagree", "the review was not out")
}

func TestBadFlags(t *testing.T) {
	for _, args := range [][]string{
		{"-case", "nope"}, {"-format", "pdf"}, {"-audience", "everyone"}, {"-as-of", "yesterday"}, {"-zone", "Mars/Olympus"}, {"extra"}, {"-nope"}, {"-profile", "none"}, {"-definitions", "nobody"},
	} {
		var out, errs bytes.Buffer
		assert.Error(t, run(args, &out, &errs), args)
		assert.Empty(t, out.String())
	}
}

// A report goes into a file as it would to standard output, and a file that cannot be
// written is an error.
func TestFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.html")
	var out, direct bytes.Buffer
	require.NoError(t, run([]string{"-format", "html", "-o", file}, &out, io.Discard))
	assert.Empty(t, out.String())
	got, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, run([]string{"-format", "html"}, &direct, io.Discard))
	assert.Equal(t, direct.String(), string(got))
	require.Error(t, run([]string{"-o", filepath.Join(t.TempDir(), "none", "report.txt")}, &out, io.Discard))
}
