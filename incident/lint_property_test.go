package incident_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// toldInOrder lives an incident with the verbs, in an order in which one can happen:
// detected after it began, restored before it is resolved, each update after what it
// tells. All times are exact, whole minutes apart, and recorded when they were.
func toldInOrder(t testing.TB, r *rand.Rand) *incident.Incident {
	now := clock("06:00")
	tick := func() timeline.Instant {
		now = now.Add(time.Duration(1+r.IntN(40)) * time.Minute)
		return timeline.At(now)
	}
	places := []timeline.Scope{euWest, timeline.Region("us-east"), timeline.Component("api"), {}}
	r.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	places = places[:1+r.IntN(len(places))]
	began := tick()
	detected := tick()
	opened := tick()
	inc, err := incident.Declare(incident.Declaration{Title: "random", At: opened, Stamp: incident.Stamp{Recorded: now}})
	require.NoError(t, err)
	next := func() (incident.Writer, timeline.Instant) {
		at := tick()
		return inc.As(incident.Stamp{Recorded: now}), at
	}
	do := ok(t)
	w, _ := next()
	for _, p := range places {
		do(w.Impact(p, pick(r, timeline.Major, timeline.Partial, timeline.Degraded, timeline.Unstated), began))
	}
	do(w.Detect(incident.Monitoring, detected))
	for _, m := range []timeline.Milestone{timeline.Acknowledged, timeline.Mobilized, timeline.CauseFound, timeline.CauseConfirmed} {
		if w, at := next(); r.IntN(3) > 0 {
			do(w.Mark(m, at))
		}
	}
	restoreInOrder(t, r, places, next)
	return inc
}

// restoreInOrder brings back what toldInOrder took down.
func restoreInOrder(t testing.TB, r *rand.Rand, places []timeline.Scope, next func() (incident.Writer, timeline.Instant)) {
	do := ok(t)
	say := func(word string) {
		if w, at := next(); r.IntN(3) > 0 {
			do(w.Announce(incident.Announcement{Status: word, Text: "words", At: at}))
		}
	}
	say("investigating")
	for range r.IntN(3) {
		if w, at := next(); true {
			do(w.Assess(severity.Level(100+r.IntN(100)), at))
		}
	}
	if w, at := next(); r.IntN(2) > 0 {
		do(w.Advance("identify", at))
		say("identified")
	}
	if w, at := next(); r.IntN(3) > 0 {
		do(w.Mark(timeline.Mitigated, at))
	}
	if w, at := next(); r.IntN(2) > 0 {
		do(w.Advance("monitor", at))
		say("monitoring")
	}
	for _, p := range places {
		if w, at := next(); !p.IsZero() || r.IntN(2) > 0 {
			do(w.Restore(p, at))
		}
	}
	if w, at := next(); r.IntN(5) > 0 {
		do(w.Restore(timeline.Scope{}, at))
		w, at = next()
		do(w.Advance(pick[lifecycle.Trigger](r, "resolve", "close"), at))
		say("resolved")
		if w, at := next(); r.IntN(2) > 0 {
			do(w.Mark(timeline.ReviewPublished, at))
		}
	}
}

// An incident that is told in order with exact times has no certain finding.
func TestLintInOrderIsNeverCertain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range rounds(2000) {
		v := toldInOrder(t, r).AsOf(late)
		findings := incident.Lint(v)
		wellFormed(t, findings, v)
		_, certain := has(findings, "")
		require.Empty(t, certain, findings)
	}
}

// A certain order holds in every world that the bounds allow, however often one looks.
func TestLintCertainOrderHoldsInEveryWorld(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	certain, doubtful := 0, 0
	for range rounds(2000) {
		log := timeline.NewLog(elsewhere)
		var bounds [2][][2]int
		for i, m := range []timeline.Milestone{timeline.Detected, timeline.Acknowledged} {
			for range 1 + r.IntN(3) {
				from := r.IntN(120)
				until := from + 2*pick(r, 0, 0, r.IntN(30))
				bounds[i] = append(bounds[i], [2]int{from, until})
				minute := func(n int) time.Time { return day.Add(time.Duration(n) * time.Minute) }
				_, err := log.Add(timeline.Event{Kind: timeline.KindMilestone, Milestone: m, Occurred: pick(r,
					timeline.Between(minute(from), minute(until)), timeline.About(minute((from+until)/2), time.Duration(until-from)*time.Minute/2))})
				require.NoError(t, err)
			}
		}
		first := func(list [][2]int) int {
			out := 1 << 30
			for _, b := range list {
				out = min(out, b[0]+r.IntN(b[1]-b[0]+1))
			}
			return out
		}
		always := true
		for range 200 {
			always = always && first(bounds[1]) < first(bounds[0])
		}
		switch how, _ := has(incident.Lint(log.AsOf(late)), incident.RuleMilestoneOrder); how {
		case "certain":
			certain++
			require.True(t, always, bounds)
		case "doubtful":
			doubtful++
		}
		exact := !slices.ContainsFunc(slices.Concat(bounds[0], bounds[1]), func(b [2]int) bool { return b[0] != b[1] })
		if how, _ := has(incident.Lint(log.AsOf(late)), incident.RuleMilestoneOrder); exact {
			require.Equal(t, always, how == "certain", bounds)
		}
	}
	assert.NotZero(t, certain)
	assert.NotZero(t, doubtful)
}

// Promises, which compares every update with every other, says the same: all that is
// certainly missed is missed by it, and with exact times the other way round too.
func TestLintPromisesTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	missed := 0
	for range rounds(2000) {
		inc, exact := opened(t, "promises", on("00:01")), r.IntN(2) == 0
		at := func() timeline.Instant {
			when := day.Add(time.Duration(2+r.IntN(60)) * time.Minute)
			if exact {
				return timeline.At(when)
			}
			return pick(r, timeline.At(when), timeline.About(when, 5*time.Minute), timeline.Between(when, when.Add(9*time.Minute)), timeline.NotBefore(when), timeline.NotAfter(when), unknown)
		}
		for i := range 1 + r.IntN(6) {
			if _, err := inc.Announce(incident.Announcement{Text: fmt.Sprint(i), At: at(), Next: pick(r, unknown, at())}); err != nil {
				continue
			}
		}
		v := inc.AsOf(day.Add(time.Duration(30+r.IntN(60)) * time.Minute))
		certain := map[string]bool{}
		for _, f := range incident.Lint(v) {
			if f.Rule == incident.RulePromise && !f.Doubt {
				certain[f.Events[0].String()] = true
			}
		}
		for _, p := range incident.Promises(v) {
			if certain[p.By.String()] {
				missed++
				require.Equal(t, incident.PromiseMissed, p.State)
			}
			if exact {
				require.Equal(t, p.State == incident.PromiseMissed, certain[p.By.String()], "%v %s", p, jsonOf(t, inc))
			}
		}
	}
	assert.NotZero(t, missed)
}

// A log of n facts of every kind that rules compare.
func longLog(t testing.TB, n int) *timeline.View {
	log := timeline.NewLog(elsewhere)
	add := func(e timeline.Event) timeline.Event {
		e, err := log.Add(e)
		require.NoError(t, err)
		return e
	}
	minute := func(i int) timeline.Instant { return timeline.At(day.Add(time.Duration(i) * time.Minute)) }
	add(timeline.Event{Kind: timeline.KindStatus, Status: "investigating", Phase: timeline.PhaseActive, Occurred: minute(0)})
	for i := range n / 8 {
		place := timeline.Region(fmt.Sprint("r", i))
		im := add(timeline.Event{Kind: timeline.KindImpact, Scope: place, Health: timeline.Major, Occurred: minute(i), Ended: minute(2 * i)})
		add(timeline.Event{Kind: timeline.KindImpact, RivalOf: im.ID, Source: "other", Scope: place, Occurred: minute(i + 7), Total: timeline.Lasting(time.Hour)})
		add(withMember(timeline.Event{Kind: timeline.KindUpdate, Status: "resolved", Occurred: minute(i)}, "update", map[string]any{"next": minute(i)}))
		add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Acknowledged, Occurred: minute(-i), Written: "7:00 AM EST"})
		add(timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.Mitigated, Occurred: minute(i + 366*24*60)})
		add(timeline.Event{Kind: timeline.KindNotAffected, Scope: place})
		add(timeline.Event{Kind: incident.KindNote, Text: fmt.Sprintf("it was down for %d hours, and later for 3 minutes", i), Occurred: minute(i)})
		add(timeline.Event{Kind: incident.KindSeverity, Occurred: minute(i)})
	}
	return log.AsOf(late.AddDate(3, 0, 0))
}

// Eight times the facts cost about eight times as much.
func TestLintIsLinear(t *testing.T) {
	n := 800
	if testing.Short() {
		n = 200
	}
	l := testLinter(t)
	cost := func(n int) (bytes uint64, took time.Duration) {
		v := longLog(t, n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		findings := l.Lint(v)
		took = time.Since(start)
		runtime.ReadMemStats(&after)
		assert.NotEmpty(t, findings)
		return after.TotalAlloc - before.TotalAlloc, took
	}
	few, short := cost(n)
	many, long := cost(8 * n)
	t.Log(few, many, short, long)
	assert.Less(t, many, 12*few)
}

// FuzzLint lints what random callers make of a log, and what arbitrary bytes decode to.
func FuzzLint(f *testing.F) {
	f.Add([]byte("declare, impact, mark, restore, advance"), "13:00 EST")
	f.Add([]byte{17, 0, 3, 1, 0, 3, 17, 0, 12, 1, 1, 1, 16, 3, 2, 2, 1, 0, 0, 0, 0, 0, 0, 14, 0, 1, 13, 0, 1}, "down for about an hour")
	f.Add([]byte(jsonOf(f, newScene(f).Incident)), "duration: 5h 8m")
	l := testLinter(f)
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		b := &bytesChooser{data[:min(len(data), 128)]}
		a := &actor{chooser: b, inc: declare(t)}
		st, _ := a.inc.Status()
		a.ids = append(a.ids, st.Event)
		for len(b.data) > 0 {
			if e, err := a.act(); err == nil {
				a.ids = append(a.ids, e.ID)
			}
		}
		if len(text) < 1<<10 {
			_, _ = a.inc.As(incident.Stamp{Written: text}).Note(text, on("14:00"))
		}
		views := []*timeline.View{a.inc.AsOf(late), a.inc.AsOf(clock("14:30"))}
		wellFormed(t, l.Lint(views[0]), views[0])
		wellFormed(t, l.Lint(views...), views...)
		if len(data) > 1<<12 {
			return
		}
		if inc, err := incident.Decode(data); err == nil {
			v := inc.AsOf(late)
			wellFormed(t, l.Lint(v), v)
		}
	})
}
