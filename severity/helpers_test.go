package severity_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// at is a problem without its words.
type at struct{ path, code string }

// problemsOf returns the problems of an error that refuses what.
func problemsOf(t testing.TB, what string, err error) []at {
	t.Helper()
	var ie *severity.InvalidError
	require.ErrorAs(t, err, &ie)
	assert.Equal(t, what, ie.What)
	var out []at
	for _, p := range ie.Problems {
		assert.NotEmpty(t, p.Text)
		assert.Contains(t, err.Error(), p.Text)
		assert.Contains(t, err.Error(), p.Path)
		out = append(out, at{p.Path, p.Code})
	}
	return out
}

// sameJSON checks that a value comes back from JSON as it was, and that its bytes
// do.
func sameJSON[T any](t testing.TB, v T) {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var back T
	require.NoError(t, json.Unmarshal(b, &back), "%s", b)
	require.Equal(t, v, back)
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(b), string(again))
}
