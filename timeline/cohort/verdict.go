package cohort

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Verdict is what a comparison of two groups comes to. The zero Verdict is
// NotDistinguishable: it takes evidence to leave it, and it does not say that the
// groups are alike.
type Verdict uint8

// The verdicts.
const (
	NotDistinguishable Verdict = iota // the data fit with no change at all
	Shorter                           // incidents after are shorter than before
	Longer                            // incidents after are longer than before
	Rarer                             // there are fewer incidents in a given time
	MoreOften                         // there are more incidents in a given time
	TooFew                            // so few incidents could not have shown any change
)

var verdictNames = [...]string{"not_distinguishable", "shorter", "longer", "rarer", "more_often", "too_few"}

// ParseVerdict reads the text that [Verdict.String] writes.
func ParseVerdict(s string) (Verdict, error) {
	return parseWord[Verdict](verdictNames[:], "verdict", s)
}

// MustParseVerdict is [ParseVerdict] for text known to be right; it panics on an error.
func MustParseVerdict(s string) Verdict { return mustWord(ParseVerdict(s)) }

// IsValid reports whether v is one of the constants.
func (v Verdict) IsValid() bool { return int(v) < len(verdictNames) }

// Compare orders by the order of the constants.
func (v Verdict) Compare(other Verdict) int { return cmp.Compare(v, other) }

// String returns the word for v, or Verdict(n) for a value that is none.
func (v Verdict) String() string { return wordString(verdictNames[:], "Verdict", v) }

// AppendText appends what [Verdict.String] writes, and fails on a value that is
// none of the constants.
func (v Verdict) AppendText(b []byte) ([]byte, error) {
	return appendWord(b, verdictNames[:], "Verdict", v)
}

// MarshalText implements [encoding.TextMarshaler].
func (v Verdict) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler] as [ParseVerdict] reads.
func (v *Verdict) UnmarshalText(text []byte) (err error) {
	*v, err = ParseVerdict(string(text))
	return err
}

// words puts the verdict for people, without a full stop. Without a p value
// nothing was computed, which is something else than no difference.
func (v Verdict) words(p Number) string {
	switch {
	case v == NotDistinguishable && !p.IsKnown():
		return "not compared"
	case v == NotDistinguishable:
		return "not distinguishable at this n"
	}
	return strings.ReplaceAll(v.String(), "_", " ")
}

// ErrWord is wrapped by the errors of reading and writing a word of a closed set,
// such as a [Verdict], that is none of it.
var ErrWord = errors.New("cohort: not one of the words")

// The helpers below give every closed set of words the same behaviour.

func wordString[T ~uint8](names []string, typ string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return typ + "(" + strconv.Itoa(int(v)) + ")"
}

func parseWord[T ~uint8](names []string, what, s string) (T, error) {
	if i := slices.Index(names, s); i >= 0 {
		return T(i), nil
	}
	return 0, fmt.Errorf("%w: %s %q (allowed: %s)", ErrWord, what, s, strings.Join(names, ", "))
}

func appendWord[T ~uint8](b []byte, names []string, typ string, v T) ([]byte, error) {
	if int(v) >= len(names) {
		return b, fmt.Errorf("%w: %s", ErrWord, wordString(names, typ, v))
	}
	return append(b, names[v]...), nil
}

func mustWord[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
