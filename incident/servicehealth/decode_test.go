package servicehealth_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/incident/servicehealth"
	"github.com/allclear-go/allclear/timeline"
)

// late is after everything in these tests.
var late = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

// clock is a time of the day of these tests.
func clock(hhmm string) string { return "2026-03-04T" + hhmm + ":00+00:00" }

// places writes a list of products or locations: "us,eu".
func places(list string) string {
	var out []string
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' }) {
		out = append(out, fmt.Sprintf(`{"title":"The %s","id":%q}`, name, name))
	}
	return "[" + strings.Join(out, ",") + "]"
}

// update writes an update: "14:20 SERVICE_OUTAGE us,eu".
func update(line string) string {
	f := append(strings.Fields(line), "", "")
	return fmt.Sprintf(`{"created":%q,"modified":%q,"when":%q,"text":"words","status":%q,"affected_locations":%s}`,
		clock(f[0]), clock(f[0]), clock(f[0]), f[1], places(f[2]))
}

// record writes an incident: its begin and end, each perhaps empty, its products,
// and its updates.
func record(begin, end, products string, updates ...string) string {
	var list []string
	for _, u := range updates {
		list = append(list, update(u))
	}
	out := `{"id":"abc","number":"1","external_desc":"Storage fails","modified":` + fmt.Sprintf("%q", clock("20:00"))
	if begin != "" {
		out += fmt.Sprintf(`,"begin":%q`, clock(begin))
	}
	if end != "" {
		out += fmt.Sprintf(`,"end":%q`, clock(end))
	}
	return out + `,"affected_products":` + places(products) + `,"updates":[` + strings.Join(list, ",") + `]}`
}

// one decodes a single record.
func one(t *testing.T, record string) feed.Item {
	t.Helper()
	items, err := servicehealth.DecodeBytes([]byte("["+record+"]"), feed.Options{})
	require.NoError(t, err)
	require.Len(t, items, 1)
	return items[0]
}

// rules returns the rules of the diagnostics, in order.
func rules(item feed.Item) string {
	var out []string
	for _, d := range item.Diagnostics {
		out = append(out, string(d.Rule))
	}
	return strings.Join(out, " ")
}

// impacts returns where it was, how bad, since when and until when.
func impacts(item feed.Item) []string {
	short := strings.NewReplacer("2026-03-04T", "", ":00Z", "")
	var out []string
	for i := range item.Incident.AsOf(late).Impacts() {
		out = append(out, short.Replace(fmt.Sprintf("%s %s %s-%s", i.Scope, i.Health, i.Start, i.End)))
	}
	return out
}

func TestDecode(t *testing.T) {
	item := one(t, record("13:50", "15:10", "sql", "15:15 AVAILABLE us", "14:30 SERVICE_OUTAGE us", "14:00 SERVICE_DISRUPTION us"))
	assert.Equal(t, "abc", item.ID)
	assert.Equal(t, "[0]", item.Path)
	assert.Empty(t, item.Diagnostics)
	assert.Equal(t, []string{"us/The sql partial 13:50-14:30", "us/The sql major 14:30-15:10"}, impacts(item))
	view := item.Incident.AsOf(late)
	s := incident.Of(view, lifecycle.ServiceHealth())
	assert.Equal(t, "Storage fails", s.Title)
	assert.Empty(t, s.Findings)
	require.Len(t, s.Updates, 3)
	assert.Equal(t, "SERVICE_DISRUPTION", s.Updates[0].Status, "the page's own word")
	raw, ok := s.Updates[0].Member(servicehealth.Member)
	require.True(t, ok)
	assert.JSONEq(t, update("14:00 SERVICE_DISRUPTION us"), string(raw))
	var words []string
	for _, r := range s.Severities {
		words = append(words, r.Event.Occurred.String()+" "+r.Level.String())
	}
	assert.Equal(t, []string{"2026-03-04T14:00:00Z moderate", "2026-03-04T14:30:00Z major"}, words)
	us := timeline.Region("us")
	assert.Equal(t, "40m", timeline.Downtime().In(us).Of(view).String())
	assert.Equal(t, "1h20m", timeline.TimeToRestore().In(us).Of(view).String())
	assert.Equal(t, "1h20m", timeline.TimeToRestore().Of(view).String())
	assert.Equal(t, "available", mustStatus(t, item).Name)
	assert.Equal(t, "2026-03-04T15:15:00Z", mustStatus(t, item).At.String(), "when it was said")
}

func mustStatus(t *testing.T, item feed.Item) timeline.Status {
	t.Helper()
	st, ok := item.Incident.AsOf(late).Status()
	require.True(t, ok)
	return st
}

// Before the page was modified, it was not known when the incident ended: only
// that it was said to be over.
func TestWhatWasKnownThen(t *testing.T) {
	item := one(t, record("13:50", "15:10", "sql", "15:15 AVAILABLE us", "14:00 SERVICE_OUTAGE us"))
	for now, want := range map[string]string{"14:10": "≥ 20m", "15:20": "1h25m", "20:00": "1h20m"} {
		at, err := time.Parse(time.RFC3339, clock(now))
		require.NoError(t, err)
		assert.Equal(t, want, timeline.TimeToRestore().Of(item.Incident.AsOf(at)).String(), now)
	}
}

func TestGrid(t *testing.T) {
	for _, c := range []struct {
		name, record, rules string
		impacts             []string
	}{
		{"no end: until it is said to be available", record("13:50", "", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), "",
			[]string{"us/The sql major 13:50-15:00"}},
		{"nor a begin", record("", "", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), "",
			[]string{"us/The sql major [..14:00]-15:00"}},
		{"no locations", record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE", "15:00 AVAILABLE"), "",
			[]string{"The sql major 13:50-15:00"}},
		{"no products either", record("13:50", "15:00", "", "14:00 SERVICE_OUTAGE", "15:00 AVAILABLE"), "",
			[]string{"whole major 13:50-15:00"}},
		{"the service instead of products", strings.Replace(record("13:50", "15:00", "", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), `"number"`, `"service_name":"SQL","number"`, 1), "",
			[]string{"us/SQL major 13:50-15:00"}},
		{"a grid", record("13:50", "15:00", "sql,gke", "14:00 SERVICE_OUTAGE us,eu", "15:00 AVAILABLE us,eu"), "grid",
			[]string{"eu/The gke major 13:50-15:00", "eu/The sql major 13:50-15:00", "us/The gke major 13:50-15:00", "us/The sql major 13:50-15:00"}},
		{"information is no health", record("13:50", "15:00", "sql", "14:00 SERVICE_INFORMATION us", "15:00 AVAILABLE us"), "",
			[]string{"us/The sql  13:50-15:00"}},
		{"a location more", record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "14:10 SERVICE_OUTAGE us,eu", "15:00 AVAILABLE us,eu"), "location_added",
			[]string{"us/The sql major 13:50-15:00", "eu/The sql major [13:50..14:10]-15:00"}},
		{"a location less", record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE eu,us", "14:10 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), "location_dropped",
			[]string{"eu/The sql major 13:50-[14:00..14:10]", "us/The sql major 13:50-15:00"}},
		{"and back", record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE eu,us", "14:10 SERVICE_OUTAGE us", "14:20 SERVICE_OUTAGE eu,us", "15:00 AVAILABLE us"), "location_dropped",
			[]string{"eu/The sql major 13:50-[14:00..14:10]", "us/The sql major 13:50-15:00", "eu/The sql major [14:10..14:20]-15:00"}},
		{"an empty list says nothing", record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "14:10 SERVICE_OUTAGE", "15:00 AVAILABLE"), "",
			[]string{"us/The sql major 13:50-15:00"}},
		{"a location that only the last update names", record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE", "15:00 AVAILABLE us"), "",
			[]string{"us/The sql major 13:50-15:00"}},
		{"after it became worse, nobody says how bad", record("13:50", "15:00", "sql", "14:00 SERVICE_DISRUPTION", "14:10 SERVICE_OUTAGE", "15:00 AVAILABLE us"), "",
			[]string{"us/The sql  13:50-15:00"}},
		{"a location that no update names", strings.Replace(record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), `"number"`, `"previously_affected_locations":`+places("us,eu")+`,"number"`, 1), "location_added",
			[]string{"us/The sql major 13:50-15:00", "eu/The sql major [13:50..15:00]-15:00"}},
		{"begins after it was posted", record("14:10", "15:00", "sql", "14:00 SERVICE_DISRUPTION us", "14:05 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), "began_later",
			[]string{"us/The sql partial [14:00..14:10]-14:05", "us/The sql major 14:05-15:00"}},
		{"all posted after the end", record("13:50", "13:55", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), "after_end",
			[]string{"us/The sql major 13:50-13:55"}},
		{"worse after the end", record("13:50", "14:05", "sql", "14:00 SERVICE_DISRUPTION us", "14:10 SERVICE_OUTAGE us,eu", "15:00 AVAILABLE us"), "after_end location_added",
			[]string{"us/The sql partial 13:50-14:05", "eu/The sql major [13:50..14:05]-14:05"}},
		{"never available", record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us"), "never_available",
			[]string{"us/The sql major 13:50-15:00"}},
		{"it goes on", record("13:50", "", "sql", "14:00 SERVICE_OUTAGE us"), "",
			[]string{"us/The sql major 13:50-"}},
		{"it comes back", record("13:50", "", "sql", "14:00 SERVICE_OUTAGE us", "14:30 AVAILABLE us", "15:00 SERVICE_OUTAGE us", "16:00 AVAILABLE us"), "",
			[]string{"us/The sql major 13:50-14:30", "us/The sql major 15:00-16:00"}},
		{"it comes back, nowhere in particular", record("13:50", "16:00", "sql", "14:00 SERVICE_OUTAGE us", "14:30 AVAILABLE us", "15:00 SERVICE_OUTAGE", "16:00 AVAILABLE us"), "",
			[]string{"us/The sql major 13:50-14:30", "The sql major 15:00-16:00"}},
		{"several times available", record("13:50", "", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us", "16:00 AVAILABLE us"), "",
			[]string{"us/The sql major 13:50-15:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			item := one(t, c.record)
			require.NotNil(t, item.Incident)
			assert.Equal(t, c.rules, rules(item), item.Diagnostics)
			assert.ElementsMatch(t, c.impacts, impacts(item))
			assert.Empty(t, incident.Of(item.Incident.AsOf(late), lifecycle.ServiceHealth()).Findings)
		})
	}
}

func TestDiagnostics(t *testing.T) {
	with := func(members string) string {
		return strings.Replace(record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), `"number"`, members+`,"number"`, 1)
	}
	for _, c := range []struct{ name, record, want string }{
		{"a status that nobody knows", record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "14:10 SERVICE_PANIC us", "15:00 AVAILABLE us"),
			`[0].updates[1].status: "SERVICE_PANIC" is no status of the page; the word is kept, the status stays "service_outage" [unknown_status]`},
		{"nothing but unknown statuses", record("13:50", "15:00", "sql", "14:00 available us"),
			`[0].status_impact: "" is no status of the page, and no update has one; nothing says where the incident stands [unknown_status]`},
		{"no updates", strings.Replace(record("13:50", "15:00", "sql"), `"number"`, `"status_impact":"SERVICE_OUTAGE","number"`, 1),
			`[0].updates: no update has a status; "SERVICE_OUTAGE" is taken from status_impact [no_updates]`},
		{"another severity", with(`"severity":"low"`), `[0].severity: the incident is low, and at worst high by its updates [severity_differs]`},
		{"an unknown severity", with(`"severity":"extreme"`), `[0].severity: "extreme" is no severity of the page; it is kept [unknown_impact]`},
		{"another impact", with(`"status_impact":"SERVICE_DISRUPTION"`), `[0].status_impact: the incident is SERVICE_DISRUPTION, and at worst high by its updates [severity_differs]`},
		{"ends before it begins", record("13:50", "13:40", "sql", "14:00 AVAILABLE us"), `[0].end: ended ` + clock("13:40") + `, began ` + clock("13:50") + ` [resolved_before_started]`},
		{"ends as it begins", record("13:50", "13:50", "sql", "14:00 AVAILABLE us"), `[0].end: it began and ended at ` + clock("13:50") + ` [zero_length]`},
		{"begins after it was posted", record("14:10", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"),
			`[0].begin: it began ` + clock("14:10") + `, and the first update speaks as of ` + clock("14:00") + `; it is taken to have begun in between [began_later]`},
		{"no title", strings.Replace(record("13:50", "15:00", "sql", "15:00 AVAILABLE us"), "Storage fails", "", 1), `[0].external_desc: the incident has no words of its own; its ID stands for them [no_name]`},
		{"no ID", strings.Replace(record("13:50", "15:00", "sql", "15:00 AVAILABLE us"), `"abc","number":"1"`, `""`, 1), `[0].id: the incident has no ID; its content stands for it [no_id]`},
		{"a member more", with(`"colour":"red"`), `[0].colour: kept as it is [unknown_member]`},
		{"a number for a text", with(`"uri":"x","severity":7`), `[0].severity: 7 is not a string [bad_member]`},
		{"a place without a name", with(`"currently_affected_locations":[{}]`), `[0].currently_affected_locations[0]: {} has neither an id nor a title [bad_member]`},
		{"no time", strings.Replace(record("13:50", clock("15:00")[11:16], "sql", "15:00 AVAILABLE us"), `"modified":"`+clock("15:00")+`","when":"`+clock("15:00")+`"`, `"when":"soon"`, 1),
			`[0].updates[0].when: "soon" is no time of RFC 3339 in the years 1900 to 9999 [bad_time]`},
		{"no object", `7`, `[0]: 7 is not an object [bad_record]`},
		{"no UTF-8", strings.Replace(record("13:50", "15:00", "sql", "15:00 AVAILABLE us"), "Storage", "\xff", 1), `[0]: a text is not UTF-8; U+FFFD stands for what is not [bad_text]`},
		{"said of an earlier time", strings.Replace(record("13:50", "15:00", "sql", "15:00 AVAILABLE us"), `"when":"`+clock("15:00"), `"when":"`+clock("14:55"), 1),
			`[0].updates[0].when: shown as of ` + clock("14:55") + `, written ` + clock("15:00") + ` [backdated]`},
		{"changed later", strings.Replace(record("13:50", "15:00", "sql", "15:00 AVAILABLE us"), `"modified":"`+clock("15:00"), `"modified":"`+clock("15:05"), 1),
			`[0].updates[0].modified: written ` + clock("15:00") + `, changed ` + clock("15:05") + `; only the last words are known [edited]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range one(t, c.record).Diagnostics {
				got = append(got, d.String())
			}
			assert.Contains(t, got, c.want)
		})
	}
}

// Records of before 2021: a hyphen, no locations, Z, and an update that stands
// only apart.
func TestOldShape(t *testing.T) {
	item := one(t, `{"begin":"2015-03-04T13:50:00Z","created":"2015-03-04T14:00:00Z","end":null,"external_desc":"old","modified":"2015-03-04T16:00:00Z",
		"most-recent-update":{"created":"2015-03-04T15:00:00Z","modified":"2015-03-04T15:00:00Z","text":"over","when":"2015-03-04T15:00:00Z","status":"AVAILABLE"},
		"number":15001,"public":true,"service_key":"sql","service_name":"Cloud SQL","severity":"medium","uri":"/incident/x",
		"updates":[{"created":"2015-03-04T14:00:00Z","modified":"2015-03-04T14:00:00Z","text":"on","when":"2015-03-04T14:00:00Z","status":"SERVICE_DISRUPTION"}]}`)
	require.NotNil(t, item.Incident)
	assert.Empty(t, item.Diagnostics)
	assert.Equal(t, "15001", item.ID)
	assert.Equal(t, "1h10m", timeline.TimeToRestore().Of(item.Incident.AsOf(late)).String())
	assert.Equal(t, "1h10m", timeline.TimeToRestore().In(timeline.Component("Cloud SQL")).Of(item.Incident.AsOf(late)).String())
	again := one(t, record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"))
	apart := one(t, strings.Replace(record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us"), `"number"`, `"most_recent_update":`+update("15:00 AVAILABLE us")+`,"number"`, 1))
	assert.Equal(t, impacts(again), impacts(apart))
	assert.Len(t, incident.Of(apart.Incident.AsOf(late)).Updates, 2, "the most recent update is among the others")
}

func TestDocuments(t *testing.T) {
	rec := record("13:50", "15:00", "sql", "14:00 SERVICE_OUTAGE us", "15:00 AVAILABLE us")
	for name, c := range map[string]struct {
		doc   string
		paths []string
	}{
		"a list":       {"[" + rec + ",7," + rec + "]", []string{"[0]", "[1]", "[2]"}},
		"a member":     {`{"incidents":[` + rec + `]}`, []string{"incidents[0]"}},
		"one":          {rec, []string{""}},
		"an empty one": {`[]`, nil},
		"other things": {`{"products":[{"title":"x","id":"y"}]}`, nil},
	} {
		items, err := servicehealth.DecodeBytes([]byte(c.doc), feed.Options{})
		require.NoError(t, err, name)
		var paths []string
		for _, item := range items {
			paths = append(paths, item.Path)
		}
		assert.Equal(t, c.paths, paths, name)
	}
	for _, bad := range []string{``, `{`, `[` + rec, `[` + rec + `]x`, `nil`} {
		_, err := servicehealth.DecodeBytes([]byte(bad), feed.Options{})
		assert.Error(t, err, bad)
	}
	items, err := servicehealth.DecodeBytes([]byte("["+rec+","+rec+"]"), feed.Options{MaxCount: 1})
	assert.Error(t, err)
	assert.Len(t, items, 1)
	items, err = servicehealth.DecodeBytes([]byte("["+rec+"]"), feed.Options{MaxBytes: 100})
	require.NoError(t, err)
	assert.Equal(t, "too_large", rules(items[0]))
	for item, err := range servicehealth.Decode(iotest.ErrReader(iotest.ErrTimeout), feed.Options{}) {
		assert.Equal(t, iotest.ErrTimeout, err)
		assert.Nil(t, item.Incident)
	}
	for range servicehealth.Decode(strings.NewReader("["+rec+","+rec+"]"), feed.Options{}) {
		break
	}
}

// The order in which the page lists updates does not matter, nor do offsets.
func TestOrderAndOffsetsDoNotMatter(t *testing.T) {
	lines := []string{"14:00 SERVICE_DISRUPTION us", "14:10 SERVICE_OUTAGE eu,us", "14:10 SERVICE_DISRUPTION eu,us", "15:00 AVAILABLE us", "16:00 AVAILABLE us"}
	r := rand.New(rand.NewPCG(1, 1))
	want := one(t, record("13:50", "14:59", "sql,gke", lines...))
	for range 20 {
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		assert.Equal(t, want.Incident.Revision(), one(t, record("13:50", "14:59", "sql,gke", lines...)).Incident.Revision())
	}
	elsewhere := strings.ReplaceAll(record("13:50", "14:59", "sql,gke", lines...), "T14:10:00+00:00", "T07:10:00-07:00")
	assert.ElementsMatch(t, impacts(want), impacts(one(t, elsewhere)))
}

// However much a record claims, what is made of it stays within bounds.
func TestHugeGrid(t *testing.T) {
	names := func(n int) string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprintf("p%04d", i))
		}
		return strings.Join(out, ",")
	}
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("14:%02d SERVICE_%s %s", i, []string{"OUTAGE", "DISRUPTION"}[i%2], names(300)))
	}
	item := one(t, record("13:50", "15:00", names(300), append(lines, "15:00 AVAILABLE")...))
	require.NotNil(t, item.Incident)
	assert.Less(t, item.Incident.Log().Len(), 50_000)
	assert.Contains(t, rules(item), "too_large")
	assert.Equal(t, "1h10m", timeline.TimeToRestore().Of(item.Incident.AsOf(late)).String())
}

// A stored incident is read back as it was.
func TestRoundTrip(t *testing.T) {
	item := one(t, record("13:50", "15:10", "sql,gke", "15:15 AVAILABLE us", "14:30 SERVICE_OUTAGE us,eu", "14:00 SERVICE_DISRUPTION us"))
	stored, err := json.Marshal(item.Incident)
	require.NoError(t, err)
	again, err := incident.Decode(stored, lifecycle.ServiceHealth())
	require.NoError(t, err)
	assert.Equal(t, item.Incident.Revision(), again.Revision())
}
