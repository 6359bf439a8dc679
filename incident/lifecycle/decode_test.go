package lifecycle_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// All that is wrong with the form of a definition is told at once, each with its
// place.
func TestDefinitionJSONTellsEveryFault(t *testing.T) {
	for text, want := range map[string][]string{
		`null`:             {`an object was expected, found null [wrong_type]`},
		` [] `:             {`an object was expected, found a list [wrong_type]`},
		`"x"`:              {`an object was expected, found a string [wrong_type]`},
		`{"colour":"red"}`: {`colour: unknown member (known: name, version, initial, states, edges) [unknown_member]`},
		`{"Name":"x"}`:     {`Name: unknown member, did you mean "name"? [unknown_member]`},
		`{"a b":1}`:        {`["a b"]: unknown member (known: name, version, initial, states, edges) [unknown_member]`},
		`{"name":1,"name":"x"}`: {
			`name: a string was expected, found a number [wrong_type]`, `name: doubled [doubled_member]`},
		`{"n\u0061me":"a","name":"b"}`:     {`name: doubled [doubled_member]`},
		`{"version":1.5}`:                  {`version: a whole number was expected, found 1.5 [wrong_type]`},
		`{"version":99999999999999999999}`: {`version: a whole number was expected, found 99999999999999999999 [wrong_type]`},
		`{"version":"1","name":null}`: {
			`version: a whole number was expected, found a string [wrong_type]`, `name: a string was expected, found null [wrong_type]`},
		`{"initial":["a",7,[],{}],"states":{},"edges":[true]}`: {
			`initial[1]: a string was expected, found a number [wrong_type]`,
			`initial[2]: a string was expected, found a list [wrong_type]`,
			`initial[3]: a string was expected, found an object [wrong_type]`,
			`states: a list was expected, found an object [wrong_type]`,
			`edges[0]: an object was expected, found true [wrong_type]`},
		`{"states":[{"colour":1,"phase":"frantic","resolution":"lost"},{"phase":3,"resolution":null}]}`: {
			`states[0].colour: unknown member (known: name, phase, resolution, hold, doc) [unknown_member]`,
			`states[0].phase: unknown phase "frantic" (allowed: planned, triage, active, mitigated, resolved, closed) [bad_phase]`,
			`states[0].resolution: unknown resolution "lost" (allowed: completed, false_positive, merged, duplicate, cancelled) [bad_resolution]`,
			`states[1].phase: a string was expected, found a number [wrong_type]`,
			`states[1].resolution: a string was expected, found null [wrong_type]`},
		`{"edges":[{"guards":["a"],"guards":[]},{"from_any":"yes","reopens":0,"form":["a"],"guards":"g"}]}`: {
			`edges[0].guards: doubled [doubled_member]`,
			`edges[1].from_any: true or false was expected, found a string [wrong_type]`,
			`edges[1].reopens: true or false was expected, found a number [wrong_type]`,
			`edges[1].form: unknown member, did you mean "from"? [unknown_member]`,
			`edges[1].guards: a list was expected, found a string [wrong_type]`},
	} {
		d := small()
		err := json.Unmarshal([]byte(text), &d)
		var de *lifecycle.DecodeError
		require.ErrorAs(t, err, &de, text)
		var got []string
		for _, p := range de.Problems {
			got = append(got, p.String())
		}
		assert.Equal(t, want, got, text)
		assert.Equal(t, "lifecycle: reading a definition:\n\t"+strings.Join(want, "\n\t"), err.Error())
		assert.Equal(t, small(), d, "unchanged")
	}
}

// What is left out, and a list that is null, is empty; what was there before is
// gone.
func TestDefinitionJSONStartsAfresh(t *testing.T) {
	d := small()
	require.NoError(t, json.Unmarshal([]byte(`{"name":"x","edges":null,"states":[{"phase":""}]}`), &d))
	assert.Equal(t, lifecycle.Definition{Name: "x", States: []lifecycle.StateDef{{}}}, d)

	written, err := json.Marshal(lifecycle.Definition{})
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(written, &d))
	assert.Zero(t, d)

	var config struct{ Lifecycle *lifecycle.Definition }
	require.NoError(t, json.Unmarshal([]byte(`{"Lifecycle":null}`), &config))
	assert.Nil(t, config.Lifecycle, "a definition that may be missing")
}

// The method itself is careful with what is not JSON, which package json never
// gives it.
func TestUnmarshalJSONOfWhatIsNone(t *testing.T) {
	for _, bad := range []string{``, `{`, `{"name"`, `{} {}`, "\xff"} {
		d := small()
		err := d.UnmarshalJSON([]byte(bad))
		var de *lifecycle.DecodeError
		require.ErrorAs(t, err, &de, bad)
		assert.Equal(t, "bad_json", de.Problems[0].Code)
		assert.Equal(t, small(), d)
	}
	var d lifecycle.Definition
	require.NoError(t, d.UnmarshalJSON([]byte("\n {\"name\": \"x\"} ")))
	assert.Equal(t, "x", d.Name)
}

// A lifecycle is written as its definition.
func TestLifecycleJSON(t *testing.T) {
	for _, lc := range shipped() {
		data, err := json.Marshal(map[string]any{"lifecycle": lc})
		require.NoError(t, err)
		var read struct{ Lifecycle lifecycle.Definition }
		require.NoError(t, json.Unmarshal(data, &read))
		assert.Equal(t, lc.Definition(), read.Lifecycle)
	}
	data, err := (*lifecycle.Lifecycle)(nil).MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, "null", string(data))
}

// A file that is written wrongly is told of all at once.
func ExampleDefinition_UnmarshalJSON() {
	var d lifecycle.Definition
	err := json.Unmarshal([]byte(`{
		"name": "ticket", "version": "1", "initial": ["open"],
		"edges": [{"trigger": "fix", "from": ["open"], "to": "fixed", "gaurds": ["has_fix"]}]
	}`), &d)
	fmt.Println(err)
	// Output:
	// lifecycle: reading a definition:
	// 	version: a whole number was expected, found a string [wrong_type]
	// 	edges[0].gaurds: unknown member, did you mean "guards"? [unknown_member]
}

// FuzzDefinitionJSON reads a definition from text. What is read and written is
// read alike, and package json, less strict, reads the same.
func FuzzDefinitionJSON(f *testing.F) {
	for _, lc := range shipped() {
		data, err := json.Marshal(lc)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"name":"x","edges":[{"guards":["g"],"Guards":null}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var d, again lifecycle.Definition
		if err := d.UnmarshalJSON(data); err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		type plain lifecycle.Definition
		var lax plain
		require.NoError(t, json.Unmarshal(data, &lax))
		require.Equal(t, lifecycle.Definition(lax), d)
		written, err := json.Marshal(d)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(written, &again))
		rewritten, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(written), string(rewritten))
	})
}
