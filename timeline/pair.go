package timeline

import (
	"cmp"
	"math/bits"
	"slices"
)

// A pair is a stretch made ready for sorting: by key, carrying val. It is two
// thirds of a [Span], and moving is what sorting does.
type pair struct{ key, val int64 }

// manyPairs is from where on sorting by digits is fastest.
const manyPairs = 256

// pairsOf copies what is not empty of spans as start and end, into dst if it has
// the room.
func pairsOf(dst []pair, spans []Span) []pair {
	dst = room(dst, len(spans))
	for i := range spans {
		if s := &spans[i]; s.start < s.end {
			dst = append(dst, pair{s.start, s.end})
		}
	}
	return dst
}

// joinPairs joins pairs of start and end, sorted, that overlap, touch or lie no
// further than gap apart, in place.
func joinPairs(pairs []pair, gap int64) []pair {
	start, end, n := longAgo, longAgo, 0
	for _, p := range pairs {
		if p.key-end > gap { // see join
			start = p.key
		}
		if p.key-end > gap {
			n++
		}
		end = max(end, p.val)
		pairs[n-1] = pair{start, end}
	}
	return pairs[:n]
}

// pairsLength measures the union of pairs of start and end, sorted.
func pairsLength(pairs []pair) (n int64) {
	end := longAgo
	for _, p := range pairs {
		n += max(0, p.val-max(p.key, end))
		end = max(end, p.val)
	}
	return n
}

// lengthWithout measures what is in the union of all pairs and not in that of
// away, which is among them. It may put both in another order.
func lengthWithout(all, away []pair) int64 {
	n := pairsLength(sortPairs(all))
	if len(away) > 0 {
		n -= pairsLength(sortPairs(away))
	}
	return n
}

// sortPairs sorts by key, in place or in new memory.
func sortPairs(pairs []pair) []pair {
	byKey := func(a, b pair) int { return cmp.Compare(a.key, b.key) }
	switch {
	case len(pairs) > fewSpans && slices.IsSortedFunc(pairs, byKey):
		return pairs
	case len(pairs) >= manyPairs:
		return radixSort(pairs)
	case len(pairs) > fewSpans:
		slices.SortFunc(pairs, byKey)
		return pairs
	}
	for i := 1; i < len(pairs); i++ {
		p, j := pairs[i], i
		for ; j > 0 && pairs[j-1].key > p.key; j-- {
			pairs[j] = pairs[j-1]
		}
		pairs[j] = p
	}
	return pairs
}

// radixSort sorts by the digits of how far each key lies behind the first, the
// lowest digit first: as many rounds as the range of keys has digits, however
// many keys there are. Bits in which no key differs at the low end, as in whole
// seconds, take no round.
func radixSort(pairs []pair) []pair {
	const maxDigit = 11 // bits: more, and the counts leave the nearest cache
	first, last, differ := pairs[0].key, pairs[0].key, int64(0)
	for i := range pairs {
		k := pairs[i].key
		first, last, differ = min(first, k), max(last, k), differ|(k^pairs[0].key)
	}
	if first == last {
		return pairs
	}
	low := bits.TrailingZeros64(uint64(differ))
	width := bits.Len64(uint64(last-first)) - low
	rounds := (width + maxDigit - 1) / maxDigit
	digit := (width + rounds - 1) / rounds
	var counts [1 << maxDigit]int
	count, mask := counts[:1<<digit], uint64(1)<<digit-1
	from, to := pairs, make([]pair, len(pairs))
	for shift := low; shift < low+width; shift += digit {
		clear(count)
		for i := range from {
			count[uint64(from[i].key-first)>>shift&mask]++
		}
		at := 0
		for d, n := range count {
			count[d], at = at, at+n
		}
		for _, p := range from {
			d := uint64(p.key-first) >> shift & mask
			to[count[d]] = p
			count[d]++
		}
		from, to = to, from
	}
	return from
}
