package json_test

import (
	stdjson "encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	levels "github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// Every document is as the schema says, has no member that it does not describe, and
// what it describes comes out somewhere.
func TestSchemaDescribesDocuments(t *testing.T) {
	w, root := newTwin(t, true)
	seen := map[string]bool{}
	for name, doc := range documents() {
		got := w.check(root, decode(t, render(t, doc)), "", "report")
		assert.Empty(t, got.errs[:min(len(got.errs), 5)], name)
		maps.Copy(seen, got.seen)
	}
	for def, s := range objects(root) {
		for name := range s["properties"].(map[string]any) {
			assert.True(t, seen[def+"."+name], "no document has %s.%s", def, name)
		}
	}
}

// objects are the schemas of objects, by the names of their definitions.
func objects(root map[string]any) map[string]map[string]any {
	out := map[string]map[string]any{"report": root}
	for name, s := range root["$defs"].(map[string]any) {
		if s := s.(map[string]any); s["properties"] != nil {
			out[name] = s
		}
	}
	return out
}

// The schema says of every member what it is, and that it is there: all but what refines
// a figure.
func TestSchemaSaysAll(t *testing.T) {
	_, root := newTwin(t, true)
	refining := map[string][]string{"figure": {"calendar", "coalesced", "doubtful", "hold", "incidents", "of", "period", "pick", "places", "weighting"}}
	for def, s := range objects(root) {
		assert.True(t, strings.HasSuffix(s["description"].(string), "."), def)
		var optional []string
		for name, p := range s["properties"].(map[string]any) {
			p := p.(map[string]any)
			said, _ := p["description"].(string)
			assert.True(t, strings.HasSuffix(said, "."), "%s.%s says what it is: %q", def, name, said)
			if !slices.Contains(words(s["required"]), name) {
				optional = append(optional, name)
				assert.Contains(t, said, "Left out", name)
			}
			assert.False(t, p["enum"] != nil && strings.Contains(said, "is open"), "%s.%s", def, name)
		}
		slices.Sort(optional)
		assert.Equal(t, refining[def], optional, def)
	}
	raw := string(json.Schema())
	for name, s := range root["$defs"].(map[string]any) {
		assert.Contains(t, raw, `"#/$defs/`+name+`"`, "is used")
		assert.NotEmpty(t, s.(map[string]any)["description"], name)
	}
	assert.NotContains(t, raw, "additionalProperties", "readers have to be ready for more")
	assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", root["$schema"])
	assert.Equal(t, fmt.Sprintf("https://github.com/allclear-go/allclear/report/json/schema/v%d", json.SchemaVersion), root["$id"])
	assert.Equal(t, fmt.Sprint(json.SchemaVersion), fmt.Sprint(root["properties"].(map[string]any)["schema_version"].(map[string]any)["const"]))
}

// constants are the words of a closed set.
func constants[T interface {
	~uint8
	IsValid() bool
	String() string
}]() []any {
	var out []any
	for v := T(0); v.IsValid(); v++ {
		if s := v.String(); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Closed lists are those of the library.
func TestSchemaHasTheWordsOfTheLibrary(t *testing.T) {
	_, root := newTwin(t, true)
	closed := func(def, name string) []any {
		s := objects(root)[def]["properties"].(map[string]any)[name].(map[string]any)
		return s["enum"].([]any)
	}
	assert.Equal(t, constants[report.Audience](), closed("report", "audience"))
	assert.Equal(t, constants[timeline.FigureKind](), closed("figure", "kind"))
	assert.Equal(t, constants[timeline.Unit](), closed("figure", "unit"))
	assert.Equal(t, constants[timeline.Part](), closed("scope", "part"))
	assert.Equal(t, append(constants[timeline.Health](), nil), root["$defs"].(map[string]any)["health"].(map[string]any)["enum"])
	ends := []any{timeline.EndGiven.String(), timeline.EndOngoing.String(), timeline.EndNotGiven.String()}
	assert.Equal(t, ends, closed("impact", "end_state"))
	assert.Contains(t, (timeline.EndOngoing + 1).String(), "EndState(", "there is no other")
}

// Nobody can change the schema.
func TestSchemaIsACopy(t *testing.T) {
	want := string(json.Schema())
	clear(json.Schema())
	assert.Equal(t, want, string(json.Schema()))
}

// member finds what is at a path, such as incidents[0].figures[0].kind, for a change.
func member(v any, path string) (in map[string]any, name string) {
	parts := strings.Split(path, ".")
	for _, p := range parts[:len(parts)-1] {
		name, index, list := strings.Cut(strings.TrimSuffix(p, "]"), "[")
		v = v.(map[string]any)[name]
		if list {
			var i int
			fmt.Sscan(index, &i)
			v = v.([]any)[i]
		}
	}
	return v.(map[string]any), parts[len(parts)-1]
}

// What is not as the schema says is found to be so, and what later versions may add is
// let through.
func TestSchemaRefuses(t *testing.T) {
	strict, root := newTwin(t, true)
	open, _ := newTwin(t, false)
	raw := render(t, documents()["everything"])
	gone := struct{}{}
	for _, c := range []struct {
		path string
		to   any
	}{
		{"schema_version", stdjson.Number("2")}, {"audience", "everyone"}, {"zone", nil}, {"title", gone}, {"incidents", nil}, {"sections", gone},
		{"incidents[0].id", "word"}, {"incidents[0].as_of", "yesterday"}, {"incidents[0].status", ""}, {"incidents[0].severity", "major"}, {"incidents[0].timeline", nil},
		{"incidents[0].severity.level", "sev1"}, {"incidents[0].severity.level", "critical+0"}, {"incidents[0].severity.level", "major+20"}, {"incidents[0].severity.word", stdjson.Number("1")},
		{"incidents[0].figures[1].kind", "certain"}, {"incidents[0].figures[1].unit", "minutes"}, {"incidents[0].figures[1].min", "0"}, {"incidents[0].figures[1].iso8601", "1h"},
		{"incidents[0].figures[1].iso8601", "PT"}, {"incidents[0].figures[1].label", gone}, {"incidents[0].figures[1].version", stdjson.Number("1.5")}, {"incidents[0].figures[1].inputs", []any{"word"}},
		{"incidents[0].figures[1].facts", []any{stdjson.Number("-1")}}, {"incidents[0].figures[1].doubtful", false}, {"incidents[0].figures[1].pick", "best"}, {"incidents[0].figures[1].scope.part", "half"},
		{"incidents[0].figures[1].period", "2026"}, {"incidents[0].impacts[0].health", "bad"}, {"incidents[0].impacts[0].end_state", "over"}, {"incidents[0].impacts[0].total", "PT"},
		{"incidents[0].impacts[0].total", "-PT1H"}, {"incidents[0].impacts[0].scope_hidden", nil}, {"incidents[0].promises[0].state", "broken"}, {"incidents[0].promises[0].due", nil},
		{"incidents[0].definitions.groups[0].own", gone}, {"incidents[0].phases.whole", nil}, {"sums[0].label", gone}, {"sums[0].kind", gone},
		{"sections[0].level", "1"}, {"sections[0].blocks[0].type", "heading"}, {"sections[0].blocks[0].text", gone}, {"sections[0].blocks[0].type", "code!"},
	} {
		for _, w := range []*twin{strict, open} {
			doc := decode(t, raw)
			in, name := member(doc, c.path)
			if in[name] = c.to; c.to == gone {
				delete(in, name)
			}
			assert.NotEmpty(t, w.check(root, doc, "", "report").errs, "%s as %v", c.path, c.to)
		}
	}
	for _, path := range []string{"new", "incidents[0].new", "incidents[0].figures[0].new", "incidents[0].figures[0].scope.new", "sections[0].blocks[0].new", "sums[0].new"} {
		doc := decode(t, raw)
		in, name := member(doc, path)
		in[name] = "later"
		assert.Empty(t, open.check(root, doc, "", "report").errs, path)
		assert.Len(t, strict.check(root, doc, "", "report").errs, 1, path)
	}
}

// The patterns let through what the library writes and reads, and nothing else of it.
func TestPatterns(t *testing.T) {
	w, root := newTwin(t, true)
	fits := func(def, s string) bool {
		return w.regexp(root["$defs"].(map[string]any)[def].(map[string]any)["pattern"].(string)).MatchString(s)
	}
	r := rand.New(rand.NewPCG(1, 2))
	moment := func() time.Time {
		return time.Unix(r.Int64N(1<<34), 1000*[]int64{0, 0, 500_000, r.Int64N(1_000_000)}[r.IntN(4)]).UTC()
	}
	length := func() time.Duration {
		return time.Duration(r.Int64N(1<<[]int{1, 12, 24, 32, 40}[r.IntN(5)])) * []time.Duration{time.Microsecond, time.Second, time.Minute, time.Hour}[r.IntN(4)] % (1 << 61)
	}
	for range 5000 {
		a, b := moment(), moment()
		for _, i := range []timeline.Instant{
			timeline.At(a), timeline.About(a, length()), timeline.Between(a, b), timeline.Between(b, a), timeline.NotBefore(a), timeline.NotAfter(a), timeline.OnDay(a.Year(), a.Month(), a.Day(), time.UTC),
		} {
			require.Equal(t, i.IsValid(), fits("instant", i.String()), i.String())
		}
		x, y := length(), length()
		for _, l := range []timeline.Length{timeline.Lasting(x), timeline.LastingBetween(x, y), timeline.LastingAtLeast(x), timeline.LastingAbout(x, y)} {
			require.Equal(t, l.IsValid(), fits("length", l.String()), l.String())
		}
	}
	for l := levels.Level(-2); l < 300; l++ {
		require.Equal(t, l.IsValid(), fits("level", l.String()), l.String())
	}
	for _, s := range []string{"", "invalid", "2026", "2026-03-04T10:00:00", "2026-03-04T10:00:00+01:00", "[..]", "2026-03-04T10:00:00Z~", "2026-03-04T10:00:00Z~-PT1M", "2026-03-04T10:00:00.1234567Z", " 2026-03-04"} {
		assert.False(t, fits("instant", s), s)
	}
	for _, s := range []string{"PT0S", "-PT5M", "PT1H29M", "PT36H", "PT0.000001S", "PT1H0.5S"} {
		assert.True(t, fits("duration", s), s)
	}
	for _, s := range []string{"", "PT", "P1D", "PT1D", "PT1M1H", "PT1S1M", "1h"} {
		assert.False(t, fits("duration", s), s)
	}
}
