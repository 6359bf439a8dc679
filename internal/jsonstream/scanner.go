package jsonstream

import (
	"fmt"
	"io"
)

// scanner finds where values begin and end. It does not look into them: whether
// they are JSON is for package json to say.
type scanner struct {
	r      io.Reader
	limits Limits
	lists  []string
	yield  func(Record, error) bool

	buf   []byte // read and not yet used, from pos on
	pos   int
	base  int64  // the offset of buf[0]
	err   error  // of r, once buf is used up
	raw   []byte // the value last read
	at    Record // the record being read, for errors
	count int64
}

// offset returns how many bytes have been used.
func (s *scanner) offset() int64 { return s.base + int64(s.pos) }

// fill reads more, once everything is used. It returns an error if there is none.
func (s *scanner) fill() error {
	if s.err != nil {
		return s.err
	}
	if s.buf == nil {
		s.buf = make([]byte, 0, 64<<10)
	}
	s.base += int64(len(s.buf))
	s.pos = 0
	const patience = 100 // reads that bring neither bytes nor an error
	for range patience {
		var n int
		n, s.err = s.r.Read(s.buf[:cap(s.buf)])
		s.buf = s.buf[:n]
		if n > 0 {
			return nil
		}
		if s.err != nil {
			return s.err
		}
	}
	s.err = io.ErrNoProgress
	return s.err
}

// peek returns the next byte that is not space, without using it.
func (s *scanner) peek() (byte, error) {
	for {
		for ; s.pos < len(s.buf); s.pos++ {
			switch c := s.buf[s.pos]; c {
			case ' ', '\t', '\n', '\r':
			default:
				return c, nil
			}
		}
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
}

// next returns the next byte, space or not, without using it.
func (s *scanner) next() (byte, error) {
	if s.pos == len(s.buf) {
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	return s.buf[s.pos], nil
}

// skip uses the byte that peek returned.
func (s *scanner) skip() { s.pos++ }

// bom passes over a byte order mark, with which some programs begin a file.
func (s *scanner) bom() error {
	for _, c := range []byte("\xEF\xBB\xBF") {
		switch got, err := s.next(); {
		case err != nil:
			return s.ended(err)
		case got != c && c == 0xEF:
			return nil // none
		case got != c:
			return s.wrong("half a byte order mark")
		}
		s.skip()
	}
	return nil
}

// expect uses the next byte, which has to be c.
func (s *scanner) expect(c byte) error {
	got, err := s.peek()
	switch {
	case err != nil:
		return s.ended(err)
	case got != c:
		return s.wrong(fmt.Sprintf("%q in place of %q", got, c))
	}
	s.skip()
	return nil
}

// more uses a comma, after which more comes, or the end of a list or an object.
func (s *scanner) more(end byte) (bool, error) {
	switch c, err := s.peek(); {
	case err != nil:
		return false, s.ended(err)
	case c == ',':
		s.skip()
		return true, nil
	case c == end:
		s.skip()
		return false, nil
	default:
		return false, s.wrong(fmt.Sprintf("%q in place of ',' or %q", c, end))
	}
}

// wrong returns the error for what stands at the next byte.
func (s *scanner) wrong(found string) error {
	return &SyntaxError{s.at.Path(), s.offset(), found}
}

// ended returns the error for a document that stops in the middle.
func (s *scanner) ended(err error) error {
	if err == io.EOF {
		return s.wrong("the document ends")
	}
	return err
}

// value reads a value up to its end. What goes beyond the limits is passed over.
// The bytes are valid until the next value is read.
func (s *scanner) value(limits Limits) ([]byte, error) {
	if _, err := s.peek(); err != nil {
		return nil, s.ended(err)
	}
	s.raw = s.raw[:0]
	v := value{limit: limits}
	for {
		n, done := v.scan(s.buf[s.pos:])
		if v.over == nil {
			s.raw = append(s.raw, s.buf[s.pos:s.pos+n]...)
		}
		s.pos += n
		switch {
		case done && v.over != nil:
			return nil, &LimitError{s.at.Path(), s.at.Offset, v.most(), v.over}
		case done && len(s.raw) == 0:
			return nil, s.wrong(fmt.Sprintf("%q in place of a value", s.buf[s.pos]))
		case done:
			return s.raw, nil
		}
		if err := s.fill(); err != nil {
			if err == io.EOF && v.scalar() && len(s.raw) > 0 {
				return s.raw, nil // the document ends with it, which is for others to judge
			}
			return nil, s.ended(err)
		}
	}
}

// value finds the end of one value, which may come in pieces.
type value struct {
	limit   Limits
	size    int64
	depth   int
	begun   bool
	inside  bool  // a string
	escaped bool  // the byte before was a backslash
	over    error // the limit that it exceeds
}

// scalar reports whether the value so far is a number or a word.
func (v *value) scalar() bool { return v.begun && v.depth == 0 && !v.inside }

// most returns the limit that was exceeded.
func (v *value) most() int64 {
	if v.over == ErrTooDeep {
		return int64(v.limit.Depth)
	}
	return v.limit.Bytes
}

// scan takes a further piece, and returns how much of it belongs to the value and
// whether the value ends there.
func (v *value) scan(piece []byte) (n int, done bool) {
	n, done = v.end(piece)
	if v.size += int64(n); v.size > v.limit.Bytes && v.over == nil {
		v.over = ErrTooLong
	}
	return n, done
}

func (v *value) end(piece []byte) (int, bool) {
	for i := range piece {
		c := piece[i]
		if v.inside {
			switch {
			case v.escaped:
				v.escaped = false
			case c == '\\':
				v.escaped = true
			case c == '"':
				v.inside = false
				if v.depth == 0 {
					return i + 1, true
				}
			}
			continue
		}
		switch c {
		case '"':
			if v.begun && v.depth == 0 {
				return i, true // a word runs into a string
			}
			v.inside = true
		case '{', '[':
			if v.begun && v.depth == 0 {
				return i, true
			}
			if v.depth++; v.depth > v.limit.Depth && v.over == nil {
				v.over = ErrTooDeep
			}
		case '}', ']':
			if v.depth == 0 {
				return i, true
			}
			if v.depth--; v.depth == 0 {
				return i + 1, true
			}
		case ',', ':', ' ', '\t', '\n', '\r':
			if v.depth == 0 {
				return i, true
			}
		}
		v.begun = true
	}
	return len(piece), false
}
