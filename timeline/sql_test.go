package timeline_test

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// through stores a value in a column and reads it back, as text and as bytes.
func through[T comparable, P interface {
	*T
	Scan(any) error
}](t *testing.T, column any, values ...T) {
	t.Helper()
	for _, v := range values {
		stored, err := any(v).(driver.Valuer).Value()
		require.NoError(t, err)
		assert.True(t, driver.IsValue(stored))
		if v == values[0] {
			assert.Equal(t, column, stored, "the first is in the column as")
		}
		var back T
		require.NoError(t, P(&back).Scan(stored))
		assert.Equal(t, v, back)
		if s, ok := stored.(string); ok {
			raw := []byte(s)
			require.NoError(t, P(&back).Scan(raw))
			clear(raw)
			assert.Equal(t, v, back)
		}
	}
	var v T
	for _, wrong := range []any{7, 1.5, true, time.Now(), "\xff?"} {
		assert.Error(t, P(&v).Scan(wrong), "%T", wrong)
	}
}

func TestColumns(t *testing.T) {
	at := time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	through(t, "2026-03-04T14:00:00Z", timeline.At(at), timeline.Between(at, at.Add(time.Hour)), timeline.About(at, time.Minute), timeline.NotAfter(at), timeline.Instant{})
	through(t, nil, timeline.Instant{})
	through(t, "PT1H", timeline.Lasting(time.Hour), timeline.LastingBetween(time.Hour, 2*time.Hour), timeline.Length{})
	through(t, nil, timeline.Length{})
	span, err := timeline.NewSpan(at, at.Add(time.Hour))
	require.NoError(t, err)
	through(t, "2026-03-04T14:00:00Z/2026-03-04T15:00:00Z", span, timeline.Span{})
	through(t, nil, timeline.Span{})
	through(t, "major", timeline.Major, timeline.Operational, timeline.Unstated)
	through(t, nil, timeline.Unstated)
	through(t, "internal", timeline.Internal, timeline.Partner, timeline.Public)
	through(t, `{"region":"eu","component":"api","part":"most"}`, timeline.Component("api").In("eu").Of(timeline.Most), timeline.Everywhere(), timeline.Scope{})
	assert.Error(t, new(timeline.Visibility).Scan(nil), "NULL is no leave to read")
	scope := timeline.Region("eu")
	require.NoError(t, scope.Scan(nil))
	assert.Equal(t, timeline.Scope{}, scope)
	for _, bad := range []string{``, `7`, `{"region":7}`, `{"colour":"red"}`, `{} {}`, `{"part":"half"}`} {
		assert.Error(t, scope.UnmarshalJSON([]byte(bad)), bad)
	}
	_, err = timeline.At(time.Time{}).Value()
	assert.ErrorIs(t, err, timeline.ErrRange)
	_, err = timeline.Health(99).Value()
	assert.ErrorIs(t, err, timeline.ErrRange)
}

func TestEventsInColumnsAndLogs(t *testing.T) {
	log := timeline.NewLog(uuid.NewSHA1(uuid.Nil, nil))
	e, err := log.Add(timeline.Event{Kind: "note", Text: "canary", Occurred: timeline.At(time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC))})
	require.NoError(t, err)
	stored, err := e.Value()
	require.NoError(t, err)
	var back timeline.Event
	require.NoError(t, back.Scan(stored))
	assert.Equal(t, e, back)
	assert.Error(t, back.Scan(nil))

	var out bytes.Buffer
	for _, h := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
		slog.New(h).Info("x", "event", e, "figure", timeline.TimeToDetect().Of(log.AsOf(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))))
	}
	assert.NotContains(t, out.String(), "canary")
	assert.Contains(t, out.String(), e.ID.String())
	assert.Contains(t, out.String(), "time_to_detect")
	line, _, _ := bytes.Cut(out.Bytes(), []byte("\n"))
	assert.True(t, json.Valid(line))
}
