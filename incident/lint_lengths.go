package incident

import (
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// lengthWords writes a stated length for people.
func lengthWords(l timeline.Length) string {
	least, most := timeline.FormatDuration(l.Shortest()), timeline.FormatDuration(l.Longest())
	stated, ok := statedLength(l)
	switch {
	case ok && l.Shortest() == l.Longest():
		return least
	case ok:
		return "about " + timeline.FormatDuration(stated) + " (" + least + " to " + most + ")"
	case !l.HasLongest():
		return "at least " + least
	}
	return least + " to " + most
}

// statedLength is the length that the writer gave, and false where bounds are all.
func statedLength(l timeline.Length) (time.Duration, bool) {
	about, _, ok := strings.Cut(l.String(), "~")
	if !ok && l.Shortest() != l.Longest() || !l.IsStated() {
		return 0, false
	}
	at, err := timeline.ParseLength(about)
	return at.Shortest(), err == nil
}

// A lasting is how long something was, within bounds.
type lasting struct {
	least, most time.Duration
	what        string
	harm        bool // of the impact, and not just from one moment to another
}

// lengthsDisagree compares two accounts of how long an impact lasted.
func (f *lintFacts) lengthsDisagree(fact, rival *timeline.Event) {
	if !rival.Total.IsStated() {
		return
	}
	var have lasting
	stated, known := time.Duration(0), false
	if fact.Total.IsStated() {
		have = lasting{least: fact.Total.Shortest(), most: fact.Total.Longest(), what: lengthWords(fact.Total)}
		stated, known = statedLength(fact.Total)
	} else {
		i, ok := f.impactOf[fact.ID]
		if !ok || i.EndState != timeline.EndGiven {
			return
		}
		if have, ok = between(i.Start, i.End); !ok {
			return
		}
		x, ok1 := i.Start.Stated()
		y, ok2 := i.End.Stated()
		stated, known = y.Sub(x), ok1 && ok2
		have.what += ", from " + when(i.Start) + " to " + when(i.End)
	}
	slack := f.l.tolerance()
	apart := rival.Total.Shortest() > have.most+slack || rival.Total.HasLongest() && rival.Total.Longest()+slack < have.least
	told, ok := statedLength(rival.Total)
	if apart || ok && known && (told-stated).Abs() > slack {
		f.add(RuleAccounts, !apart || !f.sure(fact, rival), []*timeline.Event{fact, rival}, "%s lasted %s%s, and %s%s",
			factWords(fact), have.what, account(fact), lengthWords(rival.Total), quoted(rival))
	}
}

// between is how long it is from one instant to another; false where that has no
// bounds or none that make sense.
func between(from, to timeline.Instant) (lasting, bool) {
	a, ok1 := from.Earliest()
	b, ok2 := from.Latest()
	c, ok3 := to.Earliest()
	d, ok4 := to.Latest()
	if !ok1 || !ok2 || !ok3 || !ok4 || d.Before(a) {
		return lasting{}, false
	}
	out := lasting{least: max(0, c.Sub(b)), most: d.Sub(a)}
	out.what = timeline.FormatDuration(out.least)
	if out.least != out.most {
		out.what += " to " + timeline.FormatDuration(out.most)
	}
	return out, true
}

// lengthsInWords finds lengths in running text that nothing recorded lasted. What was
// so for some alone may be shorter than anything recorded, and no longer than all.
func (f *lintFacts) lengthsInWords(together []timeline.Figure) {
	var have []lasting
	for _, e := range f.all {
		switch e.Kind {
		case timeline.KindUpdate, timeline.KindMilestone, timeline.KindImpact, timeline.KindRestore, KindNote, KindStatement, KindSymptom, KindCapability:
		default:
			continue
		}
		if f.phase(e.Status) == timeline.PhasePlanned {
			continue // how long it is meant to last
		}
		for _, p := range phrases(e.Text) {
			if have == nil {
				if have = f.lastings(together); len(have) == 0 {
					return
				}
			}
			near, fits := p.nearest(have, f.l.tolerance())
			if !fits && !(p.some && p.least <= longest(have)) {
				f.add(RuleLengthInWords, true, []*timeline.Event{e}, "%s says %q, and nothing recorded lasted that: the nearest is %s with %s",
					factWords(e), p.text, near.what, spanWords(near))
			}
		}
	}
}

// longest is how long the impact was at most; where none is known, anything.
func longest(have []lasting) (most time.Duration) {
	harm := slices.ContainsFunc(have, func(l lasting) bool { return l.harm })
	for _, l := range have {
		if l.harm || !harm {
			most = max(most, l.most)
		}
	}
	return most
}

func spanWords(l lasting) string {
	if l.least == l.most {
		return timeline.FormatDuration(l.least)
	}
	return timeline.FormatDuration(l.least) + " to " + timeline.FormatDuration(l.most)
}

// nearest returns what lasted nearest to the phrase, and whether that fits.
func (p phrase) nearest(have []lasting, slack time.Duration) (near lasting, fits bool) {
	best := time.Duration(-1)
	for _, h := range have {
		off := max(0, h.least-p.most-slack, p.least-slack-h.most)
		if best < 0 || off < best {
			best, near = off, h
		}
	}
	return near, best == 0
}

// The most moments of which pairs are compared: enough for all milestones, and for
// what a review tells in its timeline. And the most lengths that a text is compared
// with: where there are more, any length is near one of them.
const (
	maxAnchors  = 40
	maxLastings = 256
)

// lastings returns what lasted how long: the impacts, the sums, and the time between
// any two of the moments that a reader would count from and to.
func (f *lintFacts) lastings(together []timeline.Figure) []lasting {
	var out []lasting
	seen := map[[2]time.Duration]bool{}
	take := func(l lasting) {
		if key := [2]time.Duration{l.least, l.most}; !seen[key] && l.most > 0 {
			seen[key] = true
			out = append(out, l)
		}
	}
	for _, fig := range append(slices.Clip(together), timeline.Downtime().Of(f.v), timeline.DegradedTime().Of(f.v), timeline.ImpactTime().Of(f.v), timeline.TimeToRestore().Of(f.v)) {
		if least, most, ok1, ok2 := fig.Bounds(); ok1 && ok2 && most > 0 {
			take(lasting{least, most, "the " + fig.Measure().Words(), true})
		}
	}
	for _, i := range f.impacts {
		if i.Total.IsStated() {
			take(lasting{i.Total.Shortest(), i.Total.Longest(), "the impact on " + place(i.Scope), true})
		} else if l, ok := between(i.Start, i.End); ok && i.EndState == timeline.EndGiven {
			l.what, l.harm = "the impact on "+place(i.Scope), true
			take(l)
		}
		if len(out) > maxLastings {
			return nil
		}
	}
	anchors := f.anchors()
	for i, a := range anchors {
		for _, b := range anchors[i+1:] {
			if l, ok := between(a.at, b.at); ok {
				l.what = "the time from " + factWords(a.e) + " to " + factWords(b.e)
				take(l)
			}
		}
	}
	return out
}

// anchors returns the moments to count from, in order of time.
func (f *lintFacts) anchors() []moment {
	var out []moment
	take := func(at timeline.Instant, e *timeline.Event) {
		if e != nil && at.IsKnown() && len(out) < maxAnchors {
			out = append(out, moment{at, e})
		}
	}
	for i := range f.statuses {
		take(f.statuses[i].At, f.event(f.statuses[i].Event))
	}
	for _, i := range f.impacts {
		take(i.Start, f.event(i.Event))
		if i.EndState == timeline.EndGiven {
			take(i.End, f.event(i.EndedBy))
		}
	}
	if n := len(f.s.Updates); n > 0 {
		take(f.s.Updates[n-1].Occurred, &f.s.Updates[n-1].Event)
	}
	for _, e := range f.all {
		if e.Milestone == timeline.ReviewPublished {
			continue // nothing lasts until then
		}
		if e.Kind == timeline.KindMilestone || e.Kind == timeline.KindUpdate || e.Kind == KindNote || e.Kind == timeline.KindRestore {
			take(e.Occurred, e)
		}
	}
	slices.SortStableFunc(out, func(a, b moment) int { return a.at.Compare(b.at) })
	return out
}

// sumsOf returns what several incidents come to together.
func sumsOf(read []*lintFacts) []timeline.Figure {
	if len(read) < 2 {
		return nil
	}
	var out []timeline.Figure
	for _, m := range [...]timeline.Measure{timeline.Downtime(), timeline.DegradedTime(), timeline.ImpactTime()} {
		var figures []timeline.Figure
		for i, f := range read {
			if i+1 == len(read) || read[i+1].v.ID() != f.v.ID() {
				figures = append(figures, m.Of(f.v))
			}
		}
		out = append(out, timeline.Sum(figures...))
	}
	return out
}
