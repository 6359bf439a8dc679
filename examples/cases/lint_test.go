package cases_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // zones on machines that have none

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

func location(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	require.NoError(t, err)
	return loc
}

// A contradiction is one that a reader finds in a report.
type contradiction struct {
	rule  string
	doubt bool
	words []string // in its text
}

// The contradictions that careful readers find in the five reports are found, each as
// certain as it is, and nothing else is called certain. What the reports leave open is
// doubtful; so are action items without an owner, which no report names.
func TestContradictionsAreFound(t *testing.T) {
	for name, want := range map[string][]contradiction{
		"pipedrive": {},
		"pipefy": {
			{incident.RuleAccounts, true, []string{"36m", "about 1h", "for about an hour"}}, // "about" allows for it, by the width assumed
		},
		"monday-2022": {
			{incident.RuleZoneLabel, false, []string{"EST", "America/New_York had EDT", "2022-04-11 12:56 UTC by the clocks there", "2022-04-11 13:56 UTC by the label"}},
			{incident.RuleZoneLabel, false, []string{"8:00 PM EST", "2022-04-13 00:00 UTC", "2022-04-13 01:00 UTC", "the same of 1 other time"}},
		},
		"monday-2024": {},
		"pipedream": {
			{incident.RuleAccounts, false, []string{"acknowledgement", "7:00 AM PT", "14:00 UTC", "13:00 UTC", "1h apart"}},
			{incident.RuleAccounts, false, []string{"fix", "7:18 AM PT", "14:18 UTC", "13:18 UTC", "1h apart"}},
			{incident.RuleUpdateAfterFix, false, []string{"14:14 UTC", "investigating", "56m after the fix", "13:18 UTC"}},
			{incident.RuleAccounts, true, []string{"resolved", "14:18 UTC", "15:02 UTC"}},
			{incident.RuleImpactBeforeFix, true, []string{"14:00 UTC (±30m)", "14:18 UTC"}},
			{incident.RuleImpactWhileClosed, true, []string{"14:00 UTC (±30m)", "opened 2022-09-21 14:14 UTC"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := incident.Linter{Zones: timeline.Zones{"EST": {location(t, "America/New_York")}, "PT": {location(t, "America/Los_Angeles")}}}
			found := l.Lint(views(t, name)...)
			for _, c := range want {
				i := slices.IndexFunc(found, func(f timeline.Finding) bool {
					return f.Rule == c.rule && f.Doubt == c.doubt && !slices.ContainsFunc(c.words, func(w string) bool { return !strings.Contains(f.Text, w) })
				})
				if assert.GreaterOrEqual(t, i, 0, "%v in %v", c, found) {
					found = slices.Delete(found, i, i+1)
				}
			}
			for _, f := range found {
				assert.True(t, f.Doubt, "nothing else is certain: %s", f.Text)
				assert.Equal(t, incident.RuleActionLoose, f.Rule, f.Text)
			}
		})
	}
}

// Without zones nobody knows what PT means, and the accounts may agree.
func TestWithoutZonesTheLabelIsDoubtful(t *testing.T) {
	for _, name := range cases.Names() {
		for _, f := range incident.Lint(views(t, name)...) {
			assert.NotEqual(t, incident.RuleZoneLabel, f.Rule)
			assert.True(t, f.Doubt || f.Rule == incident.RuleUpdateAfterFix, f.Text)
		}
	}
}
