package reporttest

import (
	"math/rand/v2"
	"strings"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// Random returns a report at random: sections of all levels, with blocks of all
// types in any number, empty ones too. The same random source gives the same
// report. Its texts are made as those of [Fixtures].
func Random(r *rand.Rand) *report.Report {
	g := gambler{r, &wordsmith{}}
	out := page()
	for range r.IntN(5) {
		s := report.Section{ID: pick(r, "summary", "figures", "timeline"), Title: g.say("title"), Level: 1 + r.IntN(3)}
		for range r.IntN(5) {
			s.Blocks = append(s.Blocks, g.block())
		}
		out.Sections = append(out.Sections, s)
	}
	return out
}

// A gambler makes parts of reports at random.
type gambler struct {
	*rand.Rand
	*wordsmith
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

func (g gambler) block() report.Block {
	switch g.IntN(6) {
	case 0:
		return report.List{Items: g.row(g.IntN(4))}
	case 1:
		return g.table()
	case 2:
		b := report.Facts{}
		for range g.IntN(4) {
			b.Rows = append(b.Rows, report.Fact{Label: g.say("label"), Value: g.value()})
		}
		return b
	case 3:
		b := report.Timeline{}
		for range g.IntN(5) {
			b.Entries = append(b.Entries, report.Entry{At: g.instant(), What: g.say("what"), Text: g.say("")})
		}
		return b
	}
	all := blocks(g.wordsmith)
	return all[g.IntN(len(all))].block
}

func (g gambler) table() report.Table {
	t := report.Table{}
	columns := 1 + g.IntN(3)
	if g.IntN(3) > 0 {
		for range columns {
			t.Head = append(t.Head, g.say("head"))
		}
	}
	for range g.IntN(4) {
		t.Rows = append(t.Rows, g.row(columns))
	}
	return t
}

func (g gambler) row(n int) []report.Value {
	var out []report.Value
	for range n {
		out = append(out, g.value())
	}
	return out
}

func (g gambler) value() report.Value {
	switch g.IntN(6) {
	case 0:
		return report.Missing(g.say("is missing"))
	case 1:
		return report.At(g.instant())
	case 2:
		return report.Number(1000 + g.IntN(1000))
	case 3:
		return report.Label(g.say("label"))
	case 4:
		return report.Of(figure(pick(g.Rand, "time_to_detect", "time_to_mobilize", "downtime")))
	}
	return report.Text(g.say(strings.Repeat("more ", g.IntN(3))))
}

func (g gambler) instant() timeline.Instant {
	from := clock(g.IntN(12), g.IntN(60))
	return pick(g.Rand, timeline.At(from), timeline.Between(from, clock(13, g.IntN(60))), timeline.NotBefore(from), timeline.Instant{})
}
