package jsonstream

import (
	"encoding/json"
	"iter"
	"math"
)

// Members yields the members of an object, in order, each value as it is written.
// raw has to be valid JSON, such as a [Record] holds. What is no object yields
// nothing. The same name may come twice.
func Members(raw json.RawMessage) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		p := pieces{rest: raw}
		if !p.open('{') {
			return
		}
		for {
			name, ok := p.next()
			if !ok {
				return
			}
			value, ok := p.next()
			if !ok {
				return
			}
			if text, _ := Text(name); !yield(text, value) {
				return
			}
		}
	}
}

// Elements yields the elements of a list, in order, each as it is written. raw has
// to be valid JSON. What is no list yields nothing.
func Elements(raw json.RawMessage) iter.Seq[json.RawMessage] {
	return func(yield func(json.RawMessage) bool) {
		p := pieces{rest: raw}
		if !p.open('[') {
			return
		}
		for {
			value, ok := p.next()
			if !ok || !yield(value) {
				return
			}
		}
	}
}

// Text returns the text of a JSON string, and false if raw is something else. raw
// has to be valid JSON.
func Text(raw json.RawMessage) (string, bool) {
	if len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	inner := raw[1 : len(raw)-1]
	for _, c := range inner {
		if c == '\\' || c < 0x20 || c >= 0x80 { // package json knows what these mean
			var s string
			err := json.Unmarshal(raw, &s)
			return s, err == nil
		}
	}
	return string(inner), true
}

// pieces cuts valid JSON into values.
type pieces struct{ rest []byte }

// open passes over the bracket that a list or an object begins with.
func (p *pieces) open(bracket byte) bool {
	p.space()
	if len(p.rest) == 0 || p.rest[0] != bracket {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// space passes over what stands between values.
func (p *pieces) space() {
	for len(p.rest) > 0 {
		switch p.rest[0] {
		case ' ', '\t', '\n', '\r', ',', ':':
			p.rest = p.rest[1:]
		default:
			return
		}
	}
}

// next returns the next value, and false where the list or object ends.
func (p *pieces) next() ([]byte, bool) {
	p.space()
	v := value{limit: Limits{Bytes: math.MaxInt64, Depth: math.MaxInt}}
	n, _ := v.scan(p.rest)
	if n == 0 {
		return nil, false
	}
	out := p.rest[:n:n]
	p.rest = p.rest[n:]
	return out, true
}
