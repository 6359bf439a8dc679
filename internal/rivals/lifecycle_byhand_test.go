package rivals_test

import (
	"slices"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// mapOfPairs looks state and trigger up in one map.
func mapOfPairs(moves []triple) mover {
	fill := func() map[[2]string]string {
		out := make(map[[2]string]string, len(moves))
		for _, m := range moves {
			out[[2]string{m.from, m.trigger}] = m.to
		}
		return out
	}
	table := fill()
	var triggers []string
	for _, m := range moves {
		if !slices.Contains(triggers, m.trigger) {
			triggers = append(triggers, m.trigger)
		}
	}
	life := func() func() string {
		return func() string {
			at := "triage"
			for _, trigger := range lived {
				to, ok := table[[2]string{at, trigger}]
				if !ok {
					return ""
				}
				at = to
			}
			return at
		}
	}
	return mover{
		name: "map of pairs",
		next: func(from, trigger string) func() (string, bool) {
			return func() (string, bool) { to, ok := table[[2]string{from, trigger}]; return to, ok }
		},
		can: func(from, trigger string) func() bool {
			return func() bool { _, ok := table[[2]string{from, trigger}]; return ok }
		},
		exits: func(from string) func(func(string)) {
			return func(see func(string)) {
				for _, trigger := range triggers {
					if _, ok := table[[2]string{from, trigger}]; ok {
						see(trigger)
					}
				}
			}
		},
		life:  life,
		build: func() { fill() },
		keep:  keepEnds(life),
	}
}

// bySwitch is the default lifecycle, written down as code.
func bySwitch(from, trigger string) (to string, ok bool) {
	switch from {
	case "triage", "investigating", "identified", "monitoring":
		switch trigger {
		case "resolve":
			return "resolved", true
		case "close":
			return "closed", true
		case "dismiss":
			return "false_positive", true
		case "merge":
			return "merged", true
		case "mark_duplicate":
			return "duplicate", true
		case "cancel":
			return "cancelled", true
		case "investigate":
			return "investigating", from == "triage"
		case "identify":
			return "identified", from == "triage" || from == "investigating"
		case "monitor":
			return "monitoring", from != "monitoring"
		case "relapse":
			return "investigating", from == "identified" || from == "monitoring"
		}
	case "resolved":
		switch trigger {
		case "close":
			return "closed", true
		case "reopen":
			return "investigating", true
		}
	}
	return "", false
}

// switchOnStrings has the moves in code.
func switchOnStrings(lc *lifecycle.Lifecycle) mover {
	var triggers []string
	for trigger := range lc.Triggers() {
		triggers = append(triggers, string(trigger))
	}
	life := func() func() string {
		return func() string {
			at := "triage"
			for _, trigger := range lived {
				to, ok := bySwitch(at, trigger)
				if !ok {
					return ""
				}
				at = to
			}
			return at
		}
	}
	return mover{
		name: "switch on strings",
		next: func(from, trigger string) func() (string, bool) {
			return func() (string, bool) { return bySwitch(from, trigger) }
		},
		can: func(from, trigger string) func() bool {
			return func() bool { _, ok := bySwitch(from, trigger); return ok }
		},
		exits: func(from string) func(func(string)) {
			return func(see func(string)) {
				for _, trigger := range triggers {
					if _, ok := bySwitch(from, trigger); ok {
						see(trigger)
					}
				}
			}
		},
		life: life,
		keep: keepEnds(life),
	}
}

// numbers is a table whose states are numbered from 1, up to 15, and whose
// triggers from 0, up to 15. It holds 0 where no move is.
type numbers [256]uint8

// next returns the state that the trigger leads to. Nothing leads out of 0.
func (n *numbers) next(state, trigger uint8) uint8 { return n[state<<4|trigger] }

// A numbered is numbers and what they stand for.
type numbered struct {
	numbers
	states, triggers []string
}

// state returns the number of a state.
func (n *numbered) state(name string) uint8 { return uint8(slices.Index(n.states, name)) }

// trigger returns the number of a trigger.
func (n *numbered) trigger(name string) uint8 { return uint8(slices.Index(n.triggers, name)) }

// newNumbered numbers the names of lc and makes a table of all moves.
func newNumbered(lc *lifecycle.Lifecycle, moves []triple) *numbered {
	n := &numbered{states: []string{""}}
	for s := range lc.States() {
		n.states = append(n.states, string(s.Name))
	}
	for trigger := range lc.Triggers() {
		n.triggers = append(n.triggers, string(trigger))
	}
	if len(n.states) > 16 || len(n.triggers) > 16 {
		panic("the table of numbers is too small")
	}
	for _, m := range moves {
		n.numbers[n.state(m.from)<<4|n.trigger(m.trigger)] = n.state(m.to)
	}
	return n
}

// tableOfNumbers is the floor: names become numbers long before anybody asks, and
// no name is looked up. What is kept of an incident is one byte.
func tableOfNumbers(lc *lifecycle.Lifecycle, moves []triple) mover {
	n := newNumbered(lc, moves)
	begin, fired := n.state("triage"), make([]uint8, len(lived))
	for i, name := range lived {
		fired[i] = n.trigger(name)
	}
	live := func() uint8 {
		at := begin
		for _, trigger := range fired {
			at = n.next(at, trigger)
		}
		return at
	}
	return mover{
		name: "table of numbers",
		next: func(from, trigger string) func() (string, bool) {
			state, fired := n.state(from), n.trigger(trigger)
			return func() (string, bool) { to := n.next(state, fired); return n.states[to], to != 0 }
		},
		can: func(from, trigger string) func() bool {
			state, fired := n.state(from), n.trigger(trigger)
			return func() bool { return n.next(state, fired) != 0 }
		},
		exits: func(from string) func(func(string)) {
			state := n.state(from)
			return func(see func(string)) {
				for trigger, name := range n.triggers {
					if n.next(state, uint8(trigger)) != 0 {
						see(name)
					}
				}
			}
		},
		life:  func() func() string { return func() string { return n.states[live()] } },
		build: func() { newNumbered(lc, moves) },
		keep: func(count int) any {
			ends := make([]uint8, count)
			for i := range ends {
				ends[i] = live()
			}
			return ends
		},
	}
}
