package timeline

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// ReadLength reads a length as people write it in English:
//
//	1hr and 2 mins   1h02m   2 days, 3 hours   1.5 hours   an hour and a half
//	1,415 minutes   twenty-five minutes   a 10-hour period   1:02:30
//	over 10 hours   at least 7 h   2+ days   20 minutes or more     no upper bound
//	less than 5 minutes   up to 7 hours   within ten minutes        from zero on
//	30–45 minutes   between 3 hours 19 minutes and 4 hours          bounds
//	~54 minutes   about 3 hours   nearly an hour   an hour or so    about is true
//
// and whatever [ParseLength] reads, with the same result. Bounds are closed:
// "over 10 hours" gives the length that "10 hours or more" gives.
//
// The result about tells that the text says "about" or the like. How far the
// length may then be off is not in the text, and is for the caller to decide and
// to record: see [Length.Widen] and [Event.Assumption].
//
// Units run from weeks to seconds; a day has 24 hours. They come in order, each
// at most once, and only the last may have a fraction. Numbers are digits, with
// commas or narrow spaces that group thousands and a point before fractions, or
// words up to ninety-nine. Any space and dash of Unicode will do. Words that
// change nothing are passed over: "for", "lasting", "a total of", "an additional",
// "period". Digits beyond the sixth decimal are refused, and what is finer than a
// microsecond is cut off.
//
// Everything in the text must be understood. It fails with a [*ParseError] that
// quotes the place, and wraps
//
//   - [ErrAmbiguous] for what has two readings: "02:56" (hours or minutes first),
//     "1 M" (months or minutes), "9 months" (28 to 31 days each), "over a 10-hour
//     period" (more than, or during);
//   - [ErrRange] for bounds in the wrong order and lengths beyond 292 years;
//   - [ErrNotUTF8], and [ErrSyntax] for all else, such as a remark behind the
//     length: "9h 16m (during support hours)".
//
// Empty text is the length that is not stated; "unknown" and "N/A" are refused.
func ReadLength(s string) (l Length, about bool, err error) {
	r := lengthReader{in: s}
	notation := strings.TrimSpace(s)
	if l, err = parseLength(notation); err != nil && !isNotation(notation) {
		l, err = r.read()
	}
	if err == nil && !l.IsValid() {
		err = ErrRange
	}
	if err != nil {
		return Length{}, false, &ParseError{What: "length in words", Input: s, Err: err}
	}
	return l, r.about, nil
}

// isNotation reports whether s, which is not empty, tries to follow the grammar of
// [ParseLength].
func isNotation(s string) bool {
	return s[0] == '[' || s[0] == 'P' && len(s) > 1 && (s[1] == 'T' || isDigit(rune(s[1])))
}

// A lengthReader reads one text, word by word, with no way back but over one
// part of a length.
type lengthReader struct {
	in      string
	tokens  []token // ends with one of kind tokenEnd
	pos     int
	about   bool
	bound   phrase // toLeast or toMost, where one was said
	over    token  // the word "over", where it was said
	stretch bool   // a stretch of time is named, so that "over" may mean "during"
}

func (r *lengthReader) read() (Length, error) {
	if !utf8.ValidString(r.in) {
		return Length{}, ErrNotUTF8
	}
	var err error
	if r.tokens, err = tokens(r.in); err != nil {
		return Length{}, err
	}
	if last := len(r.tokens) - ends - 1; last > 0 && r.tokens[0].text == "(" && r.tokens[last].text == ")" {
		r.tokens = slices.Delete(r.tokens, last, last+1)[1:]
	}
	between, err := r.opening()
	if err != nil {
		return Length{}, err
	}
	low, err := r.length(between)
	if err != nil {
		return Length{}, err
	}
	high, two, err := r.other(&low, between)
	if err != nil {
		return Length{}, err
	}
	if err := r.closing(); err != nil {
		return Length{}, err
	}
	if t := r.next(); t.kind != tokenEnd {
		return Length{}, r.fault(ErrSyntax, t, "not part of a length")
	}
	return r.make(low, high, two)
}

// make is the length of what was read.
func (r *lengthReader) make(low, high stated, two bool) (Length, error) {
	switch {
	case low.bare:
		return Length{}, r.fault(ErrSyntax, low.at, "a number without a unit")
	case r.over.text != "" && r.stretch:
		return Length{}, r.fault(ErrAmbiguous, r.over, "more than, or during")
	case two && r.bound != 0:
		return Length{}, r.fault(ErrSyntax, high.at, "a range under a bound")
	case two && high.us < low.us:
		return Length{}, r.fault(ErrRange, high.at, "the longest comes before the shortest")
	case two:
		return LastingBetween(micros(low.us), micros(high.us)), nil
	case r.bound == toLeast:
		return LastingAtLeast(micros(low.us)), nil
	case r.bound == toMost:
		return LastingBetween(0, micros(low.us)), nil
	}
	return Lasting(micros(low.us)), nil
}

// opening reads what stands before the length, and whether it is "between" or
// "from".
func (r *lengthReader) opening() (between bool, err error) {
	for {
		t := r.next()
		if t.isArticle() && !r.tokens[r.pos+1].opensUnit() {
			r.pos++ // "a 10-hour period", "an additional 2 hours": not one of anything
			continue
		}
		p, n := matchPhrase(openings, r.tokens[r.pos:])
		if n == 0 {
			return between, nil
		}
		if between {
			return false, r.fault(ErrSyntax, t, "want a length")
		}
		r.pos += n
		between = p == toBetween
		if t.text == "over" {
			r.over = t
		}
		if err := r.mean(p, t); err != nil {
			return false, err
		}
	}
}

// closing reads what stands behind the length.
func (r *lengthReader) closing() error {
	for {
		p, n := matchPhrase(closings, r.tokens[r.pos:])
		if n == 0 {
			return nil
		}
		t := r.next()
		r.pos += n
		if err := r.mean(p, t); err != nil {
			return err
		}
	}
}

// mean takes note of a phrase.
func (r *lengthReader) mean(p phrase, t token) error {
	switch p {
	case toAbout:
		r.about = true
	case toStretch:
		r.stretch = true
	case toLeast, toMost:
		if r.bound != 0 {
			return r.fault(ErrSyntax, t, "a second bound")
		}
		r.bound = p
	}
	return nil
}

// other reads the longer end of a range, and is false where there is none.
func (r *lengthReader) other(low *stated, between bool) (high stated, two bool, err error) {
	t := r.next()
	switch {
	case between && t.text == "," && r.tokens[r.pos+1].text == "and":
		r.pos += 2
	case between && t.text == "and" || t.text == "to" || t.text == "-":
		r.pos++
	case between:
		return high, false, r.fault(ErrSyntax, t, "want a second length")
	default:
		return high, false, nil
	}
	if high, err = r.length(false); err != nil {
		return high, false, err
	}
	switch {
	case !low.bare:
	case high.parts > 1:
		return high, false, r.fault(ErrAmbiguous, low.at, "which unit")
	default:
		if low.us, err = r.times(low.amount, high.unit, low.at); err != nil {
			return high, false, err
		}
		low.bare = false
	}
	return high, true, nil
}

// fault says what is wrong with a token, and where it stands.
func (r *lengthReader) fault(err error, t token, why string) error {
	if t.kind == tokenEnd {
		return fmt.Errorf("%w: at the end: %s", err, why)
	}
	return fmt.Errorf("%w: %q at byte %d: %s", err, r.in[t.from:t.to], t.from, why)
}

func (r *lengthReader) next() token { return r.tokens[r.pos] }

// times is an amount of a unit in microseconds.
func (r *lengthReader) times(amount, unit int64, t token) (int64, error) {
	hi, lo := bits.Mul64(uint64(amount), uint64(unit))
	if hi >= million {
		return 0, r.fault(ErrRange, t, "longer than 292 years")
	}
	us, _ := bits.Div64(hi, lo, million)
	if us > maxLength {
		return 0, r.fault(ErrRange, t, "longer than 292 years")
	}
	return int64(us), nil
}
