package lifecycle

import (
	"fmt"
	"slices"
	"strings"
)

// Definition is a lifecycle as written down: plain data, not yet verified.
// [Compile] turns it into a [Lifecycle]. The zero value does not compile.
//
// The order of states and edges is kept: listings follow it.
type Definition struct {
	// Name tells lifecycles apart, and is stored beside histories:
	// "acme-default". Lower-case letters, digits, '_' and '-'.
	Name string
	// Version numbers the definitions of one name. Invariant: Version >= 1.
	Version int
	// Initial is the set of states in which a life may begin. It holds at
	// least one; a backfilled incident may be born resolved.
	Initial []State
	// States declares every state.
	States []StateDef
	// Edges declares every move. A trigger exists because an edge uses it, and
	// several edges may share one.
	Edges []Edge
}

// StateDef declares one state.
type StateDef struct {
	// Name is the state's name. It matches [a-z_][a-z0-9_]*, has at most 64
	// bytes and is neither "event" nor "state".
	Name State
	// Phase is what the state means to those who do not know its name.
	Phase Phase
	// Resolution is set if, and only if, the state is terminal. Its phase is
	// then PhaseClosed. A team that reopens closed incidents declares a state
	// of phase closed with exits and without a resolution.
	Resolution Resolution
	// Hold is why work is on hold in the state: "awaiting_vendor". It obeys the
	// grammar of a state's name, and is empty if work goes on. Measures can leave
	// time on hold out.
	Hold string
	// Doc explains the state to people. It carries no meaning here.
	Doc string
}

// Edge lets one trigger lead from some states to one other.
type Edge struct {
	// Trigger is the edge's verb. It obeys the same grammar as a state's name.
	Trigger Trigger
	// From lists the states that the edge leaves: at least one, and not To.
	From []State
	// To is the state the edge leads to.
	To State
	// Guards names what [Facts] must allow before the move is made, in the
	// order in which they are asked.
	Guards []string
	// Reopens is set if, and only if, To lies in an earlier phase than every
	// state in From.
	Reopens bool
	// Doc explains the edge to people. It carries no meaning here.
	Doc string
}

// clone returns a copy of d that shares no memory with it.
func (d Definition) clone() Definition {
	d.Initial = slices.Clone(d.Initial)
	d.States = slices.Clone(d.States)
	d.Edges = slices.Clone(d.Edges)
	for i := range d.Edges {
		d.Edges[i].From = slices.Clone(d.Edges[i].From)
		d.Edges[i].Guards = slices.Clone(d.Edges[i].Guards)
	}
	return d
}

// Problem is one thing wrong with a [Definition]. Code is stable and made for
// programs; Text is for people and may improve.
//
// The codes:
//
//	bad_name             a name breaks the grammar, or is longer than 64 bytes
//	reserved_name        a state or trigger is called "event" or "state"
//	bad_version          the version is less than 1
//	bad_phase            a state has no phase, or one that does not exist
//	bad_resolution       a state has a resolution that does not exist
//	bad_hold             a reason for hold breaks the grammar, or no work is left
//	no_initial           the initial set is empty
//	no_source            an edge leaves no state
//	undeclared_state     an edge or the initial set names a state not declared
//	duplicate_initial    the initial set names a state twice
//	duplicate_state      a state is declared twice
//	duplicate_edge       one trigger leads twice from a state to the same state
//	duplicate_guard      an edge names a guard twice
//	ambiguous_edge       one trigger leads from a state to two states
//	self_edge            an edge leads from a state to itself
//	backward_edge        an edge leads to an earlier phase without Reopens
//	needless_reopens     an edge has Reopens but does not lead to an earlier phase
//	terminal_exit        an edge leaves a state that has a resolution
//	terminal_phase       a state has a resolution but its phase is not closed
//	dead_end             a state has neither an exit nor a resolution
//	unreachable_state    no path leads from the initial set to a state
//	no_end               no path leads from a state to the phase closed
//	too_many_states      more than 254 states
//	too_many_triggers    more than 64 triggers
//	engine_mismatch      looplab/fsm does not do what the edges say
//
// unreachable_state and no_end are looked for only if every name resolves and
// every phase is valid, and engine_mismatch only if there is no other problem:
// they would otherwise report consequences. A definition that is too large is
// searched for no further problems.
type Problem struct {
	// Code is the rule that is broken.
	Code string
	// Path is the place in the definition: "edges[3].from[0]". It is empty
	// where the whole is meant.
	Path string
	// Text says what is wrong, and what would be right where that is known.
	Text string
}

// String returns path, text and code on one line.
func (p Problem) String() string {
	s := p.Text + " [" + p.Code + "]"
	if p.Path != "" {
		s = p.Path + ": " + s
	}
	return s
}

// DefinitionError is the error of [Compile]: all that is wrong with a
// definition.
type DefinitionError struct {
	// Name is the definition's name, as written.
	Name string
	// Problems holds at least one problem, in the order of the definition.
	Problems []Problem
}

// Error lists every problem on a line of its own.
func (e *DefinitionError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "lifecycle: definition %q does not compile:", e.Name)
	for _, p := range e.Problems {
		b.WriteString("\n\t" + p.String())
	}
	return b.String()
}
