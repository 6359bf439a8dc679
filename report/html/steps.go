package html

import (
	"cmp"
	"slices"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
)

// stepsPlot draws a row for each severity that was held, the worst on top, and
// joins them where one followed the other.
func stepsPlot(b report.Steps, f *report.Format) (plot, bool) {
	g := plot{title: "severity over time"}
	from, to := b.From, b.To
	for _, s := range b.Steps {
		if s.From.IsKnown() && (!from.IsKnown() || s.From.Compare(from) < 0) {
			from = s.From
		}
		if s.To.IsKnown() && (!to.IsKnown() || s.To.Compare(to) > 0) {
			to = s.To
		}
	}
	if len(b.Steps) == 0 || !g.over(from, to, f) {
		return plot{}, false
	}
	held := ratings(b)
	for _, r := range held {
		g.rows = append(g.rows, row{label: r.words, note: report.Text("")})
	}
	last := -1
	for _, s := range b.Steps {
		n := slices.IndexFunc(held, func(r rating) bool { return r.same(s.Severity) })
		step := bar{row: n, class: "tone1", from: axis.ReachOf(s.From), to: axis.ReachOf(s.To)}
		if !s.To.IsKnown() {
			step.to, step.open = axis.At(g.scale.Hi), true
		}
		g.add(step, "held", "possibly held")
		if last >= 0 && last != n && s.From.IsExact() {
			g.links = append(g.links, link{step.from.Lo, last, n})
		}
		last = n
	}
	return g, true
}

// A rating is a severity that was held, as the table words it.
type rating struct {
	severity report.Severity
	words    report.Value
}

func (r rating) same(s report.Severity) bool {
	return r.severity.Level == s.Level && r.severity.Word == s.Word
}

// ratings is the severities of the steps, each once, the worst first.
func ratings(b report.Steps) []rating {
	var out []rating
	table, _ := b.Lower(nil)[0].(report.Table)
	for i, s := range b.Steps {
		if !slices.ContainsFunc(out, func(r rating) bool { return r.same(s.Severity) }) {
			out = append(out, rating{s.Severity, table.Rows[i][0]})
		}
	}
	slices.SortStableFunc(out, func(a, b rating) int { return cmp.Compare(b.severity.Level, a.severity.Level) })
	return out
}
