package timeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/google/uuid"
)

// A DecodeError reports JSON that is not an event, a log, or another value of
// this module, and names the place.
type DecodeError struct {
	Path string // such as "events[3].occurred"; empty for the whole
	Err  error
}

// Error names the place and the reason.
func (e *DecodeError) Error() string {
	if e.Path == "" {
		return "timeline: decoding: " + e.Err.Error()
	}
	return "timeline: decoding " + e.Path + ": " + e.Err.Error()
}

// Unwrap returns the reason.
func (e *DecodeError) Unwrap() error { return e.Err }

// Errors that decoding can meet, beside [ErrSyntax], [ErrRange] and those of
// package json.
var (
	ErrDuplicate = errors.New("member given twice")
	ErrMissing   = errors.New("member missing")
)

// at puts a place in front of the place that err names.
func at(path string, err error) error {
	if err == nil {
		return nil
	}
	if d, ok := errors.AsType[*DecodeError](err); ok {
		sep := "."
		if path == "" || d.Path == "" || d.Path[0] == '[' {
			sep = ""
		}
		return &DecodeError{path + sep + d.Path, d.Err}
	}
	if p, ok := errors.AsType[*ParseError](err); ok {
		return &DecodeError{path, p}
	}
	return &DecodeError{path, err}
}

// An objectWriter appends members to a JSON object. Empty values are left out.
type objectWriter struct {
	b     []byte
	more  bool
	clean func(string) string // what texts are put through; nil leaves them as they are
}

func (o *objectWriter) name(name string) {
	if o.more {
		o.b = append(o.b, ',')
	}
	o.more = true
	o.b = append(appendQuoted(o.b, name), ':')
}

func (o *objectWriter) text(name, s string) {
	if s != "" {
		o.name(name)
		o.quote(s)
	}
}

// nullable writes null in the place of empty text.
func (o *objectWriter) nullable(name, s string) {
	o.name(name)
	if s == "" {
		o.b = append(o.b, "null"...)
		return
	}
	o.quote(s)
}

func (o *objectWriter) quote(s string) {
	if o.clean != nil {
		s = o.clean(s)
	}
	o.b = appendQuoted(o.b, s)
}

// instant writes what text writes of an instant; there is nothing to escape.
func (o *objectWriter) instant(name string, i Instant) {
	if !i.IsKnown() {
		o.text(name, i.String())
		return
	}
	o.name(name)
	o.b = append(i.append(append(o.b, '"')), '"')
}

func (o *objectWriter) id(name string, id uuid.UUID) {
	if id != uuid.Nil {
		o.text(name, id.String())
	}
}

func (o *objectWriter) raw(name string, v []byte) {
	o.name(name)
	o.b = append(o.b, v...)
}

// appendQuoted writes s as a JSON string, as RFC 8259 asks and no more: what is
// printable stays as it is.
func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < 0x20 || c == 0x7f:
			b = append(b, `\u00`...)
			b = append(b, hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// readText hands the JSON string raw to into; null is a member left out.
func readText(raw json.RawMessage, into func(string) error) error {
	if string(raw) == "null" {
		return nil
	}
	var s string
	if len(raw) == 0 || raw[0] != '"' {
		return fmt.Errorf("%w: want a string, have %s", ErrSyntax, kindOf(raw))
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return err
	}
	return into(s)
}

func kindOf(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "nothing"
	}
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

// readObject splits a JSON object into its members, in order, each value
// compact. Unlike package json it refuses a name given twice, bytes that are
// not UTF-8, and escapes that stand for no character.
func readObject(data []byte) ([]member, error) {
	if err := checkUTF8(data); err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	tok, err := dec.Token()
	if err != nil {
		return nil, eof(err)
	}
	if tok != json.Delim('{') {
		return nil, fmt.Errorf("%w: want an object", ErrSyntax)
	}
	var out []member
	seen := map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, eof(err)
		}
		name, _ := key.(string)
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return nil, at(name, eof(err))
		}
		if seen[name] {
			return nil, at(name, ErrDuplicate)
		}
		seen[name] = true
		var compact bytes.Buffer
		if err := json.Compact(&compact, v); err != nil {
			return nil, at(name, err)
		}
		out = append(out, member{name, compact.Bytes()})
	}
	if _, err := dec.Token(); err != nil {
		return nil, eof(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: more after the object", ErrSyntax)
	}
	return out, nil
}

// readArray splits a JSON array into its values.
func readArray(raw json.RawMessage) ([]json.RawMessage, error) {
	if len(raw) == 0 || raw[0] != '[' {
		return nil, fmt.Errorf("%w: want an array, have %s", ErrSyntax, kindOf(raw))
	}
	var out []json.RawMessage
	err := json.Unmarshal(raw, &out)
	return out, err
}

// checkUTF8 refuses bytes that are not UTF-8 and escaped surrogates without
// their partner, both of which package json would replace without a word.
func checkUTF8(data []byte) error {
	if !utf8.Valid(data) {
		return ErrNotUTF8
	}
	for i := 0; i+5 < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		if data[i+1] != 'u' {
			i++
			continue
		}
		switch r := hex4(data[i+2:]); {
		case r < 0xd800 || r > 0xdfff:
			i += 5
		case r > 0xdbff || i+11 >= len(data) || data[i+6] != '\\' || data[i+7] != 'u' || hex4(data[i+8:])>>10 != 0xdc00>>10:
			return fmt.Errorf("%w: half a surrogate pair", ErrNotUTF8)
		default:
			i += 11
		}
	}
	return nil
}

func hex4(b []byte) int64 {
	n, err := strconv.ParseInt(string(b[:4]), 16, 32)
	if err != nil {
		return 0
	}
	return n
}

// eof names input that stops short for what it is.
func eof(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
