package jsonstream_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/internal/jsonstream"
)

func TestMembers(t *testing.T) {
	var got []string
	for name, value := range jsonstream.Members(json.RawMessage(` { "a" : 1 ,"b\u00e9\"":{"c":[1,{}]}, "é":"x,}:" , "a":[] , "":null } `)) {
		got = append(got, name+"="+string(value))
	}
	assert.Equal(t, []string{`a=1`, `bé"={"c":[1,{}]}`, `é="x,}:"`, `a=[]`, `=null`}, got)
	got = nil
	for value := range jsonstream.Elements(json.RawMessage(` [ 1 , "a,]" ,[[]],{"b":2},true ] `)) {
		got = append(got, string(value))
	}
	assert.Equal(t, []string{`1`, `"a,]"`, `[[]]`, `{"b":2}`, `true`}, got)
	for _, none := range []string{``, ` `, `1`, `"{"`, `null`, `[]`, `{}`} {
		for name := range jsonstream.Members(json.RawMessage(none)) {
			assert.Fail(t, "a member", "%s: %s", none, name)
		}
		for value := range jsonstream.Elements(json.RawMessage(none)) {
			assert.Fail(t, "an element", "%s: %s", none, value)
		}
	}
	for range jsonstream.Members(json.RawMessage(`{"a":1,"b":2}`)) {
		break
	}
	for range jsonstream.Elements(json.RawMessage(`[1,2]`)) {
		break
	}
}

func TestText(t *testing.T) {
	for raw, want := range map[string]string{`""`: "", `"a b"`: "a b", `"\u00e9\n\""`: "é\n\"", `"é"`: "é", `"\ud800"`: "\ufffd"} {
		got, ok := jsonstream.Text(json.RawMessage(raw))
		assert.True(t, ok, raw)
		assert.Equal(t, want, got)
	}
	for _, raw := range []string{``, `1`, `null`, `{}`, `["a"]`, `"`} {
		got, ok := jsonstream.Text(json.RawMessage(raw))
		assert.False(t, ok, raw)
		assert.Empty(t, got)
	}
}

// The members and elements of a value are those that package json finds.
func FuzzMembers(f *testing.F) {
	f.Add([]byte(`{"a":1,"b":{"c":[1,{}]}}`))
	f.Add([]byte(`[1,"a,]",[[]]]`))
	f.Add([]byte(strings.Repeat("4", 400)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) {
			for range jsonstream.Members(raw) { // must end
			}
			for range jsonstream.Elements(raw) {
			}
			return
		}
		var want, got [][2]string
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.UseNumber() // a number of any size is a value
		open, err := dec.Token()
		require.NoError(t, err)
		for open == json.Delim('{') && dec.More() {
			name, err := dec.Token()
			require.NoError(t, err)
			var value json.RawMessage
			require.NoError(t, dec.Decode(&value))
			want = append(want, [2]string{name.(string), string(value)})
		}
		for open == json.Delim('[') && dec.More() {
			var value json.RawMessage
			require.NoError(t, dec.Decode(&value))
			want = append(want, [2]string{"", string(value)})
		}
		for name, value := range jsonstream.Members(raw) {
			got = append(got, [2]string{name, string(value)})
		}
		for value := range jsonstream.Elements(raw) {
			got = append(got, [2]string{"", string(value)})
		}
		require.Equal(t, want, got)
	})
}
