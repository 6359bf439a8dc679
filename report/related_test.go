package report_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// Who did what, and what else there is, stands in the timeline for those inside.
func TestRelatedFactsAreNamed(t *testing.T) {
	at := func(minute int) timeline.Instant {
		return timeline.At(time.Date(2026, 3, 4, 14, minute, 0, 0, time.UTC))
	}
	inc, err := incident.Declare(incident.Declaration{Title: "x", At: at(0)})
	require.NoError(t, err)
	public := inc.As(incident.Stamp{Visibility: timeline.Public})
	ann, err1 := public.Assign(incident.Commander, "Ann", at(1))
	_, err2 := public.Relieve(ann.ID, at(2))
	_, err3 := public.Relate(incident.Change{Type: incident.FeatureFlag, ID: "new-cart", Link: incident.Suspected, At: at(3)})
	_, err4 := public.Refer(incident.Reference{System: "jira", ID: "OPS-7"})
	_, err5 := public.Link(incident.PartOf, uuid.Max)
	_, err6 := public.Classify(incident.Real)
	_, err7 := public.Relate(incident.Change{Type: incident.Deployment, ID: "v1", Link: incident.Confirmed, At: at(4)})
	require.NoError(t, errors.Join(err1, err2, err3, err4, err5, err6, err7))
	words := func(audience report.Audience) (out []string) {
		r, err := report.Postmortem(report.Options{Audience: audience}, inc.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)))
		require.NoError(t, err)
		for _, e := range r.Incidents[0].Timeline {
			out = append(out, e.What)
		}
		return out
	}
	assert.ElementsMatch(t, []string{
		"status investigating", "commander: Ann", "commander relieved: Ann", "feature flag new-cart suspected", "deployment v1 confirmed",
		"reference jira OPS-7", "part of ffffffff-ffff-ffff-ffff-ffffffffffff", "mode",
	}, words(report.Internal))
	for _, audience := range []report.Audience{report.Partner, report.Public} {
		assert.Equal(t, []string{"status changed"}, words(audience))
	}
}

// How far an action is reaches those who may read who said so.
func TestStepsOfActionsAreForTheirReaders(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "x"})
	require.NoError(t, err)
	public := inc.As(incident.Stamp{Visibility: timeline.Public})
	a, err1 := public.Act(incident.Action{Title: "alert sooner", State: incident.ActionOpen})
	_, err2 := public.Progress(a.ID, incident.ActionStarted, timeline.Instant{})
	_, err3 := inc.Progress(a.ID, "canary", timeline.Instant{})
	require.NoError(t, errors.Join(err1, err2, err3))
	for audience, want := range map[report.Audience]string{report.Internal: "canary", report.Partner: "started", report.Public: "started"} {
		r, err := report.Postmortem(report.Options{Audience: audience}, inc.AsOf(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)))
		require.NoError(t, err)
		assert.Equal(t, want, r.Incidents[0].Actions[0].State)
	}
}
