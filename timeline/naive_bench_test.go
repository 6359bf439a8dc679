package timeline_test

import (
	"sort"
	"testing"
	"time"

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
	for _, m := range []string{"detected", "acknowledged", "declared", "mobilized", "cause_found", "mitigated", "resolved", "closed"} {
		out["time_to_"+m] = n.between("impact_started", m)
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

func BenchmarkNaive(b *testing.B) {
	n := naiveOf(incidentOf10(b))
	b.ReportAllocs()
	for b.Loop() {
		n.standard()
	}
}

func BenchmarkFold(b *testing.B) {
	v := incidentOf10(b)
	l := timeline.NewLog(incidentID)
	for e := range v.Events() {
		add(b, l, e)
	}
	b.Run("AsOf", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			l.AsOf(late)
		}
	})
	b.Run("naive", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			naiveOf(v)
		}
	})
}
