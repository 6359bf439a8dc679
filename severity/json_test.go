package severity_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

func TestScaleJSON(t *testing.T) {
	for _, s := range append(standard(), stars(t), severity.Scale{}) {
		sameJSON(t, s)
	}
	b, err := json.Marshal(stars(t))
	require.NoError(t, err)
	assert.JSONEq(t, `{"name":"stars","words":[
		{"level":"critical","name":"3 stars","aliases":["***","3"]},
		{"level":"moderate+5","name":"2 stars","aliases":["**","2"]},
		{"level":"minor","name":"1 star","aliases":["*","1"],"doc":"Somebody noticed."}]}`, string(b))

	var s severity.Scale
	require.NoError(t, json.Unmarshal([]byte(`{"words":[{"name":"a","level":"minor"},{"name":"b","level":"major","aliases":null}],"name":"any order"}`), &s))
	assert.Equal(t, "b", s.Format(severity.Major))
	require.NoError(t, json.Unmarshal([]byte(`null`), &s))
	assert.True(t, s.IsZero())
}

func TestScaleJSONRefuses(t *testing.T) {
	for text, want := range map[string][]at{
		`{}`:    {{"name", "name-empty"}, {"words", "words-empty"}},
		`[]`:    {{"", "json-type"}},
		`"SEV"`: {{"", "json-type"}},
		`{"name":"x","words":[{"name":"a","level":"awful"},{"name":"","level":null},{"name":"A","level":"minor"}]}`: {
			{"words[0].level", "level-invalid"}, {"words[1].level", "level-unset"}, {"words[1].name", "word-empty"}, {"words[2].name", "word-duplicate"},
		},
		`{"name":3,"words":[{"name":"a","level":80,"alias":["x"],"doc":{}},true],"Name":"y"}`: {
			{"name", "json-type"}, {"words[0].level", "json-type"}, {"words[0].alias", "json-member"}, {"words[0].doc", "json-type"},
			{"words[1]", "json-type"}, {"Name", "json-duplicate"}, {"Name", "json-member"},
		},
		`{"name":"x","name":"y","words":[{"name":"a","level":"minor","extra":{"a":[{"b":1,"b":2}]}}]}`: {
			{"name", "json-duplicate"}, {"words[0].extra", "json-member"}, {"words[0].extra.a[0].b", "json-duplicate"},
		},
	} {
		s := stars(t)
		assert.Equal(t, want, problemsOf(t, "scale", json.Unmarshal([]byte(text), &s)), text)
		assert.Equal(t, stars(t), s, "an error changes nothing")
	}
	for _, text := range []string{"", "{", `{"name":"x"} y`, "nul", "\xff"} {
		var s severity.Scale
		assert.Equal(t, []at{{"", "json-syntax"}}, problemsOf(t, "scale", s.UnmarshalJSON([]byte(text))), text)
	}
}

func TestAssessmentJSONRefuses(t *testing.T) {
	for text, want := range map[string][]at{
		`{}`:                                  {{"least", "level-unset"}, {"most", "level-unset"}},
		`{"least":"major"}`:                   {{"most", "level-unset"}},
		`{"least":"major","most":null}`:       {{"least", "range-reversed"}},
		`{"least":"critical","most":"minor"}`: {{"least", "range-reversed"}},
		`{"least":null,"most":null,"reasons":[{"holds":"maybe","checks":[{"holds":"no"},{"holds":"?"}]}]}`: {
			{"reasons[0].holds", "value-invalid"}, {"reasons[0].checks[1].holds", "value-invalid"},
		},
	} {
		a := severity.Assessment{Least: severity.Minor, Most: severity.Major}
		assert.Equal(t, want, problemsOf(t, "assessment", json.Unmarshal([]byte(text), &a)), text)
		assert.Equal(t, severity.Major, a.Most)
	}
	var a severity.Assessment
	var pe *severity.ParseError
	assert.ErrorAs(t, json.Unmarshal([]byte(`{"least":"SEV1","most":"SEV1"}`), &a), &pe)
	assert.Error(t, json.Unmarshal([]byte(`{"least":80,"most":80}`), &a))

	a = severity.Assessment{Least: severity.Minor, Most: severity.Major}
	require.NoError(t, json.Unmarshal([]byte(`{"least":null,"most":"minor","later":1}`), &a))
	assert.Equal(t, severity.Assessment{Most: severity.Minor}, a)
	require.NoError(t, json.Unmarshal([]byte(`null`), &a))
	assert.Zero(t, a)
	b, err := json.Marshal(a)
	require.NoError(t, err)
	assert.Equal(t, `{"least":null,"most":null}`, string(b))
}
