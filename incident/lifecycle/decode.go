package lifecycle

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/allclear-go/allclear/internal/jsonstream"
)

// The codes of [DecodeError], which explains them.
const (
	codeBadJSON       = "bad_json"
	codeDoubledMember = "doubled_member"
	codeUnknownMember = "unknown_member"
	codeWrongType     = "wrong_type"
)

// DecodeError is the error of [Definition.UnmarshalJSON]: all that is wrong with
// how a definition is written. The codes of its problems:
//
//	bad_json         the text is not JSON; package encoding/json says so itself
//	doubled_member   an object has a member twice
//	unknown_member   an object has a member that is not known
//	wrong_type       a value is not of the type needed
//	bad_phase        a phase does not exist
//	bad_resolution   a resolution does not exist
type DecodeError struct {
	// Problems holds at least one problem, in the order of the text. Paths are
	// places in it: "edges[3].guards".
	Problems []Problem
}

// Error lists every problem on a line of its own.
func (e *DecodeError) Error() string {
	return problemText("lifecycle: reading a definition:", e.Problems)
}

// UnmarshalJSON reads a definition. It is strict: a member that is not known,
// one that is given twice and one in other letters are errors, as a misspelt
// "guards" must not leave a move unguarded. Members may be left out, and a list
// may be null, which is empty; null for anything else is an error, for the whole
// definition too. Where there may be no definition, unmarshal into a *Definition.
//
// The error is a *[DecodeError] that holds every problem found, and d is then
// unchanged. Whether the definition makes sense is for [Compile] to say.
func (d *Definition) UnmarshalJSON(data []byte) error {
	var r reader
	var read Definition
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		r.report(codeBadJSON, "", err.Error())
	} else {
		read = r.definition(raw)
	}
	if len(r.problems) > 0 {
		return &DecodeError{r.problems}
	}
	*d = read
	return nil
}

// reader reads valid JSON and gathers what is wrong with it.
type reader struct{ problems []Problem }

// field is a member that an object may have, and what reads it.
type field struct {
	name string
	read func(path string, raw json.RawMessage)
}

func (r *reader) report(code, path, text string) {
	r.problems = append(r.problems, Problem{Code: code, Path: path, Text: text})
}

func (r *reader) definition(raw json.RawMessage) (d Definition) {
	r.object("", raw, []field{
		{"name", func(p string, raw json.RawMessage) { d.Name = text[string](r, p, raw) }},
		{"version", func(p string, raw json.RawMessage) { d.Version = r.integer(p, raw) }},
		{"initial", func(p string, raw json.RawMessage) { d.Initial = list(r, p, raw, text[State]) }},
		{"states", func(p string, raw json.RawMessage) { d.States = list(r, p, raw, (*reader).state) }},
		{"edges", func(p string, raw json.RawMessage) { d.Edges = list(r, p, raw, (*reader).edge) }},
	})
	return d
}

func (r *reader) state(path string, raw json.RawMessage) (s StateDef) {
	r.object(path, raw, []field{
		{"name", func(p string, raw json.RawMessage) { s.Name = text[State](r, p, raw) }},
		{"phase", func(p string, raw json.RawMessage) { s.Phase = r.phase(p, raw) }},
		{"resolution", func(p string, raw json.RawMessage) { s.Resolution = r.resolution(p, raw) }},
		{"hold", func(p string, raw json.RawMessage) { s.Hold = text[string](r, p, raw) }},
		{"doc", func(p string, raw json.RawMessage) { s.Doc = text[string](r, p, raw) }},
	})
	return s
}

func (r *reader) edge(path string, raw json.RawMessage) (e Edge) {
	r.object(path, raw, []field{
		{"trigger", func(p string, raw json.RawMessage) { e.Trigger = text[Trigger](r, p, raw) }},
		{"from", func(p string, raw json.RawMessage) { e.From = list(r, p, raw, text[State]) }},
		{"from_phases", func(p string, raw json.RawMessage) { e.FromPhases = list(r, p, raw, (*reader).phase) }},
		{"from_any", func(p string, raw json.RawMessage) { e.FromAny = r.boolean(p, raw) }},
		{"except", func(p string, raw json.RawMessage) { e.Except = list(r, p, raw, text[State]) }},
		{"to", func(p string, raw json.RawMessage) { e.To = text[State](r, p, raw) }},
		{"guards", func(p string, raw json.RawMessage) { e.Guards = list(r, p, raw, text[string]) }},
		{"reopens", func(p string, raw json.RawMessage) { e.Reopens = r.boolean(p, raw) }},
		{"doc", func(p string, raw json.RawMessage) { e.Doc = text[string](r, p, raw) }},
	})
	return e
}

// object reads an object with the members that it may have.
func (r *reader) object(path string, raw json.RawMessage, fields []field) {
	if raw[0] != '{' {
		r.wrong(path, "an object", raw)
		return
	}
	known := make([]string, len(fields))
	for i, f := range fields {
		known[i] = f.name
	}
	seen := make(map[string]bool)
	for name, value := range jsonstream.Members(raw) {
		p := below(path, name)
		if seen[name] {
			r.report(codeDoubledMember, p, "doubled")
		}
		seen[name] = true
		done := false
		for _, f := range fields {
			if f.name == name {
				f.read(p, value)
				done = true
			}
		}
		if !done {
			r.report(codeUnknownMember, p, "unknown member"+hintOr(name, known))
		}
	}
}

// hintOr says which name was meant, or else which there are.
func hintOr(name string, known []string) string {
	if h := hint(name, known); h != "" {
		return h
	}
	return " (known: " + strings.Join(known, ", ") + ")"
}

// below returns the path of a member of the object at path.
func below(path, member string) string {
	switch {
	case !isName(strings.ToLower(member)):
		return path + "[" + strconv.Quote(member) + "]"
	case path == "":
		return member
	}
	return path + "." + member
}

// list reads a list, each element by read. Null is a list without elements.
func list[T any](r *reader, path string, raw json.RawMessage, read func(*reader, string, json.RawMessage) T) []T {
	switch raw[0] {
	case 'n':
		return nil
	case '[':
	default:
		r.wrong(path, "a list", raw)
		return nil
	}
	out := []T{}
	for element := range jsonstream.Elements(raw) {
		out = append(out, read(r, path+"["+strconv.Itoa(len(out))+"]", element))
	}
	return out
}

// text reads a string.
func text[S ~string](r *reader, path string, raw json.RawMessage) S {
	s, ok := jsonstream.Text(raw)
	if !ok {
		r.wrong(path, "a string", raw)
	}
	return S(s)
}

func (r *reader) phase(path string, raw json.RawMessage) Phase {
	s, ok := jsonstream.Text(raw)
	if !ok {
		r.wrong(path, "a string", raw)
	}
	p, err := ParsePhase(s)
	if err != nil {
		r.report(codeBadPhase, path, strings.TrimPrefix(err.Error(), "lifecycle: "))
	}
	return p
}

func (r *reader) resolution(path string, raw json.RawMessage) Resolution {
	s, ok := jsonstream.Text(raw)
	if !ok {
		r.wrong(path, "a string", raw)
	}
	res, err := ParseResolution(s)
	if err != nil {
		r.report(codeBadResolution, path, strings.TrimPrefix(err.Error(), "lifecycle: "))
	}
	return res
}

func (r *reader) boolean(path string, raw json.RawMessage) bool {
	if raw[0] != 't' && raw[0] != 'f' {
		r.wrong(path, "true or false", raw)
	}
	return raw[0] == 't'
}

// integer reads a number that an int can hold.
func (r *reader) integer(path string, raw json.RawMessage) int {
	n, err := strconv.Atoi(string(raw))
	if err != nil {
		r.wrong(path, "a whole number", raw)
	}
	return n
}

// wrong reports a value that is not of the type needed.
func (r *reader) wrong(path, want string, raw json.RawMessage) {
	found := "a number"
	switch raw[0] {
	case '{':
		found = "an object"
	case '[':
		found = "a list"
	case '"':
		found = "a string"
	case 't', 'f', 'n':
		found = string(raw)
	default:
		if want == "a whole number" && len(raw) <= maxName {
			found = string(raw)
		}
	}
	r.report(codeWrongType, path, want+" was expected, found "+found)
}
