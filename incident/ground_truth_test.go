package incident_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// truth is a record of what a public report of an incident says.
type truth struct {
	ID, Company, Title, Source, Timezone string
	Windows                              []struct{ Scope, Start, End, Level, Note string }
	Milestones                           map[string]*string
	Metrics                              []stated `json:"stated_metrics"`
	Oddities, Checks                     []string
	Timeline                             []struct{ At, Text string }
	Updates                              []struct{ Status, At string } `json:"status_updates"`
}

// stated is a figure as a report states it, with the minutes in it as far as they
// were read by hand.
type stated struct {
	Metric, Scope string
	Text          string `json:"value_text"`
	Minutes       *float64
}

// teller makes an incident of a record, and notes what it could not say.
type teller struct {
	t      *testing.T
	truth  truth
	zones  timeline.Zones
	label  string
	inc    *incident.Incident
	facts  map[string]timeline.Event // windows by "W0", entries of the timeline by "T0", milestones by name
	unsaid []string
}

func (r *teller) cannot(format string, args ...any) {
	r.unsaid = append(r.unsaid, fmt.Sprintf(format, args...))
}

// did keeps the event that tells a fact, under its name.
func (r *teller) did(what string) func(timeline.Event, error) {
	return func(e timeline.Event, err error) {
		if err != nil {
			r.cannot("%s: %v", what, err)
			return
		}
		r.facts[what] = e
	}
}

// healthOf reads the words that need no guess.
func healthOf(level string) timeline.Health {
	switch level {
	case "down", "unavailable", "total outage", "outage", "not available":
		return timeline.Major
	case "degraded", "severely degraded", "elevated errors", "delayed", "elevated packet loss":
		return timeline.Degraded
	case "partial availability", "intermittent partial outage":
		return timeline.Partial
	case "planned downtime":
		return timeline.Maintenance
	}
	return timeline.Unstated
}

// tell records all that the record says.
func (r *teller) tell() {
	tr := r.truth
	milestone := func(name string) string {
		if s := tr.Milestones[name]; s != nil {
			return *s
		}
		return ""
	}
	declared := cmp.Or(milestone("declared"), r.entry(truthEntries[tr.ID].declared))
	var err error
	r.inc, err = incident.Declare(incident.Declaration{
		Title: tr.Company + ": " + tr.Title, At: r.at(declared),
		Stamp: incident.Stamp{Source: tr.ID, Written: r.written(declared)},
	})
	require.NoError(r.t, err, tr.ID)
	r.did("source")(r.inc.Source(tr.ID, tr.Source, strings.Join(tr.Oddities, "; ")))
	r.did("reference")(r.as("").Refer(incident.Reference{System: tr.Company, URL: tr.Source}))
	starts := map[string]bool{}
	for i, w := range tr.Windows {
		r.window(fmt.Sprint("W", i), w.Scope, w.Start, w.End, w.Level, w.Note)
		starts[w.Start] = true
	}
	for _, name := range slices.Sorted(maps.Keys(tr.Milestones)) {
		text := milestone(name)
		if name == "impact_start" && starts[text] { // told by the window
			continue
		}
		if text != "" && name != "declared" {
			r.milestone(name, text)
		}
	}
	for _, u := range tr.Updates {
		r.did("update")(r.as(u.At).Publish(u.Status, "", r.at(u.At)))
	}
	for i, e := range tr.Timeline {
		r.did(fmt.Sprint("T", i))(r.as(e.At).Note(e.Text, r.at(e.At)))
	}
	for _, m := range tr.Metrics {
		r.did("metric")(r.as("").Note(m.Metric+": "+m.Text, timeline.Instant{}))
		if _, _, err := timeline.ReadLength(m.Text); err != nil {
			r.cannot("the stated %s %q is kept as words", m.Metric, m.Text)
		}
	}
	r.tellEntries()
	r.tellAccounts()
	for _, name := range resolvedNames {
		if s := milestone(name); s != "" {
			r.did(name)(r.as(s).Advance("resolve", r.at(s)))
		}
	}
}

func (r *teller) window(name, scope, start, end, level, note string) {
	place := timeline.Component(scope)
	if level == "not affected" {
		r.did("not affected")(r.as("").NotAffected(place))
		return
	}
	health := healthOf(level)
	if health == timeline.Unstated {
		r.cannot("how bad %q is, but in words", level)
	}
	text := strings.TrimSpace(level + " " + note)
	_, assumed := r.read(start)
	w := r.inc.As(incident.Stamp{Source: r.truth.ID, Written: r.written(start) + "/" + r.written(end), Assumption: assumed, Text: text})
	from, until := r.at(start), r.at(end)
	if end == "" {
		r.did(name)(w.Impact(place, health, from))
		return
	}
	r.did(name)(w.ImpactUntil(place, health, from, until))
}

// resolvedNames are the milestones that say that the incident was called resolved.
var resolvedNames = []string{"resolved", "resolved_banner", "resolved_update", "resolved_at", "posted_resolved", "postmortem_or_resolved"}

func (r *teller) milestone(name, text string) {
	known := map[string]timeline.Milestone{
		"detected": timeline.Detected, "first_alert": timeline.Detected, "paged": timeline.Detected, "reported": timeline.Detected,
		"impact_start": timeline.ImpactStarted, "root_cause_identified": timeline.CauseFound, "identified": timeline.CauseFound,
		"root_cause_confirmed_with_vendor": timeline.CauseConfirmed, "response_mobilised": timeline.Mobilized,
		"mitigated": timeline.Mitigated, "mitigation": timeline.Mitigated, "mitigation_executed": timeline.Mitigated,
		"fix_deployed": timeline.Mitigated, "fixed": timeline.Mitigated,
		"restored": timeline.Restored, "restored_all": timeline.Restored, "back_to_expected": timeline.Restored, "ended_header": timeline.Restored,
		"postmortem": timeline.ReviewPublished, "postmortem_posted": timeline.ReviewPublished,
	}
	switch m, ok := known[name]; {
	case slices.Contains(resolvedNames, name):
	case name == "started_at" || name == "mitigation_first_declared": // other accounts, see truthAccounts
	case name == "change_deployed" || name == "deploy":
		r.did(name)(r.as(text).Relate(incident.Change{Type: incident.Deployment, Text: name, At: r.at(text)}))
	case ok:
		r.did(name)(r.as(text).Mark(m, r.at(text)))
	default:
		r.did(name)(r.as(text).Mark(timeline.Milestone(name), r.at(text)))
	}
}

// groundTruth tells every record, or skips the test where there are none.
func groundTruth(t *testing.T) []*teller {
	t.Helper()
	dir := os.Getenv("ALLCLEAR_DATA")
	if dir == "" {
		t.Skip("ALLCLEAR_DATA names no folder with real incidents")
	}
	f, err := os.Open(dir + "/ground_truth.jsonl")
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	zones := truthZones(t)
	var out []*teller
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		r := &teller{t: t, zones: zones, facts: map[string]timeline.Event{}}
		require.NoError(t, json.Unmarshal(in.Bytes(), &r.truth))
		label, _, _ := strings.Cut(strings.TrimLeft(r.truth.Timezone, `"`), " ")
		r.label = strings.TrimRight(label, `"?`)
		r.tell()
		out = append(out, r)
	}
	require.NoError(t, in.Err())
	require.Len(t, out, 100)
	return out
}

// view is the record as of a moment after all of it.
func (r *teller) view() *timeline.View {
	return r.inc.AsOf(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))
}

// Every record becomes an incident that is stored, read again and measured. What
// could not be said of it is logged.
func TestGroundTruth(t *testing.T) {
	for _, r := range groundTruth(t) {
		view := r.view()
		again := decode(t, jsonOf(t, r.inc))
		assert.Equal(t, r.inc.Revision(), again.Revision())
		for _, m := range timeline.Standard() {
			assert.NotEmpty(t, m.Of(view).String())
		}
		for _, f := range incident.Of(view).Findings {
			r.cannot("finding %s: %s", f.Rule, f.Text)
		}
		for _, what := range r.unsaid {
			t.Log(cmp.Or(r.truth.ID, "?") + ": " + what)
		}
	}
}
