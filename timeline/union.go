package timeline

import (
	"cmp"
	"math"
	"slices"
)

const (
	fewSpans  = 12   // up to here sorting by insertion is fastest
	manySpans = 1000 // from here on sorting by digits is
)

// unite writes the union of spans behind dst, which is empty, or into memory of
// its own if dst has none.
func unite(dst, spans []Span) []Span {
	if byStart(spans) {
		return merge(dst, spans, 0)
	}
	if len(spans) <= cap(dst) {
		dst = append(dst, spans...)
		insertionSort(dst)
		return mergeInPlace(dst, 0)
	}
	return mergeInPlace(sorted(nil, spans), 0)
}

func byStart(spans []Span) bool {
	for i := 1; i < len(spans); i++ {
		if spans[i].start < spans[i-1].start {
			return false
		}
	}
	return true
}

// merge joins spans, sorted by their starts, that overlap, touch or lie no
// further than gap apart. Where dst has no room, it counts first, so that the
// result is as large as need be.
func merge(dst, spans []Span, gap int64) []Span {
	if cap(dst) < len(spans) {
		n := 0
		end := int64(math.MinInt64 / 2)
		for i := range spans {
			if s := &spans[i]; s.start < s.end {
				if s.start-end > gap {
					n++
				}
				end = max(end, s.end)
			}
		}
		if n == 0 {
			return nil
		}
		dst = make([]Span, 0, n)
	}
	end := int64(math.MinInt64 / 2)
	for i := range spans {
		s := &spans[i]
		switch {
		case s.start == s.end:
			continue
		case s.start-end > gap:
			dst = append(dst, *s)
		case s.end > end:
			dst[len(dst)-1].end = s.end
		}
		end = max(end, s.end)
	}
	return dst
}

// mergeInPlace is merge over the spans themselves.
func mergeInPlace(spans []Span, gap int64) []Span {
	out := spans[:0]
	for _, s := range spans {
		if s.start == s.end {
			continue
		}
		if last := len(out) - 1; last >= 0 && s.start-out[last].end <= gap {
			out[last].end = max(out[last].end, s.end)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// unionLength measures the union of spans that are sorted by their starts.
func unionLength(spans []Span) int64 {
	n, _ := sweep(spans)
	return n
}

// sweep measures the union of spans in one pass, and reports whether they were
// sorted by their starts; otherwise the length means nothing. It does not branch
// on how they overlap, which nothing could predict.
func sweep(spans []Span) (n int64, ordered bool) {
	end, last := int64(math.MinInt64), int64(math.MinInt64)
	for i := range spans {
		s := &spans[i]
		if s.start < last {
			return 0, false
		}
		last = s.start
		n += max(0, s.end-max(s.start, end))
		end = max(end, s.end)
	}
	return n, true
}

// sorted returns a copy of spans sorted by their starts, in dst if it has room.
func sorted(dst, spans []Span) []Span {
	if len(spans) >= manySpans {
		return radixSort(spans)
	}
	dst = append(dst, spans...)
	sortSpans(dst)
	return dst
}

// sortSpans sorts spans by their starts, in place.
func sortSpans(spans []Span) {
	switch {
	case byStart(spans):
	case len(spans) <= fewSpans:
		insertionSort(spans)
	default:
		slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.start, b.start) })
	}
}

func insertionSort(spans []Span) {
	for i := 1; i < len(spans); i++ {
		s, j := spans[i], i
		for ; j > 0 && spans[j-1].start > s.start; j-- {
			spans[j] = spans[j-1]
		}
		spans[j] = s
	}
}

// radixSort returns a sorted copy: by the digits of what each start lies behind
// the first, the lowest digit first, so that it takes as many rounds as the
// range of starts has digits.
func radixSort(spans []Span) []Span {
	const bits = 11
	first, last := spans[0].start, spans[0].start
	for i := range spans {
		first, last = min(first, spans[i].start), max(last, spans[i].start)
	}
	from, to := slices.Clone(spans), make([]Span, len(spans))
	var count [1 << bits]int32
	for shift := 0; uint64(last-first)>>shift > 0; shift += bits {
		clear(count[:])
		for i := range from {
			count[uint64(from[i].start-first)>>shift&(1<<bits-1)]++
		}
		if count[uint64(from[0].start-first)>>shift&(1<<bits-1)] == int32(len(from)) {
			continue // all alike in this digit
		}
		at := int32(0)
		for d := range count {
			count[d], at = at, at+count[d]
		}
		for i := range from {
			d := uint64(from[i].start-first) >> shift & (1<<bits - 1)
			to[count[d]] = from[i]
			count[d]++
		}
		from, to = to, from
	}
	return from
}
