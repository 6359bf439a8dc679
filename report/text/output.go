package text

import "io"

// bufferSize is how much is gathered before it is written on.
const bufferSize = 16 << 10

// An output gathers lines in a buffer of fixed size and passes them on. The first
// error of the writer sticks, and nothing is written after it. Of the text it holds
// no more than one line.
//
// Note: it keeps counts and no shorter slices, as storing a slice for each piece
// costs a write barrier while garbage is collected.
type output struct {
	w    io.Writer
	err  error
	buf  []byte // all of it
	n    int    // how much of it is taken
	line []byte // the line being written, with room behind it
	end  int    // where it ends so far, but for spaces
	gap  int    // those
	rule byte   // what the line consists of, if that is = or - from the margin on
	ansi bool
	on   style // as it stands at the end of line
	full bool  // the last line is not empty
}

// flush passes on what is gathered.
func (o *output) flush() {
	if o.err == nil && o.n > 0 {
		n, err := o.w.Write(o.buf[:o.n])
		if err == nil && n < o.n {
			err = io.ErrShortWrite
		}
		o.err = err
	}
	o.n = 0
}

// gather adds s as it is.
func gather[S ~string | ~[]byte](o *output, s S) {
	for {
		n := copy(o.buf[o.n:], s)
		o.n += n
		if n == len(s) {
			return
		}
		s = s[n:]
		o.flush()
	}
}

// put adds clean text to the line. Spaces at the end of a line are not written.
func put[S ~string | ~[]byte](o *output, st style, s S) {
	end := len(s)
	for end > 0 && s[end-1] == ' ' {
		end--
	}
	if end > 0 {
		o.track(s[0], isRule(s[:end]))
		if st != o.on {
			o.undress()
		}
		for ; o.gap > 0; o.gap-- {
			add(o, " ")
		}
		o.dress(st)
		add(o, s[:end])
	}
	o.gap += len(s) - end
}

// add makes s part of the line.
func add[S ~string | ~[]byte](o *output, s S) {
	if room := len(o.line) - o.end; room < len(s) {
		o.line = append(o.line[:o.end], make([]byte, len(o.line)+len(s))...)
	}
	o.end += copy(o.line[o.end:], s)
}

// isRule reports whether s is nothing but = or nothing but -.
func isRule[S ~string | ~[]byte](s S) bool {
	for i := range len(s) {
		if s[i] != s[0] || s[i] != '=' && s[i] != '-' {
			return false
		}
	}
	return true
}

// track keeps in mind whether the line would read as the underline of a heading.
func (o *output) track(first byte, rule bool) {
	switch {
	case !rule || o.gap > 0:
		o.rule = 0
	case o.isEmpty():
		o.rule = first
	}
}

// dress switches a style on.
func (o *output) dress(st style) {
	if o.ansi && st != o.on {
		add(o, sgr[st])
		o.on = st
	}
}

// undress switches the style off that is on.
func (o *output) undress() {
	if o.on != plain {
		add(o, reset)
		o.on = plain
	}
}

// repeat adds a sign n times.
func (o *output) repeat(st style, sign string, n int) {
	for range n {
		put(o, st, sign)
	}
}

// isEmpty reports whether nothing is on the line that could be seen.
func (o *output) isEmpty() bool { return o.end == 0 }

// newline ends the line. One that would read as the underline of a heading is moved
// in: only headings have such a line at the margin.
func (o *output) newline() {
	if o.rule != 0 {
		gather(o, " ")
	}
	o.underline()
}

// underline ends the line that makes a heading of those before it.
func (o *output) underline() {
	o.undress()
	o.full = !o.isEmpty()
	gather(o, o.line[:o.end])
	gather(o, "\n")
	o.end, o.gap, o.rule = 0, 0, 0
}

// endRow ends the line, unless it is empty: an empty line parts blocks.
func (o *output) endRow() {
	if o.gap = 0; !o.isEmpty() {
		o.newline()
	}
}

// part ends a block with an empty line.
func (o *output) part() {
	if o.full {
		o.newline()
	}
}

// A style is how text looks where it may be more than plain.
type style uint8

const (
	plain style = iota
	strong
	faint
	absent // what is missing or unknown
	red
	magenta
	yellow
	green
	cyan
	blue
)

// sgr is what switches a style on: sequences of ECMA-48, 8.3.117.
var sgr = [...]string{
	plain: "", strong: "\x1b[1m", faint: "\x1b[2m", absent: "\x1b[2;3m",
	red: "\x1b[31m", magenta: "\x1b[35m", yellow: "\x1b[33m", green: "\x1b[32m", cyan: "\x1b[36m", blue: "\x1b[34m",
}

// reset switches every style off.
const reset = "\x1b[0m"

// space adds spaces to the line.
func (o *output) space(n int) { o.gap += max(n, 0) }
