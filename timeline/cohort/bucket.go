package cohort

import "math/bits"

// Durations beyond the exact ones are counted in buckets, the layout of an HDR
// histogram: microseconds below 256 have a bucket each, and every doubling above
// is cut into 128. A bucket is at most 1/128 of its lower edge wide, so that its
// middle is within 1/256 (0.4 %) of every duration in it. The layout has no
// parameter on which two accumulators could disagree.
const (
	subBits = 7
	sub     = 1 << subBits // buckets in each doubling
	buckets = (63-subBits)*sub + sub
)

// bucketOf returns the bucket of a duration that is not negative.
func bucketOf(us int64) int {
	e := bits.Len64(uint64(us)>>(subBits+1)) & 63 // doublings above the fine ones
	return e<<subBits + int(us>>e)
}

// bucketEdges returns the first and the last microsecond of a bucket.
func bucketEdges(b int) (first, last int64) {
	if b < 2*sub {
		return int64(b), int64(b)
	}
	e := b>>subBits - 1
	first = int64(b&(sub-1)+sub) << e
	return first, first + 1<<e - 1
}

// bucketMiddle returns the duration that stands for all in the bucket.
func bucketMiddle(b int) int64 {
	first, last := bucketEdges(b)
	return first + (last-first)/2
}
