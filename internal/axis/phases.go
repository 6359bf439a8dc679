package axis

import (
	"math"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A Part is where one of several stages lies.
type Part struct{ From, To Reach }

// IsOpen reports whether nothing can be said of where it ends.
func (p Part) IsOpen() bool { return math.IsInf(p.To.Hi, 1) && p.To.Lo == p.From.Lo }

// ByTime places stages by their times; false unless all are shown.
func ByTime(b report.Phases, f *report.Format) ([]Part, Scale, Span, bool) {
	var from, to timeline.Instant
	parts := make([]Part, len(b.Stages))
	for n := range b.Stages {
		s := &b.Stages[n]
		if !s.From.IsKnown() || !s.To.IsKnown() {
			return nil, Scale{}, Span{}, false
		}
		if n == 0 || s.From.Compare(from) < 0 {
			from = s.From
		}
		if n == 0 || s.To.Compare(to) > 0 {
			to = s.To
		}
		parts[n] = Part{ReachOf(s.From), ReachOf(s.To)}
	}
	scale, span, ok := Over(from, to, f)
	return parts, scale, span, ok
}

// ByLength places stages one after another, on a scale that begins at zero; false if
// their lengths come to nothing. An edge lies where the least and the greatest lengths
// before it put it, and not beyond the whole.
func ByLength(b report.Phases) ([]Part, Scale, bool) {
	at := Reach{}
	parts := make([]Part, len(b.Stages))
	for n := range b.Stages {
		least, greatest, hasLeast, hasGreatest := b.Stages[n].Figure.Bounds()
		next := Reach{at.Lo, math.Inf(1)}
		if hasLeast {
			next.Lo += max(0, least.Seconds())
		}
		if hasGreatest {
			next.Hi = at.Hi + max(0, greatest.Seconds())
		}
		parts[n] = Part{at, next}
		at = next
	}
	whole := at.Hi
	if _, most, _, has := b.Whole.Bounds(); has {
		whole = min(whole, most.Seconds())
	}
	if math.IsInf(whole, 1) {
		whole = at.Lo
	}
	s := Scale{Hi: whole}
	return parts, s, s.IsDrawable()
}
