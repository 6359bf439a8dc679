package timeline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A word is one value of a closed set that is written as text. The helpers here
// give every such set the same behaviour: the zero value is empty text where
// its name is empty, unknown text is a [ParseError] naming what is allowed, and
// a value out of the set prints as Type(n).
type word interface{ ~uint8 }

func wordString[T word](names []string, typ string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return typ + "(" + strconv.Itoa(int(v)) + ")"
}

func parseWord[T word](names []string, what, s string) (T, error) {
	if i := slices.Index(names, s); i >= 0 {
		return T(i), nil
	}
	return 0, &ParseError{What: what, Input: s, Err: fmt.Errorf("%w: want one of %s", ErrSyntax, strings.Join(nonEmpty(names), ", "))}
}

func appendWord[T word](b []byte, names []string, typ string, v T) ([]byte, error) {
	if int(v) >= len(names) {
		return b, fmt.Errorf("timeline: writing %s: %w", wordString(names, typ, v), ErrRange)
	}
	return append(b, names[v]...), nil
}

func nonEmpty(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == "" })
}
