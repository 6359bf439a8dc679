package cohort

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// Errors of accumulators.
var (
	// ErrDefinition reports figures of different definitions, or of different
	// versions of one, that are to go into one statistic.
	ErrDefinition = errors.New("figures of different definitions do not mix")
	// ErrUnit reports a figure that is no time.
	ErrUnit = errors.New("figure is no time")
	// ErrTooMany reports a count that does not fit.
	ErrTooMany = errors.New("too many to count")
)

// DefaultExact is how many durations an [Accumulator] keeps one by one, unless it
// is told otherwise.
const DefaultExact = 4096

// maxCount is the most durations of one sort.
const maxCount = 1 << 48

// An Accumulator gathers how long incidents lasted, one by one, under one
// definition, and merges with others, so that many machines can each do a part:
// accumulators of the same durations are equal to the byte, in whatever order and
// split the durations came. From it come a [Summary], a [Comparison] and the like.
//
// Incidents still open are kept apart, with their age, and never dropped; so are
// those whose duration has bounds, and those that cannot be measured are counted
// with the reason. The unit is one microsecond, finer parts are cut off.
//
// Up to [Accumulator.Exact] durations are kept as they are. Beyond it all of them
// are counted in fixed buckets, in a few kilobytes, and quantiles are off by at
// most 0.4 percent; sums, least and greatest remain exact.
//
// The zero Accumulator is ready to use and takes the definition of the first figure,
// or none if it is given bare durations first; the two then do not mix. One made by
// [NewAccumulator] takes both, and a bare duration on trust.
// It is for one goroutine at a time, reading included.
type Accumulator struct {
	// Exact is how many durations are kept one by one: zero is [DefaultExact],
	// a negative number all. Set it before anything is added. What two
	// accumulators merge into keeps the lesser of both.
	Exact int

	def      string           // the definition of the figures
	measure  timeline.Measure // that it was last compared with
	compared bool             // measure is one
	buckets  bool
	total    int // of durations, while exact
	known    tally
	shortest tally // of those that have bounds
	longest  tally
	atLeast  tally // ended, with no upper bound
	open     tally // ages
	doubtful uint64
	excluded []Exclusion // sorted
}

// NewAccumulator is an empty accumulator for figures of one definition.
func NewAccumulator(m timeline.Measure) *Accumulator {
	return &Accumulator{def: m.Definition(), measure: m, compared: true}
}

// Definition returns the definition of the figures gathered, as
// [timeline.Measure.Definition] writes it. It is empty for durations that came
// without.
func (a *Accumulator) Definition() string { return a.def }

// Add adds the duration of an incident that ended. One that is negative is
// excluded as invalid.
func (a *Accumulator) Add(d time.Duration) {
	if d < 0 || !a.known.count(int64(d/time.Microsecond)) {
		a.addFirst(d)
	}
}

// addFirst is Add where the duration has no bucket yet.
func (a *Accumulator) addFirst(d time.Duration) {
	if d < 0 {
		a.Exclude(timeline.Invalid, timeline.ReasonNegative)
		return
	}
	a.known.add(d.Microseconds())
	a.grown()
}

// AddOpen adds an incident that is still open, by its age. A negative age is
// excluded as invalid.
func (a *Accumulator) AddOpen(age time.Duration) {
	if age < 0 {
		a.Exclude(timeline.Invalid, timeline.ReasonNegative)
		return
	}
	a.open.add(age.Microseconds())
	a.grown()
}

// AddLength adds the duration of an incident that ended, within its bounds. One
// that is not stated, and one that is not valid, is excluded.
func (a *Accumulator) AddLength(l timeline.Length) {
	switch {
	case !l.IsValid():
		a.Exclude(timeline.Invalid, timeline.ReasonNegative)
	case !l.IsStated():
		a.Exclude(timeline.Unknown, timeline.ReasonNotStated)
	case !l.HasLongest():
		a.addEnded(l.Shortest().Microseconds(), endless)
	default:
		a.addEnded(l.Shortest().Microseconds(), l.Longest().Microseconds())
	}
}

// addEnded adds an incident that ended after lo to hi microseconds.
func (a *Accumulator) addEnded(lo, hi int64) {
	switch {
	case lo == hi:
		a.known.add(lo)
	case hi == endless:
		a.atLeast.add(lo)
	default:
		a.shortest.add(lo)
		a.longest.add(hi)
	}
	a.grown()
}

// AddFigure adds a figure of time: a known or bounded one as ended, an ongoing one
// as open since its least value; all others are excluded and counted with kind
// and reason. A lower bound below zero, of a figure whose times are not surely in
// order, is zero, since no incident ends before it begins.
//
// It fails, and adds nothing, with ErrUnit on a figure that is no time and with
// ErrDefinition if the accumulator gathers figures of another definition, which is
// anything but the place: see [timeline.Measure.Definition].
func (a *Accumulator) AddFigure(f timeline.Figure) error {
	x, ok := f.Extent()
	if !ok {
		return fmt.Errorf("cohort: %s: %w", f.Measure().ID(), ErrUnit)
	}
	if !a.compared || a.def == "" || !f.MeasuredAs(&a.measure) {
		if err := a.admit(f.Measure()); err != nil {
			return err
		}
	}
	if x.Kind == timeline.Known && !x.Doubtful && a.known.count(max(0, x.Least.Microseconds())) {
		return nil
	}
	a.take(x, f.Reason().Code)
	return nil
}

// take counts a figure of the right definition.
func (a *Accumulator) take(x timeline.Extent, why timeline.ReasonCode) {
	lo, hi := max(0, x.Least.Microseconds()), int64(endless)
	if x.HasGreatest {
		hi = max(lo, x.Greatest.Microseconds())
	}
	switch {
	case x.Kind == timeline.Ongoing:
		a.open.add(lo)
		a.grown()
	case (x.Kind == timeline.Known || x.Kind == timeline.Bounded) && (x.HasLeast || x.HasGreatest):
		a.addEnded(lo, hi)
	default:
		a.Exclude(x.Kind, why)
		return
	}
	if x.Doubtful {
		a.doubtful++
	}
}

// admit checks the definition of a figure, and takes the first for its own.
func (a *Accumulator) admit(m timeline.Measure) error {
	switch def := m.Definition(); {
	case def == a.def:
	case a.def == "" && a.isEmpty():
		a.def = def
	default:
		return fmt.Errorf("cohort: %w: %q and %q", ErrDefinition, a.def, def)
	}
	a.measure, a.compared = m, true
	return nil
}

// Exclude counts an incident that cannot be measured, with the reason. A summary
// says how many there were. A kind that is none is taken as invalid, and what is not
// UTF-8 in a reason is replaced, so that both can be written and read again.
func (a *Accumulator) Exclude(kind timeline.FigureKind, reason timeline.ReasonCode) {
	if !kind.IsValid() {
		kind = timeline.Invalid
	}
	a.exclude(Exclusion{kind, timeline.ReasonCode(strings.ToValidUTF8(string(reason), "\uFFFD")), 1})
}

func (a *Accumulator) exclude(e Exclusion) {
	i, found := slices.BinarySearchFunc(a.excluded, e, Exclusion.compare)
	if !found {
		a.excluded = slices.Insert(a.excluded, i, Exclusion{e.Kind, e.Reason, 0})
	}
	a.excluded[i].N += e.N
}

// An Exclusion is how many incidents could not be measured for one reason.
type Exclusion struct {
	Kind   timeline.FigureKind `json:"kind"`
	Reason timeline.ReasonCode `json:"reason"`
	N      uint64              `json:"n"`
}

func (e Exclusion) compare(f Exclusion) int {
	return cmp.Or(cmp.Compare(e.Kind, f.Kind), cmp.Compare(e.Reason, f.Reason))
}

// tallies returns the sorts of durations, in the order written.
func (a *Accumulator) tallies() [5]*tally {
	return [...]*tally{&a.known, &a.shortest, &a.longest, &a.atLeast, &a.open}
}

// grown goes over to buckets when there are too many durations.
func (a *Accumulator) grown() {
	if a.buckets {
		return
	}
	a.total++
	if a.total > a.limit() {
		a.compress()
	}
}

func (a *Accumulator) compress() {
	a.buckets = true
	for _, t := range a.tallies() {
		t.compress()
	}
}

// limit is how many durations are kept one by one.
func (a *Accumulator) limit() int {
	switch {
	case a.Exact < 0:
		return math.MaxInt
	case a.Exact == 0:
		return DefaultExact
	}
	return min(a.Exact, math.MaxInt32)
}

// Closed returns how many incidents were added that ended, whether their duration is
// known exactly or within bounds.
func (a *Accumulator) Closed() uint64 { return a.known.n + a.shortest.n + a.atLeast.n }

// Open returns how many incidents were added that are still open.
func (a *Accumulator) Open() uint64 { return a.open.n }

// measured is how many durations there are.
func (a *Accumulator) measured() uint64 {
	return a.Closed() + a.open.n
}

func (a *Accumulator) isEmpty() bool { return a.measured() == 0 && len(a.excluded) == 0 }

// Merge adds what b has gathered, and leaves b as it is. Merging is commutative
// and associative, and an empty accumulator changes nothing, nor does nil. It fails, and
// changes nothing, with ErrDefinition if the two gather figures of different
// definitions, and with ErrTooMany beyond 2⁴⁸ durations.
func (a *Accumulator) Merge(b *Accumulator) error {
	switch {
	case b == nil:
		return nil
	case a == b:
		b = b.Clone()
	case !a.mixesWith(b):
		return fmt.Errorf("cohort: %w: %q and %q", ErrDefinition, a.def, b.def)
	}
	if a.measured()+b.measured() > maxCount || a.lookedAt()+b.lookedAt() > maxCount {
		return fmt.Errorf("cohort: %w", ErrTooMany)
	}
	a.mergeLimit(b)
	if a.def == "" {
		a.def, a.measure, a.compared = b.def, b.measure, b.compared
	}
	a.doubtful += b.doubtful
	for _, e := range b.excluded {
		a.exclude(e)
	}
	if total := a.measured() + b.measured(); a.buckets || b.buckets || total > uint64(a.limit()) {
		a.compress()
		if !b.buckets {
			b = b.Clone()
			b.compress()
		}
	} else {
		a.total = int(total)
	}
	ours, theirs := a.tallies(), b.tallies()
	for i, t := range ours {
		t.merge(theirs[i])
	}
	return nil
}

// mixesWith reports whether both gather figures of one definition, or one has
// gathered nothing and is of none.
func (a *Accumulator) mixesWith(b *Accumulator) bool {
	return a.def == b.def || a.def == "" && a.isEmpty() || b.def == "" && b.isEmpty()
}

// mergeLimit takes the lesser limit, of those that hold anything.
func (a *Accumulator) mergeLimit(b *Accumulator) {
	switch {
	case b.measured() == 0 && a.measured() > 0:
	case a.measured() == 0 && b.measured() > 0, b.limit() < a.limit():
		a.Exact = b.Exact
	}
}

// Clone returns an independent copy.
func (a *Accumulator) Clone() *Accumulator {
	c := *a
	for i, t := range a.tallies() {
		*c.tallies()[i] = t.clone()
	}
	c.excluded = slices.Clone(a.excluded)
	return &c
}

// Incidents returns how many incidents were added, those that are open and those that could
// not be measured among them: the number for a [Rate].
func (a *Accumulator) Incidents() uint64 { return a.lookedAt() }

// notAsked is how many incidents the measure does not apply to.
func (a *Accumulator) notAsked() (n uint64) {
	for _, e := range a.excluded {
		if e.Kind == timeline.NotApplicable {
			n += e.N
		}
	}
	return n
}

// lookedAt is how many incidents were added, measured or not.
func (a *Accumulator) lookedAt() uint64 {
	n := a.measured()
	for _, e := range a.excluded {
		n += e.N
	}
	return n
}
