package timeline_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func within(m timeline.Measure, limit time.Duration) timeline.Target {
	return timeline.Target{Measure: m, Within: limit, Warn: 10 * time.Minute}
}

func TestTargets(t *testing.T) {
	began := func(at timeline.Instant) timeline.Event {
		return impact(timeline.Scope{}, timeline.Major, at, timeline.Instant{})
	}
	done := logOf(t, began(on("10:00")), restore(timeline.Scope{}, on("11:00")))
	about := logOf(t, began(timeline.About(clock("10:00"), 5*time.Minute)), restore(timeline.Scope{}, on("11:00")))
	open, openAbout := logOf(t, began(on("10:00"))), logOf(t, began(timeline.About(clock("10:00"), 5*time.Minute)))
	silent := logOf(t, update("investigating", on("10:00")))
	elsewhere := logOf(t, began(on("10:00")), timeline.Event{Kind: timeline.KindNotAffected, Scope: timeline.Region("eu")})
	restore := timeline.TimeToRestore()
	for _, test := range []struct {
		name   string
		log    *timeline.Log
		now    string
		target timeline.Target
		want   timeline.Standing
		due    string
	}{
		{"met", done, "12:00", within(restore, 61*time.Minute), timeline.Met, "2026-03-04T11:01:00Z"},
		{"met at the limit itself", done, "12:00", within(restore, time.Hour), timeline.Met, "2026-03-04T11:00:00Z"},
		{"breached", done, "12:00", within(restore, 59*time.Minute), timeline.Breached, "2026-03-04T10:59:00Z"},
		{"undecidable under bounds", about, "12:00", within(restore, time.Hour), timeline.Undecidable, "2026-03-04T11:00:00Z~PT5M"},
		{"met whatever the bounds", about, "12:00", within(restore, 65*time.Minute), timeline.Met, "2026-03-04T11:05:00Z~PT5M"},
		{"breached whatever the bounds", about, "12:00", within(restore, 54*time.Minute), timeline.Breached, "2026-03-04T10:54:00Z~PT5M"},
		{"on track", open, "10:40", within(restore, time.Hour), timeline.OnTrack, "2026-03-04T11:00:00Z"},
		{"at risk", open, "10:50", within(restore, time.Hour), timeline.AtRisk, "2026-03-04T11:00:00Z"},
		{"due now", open, "11:00", within(restore, time.Hour), timeline.AtRisk, "2026-03-04T11:00:00Z"},
		{"breached while it runs", open, "11:01", within(restore, time.Hour), timeline.Breached, "2026-03-04T11:00:00Z"},
		{"perhaps breached while it runs", openAbout, "11:01", within(restore, time.Hour), timeline.Undecidable, "2026-03-04T11:00:00Z~PT5M"},
		{"at risk, as it may have begun early", openAbout, "10:46", within(restore, time.Hour), timeline.AtRisk, "2026-03-04T11:00:00Z~PT5M"},
		{"its clock has not begun", open, "10:40", within(restore.Since(timeline.Detected), time.Hour), timeline.NotStarted, ""},
		{"nothing to measure from", silent, "12:00", within(restore, time.Hour), timeline.Undecidable, ""},
		{"not asked of a place that was spared", elsewhere, "12:00", within(restore.In(timeline.Region("eu")), time.Hour), timeline.NotAsked, ""},
		{"a budget of downtime", open, "10:40", within(timeline.Downtime(), 43*time.Minute), timeline.AtRisk, ""},
		{"a budget that is spent", open, "10:44", within(timeline.Downtime(), 43*time.Minute), timeline.Breached, ""},
		{"a count is no time", silent, "12:00", within(timeline.Updates(), time.Hour), timeline.Undecidable, ""},
	} {
		got := test.target.Of(test.log.AsOf(clock(test.now)))
		assert.Equal(t, test.want, got.Standing, "%s: %s", test.name, got.Figure)
		assert.Equal(t, test.due, got.Due.String(), test.name)
	}
}

// The due time of a running target is the last moment at which it can still be
// met: a view then is not breached, and a view just after it is.
func TestDueIsTheLastMoment(t *testing.T) {
	cal, err := timeline.NewCalendar("office", time.UTC, timeline.Week{time.Wednesday: {{From: 9 * time.Hour, To: 12 * time.Hour}, {From: 13 * time.Hour, To: 17 * time.Hour}}})
	require.NoError(t, err)
	for seed := range uint64(rounds(400)) {
		r := rand.New(rand.NewPCG(seed, 94))
		start := randomGrid(r, 600)
		l := logOf(t, impact(timeline.Scope{}, timeline.Major, start.instant(), timeline.Instant{}))
		a := status(t, l, "investigating", timeline.PhaseActive, timeline.At(minute(start.lo)), uuid.Nil)
		if r.IntN(2) == 0 {
			from, to := start.hi+r.IntN(20), start.hi+20+r.IntN(20)
			b := add(t, l, timeline.Event{Kind: timeline.KindStatus, Status: "waiting", Phase: timeline.PhaseActive, Hold: "parked", Occurred: timeline.At(minute(from)), Previous: a.ID})
			status(t, l, "investigating", timeline.PhaseActive, timeline.At(minute(to)), b.ID)
		}
		target := within(pick(r, timeline.TimeToRestore(), timeline.TimeToRestore().WithoutHold(), timeline.TimeToRestore().Under(cal), timeline.TimeToRestore().Under(cal).WithoutHold()), time.Duration(40+r.IntN(200))*time.Minute)
		verdict := target.Of(l.AsOf(minute(start.hi + 60)))
		earliest, ok := verdict.Due.Earliest()
		require.True(t, ok, "seed %d", seed)
		latest, ok := verdict.Due.Latest()
		require.True(t, ok, "seed %d", seed)
		just := time.Microsecond
		require.NotContains(t, []timeline.Standing{timeline.Breached, timeline.Undecidable}, target.Of(l.AsOf(earliest)).Standing, "seed %d: possibly breached before it is due", seed)
		require.NotEqual(t, timeline.Breached, target.Of(l.AsOf(latest)).Standing, "seed %d", seed)
		if workingAfter(cal, target, latest) {
			require.Equal(t, timeline.Breached, target.Of(l.AsOf(latest.Add(just))).Standing, "seed %d", seed)
		}
		if workingAfter(cal, target, earliest) && earliest.Before(latest) {
			require.Equal(t, timeline.Undecidable, target.Of(l.AsOf(earliest.Add(just))).Standing, "seed %d", seed)
		}
	}
}

// workingAfter reports whether the clock of the target runs on just after t.
func workingAfter(cal *timeline.Calendar, target timeline.Target, t time.Time) bool {
	return target.Measure.Calendar() == nil || cal.Working(t)
}

func TestNextDue(t *testing.T) {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), timeline.Instant{}), milestone(timeline.Acknowledged, on("10:05")))
	v := l.AsOf(clock("10:40"))
	var verdicts []timeline.Verdict
	for _, target := range []timeline.Target{
		within(timeline.TimeToAcknowledge(), 10*time.Minute), within(timeline.TimeToRestore(), 2*time.Hour),
		within(timeline.TimeToMitigate(), time.Hour), within(timeline.TimeToDetect(), 20*time.Minute),
	} {
		verdicts = append(verdicts, target.Of(v))
	}
	next, ok := timeline.NextDue(verdicts...)
	require.True(t, ok)
	assert.Equal(t, timeline.Mitigated, next.Target.Measure.To())
	assert.Equal(t, on("11:00"), next.Due)
	_, ok = timeline.NextDue(verdicts[0])
	assert.False(t, ok, "what has ended is not due")
	_, ok = timeline.NextDue()
	assert.False(t, ok)
}

// While work is on hold and that time does not count, the time runs out no sooner
// than if it went on at once.
func TestDueWhileOnHold(t *testing.T) {
	l := onHold(t, on("10:30"), timeline.Instant{})
	target := within(timeline.TimeToResolve().WithoutHold(), time.Hour)
	got := target.Of(l.AsOf(clock("12:00")))
	assert.Equal(t, timeline.OnTrack, got.Standing)
	assert.Equal(t, timeline.NotBefore(clock("12:30")), got.Due)
	assert.Equal(t, timeline.Breached, within(timeline.TimeToResolve(), time.Hour).Of(l.AsOf(clock("12:00"))).Standing)
}
