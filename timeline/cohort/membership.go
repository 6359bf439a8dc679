package cohort

import (
	"fmt"
	"slices"
	"strings"
)

// A Membership says whether an incident is among those that a [Rule] is of. The
// zero Membership is unknown.
//
// A statistic is measured from those inside, and says of how many: an incident
// that is not known to be inside or outside is missing from it, which is something
// else than being outside.
type Membership uint8

// The memberships.
const (
	MembershipUnknown  Membership = iota // no time is recorded, and none will be
	MembershipNone                       // outside
	MembershipPossible                   // the bounds of the time leave it open
	MembershipSure                       // inside
	MembershipNotYet                     // not reached as of the view, and can still be
)

var membershipNames = [...]string{"unknown", "outside", "possibly", "inside", "not_yet"}

// ParseMembership reads the text that [Membership.String] writes.
func ParseMembership(s string) (Membership, error) {
	if i := slices.Index(membershipNames[:], s); i >= 0 {
		return Membership(i), nil
	}
	return 0, fmt.Errorf("cohort: no membership %q (there are: %s)", s, strings.Join(membershipNames[:], ", "))
}

// IsValid reports whether m is one of the constants.
func (m Membership) IsValid() bool { return int(m) < len(membershipNames) }

// String returns "unknown", "outside", "possibly", "inside" or "not_yet".
func (m Membership) String() string {
	if !m.IsValid() {
		return fmt.Sprintf("Membership(%d)", uint8(m))
	}
	return membershipNames[m]
}

// MarshalText implements [encoding.TextMarshaler]; a value that is none of the
// constants fails.
func (m Membership) MarshalText() ([]byte, error) {
	if !m.IsValid() {
		return nil, fmt.Errorf("cohort: no such membership: %s", m)
	}
	return []byte(membershipNames[m]), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseMembership] reads.
func (m *Membership) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMembership(string(text))
	return err
}
