package severity_test

import (
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// stored puts a value into a column and reads it back, as text and as bytes.
func stored[T driver.Valuer, P interface {
	*T
	Scan(any) error
}](t *testing.T, value T) {
	t.Helper()
	var zero T
	column, err := zero.Value()
	require.NoError(t, err)
	assert.Nil(t, column, "zero is NULL")
	column, err = value.Value()
	require.NoError(t, err)
	require.IsType(t, "", column)
	want, err := json.Marshal(value)
	require.NoError(t, err)
	assert.Equal(t, string(want), column, "the text is the JSON")
	for _, src := range []any{column, []byte(column.(string))} {
		var back T
		require.NoError(t, P(&back).Scan(src))
		got, err := json.Marshal(back)
		require.NoError(t, err)
		assert.JSONEq(t, string(want), string(got))
		for _, wrong := range []any{7, true, "{", "[7]"} {
			require.Error(t, P(&back).Scan(wrong), "%v", wrong)
		}
		got, err = json.Marshal(back)
		require.NoError(t, err)
		assert.JSONEq(t, string(want), string(got), "an error changes nothing")
		require.NoError(t, P(&back).Scan(nil))
		column, err := back.Value()
		require.NoError(t, err)
		assert.Nil(t, column)
	}
}

// texted does the same with text.
func texted[T encoding.TextMarshaler, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, value T) {
	t.Helper()
	text, err := value.MarshalText()
	require.NoError(t, err)
	var back T
	require.NoError(t, P(&back).UnmarshalText(text))
	again, err := back.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, string(text), string(again))
	var zero T
	text, err = zero.MarshalText()
	require.NoError(t, err)
	assert.Empty(t, text)
	require.NoError(t, P(&back).UnmarshalText(text))
	assert.Error(t, P(&back).UnmarshalText([]byte("{")))
}

func TestStored(t *testing.T) {
	scale, matrix := severity.SEV(), severity.ITIL()
	crosswalk, err := severity.NewCrosswalk(severity.SEV(), severity.Statuspage())
	require.NoError(t, err)
	rules, err := severity.NewRules(severity.Rule{Name: "half", Level: severity.Critical, Customers: 50})
	require.NoError(t, err)
	measured := severity.Measured{Customers: severity.AtLeast[severity.Percent](20), Duration: severity.Exactly(time.Hour)}
	found, err := rules.Assess(measured)
	require.NoError(t, err)
	stored(t, scale)
	stored(t, matrix)
	stored(t, crosswalk)
	stored(t, rules)
	stored(t, measured)
	stored(t, found)
	texted(t, scale)
	texted(t, matrix)
	texted(t, crosswalk)
	texted(t, rules)
}
