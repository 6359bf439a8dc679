package timeline

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// million is how finely amounts are counted.
const million = 1_000_000

// second is the smallest unit of lengths in words, in microseconds.
const second = 1_000_000

// units are the words for units, in microseconds. Zero has no fixed length.
var units = func() map[string]int64 {
	m := map[string]int64{}
	for size, words := range map[int64]string{
		7 * 86400 * second: "w wk wks week weeks",
		86400 * second:     "d day days",
		3600 * second:      "h hr hrs hour hours",
		60 * second:        "m min mins minute minutes",
		second:             "s sec secs second seconds",
		0:                  "mo mos month months y yr yrs year years",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = size
		}
	}
	return m
}()

// numbers are the words for numbers, in millionths.
var numbers = func() map[string]int64 {
	m := map[string]int64{}
	for i, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		m[w] = int64(i) * million
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		m[w] = int64(i+2) * 10 * million
	}
	return m
}()

// shares are the words for parts of one, in millionths.
var shares = map[string]int64{"half": million / 2, "quarter": million / 4}

// A phrase is what words around a length say of it.
type phrase uint8

const (
	toNothing phrase = iota
	toStretch        // of a stretch of time
	toAbout
	toLeast
	toMost
	toBetween
)

// saying is words and what they say.
type saying struct {
	words string
	means phrase
}

// openings stand before a length, longer ones first.
var openings = slices.Concat([]saying{
	{"no less than", toLeast}, {"not less than", toLeast}, {"no fewer than", toLeast}, {"no longer than", toMost},
	{"no more than", toMost}, {"not more than", toMost}, {"minimum of", toLeast}, {"maximum of", toMost},
	{"at least", toLeast}, {"more than", toLeast}, {"longer than", toLeast}, {"over", toLeast}, {"≥", toLeast}, {">", toLeast},
	{"at most", toMost}, {"less than", toMost}, {"fewer than", toMost}, {"shorter than", toMost}, {"up to", toMost},
	{"under", toMost}, {"below", toMost}, {"within", toMost}, {"≤", toMost}, {"<", toMost},
	{"about", toAbout}, {"approximately", toAbout}, {"approx", toAbout}, {"around", toAbout}, {"roughly", toAbout}, {"circa", toAbout},
	{"ca", toAbout}, {"nearly", toAbout}, {"almost", toAbout}, {"some", toAbout}, {"~", toAbout},
	{"between", toBetween}, {"from", toBetween},
	{"total of", toNothing}, {"duration of", toStretch}, {"period of", toStretch},
	{"for", toNothing}, {"lasting", toNothing}, {"lasted", toNothing}, {"following", toStretch},
}, idle)

// closings stand behind a length.
var closings = []saying{
	{"or more", toLeast}, {"or longer", toLeast}, {"+", toLeast}, {"or less", toMost}, {"or so", toAbout},
	{"in total", toNothing}, {"long", toNothing}, {"period", toStretch}, {"window", toStretch},
}

// idle words say that a length is added to another, which does not change it.
var idle = []saying{{"additional", toNothing}, {"further", toNothing}, {"more", toNothing}}

// matchPhrase finds the saying that ts begin with, and how many tokens it is.
func matchPhrase(sayings []saying, ts []token) (p phrase, n int) {
	for _, s := range sayings {
		n, same := 0, true
		for w := range strings.FieldsSeq(s.words) {
			same = same && n < len(ts) && ts[n].text == w
			n++
		}
		if same {
			return s.means, n
		}
	}
	return toNothing, 0
}

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenWord
	tokenMark
	tokenNumber
	tokenClock // 1:02:30, or 02:56
)

// A token is a word, a number or a mark of a text.
type token struct {
	kind     tokenKind
	text     string // in lower case, dashes as "-"
	raw      string // as written
	amount   int64  // of a number, in millionths; of a clock, microseconds
	unclear  bool   // a number that does not fit, a clock without seconds
	from, to int    // bytes of the text
}

func (t token) isArticle() bool { return t.text == "a" || t.text == "an" || t.text == "another" }
func (t token) isVulgar() bool  { return t.text == "½" || t.text == "¼" || t.text == "¾" }

func (t token) isUnit() bool {
	_, ok := units[t.text]
	return ok
}

func (t token) isNumber() bool {
	_, word := numbers[t.text]
	_, share := shares[t.text]
	return t.kind == tokenNumber || word || share
}

// opensUnit reports whether an article before t means one of something.
func (t token) opensUnit() bool {
	_, share := shares[t.text]
	return share || t.isUnit()
}

// ends is how many tokens of kind tokenEnd close a text, so that a look ahead
// stays within it.
const ends = 4

// tokens divides a text.
func tokens(s string) ([]token, error) {
	var out []token
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		t := token{kind: tokenMark, from: i, to: i + size}
		switch {
		case unicode.IsSpace(c):
			i += size
			continue
		case isDigit(c):
			t.number(s)
		case unicode.IsLetter(c):
			t.kind = tokenWord
			t.to = i + span(s[i:], unicode.IsLetter)
		}
		t.raw = s[t.from:t.to]
		if t.kind == tokenWord || t.kind == tokenMark {
			t.text = strings.ToLower(t.raw)
		}
		i = t.to
		switch {
		case t.kind == tokenWord && fullStop(s[i:]):
			i++
		case t.kind == tokenMark:
			if err := t.mark(c, s[i:]); err != nil {
				return nil, err
			}
			i = t.to
		}
		out = append(out, t)
	}
	return append(out, make([]token, ends)...), nil
}

// fullStop reports whether s begins with the point of an abbreviation, or with
// that of a sentence.
func fullStop(s string) bool {
	after, ok := strings.CutPrefix(s, ".")
	c, _ := utf8.DecodeRuneInString(after)
	return ok && !unicode.IsLetter(c) && !isDigit(c)
}

// mark settles a token that is neither word nor digits, with what follows it.
func (t *token) mark(c rune, after string) error {
	switch {
	case c == '½', c == '¼', c == '¾':
		t.kind = tokenNumber
		t.amount = map[rune]int64{'¼': 1, '½': 2, '¾': 3}[c] * million / 4
	case unicode.Is(unicode.Pd, c), c == '−':
		t.text = "-"
	case strings.ContainsRune("~≈∼～≃", c):
		t.text = "~"
	case (c == '>' || c == '<') && strings.HasPrefix(after, "="):
		t.text = map[rune]string{'>': "≥", '<': "≤"}[c]
		t.to++
	case !strings.ContainsRune(",&()+<>≤≥.", c):
		return fmt.Errorf("%w: %q at byte %d: not part of a length", ErrSyntax, t.raw, t.from)
	}
	return nil
}

func isDigit(c rune) bool { return '0' <= c && c <= '9' }

// span is how many bytes at the start of s are of a class.
func span(s string, class func(rune) bool) int {
	if n := strings.IndexFunc(s, func(c rune) bool { return !class(c) }); n >= 0 {
		return n
	}
	return len(s)
}

// number reads digits with what groups and divides them, or a clock.
func (t *token) number(s string) {
	t.kind = tokenNumber
	n := span(s[t.from:], isDigit)
	digits, rest := s[t.from:t.from+n], s[t.from+n:]
	if parts := strings.Split(s[t.from:t.from+span(s[t.from:], func(c rune) bool { return isDigit(c) || c == ':' })], ":"); len(parts) > 1 {
		t.clock(parts)
		return
	}
	for grouped := n <= 3; grouped; {
		c, size := utf8.DecodeRuneInString(rest)
		grouped = strings.ContainsRune(",\u00a0\u2009\u202f", c) && span(rest[size:], isDigit) == 3
		if grouped {
			digits += rest[size : size+3]
			rest = rest[size+3:]
		}
	}
	fraction := ""
	if after, ok := strings.CutPrefix(rest, "."); ok {
		if n := span(after, isDigit); n > 0 {
			fraction, rest = after[:n], after[n:]
		}
	}
	t.to = len(s) - len(rest)
	whole, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || len(fraction) > 6 || whole > math.MaxInt64/million-1 {
		t.unclear = true
		return
	}
	f, _ := strconv.ParseInt((fraction + "000000")[:6], 10, 64)
	t.amount = whole*million + f
}

// clock reads hours, minutes and seconds with colons.
func (t *token) clock(parts []string) {
	t.kind = tokenClock
	t.to = t.from + len(strings.Join(parts, ":"))
	h, err := strconv.ParseInt(parts[0], 10, 32)
	t.unclear = err != nil || len(parts) != 3
	var sum int64
	for _, p := range parts[1:] {
		n, err := strconv.ParseInt(p, 10, 32)
		t.unclear = t.unclear || err != nil || len(p) != 2 || n > 59
		sum = sum*60 + n
	}
	t.amount = (h*3600 + sum) * second
	if t.amount > maxLength {
		t.kind, t.unclear = tokenNumber, true
	}
}
