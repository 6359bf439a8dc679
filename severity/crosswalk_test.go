package severity_test

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// losses returns what a crosswalk loses, as text.
func losses(c severity.Crosswalk) []string {
	var out []string
	for l := range c.Losses() {
		out = append(out, l.String())
	}
	return out
}

func TestCrosswalk(t *testing.T) {
	for _, tc := range []struct {
		name     string
		from, to severity.Scale
		pairs    []severity.Pair
		words    string
		losses   []string
		exact    bool
	}{
		{
			"the same positions", severity.Priority(), severity.Common(), nil,
			"P1=critical P2=major P3=moderate P4=minor P5=trivial ", nil, true,
		},
		{
			"a word above", severity.SEV(), severity.Priority(), nil,
			"SEV0=P1 SEV1=P1 SEV2=P2 SEV3=P3 SEV4=P4 SEV5=P5 ",
			[]string{"SEV0 becomes P1, which is milder by 20", "SEV0 and SEV1 both become P1"}, false,
		},
		{
			"words left over", severity.Priority(), severity.SEV(), nil,
			"P1=SEV1 P2=SEV2 P3=SEV3 P4=SEV4 P5=SEV5 ", []string{"nothing becomes SEV0"}, true,
		},
		{
			"between two words", severity.Priority(), severity.Statuspage(), nil,
			"P1=critical P2=major P3=major P4=minor P5=none ",
			[]string{"P3 becomes major, which is worse by 20", "P5 becomes none, which is milder by 10", "P2 and P3 both become major"}, false,
		},
		{
			"a pair", severity.Priority(), severity.Statuspage(), []severity.Pair{{From: "p3", To: "MINOR"}, {From: "5 - Planning", To: "minor"}},
			"P1=critical P2=major P3=minor P4=minor P5=minor ",
			[]string{"P3 becomes minor, which is milder by 20", "P5 becomes minor, which is worse by 20", "P3, P4 and P5 all become minor", "nothing becomes none"}, false,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, err := severity.NewCrosswalk(tc.from, tc.to, tc.pairs...)
			require.NoError(t, err)
			var words strings.Builder
			for from, to := range c.Words() {
				words.WriteString(from.Name + "=" + to.Name + " ")
			}
			assert.Equal(t, tc.words, words.String())
			assert.Equal(t, tc.losses, losses(c))
			assert.Equal(t, tc.exact, c.IsExact())
			assert.Equal(t, tc.from, c.From())
			assert.Equal(t, tc.to, c.To())
			sameJSON(t, c)
		})
	}
}

func TestCrosswalkWord(t *testing.T) {
	c, err := severity.NewCrosswalk(severity.SEV(), severity.Priority())
	require.NoError(t, err)

	w, lost, err := c.Word(" sev-0 ")
	require.NoError(t, err)
	assert.Equal(t, "P1", w.Name)
	assert.Equal(t, []severity.Loss{
		{Kind: severity.LossMilder, From: []string{"SEV0"}, To: "P1", By: 20},
		{Kind: severity.LossMerged, From: []string{"SEV0", "SEV1"}, To: "P1"},
	}, lost)

	w, lost, err = c.Word("SEV3")
	require.NoError(t, err)
	assert.Equal(t, "P3", w.Name)
	assert.Empty(t, lost)

	for _, text := range []string{"", "P1", "SEV9", "\xff"} {
		w, lost, err = c.Word(text)
		var pe *severity.ParseError
		assert.ErrorAs(t, err, &pe)
		assert.Zero(t, w)
		assert.Nil(t, lost)
	}
	for range c.Words() {
		break // stopping early is allowed
	}
	for range c.Losses() {
		break
	}
}

func TestCrosswalkRefuses(t *testing.T) {
	type pair = severity.Pair
	for _, tc := range []struct {
		name     string
		from, to severity.Scale
		pairs    []pair
		want     []at
	}{
		{"no scales", severity.Scale{}, severity.Scale{}, nil, []at{{"from", "scale-zero"}, {"to", "scale-zero"}}},
		{"words unknown", severity.SEV(), severity.Priority(), []pair{{"SEV9", "P9"}, {"", "P1"}}, []at{
			{"pairs[0].from", "word-unknown"}, {"pairs[0].to", "word-unknown"}, {"pairs[1].from", "word-unknown"},
		}},
		{"one word twice", severity.SEV(), severity.Priority(), []pair{{"SEV0", "P1"}, {"sev 0", "P1"}}, []at{{"pairs[1].from", "pair-duplicate"}}},
		{"order turned by the worse", severity.SEV(), severity.Priority(), []pair{{"SEV2", "P5"}}, []at{{"pairs[0]", "pair-reversed"}}},
		{"order turned by the milder", severity.SEV(), severity.Priority(), []pair{{"SEV4", "P1"}}, []at{{"pairs[0]", "pair-reversed"}}},
		{"everything at once", severity.SEV(), severity.Priority(), []pair{{"x", "P1"}, {"SEV4", "P1"}, {"SEV-4", "P1"}}, []at{
			{"pairs[0].from", "word-unknown"}, {"pairs[2].from", "pair-duplicate"}, {"pairs[1]", "pair-reversed"},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, err := severity.NewCrosswalk(tc.from, tc.to, tc.pairs...)
			assert.Zero(t, c)
			assert.Equal(t, tc.want, problemsOf(t, "crosswalk", err))
		})
	}
}

func TestZeroCrosswalk(t *testing.T) {
	var c severity.Crosswalk
	assert.False(t, c.IsExact())
	assert.Empty(t, losses(c))
	_, _, err := c.Word("SEV1")
	assert.Error(t, err)
	b, err := json.Marshal(c)
	require.NoError(t, err)
	assert.Equal(t, "null", string(b))
	c, err = severity.NewCrosswalk(severity.SEV(), severity.SEV())
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal([]byte("null"), &c))
	assert.Zero(t, c)
}

func TestLossOfNoKindPrints(t *testing.T) {
	assert.Equal(t, `LossKind("")`, severity.Loss{}.String())
}

// The twin: for random scales the slow and obvious reading of each claim.
func TestCrosswalkTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	exact := 0
	for range 2000 {
		from, to := randomScale(t, r), randomScale(t, r)
		if r.IntN(8) == 0 {
			to = from
		}
		c, err := severity.NewCrosswalk(from, to)
		require.NoError(t, err, "levels alone keep the order")
		back, err := severity.NewCrosswalk(to, from)
		require.NoError(t, err)

		returns, became := true, map[string]int{}
		for w, v := range c.Words() {
			for other := range to.Words() {
				near, far := gap(w.Level, v.Level), gap(w.Level, other.Level)
				require.True(t, near < far || near == far && v.Level >= other.Level)
			}
			again, _, err := back.Word(v.Name)
			require.NoError(t, err)
			returns = returns && again.Name == w.Name && v.Level == w.Level
			became[v.Name]++
		}
		require.Equal(t, returns, c.IsExact())
		for w, v := range c.Words() {
			to, lost, err := c.Word(w.Name)
			require.NoError(t, err)
			require.Equal(t, v, to)
			require.Equal(t, w.Level == v.Level && became[v.Name] == 1, len(lost) == 0)
		}
		if c.IsExact() {
			exact++
		}
	}
	assert.Positive(t, exact)
}

func gap(l, m severity.Level) int { return max(int(l-m), int(m-l)) }

// randomScale returns a scale of one to four words, near to each other.
func randomScale(t *testing.T, r *rand.Rand) severity.Scale {
	var words []severity.Word
	for i, l := range r.Perm(12)[:1+r.IntN(4)] {
		words = append(words, severity.Word{Level: severity.Level(l + 1), Name: "w" + strconv.Itoa(i)})
	}
	s, err := severity.NewScale("random", words...)
	require.NoError(t, err)
	return s
}

func TestCrosswalkJSONRefuses(t *testing.T) {
	sev, err := json.Marshal(severity.SEV())
	require.NoError(t, err)
	for text, want := range map[string][]at{
		`{}`:                               {{"from", "scale-zero"}, {"to", "scale-zero"}},
		`{"from":{"name":"x","words":[]}}`: {{"from.words", "words-empty"}},
		`{"from":` + string(sev) + `,"to":` + string(sev) + `,"pairs":[{"from":"SEV1"}]}`: {{"pairs[0].to", "word-unknown"}},
		`{"from":3,"pears":[]}`: {{"from", "json-type"}, {"pears", "json-member"}},
	} {
		var c severity.Crosswalk
		assert.Equal(t, want, problemsOf(t, "crosswalk", json.Unmarshal([]byte(text), &c)), text)
		assert.Zero(t, c)
	}
}
