package timeline_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Looking back must not publish again what was withdrawn since.
func TestWordsCorrectedLaterAreInternalInEarlierViews(t *testing.T) {
	l := timeline.NewLog(incidentID)
	e := update("identified", on("10:00"))
	e.Text, e.Visibility, e.Recorded = "we lost data of Ann Lee", timeline.Public, clock("10:00")
	e = add(t, l, e)
	better := e
	better.ID, better.Amends, better.Text, better.Recorded = uuid.Nil, e.ID, "we lost data", clock("11:00")
	better = add(t, l, better)
	at := func(when string) timeline.Event {
		got, ok := l.AsOf(clock(when)).Event(e.ID)
		require.True(t, ok)
		return got
	}
	assert.Equal(t, timeline.Internal, at("10:30").Visibility)
	assert.Equal(t, e.Text, at("10:30").Text, "those who may read it still can")
	assert.Equal(t, timeline.Public, at("11:30").Visibility)

	r := add(t, l, timeline.Event{Kind: timeline.KindRetract, Target: better.ID, Recorded: clock("12:00")})
	assert.Equal(t, timeline.Public, at("10:30").Visibility, "the first words stand again")
	assert.Equal(t, timeline.Internal, at("11:30").Visibility)
	add(t, l, timeline.Event{Kind: timeline.KindRetract, Target: r.ID, Recorded: clock("13:00")})
	assert.Equal(t, timeline.Internal, at("10:30").Visibility)
	assert.Equal(t, timeline.Public, at("13:30").Visibility)
}
