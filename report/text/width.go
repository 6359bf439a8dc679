package text

import (
	"sort"
	"unicode"
	"unicode/utf8"
)

// wide is the characters that take two columns: those of East_Asian_Width W
// (wide) and F (fullwidth) in EastAsianWidth.txt of Unicode 15.0.0, the version of
// package unicode. Emoji are among them, as Unicode Standard Annex 11 has it.
var wide = [...]struct{ first, last rune }{
	{0x1100, 0x115f}, {0x231a, 0x231b}, {0x2329, 0x232a}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0},
	{0x23f3, 0x23f3}, {0x25fd, 0x25fe}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267f, 0x267f},
	{0x2693, 0x2693}, {0x26a1, 0x26a1}, {0x26aa, 0x26ab}, {0x26bd, 0x26be}, {0x26c4, 0x26c5},
	{0x26ce, 0x26ce}, {0x26d4, 0x26d4}, {0x26ea, 0x26ea}, {0x26f2, 0x26f3}, {0x26f5, 0x26f5},
	{0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728},
	{0x274c, 0x274c}, {0x274e, 0x274e}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
	{0x27b0, 0x27b0}, {0x27bf, 0x27bf}, {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55},
	{0x2e80, 0x2e99}, {0x2e9b, 0x2ef3}, {0x2f00, 0x2fd5}, {0x2ff0, 0x2ffb}, {0x3000, 0x303e},
	{0x3041, 0x3096}, {0x3099, 0x30ff}, {0x3105, 0x312f}, {0x3131, 0x318e}, {0x3190, 0x31e3},
	{0x31f0, 0x321e}, {0x3220, 0x3247}, {0x3250, 0x4dbf}, {0x4e00, 0xa48c}, {0xa490, 0xa4c6},
	{0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe10, 0xfe19}, {0xfe30, 0xfe52},
	{0xfe54, 0xfe66}, {0xfe68, 0xfe6b}, {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x16fe0, 0x16fe4},
	{0x16ff0, 0x16ff1}, {0x17000, 0x187f7}, {0x18800, 0x18cd5}, {0x18d00, 0x18d08}, {0x1aff0, 0x1aff3},
	{0x1aff5, 0x1affb}, {0x1affd, 0x1affe}, {0x1b000, 0x1b122}, {0x1b132, 0x1b132}, {0x1b150, 0x1b152},
	{0x1b155, 0x1b155}, {0x1b164, 0x1b167}, {0x1b170, 0x1b2fb}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf},
	{0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f202}, {0x1f210, 0x1f23b}, {0x1f240, 0x1f248},
	{0x1f250, 0x1f251}, {0x1f260, 0x1f265}, {0x1f300, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c},
	{0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4},
	{0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f54e},
	{0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596}, {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f},
	{0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6d7}, {0x1f6dc, 0x1f6df},
	{0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb}, {0x1f7f0, 0x1f7f0}, {0x1f90c, 0x1f93a},
	{0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1fa7c}, {0x1fa80, 0x1fa88}, {0x1fa90, 0x1fabd},
	{0x1fabf, 0x1fac5}, {0x1face, 0x1fadb}, {0x1fae0, 0x1fae8}, {0x1faf0, 0x1faf8}, {0x20000, 0x3ffff},
}

// runeColumns is how many columns a character takes: none if it joins the one
// before it, marks and selectors of variants among them.
//
// Note: a sequence of emoji that are joined into one counts as its parts, as most
// terminals show it. Characters of ambiguous width count as one.
func runeColumns(r rune) int {
	const firstMark, firstWide, jungseong, jongseong = 0x300, 0x1100, 0x1160, 0x11ff
	switch {
	case r < firstMark:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return 0
	case r < firstWide:
		return 1
	case jungseong <= r && r <= jongseong:
		return 0 // they go into the syllable that the letter before them begins
	}
	i := sort.Search(len(wide), func(i int) bool { return wide[i].last >= r })
	if i < len(wide) && wide[i].first <= r {
		return 2
	}
	return 1
}

// columns is how many columns clean text takes.
func columns(s []byte) int {
	all, _ := measure(s)
	return all
}

// measure is how many columns clean words take, and the longest of them.
func measure(s []byte) (all, longest int) {
	word := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			all++
			if word++; c == ' ' {
				longest, word = max(longest, word-1), 0
			}
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		w := runeColumns(r)
		i, all, word = i+n, all+w, word+w
	}
	return all, max(longest, word)
}

// cut finds a line of at most width columns in clean words that one space each
// parts: where it ends, how many columns it takes, and where the rest begins. A
// longer word is broken if that is asked for, else it has a line of its own.
func cut(s []byte, width int, breaks bool) (end, taken, rest int) {
	if len(s) <= width && isASCII(s) {
		return len(s), len(s), len(s)
	}
	space, before := -1, 0 // the last one, and the columns before it
	for i := 0; i < len(s); {
		n, w := 1, 1
		if c := s[i]; c == ' ' {
			space, before = i, taken
		} else if c >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRune(s[i:])
			w = runeColumns(r)
		}
		if taken+w > width {
			if space >= 0 {
				return space, before, space + 1
			}
			if breaks && i > 0 {
				return i, taken, i
			}
		}
		taken += w
		i += n
	}
	return len(s), taken, len(s)
}

func isASCII(s []byte) bool {
	for _, c := range s {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
