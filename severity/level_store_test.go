package severity_test

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/severity"
)

var (
	_ driver.Valuer  = severity.Level(0)
	_ slog.LogValuer = severity.Level(0)
	_ slog.LogValuer = severity.Assessment{}
)

// Every level comes back from JSON and from a column, as text and as bytes.
func TestLevelIsStoredAndRead(t *testing.T) {
	for l := range severity.Level(256) {
		b, err := json.Marshal(l)
		require.NoError(t, err)
		back := severity.Level(77)
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, l, back)

		v, err := l.Value()
		require.NoError(t, err)
		require.True(t, driver.IsValue(v))
		require.Equal(t, l == 0, v == nil, "unset and only unset is NULL")
		back = 77
		require.NoError(t, back.Scan(v))
		require.Equal(t, l, back)

		back = 77
		require.NoError(t, back.Scan([]byte(l.String())))
		require.Equal(t, l, back)
	}
}

func TestLevelOffTheRulerIsNotStored(t *testing.T) {
	for _, l := range []severity.Level{-1, 256, 999} {
		var pe *severity.ParseError
		_, err := json.Marshal(l)
		assert.ErrorAs(t, err, &pe)
		_, err = l.Value()
		assert.ErrorAs(t, err, &pe)
		_, err = l.MarshalText()
		assert.ErrorAs(t, err, &pe)
	}
}

func TestLevelScanRefuses(t *testing.T) {
	for name, src := range map[string]any{
		"int64": int64(80), "float64": 80.0, "bool": true, "severity.Level": severity.Major, "*string": new(string),
	} {
		l := severity.Major
		err := l.Scan(src)
		var se *severity.ScanError
		require.ErrorAs(t, err, &se)
		assert.Equal(t, name, se.Type)
		assert.EqualError(t, err, "severity: cannot scan "+name+" (allowed: string, []byte, nil)")
		assert.Equal(t, severity.Major, l, "an error changes nothing")
	}
	l := severity.Major
	var pe *severity.ParseError
	assert.ErrorAs(t, l.Scan("SEV1"), &pe)
	assert.ErrorAs(t, l.Scan([]byte("80")), &pe)
	assert.Equal(t, severity.Major, l)
}

func TestLevelUnmarshalJSONRefuses(t *testing.T) {
	for _, text := range []string{`80`, `0`, `true`, `"SEV1"`, `["major"]`, `{}`, `"Major"`, ``, `nul`} {
		l := severity.Major
		assert.Error(t, l.UnmarshalJSON([]byte(text)), text)
		assert.Equal(t, severity.Major, l)
	}
	l := severity.Major
	require.NoError(t, l.UnmarshalJSON([]byte(`""`)))
	assert.Zero(t, l, "older documents wrote unset as empty text")
}

func TestLevelLogs(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	log.Info("x", "set", severity.Major+5, "unset", severity.Level(0), "off", severity.Level(999))
	assert.JSONEq(t, `{"level":"INFO","msg":"x","set":"major+5","unset":null,"off":"Level(999)"}`, b.String())
}

func TestNearest(t *testing.T) {
	for _, tc := range []struct {
		scale severity.Scale
		level severity.Level
		want  string
	}{
		{severity.SEV(), severity.Critical, "SEV1"},
		{severity.SEV(), severity.Critical + 9, "SEV1"},
		{severity.SEV(), severity.Critical + 10, "SEV0"}, // as near, and worse
		{severity.SEV(), 255, "SEV0"},
		{severity.SEV(), 1, "SEV5"},
		{severity.Statuspage(), severity.Moderate, "major"}, // as near, and worse
		{severity.Statuspage(), severity.Trivial, "none"},
		{severity.SEV(), 0, ""},
		{severity.SEV(), -1, ""},
		{severity.SEV(), 256, ""},
		{severity.Scale{}, severity.Major, ""},
	} {
		w, ok := tc.scale.Nearest(tc.level)
		assert.Equal(t, tc.want, w.Name, "%v", tc.level)
		assert.Equal(t, tc.want != "", ok)
	}
	w, _ := severity.SEV().Nearest(severity.Critical)
	w.Aliases[0] = "spoilt"
	again, _ := severity.SEV().Nearest(severity.Critical)
	assert.Equal(t, "SEV-1", again.Aliases[0])
}
