package report_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

// page is a report of one section.
func page(blocks ...report.Block) *report.Report {
	return &report.Report{Sections: []report.Section{{ID: "s", Title: "Section", Level: 1, Blocks: blocks}}}
}

// mute is no primitive and lowers to nothing, against the rule.
type mute struct{}

func (mute) Lower(*report.Format) []report.Block { return nil }

func TestPointersAreDrawn(t *testing.T) {
	doc := page(
		&report.Paragraph{Text: "a paragraph"}, &report.List{Items: []report.Value{report.Text("an item")}},
		&report.Table{Rows: [][]report.Value{{report.Text("a cell")}}}, &report.Code{Text: "some code"},
		&report.Facts{Rows: []report.Fact{{Label: "a label"}}}, (*report.Paragraph)(nil), mute{},
	)
	for name, r := range renderers {
		out := render(t, r, doc)
		for _, want := range []string{"a paragraph", "an item", "a cell", "some code", "a label", "a block that does not lower"} {
			assert.Contains(t, out, want, name)
		}
	}
}

// halfway takes half of what it is given and says that all is well.
type halfway struct{}

func (halfway) Write(p []byte) (int, error) { return len(p) / 2, nil }

func TestShortWritesAreErrors(t *testing.T) {
	for name, r := range renderers {
		assert.ErrorIs(t, r.Render(halfway{}, page(report.Paragraph{Text: "text"})), io.ErrShortWrite, name)
	}
}

func TestOpenImpactsAreDrawnUpToTheView(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "open", At: at(10, 0)})
	require.NoError(t, err)
	_, err = inc.Impact(timeline.Region("eu"), timeline.Major, at(9, 50))
	require.NoError(t, err)
	doc, err := report.Postmortem(report.Options{}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	out := render(t, text.Renderer{Width: 60}, doc)
	assert.Contains(t, out, "eu major outage  "+strings.Repeat("█", 42)+"▶\n")
	assert.Contains(t, out, "2026-03-04 12:00\n", "the bar ends at the view")
	assert.Contains(t, out, "▶ not over")
}

func TestRepeatedHour(t *testing.T) {
	for _, c := range []struct {
		zone    string
		summer  time.Time // in the hour that comes twice, the first time
		back    time.Duration
		first   string
		second  string
		between string
		before  string
	}{
		{"Europe/Prague", time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), time.Hour,
			"2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00", "2026-10-25 02:30+02:00–02:30+01:00", "2026-10-25 01:30"},
		{"Australia/Lord_Howe", time.Date(2026, 4, 4, 14, 45, 0, 0, time.UTC), 30 * time.Minute,
			"2026-04-05 01:45+11:00", "2026-04-05 01:45+10:30", "2026-04-05 01:45+11:00–01:45+10:30", "2026-04-05 01:15"},
	} {
		zone, err := time.LoadLocation(c.zone)
		require.NoError(t, err)
		f := &report.Format{Zone: zone}
		later := c.summer.Add(c.back)
		assert.Equal(t, c.first, f.Time(c.summer), c.zone)
		assert.Equal(t, c.second, f.Time(later), c.zone)
		assert.Equal(t, c.between, f.Instant(timeline.Between(c.summer, later)), c.zone)
		assert.Equal(t, c.before, f.Time(c.summer.Add(-c.back)), c.zone)
	}
	spring := time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC)
	prague, err := time.LoadLocation("Europe/Prague")
	require.NoError(t, err)
	assert.Equal(t, "2026-03-29 03:00", (&report.Format{Zone: prague}).Time(spring), "nothing comes twice in spring")
}

func TestTitles(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "Figures", At: at(10, 0)}) // also a heading
	require.NoError(t, err)
	v := inc.AsOf(clock(12, 0))
	loud := func(s string) string { return strings.ToUpper(s) }
	doc, err := report.Postmortem(report.Options{Title: "A title of my own", Label: loud}, v)
	require.NoError(t, err)
	for name, r := range renderers {
		out := render(t, r, doc)
		assert.Contains(t, out, "A title of my own", name)
		assert.Contains(t, out, "Figures", "%s: what people wrote is never worded anew", name)
		assert.Contains(t, out, "FIGURES", "%s: what the library wrote is", name)
	}
	doc, err = report.Postmortem(report.Options{}, v, v)
	require.NoError(t, err)
	assert.Equal(t, "overview", doc.Sections[0].ID)
	assert.True(t, strings.HasPrefix(render(t, text.Renderer{}, doc), "Incidents\n========="))
}

// What is hidden is not said to be missing, or to be everywhere.
func TestHiddenIsNotMissing(t *testing.T) {
	public := incident.Stamp{Visibility: timeline.Public}
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0), Stamp: public})
	require.NoError(t, err)
	ok := func(_ timeline.Event, err error) { require.NoError(t, err) }
	ok(inc.As(public).Act(incident.Action{Title: "fix it", Owner: "Robin"}))
	ok(inc.Detect(incident.Monitoring, at(9, 55)))
	ok(inc.Impact(timeline.Region("secret"), timeline.Major, at(9, 50)))
	ok(inc.Restore(timeline.Region("secret"), at(11, 0)))
	doc, err := report.Postmortem(report.Options{Audience: report.Public}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	out := render(t, text.Renderer{}, doc)
	for _, untrue := range []string{"nobody named", "detected by  not recorded", "the service"} {
		assert.NotContains(t, out, untrue)
	}
	assert.Contains(t, out, "place not shown")
	assert.True(t, doc.Incidents[0].Impacts[0].Hidden)
	assert.Contains(t, render(t, json.Renderer{}, doc), `"scope_hidden": true`)
}

func TestNoRawControlsInJSON(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0)})
	require.NoError(t, err)
	_, err = inc.Impact(timeline.Region("eu\u202etxt\u009b\ufffe\u2066"), timeline.Major, at(9, 50))
	require.NoError(t, err)
	doc, err := report.Postmortem(report.Options{}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	out := render(t, json.Renderer{}, doc)
	assert.Equal(t, out, report.Clean(out), "nothing in it is left to clean")
	assert.Contains(t, out, "\"region\": \"eu\ufffdtxt\ufffd\ufffd\ufffd\"")
}

func TestLongWordsKeepColumnsApart(t *testing.T) {
	long := "https://example.com/" + strings.Repeat("x", 90)
	out := render(t, text.Renderer{Width: 60}, page(report.Table{Head: []string{"a", "b"}, Rows: [][]report.Value{
		{report.Text(long), report.Text("beside")}, {report.Text("short"), report.Text(long)},
	}}))
	assert.Contains(t, out, long, "the last column is left whole")
	for line := range strings.Lines(out) {
		if i := strings.Index(line, "beside"); i >= 0 {
			assert.Equal(t, strings.Index(out, "b\n")-strings.Index(out, "a "), i, "beside stands under its head")
		}
	}
}

func TestPicturesKeepToTheWidth(t *testing.T) {
	lanes := report.Lanes{From: at(9, 0), To: at(12, 0)}
	for _, i := range []report.Impact{
		{Start: at(9, 0), End: at(10, 0), EndState: timeline.EndGiven},
		{Start: timeline.Between(clock(9, 0), clock(10, 0)), EndState: timeline.EndOngoing},
		{Start: at(9, 0), End: at(12, 0), EndState: timeline.EndGiven, Total: timeline.Lasting(time.Minute)},
	} {
		i.Scope = timeline.Region("a region of a long name")
		lanes.Impacts = append(lanes.Impacts, i)
	}
	for _, width := range []int{40, 60, 100} {
		out := render(t, text.Renderer{Width: width}, page(lanes))
		picture, _, _ := strings.Cut(out, "where")
		for line := range strings.Lines(picture) {
			assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), width, line)
		}
	}
}

func TestTimeOnAFalseLead(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0)})
	require.NoError(t, err)
	h, err := inc.Suspect("a change of DNS", timeline.Between(clock(10, 5), clock(10, 10)))
	require.NoError(t, err)
	_, err = inc.RuleOut(h.ID, at(10, 40))
	require.NoError(t, err)
	doc, err := report.Postmortem(report.Options{}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	assert.Equal(t, timeline.LastingBetween(30*time.Minute, 35*time.Minute), doc.Incidents[0].Hypotheses[0].Held)
	assert.Contains(t, render(t, text.Renderer{}, doc), "30m–35m")
}

// What was published to partners is no update to the public, and facts that are
// nothing but words are not shown without them.
func TestOthersUpdatesAndWordlessRows(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0)})
	require.NoError(t, err)
	ok := func(_ timeline.Event, err error) { require.NoError(t, err) }
	ok(inc.Impact(timeline.Scope{}, timeline.Major, at(9, 50)))
	ok(inc.As(incident.Stamp{Visibility: timeline.Partner}).Publish("investigating", "for partners", at(10, 5)))
	ok(inc.Assess(80, at(10, 1)))
	ok(inc.Cause(incident.Initiating, "inside", at(9, 0)))
	public, err := report.Postmortem(report.Options{Audience: report.Public}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	out := render(t, text.Renderer{}, public)
	for _, hidden := range []string{"published updates", "first update", "severity major", "09:00"} {
		assert.NotContains(t, out, hidden)
	}
	internal, err := report.Postmortem(report.Options{}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	assert.Contains(t, render(t, text.Renderer{}, internal), "severity major")
}

func TestPeriodThatIsNotOver(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0)})
	require.NoError(t, err)
	_, err = inc.Impact(timeline.Scope{}, timeline.Major, at(9, 50))
	require.NoError(t, err)
	march, err := timeline.Month(2026, time.March, time.UTC)
	require.NoError(t, err)
	for hour, want := range map[int]string{12: "2026-03-01 – 2026-03-31, so far", 24 * 40: "2026-03-01 – 2026-03-31\n"} {
		doc, err := report.Postmortem(report.Options{Period: march}, inc.AsOf(clock(hour, 0)))
		require.NoError(t, err)
		assert.Contains(t, render(t, text.Renderer{}, doc), want)
	}
}

func TestCorrectionsLeaveATrace(t *testing.T) {
	inc, err := incident.Declare(incident.Declaration{Title: "t", At: at(10, 0)})
	require.NoError(t, err)
	e, err := inc.Mark(timeline.Detected, at(9, 55))
	require.NoError(t, err)
	e.Occurred = at(9, 52)
	_, err = inc.Amend(e.ID, e)
	require.NoError(t, err)
	doc, err := report.Postmortem(report.Options{}, inc.AsOf(clock(12, 0)))
	require.NoError(t, err)
	assert.Contains(t, render(t, text.Renderer{}, doc), "detected (corrected)")
}
