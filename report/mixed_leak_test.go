package report_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// mixed is a log that no verb would write: readable events between unreadable
// ones, and a word of its own in every string of the latter.
func mixed(t *testing.T, hidden timeline.Visibility, last timeline.Phase) *timeline.Log {
	t.Helper()
	log := timeline.NewLog(uuid.UUID{15: 1})
	n := 0
	secret := func(what string) string { n++; return fmt.Sprintf("SECRET-%02d-%s", n, what) }
	add := func(e timeline.Event) timeline.Event {
		e.Recorded = clock(12, 0)
		if e.Visibility == hidden {
			e.Actor, e.Source, e.Written, e.Assumption, e.Text = secret("actor"), secret("source"), secret("written"), secret("assumption"), secret("text")
			for _, m := range []string{"unknown", "detected_by"} {
				var err error
				e, err = e.WithMember(m, json.RawMessage(`"`+secret(m)+`"`))
				require.NoError(t, err)
			}
		}
		e, err := log.Add(e)
		require.NoError(t, err)
		return e
	}
	open := timeline.Public
	declared := add(timeline.Event{Kind: timeline.KindStatus, Status: "investigating", Phase: timeline.PhaseActive, Occurred: at(10, 0), Text: "Open title", Visibility: open})
	if last == "" {
		last = timeline.Phase(secret("phase"))
	}
	a := add(timeline.Event{Kind: timeline.KindStatus, Status: secret("status"), Phase: timeline.PhaseMitigated, Previous: declared.ID, Occurred: at(10, 30), Visibility: hidden})
	add(timeline.Event{Kind: timeline.KindStatus, Status: secret("status"), Phase: last, Resolution: secret("resolution"), Previous: a.ID, Occurred: at(11, 30), Visibility: hidden})
	add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region("eu"), Health: timeline.Major, Occurred: at(9, 50), Visibility: open})
	add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Component(secret("component")).In(secret("region")), Health: timeline.Major, Occurred: at(9, 40), Visibility: hidden})
	add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Component(secret("component")).In("eu"), Health: timeline.Partial, Occurred: at(9, 45), Ended: at(9, 55), Visibility: hidden})
	add(timeline.Event{Kind: timeline.KindRestore, Occurred: at(11, 0), Visibility: open})
	add(timeline.Event{Kind: timeline.KindNotAffected, Scope: timeline.Region(secret("region")), Visibility: hidden})
	add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at(9, 55), Visibility: hidden})
	add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Milestone(secret("milestone")), Occurred: at(9, 56), Visibility: hidden})
	add(timeline.Event{Kind: timeline.KindUpdate, Status: secret("word"), Occurred: at(10, 5), Visibility: hidden})
	add(timeline.Event{Kind: timeline.KindUpdate, Status: "identified", Text: "open words", Occurred: at(10, 25), Visibility: open})
	add(timeline.Event{Kind: timeline.KindUpdate, Milestone: timeline.UpdatePublished(secret("word")), Occurred: at(10, 26), Visibility: hidden})
	for _, k := range []timeline.Kind{"cause", "hypothesis", "symptom", "note", "severity", "action", "statement", timeline.KindSource, timeline.KindComplete, timeline.Kind(secret("kind"))} {
		add(timeline.Event{Kind: k, Occurred: at(9, 57), Visibility: hidden})
	}
	add(timeline.Event{Kind: timeline.KindStatus, Status: secret("fork"), Phase: timeline.PhaseClosed, Previous: declared.ID, RivalOf: a.ID, Occurred: at(11, 0), Visibility: hidden})
	return log
}

func TestNoLeakBetweenReadableEvents(t *testing.T) {
	for _, c := range []struct {
		hidden   timeline.Visibility
		audience report.Audience
		last     timeline.Phase // of the hidden last status; "" is a word of its own
	}{
		{timeline.Internal, report.Partner, ""},
		{timeline.Internal, report.Public, ""},
		{timeline.Internal, report.Public, timeline.PhaseClosed},
		{timeline.Partner, report.Public, timeline.PhaseClosed},
	} {
		v := mixed(t, c.hidden, c.last).AsOf(clock(23, 0))
		options := report.Options{Audience: c.audience, Period: timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z"), Definitions: slices.Collect(definition.All())}
		doc, err := report.Postmortem(options, v, v)
		require.NoError(t, err)
		found := map[string]bool{}
		eachString(reflect.ValueOf(doc), func(s string) {
			if strings.Contains(s, "SECRET") {
				found[s] = true
			}
		})
		for s := range found {
			t.Errorf("%s for %s: %q", c.hidden, c.audience, s)
		}
		for name, r := range renderers {
			out := render(t, r, doc)
			assert.NotContains(t, out, "SECRET", "%s for %s in %s", c.hidden, c.audience, name)
			assert.Contains(t, out, "open words", "what is for everyone is shown")
		}
	}
}
