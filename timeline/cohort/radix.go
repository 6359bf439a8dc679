package cohort

import "slices"

// sortDurations sorts in place. Beyond a few hundred it is a radix sort of 11 bits
// a pass over what the values differ in, which at a million is several times faster than
// comparing.
func sortDurations(a []int64) {
	const few, digit = 512, 11
	if len(a) < few {
		slices.Sort(a)
		return
	}
	lo, hi, sorted := a[0], a[0], true
	for i, v := range a[1:] {
		sorted = sorted && a[i] <= v
		lo, hi = min(lo, v), max(hi, v)
	}
	if sorted {
		return
	}
	from, to := a, make([]int64, len(a))
	for shift := 0; shift < 64 && uint64(hi-lo)>>shift > 0; shift += digit {
		var places [1 << digit]int
		for _, v := range from {
			places[uint64(v-lo)>>shift&(1<<digit-1)]++
		}
		next := 0
		for i, n := range places {
			places[i] = next
			next += n
		}
		for _, v := range from {
			p := &places[uint64(v-lo)>>shift&(1<<digit-1)]
			to[*p] = v
			*p++
		}
		from, to = to, from
	}
	if &from[0] != &a[0] {
		copy(a, from)
	}
}
