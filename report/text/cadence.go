package text

import (
	"strconv"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// keptNot is what became of a promise that was broken.
const keptNot = "missed"

// cadence draws a tick for each update on a line, what was promised under them,
// how long the first one took, and where the longest silence was.
func (p *page) cadence(b report.Cadence) (plot, bool) {
	g := plot{words: [looks]string{
		published: "update", promise: "promised by", missed: "missed", silent: "without a word", possible: "possible",
	}}
	from, to := b.From, b.To
	for i := range b.Updates {
		u := &b.Updates[i]
		if u.At.IsKnown() && (!from.IsKnown() || u.At.Compare(from) < 0) {
			from = u.At
		}
		for _, at := range [...]timeline.Instant{u.At, u.Due} {
			if at.IsKnown() && (!to.IsKnown() || at.Compare(to) > 0) {
				to = at
			}
		}
	}
	if len(b.Updates) == 0 || !g.over(from, to, p.format) {
		return plot{}, false
	}
	updates := row{label: p.label(nil, "published updates")}
	updates.note = strconv.AppendInt(nil, int64(len(b.Updates)), 10)
	updates.bars = append(updates.bars, bar{look: thread, from: axis.At(g.scale.Lo), to: axis.At(g.scale.Hi)})
	promised := row{label: p.label(nil, "next promised")}
	for i := range b.Updates {
		u := &b.Updates[i]
		updates.moment(u.At, published, plain)
		if u.Kept == keptNot {
			promised.moment(u.Due, missed, red)
		} else {
			promised.moment(u.Due, promise, plain)
		}
	}
	g.rows = append(g.rows, updates)
	if len(promised.bars)+len(promised.marks) > 0 {
		g.rows = append(g.rows, promised)
	}
	p.wait(&g, b.First, b.From, b.Updates[0].At)
	from, to = silence(&b)
	p.wait(&g, b.Silence, from, to)
	return g, true
}

// wait adds a row for a time in which nothing was published, if it is shown.
func (p *page) wait(g *plot, f timeline.Figure, from, to timeline.Instant) {
	if f.Measure() == (timeline.Measure{}) {
		return
	}
	r := row{label: p.label(nil, f.Measure().Words())}
	r.note, r.face = p.figure(nil, &f)
	if _, _, least, most := f.Bounds(); (least || most) && from.IsKnown() && to.IsKnown() {
		r.bars = append(r.bars, bar{look: silent, style: yellow, from: axis.ReachOf(from), to: axis.ReachOf(to)})
	}
	g.rows = append(g.rows, r)
}

// silence finds the gap that the figure of the longest silence speaks of. Where no
// gap fits it, the figure stands alone.
func silence(b *report.Cadence) (from, to timeline.Instant) {
	least, most, ok1, ok2 := b.Silence.Bounds()
	if !ok1 || !ok2 {
		return from, to
	}
	longest := -1.0
	for i := range b.Updates {
		next := b.To
		if i+1 < len(b.Updates) {
			next = b.Updates[i+1].At
		}
		lo, hi := axis.ReachOf(b.Updates[i].At), axis.ReachOf(next)
		if gap := hi.Hi - lo.Lo; gap >= least.Seconds() && hi.Lo-lo.Hi <= most.Seconds() && gap > longest {
			longest, from, to = gap, b.Updates[i].At, next
		}
	}
	return from, to
}
