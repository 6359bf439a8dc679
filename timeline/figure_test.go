package timeline_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

func TestFigureJSON(t *testing.T) {
	eu := timeline.Region("eu-west")
	fixed := func(last string, e timeline.Event) timeline.Event {
		e.ID = uuid.MustParse("00000000-0000-4000-8000-0000000000" + last)
		return e
	}
	l := logOf(t,
		fixed("01", impact(eu, timeline.Major, on("10:00"), timeline.Instant{})),
		fixed("02", milestone(timeline.Detected, timeline.About(clock("10:05"), time.Minute))),
		fixed("03", milestone(timeline.Acknowledged, on("10:06:30.5"))))
	open := l.AsOf(clock("11:00"))
	add(t, l, fixed("04", restore(eu, on("11:29"))))
	over := l.AsOf(late)
	const one, two, three, four = `"00000000-0000-4000-8000-000000000001"`, `"00000000-0000-4000-8000-000000000002"`, `"00000000-0000-4000-8000-000000000003"`, `"00000000-0000-4000-8000-000000000004"`
	const whole = `"scope":{"region":null,"component":null,"part":"whole"}`
	const inEU = `"scope":{"region":"eu-west","component":null,"part":"whole"}`
	tests := map[string]struct {
		f    timeline.Figure
		want string
	}{
		"known": {timeline.TimeToRestore().In(eu).Of(over), `{"measure":"time_to_restore","version":1,"from":"impact_started","to":"restored",` + inEU +
			`,"kind":"known","unit":"seconds","min":5340,"max":5340,"approx":5340,"iso8601":"PT1H29M","text":"1h29m","reason":null,"inputs":[` + one + `,` + four + `]}`},
		"fraction": {timeline.TimeToAcknowledge().Of(over), `{"measure":"time_to_acknowledge","version":1,"from":"impact_started","to":"acknowledged",` + whole +
			`,"kind":"known","unit":"seconds","min":390.5,"max":390.5,"approx":390.5,"iso8601":"PT6M30.5S","text":"6m31s","reason":null,"inputs":[` + one + `,` + three + `]}`},
		"bounded": {timeline.TimeToDetect().Of(over), `{"measure":"time_to_detect","version":1,"from":"impact_started","to":"detected",` + whole +
			`,"kind":"bounded","unit":"seconds","min":240,"max":360,"approx":300,"iso8601":null,"text":"~5m","reason":{"code":"uncertain","about":[]},"inputs":[` + one + `,` + two + `]}`},
		"ongoing": {timeline.Downtime().Of(open), `{"measure":"downtime","version":1,"from":null,"to":null,` + whole +
			`,"kind":"ongoing","unit":"seconds","min":3600,"max":null,"approx":null,"iso8601":null,"text":"≥ 1h","reason":{"code":"not_yet","about":["restored"]},"inputs":[` + one + `]}`},
		"unknown": {timeline.Updates().Of(over), `{"measure":"updates","version":1,"from":null,"to":null,` + whole +
			`,"kind":"unknown","unit":"count","min":null,"max":null,"approx":null,"iso8601":null,"text":"unknown (first update not recorded)","reason":{"code":"missing","about":["update_published:first"]},"inputs":[]}`},
		"availability": {timeline.Availability(timeline.DowntimeOnly(), timeline.MustParseSpan("2026-03-04T00:00:00Z/2026-03-05T00:00:00Z")).In(eu).Of(over),
			`{"measure":"availability","version":1,"from":null,"to":null,` + inEU + `,"period":"2026-03-04T00:00:00Z/2026-03-05T00:00:00Z","weighting":"downtime_only"` +
				`,"kind":"known","unit":"ratio","min":0.938194444444,"max":0.938194444444,"approx":0.938194444444,"iso8601":null,"text":"93.8194 %","reason":null,"inputs":[` + one + `,` + four + `]}`},
		"sum": {timeline.Sum(timeline.Downtime().Of(over), timeline.Downtime().Of(over)), `{"measure":"downtime","version":1,"from":null,"to":null,` + whole +
			`,"incidents":2,"kind":"known","unit":"seconds","min":10680,"max":10680,"approx":10680,"iso8601":"PT2H58M","text":"2h58m","reason":null,"inputs":[` + one + `,` + four + `,` + one + `,` + four + `]}`},
		"zero": {timeline.Figure{}, `{"measure":"","version":0,"from":null,"to":null,` + whole +
			`,"kind":"unknown","unit":"seconds","min":null,"max":null,"approx":null,"iso8601":null,"text":"unknown","reason":null,"inputs":[]}`},
	}
	for name, tt := range tests {
		b, err := tt.f.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, tt.want, string(b), name)
	}
}

func TestFormatDuration(t *testing.T) {
	tests := map[time.Duration]string{
		0: "0s", 36 * time.Minute: "36m", 3*time.Hour + 17*time.Minute: "3h17m", time.Hour + 2*time.Minute: "1h2m",
		24*time.Hour + 23*time.Minute: "1d0h23m", 24*time.Hour + 30*time.Second: "1d0h0m30s", 12*24*time.Hour + time.Hour + 7*time.Minute: "12d1h7m",
		3 * time.Hour: "3h", 48 * time.Hour: "2d", 25 * time.Hour: "1d1h", 90 * time.Second: "1m30s", time.Second: "1s",
		-36 * time.Minute: "-36m", -(24*time.Hour + 23*time.Minute): "-1d0h23m", 1500 * time.Millisecond: "1.5s", time.Microsecond: "0.000001s",
		-250 * time.Millisecond: "-0.25s", 999: "0s", -999: "0s", time.Minute + 500*time.Millisecond: "1m1s", time.Minute + 1499*time.Millisecond: "1m1s", 24*time.Hour - time.Microsecond: "1d",
		math.MaxInt64: "106751d23h47m17s", math.MinInt64: "-106751d23h47m17s",
	}
	for d, want := range tests {
		assert.Equal(t, want, timeline.FormatDuration(d), "%d", int64(d))
	}
}

func TestFigureText(t *testing.T) {
	from := timeline.Scope{}
	known := logOf(t, impact(from, timeline.Major, on("10:00"), timeline.Instant{}), milestone(timeline.Detected, on("13:17")))
	ranged := logOf(t, impact(from, timeline.Major, timeline.Between(clock("00:00"), clock("06:06")), timeline.Instant{}), milestone(timeline.Detected, on("09:59")))
	about := logOf(t, impact(from, timeline.Major, on("08:50"), timeline.Instant{}), milestone(timeline.Detected, timeline.About(clock("20:00"), 30*time.Minute)))
	none := logOf(t, milestone(timeline.Detected, on("13:17")))
	closeIncident(t, none, on("14:00"))
	atMost := logOf(t, impact(from, timeline.Major, timeline.NotBefore(clock("10:00")), timeline.Instant{}), milestone(timeline.Detected, on("10:10")))
	m := timeline.TimeToDetect()
	tests := []struct {
		f    timeline.Figure
		want string
	}{
		{m.Of(known.AsOf(late)), "3h17m"},
		{m.Of(ranged.AsOf(late)), "3h53m–9h59m"},
		{m.Of(about.AsOf(late)), "~11h10m"},
		{m.Of(none.AsOf(late)), "unknown (impact start not recorded)"},
		{timeline.TimeToRestore().Of(known.AsOf(clock("13:17"))), "≥ 3h17m"},
		{m.Of(atMost.AsOf(late)), "≤ 10m"},
		{timeline.TimeToMitigate().Since(timeline.CauseFound).Of(known.AsOf(late)), "pending (cause found not reached yet)"},
		{m.In(timeline.Region("mars")).Of(known.AsOf(late)), "unknown (no impact recorded for mars)"},
		{m.Of(timeline.NewLog(incidentID).AsOf(late)), "unknown (nothing recorded)"},
		{timeline.Sum(), "unknown (nothing recorded)"},
		{timeline.Sum(m.Of(known.AsOf(late)), timeline.Downtime().Of(known.AsOf(late))), "invalid (different measures do not add up)"},
		{timeline.Sum(m.Of(known.AsOf(late)), m.Of(none.AsOf(late))), "unknown (1 of 2 known)"},
		{timeline.Sum(m.Of(atMost.AsOf(late)), m.Of(known.AsOf(late))), "≤ 3h27m"},
		{timeline.TimeToDetect().Across(known.AsOf(late)), "invalid (different measures do not add up)"},
		{timeline.Downtime().Across(), "unknown (nothing recorded)"},
		{timeline.Measure{}.Of(known.AsOf(late)), "unknown (not stated)"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, tt.f.String())
	}
	assert.Equal(t, "10h40m–11h40m", m.Of(about.AsOf(late)).Range())
	assert.Empty(t, m.Of(none.AsOf(late)).Range())
}

// Two figures of which one has no least and the other no greatest value have a
// sum of which nothing is known.
func TestSumWithoutBounds(t *testing.T) {
	atMost := logOf(t, impact(timeline.Scope{}, timeline.Major, timeline.NotBefore(clock("10:00")), timeline.Instant{}), milestone("own", on("10:10")))
	atLeast := logOf(t, impact(timeline.Scope{}, timeline.Major, timeline.NotAfter(clock("10:00")), timeline.Instant{}), milestone("own", on("10:10")))
	m := timeline.Elapsed(timeline.ImpactStarted, "own")
	a, b := m.Of(atMost.AsOf(late)), m.Of(atLeast.AsOf(late))
	assert.Equal(t, "≤ 10m", a.String())
	assert.Equal(t, "≥ 10m", b.String())
	f := timeline.Sum(a, b)
	assert.Equal(t, timeline.Unknown, f.Kind())
	assert.NotEmpty(t, f.String())
	assert.Equal(t, 3, timeline.Sum(timeline.Sum(b, b), b).Incidents(), "a sum of sums counts the incidents")
}

func TestTooLong(t *testing.T) {
	l := logOf(t, impact(timeline.Scope{}, timeline.Major, timeline.MustParseInstant("1500-01-01T00:00:00Z"), timeline.MustParseInstant("2000-01-01T00:00:00Z")))
	v := l.AsOf(late)
	for _, m := range []timeline.Measure{timeline.Downtime(), timeline.TimeToRestore(), timeline.ImpactTime()} {
		f := m.Of(v)
		assert.Equal(t, timeline.Invalid, f.Kind(), m.ID())
		assert.Equal(t, timeline.ReasonTooLong, f.Reason().Code, m.ID())
	}
	_, ok := timeline.MustParseSpan("1500-01-01T00:00:00Z/2000-01-01T00:00:00Z").Duration()
	assert.False(t, ok)

	long := timeline.Lasting(math.MaxInt64)
	s := logOf(t, timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Total: long})
	closeIncident(t, s, on("10:00"))
	f := timeline.Downtime().Of(s.AsOf(late))
	assert.Equal(t, timeline.Known, f.Kind())
	sum := timeline.Sum(f, f)
	assert.Equal(t, "invalid (longer than 292 years)", sum.String(), "never wrapped, never clamped")
	two := logOf(t, timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Total: long}, timeline.Event{Kind: timeline.KindImpact, Health: timeline.Major, Total: long})
	closeIncident(t, two, on("10:00"))
	assert.Equal(t, timeline.ReasonTooLong, timeline.Downtime().Of(two.AsOf(late)).Reason().Code)
	ages := timeline.Availability(timeline.DowntimeOnly(), timeline.MustParseSpan("0002-01-01T00:00:00Z/9998-01-01T00:00:00Z"))
	assert.NotEmpty(t, ages.Of(v).String())
}

func TestTotalsDoNotWrap(t *testing.T) {
	l := timeline.NewLog(incidentID)
	for range 2500 {
		add(t, l, impactTotal(timeline.Lasting(math.MaxInt64), timeline.MustParseInstant("1500-01-01T00:00:00Z"), on("11:00")))
	}
	v := l.AsOf(late)
	assert.Equal(t, timeline.ReasonTooLong, timeline.Downtime().Of(v).Reason().Code)
	f := timeline.Availability(timeline.DowntimeOnly(), timeline.MustParseSpan("2026-03-04T00:00:00Z/2026-03-05T00:00:00Z")).Of(v)
	least, _ := f.Min()
	most, _ := f.Max()
	assert.Equal(t, []float64{0, 1}, []float64{least, most})
}

func impactTotal(total timeline.Length, from, until timeline.Instant) timeline.Event {
	e := impact(timeline.Scope{}, timeline.Major, from, until)
	e.Total = total
	return e
}

// An extent is what the methods of a figure tell one by one.
func TestExtent(t *testing.T) {
	v := incidentOf10(t)
	for _, m := range append(timeline.Standard(), timeline.Availability(timeline.DowntimeOnly(), timeline.Span{})) {
		f := m.Of(v)
		x, isTime := f.Extent()
		require.Equal(t, f.Unit() == timeline.Seconds, isTime, m.ID())
		require.Equal(t, f.Kind(), x.Kind)
		require.Equal(t, f.Doubtful(), x.Doubtful)
		if isTime {
			least, greatest, hasLeast, hasGreatest := f.Bounds()
			require.Equal(t, timeline.Extent{Kind: x.Kind, Least: least, Greatest: greatest, HasLeast: hasLeast, HasGreatest: hasGreatest, Doubtful: x.Doubtful}, x)
		}
	}
}
