package conformance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	reportjson "github.com/allclear-go/allclear/report/json"
)

// The schema that package report/json ships takes all that its renderer writes, and
// nothing that lacks a member or has another type for one.
func TestJSON(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	var rich []byte
	for _, d := range documents(t) {
		r := d.report
		if d.twin != nil { // hostile everywhere
			r = lawful(r)
		}
		out := render(t, reportjson.Renderer{}, r)
		f.add(t, d.name, ".json", out)
		if d.name == "pipedrive/postmortem/internal" {
			rich = out
		}
	}
	breakings(t, f, rich)
	schemas := newFolder(t)
	ask := map[string]any{"Schema": schemas.add(t, "the schema", ".json", reportjson.Schema()), "Files": f.files}
	var found []complaint
	node(t, "schema.mjs", ask, &found)
	f.judge(t, found)
}

// breakings adds a document that is broken in one place, in many ways: without each
// member that the schema requires, and with a wrong type for each that there is. Its
// first incident and its first section are broken so, too.
func breakings(t *testing.T, f *folder, good []byte) {
	t.Helper()
	parse := func() (doc map[string]any) {
		require.NoError(t, json.Unmarshal(good, &doc))
		return doc
	}
	breaking := func(what string, doc map[string]any) {
		out, err := json.Marshal(doc)
		require.NoError(t, err)
		f.control(t, what, ".json", string(out))
	}
	var schema struct{ Required []string }
	require.NoError(t, json.Unmarshal(reportjson.Schema(), &schema))
	require.NotEmpty(t, schema.Required)
	for _, name := range schema.Required {
		doc := parse()
		assert.Contains(t, doc, name)
		delete(doc, name)
		breaking("without "+name, doc)
	}
	for path, at := range map[string]func(map[string]any) map[string]any{
		"":             func(doc map[string]any) map[string]any { return doc },
		"incidents[0]": func(doc map[string]any) map[string]any { return doc["incidents"].([]any)[0].(map[string]any) },
		"sections[0]":  func(doc map[string]any) map[string]any { return doc["sections"].([]any)[0].(map[string]any) },
	} {
		for _, name := range slices.Sorted(maps.Keys(at(parse()))) {
			doc := parse()
			part := at(doc)
			part[name] = another(part[name])
			breaking(fmt.Sprintf("%s %s of another type", path, name), doc)
		}
	}
	f.control(t, "no JSON", ".json", `{"schema_version": 1,}`)
}

// another is a value of a type that no member of that value's has.
func another(v any) any {
	if _, ok := v.(map[string]any); ok {
		return 7
	}
	return map[string]any{"another": true}
}
