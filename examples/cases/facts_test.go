package cases_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// views loads a case as of the last moment its logs were recorded at.
func views(t *testing.T, name string) []*timeline.View {
	t.Helper()
	incs, err := cases.Load(name)
	require.NoError(t, err)
	var out []*timeline.View
	for _, inc := range incs {
		now, ok := inc.Log().LastRecorded()
		require.True(t, ok)
		out = append(out, inc.AsOf(now))
	}
	return out
}

// d reads a duration as the reports state it.
func d(s string) time.Duration {
	v, err := time.ParseDuration(s)
	if err != nil {
		panic(err)
	}
	return v
}

// A fact is a figure that the reports say must come out. Where hi is empty the
// figure is exact.
type fact struct {
	name   string
	figure timeline.Figure
	lo, hi string
	approx string
	text   string
}

func check(t *testing.T, facts []fact) {
	t.Helper()
	for _, f := range facts {
		t.Run(f.name, func(t *testing.T) {
			kind, hi := timeline.Known, f.lo
			if f.hi != "" {
				kind, hi = timeline.Bounded, f.hi
			}
			assert.Equal(t, kind, f.figure.Kind(), f.figure.String())
			least, greatest, hasLeast, hasGreatest := f.figure.Bounds()
			assert.True(t, hasLeast && hasGreatest)
			assert.Equal(t, d(f.lo), least)
			assert.Equal(t, d(hi), greatest)
			if f.approx != "" {
				v, ok := f.figure.Approx()
				assert.True(t, ok)
				assert.InDelta(t, d(f.approx).Seconds(), v, 1e-6)
			}
			if f.text != "" {
				assert.Equal(t, f.text, f.figure.String())
			}
		})
	}
}

var (
	first = timeline.Scope{}.Of(timeline.Some)
	most  = timeline.Scope{}.Of(timeline.Most)
)

func TestPipedrive(t *testing.T) {
	v := views(t, "pipedrive")[0]
	since := func(m timeline.Measure, from timeline.Milestone) timeline.Figure { return m.Since(from).Of(v) }
	restore := timeline.TimeToRestore()
	check(t, []fact{
		{name: "detected→declared", figure: since(timeline.TimeToDeclare(), timeline.Detected), lo: "11m", text: "11m"},
		{name: "detected→mobilized", figure: since(timeline.TimeToMobilize(), timeline.Detected), lo: "36m", text: "36m"},
		{name: "detected→root cause", figure: since(timeline.TimeToRootCause(), timeline.Detected), lo: "3h17m", text: "3h17m"},
		{name: "declared→root cause", figure: since(timeline.TimeToRootCause(), timeline.Declared), lo: "3h6m", text: "3h6m"},
		{name: "root cause→first restore", figure: since(restore.In(first), timeline.CauseFound), lo: "36m"},
		{name: "root cause→final restore", figure: since(restore, timeline.CauseFound), lo: "2h56m", text: "2h56m"},
		{name: "detected→first region", figure: since(restore.In(first), timeline.Detected), lo: "3h53m"},
		{name: "detected→most", figure: since(restore.In(most), timeline.Detected), lo: "5h37m"},
		{name: "detected→final", figure: since(restore, timeline.Detected), lo: "6h13m"},
		{name: "detected→closed", figure: since(timeline.TimeToClose(), timeline.Detected), lo: "8h33m"},
		{name: "time to detect", figure: timeline.TimeToDetect().Of(v), lo: "0s", hi: "6h6m"},
		{name: "impact→first region", figure: restore.In(first).Of(v), lo: "3h53m", hi: "9h59m", text: "3h53m–9h59m"},
		{name: "impact→most", figure: restore.In(most).Of(v), lo: "5h37m", hi: "11h43m"},
		{name: "impact→final", figure: restore.Of(v), lo: "6h13m", hi: "12h19m"},
	})
	resolve := timeline.TimeToResolve().Of(v)
	assert.Equal(t, timeline.Unknown, resolve.Kind(), "no resolved time is given")
	assert.Equal(t, "unknown (resolved not recorded)", resolve.String())
	for range v.Regions() {
		t.Fatal("regions are unnamed")
	}
	s := incident.Of(v)
	require.Len(t, s.Hypotheses, 1)
	assert.Equal(t, incident.RuledOut, s.Hypotheses[0].State)
	assert.Empty(t, s.Severities, "no severity stated")
	assert.Empty(t, s.Findings)
}

func TestPipefy(t *testing.T) {
	v := views(t, "pipefy")[0]
	check(t, []fact{
		{name: "impact", figure: timeline.ImpactTime().Of(v), lo: "36m", text: "36m"},
		{name: "first public update", figure: timeline.TimeToFirstUpdate().Of(v), lo: "6m"},
		{name: "identified posted", figure: timeline.Elapsed(timeline.ImpactStarted, timeline.UpdatePublished("identified")).Of(v), lo: "13m"},
		{name: "cause found", figure: timeline.TimeToRootCause().Of(v), lo: "0s", hi: "13m"},
		{name: "fix applied posted", figure: timeline.Elapsed(timeline.ImpactStarted, timeline.UpdatePublished("monitoring")).Of(v), lo: "21m"},
		{name: "fix", figure: timeline.TimeToMitigate().Of(v), lo: "0s", hi: "21m"},
		{name: "restored", figure: timeline.TimeToRestore().Of(v), lo: "36m"},
		{name: "longest silence", figure: timeline.LongestSilence().Of(v), lo: "15m"},
		{name: "resolved→postmortem", figure: timeline.TimeToReview().Of(v), lo: "289h7m", text: "12d1h7m"},
		{name: "time to detect", figure: timeline.TimeToDetect().Of(v), lo: "0s", hi: "6m"},
	})
	assert.Equal(t, timeline.Reason{Code: timeline.ReasonWitness, About: []string{"detected", "update_published:first"}},
		timeline.TimeToDetect().Of(v).Reason(), "bounded by its witness, the first update")
	s, ok := incident.Of(v).Severity()
	require.True(t, ok)
	assert.Equal(t, "major", s.Level.String())
	var rivals []string
	for rival := range v.Rivals() {
		rivals = append(rivals, rival.Written)
	}
	assert.Equal(t, []string{"for about an hour"}, rivals, "the narrative stays beside the window")
}

func TestMonday2022(t *testing.T) {
	vs := views(t, "monday-2022")
	a, b := vs[0], vs[1]
	down := timeline.Downtime()
	check(t, []fact{
		{name: "A downtime", figure: down.Of(a), lo: "1h2m", text: "1h2m"},
		{name: "A downtime in the US", figure: down.In(timeline.Region("US")).Of(a), lo: "1h2m"},
		{name: "B downtime", figure: down.Of(b), lo: "1h54m"},
		{name: "B window", figure: timeline.TimeToRestore().Of(b), lo: "9h30m", hi: "10h30m", approx: "10h", text: "~10h"},
		{name: "sum", figure: timeline.Sum(down.Of(a), down.Of(b)), lo: "2h56m"},
		{name: "B root cause", figure: timeline.TimeToRootCause().Of(b), lo: "10h40m", hi: "11h40m", approx: "11h10m", text: "~11h10m"},
		{name: "B open", figure: timeline.TimeToClose().Of(b), lo: "24h23m", text: "1d0h23m"},
	})
	for _, m := range []timeline.Measure{timeline.TimeToDetect(), timeline.TimeToRestore()} {
		f := m.Of(a)
		_, _, _, hasGreatest := f.Bounds()
		assert.False(t, hasGreatest, "A gives neither start nor end: %s is %s", m.ID(), f)
	}
	assert.Equal(t, timeline.Unknown, timeline.TimeToResolve().Of(b).Kind())
	for i := range a.Impacts() {
		assert.Equal(t, timeline.NotBefore(time.Date(2022, 4, 11, 12, 56, 0, 0, time.UTC)), i.Start, "not before 8:56 in New York")
	}
	source, ok := a.Source("post")
	require.True(t, ok)
	assert.Contains(t, source.Assumption, "UTC-4")
	assert.Contains(t, source.Assumption, "UTC-5", "both readings of the label are named")
}

func TestMonday2024(t *testing.T) {
	vs := views(t, "monday-2024")
	us := timeline.Region("US")
	down, degraded := timeline.Downtime().In(us), timeline.DegradedTime().In(us)
	check(t, []fact{
		{name: "US down, April 11", figure: down.Of(vs[0]), lo: "20m"},
		{name: "US down, April 16", figure: down.Of(vs[1]), lo: "39m"},
		{name: "together down", figure: timeline.Sum(down.Of(vs[0]), down.Of(vs[1])), lo: "59m"},
		{name: "together degraded", figure: timeline.Sum(degraded.Of(vs[0]), degraded.Of(vs[1])), lo: "62m"},
		{name: "united down", figure: down.Across(vs...), lo: "59m"},
		{name: "EU down", figure: timeline.Downtime().In(timeline.Region("EU")).Of(vs[0]), lo: "0s"},
		{name: "APAC down", figure: timeline.Downtime().In(timeline.Region("APAC")).Of(vs[1]), lo: "0s"},
	})
	for _, region := range []string{"EU", "APAC"} {
		for _, v := range vs {
			f := timeline.TimeToRestore().In(timeline.Region(region)).Of(v)
			assert.Equal(t, timeline.NotApplicable, f.Kind())
			assert.Equal(t, "not applicable ("+region+" not affected)", f.String())
		}
	}
	april, err := timeline.Month(2024, time.April, time.UTC)
	require.NoError(t, err)
	minutes, _ := april.Duration()
	require.InDelta(t, 43200, minutes.Minutes(), 0)
	for _, c := range []struct {
		w    timeline.Weighting
		want float64
		text string
	}{
		{timeline.DowntimeOnly(), 1 - 59.0/43200, "99.8634 %"},
		{timeline.DegradedInFull(), 1 - 121.0/43200, "99.7199 %"},
	} {
		f := timeline.Availability(c.w, april).In(us).Across(vs...)
		assert.Equal(t, timeline.Known, f.Kind(), f.String())
		got, _ := f.Min()
		assert.InDelta(t, c.want, got, 1e-11)
		assert.Equal(t, c.text, f.String())
	}
}

func TestPipedream(t *testing.T) {
	v := views(t, "pipedream")[0]
	check(t, []fact{
		{name: "time to acknowledge", figure: timeline.TimeToAcknowledge().Of(v), lo: "3h30m", hi: "4h30m", approx: "4h", text: "~4h"},
		{name: "time to detect", figure: timeline.TimeToDetect().Of(v), lo: "0s", hi: "4h30m"},
		{name: "acknowledged→first update", figure: timeline.TimeToFirstUpdate().Since(timeline.Acknowledged).Of(v), lo: "14m"},
		{name: "impact→first update", figure: timeline.TimeToFirstUpdate().Of(v), lo: "3h44m", hi: "4h44m", approx: "4h14m", text: "~4h14m"},
	})
	s := incident.Of(v)
	require.Len(t, s.Detections, 1)
	assert.Equal(t, incident.UserReport, s.Detections[0].By)
	var states []string
	for st := range v.Statuses() {
		states = append(states, st.Name)
	}
	assert.Equal(t, []string{"investigating", "monitoring", "resolved"}, states, "no identified, and legal")
	assert.Empty(t, s.Findings)
	rivals := 0
	for range v.Rivals() {
		rivals++
	}
	assert.Equal(t, 3, rivals)

	utc := v.Preferring("postmortem-utc")
	check(t, []fact{{name: "by the label", figure: timeline.TimeToAcknowledge().Of(utc), lo: "2h30m", hi: "3h30m", approx: "3h"}})
}

// The durations that the logs state are those that the reports state, and no
// others.
func TestNoFixtureStatesADerivedDuration(t *testing.T) {
	stated := map[string][]string{}
	for _, name := range cases.Names() {
		incs, err := cases.Load(name)
		require.NoError(t, err)
		for _, inc := range incs {
			for e := range inc.Log().All() {
				if e.Total.IsStated() {
					stated[name] = append(stated[name], e.Total.String())
				}
			}
		}
	}
	for _, list := range stated {
		slices.Sort(list)
	}
	assert.Equal(t, map[string][]string{
		"pipefy":      {"PT1H~PT30M"}, // "about an hour", beside the window
		"monday-2022": {"PT1H2M", "PT1H54M"},
		"monday-2024": {"PT0S", "PT19M", "PT1H2M", "PT20M", "PT20M"},
	}, stated)
}
