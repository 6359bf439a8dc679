package jsonstream_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/internal/jsonstream"
)

func TestClean(t *testing.T) {
	for raw, want := range map[string]string{
		`{"a":"b\n\\é\u00e9"}`:        ``,
		`"\ud83d\ude00"`:              ``,
		`"\\ud800"`:                   ``,
		`"\ud800"`:                    `"\ufffd"`,
		`"\ud800x\udc00"`:             `"\ufffdx\ufffd"`,
		`"\uD83D\uD83D\uDE00"`:        `"\ufffd\uD83D\uDE00"`,
		`"\ude00\ud83d"`:              `"\ufffd\ufffd"`,
		"\"\xd5\xce\"":                "\"\uFFFD\uFFFD\"",
		"\"caf\xe9\"":                 "\"caf\uFFFD\"",
		"[\"\xff\",\"\\udfff\",\"\"]": "[\"\uFFFD\",\"\\ufffd\",\"\"]",
	} {
		clean, changed := jsonstream.Clean(json.RawMessage(raw))
		assert.Equal(t, want != "", changed, raw)
		if want == "" {
			want = raw
		}
		assert.Equal(t, want, string(clean))
	}
}

// What is clean means what package json makes of it.
func FuzzClean(f *testing.F) {
	f.Add([]byte(`"\ud800x\\\ud83d\ude00"`))
	f.Add([]byte("{\"a\":\"\xff\"}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) {
			jsonstream.Clean(raw)
			return
		}
		clean, changed := jsonstream.Clean(raw)
		require.True(t, json.Valid(clean))
		again, changedAgain := jsonstream.Clean(clean)
		require.False(t, changedAgain)
		require.Equal(t, string(clean), string(again))
		if !changed {
			require.Equal(t, string(raw), string(clean))
		}
		require.Equal(t, meaning(t, raw), meaning(t, clean))
	})
}

// meaning returns what package json reads.
func meaning(t *testing.T, raw []byte) (v any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&v))
	return v
}
