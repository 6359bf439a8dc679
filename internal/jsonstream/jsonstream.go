package jsonstream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
)

// Errors of [Records]. [SyntaxError] and [LimitError] say where.
var (
	// ErrSyntax means that the document is not JSON from there on.
	ErrSyntax = errors.New("not JSON")
	// ErrTooLong means that a record has more bytes than the limit.
	ErrTooLong = errors.New("too long")
	// ErrTooDeep means that a record has more lists and objects within each other
	// than the limit.
	ErrTooDeep = errors.New("too deep")
	// ErrTooMany means that there are more records than the limit.
	ErrTooMany = errors.New("too many records")
)

// A SyntaxError says where a document is no longer JSON.
type SyntaxError struct {
	Path   string // of the record, or of the last one before: "incidents[3]"
	Offset int64  // in bytes from the start of the document
	Found  string // what is there instead
}

// Error names the place and what is there.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s at byte %d: %s", where(e.Path), e.Offset, e.Found)
}

// Unwrap returns [ErrSyntax].
func (e *SyntaxError) Unwrap() error { return ErrSyntax }

// A LimitError says which record is more than the limits allow.
type LimitError struct {
	Path   string
	Offset int64 // where it begins
	Limit  int64
	Err    error // ErrTooLong, ErrTooDeep or ErrTooMany
}

// Error names the record and the limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf("%s at byte %d: %v (limit %d)", where(e.Path), e.Offset, e.Err, e.Limit)
}

// Unwrap returns Err.
func (e *LimitError) Unwrap() error { return e.Err }

func where(path string) string {
	if path == "" {
		return "the document"
	}
	return path
}

// Limits bound what is read. The zero Limits are the defaults.
type Limits struct {
	Bytes int64 // of one record; 0 is 16 MiB
	Depth int   // of lists and objects in one record; 0 is 64
	Count int64 // of records; 0 is 10 million
}

// DefaultBytes is how large a record may be where the limits do not say.
const DefaultBytes = 16 << 20

// withDefaults returns the limits in force.
func (l Limits) withDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = DefaultBytes
	}
	if l.Depth == 0 {
		l.Depth = 64
	}
	if l.Count == 0 {
		l.Count = 10_000_000
	}
	return l
}

// A Record is one value of a document.
type Record struct {
	// List is the name of the list that the record is in, and Index its place
	// there. List is empty for the records of a document that is a list. Index is
	// -1 for a member that is no list of records; List is then its name.
	List  string
	Index int
	// Offset is where the value begins, in bytes.
	Offset int64
	// Raw is the value. It is valid JSON, and the receiver's only until the next
	// record is asked for.
	Raw json.RawMessage
}

// Path returns the place of the record: "incidents[3]", "[3]", "page".
func (r Record) Path() string {
	if r.Index < 0 {
		return r.List
	}
	return r.List + "[" + strconv.Itoa(r.Index) + "]"
}

// Records yields the values of the document that is read from r, in order: each
// record of a member that lists names, each record of a document that is a list,
// and each other member whole. The same member may come twice.
//
// With a *[LimitError] the record has its place and no value, and the next one
// follows, unless the error is [ErrTooMany]. A *[SyntaxError] and an error of r
// are the last.
func Records(r io.Reader, limits Limits, lists ...string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		s := &scanner{r: r, limits: limits.withDefaults(), lists: lists, yield: yield, at: Record{Index: -1}}
		if err := s.document(); err != nil && err != errStop {
			yield(s.at, err)
		}
	}
}

// errStop ends the reading since the receiver wants no more.
var errStop = errors.New("stopped")

// document reads the whole.
func (s *scanner) document() error {
	if err := s.bom(); err != nil {
		return err
	}
	switch c, err := s.peek(); {
	case err != nil:
		return s.ended(err)
	case c == '[':
		err = s.list("")
		if err != nil {
			return err
		}
	case c == '{':
		if err := s.members(); err != nil {
			return err
		}
	default:
		return s.wrong("the document is neither an object nor a list")
	}
	switch _, err := s.peek(); err {
	case nil:
		return s.wrong("more follows the document: one value is read, and not lines of JSON")
	case io.EOF:
		return nil
	default:
		return err
	}
}

// members reads an object, of which some members are lists of records.
func (s *scanner) members() error {
	s.skip() // the brace
	for first := true; ; first = false {
		c, err := s.peek()
		switch {
		case err != nil:
			return s.ended(err)
		case c == '}' && first:
			s.skip()
			return nil
		case c != '"':
			return s.wrong("a name is missing")
		}
		name, err := s.name()
		if err != nil {
			return err
		}
		if err := s.expect(':'); err != nil {
			return err
		}
		if err := s.member(name); err != nil {
			return err
		}
		if more, err := s.more('}'); err != nil || !more {
			return err
		}
	}
}

// name reads the name of a member.
func (s *scanner) name() (string, error) {
	s.at = Record{Index: -1, Offset: s.offset()}
	const longest = 64 << 10
	raw, err := s.value(Limits{Bytes: longest, Depth: 1})
	switch {
	case err != nil && isLimit(err):
		return "", s.wrong("a name is too long")
	case err != nil:
		return "", err
	}
	var name string
	if err := json.Unmarshal(raw, &name); err != nil {
		return "", s.wrong("a name is not a string")
	}
	return name, nil
}

// member reads the value of a member.
func (s *scanner) member(name string) error {
	c, err := s.peek()
	if err != nil {
		return s.ended(err)
	}
	if c == '[' && slices.Contains(s.lists, name) {
		return s.list(name)
	}
	return s.record(name, -1)
}

// list reads a list of records.
func (s *scanner) list(name string) error {
	s.skip() // the bracket
	for i := 0; ; i++ {
		c, err := s.peek()
		switch {
		case err != nil:
			return s.ended(err)
		case c == ']' && i == 0:
			s.skip()
			return nil
		}
		if err := s.record(name, i); err != nil {
			return err
		}
		if more, err := s.more(']'); err != nil || !more {
			return err
		}
	}
}

// record reads one value and hands it out.
func (s *scanner) record(list string, index int) error {
	s.at = Record{List: list, Index: index, Offset: s.offset()}
	if s.count++; s.count > s.limits.Count {
		return &LimitError{s.at.Path(), s.at.Offset, s.limits.Count, ErrTooMany}
	}
	raw, err := s.value(s.limits)
	switch {
	case err != nil && !isLimit(err):
		return err
	case err == nil && !json.Valid(raw):
		return &SyntaxError{s.at.Path(), s.at.Offset, invalid(raw)}
	}
	out := s.at
	out.Raw = raw
	if !s.yield(out, err) {
		return errStop
	}
	return nil
}

// isLimit reports whether one record is more than the limits allow.
func isLimit(err error) bool {
	var limit *LimitError
	return errors.As(err, &limit)
}

// invalid says what package json finds wrong with a value.
func invalid(raw []byte) string {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return err.Error()
	}
	return "not JSON"
}
