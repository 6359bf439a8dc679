package timeline

import "cmp"

// A FigureKind says how much a figure knows. The zero FigureKind is Unknown, so
// that a figure nobody computed cannot be read as zero.
type FigureKind uint8

// The kinds of figure.
const (
	Unknown       FigureKind = iota // something needed was never recorded
	Known                           // one value
	Bounded                         // somewhere within bounds, of which one may be missing
	Ongoing                         // still growing as of the view; the minimum is so far
	Pending                         // has not begun, and still can
	NotApplicable                   // there is nothing to measure
	Invalid                         // the facts contradict the definition
)

var figureKindNames = [...]string{"unknown", "known", "bounded", "ongoing", "pending", "not_applicable", "invalid"}

// ParseFigureKind reads the text that [FigureKind.String] writes.
func ParseFigureKind(s string) (FigureKind, error) {
	return parseWord[FigureKind](figureKindNames[:], "figure kind", s)
}

// MustParseFigureKind is [ParseFigureKind] for text known to be right; it panics on an error.
func MustParseFigureKind(s string) FigureKind { return must(ParseFigureKind(s)) }

// IsValid reports whether k is one of the constants.
func (k FigureKind) IsValid() bool { return int(k) < len(figureKindNames) }

// Compare orders by the order of the constants.
func (k FigureKind) Compare(other FigureKind) int { return cmp.Compare(k, other) }

// String returns the word for k, or FigureKind(n) for a value that is none.
func (k FigureKind) String() string { return wordString(figureKindNames[:], "FigureKind", k) }

// AppendText appends what [FigureKind.String] writes, and fails with [ErrRange] on a
// value that is none of the constants.
func (k FigureKind) AppendText(b []byte) ([]byte, error) {
	return appendWord(b, figureKindNames[:], "FigureKind", k)
}

// MarshalText implements [encoding.TextMarshaler].
func (k FigureKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseFigureKind] reads.
func (k *FigureKind) UnmarshalText(text []byte) (err error) {
	*k, err = ParseFigureKind(string(text))
	return err
}

// A Unit is what a figure's numbers count. The zero Unit is Seconds.
type Unit uint8

// The units.
const (
	Seconds Unit = iota
	Ratio        // of one: 0.998 is 99.8 %
	Count
)

var unitNames = [...]string{"seconds", "ratio", "count"}

// ParseUnit reads the text that [Unit.String] writes.
func ParseUnit(s string) (Unit, error) { return parseWord[Unit](unitNames[:], "unit", s) }

// MustParseUnit is [ParseUnit] for text known to be right; it panics on an error.
func MustParseUnit(s string) Unit { return must(ParseUnit(s)) }

// IsValid reports whether u is one of the constants.
func (u Unit) IsValid() bool { return int(u) < len(unitNames) }

// Compare orders by the order of the constants.
func (u Unit) Compare(other Unit) int { return cmp.Compare(u, other) }

// String returns the word for u, or Unit(n) for a value that is none.
func (u Unit) String() string { return wordString(unitNames[:], "Unit", u) }

// AppendText appends what [Unit.String] writes, and fails with [ErrRange] on a
// value that is none of the constants.
func (u Unit) AppendText(b []byte) ([]byte, error) {
	return appendWord(b, unitNames[:], "Unit", u)
}

// MarshalText implements [encoding.TextMarshaler].
func (u Unit) MarshalText() ([]byte, error) { return u.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseUnit] reads.
func (u *Unit) UnmarshalText(text []byte) (err error) {
	*u, err = ParseUnit(string(text))
	return err
}
