package severity

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
)

// A decoder reads the JSON of a value that is checked when built, and gathers
// what is wrong with how it is written.
type decoder struct{ problems }

// decode reads data into v, a pointer to what a file holds: structs, lists,
// strings, whole numbers and booleans. It is stricter than package json. A member
// that is not known is refused, and so is one that is given twice, where json
// takes the last one: a misspelt condition must not leave a rule without it.
func (d *decoder) decode(data []byte, v any) bool {
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		d.add("", "json-syntax", "%v", err)
		return false
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	d.shape(dec, reflect.TypeOf(v), "")
	if len(d.problems) == 0 {
		if err := json.Unmarshal(data, v); err != nil {
			d.add("", "json-type", "%v", err) // not reached: the shape is right
		}
	}
	return len(d.problems) == 0
}

// shape reads one value, which is valid JSON, and reports where it is not what t
// takes. It goes on with everything else. A nil t takes anything.
func (d *decoder) shape(dec *json.Decoder, t reflect.Type, path string) {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, _ := dec.Token()
	want := reflect.Invalid
	if t != nil {
		want = t.Kind()
	}
	fits := want == reflect.Invalid
	switch v := token.(type) {
	case nil: // null is the empty value of everything
		fits = true
	case string:
		fits = fits || want == reflect.String
	case bool:
		fits = fits || want == reflect.Bool
	case json.Number:
		_, err := strconv.Atoi(v.String())
		fits = fits || want == reflect.Int && err == nil
	case json.Delim:
		if v == '[' {
			fits = fits || want == reflect.Slice
			d.list(dec, t, path)
		} else {
			fits = fits || want == reflect.Struct
			d.object(dec, t, path)
		}
		_, _ = dec.Token() // the closing bracket
	}
	if !fits {
		d.add(path, "json-type", "the value is not %s", kinds[want])
	}
}

// kinds says what a value of JSON has to be, by what takes it.
var kinds = map[reflect.Kind]string{
	reflect.String: "a string", reflect.Bool: "true or false", reflect.Int: "a whole number",
	reflect.Slice: "a list", reflect.Struct: "an object",
}

// list reads what is left of a list.
func (d *decoder) list(dec *json.Decoder, t reflect.Type, path string) {
	var of reflect.Type
	if t != nil && t.Kind() == reflect.Slice {
		of = t.Elem()
	}
	for i := 0; dec.More(); i++ {
		d.shape(dec, of, path+"["+strconv.Itoa(i)+"]")
	}
}

// object reads what is left of an object. Package json does not tell members
// apart by case, so a member in other letters is not known, or there twice.
func (d *decoder) object(dec *json.Decoder, t reflect.Type, path string) {
	seen := map[string]bool{}
	for dec.More() {
		token, _ := dec.Token()
		name, _ := token.(string)
		below := join(path, name)
		if folded := strings.ToLower(name); seen[folded] {
			d.add(below, "json-duplicate", "the member is given twice")
		} else {
			seen[folded] = true
		}
		of, known := member(t, name)
		if !known {
			d.add(below, "json-member", "there is no such member")
		}
		d.shape(dec, of, below)
	}
}

// member returns the type of a member. In what takes anything, or takes no
// object at all, every member is known.
func member(t reflect.Type, name string) (reflect.Type, bool) {
	if t == nil || t.Kind() != reflect.Struct {
		return nil, true
	}
	for field := range t.Fields() {
		if tag, _, _ := strings.Cut(field.Tag.Get("json"), ","); tag == name {
			return field.Type, true
		}
	}
	return nil, false
}

// level reads the text of a level. Empty text and null are the unset Level,
// which is for the value that is built to refuse.
func (d *decoder) level(path, text string) Level {
	l, err := ParseLevel(text)
	if err != nil {
		d.add(path, "level-invalid", "%s", reason(err))
	}
	return l
}

// reason returns the text of an error of this package, to stand within another.
func reason(err error) string { return strings.TrimPrefix(err.Error(), "severity: ") }

// isNull reports whether data is JSON's null.
func isNull(data []byte) bool { return string(bytes.TrimSpace(data)) == "null" }

// encodeOr returns the JSON of v, or null for a zero value.
func encodeOr(zero bool, v any) ([]byte, error) {
	if zero {
		return []byte("null"), nil
	}
	return json.Marshal(v)
}

// scaleJSON is a scale as it stands in a file.
type scaleJSON struct {
	Name  string     `json:"name"`
	Words []wordJSON `json:"words"`
}

type wordJSON struct {
	Level   string   `json:"level"`
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
	Doc     string   `json:"doc,omitempty"`
}

// wire returns what is written of a scale.
func (s Scale) wire() *scaleJSON {
	if s.IsZero() {
		return nil
	}
	w := &scaleJSON{Name: s.name}
	for _, word := range s.words {
		w.Words = append(w.Words, wordJSON{word.Level.String(), word.Name, word.Aliases, word.Doc})
	}
	return w
}

// scale builds what was read of a scale, which may be null.
func (d *decoder) scale(path string, w *scaleJSON) Scale {
	if w == nil {
		return Scale{}
	}
	words := make([]Word, len(w.Words))
	for i, word := range w.Words {
		at := join(path, "words["+strconv.Itoa(i)+"].level")
		words[i] = Word{d.level(at, word.Level), word.Name, word.Aliases, word.Doc}
	}
	s, err := NewScale(w.Name, words...)
	d.part(path, err)
	return s
}

// part adds the problems of a part that was refused.
func (d *decoder) part(path string, err error) {
	if e, ok := errors.AsType[*InvalidError](err); ok {
		d.under(path, e.Problems)
	}
}

// MarshalJSON implements [encoding/json.Marshaler]. The zero Scale is null.
//
//	{"name": "shop", "words": [{"level": "critical", "name": "red", "aliases": ["r"], "doc": "No orders."}]}
func (s Scale) MarshalJSON() ([]byte, error) { return encodeOr(s.IsZero(), s.wire()) }

// UnmarshalJSON implements [encoding/json.Unmarshaler]. It reads what
// [Scale.MarshalJSON] writes, with the words in any order, and checks it as
// [NewScale] does; null is the zero Scale. It is strict about members: one that
// is not known or given twice is refused.
//
// The error is an [*InvalidError], and s is then as it was.
func (s *Scale) UnmarshalJSON(data []byte) error {
	var d decoder
	var w *scaleJSON
	if d.decode(data, &w) {
		if read := d.scale("", w); len(d.problems) == 0 {
			*s = read
		}
	}
	return d.err("scale")
}
