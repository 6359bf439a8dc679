package incidenttest

import (
	"errors"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// AssertPath checks that the triggers, fired one after the other, lead from one
// state to the other.
func AssertPath(t testing.TB, lc Lifecycle, from, want lifecycle.State, triggers ...lifecycle.Trigger) {
	t.Helper()
	at := from
	for i, trigger := range triggers {
		to, err := lc.Next(at, trigger)
		if err != nil {
			t.Errorf("a path should lead from %s to %s: step %d: %v", from, want, i, err)
			return
		}
		at = to
	}
	if at != want {
		t.Errorf("a path should lead from %s to %s: it leads to %s", from, want, at)
	}
}

// AssertRejects checks that a trigger is refused in a state, as one of the errors
// of package lifecycle such as [lifecycle.ErrTerminal]. A nil error stands for
// any.
func AssertRejects(t testing.TB, lc Lifecycle, from lifecycle.State, trigger lifecycle.Trigger, as error) {
	t.Helper()
	switch to, err := lc.Next(from, trigger); {
	case err == nil:
		t.Errorf("%s from %s should be refused: it leads to %s", trigger, from, to)
	case as != nil && !errors.Is(err, as):
		t.Errorf("%s from %s should be refused with %q: %v", trigger, from, as, err)
	}
}

// AssertHistory checks that a recorded history follows the lifecycle to its end.
func AssertHistory(t testing.TB, lc *lifecycle.Lifecycle, history ...lifecycle.Step) {
	t.Helper()
	if _, err := lc.Replay(history); err != nil {
		t.Errorf("the history should follow the lifecycle: %v", err)
	}
}

// AssertContains checks that a lifecycle allows everything that base allows, and
// means the same by it; see [lifecycle.Lifecycle.Contains].
func AssertContains(t testing.TB, lc, base *lifecycle.Lifecycle) {
	t.Helper()
	if err := lc.Contains(base); err != nil {
		t.Errorf("histories of %s should be histories of %s: %v", base.Name(), lc.Name(), err)
	}
}

// Matrix returns what a lifecycle allows as text: a line for each state with its
// phase, resolution and hold, and below it a line for each trigger that leads out.
// Keep it in a file beside the test, see [AssertMatrix].
func Matrix(lc Lifecycle) string {
	initial := slices.Collect(lc.Initial())
	var b strings.Builder
	for def := range lc.States() {
		b.WriteString(string(def.Name) + ": " + def.Phase.String())
		if def.Resolution != lifecycle.ResolutionNone {
			b.WriteString(", ends as " + def.Resolution.String())
		}
		if def.Hold != "" {
			b.WriteString(", on hold for " + def.Hold)
		}
		if slices.Contains(initial, def.Name) {
			b.WriteString(", may begin here")
		}
		b.WriteString("\n")
		for trigger := range lc.Triggers() {
			if to, err := lc.Next(def.Name, trigger); err == nil {
				b.WriteString("    " + string(trigger) + " -> " + string(to) + "\n")
			}
		}
	}
	return b.String()
}

// AssertMatrix checks that [Matrix] returns what it returned when it was kept,
// and shows the lines that differ. Line ends may be those of another system.
func AssertMatrix(t testing.TB, lc Lifecycle, kept string) {
	t.Helper()
	before := paragraphs(strings.ReplaceAll(kept, "\r\n", "\n"))
	now := paragraphs(Matrix(lc))
	var diff []string
	for _, line := range before {
		if !slices.Contains(now, line) {
			diff = append(diff, "- "+line)
		}
	}
	for _, line := range now {
		if !slices.Contains(before, line) {
			diff = append(diff, "+ "+line)
		}
	}
	switch {
	case len(diff) > 0:
		t.Errorf("the lifecycle should be as it was kept:\n%s", strings.Join(diff, "\n"))
	case !slices.Equal(before, now):
		t.Errorf("the lifecycle should be as it was kept: only the order differs; it is now\n%s", Matrix(lc))
	}
}

// paragraphs splits a matrix into lines that say which state they are about.
func paragraphs(matrix string) []string {
	var out []string
	state := ""
	for line := range strings.Lines(matrix) {
		line = strings.TrimRight(line, "\n")
		if indented := strings.TrimLeft(line, " \t"); indented != line {
			line = state + ": " + indented
		} else {
			state, _, _ = strings.Cut(line, ":")
		}
		out = append(out, line)
	}
	return out
}

// Pairs yields every pair of a state and a trigger, allowed or not.
func Pairs(lc Lifecycle) iter.Seq2[lifecycle.State, lifecycle.Trigger] {
	return func(yield func(lifecycle.State, lifecycle.Trigger) bool) {
		for def := range lc.States() {
			for trigger := range lc.Triggers() {
				if !yield(def.Name, trigger) {
					return
				}
			}
		}
	}
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
	g := &tour{Lifecycle: lc, triggers: slices.Collect(lc.Triggers()), done: make(map[pair]bool)}
	var out [][]lifecycle.Step
	for again := true; again; {
		again = false
		for i, start := range slices.Collect(lc.Initial()) {
			history := g.follow(start)
			if len(history) > 1 || len(out) <= i {
				out = append(out, history)
				again = again || len(history) > 1
			}
		}
	}
	return out
}

// tour is a tour under way.
type tour struct {
	Lifecycle
	triggers []lifecycle.Trigger
	done     map[pair]bool // the transitions taken
}

// follow begins in a state and goes on to the nearest transition not yet taken,
// until there is none in reach.
func (g *tour) follow(start lifecycle.State) []lifecycle.Step {
	history := []lifecycle.Step{{State: start}}
	for at := start; ; at = history[len(history)-1].State {
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
func (g *tour) nearest(from lifecycle.State) []lifecycle.Step {
	type way struct {
		at    lifecycle.State
		steps []lifecycle.Step
	}
	seen := map[lifecycle.State]bool{from: true}
	for todo := []way{{at: from}}; len(todo) > 0; todo = todo[1:] {
		w := todo[0]
		for _, trigger := range g.triggers {
			to, err := g.Next(w.at, trigger)
			if err != nil {
				continue
			}
			steps := append(slices.Clip(w.steps), lifecycle.Step{Trigger: trigger, State: to})
			if !g.done[pair{w.at, trigger}] {
				return steps
			}
			if !seen[to] {
				seen[to] = true
				todo = append(todo, way{to, steps})
			}
		}
	}
	return nil
}
