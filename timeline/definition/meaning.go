package definition

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/allclear-go/allclear/timeline"
)

// A Meaning is what a definition means to measure, whatever its clock does. The
// zero Meaning is Other.
type Meaning uint8

// The meanings, in the order in which comparisons have them.
const (
	Other       Meaning = iota // none of the below: nothing of ours to compare with
	Detect                     // until somebody or something noticed
	Acknowledge                // until a person took it up
	Mobilize                   // until the responders were together
	Mitigate                   // until the worst was over
	Restore                    // how long it took, or lasted, until service was back
	Resolve                    // until it was called resolved
	Close                      // until all work on it ended
	Impact                     // how long users were affected
)

var meaningNames = [...]string{"other", "detect", "acknowledge", "mobilize", "mitigate", "restore", "resolve", "close", "impact"}

// ErrMeaning reports text that names no meaning.
var ErrMeaning = errors.New("definition: no such meaning")

// ParseMeaning reads the text that [Meaning.String] writes. It fails with
// [ErrMeaning].
func ParseMeaning(s string) (Meaning, error) {
	if i := slices.Index(meaningNames[:], s); i >= 0 {
		return Meaning(i), nil
	}
	return Other, fmt.Errorf("%w: %q (there are: %s)", ErrMeaning, s, strings.Join(meaningNames[:], ", "))
}

// IsValid reports whether m is one of the constants.
func (m Meaning) IsValid() bool { return int(m) < len(meaningNames) }

// String returns the word for m, or Meaning(n) for a value that is none.
func (m Meaning) String() string {
	if !m.IsValid() {
		return fmt.Sprintf("Meaning(%d)", uint8(m))
	}
	return meaningNames[m]
}

// AppendText appends what [Meaning.String] writes, and fails with [ErrMeaning] on a
// value that is none of the constants.
func (m Meaning) AppendText(b []byte) ([]byte, error) {
	if !m.IsValid() {
		return b, fmt.Errorf("%w: %s", ErrMeaning, m)
	}
	return append(b, meaningNames[m]...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (m Meaning) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseMeaning] reads.
func (m *Meaning) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMeaning(string(text))
	return err
}

// Own returns the definition of our own measure of that meaning, and false for
// [Other]. Its vendor is allclear and its version that of the measure.
func (m Meaning) Own() (Definition, bool) {
	var own timeline.Measure
	switch m {
	case Detect:
		own = timeline.TimeToDetect()
	case Acknowledge:
		own = timeline.TimeToAcknowledge()
	case Mobilize:
		own = timeline.TimeToMobilize()
	case Mitigate:
		own = timeline.TimeToMitigate()
	case Restore:
		own = timeline.TimeToRestore()
	case Resolve:
		own = timeline.TimeToResolve()
	case Close:
		own = timeline.TimeToClose()
	case Impact:
		own = timeline.ImpactTime()
	default:
		return Definition{}, false
	}
	return Definition{
		ID: "allclear/" + own.ID(), Vendor: "allclear", Name: own.Words(), Version: fmt.Sprint(own.Version()), Meaning: m,
		From: End{Fact: own.From()}, To: End{Fact: own.To()}, Measure: own,
		Source: "https://pkg.go.dev/github.com/allclear-go/allclear/timeline", Verified: true, Basis: "the code itself",
	}, true
}
