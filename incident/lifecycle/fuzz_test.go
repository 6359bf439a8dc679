package lifecycle_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/looplab/fsm"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/incident/incidenttest"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

// descs writes a definition in looplab's form, without the library's help.
// looplab keeps the last of two equal keys, so wildcards come first and names
// win over them.
func descs(d lifecycle.Definition) fsm.Events {
	var wild, named fsm.Events
	for _, e := range d.Edges {
		desc := fsm.EventDesc{Name: string(e.Trigger), Dst: string(e.To)}
		for _, s := range d.States {
			taken := e.FromAny || slices.Contains(e.FromPhases, s.Phase)
			if taken && s.Name != e.To && s.Resolution == 0 && !slices.Contains(e.Except, s.Name) {
				desc.Src = append(desc.Src, string(s.Name))
			}
		}
		wild = append(wild, desc)
		desc.Src = nil
		for _, from := range e.From {
			desc.Src = append(desc.Src, string(from))
		}
		named = append(named, desc)
	}
	return append(wild, named...)
}

// looplab returns a fresh machine with the edges of d.
func looplab(d lifecycle.Definition, at lifecycle.State) *fsm.FSM {
	return fsm.NewFSM(string(at), descs(d), nil)
}

// agree fires trigger in both and compares. It returns where they stand.
func agree(t *testing.T, lc *lifecycle.Lifecycle, m *fsm.FSM, trigger lifecycle.Trigger) {
	t.Helper()
	from := lifecycle.State(m.Current())
	to, err := lc.Next(from, trigger)
	refused := m.Event(context.Background(), string(trigger))
	require.Equal(t, refused == nil, err == nil, "%s from %s", trigger, from)
	require.Equal(t, refused == nil, lc.Can(from, trigger))
	if err != nil {
		require.Equal(t, string(from), m.Current())
		return
	}
	require.Equal(t, string(to), m.Current())
	if via, err := lc.Via(from, to); err == nil {
		require.Equal(t, trigger, via)
	} else {
		require.ErrorIs(t, err, lifecycle.ErrAmbiguous)
	}
}

// agreeOnAllPairs compares a lifecycle with a fresh machine for each pair.
func agreeOnAllPairs(t *testing.T, lc *lifecycle.Lifecycle) {
	t.Helper()
	d := lc.Definition()
	for s := range lc.States() {
		exits := 0
		for trigger := range lc.Triggers() {
			m := looplab(d, s.Name)
			if m.Can(string(trigger)) {
				exits++
			}
			agree(t, lc, m, trigger)
		}
		for range lc.Available(s.Name) {
			exits--
		}
		require.Zero(t, exits, "Available from %s", s.Name)
	}
}

func TestAgreesWithLooplabOnAllPairs(t *testing.T) {
	for _, lc := range append(shipped(), lifecycle.MustCompile(small())) {
		t.Run(lc.Name(), func(t *testing.T) { agreeOnAllPairs(t, lc) })
	}
}

func TestAgreesWithLooplabOnRandomWalks(t *testing.T) {
	for _, lc := range shipped() {
		t.Run(lc.Name(), func(t *testing.T) {
			triggers := append(slices.Collect(lc.Triggers()), "unheard_of", "")
			initial := slices.Collect(lc.Initial())
			r := rand.New(rand.NewPCG(1, 2))
			events := descs(lc.Definition())
			for range 2000 {
				m := fsm.NewFSM(string(initial[r.IntN(len(initial))]), events, nil)
				for range 30 {
					agree(t, lc, m, triggers[r.IntN(len(triggers))])
				}
			}
		})
	}
}

// FuzzCompile reads a definition from bytes. Compile must not panic, and what
// compiles must agree with looplab on all pairs and obey every rule of the kit.
func FuzzCompile(f *testing.F) {
	f.Add([]byte{})
	// version, initial, states (phase, resolution), edges (trigger, from, to, guards, reopens, wildcard)
	f.Add([]byte{1, 0, 2, 3, 0, 6, 1, 1, 0, 0, 1, 0, 0, 0})                                           // open, closed
	f.Add([]byte{1, 0, 3, 3, 0, 5, 0, 6, 1, 2, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0})                   // faulty: a way back unmarked
	f.Add([]byte{1, 0, 3, 3, 0, 5, 0, 6, 1, 2, 0, 0, 1, 1, 0, 0, 2, 1, 2, 0, 0, 0})                   // in a line, guarded
	f.Add([]byte{1, 0, 3, 3, 0, 5, 0, 6, 1, 3, 0, 0, 1, 0, 0, 0, 4, 1, 0, 0, 1, 0, 2, 0, 2, 0, 0, 1}) // back, and closed from any
	f.Add([]byte{1, 0, 3, 3, 0, 5, 0, 6, 1, 2, 0, 0, 1, 0, 0, 0, 2, 0, 2, 2, 0, 4, 5, 4})             // closed from a name and a phase
	f.Fuzz(func(t *testing.T, b []byte) {
		d := decode(b)
		lc, err := lifecycle.Compile(d)
		if err != nil {
			require.Nil(t, lc)
			require.NotEmpty(t, err.Error())
			return
		}
		require.Equal(t, d, lc.Definition())
		agreeOnAllPairs(t, lc)
		again := lifecycle.MustCompile(lc.Definition())
		require.Equal(t, lc, again, "compiling is deterministic")
		require.NoError(t, incidenttest.TestLifecycle(lc))
		require.NoError(t, lc.Contains(again))
		more, err := lc.Extend(lifecycle.Definition{Name: "more", Version: 1})
		require.NoError(t, err)
		require.Equal(t, lc.Fingerprint(), more.Fingerprint())
		require.Equal(t, arrows(visualize(t, lc)), arrows(lc.Mermaid()))
	})
}

// decode reads a small definition: mostly well-formed, so that some compile.
func decode(b []byte) lifecycle.Definition {
	next := func() int {
		if len(b) == 0 {
			return 0
		}
		n := int(b[0])
		b = b[1:]
		return n
	}
	// Two names alike in what the index looks at, one reserved, one bad.
	states := []lifecycle.State{"a", "b", "long_a_m_e", "long_a_n_e", "c_1", "c_2", "state", "Bad"}
	triggers := []lifecycle.Trigger{"go", "a", "stop_x_now", "stop_x_nxw", "back", "event"}
	guards := []string{"", "g", "g h", "Bad!"}
	d := lifecycle.Definition{Name: "fuzz", Version: next() % 3}
	d.Initial = append(d.Initial, states[next()%len(states)])
	for i := range next() % 8 {
		d.States = append(d.States, lifecycle.StateDef{
			Name: states[i], Phase: lifecycle.Phase(next() % 8), Resolution: lifecycle.Resolution(next() % 7),
		})
	}
	for range next() % 24 {
		e := lifecycle.Edge{
			Trigger: triggers[next()%len(triggers)],
			From:    []lifecycle.State{states[next()%len(states)]},
			To:      states[next()%len(states)],
			Guards:  strings.Fields(guards[next()%len(guards)]),
			Reopens: next()%2 == 1,
		}
		switch next() % 8 { // mostly none
		case 1:
			e.From, e.FromAny = nil, true
		case 2:
			e.From, e.FromAny, e.Except = nil, true, e.From
		case 3:
			e.From, e.FromPhases = nil, []lifecycle.Phase{lifecycle.Phase(next() % 8)}
		case 4:
			e.FromPhases = []lifecycle.Phase{lifecycle.Phase(next() % 8), lifecycle.Phase(next() % 8)}
		}
		if len(e.Guards) == 0 {
			e.Guards = nil
		}
		d.Edges = append(d.Edges, e)
	}
	return d
}

// FuzzNames feeds arbitrary text to everything that takes a name.
func FuzzNames(f *testing.F) {
	f.Add("triage", "resolve")
	f.Add("closed", "reopen")
	f.Add("", "\x00\xff")
	f.Add("triagf", "résumé")
	f.Fuzz(func(t *testing.T, state, trigger string) {
		lc := lifecycle.Default()
		m := looplab(lc.Definition(), lifecycle.State(state))
		agree(t, lc, m, lifecycle.Trigger(trigger))
		if _, err := lc.Next(lifecycle.State(state), lifecycle.Trigger(trigger)); err != nil {
			require.NotContains(t, err.Error(), "\n", "input cannot break the line")
		}
		var p lifecycle.Phase
		if p.UnmarshalText([]byte(state)) == nil {
			require.Equal(t, state, p.String())
		}
		var r lifecycle.Resolution
		if r.UnmarshalText([]byte(state)) == nil {
			require.Equal(t, state, r.String())
		}
	})
}
