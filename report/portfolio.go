package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// A Selection is which incidents a [Portfolio] is of, and what it says of them. The
// zero Selection is every incident, by how long it took to restore.
type Selection struct {
	Rule   cohort.Rule      // the incidents of the period
	Before cohort.Rule      // those to compare with; the zero Rule compares with none
	What   timeline.Measure // how long they lasted; zero is [timeline.TimeToRestore]

	// By are the groups that incidents are put in, besides all of them and their
	// regions. Nil is by severity.
	By []Grouping

	// Objective is what the budgets of the regions are worked out from. One that is not
	// valid leaves them out.
	Objective cohort.Objective

	// Statistics is how intervals are made; see [cohort.Options].
	Statistics cohort.Options
}

// A Grouping puts incidents into groups by what the audience may see of them.
type Grouping struct {
	Title   string                 // "by severity"
	Key     func(*Incident) string // what people call the group
	Compare func(a, b string) int  // their order; nil is that of the alphabet

	value func(key string) Value // what a key is; nil is text
}

// BySeverity groups incidents by how bad they were held to be, the worst first.
func BySeverity() Grouping {
	const unstated, hidden = "not stated", "not shown"
	rank := func(s string) (severity.Level, int) {
		l, err := severity.ParseLevel(s)
		if err != nil {
			return l, 1
		}
		return l, 0
	}
	return Grouping{
		Title: "by severity",
		value: func(key string) Value {
			if l, err := severity.ParseLevel(key); err == nil {
				return levelOf(l)
			}
			return Label(key)
		},
		Key: func(inc *Incident) string {
			if inc.Severity != nil {
				return inc.Severity.Level.String()
			}
			if inc.unstated(hiddenSeverity) == hidden {
				return hidden
			}
			return unstated
		},
		Compare: func(a, b string) int {
			x, i := rank(a)
			y, j := rank(b)
			return cmp.Or(cmp.Compare(i, j), y.Compare(x), strings.Compare(a, b))
		},
	}
}

// reasonNotShown is why an incident is not measured whose figure the audience may not
// see.
const reasonNotShown timeline.ReasonCode = "not_shown"

// Portfolio reports on many incidents over a period: how many there were and how long
// they lasted, whether that differs from the period before, what is left of the error
// budgets, and a list. What must be known before conclusions are drawn is said beside.
// Of each incident it has what such a list needs, and no more. An incident whose figure
// the audience may not see is counted and not measured, and one without the time that
// the rule picks by is in no period: how many those are is said. It fails as [Postmortem] does, and
// with a rule by a milestone whose time the audience is not shown.
// [Options.Sections] are not used, as it has none for each incident.
func Portfolio(o Options, s Selection, views ...*timeline.View) (*Report, error) {
	o, err := o.checked(views)
	if err != nil {
		return nil, err
	}
	for _, rule := range [...]cohort.Rule{s.Rule, s.Before} {
		if !rule.IsZero() && !o.Audience.sees(string(rule.Milestone())) {
			return nil, fmt.Errorf("report: incidents picked by %q, whose time the %s audience is not shown", rule.Milestone(), o.Audience)
		}
	}
	if s.What == (timeline.Measure{}) {
		s.What = timeline.TimeToRestore()
	}
	if s.By == nil {
		s.By = []Grouping{BySeverity()}
	}
	r := o.report()
	r.Title = cmp.Or(r.Title, r.Format.Words("Incidents"))
	p := portfolio{o: o, s: s, r: r, called: r.Format.keep(measured(s.What)), all: views}
	for _, v := range views {
		switch s.Rule.Of(v) {
		case cohort.MembershipNone, cohort.MembershipNotYet:
			p.outside++
			continue
		case cohort.MembershipUnknown:
			p.undated++
			continue
		}
		b := builder{o: o, f: &r.Format, v: v, s: incident.Of(v)}
		p.views = append(p.views, v)
		p.builders = append(p.builders, &b)
		r.Incidents = append(r.Incidents, b.listed(s.What))
	}
	p.section("portfolio", r.Title, 1, p.counts()...)
	p.section("spreads", "How long they lasted", 2, p.spreads()...)
	p.section("comparison", "Against the period before", 2, p.comparison()...)
	p.section("budgets", "Error budgets", 2, p.budgets()...)
	p.section("incidents", "Incidents", 2, p.list()...)
	return r, nil
}

// listed is what a list of incidents needs.
func (b *builder) listed(m timeline.Measure) Incident {
	inc := b.base()
	var out figureList
	b.add(&out, "", b.f.keep(measured(m)), m)
	if m != timeline.ImpactTime() {
		b.add(&out, "", timeline.ImpactTime().Words(), timeline.ImpactTime())
	}
	inc.Figures = out
	b.places(&inc)
	return inc
}

// A portfolio is a report of many incidents in the making.
type portfolio struct {
	o        Options
	s        Selection
	r        *Report
	called   string // what is measured
	all      []*timeline.View
	views    []*timeline.View // those of the period
	builders []*builder       // of each of them
	outside  int              // those that the rule leaves out
	undated  int              // those without a time that it could pick them by
}

func (p *portfolio) section(id, title string, level int, blocks ...Block) {
	if len(blocks) == 0 {
		return
	}
	if level > 1 {
		title = p.r.Format.Words(title)
	}
	p.r.Sections = append(p.r.Sections, Section{ID: id, Title: title, Level: level, Blocks: blocks})
}

// groupsOf gathers the incidents of a rule under one key, as far as the audience may see
// their figures.
func (p *portfolio) groupsOf(rule cohort.Rule, views []*timeline.View) *cohort.Groups[string] {
	g := cohort.NewGroups[string](p.s.What, rule)
	for _, v := range views {
		p.take(g, "all", v)
	}
	return g
}

// take measures an incident as a whole.
func (p *portfolio) take(g *cohort.Groups[string], key string, v *timeline.View) {
	if p.o.Audience.shows(p.s.What.Of(v), v) {
		g.Add(key, v)
		return
	}
	g.Exclude(key, v, timeline.Unknown, reasonNotShown)
}
