package main

import (
	"slices"
	"time"

	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// A change is what the month and the one before it say about how long incidents last.
type change struct {
	// OnRecord says that the data reaches back beyond the month: one before it without
	// any incident had none.
	OnRecord   bool               `json:"month_before_on_record"`
	Before     uint64             `json:"incidents_before"`
	Whole      cohort.Comparison  `json:"whole"`
	MedianWas  timeline.Length    `json:"median_before"`
	Severities []changeOfSeverity `json:"severities"`
	// EachAt is the significance of each severity by itself: as many tests as there are
	// severities find something by chance no oftener than the one of the whole.
	EachAt float64         `json:"significance_of_each_severity"`
	Mix    cohort.MixShift `json:"mix"`
}

type changeOfSeverity struct {
	Severity   string            `json:"severity"`
	Comparison cohort.Comparison `json:"comparison"`
}

func (r *reviewer) compare(before, now gathered) change {
	was, is := before.whole(), now.whole()
	c := change{
		Before: was.Incidents(), MedianWas: was.Estimate(0.5, confidence).Value,
		Whole:      cohort.Compare(was, is, cohort.CompareOptions{Significance: significance}),
		Severities: []changeOfSeverity{},
	}
	begins, ok := r.begins()
	c.OnRecord = ok && begins.Before(r.month.Start())
	of := levels(before, now)
	c.EachAt = significance / float64(max(1, len(of)))
	var mix []cohort.MixGroup
	for _, level := range of {
		b, a := before.main.Group(level), now.main.Group(level)
		c.Severities = append(c.Severities, changeOfSeverity{
			r.word(level), cohort.Compare(b, a, cohort.CompareOptions{Significance: c.EachAt}),
		})
		mix = append(mix, cohort.MixGroup{Name: r.word(level), Before: b.Logs(), After: a.Logs()})
	}
	c.Mix = cohort.MixOf(mix...)
	return c
}

// A frequency is how often incidents come.
type frequency struct {
	PerWeek       cohort.Number         `json:"per_week"`
	Interval      cohort.Interval       `json:"per_week_interval"`
	PerWeekBefore cohort.Number         `json:"per_week_before"`
	Change        cohort.RateComparison `json:"change"`

	// Between is the mean time between failures: the time up over the incidents. Down
	// is how long any place was down; where the data does not tell, up is the whole
	// month.
	Between cohort.TimeBetween `json:"mtbf"`
	Down    timeline.Length    `json:"down"`
}

const week = 7 * 24 * time.Hour

func (r *reviewer) frequency(before, now gathered) frequency {
	was, is := r.rate(before), r.rate(now)
	f := frequency{
		PerWeek: is.Per(week), Interval: is.Interval(confidence, week), PerWeekBefore: was.Per(week),
		Change: cohort.CompareRates(was, is, cohort.CompareOptions{Significance: significance}),
	}
	if !r.caused {
		f.Between = is.MTBF(is.Exposure, confidence)
		return f
	}
	least, greatest, ok1, ok2 := timeline.Downtime().Within(r.seen(r.month)).Across(r.everything()...).Bounds()
	if !ok1 || !ok2 {
		return f
	}
	f.Down = timeline.LastingBetween(least, greatest)
	short, long := is.MTBF(is.Exposure-greatest, confidence), is.MTBF(is.Exposure-least, confidence)
	f.Between = cohort.TimeBetween{
		Mean: within(short.Mean, long.Mean), Interval: within(short.Interval, long.Interval), Level: short.Level,
	}
	return f
}

// everything is all incidents, those of no month too.
func (r *reviewer) everything() []*timeline.View { return slices.Concat(r.views, r.undated) }

// within reaches from the least of one length to the most of another.
func within(short, long timeline.Length) timeline.Length {
	if !long.HasLongest() {
		return timeline.LastingAtLeast(short.Shortest())
	}
	return timeline.LastingBetween(short.Shortest(), long.Longest())
}

// seen is the part of a month that was over as of the review.
func (r *reviewer) seen(month timeline.Span) timeline.Span {
	if r.asOf.Before(month.End()) {
		month, _ = timeline.NewSpan(month.Start(), r.asOf)
	}
	return month
}

func (r *reviewer) rate(g gathered) cohort.Rate {
	exposure, _ := r.seen(g.month).Duration()
	return cohort.Rate{Incidents: g.incidents(), Exposure: exposure}
}

// A month is one of those of the trends.
type month struct {
	Month   string          `json:"month"`
	Rate    cohort.Rate     `json:"rate"`
	PerWeek cohort.Number   `json:"per_week"`
	Open    uint64          `json:"open"`
	Median  cohort.Quantile `json:"median"`
}

// begins is when the first incident on record did; a month without any that came
// before says nothing.
func (r *reviewer) begins() (first time.Time, ok bool) {
	for _, v := range slices.Concat(r.views, r.afterwards) {
		if at, is := v.When(r.picked).Stated(); is && (!ok || at.Before(first)) {
			first, ok = at, true
		}
	}
	return first, ok
}

// trends are of the months up to the one reviewed, as far as the record goes back.
func (r *reviewer) trends() {
	var medians []timeline.Length
	var rates []cohort.Rate
	spans := []timeline.Span{r.month}
	for len(spans) < most {
		spans = append(spans, monthBefore(spans[len(spans)-1]))
	}
	begins, ok := r.begins()
	for _, span := range slices.Backward(spans) {
		if !ok || !begins.Before(span.End()) {
			continue
		}
		g := r.gather(span)
		s := g.main.Total(cohort.Options{Confidence: confidence, Resamples: -1})
		rate := r.rate(g)
		medians, rates = append(medians, s.Median.Value), append(rates, rate)
		r.review.Months = append(r.review.Months, month{
			Month: span.Start().UTC().Format("2006-01"), Rate: rate, PerWeek: rate.Per(week), Open: s.Open, Median: s.Median,
		})
	}
	r.review.MedianTrend, r.review.RateTrend = cohort.TrendOf(medians), cohort.TrendOfRates(rates, week)
}

// deployments are the incidents that a deployment brought about.
type deployments struct {
	Definition string            `json:"definition"`
	Caused     uint64            `json:"caused"` // incidents
	Of         uint64            `json:"of"`
	Recovery   cohort.Summary    `json:"recovery"`
	Change     cohort.Comparison `json:"change"`
}

func (r *reviewer) deployments() {
	m := timeline.FailedDeploymentRecovery()
	d := deployments{Definition: m.Definition(), Of: r.review.Whole.Main.Incidents}
	now, before := r.recovery(m, r.month), r.recovery(m, monthBefore(r.month))
	d.Recovery = now.Total(r.options)
	d.Caused = d.Recovery.Incidents
	d.Change = cohort.Compare(before.Whole(), now.Whole(), cohort.CompareOptions{Significance: significance})
	r.review.Deployments = &d
}

// recovery gathers the incidents of a month that a deployment is recorded to have
// caused. The measure is not of the others, and they do not count as left out of it.
func (r *reviewer) recovery(m timeline.Measure, month timeline.Span) *cohort.Groups[severity.Level] {
	g := cohort.NewGroups[severity.Level](m, r.rule(month))
	for _, v := range r.views {
		if m.Of(v).Kind() != timeline.NotApplicable {
			g.Add(worst(v), v)
		}
	}
	return g
}

func (r *reviewer) objective(share float64) cohort.Objective {
	return cohort.Objective{
		Name: "availability by region", Share: share, Weighting: timeline.StatuspageWeighting(),
		Period: r.month, CompleteTo: r.asOf,
	}
}

// budgets are of the regions over the month, incidents from before it included.
func (r *reviewer) budgets(share float64) {
	for _, b := range cohort.BudgetsByRegion(r.objective(share), r.everything()...) {
		r.review.Budgets = append(r.review.Budgets, b)
	}
}
