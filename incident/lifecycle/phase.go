package lifecycle

import (
	"cmp"
	"strings"
)

// Phase is what a [State] means to those who do not know a team's own words.
// Measures and reports read phases, never the names of states.
//
// Phases are ordered along a life, so they can be compared: an incident at
// [PhaseResolved] or later is no longer open. The zero value is [PhaseUnset],
// whose text is empty.
type Phase uint8

// The phases, in order.
const (
	// PhaseUnset is the zero value. No state of a compiled lifecycle has it.
	PhaseUnset Phase = iota
	// PhasePlanned is known work that has not begun, such as maintenance.
	PhasePlanned
	// PhaseTriage is a suspicion: somebody decides whether this is an incident.
	PhaseTriage
	// PhaseActive is an incident that hurts and is worked on.
	PhaseActive
	// PhaseMitigated is an incident that no longer hurts, or hurts less, but
	// may come back.
	PhaseMitigated
	// PhaseResolved is an incident that is over, with work still to do: the
	// review, the follow-ups.
	PhaseResolved
	// PhaseClosed is the end of the record.
	PhaseClosed
)

// phaseWords holds the text of each phase at its value.
var phaseWords = [...]string{"", "planned", "triage", "active", "mitigated", "resolved", "closed"}

// phaseList names the phases, for messages.
func phaseList() string { return strings.Join(phaseWords[1:], ", ") }

// ParsePhase returns the phase that s names. It is strict: no other spelling
// and no surrounding space. Empty text is [PhaseUnset].
func ParsePhase(s string) (Phase, error) {
	i, err := parseWord("phase", phaseWords[:], s)
	return Phase(i), err
}

// MustParsePhase is [ParsePhase] for constants. It panics if s is no phase.
func MustParsePhase(s string) Phase {
	p, err := ParsePhase(s)
	if err != nil {
		panic(err)
	}
	return p
}

// IsValid reports whether p is one of the named phases. PhaseUnset is not.
func (p Phase) IsValid() bool { return p != PhaseUnset && int(p) < len(phaseWords) }

// Compare returns -1, 0 or +1 as p comes before, is, or comes after q in the
// course of a life. PhaseUnset comes first.
func (p Phase) Compare(q Phase) int { return cmp.Compare(p, q) }

// String returns the phase's text, which is empty for PhaseUnset. A value that
// is no phase prints as "Phase(9)".
func (p Phase) String() string { return word("Phase", phaseWords[:], int(p)) }

// AppendText appends the phase's text to b. It fails, and appends nothing, if
// p is neither unset nor valid.
func (p Phase) AppendText(b []byte) ([]byte, error) {
	return appendWord("Phase", phaseWords[:], b, int(p))
}

// MarshalText returns the phase's text. See [Phase.AppendText].
func (p Phase) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText sets p to what [ParsePhase] makes of text. On error p is
// unchanged.
func (p *Phase) UnmarshalText(text []byte) error {
	q, err := ParsePhase(string(text))
	if err == nil {
		*p = q
	}
	return err
}
