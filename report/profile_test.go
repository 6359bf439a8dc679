package report_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// staffed is an incident with people, promises, changes and assessments, all public.
func staffed(t *testing.T) *incident.Incident {
	t.Helper()
	public := incident.Stamp{Visibility: timeline.Public, Actor: "Ann"}
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: at(10, 0), Stamp: public})
	require.NoError(t, err)
	w := inc.As(public)
	ok := func(e timeline.Event, err error) timeline.Event {
		require.NoError(t, err)
		return e
	}
	ok(w.Impact(timeline.Region("eu"), timeline.Major, at(9, 50)))
	ok(w.Detect(incident.UserReport, at(9, 55)))
	ok(w.Assign(incident.Commander, "Ann", at(10, 1)))
	ok(w.Assign(incident.Commander, "Bob", at(10, 2)))
	ok(w.Assess(severity.Major, at(10, 3)))
	ok(w.Assess(severity.Critical, at(10, 13)))
	ok(w.Announce(incident.Announcement{Status: "identified", Text: "We know.", At: at(10, 20), Next: at(10, 40)}))
	ok(w.Announce(incident.Announcement{Status: "monitoring", Text: "We fixed it.", At: at(10, 50), Next: at(11, 30)}))
	ok(w.Affect("pay by card", timeline.Major))
	ok(w.Relate(incident.Change{Type: incident.Deployment, ID: "v1", Link: incident.Confirmed, At: at(9, 45)}))
	ok(w.Refer(incident.Reference{System: "jira", ID: "OPS-7"}))
	ok(w.Link(incident.FollowUpOf, uuid.Max))
	ok(w.Cause(incident.Initiating, "a bad release", at(9, 45)))
	ok(w.Note("thinking", timeline.Instant{}))
	ok(w.Act(incident.Action{Title: "test releases", Owner: "Bob", State: incident.ActionOpen}))
	ok(w.Act(incident.Action{Title: "say sorry", Owner: "Cid", State: incident.ActionDone}))
	return inc
}

type builder func(report.Options, ...*timeline.View) (*report.Report, error)

func sectionIDs(r *report.Report) (out []string) {
	for _, s := range r.Sections {
		out = append(out, s.ID)
	}
	return out
}

func TestProfiles(t *testing.T) {
	v := staffed(t).AsOf(clock(11, 0))
	for name, c := range map[string]struct {
		build    builder
		audience report.Audience
		says     []string
		hides    []string
	}{
		"postmortem": {report.Postmortem, report.Internal, []string{
			"detected by user report", "Ann", "Bob", "until detected", "critical", "missed", "due", "pay by card", "deployment", "confirmed", "jira OPS-7",
			"follow up of", "Recorded without a time:", "thinking", "How each figure came about",
		}, nil},
		"postmortem, public": {report.Postmortem, report.Public, []string{"commander", "pay by card", "missed"}, []string{"Ann", "Bob", "Cid", "thinking"}},
		"customers": {report.Customers, report.Internal, []string{"Key figures", "Key moments", "We fixed it.", "a bad release", "test releases", "pay by card"},
			[]string{"Ann", "Bob", "Cid", "thinking", "initiating", "How each figure", "mobilized"}},
		"executive":    {report.Executive, report.Internal, []string{"critical", "≥ 1h10m so far", "test releases", "affected"}, []string{"say sorry", "We know.", "Timeline"}},
		"live":         {report.Live, report.Partner, []string{"next update", "2026-03-04 11:30", "in command", "Ann, Bob", "so far"}, []string{"test releases"}},
		"live, public": {report.Live, report.Public, []string{"in command", "commander"}, []string{"Ann", "Bob"}},
	} {
		doc, err := c.build(report.Options{Audience: c.audience}, v)
		require.NoError(t, err, name)
		out := render(t, text.Renderer{}, doc)
		for _, s := range c.says {
			assert.Contains(t, out, s, name)
		}
		for _, s := range c.hides {
			assert.NotContains(t, out, s, name)
		}
		if doc.Audience == report.Public {
			for _, who := range []string{"Ann", "Bob", "Cid"} {
				assert.NotContains(t, render(t, json.Renderer{}, doc), who, name)
			}
		}
		_, err = c.build(report.Options{})
		assert.ErrorIs(t, err, report.ErrNoView, name)
		_, err = c.build(report.Options{Audience: 9}, v)
		assert.Equal(t, name != "customers", err != nil, name)
	}
}

// People become roles in public: where one has none that may be read, nobody is named.
func TestPeopleBecomeRoles(t *testing.T) {
	doc, err := report.Postmortem(report.Options{Audience: report.Public}, staffed(t).AsOf(clock(11, 0)))
	require.NoError(t, err)
	inc := doc.Incidents[0]
	assert.Equal(t, []report.Role{{Role: "commander", Current: true}}, inc.Roles)
	assert.Equal(t, "commander", inc.Actions[0].Owner)
	assert.Empty(t, inc.Actions[1].Owner)
	for _, e := range inc.Timeline {
		assert.Equal(t, "commander", e.Actor, e.What)
	}
}

// A role that is not for the public is no name for anybody there.
func TestHiddenRolesNameNobody(t *testing.T) {
	public := incident.Stamp{Visibility: timeline.Public, Actor: "Ann"}
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0), Stamp: public})
	require.NoError(t, err)
	_, err = inc.Assign("secret_role", "Ann", at(10, 1))
	require.NoError(t, err)
	doc, err := report.Customers(report.Options{}, inc.AsOf(clock(11, 0)))
	require.NoError(t, err)
	assert.Empty(t, doc.Incidents[0].Roles)
	assert.Empty(t, doc.Incidents[0].Timeline[0].Actor)
	assert.NotContains(t, render(t, json.Renderer{}, doc), "secret")
}

// The budget of a region is not told where it would tell that an incident touched it
// which does not say so to the audience.
func TestBudgetsHideRegions(t *testing.T) {
	march, err := timeline.Month(2026, time.March, time.UTC)
	require.NoError(t, err)
	var views []*timeline.View
	for i, visibility := range []timeline.Visibility{timeline.Public, timeline.Internal} {
		inc, err := incident.Declare(incident.Declaration{Title: fmt.Sprint(i), At: at(10, 0)})
		require.NoError(t, err)
		_, err = inc.As(incident.Stamp{Visibility: visibility}).ImpactUntil(timeline.Region("eu"), timeline.Major, at(9, 50), at(10, 50))
		require.NoError(t, err)
		views = append(views, inc.AsOf(clock(12, 0)))
	}
	s := report.Selection{Objective: cohort.Objective{Share: 0.999, Period: march, Weighting: timeline.DowntimeOnly()}, Statistics: cohort.Options{Resamples: -1}}
	for audience, want := range map[report.Audience]int{report.Internal: 2, report.Public: 1} {
		doc, err := report.Portfolio(report.Options{Audience: audience}, s, views...)
		require.NoError(t, err)
		i := slices.Index(sectionIDs(doc), "budgets")
		require.GreaterOrEqual(t, i, 0)
		assert.Len(t, doc.Sections[i].Blocks[0].(report.Table).Rows, want, audience)
	}
}

// What nobody recorded is not drawn where facts of hidden kinds bound it.
func TestWitnessesAreNotDrawn(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 30)})
	require.NoError(t, err)
	_, err1 := inc.Mark(timeline.Acknowledged, at(10, 7))
	_, err2 := inc.As(incident.Stamp{Visibility: timeline.Public}).Publish("identified", "we know", at(10, 40))
	require.NoError(t, errors.Join(err1, err2))
	v := inc.AsOf(clock(12, 0))
	for _, audience := range audiences {
		doc, err := report.Portfolio(report.Options{Audience: audience}, report.Selection{}, v)
		require.NoError(t, err)
		assert.NotContains(t, render(t, text.Renderer{}, doc), "10:07")
	}
	doc, err := report.Customers(report.Options{}, v)
	require.NoError(t, err)
	assert.Equal(t, at(10, 40), doc.Incidents[0].Cadence.From)
	assert.NotContains(t, render(t, json.Renderer{}, doc), "10:07")
}

func TestDrawnData(t *testing.T) {
	for _, audience := range audiences {
		doc, err := report.Postmortem(report.Options{Audience: audience}, staffed(t).AsOf(clock(11, 0)))
		require.NoError(t, err)
		inc := doc.Incidents[0]
		require.Len(t, inc.Steps.Steps, 2)
		assert.Equal(t, at(10, 13), inc.Steps.Steps[0].To)
		assert.Equal(t, "10m", inc.Steps.Steps[0].Lasted.String())
		assert.Equal(t, timeline.Ongoing, inc.Steps.Steps[1].Lasted.Kind())
		require.Len(t, inc.Cadence.Updates, 2)
		assert.Equal(t, "missed", inc.Cadence.Updates[0].Kept)
		assert.Equal(t, "due", inc.Cadence.Updates[1].Kept)
		require.Len(t, inc.Phases.Stages, 3)
		assert.Equal(t, "until detected", inc.Phases.Stages[0].Label)
		assert.Equal(t, at(9, 55), inc.Phases.Stages[0].To)
	}
}

// A promise that an update kept which the audience may not read is told to nobody of it,
// and a severity that they may not read is not shown, instead of not stated.
func TestNotShownIsNotNotStated(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0)})
	require.NoError(t, err)
	public := inc.As(incident.Stamp{Visibility: timeline.Public})
	_, err1 := inc.Assess(severity.Major, at(10, 1))
	_, err2 := inc.Detect(incident.Employee, at(9, 59))
	_, err3 := public.Announce(incident.Announcement{Status: "identified", At: at(10, 5), Next: at(10, 30)})
	_, err4 := inc.As(incident.Stamp{Visibility: timeline.Partner}).Record(timeline.Event{Kind: timeline.KindUpdate, Status: "monitoring", Occurred: at(10, 20), Visibility: timeline.Partner})
	_, err5 := public.Assess(severity.Minor, at(10, 40))
	_, err6 := inc.Assess(severity.Critical, at(10, 50))
	require.NoError(t, errors.Join(err1, err2, err3, err4, err5, err6))
	doc, err := report.Postmortem(report.Options{Audience: report.Public}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	got := doc.Incidents[0]
	assert.Equal(t, []string{"status", "severity", "detected by"}, got.Hidden)
	require.Len(t, got.Cadence.Updates, 1)
	assert.Empty(t, got.Cadence.Updates[0].Kept)
	require.Len(t, got.Steps.Steps, 1)
	assert.Zero(t, got.Steps.Steps[0].Lasted.Measure(), "it ended by an assessment that is not for the public")
	out := render(t, text.Renderer{}, doc)
	assert.Contains(t, out, "severity     not shown")
	assert.Contains(t, out, "detected by  not shown")
	internal, err := report.Postmortem(report.Options{}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	assert.Empty(t, internal.Incidents[0].Hidden)
	assert.Equal(t, "kept", internal.Incidents[0].Cadence.Updates[0].Kept)
}

func TestSections(t *testing.T) {
	all := report.StandardSections()
	ids := func(s report.Sections) (out []string) {
		for _, x := range s {
			out = append(out, x.ID)
			assert.NotNil(t, x.Build, x.ID)
		}
		return out
	}
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(ids(all)))), len(all), "each ID once")
	two := all.Only(report.SectionSources, "none", report.SectionImpact)
	assert.Equal(t, []string{"sources", "impact"}, ids(two))
	own := report.SectionSpec{ID: "own", Title: "Own", Build: func(*report.Report, *report.Incident) []report.Block { return []report.Block{nil} }}
	assert.Equal(t, []string{"sources", "impact", "own"}, ids(two.With(own)))
	assert.Equal(t, []string{"sources", "own", "impact"}, ids(two.Before("impact", own)))
	assert.Equal(t, []string{"own", "sources"}, ids(two.With(own).Before("sources", own).Without("impact")))
	assert.Equal(t, []string{"own"}, ids(report.Sections{own}.Before("own", own).Only("own"))[:1])
	assert.Equal(t, []string{"sources", "impact"}, ids(two), "they are left as they are")
	_, ok := two.Find("own")
	assert.False(t, ok)
	for name, s := range map[string]report.Sections{
		"postmortem": report.PostmortemSections(), "customers": report.CustomerSections(), "executive": report.ExecutiveSections(), "live": report.LiveSections(),
	} {
		for _, x := range s {
			_, ok := all.Find(x.ID)
			assert.True(t, ok, "%s: %s", name, x.ID)
		}
	}
	v := staffed(t).AsOf(clock(11, 0))
	doc, err := report.Postmortem(report.Options{Sections: report.Sections{own, {ID: "none"}}}, v)
	require.NoError(t, err)
	assert.Empty(t, sectionIDs(doc), "without blocks there is no section")
	doc, err = report.Postmortem(report.Options{Sections: report.Sections{}}, v)
	require.NoError(t, err)
	assert.Empty(t, doc.Sections)
}

func TestPortfolio(t *testing.T) {
	march, err := timeline.Month(2026, time.March, time.UTC)
	require.NoError(t, err)
	views := []*timeline.View{staffed(t).AsOf(clock(11, 0)), full(t, incident.Stamp{}, "secret").AsOf(clock(23, 0))}
	s := report.Selection{
		Rule: cohort.StartedIn(march), Objective: cohort.Objective{Share: 0.999, Period: march, Weighting: timeline.DowntimeOnly()},
		Statistics: cohort.Options{Resamples: -1},
	}
	internal, err := report.Portfolio(report.Options{}, s, views...)
	require.NoError(t, err)
	assert.Equal(t, []string{"portfolio", "spreads", "budgets", "incidents"}, sectionIDs(internal))
	out := render(t, text.Renderer{Width: 150}, internal)
	for _, want := range []string{"by severity", "critical", "by region", "secret", "eu", "nobody vouches", "Checkout fails"} {
		assert.Contains(t, out, want)
	}
	public, err := report.Portfolio(report.Options{Audience: report.Public}, s, views...)
	require.NoError(t, err)
	out = render(t, text.Renderer{Width: 150}, public)
	assert.NotContains(t, out, "secret")
	assert.Contains(t, out, "place not shown")
	assert.Contains(t, out, "not shown")
	_, err = report.Portfolio(report.Options{Audience: report.Public}, report.Selection{Rule: cohort.ReachedIn(timeline.Acknowledged, march)}, views...)
	assert.ErrorContains(t, err, "is not shown")
	hidden, err := report.Portfolio(report.Options{Audience: report.Public}, report.Selection{What: timeline.TimeToAcknowledge()}, views...)
	require.NoError(t, err)
	assert.Regexp(t, `not measured +2\n`, render(t, text.Renderer{}, hidden))
	none, err := report.Portfolio(report.Options{}, report.Selection{Rule: cohort.StartedIn(timeline.MustParseSpan("2020-01-01T00:00:00Z/2020-02-01T00:00:00Z"))}, views...)
	require.NoError(t, err)
	assert.Empty(t, none.Incidents)
	_, err = report.Portfolio(report.Options{}, s)
	assert.ErrorIs(t, err, report.ErrNoView)
}

// A report of many regions is to take no more time for each than one of a few does.
func BenchmarkPostmortemOfManyRegions(b *testing.B) {
	for _, n := range []int{1000, 4000} {
		inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0)})
		require.NoError(b, err)
		for i := range n {
			_, err := inc.Impact(timeline.Region(fmt.Sprintf("region-%04d", i)), timeline.Major, at(9, 50))
			require.NoError(b, err)
			_, err = inc.Restore(timeline.Region(fmt.Sprintf("region-%04d", i)), at(11, 0))
			require.NoError(b, err)
		}
		v := inc.AsOf(clock(12, 0))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				_, err := report.Postmortem(report.Options{}, v)
				require.NoError(b, err)
			}
		})
	}
}
