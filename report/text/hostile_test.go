package text_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// shape is the kinds of the blocks that a report reads as.
func shape(t testing.TB, out string) string {
	t.Helper()
	n, err := reporttest.Text([]byte(out))
	require.NoError(t, err)
	var kinds []string
	for _, b := range n.Nodes {
		kinds = append(kinds, b.Kind)
	}
	return strings.Join(kinds, "\n")
}

// everywhere is the report with a word in every place, those of the library's own
// words too if that is asked for.
func everywhere(word string, labels bool) *report.Report {
	doc := every(word)
	if labels {
		doc.Format.Label = func(s string) string {
			if s == "" {
				return ""
			}
			return "so " + word
		}
	}
	return doc
}

// checkHostile fails if a word changes what blocks there are, or how wide lines may
// be, or puts a control character into the output, or colours.
func checkHostile(t testing.TB, word string, r renderer, labels bool) {
	t.Helper()
	if strings.TrimSpace(report.CleanLine(word)) == "" {
		return // what is blank leaves its paragraph out
	}
	r.ANSI = false
	doc := everywhere(word, labels)
	plain, coloured := render(t, r, doc), render(t, renderer{Width: r.Width, ASCII: r.ASCII, ANSI: true}, doc)
	require.Equal(t, report.Clean(plain), plain, "%q", word)
	require.Equal(t, shape(t, render(t, r, everywhere("word", labels))), shape(t, plain), "%q changes the structure in %+v", word, r)
	checkSequences(t, word, plain, coloured)
}

var odd = []string{
	"=====", "-----", "= = =", "x\n=====", "x\n\n-----\n\ny", "    code", "\t", "• item", "* item", "a  b", "\x1b[31mred\x1b[0m", "\x1b]0;title\a", "\u009b31m", "\x00", "\xff\xfe", "\u202egnp",
	"\u00a0", "a\u00a0b", "\u3000", "\u200b", "\u0301", "e\u0301\u0301\u0301", "日本語", "👩\u200d👩\u200d👧", "\ufe0f", "│─█░", "–≥±", "a\r\n\r\nb", "\u2028\u2029", "\ufeff", "語=====", "\u1160",
	strings.Repeat("=", 300), strings.Repeat("-", 300), strings.Repeat("x", 300), strings.Repeat("語", 300), strings.Repeat("\u0301", 300), strings.Repeat("a ", 300), strings.Repeat("=", 100) + " " + strings.Repeat("-", 100),
}

func TestHostileTextChangesNoStructure(t *testing.T) {
	for i, word := range append(odd, reporttest.Hostile()...) {
		options(func(_ string, r renderer) {
			if i++; i%11 == 0 { // each word in some ways, each way for some words
				checkHostile(t, word, r, i%2 == 0)
			}
		})
	}
}

func FuzzStructure(f *testing.F) {
	for i, word := range odd {
		f.Add(word, i*10-20, i%2 == 0, i%4 < 2)
	}
	f.Fuzz(func(t *testing.T, word string, width int, ascii, labels bool) {
		if len(word) < 300 {
			checkHostile(t, word, renderer{Width: width, ASCII: ascii}, labels)
		}
	})
}

// A gambler makes blocks that are drawn, at random and not always sound.
type gambler struct{ *rand.Rand }

// scale is how far moments and lengths lie apart: from microseconds to millennia.
func (g gambler) scale() time.Duration { return time.Duration(1) << g.IntN(63) }

func (g gambler) moment(scale time.Duration) time.Time {
	return time.Date(1+g.IntN(2)*g.IntN(9998), 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(g.Int64N(int64(scale))))
}

func (g gambler) instant(scale time.Duration) timeline.Instant {
	at := g.moment(scale)
	switch g.IntN(8) {
	case 0:
		return timeline.Instant{}
	case 1:
		return timeline.About(at, time.Duration(g.Int64N(int64(scale))))
	case 2:
		return timeline.Between(at, at.Add(time.Duration(g.Int64N(int64(scale)))))
	case 3:
		return timeline.NotBefore(at)
	case 4:
		return timeline.NotAfter(at)
	}
	return timeline.At(at)
}

func (g gambler) length(scale time.Duration) timeline.Length {
	d := time.Duration(g.Int64N(int64(scale)))
	switch g.IntN(4) {
	case 0:
		return timeline.Length{}
	case 1:
		return timeline.LastingAtLeast(d)
	case 2:
		return timeline.LastingBetween(d, d+min(d, math.MaxInt64-d))
	}
	return timeline.Lasting(d)
}

func (g gambler) figure(figures []timeline.Figure) timeline.Figure {
	return figures[g.IntN(len(figures))]
}

func (g gambler) block(figures []timeline.Figure) report.Block {
	s := g.scale()
	at := func() timeline.Instant { return g.instant(s) }
	n := g.IntN(6)
	if g.IntN(50) == 0 {
		n = 300
	}
	switch g.IntN(5) {
	case 0:
		b := report.Lanes{From: at(), To: at()}
		for range n {
			b.Impacts = append(b.Impacts, report.Impact{
				Scope: timeline.Region(fmt.Sprint(g.IntN(1e6))), Hidden: g.IntN(9) == 0, Health: timeline.Health(g.IntN(7)), Start: at(), End: at(), EndState: timeline.EndState(g.IntN(3)),
				Total: timeline.Length{},
			})
			if g.IntN(5) == 0 {
				b.Impacts[len(b.Impacts)-1].Total = g.length(s)
			}
		}
		return b
	case 1:
		b := report.Phases{Title: "whole", Whole: g.figure(figures)}
		for range n {
			b.Stages = append(b.Stages, report.Phase{Label: "stage", From: at(), To: at(), Figure: g.figure(figures)})
		}
		return b
	case 2:
		b := report.Cadence{From: at(), To: at(), First: g.figure(figures), Silence: g.figure(figures)}
		for range n {
			b.Updates = append(b.Updates, report.Tick{At: at(), Due: at(), What: "update", Kept: []string{"", "kept", "missed", "due"}[g.IntN(4)]})
		}
		return b
	case 3:
		b := report.Steps{From: at(), To: at()}
		for range n {
			b.Steps = append(b.Steps, report.Step{Severity: report.Severity{Level: severity.Level(g.IntN(100))}, From: at(), To: at(), Lasted: g.figure(figures)})
		}
		return b
	}
	b := report.Spreads{Title: "groups"}
	for range n {
		b.Groups = append(b.Groups, report.Spread{
			Label: "group", Closed: g.Uint64(), Shortest: g.length(s), Median: g.length(s), MedianInterval: g.length(s), P90: g.length(s), Longest: g.length(s),
		})
	}
	return b
}

// someFigures is figures of every kind.
func someFigures() []timeline.Figure {
	v := response()
	out := []timeline.Figure{{}}
	for _, m := range timeline.Standard() {
		out = append(out, m.Of(v), m.In(timeline.Region("eu-west")).Of(v), m.Since(timeline.CauseFound).Of(v))
	}
	return out
}

func checkPicture(t testing.TB, b report.Block, r renderer) {
	t.Helper()
	out := render(t, r, page(b))
	if r.Width < 1e4 {
		checkLines(t, fmt.Sprintf("%+v", b), r, out)
	}
	require.Equal(t, report.Clean(out), out)
	n, err := reporttest.Text([]byte(out))
	require.NoError(t, err)
	for i, block := range n.Nodes {
		if i > 0 {
			require.Equal(t, "block", block.Kind)
		}
	}
	r.ANSI = true
	checkSequences(t, fmt.Sprintf("%+v", b), out, render(t, r, page(b)))
}

func TestPicturesOfAnything(t *testing.T) {
	figures := someFigures()
	for seed := range uint64(1000) {
		g := gambler{rand.New(rand.NewPCG(seed, 9))}
		checkPicture(t, g.block(figures), renderer{Width: 30 + g.IntN(200), ASCII: g.IntN(2) == 0})
	}
}

func FuzzPictures(f *testing.F) {
	figures := someFigures()
	f.Add(uint64(1), 80, true)
	f.Add(uint64(2), -1, false)
	f.Add(uint64(3), math.MaxInt, false)
	f.Add(uint64(4), math.MinInt, true)
	f.Fuzz(func(t *testing.T, seed uint64, width int, ascii bool) {
		g := gambler{rand.New(rand.NewPCG(seed, 9))}
		checkPicture(t, g.block(figures), renderer{Width: width, ASCII: ascii})
	})
}
