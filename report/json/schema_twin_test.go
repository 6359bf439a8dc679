package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report/json"
)

// A twin checks documents against a schema, slowly, as far as the keywords go that
// ours uses. What is another keyword is an error.
type twin struct {
	defs    map[string]any
	strict  bool // members that are not described are errors
	pattern map[string]*regexp.Regexp
}

// A verdict is what a schema says of a value.
type verdict struct {
	errs  []string
	known map[string]bool // members of the value that are described
	seen  map[string]bool // members that are described, of all that is in it: "figure.text"
}

func newTwin(t testing.TB, strict bool) (*twin, map[string]any) {
	t.Helper()
	root := decode(t, json.Schema()).(map[string]any)
	return &twin{root["$defs"].(map[string]any), strict, map[string]*regexp.Regexp{}}, root
}

func decode(t testing.TB, raw []byte) any {
	t.Helper()
	dec := stdjson.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	require.NoError(t, dec.Decode(&v))
	return v
}

// check holds v against a schema of its own, path saying where v is and def where the
// schema is.
func (w *twin) check(schema any, v any, path, def string) verdict {
	out := w.apply(schema.(map[string]any), v, path, def)
	if object, ok := v.(map[string]any); ok && w.strict {
		for _, name := range slices.Sorted(maps.Keys(object)) {
			if !out.known[name] {
				out.errs = append(out.errs, path+"."+name+": is not described")
			}
		}
	}
	return out
}

func (out *verdict) merge(more verdict) {
	out.errs = append(out.errs, more.errs...)
	maps.Copy(out.seen, more.seen)
}

// apply holds v against a schema that may share v with others.
func (w *twin) apply(schema map[string]any, v any, path, def string) verdict {
	out := verdict{nil, map[string]bool{}, map[string]bool{}}
	also := func(more verdict) {
		out.merge(more)
		maps.Copy(out.known, more.known)
	}
	for keyword, arg := range schema {
		switch keyword {
		case "$ref":
			name := strings.TrimPrefix(arg.(string), "#/$defs/")
			also(w.apply(w.defs[name].(map[string]any), v, path, name))
		case "allOf":
			for _, s := range arg.([]any) {
				also(w.apply(s.(map[string]any), v, path, def))
			}
		case "oneOf":
			also(w.one(arg.([]any), v, path, def))
		case "properties":
			object, _ := v.(map[string]any)
			for name, s := range arg.(map[string]any) {
				if member, there := object[name]; there {
					out.known[name], out.seen[def+"."+name] = true, true
					out.merge(w.check(s, member, path+"."+name, def+"."+name))
				}
			}
		case "items":
			list, _ := v.([]any)
			for i, x := range list {
				out.merge(w.check(arg, x, path+"["+strconv.Itoa(i)+"]", def))
			}
		default:
			if !w.allows(keyword, arg, v) {
				out.errs = append(out.errs, fmt.Sprintf("%s: %v breaks %s %v", path, v, keyword, arg))
			}
		}
	}
	return out
}

// allows holds v against one keyword that looks no deeper.
func (w *twin) allows(keyword string, arg, v any) bool {
	is := func(x any) bool { return fmt.Sprintf("%T %v", x, x) == fmt.Sprintf("%T %v", v, v) }
	switch keyword {
	case "$schema", "$id", "$defs", "title", "description", "examples":
		return true
	case "const":
		return is(arg)
	case "enum":
		return slices.ContainsFunc(arg.([]any), is)
	case "type":
		return slices.ContainsFunc(words(arg), func(name string) bool { return isA(name, v) })
	case "pattern":
		s, ok := v.(string)
		return !ok || w.regexp(arg.(string)).MatchString(s)
	case "minLength":
		s, ok := v.(string)
		return !ok || float64(len([]rune(s))) >= number(arg)
	case "minimum":
		n, ok := v.(stdjson.Number)
		return !ok || number(n) >= number(arg)
	case "required":
		object, ok := v.(map[string]any)
		return !ok || !slices.ContainsFunc(words(arg), func(name string) bool { _, there := object[name]; return !there })
	}
	return false // a keyword that is not known here
}

// one holds v against schemas of which exactly one has to fit.
func (w *twin) one(schemas []any, v any, path, def string) verdict {
	var fits []verdict
	var why []string
	for _, s := range schemas {
		got := w.apply(s.(map[string]any), v, path, def)
		strict := slices.DeleteFunc(slices.Clone(got.errs), func(e string) bool { return strings.HasSuffix(e, "is not described") })
		if len(strict) == 0 {
			fits = append(fits, got)
		}
		why = append(why, got.errs...)
	}
	if len(fits) == 1 {
		return fits[0]
	}
	return verdict{errs: append(why, fmt.Sprintf("%s: fits %d of %d", path, len(fits), len(schemas)))}
}

func (w *twin) regexp(pattern string) *regexp.Regexp {
	if w.pattern[pattern] == nil {
		w.pattern[pattern] = regexp.MustCompile(pattern)
	}
	return w.pattern[pattern]
}

// words are those of a keyword that takes one or several.
func words(arg any) []string {
	if s, ok := arg.(string); ok {
		return []string{s}
	}
	var out []string
	for _, s := range arg.([]any) {
		out = append(out, s.(string))
	}
	return out
}

func number(v any) float64 {
	f, err := v.(stdjson.Number).Float64()
	if err != nil {
		panic(err)
	}
	return f
}

func isA(name string, v any) bool {
	switch v := v.(type) {
	case nil:
		return name == "null"
	case bool:
		return name == "boolean"
	case string:
		return name == "string"
	case stdjson.Number:
		return name == "number" || name == "integer" && !strings.ContainsAny(v.String(), ".eE")
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	}
	return false
}
