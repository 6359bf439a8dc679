package severity_test

import (
	"encoding"
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// The row of methods is what other packages and encoders rely on.
var (
	_ encoding.TextAppender    = severity.Level(0)
	_ encoding.TextMarshaler   = severity.Level(0)
	_ encoding.TextUnmarshaler = (*severity.Level)(nil)
)

func TestLevelText(t *testing.T) {
	for _, tc := range []struct {
		level severity.Level
		text  string
	}{
		{0, ""},
		{1, "trivial-19"},
		{19, "trivial-1"},
		{severity.Trivial, "trivial"},
		{severity.Trivial + 1, "trivial+1"},
		{severity.Minor, "minor"},
		{severity.Moderate - 1, "minor+19"},
		{severity.Moderate, "moderate"},
		{severity.Major, "major"},
		{severity.Major + 5, "major+5"},
		{severity.Critical, "critical"},
		{severity.Critical + 20, "critical+20"},
		{255, "critical+155"},
	} {
		t.Run(tc.text, func(t *testing.T) {
			assert.Equal(t, tc.text, tc.level.String())

			b, err := tc.level.MarshalText()
			require.NoError(t, err)
			assert.Equal(t, tc.text, string(b))

			l, err := severity.ParseLevel(tc.text)
			require.NoError(t, err)
			assert.Equal(t, tc.level, l)
			assert.Equal(t, tc.level, severity.MustParseLevel(tc.text))

			got := severity.Level(77)
			require.NoError(t, got.UnmarshalText([]byte(tc.text)))
			assert.Equal(t, tc.level, got)
		})
	}
}

// Every level has one text, and no two levels share it.
func TestLevelTextIsOneToOne(t *testing.T) {
	seen := map[string]severity.Level{}
	for l := range severity.Level(256) {
		text := l.String()
		require.NotContains(t, seen, text)
		seen[text] = l

		back, err := severity.ParseLevel(text)
		require.NoError(t, err)
		require.Equal(t, l, back)
	}
}

func TestParseLevelRefuses(t *testing.T) {
	for _, text := range []string{
		"Major", "MAJOR", " major", "major ", "sev1", "+5", "-5", "5", "80",
		"major+", "major-", "major+0", "major-0", "major+05", "major++5", "major+-5",
		"major+20",  // is critical
		"major-5",   // is moderate+15
		"trivial-0", // is trivial
		"trivial-20", "trivial-21", "critical+156", "critical+1_0", "critical+0x1",
		"critical+9223372036854775807", "critical+99999999999999999999",
		"Level(999)", "major\x00", "major+5 ", "\xff",
	} {
		t.Run(text, func(t *testing.T) {
			l, err := severity.ParseLevel(text)
			assert.Zero(t, l)

			var pe *severity.ParseError
			require.ErrorAs(t, err, &pe)
			assert.Equal(t, text, pe.Input)
			assert.Equal(t, "level", pe.What)
			assert.Contains(t, pe.Allowed, "critical")

			got := severity.Major
			require.ErrorAs(t, got.UnmarshalText([]byte(text)), &pe)
			assert.Equal(t, severity.Major, got, "an error changes nothing")

			assert.Panics(t, func() { severity.MustParseLevel(text) })
		})
	}
}

func TestLevelOutOfRange(t *testing.T) {
	for _, tc := range []struct {
		level severity.Level
		text  string
	}{
		{-1, "Level(-1)"},
		{256, "Level(256)"},
		{999, "Level(999)"},
		{math.MaxInt32, "Level(2147483647)"},
		{math.MinInt32, "Level(-2147483648)"},
	} {
		t.Run(tc.text, func(t *testing.T) {
			assert.False(t, tc.level.IsValid())
			assert.Equal(t, tc.text, tc.level.String())

			_, err := tc.level.MarshalText()
			assert.EqualError(t, err, `severity: "`+tc.text+`" is no level (allowed: 1 to 255, or 0 for unset)`)

			b, err := tc.level.AppendText([]byte("kept"))
			assert.Error(t, err)
			assert.Equal(t, "kept", string(b))
		})
	}
}

func TestLevelIsValid(t *testing.T) {
	assert.False(t, severity.Level(0).IsValid(), "unset")
	assert.True(t, severity.Level(1).IsValid())
	assert.True(t, severity.Level(255).IsValid())
}

func TestLevelCompare(t *testing.T) {
	rising := []severity.Level{
		0, 1, severity.Trivial, severity.Minor, severity.Moderate, severity.Major,
		severity.Critical, severity.Critical + 20, 255,
	}
	for i, a := range rising {
		for j, b := range rising {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			assert.Equal(t, want, a.Compare(b), "%d and %d", int(a), int(b))
		}
	}
}

func TestLevelJSON(t *testing.T) {
	type doc struct {
		Set   severity.Level                    `json:"set"`
		Unset severity.Level                    `json:"unset"`
		Left  severity.Level                    `json:"left,omitzero"`
		Keys  map[severity.Level]severity.Level `json:"keys"`
	}
	in := doc{Set: severity.Major + 5, Keys: map[severity.Level]severity.Level{severity.Minor: severity.Critical}}

	b, err := json.Marshal(in)
	require.NoError(t, err)
	assert.JSONEq(t, `{"set":"major+5","unset":null,"keys":{"minor":"critical"}}`, string(b))

	var out doc
	require.NoError(t, json.Unmarshal(b, &out))
	assert.Equal(t, in, out)

	_, err = json.Marshal(doc{Set: 999})
	assert.Error(t, err)
	assert.Error(t, json.Unmarshal([]byte(`{"set":80}`), &out), "a number has no direction")
}

func TestLevelAllocs(t *testing.T) {
	buf := make([]byte, 0, 32)
	for _, l := range []severity.Level{0, 1, severity.Major, severity.Major + 5, 255} {
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			if _, err := l.AppendText(buf); err != nil {
				panic(err)
			}
		}), "AppendText of %v", l)

		text := l.String()
		assert.Zero(t, testing.AllocsPerRun(100, func() { severity.MustParseLevel(text) }), "ParseLevel of %v", l)
	}
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = severity.Major.String() }))
}
