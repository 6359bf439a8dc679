package lifecycle

import (
	"fmt"
	"slices"
	"strings"
)

// Definition is a lifecycle as written down: plain data, not yet verified.
// [Compile] turns it into a [Lifecycle]. The zero value does not compile.
//
// The order of states and edges is kept: listings follow it. Package
// encoding/json reads and writes a definition, so it may stand in a file; reading
// is strict, see [Definition.UnmarshalJSON].
type Definition struct {
	// Name tells lifecycles apart, and is stored beside histories:
	// "acme-default". Lower-case letters, digits, '_' and '-'; it begins with a
	// letter or '_' and does not end with '-'.
	Name string `json:"name"`
	// Version numbers the definitions of one name. Invariant: Version >= 1.
	Version int `json:"version"`
	// Initial is the set of states in which a life may begin. It holds at
	// least one; a backfilled incident may be born resolved.
	Initial []State `json:"initial"`
	// States declares every state.
	States []StateDef `json:"states"`
	// Edges declares every move. A trigger exists because an edge uses it, and
	// several edges may share one.
	Edges []Edge `json:"edges"`
}

// StateDef declares one state.
type StateDef struct {
	// Name is the state's name. It matches [a-z_][a-z0-9_]*, has at most 64
	// bytes and is neither "event" nor "state".
	Name State `json:"name"`
	// Phase is what the state means to those who do not know its name.
	Phase Phase `json:"phase"`
	// Resolution says how a life has ended that stands here. The state's phase
	// is then PhaseClosed, and only an edge that reopens may leave it.
	Resolution Resolution `json:"resolution,omitzero"`
	// Hold is why work is on hold in the state: "awaiting_vendor". It obeys the
	// grammar of a state's name, and is empty if work goes on. Measures can leave
	// time on hold out.
	Hold string `json:"hold,omitempty"`
	// Doc explains the state to people, in UTF-8. It carries no meaning here.
	Doc string `json:"doc,omitempty"`
}

// Edge lets one trigger lead from some states to one other. The states are
// those of From, FromPhases and FromAny together: at least one, and not To.
//
// FromPhases and FromAny are wildcards. They stand for the states that the
// definition declares, those of an extension included (see [Lifecycle.Extend]),
// save To, states with a resolution, and those from which another edge of the
// same trigger leaves by name.
type Edge struct {
	// Trigger is the edge's verb. It obeys the same grammar as a state's name.
	Trigger Trigger `json:"trigger"`
	// From names states that the edge leaves.
	From []State `json:"from,omitempty"`
	// FromPhases adds the states of these phases.
	FromPhases []Phase `json:"from_phases,omitempty"`
	// FromAny adds all states.
	FromAny bool `json:"from_any,omitempty"`
	// Except takes states out of FromPhases and FromAny.
	Except []State `json:"except,omitempty"`
	// To is the state the edge leads to.
	To State `json:"to"`
	// Guards names what [Facts] must allow before the move is made, in the
	// order in which they are asked.
	Guards []string `json:"guards,omitempty"`
	// Reopens says that To lies in an earlier phase than the states that the edge
	// leaves. It has to be so for all of them or for none: a trigger that leads
	// on from some states and back from others takes two edges.
	Reopens bool `json:"reopens,omitempty"`
	// Doc explains the edge to people, in UTF-8. It carries no meaning here.
	Doc string `json:"doc,omitempty"`
}

// clone returns a copy of d that shares no memory with it.
func (d Definition) clone() Definition {
	d.Initial = slices.Clone(d.Initial)
	d.States = slices.Clone(d.States)
	d.Edges = slices.Clone(d.Edges)
	for i := range d.Edges {
		d.Edges[i].From = slices.Clone(d.Edges[i].From)
		d.Edges[i].FromPhases = slices.Clone(d.Edges[i].FromPhases)
		d.Edges[i].Except = slices.Clone(d.Edges[i].Except)
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
//	bad_phase            a state or an edge has no phase, or one that does not exist
//	bad_resolution       a state has a resolution that does not exist
//	bad_hold             a reason for hold breaks the grammar, or no work is left
//	bad_doc              an explanation is not UTF-8
//	no_initial           the initial set is empty
//	no_source            an edge leaves no state
//	needless_source      a phase or an exception is given twice, or has nothing to add to or take from
//	undeclared_state     an edge or the initial set names a state not declared
//	duplicate_initial    the initial set names a state twice
//	duplicate_state      a state is declared twice
//	duplicate_edge       one trigger leads twice from a state to the same state
//	duplicate_guard      an edge names a guard twice
//	ambiguous_edge       one trigger leads from a state to two states
//	self_edge            an edge leads from a state to itself
//	backward_edge        an edge leads to an earlier phase without Reopens
//	needless_reopens     an edge has Reopens but does not lead to an earlier phase
//	terminal_exit        an edge leaves a state that has a resolution, without Reopens
//	terminal_phase       a state has a resolution but its phase is not closed
//	dead_end             a state has neither an exit nor a resolution
//	unreachable_state    no path leads from the initial set to a state
//	no_end               no path leads from a state to the phase closed
//	too_many_states      more than 254 states
//	too_many_triggers    more than 64 triggers
//	too_many_edges       more than 16,256 edges, one for each pair of state and trigger
//	too_many_names       a list of names is longer than 254
//	engine_mismatch      looplab/fsm does not do what the edges say
//
// What would only follow from another problem is left out: unreachable_state and
// no_end are looked for if names, phases and targets are clear, engine_mismatch
// if there is no other problem. A definition that is too large is searched for no
// further problems. What a wildcard does wrong from several states is one problem
// that names them.
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
	// Problems holds at least one problem, in the order of the definition, and
	// last what is wrong with the paths through it.
	Problems []Problem
}

// Error lists every problem on a line of its own.
func (e *DefinitionError) Error() string {
	return problemText(fmt.Sprintf("lifecycle: definition %q does not compile:", e.Name), e.Problems)
}

// problemText writes a heading and a line for each problem.
func problemText(heading string, problems []Problem) string {
	var b strings.Builder
	b.WriteString(heading)
	for _, p := range problems {
		b.WriteString("\n\t" + p.String())
	}
	return b.String()
}
