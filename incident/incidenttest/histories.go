package incidenttest

import (
	"math/rand/v2"
	"slices"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// A replayer follows recorded histories.
type replayer interface {
	Replay([]lifecycle.Step) (lifecycle.State, error)
}

// checkBirths begins a life in every state.
func checkBirths(s *subject) {
	lc, ok := s.Lifecycle.(replayer)
	if !ok {
		return
	}
	for _, name := range s.allStates() {
		_, err := lc.Replay([]lifecycle.Step{{State: name}})
		if slices.Contains(s.initial, name) != (err == nil) {
			s.fail("a life that begins in %q replays with %v", name, err)
		}
	}
}

// checkWalks follows some lives at random, and spoils each.
func checkWalks(s *subject) {
	lc, ok := s.Lifecycle.(replayer)
	if !ok {
		return
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		history := Walk(s, r, 20)
		if len(history) == 0 {
			return
		}
		last := history[len(history)-1].State
		for _, h := range [][]lifecycle.Step{history, withoutTriggers(history), withoutStates(history)} {
			if at, err := lc.Replay(h); err != nil || at != last {
				s.fail("%v ends in %q, not in %s (%v)", h, at, last, err)
			}
		}
		s.checkSpoiled(lc, history, last)
	}
}

// checkSpoiled appends every step that there is to a history, and names that
// nobody bears.
func (s *subject) checkSpoiled(lc replayer, history []lifecycle.Step, last lifecycle.State) {
	try := func(step lifecycle.Step, allowed bool) {
		if _, err := lc.Replay(append(slices.Clip(history), step)); allowed != (err == nil) {
			s.fail("%v and then %v replays with %v", history, step, err)
		}
	}
	reached := map[lifecycle.State]bool{last: true} // an update
	for _, trigger := range s.exits(last) {
		reached[s.next[pair{last, trigger}]] = true
	}
	for _, name := range s.allStates() {
		try(lifecycle.Step{State: name}, reached[name])
	}
	for _, trigger := range s.allTriggers() {
		to, allowed := s.next[pair{last, trigger}]
		if trigger == "" {
			continue
		}
		try(lifecycle.Step{Trigger: trigger}, allowed)
		for _, name := range s.allStates() {
			if name != "" {
				try(lifecycle.Step{Trigger: trigger, State: name}, allowed && name == to)
			}
		}
	}
}

// withoutTriggers returns a history that tells of states alone.
func withoutTriggers(history []lifecycle.Step) []lifecycle.Step {
	out := slices.Clone(history)
	for i := range out {
		out[i].Trigger = ""
	}
	return out
}

// withoutStates returns a history that tells of triggers alone, but for its
// birth.
func withoutStates(history []lifecycle.Step) []lifecycle.Step {
	out := slices.Clone(history)
	for i := range out[1:] {
		out[i+1].State = ""
	}
	return out
}

// Walk returns the history of a life at random: it begins in one of the initial
// states and takes at most n transitions, fewer if it comes to an end. It is
// empty if no life can begin. The same random source gives the same life.
func Walk(lc Lifecycle, r *rand.Rand, n int) []lifecycle.Step {
	initial := slices.Collect(lc.Initial())
	if len(initial) == 0 {
		return nil
	}
	triggers := slices.Collect(lc.Triggers())
	at := initial[r.IntN(len(initial))]
	history := []lifecycle.Step{{State: at}}
	for range n {
		var moves []lifecycle.Step
		for _, trigger := range triggers {
			if to, err := lc.Next(at, trigger); err == nil {
				moves = append(moves, lifecycle.Step{Trigger: trigger, State: to})
			}
		}
		if len(moves) == 0 {
			break
		}
		move := moves[r.IntN(len(moves))]
		history, at = append(history, move), move.State
	}
	return history
}

// Tour returns histories that together begin in every initial state and take
// every transition that a life can take. It is deterministic: a tool that is
// tried on them has seen all that the lifecycle allows.
func Tour(lc Lifecycle) [][]lifecycle.Step {
	g := newTour(lc)
	initial := slices.Collect(lc.Initial())
	var out [][]lifecycle.Step
	for _, start := range initial {
		out = append(out, g.follow(start))
	}
	for again := true; again; {
		again = false
		for _, start := range initial {
			if history := g.follow(start); len(history) > 1 {
				out, again = append(out, history), true
			}
		}
	}
	return out
}

// tour is a tour under way.
type tour struct {
	exits map[lifecycle.State][]lifecycle.Step // of each state, in order
	done  map[pair]bool                        // the transitions taken
}

func newTour(lc Lifecycle) *tour {
	g := &tour{exits: make(map[lifecycle.State][]lifecycle.Step), done: make(map[pair]bool)}
	for from, trigger := range Pairs(lc) {
		if to, err := lc.Next(from, trigger); err == nil {
			g.exits[from] = append(g.exits[from], lifecycle.Step{Trigger: trigger, State: to})
		}
	}
	return g
}

// follow begins in a state and goes on to the nearest transition not yet taken,
// until there is none in reach.
func (g *tour) follow(start lifecycle.State) []lifecycle.Step {
	history := []lifecycle.Step{{State: start}}
	for at := start; ; {
		way := g.nearest(at)
		if way == nil {
			return history
		}
		for _, step := range way {
			g.done[pair{at, step.Trigger}] = true
			at = step.State
		}
		history = append(history, way...)
	}
}

// nearest returns the shortest way from a state that ends with a transition not
// yet taken, or nil.
func (g *tour) nearest(start lifecycle.State) []lifecycle.Step {
	type visit struct {
		from int // the visit before, -1 for the first
		by   lifecycle.Step
	}
	visits, seen := []visit{{-1, lifecycle.Step{State: start}}}, map[lifecycle.State]bool{start: true}
	for i := 0; i < len(visits); i++ {
		at := visits[i].by.State
		for _, step := range g.exits[at] {
			if !g.done[pair{at, step.Trigger}] {
				way := []lifecycle.Step{step}
				for v := i; visits[v].from >= 0; v = visits[v].from {
					way = append(way, visits[v].by)
				}
				slices.Reverse(way)
				return way
			}
			if !seen[step.State] {
				seen[step.State] = true
				visits = append(visits, visit{i, step})
			}
		}
	}
	return nil
}
