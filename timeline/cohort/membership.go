package cohort

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
	return parseWord[Membership](membershipNames[:], "membership", s)
}

// IsValid reports whether m is one of the constants.
func (m Membership) IsValid() bool { return int(m) < len(membershipNames) }

// String returns "unknown", "outside", "possibly", "inside" or "not_yet".
func (m Membership) String() string { return wordString(membershipNames[:], "Membership", m) }

// MarshalText implements [encoding.TextMarshaler]; a value that is none of the
// constants fails with [ErrWord].
func (m Membership) MarshalText() ([]byte, error) {
	return appendWord(nil, membershipNames[:], "Membership", m)
}

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseMembership] reads.
func (m *Membership) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMembership(string(text))
	return err
}
