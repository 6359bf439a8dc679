package rivals_test

import (
	"sort"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// naive is an incident as a simple program would hold it: maps of time.Time, no
// bounds, no reasons, no facts behind a figure, zero where something is missing.
type naive struct {
	at      map[string]time.Time   // milestone → when it was reached
	impacts map[string][]naiveSpan // health → stretches
	restore map[string]time.Time   // region → when it was back
	updates []time.Time
}

type naiveSpan struct{ from, to time.Time }

func naiveOf(v *timeline.View) *naive {
	n := &naive{at: map[string]time.Time{}, impacts: map[string][]naiveSpan{}, restore: map[string]time.Time{}}
	for i := range v.Impacts() {
		from, _ := i.Start.Stated()
		to, _ := i.End.Stated()
		n.impacts[i.Health.String()] = append(n.impacts[i.Health.String()], naiveSpan{from, to})
		if start, ok := n.at["impact_started"]; !ok || from.Before(start) {
			n.at["impact_started"] = from
		}
		n.restore[i.Scope.Region()] = to
	}
	for e := range v.Events() {
		if at, ok := e.Occurred.Stated(); ok && e.Milestone != "" {
			n.at[string(e.Milestone)] = at
		}
	}
	for s := range v.Statuses() {
		at, _ := s.At.Stated()
		if _, ok := n.at["declared"]; !ok {
			n.at["declared"] = at
		}
		n.at[string(s.Phase)] = at
	}
	return n
}

func (n *naive) between(from, to string) time.Duration { return n.at[to].Sub(n.at[from]) }

func (n *naive) union(healths ...string) (sum time.Duration) {
	var spans []naiveSpan
	for _, h := range healths {
		spans = append(spans, n.impacts[h]...)
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].from.Before(spans[j].from) })
	var end time.Time
	for _, s := range spans {
		if s.from.Before(end) {
			s.from = end
		}
		if s.to.After(s.from) {
			sum += s.to.Sub(s.from)
			end = s.to
		}
	}
	return sum
}

// standard is the standard set, into a map as such programs have it.
func (n *naive) standard() map[string]time.Duration {
	out := map[string]time.Duration{}
	for _, m := range [...][2]string{
		{"time_to_detect", "detected"}, {"time_to_acknowledge", "acknowledged"}, {"time_to_declare", "declared"}, {"time_to_mobilize", "mobilized"},
		{"time_to_root_cause", "cause_found"}, {"time_to_mitigate", "mitigated"}, {"time_to_resolve", "resolved"}, {"time_to_close", "closed"},
	} {
		out[m[0]] = n.between("impact_started", m[1])
	}
	var last time.Time
	for _, at := range n.restore {
		if at.After(last) {
			last = at
		}
	}
	out["time_to_restore"] = last.Sub(n.at["impact_started"])
	out["time_to_review"] = n.between("resolved", "review_published")
	sort.Slice(n.updates, func(i, j int) bool { return n.updates[i].Before(n.updates[j]) })
	for i := range n.updates {
		if i == 0 {
			out["time_to_first_update"] = n.updates[0].Sub(n.at["impact_started"])
		} else {
			out["longest_silence"] = max(out["longest_silence"], n.updates[i].Sub(n.updates[i-1]))
		}
	}
	out["updates"] = time.Duration(len(n.updates))
	out["impact_time"] = n.union("major", "partial", "degraded")
	out["downtime"] = n.union("major")
	out["degraded_time"] = out["impact_time"] - out["downtime"]
	return out
}

// recorded is an incident of ten events in three regions.
func recorded(tb testing.TB) *timeline.Log {
	at := func(hour, minute int) timeline.Instant {
		return timeline.At(day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute))
	}
	l := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001"))
	add := func(e timeline.Event) timeline.Event {
		e, err := l.Add(e)
		require.NoError(tb, err)
		return e
	}
	for i, region := range []string{"eu", "us", "ap"} {
		health := []timeline.Health{timeline.Major, timeline.Partial, timeline.Degraded}[i]
		add(timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region(region), Health: health, Occurred: at(10, 5*i)})
		add(timeline.Event{Kind: timeline.KindRestore, Scope: timeline.Region(region), Occurred: at(11, 10*i)})
	}
	add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at(10, 8)})
	add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.CauseFound, Occurred: at(10, 40)})
	s := add(timeline.Event{Kind: timeline.KindStatus, Status: "open", Phase: timeline.PhaseActive, Occurred: at(10, 9)})
	add(timeline.Event{Kind: timeline.KindStatus, Status: "resolved", Phase: timeline.PhaseResolved, Occurred: at(11, 30), Previous: s.ID})
	return l
}

// What is known comes out alike; what is not is zero there and has a reason here.
func TestMeasuresAgree(t *testing.T) {
	v := recorded(t).AsOf(day.AddDate(0, 1, 0))
	naive := naiveOf(v).standard()
	known := 0
	for _, m := range timeline.Standard() {
		if d, ok := m.Of(v).Duration(); ok {
			require.Equal(t, naive[m.ID()], d, m.ID())
			known++
		}
	}
	require.Equal(t, 7, known)
}

func BenchmarkMeasures(b *testing.B) {
	l := recorded(b)
	v := l.AsOf(day.AddDate(0, 1, 0))
	n := naiveOf(v)
	meter := timeline.NewMeter(timeline.Standard()...)
	for _, way := range []struct {
		name string
		run  func()
	}{
		{"standard set/Meter", func() { meter.Of(v) }},
		{"standard set/maps of time.Time", func() { n.standard() }},
		{"from the events/AsOf and Meter", func() { meter.Of(l.AsOf(day.AddDate(0, 1, 0))) }},
		{"from the events/maps of time.Time", func() { naiveOf(v).standard() }},
	} {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				way.run()
			}
		})
	}
}
