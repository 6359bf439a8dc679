package timeline

import "math"

// fewSpans is how many spans are ordered in place of the caller's stack, and up
// to where sorting by insertion is fastest.
const fewSpans = 12

// longAgo lies further before every span than any gap is long, and so that
// neither overflows.
const longAgo = int64(math.MinInt64 / 2)

// unite writes the union of spans behind dst, which is empty, or into memory of
// its own if dst has not enough.
func unite(dst, spans []Span) []Span {
	if len(spans) <= cap(dst) {
		if out, sorted := join(dst, spans, 0); sorted {
			return out
		}
	} else if n, sorted := joined(spans, 0); sorted {
		out, _ := join(room(dst, n), spans, 0)
		return out
	}
	var few [fewSpans]pair
	pairs := joinPairs(sortPairs(pairsOf(few[:0], spans)), 0)
	dst = room(dst, len(pairs))
	for _, p := range pairs {
		dst = append(dst, Span{p.key, p.val, true})
	}
	return dst
}

// room returns an empty slice for n elements: dst if it has the room.
func room[T any](dst []T, n int) []T {
	switch {
	case n <= cap(dst):
		return dst[:0]
	case n == 0:
		return nil
	}
	return make([]T, 0, n)
}

// merge joins spans, sorted by their starts, that overlap, touch or lie no
// further than gap apart. It writes behind dst, which is empty, or into memory of
// its own if dst has not enough.
func merge(dst, spans []Span, gap int64) []Span {
	if cap(dst) < len(spans) {
		n, _ := joined(spans, gap)
		dst = room(dst, n)
	}
	out, _ := join(dst, spans, gap)
	return out
}

// joined counts what is left of spans once those no further than gap apart are
// joined, and reports whether they are sorted by their starts. Empty ones may
// lie anywhere.
func joined(spans []Span, gap int64) (n int, sorted bool) {
	end, last := longAgo, longAgo
	for i := range spans {
		s := &spans[i]
		if s.start == s.end {
			continue
		}
		if s.start < last {
			return 0, false
		}
		// This condition alone, so that it is added and not jumped over: whether
		// a window touches the next is anyone's guess, also the processor's.
		if s.start-end > gap {
			n++
		}
		end, last = max(end, s.end), s.start
	}
	return n, true
}

// join writes what spans join into behind dst, which is empty, has room for it,
// and may be the front of spans itself. It stops where it finds that spans are
// not sorted by their starts.
func join(dst, spans []Span, gap int64) (out []Span, sorted bool) {
	out = dst[:cap(dst)]
	start, end, last, n := longAgo, longAgo, longAgo, 0
	for i := range spans {
		s := spans[i]
		if s.start == s.end {
			continue
		}
		if s.start < last {
			return nil, false
		}
		// As in joined: the last window is written again, rather than jumped to.
		if s.start-end > gap {
			start = s.start
		}
		if s.start-end > gap {
			n++
		}
		end, last = max(end, s.end), s.start
		out[n-1] = Span{start, end, true}
	}
	return out[:n], true
}

// lengthByStart is how long the union of spans is, if they are sorted by their
// starts. Empty ones may lie anywhere.
func lengthByStart(spans []Span) (n int64, sorted bool) {
	end, last := longAgo, longAgo
	for i := range spans {
		s := &spans[i]
		if s.start == s.end {
			continue
		}
		if s.start < last {
			return 0, false
		}
		last = s.start
		n += max(0, s.end-max(s.start, end))
		end = max(end, s.end)
	}
	return n, true
}
