package cohort

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/allclear-go/allclear/timeline"
)

// A reader takes an accumulator's bytes apart. After a fault everything it reads is
// zero.
type reader struct {
	rest  []byte
	fault string
}

func (d *reader) fail(fault string) {
	if d.fault == "" {
		d.fault = fault
	}
}

// number reads a number of at most most, as short as it can be written.
func (d *reader) number(most uint64) uint64 {
	if d.fault != "" {
		return 0
	}
	x, n := binary.Uvarint(d.rest)
	switch {
	case n <= 0:
		d.fail("no number")
		return 0
	case x > most:
		d.fail("number too large")
		return 0
	case n > 1 && d.rest[n-1] == 0:
		d.fail("number longer than it need be")
		return 0
	}
	d.rest = d.rest[n:]
	return x
}

func (d *reader) text() string {
	n := d.number(uint64(len(d.rest)))
	if n > uint64(len(d.rest)) {
		d.fail("text cut off")
		return ""
	}
	s := string(d.rest[:n])
	if !utf8.ValidString(s) {
		d.fail("text is not UTF-8")
		return ""
	}
	d.rest = d.rest[n:]
	return s
}

func (d *reader) accumulator() *Accumulator {
	var a Accumulator
	if rest, ok := strings.CutPrefix(string(d.rest[:min(len(magic), len(d.rest))]), magic); !ok || rest != "" {
		d.fail("not begun as one of this version")
		return &a
	}
	d.rest = d.rest[len(magic):]
	a.def = d.text()
	switch limit := d.number(math.MaxInt32); limit {
	case 0:
		a.Exact = -1
	case DefaultExact:
	default:
		a.Exact = int(limit)
	}
	a.doubtful = d.number(maxCount)
	d.exclusions(&a)
	a.buckets = d.number(1) == 1
	for _, t := range a.tallies() {
		d.tally(t, a.buckets)
	}
	d.check(&a)
	return &a
}

func (d *reader) exclusions(a *Accumulator) {
	for n := d.number(uint64(len(d.rest))); n > 0 && d.fault == ""; n-- {
		e := Exclusion{Kind: timeline.FigureKind(d.number(math.MaxUint8))}
		e.Reason = timeline.ReasonCode(d.text())
		e.N = d.number(maxCount)
		switch last := len(a.excluded) - 1; {
		case !e.Kind.IsValid() || e.N == 0:
			d.fail("exclusion of nothing")
		case last >= 0 && a.excluded[last].compare(e) >= 0:
			d.fail("exclusions out of order")
		}
		a.excluded = append(a.excluded, e)
	}
}

// check refuses what no order of adding and merging leads to.
func (d *reader) check(a *Accumulator) {
	measured := a.measured()
	switch {
	case d.fault != "":
	case a.lookedAt() > maxCount || measured > maxCount:
		d.fail("too many to count")
	case a.shortest.n != a.longest.n:
		d.fail("bounds without their other ends")
	case a.buckets != (measured > uint64(a.limit())):
		d.fail("durations in the wrong form")
	case a.doubtful > measured || a.doubtful > 0 && a.def == "":
		d.fail("doubts without durations")
	case a.shortest.n > 0 && (a.shortest.min >= a.longest.min || a.shortest.max >= a.longest.max),
		a.longest.sum.less(a.shortest.sum.plus(total{lo: a.shortest.n})):
		d.fail("bounds the wrong way round")
	}
	if d.fault == "" {
		for _, o := range paired(a.shortest.weights(), a.longest.weights()) {
			if o.lo > o.hi || !a.buckets && o.lo == o.hi {
				d.fail("bounds the wrong way round")
			}
		}
	}
	if !a.buckets {
		a.total = int(measured)
	}
}

func (d *reader) tally(t *tally, buckets bool) {
	t.n = d.number(maxCount)
	switch {
	case buckets:
		t.counts = []uint64{}
		if t.n > 0 {
			d.counts(t)
		}
	case t.n > uint64(len(d.rest)):
		d.fail("durations cut off")
	default:
		d.values(t)
	}
	if d.fault != "" {
		*t = tally{}
	}
}

func (d *reader) values(t *tally) {
	n, last := t.n, int64(0)
	if n > 0 {
		t.values = make([]int64, 0, n)
	}
	for ; n > 0 && d.fault == ""; n-- {
		last += int64(d.number(maxMicros - uint64(last)))
		t.values = append(t.values, last)
		t.sum = t.sum.plus(total{lo: uint64(last)})
	}
	if d.fault == "" && t.n > 0 {
		t.sorted, t.min, t.max = true, t.values[0], last
	}
}

// maxMicros is the longest duration, in microseconds.
const maxMicros = math.MaxInt64 / 1000

// counts reads buckets, and refuses a least, greatest or sum that durations in
// these buckets cannot have.
func (d *reader) counts(t *tally) {
	t.min = int64(d.number(maxMicros))
	t.max = int64(d.number(maxMicros))
	t.sum = total{d.number(math.MaxUint64), d.number(math.MaxUint64)}
	if t.min > t.max {
		d.fail("least above greatest")
	}
	ends := total{lo: uint64(t.min)}.plus(total{lo: uint64(t.max)})
	least, most := ends, ends // of all durations, the least and the greatest among them
	next, left, b := 0, t.n, 0
	for left > 0 && d.fault == "" {
		b = next + int(d.number(buckets))
		n := d.number(left)
		first, last := bucketEdges(min(b, buckets-1))
		switch {
		case b >= buckets || n == 0:
			d.fail("bucket of nothing")
			return
		case left == t.n && b != bucketOf(t.min):
			d.fail("least is not in the first bucket")
			return
		}
		t.counts[t.place(b)] += n
		between := n
		for _, end := range [...]int64{t.min, t.max} {
			if b == bucketOf(end) && between > 0 {
				between--
			}
		}
		least = least.plus(times(max(first, t.min), between))
		most = most.plus(times(min(last, t.max), between))
		next, left = b+1, left-n
	}
	switch {
	case d.fault != "":
	case b != bucketOf(t.max):
		d.fail("greatest is not in the last bucket")
	case t.n == 1 && (t.min != t.max || t.sum != total{lo: uint64(t.min)}):
		d.fail("one duration of two lengths")
	case t.n > 1 && (t.sum.less(least) || most.less(t.sum)):
		d.fail("sum is not of such durations")
	}
}
