package statuspage_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/timeline"
)

// back encodes an incident and decodes it again.
func back(t *testing.T, inc *incident.Incident) (json.RawMessage, feed.Item) {
	t.Helper()
	raw, err := statuspage.Record(inc.AsOf(late))
	require.NoError(t, err)
	require.True(t, json.Valid(raw), "%s", raw)
	items, err := statuspage.DecodeBytes(append(append([]byte("["), raw...), ']'), feed.Options{})
	require.NoError(t, err)
	require.Len(t, items, 1)
	return raw, items[0]
}

// What was decoded comes out as it came in, unknown members included.
func TestDecodeEncodeDecode(t *testing.T) {
	item := one(t, `,"impact":"major","colour":{"a":[1, 2]},"status":"resolved","started_at":"2026-03-04T09:00:00-05:00"`+updates(
		"00 investigating "+changed("API", "operational", "major_outage"), "20 panicking", "40 resolved "+changed("API", "major_outage", "operational")))
	raw, again := back(t, item.Incident)
	assert.Equal(t, item.Incident.Revision(), again.Incident.Revision())
	assert.Equal(t, rules(item), rules(again))
	assert.Contains(t, string(raw), `"colour":{"a":[1,2]}`)
	assert.Contains(t, string(raw), `"started_at":"2026-03-04T09:00:00-05:00"`)
	assert.Contains(t, string(raw), `"status":"panicking"`)
	twice, _ := back(t, again.Incident)
	assert.Equal(t, string(raw), string(twice))
}

// Records at random go out and in again unchanged.
func TestRandomRecordsGoRound(t *testing.T) {
	r := odd{rand.New(rand.NewPCG(10, 11))}
	for range 2_000 {
		items, err := statuspage.DecodeBytes([]byte("["+r.record()+"]"), feed.Options{})
		require.NoError(t, err)
		if items[0].Incident == nil {
			continue
		}
		raw, again := back(t, items[0].Incident)
		require.NotNil(t, again.Incident)
		require.Equal(t, items[0].Incident.Revision(), again.Incident.Revision(), "%s", raw)
	}
}

// So do records that say next to nothing.
func TestBareRecordsGoRound(t *testing.T) {
	for _, record := range []string{
		`{"incident_updates":[{"status":"resolved"}]}`,
		`{"id":"","name":null,"incident_updates":[{"status":"resolved","body":null,"display_at":null}]}`,
		`{"status":"resolved"}`,
		`{"id":"a","status":"investigating","incident_updates":[]}`,
		`{"id":"a","id":"b","incident_updates":[{"status":"resolved","status":"monitoring"}]}`,
	} {
		items, err := statuspage.DecodeBytes([]byte("["+record+"]"), feed.Options{})
		require.NoError(t, err)
		require.NotNil(t, items[0].Incident, record)
		raw, again := back(t, items[0].Incident)
		require.NotNil(t, again.Incident, string(raw))
		assert.Equal(t, items[0].Incident.Revision(), again.Incident.Revision(), "%s became %s", record, raw)
	}
}

// A correction stands in place of what came.
func TestEncodeCorrections(t *testing.T) {
	item := one(t, updates("00 investigating", "40 resolved"))
	s := incident.Of(item.Incident.AsOf(late))
	fixed := s.Updates[1]
	fixed.Text = "It was the queue."
	_, err := item.Incident.As(incident.Stamp{Visibility: timeline.Public}).Amend(fixed.ID, fixed.Event)
	require.NoError(t, err)
	raw, again := back(t, item.Incident)
	assert.Contains(t, string(raw), `"body":"It was the queue."`)
	assert.Equal(t, "It was the queue.", incident.Of(again.Incident.AsOf(late)).Updates[1].Text)
}

// An incident from elsewhere shows what is public of it, and nothing else.
func ExampleRecord() {
	at := timeline.MustParseInstant
	public := incident.Stamp{Visibility: timeline.Public}
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at("2026-03-04T14:07:00Z"), Stamp: public})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err1 := inc.Note("Somebody dropped the table", at("2026-03-04T14:08:00Z"))
	_, err2 := inc.Publish("investigating", "We are looking into it.", at("2026-03-04T14:10:00Z"))
	_, err3 := inc.Publish("resolved", "It is over.", at("2026-03-04T15:00:00Z"))
	raw, err4 := statuspage.Record(inc.AsOf(late))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", " "); err != nil {
		fmt.Println(err)
	}
	fmt.Println(out.String())
	// Output:
	// {
	//  "id": "e37e687b-280d-5950-8268-431c9a627f20",
	//  "name": "Checkout fails",
	//  "status": "resolved",
	//  "created_at": "2026-03-04T14:07:00.000Z",
	//  "started_at": "2026-03-04T14:07:00.000Z",
	//  "resolved_at": "2026-03-04T15:00:00.000Z",
	//  "incident_updates": [
	//   {
	//    "id": "e87d2a4d-0f69-592d-9e32-7ae8173293b5",
	//    "status": "resolved",
	//    "body": "It is over.",
	//    "display_at": "2026-03-04T15:00:00.000Z"
	//   },
	//   {
	//    "id": "d30d4271-6e9b-503f-9777-3b8b85059558",
	//    "status": "investigating",
	//    "body": "We are looking into it.",
	//    "display_at": "2026-03-04T14:10:00.000Z"
	//   }
	//  ]
	// }
}

func TestEncodeShowsOnlyWhatIsPublic(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "secret name"})
	require.NoError(t, err)
	_, err = statuspage.Record(inc.AsOf(late))
	assert.ErrorIs(t, err, statuspage.ErrNotPublic)
	_, err = statuspage.Record((&incident.Incident{}).AsOf(late))
	assert.ErrorIs(t, err, statuspage.ErrNotPublic)

	inc, err = incident.Declare(incident.Declaration{Title: "Checkout", Stamp: incident.Stamp{Visibility: timeline.Public}})
	require.NoError(t, err)
	for _, w := range []incident.Writer{inc.Writer, inc.As(incident.Stamp{Visibility: timeline.Partner})} {
		_, err = w.Note("canary", timeline.Instant{})
		require.NoError(t, err)
		_, err = w.Assess(70, timeline.Instant{})
		require.NoError(t, err)
	}
	raw, _ := back(t, inc)
	assert.NotContains(t, string(raw), "canary")
	assert.NotContains(t, string(raw), "impact")
}

// Each update of an incident that no page has seen says how components are by then,
// as far as that is public, and a page's reader gets it so.
func TestEncodeComponents(t *testing.T) {
	clock := func(minute int) timeline.Instant {
		return timeline.At(time.Date(2026, 3, 4, 14, minute, 0, 0, time.UTC))
	}
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout", At: clock(0), Stamp: incident.Stamp{Visibility: timeline.Public}})
	require.NoError(t, err)
	public, internal := inc.As(incident.Stamp{Visibility: timeline.Public}), inc.As(incident.Stamp{Visibility: timeline.Internal})
	did := func(_ timeline.Event, err error) { require.NoError(t, err) }
	api, eu := timeline.Component("API"), timeline.Component("Web").In("eu")
	did(public.ImpactUntil(api, timeline.Degraded, clock(0), clock(10)))
	did(public.ImpactUntil(api, timeline.Major, clock(10), clock(30)))
	did(public.Impact(eu, timeline.Partial, timeline.About(time.Date(2026, 3, 4, 14, 15, 0, 0, time.UTC), 5*time.Minute)))
	did(public.Restore(eu, clock(40)))
	did(public.Impact(timeline.Region("us"), timeline.Unstated, clock(0)))
	did(public.Impact(timeline.Scope{}, timeline.Major, clock(0)))
	did(internal.Impact(timeline.Component("canary"), timeline.Major, clock(0)))
	for minute, status := range map[int]string{5: "investigating", 20: "identified", 35: "monitoring", 45: "resolved"} {
		did(public.Publish(status, "words", clock(minute)))
	}
	raw, item := back(t, inc)
	assert.NotContains(t, string(raw), "canary")
	var doc struct {
		Updates []struct {
			Status  string
			Changes []struct {
				Name   string
				Before string `json:"old_status"`
				After  string `json:"new_status"`
			} `json:"affected_components"`
		} `json:"incident_updates"`
	}
	require.NoError(t, json.Unmarshal(raw, &doc))
	var got []string
	for _, u := range doc.Updates {
		var line strings.Builder
		line.WriteString(u.Status)
		for _, c := range u.Changes {
			line.WriteString(fmt.Sprintf(", %s %s to %s", c.Name, c.Before, c.After))
		}
		got = append(got, line.String())
	}
	assert.Equal(t, []string{
		"resolved, Web (eu) partial_outage to operational",
		"monitoring, API major_outage to operational, Web (eu) partial_outage to partial_outage",
		"identified, API degraded_performance to major_outage, Web (eu) operational to partial_outage",
		"investigating, API operational to degraded_performance",
	}, got)
	view := item.Incident.AsOf(late)
	assert.Empty(t, item.Diagnostics)
	assert.Equal(t, "15m", timeline.Downtime().In(api).Of(view).String(), "from and until the page said so")
	assert.Equal(t, "25m", timeline.ImpactTime().In(timeline.Component("Web (eu)")).Of(view).String())
}

func TestEncodeDocument(t *testing.T) {
	a, b := one(t, updates("00 resolved")), one(t, updates("00 investigating"))
	for n, views := range map[int][]*timeline.View{0: nil, 1: {a.Incident.AsOf(late)}, 2: {a.Incident.AsOf(late), b.Incident.AsOf(late)}} {
		var out bytes.Buffer
		require.NoError(t, statuspage.Encode(&out, slices.Values(views)))
		items, err := statuspage.DecodeBytes(out.Bytes(), feed.Options{})
		require.NoError(t, err, out.String())
		assert.Len(t, items, n)
	}
	assert.Error(t, statuspage.Encode(full{}, slices.Values([]*timeline.View{a.Incident.AsOf(late)})))
	assert.ErrorIs(t, statuspage.Encode(&bytes.Buffer{}, slices.Values([]*timeline.View{(&incident.Incident{}).AsOf(late)})), statuspage.ErrNotPublic)
}

// full is a writer that has no room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

// Every incident of the real file goes out and in again unchanged.
func TestRealFileGoesRound(t *testing.T) {
	dir := os.Getenv("ALLCLEAR_DATA")
	if dir == "" {
		t.Skip("ALLCLEAR_DATA names no folder with real incidents")
	}
	data, err := os.ReadFile(dir + "/statuspage-github-2010-2023.json")
	require.NoError(t, err)
	items, err := statuspage.DecodeBytes(data, feed.Options{})
	require.NoError(t, err)
	for _, item := range items {
		_, again := back(t, item.Incident)
		require.Equal(t, item.Incident.Revision(), again.Incident.Revision(), item.ID)
	}
}
