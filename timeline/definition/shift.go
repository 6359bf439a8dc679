package definition

import (
	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A Direction says where one end of a clock lies against that of another.
type Direction uint8

// The directions.
const (
	Unsettled Direction = iota // not known, or open: the figure says why
	Same                       // the same fact, or another at certainly the same moment
	Later
	Earlier
)

var directionNames = [...]string{"unsettled", "same", "later", "earlier"}

// String returns "unsettled", "same", "later" or "earlier".
func (d Direction) String() string { return directionNames[min(int(d), len(directionNames)-1)] }

// MarshalText implements [encoding.TextMarshaler].
func (d Direction) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// A Shift says how one end of a clock lies against the same end of another. The
// zero Shift has no facts: one of the two has no clock.
type Shift struct {
	Fact, Other     timeline.Milestone // where this clock starts or stops, and where the other does
	FactAt, OtherAt timeline.Instant   // when, unknown where recorded facts give several times
	Direction       Direction
	// Figure is how far they lie apart: how much later, or how much earlier. For an
	// unsettled direction it is the time from Other to Fact, and says what is not
	// known. It is unknown and of no measure where they are the same fact.
	Figure timeline.Figure
	// Nth says which of several times each stops at, "first" or "last", where the
	// facts are the same and the times are not; else it is empty.
	Nth string
}

// A Difference is how one result differs from another: where its clock starts and
// where it stops. Both shifts are zero where either result has no clock.
type Difference struct {
	Start, End Shift
}

// Versus says how r differs from another result of the same view.
func (r Result) Versus(v *timeline.View, other Result) Difference {
	if r.From == "" || other.From == "" {
		return Difference{}
	}
	d := Difference{Start: shift(v, r.From, other.From), End: shift(v, r.To, other.To)}
	if r.To == other.To && r.Definition.First != other.Definition.First {
		d.End = nth(v, r.To, r.Definition.First)
	}
	return d
}

// IsSame reports whether both clocks start and stop at the same moments. It is false
// where there is no clock.
func (d Difference) IsSame() bool { return d.Start.Direction == Same && d.End.Direction == Same }

// shift measures from one milestone to another, in whichever order they came.
func shift(v *timeline.View, fact, other timeline.Milestone) Shift {
	s := Shift{Fact: fact, Other: other, FactAt: when(v, fact), OtherAt: when(v, other)}
	if fact == other {
		s.Direction = Same
		return s
	}
	s.Figure = timeline.Elapsed(other, fact).Of(v)
	s.settle(func() timeline.Figure { return timeline.Elapsed(fact, other).Of(v) })
	return s
}

// settle reads the direction off the figure, turning it around where it is negative.
func (s *Shift) settle(reversed func() timeline.Figure) {
	switch s.Figure.Kind() {
	case timeline.Known, timeline.Bounded:
		switch least, ok := s.Figure.Min(); {
		case ok && least == 0 && s.Figure.Kind() == timeline.Known:
			s.Direction = Same
		case ok && least >= 0:
			s.Direction = Later
		}
	case timeline.Invalid:
		if s.Figure.Reason().Code == timeline.ReasonNegative {
			s.Figure, s.Direction = reversed(), Earlier
		}
	}
}

// nth tells the first time that a milestone was reached from the last.
func nth(v *timeline.View, m timeline.Milestone, first bool) Shift {
	s := Shift{Fact: m, Other: m, Direction: Same}
	ids := inputs(timeline.Elapsed(m, m).First().Of(v))
	if len(ids) != 2 {
		return s // reached once, or no one can tell
	}
	a, b := ids[0], ids[1]
	f := timeline.Lasted(v, a, b)
	if f.Kind() == timeline.Invalid {
		a, b = b, a
		f = timeline.Lasted(v, a, b)
	}
	s.FactAt, s.OtherAt = occurred(v, a, m), occurred(v, b, m)
	s.Figure, s.Direction, s.Nth = f, Earlier, "first"
	if !first {
		s.FactAt, s.OtherAt, s.Direction, s.Nth = s.OtherAt, s.FactAt, Later, "last"
	}
	if least, ok := f.Min(); !ok || least < 0 {
		s.Direction = Unsettled // which of them is the first is open
	}
	return s
}

// when is the time of a milestone, unknown unless all facts that may give it give
// the same.
func when(v *timeline.View, m timeline.Milestone) (at timeline.Instant) {
	if !recorded(v, m, false) {
		return at
	}
	for i, id := range inputs(timeline.Elapsed(m, m).Of(v)) {
		if t := occurred(v, id, m); i == 0 {
			at = t
		} else if t != at {
			return timeline.Instant{}
		}
	}
	return at
}

// occurred is when an event reached a milestone: an impact is restored at its end.
func occurred(v *timeline.View, id uuid.UUID, m timeline.Milestone) timeline.Instant {
	e, _ := v.Event(id)
	if m == timeline.Restored && e.Kind == timeline.KindImpact {
		return e.Ended
	}
	return e.Occurred
}

func inputs(f timeline.Figure) (ids []uuid.UUID) {
	for id := range f.Inputs() {
		ids = append(ids, id)
	}
	return ids
}
