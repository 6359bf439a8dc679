package severity_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// stars is a team scale that counts upwards: more stars are worse.
func stars(t testing.TB) severity.Scale {
	s, err := severity.NewScale("stars",
		severity.Word{Level: severity.Minor, Name: "1 star", Aliases: []string{"*", "1"}, Doc: "Somebody noticed."},
		severity.Word{Level: severity.Critical, Name: "3 stars", Aliases: []string{"***", "3"}},
		severity.Word{Level: severity.Moderate + 5, Name: "2 stars", Aliases: []string{"**", "2"}},
	)
	require.NoError(t, err)
	return s
}

func TestScaleParse(t *testing.T) {
	s := stars(t)
	for _, tc := range []struct {
		text string
		want severity.Level
	}{
		{"3 stars", severity.Critical},
		{"3 STARS", severity.Critical},
		{"\t 3 Stars\n", severity.Critical},
		{"***", severity.Critical},
		{"2", severity.Moderate + 5},
		{"1 star", severity.Minor},
	} {
		t.Run(tc.text, func(t *testing.T) {
			got, err := s.Parse(tc.text)
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
}

func TestScaleParseRefuses(t *testing.T) {
	s := stars(t)
	for _, text := range []string{"", " ", "4 stars", "3stars", "3  stars", "critical", "1 star+5", "\xff"} {
		t.Run(text, func(t *testing.T) {
			l, err := s.Parse(text)
			assert.Zero(t, l)

			var pe *severity.ParseError
			require.ErrorAs(t, err, &pe)
			assert.Equal(t, severity.ParseError{
				Input:   text,
				What:    `word of scale "stars"`,
				Allowed: "3 stars, 2 stars, 1 star",
			}, *pe)
		})
	}
}

func TestScaleFoldsBeyondASCII(t *testing.T) {
	s, err := severity.NewScale("Schwere", severity.Word{Level: severity.Major, Name: "Größer"})
	require.NoError(t, err)
	l, err := s.Parse("GRÖßER")
	require.NoError(t, err)
	assert.Equal(t, severity.Major, l)
}

func TestScaleFormat(t *testing.T) {
	s := stars(t)
	for _, tc := range []struct {
		level severity.Level
		want  string
	}{
		{severity.Critical, "3 stars"},
		{severity.Moderate + 5, "2 stars"},
		{severity.Minor, "1 star"},
		{severity.Critical + 20, "3 stars+20"},
		{severity.Major, "2 stars+15"},
		{severity.Trivial, "1 star-20"},
		{0, ""},
		{-1, "Level(-1)"},
		{999, "Level(999)"},
	} {
		t.Run(tc.want, func(t *testing.T) {
			assert.Equal(t, tc.want, s.Format(tc.level))
		})
	}
}

func TestScaleWord(t *testing.T) {
	s := stars(t)
	w, ok := s.Word(severity.Minor)
	require.True(t, ok)
	assert.Equal(t, severity.Word{Level: severity.Minor, Name: "1 star", Aliases: []string{"*", "1"}, Doc: "Somebody noticed."}, w)

	for _, l := range []severity.Level{0, severity.Minor + 1, severity.Major, -1, 999} {
		w, ok := s.Word(l)
		assert.False(t, ok)
		assert.Zero(t, w)
	}
}

func TestScaleWords(t *testing.T) {
	s := stars(t)
	var names []string
	for w := range s.Words() {
		names = append(names, w.Name)
	}
	assert.Equal(t, []string{"3 stars", "2 stars", "1 star"}, names, "worst first")

	for w := range s.Words() {
		assert.Equal(t, "3 stars", w.Name)
		break // stopping early is allowed
	}
}

func TestScaleOwnsItsWords(t *testing.T) {
	words := []severity.Word{
		{Level: severity.Minor, Name: "low", Aliases: []string{"l"}},
		{Level: severity.Major, Name: "high", Aliases: []string{"h"}},
	}
	s, err := severity.NewScale("team", words...)
	require.NoError(t, err)
	assert.Equal(t, "low", words[0].Name, "the argument is not sorted")

	words[0].Name, words[0].Aliases[0] = "spoilt", "spoilt"
	for w := range s.Words() {
		w.Aliases[0] = "spoilt"
	}
	w, _ := s.Word(severity.Major)
	w.Aliases[0] = "spoilt"

	for text, want := range map[string]severity.Level{"low": severity.Minor, "l": severity.Minor, "high": severity.Major, "h": severity.Major} {
		got, err := s.Parse(text)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	_, err = s.Parse("spoilt")
	assert.Error(t, err)
}

func TestZeroScale(t *testing.T) {
	var s severity.Scale
	assert.True(t, s.IsZero())
	assert.Empty(t, s.Name())
	assert.Empty(t, slices.Collect(s.Words()))
	assert.Equal(t, "major+5", s.Format(severity.Major+5))

	_, ok := s.Word(severity.Major)
	assert.False(t, ok)

	_, err := s.Parse("major")
	assert.EqualError(t, err, `severity: "major" is no word of the zero scale (nothing is allowed)`)

	assert.False(t, stars(t).IsZero())
}

func TestScaleIsSafeToShare(t *testing.T) {
	s := stars(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for w := range s.Words() {
				w.Aliases[0] = "mine"
				l, err := s.Parse(w.Name)
				assert.NoError(t, err)
				assert.Equal(t, w.Name, s.Format(l))
			}
		})
	}
	wg.Wait()
}

func TestNewScaleRefuses(t *testing.T) {
	ok := severity.Word{Level: severity.Major, Name: "bad"}
	type at struct{ path, rule string }
	for _, tc := range []struct {
		name  string
		scale string
		words []severity.Word
		want  []at
	}{
		{"no name", "", []severity.Word{ok}, []at{{"name", "name-empty"}}},
		{"name with space around it", "team ", []severity.Word{ok}, []at{{"name", "name-malformed"}}},
		{"no words", "team", nil, []at{{"words", "words-empty"}}},
		{"level unset", "team", []severity.Word{{Name: "bad"}}, []at{{"words[0].level", "level-unset"}}},
		{"level negative", "team", []severity.Word{{Level: -1, Name: "bad"}}, []at{{"words[0].level", "level-invalid"}}},
		{"level too high", "team", []severity.Word{{Level: 256, Name: "bad"}}, []at{{"words[0].level", "level-invalid"}}},
		{"level twice", "team", []severity.Word{ok, {Level: severity.Major, Name: "worse"}}, []at{{"words[1].level", "level-duplicate"}}},
		{"word empty", "team", []severity.Word{{Level: severity.Major}}, []at{{"words[0].name", "word-empty"}}},
		{"alias empty", "team", []severity.Word{{Level: severity.Major, Name: "bad", Aliases: []string{"b", ""}}}, []at{{"words[0].aliases[1]", "word-empty"}}},
		{"word all space", "team", []severity.Word{{Level: severity.Major, Name: " "}}, []at{{"words[0].name", "word-malformed"}}},
		{"word of two lines", "team", []severity.Word{{Level: severity.Major, Name: "very\nbad"}}, []at{{"words[0].name", "word-malformed"}}},
		{"word not UTF-8", "team", []severity.Word{{Level: severity.Major, Name: "bad\xff"}}, []at{{"words[0].name", "word-malformed"}}},
		{"word a replacement character", "team", []severity.Word{{Level: severity.Major, Name: "\ufffd"}}, []at{{"words[0].name", "word-malformed"}}},
		{"name twice, in another case", "team", []severity.Word{ok, {Level: severity.Minor, Name: "BAD"}}, []at{{"words[1].name", "word-duplicate"}}},
		{"alias of its own name", "team", []severity.Word{{Level: severity.Major, Name: "bad", Aliases: []string{"Bad"}}}, []at{{"words[0].aliases[0]", "word-duplicate"}}},
		{"alias of another word", "team", []severity.Word{ok, {Level: severity.Minor, Name: "mild", Aliases: []string{"m", "bad"}}}, []at{{"words[1].aliases[1]", "word-duplicate"}}},
		// The long s folds to s and yet is its own lower case.
		{"fold beyond ASCII", "team", []severity.Word{{Level: severity.Major, Name: "s"}, {Level: severity.Minor, Name: "\u017f"}}, []at{{"words[1].name", "word-duplicate"}}},
		{"everything at once", "", []severity.Word{{Level: 300}, ok, {Name: "bad", Aliases: []string{""}}, {Level: severity.Major, Name: "x"}}, []at{
			{"name", "name-empty"},
			{"words[0].level", "level-invalid"},
			{"words[0].name", "word-empty"},
			{"words[2].level", "level-unset"},
			{"words[2].name", "word-duplicate"},
			{"words[2].aliases[0]", "word-empty"},
			{"words[3].level", "level-duplicate"},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, err := severity.NewScale(tc.scale, tc.words...)
			assert.True(t, s.IsZero())

			var se *severity.InvalidError
			require.ErrorAs(t, err, &se)
			var got []at
			for _, p := range se.Problems {
				assert.NotEmpty(t, p.Text)
				assert.Contains(t, err.Error(), p.Path+": "+p.Text)
				got = append(got, at{p.Path, p.Code})
			}
			assert.Equal(t, tc.want, got)
		})
	}
}
