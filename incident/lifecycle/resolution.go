package lifecycle

import "cmp"

// Resolution says how a life ended. Nothing leads out of a [State] that has one,
// unless a team's lifecycle reopens what has ended.
//
// The zero value is [ResolutionNone], whose text is empty: not ended.
type Resolution uint8

// The resolutions.
const (
	// ResolutionNone is the zero value: the life has not ended.
	ResolutionNone Resolution = iota
	// ResolutionCompleted ends an incident that ran its course.
	ResolutionCompleted
	// ResolutionFalsePositive ends a suspicion that was none.
	ResolutionFalsePositive
	// ResolutionMerged ends a record whose facts were taken over by another.
	ResolutionMerged
	// ResolutionDuplicate ends a second record of the same incident.
	ResolutionDuplicate
	// ResolutionCancelled ends a record that was abandoned, or work that was
	// called off.
	ResolutionCancelled
)

// resolutionWords holds the text of each resolution at its value.
var resolutionWords = [...]string{"", "completed", "false_positive", "merged", "duplicate", "cancelled"}

// ParseResolution returns the resolution that s names. It is strict: no other spelling
// and no surrounding space. Empty text is [ResolutionNone].
func ParseResolution(s string) (Resolution, error) {
	i, err := parseWord("resolution", resolutionWords[:], s)
	return Resolution(i), err
}

// MustParseResolution is [ParseResolution] for constants. It panics if s is no
// resolution.
func MustParseResolution(s string) Resolution {
	r, err := ParseResolution(s)
	if err != nil {
		panic(err)
	}
	return r
}

// IsValid reports whether r is one of the named resolutions. ResolutionNone,
// the absence of one, is not.
func (r Resolution) IsValid() bool {
	return r != ResolutionNone && int(r) < len(resolutionWords)
}

// Compare returns -1, 0 or +1 by the order in which the constants are declared.
// The order is for stable listings and carries no meaning.
func (r Resolution) Compare(q Resolution) int { return cmp.Compare(r, q) }

// String returns the resolution's text, which is empty for ResolutionNone. A
// value that is no resolution prints as "Resolution(9)".
func (r Resolution) String() string { return word("Resolution", resolutionWords[:], int(r)) }

// AppendText appends the resolution's text to b. It fails, and appends nothing,
// if r is neither none nor valid.
func (r Resolution) AppendText(b []byte) ([]byte, error) {
	return appendWord("Resolution", resolutionWords[:], b, int(r))
}

// MarshalText returns the resolution's text. See [Resolution.AppendText].
func (r Resolution) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText sets r to what [ParseResolution] makes of text. On error r is
// unchanged.
func (r *Resolution) UnmarshalText(text []byte) error {
	q, err := ParseResolution(string(text))
	if err == nil {
		*r = q
	}
	return err
}
