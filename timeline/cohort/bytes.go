package cohort

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrBytes reports bytes that no accumulator of this version wrote.
var ErrBytes = errors.New("not the bytes of an accumulator")

// magic begins the bytes of an accumulator; its last byte is their version.
const magic = "acc\x01"

// AppendBinary appends the accumulator's bytes: equal for equal durations,
// exclusions, definition and [Accumulator.Exact], whatever the order in which and the
// parts by which they were gathered. The error is always nil.
//
// They begin with "acc" and a version. All numbers are unsigned varints; durations
// kept one by one follow in order, each as its distance from the one before;
// buckets as distances and counts.
func (a *Accumulator) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, magic...)
	b = appendString(b, a.def)
	limit := uint64(a.limit())
	if a.Exact < 0 {
		limit = 0
	}
	b = binary.AppendUvarint(b, limit)
	b = binary.AppendUvarint(b, a.doubtful)
	b = binary.AppendUvarint(b, uint64(len(a.excluded)))
	for _, e := range a.excluded {
		b = binary.AppendUvarint(b, uint64(e.Kind))
		b = appendString(b, string(e.Reason))
		b = binary.AppendUvarint(b, e.N)
	}
	if a.buckets {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	for _, t := range a.tallies() {
		b = t.append(b)
	}
	return b, nil
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func (t *tally) append(b []byte) []byte {
	b = binary.AppendUvarint(b, t.n)
	if t.n == 0 {
		return b
	}
	if t.counts == nil {
		t.sort()
		last := int64(0)
		for _, us := range t.values {
			b = binary.AppendUvarint(b, uint64(us-last))
			last = us
		}
		return b
	}
	b = binary.AppendUvarint(b, uint64(t.min))
	b = binary.AppendUvarint(b, uint64(t.max))
	b = binary.AppendUvarint(b, t.sum.hi)
	b = binary.AppendUvarint(b, t.sum.lo)
	next := 0
	for i, n := range t.counts {
		if n > 0 {
			b = binary.AppendUvarint(b, uint64(t.first+i-next))
			b = binary.AppendUvarint(b, n)
			next = t.first + i + 1
		}
	}
	return b
}

// MarshalBinary implements [encoding.BinaryMarshaler] as [Accumulator.AppendBinary]
// writes.
func (a *Accumulator) MarshalBinary() ([]byte, error) { return a.AppendBinary(nil) }

// UnmarshalBinary replaces the accumulator with the one whose bytes these are. It
// refuses with [ErrBytes], and changes nothing, whatever no accumulator wrote: another
// version, bytes missing or left over, numbers out of order, sums that the
// durations cannot have.
func (a *Accumulator) UnmarshalBinary(data []byte) error {
	d := reader{rest: data}
	c := d.accumulator()
	if d.fault == "" && len(d.rest) > 0 {
		d.fault = "bytes left over"
	}
	if d.fault != "" {
		return fmt.Errorf("cohort: byte %d: %s: %w", len(data)-len(d.rest), d.fault, ErrBytes)
	}
	*a = *c
	return nil
}
