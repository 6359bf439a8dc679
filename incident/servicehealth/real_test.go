package servicehealth_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/incident/servicehealth"
	"github.com/allclear-go/allclear/timeline"
)

// The counts that a dumb reading of the raw file yields are those of the decoder,
// and the window of each incident is what its begin and end say.
func TestRealFile(t *testing.T) {
	dir := os.Getenv("ALLCLEAR_DATA")
	if dir == "" {
		t.Skip("ALLCLEAR_DATA names no folder with real incidents")
	}
	data, err := os.ReadFile(dir + "/gcp-incidents-2021-2022.json")
	require.NoError(t, err)
	var raw []rawIncident
	require.NoError(t, json.Unmarshal(data, &raw))
	want, moves := dumb(raw)
	items, err := servicehealth.DecodeBytes(data, feed.Options{})
	require.NoError(t, err)
	got, gotMoves := map[string]int{"incidents": len(items)}, map[string]int{}
	for i, item := range items {
		require.NotNil(t, item.Incident, item.Path)
		for _, d := range item.Diagnostics {
			got[string(d.Rule)]++
		}
		view := item.Incident.AsOf(late)
		before := ""
		for st := range view.Statuses() {
			if before != "" {
				gotMoves[before+" "+st.Name]++
			}
			before = st.Name
		}
		assert.Empty(t, incident.Of(view, lifecycle.ServiceHealth()).Findings, item.Path)
		took, ok := timeline.TimeToRestore().Of(view).Duration()
		assert.True(t, ok, item.ID)
		assert.Equal(t, raw[i].End.Sub(raw[i].Begin), took, item.ID)
	}
	for _, left := range []feed.Rule{servicehealth.Grid, servicehealth.LocationAdded, servicehealth.LocationDropped} {
		t.Log(left, got[string(left)])
		delete(got, string(left))
	}
	assert.Equal(t, want, got)
	assert.Equal(t, moves, gotMoves)
	t.Log(want, moves)
}

type rawIncident struct {
	Begin, End time.Time
	Updates    []rawUpdate
}

type rawUpdate struct {
	Status                  string
	When, Created, Modified time.Time
}

// dumb counts in a file what can be counted without understanding it.
func dumb(raw []rawIncident) (counts, moves map[string]int) {
	counts, moves = map[string]int{"incidents": len(raw)}, map[string]int{}
	count := func(rule feed.Rule, holds bool) {
		if holds {
			counts[string(rule)]++
		}
	}
	for _, inc := range raw {
		count(feed.ResolvedBeforeStarted, inc.End.Before(inc.Begin))
		count(feed.ZeroLength, inc.End.Equal(inc.Begin))
		slices.SortStableFunc(inc.Updates, func(a, b rawUpdate) int { return a.When.Compare(b.When) })
		count(servicehealth.BeganLater, inc.Begin.After(inc.Updates[0].When))
		if !slices.ContainsFunc(inc.Updates, func(u rawUpdate) bool { return u.Status == "AVAILABLE" }) {
			count(servicehealth.NeverAvailable, true)
			moves[strings.ToLower(inc.Updates[len(inc.Updates)-1].Status)+" available"]++ // not said, and reported
		}
		for i, u := range inc.Updates {
			count(feed.Backdated, u.When.Before(u.Created))
			count(feed.Edited, u.Modified.After(u.Created))
			count(servicehealth.AfterEnd, u.Status != "AVAILABLE" && u.When.After(inc.End))
			if i > 0 && inc.Updates[i-1].Status != u.Status {
				moves[strings.ToLower(inc.Updates[i-1].Status+" "+u.Status)]++
			}
		}
	}
	return counts, moves
}
