package rivals_test

import (
	"context"
	"strings"
	"sync"

	"github.com/looplab/fsm"
	"github.com/qmuntal/stateless"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// A triple is one move: the trigger leads from one state to the other.
type triple struct{ from, trigger, to string }

// edges returns every move of lc, found by asking it about all pairs. Moves from
// one state stand together.
func edges(lc *lifecycle.Lifecycle) (out []triple) {
	for s := range lc.States() {
		for t := range lc.Triggers() {
			if to, err := lc.Next(s.Name, t); err == nil {
				out = append(out, triple{string(s.Name), string(t), string(to)})
			}
		}
	}
	return out
}

// lived names what happens to an incident that begins in triage and ends closed.
// The names are copies: names from outside share no memory with a table either,
// and equal names are compared faster if they do.
var lived = copies("investigate", "identify", "monitor", "relapse", "monitor", "resolve", "close")

// copies returns names that are equal to those given and lie elsewhere.
func copies(names ...string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strings.Clone(name)
	}
	return out
}

// A mover is one way to decide what happens next to an incident. Its functions
// prepare a question and return one that asks it, so that only asking is timed.
type mover struct {
	name string
	// next asks where a trigger leads. A machine moves there: ask once.
	next func(from, trigger string) func() (to string, ok bool)
	// can asks whether a trigger leads anywhere. It is nil, as exits is, where the
	// answer costs what it costs the same machine in another mover.
	can func(from, trigger string) func() bool
	// exits asks for all triggers that lead out of a state, in any order.
	exits func(from string) func(see func(trigger string))
	// life returns what goes through lived and returns the end, or "". Each
	// goroutine takes one of its own; what these share, they may share.
	life func() func() (end string)
	// build makes whatever decisions are read from.
	build func()
	// keep lets n incidents live and returns what a program keeps of them.
	keep func(n int) (kept any)
}

// movers returns all rivals, ours first.
func movers(lc *lifecycle.Lifecycle) []mover {
	moves := edges(lc)
	return []mover{
		ours(lc),
		looplabFresh(moves),
		looplabReused(moves),
		looplabLocked(moves),
		statelessFresh("stateless, fresh, immediate", moves, stateless.FiringImmediate),
		statelessFresh("stateless, fresh, queued", moves, stateless.FiringQueued),
		statelessReused("stateless, reused, immediate", moves, stateless.FiringImmediate),
		statelessReused("stateless, reused, queued", moves, stateless.FiringQueued),
		statelessLocked(moves),
		statelessContext(moves),
		mapOfPairs(moves),
		switchOnStrings(lc),
		tableOfNumbers(lc, moves),
	}
}

// keepEnds lets incidents live one after the other and keeps their last states.
func keepEnds(life func() func() string) func(n int) any {
	return func(n int) any {
		ends, run := make([]string, n), life()
		for i := range ends {
			ends[i] = run()
		}
		return ends
	}
}

// ours asks a compiled lifecycle.
func ours(lc *lifecycle.Lifecycle) mover {
	d := lc.Definition()
	life := func() func() string {
		return func() string {
			at := lifecycle.State("triage")
			for _, trigger := range lived {
				to, err := lc.Next(at, lifecycle.Trigger(trigger))
				if err != nil {
					return ""
				}
				at = to
			}
			return string(at)
		}
	}
	return mover{
		name: "allclear",
		next: func(from, trigger string) func() (string, bool) {
			return func() (string, bool) {
				to, err := lc.Next(lifecycle.State(from), lifecycle.Trigger(trigger))
				return string(to), err == nil
			}
		},
		can: func(from, trigger string) func() bool {
			return func() bool { return lc.Can(lifecycle.State(from), lifecycle.Trigger(trigger)) }
		},
		exits: func(from string) func(func(string)) {
			return func(see func(string)) {
				for trigger := range lc.Available(lifecycle.State(from)) {
					see(string(trigger))
				}
			}
		},
		life:  life,
		build: func() { lifecycle.MustCompile(d) },
		keep:  keepEnds(life),
	}
}

// descs writes moves in looplab's form.
func descs(moves []triple) fsm.Events {
	out := make(fsm.Events, len(moves))
	for i, m := range moves {
		out[i] = fsm.EventDesc{Name: m.trigger, Src: []string{m.from}, Dst: m.to}
	}
	return out
}

// liveLooplab takes a machine that stands at triage through a life.
func liveLooplab(m *fsm.FSM) string {
	for _, trigger := range lived {
		if m.Event(context.Background(), trigger) != nil {
			return ""
		}
	}
	return m.Current()
}

// looplabFresh makes a machine for each incident, as looplab's examples do.
func looplabFresh(moves []triple) mover {
	events := descs(moves)
	return mover{
		name: "looplab, fresh",
		next: func(from, trigger string) func() (string, bool) {
			m := fsm.NewFSM(from, events, nil)
			return func() (string, bool) {
				err := m.Event(context.Background(), trigger)
				return m.Current(), err == nil
			}
		},
		life: func() func() string {
			return func() string { return liveLooplab(fsm.NewFSM("triage", events, nil)) }
		},
		build: func() { fsm.NewFSM("triage", events, nil) },
		keep: func(n int) any {
			machines := make([]*fsm.FSM, n)
			for i := range machines {
				machines[i] = fsm.NewFSM("triage", events, nil)
				if liveLooplab(machines[i]) != "closed" {
					return nil
				}
			}
			return machines
		},
	}
}

// looplabReused sets one machine back to triage for each incident. Each
// goroutine has a machine.
func looplabReused(moves []triple) mover {
	events := descs(moves)
	life := func() func() string {
		m := fsm.NewFSM("triage", events, nil)
		return func() string {
			m.SetState("triage")
			return liveLooplab(m)
		}
	}
	return mover{
		name: "looplab, reused",
		next: looplabFresh(moves).next,
		can: func(from, trigger string) func() bool {
			m := fsm.NewFSM(from, events, nil)
			return func() bool { return m.Can(trigger) }
		},
		exits: func(from string) func(func(string)) {
			m := fsm.NewFSM(from, events, nil)
			return func(see func(string)) {
				for _, trigger := range m.AvailableTransitions() {
					see(trigger)
				}
			}
		},
		life: life,
		keep: keepEnds(life),
	}
}

// looplabLocked has one machine for all goroutines, which is set to where an
// incident stands for each decision. A lock holds the two steps together.
func looplabLocked(moves []triple) mover {
	m := fsm.NewFSM("triage", descs(moves), nil)
	var lock sync.Mutex
	next := func(from, trigger string) (string, bool) {
		lock.Lock()
		defer lock.Unlock()
		m.SetState(from)
		err := m.Event(context.Background(), trigger)
		return m.Current(), err == nil
	}
	return mover{
		name: "looplab, shared and locked",
		next: func(from, trigger string) func() (string, bool) {
			return func() (string, bool) { return next(from, trigger) }
		},
		can: func(from, trigger string) func() bool {
			return func() bool {
				lock.Lock()
				defer lock.Unlock()
				m.SetState(from)
				return m.Can(trigger)
			}
		},
		life: func() func() string {
			return func() string {
				at := "triage"
				for _, trigger := range lived {
					to, ok := next(at, trigger)
					if !ok {
						return ""
					}
					at = to
				}
				return at
			}
		},
	}
}
