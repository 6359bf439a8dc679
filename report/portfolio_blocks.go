package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// counts is how many incidents there are and by which rule.
func (p *portfolio) counts() []Block {
	s := p.groupsOf(p.s.Rule, p.views).Total(p.s.Statistics)
	rule := Label("every incident")
	if period, ok := p.s.Rule.Period(); ok {
		rule = listed(", ", milestone(p.s.Rule.Milestone()), Text(p.r.Format.Period(period)))
	}
	picked := []Fact{{"incidents", Number(len(p.views))}, {"counted by", rule}}
	if !p.s.Rule.IsZero() {
		picked = append(picked, Fact{"outside of the period", Number(p.outside)})
	}
	if p.undated > 0 {
		picked = append(picked, Fact{"without a time to count them by", Number(p.undated)})
	}
	var excluded uint64
	for _, x := range s.Excluded {
		excluded += x.N
	}
	rows := append(picked,
		Fact{"measured", Number(int(s.Measured()))}, Fact{"of these open", Number(int(s.Open))}, Fact{"not measured", Number(int(excluded))},
		Fact{"times in", Text(p.r.Format.ZoneName())}, Fact{"audience", Label(p.o.Audience.String())},
	)
	return append([]Block{Facts{rows}}, p.warnings(s.Warnings)...)
}

// warnings are what must be known beside a result. No mean is told, as durations are
// skewed, so that nothing is said of one.
func (p *portfolio) warnings(list []cohort.Warning) []Block {
	var texts []string
	for _, w := range list {
		if w.Code != cohort.WarningMean {
			texts = append(texts, w.Text)
		}
	}
	if l := listOf(texts, English); l != nil {
		return []Block{Paragraph{p.r.Format.Words("To be known before conclusions are drawn:")}, l}
	}
	return nil
}

// spreads is how long incidents lasted: all of them, by each grouping, and by region
// where more than one is named.
func (p *portfolio) spreads() []Block {
	if len(p.views) == 0 {
		return nil
	}
	all := Spreads{Title: p.called}
	all.Groups = append(all.Groups, p.spread(Label("all"), p.groupsOf(p.s.Rule, p.views).Total(p.s.Statistics)))
	out := []Block{all}
	for _, by := range p.s.By {
		if by.Key == nil {
			continue
		}
		g := cohort.NewGroups[string](p.s.What, p.s.Rule)
		for i, v := range p.views {
			p.take(g, by.Key(&p.r.Incidents[i]), v)
		}
		out = append(out, p.table(by, g))
	}
	if g := p.regions(); g.Len() > 1 {
		out = append(out, p.table(Grouping{Title: "by region", value: regionOf}, g))
	}
	return out
}

func (p *portfolio) table(by Grouping, g *cohort.Groups[string]) Block {
	if by.Compare == nil {
		by.Compare = strings.Compare
	}
	if by.value == nil {
		by.value = Text
	}
	out := Spreads{Title: by.Title}
	for key, s := range g.All(by.Compare, p.s.Statistics) {
		out.Groups = append(out.Groups, p.spread(by.value(key), s))
	}
	return out
}

// The keys of incidents whose region is not named.
const (
	noRegion     = "no region named"
	hiddenRegion = "place not shown"
)

// regionOf is the region that a key names.
func regionOf(key string) Value {
	if key == noRegion || key == hiddenRegion {
		return Label(key)
	}
	return Where(timeline.Region(key))
}

// regions measures the incidents in each region whose name the audience may read; the
// others are one group.
func (p *portfolio) regions() *cohort.Groups[string] {
	g := cohort.NewGroups[string](p.s.What, p.s.Rule)
	for i, v := range p.views {
		b := p.builders[i]
		if !p.showsRegions(v) {
			g.Exclude(hiddenRegion, v, timeline.Unknown, reasonNotShown)
			continue
		}
		g.AddRegions(v, func(region timeline.Scope) string {
			switch {
			case region.IsZero():
				return noRegion
			case b.mayName(region):
				return region.Region()
			}
			return hiddenRegion
		})
	}
	return g
}

// showsRegions reports whether the audience may see the figures of an incident, as a
// whole and in each region.
func (p *portfolio) showsRegions(v *timeline.View) bool {
	for _, f := range p.s.What.ByRegion(v) {
		if !p.o.Audience.shows(f, v) {
			return false
		}
	}
	return p.o.Audience.shows(p.s.What.Of(v), v)
}

// spread is a summary as it is drawn.
func (p *portfolio) spread(label Value, s cohort.Summary) Spread {
	out := Spread{
		Label: label.Words(&p.r.Format), Closed: s.Closed, Open: s.Open, Shortest: s.Shortest, Longest: s.Longest,
		Median: s.Median.Value, MedianInterval: s.Median.Interval, P90: s.P90.Value,
	}
	for _, x := range s.Excluded {
		out.Excluded += x.N
	}
	return out
}

// comparison is what the incidents say of a change since the period before.
func (p *portfolio) comparison() []Block {
	if p.s.Before.IsZero() {
		return nil
	}
	var views []*timeline.View
	for _, v := range p.all {
		switch p.s.Before.Of(v) {
		case cohort.MembershipSure, cohort.MembershipPossible:
			views = append(views, v)
		}
	}
	before, after := p.groupsOf(p.s.Before, views), p.groupsOf(p.s.Rule, p.views)
	c := cohort.Compare(before.Whole(), after.Whole(), cohort.CompareOptions{})
	was, is := before.Total(p.s.Statistics), after.Total(p.s.Statistics)
	out := []Block{
		Spreads{p.called, []Spread{p.spread(Label("before"), was), p.spread(Label("now"), is)}},
		List{[]Value{English(c.String()), Phrase("method: {1}", English(c.Method))}},
	}
	return append(out, p.warnings(append(was.Warnings, c.Warnings...))...)
}

// budgets are what is left of the objective, as a whole and for each region. The name of
// a region must be readable in every incident that touched it, else its budget tells
// where the others were.
func (p *portfolio) budgets() []Block {
	if !p.s.Objective.IsValid() || len(p.all) == 0 {
		return nil
	}
	t := Table{Head: []string{"place", "available", "spent", "allowed", "burn rate", "verdict"}}
	var said []cohort.Warning
	add := func(name Value, b cohort.Budget) {
		t.Rows = append(t.Rows, []Value{name, extent(b.Available, percent), Lasting(b.Spent), Lasting(b.Allowed), extent(b.BurnRate, number), Word(b.Verdict.String())})
		for _, w := range b.Warnings {
			if !slices.Contains(said, w) {
				said = append(said, w)
			}
		}
	}
	if p.mayBudget(timeline.Scope{}) {
		add(Label("all"), cohort.BudgetOf(p.s.Objective, timeline.Scope{}, p.all...))
	}
	for place, b := range cohort.BudgetsByRegion(p.s.Objective, p.all...) {
		if p.mayBudget(place) {
			add(Where(place), b)
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return append([]Block{t}, p.warnings(said)...)
}

// mayBudget reports whether the audience may see the budget of a place.
func (p *portfolio) mayBudget(place timeline.Scope) bool {
	m := timeline.WeightedDowntime(p.s.Objective.Weighting, p.s.Objective.Period).In(place)
	for _, v := range p.all {
		b := builder{o: p.o, v: v}
		if !p.o.Audience.shows(m.Of(v), v) || !place.IsZero() && !b.mayName(place) && b.speaksOf(place) {
			return false
		}
	}
	return true
}

// extent is a number within bounds, and missing where none is known.
func extent(e cohort.Extent, write func(cohort.Number) string) Value {
	value := func(n cohort.Number) Value {
		if !n.IsKnown() {
			return Missing("unknown")
		}
		return Text(write(n))
	}
	if e.Least == e.Most {
		return value(e.Least)
	}
	return listed("–", value(e.Least), value(e.Most))
}

func number(n cohort.Number) string { return n.String() }

// percent writes a ratio as figures have it.
func percent(n cohort.Number) string {
	x, _ := n.Value()
	return strconv.FormatFloat(100*x, 'f', 4, 64) + " %"
}

// list is the incidents, one row each, in the order that they began in, or reached
// what the rule picks them by.
func (p *portfolio) list() []Block {
	if len(p.r.Incidents) == 0 {
		return nil
	}
	when, by := "began", timeline.ImpactStarted
	if m := p.s.Rule.Milestone(); m != "" && m != by {
		when, by = p.r.Format.keep(milestone(m)), m
	}
	type row struct {
		at  timeline.Instant
		inc *Incident
	}
	var order []row
	for i, b := range p.builders {
		order = append(order, row{b.when(by), &p.r.Incidents[i]})
	}
	slices.SortStableFunc(order, func(a, b row) int { return a.at.Compare(b.at) })
	t := Table{Head: []string{when, "incident", "status", "severity", p.called}}
	for _, x := range order {
		inc := x.inc
		t.Rows = append(t.Rows, []Value{At(x.at), Text(cmp.Or(inc.Title, inc.ID)), status(inc), rating(inc), figureOf(inc, p.s.What)})
	}
	return []Block{t}
}
