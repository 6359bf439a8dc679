package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// An answer is the review in three lines.
type answer struct {
	Verdict string `json:"verdict"` // better, worse, mixed, cannot_be_said, nothing_to_compare
	Text    string `json:"text"`
	Why     string `json:"why"`
	Open    string `json:"open"`
}

func (r *review) answer() answer {
	a := r.verdict()
	a.Open = r.openLine()
	return a
}

// verdict is better or worse only where a test says so.
func (r *review) verdict() answer {
	c, f := r.Change.Whole, r.Frequency.Change
	n := r.Whole.Main.Incidents
	switch {
	case n == 0 && r.Change.Before == 0:
		return answer{
			Verdict: "nothing_to_compare",
			Text:    "There was no incident in " + r.name + ", and none in " + r.before + ".",
			Why:     "nothing can be compared.",
		}
	case !r.Change.OnRecord:
		return answer{
			Verdict: "nothing_to_compare",
			Text:    "Whether " + r.name + " was better than the month before cannot be said.",
			Why:     "the record begins with " + r.name + ".",
		}
	}
	var better, worse []string
	for _, v := range []cohort.Verdict{c.Verdict, f.Verdict} {
		switch v {
		case cohort.Shorter:
			better = append(better, "incidents are shorter")
		case cohort.Rarer:
			better = append(better, "incidents are rarer")
		case cohort.Longer:
			worse = append(worse, "incidents are longer")
		case cohort.MoreOften:
			worse = append(worse, "incidents come more often")
		}
	}
	a := answer{Why: r.durations() + " " + r.counts()}
	against := r.name + " against " + r.before + ": "
	switch {
	case len(better) > 0 && len(worse) > 0:
		a.Verdict, a.Text = "mixed", against+"better and worse. "+sentence(strings.Join(append(better, worse...), ", but "))
	case len(better) > 0:
		a.Verdict, a.Text = "better", against+"better. "+sentence(strings.Join(better, ", and "))
	case len(worse) > 0:
		a.Verdict, a.Text = "worse", against+"worse. "+sentence(strings.Join(worse, ", and "))
	default:
		a.Verdict, a.Text = "cannot_be_said", against+"whether it got better cannot be said."
	}
	return a
}

// durations says what the comparison of durations stands on.
func (r *review) durations() string {
	c := r.Change.Whole
	if !c.P.IsKnown() {
		return "how long incidents last cannot be compared, as nothing was measured in one of the months."
	}
	out := fmt.Sprintf("median %s after %s", people(r.Whole.Main.Median.Value), people(r.Change.MedianWas))
	if c.Verdict == cohort.TooFew {
		return out + ", and so few could not show any change."
	}
	if c.Ratio.IsKnown() {
		out += fmt.Sprintf(", typically %s times as long (%s)", ratio(c.Ratio), interval(c.Interval))
	}
	switch c.Verdict {
	case cohort.Shorter, cohort.Longer:
		out += ", p " + equals(c.P)
		if r.byMix() {
			out += ", mostly as the mix of severities is another"
		}
	default:
		out += ", and chance does as much"
		if c.Detectable.IsKnown() {
			out += fmt.Sprintf(": less than %s %% shorter would hardly show", number(percent(c.Detectable), "%.0f"))
		}
	}
	return out + "."
}

// byMix reports whether most of a change in durations is one of the mix.
func (r *review) byMix() bool {
	within, ok := r.Change.Mix.Within.Value()
	mix, _ := r.Change.Mix.Mix.Value()
	same := r.Change.Whole.Verdict == cohort.Shorter && mix < 1 || r.Change.Whole.Verdict == cohort.Longer && mix > 1
	return ok && same && math.Abs(math.Log(mix)) > math.Abs(math.Log(within))
}

// counts says what the comparison of counts stands on.
func (r *review) counts() string {
	f := r.Frequency.Change
	out := fmt.Sprintf("%s after %d", count(f.After, "incident"), f.Before)
	if !r.IsOver { // counts of unequal times would mislead
		out = fmt.Sprintf("%s incidents a week after %s", number(r.Frequency.PerWeek, "%.1f"), number(r.Frequency.PerWeekBefore, "%.1f"))
	}
	switch f.Verdict {
	case cohort.Rarer, cohort.MoreOften:
		return out + ", p " + equals(f.P) + "."
	case cohort.TooFew:
		return out + " are too few to show any change."
	}
	return out + " is within chance."
}

func (r *review) openLine() string {
	n := len(r.Open)
	if n == 0 {
		return "Nothing of the month is open."
	}
	o := r.Open[0]
	since := ""
	if at, ok := o.Since.Stated(); ok {
		since = fmt.Sprintf(" since %s (%s)", at.UTC().Format("2006-01-02 15:04"), timeline.FormatDuration(down(o.Age.Shortest())))
	}
	return fmt.Sprintf("Still open: %d of %s, first %q, %s%s.", n, count(r.Whole.Main.Incidents, "incident"), o.Title, o.Severity, since)
}

// A warning is what must be known before the review is believed, with what it is
// about.
type warning struct {
	Code cohort.WarningCode `json:"code"`
	Text string             `json:"text"` // of the first that it is about
	Of   []string           `json:"of"`
}

// warn gathers the warnings, each code once.
func (r *reviewer) warn() {
	v := r.review
	if !v.IsOver {
		v.warn("month", cohort.Warning{Code: "month_not_over", Text: v.name + " is not over: it is compared by the time seen of it."})
	}
	v.warn("all", v.Whole.Main.Warnings...)
	v.warn("all, "+v.besides, v.Whole.Beside.Warnings...)
	v.warn("comparison", v.Change.Whole.Warnings...)
	for _, s := range slices.Concat(v.Severities, v.Places) {
		v.warn(s.name(), s.Main.Warnings...)
	}
	for _, s := range v.Change.Severities {
		v.warn("comparison of "+s.Severity, s.Comparison.Warnings...)
	}
	v.warn("mix", v.Change.Mix.Warnings...)
	v.warn("frequency", v.Frequency.Change.Warnings...)
	v.warn("trend of medians", v.MedianTrend.Warnings...)
	v.warn("trend of counts", v.RateTrend.Warnings...)
	if v.Deployments != nil {
		v.warn("deployments", v.Deployments.Recovery.Warnings...)
		v.warn("comparison of deployments", v.Deployments.Change.Warnings...)
	}
	for _, b := range v.Budgets {
		v.warn("availability of "+b.Scope.Region(), b.Warnings...)
	}
}

func (r *review) warn(of string, warnings ...cohort.Warning) {
	for _, w := range warnings {
		i := slices.IndexFunc(r.Warnings, func(have warning) bool { return have.Code == w.Code })
		if i < 0 {
			i = len(r.Warnings)
			r.Warnings = append(r.Warnings, warning{Code: w.Code, Text: w.Text})
		}
		if !slices.Contains(r.Warnings[i].Of, of) {
			r.Warnings[i].Of = append(r.Warnings[i].Of, of)
		}
	}
}
