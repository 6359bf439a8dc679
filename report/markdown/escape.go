package markdown

import (
	"strings"

	"github.com/allclear-go/allclear/report"
)

// line is clean text on one line, without spaces around it.
func line(s string) string {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return strings.TrimSpace(report.CleanLine(s))
		}
	}
	return strings.TrimSpace(s) // printable ASCII is clean
}

// joiner is U+2060, which takes no room and parts a mention's sign from its
// name.
const joiner = "\u2060"

// special marks the bytes that [page.text] looks at more closely.
var special = [256]bool{
	'\\': true, '`': true, '*': true, '_': true, '[': true, ']': true, '{': true, '}': true, '~': true, '$': true, '|': true,
	'<': true, '>': true, '&': true, '@': true, '#': true, '!': true, '-': true, '+': true, '=': true, ':': true, '.': true, ')': true,
	'h': true, 'H': true,
}

// text writes a line of text, escaped. At the start of a block, what would begin
// another kind of block is escaped too.
func (p *page) text(s string, start bool) { p.escape(s, start, p.links) }

func (p *page) escape(s string, start, links bool) {
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !special[c] {
			continue
		}
		if c == 'h' || c == 'H' {
			if n := address(s, i); links && n > 0 {
				p.str(s[from:i])
				p.link(s[i : i+n])
				from = i + n
				i = from - 1
			}
			continue
		}
		if with := replacement(s, i, start); with != "" {
			p.str(s[from:i])
			p.str(with)
			from = i + 1
		}
	}
	p.str(s[from:])
}

// replacement is what stands for the byte at i, empty for itself.
func replacement(s string, i int, start bool) string {
	switch c := s[i]; c {
	case '\\', '`', '*', '[', ']', '{', '}', '~', '$', '|':
		return escapes[c]
	case '_':
		if i > 0 && i+1 < len(s) && alphanumeric(s[i-1]) && alphanumeric(s[i+1]) {
			return "" // inside a word it is no emphasis
		}
		return escapes[c]
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '&':
		return parted("&amp;", s, i, digit)
	case '@':
		return parted("@", s, i, alphanumeric)
	case '#':
		return parted(`\#`, s, i, digit)
	case '!':
		return parted("!", s, i, digit)
	case '-':
		switch {
		case start && i == 0:
			return escapes[c]
		case i >= 2 && strings.EqualFold(s[i-2:i], "GH"):
			return parted("-", s, i, digit)
		}
	case '+', '=':
		if start && i == 0 {
			return escapes[c]
		}
	case ':':
		if strings.HasPrefix(s[i+1:], "//") {
			return "&#58;" // or it would be a link
		}
	case '.':
		if i >= 3 && strings.EqualFold(s[i-3:i], "www") {
			return "&#46;" // likewise
		}
		fallthrough
	case ')':
		if start && (i+1 == len(s) || s[i+1] == ' ') && numbered(s[:i]) {
			return escapes[c]
		}
	}
	return ""
}

// escapes are the bytes with a backslash before them.
var escapes = [256]string{
	'\\': `\\`, '`': "\\`", '*': `\*`, '_': `\_`, '[': `\[`, ']': `\]`, '{': `\{`, '}': `\}`, '~': `\~`, '$': `\$`, '|': `\|`,
	'-': `\-`, '+': `\+`, '=': `\=`, '.': `\.`, ')': `\)`,
}

// parted is with, and a joiner behind it if the next byte would make it a
// mention or a reference.
func parted(with, s string, i int, begins func(byte) bool) string {
	if i+1 < len(s) && begins(s[i+1]) {
		switch with { // constant, so that nothing is allocated
		case "&amp;":
			return "&amp;" + joiner
		case "@":
			return "@" + joiner
		case `\#`:
			return `\#` + joiner
		case "!":
			return "!" + joiner
		case "-":
			return "-" + joiner
		}
	}
	return with
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func alphanumeric(c byte) bool {
	return digit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// numbered reports whether s is a number that could begin a list.
func numbered(s string) bool {
	if len(s) == 0 || len(s) > 9 {
		return false
	}
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return true
}

// address is the length of the http or https address that begins at i, zero if
// none does. Signs that more likely end the sentence are left out.
func address(s string, i int) int {
	if i > 0 && alphanumeric(s[i-1]) {
		return 0
	}
	rest, scheme := s[i:], 0
	for _, prefix := range [...]string{"https://", "http://"} {
		if len(rest) > len(prefix) && strings.EqualFold(rest[:len(prefix)], prefix) {
			scheme = len(prefix)
		}
	}
	if scheme == 0 || !alphanumeric(rest[scheme]) {
		return 0
	}
	n := scheme
	for n < len(rest) && (alphanumeric(rest[n]) || strings.IndexByte("-._~:/?#@!$&'()*+,;=%", rest[n]) >= 0) {
		n++
	}
	for n > scheme && strings.IndexByte(".,;:!?'*_)", rest[n-1]) >= 0 {
		n--
	}
	return n
}

// link writes an address that shows itself.
func (p *page) link(url string) {
	p.byte('[')
	p.escape(url, false, false)
	p.str("](<")
	for from := 0; ; {
		i := strings.IndexByte(url[from:], '&')
		if i < 0 {
			p.str(url[from:])
			break
		}
		p.str(url[from : from+i])
		p.str("&amp;")
		from += i + 1
	}
	p.str(">)")
}
