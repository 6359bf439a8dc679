package lifecycle_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/looplab/fsm"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

func Example() {
	lc := lifecycle.Default()
	at := lifecycle.State("triage")
	for _, trigger := range []lifecycle.Trigger{"investigate", "resolve", "merge", "close"} {
		to, err := lc.Next(at, trigger)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(trigger, "leads to", to)
		at = to
	}
	// Output:
	// investigate leads to investigating
	// resolve leads to resolved
	// lifecycle: cannot merge from resolved (allowed: close, reopen)
	// close leads to closed
}

func ExampleDefault() {
	for s := range lifecycle.Default().States() {
		fmt.Printf("%s (%v) %v\n", s.Name, s.Phase, s.Resolution.IsValid())
	}
	// Output:
	// triage (triage) false
	// investigating (active) false
	// identified (active) false
	// monitoring (mitigated) false
	// resolved (resolved) false
	// closed (closed) true
	// false_positive (closed) true
	// merged (closed) true
	// duplicate (closed) true
	// cancelled (closed) true
}

// A team writes its own lifecycle down and compiles it once.
func ExampleCompile() {
	lc, err := lifecycle.Compile(lifecycle.Definition{
		Name:    "acme",
		Version: 1,
		Initial: []lifecycle.State{"red"},
		States: []lifecycle.StateDef{
			{Name: "red", Phase: lifecycle.PhaseActive},
			{Name: "amber", Phase: lifecycle.PhaseMitigated},
			{Name: "green", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		},
		Edges: []lifecycle.Edge{
			{Trigger: "contain", From: []lifecycle.State{"red"}, To: "amber"},
			{Trigger: "finish", From: []lifecycle.State{"red", "amber"}, To: "green"},
			{Trigger: "flare_up", From: []lifecycle.State{"amber"}, To: "red", Reopens: true},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(lc.Name(), lc.Version(), lc.Fingerprint())
	for trigger, to := range lc.Available("amber") {
		fmt.Println(trigger, "to", to)
	}
	// Output:
	// acme 1 c131e337e4bed1d70a457af36896dab8
	// finish to green
	// flare_up to red
}

// Everything that is wrong is reported at once.
func ExampleDefinitionError() {
	d := lifecycle.Default().Definition()
	d.Name = "broken"
	d.Edges[7].Reopens = false
	d.Edges[11].To = "canceled"
	_, err := lifecycle.Compile(d)
	var de *lifecycle.DefinitionError
	if errors.As(err, &de) {
		for _, p := range de.Problems {
			fmt.Println(p)
		}
	}
	// Output:
	// edges[7].from[0]: trigger "reopen" leads back from "resolved" (phase resolved) to "investigating" (active) and is not marked Reopens [backward_edge]
	// edges[11].to: state "canceled" is not declared, did you mean "cancelled"? [undeclared_state]
}

// Programs tell problems apart by their code.
func ExampleProblem() {
	_, err := lifecycle.Compile(lifecycle.Definition{Name: "empty", Version: 1})
	var de *lifecycle.DefinitionError
	if errors.As(err, &de) {
		fmt.Println(slices.ContainsFunc(de.Problems, func(p lifecycle.Problem) bool { return p.Code == "no_initial" }))
	}
	// Output: true
}

// The default is data, and a good place to start from.
func ExampleLifecycle_Definition() {
	d := lifecycle.Default().Definition()
	d.Name, d.Version = "with-review", 1
	d.States = append(d.States, lifecycle.StateDef{Name: "in_review", Phase: lifecycle.PhaseResolved})
	d.Edges = append(d.Edges,
		lifecycle.Edge{Trigger: "review", From: []lifecycle.State{"resolved"}, To: "in_review"},
		lifecycle.Edge{Trigger: "publish", From: []lifecycle.State{"in_review"}, To: "closed"},
	)
	lc := lifecycle.MustCompile(d)
	to, err := lc.Next("in_review", "publish")
	fmt.Println(to, err)
	// Output: closed <nil>
}

// Guards are names; the caller knows the facts.
func ExampleFactsFunc() {
	target := ""
	facts := lifecycle.FactsFunc(func(guard string) error {
		switch guard {
		case "merge_target", "duplicate_target":
			if target == "" {
				return errors.New("name the other incident")
			}
			return nil
		}
		return lifecycle.ErrUnknownGuard
	})
	lc := lifecycle.Default()
	fmt.Println(lc.Check("triage", "merge", facts))
	target = "INC-7"
	fmt.Println(lc.Check("triage", "merge", facts))
	// Output:
	// lifecycle: cannot merge from triage: merge_target refuses: name the other incident
	// <nil>
}

// incidentFacts answers guards from what is known about an incident.
type incidentFacts struct{ hasFix bool }

func (f incidentFacts) Guard(name string) error {
	switch {
	case name != "has_fix":
		return lifecycle.ErrUnknownGuard
	case !f.hasFix:
		return errors.New("there is no fix yet")
	}
	return nil
}

func ExampleFacts() {
	lc := lifecycle.MustCompile(small())
	fmt.Println(errors.Is(lc.Check("open", "fix", incidentFacts{}), lifecycle.ErrBlocked))
	fmt.Println(lc.Check("open", "fix", incidentFacts{hasFix: true}))
	// Output:
	// true
	// <nil>
}

func ExampleTransitionError() {
	_, err := lifecycle.Default().Next("closed", "reopen")
	fmt.Println(errors.Is(err, lifecycle.ErrTerminal), errors.Is(err, lifecycle.ErrNotAllowed))

	_, err = lifecycle.Default().Next("resolved", "merge")
	var te *lifecycle.TransitionError
	if errors.As(err, &te) {
		fmt.Println(te.From, te.Trigger, slices.Collect(te.Allowed()))
	}
	// Output:
	// true true
	// resolved merge [close reopen]
}

// Who is told the new status, and not the verb, asks for the trigger.
func ExampleLifecycle_Via() {
	lc := lifecycle.Default()
	fmt.Println(lc.Via("monitoring", "resolved"))
	fmt.Println(lc.Via("resolved", "merged"))
	// Output:
	// resolve <nil>
	//  lifecycle: cannot go from resolved to merged (allowed: closed, investigating)
}

// The shortest way from one state to another.
func ExampleLifecycle_Path() {
	fmt.Println(lifecycle.Default().Path("resolved", "merged"))
	// Output: [reopen merge] <nil>
}

// What an incident may do next, and why not.
func ExampleLifecycle_Options() {
	facts := lifecycle.FactsFunc(func(guard string) error { return errors.New("no incident is named") })
	for o := range lifecycle.Default().Options("monitoring", facts) {
		if o.Err != nil {
			fmt.Println("     ", o.Err)
			continue
		}
		fmt.Println("may", o.Trigger)
	}
	// Output:
	// may resolve
	// may close
	// may relapse
	// may dismiss
	//       lifecycle: cannot merge from monitoring: merge_target refuses: no incident is named
	//       lifecycle: cannot mark_duplicate from monitoring: duplicate_target refuses: no incident is named
	// may cancel
}

// Recorded histories are checked without the facts of today, and all that is
// wrong is told at once.
func ExampleLifecycle_Replay() {
	at, err := lifecycle.Default().Replay([]lifecycle.Step{
		{State: "triage"}, {State: "merged"}, {State: "resolved"}, {Trigger: "close", State: "triage"},
	})
	fmt.Println("ends in", at)
	fmt.Println(err)
	// Output:
	// ends in triage
	// lifecycle: the history does not follow "allclear-default":
	// 	step 2: cannot go from merged to resolved (the state is terminal)
	// 	step 3: close leads from resolved to closed, not to triage
}

// A team adds what it needs; all that was allowed stays allowed, and the new
// state can be resolved, closed or merged like any other.
func ExampleLifecycle_Extend() {
	acme, err := lifecycle.Default().Extend(lifecycle.Definition{
		Name: "acme", Version: 1,
		States: []lifecycle.StateDef{{Name: "awaiting_vendor", Phase: lifecycle.PhaseActive, Hold: "awaiting_vendor"}},
		Edges: []lifecycle.Edge{
			{Trigger: "wait", FromPhases: []lifecycle.Phase{lifecycle.PhaseActive}, To: "awaiting_vendor"},
			{Trigger: "go_on", From: []lifecycle.State{"awaiting_vendor"}, To: "identified", Guards: []string{"vendor_answered"}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(acme.Contains(lifecycle.Default()))
	for trigger := range acme.Available("awaiting_vendor") {
		fmt.Print(trigger, " ")
	}
	// Output:
	// <nil>
	// resolve close dismiss merge mark_duplicate cancel go_on
}

// A diagram for a page of Markdown.
func ExampleLifecycle_Mermaid() {
	fmt.Print(lifecycle.Maintenance().Mermaid()[:130])
	// Output:
	// stateDiagram-v2
	//     accTitle: allclear-maintenance version 1
	//     [*] --> scheduled
	//     [*] --> in_progress
	//     [*] --> verifying
}

// Two lifecycles that a program may meet: does one take over from the other?
func ExampleLifecycle_Contains() {
	fmt.Println(lifecycle.Default().Contains(lifecycle.Default()))
	old := lifecycle.Definition{
		Name: "old", Version: 1, Initial: []lifecycle.State{"triage"},
		States: []lifecycle.StateDef{
			{Name: "triage", Phase: lifecycle.PhaseActive},
			{Name: "closed", Phase: lifecycle.PhaseClosed, Resolution: lifecycle.ResolutionCompleted},
		},
		Edges: []lifecycle.Edge{{Trigger: "finish", FromAny: true, To: "closed"}},
	}
	fmt.Println(lifecycle.Default().Contains(lifecycle.MustCompile(old)))
	// Output:
	// <nil>
	// lifecycle: "allclear-default" version 1 does not contain "old" version 1:
	// 	states[0]: state "triage" does not mean the same: triage, not active [changed_state]
	// 	edges[0]: finish does not lead from triage to closed [missing_transition]
}

// A program that uses looplab/fsm has its transitions read and verified.
func ExampleFromEventDescs() {
	d := lifecycle.FromEventDescs("open", []fsm.EventDesc{
		{Name: "fix", Src: []string{"open"}, Dst: "fixed"},
		{Name: "reopen", Src: []string{"fixed"}, Dst: "open"},
		{Name: "fix", Src: []string{"open"}, Dst: "open"},
	}, lifecycle.StateDef{Name: "open", Phase: lifecycle.PhaseActive}, lifecycle.StateDef{Name: "fixed", Phase: lifecycle.PhaseClosed})
	d.Name, d.Version = "ticket", 1
	_, err := lifecycle.Compile(d)
	fmt.Println(err)
	// Output:
	// lifecycle: definition "ticket" does not compile:
	// 	edges[2].from[0]: trigger "fix" leads from "open" to itself: a repeated status is no transition [self_edge]
	// 	edges[2].from[0]: trigger "fix" leads from "open" to "fixed", by edges[0].from[0], and to "open" [ambiguous_edge]
}

// Who wants callbacks takes a looplab machine.
func ExampleLifecycle_NewFSM() {
	m, err := lifecycle.Default().NewFSM("monitoring", fsm.Callbacks{
		"enter_resolved": func(_ context.Context, e *fsm.Event) { fmt.Println("all clear after", e.Src) },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.Event(context.Background(), "resolve"))

	_, err = lifecycle.Default().NewFSM("monitoring", fsm.Callbacks{"enter_resloved": nil})
	fmt.Println(err)
	// Output:
	// all clear after monitoring
	// <nil>
	// lifecycle: unknown state "resloved" in callback key "enter_resloved"
}

// Phases are ordered, whatever a team calls its states.
func ExamplePhase() {
	for s := range lifecycle.Default().Initial() {
		def, _ := lifecycle.Default().State(s)
		if def.Phase.Compare(lifecycle.PhaseResolved) < 0 {
			fmt.Println(s, "is open:", def.Phase)
		}
	}
	// Output:
	// triage is open: triage
	// investigating is open: active
	// identified is open: active
	// monitoring is open: mitigated
}

func ExampleParseResolution() {
	r, err := lifecycle.ParseResolution("merged")
	fmt.Println(r == lifecycle.ResolutionMerged, err)
	_, err = lifecycle.ParseResolution("wontfix")
	fmt.Println(err)
	// Output:
	// true <nil>
	// lifecycle: unknown resolution "wontfix" (allowed: completed, false_positive, merged, duplicate, cancelled)
}
