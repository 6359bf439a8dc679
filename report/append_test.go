package report_test

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// slowTime is [report.Format.Time] by one layout.
func slowTime(f *report.Format, t time.Time) string {
	t = t.In(f.Zone)
	layout := "2006-01-02 15:04"
	switch {
	case t.Nanosecond() != 0:
		layout = "2006-01-02 15:04:05.999999"
	case t.Second() != 0:
		layout = "2006-01-02 15:04:05"
	}
	for _, other := range []time.Duration{-time.Hour, time.Hour} {
		if t.Add(other).Format("2006-01-02 15:04:05") == t.Format("2006-01-02 15:04:05") {
			return t.Format(layout + "-07:00") // the clock shows it twice
		}
	}
	return t.Format(layout)
}

// slowInstant is [report.Format.Instant], put together of strings.
func slowInstant(f *report.Format, i timeline.Instant) string {
	lo, hasLo := i.Earliest()
	hi, hasHi := i.Latest()
	at, stated := i.Stated()
	first, last := slowTime(f, lo), slowTime(f, hi)
	switch {
	case !i.IsKnown():
		return "time unknown"
	case i.IsExact():
		return slowTime(f, at)
	case stated:
		return "~" + slowTime(f, at) + " ±" + timeline.FormatDuration(hi.Sub(at))
	case !hasHi:
		return "not before " + first
	case !hasLo:
		return "not after " + last
	}
	next := slowTime(f, hi.Add(time.Microsecond))
	if first[10:] == " 00:00" && next[10:] == " 00:00" {
		if first[:10] == last[:10] {
			return first[:10]
		}
		return first[:10] + " – " + last[:10]
	}
	if first[:10] == last[:10] {
		return first + "–" + last[11:]
	}
	return first + " – " + last
}

func TestAppendInstant(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(3, 4))
	steps := []time.Duration{time.Microsecond, time.Second, time.Minute, 30 * time.Minute, time.Hour, 24 * time.Hour}
	for range 3000 {
		f := &report.Format{Zone: prague}
		if r.IntN(2) == 0 {
			f.Zone = time.UTC
		}
		// around the hour that Prague's clocks show twice
		moment := time.Date(2026, 10, 24, 22, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(8)) * steps[r.IntN(len(steps))])
		length := time.Duration(1+r.IntN(50)) * steps[r.IntN(len(steps))]
		for _, i := range []timeline.Instant{
			timeline.At(moment), timeline.About(moment, length), timeline.Between(moment, moment.Add(length)), timeline.NotBefore(moment),
			timeline.NotAfter(moment), {}, timeline.OnDay(2026, 10, 20+r.IntN(9), f.Zone), timeline.Between(moment, moment.Add(24*time.Hour-time.Microsecond)),
		} {
			want := slowInstant(f, i)
			assert.Equal(t, want, f.Instant(i))
			assert.Equal(t, "x"+want, string(f.AppendInstant([]byte("x"), i)))
			assert.Equal(t, "x"+want, string(report.At(i).AppendWords([]byte("x"), f)))
		}
	}
}

func TestAppendWords(t *testing.T) {
	shout := &report.Format{Label: strings.ToUpper, Duration: func(d time.Duration) string { return "<" + timeline.FormatDuration(d) + ">" }}
	length := regexp.MustCompile(`-?([0-9]+(\.[0-9]+)?[dhms])+`)
	for _, f := range []*report.Format{nil, {}, shout} {
		for _, v := range []report.Value{{}, report.Text(""), report.Text("a"), report.Label("b"), report.Missing("c"), report.Number(-1200), report.At(at(1, 2)), report.Of(timeline.Figure{})} {
			assert.Equal(t, "x"+v.Words(f), string(v.AppendWords([]byte("x"), f)))
			n, ok := v.Count()
			assert.Equal(t, ok, v.Words(nil) == strconv.Itoa(n) && n != 0)
		}
	}
	for name, views := range caseViews(t) {
		doc, err := report.Postmortem(report.Options{}, views...)
		require.NoError(t, err)
		for _, inc := range doc.Incidents {
			for _, fig := range inc.Figures {
				want := fig.Figure.String()
				switch r := fig.Figure.Range(); {
				case r == "":
					want = strings.Replace(strings.ToUpper(want), "DEPLOYED WORKFLOWS", "deployed workflows", 1) // a component
				case fig.Figure.Kind() == timeline.Ongoing:
					want = length.ReplaceAllString(want, "<$0>") + " SO FAR"
				case fig.Figure.Kind() == timeline.Bounded && r != want:
					want = length.ReplaceAllString(want+" ("+r+")", "<$0>")
				default:
					want = length.ReplaceAllString(want, "<$0>")
				}
				if fig.Figure.Doubtful() {
					want += ", DOUBTFUL"
				}
				assert.Equal(t, want, shout.Figure(fig.Figure), name)
				assert.Equal(t, "x"+want, string(shout.AppendFigure([]byte("x"), fig.Figure)), name)
			}
		}
	}
}

// A format without functions of its own takes no memory for what it appends.
func TestAppendAllocatesNothing(t *testing.T) {
	log := timeline.NewLog([16]byte{1})
	for i, m := range []timeline.Milestone{timeline.Detected, timeline.Acknowledged, timeline.Mitigated} {
		_, err := log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: m, Occurred: timeline.About(clock(10, 10*i), 30*time.Minute), Recorded: clock(11, 0)})
		require.NoError(t, err)
	}
	_, err := log.Add(timeline.Event{Kind: timeline.KindImpact, Occurred: at(9, 0), Recorded: clock(11, 0)})
	require.NoError(t, err)
	v := log.AsOf(clock(12, 0))
	var f report.Format
	b := make([]byte, 0, 1024)
	kinds := map[string]bool{}
	for _, m := range []timeline.Measure{
		timeline.TimeToDetect(), timeline.TimeToAcknowledge().Since(timeline.Detected), timeline.ImpactTime(), timeline.Elapsed(timeline.Mobilized, timeline.Mitigated),
	} {
		fig := m.Of(v)
		kinds[f.Figure(fig)] = true
		assert.Zero(t, testing.AllocsPerRun(10, func() { b = f.AppendFigure(b[:0], fig) }), f.Figure(fig))
		assert.LessOrEqual(t, testing.AllocsPerRun(10, func() { _ = f.Figure(fig) }), 1.0, "the string")
	}
	assert.Equal(t, map[string]bool{
		"~1h (30m–1h30m)": true, "~10m (-50m–1h10m), doubtful": true, "≥ 3h so far": true, "pending (mobilized not reached yet)": true,
	}, kinds)
	for _, i := range []timeline.Instant{at(9, 0), timeline.About(clock(9, 0), time.Hour), timeline.NotBefore(clock(9, 0)), timeline.NotAfter(clock(9, 0)), {}} {
		assert.Zero(t, testing.AllocsPerRun(10, func() { b = f.AppendInstant(b[:0], i) }), f.Instant(i))
		assert.LessOrEqual(t, testing.AllocsPerRun(10, func() { _ = report.At(i).Words(&f) }), 1.0, "the string")
	}
	for _, l := range []timeline.Length{{}, timeline.Lasting(time.Hour), timeline.LastingAtLeast(time.Hour), timeline.LastingBetween(0, time.Hour)} {
		v := report.Lasting(l)
		assert.Zero(t, testing.AllocsPerRun(10, func() { b = v.AppendWords(f.AppendLength(b[:0], l), &f) }), f.Length(l))
	}
}

func TestLengths(t *testing.T) {
	var f report.Format
	for want, l := range map[string]timeline.Length{
		"unknown": {}, "54m": timeline.Lasting(54 * time.Minute), "30m–45m": timeline.LastingBetween(30*time.Minute, 45*time.Minute), "≥ 1h": timeline.LastingAtLeast(time.Hour),
	} {
		assert.Equal(t, want, f.Length(l))
		assert.Equal(t, "x"+want, string(f.AppendLength([]byte("x"), l)))
	}
}

func TestIsClean(t *testing.T) {
	for r := rune(0); r <= 0x10ffff; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue
		}
		if (report.Clean(string(r)) == string(r)) != report.IsClean(r) {
			t.Fatalf("%U", r)
		}
	}
}
