package servicehealth_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/incident/servicehealth"
	"github.com/allclear-go/allclear/timeline"
)

// odd writes records as the page writes them, and as none should.
type odd struct{ *rand.Rand }

func (r odd) of(values ...string) string { return values[r.IntN(len(values))] }

// text is a JSON value where a string is expected.
func (r odd) text(words ...string) string {
	if r.IntN(15) == 0 {
		return r.of("null", "7", "{}", `[1]`, `""`, `"\u0000"`, `"\ud800"`, `"é"`)
	}
	return fmt.Sprintf("%q", r.of(words...))
}

// time is a JSON value where a time is expected.
func (r odd) time() string {
	if r.IntN(15) == 0 {
		return r.of("null", `""`, `"yesterday"`, `"0001-01-01T00:00:00Z"`, `"9999-12-31T23:59:59.999-14:00"`, `1`, `"2026-03-04T14:00:00"`)
	}
	return fmt.Sprintf(`"2026-03-04T%02d:%02d:00%s"`, 8+r.IntN(8), 30*r.IntN(2), r.of("Z", "+00:00", "+00:00", "-07:00"))
}

func (r odd) list(n int, entry func() string) string {
	var out []string
	for range r.IntN(n) {
		out = append(out, entry())
	}
	return "[" + strings.Join(out, ",") + "]"
}

func (r odd) place() string {
	return fmt.Sprintf(`{"title":%s,"id":%s}`, r.text("The us", "The eu", "Everywhere"), r.text("us", "eu", "asia", "global"))
}

func (r odd) update() string {
	return fmt.Sprintf(`{"created":%s,"modified":%s,"when":%s,"text":%s,"status":%s,"affected_locations":%s}`,
		r.time(), r.time(), r.time(), r.text("words"),
		r.text("SERVICE_INFORMATION", "SERVICE_DISRUPTION", "SERVICE_OUTAGE", "AVAILABLE", "AVAILABLE", "CLOSED", "available", "PANIC"), r.list(4, r.place))
}

func (r odd) record() string {
	return fmt.Sprintf(`{"id":%s,"external_desc":%s,"severity":%s,"status_impact":%s,"begin":%s,"created":%s,"end":%s,"modified":%s,"service_name":%s,"affected_products":%s,"previously_affected_locations":%s,"most_recent_update":%s,"updates":%s}`,
		r.text("i", "j"), r.text("Storage"), r.text("low", "medium", "high"), r.text("SERVICE_OUTAGE", "SERVICE_DISRUPTION"),
		r.time(), r.time(), r.of("null", r.time()), r.time(), r.text("SQL"), r.list(4, r.place), r.list(3, r.place), r.of("null", r.update()), r.list(7, r.update))
}

// Whatever a record holds, it becomes an incident that is stored and read again,
// breaks no rule of the log, is measured without a panic, and names what is odd.
func TestRandomRecords(t *testing.T) {
	r := odd{rand.New(rand.NewPCG(8, 9))}
	incidents := 0
	for range 1_500 {
		record := r.record()
		items, err := servicehealth.DecodeBytes([]byte("["+record+"]"), feed.Options{})
		require.NoError(t, err)
		require.Len(t, items, 1)
		item := items[0]
		for _, d := range item.Diagnostics {
			require.NotEqual(t, feed.Rule(""), d.Rule)
			require.NotEmpty(t, d.Text)
			require.True(t, strings.HasPrefix(d.Path, "[0]"), d.Path)
			require.NotEqual(t, feed.BadRecord, d.Rule, "nothing that is recorded is refused: %s\n%s", d, record)
		}
		if item.Incident == nil {
			require.NotEmpty(t, item.Diagnostics)
			continue
		}
		incidents++
		stored, err := item.Incident.MarshalJSON()
		require.NoError(t, err)
		again, err := incident.Decode(stored, lifecycle.ServiceHealth())
		require.NoError(t, err)
		require.Equal(t, item.Incident.Revision(), again.Revision())
		view := item.Incident.AsOf(late)
		for _, m := range timeline.Standard() {
			require.NotEqual(t, "", m.Of(view).String())
		}
		impacts := 0
		for range view.Impacts() {
			impacts++
		}
		require.NotZero(t, impacts, "that it was there, at least: %s", record)
		twice, err := servicehealth.DecodeBytes([]byte("["+record+"]"), feed.Options{})
		require.NoError(t, err)
		require.Equal(t, item.Incident.Revision(), twice[0].Incident.Revision())
		require.Equal(t, item.Diagnostics, twice[0].Diagnostics)
	}
	require.Greater(t, incidents, 1_200)
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("[" + record("13:50", "15:00", "sql,gke", "14:00 SERVICE_OUTAGE us,eu", "14:10 SERVICE_DISRUPTION us", "15:00 AVAILABLE us") + "]"))
	f.Add([]byte(`{"id":"a","most-recent-update":` + update("15:00 AVAILABLE us") + `,"updates":[7,null,{"status":"X"}]}`))
	f.Add([]byte(`{"incidents":[{"status_impact":"SERVICE_OUTAGE","end":"2015-03-04T13:50:00Z"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		items, _ := servicehealth.DecodeBytes(data, feed.Options{MaxCount: 100})
		for _, item := range items {
			if item.Incident == nil {
				require.NotEmpty(t, item.Diagnostics)
				continue
			}
			stored, err := item.Incident.MarshalJSON()
			require.NoError(t, err)
			again, err := incident.Decode(stored, lifecycle.ServiceHealth())
			require.NoError(t, err)
			require.Equal(t, item.Incident.Revision(), again.Revision())
		}
	})
}
