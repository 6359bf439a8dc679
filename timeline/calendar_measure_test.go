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

func TestWorkingTime(t *testing.T) {
	office := []timeline.Shift{{From: 9 * time.Hour, To: 17 * time.Hour}}
	cal, err := timeline.NewCalendar("office", time.UTC, timeline.Week{time.Wednesday: office, time.Thursday: office})
	require.NoError(t, err)
	// 2026-03-04 is a Wednesday.
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("16:00"), timeline.At(clock("10:30").Add(24*time.Hour))),
		milestone(timeline.Detected, timeline.About(clock("16:50"), 20*time.Minute)))
	closeIncident(t, l, timeline.At(clock("11:00").Add(24*time.Hour)))
	v := l.AsOf(late)
	for name, test := range map[string]struct {
		m    timeline.Measure
		want string
	}{
		"restored":              {timeline.TimeToRestore(), "2h30m"},
		"an end after hours":    {timeline.TimeToDetect(), "~50m"},
		"downtime":              {timeline.Downtime(), "2h30m"},
		"cumulative":            {timeline.TimeToRestore().Cumulative(), "2h30m"},
		"in a period":           {timeline.TimeToRestore().Within(span(t, 0, 86400)), "1h"},
		"availability":          {timeline.Availability(timeline.DowntimeOnly(), span(t, 0, 2*86400)), "84.3750 %"},
		"nobody works":          {timeline.Availability(timeline.DowntimeOnly(), span(t, 0, 3600)), "unknown (the period has not begun, or is empty)"},
		"no effect on a count":  {timeline.Updates(), timeline.Updates().Of(v).String()},
		"no calendar: all time": {timeline.TimeToRestore().Under(cal).Under(nil), "18h30m"},
	} {
		if name == "no calendar: all time" {
			assert.Equal(t, test.want, test.m.Of(v).String(), name)
			continue
		}
		assert.Equal(t, test.want, test.m.Under(cal).Of(v).String(), name)
	}
	f := timeline.TimeToDetect().Under(cal).Of(v)
	assert.Equal(t, "30m–1h", f.Range())
	assert.Contains(t, f.Sentence(), "in the working time of office")
}

// A grid is a time known to a few minutes: anywhere from lo to hi.
type grid struct{ lo, hi int }

func minute(n int) time.Time { return day.Add(time.Duration(n) * time.Minute) }

func (g grid) instant() timeline.Instant { return timeline.Between(minute(g.lo), minute(g.hi)) }

func promised(m timeline.Measure, limit time.Duration) timeline.Target {
	return timeline.Target{Measure: m, Within: limit, Warn: 10 * time.Minute}
}

// The due time of a running target is the last moment at which it can still be
// met: a view then is not breached, and a view just after it is.
func TestDueIsTheLastMoment(t *testing.T) {
	cal, err := timeline.NewCalendar("office", time.UTC, timeline.Week{time.Wednesday: {{From: 9 * time.Hour, To: 12 * time.Hour}, {From: 13 * time.Hour, To: 17 * time.Hour}}})
	require.NoError(t, err)
	for seed := range uint64(rounds(400)) {
		r := rand.New(rand.NewPCG(seed, 94))
		start := grid{600 + r.IntN(6), 606 + r.IntN(2)}
		l := logOf(t, impact(timeline.Scope{}, timeline.Major, start.instant(), timeline.Instant{}))
		a := status(t, l, "investigating", timeline.PhaseActive, timeline.At(minute(start.lo)), uuid.Nil)
		if r.IntN(2) == 0 {
			from, to := start.hi+r.IntN(20), start.hi+20+r.IntN(20)
			b := add(t, l, timeline.Event{Kind: timeline.KindStatus, Status: "waiting", Phase: timeline.PhaseActive, Hold: "parked", Occurred: timeline.At(minute(from)), Previous: a.ID})
			status(t, l, "investigating", timeline.PhaseActive, timeline.At(minute(to)), b.ID)
		}
		target := promised(pick(r, timeline.TimeToRestore(), timeline.TimeToRestore().WithoutHold(), timeline.TimeToRestore().Under(cal), timeline.TimeToRestore().Under(cal).WithoutHold()), time.Duration(40+r.IntN(200))*time.Minute)
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
