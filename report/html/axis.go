package html

import (
	"math"
	"time"
)

// mostTicks is how many labels fit side by side on a phone.
const mostTicks = 5

// A pace is a distance between ticks of an axis of time, and how their labels
// read. Days and months are those of the calendar.
type pace struct {
	every       time.Duration
	days        int
	months      int
	upper, line string
}

const (
	clockLayout = "15:04"
	dayLayout   = "2006-01-02"
)

var paces = [...]pace{
	{every: time.Second, upper: "15:04:05", line: dayLayout}, {every: 5 * time.Second, upper: "15:04:05", line: dayLayout},
	{every: 15 * time.Second, upper: "15:04:05", line: dayLayout},
	{every: time.Minute, upper: clockLayout, line: dayLayout}, {every: 5 * time.Minute, upper: clockLayout, line: dayLayout},
	{every: 15 * time.Minute, upper: clockLayout, line: dayLayout}, {every: 30 * time.Minute, upper: clockLayout, line: dayLayout},
	{every: time.Hour, upper: clockLayout, line: dayLayout}, {every: 2 * time.Hour, upper: clockLayout, line: dayLayout},
	{every: 4 * time.Hour, upper: clockLayout, line: dayLayout}, {every: 12 * time.Hour, upper: clockLayout, line: dayLayout},
	{days: 1, upper: dayLayout}, {days: 2, upper: dayLayout}, {days: 7, upper: dayLayout}, {days: 14, upper: dayLayout},
	{months: 1, upper: "2006-01"}, {months: 3, upper: "2006-01"}, {months: 12, upper: "2006"}, {months: 60, upper: "2006"},
	{months: 240, upper: "2006"}, {months: 1200, upper: "2006"}, {months: 12000, upper: "2006"}, {months: 60000, upper: "2006"},
}

// seconds is about how far apart the ticks are.
func (p pace) seconds() float64 {
	return p.every.Seconds() + 86400*(float64(p.days)+30.4*float64(p.months))
}

// timeTicks is the ticks between two moments, on round times of the zone that
// from is in.
func timeTicks(from, to time.Time) []tick {
	length := clockOf(to) - clockOf(from)
	p := paces[len(paces)-1]
	for _, candidate := range paces {
		if length/candidate.seconds() < mostTicks {
			p = candidate
			break
		}
	}
	ticks := make([]tick, 0, mostTicks+1)
	last := -1
	for t := p.first(from); !t.After(to) && len(ticks) < cap(ticks); t = p.next(t) {
		k := tick{at: clockOf(t), when: t, upper: p.upper}
		if day := t.Year()*366 + t.YearDay(); day != last {
			k.line, last = p.line, day // the day is written where it changes
		}
		ticks = append(ticks, k)
	}
	return ticks
}

// first is the first tick that is not before t.
func (p pace) first(t time.Time) time.Time {
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	switch {
	case p.every > 0:
		n := (t.Sub(midnight) + p.every - 1) / p.every
		return midnight.Add(n * p.every)
	case p.days > 0:
		if midnight.Before(t) {
			return midnight.AddDate(0, 0, 1)
		}
		return midnight
	}
	months := t.Year()*12 + int(t.Month()) - 1
	months -= months % p.months
	for {
		out := time.Date(0, time.Month(months+1), 1, 0, 0, 0, 0, t.Location())
		if !out.Before(t) {
			return out
		}
		months += p.months
	}
}

func (p pace) next(t time.Time) time.Time {
	if p.every > 0 {
		return t.Add(p.every)
	}
	return t.AddDate(0, p.months, p.days)
}

var lengths = [...]time.Duration{
	time.Second, 5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
	2 * time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour, 168 * time.Hour, 720 * time.Hour, 2400 * time.Hour,
	24000 * time.Hour, 240000 * time.Hour, 2400000 * time.Hour,
}

// lengthTicks is the ticks of an axis of lengths that begins at zero.
func lengthTicks(hi float64) []tick {
	every := lengths[len(lengths)-1]
	for _, l := range lengths {
		if hi/l.Seconds() < mostTicks {
			every = l
			break
		}
	}
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
