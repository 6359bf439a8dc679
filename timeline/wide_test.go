package timeline_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// An impact everywhere ends in each region when that region comes back.
func TestRegionsOfAnImpactEverywhere(t *testing.T) {
	a, b := timeline.Region("a"), timeline.Region("b")
	l := logOf(t,
		impact(timeline.Everywhere(), timeline.Major, on("10:00"), timeline.Instant{}),
		timeline.Event{Kind: timeline.KindRestore, Scope: a, Occurred: on("10:30")},
		timeline.Event{Kind: timeline.KindRestore, Scope: b, Occurred: on("10:40")},
		timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Everywhere(), Occurred: on("10:50")},
	)
	closeIncident(t, l, on("11:00"))
	v := l.AsOf(late)
	for where, want := range map[timeline.Scope]string{a: "30m", b: "40m", {}: "50m"} {
		assert.Equal(t, want, timeline.TimeToRestore().In(where).Of(v).String(), where.String())
		assert.Equal(t, want, timeline.TimeToRestore().First().In(where).Of(v).String(), where.String())
		assert.Equal(t, want, timeline.Downtime().In(where).Of(v).String(), where.String())
	}
	assert.Equal(t, "30m", timeline.TimeToRestore().In(timeline.Scope{}.Of(timeline.Some)).Of(v).String(), "the first region")
}

// The first region back is a restoration of something narrower than the whole,
// also where the impact was not said to have places.
func TestFirstOfAnImpactThatIsNotNarrowed(t *testing.T) {
	l := logOf(t,
		impact(timeline.Scope{}, timeline.Major, on("10:00"), timeline.Instant{}),
		timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Region("a"), Occurred: on("10:30")},
		timeline.Event{Kind: timeline.KindRestore, Occurred: on("10:50")},
	)
	v := l.AsOf(late)
	assert.Equal(t, "30m", timeline.TimeToRestore().In(timeline.Scope{}.Of(timeline.Some)).Of(v).String())
	assert.Equal(t, "50m", timeline.TimeToRestore().Of(v).String())
}

// What was recorded ahead of its time has not happened as of the view.
func TestNothingFromTheFuture(t *testing.T) {
	l := logOf(t,
		impact(timeline.Scope{}, timeline.Major, on("10:00"), on("12:00")),
		timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Occurred: on("14:00"), Ended: on("15:00"), Recorded: clock("09:00")},
	)
	early, end := l.AsOf(clock("11:00")), l.AsOf(late)
	assert.Equal(t, "≥ 1h", timeline.Downtime().Of(early).String())
	assert.Equal(t, "≥ 1h", timeline.TimeToRestore().Of(early).String())
	assert.Equal(t, "3h", timeline.Downtime().Of(end).String())
}

// A correction without a recording time counts from when its fact was known,
// not before.
func TestUndatedCorrections(t *testing.T) {
	l := timeline.NewLog(incidentID)
	add(t, l, impact(timeline.Scope{}, timeline.Major, on("09:00"), timeline.Instant{}))
	r := add(t, l, timeline.Event{Kind: timeline.KindRestore, Occurred: on("09:40"), Recorded: clock("10:00")})
	r2 := r
	r2.ID, r2.Amends, r2.Occurred, r2.Recorded = uuid.Nil, r.ID, on("09:50"), time.Time{}
	by := add(t, l, r2)
	before, after := l.AsOf(clock("09:55")), l.AsOf(clock("10:05"))
	assert.Equal(t, timeline.Ongoing, timeline.Downtime().Of(before).Kind())
	assert.Empty(t, rules(before))
	assert.Equal(t, "50m", timeline.Downtime().Of(after).String())
	held, ok := after.AmendedBy(r.ID)
	require.True(t, ok)
	assert.Equal(t, by.ID, held)
}

// A figure that its witness settles is still not one of a recorded milestone.
func TestWitnessesAreNotRecords(t *testing.T) {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), timeline.Instant{}), milestone(timeline.Acknowledged, on("10:00")))
	f := timeline.TimeToDetect().Of(l.AsOf(late))
	assert.Equal(t, timeline.Bounded, f.Kind())
	assert.Equal(t, timeline.ReasonWitness, f.Reason().Code)
	assert.Equal(t, "0s", f.Range())
	_, ok := f.Duration()
	assert.False(t, ok)
}

func TestReachedBeforeTheImpactCame(t *testing.T) {
	l := logOf(t,
		impact(timeline.Region("a"), timeline.Major, on("10:00"), timeline.Instant{}),
		impact(timeline.Region("b"), timeline.Major, on("11:00"), timeline.Instant{}),
		milestone(timeline.Detected, on("10:05")),
	)
	v := l.AsOf(late)
	assert.Equal(t, "5m", timeline.TimeToDetect().In(timeline.Region("a")).Of(v).String())
	assert.Equal(t, "not applicable (detected before the impact came there)", timeline.TimeToDetect().In(timeline.Region("b")).Of(v).String())
}

func TestFindingsOfRestorationsAndLoops(t *testing.T) {
	l := logOf(t,
		impact(timeline.Region("eu-west"), timeline.Major, on("10:00"), timeline.Instant{}),
		timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Region("eu-wset"), Occurred: on("11:00")},
		timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Region("eu-west"), Occurred: on("09:00")},
	)
	assert.Equal(t, []string{timeline.RuleRestoredNothing, timeline.RuleRestoredNothing}, rules(l.AsOf(late)))

	x, y := uuid.UUID{15: 1}, uuid.UUID{15: 2}
	circle := logOf(t,
		timeline.Event{ID: x, Kind: timeline.KindStatus, Status: "a", Phase: timeline.PhaseActive, Previous: y},
		timeline.Event{ID: y, Kind: timeline.KindStatus, Status: "b", Phase: timeline.PhaseActive, Previous: x},
	)
	assert.Contains(t, rules(circle.AsOf(late)), timeline.RuleStatusLoop)
}

// A stated total that does not fit its span contradicts itself.
func TestTotalsLongerThanTheirSpan(t *testing.T) {
	l := logOf(t, impactTotal(timeline.MustParseLength("PT5H"), on("09:00"), on("10:00")))
	f := timeline.Downtime().Of(l.AsOf(late))
	assert.Equal(t, timeline.Invalid, f.Kind())
	assert.Equal(t, timeline.ReasonContradicted, f.Reason().Code)
}

// Of two accounts from the source that a view prefers, the last recorded holds,
// and the view says so.
func TestTwoRivalsOfOneSource(t *testing.T) {
	l := timeline.NewLog(incidentID)
	fact := add(t, l, milestone(timeline.Detected, on("10:00")))
	for i, at := range []string{"09:30", "09:45"} {
		e := milestone(timeline.Detected, on(at))
		e.RivalOf, e.Source, e.Recorded = fact.ID, "other", clock("12:00").AddDate(0, 0, -i)
		add(t, l, e)
	}
	v := l.AsOf(late).Preferring("other")
	assert.Contains(t, rules(v), timeline.RuleTwoRivals)
	for e := range v.Events() {
		assert.Equal(t, on("09:30"), e.Occurred, "recorded last")
	}
}

// An upper bound of a ratio is rounded up, so that it does not exclude the truth.
func TestRatioBounds(t *testing.T) {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, timeline.Between(clock("10:00"), clock("10:07")), on("11:00")))
	f := timeline.Availability(timeline.DowntimeOnly(), timeline.MustParseSpan("2026-03-04T00:00:00Z/2026-03-05T00:00:00Z")).Of(l.AsOf(late))
	assert.Equal(t, "95.8333 %–96.3195 %", f.String())
}

// A fact is not one with the witness that bounds another.
func TestWitnessIsNotTheFact(t *testing.T) {
	l := logOf(t, timeline.Event{Kind: timeline.KindStatus, Status: "investigating", Phase: timeline.PhaseActive, Occurred: on("10:00")})
	f := timeline.TimeToDeclare().Since(timeline.Detected).Of(l.AsOf(late))
	assert.Equal(t, timeline.Bounded, f.Kind(), "detection was not recorded")
	assert.Equal(t, "≥ 0s", f.String())
	assert.Equal(t, timeline.ReasonWitness, f.Reason().Code)
}

// What concerns the whole incident may precede the impact of one region.
func TestWitnessFloorIsThatOfTheWhole(t *testing.T) {
	l := logOf(t,
		impact(timeline.Region("eu"), timeline.Major, on("06:40"), on("08:00")),
		impact(timeline.Region("us"), timeline.Major, on("06:52"), on("08:00")),
		timeline.Event{Kind: timeline.KindUpdate, Status: "identified", Occurred: on("07:23")},
	)
	opened := status(t, l, "investigating", timeline.PhaseActive, on("07:00"), uuid.Nil)
	status(t, l, "closed", timeline.PhaseClosed, on("10:00"), opened.ID)
	f := timeline.TimeToClose().Since(timeline.CauseFound).In(timeline.Region("us")).Of(l.AsOf(late))
	assert.Equal(t, "2h37m–3h20m", f.String())
}

// A restoration that can have come after the start ends an impact, even one that
// is stated to stand before it.
func TestRestorationOnTheDay(t *testing.T) {
	for name, back := range map[string]timeline.Instant{
		"on the day": timeline.Between(clock("00:00"), clock("23:59")), "between": timeline.Between(clock("09:55"), clock("10:20")),
	} {
		l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), timeline.Instant{}), timeline.Event{Kind: timeline.KindRestore, Occurred: back})
		closeIncident(t, l, on("23:59"))
		f := timeline.Downtime().Of(l.AsOf(late))
		assert.Equal(t, timeline.Bounded, f.Kind(), name)
		least, _ := f.Min()
		assert.Zero(t, least, name)
	}
}

func TestFirstReturnToHealthIsNotSwallowed(t *testing.T) {
	l := logOf(t,
		impact(timeline.Region("eu"), timeline.Major, on("06:52"), on("06:53")),
		impact(timeline.Region("us"), timeline.Major, timeline.Between(clock("06:51"), clock("06:58")), on("07:35")),
		timeline.Event{Kind: timeline.KindComplete},
	)
	closeIncident(t, l, on("08:00"))
	f := timeline.TimeToRestore().First().Of(l.AsOf(late))
	least, _ := f.Min()
	assert.LessOrEqual(t, least, 60.0, "the impact on us may have begun after eu was back")
}

// An end that nobody recorded may have been the first.
func TestFirstRegionWithAnUnrecordedEnd(t *testing.T) {
	l := logOf(t,
		impact(timeline.Region("eu"), timeline.Major, on("10:00"), timeline.Instant{}),
		impact(timeline.Region("us"), timeline.Major, on("10:00"), on("10:40")),
	)
	closeIncident(t, l, on("12:00"))
	f := timeline.TimeToRestore().In(timeline.Scope{}.Of(timeline.Some)).Of(l.AsOf(late))
	assert.Equal(t, "0s–40m", f.String())
}

// Where it is open which restoration ended an impact, the end is anywhere that
// one of them allows.
func TestWhichRestorationIsOpen(t *testing.T) {
	between := logOf(t,
		impact(timeline.Scope{}, timeline.Major, on("10:00"), timeline.Instant{}),
		timeline.Event{Kind: timeline.KindRestore, Occurred: timeline.Between(clock("09:55"), clock("10:20"))},
		timeline.Event{Kind: timeline.KindRestore, Occurred: on("11:00")},
	)
	closeIncident(t, between, on("12:00"))
	assert.Equal(t, "0s–1h", timeline.Downtime().Of(between.AsOf(late)).String())

	relapse := logOf(t,
		impact(timeline.Scope{}, timeline.Major, on("09:00"), timeline.Instant{}),
		timeline.Event{Kind: timeline.KindRestore, Occurred: on("10:00")},
		impact(timeline.Scope{}, timeline.Major, timeline.About(clock("09:58"), 5*time.Minute), timeline.Instant{}),
		timeline.Event{Kind: timeline.KindRestore, Occurred: on("11:00")},
	)
	closeIncident(t, relapse, on("12:00"))
	assert.Equal(t, "1h–2h", timeline.Downtime().Of(relapse.AsOf(late)).String(), "it may have come back at 10:03, until 11:00")

	unknown := logOf(t,
		impact(timeline.Scope{}, timeline.Major, timeline.Instant{}, timeline.Instant{}),
		timeline.Event{Kind: timeline.KindRestore, Occurred: on("10:00")},
		timeline.Event{Kind: timeline.KindRestore, Occurred: on("11:00")},
	)
	closeIncident(t, unknown, on("12:00"))
	f := timeline.Downtime().Within(timeline.MustParseSpan("2026-03-04T10:00:00Z/2026-03-04T12:00:00Z")).Of(unknown.AsOf(late))
	assert.Equal(t, "0s–1h", f.String())
}
