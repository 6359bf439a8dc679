package incident_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// What got well by itself, was called resolved and came back contradicts nothing.
func TestLintIncidentThatCameBack(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "again", At: on("10:00")})
	require.NoError(t, err)
	do := ok(t)
	do(inc.Mark(timeline.Detected, on("09:58")))
	do(inc.Impact(euWest, timeline.Major, on("09:50")))
	do(inc.Publish("investigating", "", on("10:05")))
	do(inc.Restore(euWest, on("10:20")))
	do(inc.Advance("resolve", on("10:30")))
	do(inc.Publish("resolved", "", on("10:30")))
	do(inc.Impact(euWest, timeline.Major, on("10:50")))
	do(inc.Advance("reopen", on("11:00")))
	do(inc.Publish("investigating", "", on("11:05")))
	do(inc.Mark(timeline.Mitigated, on("12:00")))
	do(inc.Restore(euWest, on("12:10")))
	do(inc.Advance("resolve", on("12:30")))
	do(inc.Publish("resolved", "", on("12:30")))
	assert.Empty(t, incident.Lint(inc.AsOf(late)))

	do(inc.Publish("monitoring", "", on("11:40")))
	how, _ := has(incident.Lint(inc.AsOf(late)), incident.RuleUpdateBeforeFix)
	assert.Equal(t, "certain", how, "once it was back, that was said before the fix")
}

// A promise of an incident that was merged into another may be kept there.
func TestLintPromiseOfMergedIncident(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "twin", At: on("10:00")})
	require.NoError(t, err)
	do := ok(t)
	do(inc.Announce(incident.Announcement{Status: "investigating", Text: "We look into it.", At: on("10:05"), Next: on("10:30")}))
	do(inc.MergeInto(elsewhere, on("10:20")))
	how, certain := has(incident.Lint(inc.AsOf(late)), incident.RulePromise)
	assert.Equal(t, "doubtful", how)
	assert.Empty(t, certain)
}

// An incident that is left open is said to be, and not for how long until it was viewed.
func TestLintIncidentLeftOpen(t *testing.T) {
	v := changed(t, without("status monitoring", "status resolved", "update resolved"))
	for _, f := range incident.Lint(v) {
		if f.Rule == incident.RuleIdle {
			assert.Equal(t, `the incident is still "identified", and its last impact ended 2026-03-04 15:31 UTC`, f.Text)
			return
		}
	}
	assert.Fail(t, "not found")
}

// What is wrong many times in one way is told once, with all events.
func TestLintTellsOnce(t *testing.T) {
	const n = 50
	again := func(make func(i int, at timeline.Instant) timeline.Event) []timeline.Event {
		var out []timeline.Event
		for i := range n {
			e := make(i, timeline.At(clock("16:00").Add(time.Duration(i)*time.Minute)))
			e.Recorded = clock("18:00")
			out = append(out, e)
		}
		return out
	}
	for rule, c := range map[string]struct {
		more []timeline.Event
		text string
	}{
		incident.RuleImpactWhileClosed: {again(func(i int, at timeline.Instant) timeline.Event {
			return timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region(fmt.Sprint("r", i)), Health: timeline.Major, Occurred: at}
		}), "r0 was affected from 2026-03-04 16:00 UTC, 20m after the incident was over 2026-03-04 15:40 UTC, and it was not opened again; it is the first of 50 such impacts"},
		incident.RuleZoneTime: {again(func(_ int, at timeline.Instant) timeline.Event {
			s, _ := at.Stated()
			return timeline.Event{Kind: timeline.KindRestore, Scope: euWest, Written: s.Add(time.Hour).Format("15:04 UTC"), Occurred: at}
		}), `the restoration of eu-west is written "17:00 UTC", which is 2026-03-04 17:00 UTC, and is recorded 2026-03-04 16:00 UTC: 1h apart; the same of 49 other times`},
		incident.RuleLowered: {again(func(i int, _ timeline.Instant) timeline.Event {
			e := timeline.Event{Kind: incident.KindSeverity, Occurred: timeline.At(clock("14:10").Add(time.Duration(i) * time.Minute / 2))}
			return withMember(e, "severity", map[string]any{"level": []string{"critical", "minor"}[i%2]})
		}), "the severity was lowered from critical to minor at 2026-03-04 14:10:30 UTC, 49m30s before anything was mitigated 2026-03-04 15:00 UTC, the first of 25 times"},
	} {
		t.Run(rule, func(t *testing.T) {
			v := changed(t, nil, c.more...)
			findings := testLinter(t).Lint(v)
			wellFormed(t, findings, v)
			findings = slices.DeleteFunc(findings, func(f timeline.Finding) bool { return f.Rule != rule })
			require.Len(t, findings, 1)
			assert.Equal(t, c.text, findings[0].Text)
			assert.GreaterOrEqual(t, len(findings[0].Events), n)
		})
	}
}

// Members that do not read, and stated totals of one place, cost no more each where
// there are many.
func TestLintManyFindingsAreLinear(t *testing.T) {
	for name, e := range map[string]timeline.Event{
		"links":  withMember(timeline.Event{Kind: incident.KindLink}, "link", "bad"),
		"totals": {Kind: timeline.KindImpact, Scope: euWest, Health: timeline.Major, Total: timeline.Lasting(time.Minute)},
	} {
		cost := func(n int) time.Duration {
			var more []timeline.Event
			for i := range n {
				e.Occurred = timeline.At(clock("14:00").Add(time.Duration(i) * time.Microsecond))
				more = append(more, e)
			}
			v := changed(t, nil, more...)
			best := time.Hour
			for range 3 {
				start := time.Now()
				_ = incident.Lint(v)
				best = min(best, time.Since(start))
			}
			return best
		}
		few, many := cost(rounds(1000)), cost(8*rounds(1000))
		t.Log(name, few, many)
		assert.Less(t, many, 32*few+50*time.Millisecond, name)
	}
}
