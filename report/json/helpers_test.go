package json_test

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

func render(t testing.TB, r *report.Report) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, json.Renderer{}.Render(&out, r))
	return out.Bytes()
}

// apart says where two outputs part.
func apart(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s []byte) []byte { return s[min(max(0, i-40), len(s)):min(i+40, len(s))] }
	return fmt.Sprintf("%q and %q, at byte %d", cut(a), cut(b), i)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// views are those of a case.
func views(name string) []*timeline.View {
	var out []*timeline.View
	for _, inc := range must(cases.Load(name)) {
		now, _ := inc.Log().LastRecorded()
		out = append(out, inc.AsOf(now))
	}
	return out
}

// built are the reports of every case, for every audience, in every profile.
func built() map[string]*report.Report {
	prague := must(time.LoadLocation("Europe/Prague"))
	years := timeline.MustParseSpan("2020-12-31T23:00:00Z/2026-12-31T23:00:00Z") // those of Prague
	out := map[string]*report.Report{}
	for _, name := range cases.Names() {
		v := views(name)
		for _, a := range []report.Audience{report.Internal, report.Partner, report.Public} {
			o := report.Options{Audience: a, Zone: prague, Period: years, Definitions: slices.Collect(definition.All())}
			for profile, build := range map[string]reporttest.Builder{
				"postmortem": report.Postmortem, "customers": report.Customers, "executive": report.Executive, "live": report.Live,
				"plain": func(_ report.Options, v ...*timeline.View) (*report.Report, error) {
					return report.Postmortem(report.Options{Audience: a}, v...)
				},
				"portfolio": func(o report.Options, v ...*timeline.View) (*report.Report, error) {
					return report.Portfolio(o, report.Selection{}, v...)
				},
			} {
				out[fmt.Sprintf("%s, %s, %s", name, a, profile)] = must(build(o, v...))
			}
		}
	}
	return out
}

// documents are the reports of every case, and two by hand: one that has nothing, and
// one in which everything is set that can be, within what the schema asks. They are made
// once, as no renderer changes them.
var documents = sync.OnceValue(func() map[string]*report.Report {
	out := built()
	full := reporttest.Filled("word")
	for i := range full.Incidents {
		inc := &full.Incidents[i]
		inc.ID, inc.Links[0].Incident, inc.Absorbed[0].Incident = uuid.Max.String(), uuid.Max.String(), uuid.Max.String()
		inc.Timeline[0].From, inc.Updates[0].From, inc.Rivals[0].From = uuid.Max.String(), "", ""
		inc.Cadence.Updates[0].Kept = "kept"
		for _, f := range refined() {
			inc.Figures = append(inc.Figures, report.Figure{Group: "refined", Label: f.Sentence(), Figure: f})
		}
	}
	full.Sums[0].Incidents = []string{uuid.Max.String()}
	full.Sums = append(full.Sums, report.Sum{Figure: timeline.Sum(refined()[0], refined()[0])})
	full.Sections[0].Incident = uuid.Max.String()
	out["everything"], out["nothing"] = full, &report.Report{Incidents: []report.Incident{{ID: uuid.Nil.String()}}, Sections: make([]report.Section, 1)}
	return out
})

// refined are figures of every kind, of measures that are refined in every way.
func refined() []timeline.Figure {
	at := timeline.MustParseInstant
	log, last := timeline.NewLog(uuid.Max), uuid.Nil
	for _, e := range []timeline.Event{
		{Kind: timeline.KindImpact, Scope: timeline.Component("api").In("eu"), Health: timeline.Partial, Occurred: at("2026-03-04T10:00:00Z")},
		{Kind: timeline.KindImpact, Scope: timeline.Component("web").In("us"), Health: timeline.Major, Occurred: at("2026-03-04T10:10:00Z"), Ended: at("2026-03-04T10:30:00Z")},
		{Kind: timeline.KindMilestone, Milestone: timeline.Detected, Occurred: at("[2026-03-04T09:50:00Z..2026-03-04T10:20:00.5Z]")},
		{Kind: timeline.KindMilestone, Milestone: timeline.Acknowledged, Occurred: at("2026-03-04T10:20:00Z~PT5M")},
		{Kind: timeline.KindMilestone, Milestone: timeline.CauseFound, Occurred: at("2026-03-04T09:00:00Z")},
		{Kind: timeline.KindStatus, Status: "working", Phase: timeline.PhaseActive, Occurred: at("2026-03-04T10:05:00Z")},
		{Kind: timeline.KindStatus, Status: "waiting", Phase: timeline.PhaseActive, Occurred: at("2026-03-04T11:00:00Z"), Hold: "awaiting_vendor"},
		{Kind: timeline.KindStatus, Status: "working", Phase: timeline.PhaseActive, Occurred: at("2026-03-04T12:00:00Z")},
	} {
		if e.Kind == timeline.KindStatus {
			e.Previous = last
		}
		if e = must(log.Add(e)); e.Kind == timeline.KindStatus {
			last = e.ID
		}
	}
	v := log.AsOf(time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC))
	office := must(timeline.NewCalendar("office", time.UTC, timeline.Week{time.Wednesday: {{From: 9 * time.Hour, To: 17 * time.Hour}}}))
	whole := timeline.TimeToRestore()
	var out []timeline.Figure
	for _, m := range []timeline.Measure{
		timeline.TimeToDetect(), timeline.TimeToAcknowledge(), timeline.TimeToRootCause(), timeline.TimeToMobilize(), timeline.TimeToReview(), timeline.FailedDeploymentRecovery(),
		timeline.Updates(), whole, whole.First(), whole.Last(), whole.Cumulative(), whole.Regions(1), whole.Components(2), whole.Under(office),
		whole.In(timeline.Region("eu").Of(timeline.Most)), timeline.TimeToResolve(), timeline.TimeToResolve().WithoutHold(), timeline.Downtime().Coalesce(90 * time.Second),
		timeline.Downtime().In(timeline.Region("us")), timeline.Availability(timeline.DegradedInFull(), timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z")),
	} {
		out = append(out, m.Of(v))
	}
	return append(out, timeline.Figure{})
}
