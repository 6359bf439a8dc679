package report_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

// Words that only insiders may read must be nowhere in what others get: not in
// the report, not in any format.
func TestNoLeak(t *testing.T) {
	for _, c := range []struct {
		visibility timeline.Visibility
		audience   report.Audience
		leaks      bool
	}{
		{timeline.Internal, report.Internal, true}, // the canary sings where it may
		{timeline.Internal, report.Partner, false},
		{timeline.Internal, report.Public, false},
		{timeline.Partner, report.Partner, true},
		{timeline.Partner, report.Public, false},
		{timeline.Public, report.Public, true},
	} {
		const canary = "canary"
		v := full(t, incident.Stamp{Visibility: c.visibility}, canary).AsOf(clock(23, 0))
		doc, err := report.Postmortem(report.Options{Audience: c.audience, Period: timeline.MustParseSpan("2026-03-01T00:00:00Z/2026-04-01T00:00:00Z")}, v, v)
		require.NoError(t, err)
		found := 0
		eachString(reflect.ValueOf(doc), func(s string) { found += strings.Count(s, canary) })
		assert.Equal(t, c.leaks, found > 0, "%s words for %s: found %d times", c.visibility, c.audience, found)
		for name, r := range renderers {
			assert.Equal(t, c.leaks, strings.Contains(render(t, r, doc), canary), "%s words for %s in %s", c.visibility, c.audience, name)
		}
	}
}

func TestPublicNamesNobody(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0), Stamp: incident.Stamp{Actor: "Robin", Visibility: timeline.Public}})
	require.NoError(t, err)
	_, err = inc.As(incident.Stamp{Visibility: timeline.Public}).Act(incident.Action{Title: "fix it", Owner: "Robin"})
	require.NoError(t, err)
	for audience, want := range map[report.Audience]bool{report.Internal: true, report.Public: false} {
		doc, err := report.Postmortem(report.Options{Audience: audience}, inc.AsOf(clock(12, 0)))
		require.NoError(t, err)
		for name, r := range renderers {
			assert.Equal(t, want, strings.Contains(render(t, r, doc), "Robin"), "%s, %s", audience, name)
		}
	}
}

// A figure shows only if the kinds of all its facts do, and hides how it was
// bounded likewise.
func TestFiguresFollowTheAudience(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 30)})
	require.NoError(t, err)
	inc.Impact(timeline.Scope{}, timeline.Major, at(10, 0))
	inc.Mark(timeline.Acknowledged, at(10, 10))
	inc.Restore(timeline.Scope{}, at(11, 0))
	inc.Advance("resolve", at(11, 0))
	labels := func(a report.Audience) string {
		doc, err := report.Postmortem(report.Options{Audience: a}, inc.AsOf(clock(12, 0)))
		require.NoError(t, err)
		var out []string
		for _, f := range doc.Incidents[0].Figures {
			out = append(out, f.Label)
		}
		return strings.Join(out, ",")
	}
	assert.Contains(t, labels(report.Internal), "acknowledged")
	assert.Contains(t, labels(report.Internal), "detected", "bounded by the acknowledgement")
	assert.NotContains(t, labels(report.Public), "acknowledged")
	assert.NotContains(t, labels(report.Public), "detected", "its witness is not for the public")
	assert.NotContains(t, labels(report.Public), "mobilized", "not even that it is not recorded")
	assert.Contains(t, labels(report.Public), "all restored")
}

func TestDeterministicAndUnchanged(t *testing.T) {
	for name, views := range caseViews(t) {
		for _, audience := range []report.Audience{report.Internal, report.Partner, report.Public} {
			doc, err := report.Postmortem(report.Options{Audience: audience}, views...)
			require.NoError(t, err)
			again, err := report.Postmortem(report.Options{Audience: audience}, views...)
			require.NoError(t, err)
			assert.Equal(t, doc, again, "same views, same report")
			for format, r := range renderers {
				first := render(t, r, doc)
				assert.Equal(t, first, render(t, r, doc), "%s in %s", name, format)
				assert.Equal(t, again, doc, "a renderer leaves the report as it is")
			}
		}
	}
}

// A failing writer fails each time, and counts the calls after its first.
type failing struct {
	left, after int
}

var errFull = errors.New("disk full")

func (f *failing) Write(p []byte) (int, error) {
	if f.left < 0 {
		f.after++
	}
	if len(p) > f.left {
		n := max(f.left, 0)
		f.left = -1
		return n, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

func TestWriterFails(t *testing.T) {
	doc, err := report.Postmortem(report.Options{}, caseViews(t)["pipedrive"]...)
	require.NoError(t, err)
	for name, r := range renderers {
		size := len(render(t, r, doc))
		for _, left := range []int{0, 1, size / 4, size / 2, size - 1} {
			w := &failing{left: left}
			assert.ErrorIs(t, r.Render(w, doc), errFull, "%s after %d bytes", name, left)
			assert.Zero(t, w.after, "%s writes on after an error", name)
		}
	}
}

// own is a block that no renderer knows.
type own struct{}

func (own) Lower(*report.Format) []report.Block {
	return []report.Block{nested{}, report.Code{Text: "line 1\nline 2"}}
}

type nested struct{}

func (nested) Lower(*report.Format) []report.Block {
	return []report.Block{report.Paragraph{Text: "from a nested block"}}
}

// endless lowers to itself.
type endless struct{}

func (endless) Lower(*report.Format) []report.Block { return []report.Block{endless{}} }

func TestNothingIsDropped(t *testing.T) {
	doc := &report.Report{Sections: []report.Section{
		{ID: "empty", Title: "Nothing here", Level: 1},
		{ID: "own", Title: "Own", Level: 2, Blocks: []report.Block{
			own{}, endless{}, report.Table{Rows: [][]report.Value{{report.Text("zero"), {}}, {report.Number(0)}}},
			report.List{Items: []report.Value{report.Missing("never measured")}},
		}},
	}}
	for name, r := range renderers {
		out := render(t, r, doc)
		for _, want := range []string{"Nothing here", "from a nested block", "line 2", "a block that does not lower", "unknown", "never measured", "0"} {
			assert.Contains(t, out, want, name)
		}
	}
	assert.NotPanics(t, func() { render(t, text.Renderer{Width: 1}, doc) })
}

func TestHostileText(t *testing.T) {
	hostile := []string{
		"\x1b[31mred", "a\x00b", "\u202etxt.exe", "\u2066isolate", "two\nlines", "tab\there", "bad \xff utf8", "\u0085next", "\ufffe",
		strings.Repeat("long", 200), "```", "| pipe |", "<script>", "line\u2028sep",
	}
	shape := func(word string) int {
		v := full(t, incident.Stamp{Visibility: timeline.Public}, word).AsOf(clock(23, 0))
		doc, err := report.Postmortem(report.Options{}, v)
		require.NoError(t, err)
		headings := 0
		for line := range strings.Lines(render(t, text.Renderer{Width: 5000}, doc)) {
			if strings.HasPrefix(line, "---") || strings.HasPrefix(line, "===") {
				headings++
			}
			for _, r := range strings.TrimSuffix(line, "\n") {
				assert.False(t, r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069, "%q holds %U", line, r)
			}
		}
		return headings
	}
	benign := shape("benign")
	for _, h := range hostile {
		if h == "bad \xff utf8" {
			continue // refused when recorded
		}
		assert.Equal(t, benign, shape("so "+h), "%q changes the structure", h)
	}
	assert.Equal(t, "bad � utf8", report.Clean("bad \xff utf8"))
	assert.Equal(t, "two lines", report.CleanLine("two\r\n lines"))
	assert.Equal(t, "plain\ttext\n", report.Clean("plain\ttext\n"))
	assert.Equal(t, "one\ntwo\nthree", report.Clean("one\r\ntwo\rthree"))
}

func TestZones(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	require.NoError(t, err)
	f := &report.Format{Zone: prague}
	summer := time.Date(2026, 7, 1, 22, 30, 0, 0, time.UTC)
	day := timeline.OnDay(2026, 7, 1, prague)
	for _, c := range []struct {
		in   timeline.Instant
		want string
	}{
		{timeline.At(summer), "2026-07-02 00:30"},
		{timeline.At(summer.Add(5 * time.Second)), "2026-07-02 00:30:05"},
		{timeline.At(summer.Add(time.Microsecond)), "2026-07-02 00:30:00.000001"},
		{timeline.About(summer, 10*time.Minute), "~2026-07-02 00:30 ±10m"},
		{timeline.Between(summer, summer.Add(time.Hour)), "2026-07-02 00:30–01:30"},
		{timeline.Between(summer.Add(-time.Hour), summer), "2026-07-01 23:30 – 2026-07-02 00:30"},
		{day, "2026-07-01"},
		{timeline.NotBefore(summer), "not before 2026-07-02 00:30"},
		{timeline.NotAfter(summer), "not after 2026-07-02 00:30"},
		{timeline.Instant{}, "time unknown"},
	} {
		assert.Equal(t, c.want, f.Instant(c.in))
	}
	assert.Equal(t, "UTC", (&report.Format{}).ZoneName())
}

func TestLabels(t *testing.T) {
	german := map[string]string{"Figures": "Kennzahlen", "since impact start": "seit Beginn", "unknown": "unbekannt"}
	label := func(s string) string {
		if w, ok := german[s]; ok {
			return w
		}
		return s
	}
	doc, err := report.Postmortem(report.Options{Label: label}, caseViews(t)["pipedrive"]...)
	require.NoError(t, err)
	out := render(t, text.Renderer{}, doc)
	assert.Contains(t, out, "Kennzahlen")
	assert.Contains(t, out, "seit Beginn")
}

func TestValues(t *testing.T) {
	var zero report.Value
	assert.True(t, zero.IsMissing())
	assert.Equal(t, "unknown", zero.Words(nil))
	assert.Equal(t, "not stated", report.Missing("not stated").Words(nil))
	assert.Equal(t, "", report.Text("").Words(nil), "empty is not missing")
	assert.Equal(t, "0", report.Number(0).Words(nil))
	_, ok := report.Text("x").Figure()
	assert.False(t, ok)
	i, ok := report.At(at(1, 2)).Instant()
	assert.True(t, ok)
	assert.Equal(t, at(1, 2), i)
	l, ok := report.Lasting(timeline.LastingAtLeast(time.Hour)).Length()
	assert.True(t, ok)
	assert.Equal(t, timeline.LastingAtLeast(time.Hour), l)
	assert.Equal(t, "≥ 1h", report.Lasting(l).Words(nil))
	assert.Equal(t, "unknown", report.Lasting(timeline.Length{}).Words(nil))
	_, ok = zero.Length()
	assert.False(t, ok)
	fig, ok := report.Of(timeline.Figure{}).Figure()
	assert.True(t, ok)
	assert.Equal(t, timeline.Unknown, fig.Kind())
}

func TestNoView(t *testing.T) {
	_, err := report.Postmortem(report.Options{})
	assert.ErrorIs(t, err, report.ErrNoView)
	_, err = report.Postmortem(report.Options{}, nil)
	assert.ErrorIs(t, err, report.ErrNoView)
	assert.Empty(t, report.Concat().Sections)
	doc, err := report.Postmortem(report.Options{}, timeline.NewLog([16]byte{1}).AsOf(clock(0, 0)))
	require.NoError(t, err, "an empty log makes a report that says so")
	assert.Contains(t, render(t, text.Renderer{}, doc), "unknown (nothing recorded)")
}

func TestAudienceText(t *testing.T) {
	for _, a := range []report.Audience{report.Internal, report.Partner, report.Public} {
		got, err := report.ParseAudience(a.String())
		require.NoError(t, err)
		assert.Equal(t, a, got)
		assert.True(t, a.IsValid())
	}
	_, err := report.ParseAudience("all")
	assert.ErrorContains(t, err, "internal, partner, public")
	assert.Equal(t, "Audience(9)", report.Audience(9).String())
	assert.Negative(t, report.Internal.Compare(report.Public))
	_, err = report.Postmortem(report.Options{Audience: 9}, caseViews(t)["pipedrive"]...)
	assert.ErrorContains(t, err, "Audience(9)")
}

func TestRendererFunc(t *testing.T) {
	var r report.Renderer = report.RendererFunc(text.Renderer{}.Render)
	var out bytes.Buffer
	require.NoError(t, r.Render(&out, &report.Report{}))
	assert.Empty(t, out.String())
}
