package html

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// Stages whose times are hidden lie where their lengths put them, and not beyond
// a whole that is known: the bounds of two stages share an edge.
func TestPhasesKeepToTheWhole(t *testing.T) {
	clock := func(h, m int) time.Time { return time.Date(2026, 3, 4, h, m, 0, 0, time.UTC) }
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: timeline.At(clock(10, 15))})
	require.NoError(t, err)
	_, err = inc.Mark(timeline.CauseFound, timeline.About(clock(11, 30), 20*time.Minute))
	require.NoError(t, err)
	_, err = inc.Advance("resolve", timeline.At(clock(13, 15)))
	require.NoError(t, err)
	v := inc.AsOf(clock(23, 0))
	elapsed := func(from, to timeline.Milestone) timeline.Figure { return timeline.Elapsed(from, to).Of(v) }
	b := report.Phases{Title: "all", Whole: elapsed(timeline.Declared, timeline.Resolved), Stages: []report.Phase{
		{Label: "one", Figure: elapsed(timeline.Declared, timeline.CauseFound)}, {Label: "two", Figure: elapsed(timeline.CauseFound, timeline.Resolved)},
	}}
	g, ok := plotOf(b, nil)
	require.True(t, ok)
	hour := time.Hour.Seconds()
	assert.Equal(t, axis.Scale{Hi: 3 * hour}, g.scale)
	assert.Len(t, g.bars, 4, "each stage in its own row, and in the whole")
	one, two := g.bars[0], g.bars[2]
	assert.Equal(t, axis.Reach{}, one.from)
	assert.InDelta(t, 55*60, one.to.Lo, 1e-6)
	assert.InDelta(t, 95*60, one.to.Hi, 1e-6)
	assert.Equal(t, one.to, two.from)
	b.Stages[1].Figure = timeline.Figure{}
	g, ok = plotOf(b, nil)
	require.True(t, ok)
	assert.Len(t, g.bars, 2, "of what is unknown nothing is drawn")
}
