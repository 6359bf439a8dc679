package conformance_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // zones on machines that have none

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/examples/cases"
	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
	"github.com/allclear-go/allclear/timeline/definition"
)

// A document is a report under a name that says how it came about.
type document struct {
	name   string
	report *report.Report
	twin   *report.Report // says something harmless wherever this one is hostile; nil if nothing is
}

// documents returns what every format and every validator is tried on.
func documents(t *testing.T) []document {
	t.Helper()
	docs, err := library()
	require.NoError(t, err)
	return docs
}

// library makes the documents once. Renderers leave reports as they are.
var library = sync.OnceValues(func() ([]document, error) {
	var s shelf
	s.seeds()
	s.byHand()
	s.hostile()
	return s.docs, errors.Join(s.errs...)
})

// A shelf gathers documents.
type shelf struct {
	docs []document
	errs []error
}

// A profile is a builder of reports and the audiences to build for.
type profile struct {
	name      string
	build     func(report.Options, ...*timeline.View) (*report.Report, error)
	audiences []report.Audience
}

var everyone = []report.Audience{report.Internal, report.Partner, report.Public}

func profiles() []profile {
	return []profile{
		{"postmortem", report.Postmortem, everyone},
		{"customers", report.Customers, []report.Audience{report.Public}}, // always
		{"executive", report.Executive, everyone},
		{"live", report.Live, everyone},
	}
}

// add builds a document.
func (s *shelf) add(name string, p profile, o report.Options, views ...*timeline.View) {
	r, err := p.build(o, views...)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	s.docs, s.errs = append(s.docs, document{name: name, report: r}), append(s.errs, err)
}

// seeds adds the reports of real incidents: of each case in every profile for every
// audience; and the postmortems as other tools measure, in other zones, and as of
// earlier moments.
func (s *shelf) seeds() {
	var all []*timeline.View
	var postmortems []*report.Report
	for _, name := range cases.Names() {
		incidents, err := cases.Load(name)
		s.errs = append(s.errs, err)
		views := latest(incidents)
		all = append(all, views...)
		o := report.Options{Period: month(views)}
		for _, p := range profiles() {
			for _, o.Audience = range p.audiences {
				s.add(fmt.Sprintf("%s/%s/%s", name, p.name, o.Audience), p, o, views...)
			}
		}
		s.variants(name, o, views)
		s.earlier(name, incidents)
		r, err := report.Postmortem(o, views...)
		postmortems, s.errs = append(postmortems, r), append(s.errs, err)
	}
	s.docs = append(s.docs, document{name: "all cases in one", report: report.Concat(postmortems...)})
	s.portfolios(all)
}

func (s *shelf) variants(name string, o report.Options, views []*timeline.View) {
	postmortem := profiles()[0]
	defined := o
	defined.Definitions = slices.Collect(definition.All())
	for _, defined.Audience = range everyone {
		s.add(fmt.Sprintf("%s/postmortem/%s/definitions", name, defined.Audience), postmortem, defined, views...)
	}
	o.Audience = report.Internal
	for _, zone := range []string{"Europe/Prague", "America/Los_Angeles", "Asia/Kathmandu"} {
		place, err := time.LoadLocation(zone)
		s.errs = append(s.errs, err)
		o.Zone = place
		s.add(fmt.Sprintf("%s/postmortem/internal/%s", name, zone), postmortem, o, views...)
	}
}

// earlier adds what was known after each minute in which something was recorded.
func (s *shelf) earlier(name string, incidents []*incident.Incident) {
	var moments []time.Time
	for _, inc := range incidents {
		for e := range inc.Log().All() {
			moments = append(moments, e.Recorded.Truncate(time.Minute).Add(time.Minute))
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	for _, now := range slices.Compact(moments) {
		var views []*timeline.View
		for _, inc := range incidents {
			views = append(views, inc.AsOf(now))
		}
		for _, p := range profiles() {
			s.add(fmt.Sprintf("%s/%s/%s/as of %s", name, p.name, p.audiences[0], now.Format("2006-01-02T15:04")), p, report.Options{Audience: p.audiences[0]}, views...)
		}
	}
}

// portfolios adds all incidents over the years, those of some against those before.
func (s *shelf) portfolios(views []*timeline.View) {
	years := timeline.MustParseSpan("2022-01-01T00:00:00Z/2026-01-01T00:00:00Z")
	selections := map[string]report.Selection{
		"all": {Statistics: cohort.Options{Resamples: -1}},
		"selection": {
			Rule: cohort.StartedIn(years), Before: cohort.StartedIn(timeline.MustParseSpan("2018-01-01T00:00:00Z/2022-01-01T00:00:00Z")), What: timeline.Downtime(),
			By:         []report.Grouping{report.BySeverity(), {Title: "by status", Key: func(inc *report.Incident) string { return cmp.Or(inc.Status, "none") }}},
			Objective:  cohort.Objective{Name: "four years", Share: 0.999, Weighting: timeline.DegradedInFull(), Period: years, CompleteTo: years.End()},
			Statistics: cohort.Options{Resamples: -1},
		},
	}
	for _, name := range []string{"all", "selection"} {
		build := func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			return report.Portfolio(o, selections[name], views...)
		}
		for _, a := range everyone {
			s.add(fmt.Sprintf("portfolio/%s/%s", name, a), profile{build: build}, report.Options{Audience: a}, views...)
		}
	}
}

// byHand adds what no incident was needed for: a report of each block, of all of
// them, of figures of every kind, and many at random.
func (s *shelf) byHand() {
	for _, f := range reporttest.Fixtures() {
		s.docs = append(s.docs, document{name: "by hand/" + f.Name, report: f.Report})
	}
	for seed := range uint64(20) {
		r := reporttest.Random(rand.New(rand.NewPCG(seed, 2)))
		for i, level := 0, 0; i < len(r.Sections); i++ { // which levels there are is for authors to choose; here none is skipped
			level = min(level+1, r.Sections[i].Level)
			r.Sections[i].Level = level
		}
		s.docs = append(s.docs, document{name: fmt.Sprint("by hand/at random ", seed), report: r})
	}
	s.docs = append(s.docs, document{name: "by hand/no report"}, document{name: "by hand/edges", report: edges()})
}

// latest are the incidents as of the last moment that each was recorded at.
func latest(incidents []*incident.Incident) []*timeline.View {
	var out []*timeline.View
	for _, inc := range incidents {
		now, _ := inc.Log().LastRecorded()
		out = append(out, inc.AsOf(now))
	}
	return out
}

// month is the one in which the first impact began; zero if no view has a time for that.
func month(views []*timeline.View) timeline.Span {
	for _, v := range views {
		for i := range v.Impacts() {
			if t, ok := i.Start.Earliest(); ok {
				first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
				span, _ := timeline.NewSpan(first, first.AddDate(0, 1, 0)) // forward
				return span
			}
		}
	}
	return timeline.Span{}
}
