package incident_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// limit is a target on a measure for incidents of some severity or worse.
func limit(from severity.Level, m timeline.Measure, d time.Duration) incident.Target {
	return incident.Target{From: from, Target: timeline.Target{Measure: m, Within: d}}
}

func TestJudgePicksBySeverity(t *testing.T) {
	ack, restore := timeline.TimeToAcknowledge().Since(timeline.Declared), timeline.TimeToRestore()
	bySeverity := []incident.Target{
		limit(severity.Critical, ack, 5*time.Minute), limit(severity.Moderate, ack, 30*time.Minute), limit(severity.Major, ack, 15*time.Minute),
		limit(severity.Major, restore, time.Hour),
	}
	withRest := append([]incident.Target{limit(0, ack, 2*time.Hour)}, bySeverity...)
	for _, c := range []struct {
		name     string
		targets  []incident.Target
		assessed []severity.Level
		limits   []time.Duration // zero: undecidable
	}{
		{"critical", bySeverity, []severity.Level{severity.Critical}, []time.Duration{5 * time.Minute, time.Hour}},
		{"just major", bySeverity, []severity.Level{severity.Major}, []time.Duration{15 * time.Minute, time.Hour}},
		{"between two levels", bySeverity, []severity.Level{severity.Major - 1}, []time.Duration{30 * time.Minute}},
		{"below all", bySeverity, []severity.Level{severity.Trivial}, nil},
		{"below all but one for every incident", withRest, []severity.Level{severity.Trivial}, []time.Duration{2 * time.Hour}},
		{"the present one counts", bySeverity, []severity.Level{severity.Critical, severity.Moderate}, []time.Duration{30 * time.Minute}},
		{"not assessed", bySeverity, nil, []time.Duration{0, 0}},
		{"not assessed, one for every incident", withRest, nil, []time.Duration{2 * time.Hour, 0}},
		{"no targets", nil, []severity.Level{severity.Critical}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			inc := declare(t)
			ok(t)(inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00")))
			for i, level := range c.assessed {
				ok(t)(inc.Assess(level, timeline.At(clock("14:10").Add(time.Duration(i)*time.Minute))))
			}
			verdicts := incident.Judge(inc.AsOf(clock("14:30")), c.targets...)
			require.Len(t, verdicts, len(c.limits))
			for i, v := range verdicts {
				if c.limits[i] == 0 {
					assert.Equal(t, timeline.Undecidable, v.Standing)
					assert.False(t, v.Due.IsKnown())
					assert.Equal(t, timeline.Ongoing, v.Figure.Kind(), "what is known is said")
					continue
				}
				assert.Equal(t, c.limits[i], v.Target.Within)
				assert.Equal(t, v.Target.Of(inc.AsOf(clock("14:30"))), v)
			}
		})
	}
}

func TestJudgeOrder(t *testing.T) {
	inc := declare(t)
	ok(t)(inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00")))
	ack := timeline.TimeToAcknowledge().Since(timeline.Declared)
	verdicts := incident.Judge(inc.AsOf(clock("14:30")),
		limit(0, timeline.TimeToRestore(), 4*time.Hour), limit(0, ack, 15*time.Minute), limit(0, ack.WithoutHold(), time.Hour), limit(0, ack, time.Minute))
	require.Len(t, verdicts, 3, "one for each measure, in the order given")
	assert.Equal(t, []timeline.Standing{timeline.OnTrack, timeline.Breached, timeline.OnTrack},
		[]timeline.Standing{verdicts[0].Standing, verdicts[1].Standing, verdicts[2].Standing})
	assert.Equal(t, 15*time.Minute, verdicts[1].Target.Within, "of two for the same severity the first")
	next, found := timeline.NextDue(verdicts...)
	require.True(t, found)
	assert.Equal(t, "2026-03-04T15:07:00Z", next.Due.String())
}

// What an incident counts as may change, and with it what is asked.
func TestJudgeLooksBack(t *testing.T) {
	inc := declare(t)
	ok(t)(inc.Impact(timeline.Region("eu"), timeline.Major, on("14:00")))
	ok(t)(inc.As(incident.Stamp{Recorded: clock("14:10")}).Assess(severity.Minor, on("14:08")))
	ok(t)(inc.As(incident.Stamp{Recorded: clock("14:40")}).Assess(severity.Critical, on("14:35")))
	target := limit(severity.Critical, timeline.TimeToRestore(), 30*time.Minute)
	assert.Empty(t, incident.Judge(inc.AsOf(clock("14:36")), target))
	verdicts := incident.Judge(inc.AsOf(clock("14:40")), target)
	require.Len(t, verdicts, 1)
	assert.Equal(t, timeline.Breached, verdicts[0].Standing)
}
