package html

import (
	"math"
	"time"

	"github.com/allclear-go/allclear/internal/axis"
)

// mostTicks is how many labels fit side by side on a phone.
const mostTicks = 5

const dayLayout = "2006-01-02"

// layouts are how the labels of a pace read: in two lines where the day is not in the
// first.
func layouts(p axis.Pace) (upper, line string) {
	switch {
	case p.Every >= time.Minute:
		return "15:04", dayLayout
	case p.Every > 0:
		return "15:04:05", dayLayout
	case p.Days > 0:
		return dayLayout, ""
	case p.Months < 12:
		return "2006-01", ""
	}
	return "2006", ""
}

// timeTicks is the ticks in a span, on round times of its zone.
func timeTicks(s axis.Span) []tick {
	length := axis.Seconds(s.To) - axis.Seconds(s.From)
	p := axis.Choose(func(p axis.Pace) bool { return length/p.Seconds() < mostTicks })
	upper, line := layouts(p)
	ticks := make([]tick, 0, mostTicks+1)
	last := -1
	for t := range p.Ticks(s) {
		if len(ticks) == cap(ticks) {
			break
		}
		k := tick{at: axis.Seconds(t), when: t, upper: upper}
		if day := t.Year()*366 + t.YearDay(); day != last {
			k.line, last = line, day // the day is written where it changes
		}
		ticks = append(ticks, k)
	}
	return ticks
}

// lengthTicks is the ticks of an axis of lengths that begins at zero.
func lengthTicks(hi float64) []tick {
	every := axis.Step(func(l time.Duration) bool { return hi/l.Seconds() < mostTicks })
	ticks := make([]tick, 0, mostTicks+1)
	for n := range time.Duration(mostTicks + 1) {
		if at := (n * every).Seconds(); at <= hi {
			ticks = append(ticks, tick{at: at, length: n * every})
		}
	}
	return ticks
}

var rounds = [...]time.Duration{
	time.Second, 10 * time.Second, time.Minute, 10 * time.Minute, time.Hour, 4 * time.Hour, 24 * time.Hour, 4 * 24 * time.Hour,
	14 * 24 * time.Hour, 60 * 24 * time.Hour, 360 * 24 * time.Hour, 3600 * 24 * time.Hour, 36000 * 24 * time.Hour,
}

// finer is for axes that hold few of the round lengths.
var finer = [...]time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 20 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 2 * 24 * time.Hour, 4 * 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 30 * 24 * time.Hour,
}

// logTicks is the ticks of a logarithmic axis of lengths.
func logTicks(lo, hi float64) []tick {
	within := func(all []time.Duration) (in []time.Duration) {
		for _, r := range all {
			if lo <= r.Seconds() && r.Seconds() <= hi {
				in = append(in, r)
			}
		}
		return in
	}
	in := within(rounds[:])
	if len(in) < mostTicks-2 {
		in = within(finer[:])
	}
	stride := max(1, int(math.Ceil(float64(len(in))/(mostTicks+1))))
	var ticks []tick
	for i := 0; i < len(in); i += stride {
		ticks = append(ticks, tick{at: in[i].Seconds(), length: in[i]})
	}
	return ticks
}
