package timeline_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// within is a target on time to acknowledge since detection, at risk in its last
// five minutes.
func within(d time.Duration) timeline.Target {
	return timeline.Target{Measure: timeline.TimeToAcknowledge().Since(timeline.Detected), Within: d, Warn: 5 * time.Minute}
}

func TestStandings(t *testing.T) {
	detected := milestone(timeline.Detected, on("10:00"))
	about := milestone(timeline.Detected, timeline.About(clock("10:00"), 5*time.Minute))
	taken := func(at timeline.Instant) timeline.Event { return milestone(timeline.Acknowledged, at) }
	started := impact(eu, timeline.Major, on("09:00"), unknownTime)
	dismissed := timeline.Event{Kind: timeline.KindStatus, Phase: timeline.PhaseClosed, Resolution: "duplicate", Occurred: on("10:02")}
	for _, c := range []struct {
		name   string
		log    *timeline.Log
		now    string
		limit  time.Duration
		want   timeline.Standing
		due    string
		counts bool // it is running
	}{
		{"on track", logOf(t, detected), "10:04", 15 * time.Minute, timeline.OnTrack, "2026-03-04T10:15:00Z", true},
		{"the warning begins", logOf(t, detected), "10:10", 15 * time.Minute, timeline.AtRisk, "2026-03-04T10:15:00Z", true},
		{"the limit itself", logOf(t, detected), "10:15", 15 * time.Minute, timeline.AtRisk, "2026-03-04T10:15:00Z", true},
		{"a second too late", logOf(t, detected), "10:15:01", 15 * time.Minute, timeline.Breached, "2026-03-04T10:15:00Z", false},
		{"met", logOf(t, detected, taken(on("10:07"))), "11:00", 15 * time.Minute, timeline.Met, "2026-03-04T10:15:00Z", false},
		{"met just so", logOf(t, detected, taken(on("10:15"))), "11:00", 15 * time.Minute, timeline.Met, "2026-03-04T10:15:00Z", false},
		{"missed", logOf(t, detected, taken(on("10:15:01"))), "11:00", 15 * time.Minute, timeline.Breached, "2026-03-04T10:15:00Z", false},
		{"no time allowed", logOf(t, detected, taken(on("10:00"))), "11:00", 0, timeline.Met, "2026-03-04T10:00:00Z", false},
		{"bounds on both sides", logOf(t, about, taken(on("10:14"))), "11:00", 15 * time.Minute, timeline.Undecidable, "2026-03-04T10:15:00Z~PT5M", false},
		{"bounds up to the limit", logOf(t, about, taken(on("10:10"))), "11:00", 15 * time.Minute, timeline.Met, "2026-03-04T10:15:00Z~PT5M", false},
		{"bounds beyond the limit", logOf(t, about, taken(on("10:21"))), "11:00", 15 * time.Minute, timeline.Breached, "2026-03-04T10:15:00Z~PT5M", false},
		{"running, at most at the limit", logOf(t, about), "10:10", 15 * time.Minute, timeline.AtRisk, "2026-03-04T10:15:00Z~PT5M", true},
		{"running, on both sides", logOf(t, about), "10:15", 15 * time.Minute, timeline.Undecidable, "2026-03-04T10:15:00Z~PT5M", true},
		{"running, at least at the limit", logOf(t, about), "10:20", 15 * time.Minute, timeline.Undecidable, "2026-03-04T10:15:00Z~PT5M", true},
		{"running, beyond it for sure", logOf(t, about), "10:20:01", 15 * time.Minute, timeline.Breached, "2026-03-04T10:15:00Z~PT5M", false},
		{"not begun", logOf(t, started), "10:00", 15 * time.Minute, timeline.NotStarted, "", false},
		{"does not apply", logOf(t, detected, dismissed), "11:00", 15 * time.Minute, timeline.NotAsked, "", false},
		{"nothing is known", logOf(t), "11:00", 15 * time.Minute, timeline.Undecidable, "", false},
		{"began at no known time", logOf(t, milestone(timeline.Detected, unknownTime)), "11:00", 15 * time.Minute, timeline.Undecidable, "", false},
		{"began at some time up to now", logOf(t, milestone(timeline.Detected, timeline.NotAfter(clock("10:00")))), "10:04", 15 * time.Minute, timeline.Undecidable, "", true},
		{"began within bounds", logOf(t, milestone(timeline.Detected, timeline.Between(clock("10:00"), clock("10:02")))), "10:04", 15 * time.Minute, timeline.OnTrack, "[2026-03-04T10:15:00Z..2026-03-04T10:17:00Z]", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := within(c.limit).Of(c.log.AsOf(clock(c.now)))
			assert.Equal(t, c.want, v.Standing, "%s: %s", v.Standing, v.Figure.Sentence())
			assert.Equal(t, c.due, v.Due.String())
			assert.Equal(t, c.counts, v.Running())
			assert.Equal(t, c.limit, v.Target.Within)
		})
	}
}

// Two detections, about: the first of them is not in the middle of its bounds.
func TestDueKeepsItsBounds(t *testing.T) {
	l := logOf(t, milestone(timeline.Detected, timeline.About(clock("10:00"), 5*time.Minute)), milestone(timeline.Detected, timeline.About(clock("10:03"), time.Minute)))
	due := within(time.Hour).Of(l.AsOf(clock("10:10"))).Due
	assert.Equal(t, "[2026-03-04T10:55:00Z..2026-03-04T11:04:00Z]", due.String())
	read, err := timeline.ParseInstant(due.String())
	require.NoError(t, err)
	assert.Equal(t, due, read)
}

func TestTargetsOnHold(t *testing.T) {
	h := waited(t) // on hold from 11:00 to 12:30 and from 14:00
	target := timeline.Target{Measure: timeline.TimeToResolve().WithoutHold(), Within: 4 * time.Hour}
	v := target.Of(h.log.AsOf(clock("13:00")))
	assert.Equal(t, timeline.OnTrack, v.Standing)
	assert.Equal(t, "2026-03-04T15:30:00Z", v.Due.String(), "work goes on")
	v = target.Of(h.log.AsOf(clock("15:00")))
	assert.Equal(t, timeline.OnTrack, v.Standing)
	assert.Equal(t, "[2026-03-04T16:30:00Z..]", v.Due.String(), "on hold now: an hour and a half from now at the earliest")
	v = timeline.Target{Measure: timeline.TimeToResolve(), Within: 4 * time.Hour}.Of(h.log.AsOf(clock("15:00")))
	assert.Equal(t, timeline.Breached, v.Standing, "where time on hold counts")
	assert.Equal(t, "2026-03-04T14:00:00Z", v.Due.String())
	v = timeline.Target{Measure: timeline.TimeToResolve().WithoutHold(), Within: time.Hour}.Of(h.log.AsOf(clock("15:00")))
	assert.Equal(t, "2026-03-04T11:00:00Z", v.Due.String(), "just when it was put on hold")

	h = historyOf(t, impact(eu, timeline.Major, timeline.About(clock("10:00"), 5*time.Minute), unknownTime)).
		enter(timeline.PhaseActive, "vendor", on("10:00")).enter(timeline.PhaseActive, "", on("10:30"))
	v = timeline.Target{Measure: timeline.TimeToResolve().WithoutHold(), Within: 10 * time.Minute}.Of(h.log.AsOf(clock("10:31")))
	assert.Equal(t, "[2026-03-04T10:35:00Z..2026-03-04T10:40:00Z]", v.Due.String(), "a start after 10:00 makes no difference")
}

// Totals have a limit too, and no due time.
func TestTargetsOnTotals(t *testing.T) {
	march := timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z")
	l := logOf(t, impact(eu, timeline.Major, on("10:00"), on("10:30")), impact(eu, timeline.Major, on("11:00"), unknownTime))
	budget := timeline.Target{Measure: timeline.Downtime().Within(march), Within: 43 * time.Minute, Warn: 5 * time.Minute}
	for now, want := range map[string]timeline.Standing{
		"10:45": timeline.OnTrack, "11:05": timeline.OnTrack, "11:08": timeline.AtRisk, "11:13": timeline.AtRisk, "11:14": timeline.Breached,
	} {
		v := budget.Of(l.AsOf(clock(now)))
		assert.Equal(t, want, v.Standing, now)
		assert.False(t, v.Due.IsKnown(), now)
	}
	for _, m := range []timeline.Measure{timeline.Updates(), timeline.Availability(timeline.DowntimeOnly(), march)} {
		v := timeline.Target{Measure: m, Within: time.Hour}.Of(l.AsOf(late))
		assert.Equal(t, timeline.Undecidable, v.Standing, "no measure of time")
	}
	for _, m := range []timeline.Measure{timeline.TimeToRestore().Cumulative(), timeline.TimeToRestore().Within(march)} {
		assert.False(t, timeline.Target{Measure: m.In(eu), Within: time.Hour}.Of(l.AsOf(clock("11:05"))).Due.IsKnown())
	}
}

func TestNextDue(t *testing.T) {
	_, ok := timeline.NextDue()
	assert.False(t, ok)
	l := logOf(t, milestone(timeline.Detected, on("10:00")))
	judge := func(now string, limits ...time.Duration) (out []timeline.Verdict) {
		for _, d := range limits {
			out = append(out, within(d).Of(l.AsOf(clock(now))))
		}
		return out
	}
	next, ok := timeline.NextDue(judge("10:20", 15*time.Minute, time.Hour, 30*time.Minute)...)
	require.True(t, ok)
	assert.Equal(t, 30*time.Minute, next.Target.Within, "the first is breached")
	_, ok = timeline.NextDue(judge("12:00", 15*time.Minute, time.Hour)...)
	assert.False(t, ok, "all are breached")
	undecided := timeline.Target{Measure: timeline.TimeToResolve(), Within: time.Minute}.Of(l.AsOf(clock("10:20")))
	_, ok = timeline.NextDue(undecided)
	assert.False(t, ok, "its clock has not begun")
	same := judge("10:20", 30*time.Minute, 30*time.Minute)
	same[0].Due = timeline.Between(clock("10:30"), clock("10:40"))
	next, _ = timeline.NextDue(same...)
	assert.True(t, next.Due.IsExact(), "of two that can run out at once the one that must")
	assert.Len(t, same, 2, "the arguments are left alone")
}

func TestStandingWords(t *testing.T) {
	for s := range timeline.NotAsked + 1 {
		assert.Equal(t, s, timeline.MustParseStanding(s.String()))
		assert.True(t, s.IsValid())
	}
	assert.Equal(t, timeline.Undecidable, timeline.Verdict{}.Standing)
	assert.False(t, timeline.Standing(7).IsValid())
	assert.Equal(t, "Standing(7)", timeline.Standing(7).String())
	_, err := timeline.ParseStanding("late")
	assert.Error(t, err)
}

// Whatever the log and the measure, a verdict has a due time that can be written
// and read, and its standing follows from its figure.
func TestVerdictsOfAnyLog(t *testing.T) {
	r := rand.New(rand.NewPCG(151, 157))
	measures := eachRefined(t)
	for round := range rounds(60) {
		v := withHolds(t, r, r.IntN(30)).AsOf(day.Add(time.Duration(r.IntN(50)) * time.Hour))
		for _, m := range measures {
			target := timeline.Target{Measure: m, Within: time.Duration(r.IntN(7200)) * time.Second, Warn: time.Minute}
			verdict := target.Of(v)
			why := "round %d: %s due %s: %s"
			read, err := timeline.ParseInstant(verdict.Due.String())
			require.NoError(t, err)
			require.Equal(t, verdict.Due, read, why, round, verdict.Standing, verdict.Due, verdict.Figure.Sentence())
			least, most, hasLeast, hasMost := verdict.Figure.Bounds()
			switch verdict.Standing {
			case timeline.Breached:
				require.True(t, hasLeast && least > target.Within, why, round, verdict.Standing, verdict.Due, verdict.Figure.Sentence())
			case timeline.Met:
				_, within := m.Period()
				require.True(t, within && verdict.Figure.Kind() == timeline.Ongoing || hasMost && most <= target.Within, why, round, verdict.Standing, verdict.Due, verdict.Figure.Sentence())
			case timeline.OnTrack, timeline.AtRisk:
				total := verdict.Figure.Measure().From() == "" // which can grow while nothing is down
				require.True(t, total || verdict.Figure.Kind() == timeline.Ongoing, why, round, verdict.Standing, verdict.Due, verdict.Figure.Sentence())
			}
		}
	}
}
