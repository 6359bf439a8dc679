package text

import (
	"bytes"
	"math"
	"time"

	"github.com/allclear-go/allclear/internal/axis"
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
		ticks = timeTicks(g.time, f.bars)
	case g.scale.Log:
		ticks = logTicks(g.scale, f.bars, p.format)
	default:
		ticks = lengthTicks(g.scale.Hi, f.bars, p.format)
	}
	labels := bytes.Repeat([]byte{' '}, f.bars)
	free := 0 // where the next label may stand
	p.space(f.margin)
	drawn := 0 // cells of the ruler
	for _, t := range ticks {
		c := g.cell(t.at, f.bars)
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
	case g.scale.Log:
		p.ends([2]string{duration(p.format, lengthOf(g.scale.Lo)), duration(p.format, lengthOf(g.scale.Hi))}, f)
	}
}

// span is when an axis of time begins and ends.
func (g *plot) span(f *report.Format) [2]string {
	round := time.Microsecond
	for _, d := range [...]time.Duration{time.Second, time.Minute} {
		if g.time.To.Sub(g.time.From) >= 10*d {
			round = d
		}
	}
	return [2]string{f.Time(g.time.From.Round(round)), f.Time(g.time.To.Round(round))}
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

// layout is how the labels of a pace read.
func layout(p axis.Pace) string {
	switch {
	case p.Every >= 12*time.Hour:
		return "01-02 15:04"
	case p.Every >= time.Minute:
		return "15:04"
	case p.Every > 0:
		return "15:04:05"
	case p.Days > 0:
		return "01-02"
	case p.Months < 12:
		return "2006-01"
	}
	return "2006"
}

// apart is the least distance between two ticks, in columns.
const apart = 10

// timeTicks is the ticks in a span, on round times of its zone, so that their labels
// fit.
func timeTicks(s axis.Span, columns int) []tick {
	length := axis.Seconds(s.To) - axis.Seconds(s.From)
	p := axis.Choose(func(p axis.Pace) bool {
		return p.Seconds()/length*float64(columns) >= float64(max(apart, len(layout(p))+gap))
	})
	var ticks []tick
	for t := range p.Ticks(s) {
		if len(ticks) > columns/apart {
			break
		}
		ticks = append(ticks, tick{axis.Seconds(t), t.Format(layout(p))})
	}
	return ticks
}

// longestLength is what a duration holds, in seconds.
const longestLength = (math.MaxInt64 - 1<<32) / 1e9

// lengthTicks is the ticks of an axis of lengths that begins at zero.
func lengthTicks(hi float64, columns int, f *report.Format) []tick {
	every := axis.Step(func(l time.Duration) bool { return l.Seconds()/hi*float64(columns) >= apart })
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
func logTicks(s axis.Scale, columns int, f *report.Format) []tick {
	var ticks []tick
	for _, stride := range [...]int{1, 3} {
		ticks = ticks[:0]
		for i := 0; i < len(rounds); i += stride {
			if at := rounds[i].Seconds(); s.Lo <= at && at <= s.Hi {
				ticks = append(ticks, tick{at, duration(f, rounds[i])})
			}
		}
		if len(ticks)*apart <= columns {
			break
		}
	}
	return ticks
}
