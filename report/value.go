package report

import (
	"strconv"
	"strings"

	"github.com/allclear-go/allclear/timeline"
)

// A Value is what stands in a cell or behind a label. It keeps its type, so
// that a renderer can align, link or draw it. The zero Value is missing, so that
// what nobody filled in cannot read as empty or as zero.
type Value struct {
	kind    valueKind
	english bool
	text    string
	instant timeline.Instant
	figure  timeline.Figure
	length  timeline.Length
	n       int
	parts   []Value // of a phrase or a list
}

type valueKind uint8

const (
	valueMissing valueKind = iota
	valueText
	valueLabel
	valueInstant
	valueFigure
	valueLength
	valueCount
	valuePhrase
	valueList
)

// Text is something that somebody wrote. Empty text is empty, and not missing.
func Text(s string) Value { return Value{kind: valueText, text: s} }

// Label is a word of the library's own, subject to [Format.Label].
func Label(s string) Value { return Value{kind: valueLabel, text: s} }

// Word is a label of a vocabulary, such as that of states or roles: "ruled out" of
// "ruled_out".
func Word(code string) Value { return Label(plain(code)) }

// Phrase is a label that holds values: each of {1} to {9} in it stands for the value
// of that number, which is written as it is by itself.
//
//	report.Phrase("{1} of {2}", report.Number(3), report.Text("eu-west"))
//
// [Format.Label] is asked for the label as it is here, and may have them in another
// order. What it leaves out stands behind it, so that nothing is lost.
func Phrase(label string, values ...Value) Value {
	return Value{kind: valuePhrase, text: label, parts: values}
}

// English is a text that the library put together of sentences, such as what explains
// a figure. It goes through no translation, and renderers can say that it is English,
// in which what people wrote may stand.
func English(s string) Value { return Value{kind: valueText, text: s, english: true} }

// At is an instant.
func At(i timeline.Instant) Value { return Value{kind: valueInstant, instant: i} }

// Of is a figure.
func Of(f timeline.Figure) Value { return Value{kind: valueFigure, figure: f} }

// Lasting is how long something lasted, as it was stated. A length that is not stated
// is missing.
func Lasting(l timeline.Length) Value {
	if !l.IsStated() {
		return Missing("unknown")
	}
	return Value{kind: valueLength, length: l}
}

// Number is a count.
func Number(n int) Value { return Value{kind: valueCount, n: n} }

// Where is a place: its name, or a label where it has none, as what is not narrowed to
// a place is "the service".
func Where(s timeline.Scope) Value {
	whole := s.Of(timeline.Whole)
	name := Text(whole.String())
	switch {
	case whole.IsZero():
		name = Label("the service")
	case whole == timeline.Everywhere():
		name = Label("everywhere")
	case whole.Region() == timeline.Everywhere().Region():
		name = Phrase("everywhere/{1}", Text(whole.Component()))
	}
	if s != whole {
		return Phrase(s.Part().String()+" of {1}", name)
	}
	return name
}

// Missing is a value that is not there, and why: "not stated". The reason is a label.
func Missing(why string) Value { return Value{text: why} }

// listed is values in a row, those that are empty left out.
func listed(sep string, values ...Value) Value {
	var some []Value
	for _, v := range values {
		if v.kind != valueText && v.kind != valueLabel || v.text != "" {
			some = append(some, v)
		}
	}
	if len(some) == 1 {
		return some[0]
	}
	return Value{kind: valueList, text: sep, parts: some}
}

// IsMissing reports whether there is no value.
func (v Value) IsMissing() bool { return v.kind == valueMissing }

// IsEnglish reports whether the value is English, whatever the language of the report:
// see [English].
func (v Value) IsEnglish() bool { return v.english }

// Text returns what somebody wrote, and false if the value is none: it is not text, or
// it is [English].
func (v Value) Text() (string, bool) { return v.text, v.kind == valueText && !v.english }

// Instant returns the instant, and false if the value is none.
func (v Value) Instant() (timeline.Instant, bool) { return v.instant, v.kind == valueInstant }

// Figure returns the figure, and false if the value is none.
func (v Value) Figure() (timeline.Figure, bool) { return v.figure, v.kind == valueFigure }

// Length returns the length, and false if the value is none.
func (v Value) Length() (timeline.Length, bool) { return v.length, v.kind == valueLength }

// Count returns the count, and false if the value is none.
func (v Value) Count() (int, bool) { return v.n, v.kind == valueCount }

// Words writes the value for people. A missing one reads "unknown", or its
// reason.
func (v Value) Words(f *Format) string {
	switch v.kind {
	case valueText:
		return v.text
	case valueInstant:
		return f.Instant(v.instant)
	case valueFigure:
		return f.Figure(v.figure)
	case valueLength:
		return f.Length(v.length)
	case valueCount:
		return strconv.Itoa(v.n)
	case valuePhrase, valueList:
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
	case valueLength:
		return f.AppendLength(b, v.length)
	case valueCount:
		return strconv.AppendInt(b, int64(v.n), 10)
	case valuePhrase:
		return v.appendPhrase(b, f)
	case valueList:
		for i, part := range v.parts {
			if i > 0 {
				b = append(b, v.text...)
			}
			b = part.AppendWords(b, f)
		}
		return b
	}
	return append(b, v.label(f)...)
}

// label is a word of the library's own: a label, or why there is no value.
func (v Value) label(f *Format) string {
	switch {
	case v.english:
		return v.text
	case v.kind == valueMissing && v.text == "":
		return f.Words("unknown")
	}
	return f.Words(v.text)
}

// appendPhrase fills in the values. What stands in them is never taken for a place of
// a value.
func (v Value) appendPhrase(b []byte, f *Format) []byte {
	var used [9]bool
	for label := f.word(v.text); label != ""; {
		at := strings.IndexByte(label, '{')
		if at < 0 {
			b = append(b, label...)
			break
		}
		b, label = append(b, label[:at]...), label[at:]
		n, ok := placeIn(label)
		if !ok || n >= len(v.parts) {
			b, label = append(b, '{'), label[1:]
			continue
		}
		b, label = v.parts[n].AppendWords(b, f), label[len("{1}"):]
		used[n] = true
	}
	for n, part := range v.parts {
		if n >= len(used) || !used[n] {
			b = part.AppendWords(append(b, ' '), f)
		}
	}
	return b
}

// placeIn is of which value a label begins with the place, from zero; false if it
// begins with none.
func placeIn(label string) (int, bool) {
	if len(label) < len("{1}") || label[1] < '1' || label[1] > '9' || label[2] != '}' {
		return 0, false
	}
	return int(label[1] - '1'), true
}
