package timeline_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// The tests of this file are named for other products and for what went wrong
// there. Each shows the same situation and the answer that is given here. What
// concerns verbs and status is in package incident; medians, means and
// percentiles are not part of this package.

// anywhere is no place in particular.
var anywhere timeline.Scope

// isKnown checks a figure of time that has one value.
func isKnown(t *testing.T, want time.Duration, f timeline.Figure, why ...any) {
	t.Helper()
	assert.Equal(t, timeline.Known, f.Kind(), why...)
	got, ok := f.Duration()
	assert.True(t, ok, why...)
	assert.Equal(t, want, got, why...)
}

// hasNoValue checks that a figure has a kind and a reason, and no number: not in
// Go and not in JSON.
func hasNoValue(t *testing.T, kind timeline.FigureKind, reason timeline.ReasonCode, f timeline.Figure, why ...any) {
	t.Helper()
	assert.Equal(t, kind, f.Kind(), why...)
	assert.Equal(t, reason, f.Reason().Code, why...)
	_, known := f.Duration()
	_, least := f.Min()
	_, greatest := f.Max()
	_, approx := f.Approx()
	assert.Equal(t, [4]bool{}, [4]bool{known, least, greatest, approx}, why...)
	for _, name := range [...]string{"min", "max", "approx", "iso8601"} {
		assert.Equal(t, "null", string(members(t, f)[name]), "%s", name)
	}
}

// members are the JSON members of a figure.
func members(t *testing.T, f timeline.Figure) map[string]json.RawMessage {
	t.Helper()
	b, err := f.MarshalJSON()
	require.NoError(t, err)
	var out map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(b, &out))
	return out
}

// aLife is an incident that was declared and resolved at those times, with an
// impact that began at 10:00 and ended at 11:00.
func aLife(t *testing.T, declared, resolved string) *timeline.Log {
	t.Helper()
	l := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("11:00")))
	first := status(t, l, "investigating", timeline.PhaseActive, on(declared), uuid.Nil)
	status(t, l, "resolved", timeline.PhaseResolved, on(resolved), first.ID)
	return l
}

// DevLake computes uint(closed.Sub(created).Minutes()), so that -90 minutes are
// 18446744073709551526; right is invalid, with the two ends that contradict.
func TestPeerDevLakeNegativeDurationWraps(t *testing.T) {
	v := aLife(t, "14:00", "12:30").AsOf(late)
	f := timeline.Elapsed(timeline.Declared, timeline.Resolved).Of(v)
	hasNoValue(t, timeline.Invalid, timeline.ReasonNegative, f)
	assert.Equal(t, []string{"declared", "resolved"}, f.Reason().About)
	ok := timeline.Elapsed(timeline.Declared, timeline.Resolved).Of(aLife(t, "10:00", "11:00").AsOf(late))
	hasNoValue(t, timeline.Unknown, timeline.ReasonPartialSum, timeline.Sum(ok, f), "nor does a sum wrap")
}

// DevLake's median is max(x) where percent_rank() <= 0.5, of two the smaller; no
// figure here stands for several in that way: a sum has both, the k-th is counted.
func TestPeerDevLakeMedianOfTwoIsTheSmaller(t *testing.T) {
	short, long := aLife(t, "10:00", "11:00").AsOf(late), aLife(t, "10:00", "13:00").AsOf(late)
	sum := timeline.Sum(timeline.TimeToResolve().Of(short), timeline.TimeToResolve().Of(long))
	isKnown(t, 4*time.Hour, sum)
	assert.Equal(t, 2, sum.Incidents())

	v := logOf(t, impact(timeline.Region("eu"), timeline.Major, on("10:00"), on("11:00")),
		impact(timeline.Region("us"), timeline.Major, on("10:00"), on("13:00"))).AsOf(late)
	isKnown(t, time.Hour, timeline.TimeToRestore().Regions(1).Of(v))
	isKnown(t, 3*time.Hour, timeline.TimeToRestore().Regions(2).Of(v))
}

// DevLake drops incidents that are open from its figures; right is that the sum
// goes on, with the time so far as its least.
func TestPeerDevLakeOpenIncidentsVanish(t *testing.T) {
	open := logOf(t, impact(anywhere, timeline.Major, on("10:00"), timeline.Instant{}))
	status(t, open, "investigating", timeline.PhaseActive, on("10:05"), uuid.Nil)
	for _, m := range []timeline.Measure{timeline.TimeToResolve(), timeline.Downtime()} {
		f := timeline.Sum(m.Of(aLife(t, "10:00", "11:00").AsOf(clock("15:00"))), m.Of(open.AsOf(clock("15:00"))))
		assert.Equal(t, timeline.Ongoing, f.Kind(), m.ID())
		assert.Equal(t, "≥ 6h", f.String(), m.ID())
		assert.Equal(t, 2, f.Incidents(), m.ID())
		_, known := f.Duration()
		assert.False(t, known, m.ID())
	}
}

// fourkeys counts whole hours by TIMESTAMP_DIFF(…, HOUR), Dispatch and Rootly cut
// to hours as well, so that 59 minutes are 0; right is exact to the microsecond.
func TestPeerFourkeysWholeHours(t *testing.T) {
	const length = 59*time.Minute + 59*time.Second + 999999*time.Microsecond
	v := logOf(t, impact(anywhere, timeline.Major, on("10:00"), timeline.At(clock("10:00").Add(length)))).AsOf(late)
	for _, m := range []timeline.Measure{timeline.TimeToRestore(), timeline.Downtime(), timeline.ImpactTime()} {
		isKnown(t, length, m.Of(v), m.ID())
		isKnown(t, 2*length, timeline.Sum(m.Of(v), m.Of(v)), m.ID())
	}
	assert.Equal(t, `"PT59M59.999999S"`, string(members(t, timeline.Downtime().Of(v))["iso8601"]))
}

// go-pagerduty decodes seconds_to_engage into an int with omitempty, so that null
// for a lone responder is 0 s; right is unknown, null in JSON, and nothing in a sum.
func TestPeerPagerDutyNullSecondsAreZero(t *testing.T) {
	l := aLife(t, "10:05", "11:30")
	add(t, l, milestone(timeline.Acknowledged, on("10:06")))
	mobilize := timeline.TimeToMobilize().Since(timeline.Acknowledged)
	f := mobilize.Of(l.AsOf(late))
	hasNoValue(t, timeline.Unknown, timeline.ReasonMissing, f)
	assert.Equal(t, []string{"mobilized"}, f.Reason().About)
	hasNoValue(t, timeline.Unknown, timeline.ReasonNone, timeline.Figure{}, "nor is the zero value of Go a zero")

	add(t, l, milestone(timeline.Mobilized, on("10:06")))
	at := mobilize.Of(l.AsOf(late))
	isKnown(t, 0, at, "they were together at once")
	assert.Equal(t, "0", string(members(t, at)["min"]), "and that zero is written")
	hasNoValue(t, timeline.Unknown, timeline.ReasonPartialSum, timeline.Sum(at, f))
}

func TestPeerKeep(t *testing.T) {
	// MTTD and MTTR of no incidents are 0; right is unknown.
	t.Run("nothing is zero", func(t *testing.T) {
		empty := timeline.NewLog(incidentID).AsOf(late)
		for _, m := range timeline.Standard() {
			hasNoValue(t, timeline.Unknown, timeline.ReasonNothingKnown, m.Of(empty), m.ID())
		}
		hasNoValue(t, timeline.Unknown, timeline.ReasonNothingKnown, timeline.Sum())
		hasNoValue(t, timeline.Unknown, timeline.ReasonNothingKnown, timeline.Downtime().Across())
		hasNoValue(t, timeline.Unknown, timeline.ReasonMissing, timeline.Downtime().Across(empty, empty))
	})
	// "if not shortest" takes a measured 0 for unset; right is that 0 is a value.
	t.Run("zero is unset", func(t *testing.T) {
		l := aLife(t, "10:05", "11:00")
		add(t, l, milestone(timeline.Detected, on("10:00")))
		zero := timeline.TimeToDetect().Of(l.AsOf(late))
		isKnown(t, 0, zero)
		least, ok := zero.Min()
		assert.True(t, ok)
		assert.Zero(t, least)
		isKnown(t, 0, timeline.Sum(zero, zero))
		assert.Equal(t, timeline.ReasonNone, timeline.Sum(zero, zero).Reason().Code)
	})
	// MTTD and MTTR take in merged and deleted incidents; right is that one that
	// ended as another has no time of its own, and shared time counts once.
	t.Run("merged counts twice", func(t *testing.T) {
		l := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("10:30")), milestone(timeline.Detected, on("10:05")))
		add(t, l, timeline.Event{Kind: timeline.KindStatus, Status: "merged", Phase: timeline.PhaseClosed, Resolution: "merged", Occurred: on("10:30")})
		merged, whole := l.AsOf(late), aLife(t, "10:00", "11:00").AsOf(late)
		f := timeline.TimeToResolve().Of(merged)
		hasNoValue(t, timeline.NotApplicable, timeline.ReasonResolution, f)
		isKnown(t, time.Hour, timeline.Sum(timeline.TimeToResolve().Of(whole), f))
		isKnown(t, time.Hour, timeline.Downtime().Across(whole, merged))

		deleted := timeline.NewLog(incidentID)
		e := add(t, deleted, impact(anywhere, timeline.Major, on("10:00"), on("12:00")))
		add(t, deleted, timeline.Event{Kind: timeline.KindRetract, Target: e.ID})
		hasNoValue(t, timeline.Unknown, timeline.ReasonNothingKnown, timeline.Downtime().Of(deleted.AsOf(late)))
		isKnown(t, time.Hour, timeline.Downtime().Across(whole, deleted.AsOf(late)))
	})
}

// Keep makes firing of a status that it does not know; right is that it is kept
// and reported, and that nobody says that the incident goes on.
func TestPeerKeepUnknownStatusIsFiring(t *testing.T) {
	l := logOf(t, impact(anywhere, timeline.Major, on("10:00"), timeline.Instant{}))
	status(t, l, "archived", "filed_away", on("10:30"), uuid.Nil)
	v := l.AsOf(late)
	now, _ := v.Status()
	assert.Equal(t, "archived", now.Name)
	assert.Equal(t, timeline.Phase("filed_away"), now.Phase)
	assert.Equal(t, []string{timeline.RuleUnknownPhase}, rules(v))
	for _, m := range []timeline.Measure{timeline.TimeToResolve(), timeline.TimeToRestore(), timeline.Downtime()} {
		assert.NotEqual(t, timeline.Ongoing, m.Of(v).Kind(), "%s %s: it may well be over", m.ID(), m.Of(v))
	}
	l = aLife(t, "10:05", "11:00")
	now, _ = l.AsOf(late).Status()
	status(t, l, "archived", "filed_away", on("12:00"), now.Event)
	f := timeline.TimeToResolve().Of(l.AsOf(late))
	assert.NotEqual(t, timeline.Ongoing, f.Kind(), "%s: nobody reopened it", f)
}

func TestPeerDispatch(t *testing.T) {
	// A missing stable_at is now, so that the past grows daily; right is unknown
	// once the incident is over, the same whenever one asks.
	t.Run("missing is now", func(t *testing.T) {
		l := aLife(t, "10:05", "11:30")
		f := timeline.TimeToMitigate().Of(l.AsOf(late))
		hasNoValue(t, timeline.Unknown, timeline.ReasonMissing, f)
		for _, m := range timeline.Standard() {
			if m == timeline.TimeToClose() || m == timeline.TimeToReview() {
				continue // those can still come
			}
			assert.Equal(t, m.Of(l.AsOf(late)), m.Of(l.AsOf(late.AddDate(1, 0, 0))), m.ID())
		}
	})
	// Created as closed is stable, closed and reported at once, 0 h in the mean;
	// right is that one event does not tell how long it took from the one to the other.
	t.Run("created as resolved", func(t *testing.T) {
		l := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("11:00")))
		status(t, l, "resolved", timeline.PhaseResolved, on("15:00"), uuid.Nil)
		f := timeline.Elapsed(timeline.Declared, timeline.Resolved).Of(l.AsOf(late))
		assert.NotEqual(t, timeline.Known, f.Kind(), "%s", f)
	})
	// An empty bucket is NaN; right is unknown, and JSON that reads.
	t.Run("empty bucket is NaN", func(t *testing.T) {
		v := aLife(t, "10:05", "11:30").AsOf(late)
		none := timeline.MustParseSpan("2026-03-04T00:00:00Z/2026-03-04T00:00:00Z")
		ahead := timeline.MustParseSpan("2027-01-01T00:00:00Z/2027-02-01T00:00:00Z")
		for _, period := range []timeline.Span{none, ahead, {}} {
			hasNoValue(t, timeline.Unknown, timeline.ReasonPeriod, timeline.Availability(timeline.DowntimeOnly(), period).Of(v))
		}
		quiet := timeline.MustParseSpan("2026-03-05T00:00:00Z/2026-03-06T00:00:00Z")
		isKnown(t, 0, timeline.Downtime().Within(quiet).Of(v))
		least, ok := timeline.Availability(timeline.DowntimeOnly(), quiet).Of(v).Min()
		assert.True(t, ok)
		assert.InDelta(t, 1, least, 0)
	})
}

// FireFighter skips a negative duration and leaves the row computed before, so
// that it looks valid; right is invalid from then on, and as it was before.
func TestPeerFireFighterStaleFigure(t *testing.T) {
	l := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("11:00")))
	found := milestone(timeline.Detected, on("10:10"))
	found.Recorded = clock("10:10")
	fact := add(t, l, found)
	found.Occurred, found.Recorded, found.Amends = on("09:50"), clock("12:00"), fact.ID
	add(t, l, found)
	isKnown(t, 10*time.Minute, timeline.TimeToDetect().Of(l.AsOf(clock("11:59"))))
	hasNoValue(t, timeline.Invalid, timeline.ReasonNegative, timeline.TimeToDetect().Of(l.AsOf(clock("12:00"))))

	meter := timeline.NewMeter(timeline.TimeToDetect())
	isKnown(t, 10*time.Minute, meter.Of(l.AsOf(clock("11:59")))[0])
	hasNoValue(t, timeline.Invalid, timeline.ReasonNegative, meter.Of(l.AsOf(clock("12:00")))[0])
}

// FireFighter's check of the order of key events is a to-do; right is that each
// pair in the wrong order is invalid and the others are as they were.
func TestPeerFireFighterOrderUnchecked(t *testing.T) {
	v := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("11:00")),
		milestone(timeline.Detected, on("10:20")), milestone(timeline.Acknowledged, on("10:10"))).AsOf(late)
	hasNoValue(t, timeline.Invalid, timeline.ReasonNegative, timeline.TimeToAcknowledge().Since(timeline.Detected).Of(v))
	isKnown(t, 20*time.Minute, timeline.TimeToDetect().Of(v))
	isKnown(t, 10*time.Minute, timeline.TimeToAcknowledge().Of(v))

	backwards := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("09:00"))).AsOf(late)
	hasNoValue(t, timeline.Invalid, timeline.ReasonContradicted, timeline.Downtime().Of(backwards))
	assert.Equal(t, []string{timeline.RuleEndBeforeStart}, rules(backwards))
}

func TestPeerStactus(t *testing.T) {
	// The end is the newest update called resolved, even if a later one tells that
	// it broke again; right is that the time to restore goes on.
	t.Run("broke again", func(t *testing.T) {
		v := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("11:00")), update("resolved", on("11:00")),
			impact(anywhere, timeline.Major, on("11:20"), timeline.Instant{}), update("investigating", on("11:25"))).AsOf(clock("12:00"))
		for _, m := range []timeline.Measure{timeline.TimeToRestore(), timeline.TimeToResolve()} {
			assert.Equal(t, timeline.Ongoing, m.Of(v).Kind(), m.ID())
			assert.Equal(t, "≥ 2h", m.Of(v).String(), m.ID())
		}
		isKnown(t, time.Hour, timeline.TimeToRestore().First().Of(v))
		assert.Equal(t, "≥ 1h40m", timeline.Downtime().Of(v).String())
	})
	// An incident of no length leaves the MTTR in silence; right is that it counts.
	t.Run("no length", func(t *testing.T) {
		v := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("10:00"))).AsOf(late)
		for _, m := range []timeline.Measure{timeline.TimeToRestore(), timeline.Downtime()} {
			isKnown(t, 0, m.Of(v), m.ID())
			sum := timeline.Sum(m.Of(v), m.Of(aLife(t, "10:00", "11:00").AsOf(late)))
			isKnown(t, time.Hour, sum, m.ID())
			assert.Equal(t, 2, sum.Incidents(), m.ID())
		}
	})
}

func TestPeerRootly(t *testing.T) {
	// A step that was skipped gets the time of the next, which cannot be told from
	// a measured one; right is unknown.
	t.Run("skipped step is imputed", func(t *testing.T) {
		l := aLife(t, "10:05", "11:30")
		f := timeline.TimeToMitigate().Of(l.AsOf(late))
		hasNoValue(t, timeline.Unknown, timeline.ReasonMissing, f)
		assert.Equal(t, []string{"mitigated"}, f.Reason().About)
		add(t, l, update("monitoring", on("11:10")))
		f = timeline.TimeToMitigate().Of(l.AsOf(late))
		assert.Equal(t, timeline.Bounded, f.Kind(), "what bounds it is named, and it is no measured time")
		assert.Equal(t, []string{"mitigated", "update_published:monitoring"}, f.Reason().About)
	})
	// The duration of a resolved incident stops at mitigated; right is that each
	// figure stops where its name says.
	t.Run("duration stops at mitigated", func(t *testing.T) {
		l := aLife(t, "10:05", "11:30")
		add(t, l, milestone(timeline.Mitigated, on("10:40")))
		v := l.AsOf(late)
		isKnown(t, 40*time.Minute, timeline.TimeToMitigate().Of(v))
		isKnown(t, time.Hour, timeline.TimeToRestore().Of(v))
		isKnown(t, time.Hour, timeline.Downtime().Of(v))
		isKnown(t, 90*time.Minute, timeline.TimeToResolve().Of(v))
	})
}

// Jeli ends an incident with the last chat message and starts it with the first;
// right is that no message starts or ends anything.
func TestPeerJeliLastMessageEnds(t *testing.T) {
	l := timeline.NewLog(incidentID)
	for _, at := range []string{"09:00", "10:30", "17:45"} {
		add(t, l, timeline.Event{Kind: "note", Text: "hm", Occurred: on(at)})
	}
	first := status(t, l, "investigating", timeline.PhaseActive, on("10:20"), uuid.Nil)
	status(t, l, "closed", timeline.PhaseClosed, on("12:00"), first.ID)
	v := l.AsOf(late)
	for _, m := range []timeline.Measure{timeline.TimeToRestore(), timeline.TimeToClose(), timeline.Downtime()} {
		hasNoValue(t, timeline.Unknown, timeline.ReasonMissing, m.Of(v), m.ID())
		assert.Equal(t, []string{"impact_started"}, m.Of(v).Reason().About, m.ID())
	}
	add(t, l, impact(anywhere, timeline.Major, on("10:00"), timeline.Instant{}))
	v = l.AsOf(late)
	hasNoValue(t, timeline.Unknown, timeline.ReasonNoEnd, timeline.TimeToRestore().Of(v))
	hasNoValue(t, timeline.Unknown, timeline.ReasonMissing, timeline.TimeToResolve().Of(v))
	isKnown(t, 2*time.Hour, timeline.TimeToClose().Of(v))
}
