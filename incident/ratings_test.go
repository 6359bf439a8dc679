package incident_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

func TestSeverityOverTime(t *testing.T) {
	inc, must := declare(t), ok(t)
	must(inc.Detect(incident.Monitoring, on("14:02")))
	must(inc.Assess(severity.Minor, on("14:00")))
	must(inc.AssessIn(severity.SEV(), "SEV1", on("14:20")))
	must(inc.Assess(severity.Minor, timeline.Between(clock("15:00"), clock("15:10"))))
	view := inc.AsOf(clock("16:00"))
	s := incident.Of(view)
	worst, rated := s.Worst()
	assert.True(t, rated)
	assert.Equal(t, "SEV1", worst.Word)
	final, _ := s.Severity()
	assert.Equal(t, severity.Minor, final.Level)
	for at, want := range map[timeline.Instant]severity.Level{
		on("13:59"): 0, on("14:00"): severity.Minor, s.Declared.Occurred: severity.Minor, s.Detections[0].Event.Occurred: severity.Minor,
		on("14:20"): severity.Critical, on("14:59"): severity.Critical, on("15:05"): 0, on("15:10"): severity.Minor,
		timeline.Between(clock("14:10"), clock("14:30")): 0, unknown: 0,
	} {
		got, ok := s.SeverityAt(at)
		assert.Equal(t, want, got.Level, at)
		assert.Equal(t, want != 0, ok, at)
	}
	spells := func(v *timeline.View) (out []string) {
		for _, sp := range incident.Spells(v) {
			out = append(out, sp.Severity.Level.String()+" "+sp.Time.String())
		}
		return out
	}
	assert.Equal(t, []string{"minor 20m", "critical 40m–50m", "minor ≥ 50m"}, spells(view))
	must(inc.Advance("resolve", on("15:30")))
	assert.Equal(t, []string{"minor 20m", "critical 40m–50m", "minor 20m–30m"}, spells(inc.AsOf(late)))
	must(inc.Advance("reopen", on("15:40")))
	assert.Equal(t, "minor ≥ 50m", spells(inc.AsOf(clock("16:00")))[2], "it holds again")
	must(inc.Advance("resolve", on("15:50")))
	assert.Equal(t, "minor 40m–50m", spells(inc.AsOf(late))[2])
	assert.Empty(t, incident.Spells(declare(t).AsOf(late)))
	_, rated = incident.Of(declare(t).AsOf(late)).Worst()
	require.False(t, rated)
}

// What was assessed when it was over is no spell, and what may have come first is not
// settled.
func TestSeverityOutOfOrder(t *testing.T) {
	inc, must := declare(t), ok(t)
	must(inc.Assess(severity.Minor, on("14:00")))
	must(inc.Advance("resolve", on("15:00")))
	must(inc.Assess(severity.Critical, on("17:00")))
	got := incident.Spells(inc.AsOf(late))
	require.Len(t, got, 1)
	assert.Equal(t, "1h", got[0].Time.String())

	inc = declare(t)
	must(inc.Assess(severity.Minor, timeline.Between(clock("14:00"), clock("14:30"))))
	must(inc.Assess(severity.Critical, on("14:10")))
	_, settled := incident.Of(inc.AsOf(late)).SeverityAt(on("14:50"))
	assert.False(t, settled)
}
