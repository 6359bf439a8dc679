package axis_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

func clock(h, m int) time.Time { return time.Date(2026, 3, 4, h, m, 0, 0, time.UTC) }

func TestReaches(t *testing.T) {
	at := axis.Seconds(clock(10, 0))
	tests := map[string]struct {
		got, want axis.Reach
	}{
		"exact":       {axis.ReachOf(timeline.At(clock(10, 0))), axis.At(at)},
		"about":       {axis.ReachOf(timeline.About(clock(10, 0), time.Minute)), axis.Between(at-60, at+60)},
		"not before":  {axis.ReachOf(timeline.NotBefore(clock(10, 0))), axis.Between(at, math.Inf(1))},
		"not after":   {axis.ReachOf(timeline.NotAfter(clock(10, 0))), axis.Between(math.Inf(-1), at)},
		"unknown":     {axis.ReachOf(timeline.Instant{}), axis.Between(math.Inf(-1), math.Inf(1))},
		"a length":    {axis.ReachOfLength(timeline.Lasting(time.Hour)), axis.At(3600)},
		"bounds":      {axis.ReachOfLength(timeline.LastingBetween(time.Minute, time.Hour)), axis.Between(60, 3600)},
		"no longest":  {axis.ReachOfLength(timeline.LastingAtLeast(time.Minute)), axis.Between(60, math.Inf(1))},
		"with micros": {axis.At(axis.Seconds(clock(10, 0).Add(250 * time.Millisecond))), axis.At(at + .25)},
	}
	for name, test := range tests {
		assert.Equal(t, test.want, test.got, name)
	}
}

func TestScale(t *testing.T) {
	linear, log := axis.Scale{Lo: 10, Hi: 20}, axis.Scale{Lo: 1, Hi: 100, Log: true}
	for _, test := range []struct {
		scale axis.Scale
		at    float64
		want  float64
	}{
		{linear, 10, 0}, {linear, 15, .5}, {linear, 20, 1}, {linear, 9, 0}, {linear, math.Inf(1), 1}, {linear, math.Inf(-1), 0}, {linear, math.NaN(), 0},
		{log, 1, 0}, {log, 10, .5}, {log, 100, 1}, {log, 0, 0}, {axis.Scale{}, 5, 1}, {axis.Scale{}, 0, 0},
	} {
		assert.InDelta(t, test.want, test.scale.Place(test.at), 1e-12, "%v at %v", test.scale, test.at)
	}
	lengths := axis.Lengths()
	assert.False(t, lengths.IsDrawable())
	for _, l := range []timeline.Length{{}, timeline.Lasting(0), timeline.LastingBetween(time.Minute, time.Hour), timeline.LastingAtLeast(2 * time.Hour)} {
		lengths.Cover(l)
	}
	assert.Equal(t, axis.Scale{Lo: 1, Hi: 7200, Log: true}, lengths, "from a second to the longest that is known")
}

func TestOver(t *testing.T) {
	cet := time.FixedZone("CET", 3600)
	scale, span, ok := axis.Over(timeline.About(clock(10, 0), time.Minute), timeline.Between(clock(11, 0), clock(12, 0)), &report.Format{Zone: cet})
	require.True(t, ok)
	assert.Equal(t, axis.Scale{Lo: axis.Seconds(clock(9, 59)), Hi: axis.Seconds(clock(12, 0))}, scale)
	assert.Equal(t, axis.Span{From: clock(9, 59).In(cet), To: clock(12, 0).In(cet)}, span)
	for name, ends := range map[string][2]timeline.Instant{
		"no start":  {timeline.NotAfter(clock(10, 0)), timeline.At(clock(12, 0))},
		"no end":    {timeline.At(clock(10, 0)), timeline.NotBefore(clock(12, 0))},
		"no length": {timeline.At(clock(10, 0)), timeline.At(clock(10, 0))},
		"backwards": {timeline.At(clock(12, 0)), timeline.At(clock(10, 0))},
		"unknown":   {},
	} {
		_, _, ok := axis.Over(ends[0], ends[1], nil)
		assert.False(t, ok, name)
	}
}

// Ticks of any pace are on round times, in order, and inside.
func TestTicks(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	from := time.Date(2026, 3, 28, 22, 17, 3, 0, zone)
	for length := time.Second; length > 0 && length < 9000*24*time.Hour; length = length * 3 / 2 {
		span := axis.Span{From: from, To: from.Add(length)}
		p := axis.Choose(func(p axis.Pace) bool { return length.Seconds()/p.Seconds() < 5 })
		var last time.Time
		n := 0
		for at := range p.Ticks(span) {
			assert.False(t, at.Before(span.From) || at.After(span.To), "%v: %v", length, at)
			assert.True(t, at.After(last), length)
			if p.Every == 0 {
				assert.Zero(t, at.Hour()+at.Minute()+at.Second(), "%v: %v", length, at)
			}
			if p.Months > 0 {
				assert.Equal(t, 1, at.Day(), length)
			}
			last = at
			n++
		}
		assert.LessOrEqual(t, n, 6, length)
	}
	none := func(axis.Pace) bool { return false }
	assert.Equal(t, 60000, axis.Choose(none).Months, "the longest")
	for range axis.Choose(none).Ticks(axis.Span{From: clock(0, 0), To: clock(1, 0)}) {
		t.Error("no such age begins in an hour")
	}
	assert.Equal(t, time.Minute, axis.Step(func(d time.Duration) bool { return d > 15*time.Second }))
	assert.Equal(t, 2400000*time.Hour, axis.Step(func(time.Duration) bool { return false }))
}

// Stages lie by their times where all are shown, else by their lengths.
func TestStages(t *testing.T) {
	at := func(h, m int) timeline.Instant { return timeline.At(clock(h, m)) }
	dated := report.Phases{Stages: []report.Phase{{From: at(10, 0), To: at(11, 0)}, {From: at(11, 0), To: timeline.About(clock(12, 0), time.Minute)}}}
	parts, scale, _, ok := axis.ByTime(dated, nil)
	require.True(t, ok)
	assert.Equal(t, axis.Scale{Lo: axis.Seconds(clock(10, 0)), Hi: axis.Seconds(clock(12, 1))}, scale)
	assert.Equal(t, axis.Part{From: axis.At(axis.Seconds(clock(10, 0))), To: axis.At(axis.Seconds(clock(11, 0)))}, parts[0])
	dated.Stages[1].To = timeline.Instant{}
	_, _, _, ok = axis.ByTime(dated, nil)
	assert.False(t, ok, "not all are shown")

	parts, _, ok = axis.ByLength(dated)
	assert.False(t, ok, "figures that say nothing have no length")
	assert.True(t, parts[0].IsOpen())
	_, _, _, ok = axis.ByTime(report.Phases{}, nil)
	assert.False(t, ok)
	_, _, ok = axis.ByLength(report.Phases{})
	assert.False(t, ok)
}
