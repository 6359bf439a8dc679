package cohort

import (
	"math/bits"
	"slices"
)

// A tally counts durations of one sort, one by one or in buckets.
type tally struct {
	n        uint64
	sum      total
	min, max int64 // of those counted; zero if there are none

	values []int64 // one by one, as long as they are exact
	sorted bool    // values are in order

	first  int      // the bucket that counts[0] counts
	counts []uint64 // in buckets; nil as long as they are exact
}

// count counts a duration in a bucket that is there, and is false if none is. It is
// what [tally.add] does, for the most frequent case.
func (t *tally) count(us int64) bool {
	b := uint(bucketOf(us) - t.first)
	if b >= uint(len(t.counts)) { // so that something was counted before
		return false
	}
	t.counts[b]++
	t.n++
	lo, carry := bits.Add64(t.sum.lo, uint64(us), 0)
	t.sum.lo = lo
	t.sum.hi += carry
	if uint64(us-t.min) > uint64(t.max-t.min) { // outside of what was counted
		t.min, t.max = min(t.min, us), max(t.max, us)
	}
	return true
}

// add counts a duration that is not negative.
func (t *tally) add(us int64) {
	if t.n == 0 {
		t.min, t.max = us, us
	}
	t.n++
	t.sum = t.sum.plus(total{lo: uint64(us)})
	t.min, t.max = min(t.min, us), max(t.max, us)
	if t.counts == nil {
		t.values = append(t.values, us)
		t.sorted = false
		return
	}
	t.counts[t.place(bucketOf(us))]++
}

// place returns where a bucket is counted, and makes room for it.
func (t *tally) place(b int) int {
	if i := b - t.first; uint(i) < uint(len(t.counts)) {
		return i
	}
	return t.widen(b)
}

func (t *tally) widen(b int) int {
	const spare = sub / 2 // so that a growing range is not copied for every bucket
	first, end := max(0, b-spare), min(buckets, b+spare)
	if n := len(t.counts); n > 0 {
		first, end = min(t.first, first), max(t.first+n, end)
	}
	counts := make([]uint64, end-first)
	copy(counts[max(0, t.first-first):], t.counts)
	t.first, t.counts = first, counts
	return b - first
}

// compress counts in buckets from now on.
func (t *tally) compress() {
	if t.counts != nil {
		return
	}
	t.counts = []uint64{}
	if t.n > 0 {
		t.place(bucketOf(t.min))
		t.place(bucketOf(t.max))
	}
	for _, us := range t.values {
		t.counts[bucketOf(us)-t.first]++
	}
	t.values, t.sorted = nil, false
}

// merge counts what u counts. Both are in buckets, or neither is.
func (t *tally) merge(u *tally) {
	if u.n == 0 {
		return
	}
	if t.n == 0 {
		t.min, t.max = u.min, u.max
	}
	t.n += u.n
	t.sum = t.sum.plus(u.sum)
	t.min, t.max = min(t.min, u.min), max(t.max, u.max)
	if t.counts == nil {
		t.values = append(t.values, u.values...)
		t.sorted = false
		return
	}
	for i, n := range u.counts {
		if n > 0 {
			t.counts[t.place(u.first+i)] += n
		}
	}
}

func (t *tally) clone() tally {
	c := *t
	c.values, c.counts = slices.Clone(t.values), slices.Clone(t.counts)
	return c
}

// sort puts values in order.
func (t *tally) sort() {
	if !t.sorted {
		sortDurations(t.values)
		t.sorted = true
	}
}

// A weight is n durations of one length.
type weight struct {
	us int64
	n  uint64
}

// weights returns what is counted in order, without a place twice. Those in
// buckets are all in the middle of theirs, yet never outside of what was counted.
func (t *tally) weights() []weight {
	if t.counts == nil {
		t.sort()
		out := make([]weight, 0, len(t.values))
		for _, us := range t.values {
			if last := len(out) - 1; last >= 0 && out[last].us == us {
				out[last].n++
			} else {
				out = append(out, weight{us, 1})
			}
		}
		return out
	}
	var out []weight
	for i, n := range t.counts {
		if n > 0 {
			out = append(out, weight{min(max(bucketMiddle(t.first+i), t.min), t.max), n})
		}
	}
	return out
}
