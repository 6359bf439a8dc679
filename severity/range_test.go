package severity_test

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

func TestPercent(t *testing.T) {
	for text, want := range map[string]severity.Percent{
		"0%": 0, "100%": 100, "30%": 30, "29%": 29, "0.5%": 0.5, "33.3%": 33.3, "0.000001%": 0.000001,
	} {
		p, err := severity.ParsePercent(text)
		require.NoError(t, err)
		assert.Equal(t, want, p)
		assert.Equal(t, text, p.String())
		sameJSON(t, p)
	}
	assert.Equal(t, "0%", severity.Percent(math.Copysign(0, -1)).String())
	for _, text := range []string{"", "%", ".%", "30", "30 %", "-1%", "+1%", "101%", "100.1%", "1e1%", "inf%", "NaN%", "0x1%", "1_0%", "1.2.3%", "30%%", "\xff%"} {
		p, err := severity.ParsePercent(text)
		var pe *severity.ParseError
		assert.ErrorAs(t, err, &pe, text)
		assert.Zero(t, p)
		p = 7
		assert.Error(t, p.UnmarshalText([]byte(text)))
		assert.EqualValues(t, 7, p)
	}
	for _, p := range []severity.Percent{-1, 101, severity.Percent(math.NaN()), severity.Percent(math.Inf(1))} {
		assert.False(t, p.IsValid())
		_, err := p.MarshalText()
		var pe *severity.ParseError
		assert.ErrorAs(t, err, &pe)
	}
}

func TestRangeText(t *testing.T) {
	checkRange(t, severity.Range[int]{}, "")
	checkRange(t, severity.Exactly(0), "0")
	checkRange(t, severity.Exactly(2), "2")
	checkRange(t, severity.AtLeast(2), "2..")
	checkRange(t, severity.Between(0, 4), "0..4")
	checkRange(t, severity.Between[severity.Percent](10, 30.5), "10%..30.5%")
	checkRange(t, severity.AtLeast(severity.Percent(0)), "0%..")
	checkRange(t, severity.Exactly(90*time.Minute), "1h30m")
	checkRange(t, severity.Exactly(time.Hour), "1h")
	checkRange(t, severity.Exactly(10*time.Second), "10s")
	checkRange(t, severity.Exactly(time.Duration(0)), "0s")
	checkRange(t, severity.AtLeast(10*time.Minute), "10m..")
	checkRange(t, severity.Between(time.Hour+10*time.Second, 30*time.Hour), "1h0m10s..30h")
	checkRange(t, severity.Exactly(1500*time.Microsecond), "1.5ms")
}

func checkRange[T severity.Quantity](t *testing.T, r severity.Range[T], text string) {
	t.Helper()
	assert.True(t, r.IsValid())
	assert.Equal(t, text, r.String())
	assert.Equal(t, text != "", r.IsKnown())
	sameJSON(t, r)
	var back severity.Range[T]
	require.NoError(t, back.UnmarshalText([]byte(text)))
	assert.True(t, r == back, "ranges compare with ==")
}

func TestRangeBounds(t *testing.T) {
	r := severity.Between(2, 4)
	most, ok := r.Most()
	assert.Equal(t, []any{2, 4, true}, []any{r.Least(), most, ok})
	_, ok = severity.AtLeast(2).Most()
	assert.False(t, ok)
	_, ok = severity.Range[int]{}.Most()
	assert.False(t, ok, "unknown is not zero")
}

func TestRangeRefuses(t *testing.T) {
	for _, r := range []interface {
		IsValid() bool
		IsKnown() bool
		String() string
		MarshalText() ([]byte, error)
	}{
		severity.Exactly(-1), severity.AtLeast(-1), severity.Between(3, 2), severity.Between(-1, 2),
		severity.Exactly(severity.Percent(101)), severity.AtLeast(severity.Percent(math.NaN())),
		severity.Between(1, severity.Percent(math.NaN())), severity.Exactly(-time.Second),
	} {
		assert.False(t, r.IsValid())
		assert.False(t, r.IsKnown())
		assert.Equal(t, "Range(invalid)", r.String())
		_, err := r.MarshalText()
		var pe *severity.ParseError
		assert.ErrorAs(t, err, &pe)
	}
	for _, text := range []string{"-1", "+1", "2..1", "..2", "..", "1...2", "1 ..2", "a", "1..b", "1.5", "30%", "1h", "99999999999999999999"} {
		r := severity.Exactly(7)
		var pe *severity.ParseError
		require.ErrorAs(t, r.UnmarshalText([]byte(text)), &pe, text)
		assert.Equal(t, text, pe.Input)
		assert.Equal(t, severity.Exactly(7), r)
	}
	for _, text := range []string{"1", "-1h", "+1h", "1h..30m", "h"} {
		var r severity.Range[time.Duration]
		assert.Error(t, r.UnmarshalText([]byte(text)), text)
	}
	var p severity.Range[severity.Percent]
	assert.Error(t, p.UnmarshalText([]byte("0.3")))
	var d severity.Range[time.Duration]
	require.NoError(t, d.UnmarshalText([]byte("90m..2h")))
	assert.Equal(t, "1h30m..2h", d.String(), "durations are read as people write them")
}

// What is not stated stays out of the JSON, and comes back as not stated.
func TestMeasuredJSON(t *testing.T) {
	full := severity.Measured{
		Customers: severity.Between[severity.Percent](0, 30), Regions: severity.AtLeast(2), OfRegions: 5,
		DataLoss: severity.No, Security: severity.Yes, Duration: severity.AtLeast(40 * time.Minute),
	}
	sameJSON(t, full)
	b, err := json.Marshal(full)
	require.NoError(t, err)
	assert.JSONEq(t, `{"customers":"0%..30%","regions":"2..","of_regions":5,"data_loss":"no","security":"yes","duration":"40m.."}`, string(b))

	b, err = json.Marshal(severity.Measured{})
	require.NoError(t, err)
	assert.Equal(t, `{}`, string(b))

	var m severity.Measured
	require.NoError(t, json.Unmarshal([]byte(`{"customers":null,"data_loss":"","duration":""}`), &m))
	assert.Zero(t, m)
}
