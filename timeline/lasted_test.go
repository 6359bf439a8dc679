package timeline_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// The time between two events that are no milestones.
func TestLasted(t *testing.T) {
	clock := func(minute int) time.Time { return time.Date(2026, 3, 4, 14, minute, 0, 0, time.UTC) }
	now := clock(50)
	for _, c := range []struct {
		name     string
		from, to timeline.Instant
		open     bool   // nothing has ended it
		phase    string // of the incident
		want     string
		kind     timeline.FigureKind
	}{
		{"known", timeline.At(clock(0)), timeline.At(clock(10)), false, "active", "10m", timeline.Known},
		{"bounded", timeline.Between(clock(0), clock(5)), timeline.At(clock(10)), false, "active", "5m–10m", timeline.Bounded},
		{"no beginning", timeline.Instant{}, timeline.At(clock(10)), false, "active", "unknown (beginning recorded without a time)", timeline.Unknown},
		{"no end", timeline.At(clock(0)), timeline.Instant{}, false, "active", "unknown (end recorded without a time)", timeline.Unknown},
		{"backwards", timeline.At(clock(10)), timeline.At(clock(0)), false, "active", "invalid (end before beginning)", timeline.Invalid},
		{"ongoing", timeline.At(clock(10)), timeline.Instant{}, true, "active", "≥ 40m", timeline.Ongoing},
		{"ongoing since about", timeline.Between(clock(0), clock(10)), timeline.Instant{}, true, "active", "≥ 40m", timeline.Ongoing},
		{"over, and nothing ended it", timeline.At(clock(10)), timeline.Instant{}, true, "closed", "unknown (end not recorded)", timeline.Unknown},
		{"not begun yet", timeline.At(clock(55)), timeline.Instant{}, true, "active", "pending (beginning not reached yet)", timeline.Pending},
		{"to end later", timeline.At(clock(10)), timeline.At(clock(55)), false, "active", "≥ 40m", timeline.Ongoing},
	} {
		t.Run(c.name, func(t *testing.T) {
			log := timeline.NewLog(uuid.NewSHA1(uuid.Nil, []byte(c.name)))
			_, err := log.Add(timeline.Event{Kind: timeline.KindStatus, Status: "on", Phase: timeline.Phase(c.phase), Occurred: timeline.At(clock(0))})
			require.NoError(t, err)
			from, err := log.Add(timeline.Event{Kind: "note", Text: "from", Occurred: c.from, Recorded: clock(0)})
			require.NoError(t, err)
			to := timeline.Event{}
			if !c.open {
				to, err = log.Add(timeline.Event{Kind: "note", Text: "to", Occurred: c.to, Recorded: clock(0)})
				require.NoError(t, err)
			}
			view := log.AsOf(now)
			f := timeline.Lasted(view, from.ID, to.ID)
			assert.Equal(t, c.want, f.String())
			assert.Equal(t, c.kind, f.Kind())
			assert.Equal(t, "lasted", f.Measure().ID())
			for id := range f.Inputs() {
				assert.Contains(t, []uuid.UUID{from.ID, to.ID}, id)
			}
			assert.NotEmpty(t, f.Explain(view))
		})
	}
	log := timeline.NewLog(uuid.NewSHA1(uuid.Nil, nil))
	assert.Equal(t, timeline.Unknown, timeline.Lasted(log.AsOf(now), uuid.Nil, uuid.Nil).Kind())
	e, err := log.Add(timeline.Event{Kind: "note", Text: "x", Occurred: timeline.At(clock(0))})
	require.NoError(t, err)
	assert.Equal(t, "0s", timeline.Lasted(log.AsOf(now), e.ID, e.ID).String())
	assert.Equal(t, "unknown (beginning not recorded)", timeline.Lasted(log.AsOf(now), uuid.Max, e.ID).String())
	assert.Equal(t, "unknown (end not recorded)", timeline.Lasted(log.AsOf(now), e.ID, uuid.Max).String())
}

// Words about an incident that is over break no silence.
func TestSilenceEndsWithTheIncident(t *testing.T) {
	clock := func(minute int) timeline.Instant {
		return timeline.At(time.Date(2026, 3, 4, 14, minute, 0, 0, time.UTC))
	}
	for _, c := range []struct {
		updates  []timeline.Instant
		resolved timeline.Instant
		want     string
	}{
		{[]timeline.Instant{clock(0), clock(30), clock(60 * 24)}, clock(30), "30m"},
		{[]timeline.Instant{clock(0), clock(30), clock(60 * 24)}, clock(31), "30m"},
		{[]timeline.Instant{clock(0), clock(30), clock(60 * 24)}, timeline.Instant{}, "23h30m"},
		{[]timeline.Instant{clock(0), clock(30), clock(60)}, timeline.Between(time.Date(2026, 3, 4, 14, 20, 0, 0, time.UTC), time.Date(2026, 3, 4, 14, 40, 0, 0, time.UTC)), "~30m"},
		{[]timeline.Instant{clock(40), clock(60)}, clock(30), "not applicable (fewer than two updates)"},
	} {
		log := timeline.NewLog(uuid.NewSHA1(uuid.Nil, nil))
		for _, at := range c.updates {
			_, err := log.Add(timeline.Event{Kind: timeline.KindUpdate, Text: "x", Occurred: at})
			require.NoError(t, err)
		}
		first, err := log.Add(timeline.Event{Kind: timeline.KindStatus, Status: "on", Phase: timeline.PhaseActive, Occurred: clock(0)})
		require.NoError(t, err)
		_, err = log.Add(timeline.Event{Kind: timeline.KindStatus, Status: "resolved", Phase: timeline.PhaseResolved, Occurred: c.resolved, Previous: first.ID})
		require.NoError(t, err)
		assert.Equal(t, c.want, timeline.LongestSilence().Of(log.AsOf(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))).String())
	}
}
