package timeline

import "cmp"

// Visibility says who may read an event's words. The zero Visibility is
// Internal, so that what nobody marked cannot leak.
type Visibility uint8

// The circles of readers, each inside the next.
const (
	Internal Visibility = iota // the organisation alone
	Partner                    // also partners and vendors under agreement
	Public                     // everyone
)

var visibilityNames = [...]string{"internal", "partner", "public"}

// ParseVisibility reads the text that [Visibility.String] writes.
func ParseVisibility(s string) (Visibility, error) {
	return parseWord[Visibility](visibilityNames[:], "visibility", s)
}

// MustParseVisibility is [ParseVisibility] for text known to be right; it panics on an error.
func MustParseVisibility(s string) Visibility { return must(ParseVisibility(s)) }

// IsValid reports whether v is one of the constants.
func (v Visibility) IsValid() bool { return int(v) < len(visibilityNames) }

// Compare orders by how many may read.
func (v Visibility) Compare(other Visibility) int { return cmp.Compare(v, other) }

// String returns the word for v, or Visibility(n) for a value that is none.
func (v Visibility) String() string { return wordString(visibilityNames[:], "Visibility", v) }

// AppendText appends what [Visibility.String] writes, and fails with [ErrRange] on a
// value that is none of the constants.
func (v Visibility) AppendText(b []byte) ([]byte, error) {
	return appendWord(b, visibilityNames[:], "Visibility", v)
}

// MarshalText implements [encoding.TextMarshaler].
func (v Visibility) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseVisibility] reads.
func (v *Visibility) UnmarshalText(text []byte) (err error) {
	*v, err = ParseVisibility(string(text))
	return err
}
