package incidenttest_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/allclear-go/allclear/incident/incidenttest"
	"github.com/allclear-go/allclear/incident/lifecycle"
)

// ticket is a lifecycle of one's own: three states, and a way back.
func ticket() lifecycle.Definition {
	return lifecycle.Definition{
		Name: "ticket", Version: 1,
		Initial: []lifecycle.State{"open"},
		States: []lifecycle.StateDef{
			{Name: "open", Phase: lifecycle.PhaseActive},
			{Name: "fixed", Phase: lifecycle.PhaseResolved},
			{Name: "done", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		},
		Edges: []lifecycle.Edge{
			{Trigger: "fix", From: []lifecycle.State{"open"}, To: "fixed"},
			{Trigger: "reopen", From: []lifecycle.State{"fixed"}, To: "open", Reopens: true},
			{Trigger: "finish", FromAny: true, To: "done"},
		},
	}
}

// kept is what Matrix returned, in a file beside the test.
const kept = `open: active, may begin here
    fix -> fixed
    finish -> done
fixed: resolved
    reopen -> open
    finish -> done
done: closed, ends as completed
`

// Five lines test a lifecycle.
func Example() {
	_ = func(t *testing.T) { // func TestTicket(t *testing.T)
		lc := lifecycle.MustCompile(ticket())
		incidenttest.Run(t, lc)
		incidenttest.AssertPath(t, lc, "open", "done", "fix", "reopen", "finish")
		incidenttest.AssertRejects(t, lc, "done", "reopen", lifecycle.ErrTerminal)
		incidenttest.AssertMatrix(t, lc, kept)
	}
}

// A state machine written by hand is tested by the same rules.
type byHand struct{ incidenttest.Lifecycle }

func (h byHand) Next(from lifecycle.State, trigger lifecycle.Trigger) (lifecycle.State, error) {
	if from == "fixed" && trigger == "fix" {
		return "fixed", nil
	}
	return h.Lifecycle.Next(from, trigger)
}

func ExampleTestLifecycle() {
	lc := lifecycle.MustCompile(ticket())
	fmt.Println(incidenttest.TestLifecycle(lc))
	fmt.Println(incidenttest.TestLifecycle(byHand{lc}))
	// Output:
	// <nil>
	// incidenttest: self: no trigger should lead from a state to itself: a repeated status is no transition; fix leads from fixed to itself
}

func ExampleMatrix() {
	fmt.Print(incidenttest.Matrix(lifecycle.MustCompile(ticket())))
	// Output:
	// open: active, may begin here
	//     fix -> fixed
	//     finish -> done
	// fixed: resolved
	//     reopen -> open
	//     finish -> done
	// done: closed, ends as completed
}

// Whoever answers guards knows all of them; the last ones are answered by package
// incident.
func ExampleTestFacts() {
	d := lifecycle.Default().Definition()
	d.Name = "reviewed"
	d.Edges[4].Guards = []string{"reveiw_done"} // misspelt
	facts := lifecycle.FactsFunc(func(guard string) error {
		if guard == "review_done" {
			return errors.New("the review is not done")
		}
		return lifecycle.ErrUnknownGuard
	})
	fmt.Println(incidenttest.TestFacts(lifecycle.MustCompile(d), facts, "merge_target", "duplicate_target"))
	// Output:
	// incidenttest: known_guard: the facts should know every guard of the lifecycle; reveiw_done is refused with lifecycle: unknown guard
}

// Histories that take every transition, to try a tool on.
func ExampleTour() {
	for _, history := range incidenttest.Tour(lifecycle.MustCompile(ticket())) {
		fmt.Println(history)
	}
	// Output:
	// [open fix->fixed reopen->open finish->done]
	// [open fix->fixed finish->done]
}
