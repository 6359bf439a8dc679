package timeline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// word is what every closed set can do.
type word interface {
	comparable
	String() string
	IsValid() bool
	MarshalText() ([]byte, error)
}

func roundTrip[W word](t *testing.T, s string, parse func(string) (W, error)) {
	w, err := parse(s)
	if err != nil {
		var zero W
		require.Equal(t, zero, w, "an error leaves nothing behind")
		return
	}
	require.True(t, w.IsValid())
	require.Equal(t, s, w.String(), "one spelling for each word")
	text, err := w.MarshalText()
	require.NoError(t, err)
	require.Equal(t, s, string(text))
}

// FuzzWords reads any text as a word of each closed set.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "major", "public", "most", "known", "seconds", "Major", "not_applicable"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		roundTrip(t, s, timeline.ParseHealth)
		roundTrip(t, s, timeline.ParseVisibility)
		roundTrip(t, s, timeline.ParsePart)
		roundTrip(t, s, timeline.ParseFigureKind)
		roundTrip(t, s, timeline.ParseUnit)
	})
}
