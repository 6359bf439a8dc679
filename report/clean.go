package report

import (
	"strings"
	"unicode/utf8"
)

// Clean makes text safe to show in any format: invalid UTF-8, control
// characters, bidirectional overrides and isolates, and U+FFFE and U+FFFF, which
// XML forbids, become U+FFFD. Line breaks and tabs stay; those of other systems, CR LF
// and CR, become LF. Text that needs nothing is returned as it is. Escaping for a
// format comes after it.
func Clean(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if strings.IndexFunc(s, unsafe) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unsafe(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// CleanLine is [Clean] for text that must stay on one line: line breaks and tabs
// become spaces, and runs of those one.
func CleanLine(s string) string {
	if strings.IndexFunc(s, breaks) >= 0 {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || breaks(r) }), " ")
	}
	return Clean(s)
}

// IsClean reports whether [Clean] leaves r as it is. It is for renderers that
// clean and escape in one go.
func IsClean(r rune) bool { return !unsafe(r) }

// breaks reports whether r ends a line, or is white space that a line should not
// hold.
func breaks(r rune) bool {
	return r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029
}

func unsafe(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return true
	}
	return r == 0xfffe || r == 0xffff
}
