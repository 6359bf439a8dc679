package timeline

import (
	"iter"
	"slices"
	"time"
)

// Windows is a set of moments held as spans in their simplest form: sorted,
// none empty, none touching another. Whatever order and overlap the spans came
// in, equal sets of moments are equal Windows.
//
// Three figures of it must not be confused: [Windows.Total] is how long the
// union is, [Windows.Envelope] is the one span from first start to last end,
// and the sum of the spans it was made from, which counts overlaps twice, is
// not kept.
//
// The zero Windows is empty. A Windows is never changed; methods return new
// ones and it is safe to share.
type Windows struct {
	spans []Span
}

// NewWindows is the union of spans, which are not kept. It is fastest when they
// come sorted by their starts.
func NewWindows(spans ...Span) Windows {
	// A few windows that stay with the caller need no memory of their own, as this
	// is inlined.
	return Windows{unite(make([]Span, 0, fewSpans), spans)}
}

// Union is the set of moments in either.
func (w Windows) Union(v Windows) Windows {
	a, b := w.spans, v.spans
	both := make([]Span, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if b[0].start < a[0].start {
			a, b = b, a
		}
		both, a = append(both, a[0]), a[1:]
	}
	both = append(append(both, a...), b...)
	return Windows{merge(both[:0], both, 0)}
}

// UnionLength is how long the union of spans is, each moment counted once, and
// false if that is more than a [time.Duration] holds. It equals [Windows.Total]
// of [NewWindows] and builds no windows: spans sorted by their starts take one
// pass and no memory.
func UnionLength(spans ...Span) (time.Duration, bool) {
	n, sorted := lengthByStart(spans)
	if !sorted {
		var few [fewSpans]pair
		n = pairsLength(sortPairs(pairsOf(few[:0], spans)))
	}
	return duration(n)
}

// Intersect is the set of moments in both.
func (w Windows) Intersect(v Windows) Windows {
	var out []Span
	for i, j := 0, 0; i < len(w.spans) && j < len(v.spans); {
		a, b := w.spans[i], v.spans[j]
		if lo, hi := max(a.start, b.start), min(a.end, b.end); lo < hi {
			out = append(out, Span{lo, hi, true})
		}
		if a.end < b.end {
			i++
		} else {
			j++
		}
	}
	return Windows{out}
}

// Subtract is the set of moments in w and not in v.
func (w Windows) Subtract(v Windows) Windows {
	var out []Span
	j := 0
	for _, a := range w.spans {
		for j < len(v.spans) && v.spans[j].end <= a.start {
			j++
		}
		at := a.start
		for k := j; k < len(v.spans) && v.spans[k].start < a.end; k++ {
			if b := v.spans[k]; at < b.start {
				out = append(out, Span{at, b.start, true})
			}
			at = max(at, v.spans[k].end)
		}
		if at < a.end {
			out = append(out, Span{at, a.end, true})
		}
	}
	return Windows{out}
}

// Clip is the part of w inside period. Clipping to the zero Span leaves nothing.
func (w Windows) Clip(period Span) Windows {
	return w.Intersect(NewWindows(period))
}

// Coalesce joins windows that lie no further than gap apart, so that an outage
// which flaps counts as one. It returns a new set: the raw one is still w. A
// negative gap joins nothing.
func (w Windows) Coalesce(gap time.Duration) Windows {
	return Windows{merge(nil, w.spans, max(0, gap.Microseconds()))}
}

// Total returns the length of the union, each moment counted once, and false
// if that is more than a [time.Duration] holds.
func (w Windows) Total() (time.Duration, bool) { return duration(w.micros()) }

func (w Windows) micros() int64 {
	var n int64
	for _, s := range w.spans {
		n += s.end - s.start
	}
	return n
}

// Envelope returns the span from the first start to the last end, and false if
// w is empty.
func (w Windows) Envelope() (Span, bool) {
	if len(w.spans) == 0 {
		return Span{}, false
	}
	return Span{w.spans[0].start, w.spans[len(w.spans)-1].end, true}, true
}

// Contains reports whether t lies in any window.
func (w Windows) Contains(t time.Time) bool {
	i, found := slices.BinarySearchFunc(w.spans, t, func(s Span, t time.Time) int {
		return s.Start().Compare(t)
	})
	return found || i > 0 && w.spans[i-1].Contains(t)
}

// Equal reports whether both hold the same moments.
func (w Windows) Equal(v Windows) bool { return slices.Equal(w.spans, v.spans) }

// Len returns how many separate windows there are.
func (w Windows) Len() int { return len(w.spans) }

// All returns the windows in order.
func (w Windows) All() iter.Seq[Span] { return slices.Values(w.spans) }
