package text

import (
	"bytes"
	"math"
	"time"

	"github.com/allclear-go/allclear/report"
)

// A tick is a place on the axis, with a label under it.
type tick struct {
	at    float64
	label string
}

// axis writes a ruler under the bars, what its ticks are, and of time the ends.
func (p *page) axis(g *plot, f frame) {
	var ticks []tick
	switch {
	case g.timed:
		ticks = timeTicks(g.from, g.to, f.bars)
	case g.scale.log:
		ticks = logTicks(g.scale, f.bars, p.format)
	default:
		ticks = lengthTicks(g.scale.hi, f.bars, p.format)
	}
	labels := bytes.Repeat([]byte{' '}, f.bars)
	free := 0 // where the next label may stand
	p.space(f.margin)
	drawn := 0 // cells of the ruler
	for _, t := range ticks {
		c := g.scale.cell(t.at, f.bars)
		at := min(c, f.bars-len(t.label))
		if at < free {
			continue
		}
		p.repeat(faint, p.signs.ruler, c-drawn)
		put(&p.output, faint, p.signs.mark)
		drawn = c + 1
		copy(labels[at:], t.label)
		free = at + len(t.label) + gap
	}
	p.repeat(faint, p.signs.ruler, f.bars-drawn)
	p.newline()
	p.space(f.margin)
	put(&p.output, plain, labels)
	p.endRow()
	switch {
	case g.timed:
		p.ends(g.span(p.format), f)
	case g.scale.log:
		p.ends([2]string{duration(p.format, lengthOf(g.scale.lo)), duration(p.format, lengthOf(g.scale.hi))}, f)
	}
}

// span is when an axis of time begins and ends.
func (g *plot) span(f *report.Format) [2]string {
	round := time.Microsecond
	for _, d := range [...]time.Duration{time.Second, time.Minute} {
		if g.to.Sub(g.from) >= 10*d {
			round = d
		}
	}
	return [2]string{f.Time(g.from.Round(round)), f.Time(g.to.Round(round))}
}

// lengthOf is a number of seconds as a length.
func lengthOf(seconds float64) time.Duration {
	return time.Duration(min(seconds, longestLength) * float64(time.Second)).Round(time.Second)
}

// ends writes what an axis begins and ends with.
func (p *page) ends(ends [2]string, f frame) {
	p.space(f.margin)
	put(&p.output, faint, ends[0])
	rest := f.bars - columns([]byte(ends[0]))
	if columns([]byte(ends[1]))+gap > rest {
		p.newline()
		p.space(f.margin)
		rest = f.bars
	}
	p.space(rest - columns([]byte(ends[1])))
	put(&p.output, faint, ends[1])
	p.newline()
}

// A pace is a distance between ticks of an axis of time, and how their labels
// read. Days and months are those of the calendar.
type pace struct {
	every  time.Duration
	days   int
	months int
	layout string
}

var paces = [...]pace{
	{every: time.Second, layout: "15:04:05"}, {every: 5 * time.Second, layout: "15:04:05"}, {every: 15 * time.Second, layout: "15:04:05"},
	{every: time.Minute, layout: "15:04"}, {every: 5 * time.Minute, layout: "15:04"}, {every: 15 * time.Minute, layout: "15:04"},
	{every: 30 * time.Minute, layout: "15:04"}, {every: time.Hour, layout: "15:04"}, {every: 2 * time.Hour, layout: "15:04"},
	{every: 4 * time.Hour, layout: "15:04"}, {every: 12 * time.Hour, layout: "01-02 15:04"},
	{days: 1, layout: "01-02"}, {days: 2, layout: "01-02"}, {days: 7, layout: "01-02"}, {days: 14, layout: "01-02"},
	{months: 1, layout: "2006-01"}, {months: 3, layout: "2006-01"}, {months: 12, layout: "2006"}, {months: 60, layout: "2006"},
	{months: 240, layout: "2006"}, {months: 1200, layout: "2006"}, {months: 12000, layout: "2006"}, {months: 60000, layout: "2006"},
}

// seconds is about how far apart the ticks are.
func (p pace) seconds() float64 {
	return p.every.Seconds() + 86400*(float64(p.days)+30.4*float64(p.months))
}

// apart is the least distance between two ticks, in columns.
const apart = 10

// timeTicks is the ticks between two moments, on round times of the zone that they
// are in, so that their labels fit.
func timeTicks(from, to time.Time, columns int) []tick {
	length := clockOf(to) - clockOf(from)
	var p pace
	for _, p = range paces {
		if p.seconds()/length*float64(columns) >= float64(max(apart, len(p.layout)+gap)) {
			break
		}
	}
	var ticks []tick
	for t := p.first(from); !t.After(to) && len(ticks) <= columns/apart; t = p.next(t) {
		ticks = append(ticks, tick{clockOf(t), t.Format(p.layout)})
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

// steps are round lengths.
var steps = [...]time.Duration{
	time.Second, 5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
	2 * time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour, 168 * time.Hour, 720 * time.Hour, 2400 * time.Hour,
	24000 * time.Hour, 240000 * time.Hour, 2400000 * time.Hour,
}

// longestLength is what a duration holds, in seconds.
const longestLength = (math.MaxInt64 - 1<<32) / 1e9

// lengthTicks is the ticks of an axis of lengths that begins at zero.
func lengthTicks(hi float64, columns int, f *report.Format) []tick {
	every := steps[len(steps)-1]
	for _, s := range steps {
		if s.Seconds()/hi*float64(columns) >= apart {
			every = s
			break
		}
	}
	var ticks []tick
	for n := time.Duration(0); every.Seconds()*float64(n) <= min(hi, longestLength) && len(ticks) <= columns/apart; n++ {
		ticks = append(ticks, tick{(n * every).Seconds(), duration(f, n*every)})
	}
	return ticks
}

// duration is a length as the report writes it.
func duration(f *report.Format, d time.Duration) string { return string(f.AppendDuration(nil, d)) }

// rounds are round lengths on a logarithmic axis, every third of which is for axes of
// many.
var rounds = [...]time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 20 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 30 * time.Minute,
	time.Hour, 90 * time.Minute, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 12 * time.Hour,
	day, 2 * day, 3 * day, 7 * day, 14 * day, 21 * day, 30 * day, 60 * day, 90 * day, 180 * day, 360 * day, 720 * day,
	1800 * day, 3600 * day, 7200 * day, 18000 * day, 36000 * day, 72000 * day,
}

const day = 24 * time.Hour

// logTicks is the ticks of a logarithmic axis of lengths, so that their labels fit.
func logTicks(s scale, columns int, f *report.Format) []tick {
	var ticks []tick
	for _, stride := range [...]int{1, 3} {
		ticks = ticks[:0]
		for i := 0; i < len(rounds); i += stride {
			if at := rounds[i].Seconds(); s.lo <= at && at <= s.hi {
				ticks = append(ticks, tick{at, duration(f, rounds[i])})
			}
		}
		if len(ticks)*apart <= columns {
			break
		}
	}
	return ticks
}
