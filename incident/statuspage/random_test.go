package statuspage_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/timeline"
)

// odd writes records as pages write them, and as none should.
type odd struct{ *rand.Rand }

func (r odd) of(values ...string) string { return values[r.IntN(len(values))] }

// text is a JSON value where a string is expected.
func (r odd) text(words ...string) string {
	if r.IntN(12) == 0 {
		return r.of("null", "7", "{}", `[1]`, `""`, `"\u0000"`, `"\ud800"`, `"é"`)
	}
	return fmt.Sprintf("%q", r.of(words...))
}

// time is a JSON value where a time is expected.
func (r odd) time() string {
	if r.IntN(15) == 0 {
		return r.of("null", `""`, `"yesterday"`, `"0001-01-01T00:00:00Z"`, `"9999-12-31T23:59:59.999-14:00"`, `1`, `"2026-03-04T14:00:00"`)
	}
	return fmt.Sprintf(`"2026-03-0%dT%02d:%02d:%02d.%03d%s"`, 1+r.IntN(3), r.IntN(24), r.IntN(3), 0, r.IntN(2), r.of("Z", "Z", "-06:00", "+05:30"))
}

func (r odd) component() string {
	health := func() string {
		return r.text("operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance", "on_fire")
	}
	return fmt.Sprintf(`{"code":%s,"name":%s,"old_status":%s,"new_status":%s}`, r.text("a", "b"), r.text("API", "Web"), health(), health())
}

func (r odd) list(n int, entry func() string) string {
	var out []string
	for range r.IntN(n) {
		out = append(out, entry())
	}
	return "[" + strings.Join(out, ",") + "]"
}

func (r odd) update() string {
	return fmt.Sprintf(`{"id":%s,"status":%s,"body":%s,"created_at":%s,"updated_at":%s,"display_at":%s,"affected_components":%s,"x":1}`,
		r.text("u", "v", "w"), r.text("investigating", "identified", "monitoring", "resolved", "postmortem", "scheduled", "in_progress", "verifying", "completed", "update", "panic"),
		r.text("words"), r.time(), r.time(), r.time(), r.list(3, r.component))
}

func (r odd) record() string {
	return fmt.Sprintf(`{"id":%s,"name":%s,"status":%s,"impact":%s,"impact_override":%s,"created_at":%s,"started_at":%s,"resolved_at":%s,"postmortem_body":%s,"postmortem_published_at":%s,"incident_updates":%s}`,
		r.text("i", "j"), r.text("Checkout"), r.text("resolved", "investigating"), r.text("none", "minor", "major", "critical", "maintenance"), r.text("", "minor"),
		r.time(), r.time(), r.time(), r.text("why"), r.of("null", r.time()), r.list(7, r.update))
}

// Whatever a record holds, it becomes an incident that is stored and read again,
// is measured without a panic, and names what is odd.
func TestRandomRecords(t *testing.T) {
	r := odd{rand.New(rand.NewPCG(8, 9))}
	incidents := 0
	for range 4_000 {
		record := r.record()
		items, err := statuspage.DecodeBytes([]byte("["+record+"]"), feed.Options{})
		require.NoError(t, err)
		require.Len(t, items, 1)
		item := items[0]
		for _, d := range item.Diagnostics {
			require.NotEqual(t, feed.Rule(""), d.Rule)
			require.NotEmpty(t, d.Text)
			require.NotContains(t, d.Text, "incident: ", "nothing that is recorded is refused: %s", record)
		}
		if item.Incident == nil {
			require.NotEmpty(t, item.Diagnostics)
			continue
		}
		incidents++
		stored, err := item.Incident.MarshalJSON()
		require.NoError(t, err)
		again, err := incident.Decode(stored, lifecycle.Statuspage())
		require.NoError(t, err)
		require.Equal(t, item.Incident.Revision(), again.Revision())
		view := item.Incident.AsOf(late)
		for _, m := range timeline.Standard() {
			require.NotEqual(t, "", m.Of(view).String())
		}
		twice, err := statuspage.DecodeBytes([]byte("["+record+"]"), feed.Options{})
		require.NoError(t, err)
		require.Equal(t, item.Incident.Revision(), twice[0].Incident.Revision())
		require.Equal(t, item.Diagnostics, twice[0].Diagnostics)
	}
	require.Greater(t, incidents, 3_000)
}
