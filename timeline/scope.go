package timeline

import "cmp"

// Part says how much of a [Scope] is meant. The zero Part is Whole.
type Part uint8

// The parts. A restoration of Some is the first sign of recovery: "the first
// region came back". Most is what its writer calls most; no count is implied.
const (
	Whole Part = iota
	Some
	Most
)

var partNames = [...]string{"whole", "some", "most"}

// ParsePart reads the text that [Part.String] writes.
func ParsePart(s string) (Part, error) { return parseWord[Part](partNames[:], "part", s) }

// MustParsePart is [ParsePart] for text known to be right; it panics on an error.
func MustParsePart(s string) Part { return must(ParsePart(s)) }

// IsValid reports whether p is one of the constants.
func (p Part) IsValid() bool { return int(p) < len(partNames) }

// Compare orders by the order of the constants.
func (p Part) Compare(other Part) int { return cmp.Compare(p, other) }

// String returns the word for p, or Part(n) for a value that is none.
func (p Part) String() string { return wordString(partNames[:], "Part", p) }

// AppendText appends what [Part.String] writes, and fails with [ErrRange] on a
// value that is none of the constants.
func (p Part) AppendText(b []byte) ([]byte, error) { return appendWord(b, partNames[:], "Part", p) }

// MarshalText implements [encoding.TextMarshaler].
func (p Part) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParsePart] reads.
func (p *Part) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePart(string(text))
	return err
}

// everywhere is the region name of [Everywhere].
const everywhere = "*"

// A Scope says where: which region, which component, and how much of it. The
// zero Scope is not narrowed to anything, which is not the same as everywhere:
// "login fails" says nothing about which regions, [Everywhere] does.
//
// Scopes are values and compare with ==.
type Scope struct {
	region, component string
	part              Part
}

// Region is the scope of one region, data centre or market.
func Region(name string) Scope { return Scope{region: name} }

// Component is the scope of one component, service or feature.
func Component(name string) Scope { return Scope{component: name} }

// Everywhere is every region, said to be so.
func Everywhere() Scope { return Scope{region: everywhere} }

// Of narrows s to a part: Region("eu").Of(Most).
func (s Scope) Of(p Part) Scope { s.part = p; return s }

// In narrows s to a region: Component("api").In("eu-west").
func (s Scope) In(region string) Scope { s.region = region; return s }

// Region returns the region's name, "*" for [Everywhere], or "" when s is not
// narrowed to a region.
func (s Scope) Region() string { return s.region }

// Component returns the component's name, or "".
func (s Scope) Component() string { return s.component }

// Part returns how much of the place is meant.
func (s Scope) Part() Part { return s.part }

// IsZero reports whether s is not narrowed at all.
func (s Scope) IsZero() bool { return s.region == "" && s.component == "" && s.part == Whole }

// whole is s without its part.
func (s Scope) whole() Scope { s.part = Whole; return s }

// covers reports whether what is true of the whole of s is true of t: the same
// place, or one inside it. The zero Scope covers every other.
func (s Scope) covers(t Scope) bool {
	return s.part == Whole &&
		(s.region == "" || s.region == everywhere || s.region == t.region) &&
		(s.component == "" || s.component == t.component)
}

// within reports whether a fact about s is a fact about somewhere in q. A fact
// that is not narrowed to a region tells nothing about any one region.
func (s Scope) within(q Scope) bool {
	return (q.region == "" || s.region == q.region || s.region == everywhere) &&
		(q.component == "" || s.component == q.component)
}

// Compare orders scopes by region, component and part.
func (s Scope) Compare(t Scope) int {
	return cmp.Or(cmp.Compare(s.region, t.region), cmp.Compare(s.component, t.component), s.part.Compare(t.part))
}

// String writes the scope for people: "eu-west", "api", "eu-west/api",
// "everywhere", "most of eu-west", and "whole" for the zero Scope. It is not
// meant to be parsed; in JSON a scope is an object.
func (s Scope) String() string {
	place := s.region
	if place == everywhere {
		place = "everywhere"
	}
	switch {
	case s.component != "" && place != "":
		place += "/" + s.component
	case s.component != "":
		place = s.component
	}
	switch {
	case place == "":
		return s.part.String()
	case s.part != Whole:
		return s.part.String() + " of " + place
	}
	return place
}
