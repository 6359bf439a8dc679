package incident_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// two are an incident in the EU that goes on, and one in the US that is over.
func two(t *testing.T) (eu, us *incident.Incident) {
	t.Helper()
	eu, must := declare(t), ok(t)
	must(eu.Impact(timeline.Region("eu"), timeline.Major, on("13:50")))
	must(eu.Detect(incident.UserReport, on("14:05")))
	us, err := incident.Declare(incident.Declaration{Title: "Uploads fail", At: on("14:00")})
	require.NoError(t, err)
	must(us.Impact(timeline.Region("us"), timeline.Degraded, on("13:40")))
	must(us.Detect(incident.Monitoring, on("13:45")))
	must(us.Assess(severity.Critical, on("14:00")))
	must(us.Restore(timeline.Scope{}, on("14:30")))
	must(us.ScopesComplete())
	guess := must(us.As(incident.Stamp{Actor: "Ann", Visibility: timeline.Partner}).Suspect("DNS", on("14:10")))
	must(us.RuleOut(guess.ID, on("14:20")))
	action := must(us.Act(incident.Action{Title: "alert sooner"}))
	must(us.Progress(action.ID, incident.ActionDone, on("15:00")))
	must(us.Publish("investigating", "we look into it", on("14:05")))
	must(us.As(incident.Stamp{Source: "report"}).Source("report", "the public report", ""))
	must(us.Record(timeline.Event{Kind: "weather", Text: "rain", Occurred: on("14:00")}))
	note := must(us.Note("wrong", on("14:11")))
	must(us.Amend(note.ID, timeline.Event{Kind: incident.KindNote, Text: "right", Occurred: on("14:11")}))
	must(us.Rival(note.ID, on("14:12")))
	return eu, us
}

// The timelines are united, each fact says where it comes from, and what restored
// the one incident does not restore the other.
func TestAbsorb(t *testing.T) {
	eu, us := two(t)
	before := incident.Of(eu.AsOf(late))
	added, err := eu.As(incident.Stamp{Recorded: clock("16:00")}).Absorb(us.AsOf(late))
	require.NoError(t, err)
	eu = decode(t, jsonOf(t, eu))
	view := eu.AsOf(late)
	s := incident.Of(view)
	assert.Empty(t, s.Findings)
	ttr := func(region string) string {
		return timeline.TimeToRestore().In(timeline.Region(region)).Of(eu.AsOf(clock("16:00"))).String()
	}
	assert.Equal(t, "50m", ttr("us"))
	assert.Equal(t, "≥ 2h10m", ttr("eu"), "it goes on")
	assert.Equal(t, "5m", timeline.TimeToDetect().Of(view).String(), "the first detection of either")
	assert.Equal(t, before.Status, s.Status)
	assert.Equal(t, before.Title, s.Title)
	assert.Equal(t, before.Severities, s.Severities, "how bad the other was stays there")
	require.Len(t, s.Hypotheses, 1)
	assert.Equal(t, incident.RuledOut, s.Hypotheses[0].State)
	assert.Equal(t, "Ann", s.Hypotheses[0].Event.Actor)
	assert.Equal(t, timeline.Partner, s.Hypotheses[0].Event.Visibility, "for the same readers")
	assert.Equal(t, incident.ActionDone, s.Actions[0].State)
	require.Len(t, s.Notes, 1)
	assert.Equal(t, "right", s.Notes[0].Text, "as amended")
	require.Len(t, s.Links, 1)
	assert.Equal(t, incident.Link{Relation: incident.Absorbed, Other: us.ID(), Event: s.Links[0].Event}, s.Links[0])
	_, known := view.Source("report")
	assert.True(t, known)
	own := 0
	for _, e := range added {
		other, event, ok := incident.Origin(e)
		if !ok {
			own++
			continue
		}
		assert.Equal(t, us.ID(), other)
		_, there := us.Log().Event(event)
		assert.True(t, there)
		assert.Equal(t, clock("16:00"), e.Recorded)
	}
	assert.Equal(t, 1, own, "the link")
	assert.Equal(t, before, incident.Of(eu.AsOf(clock("15:59"))), "it was not known before")

	_, err = eu.Absorb(us.AsOf(late))
	assert.ErrorIs(t, err, incident.ErrConflict)
}

// Releasing takes back all that was taken over, and what was said of it.
func TestRelease(t *testing.T) {
	eu, us := two(t)
	before := incident.Of(eu.AsOf(late))
	_, err := eu.Absorb(us.AsOf(late))
	require.NoError(t, err)
	ok(t)(eu.Progress(incident.Of(eu.AsOf(late)).Actions[0].Event.ID, incident.ActionOpen, unknown))
	_, err = eu.Release(us.ID())
	require.NoError(t, err)
	assert.Equal(t, before, incident.Of(eu.AsOf(late)))
	_, err = eu.Release(us.ID())
	assert.ErrorIs(t, err, incident.ErrNoEvent)
	_, err = eu.Absorb(us.AsOf(late))
	assert.NoError(t, err, "again")
	assert.Len(t, incident.Of(eu.AsOf(late)).Actions, 1)
}

// What goes on in the other goes on, whatever was restored here before; what ended at
// an unknown time has ended by now; and a later restoration ends what goes on.
func TestAbsorbedEnds(t *testing.T) {
	must := ok(t)
	for name, c := range map[string]struct {
		other func(us *incident.Incident)
		want  string
		later string // after a restoration of the whole at 20:00
	}{
		"it goes on":                  {func(*incident.Incident) {}, "≥ 2h", "6h"},
		"it was merged":               {func(us *incident.Incident) { must(us.MergeInto(elsewhere, on("15:00"))) }, "≥ 2h", "6h"},
		"it ended":                    {func(us *incident.Incident) { must(us.Restore(timeline.Scope{}, on("14:20"))) }, "20m", "20m"},
		"it ended, nobody knows when": {func(us *incident.Incident) { must(us.Restore(timeline.Scope{}, unknown)) }, "0s–2h", "0s–2h"},
		"it is over, no end is given": {func(us *incident.Incident) { must(us.Advance("resolve", on("15:00"))) }, "0s–2h", "0s–2h"},
	} {
		eu := declare(t)
		must(eu.Impact(timeline.Region("eu"), timeline.Major, on("13:50")))
		must(eu.Restore(timeline.Scope{}, on("14:30")))
		us, err := incident.Declare(incident.Declaration{Title: "Uploads fail", At: on("14:00")})
		require.NoError(t, err)
		must(us.Impact(timeline.Region("us"), timeline.Major, on("14:00")))
		c.other(us)
		_, err = eu.Absorb(us.AsOf(clock("16:00")))
		require.NoError(t, err)
		ttr := func(now string) string {
			view := eu.AsOf(clock(now))
			assert.Equal(t, "40m", timeline.Downtime().In(timeline.Region("eu")).Of(view).String(), name)
			return timeline.Downtime().In(timeline.Region("us")).Of(view).String()
		}
		assert.Equal(t, c.want, ttr("16:00"), name)
		must(eu.Restore(timeline.Scope{}, on("20:00")))
		assert.Equal(t, c.later, ttr("21:00"), name)
		assert.Empty(t, incident.Of(eu.AsOf(late)).Findings, name)
	}
}

// A fact counts once, by whatever ways it comes.
func TestAbsorbedOnce(t *testing.T) {
	open := func(title string) *incident.Incident {
		inc, err := incident.Declare(incident.Declaration{Title: title, At: on("14:00")})
		require.NoError(t, err)
		return inc
	}
	total := func(inc *incident.Incident) string { return timeline.Downtime().Of(inc.AsOf(late)).String() }
	a, b, c := open("a"), open("b"), open("c")
	ok(t)(c.ImpactTotal(timeline.Scope{}, timeline.Major, timeline.Lasting(54*time.Minute), on("14:00"), on("16:00")))
	for _, step := range []struct{ into, from *incident.Incident }{{b, c}, {a, b}, {a, c}, {c, b}} {
		_, err := step.into.Absorb(step.from.AsOf(late))
		require.NoError(t, err)
		assert.Equal(t, "54m", total(step.into))
	}
	_, err := a.Release(b.ID())
	require.NoError(t, err)
	assert.NotEqual(t, "54m", total(a), "it came by b")

	one, two := open("d"), decode(t, jsonOf(t, open("d")))
	for inc, recorded := range map[*incident.Incident]string{one: "16:00", two: "16:01"} {
		_, err := inc.As(incident.Stamp{Recorded: clock(recorded)}).Absorb(c.AsOf(late))
		require.NoError(t, err)
	}
	_, err = one.Join(two)
	require.NoError(t, err)
	var rules []string
	for _, f := range incident.Of(one.AsOf(late)).Findings {
		rules = append(rules, f.Rule)
	}
	assert.Equal(t, []string{incident.RuleTwice}, rules, "two copies, and somebody is told")

	links := incident.Of(two.AsOf(late)).Links
	ok(t)(two.Retract(links[0].Event.ID))
	_, err = two.Release(c.ID())
	require.NoError(t, err, "what was taken over is found without the link")
	assert.Equal(t, "unknown (impact start not recorded)", timeline.TimeToRestore().Of(two.AsOf(late)).String())
}

// Nothing stays of what was released: no amendment, no rival, no note about it.
func TestReleaseTakesAll(t *testing.T) {
	eu, us := two(t)
	must := ok(t)
	must(us.Record(timeline.Event{Kind: "weather", Text: "about the impact", Target: impactOf(us)}))
	before := eu.AsOf(late)
	n := 0
	for range before.Events() {
		n++
	}
	_, err := eu.Absorb(us.AsOf(late))
	require.NoError(t, err)
	s := incident.Of(eu.AsOf(late))
	must(eu.Amend(s.Notes[0].ID, timeline.Event{Kind: incident.KindNote, Text: "amended", Occurred: on("14:11")}))
	copied := uuid.Nil
	for e := range eu.AsOf(late).Events() {
		if e.Kind == timeline.KindImpact && e.Scope == timeline.Region("us") {
			copied = e.ID
		}
		if e.Text == "about the impact" {
			assert.NotEqual(t, uuid.Nil, e.Target, "it speaks of the copy")
		}
	}
	must(eu.As(incident.Stamp{Source: "mail"}).Rival(copied, on("13:30")))
	must(eu.Record(timeline.Event{Kind: "weather", Text: "more", Target: copied}))
	_, err = eu.Release(us.ID())
	require.NoError(t, err)
	after := eu.AsOf(late)
	for range after.Events() {
		n--
	}
	assert.Zero(t, n)
	for range after.Rivals() {
		assert.Fail(t, "a rival of what is not here")
	}
}

func impactOf(inc *incident.Incident) uuid.UUID {
	for i := range inc.AsOf(late).Impacts() {
		return i.Event
	}
	return uuid.Nil
}

// Incidents at random are absorbed and released: what is stored is read alike, every
// event returned is in the log, and nothing stays.
func TestAbsorbAtRandom(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		grow := func(title string) *incident.Incident {
			inc, err := incident.Declare(incident.Declaration{Title: title, At: on("14:00"), ID: uuid.NewSHA1(uuid.Nil, []byte(title))})
			require.NoError(t, err)
			a := &actor{chooser: r, inc: inc}
			for range 40 {
				if e, err := a.act(); err == nil {
					a.ids = append(a.ids, e.ID)
				}
			}
			return inc
		}
		here, there := grow("here"), grow("there")
		known := func(inc *incident.Incident) (ids []uuid.UUID) {
			for e := range inc.AsOf(late).Events() {
				ids = append(ids, e.ID)
			}
			return ids
		}
		before, text := known(here), jsonOf(t, here)
		added, err := here.As(incident.Stamp{Recorded: clock("16:00")}).Absorb(there.AsOf(late))
		require.NoError(t, err)
		for _, e := range added {
			held, ok := here.Log().Event(e.ID)
			require.True(t, ok)
			require.Equal(t, held, e)
		}
		require.Equal(t, here.Revision(), decode(t, jsonOf(t, here)).Revision())
		sameStatus(t, here)
		again := decode(t, text)
		_, err = again.As(incident.Stamp{Recorded: clock("16:00")}).Absorb(there.AsOf(late))
		require.NoError(t, err)
		require.Equal(t, jsonOf(t, here), jsonOf(t, again), "a copy does the same")
		_, err = here.As(incident.Stamp{Recorded: clock("17:00")}).Release(there.ID())
		require.NoError(t, err)
		require.ElementsMatch(t, before, known(here), "seed %d", seed)
	}
}

func TestAbsorbRefusals(t *testing.T) {
	eu, us := two(t)
	text := jsonOf(t, eu)
	for is, do := range map[error]func() ([]timeline.Event, error){
		incident.ErrItself:   func() ([]timeline.Event, error) { return eu.Absorb(eu.AsOf(late)) },
		incident.ErrEmpty:    func() ([]timeline.Event, error) { return eu.Absorb(nil) },
		incident.ErrNotBegun: func() ([]timeline.Event, error) { return (incident.Writer{}).Absorb(us.AsOf(late)) },
		incident.ErrConflict: func() ([]timeline.Event, error) {
			return eu.As(incident.Stamp{Revision: "older"}).Absorb(us.AsOf(late))
		},
		incident.ErrNoEvent: func() ([]timeline.Event, error) { return eu.Release(us.ID()) },
	} {
		added, err := do()
		assert.ErrorIs(t, err, is)
		assert.Empty(t, added)
		var refused *incident.VerbError
		assert.ErrorAs(t, err, &refused)
	}
	_, err := (incident.Writer{}).Release(uuid.Nil)
	assert.ErrorIs(t, err, incident.ErrNotBegun)
	_, err = eu.Absorb((&incident.Incident{}).AsOf(late))
	assert.ErrorIs(t, err, incident.ErrEmpty)
	assert.Equal(t, text, jsonOf(t, eu), "nothing has changed")
}
