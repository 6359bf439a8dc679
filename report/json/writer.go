package json

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// bufferSize is how much is gathered before it is written on. Beside it no more is
// held than one figure and one cell.
const bufferSize = 16 << 10

// A writer gathers JSON in a buffer of fixed size, indented by two spaces. The first
// error of the writer behind it sticks, and nothing is written after it.
type writer struct {
	to     io.Writer
	err    error
	format *report.Format
	buf    []byte       // all of it
	n      int          // how much of it is taken
	depth  int          // of objects and arrays that are open
	begun  bool         // there is something in the innermost of them
	tmp    []byte       // what is on its way
	laid   bytes.Buffer // figures, indented
}

func newWriter(to io.Writer, f *report.Format) *writer {
	return &writer{to: to, format: f, buf: make([]byte, bufferSize), tmp: make([]byte, 0, 128)}
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

// gather adds s as it is.
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

// quote writes s as a string: cleaned as [report.Clean] does and escaped as RFC 8259
// asks, in one pass.
func quote[S ~string | ~[]byte](w *writer, s S) {
	gather(w, `"`)
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if ' ' <= c && c < 0x7f && c != '"' && c != '\\' {
			i++
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = decode(s[i:])
		}
		with := ""
		switch {
		case r == '"':
			with = `\"`
		case r == '\\':
			with = `\\`
		case r == '\t':
			with = `\t`
		case r == '\n':
			with = `\n`
		case r == '\r':
			if with = `\n`; i+1 < len(s) && s[i+1] == '\n' {
				n = 2
			}
		case r == utf8.RuneError && n == 1: // one mark for bytes in a row that are no UTF-8
			for with = "\uFFFD"; i+n < len(s) && broken(s[i+n:]); n++ {
			}
		case !report.IsClean(r):
			with = "\uFFFD"
		}
		if with != "" {
			gather(w, s[done:i])
			gather(w, with)
			done = i + n
		}
		i += n
	}
	gather(w, s[done:])
	gather(w, `"`)
}

// decode reads the first character of s.
func decode[S ~string | ~[]byte](s S) (rune, int) {
	return utf8.DecodeRuneInString(string(s[:min(len(s), utf8.UTFMax)]))
}

func broken[S ~string | ~[]byte](s S) bool {
	r, n := decode(s)
	return r == utf8.RuneError && n == 1
}

// margins are line breaks with the space that a line begins with.
var margins = "\n" + strings.Repeat("  ", 16)

// next begins the line of a member or an element.
func (w *writer) next() {
	if w.begun {
		gather(w, ",")
	}
	w.begun = true
	gather(w, w.margin())
}

// margin ends a line and begins another, at the depth of what is open.
func (w *writer) margin() string { return margins[:1+2*w.depth] }

// name begins a member. Names are this package's own, and nothing else.
func (w *writer) name(name string) {
	w.next()
	gather(w, `"`)
	gather(w, name)
	gather(w, `": `)
}

// open begins an object or an array.
func (w *writer) open(bracket string) {
	gather(w, bracket)
	w.depth++
	w.begun = false
}

// close ends what is open.
func (w *writer) close(bracket string) {
	w.depth--
	if w.begun {
		gather(w, w.margin())
	}
	gather(w, bracket)
	w.begun = true
}

// list writes a member that is an array. No elements give an empty one, never null.
func list[T any](w *writer, name string, elements []T, write func(*T)) {
	w.name(name)
	w.open("[")
	for i := range elements {
		if w.err != nil {
			return
		}
		w.next()
		write(&elements[i])
	}
	w.close("]")
}

// text writes a member that is never null.
func (w *writer) text(name, s string) {
	w.name(name)
	quote(w, s)
}

// stated writes a member that is null where nothing is said.
func (w *writer) stated(name, s string) {
	w.name(name)
	if s == "" {
		gather(w, "null")
		return
	}
	quote(w, s)
}

// instant writes a member that is null where nothing is known.
func (w *writer) instant(name string, i timeline.Instant) {
	w.name(name)
	if !i.IsKnown() {
		gather(w, "null")
		return
	}
	w.tmp, _ = i.AppendText(w.tmp[:0]) // what is known is valid
	quote(w, w.tmp)
}

// length writes a member that is null where nothing is stated.
func (w *writer) length(name string, l timeline.Length) {
	w.name(name)
	if !l.IsStated() {
		gather(w, "null")
		return
	}
	w.tmp, _ = l.AppendText(w.tmp[:0]) // what is stated is valid
	quote(w, w.tmp)
}

func (w *writer) number(name string, n int) {
	w.name(name)
	w.count(&n)
}

func (w *writer) count(n *int) {
	w.tmp = strconv.AppendInt(w.tmp[:0], int64(*n), 10)
	gather(w, w.tmp)
}

func (w *writer) flag(name string, yes bool) {
	w.name(name)
	gather(w, strconv.FormatBool(yes))
}

// say writes an element that is text.
func (w *writer) say(s *string) { quote(w, *s) }

// scope writes a place as [timeline.Scope.MarshalJSON] does.
func (w *writer) scope(s *timeline.Scope) {
	w.open("{")
	w.stated("region", s.Region())
	w.stated("component", s.Component())
	w.text("part", s.Part().String())
	w.close("}")
}

// figure writes a figure as [timeline.Figure.MarshalJSON] does, in the words of the
// report.
func (w *writer) figure(f *timeline.Figure) {
	w.measured(f)
	w.close("}")
}

// measured is figure, with its object left open for more members.
func (w *writer) measured(f *timeline.Figure) {
	w.tmp = f.AppendJSON(w.tmp[:0], w.format.Figure(*f), report.Clean)
	w.laid.Reset()
	margin := w.margin()
	_ = json.Indent(&w.laid, w.tmp, margin[1:], "  ") // fails on what is not JSON
	w.open("{")
	gather(w, w.laid.Bytes()[len("{"):w.laid.Len()-len(margin+"}")])
	w.begun = true
}
