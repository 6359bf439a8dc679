package incident_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/timeline"
)

// choices are kept, so that they can be made again elsewhere.
type choices struct {
	from chooser
	made []int
	next int
}

func (p *choices) IntN(n int) int {
	if p.next == len(p.made) {
		c := 0
		if p.from != nil {
			c = p.from.IntN(n)
		}
		p.made = append(p.made, c)
	}
	p.next++
	return p.made[p.next-1] % n
}

// again makes the same choices from the start, then the first of each.
func (p *choices) again() *choices { return &choices{made: slices.Clone(p.made)} }

// A world is several copies of one incident, whose users know of each other's
// events.
type world struct {
	chooser
	testing.TB
	copies []*incident.Incident
	lives  []*lifecycle.Lifecycle
	ids    []uuid.UUID      // of events seen anywhere
	stored []timeline.Event // everything that a caller was given to store
	depth  int              // of changes under way
}

// one is the events of a verb, to be stored.
func one(e timeline.Event, err error) ([]timeline.Event, error) {
	if err != nil {
		return nil, err
	}
	return []timeline.Event{e}, nil
}

// verb is any verb, those that correct more often than others.
func (w *world) verb(a *actor) ([]timeline.Event, error) {
	writer := a.inc.As(w.stamp(a))
	switch a.IntN(20) {
	case 0, 1:
		return one(writer.Amend(a.id(), a.held()))
	case 2:
		e, ok := a.inc.Log().Event(a.id())
		if ok {
			e.Text = pick(a, "better", "worse")
		}
		return one(writer.Amend(e.ID, e))
	case 3, 4:
		return one(writer.Retract(a.id()))
	case 5:
		return one(writer.Redact(a.id(), pick(a, "text", "status", "actor", "hypothesis", "lifecycle", "region", "occurred", "fields", notUTF8)))
	case 6:
		return one(writer.Rival(a.id(), a.at()))
	case 7, 8:
		return one(writer.Record(w.foreign(a)))
	case 9:
		return one(writer.Suspect(pick(a, "disk", "DNS"), a.at()))
	case 10, 11:
		return one(pick(a, writer.RuleOut, writer.Confirm)(a.guess(), a.at()))
	case 12:
		e := timeline.Event{Kind: incident.KindHypothesis, Target: a.guess(), Occurred: a.at()}
		e, _ = e.WithMember("hypothesis", []byte(pick(a, `"suspected"`, `"ruled_out"`, `7`)))
		return one(writer.Record(e))
	case 13, 14:
		return one(writer.Advance(pick[lifecycle.Trigger](a, "investigate", "identify", "monitor", "resolve", "reopen", "relapse", "close"), a.at()))
	}
	return one(a.act())
}

// guess is the ID of a hypothesis, if there is one.
func (a *actor) guess() uuid.UUID {
	var ids []uuid.UUID
	for e := range a.inc.Log().All() {
		if e.Kind == incident.KindHypothesis {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 {
		return a.id()
	}
	return pick(a, ids...)
}

// stamp is one that says nothing, most of the time, so that copies record the
// same.
func (w *world) stamp(a *actor) incident.Stamp {
	s := incident.Stamp{}
	switch a.IntN(8) {
	case 0:
		s = a.stamp()
	case 1:
		s.Revision = pick(a, a.inc.Revision(), a.inc.Revision(), "stale")
	case 2:
		s.Expect = a.id()
	case 3, 4, 5:
		s.Recorded = day.AddDate(0, 0, a.IntN(4))
	}
	return s
}

// foreign is an event that a caller stored, of whatever copy.
func (w *world) foreign(a *actor) timeline.Event {
	if len(w.stored) == 0 {
		return a.event()
	}
	e := pick(a, w.stored...)
	if a.IntN(4) == 0 {
		e.ID, e.Amends, e.Previous = uuid.Nil, pick(a, e.ID, a.id(), uuid.Nil), pick(a, e.Previous, uuid.Nil)
	}
	return e
}

// apply makes several changes or none, some of them nested.
func (w *world) apply(a *actor) (events []timeline.Event, err error) {
	end := a.IntN(4)
	w.depth++
	defer func() {
		w.depth--
		if end == 3 {
			require.Equal(w, "oops", recover())
			err = errNo
		}
	}()
	return a.inc.Apply(func(draft *incident.Incident) error {
		inner := &actor{a.chooser, draft, slices.Clone(a.ids)}
		for range 1 + a.IntN(4) {
			events, _ := w.operate(inner)
			for _, e := range events {
				inner.ids = append(inner.ids, e.ID)
			}
		}
		switch end {
		case 2:
			return errNo
		case 3:
			panic("oops")
		}
		return nil
	})
}

// operate does one thing.
func (w *world) operate(a *actor) ([]timeline.Event, error) {
	switch a.IntN(16) {
	case 0, 1:
		if w.depth < 3 {
			return w.apply(a)
		}
	case 2:
		return a.inc.Join(pick(a, w.copies...))
	case 3:
		return a.inc.Join(w.part(a))
	}
	return w.verb(a)
}

// part is a copy that has lost events, as a broken store may give it.
func (w *world) part(a *actor) *incident.Incident {
	log := timeline.NewLog(a.inc.ID())
	for _, e := range w.stored {
		if a.IntN(4) == 0 {
			_, err := log.Add(e)
			require.NoError(w, err)
		}
	}
	b, err := log.MarshalJSON()
	require.NoError(w, err)
	return decode(w, string(b), w.lives...)
}

// step lets a user of one copy do something, and a user of a twin that was just
// read from its bytes the same: nobody can tell them apart.
func (w *world) step() {
	i := w.IntN(len(w.copies))
	inc := w.copies[i]
	before, revision := jsonOf(w, inc), inc.Revision()
	twin := decode(w, before, w.lives...)
	made := &choices{from: w.chooser}
	events, err := w.operate(&actor{made, inc, slices.Clone(w.ids)})
	w.copies[i] = twin // the twin may join the others, and so itself
	sameEvents, sameErr := w.operate(&actor{made.again(), twin, slices.Clone(w.ids)})
	w.copies[i] = inc
	require.Equal(w, fmt.Sprint(sameErr), fmt.Sprint(err), "as the twin says")
	require.Equal(w, len(sameEvents), len(events))
	for i := range events {
		require.Equal(w, textOf(w, sameEvents[i]), textOf(w, events[i]))
	}
	w.same(twin, inc)
	if err != nil {
		require.Equal(w, before, jsonOf(w, inc), "an error changes nothing: %v", err)
		require.Equal(w, revision, inc.Revision())
	}
	w.stored = append(w.stored, events...)
	for _, e := range events {
		w.ids = append(w.ids, e.ID)
	}
	if w.IntN(4) == 0 {
		w.locks(twin, revision)
	}
	if w.IntN(6) == 0 {
		w.copies[i] = twin // from now on with nothing remembered
	}
}

func textOf(t testing.TB, e timeline.Event) string {
	b, err := e.MarshalJSON()
	require.NoError(t, err)
	return string(b)
}

// newWorld has n copies of a new incident.
func newWorld(t testing.TB, c chooser, n int, life *lifecycle.Lifecycle) *world {
	inc, err := incident.Declare(incident.Declaration{Title: "Checkout fails", At: on("14:07"), Lifecycle: life})
	require.NoError(t, err)
	w := &world{chooser: c, TB: t}
	if life != nil {
		w.lives = []*lifecycle.Lifecycle{life}
	}
	w.stored = slices.Collect(inc.Log().All())
	w.ids = []uuid.UUID{w.stored[0].ID}
	w.copies = []*incident.Incident{inc}
	for len(w.copies) < n {
		w.copies = append(w.copies, decode(t, jsonOf(t, inc), w.lives...))
	}
	return w
}

// own is a lifecycle that is not the default one.
func own() *lifecycle.Lifecycle {
	from := func(states ...lifecycle.State) []lifecycle.State { return states }
	return lifecycle.MustCompile(lifecycle.Definition{
		Name: "own", Version: 2, Initial: from("investigating"),
		States: []lifecycle.StateDef{
			{Name: "investigating", Phase: lifecycle.PhaseActive},
			{Name: "monitoring", Phase: lifecycle.PhaseActive, Hold: "awaiting_vendor"},
			{Name: "resolved", Phase: lifecycle.PhaseResolved},
			{Name: "closed", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		},
		Edges: []lifecycle.Edge{
			{Trigger: "monitor", From: from("investigating"), To: "monitoring"},
			{Trigger: "relapse", From: from("monitoring"), To: "investigating"},
			{Trigger: "resolve", From: from("investigating", "monitoring"), To: "resolved"},
			{Trigger: "reopen", From: from("resolved"), To: "investigating", Reopens: true},
			{Trigger: "close", From: from("resolved"), To: "closed"},
		},
	})
}

// Copies of an incident whose users do whatever they can, right or wrong, become
// one incident again.
func TestCopiesConverge(t *testing.T) {
	for seed := range uint64(rounds(100)) {
		life := []*lifecycle.Lifecycle{nil, own()}[seed%2]
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t, rand.New(rand.NewPCG(seed, 31)), 3, life)
			for range 50 {
				w.step()
			}
			w.converge()
		})
	}
}

// FuzzOperations lets the input choose who does what.
func FuzzOperations(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x01\x0c\x03\x09\x00\x00\x02\x0a\x00\x00\x00\x02\x03\x01\x01\x01"))
	r := rand.New(rand.NewPCG(2, 31))
	for range 6 {
		seed := make([]byte, 300)
		for i := range seed {
			seed[i] = byte(r.IntN(256))
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b := &bytesChooser{data[:min(len(data), 400)]} // longer ones are slow and show nothing new
		life := pick(b, nil, own())
		w := newWorld(t, b, 2+b.IntN(2), life)
		for len(b.data) > 0 {
			w.step()
		}
		w.converge()
	})
}
