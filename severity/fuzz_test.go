package severity_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// A text that parses is the text of what it parsed to.
func FuzzParseLevel(f *testing.F) {
	for _, text := range []string{"", "major", "major+5", "trivial-19", "critical+155", "major+20", "Major", "minor+-1", "Level(999)", "critical+9223372036854775807"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := severity.ParseLevel(text)
		if err != nil {
			require.Zero(t, l)
			require.True(t, strings.HasPrefix(err.Error(), "severity: "))
			return
		}
		require.Equal(t, text, l.String())
		require.Equal(t, text != "", l.IsValid())

		b, err := json.Marshal(l)
		require.NoError(t, err)
		var back severity.Level
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, l, back)
	})
}

// Whatever words a team chooses, each is found again and no other level has it;
// and whatever is typed is a word of the scale or an error.
func FuzzScaleParse(f *testing.F) {
	f.Add("SEV1", "sev-1", "SEV2", " sev1 ")
	f.Add("Größer", "s", "\u017f", "GRÖSSER")
	f.Add("", " x", "\xff", "\ufffd")
	f.Add("A", "A+5", "a-1", "A+5")
	f.Fuzz(func(t *testing.T, worse, alias, milder, text string) {
		s, err := severity.NewScale("fuzz",
			severity.Word{Level: severity.Minor, Name: milder},
			severity.Word{Level: severity.Major, Name: worse, Aliases: []string{alias}},
		)
		if err != nil {
			require.True(t, s.IsZero())
		} else {
			for w := range s.Words() {
				for _, name := range append([]string{w.Name}, w.Aliases...) {
					l, err := s.Parse("\t" + name + " ")
					require.NoError(t, err)
					require.Equal(t, w.Level, l)
				}
			}
		}

		for _, s := range append(standard(), s) {
			l, err := s.Parse(text)
			if err != nil {
				require.Zero(t, l)
				continue
			}
			again, err := s.Parse(s.Format(l))
			require.NoError(t, err)
			require.Equal(t, l, again)
			_, ok := s.Word(l)
			require.True(t, ok)
		}
	})
}
