package text

import (
	"strings"
	"time"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// The cells of a bar: affected for certain, possibly, and somewhere for the
// stated total.
const (
	sure     = '█'
	possible = '░'
	within   = '·'
	lasting  = '▶' // in the last cell: not over as of the report
	nothing  = ' '
)

// lanes draws the impacts as bars over time, then writes them as a table.
func (p *page) lanes(b report.Lanes) {
	if from, to, ok := extent(b); ok {
		p.bars(b, from, to)
	}
	for _, simpler := range b.Lower(p.format) {
		p.block(simpler)
	}
}

// extent is the stretch of time to draw; false if it has no bounds or no
// length.
func extent(b report.Lanes) (from, to time.Time, ok bool) {
	from, ok1 := b.From.Earliest()
	to, ok2 := b.To.Latest()
	for _, i := range b.Impacts {
		if e, ok := i.End.Latest(); ok && e.After(to) {
			to = e
		}
	}
	return from, to, ok1 && ok2 && to.After(from)
}

func (p *page) bars(b report.Lanes, from, to time.Time) {
	labels := 0
	for _, i := range b.Impacts {
		labels = max(labels, columns(p.label(i)))
	}
	labels = min(labels, p.width/3)
	n := p.width - labels - gap
	seen := map[rune]bool{}
	for _, i := range b.Impacts {
		bar := make([]rune, n)
		for c := range bar {
			at := from.Add(time.Duration(float64(to.Sub(from)) * float64(c) / float64(n)))
			next := from.Add(time.Duration(float64(to.Sub(from)) * float64(c+1) / float64(n)))
			bar[c] = cellOf(i, at, next)
			seen[bar[c]] = true
		}
		if i.EndState == timeline.EndOngoing {
			bar[n-1] = lasting
			seen[lasting] = true
		}
		p.line(pad(clip(p.label(i), labels), labels), strings.Repeat(" ", gap), string(bar))
	}
	left, right := p.format.Time(from.Round(time.Minute)), p.format.Time(to.Round(time.Minute))
	if margin := strings.Repeat(" ", labels+gap); columns(left)+1+columns(right) > n {
		p.line(margin, left)
		p.line(strings.Repeat(" ", max(0, p.width-columns(right))), right)
	} else {
		p.line(margin, left, strings.Repeat(" ", n-columns(left)-columns(right)), right)
	}
	var legend []string
	for _, l := range [...]struct {
		cell rune
		text string
	}{{sure, "affected"}, {possible, "possibly affected"}, {within, "the stated total lies in here"}, {lasting, "not over"}} {
		if seen[l.cell] {
			legend = append(legend, string(l.cell)+" "+p.format.Words(l.text))
		}
	}
	if line := strings.Join(legend, "   "); columns(line) <= n {
		p.line(strings.Repeat(" ", labels+gap), line)
	} else {
		p.line(strings.Join(legend, "\n"))
	}
	p.line()
}

func (p *page) label(i report.Impact) string {
	s := margin(i.Place().Words(p.format))
	if i.Health != timeline.Unstated {
		s += " " + i.Condition().Words(p.format)
	}
	return s
}

// clip cuts s to n columns.
func clip(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	return string([]rune(s)[:max(0, n-1)]) + "…"
}

// cellOf is what an impact shows from at to next.
func cellOf(i report.Impact, at, next time.Time) rune {
	start := func(bound func() (time.Time, bool), open bool) bool { // whether the start lies before next
		t, ok := bound()
		return !ok && open || ok && t.Before(next)
	}
	mayStart, mustStart := start(i.Start.Earliest, true), start(i.Start.Latest, false)
	mayLast, mustLast := true, i.EndState == timeline.EndOngoing
	if t, ok := i.End.Latest(); ok && i.EndState == timeline.EndGiven {
		mayLast = t.After(at)
	}
	if t, ok := i.End.Earliest(); ok && i.EndState == timeline.EndGiven {
		mustLast = t.After(at)
	}
	switch {
	case !mayStart || !mayLast:
		return nothing
	case i.Total.IsStated():
		return within
	case mustStart && mustLast:
		return sure
	}
	return possible
}
