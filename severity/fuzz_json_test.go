package severity_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

// fuzzJSON holds a type to what decoding promises: a value that comes back as it
// was, or an InvalidError after which the value is as before.
func fuzzJSON[T any](f *testing.F, what string, seeds ...T) {
	for _, v := range seeds {
		b, err := json.Marshal(v)
		require.NoError(f, err)
		f.Add(b)
	}
	for _, text := range []string{"", "null", "{}", "[]", `{"a":1,"A":2}`, `{"rules":[{"name":"a","level":"x","customers":"1e9%","regions":-0,"duration":"-1h"}]}`, `{"impact":{},"rows":[[null],[]]}`, `{"from":null,"pairs":[{}]}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v := seeds[0]
		err := any(&v).(json.Unmarshaler).UnmarshalJSON(data)
		if err == nil {
			b, err := json.Marshal(v)
			require.NoError(t, err)
			var back T // an empty list may come back as none
			require.NoError(t, json.Unmarshal(b, &back))
			sameJSON(t, back)
			return
		}
		require.Equal(t, seeds[0], v)
		if ie, ok := errors.AsType[*severity.InvalidError](err); ok {
			require.Equal(t, what, ie.What)
			require.NotEmpty(t, ie.Problems)
		} else {
			require.Equal(t, "assessment", what)
		}
	})
}

func FuzzScaleJSON(f *testing.F)  { fuzzJSON(f, "scale", append(standard(), stars(f))...) }
func FuzzMatrixJSON(f *testing.F) { fuzzJSON(f, "matrix", severity.ITIL()) }
func FuzzRulesJSON(f *testing.F)  { fuzzJSON(f, "rules", shop(f)) }

func FuzzCrosswalkJSON(f *testing.F) {
	c, err := severity.NewCrosswalk(severity.SEV(), severity.Statuspage())
	require.NoError(f, err)
	fuzzJSON(f, "crosswalk", c)
}

func FuzzAssessmentJSON(f *testing.F) {
	a, err := shop(f).Assess(severity.Measured{DataLoss: severity.No})
	require.NoError(f, err)
	fuzzJSON(f, "assessment", a, severity.Assessment{})
}

// Text that is read is written so that it reads back the same, in every type.
func FuzzRangeText(f *testing.F) {
	for _, text := range []string{"", "2", "2..", "2..4", "30%", "0.5%..30%", "1h30m..", "90m..2h", "..", "1...2", "1h...5h", "-1", "100.0000000000000000001%", "9223372036854775807ns"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fuzzRange[int](t, text)
		fuzzRange[severity.Percent](t, text)
		fuzzRange[time.Duration](t, text)
	})
}

func fuzzRange[T severity.Quantity](t *testing.T, text string) {
	var r severity.Range[T]
	err := r.UnmarshalText([]byte(text))
	if err != nil {
		require.Zero(t, r)
		_, ok := errors.AsType[*severity.ParseError](err)
		require.True(t, ok)
		return
	}
	require.True(t, r.IsValid())
	var back severity.Range[T]
	require.NoError(t, back.UnmarshalText([]byte(r.String())), "%q", r)
	require.Equal(t, r, back)
}

// Whatever a column holds, a level or an error comes out.
func FuzzLevelScan(f *testing.F) {
	f.Add("major+5")
	f.Add("")
	f.Add("80")
	f.Fuzz(func(t *testing.T, text string) {
		a, b := severity.Level(77), severity.Level(77)
		errA, errB := a.Scan(text), b.Scan([]byte(text))
		require.Equal(t, a, b)
		require.Equal(t, errA, errB)
		if errA == nil {
			v, err := a.Value()
			require.NoError(t, err)
			require.True(t, v == text || v == nil && text == "")
		}
	})
}

// Whatever is typed, a matrix gives bounds or an error, and a crosswalk a word of
// its scale or an error.
func FuzzWords(f *testing.F) {
	f.Add("High", " low")
	f.Add("", "SEV-1")
	f.Add("\xff", "1 - High")
	c, err := severity.NewCrosswalk(severity.SEV(), severity.Statuspage())
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, impact, urgency string) {
		a, err := severity.ITIL().Assess(impact, urgency)
		if err == nil {
			require.True(t, a.Least.IsValid() && a.Least <= a.Most)
			sameJSON(t, a)
		}
		w, lost, err := c.Word(urgency)
		if err == nil {
			_, ok := severity.Statuspage().Word(w.Level)
			require.True(t, ok)
		} else {
			require.Empty(t, lost)
		}
	})
}
