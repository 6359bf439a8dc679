package statuspage_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/incident/statuspage"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// A life is what happened on a page, minute by minute, in the plainest terms.
type life struct {
	shown, written []int // minutes of each update
	status         []string
	words          []map[string]string // of components, where an update speaks of them
}

// randomLife is one in which every component is well in the end.
func randomLife(r *rand.Rand, backdate bool) life {
	var l life
	minute, n := 0, 1+r.IntN(6)
	for i := range n {
		minute += 1 + r.IntN(30)
		l.shown, l.written = append(l.shown, minute), append(l.written, minute)
		if backdate {
			l.written[i] += r.IntN(60)
		}
		l.status = append(l.status, []string{"investigating", "identified", "monitoring", "resolved"}[min(i, 2)])
		said := map[string]string{}
		for _, c := range []string{"a", "b", "c"} {
			switch {
			case i == n-1:
				said[c] = "operational"
			case r.IntN(2) == 0:
				said[c] = []string{"operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"}[r.IntN(5)]
			}
		}
		l.words = append(l.words, said)
	}
	l.status[n-1] = "resolved"
	return l
}

var birth = time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)

// after is a minute of a life.
func after(minutes int) time.Time { return birth.Add(time.Duration(minutes) * time.Minute) }

// document writes the life as a page does, its updates in an order, its times in one
// of several zones.
func (l life) document(order []int) string {
	zones := []*time.Location{time.UTC, time.FixedZone("", -6*3600), time.FixedZone("", 5*3600+1800)}
	stamp := func(minute int) string {
		return after(minute).In(zones[minute%3]).Format("2006-01-02T15:04:05.000Z07:00")
	}
	was := map[string]string{"a": "operational", "b": "operational", "c": "operational"}
	list := make([]string, len(l.shown))
	for i := range l.shown {
		var components []string
		for _, c := range []string{"a", "b", "c"} {
			if word, ok := l.words[i][c]; ok {
				components = append(components, fmt.Sprintf(`{"code":%q,"name":"the %s","old_status":%q,"new_status":%q}`, c, c, was[c], word))
				was[c] = word
			}
		}
		list[i] = fmt.Sprintf(`{"id":"u%d","status":%q,"created_at":%q,"display_at":%q,"affected_components":[%s]}`,
			i, l.status[i], stamp(l.written[i]), stamp(l.shown[i]), strings.Join(components, ","))
	}
	shuffled := make([]string, len(list))
	for i, n := range order {
		shuffled[i] = list[n]
	}
	return `[{"id":"x","name":"n","incident_updates":[` + strings.Join(shuffled, ",") + `]}]`
}

// minutes counts how long a component was affected, minute by minute.
func (l life) minutes(component string) (affected int) {
	word, next := "operational", 0
	for m := range l.shown[len(l.shown)-1] {
		for ; next < len(l.shown) && l.shown[next] <= m; next++ {
			if w, ok := l.words[next][component]; ok {
				word = w
			}
		}
		if word != "operational" && word != "under_maintenance" {
			affected++
		}
	}
	return affected
}

// Lives at random come out as a reading minute by minute has them, whatever the order
// of their updates, and no view knows what was written later.
func TestAgainstMinutes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	rounds := 1_500
	if testing.Short() {
		rounds = 200
	}
	for round := range rounds {
		l := randomLife(r, round%2 == 0)
		n := len(l.shown)
		doc := l.document(r.Perm(n))
		items, err := statuspage.DecodeBytes([]byte(doc), feed.Options{})
		require.NoError(t, err)
		inc := items[0].Incident
		again, err := statuspage.DecodeBytes([]byte(l.document(r.Perm(n))), feed.Options{})
		require.NoError(t, err)
		require.Equal(t, inc.Revision(), again[0].Incident.Revision(), doc)
		view := inc.AsOf(late)
		for _, c := range []string{"a", "b", "c"} {
			sure, possible := view.Windows(timeline.Component("the " + c))
			total, _ := sure.Total()
			require.Equal(t, sure, possible, "nothing is in doubt: %s", doc)
			require.Equal(t, l.minutes(c), int(total.Minutes()), "%s of %s", c, doc)
		}
		var history []string
		for st := range view.Statuses() {
			history = append(history, st.Name)
		}
		require.Equal(t, slices.Compact(slices.Clone(l.status)), history, doc)
		for _, now := range l.written {
			early := inc.AsOf(after(now))
			for e := range early.Events() {
				require.False(t, e.Recorded.After(after(now)), "%s of %s", e.Kind, doc)
			}
			require.Empty(t, incident.Of(early, lifecycle.Statuspage()).Findings, "as of %s: %s", after(now), doc)
		}
	}
}

// Components that bear one name, or another name later, keep their own ends.
func TestComponentsByCode(t *testing.T) {
	change := func(code, name, before, after string) string {
		return fmt.Sprintf(`{"code":%q,"name":%q,"old_status":%q,"new_status":%q}`, code, name, before, after)
	}
	for name, c := range map[string]struct {
		members, rules, impact string
	}{
		"two of one name": {updates("00 investigating ["+change("a", "API", "operational", "major_outage")+","+change("b", "API", "operational", "major_outage")+"]",
			"30 monitoring ["+change("a", "API", "major_outage", "operational")+"]", "55 resolved ["+change("b", "API", "major_outage", "operational")+"]"), "shared_name", "55m"},
		"renamed": {updates("00 investigating ["+change("a", "API", "operational", "major_outage")+"]",
			"30 resolved ["+change("a", "API v2", "major_outage", "operational")+"]"), "", "30m"},
		"without its code, later": {updates("00 investigating ["+change("a", "API", "operational", "major_outage")+"]",
			`30 resolved [{"name":"API","old_status":"major_outage","new_status":"operational"}]`), "", "30m"},
		"without its code, at first": {updates(`00 investigating [{"name":"API","old_status":"operational","new_status":"major_outage"}]`,
			"30 resolved ["+change("a", "API", "major_outage", "operational")+"]"), "", "30m"},
		"changed in between": {updates("00 investigating ["+change("a", "API", "operational", "major_outage")+"]",
			"30 resolved ["+change("a", "API", "operational", "operational")+"]"), "component_chain", "0s–30m"},
	} {
		item := one(t, c.members)
		assert.Equal(t, c.rules, strings.Join(rules(item), " "), name)
		assert.Equal(t, c.impact, timeline.ImpactTime().In(timeline.Component("API")).Of(item.Incident.AsOf(late)).String(), name)
	}
}

// What a record tells of the whole is known with its last stamp: a page of an earlier
// moment does not show how it ended.
func TestEarlyPage(t *testing.T) {
	item := one(t, `,"status":"postmortem","impact":"critical","created_at":"2026-03-04T14:00:00Z","updated_at":"2026-03-05T10:00:00Z","resolved_at":"2026-03-04T14:40:00Z","postmortem_body":"canary"`+
		updates("00 investigating", "40 resolved"))
	raw, err := statuspage.Record(item.Incident.AsOf(after(14*60 + 10)))
	require.NoError(t, err)
	for _, later := range []string{"canary", "resolved", "critical", "postmortem"} {
		assert.NotContains(t, string(raw), later)
	}
	undated := one(t, `,"impact":"critical"`+updates("00 resolved"))
	assert.Empty(t, incident.Of(undated.Incident.AsOf(birth)).Severities, "nothing is known before it was written")
}

// What was corrected since is what a page then says, and nothing of what was before.
func TestCorrectionsStand(t *testing.T) {
	must := func(_ timeline.Event, err error) { require.NoError(t, err) }
	minute := func(m int) timeline.Instant { return timeline.At(after(14*60 + m)) }
	public := incident.Stamp{Visibility: timeline.Public, Recorded: after(15 * 60)}
	for name, c := range map[string]struct {
		members       string
		change        func(w incident.Writer, s incident.Snapshot)
		want, wantNot []string
	}{
		"an override": {`,"impact":"minor","impact_override":"major"` + updates("00 investigating"),
			func(w incident.Writer, _ incident.Snapshot) {
				must(w.AssessIn(severity.Statuspage(), "critical", minute(5)))
			},
			[]string{`"impact_override":"critical"`, `"impact":"minor"`}, nil},
		"a new assessment": {`,"impact":"minor"` + updates("00 investigating"),
			func(w incident.Writer, _ incident.Snapshot) {
				must(w.AssessIn(severity.Statuspage(), "critical", minute(5)))
			},
			[]string{`"impact":"critical"`}, []string{"minor"}},
		"it is over": {`,"status":"investigating","resolved_at":null` + updates("00 investigating"),
			func(w incident.Writer, _ incident.Snapshot) { must(w.Publish("resolved", "over", minute(30))) },
			[]string{`"status":"resolved"`, `"resolved_at":"2026-03-04T14:30:00.000Z"`}, nil},
		"it was not over": {`,"status":"resolved","resolved_at":"2026-03-04T14:30:00.000Z"` + updates("00 investigating", "30 resolved"),
			func(w incident.Writer, s incident.Snapshot) { must(w.Retract(s.Updates[1].ID)) },
			[]string{`"status":"investigating"`, `"resolved_at":null`}, []string{`"resolved"`}},
		"a name given twice": {`,"name":"canary"` + updates("00 investigating"),
			func(w incident.Writer, s incident.Snapshot) {
				e := s.Declared
				e.Text = "Payments fail"
				must(w.Amend(e.ID, e))
			}, []string{`"name":"Payments fail"`}, []string{"canary", "Checkout"}},
		"a time given twice": {`,"incident_updates":[{"id":"u","status":"investigating","created_at":"2026-03-04T14:00:00Z","display_at":"2026-03-04T14:00:00Z","displayed_at":"2026-03-04T14:01:00Z"}]`,
			func(w incident.Writer, s incident.Snapshot) {
				e := s.Updates[0].Event
				e.Occurred = minute(7)
				must(w.Amend(e.ID, e))
			}, []string{`"display_at":"2026-03-04T14:07:00.000Z"`}, []string{"displayed_at"}},
	} {
		item := one(t, c.members)
		c.change(item.Incident.As(public), incident.Of(item.Incident.AsOf(late), lifecycle.Statuspage()))
		raw, again := back(t, item.Incident)
		for _, want := range c.want {
			assert.Contains(t, string(raw), want, name)
		}
		for _, not := range c.wantNot {
			assert.NotContains(t, string(raw), not, name)
		}
		twice, _ := back(t, again.Incident)
		assert.JSONEq(t, string(raw), string(twice), name)
	}
}

// What is not corrected comes out letter by letter.
func TestLetterByLetter(t *testing.T) {
	for _, members := range []string{
		`,"impact":"Critical"` + updates("00 resolved"),
		`,"a&b":1,"<c>":{"d":"<e>"}` + updates("00 resolved"),
		`,"incident_updates":[{"id":"u","status":"resolved","created_at":"2026-03-04T14:00:00Z","a&b":1,"\u0061bc":2}]`,
	} {
		item := one(t, members)
		_, again := back(t, item.Incident)
		assert.Equal(t, item.Incident.Revision(), again.Incident.Revision(), members)
	}
	item := one(t, `,"a&b":1`+updates("00 resolved"))
	raw, _ := back(t, item.Incident)
	assert.Contains(t, string(raw), `"a&b":1`)
	assert.True(t, json.Valid(raw))
}

// Values of another type are told, and kept, and no list of updates is lost.
func TestWrongTypesAreTold(t *testing.T) {
	for members, want := range map[string]string{
		`,"status":"resolved","incident_updates":{}`:                                                    "bad_member no_updates resolved_without_time",
		`,"status":"resolved","incident_updates":"x"`:                                                   "bad_member no_updates resolved_without_time",
		updates("00 investigating") + updates("30 resolved"):                                            "",
		updates("00 resolved", `10 update "x"`):                                                         "bad_member",
		updates(`00 resolved ["API"]`):                                                                  "bad_member",
		updates(`00 resolved [{"code":"a","old_status":"operational"}]`):                                "unknown_health",
		`,"impact":"minor","impact":"major"` + updates("00 resolved"):                                   "bad_member",
		`,"started_at":"2026-03-04T9:30:00Z"` + updates("00 resolved"):                                  "bad_time",
		`,"started_at":"2026-03-04T09:30:00,5Z"` + updates("00 resolved"):                               "bad_time",
		`,"started_at":"2026-03-04T09:30:00+24:60"` + updates("00 resolved"):                            "bad_time",
		`,"started_at":"2026-03-04T09:30:00.` + strings.Repeat("0", 99) + `Z"` + updates("00 resolved"): "bad_time",
	} {
		item := one(t, members)
		require.NotNil(t, item.Incident, members)
		assert.Equal(t, want, strings.Join(rules(item), " "), members)
	}
	both := one(t, updates("00 investigating")+updates("30 resolved"))
	assert.Equal(t, []string{"00 investigating", "30 resolved"}, statuses(both))
	items, err := statuspage.DecodeBytes([]byte(`{"incidents":{"a":{}},"scheduled_maintenances":null}`), feed.Options{})
	require.NoError(t, err)
	require.Len(t, items, 1)
	assert.Equal(t, []string{"bad_record"}, rules(items[0]))
}
