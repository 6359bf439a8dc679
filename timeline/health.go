package timeline

import "cmp"

// Health is the state of a part of a service while it is impacted. The words
// are those of public status pages (Atlassian Statuspage's component states).
// The zero Health is unstated: something was wrong, and nobody said how bad.
type Health uint8

// The states of health. Higher is worse, except that Maintenance stands apart:
// it was announced, and no measure counts it as an outage unless its weighting
// says so.
const (
	Unstated    Health = iota
	Operational        // working
	Degraded           // slow, read-only, or failing for few
	Partial            // not working for some, or in part
	Major              // not working
	Maintenance        // taken down on purpose, announced
)

var healthNames = [...]string{"", "operational", "degraded", "partial", "major", "maintenance"}

// ParseHealth reads the text that [Health.String] writes.
func ParseHealth(s string) (Health, error) { return parseWord[Health](healthNames[:], "health", s) }

// MustParseHealth is [ParseHealth] for text known to be right; it panics on an error.
func MustParseHealth(s string) Health { return must(ParseHealth(s)) }

// IsValid reports whether h is one of the constants.
func (h Health) IsValid() bool { return int(h) < len(healthNames) }

// Compare orders by the order of the constants.
func (h Health) Compare(other Health) int { return cmp.Compare(h, other) }

// String returns the word for h, or Health(n) for a value that is none.
func (h Health) String() string { return wordString(healthNames[:], "Health", h) }

// AppendText appends what [Health.String] writes, and fails with [ErrRange] on a
// value that is none of the constants.
func (h Health) AppendText(b []byte) ([]byte, error) {
	return appendWord(b, healthNames[:], "Health", h)
}

// MarshalText implements [encoding.TextMarshaler].
func (h Health) MarshalText() ([]byte, error) { return h.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseHealth] reads.
func (h *Health) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHealth(string(text))
	return err
}
