package incident_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

func TestLintZoneLabels(t *testing.T) {
	place := func(name string) *time.Location {
		loc, err := time.LoadLocation(name)
		require.NoError(t, err)
		return loc
	}
	utc := func(s string) timeline.Instant { return timeline.MustParseInstant(s) }
	l := incident.Linter{Zones: timeline.Zones{
		"EST": {newYork(t)}, "EDT": {newYork(t), time.FixedZone("EDT", -4*3600)}, "PT": {place("America/Los_Angeles")}, "BST": {place("Europe/London")},
		"Pacific Time": {place("America/Los_Angeles")}, "local": {place("Europe/Prague")},
	}}
	for _, c := range []struct {
		written, assumption string
		occurred            timeline.Instant
		rule, how           string
	}{
		{"8:56 AM EST", "", utc("2022-04-11T12:56:00Z"), incident.RuleZoneLabel, "certain"},
		{"8:56 AM EST", "by the clock on the wall", utc("2022-04-11T12:56:00Z"), incident.RuleZoneLabel, "certain"},
		{"8:56 AM EST", "by the label", utc("2022-04-11T13:56:00Z"), incident.RuleZoneLabel, "certain"},
		{"8:56 AM EST", "", utc("[2022-04-11T12:56:00Z..2022-04-11T13:56:00Z]"), incident.RuleZoneLabel, "certain"},
		{"8:56 AM EST", "", utc("2022-01-11T13:56:00Z"), "", ""},
		{"8:56 AM EDT", "", utc("2022-01-11T13:56:00Z"), incident.RuleZoneLabel, "doubtful"}, // perhaps the other place
		{"16:00 BST", "", utc("2022-07-11T15:00:00Z"), "", ""},
		{"16:00 BST", "", utc("2022-07-11T20:00:00Z"), incident.RuleZoneTime, "certain"}, // New York is meant
		{"16:00 BST", "", utc("2022-12-11T16:00:00Z"), incident.RuleZoneLabel, "certain"},
		{"7:00 AM PT (13:00 UTC)", "", utc("2022-09-21T13:00:00Z"), incident.RuleZoneTime, "certain"},
		{"7:00 AM PT (13:00 UTC)", "", utc("2022-09-21T14:00:00Z"), "", ""},
		{"7:00 AM Pacific Time", "", utc("2022-09-21T13:00:00Z"), incident.RuleZoneTime, "certain"},
		{"7 AM PT", "", utc("2022-09-21T13:00:00Z"), "", ""}, // no minutes: passed over
		{"about 7:00 AM PT", "half an hour", utc("2022-09-21T14:10:00Z~PT30M"), "", ""},
		{"02:30 local", "", utc("2026-03-29T00:30:00Z"), incident.RuleZoneLabel, "certain"},                                  // skipped
		{"02:30 local", "", utc("2026-10-25T00:30:00Z"), "", ""},                                                             // twice, and it is recorded which
		{"02:30 local", "the earlier", utc("2026-10-25T00:30:00Z"), incident.RuleZoneLabel, "doubtful"},                      // twice
		{"2022-09-21T13:00:00Z", "", utc("2022-09-21T14:00:00Z"), "", ""},                                                    // a program's
		{"23:59:59 UTC", "", utc("2022-09-21T23:59:59Z"), "", ""}, {"12:30 AM UTC", "", utc("2022-09-22T00:30:00Z"), "", ""}, // midnight
		{"8:56 PM UTC", "", utc("2022-09-22T20:56:00Z"), "", ""}, {"8:56 UTC", "", utc("2022-09-22T20:56:00Z"), "", ""}, // of either half
		{"28:56 UTC", "", utc("2022-09-22T20:56:00Z"), "", ""}, {"18:56 PM UTC", "", utc("2022-09-22T10:56:00Z"), "", ""},
	} {
		log := timeline.NewLog(elsewhere)
		_, err := log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: c.occurred, Written: c.written, Assumption: c.assumption})
		require.NoError(t, err)
		v := log.AsOf(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
		findings := l.Lint(v)
		wellFormed(t, findings, v)
		if c.rule == "" {
			assert.Empty(t, findings, c.written)
			continue
		}
		if assert.Len(t, findings, 1, c.written) {
			assert.Equal(t, c.rule, findings[0].Rule, c.written)
			assert.Equal(t, c.how == "doubtful", findings[0].Doubt, findings[0].Text)
		}
		if c.rule == incident.RuleZoneLabel {
			assert.Empty(t, incident.Lint(v), "silent without zones")
		}
	}
}

// "About an hour" of 36 minutes is doubtful, of 50 it is not. Where it was 80, some
// may have had an hour of it.
func TestLintAboutAnHour(t *testing.T) {
	for minutes, how := range map[int]string{36: "doubtful", 50: "", 60: "", 80: ""} {
		inc := declare(t)
		ok(t)(inc.ImpactUntil(timeline.Scope{}, timeline.Partial, on("15:58"), timeline.At(clock("15:58").Add(time.Duration(minutes)*time.Minute))))
		ok(t)(inc.Publish("", "Others had trouble for about an hour.", unknown))
		got, certain := has(incident.Lint(inc.AsOf(late)), incident.RuleLengthInWords)
		assert.Equal(t, how, got, minutes)
		assert.Empty(t, certain)
	}
}
