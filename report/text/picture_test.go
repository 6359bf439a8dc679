package text_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// pictured is the picture of a block: what stands before the first table.
func pictured(t testing.TB, r renderer, b report.Block) string {
	t.Helper()
	blocks := strings.Split(strings.TrimPrefix(render(t, r, page(b)), "t\n=\n\n"), "\n\n")
	if len(blocks) < 3 { // and nothing after the last one
		return ""
	}
	return blocks[0]
}

func one(start, end timeline.Instant, state timeline.EndState) report.Lanes {
	return report.Lanes{From: at(10, 0), To: at(14, 0), Impacts: []report.Impact{{Scope: timeline.Region("eu"), Health: timeline.Major, Start: start, End: end, EndState: state}}}
}

// A bar of forty cells over four hours: a cell is six minutes.
func TestBars(t *testing.T) {
	given := timeline.EndGiven
	for name, c := range map[string]struct {
		start, end timeline.Instant
		state      timeline.EndState
		want       string
	}{
		"exact":                  {at(10, 0), at(11, 0), given, "10█"},
		"all of it":              {at(10, 0), at(14, 0), given, "40█"},
		"in the middle":          {at(11, 0), at(12, 0), given, "10  10█"},
		"no length":              {at(12, 0), at(12, 0), given, "20  1█"},
		"no length at the end":   {at(14, 0), at(14, 0), given, "39  1█"},
		"a minute":               {at(12, 1), at(12, 2), given, "20  1█"},
		"a minute at the end":    {at(13, 59), at(14, 0), given, "39  1█"},
		"beyond both ends":       {at(1, 0), at(20, 0), given, "longer"},
		"about":                  {about(11, 0), about(13, 0), given, "7  6░14█6░"},
		"hardly about":           {timeline.About(clock(11, 0), time.Second), timeline.About(clock(13, 0), time.Second), given, "10  1░18█1░"},
		"about, and for an hour": {about(11, 0), at(12, 0), given, "7  6░7█"},
		"certain for a minute":   {timeline.Between(clock(10, 0), clock(11, 59)), timeline.Between(clock(12, 1), clock(14, 0)), given, "20░1█19░"},
		"not certain at all":     {timeline.Between(clock(10, 0), clock(13, 0)), timeline.Between(clock(12, 0), clock(14, 0)), given, "40░"},
		"between two, both ways": {timeline.Between(clock(10, 0), clock(12, 0)), timeline.Between(clock(12, 0), clock(14, 0)), given, "40░"},
		"no start":               {timeline.NotAfter(clock(11, 0)), at(12, 0), given, "10░10█"},
		"no end":                 {at(11, 0), timeline.NotBefore(clock(12, 0)), given, "10  10█20░"},
		"nothing known":          {timeline.Instant{}, timeline.Instant{}, given, "39░1?"},
		"ongoing":                {at(12, 0), timeline.Instant{}, timeline.EndOngoing, "20  19█1▶"},
		"ongoing since about":    {about(12, 0), timeline.Instant{}, timeline.EndOngoing, "17  6░16█1▶"},
		"end not recorded":       {at(12, 0), timeline.Instant{}, timeline.EndNotGiven, "20  1█18░1?"},
		"about, and not over":    {about(12, 0), timeline.Instant{}, timeline.EndNotGiven, "17  22░1?"},
	} {
		lines := strings.Split(pictured(t, renderer{Width: 57}, one(c.start, c.end, c.state)), "\n")
		bar := strings.TrimPrefix(lines[0], "eu major outage  ")
		if c.want == "longer" { // the axis goes as far as ends go
			assert.Equal(t, strings.Repeat("█", 40), bar, name)
			assert.Contains(t, lines[3]+lines[4], "2026-03-04 20:00")
			continue
		}
		var want strings.Builder
		for _, part := range regexp.MustCompile(`(\d+)([^\d])`).FindAllStringSubmatch(strings.ReplaceAll(c.want, "  ", "_"), -1) {
			n := 0
			fmt.Sscan(part[1], &n)
			want.WriteString(strings.Repeat(part[2], n))
		}
		assert.Equal(t, strings.ReplaceAll(want.String(), "_", " "), bar, name)
	}
}

// Where there is no stretch of time, there is no picture, and the table says it all.
func TestNoPicture(t *testing.T) {
	for name, b := range map[string]report.Block{
		"no span":       report.Lanes{From: at(10, 0), To: at(10, 0), Impacts: impacts("eu")[2:3]},
		"no bounds":     report.Lanes{Impacts: impacts("eu")[2:3]},
		"backwards":     report.Lanes{From: at(12, 0), To: at(10, 0), Impacts: impacts("eu")[2:3]},
		"no lanes":      report.Lanes{From: at(10, 0), To: at(12, 0)},
		"no stages":     report.Phases{Title: "whole"},
		"unknown":       report.Phases{Title: "whole", Stages: make([]report.Phase, 2)},
		"no updates":    report.Cadence{From: at(10, 0), To: at(12, 0), First: timeline.TimeToFirstUpdate().Of(response())},
		"at one moment": report.Cadence{From: at(10, 0), To: at(10, 0), Updates: []report.Tick{{At: at(10, 0)}}},
		"no steps":      report.Steps{From: at(10, 0), To: at(12, 0)},
		"no lengths":    report.Spreads{Groups: []report.Spread{{Label: "x", Excluded: 2}}},
		"one length":    report.Spreads{Groups: []report.Spread{{Label: "x", Median: days(1)}}},
	} {
		for _, width := range []int{40, 100} {
			out := render(t, renderer{Width: width}, page(b))
			assert.NotContains(t, out, "┴", name)
			assert.NotContains(t, out, "█", name)
		}
	}
}

// Signs are explained where they are seen, and not elsewhere.
func TestLegends(t *testing.T) {
	got := pictured(t, renderer{}, one(at(10, 0), at(11, 0), timeline.EndGiven))
	assert.Contains(t, got, "█ major outage")
	for _, other := range []string{"possibly", "not over", "degraded", "not recorded", "total"} {
		assert.NotContains(t, got, other)
	}
}

// Thousands of rows are not drawn, and it is said how many.
func TestManyRows(t *testing.T) {
	l := report.Lanes{From: at(10, 0), To: at(14, 0)}
	s := report.Spreads{Title: "many"}
	c := report.Steps{From: at(10, 0), To: at(14, 0)}
	p := report.Phases{Title: "whole"}
	for i := range 3000 {
		l.Impacts = append(l.Impacts, report.Impact{Scope: timeline.Region(fmt.Sprint("r", i)), Start: at(10, i%240), EndState: timeline.EndOngoing})
		s.Groups = append(s.Groups, report.Spread{Label: fmt.Sprint("r", i), Shortest: days(1), Longest: days(float64(i + 2))})
		c.Steps = append(c.Steps, report.Step{Severity: report.Severity{Level: severity.Minor, Word: fmt.Sprint("r", i)}, From: at(10, i%240), To: at(11, i%240)})
		p.Stages = append(p.Stages, report.Phase{Label: fmt.Sprint("r", i), From: at(10, i), To: at(10, i+1)})
	}
	for _, b := range []report.Block{l, s, c, p} {
		got := pictured(t, renderer{ASCII: true}, b)
		assert.Contains(t, got, "not drawn, only in the table: 2900", "%T", b)
		assert.Less(t, strings.Count(got, "\n"), 110)
		assert.Contains(t, render(t, renderer{}, page(b)), "r2999")
	}
}

func TestDrawn(t *testing.T) {
	sections := drawn("SEV1")
	for name, c := range map[string]struct {
		b    report.Block
		want string
	}{
		"phases": {sections[1].Blocks[0], `
time to restore            ░░█▄▄▄▄▄▄▄▄▄░░░░░░░▆▆▆▆▆▆▆▆▆▆▆▆▆▆  ≥ 2h58m
until detected             ░░█                                3m–15m
until the cause was found     ▄▄▄▄▄▄▄▄▄░░░░░░░                ~1h15m (55m–1h35m)
until service was back                 ░░░░░░░▆▆▆▆▆▆▆▆▆▆▆▆▆▆  ≥ 1h20m
                           ┴─────────┴─────────┴──────────┴─
                           10:00     11:00     12:00   13:00
                           2026-03-04 10:00
                                            2026-03-04 13:10
                           ░ within the bounds`},
		"without times": {sections[2].Blocks[0], `
time to restore            █░░░▄▄▄▄▄▄▄▄▄▄░░░░░░░░░░░░▆▆▆▆▆▆░  ≥ 2h58m
until detected             █░░░                               3m–15m
until the cause was found   ░░░▄▄▄▄▄▄▄▄▄▄░░░░░░░░░░░░         ~1h15m (55m–1h35m)
until service was back                   ░░░░░░░░░░░░▆▆▆▆▆▆░  ≥ 1h20m
                           ┴─────────────┴─────────────┴────
                           0s            1h            2h
                           ░ within the bounds`},
		"cadence": {sections[3].Blocks[0], `
published updates                ──┃──┃──┃─────────────┃───────░░░┃░░░░  5
next promised                          ○    ○░░░×░░░░
time to first update             ▄▄▄                                     13m–25m
longest silence between updates                         ▄▄▄▄▄▄▄░░░░░░░░  1h10m
                                 ─────────┴───────────┴───────────┴────
                                          11:00       12:00       13:00
                                 2026-03-04 10:12      2026-03-04 13:20
                                 ▄ without a word   ░ possible   ┃ update
                                 ○ promised by   × missed`},
		"steps": {sections[4].Blocks[0], `
critical ("SEV1")                 █████████████████████████░░░░░░░░░░░░
minor                    ▄▄▄▄▄▄▄▄▄                         ░░░░░░░░░░░░▄▄▄▄▄▄▄▄▶
                   ┴─────────────────┴─────────────────┴─────────────────┴──────
                   10:00             11:00             12:00             13:00
                   2026-03-04 10:00                             2026-03-04 13:20
                   ░ possibly held   ▶ not over`},
		"spreads": {sections[5].Blocks[0], `
by severity
SEV1                    ├──────▒▒▒▒█▒▒▒▒▒▒────◆─────────┤                1h10m
major       ├────────────────█▒▒───────────◆──────────────────────────┤  25m
minor                                 ├▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▶  ≥ 3h
unmeasured                                                               unknown
            ┴───────────┴─────────┴───────┴─────────┴─────────┴───────┴
            1m          10m       1h      4h        1d        7d    30d
            1m                                                      30d
            ├ shortest   ┤ longest   ▒ where the median lies (90 %)   █ median
            ◆ 90 % quantile   ▶ not over`},
	} {
		assert.Equal(t, strings.TrimPrefix(c.want, "\n"), pictured(t, renderer{Width: 80}, c.b), name)
	}
}

// The edges of a bar are where exact arithmetic puts them.
func TestEdgesAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		span := time.Duration(1+r.Int64N(1e12)) * time.Microsecond
		from, to := r.Int64N(int64(span)), r.Int64N(int64(span))
		from, to = min(from, to)/1000*1000, max(from, to)/1000*1000
		origin := clock(0, 0)
		l := report.Lanes{From: timeline.At(origin), To: timeline.At(origin.Add(span)), Impacts: []report.Impact{
			{Scope: timeline.Region("eu"), Health: timeline.Major, Start: timeline.At(origin.Add(time.Duration(from))), End: timeline.At(origin.Add(time.Duration(to))), EndState: timeline.EndGiven},
		}}
		const n = 60
		edge := func(at int64) (nearest int, tie bool) { // 2·n·at / span, as a whole number and what is left
			doubled := 2 * n * (at / 1000)
			unit := int64(span) / 1000
			return int((doubled + unit) / (2 * unit)), (doubled+unit)%(2*unit) < unit/1000
		}
		first, tie1 := edge(from)
		last, tie2 := edge(to)
		if tie1 || tie2 {
			continue // too near to the middle of a cell to tell
		}
		first = min(first, n-1)
		want := strings.Repeat(" ", first) + strings.Repeat("█", max(1, last-first))
		bar, _, _ := strings.Cut(strings.TrimPrefix(pictured(t, renderer{Width: 17 + n}, l), "eu major outage  "), "\n")
		require.Equal(t, want, bar, "%s from %d to %d", span, from, to)
	}
}

// Labels of an axis stand apart, within it, and under a tick each.
func TestAxes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 3000 {
		span := time.Duration(1) << r.IntN(58)
		span += time.Duration(r.Int64N(int64(span)))
		origin := time.Date(1+r.IntN(9000), 1, 1, 0, 0, r.IntN(1e8), 0, time.UTC)
		end := origin.Add(span)
		if i%7 == 0 { // years and centuries
			end = origin.AddDate(r.IntN(9998-origin.Year()), r.IntN(12), 0)
		}
		l := report.Lanes{From: timeline.At(origin), To: timeline.At(end), Impacts: []report.Impact{{Scope: timeline.Region("eu"), Start: timeline.At(origin), EndState: timeline.EndOngoing}}}
		width := 40 + r.IntN(160)
		got := pictured(t, renderer{Width: width, ASCII: true}, l)
		if got == "" {
			require.Less(t, span, time.Millisecond)
			continue
		}
		checkAxis(t, got, width)
	}
}

var label = regexp.MustCompile(`^(\d\d:\d\d(:\d\d)?|\d\d-\d\d( \d\d:\d\d)?|\d{4}(-\d\d)?)$`)

var ends = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d`)

func checkAxis(t *testing.T, picture string, width int) {
	t.Helper()
	lines := strings.Split(picture, "\n")
	ruler, labels := lines[1], ""
	if !ends.MatchString(lines[2]) {
		labels = lines[2]
	}
	require.LessOrEqual(t, len(ruler), width)
	require.LessOrEqual(t, len(labels), len(ruler), picture)
	if !strings.Contains(ruler, "+") {
		return
	}
	places := regexp.MustCompile(`\S+( \S+)*`).FindAllStringIndex(labels, -1)
	require.Equal(t, strings.Count(ruler, "+"), len(places), picture)
	tick := -1
	for _, p := range places {
		require.Regexp(t, label, labels[p[0]:p[1]], picture)
		tick += 1 + strings.IndexByte(ruler[tick+1:], '+')
		require.True(t, p[0] <= tick && tick < p[1], "a label stands under its tick\n%s", picture)
	}
}
