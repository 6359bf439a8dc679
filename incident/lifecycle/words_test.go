package lifecycle_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// Both ways of every method set, and on the right receivers.
var (
	_ encoding.TextAppender    = lifecycle.Phase(0)
	_ encoding.TextMarshaler   = lifecycle.Phase(0)
	_ encoding.TextUnmarshaler = (*lifecycle.Phase)(nil)
	_ encoding.TextAppender    = lifecycle.Resolution(0)
	_ encoding.TextMarshaler   = lifecycle.Resolution(0)
	_ encoding.TextUnmarshaler = (*lifecycle.Resolution)(nil)
)

// word is what both closed sets can do.
type word interface {
	comparable
	encoding.TextAppender
	encoding.TextMarshaler
	fmt.Stringer
	IsValid() bool
}

// testWords checks a closed set whose values are 0 (unset) and then words.
func testWords[W word](t *testing.T, words []string, value func(int) W, parse func(string) (W, error),
	must func(string) W, unmarshal func(string) (W, error), compare func(a, b W) int) {
	for i, text := range words {
		w := value(i + 1)
		assert.True(t, w.IsValid())
		assert.Equal(t, text, w.String())
		got, err := parse(text)
		require.NoError(t, err)
		assert.Equal(t, w, got)
		assert.Equal(t, w, must(text))
		got, err = unmarshal(text)
		require.NoError(t, err)
		assert.Equal(t, w, got)
		b, err := w.AppendText([]byte("x:"))
		require.NoError(t, err)
		assert.Equal(t, "x:"+text, string(b))
		assert.Equal(t, []int{1, 0, -1}, []int{compare(w, value(i)), compare(w, w), compare(value(i), w)})
	}
	zero, beyond := value(0), value(len(words)+1)
	assert.False(t, zero.IsValid())
	assert.Empty(t, zero.String())
	b, err := zero.MarshalText()
	require.NoError(t, err)
	assert.Empty(t, b)
	got, err := unmarshal("")
	require.NoError(t, err)
	assert.Equal(t, zero, got)
	assert.Equal(t, zero, must(""))

	assert.False(t, beyond.IsValid())
	assert.Regexp(t, `^(Phase|Resolution)\(\d\)$`, beyond.String())
	b, err = beyond.AppendText([]byte("x:"))
	require.Error(t, err)
	assert.Equal(t, "x:", string(b))

	for _, bad := range []string{" ", " " + words[0], words[0] + " ", "Closed", "nonsense"} {
		_, err := parse(bad)
		assert.ErrorContains(t, err, words[0], "the error says what is allowed")
		assert.Panics(t, func() { must(bad) })
	}
	_, err = unmarshal("nonsense")
	assert.Error(t, err)
}

func TestPhase(t *testing.T) {
	testWords(t, []string{"planned", "triage", "active", "mitigated", "resolved", "closed"},
		func(i int) lifecycle.Phase { return lifecycle.Phase(i) },
		lifecycle.ParsePhase, lifecycle.MustParsePhase,
		func(s string) (lifecycle.Phase, error) {
			p := lifecycle.PhaseClosed
			err := p.UnmarshalText([]byte(s))
			if err != nil {
				assert.Equal(t, lifecycle.PhaseClosed, p, "unchanged on error")
			}
			return p, err
		}, lifecycle.Phase.Compare)
}

func TestResolution(t *testing.T) {
	testWords(t, []string{"completed", "false_positive", "merged", "duplicate", "cancelled"},
		func(i int) lifecycle.Resolution { return lifecycle.Resolution(i) },
		lifecycle.ParseResolution, lifecycle.MustParseResolution,
		func(s string) (lifecycle.Resolution, error) {
			r := lifecycle.ResolutionMerged
			err := r.UnmarshalText([]byte(s))
			if err != nil {
				assert.Equal(t, lifecycle.ResolutionMerged, r, "unchanged on error")
			}
			return r, err
		}, lifecycle.Resolution.Compare)
}

func TestWordsInJSON(t *testing.T) {
	type pair struct {
		P lifecycle.Phase
		R lifecycle.Resolution
	}
	for _, want := range []pair{{}, {lifecycle.PhaseClosed, lifecycle.ResolutionFalsePositive}} {
		b, err := json.Marshal(want)
		require.NoError(t, err)
		var got pair
		require.NoError(t, json.Unmarshal(b, &got))
		assert.Equal(t, want, got)
	}
}
