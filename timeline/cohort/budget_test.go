package cohort_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/cohort"
)

var (
	regionEU = timeline.Region("eu")
	regionUS = timeline.Region("us")
)

func outage(where timeline.Scope, how timeline.Health, from, until string) timeline.Event {
	return timeline.Event{Kind: timeline.KindImpact, Scope: where, Health: how, Occurred: atMoment(from), Ended: atMoment(until)}
}

func objectiveOf(share float64) cohort.Objective {
	return cohort.Objective{Name: "monthly", Share: share, Weighting: timeline.StatuspageWeighting(), Period: september, CompleteTo: moment("10-05 00:00")}
}

func budgetCodes(b cohort.Budget) (out []cohort.WarningCode) {
	for _, w := range b.Warnings {
		out = append(out, w.Code)
	}
	return out
}

func TestBudget(t *testing.T) {
	after, midway := moment("10-05 00:00"), moment("09-16 00:00")
	down := outage(regionEU, timeline.Major, "09-10 00:00", "09-10 00:30")
	partial := outage(regionEU, timeline.Partial, "09-10 00:20", "09-10 00:50") // 20 minutes alone, at 30 percent
	for _, c := range []struct {
		name           string
		share          float64
		now            time.Time
		events         [][]timeline.Event // of each incident
		want           string
		left, burn     string
		spentShareMost float64
		verdict        cohort.BudgetVerdict
	}{
		{"two that overlap", 0.999, after, [][]timeline.Event{{down}, {partial}}, "eu: 36m of 43m12s spent, burn rate 0.8333, within", "432", "0.8333", 36 / 43.2, cohort.BudgetWithin},
		{"half of the month", 0.999, midway, [][]timeline.Event{{down}, {partial}}, "eu: 36m of 43m12s spent, burn rate 1.667, within", "432", "1.667", 36 / 43.2, cohort.BudgetWithin},
		{"overspent", 0.9995, after, [][]timeline.Event{{down}}, "eu: 30m of 21m36s spent, burn rate 1.389, exceeded", "-504", "1.389", 30 / 21.6, cohort.BudgetExceeded},
		{"to the microsecond", 0.9999999995, after, [][]timeline.Event{{outage(regionUS, timeline.Major, "09-10 00:00", "09-10 00:30"), {Kind: timeline.KindNotAffected, Scope: regionEU}}},
			"eu: 0s of 0s spent, burn rate unknown, within", "0", "unknown", 0, cohort.BudgetWithin},
		{"nothing allowed, something spent", 1, after, [][]timeline.Event{{down}}, "eu: 30m of 0s spent, burn rate unknown, exceeded", "-1800", "unknown", 0, cohort.BudgetExceeded},
		{"between the bounds", 0.9995, after, [][]timeline.Event{{down}, {outage(timeline.Component("login"), timeline.Major, "09-11 00:00", "09-11 01:00")}},
			"eu: 30m–1h30m of 21m36s spent, burn rate 1.389–4.167, exceeded", "-4104–-504", "1.389–4.167", 90 / 21.6, cohort.BudgetExceeded},
		{"undecidable", 0.999, after, [][]timeline.Event{{down}, {outage(timeline.Component("login"), timeline.Major, "09-11 00:00", "09-11 01:00")}},
			"eu: 30m–1h30m of 43m12s spent, burn rate 0.6944–2.083, undecidable", "-2808–792", "0.6944–2.083", 90 / 43.2, cohort.BudgetUndecidable},
		{"nobody touched it", 0.999, after, [][]timeline.Event{{outage(regionUS, timeline.Major, "09-10 00:00", "09-10 00:30"), {Kind: timeline.KindComplete}}},
			"eu: 0s of 43m12s spent, burn rate 0, within", "2592", "0", 0, cohort.BudgetWithin},
		{"no incident", 0.999, after, nil, "eu: 0s of 43m12s spent, burn rate 0, within", "2592", "0", 0, cohort.BudgetWithin},
		{"somebody may have touched it", 0.999, after, [][]timeline.Event{{outage(regionUS, timeline.Major, "09-10 00:00", "09-10 00:30")}},
			"eu: unknown (no impact recorded for eu)", "unknown", "unknown", 0, cohort.BudgetUndecidable},
		{"not begun", 0.999, moment("08-16 00:00"), [][]timeline.Event{{down}}, "eu: unknown (the period has not begun, or is empty)", "unknown", "unknown", 0, cohort.BudgetUndecidable},
	} {
		var views []*timeline.View
		for _, events := range c.events {
			views = append(views, viewAsOf(t, c.now, events...))
		}
		b := cohort.BudgetOf(objectiveOf(c.share), regionEU, append(views, nil)...)
		assert.Equal(t, c.want, b.String(), c.name)
		assert.Equal(t, []string{c.left, c.burn}, []string{b.Left.String(), b.BurnRate.String()}, c.name)
		assert.Equal(t, c.verdict, b.Verdict, c.name)
		assert.Equal(t, len(views), b.Incidents, c.name)
		most, _ := b.SpentShare.Most.Value()
		assert.InDelta(t, c.spentShareMost, most, 1e-9, c.name)
		raw, err := json.Marshal(b)
		require.NoError(t, err)
		assert.True(t, json.Valid(raw))
	}
}

// A budget says what it does not know.
func TestBudgetWarnings(t *testing.T) {
	after := moment("10-05 00:00")
	inEU := viewAsOf(t, after, outage(regionEU, timeline.Major, "09-10 00:00", "09-10 00:30"))
	inUS := func(events ...timeline.Event) *timeline.View {
		return viewAsOf(t, after, append(events, outage(regionUS, timeline.Major, "09-10 00:00", "09-10 00:30"))...)
	}
	o := objectiveOf(0.999)
	one := func(o cohort.Objective, views ...*timeline.View) ([]cohort.WarningCode, int) {
		b := cohort.BudgetOf(o, regionEU, append(views, inEU)...)
		require.Equal(t, timeline.Lasting(30*time.Minute), b.Spent)
		return budgetCodes(b), b.Silent
	}
	for _, c := range []struct {
		name   string
		view   *timeline.View
		silent int
	}{
		{"names another place", inUS(), 1},
		{"names all places", inUS(timeline.Event{Kind: timeline.KindComplete}), 0},
		{"spares it", inUS(timeline.Event{Kind: timeline.KindNotAffected, Scope: regionEU}), 0},
		{"everywhere but here", viewAsOf(t, after, outage(timeline.Scope{}, timeline.Major, "09-10 00:00", "09-10 00:30"), timeline.Event{Kind: timeline.KindNotAffected, Scope: regionEU}), 0},
		{"in another month", viewAsOf(t, after, outage(regionUS, timeline.Major, "08-10 00:00", "08-10 00:30")), 0},
		{"no impact recorded", viewAsOf(t, after, statusOf(timeline.PhaseActive, atMoment("09-10 00:00"))), 1},
		{"no impact recorded, over before", viewAsOf(t, after, statusOf(timeline.PhaseResolved, atMoment("08-10 00:00"))), 0},
		{"no impact recorded, declared after", viewAsOf(t, after, statusOf(timeline.PhaseActive, atMoment("10-02 00:00"))), 0},
	} {
		found, silent := one(o, c.view)
		assert.Equal(t, c.silent, silent, c.name)
		assert.Equal(t, c.silent > 0, slices.Contains(found, cohort.WarningPlaces), c.name)
	}
	found, _ := one(o)
	assert.Empty(t, found)
	o.CompleteTo = time.Time{}
	found, _ = one(o)
	assert.Equal(t, []cohort.WarningCode{cohort.WarningRecord}, found)

	none := cohort.BudgetOf(o, regionEU)
	assert.Equal(t, cohort.BudgetUndecidable, none.Verdict, "no incident, and nobody vouches for it")
	assert.False(t, none.Spent.IsStated())
	assert.Equal(t, timeline.Lasting(43*time.Minute+12*time.Second), none.Allowed)
	assert.Contains(t, cohort.BudgetOf(o, timeline.Scope{}).String(), "anything: unknown")

	for _, share := range []float64{0, -1, 99.9, math.NaN(), math.Inf(1)} {
		o := objectiveOf(share)
		b := cohort.BudgetOf(o, regionEU, inEU)
		assert.False(t, o.IsValid())
		assert.Equal(t, []cohort.WarningCode{cohort.WarningObjective}, budgetCodes(b))
		assert.Equal(t, timeline.Lasting(30*time.Minute), b.Spent)
		assert.False(t, b.Allowed.IsStated())
		_, err := json.Marshal(b)
		assert.NoError(t, err)
	}
	assert.NotPanics(t, func() { cohort.BudgetOf(cohort.Objective{}, regionEU, inEU) })
	assert.Equal(t, "BudgetVerdict(9)", cohort.BudgetVerdict(9).String())
}

// What the caller vouches for ends the measurement, and so does the earliest view.
func TestBudgetIsMeasuredUpTo(t *testing.T) {
	o := objectiveOf(0.999)
	o.CompleteTo = moment("09-11 00:00")
	after := viewAsOf(t, moment("10-05 00:00"), outage(regionEU, timeline.Major, "09-10 23:30", "09-11 00:30"))
	b := cohort.BudgetOf(o, regionEU, after)
	assert.Equal(t, "2026-09-01T00:00:00Z/2026-09-11T00:00:00Z", b.Measured.String())
	assert.Equal(t, timeline.Lasting(30*time.Minute), b.Spent)
	o.CompleteTo = moment("10-05 00:00")
	b = cohort.BudgetOf(o, regionEU, after, viewAsOf(t, moment("09-21 00:00"), outage(regionEU, timeline.Major, "09-10 23:30", "09-11 00:30")))
	assert.Equal(t, "2026-09-01T00:00:00Z/2026-09-21T00:00:00Z", b.Measured.String())
	o.CompleteTo = moment("08-05 00:00")
	b = cohort.BudgetOf(o, regionEU)
	assert.Equal(t, []any{timeline.Length{}, cohort.BudgetUndecidable}, []any{b.Spent, b.Verdict}, "the period has not begun")
}

// A minutely is an incident as the oracle has it: windows of minutes of a day.
type minutely struct {
	windows  []slowImpact
	spared   []string
	complete bool
}

type slowImpact struct {
	region     string // "" for no place in particular, "*" for everywhere
	weight     int
	start, end [2]int // least and greatest minute
	how        int
}

func randomIncident(t *testing.T, r *rand.Rand, now time.Time) (minutely, *timeline.View) {
	weights := []timeline.Health{timeline.Major, timeline.Partial, timeline.Degraded}
	percents := []int{100, 30, 0}
	var m minutely
	var events []timeline.Event
	day := september.Start()
	minute := func(n [2]int) timeline.Instant {
		return timeline.Between(day.Add(time.Duration(n[0])*time.Minute), day.Add(time.Duration(n[1])*time.Minute))
	}
	for range r.IntN(4) {
		w := slowImpact{region: []string{"eu", "us", "ap", "", "*"}[r.IntN(5)], how: r.IntN(3)}
		w.weight = percents[w.how]
		w.start[0] = r.IntN(1800) - 180
		w.start[1] = w.start[0] + r.IntN(2)*r.IntN(60)
		w.end[0] = w.start[1] + r.IntN(200)
		w.end[1] = w.end[0] + r.IntN(2)*r.IntN(60)
		m.windows = append(m.windows, w)
		events = append(events, timeline.Event{Kind: timeline.KindImpact, Scope: timeline.Region(w.region), Health: weights[w.how], Occurred: minute(w.start), Ended: minute(w.end)})
	}
	if r.IntN(4) == 0 {
		m.spared = append(m.spared, "ap")
		events = append(events, timeline.Event{Kind: timeline.KindNotAffected, Scope: timeline.Region("ap")})
	}
	if m.complete = r.IntN(2) == 0; m.complete {
		events = append(events, timeline.Event{Kind: timeline.KindComplete})
	}
	return m, viewAsOf(t, now, events...)
}

// slowSpent is the least and greatest weighted time lost in a region, in hundredths of
// a minute, minute by minute.
func slowSpent(incidents []minutely, region string, minutes int) (least, most int, touched, speaks bool) {
	sure, possible := make([]int, minutes), make([]int, minutes)
	for _, m := range incidents {
		spared := slices.Contains(m.spared, region)
		speaks = speaks || spared
		for _, w := range m.windows {
			here := w.region == region || w.region == "*"
			if !here && (w.region != "" || spared) {
				continue
			}
			touched = true
			speaks = speaks || here
			for n := max(0, w.start[0]); n < min(minutes, w.end[1]); n++ {
				possible[n] = max(possible[n], w.weight)
				if here && n >= w.start[1] && n < w.end[0] {
					sure[n] = max(sure[n], w.weight)
				}
			}
		}
	}
	for n := range minutes {
		least, most = least+sure[n], most+possible[n]
	}
	return least, most, touched, speaks
}

// slowSilent counts the incidents that do not speak of a region.
func slowSilent(incidents []minutely, region string) (n int) {
	const minutes = 24 * 60
	for _, m := range incidents {
		speaks, outside := m.complete || slices.Contains(m.spared, region), len(m.windows) > 0
		for _, w := range m.windows {
			speaks = speaks || w.region == region || w.region == "*" || w.region == ""
			outside = outside && (w.end[1] <= 0 || w.start[0] >= minutes || w.start[0] == w.end[1])
		}
		if !speaks && !outside {
			n++
		}
	}
	return n
}

func TestBudgetMinuteByMinute(t *testing.T) {
	r := rand.New(rand.NewPCG(389, 397))
	const minutes = 24 * 60
	now := september.Start().Add(48 * time.Hour)
	period, err := timeline.NewSpan(september.Start(), september.Start().Add(minutes*time.Minute))
	require.NoError(t, err)
	verdicts := map[cohort.BudgetVerdict]int{}
	for round := range 600 {
		o := cohort.Objective{Share: float64(50+r.IntN(50)) / 100, Weighting: timeline.StatuspageWeighting(), Period: period}
		if r.IntN(2) == 0 {
			o.CompleteTo = now
		}
		var incidents []minutely
		var views []*timeline.View
		for range r.IntN(5) {
			m, v := randomIncident(t, r, now)
			incidents, views = append(incidents, m), append(views, v)
		}
		var last timeline.Scope
		for region := range cohort.BudgetsByRegion(o, views...) {
			require.Negative(t, last.Compare(region))
			last = region
		}
		for _, region := range []string{"ap", "eu", "us", "nobody"} {
			b := cohort.BudgetOf(o, timeline.Region(region), views...)
			least, most, touched, speaks := slowSpent(incidents, region, minutes)
			silent := slowSilent(incidents, region)
			why := fmt.Sprintf("round %d %s: %+v\n%s\n%+v", round, region, b, b.Figure.Sentence(), incidents)
			require.Equal(t, silent, b.Silent, why)
			verdicts[b.Verdict]++
			if !speaks && (touched || silent > 0 || o.CompleteTo.IsZero()) {
				require.Equal(t, []any{timeline.Length{}, cohort.BudgetUndecidable}, []any{b.Spent, b.Verdict}, why)
				continue
			}
			unit := time.Minute / 100
			require.Equal(t, timeline.LastingBetween(time.Duration(least)*unit, time.Duration(most)*unit), b.Spent, why)
			allowed := minutes * (100 - int(math.Round(o.Share*100)))
			want := cohort.BudgetUndecidable
			if most <= allowed {
				want = cohort.BudgetWithin
			} else if least > allowed {
				want = cohort.BudgetExceeded
			}
			require.Equal(t, want, b.Verdict, why)
			require.Equal(t, timeline.Lasting(time.Duration(allowed)*unit), b.Allowed)
			left, _ := b.Left.Least.Value()
			require.InDelta(t, float64(allowed-most)*unit.Seconds(), left, 1e-6, why)
			available, _ := b.Available.Most.Value()
			require.InDelta(t, 1-float64(least)/minutes/100, available, 1e-9, why)
			burn, _ := b.BurnRate.Most.Value()
			require.InDelta(t, float64(most)/float64(allowed), burn, 1e-9, why)
		}
	}
	for _, v := range []cohort.BudgetVerdict{cohort.BudgetUndecidable, cohort.BudgetWithin, cohort.BudgetExceeded} {
		require.Greater(t, verdicts[v], 30, v)
	}
}

// Every region that any incident names, and one that is spared by all.
func TestBudgetsByRegion(t *testing.T) {
	after := moment("10-05 00:00")
	one := viewAsOf(t, after, outage(regionUS, timeline.Major, "09-10 00:00", "09-10 00:30"), timeline.Event{Kind: timeline.KindNotAffected, Scope: timeline.Region("ap")})
	two := viewAsOf(t, after, outage(regionEU, timeline.Major, "09-10 00:00", "09-10 00:30"), outage(timeline.Everywhere(), timeline.Major, "09-12 00:00", "09-12 00:10"))
	var got []string
	for region, b := range cohort.BudgetsByRegion(objectiveOf(0.999), one, nil, two) {
		assert.Equal(t, region, b.Scope)
		got = append(got, b.String())
	}
	assert.Equal(t, []string{
		"ap: 10m of 43m12s spent, burn rate 0.2315, within",
		"eu: 40m of 43m12s spent, burn rate 0.9259, within as far as recorded",
		"us: 40m of 43m12s spent, burn rate 0.9259, within",
	}, got)
	for range cohort.BudgetsByRegion(objectiveOf(0.999), one, two) {
		break
	}
	for range cohort.BudgetsByRegion(objectiveOf(0.999)) {
		t.Error("no view names a region")
	}
}

func ExampleBudgetsByRegion() {
	log := timeline.NewLog(uuid.MustParse("6f1c1d2e-0000-4000-8000-000000000001"))
	_, _ = log.Add(outage(timeline.Region("eu-west"), timeline.Major, "09-10 14:00", "09-10 14:21"))
	_, _ = log.Add(outage(timeline.Region("us-east"), timeline.Partial, "09-10 14:00", "09-10 17:00"))
	monthly := cohort.Objective{
		Name: "checkout", Share: 0.999, Weighting: timeline.PartialInFull(), Period: september,
		CompleteTo: moment("10-05 00:00"), // there was no other incident
	}
	for region, budget := range cohort.BudgetsByRegion(monthly, log.AsOf(moment("10-05 00:00"))) {
		left, _ := budget.Left.Least.Value()
		fmt.Println(budget)
		fmt.Println(region, timeline.FormatDuration(time.Duration(left)*time.Second), "left")
	}
	// Output:
	// eu-west: 21m of 43m12s spent, burn rate 0.4861, within
	// eu-west 22m12s left
	// us-east: 3h of 43m12s spent, burn rate 4.167, exceeded
	// us-east -2h16m48s left
}

// The names of a budget's members are what programs read.
func TestBudgetJSON(t *testing.T) {
	b := cohort.BudgetOf(objectiveOf(0.999), regionEU, viewAsOf(t, moment("10-05 00:00"), outage(regionEU, timeline.Major, "09-10 00:00", "09-10 00:30")))
	raw, err := json.Marshal(b)
	require.NoError(t, err)
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(raw, &members))
	delete(members, "figure")
	rest, err := json.Marshal(members)
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"objective": {"name": "monthly", "share": 0.999, "period": "2026-09-01T00:00:00Z/2026-10-01T00:00:00Z", "complete_to": "2026-10-05T00:00:00Z",
			"weighting": {"name": "statuspage", "major": 100, "partial": 30, "degraded": 0, "maintenance": 0}},
		"scope": {"region": "eu", "component": null, "part": "whole"},
		"incidents": 1, "silent": 0, "measured": "2026-09-01T00:00:00Z/2026-10-01T00:00:00Z",
		"available": {"least": 0.9993055555555556, "most": 0.9993055555555556},
		"allowed": "PT43M12S", "spent": "PT30M", "left": {"least": 792, "most": 792},
		"spent_share": {"least": 0.6944444444444444, "most": 0.6944444444444444},
		"burn_rate": {"least": 0.6944444444444444, "most": 0.6944444444444444},
		"verdict": "within"}`, string(rest))
	var verdict cohort.BudgetVerdict
	require.NoError(t, json.Unmarshal(members["verdict"], &verdict))
	assert.Equal(t, cohort.BudgetWithin, verdict)
	_, err = cohort.BudgetVerdict(9).MarshalText()
	require.ErrorIs(t, err, cohort.ErrWord)
	assert.Equal(t, "BudgetVerdict(9)", cohort.BudgetVerdict(9).String())
	for _, w := range cohort.BudgetOf(cohort.Objective{}, regionEU, viewAsOf(t, epoch, outage(regionUS, timeline.Major, "08-10 00:00", "08-10 00:30"))).Warnings {
		assert.NotRegexp(t, `^[A-Z]|\.$`, w.Text)
	}
	raw, err = json.Marshal(cohort.BudgetOf(cohort.Objective{}, timeline.Scope{}))
	require.NoError(t, err)
	assert.Contains(t, string(raw), `"available":{"least":null,"most":null}`)
	back := cohort.Objective{}
	require.NoError(t, json.Unmarshal(members["objective"], &back))
	assert.Equal(t, objectiveOf(0.999), back)
}
