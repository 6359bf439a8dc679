package jsonstream

import (
	"encoding/json"
	"unicode/utf16"
	"unicode/utf8"
)

// Clean returns raw with U+FFFD in place of what is no text: bytes that are not
// UTF-8, and escaped halves of surrogate pairs. It reports whether there was any.
// raw has to be valid JSON, and is not changed.
func Clean(raw json.RawMessage) (clean json.RawMessage, changed bool) {
	if !utf8.Valid(raw) {
		raw, changed = []byte(string([]rune(string(raw)))), true // a mark for each byte, as package json does
	}
	var out []byte // nil as long as nothing has to change
	done := 0
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			i++
			continue
		}
		r, n := escape(raw[i:])
		if n == 6 && utf16.IsSurrogate(r) {
			low, m := escape(raw[i+n:])
			if m == 6 && utf16.DecodeRune(r, low) != utf8.RuneError {
				i += n + m
				continue
			}
			out = append(append(out, raw[done:i]...), `\ufffd`...)
			done = i + n
		}
		i += n
	}
	if out == nil {
		return raw, changed
	}
	return append(out, raw[done:]...), true
}

// escape reads an escape sequence: its length, and what it stands for if that is
// written as a number.
func escape(raw []byte) (r rune, n int) {
	switch {
	case len(raw) == 0 || raw[0] != '\\':
		return 0, 0
	case len(raw) < 6 || raw[1] != 'u':
		return 0, min(len(raw), 2)
	}
	for _, c := range raw[2:6] {
		r <<= 4
		switch {
		case c >= '0' && c <= '9':
			r |= rune(c - '0')
		case c >= 'a' && c <= 'f':
			r |= rune(c-'a') + 10
		case c >= 'A' && c <= 'F':
			r |= rune(c-'A') + 10
		}
	}
	return r, 6
}
