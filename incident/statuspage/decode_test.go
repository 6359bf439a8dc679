package statuspage_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/timeline"
)

// late is after everything in these tests.
var late = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

// one decodes a single record, with members beside an ID and a name.
func one(t *testing.T, members string) feed.Item {
	t.Helper()
	items, err := statuspage.DecodeBytes([]byte(`[{"id":"abc","name":"Checkout fails"`+members+`}]`), feed.Options{})
	require.NoError(t, err)
	require.Len(t, items, 1)
	assert.Equal(t, "[0]", items[0].Path)
	return items[0]
}

// updates writes updates at minutes past 14:00: "20 resolved", and what an update
// says of components after that.
func updates(entries ...string) string {
	var out []string
	for i, e := range entries {
		f := strings.SplitN(e, " ", 3)
		at := "2026-03-04T14:" + f[0] + ":00.000Z"
		u := fmt.Sprintf(`{"id":"u%d","status":%q,"body":"words %d","created_at":%q,"updated_at":%q,"display_at":%q`, i, f[1], i, at, at, at)
		if len(f) > 2 {
			u += `,"affected_components":` + f[2]
		}
		out = append(out, u+"}")
	}
	return `,"incident_updates":[` + strings.Join(out, ",") + "]"
}

// changed writes what an update says of one component.
func changed(name, before, after string) string {
	return fmt.Sprintf(`[{"code":%q,"name":%q,"old_status":%q,"new_status":%q}]`, name, name, before, after)
}

// rules returns the rules of the diagnostics, in order.
func rules(item feed.Item) []string {
	var out []string
	for _, d := range item.Diagnostics {
		out = append(out, string(d.Rule))
	}
	return out
}

// statuses returns the status history, each with its minute.
func statuses(item feed.Item) []string {
	var out []string
	for st := range item.Incident.AsOf(late).Statuses() {
		at, _ := st.At.Stated()
		out = append(out, at.Format("04 ")+st.Name)
	}
	return out
}

func TestDecode(t *testing.T) {
	item := one(t, `,"impact":"major","created_at":"2026-03-04T14:00:30.000Z"`+updates(
		"40 resolved", "20 monitoring", "10 investigating", "00 investigating"))
	assert.Equal(t, "abc", item.ID)
	assert.Empty(t, item.Diagnostics)
	assert.Equal(t, []string{"00 investigating", "20 monitoring", "40 resolved"}, statuses(item))
	s := incident.Of(item.Incident.AsOf(late), lifecycle.Statuspage())
	assert.Equal(t, "Checkout fails", s.Title)
	assert.Empty(t, s.Findings)
	require.Len(t, s.Updates, 4)
	assert.Equal(t, "words 3", s.Updates[0].Text)
	assert.Equal(t, timeline.Public, s.Updates[0].Visibility)
	assert.Equal(t, "2026-03-04T14:00:00.000Z", s.Updates[0].Written)
	raw, ok := s.Updates[0].Member(statuspage.Member)
	require.True(t, ok)
	assert.Contains(t, string(raw), `"id":"u3"`)
	rated, ok := s.Severity()
	require.True(t, ok)
	assert.Equal(t, "major", rated.Word)
}

// What a page writes afterwards was not known before.
func TestRecordedWhenWritten(t *testing.T) {
	item := one(t, `,"incident_updates":[{"id":"u","status":"resolved","body":"It was down in 2010.","display_at":"2010-02-15T06:28:00.000Z","created_at":"2018-12-05T11:24:12.320Z"}]`)
	assert.Equal(t, []string{"backdated"}, rules(item))
	_, known := item.Incident.AsOf(time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC)).Status()
	assert.False(t, known)
	st, known := item.Incident.AsOf(late).Status()
	assert.True(t, known)
	assert.Equal(t, "2010-02-15T06:28:00Z", st.At.String())
}

// Components become worse, better and well as the page showed them.
func TestComponents(t *testing.T) {
	item := one(t, updates(
		"00 investigating "+changed("API", "operational", "degraded_performance"),
		"10 investigating "+changed("API", "degraded_performance", "major_outage"),
		"15 identified "+changed("Web", "operational", "partial_outage"),
		"30 monitoring "+changed("API", "major_outage", "operational"),
		"40 resolved "+changed("Web", "partial_outage", "operational"),
	))
	assert.Empty(t, item.Diagnostics)
	view := item.Incident.AsOf(late)
	assert.Equal(t, "20m", timeline.Downtime().In(timeline.Component("API")).Of(view).String())
	assert.Equal(t, "10m", timeline.DegradedTime().In(timeline.Component("API")).Of(view).String())
	assert.Equal(t, "30m", timeline.TimeToRestore().In(timeline.Component("API")).Of(view).String())
	assert.Equal(t, "25m", timeline.TimeToRestore().In(timeline.Component("Web")).Of(view).String())
	then := item.Incident.AsOf(time.Date(2026, 3, 4, 14, 20, 0, 0, time.UTC))
	assert.Equal(t, "≥ 20m", timeline.TimeToRestore().In(timeline.Component("API")).Of(then).String(), "what was known then")
}

func TestDiagnostics(t *testing.T) {
	for _, c := range []struct {
		name     string
		members  string
		rules    []string
		statuses []string
	}{
		{"a status that nobody knows", updates("00 investigating", "10 panicking", "20 resolved"),
			[]string{"unknown_status"}, []string{"00 investigating", "20 resolved"}},
		{"the word update changes nothing", updates("00 investigating", "10 update", "20 resolved"),
			nil, []string{"00 investigating", "20 resolved"}},
		{"a move that pages do not make", updates("00 resolved", "10 investigating"), []string{"illegal_move"}, []string{"00 resolved"}},
		{"a maintenance", `,"status":"completed","impact":"maintenance"` + updates("00 scheduled", "10 in_progress", "20 completed"),
			nil, []string{"00 scheduled", "10 in_progress", "20 completed"}},
		{"an impact that nobody knows", `,"impact":"cosmic"` + updates("00 resolved"), []string{"unknown_impact"}, []string{"00 resolved"}},
		{"an override", `,"impact":"cosmic","impact_override":"minor"` + updates("00 resolved"), nil, []string{"00 resolved"}},
		{"members that nobody knows", `,"colour":"red"` + updates("00 resolved"), []string{"unknown_member"}, []string{"00 resolved"}},
		{"a member of another type", `,"impact":7` + updates("00 resolved"), []string{"bad_member"}, []string{"00 resolved"}},
		{"a time that does not read", `,"started_at":"9 o'clock"` + updates("00 resolved"), []string{"bad_time"}, []string{"00 resolved"}},
		{"no updates", `,"status":"resolved"`, []string{"no_updates", "resolved_without_time"}, []string{"00 resolved"}},
		{"resolved before it started", `,"started_at":"2026-03-04T15:00:00Z","resolved_at":"2026-03-04T14:00:00Z"` + updates("00 resolved"),
			[]string{"resolved_before_started"}, []string{"00 resolved"}},
		{"no length", `,"started_at":"2026-03-04T15:00:00+01:00","resolved_at":"2026-03-04T14:00:00Z"` + updates("00 resolved"),
			[]string{"zero_length"}, []string{"00 resolved"}},
		{"another status than its updates", `,"status":"investigating"` + updates("00 resolved"), []string{"status_differs"}, []string{"00 resolved"}},
		{"a component changed in between", updates("00 investigating "+changed("A", "operational", "major_outage"), "10 resolved "+changed("A", "partial_outage", "operational")),
			[]string{"component_chain"}, []string{"00 investigating", "10 resolved"}},
		{"a component was bad before", updates("00 resolved " + changed("A", "major_outage", "operational")), []string{"component_chain"}, []string{"00 resolved"}},
		{"a component that is not well", updates("00 resolved " + changed("A", "operational", "major_outage")), []string{"still_affected"}, []string{"00 resolved"}},
		{"a component in a state that nobody knows", updates("00 resolved " + changed("A", "operational", "on_fire")), []string{"unknown_health"}, []string{"00 resolved"}},
		{"a placeholder", updates(`00 resolved [{"name":"No components were affected by this update."}]`), nil, []string{"00 resolved"}},
		{"a postmortem", `,"status":"resolved"` + updates("00 resolved", "30 postmortem"), []string{"resolved_without_time"}, []string{"00 resolved", "30 postmortem"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			item := one(t, c.members)
			assert.Equal(t, c.rules, rules(item))
			assert.Equal(t, c.statuses, statuses(item))
			for _, d := range item.Diagnostics {
				assert.True(t, strings.HasPrefix(d.Path, "[0]"), d.Path)
				assert.NotEmpty(t, d.Text)
			}
		})
	}
}

func TestRecordsThatAreNoIncidents(t *testing.T) {
	items, err := statuspage.DecodeBytes([]byte(`[7,{},{"id":"x","status":"panicking"},{"incident_updates":[3,{"status":"resolved"}]}]`), feed.Options{})
	require.NoError(t, err)
	require.Len(t, items, 4)
	for _, item := range items[:3] {
		assert.Nil(t, item.Incident, item.Path)
		assert.NotEmpty(t, item.Diagnostics)
	}
	assert.Equal(t, []string{"bad_member", "no_name", "no_id", "no_time", "no_time"}, rules(items[3]))
	assert.NotNil(t, items[3].Incident)
}

// A record without updates says what its status is, and not since when: unless it is
// over, and says so.
func TestNoUpdates(t *testing.T) {
	created := `,"created_at":"2026-03-04T14:00:00Z","updated_at":"2026-03-04T15:30:00Z"`
	for members, want := range map[string]string{
		`,"status":"investigating"` + created:                                      "unknown",
		`,"status":"resolved"` + created:                                           "unknown",
		`,"status":"resolved","resolved_at":"2026-03-04T15:00:00Z"` + created:      "2026-03-04T15:00:00Z",
		`,"status":"investigating","resolved_at":"2026-03-04T15:00:00Z"` + created: "unknown",
	} {
		item := one(t, members)
		st, ok := item.Incident.AsOf(late).Status()
		require.True(t, ok)
		assert.Equal(t, want, cmp.Or(st.At.String(), "unknown"), members)
		_, known := item.Incident.AsOf(time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC)).Status()
		assert.False(t, known, "nobody knows what the record said before it was last changed")
	}
}

// The shapes in which pages answer.
func TestShapes(t *testing.T) {
	rec := `{"id":"a","name":"n"` + updates("00 resolved") + `}`
	for name, c := range map[string]struct {
		doc   string
		paths []string
	}{
		"incidents.json":  {`{"page":{"id":"p"},"incidents":[` + rec + `,` + rec + `]}`, []string{"incidents[0]", "incidents[1]"}},
		"summary.json":    {`{"page":{},"components":[{"id":"c"}],"incidents":[` + rec + `],"scheduled_maintenances":[` + rec + `],"status":{}}`, []string{"incidents[0]", "scheduled_maintenances[0]"}},
		"a list":          {`[` + rec + `]`, []string{"[0]"}},
		"a single one":    {rec, []string{""}},
		"a notification":  {`{"meta":{},"page":{},"incident":` + rec + `}`, []string{"incident"}},
		"none":            {`{"page":{"id":"p"},"incidents":[]}`, nil},
		"something else":  {`{"id":"x","colour":"red"}`, nil},
		"components only": {`{"page":{},"components":[{"id":"c","created_at":"x"}]}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			items, err := statuspage.DecodeBytes([]byte(c.doc), feed.Options{})
			require.NoError(t, err)
			var paths []string
			for _, item := range items {
				paths = append(paths, item.Path)
				require.NotNil(t, item.Incident)
				assert.Equal(t, items[0].Incident.Revision(), item.Incident.Revision(), "the same record is the same incident")
			}
			assert.Equal(t, c.paths, paths)
		})
	}
}

func TestBrokenDocuments(t *testing.T) {
	rec := `{"id":"a","name":"n"` + updates("00 resolved") + `}`
	items, err := statuspage.DecodeBytes([]byte(`{"incidents":[`+rec+`,{"id":`), feed.Options{})
	assert.ErrorContains(t, err, "incidents[1]")
	assert.Len(t, items, 1)
	_, err = statuspage.DecodeBytes([]byte(`[`+rec+`,`+rec+`]`), feed.Options{MaxCount: 1})
	assert.ErrorContains(t, err, "too many records")
	items, err = statuspage.DecodeBytes([]byte(`[{"id":"`+strings.Repeat("x", 900)+`"},`+rec+`]`), feed.Options{MaxBytes: 800})
	require.NoError(t, err)
	require.Len(t, items, 2)
	assert.Equal(t, []string{"too_large"}, rules(items[0]))
	assert.NotNil(t, items[1].Incident)
	for item, err := range statuspage.Decode(iotest.ErrReader(os.ErrClosed), feed.Options{}) {
		assert.Equal(t, os.ErrClosed, err)
		assert.Nil(t, item.Incident)
	}
	for range statuspage.Decode(strings.NewReader(`[`+rec+`,`+rec+`]`), feed.Options{}) {
		break
	}
}

// The order in which a page lists updates does not matter.
func TestOrderOfUpdatesDoesNotMatter(t *testing.T) {
	entries := []string{
		"00 investigating " + changed("API", "operational", "degraded_performance"), "10 identified",
		"10 monitoring " + changed("API", "degraded_performance", "operational"), "30 resolved",
	}
	var all []json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(strings.TrimPrefix(updates(entries...), `,"incident_updates":`)), &all))
	r := rand.New(rand.NewPCG(1, 1))
	var first string
	for range 20 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		list, err := json.Marshal(all)
		require.NoError(t, err)
		item := one(t, `,"incident_updates":`+string(list))
		if first == "" {
			first = item.Incident.Revision()
		}
		assert.Equal(t, first, item.Incident.Revision())
		assert.Equal(t, []string{"00 investigating", "10 identified", "10 monitoring", "30 resolved"}, statuses(item))
	}
}

// The counts that a dumb reading of the raw file yields are those of the decoder.
func TestRealFile(t *testing.T) {
	dir := os.Getenv("ALLCLEAR_DATA")
	if dir == "" {
		t.Skip("ALLCLEAR_DATA names no folder with real incidents")
	}
	data, err := os.ReadFile(dir + "/statuspage-github-2010-2023.json")
	require.NoError(t, err)
	want, moves := dumb(t, data)
	items, err := statuspage.DecodeBytes(data, feed.Options{})
	require.NoError(t, err)
	got, gotMoves := map[string]int{"incidents": len(items)}, map[string]int{}
	for _, item := range items {
		require.NotNil(t, item.Incident, item.Path)
		for _, d := range item.Diagnostics {
			if _, counted := want[string(d.Rule)]; counted {
				got[string(d.Rule)]++
			}
		}
		before := ""
		for st := range item.Incident.AsOf(late).Statuses() {
			if before != "" {
				gotMoves[before+" "+st.Name]++
			}
			before = st.Name
		}
		assert.Empty(t, incident.Of(item.Incident.AsOf(late), lifecycle.Statuspage()).Findings, item.Path)
	}
	assert.Equal(t, want, got)
	assert.Equal(t, moves, gotMoves)
	t.Log(want, moves)
}

// dumb counts in a file what can be counted without understanding it.
func dumb(t *testing.T, data []byte) (counts, moves map[string]int) {
	t.Helper()
	var page struct {
		Incidents []struct {
			Started  time.Time `json:"started_at"`
			Resolved time.Time `json:"resolved_at"`
			Updates  []struct {
				Status  string    `json:"status"`
				Created time.Time `json:"created_at"`
				Updated time.Time `json:"updated_at"`
				Display time.Time `json:"display_at"`
			} `json:"incident_updates"`
		} `json:"incidents"`
	}
	require.NoError(t, json.Unmarshal(data, &page))
	counts, moves = map[string]int{"incidents": len(page.Incidents)}, map[string]int{}
	for _, inc := range page.Incidents {
		if inc.Resolved.Before(inc.Started) {
			counts["resolved_before_started"]++
		}
		if inc.Resolved.Equal(inc.Started) {
			counts["zero_length"]++
		}
		slices.SortStableFunc(inc.Updates, func(a, b struct {
			Status  string    `json:"status"`
			Created time.Time `json:"created_at"`
			Updated time.Time `json:"updated_at"`
			Display time.Time `json:"display_at"`
		}) int {
			if c := a.Display.Compare(b.Display); c != 0 {
				return c
			}
			return a.Created.Compare(b.Created)
		})
		for i, u := range inc.Updates {
			if u.Display.Before(u.Created) {
				counts["backdated"]++
			}
			if u.Updated.After(u.Created) {
				counts["edited"]++
			}
			if i > 0 && inc.Updates[i-1].Status != u.Status {
				moves[inc.Updates[i-1].Status+" "+u.Status]++
			}
		}
	}
	return counts, moves
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"page":{"id":"p"},"incidents":[{"id":"a","name":"n","impact":"minor"` + updates("00 investigating "+changed("A", "operational", "major_outage"), "10 resolved") + `}]}`))
	f.Add([]byte(`[{"id":"a"` + updates("00 scheduled", "10 update", "20 completed "+changed("A", "x", "under_maintenance")) + `}]`))
	f.Add([]byte(`{"id":"a","status":"resolved","created_at":"2010-01-01T00:00:00Z"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		items, _ := statuspage.DecodeBytes(data, feed.Options{MaxCount: 100})
		for _, item := range items {
			if item.Incident == nil {
				require.NotEmpty(t, item.Diagnostics)
				continue
			}
			stored, err := item.Incident.MarshalJSON()
			require.NoError(t, err)
			again, err := incident.Decode(stored, lifecycle.Statuspage())
			require.NoError(t, err)
			require.Equal(t, item.Incident.Revision(), again.Revision())
		}
	})
}
