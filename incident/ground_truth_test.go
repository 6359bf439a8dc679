package incident_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
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
	Metrics                              []struct {
		Metric, Scope string
		Text          string `json:"value_text"`
	} `json:"stated_metrics"`
	Oddities []string
	Timeline []struct{ At, Text string }
	Updates  []struct{ Status, At string } `json:"status_updates"`
}

// teller makes an incident of a record, and notes what it could not say.
type teller struct {
	t      *testing.T
	truth  truth
	zones  timeline.Zones
	label  string
	inc    *incident.Incident
	unsaid []string
}

func (r *teller) cannot(format string, args ...any) {
	r.unsaid = append(r.unsaid, fmt.Sprintf(format, args...))
}

// at reads a time as the record has it: with an offset, or by the clock of the
// place that the record names. What does not read is unknown, and its text is kept
// as it is written.
func (r *teller) at(text string) timeline.Instant {
	if text == "" {
		return timeline.Instant{}
	}
	if i, err := timeline.ParseInstant(text); err == nil {
		return i
	}
	local, label := strings.Replace(text, " ", "T", 1), r.label
	if before, after, ok := strings.Cut(local, " "); ok {
		local, label = before, after
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T1504"} {
		wall, err := time.Parse(layout, local)
		if err != nil {
			continue
		}
		i, doubts, err := r.zones.Read(wall, label)
		for _, d := range doubts {
			r.cannot("%q: %s", text, d.Text)
		}
		if err == nil {
			return i
		}
		r.cannot("%q: %v", text, err)
		return timeline.Instant{}
	}
	r.cannot("%q is no time", text)
	return timeline.Instant{}
}

// as returns a writer that keeps how the time was written.
func (r *teller) as(written string) incident.Writer {
	return r.inc.As(incident.Stamp{Source: r.truth.ID, Written: written})
}

func (r *teller) did(what string) func(timeline.Event, error) {
	return func(_ timeline.Event, err error) {
		if err != nil {
			r.cannot("%s: %v", what, err)
		}
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
	var err error
	r.inc, err = incident.Declare(incident.Declaration{
		Title: tr.Company + ": " + tr.Title, At: r.at(milestone("declared")),
		Stamp: incident.Stamp{Source: tr.ID, Written: milestone("declared")},
	})
	require.NoError(r.t, err, tr.ID)
	r.did("source")(r.inc.Source(tr.ID, tr.Source, strings.Join(tr.Oddities, "; ")))
	r.did("reference")(r.as("").Refer(incident.Reference{System: tr.Company, URL: tr.Source}))
	for _, w := range tr.Windows {
		r.window(w.Scope, w.Start, w.End, w.Level, w.Note)
	}
	for _, name := range slices.Sorted(maps.Keys(tr.Milestones)) {
		if text := milestone(name); text != "" && name != "declared" {
			r.milestone(name, text)
		}
	}
	for _, u := range tr.Updates {
		r.did("update")(r.as(u.At).Publish(u.Status, "", r.at(u.At)))
	}
	for _, e := range tr.Timeline {
		r.did("note")(r.as(e.At).Note(e.Text, r.at(e.At)))
	}
	for _, m := range tr.Metrics {
		r.did("metric")(r.as("").Note(m.Metric+": "+m.Text, timeline.Instant{}))
		if _, _, err := timeline.ReadLength(m.Text); err != nil {
			r.cannot("the stated %s %q is kept as words", m.Metric, m.Text)
		}
	}
	if s := milestone("resolved"); s != "" {
		r.did("resolved")(r.as(s).Advance("resolve", r.at(s)))
	}
}

func (r *teller) window(scope, start, end, level, note string) {
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
	w := r.inc.As(incident.Stamp{Source: r.truth.ID, Written: start + "/" + end, Text: text})
	from, until := r.at(start), r.at(end)
	if end == "" {
		r.did("impact")(w.Impact(place, health, from))
		return
	}
	r.did("impact")(w.ImpactUntil(place, health, from, until))
}

func (r *teller) milestone(name, text string) {
	known := map[string]timeline.Milestone{
		"detected": timeline.Detected, "impact_start": timeline.ImpactStarted, "restored": timeline.Restored, "restored_all": timeline.Restored,
		"root_cause_identified": timeline.CauseFound, "root_cause_confirmed_with_vendor": timeline.CauseConfirmed, "mitigated": timeline.Mitigated,
		"mitigation": timeline.Mitigated, "postmortem": timeline.ReviewPublished, "postmortem_posted": timeline.ReviewPublished,
		"response_mobilised": timeline.Mobilized,
	}
	switch m, ok := known[name]; {
	case name == "resolved":
	case name == "change_deployed" || name == "deploy":
		r.did(name)(r.as(text).Relate(incident.Change{Type: incident.Deployment, Text: name, At: r.at(text)}))
	case ok:
		r.did(name)(r.as(text).Mark(m, r.at(text)))
	default:
		r.did(name)(r.as(text).Mark(timeline.Milestone(name), r.at(text)))
	}
}

// Every record becomes an incident that is stored, read again and measured. What
// could not be said of it is logged.
func TestGroundTruth(t *testing.T) {
	dir := os.Getenv("ALLCLEAR_DATA")
	if dir == "" {
		t.Skip("ALLCLEAR_DATA names no folder with real incidents")
	}
	f, err := os.Open(dir + "/ground_truth.jsonl")
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	zones := timeline.Zones{}
	for label, name := range map[string]string{
		"PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "EST": "America/New_York", "CET": "Europe/Prague", "CEST": "Europe/Prague",
		"America/Los_Angeles": "America/Los_Angeles", "Europe/London": "Europe/London",
	} {
		place, err := time.LoadLocation(name)
		require.NoError(t, err)
		zones[label] = []*time.Location{place}
	}
	in, records := bufio.NewScanner(f), 0
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		r := teller{t: t, zones: zones}
		require.NoError(t, json.Unmarshal(in.Bytes(), &r.truth))
		label, _, _ := strings.Cut(strings.TrimLeft(r.truth.Timezone, `"`), " ")
		r.label = strings.TrimRight(label, `"?`)
		r.tell()
		records++
		view := r.inc.AsOf(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))
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
	require.NoError(t, errors.Join(in.Err()))
	assert.Equal(t, 100, records)
}
