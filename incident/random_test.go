package incident_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// A chooser makes the choices of a random caller.
type chooser interface{ IntN(n int) int }

// An actor calls verbs at random, with arguments that are odd now and then.
type actor struct {
	chooser
	inc *incident.Incident
	ids []uuid.UUID // of events seen
}

func pick[T any](c chooser, from ...T) T { return from[c.IntN(len(from))] }

func (a *actor) at() timeline.Instant {
	t := day.Add(time.Duration(a.IntN(48*60)) * time.Minute)
	return pick(a, timeline.At(t), timeline.At(t), timeline.About(t, time.Hour), timeline.Between(t, t.Add(time.Hour)), unknown,
		timeline.NotBefore(t), timeline.NotAfter(t), timeline.OnDay(2026, 3, 4, time.UTC), on("14:07"), invalid,
		timeline.At(time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC)), timeline.At(time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)))
}

func (a *actor) text() string {
	return pick(a, "DNS", "a \"quoted\"\nline", "", "ünïcode \u202e", "\x00\x7f", "<b>&", notUTF8, "identified")
}

func (a *actor) scope() timeline.Scope {
	return pick(a, timeline.Scope{}, timeline.Everywhere(), timeline.Region("eu"), timeline.Component("api"), timeline.Component("api").In("eu"), timeline.Region(notUTF8)).
		Of(pick(a, timeline.Whole, timeline.Whole, timeline.Some, timeline.Most, timeline.Part(7)))
}

func (a *actor) health() timeline.Health { return timeline.Health(a.IntN(7)) }

func (a *actor) id() uuid.UUID {
	if len(a.ids) == 0 || a.IntN(8) == 0 {
		return pick(a, uuid.Nil, elsewhere, a.inc.ID())
	}
	return a.ids[a.IntN(len(a.ids))]
}

func (a *actor) stamp() incident.Stamp {
	s := incident.Stamp{Visibility: timeline.Visibility(a.IntN(3))}
	if a.IntN(2) == 0 {
		s.Recorded = day.Add(time.Duration(a.IntN(72*3600)) * time.Second)
	}
	if a.IntN(4) == 0 {
		s.Actor, s.Source, s.Written, s.Assumption, s.Text = a.text(), a.text(), a.text(), a.text(), a.text()
	}
	if a.IntN(6) == 0 {
		s.Expect = a.id()
	}
	return s
}

// event is a random event for the general door.
func (a *actor) event() timeline.Event {
	e := timeline.Event{
		Kind: pick(a, timeline.KindMilestone, timeline.KindImpact, timeline.KindRestore, timeline.KindNotAffected, timeline.KindStatus, timeline.KindStatus,
			timeline.KindUpdate, timeline.KindRetract, timeline.KindSource, timeline.KindComplete, incident.KindSeverity, incident.KindNote,
			incident.KindHypothesis, incident.KindAction, incident.KindStatement, incident.KindCause, incident.KindRole, incident.KindRole,
			incident.KindMode, incident.KindReference, incident.KindChange, incident.KindCapability, incident.KindLink, "weather", ""),
		Occurred: a.at(), Text: a.text(), Scope: a.scope(), Health: a.health(),
	}
	switch a.IntN(4) {
	case 0:
		e.ID = a.id()
	case 1:
		e.ID = uuid.UUID{1, byte(a.IntN(4))}
	}
	e.Milestone = pick(a, "", "", timeline.Detected, timeline.Resolved, timeline.CauseFound)
	if st, ok := a.inc.Status(); ok && e.Kind == timeline.KindStatus {
		e.Status, e.Previous = pick(a, "resolved", "monitoring", "investigating", "merged", "panic"), pick(a, st.Event, st.Event, a.id())
	}
	switch a.IntN(8) {
	case 0:
		e.Amends = a.id()
	case 1:
		e.RivalOf = a.id()
	case 2, 3:
		e.Target = a.id()
	case 4:
		e.Ended = a.at()
	}
	name := pick(a, "severity", "cause", "hypothesis", "action", "statement", "detected_by", "lifecycle", "trigger", "into", "kind", "role", "mode", "reference", "change", "link", "update", "absorbed")
	value := pick(a, `{"level":"major"}`, `"confirmed"`, `7`, `null`, `{"subject":"security","answer":"no"}`, `{"due":"soon"}`, `not JSON`, `{"role":"scribe","person":"Ann"}`, `{"relation":"part_of","incident":"6f1c1d2e-0000-4000-8000-00000000e15e"}`)
	e, _ = e.WithMember(name, []byte(value))
	return e
}

// held is an event of the log, as it is or a little changed.
func (a *actor) held() timeline.Event {
	e, ok := a.inc.Log().Event(a.id())
	if !ok {
		return a.event()
	}
	switch a.IntN(4) {
	case 0:
		e.Occurred = a.at()
	case 1:
		e.Status, e.Previous = "monitoring", a.id()
	case 2:
		e.ID = uuid.Nil
	}
	return e
}

// act calls one verb.
func (a *actor) act() (timeline.Event, error) {
	w := a.inc.As(a.stamp())
	switch a.IntN(26) {
	case 19:
		return w.Assign(pick(a, incident.Commander, incident.Scribe, ""), a.text(), a.at())
	case 20:
		return pick(a, w.Relieve, func(id uuid.UUID, at timeline.Instant) (timeline.Event, error) {
			return w.Progress(id, pick(a, incident.ActionDone, incident.ActionOpen, ""), at)
		})(a.id(), a.at())
	case 21:
		return w.Classify(pick(a, incident.Real, incident.Drill, ""))
	case 22:
		return w.Refer(incident.Reference{System: a.text(), ID: a.text(), URL: a.text(), Title: a.text()})
	case 23:
		return w.Relate(incident.Change{Type: incident.Deployment, ID: a.text(), Text: a.text(), At: a.at(), Link: pick(a, "", incident.Suspected, incident.RuledOut)})
	case 24:
		return pick(a, func() (timeline.Event, error) { return w.Affect(a.text(), a.health()) },
			func() (timeline.Event, error) {
				return w.Link(pick(a, incident.PartOf, incident.CausedBy, incident.MergedInto, ""), a.id())
			})()
	case 25:
		return w.Announce(incident.Announcement{Status: a.text(), Text: a.text(), At: a.at(), Channel: a.text(), Next: a.at()})
	case 18:
		return w.Redact(a.id(), pick(a, "text", "actor", "occurred", "severity", "status"))
	case 0:
		return w.Impact(a.scope(), a.health(), a.at())
	case 1:
		return w.ImpactUntil(a.scope(), a.health(), a.at(), a.at())
	case 2:
		return w.ImpactTotal(a.scope(), a.health(), timeline.Lasting(time.Duration(a.IntN(90)-5)*time.Minute), a.at(), a.at())
	case 3:
		return w.Restore(a.scope(), a.at())
	case 4:
		return w.NotAffected(a.scope())
	case 5:
		return w.Mark(pick(a, timeline.Detected, timeline.ImpactStarted, timeline.Restored, timeline.Closed, timeline.FirstUpdate, "own", ""), a.at())
	case 6:
		return w.Detect(incident.Detector(a.text()), a.at())
	case 7:
		return w.Assess(severity.Level(a.IntN(300)-20), a.at())
	case 8:
		return w.AssessIn(severity.SEV(), pick(a, "SEV1", "SEV3", "none of them"), a.at())
	case 9:
		return w.Publish(a.text(), a.text(), a.at())
	case 10:
		return pick(a, w.Symptom, func(s string) (timeline.Event, error) { return w.Note(s, a.at()) },
			func(s string) (timeline.Event, error) { return w.Source(s, s, s) },
			func(s string) (timeline.Event, error) { return w.Cause(incident.CauseRole(s), s, a.at()) },
			func(s string) (timeline.Event, error) { return w.Statement(incident.Subject(s), incident.Answer(s), s) },
			func(s string) (timeline.Event, error) { return w.Suspect(s, a.at()) })(a.text())
	case 11:
		return w.Act(incident.Action{Title: a.text(), Owner: a.text(), Due: a.at(), At: a.at()})
	case 12:
		return pick(a, w.RuleOut, w.Confirm, w.RuleOut, w.Rival, w.MergeInto, w.DuplicateOf)(a.id(), a.at())
	case 13:
		return w.Retract(a.id())
	case 14:
		return w.Amend(a.id(), a.held())
	case 15:
		return w.Record(a.held())
	case 16:
		return w.Record(a.event())
	}
	return w.Advance(pick[lifecycle.Trigger](a, "investigate", "identify", "monitor", "resolve", "reopen", "relapse", "merge", "close", ""), a.at())
}

// A tape makes the choices of another chooser and remembers them.
type tape struct {
	chooser
	made []int
}

func (t *tape) IntN(n int) int {
	c := t.chooser.IntN(n)
	t.made = append(t.made, c)
	return c
}

// A replay makes the choices of a tape again.
type replay struct{ made []int }

func (r *replay) IntN(int) int {
	c := r.made[0]
	r.made = r.made[1:]
	return c
}

// sameResult lets a twin, which was read from the log and remembers nothing,
// make the same call: it must come out alike.
func sameResult(t testing.TB, twin *actor, e timeline.Event, err error) {
	got, gotErr := twin.act()
	require.Equal(t, e, got)
	if err == nil {
		require.NoError(t, gotErr)
		return
	}
	require.EqualError(t, gotErr, err.Error())
}

// step calls one verb and checks what every verb promises: an error changes
// nothing, and a success adds one event, or none if the log held it already.
func (a *actor) step(t testing.TB) {
	before, length := jsonOf(t, a.inc), a.inc.Log().Len()
	choices := &tape{chooser: a.chooser}
	a.chooser = choices
	e, err := a.act()
	a.chooser = choices.chooser
	after := jsonOf(t, a.inc)
	twin := &actor{&replay{choices.made}, decode(t, before), a.ids}
	sameResult(t, twin, e, err)
	switch {
	case err != nil:
		require.Equal(t, timeline.Event{}, e)
		require.Equal(t, before, after, "an error changes nothing: %v", err)
		return
	case before == after:
		require.NotEqual(t, uuid.Nil, e.ID)
	default:
		require.LessOrEqual(t, a.inc.Log().Len(), length+1)
	}
	held, found := a.inc.Log().Event(e.ID)
	require.True(t, found)
	require.Equal(t, held, e)
	a.ids = append(a.ids, e.ID)
	require.Equal(t, after, jsonOf(t, decode(t, after)))
	sameStatus(t, a.inc)
	if e.Kind == incident.KindHypothesis || a.IntN(16) == 0 {
		sameGuesses(t, a.inc)
	}
}

// batch makes several changes or none.
func (a *actor) batch(t testing.TB) {
	before, length := jsonOf(t, a.inc), a.inc.Log().Len()
	fail := a.IntN(2) == 0
	events, err := a.inc.Apply(func(draft *incident.Incident) error {
		inner := &actor{a.chooser, draft, a.ids}
		for range a.IntN(4) {
			inner.step(t)
		}
		if fail {
			return errNo
		}
		return nil
	})
	if fail {
		require.ErrorIs(t, err, errNo)
		require.Equal(t, before, jsonOf(t, a.inc))
		return
	}
	require.NoError(t, err)
	require.Equal(t, length+len(events), a.inc.Log().Len())
	for _, e := range events {
		a.ids = append(a.ids, e.ID)
	}
	sameStatus(t, a.inc)
}

// play lets a random caller loose on a new incident.
func play(t testing.TB, c chooser, steps int) *incident.Incident {
	a := &actor{chooser: c, inc: declare(t)}
	st, _ := a.inc.Status()
	a.ids = append(a.ids, st.Event)
	for range steps {
		if c.IntN(12) == 0 {
			a.batch(t)
		} else {
			a.step(t)
		}
	}
	readAll(a.inc)
	return a.inc
}

// readAll asks everything that can be asked, for panics.
func readAll(inc *incident.Incident) {
	for _, now := range []time.Time{{}, clock("14:30"), late} {
		v := inc.AsOf(now)
		s := incident.Of(v)
		s.Severity()
		s.Statement(incident.Security)
		for _, w := range []*timeline.View{v, v.Preferring("DNS")} {
			incident.Of(w)
			for _, m := range timeline.Standard() {
				_ = m.Of(w).String()
				_ = m.First().Since(timeline.Detected).Of(w).Explain(w)
				for _, f := range m.ByRegion(w) {
					_ = f.String()
				}
			}
		}
	}
}

// Random lives keep every promise of the verbs, and decode to the same bytes.
func TestRandomLives(t *testing.T) {
	for seed := range uint64(rounds(300)) {
		inc := play(t, rand.New(rand.NewPCG(seed, 5)), 30)
		text := jsonOf(t, inc)
		again := decode(t, text)
		require.Equal(t, text, jsonOf(t, again))
		require.Equal(t, incident.Of(inc.AsOf(late)), incident.Of(again.AsOf(late)))
	}
}

// Random walks over the default lifecycle go where its table says.
func TestRandomWalks(t *testing.T) {
	life := lifecycle.Default()
	var triggers []lifecycle.Trigger
	for trigger := range life.Triggers() {
		triggers = append(triggers, trigger, trigger)
	}
	triggers = append(triggers, "explode")
	var starts []lifecycle.State
	for s := range life.Initial() {
		starts = append(starts, s)
	}
	for seed := range uint64(rounds(2000)) {
		r := rand.New(rand.NewPCG(seed, 8))
		at := pick(r, starts...)
		inc, err := incident.Declare(incident.Declaration{Title: "x", State: at})
		require.NoError(t, err)
		want := []string{string(at)}
		for range 12 {
			trigger := pick(r, triggers...)
			next, err := life.Next(at, trigger)
			e, refused := fire(inc.Writer, trigger, unknown)
			require.Equal(t, err == nil, refused == nil, "%s from %s", trigger, at)
			if err == nil {
				require.Equal(t, string(next), e.Status)
				at = next
				want = append(want, string(at))
			}
			st, _ := inc.Status()
			require.Equal(t, string(at), st.Name)
		}
		require.Equal(t, want, names(inc))
		require.Empty(t, rules(inc))
	}
}
