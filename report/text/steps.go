package text

import (
	"cmp"
	"slices"

	"github.com/allclear-go/allclear/internal/axis"
	"github.com/allclear-go/allclear/report"
)

// steps draws a row for each severity that was held, the worst on top.
func (p *page) steps(b report.Steps) (plot, bool) {
	g := plot{words: [looks]string{possible: "possibly held", open: "not over"}}
	from, to := b.From, b.To
	for i := range b.Steps {
		s := &b.Steps[i]
		if s.From.IsKnown() && (!from.IsKnown() || s.From.Compare(from) < 0) {
			from = s.From
		}
		if s.To.IsKnown() && (!to.IsKnown() || s.To.Compare(to) > 0) {
			to = s.To
		}
	}
	if len(b.Steps) == 0 || !g.over(from, to, p.format) {
		return plot{}, false
	}
	held := p.ratings(b)
	for n, r := range held[:g.drawn(len(held))] {
		line := row{label: r.words}
		for i := range b.Steps {
			s := &b.Steps[i]
			if !r.same(s.Severity) {
				continue
			}
			step := bar{from: axis.ReachOf(s.From), to: axis.ReachOf(s.To)}
			step.look, step.style = toneLook(n)
			if !s.To.IsKnown() {
				step.to, step.open = axis.At(g.scale.Hi), true
			}
			line.bars = append(line.bars, step)
		}
		g.rows = append(g.rows, line)
	}
	return g, true
}

// A rating is a severity that was held, as the table words it.
type rating struct {
	severity report.Severity
	words    []byte
}

func (r rating) same(s report.Severity) bool {
	return r.severity.Level == s.Level && r.severity.Word == s.Word
}

// ratings is the severities of the steps, each once, the worst first.
func (p *page) ratings(b report.Steps) []rating {
	var out []rating
	table, _ := b.Lower(p.format)[0].(report.Table)
	for i, s := range b.Steps {
		if !slices.ContainsFunc(out, func(r rating) bool { return r.same(s.Severity) }) {
			words, _ := p.value(nil, &table.Rows[i][0])
			out = append(out, rating{s.Severity, words})
		}
	}
	slices.SortStableFunc(out, func(a, b rating) int { return cmp.Compare(b.severity.Level, a.severity.Level) })
	return out
}
