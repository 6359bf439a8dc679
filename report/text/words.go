package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// A face is how a cell is to be shown.
type face struct {
	style style
	count bool // a number, to be right-aligned
	firm  bool // an instant, a length or a number, not to be broken where there is room
}

// value appends what a value reads as: clean, on one line. What is missing never
// reads as nothing.
func (p *page) value(b []byte, v *report.Value) ([]byte, face) {
	if i, ok := v.Instant(); ok {
		return p.instant(b, i)
	}
	if f, ok := v.Figure(); ok {
		return p.figure(b, &f)
	}
	at := len(b)
	b = v.AppendWords(b, p.format)
	out := face{}
	if _, ok := v.Length(); ok {
		b = p.spell(b, at)
		out.firm = true
	}
	if _, ok := v.Count(); ok {
		out.count, out.firm = true, true
	}
	b = tidy(b, at)
	if v.IsMissing() {
		out.style = absent
		if len(b) == at {
			b = tidy(report.Value{}.AppendWords(b, p.format), at)
		}
	}
	return b, out
}

// instant appends an instant.
func (p *page) instant(b []byte, i timeline.Instant) ([]byte, face) {
	at := len(b)
	b = tidy(p.spell(p.format.AppendInstant(b, i), at), at)
	if !i.IsKnown() {
		return b, face{style: absent}
	}
	return b, face{firm: true}
}

// figure appends a figure. Without a number it reads as its reason, which may name
// what people named.
func (p *page) figure(b []byte, f *timeline.Figure) ([]byte, face) {
	at := len(b)
	b = p.format.AppendFigure(b, *f)
	if _, least := f.Min(); !least {
		if _, most := f.Max(); !most {
			return tidy(b, at), face{style: absent}
		}
	}
	return tidy(p.spell(b, at), at), face{firm: true}
}

// label appends a word of the library's own.
func (p *page) label(b []byte, s string) []byte {
	at := len(b)
	return tidy(append(b, p.format.Words(s)...), at)
}

// words appends what people wrote.
func words(b []byte, s string) []byte {
	at := len(b)
	return tidy(append(b, s...), at)
}

// tidy makes what b holds from at on clean, with one space between two words and
// none around them.
func tidy(b []byte, at int) []byte {
	if isTidy(b[at:]) {
		return b
	}
	s := report.CleanLine(string(b[at:]))
	b = b[:at]
	for word := range strings.FieldsSeq(s) {
		if len(b) > at {
			b = append(b, ' ')
		}
		b = append(b, word...)
	}
	return b
}

func isTidy(b []byte) bool {
	space := true // before the next character
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case ' ' < c && c < 0x7f:
			space = false
			i++
			continue
		case c == ' ' && !space:
			space = true
			i++
			continue
		case c < utf8.RuneSelf:
			return false
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 || !report.IsClean(r) || unicode.IsSpace(r) {
			return false
		}
		space = false
		i += n
	}
	return !space || len(b) == 0
}

// spell writes the signs of figures and instants in ASCII from at on, where that is
// asked for: 3h53m-9h59m, >= 3h17m, +/-30m.
func (p *page) spell(b []byte, at int) []byte {
	if !p.ascii {
		return b
	}
	p.tmp = append(p.tmp[:0], b[at:]...)
	b = b[:at]
	for i := 0; i < len(p.tmp); {
		r, n := utf8.DecodeRune(p.tmp[i:])
		switch r {
		case '–':
			b = append(b, '-')
		case '≥':
			b = append(b, ">="...)
		case '≤':
			b = append(b, "<="...)
		case '±':
			b = append(b, "+/-"...)
		default:
			b = append(b, p.tmp[i:i+n]...)
		}
		i += n
	}
	return b
}
