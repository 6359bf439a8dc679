package timeline_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// relapsed is an incident that came back: down 10:00–10:30 and 11:00–11:20,
// detected 10:05, resolved 10:40, reopened 11:02, resolved 11:30.
func relapsed(t testing.TB) *timeline.Log {
	l := logOf(t,
		impact(timeline.Scope{}, timeline.Major, on("10:00"), timeline.Instant{}), restore(timeline.Scope{}, on("10:30")),
		impact(timeline.Scope{}, timeline.Major, on("11:00"), timeline.Instant{}), restore(timeline.Scope{}, on("11:20")),
		milestone(timeline.Detected, on("10:05")))
	a := status(t, l, "investigating", timeline.PhaseActive, on("10:08"), uuid.Nil)
	b := status(t, l, "resolved", timeline.PhaseResolved, on("10:40"), a.ID)
	c := status(t, l, "investigating", timeline.PhaseActive, on("11:02"), b.ID)
	status(t, l, "resolved", timeline.PhaseResolved, on("11:30"), c.ID)
	return l
}

func TestFirstLastCumulative(t *testing.T) {
	v := relapsed(t).AsOf(late)
	restored, resolved := timeline.TimeToRestore(), timeline.TimeToResolve()
	for _, test := range []struct {
		name    string
		measure timeline.Measure
		want    string
	}{
		{"first restored", restored.First(), "30m"},
		{"last restored", restored.Last(), "1h20m"},
		{"usually the last", restored, "1h20m"},
		{"cumulative: the time impacted", restored.Cumulative(), "50m"},
		{"cumulative, from detection", restored.Cumulative().Since(timeline.Detected), "45m"},
		{"first resolved", resolved.First(), "40m"},
		{"last resolved", resolved.Last(), "1h30m"},
		{"cumulative: without the time until it was reopened", resolved.Cumulative(), "1h8m"},
		{"the same, from detection", resolved.Cumulative().Since(timeline.Detected), "1h3m"},
		{"a milestone reached once", timeline.TimeToDetect().Cumulative(), "5m"},
		{"never closed", timeline.TimeToClose().Cumulative(), "≥ 719h30m"},
	} {
		got := test.measure.Of(v)
		if test.name == "never closed" {
			assert.Equal(t, timeline.Ongoing, got.Kind(), test.name)
			continue
		}
		assert.Equal(t, test.want, got.String(), test.name)
	}
	assert.Contains(t, restored.Cumulative().Of(v).Sentence(), "cumulative")

	open := relapsed(t)
	assert.Equal(t, "≥ 58m", resolved.Cumulative().Of(openAgain(t, open).AsOf(clock("11:20"))).String())
}

// openAgain leaves out the second resolution.
func openAgain(t testing.TB, l *timeline.Log) *timeline.Log {
	out := timeline.NewLog(incidentID)
	for e := range l.All() {
		if e.Occurred != on("11:30") {
			add(t, out, e)
		}
	}
	return out
}

func TestKOfNRegions(t *testing.T) {
	down := func(region string, until timeline.Instant) timeline.Event {
		return impact(timeline.Region(region), timeline.Major, on("10:00"), until)
	}
	exact := logOf(t, down("a", on("10:10")), down("b", on("10:20")), down("c", on("10:30")), down("c", on("10:25")))
	uncertain := logOf(t, down("a", timeline.About(clock("10:10"), 5*time.Minute)), down("b", timeline.About(clock("10:12"), 5*time.Minute)), down("c", on("10:30")))
	open := logOf(t, down("a", on("10:10")), down("b", timeline.Instant{}), down("c", timeline.Instant{}))
	closed := logOf(t, down("a", on("10:10")), down("b", on("10:20")), down("c", timeline.Instant{}))
	closeIncident(t, closed, on("12:00"))
	for _, test := range []struct {
		name string
		log  *timeline.Log
		k    int
		want string
	}{
		{"the first", exact, 1, "10m"},
		{"the second", exact, 2, "20m"},
		{"all: the last time that each was back", exact, 3, "30m"},
		{"more than there are", exact, 4, "unknown (3 of 4 places named)"},
		{"zero takes the count away", exact, 0, "≥ 30m"},
		{"the first of uncertain ones", uncertain, 1, "~10m"},
		{"the second", uncertain, 2, "~12m"},
		{"one of them is back", open, 1, "10m"},
		{"not yet", open, 2, "≥ 1h"},
		{"one whose end nobody recorded may have been before", closed, 1, "0s–10m"},
		{"here it does", closed, 3, "unknown (end of impact not recorded)"},
	} {
		when := clock("11:00")
		if test.log == closed {
			when = late
		}
		assert.Equal(t, test.want, timeline.TimeToRestore().Regions(test.k).Of(test.log.AsOf(when)).String(), test.name)
	}
	f := timeline.TimeToRestore().Regions(1).Of(uncertain.AsOf(late))
	assert.Equal(t, "5m–15m", f.Range())
	assert.Contains(t, f.Sentence(), "of 1 region")
	api := logOf(t, impact(timeline.Component("api"), timeline.Major, on("10:00"), on("10:10")), impact(timeline.Component("web"), timeline.Major, on("10:00"), on("10:40")))
	assert.Equal(t, "40m", timeline.TimeToRestore().Components(2).Of(api.AsOf(late)).String())
}

func TestCoalesce(t *testing.T) {
	l := logOf(t,
		impact(timeline.Scope{}, timeline.Major, on("10:00"), on("10:10")), impact(timeline.Scope{}, timeline.Major, on("10:13"), on("10:20")),
		impact(timeline.Scope{}, timeline.Partial, on("10:20"), on("10:25")), impact(timeline.Scope{}, timeline.Major, on("10:40"), on("10:50")))
	v := l.AsOf(late)
	assert.Equal(t, "27m", timeline.Downtime().Of(v).String(), "raw")
	f := timeline.Downtime().Coalesce(5 * time.Minute).Of(v)
	assert.Equal(t, "30m", f.String())
	assert.Contains(t, f.Sentence(), "with gaps up to 5m")
	assert.Equal(t, "35m", timeline.ImpactTime().Coalesce(5*time.Minute).Of(v).String())
	assert.Equal(t, "50m", timeline.ImpactTime().Coalesce(15*time.Minute).Of(v).String())
	assert.Equal(t, "27m", timeline.Downtime().Coalesce(-1).Of(v).String())

	sure, possible := v.Windows(timeline.Scope{}, timeline.Major)
	assert.True(t, sure.Equal(possible))
	assert.Equal(t, 3, sure.Len())
	assert.Equal(t, 2, sure.Coalesce(5*time.Minute).Len())
	assert.Equal(t, 3, sure.Len(), "the raw windows stay")
}

// onHold is an incident that waited for a vendor from 10:30 to 11:00.
func onHold(t testing.TB, from, until timeline.Instant) *timeline.Log {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("10:00"), on("11:20")))
	a := status(t, l, "investigating", timeline.PhaseActive, on("10:00"), uuid.Nil)
	b := add(t, l, timeline.Event{Kind: timeline.KindStatus, Status: "waiting", Phase: timeline.PhaseActive, Hold: "awaiting_vendor", Occurred: from, Previous: a.ID})
	if until.IsKnown() {
		c := status(t, l, "investigating", timeline.PhaseActive, until, b.ID)
		status(t, l, "resolved", timeline.PhaseResolved, on("11:30"), c.ID)
	}
	return l
}

func TestTimeOnHold(t *testing.T) {
	m := timeline.TimeToResolve()
	v := onHold(t, on("10:30"), on("11:00")).AsOf(late)
	with, without := m.Of(v), m.WithoutHold().Of(v)
	assert.Equal(t, "1h30m", with.String())
	assert.Equal(t, "1h", without.String())
	assert.Contains(t, with.Sentence(), "time on hold included", "the figure says which policy it follows")
	assert.Contains(t, without.Sentence(), "time on hold excluded")
	var got map[string]any
	b, err := without.MarshalJSON()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &got))
	assert.Equal(t, "excluded", got["hold"])
	assert.Equal(t, "40m", m.WithoutHold().Within(span(t, 10*3600, 11*3600+10*60)).Of(v).String(), "in a period")

	unsure := onHold(t, timeline.About(clock("10:30"), 5*time.Minute), on("11:00")).AsOf(late)
	f := m.WithoutHold().Of(unsure)
	assert.Equal(t, timeline.Bounded, f.Kind())
	assert.Equal(t, "55m–1h5m", f.Range())

	still := onHold(t, on("10:30"), timeline.Instant{}).AsOf(clock("11:10"))
	assert.Equal(t, "≥ 1h10m", m.Of(still).String())
	assert.Equal(t, "≥ 30m", m.WithoutHold().Of(still).String())

	never := relapsed(t).AsOf(late)
	assert.NotContains(t, m.WithoutHold().Of(never).Sentence(), "hold", "nothing to say of an incident that never was")
	assert.Equal(t, "1h", m.Cumulative().WithoutHold().Of(v).String())
}

func TestWorkingTime(t *testing.T) {
	office := []timeline.Shift{{From: 9 * time.Hour, To: 17 * time.Hour}}
	cal, err := timeline.NewCalendar("office", time.UTC, timeline.Week{time.Wednesday: office, time.Thursday: office})
	require.NoError(t, err)
	// 2026-03-04 is a Wednesday.
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, on("16:00"), timeline.At(clock("10:30").Add(24*time.Hour))),
		milestone(timeline.Detected, timeline.About(clock("16:50"), 20*time.Minute)))
	closeIncident(t, l, timeline.At(clock("11:00").Add(24*time.Hour)))
	v := l.AsOf(late)
	for name, test := range map[string]struct {
		m    timeline.Measure
		want string
	}{
		"restored":              {timeline.TimeToRestore(), "2h30m"},
		"an end after hours":    {timeline.TimeToDetect(), "~50m"},
		"downtime":              {timeline.Downtime(), "2h30m"},
		"cumulative":            {timeline.TimeToRestore().Cumulative(), "2h30m"},
		"in a period":           {timeline.TimeToRestore().Within(span(t, 0, 86400)), "1h"},
		"availability":          {timeline.Availability(timeline.DowntimeOnly(), span(t, 0, 2*86400)), "84.3750 %"},
		"nobody works":          {timeline.Availability(timeline.DowntimeOnly(), span(t, 0, 3600)), "unknown (the period has not begun, or is empty)"},
		"no effect on a count":  {timeline.Updates(), timeline.Updates().Of(v).String()},
		"no calendar: all time": {timeline.TimeToRestore().Under(cal).Under(nil), "18h30m"},
	} {
		if name == "no calendar: all time" {
			assert.Equal(t, test.want, test.m.Of(v).String(), name)
			continue
		}
		assert.Equal(t, test.want, test.m.Under(cal).Of(v).String(), name)
	}
	f := timeline.TimeToDetect().Under(cal).Of(v)
	assert.Equal(t, "30m–1h", f.Range())
	assert.Contains(t, f.Sentence(), "in the working time of office")
}
