package lifecycle

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// State names where an incident stands: "triage", "monitoring". The set is
// open: each [Definition] declares its own. The zero value names no state.
type State string

// Trigger names what moves an incident from one state to another: "resolve".
// The set is open: a trigger exists because an [Edge] uses it. The zero value
// names no trigger.
type Trigger string

// maxName is the greatest length of any name, in bytes.
const maxName = 64

// isName reports whether s matches [a-z_][a-z0-9_]* and is not too long: the
// grammar of states, triggers and guards.
func isName(s string) bool {
	if s == "" || len(s) > maxName || s[0] >= '0' && s[0] <= '9' {
		return false
	}
	for i := range len(s) {
		if !isNameByte(s[i]) {
			return false
		}
	}
	return true
}

// isTitle reports whether s can name a whole lifecycle: as [isName], and
// hyphens may stand inside.
func isTitle(s string) bool {
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	return isName(strings.ReplaceAll(s, "-", "_"))
}

// isNameByte reports whether c may stand in a name.
func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
}

// isReserved reports whether looplab gives the name s a meaning of its own:
// a callback "before_event" would be ambiguous beside a trigger "event".
func isReserved(s string) bool { return s == "event" || s == "state" }

// show prints a well-formed name bare and anything else quoted, so that
// hostile input cannot forge a message.
func show[S ~string](s S) string {
	if isName(string(s)) {
		return string(s)
	}
	return strconv.Quote(string(s))
}

// hint says which of the names s was meant to be, if one is near.
func hint(s string, names []string) string {
	if n := near(s, names); n != "" {
		return ", did you mean " + strconv.Quote(n) + "?"
	}
	return ""
}

// near returns the name that s differs from in the fewest letters, or nothing if
// that is more than one in three, or more than two.
func near(s string, names []string) string {
	s = strings.ToLower(s[:min(len(s), maxName+3)])
	best, least := "", min(len(s)/3, 2)+1
	for _, name := range names {
		if len(name)-len(s) >= least || len(s)-len(name) >= least {
			continue
		}
		if d := distance(s, name); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance returns how many letters have to be added, taken away, changed or
// swapped with the next one to make b of a.
func distance(a, b string) int {
	above, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j // from nothing to the beginnings of b
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			change := row[j]
			if a[i] != b[j] {
				change++
			}
			next[j+1] = min(change, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], above[j-1]+1)
			}
		}
		above, row, next = row, next, above
	}
	return row[len(b)]
}

// The functions below serve the closed sets, [Phase] and [Resolution]. Their
// words stand in a table whose index is the value; entry 0 is the empty text.

// parseWord returns the index of s in words.
func parseWord(set string, words []string, s string) (int, error) {
	if i := slices.Index(words, s); i >= 0 {
		return i, nil
	}
	allowed := strings.Join(words[1:], ", ")
	return 0, fmt.Errorf("lifecycle: unknown %s %q (allowed: %s)", set, s, allowed)
}

// word returns entry i of words, or a printable stand-in for an index that is
// out of range.
func word(set string, words []string, i int) string {
	if i < len(words) {
		return words[i]
	}
	return set + "(" + strconv.Itoa(i) + ")"
}

// appendWord appends entry i of words to b. An index out of range is an error.
func appendWord(set string, words []string, b []byte, i int) ([]byte, error) {
	if i >= len(words) {
		return b, fmt.Errorf("lifecycle: no text for %s", word(set, words, i))
	}
	return append(b, words[i]...), nil
}
