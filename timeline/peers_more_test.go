package timeline_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/timeline"
)

func TestPeerDatadog(t *testing.T) {
	// Overrides change the TT… figures and not the time in each status; right is
	// that a correction is one fact, and all that is read from it follows.
	t.Run("overrides make two truths", func(t *testing.T) {
		l := aLife(t, "10:05", "11:30")
		before := l.AsOf(late)
		isKnown(t, 90*time.Minute, timeline.TimeToResolve().Of(before))
		now, _ := before.Status()
		e, _ := before.Event(now.Event)
		e.ID, e.Amends, e.Occurred = uuid.Nil, now.Event, on("12:00")
		add(t, l, e)
		v := l.AsOf(late)
		isKnown(t, 2*time.Hour, timeline.TimeToResolve().Of(v))
		now, _ = v.Status()
		assert.Equal(t, on("12:00"), now.At, "the status history")
		var total time.Duration
		for _, s := range timeline.Stages(v) {
			d, ok := s.Figure.Duration()
			assert.True(t, ok)
			total += d
		}
		assert.Equal(t, 2*time.Hour, total, "the stages")
	})
	// A variable called customer impact duration is first start to last end where
	// the measure of that name unites windows; right is two names.
	t.Run("envelope is called duration", func(t *testing.T) {
		v := logOf(t, impact(anywhere, timeline.Major, on("10:00"), on("10:30")),
			impact(anywhere, timeline.Major, on("12:00"), on("12:15"))).AsOf(late)
		isKnown(t, 45*time.Minute, timeline.ImpactTime().Of(v))
		isKnown(t, 45*time.Minute, timeline.Downtime().Of(v))
		isKnown(t, 45*time.Minute, timeline.TimeToRestore().Cumulative().Of(v))
		isKnown(t, 135*time.Minute, timeline.TimeToRestore().Of(v))
		windows, _ := v.Windows(anywhere)
		span, _ := windows.Envelope()
		total, _ := windows.Total()
		length, _ := span.Duration()
		assert.Equal(t, []time.Duration{45 * time.Minute, 135 * time.Minute}, []time.Duration{total, length})
	})
}

func TestPeerFireHydrant(t *testing.T) {
	// The API refuses an incident of which one milestone is out of order, where the
	// docs say any order will do; right is to take facts in any order.
	t.Run("milestones out of order", func(t *testing.T) {
		facts := []timeline.Event{
			milestone(timeline.Mitigated, on("10:50")), milestone(timeline.Detected, on("10:20")),
			milestone(timeline.Acknowledged, on("10:10")), impact(anywhere, timeline.Major, on("10:00"), on("11:00")),
		}
		one := figures(logOf(t, facts...).AsOf(late))
		slices.Reverse(facts)
		l := logOf(t, facts...)
		assert.Equal(t, one, figures(l.AsOf(late)))
		isKnown(t, 50*time.Minute, timeline.TimeToMitigate().Of(l.AsOf(late)))
		hasNoValue(t, timeline.Invalid, timeline.ReasonNegative, timeline.Elapsed(timeline.Detected, timeline.Acknowledged).Of(l.AsOf(late)))
	})
	// "Impact" adds incidents up, overlaps twice; right is the union, and a sum that
	// is called one.
	t.Run("overlaps are added", func(t *testing.T) {
		one := logOf(t, impact(timeline.Region("eu"), timeline.Major, on("10:00"), on("11:00")),
			impact(timeline.Region("us"), timeline.Major, on("10:30"), on("11:30"))).AsOf(late)
		two := logOf(t, impact(timeline.Region("eu"), timeline.Major, on("10:45"), on("12:00"))).AsOf(late)
		isKnown(t, 90*time.Minute, timeline.Downtime().Of(one))
		isKnown(t, 2*time.Hour, timeline.Downtime().Across(one, two))
		isKnown(t, 165*time.Minute, timeline.Sum(timeline.Downtime().Of(one), timeline.Downtime().Of(two)))
	})
}

// monzo/response subtracts the stored start from a naive datetime.now(); right is
// that the present is an instant that is passed in, and that a zone is never guessed.
func TestPeerMonzoNaiveNow(t *testing.T) {
	l := logOf(t, impact(anywhere, timeline.Major, timeline.At(clock("10:00").In(time.FixedZone("EST", -5*3600))), timeline.Instant{}))
	now := clock("11:30")
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("BST", 3600), time.FixedZone("IST", 19800)} {
		assert.Equal(t, "≥ 1h30m", timeline.Downtime().Of(l.AsOf(now.In(zone))).String(), "%s", zone)
	}
	_, err := timeline.ParseInstant("2026-03-04T10:00:00")
	assert.Error(t, err, "no zone")
	assert.Error(t, timeline.NewLog(incidentID).UnmarshalJSON([]byte(`{"schema_version":1,"incident":"`+incidentID.String()+
		`","events":[{"id":"00000000-0000-4000-8000-000000000001","kind":"note","occurred":"2026-03-04T10:00:00"}]}`)))
}
