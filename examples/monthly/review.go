package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// schemaVersion is that of the JSON output.
const schemaVersion = 1

// most is how many months a trend looks at.
const most = 12

// A review is everything that is said of a month. Its JSON is the JSON output.
type review struct {
	SchemaVersion int             `json:"schema_version"`
	Source        string          `json:"source"`
	Month         string          `json:"month"`
	Period        timeline.Span   `json:"period"`
	AsOf          time.Time       `json:"as_of"`
	IsOver        bool            `json:"month_is_over"`
	Answer        answer          `json:"answer"`
	Definitions   definitions     `json:"definitions"`
	Aside         aside           `json:"left_aside"`
	Whole         row             `json:"whole"`
	Severities    []row           `json:"severities"` // worst first
	Places        []row           `json:"places"`
	Change        change          `json:"change"`
	Frequency     frequency       `json:"frequency"`
	Months        []month         `json:"months"`
	MedianTrend   cohort.Trend    `json:"median_trend"`
	RateTrend     cohort.Trend    `json:"rate_trend"`
	Deployments   *deployments    `json:"deployments"` // null: the data tells nothing of them
	Budgets       []cohort.Budget `json:"budgets"`
	Open          []openIncident  `json:"open"`
	Gaps          []recordGap     `json:"gaps"`
	Warnings      []warning       `json:"warnings"`

	// For people: the names of the month, the one before it, and the measures.
	name, before, called, besides string
}

// definitions are what the figures mean.
type definitions struct {
	Measure      string  `json:"measure"`
	Beside       string  `json:"beside"`
	Rule         string  `json:"rule"`
	Severity     string  `json:"severity"`
	Places       string  `json:"places"`
	Confidence   float64 `json:"confidence"`
	Significance float64 `json:"significance"`
}

// A cell is what the table tells apart.
type cell struct {
	level severity.Level
	place string
}

func (c cell) compare(d cell) int {
	return cmp.Or(cmp.Compare(d.level, c.level), cmp.Compare(c.place, d.place))
}

// A row is the figures of one severity, place, or both.
type row struct {
	Severity string         `json:"severity,omitempty"`
	Place    string         `json:"place,omitempty"`
	Main     cohort.Summary `json:"main"`
	Beside   cohort.Summary `json:"beside"`
}

func (r row) name() string {
	switch {
	case r.Severity == "":
		return "all"
	case r.Place == "":
		return r.Severity
	}
	return r.Severity + " " + r.Place
}

// An openIncident is one of the month that is not over.
type openIncident struct {
	Title    string           `json:"title"`
	Severity string           `json:"severity"`
	Since    timeline.Instant `json:"since"`
	Age      timeline.Length  `json:"age"`
}

// A recordGap is why an incident of the month is in no figure, for somebody to mend.
type recordGap struct {
	Title    string `json:"title"`
	Severity string `json:"severity"`
	Reason   string `json:"reason"`
}

const (
	confidence   = 0.9
	significance = 0.05
)

// A reviewer makes a review.
type reviewer struct {
	data
	options cohort.Options
	month   timeline.Span
	review  *review
}

// written is how a review of the data is written.
func written(write func(io.Writer, *review) error) func(io.Writer, data, settings) error {
	return func(w io.Writer, d data, s settings) error {
		r, err := newReview(d, s)
		if err != nil {
			return err
		}
		return write(w, r)
	}
}

func newReview(d data, s settings) (*review, error) {
	r, err := newReviewer(d, s)
	if err != nil {
		return nil, err
	}
	r.fill(s)
	return r.review, nil
}

// newReviewer chooses the month.
func newReviewer(d data, s settings) (*reviewer, error) {
	first := s.month
	if first.IsZero() {
		first = time.Date(d.asOf.Year(), d.asOf.Month()-1, 1, 0, 0, 0, 0, time.UTC)
	}
	if !first.Before(d.asOf) {
		return nil, fmt.Errorf("%s had not begun at %s", first.Format("January 2006"), d.asOf.Format(time.RFC3339))
	}
	if len(d.views) == 0 {
		return nil, fmt.Errorf("no incident was known at %s, with a time to count it by", d.asOf.Format(time.RFC3339))
	}
	span, err := timeline.Month(first.Year(), first.Month(), time.UTC)
	if err != nil {
		return nil, err
	}
	r := &reviewer{data: d, month: span, options: cohort.Options{Confidence: confidence, Seed: s.seed}}
	r.review = &review{
		SchemaVersion: schemaVersion, Source: d.source, Month: first.Format("2006-01"), Period: span, AsOf: d.asOf,
		IsOver: !d.asOf.Before(span.End()), Aside: d.aside,
		name: first.Format("January 2006"), before: first.AddDate(0, -1, 0).Format("January 2006"),
		called: d.called, besides: d.beside.Words(),
		Definitions: definitions{
			Measure: d.measure.Definition(), Beside: d.beside.Definition(), Rule: r.rule(span).String(),
			Severity: "the worst that it was given, scale " + d.scale.Name(), Places: d.places,
			Confidence: confidence, Significance: significance,
		},
		Budgets: []cohort.Budget{}, Open: []openIncident{}, Gaps: []recordGap{}, Severities: []row{}, Places: []row{}, Months: []month{}, Warnings: []warning{},
	}
	return r, nil
}

// fill works everything out.
func (r *reviewer) fill(s settings) {
	now := r.gather(r.month)
	before := r.gather(monthBefore(r.month))
	r.table(now)
	r.review.Change = r.compare(before, now)
	r.review.Frequency = r.frequency(before, now)
	r.trends()
	if r.caused {
		r.deployments()
		r.budgets(s.objective)
	}
	r.stillOpen()
	r.gaps()
	r.review.Answer = r.review.answer()
	r.warn()
}

func (r *reviewer) rule(month timeline.Span) cohort.Rule { return cohort.ReachedIn(r.picked, month) }

func monthBefore(month timeline.Span) timeline.Span {
	at := month.Start().UTC().AddDate(0, -1, 0)
	before, _ := timeline.Month(at.Year(), at.Month(), time.UTC) // the zero span picks nothing
	return before
}

// gathered is the figures of a month by severity, each incident as a whole.
type gathered struct {
	month  timeline.Span
	main   *cohort.Groups[severity.Level]
	beside *cohort.Groups[severity.Level]
}

func (r *reviewer) gather(month timeline.Span) gathered {
	g := gathered{
		month:  month,
		main:   cohort.NewGroups[severity.Level](r.measure, r.rule(month)),
		beside: cohort.NewGroups[severity.Level](r.data.beside, r.rule(month)),
	}
	for _, v := range r.views {
		level := worst(v)
		g.main.Add(level, v)
		g.beside.Add(level, v)
	}
	for _, v := range r.afterwards {
		g.main.Exclude(worst(v), v, timeline.Unknown, reasonAfterwards)
	}
	return g
}

// incidents is how many there were in the month, measured or not.
func (g gathered) incidents() uint64 { return g.whole().Incidents() }

// whole is all severities together.
func (g gathered) whole() *cohort.Accumulator { return g.main.Whole() }

// levels are the severities that any of the months has, worst first.
func levels(months ...gathered) []severity.Level {
	var out []severity.Level
	for _, g := range months {
		out = append(out, g.main.Keys(severity.Level.Compare)...)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	slices.Reverse(out)
	return out
}

// worst is how bad an incident was at its worst; zero if nobody said.
func worst(v *timeline.View) severity.Level {
	s, _ := incident.Of(v).Worst()
	return s.Level
}

// word is the team's word for a severity.
func (r *reviewer) word(level severity.Level) string {
	if !level.IsValid() {
		return "unset"
	}
	return r.scale.Format(level)
}

// table fills in the rows.
func (r *reviewer) table(now gathered) {
	r.review.Whole = row{Main: now.main.Total(r.options), Beside: now.beside.Total(r.options)}
	for _, level := range levels(now) {
		r.review.Severities = append(r.review.Severities, row{
			Severity: r.word(level), Main: now.main.Summary(level, r.options), Beside: now.beside.Summary(level, r.options),
		})
	}
	main := cohort.NewGroups[cell](r.measure, r.rule(r.month))
	beside := cohort.NewGroups[cell](r.data.beside, r.rule(r.month))
	for _, v := range r.views {
		level := worst(v)
		at := func(place timeline.Scope) cell {
			return cell{level, cmp.Or(place.Region(), place.Component(), "no "+r.places)}
		}
		r.byPlace(main, v, at)
		r.byPlace(beside, v, at)
	}
	for at, s := range main.All(cell.compare, r.options) {
		r.review.Places = append(r.review.Places, row{
			Severity: r.word(at.level), Place: at.place, Main: s, Beside: beside.Summary(at, r.options),
		})
	}
}

// stillOpen lists what is open of the month, the oldest first.
func (r *reviewer) stillOpen() {
	for _, v := range r.views {
		in := r.rule(r.month).Of(v)
		status, _ := v.Status()
		if in != cohort.MembershipSure && in != cohort.MembershipPossible || isOver(status) {
			continue
		}
		o := openIncident{Title: incident.Of(v).Title, Severity: r.word(worst(v)), Since: v.When(r.picked)}
		if at, ok := o.Since.Stated(); ok {
			o.Age = timeline.Lasting(r.asOf.Sub(at))
		}
		r.review.Open = append(r.review.Open, o)
	}
	slices.SortStableFunc(r.review.Open, func(a, b openIncident) int { return b.Age.Compare(a.Age) })
}

// gaps lists the incidents of the month that could not be measured.
func (r *reviewer) gaps() {
	add := func(v *timeline.View, reason string) {
		r.review.Gaps = append(r.review.Gaps, recordGap{incident.Of(v).Title, r.word(worst(v)), reason})
	}
	for _, v := range r.views {
		in := r.rule(r.month).Of(v)
		if in != cohort.MembershipSure && in != cohort.MembershipPossible {
			continue
		}
		switch f := r.measure.Of(v); f.Kind() {
		case timeline.Known, timeline.Bounded, timeline.Ongoing:
		default:
			add(v, f.Reason().String())
		}
	}
	for _, v := range r.afterwards {
		if r.rule(r.month).Of(v) == cohort.MembershipSure {
			add(v, "entered when it was over")
		}
	}
	for _, v := range r.undated {
		if at, ok := v.When(timeline.Declared).Stated(); ok && r.month.Contains(at) {
			add(v, "nobody recorded when it began")
		}
	}
}
