package statuspage_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/timeline"
)

// Pages have written the same for fifteen years, with other members around it.
func TestOldAndNewShapes(t *testing.T) {
	for _, c := range []struct {
		name, record string
		rules        []string
		statuses     []string
		shown        string
	}{
		{"entered in 2018 for 2010", `{"name":"Incident on 2010-02-15","status":"resolved","created_at":"2018-12-05T11:24:12.309Z","updated_at":"2018-12-05T11:24:12.333Z","monitoring_at":null,"resolved_at":"2010-02-15T06:28:00.000Z","impact":"minor","shortlink":"https://stspg.io/x","started_at":"2010-02-15T06:28:00.000Z","id":"zxng2w1wbl7m","page_id":"kctbh9vrtdwd","components":[],"incident_updates":[{"status":"resolved","body":"Down.","created_at":"2018-12-05T11:24:12.320Z","updated_at":"2018-12-05T11:24:12.320Z","display_at":"2010-02-15T06:28:00.000Z","affected_components":null,"deliver_notifications":true,"custom_tweet":null,"tweet_id":null,"id":"y","incident_id":"zxng2w1wbl7m"}]}`,
			[]string{"backdated", "zero_length"}, []string{"28 resolved"}, "≤ 0s"},
		{"written in 2016, with the offset of the page", `{"backfilled":false,"created_at":"2016-11-05T23:50:00.000-05:00","id":"b","impact":"major","impact_override":null,"monitoring_at":null,"name":"n","page_id":"p","postmortem_body":null,"postmortem_body_last_updated_at":null,"postmortem_ignored":false,"postmortem_notified_subscribers":false,"postmortem_notified_twitter":false,"postmortem_published_at":null,"resolved_at":"2016-11-06T03:10:00.000-06:00","scheduled_auto_completed":false,"scheduled_auto_in_progress":false,"scheduled_for":null,"scheduled_remind_prior":false,"scheduled_reminded_at":null,"scheduled_until":null,"shortlink":"x","status":"resolved","updated_at":"2016-11-06T03:10:00.000-06:00","incident_updates":[{"affected_components":null,"body":"over","created_at":"2016-11-06T03:10:00.000-06:00","display_at":"2016-11-06T03:10:00.000-06:00","id":"u2","incident_id":"b","status":"resolved","twitter_updated_at":null,"updated_at":"2016-11-06T03:10:00.000-06:00","wants_twitter_update":false},{"affected_components":null,"body":"on","created_at":"2016-11-05T23:50:00.000-05:00","display_at":"2016-11-05T23:50:00.000-05:00","id":"u1","incident_id":"b","status":"investigating","twitter_updated_at":null,"updated_at":"2016-11-05T23:50:00.000-05:00","wants_twitter_update":false}]}`,
			nil, []string{"50 investigating", "10 resolved"}, "4h20m"}, // the clocks went back in between
		{"written in 2026", `{"id":"c","name":"n","status":"postmortem","created_at":"2026-03-04T14:00:00.000Z","updated_at":"2026-03-06T10:00:00.000Z","monitoring_at":"2026-03-04T14:30:00.000Z","resolved_at":"2026-03-04T15:00:00.000Z","impact":"critical","shortlink":"x","started_at":"2026-03-04T14:00:00.000Z","page_id":"p","reminder_intervals":null,"components":[{"id":"k","name":"API","status":"operational","created_at":"2020-01-01T00:00:00.000Z","updated_at":"2026-03-04T15:00:00.000Z","position":1,"description":null,"showcase":true,"start_date":null,"group_id":null,"page_id":"p","group":false,"only_show_if_degraded":false}],"incident_updates":[{"id":"v3","status":"postmortem","body":"why","incident_id":"c","created_at":"2026-03-06T10:00:00.000Z","updated_at":"2026-03-06T10:00:00.000Z","display_at":"2026-03-06T10:00:00.000Z","affected_components":null,"deliver_notifications":true,"custom_tweet":null,"tweet_id":null},{"id":"v2","status":"resolved","body":"over","incident_id":"c","created_at":"2026-03-04T15:00:00.000Z","updated_at":"2026-03-04T15:00:00.000Z","display_at":"2026-03-04T15:00:00.000Z","affected_components":[{"code":"k","name":"API","old_status":"major_outage","new_status":"operational"}],"deliver_notifications":true,"custom_tweet":null,"tweet_id":null},{"id":"v1","status":"investigating","body":"on","incident_id":"c","created_at":"2026-03-04T14:00:00.000Z","updated_at":"2026-03-04T14:00:00.000Z","display_at":"2026-03-04T14:00:00.000Z","affected_components":[{"code":"k","name":"API","old_status":"operational","new_status":"major_outage"}],"deliver_notifications":true,"custom_tweet":null,"tweet_id":null}]}`,
			nil, []string{"00 investigating", "00 resolved", "00 postmortem"}, "1h"},
		{"read off the page by a program", `{"id":"d","name":"n","impact":"minor","components":["API","Web"],"started_at":null,"incident_updates":[{"status":"investigating","body":"on","displayed_at":null,"created_at":"2026-03-04T14:00:00Z"},{"status":"update","body":"still on","displayed_at":null,"created_at":"2026-03-04T14:20:00Z"},{"status":"resolved","body":"over","displayed_at":null,"created_at":"2026-03-04T15:00:00Z"}]}`,
			nil, []string{"00 investigating", "00 resolved"}, "1h"},
		{"read off a page that shows no year", `{"id":"e","name":"n","status":"resolved","resolved_at":"Jan 21, 09:07 PST","incident_updates":[{"status":"investigating","body":"on","display_at":"Jan 21, 08:07 PST"},{"status":"resolved","body":"over","display_at":"Jan 21, 09:07 PST"}]}`,
			[]string{"bad_time", "bad_time", "bad_time", "no_time", "no_time", "resolved_without_time"}, []string{"00 investigating", "00 resolved"}, "unknown (declared recorded without a time)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			items, err := statuspage.DecodeBytes([]byte(c.record), feed.Options{})
			require.NoError(t, err)
			require.Len(t, items, 1)
			require.NotNil(t, items[0].Incident)
			assert.Equal(t, c.rules, rules(items[0]), items[0].Diagnostics)
			assert.Equal(t, c.statuses, statuses(items[0]))
			view := items[0].Incident.AsOf(late)
			assert.Equal(t, c.shown, timeline.Elapsed(timeline.Declared, timeline.Resolved).Of(view).String())
			assert.Empty(t, incident.Of(view, lifecycle.Statuspage()).Findings)
			_, again := back(t, items[0].Incident)
			assert.Equal(t, items[0].Incident.Revision(), again.Incident.Revision())
		})
	}
}
