package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline/cohort"
)

// writeText writes for people.
func writeText(w io.Writer, r *review) error {
	t := &text{r: r}
	t.head()
	t.table()
	t.means()
	t.change()
	t.frequency()
	t.trends()
	t.deployments()
	t.budgets()
	t.warnings()
	_, err := io.WriteString(w, t.out.String())
	return err
}

// text is the review as it is written.
type text struct {
	r   *review
	out strings.Builder
}

func (t *text) title(format string, args ...any) {
	title := fmt.Sprintf(format, args...)
	fmt.Fprintf(&t.out, "\n%s\n%s\n", title, strings.Repeat("-", len(title)))
}

// say writes a paragraph.
func (t *text) say(format string, args ...any) {
	wrap(&t.out, fmt.Sprintf(format, args...), "")
}

// rows writes a table, each row of cells between tabs.
func (t *text) rows(rows ...string) {
	w := tabwriter.NewWriter(&t.out, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(w, row)
	}
	_ = w.Flush() // a strings.Builder takes everything
}

func (t *text) head() {
	r, a := t.r, t.r.Answer
	for _, line := range []string{a.Text, "Why: " + a.Why, a.Open} {
		wrap(&t.out, report.CleanLine(line), "  ")
	}
	t.title("What this is of")
	over := ""
	if !r.IsOver {
		over = ", which is not over"
	}
	t.rows(
		"month\t"+r.name+over,
		"as of\t"+r.AsOf.Format("2006-01-02 15:04 MST"),
		"from\t"+r.Source,
		"counted\t"+r.Definitions.Rule,
		"main figure\t"+r.Definitions.Measure,
		"beside it\t"+r.Definitions.Beside,
		"severity\t"+r.Definitions.Severity,
		fmt.Sprintf("intervals\tof %.0f %%, of changes 95 %%; a change counts at p below %v", 100*r.Definitions.Confidence, r.Definitions.Significance),
		"left aside\t"+r.Aside.String(),
	)
}

// String lists what was left aside.
func (a aside) String() string {
	var out []string
	for _, x := range []struct {
		n    int
		what string
	}{
		{a.Undated, "without a time to count by"}, {a.NotYet, "not known yet"}, {a.Maintenance, "maintenance"},
		{a.Repeated, "told again"}, {a.Unread, "unreadable"},
	} {
		if x.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	if out == nil {
		return "nothing"
	}
	return strings.Join(out, ", ") + ", of all months"
}

func (t *text) table() {
	r := t.r
	t.title("%s by severity and %s", sentenceCase(r.called), r.Definitions.Places)
	if r.Whole.Main.Incidents == 0 {
		t.say("There was no incident.")
		return
	}
	rows := []string{"\t\tn\topen\texcluded\tmedian\t(90 %)\tp90\t" + r.besides + "\t(90 %)\tof"}
	add := func(severity, place string, x row) {
		m, b := x.Main, x.Beside
		rows = append(rows, strings.Join([]string{
			severity, place, fmt.Sprint(m.Incidents), dash(m.Open), dash(m.Incidents - m.Measured()),
			people(m.Median.Value), bracket(m.Median.Interval), p90(m),
			people(b.Median.Value), bracket(b.Median.Interval), dash(b.Measured()),
		}, "\t"))
	}
	for _, s := range r.Severities {
		add(s.Severity, "all", s)
		for _, p := range r.Places {
			if p.Severity == s.Severity {
				add("", report.CleanLine(p.Place), p)
			}
		}
	}
	add("all", "all", r.Whole)
	t.rows(rows...)
	t.say("An incident counts in each %s that it names, so that these add up to more; p90 is shown from %d on. Durations are rounded, bounds outwards.", r.Definitions.Places, enough)
}

func (t *text) means() {
	t.title("Means, which say little")
	if t.r.Whole.Main.Measured() == 0 {
		t.say("Nothing was measured.")
		return
	}
	rows := []string{"\tn\tmean\t(90 %)\tchance alone moves it by"}
	add := func(x row) {
		m := x.Main
		if m.Measured() > 0 {
			rows = append(rows, fmt.Sprintf("%s\t%d\t%s\t%s\t%s", x.name(), m.Measured(), people(m.Mean.Value), bracket(m.Mean.Interval), people(m.Mean.ByChance)))
		}
	}
	for _, s := range t.r.Severities {
		add(s)
	}
	add(t.r.Whole)
	t.rows(rows...)
	t.say("The means of two months differ by up to so much in nine cases of ten although nothing changed. Open incidents make it more.")
}

func (t *text) change() {
	r, c := t.r, t.r.Change
	t.title("Against %s", r.before)
	if !c.OnRecord {
		t.say("The record does not reach back so far.")
		return
	}
	if !c.Whole.P.IsKnown() {
		t.say("How long incidents last cannot be compared: nothing was measured in one of the months.")
		return
	}
	rows := []string{"\tmeasured\ttimes as long\t(interval)\tp\tverdict\tshows if shorter by"}
	add := func(name string, c cohort.Comparison) {
		size, within := ratio(c.Ratio), interval(c.Interval)
		if c.Verdict == cohort.TooFew {
			size, within = "-", "-" // anything would fit
		}
		rows = append(rows, fmt.Sprintf("%s\t%d after %d\t%s\t%s\t%s\t%s\t%s", name, c.After, c.Before,
			size, within, probability(c.P), words(c.Verdict.String()), number(percent(c.Detectable), "%.0f %%")))
	}
	for _, s := range c.Severities {
		add(s.Severity, s.Comparison)
	}
	add("all", c.Whole)
	t.rows(rows...)
	if n := len(c.Severities); n > 1 {
		t.say("Mix of severities, of closed incidents alone: %s.", c.Mix)
		t.say("Each severity is tested at %.2g, so that all %d together see a change where there is none in one case of twenty.", c.EachAt, n)
	}
}

func (t *text) frequency() {
	f := t.r.Frequency
	t.title("How often")
	if t.r.Change.OnRecord {
		t.say("%s.", sentenceCase(f.Change.String()))
	}
	t.say("%s a week (%s, 90 %%).", number(f.PerWeek, "%.1f"), interval(f.Interval))
	up := "the whole month taken as up"
	if f.Down.IsStated() {
		up = "with " + people(f.Down) + " down somewhere"
	}
	t.say("Mean time between failures: %s (%s, 90 %%), %s.", people(f.Between.Mean), people(f.Between.Interval), up)
}

func (t *text) trends() {
	r := t.r
	t.title("Over the months")
	rows := []string{"\tincidents\ta week\topen\tmedian\t(90 %)"}
	for _, m := range r.Months {
		rows = append(rows, fmt.Sprintf("%s\t%d\t%s\t%s\t%s\t%s", m.Month, m.Rate.Incidents, number(m.PerWeek, "%.1f"), dash(m.Open),
			people(m.Median.Value), bracket(m.Median.Interval)))
	}
	t.rows(rows...)
	t.say("Medians: %s.", trend(r.MedianTrend))
	t.say("Incidents a week: %s.", trend(r.RateTrend))
}

func (t *text) deployments() {
	t.title("Failed deployments")
	d := t.r.Deployments
	if d == nil {
		t.say("The data does not tell which incidents a deployment caused.")
		return
	}
	t.say("A deployment caused %d of %s.", d.Caused, count(d.Of, "incident"))
	if d.Caused == 0 {
		return
	}
	s := d.Recovery
	t.say("Recovery, from the deployment: measured %d, %d open; median %s (%s), p90 %s.", s.Measured(), s.Open,
		people(s.Median.Value), people(s.Median.Interval), p90(s))
	if t.r.Change.OnRecord {
		t.say("Against %s: %s.", t.r.before, d.Change)
	}
}

func (t *text) budgets() {
	bs := t.r.Budgets
	t.title("Availability")
	if len(bs) == 0 {
		t.say("The data does not tell where service was how bad, so that availability is left out.")
		return
	}
	o := bs[0].Objective
	rows := []string{"\tavailable\tspent\tof\tburn rate\tbudget"}
	for _, b := range bs {
		rows = append(rows, fmt.Sprintf("%s\t%s\t%s\t%s\t%s\t%s", report.CleanLine(b.Scope.Region()), extent(b.Available, 100, "%.2f")+" %",
			people(b.Spent), people(b.Allowed), extent(b.BurnRate, 1, "%.1f"), b.Verdict))
	}
	t.rows(rows...)
	t.say("Objective %.6g %%, weighting %q: major counts %d %%, partial %d %%, degraded %d %%. Times at which incidents overlap count once, at the worse.",
		100*o.Share, o.Weighting.Name, o.Weighting.Major, o.Weighting.Partial, o.Weighting.Degraded)
}

func (t *text) warnings() {
	t.title("Before you believe it")
	for _, w := range t.r.Warnings {
		line := "- " + w.Of[0] + ": " + sentence(strings.TrimSuffix(w.Text, "."))
		if len(w.Of) > 1 {
			line += " Likewise: " + list(w.Of[1:]) + "."
		}
		wrap(&t.out, line, "  ")
	}
	for i, g := range t.r.Gaps {
		if i == few {
			fmt.Fprintf(&t.out, "- And %d more that were not measured.\n", len(t.r.Gaps)-few)
			break
		}
		wrap(&t.out, fmt.Sprintf("- Not measured: %q, %s: %s.", report.CleanLine(g.Title), g.Severity, g.Reason), "  ")
	}
	if len(t.r.Warnings)+len(t.r.Gaps) == 0 {
		t.say("No warnings.")
	}
}
