package severity_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

func TestITIL(t *testing.T) {
	m := severity.ITIL()
	want := map[string]string{
		"High High": "P1", "High Medium": "P2", "High Low": "P3",
		"Medium High": "P2", "Medium Medium": "P3", "Medium Low": "P4",
		"Low High": "P3", "Low Medium": "P4", "Low Low": "P5",
	}
	for cell, priority := range want {
		impact, urgency, _ := strings.Cut(cell, " ")
		a, err := m.Assess(impact, urgency)
		require.NoError(t, err)
		l, ok := a.Level()
		require.True(t, ok)
		assert.Equal(t, priority, severity.Priority().Format(l), cell)
	}
	a, err := m.Assess(" 1 - high", "3 - LOW ")
	require.NoError(t, err)
	assert.Equal(t, `moderate: "impact High, urgency Low" holds (impact: High; urgency: Low)`, a.String())

	again, err := severity.NewMatrix(m.Impact(), m.Urgency(), rows(m)...)
	require.NoError(t, err)
	assert.Equal(t, again, m, "the table passes what any matrix has to")
	sameJSON(t, m)

	for w, row := range m.Rows() { // what is handed out is the caller's
		w.Aliases[0], row[0] = "spoilt", 1
		break
	}
	assert.Equal(t, again, severity.ITIL())
}

func rows(m severity.Matrix) [][]severity.Level {
	var out [][]severity.Level
	for _, row := range m.Rows() {
		out = append(out, row)
	}
	return out
}

func TestMatrixOfWhatIsNotStated(t *testing.T) {
	for _, tc := range []struct {
		impact, urgency string
		want            string
		reasons         int
	}{
		{"High", "", `moderate to critical: no milder in any possible case; open: "impact High, urgency High" (impact: High; urgency: unknown, asked for High), "impact High, urgency Medium" (impact: High; urgency: unknown, asked for Medium)`, 3},
		{" ", "Low", `trivial to moderate: no milder in any possible case; open: "impact High, urgency Low" (impact: unknown, asked for High; urgency: Low), "impact Medium, urgency Low" (impact: unknown, asked for Medium; urgency: Low)`, 3},
	} {
		a, err := severity.ITIL().Assess(tc.impact, tc.urgency)
		require.NoError(t, err)
		assert.True(t, a.IsOpen())
		_, ok := a.Level()
		assert.False(t, ok)
		assert.Equal(t, tc.want, a.String())
		assert.Len(t, a.Reasons, tc.reasons)
		sameJSON(t, a)
	}
	a, err := severity.ITIL().Assess("", "")
	require.NoError(t, err)
	assert.Equal(t, severity.Trivial, a.Least)
	assert.Equal(t, severity.Critical, a.Most)
	assert.Len(t, a.Reasons, 9)

	flat, err := severity.NewMatrix(severity.ITIL().Impact(), severity.Jira(),
		slices.Repeat([]severity.Level{severity.Major}, 5), slices.Repeat([]severity.Level{severity.Minor}, 5), slices.Repeat([]severity.Level{severity.Minor}, 5))
	require.NoError(t, err)
	a, err = flat.Assess("High", "")
	require.NoError(t, err)
	l, ok := a.Level()
	assert.True(t, ok, "whatever the urgency is, it decides nothing")
	assert.Equal(t, severity.Major, l)
	assert.Equal(t, "SEV2: the same in every possible case", a.Format(severity.SEV()))
}

func TestMatrixAssessRefuses(t *testing.T) {
	var pe *severity.ParseError
	for _, words := range [][2]string{{"1", "High"}, {"High", "urgent"}, {"x", ""}, {"", "\xff"}} {
		a, err := severity.ITIL().Assess(words[0], words[1])
		assert.ErrorAs(t, err, &pe)
		assert.Zero(t, a)
	}
	_, err := severity.ITIL().Assess("x", "y")
	assert.ErrorContains(t, err, `"x" is no word of scale "impact"`)
	assert.ErrorContains(t, err, `"y" is no word of scale "urgency"`)

	var zero severity.Matrix
	assert.True(t, zero.IsZero())
	_, err = zero.Assess("", "")
	assert.ErrorAs(t, err, &pe)
}

func TestNewMatrixRefuses(t *testing.T) {
	type row = []severity.Level
	itil := severity.ITIL()
	const c, j, d, n = severity.Critical, severity.Major, severity.Moderate, severity.Minor
	for _, tc := range []struct {
		name string
		rows []row
		want []at
	}{
		{"no rows", nil, []at{{"rows[0]", "row-missing"}, {"rows[1]", "row-missing"}, {"rows[2]", "row-missing"}}},
		{"a row too many", []row{{c, c, c}, {c, c, c}, {c, c, c}, {c, c, c}}, []at{{"rows[3]", "row-extra"}}},
		{"ragged", []row{{c, c}, {c, c, c, c}, nil}, []at{
			{"rows[0][2]", "cell-missing"}, {"rows[1][3]", "cell-extra"},
			{"rows[2][0]", "cell-missing"}, {"rows[2][1]", "cell-missing"}, {"rows[2][2]", "cell-missing"},
		}},
		{"unset and off the ruler", []row{{c, 0, d}, {j, d, -1}, {d, n, 999}}, []at{
			{"rows[0][1]", "level-unset"}, {"rows[1][2]", "level-invalid"}, {"rows[2][2]", "level-invalid"},
		}},
		{"milder for worse urgency", []row{{j, c, d}, {j, d, n}, {d, n, n}}, []at{{"rows[0][1]", "cell-milder"}}},
		{"milder for worse impact", []row{{c, j, d}, {j, d, n}, {j, d, d}}, []at{{"rows[2][2]", "cell-milder"}}},
		{"milder for both", []row{{n, n, n}, {n, c, n}, {n, n, n}}, []at{{"rows[1][1]", "cell-milder"}, {"rows[1][1]", "cell-milder"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m, err := severity.NewMatrix(itil.Impact(), itil.Urgency(), tc.rows...)
			assert.True(t, m.IsZero())
			assert.Equal(t, tc.want, problemsOf(t, "matrix", err))
		})
	}
	_, err := severity.NewMatrix(severity.Scale{}, severity.Scale{}, row{c})
	assert.Equal(t, []at{{"impact", "scale-zero"}, {"urgency", "scale-zero"}}, problemsOf(t, "matrix", err))

	_, err = severity.NewMatrix(itil.Impact(), itil.Urgency(), row{j, c, d}, row{j, d, n}, row{d, n, n})
	assert.EqualError(t, err, "severity: matrix refused: rows[0][1]: impact High, urgency Medium is critical, and impact High, urgency High only major")
}

func TestMatrixJSONRefuses(t *testing.T) {
	b, err := json.Marshal(severity.ITIL())
	require.NoError(t, err)
	text := string(b)
	for name, tc := range map[string]struct {
		text string
		want []at
	}{
		"nothing":  {`{}`, []at{{"impact", "scale-zero"}, {"urgency", "scale-zero"}}},
		"a number": {strings.Replace(text, `["critical"`, `[100`, 1), []at{{"rows[0][0]", "json-type"}}},
		"no level": {strings.Replace(text, `"moderate"]`, `"P3"]`, 1), []at{{"rows[0][2]", "level-invalid"}}},
		"null":     {strings.Replace(text, `"moderate"]`, `null]`, 1), []at{{"rows[0][2]", "level-unset"}}},
		"a scale":  {strings.Replace(text, `"level":"major"`, `"level":"x"`, 1), []at{{"impact.words[0].level", "level-invalid"}}},
		"its name": {strings.Replace(text, `"name":"urgency"`, `"name":""`, 1), []at{{"urgency.name", "name-empty"}}},
		"extra":    {strings.Replace(text, `"rows":`, `"row":`, 1), []at{{"row", "json-member"}}},
	} {
		m := severity.ITIL()
		assert.Equal(t, tc.want, problemsOf(t, "matrix", json.Unmarshal([]byte(tc.text), &m)), name)
		assert.Equal(t, severity.ITIL(), m)
	}
	m := severity.ITIL()
	require.NoError(t, json.Unmarshal([]byte("null"), &m))
	assert.True(t, m.IsZero())
}

// The twin compares every cell with every other, where NewMatrix compares
// neighbours.
func TestMatrixTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	accepted := 0
	for range 5000 {
		impact, urgency := randomScale(t, r), randomScale(t, r)
		var cells [][]severity.Level
		for i := range words(impact) {
			row := make([]severity.Level, words(urgency))
			for j := range row {
				row[j] = severity.Level(max(1, 12-i-j-r.IntN(3)))
			}
			cells = append(cells, row)
		}
		rising := true
		for i, row := range cells {
			for j, l := range row {
				for _, other := range cells[i:] {
					rising = rising && !slices.ContainsFunc(other[j:], func(m severity.Level) bool { return m > l })
				}
			}
		}
		_, err := severity.NewMatrix(impact, urgency, cells...)
		require.Equal(t, rising, err == nil)
		if rising {
			accepted++
		}
	}
	assert.Positive(t, accepted)
}

func words(s severity.Scale) (n int) {
	for range s.Words() {
		n++
	}
	return n
}
