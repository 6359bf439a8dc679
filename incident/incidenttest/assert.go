package incidenttest

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// AssertPath checks that the triggers, fired one after the other, lead from one
// state to the other.
func AssertPath(t testing.TB, lc Lifecycle, from, want lifecycle.State, triggers ...lifecycle.Trigger) {
	t.Helper()
	defer survive(t, "a path should lead from %s to %s", from, want)
	declared := func(def lifecycle.StateDef) bool { return def.Name == from }
	if !slices.ContainsFunc(slices.Collect(lc.States()), declared) {
		t.Errorf("a path should lead from %s to %s: %s is not declared", from, want, from)
		return
	}
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
	defer survive(t, "%s from %s should be refused", trigger, from)
	switch to, err := lc.Next(from, trigger); {
	case err == nil:
		t.Errorf("%s from %s should be refused: it leads to %s", trigger, from, to)
	case as != nil && !errors.Is(err, as):
		t.Errorf("%s from %s should be refused with %q: %v", trigger, from, as, err)
	}
}

// AssertHistory checks that a recorded history follows the lifecycle to its end.
// One without steps does not.
func AssertHistory(t testing.TB, lc *lifecycle.Lifecycle, history ...lifecycle.Step) {
	t.Helper()
	if len(history) == 0 {
		t.Errorf("the history should follow the lifecycle: it is empty")
	}
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
// phase, resolution and hold, and below it a line for each trigger that leads
// out, with its guards if the lifecycle tells them. Keep it in a file beside the
// test, see [AssertMatrix].
func Matrix(lc Lifecycle) string {
	guards, _ := (&subject{Lifecycle: lc}).guardsOf()
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
			to, err := lc.Next(def.Name, trigger)
			if err != nil {
				continue
			}
			b.WriteString("    " + string(trigger) + " -> " + string(to))
			if g := guards[pair{def.Name, trigger}]; len(g) > 0 {
				b.WriteString(" [" + strings.Join(g, ", ") + "]")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// AssertMatrix checks that [Matrix] returns what it returned when it was kept,
// and shows the lines that differ, as they stand in the file. Line ends may be
// those of another system, and space around the whole does not matter. A change
// that is meant is kept by writing the file anew, for which tests have a flag:
//
//	if *update {
//		err := os.WriteFile("testdata/lifecycle.txt", []byte(incidenttest.Matrix(lc)), 0o644)
//		…
//	}
func AssertMatrix(t testing.TB, lc Lifecycle, kept string) {
	t.Helper()
	defer survive(t, "the lifecycle should be as it was kept")
	lines := func(matrix string) []string {
		matrix = strings.TrimSpace(strings.ReplaceAll(matrix, "\r\n", "\n"))
		if matrix == "" {
			return nil
		}
		return strings.Split(matrix, "\n")
	}
	if d := diff(lines(kept), lines(Matrix(lc))); len(d) > 0 {
		t.Errorf("the lifecycle should be as it was kept (- kept, + now); if this is meant, write what incidenttest.Matrix returns to the file:\n%s",
			strings.Join(d, "\n"))
	}
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
