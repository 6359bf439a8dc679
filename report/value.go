package report

import (
	"strconv"

	"github.com/allclear-go/allclear/timeline"
)

// A Value is what stands in a cell or behind a label. It keeps its type, so
// that a renderer can align, link or draw it. The zero Value is missing, so that
// what nobody filled in cannot read as empty or as zero.
type Value struct {
	kind    valueKind
	text    string
	instant timeline.Instant
	figure  timeline.Figure
	n       int
}

type valueKind uint8

const (
	valueMissing valueKind = iota
	valueText
	valueLabel
	valueInstant
	valueFigure
	valueCount
)

// Text is something that somebody wrote. Empty text is empty, and not missing.
func Text(s string) Value { return Value{kind: valueText, text: s} }

// Label is a word of the library's own, subject to [Format.Label].
func Label(s string) Value { return Value{kind: valueLabel, text: s} }

// At is an instant.
func At(i timeline.Instant) Value { return Value{kind: valueInstant, instant: i} }

// Of is a figure.
func Of(f timeline.Figure) Value { return Value{kind: valueFigure, figure: f} }

// Number is a count.
func Number(n int) Value { return Value{kind: valueCount, n: n} }

// Missing is a value that is not there, and why: "not stated".
func Missing(why string) Value { return Value{text: why} }

// IsMissing reports whether there is no value.
func (v Value) IsMissing() bool { return v.kind == valueMissing }

// Instant returns the instant, and false if the value is none.
func (v Value) Instant() (timeline.Instant, bool) { return v.instant, v.kind == valueInstant }

// Figure returns the figure, and false if the value is none.
func (v Value) Figure() (timeline.Figure, bool) { return v.figure, v.kind == valueFigure }

// Count returns the count, and false if the value is none.
func (v Value) Count() (int, bool) { return v.n, v.kind == valueCount }

// Words writes the value for people. A missing one reads "unknown", or its
// reason.
func (v Value) Words(f *Format) string {
	switch v.kind {
	case valueText:
		return v.text
	case valueInstant, valueFigure, valueCount:
		return string(v.AppendWords(make([]byte, 0, 64), f))
	}
	return v.label(f)
}

// AppendWords appends what [Value.Words] writes to b.
func (v Value) AppendWords(b []byte, f *Format) []byte {
	switch v.kind {
	case valueText:
		return append(b, v.text...)
	case valueInstant:
		return f.AppendInstant(b, v.instant)
	case valueFigure:
		return f.AppendFigure(b, v.figure)
	case valueCount:
		return strconv.AppendInt(b, int64(v.n), 10)
	}
	return append(b, v.label(f)...)
}

// label is a word of the library's own: a label, or why there is no value.
func (v Value) label(f *Format) string {
	if v.kind == valueMissing && v.text == "" {
		return f.Words("unknown")
	}
	return f.Words(v.text)
}
