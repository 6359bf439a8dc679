package severity

import (
	"cmp"
	"strconv"
	"strings"
)

// A Level is a position on the ruler of severity. Higher is worse.
//
// The zero Level is unset: nobody has said how bad it is. Valid levels run from
// 1 to 255. A Level compares with == and with the ordering operators.
//
// Note: the type is an int although the range would fit a byte. A conversion
// of a number that is out of range then stays out of range and is refused,
// where a byte would wrap it round to some other severity.
type Level int

// The named positions.
//
// Like all such numbers they are arbitrary, but chosen with four things in mind.
//
// First, zero is left to mean unset, so that a forgotten severity is seen to be
// missing and is not taken for the mildest.
//
// Second, a gap of 20 divides by 2, 4, 5 and 10. A scale of ten or of
// twenty words still lands on whole numbers, and a word between two of ours
// ("between minor and moderate") has a place to go.
//
// Third, neither end is the end of the ruler. Many teams keep a word above
// critical, as SEV0 is above SEV1 ([SEV] puts it at 120), and some keep one for
// "no impact" below trivial (Statuspage's "none" is at 10).
//
// Fourth, the range ends at 255, so that a program with very many incidents can
// hold a level in a byte or use it to index a small table.
const (
	Trivial  Level = 20  // cosmetic; nobody is kept from anything
	Minor    Level = 40  // a nuisance with a way round it
	Moderate Level = 60  // part of the service is lost to some
	Major    Level = 80  // an important part is lost to many
	Critical Level = 100 // the service is lost, or data or safety is at stake
)

// The ends of the ruler. They are not exported: a range check is IsValid.
const (
	lowest  Level = 1
	highest Level = 255
)

// named holds the named positions, worst first. Nothing writes to it.
var named = [...]struct {
	level Level
	name  string
}{
	{Critical, "critical"},
	{Major, "major"},
	{Moderate, "moderate"},
	{Minor, "minor"},
	{Trivial, "trivial"},
}

// levelTexts says what ParseLevel accepts, for its error.
const levelTexts = "critical, major, moderate, minor, trivial, or the nearest of these below with an offset, as in major+5; below trivial, trivial-5"

// levelRange says which levels have a text.
const levelRange = "1 to 255, or 0 for unset"

// ParseLevel reads the text of a level. It is the exact inverse of
// [Level.String] on unset and valid levels: it accepts each text that String
// gives for them and no other, so a level has one spelling. "Major" and
// "major+20", which is critical, are refused. The empty text is the unset Level.
//
// The error is a [*ParseError]. To read what people type, in a team's own words
// and in any case, use [Scale.Parse].
func ParseLevel(text string) (Level, error) {
	if text == "" {
		return 0, nil
	}
	if l, ok := parseLevel(text); ok {
		return l, nil
	}
	return 0, &ParseError{Input: text, What: "level", Allowed: levelTexts}
}

// MustParseLevel is [ParseLevel] for text known to be good, such as a constant
// in a test. It panics on an error.
func MustParseLevel(text string) Level {
	l, err := ParseLevel(text)
	if err != nil {
		panic(err)
	}
	return l
}

// IsValid reports whether l is on the ruler. The unset Level is not.
func (l Level) IsValid() bool { return lowest <= l && l <= highest }

// Compare returns -1 if l is less severe than m, 0 if they are equal, and +1 if
// l is worse. The unset Level orders below every valid one, which is a place to
// sort it to and not a statement that it is mild.
func (l Level) Compare(m Level) int { return cmp.Compare(l, m) }

// String returns the text of the level: the name of the nearest named position
// at or below it and the distance above that. Below [Trivial] there is no such
// name, and the distance down from it is given. Examples:
//
//	Major.String()       => "major"
//	(Major+5).String()   => "major+5"
//	(Trivial-5).String() => "trivial-5"
//	Level(0).String()    => ""
//	Level(999).String()  => "Level(999)"
func (l Level) String() string {
	for _, n := range named {
		if l == n.level {
			return n.name // the usual case, without allocating
		}
	}
	return string(l.appendTo(nil))
}

// AppendText implements [encoding.TextAppender]. It appends the text that
// [Level.String] gives, which for the unset Level is nothing. A level out of
// range is a [*ParseError], and b is returned as it was.
func (l Level) AppendText(b []byte) ([]byte, error) {
	if l != 0 && !l.IsValid() {
		return b, &ParseError{Input: l.String(), What: "level", Allowed: levelRange}
	}
	return l.appendTo(b), nil
}

// MarshalText implements [encoding.TextMarshaler] by calling
// [Level.AppendText].
func (l Level) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]. It accepts what
// [ParseLevel] accepts, and leaves l as it was on an error.
func (l *Level) UnmarshalText(text []byte) error {
	v, err := ParseLevel(string(text))
	if err != nil {
		return err
	}
	*l = v
	return nil
}

// appendTo appends what String returns, for every l.
func (l Level) appendTo(b []byte) []byte {
	if l == 0 {
		return b
	}
	if !l.IsValid() {
		b = append(b, "Level("...)
		b = strconv.AppendInt(b, int64(l), 10)
		return append(b, ')')
	}
	for _, n := range named {
		if l >= n.level {
			return appendOffset(b, n.name, l-n.level)
		}
	}
	return appendOffset(b, "trivial", l-Trivial)
}

// appendOffset appends a name and how far from it a level lies: nothing, "+5"
// or "-5".
func appendOffset(b []byte, name string, off Level) []byte {
	b = append(b, name...)
	if off == 0 {
		return b
	}
	if off > 0 {
		b = append(b, '+')
	}
	return strconv.AppendInt(b, int64(off), 10)
}

// parseLevel reads text that is not empty.
func parseLevel(text string) (Level, bool) {
	name, off := text, 0
	if i := strings.IndexAny(text, "+-"); i >= 0 {
		n, err := strconv.Atoi(text[i:])
		if err != nil {
			return 0, false
		}
		name, off = text[:i], n
	}
	for _, n := range named {
		if n.name != name {
			continue
		}
		l := n.level + Level(off)
		// Writing the level again is what makes this an exact inverse: it
		// refuses "major+0", "major+05", "major-5" and "major+20" at once. A
		// sum that overflowed is far below the ruler and refused as invalid.
		var buf [len("critical+155")]byte
		return l, l.IsValid() && string(l.appendTo(buf[:0])) == text
	}
	return 0, false
}
