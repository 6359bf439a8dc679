package lifecycle

import "math/bits"

// index finds the number of a name. It is a hash table in one small array,
// built once and then only read. The zero index finds nothing.
//
// Looking up two names is most of what a decision costs, and this takes less
// than half the time of a Go map.
type index struct {
	names []string // by number
	slots []slot   // the length is a power of two
	mult  uint32   // see hash
	shift uint8    // see hash
}

// slot holds a name and its number. The name is kept here too, so that a search
// that succeeds reads one place. The empty slot has no name.
type slot struct {
	name   string
	number int
}

// newIndex returns the index of names, which must be distinct, not empty, and
// at most 254. It is deterministic.
//
// It tries some multipliers and keeps the one under which the names collide
// least: for a lifecycle of usual size, not at all. Names that agree in length
// and in their first, middle and last byte always collide. They are still
// found, by stepping on.
func newIndex(names []string) index {
	const tries, golden = 64, 0x9e3779b1
	size := bits.Len(uint(4 * len(names)))
	x := index{names: names, slots: make([]slot, 1<<size), shift: uint8(32 - size)}
	best, least := uint32(0), -1
	for i := range uint32(tries) {
		x.mult = golden * (2*i + 1) // odd, so that no bit of the key is lost
		if steps := x.fill(); least < 0 || steps < least {
			best, least = x.mult, steps
		}
		if least == 0 {
			return x
		}
	}
	x.mult = best
	x.fill()
	return x
}

// fill empties the slots, puts every name in one, and returns how many slots
// were already taken when it came to them.
func (x *index) fill() (steps int) {
	clear(x.slots)
	mask := uint(len(x.slots) - 1)
	for n, name := range x.names {
		h := x.hash(name)
		for ; x.slots[h&mask].name != ""; h++ {
			steps++
		}
		x.slots[h&mask] = slot{name, n}
	}
	return steps
}

// find returns the number of name, or -1.
func (x *index) find(name string) int {
	slots := x.slots
	if len(name) == 0 || len(slots) == 0 {
		return -1
	}
	// At least three quarters of the slots are empty, so the loop ends.
	for h := x.hash(name); ; h++ {
		s := &slots[h&uint(len(slots)-1)]
		if s.name == name {
			return s.number
		}
		if s.name == "" {
			return -1
		}
	}
}

// hash returns where the search for name begins. It is the upper bits of a
// product, which depend on every byte of the key.
func (x *index) hash(name string) uint {
	n := uint(len(name))
	key := uint32(name[0]) | uint32(name[n/2])<<8 | uint32(name[n-1])<<16 | uint32(n)<<24
	return uint(key * x.mult >> (x.shift & 31))
}
