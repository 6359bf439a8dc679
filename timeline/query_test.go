package timeline_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func TestWhere(t *testing.T) {
	say := func(e timeline.Event, text, actor, source string, v timeline.Visibility) timeline.Event {
		e.Text, e.Actor, e.Source, e.Visibility = text, actor, source, v
		return e
	}
	l := logOf(t,
		say(impact(timeline.Region("eu"), timeline.Major, on("10:00"), on("10:30")), "stated end", "ana", "page", timeline.Public),
		say(impact(timeline.Component("api").In("us"), timeline.Partial, on("10:10"), timeline.Instant{}), "restored", "bo", "", timeline.Internal),
		say(restore(timeline.Region("us"), on("11:00")), "back", "bo", "", timeline.Partner),
		say(milestone(timeline.Detected, timeline.Between(clock("10:20"), clock("10:45"))), "noticed", "ana", "", timeline.Internal),
		say(update("investigating", timeline.Instant{}), "undated", "ana", "page", timeline.Public))
	v := l.AsOf(late)
	during := func(from, to int) timeline.Filter { return timeline.Filter{During: span(t, from*60, to*60)} }
	for _, test := range []struct {
		name   string
		filter timeline.Filter
		want   []string
	}{
		{"everything", timeline.Filter{}, []string{"stated end", "restored", "noticed", "back", "undated"}},
		{"by kind", timeline.Filter{Kinds: []timeline.Kind{timeline.KindImpact, timeline.KindUpdate}}, []string{"stated end", "restored", "undated"}},
		{"by milestone", timeline.Filter{Milestones: []timeline.Milestone{timeline.Detected, timeline.Restored}}, []string{"noticed", "back"}},
		{"by region", timeline.Filter{In: timeline.Region("us")}, []string{"restored", "back"}},
		{"by component", timeline.Filter{In: timeline.Component("api")}, []string{"restored"}},
		{"by actor", timeline.Filter{Actor: "bo"}, []string{"restored", "back"}},
		{"by source", timeline.Filter{Source: "page"}, []string{"stated end", "undated"}},
		{"by readers", timeline.Filter{Readers: timeline.Public}, []string{"stated end", "undated"}},
		{"for partners", timeline.Filter{Readers: timeline.Partner}, []string{"stated end", "back", "undated"}},
		{"several together", timeline.Filter{Actor: "ana", Kinds: []timeline.Kind{timeline.KindMilestone}}, []string{"noticed"}},
		{"before all", during(0, 600), []string{"undated"}},
		{"while both go on", during(615, 616), []string{"stated end", "restored", "undated"}},
		{"an end is no part of a stretch", during(630, 640), []string{"restored", "noticed", "undated"}},
		{"a restoration ends it", during(659, 661), []string{"restored", "back", "undated"}},
		{"after all", during(661, 700), []string{"undated"}},
	} {
		var got []string
		for e := range v.Where(test.filter) {
			got = append(got, e.Text)
		}
		assert.Equal(t, test.want, got, test.name)
	}
	for range v.Where(timeline.Filter{}) {
		break // it stops
	}
	assert.True(t, during(600, 601).Match(impact(timeline.Scope{}, timeline.Major, on("09:00"), on("10:30"))))
	assert.False(t, during(600, 601).Match(impact(timeline.Scope{}, timeline.Major, on("09:00"), on("10:00"))))
}

func TestWhereOfNothingIsEverything(t *testing.T) {
	for seed := range uint64(rounds(100)) {
		v := randomEvents(t, rand.New(rand.NewPCG(seed, 96)), 12).AsOf(late)
		require.Equal(t, slices.Collect(v.Events()), slices.Collect(v.Where(timeline.Filter{})))
	}
}

func TestWindowsOfAView(t *testing.T) {
	about := func(s string) timeline.Instant { return timeline.Between(clock(s), clock(s).Add(600e9)) }
	l := logOf(t,
		impact(timeline.Region("eu"), timeline.Major, about("10:00"), about("10:30")),
		impact(timeline.Region("eu"), timeline.Degraded, on("11:00"), on("11:30")),
		impact(timeline.Region("us"), timeline.Major, on("12:00"), timeline.Instant{}),
		impact(timeline.Region("us"), timeline.Maintenance, on("13:00"), on("14:00")))
	v := l.AsOf(clock("12:20"))
	text := func(w timeline.Windows) (out []string) {
		for s := range w.All() {
			out = append(out, s.Start().Format("15:04")+"–"+s.End().Format("15:04"))
		}
		return out
	}
	sure, possible := v.Windows(timeline.Scope{})
	assert.Equal(t, []string{"10:10–10:30", "11:00–11:30", "12:00–12:20"}, text(sure))
	assert.Equal(t, []string{"10:00–10:40", "11:00–11:30", "12:00–12:20"}, text(possible))
	sure, _ = v.Windows(timeline.Region("eu"), timeline.Degraded)
	assert.Equal(t, []string{"11:00–11:30"}, text(sure))
	sure, possible = v.Windows(timeline.Region("mars"))
	assert.Zero(t, sure.Len()+possible.Len())
}

func TestDiff(t *testing.T) {
	l := timeline.NewLog(incidentID)
	at := func(e timeline.Event, recorded string) timeline.Event {
		e.Recorded = clock(recorded)
		return add(t, l, e)
	}
	down := at(impact(timeline.Region("eu"), timeline.Major, on("10:00"), on("11:00")), "11:00")
	wrong := at(milestone(timeline.Detected, on("10:01")), "11:00")
	better := down
	better.ID, better.Amends, better.Ended = uuid.Nil, down.ID, on("11:30")
	at(better, "12:00")
	at(timeline.Event{Kind: timeline.KindRetract, Target: wrong.ID}, "12:00")
	found := at(milestone(timeline.CauseFound, on("10:40")), "12:00")

	before, after := l.AsOf(clock("11:30")), l.AsOf(clock("12:30"))
	d := timeline.Diff(before, after)
	require.Len(t, d.Events, 3)
	assert.Equal(t, down.ID, d.Events[0].ID)
	assert.Equal(t, []timeline.Instant{on("11:00"), on("11:30")}, []timeline.Instant{d.Events[0].Before.Ended, d.Events[0].After.Ended})
	assert.Equal(t, wrong.ID, d.Events[1].ID)
	assert.Empty(t, d.Events[1].After.Kind, "retracted")
	assert.Equal(t, found, d.Events[2].After)
	assert.Empty(t, d.Events[2].Before.Kind, "learned")

	changed := map[string]string{}
	for c := range d.Figures() {
		if c.Measure.Scope().IsZero() {
			changed[c.Measure.ID()] = c.Before.String() + " → " + c.After.String()
		}
	}
	assert.Equal(t, "1h → 1h30m", changed["downtime"])
	assert.Equal(t, "1m → 0s–40m", changed["time_to_detect"])
	assert.NotContains(t, changed, "updates")
	n := 0
	for c := range d.Figures(timeline.Downtime().In(timeline.Region("eu")), timeline.Updates()) {
		n++
		assert.Equal(t, "1h30m", c.After.String())
	}
	assert.Equal(t, 1, n)
	for range d.Figures() {
		break // it stops
	}
	assert.True(t, timeline.Diff(after, l.AsOf(late)).IsEmpty())
}

// What one view learned over another, the other lacks against the one.
func TestDiffMirrors(t *testing.T) {
	for seed := range uint64(rounds(200)) {
		r := rand.New(rand.NewPCG(seed, 97))
		l := randomEvents(t, r, 14)
		a, b := l.AsOf(sec(r.IntN(86400))), l.AsOf(sec(r.IntN(86400)))
		require.True(t, timeline.Diff(a, a).IsEmpty(), "seed %d", seed)
		there, back := timeline.Diff(a, b), timeline.Diff(b, a)
		require.Len(t, back.Events, len(there.Events), "seed %d", seed)
		require.Equal(t, there.Findings, back.Settled, "seed %d", seed)
		other := map[uuid.UUID]timeline.Change{}
		for _, c := range back.Events {
			other[c.ID] = c
		}
		for _, c := range there.Events {
			require.Equal(t, timeline.Change{ID: c.ID, Before: c.After, After: c.Before}, other[c.ID], "seed %d", seed)
		}
	}
}
