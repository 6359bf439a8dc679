package incident_test

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
)

func TestIncidentInAColumn(t *testing.T) {
	s := newScene(t)
	stored, err := s.Value()
	require.NoError(t, err)
	assert.Equal(t, jsonOf(t, s.Incident), stored)
	var back incident.Incident
	require.NoError(t, back.Scan(stored))
	assert.Equal(t, s.Revision(), back.Revision())
	raw := []byte(stored.(string))
	require.NoError(t, back.Scan(raw))
	clear(raw)
	assert.Equal(t, s.Revision(), back.Revision())
	_, err = back.Advance("resolve", on("15:00"))
	assert.NoError(t, err, "it goes on")
	for _, wrong := range []any{nil, 7, "", "{}", []byte("[]")} {
		assert.Error(t, back.Scan(wrong), "%v", wrong)
	}
	_, err = (&incident.Incident{}).Value()
	assert.Error(t, err)
}

func TestIncidentInALog(t *testing.T) {
	var out bytes.Buffer
	s := newScene(t)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "incident", s.Incident, "none", (*incident.Incident)(nil), "zero", new(incident.Incident))
	assert.Contains(t, out.String(), `"incident":{"id":"`+s.ID().String()+`","status":"investigating","phase":"active","events":8}`)
	assert.Contains(t, out.String(), `"none":"not declared","zero":"not declared"`)
	assert.NotContains(t, out.String(), "alarm")
}
