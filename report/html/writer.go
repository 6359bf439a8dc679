package html

import (
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
)

// bufferSize is how much is gathered before it is written on. A report of any
// length takes no more memory than that.
const bufferSize = 16 << 10

// A writer gathers output in a buffer of fixed size. The first error of the
// writer behind it sticks, and nothing is written after it.
type writer struct {
	to  io.Writer
	err error
	buf []byte // all of it
	n   int    // how much of it is taken
	tmp []byte // words on their way to be escaped
}

func newWriter(to io.Writer) writer {
	return writer{to: to, buf: make([]byte, bufferSize), tmp: make([]byte, 0, 128)}
}

// flush writes on what is gathered.
func (w *writer) flush() error {
	if w.err == nil && w.n > 0 {
		n, err := w.to.Write(w.buf[:w.n])
		if err == nil && n < w.n {
			err = io.ErrShortWrite
		}
		w.err = err
	}
	w.n = 0
	return w.err
}

// raw writes markup: text of this package's own, and nothing else.
func (w *writer) raw(s string) { gather(w, s) }

// gather adds s. Note: it keeps a count and no shorter slice, as storing a slice
// for each piece costs a write barrier while garbage is collected.
func gather[S ~string | ~[]byte](w *writer, s S) {
	for {
		n := copy(w.buf[w.n:], s)
		w.n += n
		if n == len(s) {
			return
		}
		s = s[n:]
		if w.flush() != nil {
			return
		}
	}
}

// number writes a whole number.
func (w *writer) number(n int) {
	w.tmp = strconv.AppendInt(w.tmp[:0], int64(n), 10)
	gather(w, w.tmp)
}

// decimal writes x with up to two decimals.
func (w *writer) decimal(x float64) {
	b := strconv.AppendFloat(w.tmp[:0], x, 'f', 2, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	w.tmp = b
	gather(w, b)
}

// text writes what people wrote, line breaks kept. It is safe as an element's
// content and between double quotes.
func (w *writer) text(s string) { escape(w, s, '\n') }

// line writes text that stays on one line. It is safe where text is.
func (w *writer) line(s string) { escape(w, s, ' ') }

// escape cleans s as [report.Clean] does and escapes it as html.EscapeString of
// the standard library does, in one pass, writing brk for each line break.
func escape[S ~string | ~[]byte](w *writer, s S, brk byte) {
	done, broken := 0, false // broken: the last bytes were no UTF-8
	put := func(upTo, next int, with string) {
		gather(w, s[done:upTo])
		gather(w, with)
		done = next
	}
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			broken = false
			i++
			continue
		}
		if c < utf8.RuneSelf {
			broken = false
			if with := escapes[c]; with != "" {
				put(i, i+1, with)
			} else if c < ' ' || c == 0x7f {
				put(i, i+1, control(c, brk, i+1 < len(s) && s[i+1] == '\n'))
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
		switch {
		case r == utf8.RuneError && n == 1 && broken:
			put(i, i+1, "")
		case r == utf8.RuneError && n == 1:
			put(i, i+1, "\uFFFD")
		case r == 0x85 || r == 0x2028 || r == 0x2029:
			put(i, i+n, breakOf(brk))
		case !report.IsClean(r):
			put(i, i+n, "\uFFFD")
		}
		broken = r == utf8.RuneError && n == 1
		i += n
	}
	gather(w, s[done:])
}

// plain tells which bytes stand for themselves: printable ASCII without those
// that mean something, and the tab.
var plain = plainBytes()

func plainBytes() (out [256]bool) {
	for c := range utf8.RuneSelf {
		out[c] = (c >= ' ' && c < 0x7f || c == '\t') && escapes[c] == ""
	}
	return out
}

// escapes is what stands for the characters that mean something in HTML and XML.
var escapes = [utf8.RuneSelf]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;"}

// control is what a control character becomes. A carriage return before a line
// feed goes.
func control(c, brk byte, beforeFeed bool) string {
	switch {
	case c == '\r' && beforeFeed:
		return ""
	case c == '\n' || c == '\r' || c == '\v' || c == '\f':
		return breakOf(brk)
	}
	return "\uFFFD"
}

func breakOf(brk byte) string {
	if brk == '\n' {
		return "\n"
	}
	return " "
}
