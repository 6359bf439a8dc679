package lifecycle

import (
	"fmt"
	"slices"
	"strconv"
)

// The codes of [Problem], which explains them.
const (
	codeBadName          = "bad_name"
	codeReservedName     = "reserved_name"
	codeBadVersion       = "bad_version"
	codeBadPhase         = "bad_phase"
	codeBadResolution    = "bad_resolution"
	codeBadHold          = "bad_hold"
	codeNoInitial        = "no_initial"
	codeNoSource         = "no_source"
	codeUndeclaredState  = "undeclared_state"
	codeDuplicateInitial = "duplicate_initial"
	codeDuplicateState   = "duplicate_state"
	codeDuplicateEdge    = "duplicate_edge"
	codeDuplicateGuard   = "duplicate_guard"
	codeAmbiguousEdge    = "ambiguous_edge"
	codeSelfEdge         = "self_edge"
	codeBackwardEdge     = "backward_edge"
	codeNeedlessReopens  = "needless_reopens"
	codeTerminalExit     = "terminal_exit"
	codeTerminalPhase    = "terminal_phase"
	codeDeadEnd          = "dead_end"
	codeUnreachableState = "unreachable_state"
	codeNoEnd            = "no_end"
	codeTooManyStates    = "too_many_states"
	codeTooManyTriggers  = "too_many_triggers"
	codeEngineMismatch   = "engine_mismatch"
)

// The size limits. States plus "no edge" must fit a table cell of one byte.
const (
	maxStates   = 254
	maxTriggers = 64
)

// verifier gathers what is wrong with one definition.
type verifier struct {
	def      Definition
	problems []Problem
	number   map[State]int // of each declared state; the first of duplicates
	triggers []string      // in order of first use
	moves    map[move]State
	blurred  bool // some name or phase is bad, so paths cannot be judged
}

// move is what may lead to one state only.
type move struct {
	from    State
	trigger Trigger
}

// verify returns a verifier that has applied every rule to d except the one
// that needs an engine.
func verify(d Definition) *verifier {
	v := &verifier{def: d, number: make(map[State]int), moves: make(map[move]State)}
	v.checkHead()
	if !v.checkSize() {
		return v
	}
	for i, s := range d.States {
		if _, ok := v.number[s.Name]; !ok {
			v.number[s.Name] = i
		}
	}
	v.checkInitial()
	for i, s := range d.States {
		v.checkState(at("", "states", i), i, s)
	}
	for i, e := range d.Edges {
		v.checkEdge(at("", "edges", i), e)
	}
	v.checkPaths()
	return v
}

// report adds a problem.
func (v *verifier) report(code, path, format string, args ...any) {
	v.problems = append(v.problems, Problem{Code: code, Path: path, Text: fmt.Sprintf(format, args...)})
}

// at returns the path of entry i of a list below path.
func at(path, list string, i int) string {
	if path != "" {
		path += "."
	}
	return path + list + "[" + strconv.Itoa(i) + "]"
}

// checkHead applies the rules for the definition's own name and version.
func (v *verifier) checkHead() {
	if !isTitle(v.def.Name) {
		v.report(codeBadName, "name",
			"%q is no name for a lifecycle (allowed: lower-case letters, digits, '_' and '-', at most %d)", v.def.Name, maxName)
	}
	if v.def.Version < 1 {
		v.report(codeBadVersion, "version", "version %d is less than 1", v.def.Version)
	}
}

// checkSize gathers the triggers and reports whether the definition is small
// enough to be looked at more closely.
func (v *verifier) checkSize() bool {
	seen := make(map[Trigger]bool)
	for _, e := range v.def.Edges {
		if !seen[e.Trigger] {
			seen[e.Trigger] = true
			v.triggers = append(v.triggers, string(e.Trigger))
		}
	}
	if n := len(v.def.States); n > maxStates {
		v.report(codeTooManyStates, "states", "%d states (at most %d)", n, maxStates)
	}
	if n := len(v.triggers); n > maxTriggers {
		v.report(codeTooManyTriggers, "edges", "%d different triggers (at most %d)", n, maxTriggers)
	}
	return len(v.def.States) <= maxStates && len(v.triggers) <= maxTriggers
}

// checkName applies the grammar to the name of a state, trigger or guard.
func (v *verifier) checkName(path, name string) {
	if !isName(name) {
		v.blurred = true
		v.report(codeBadName, path, "%q does not match [a-z_][a-z0-9_]* with at most %d bytes", name, maxName)
	}
}

// checkKey applies the rules for names that looplab builds callback keys from.
func (v *verifier) checkKey(path, name string) {
	v.checkName(path, name)
	if isReserved(name) {
		v.report(codeReservedName, path, "%q is taken: looplab/fsm gives it a meaning of its own", name)
	}
}

// checkDeclared reports whether a state that is referred to exists.
func (v *verifier) checkDeclared(path string, s State) (StateDef, bool) {
	n, ok := v.number[s]
	if !ok {
		v.blurred = true
		v.report(codeUndeclaredState, path, "state %q is not declared", s)
		return StateDef{}, false
	}
	return v.def.States[n], true
}

// checkInitial applies the rules for the initial set.
func (v *verifier) checkInitial() {
	if len(v.def.Initial) == 0 {
		v.blurred = true
		v.report(codeNoInitial, "initial", "no state to begin in")
	}
	for i, s := range v.def.Initial {
		path := at("", "initial", i)
		v.checkDeclared(path, s)
		if slices.Contains(v.def.Initial[:i], s) {
			v.report(codeDuplicateInitial, path, "state %q is listed before", s)
		}
	}
}

// checkState applies the rules for one declaration of a state.
func (v *verifier) checkState(path string, i int, s StateDef) {
	v.checkKey(path+".name", string(s.Name))
	if first := v.number[s.Name]; first != i {
		v.report(codeDuplicateState, path+".name", "state %q is declared before, at %s", s.Name, at("", "states", first))
	}
	switch {
	case s.Phase == PhaseUnset:
		v.blurred = true
		v.report(codeBadPhase, path+".phase", "state %q has no phase", s.Name)
	case !s.Phase.IsValid():
		v.blurred = true
		v.report(codeBadPhase, path+".phase", "state %q has a phase that does not exist: %v", s.Name, s.Phase)
	}
	switch {
	case s.Resolution == ResolutionNone:
	case !s.Resolution.IsValid():
		v.report(codeBadResolution, path+".resolution", "state %q has a resolution that does not exist: %v", s.Name, s.Resolution)
	case s.Phase.IsValid() && s.Phase != PhaseClosed:
		v.report(codeTerminalPhase, path+".phase",
			"state %q has the resolution %v, so its phase must be closed, not %v", s.Name, s.Resolution, s.Phase)
	}
	switch {
	case s.Hold == "":
	case !isName(s.Hold):
		v.report(codeBadHold, path+".hold", "state %q is on hold for a reason that is no name: %q", s.Name, s.Hold)
	case s.Phase == PhaseResolved || s.Phase == PhaseClosed:
		v.report(codeBadHold, path+".hold", "state %q is on hold in the phase %v, in which no work is left", s.Name, s.Phase)
	}
}

// checkEdge applies the rules for one edge.
func (v *verifier) checkEdge(path string, e Edge) {
	v.checkKey(path+".trigger", string(e.Trigger))
	to, known := v.checkDeclared(path+".to", e.To)
	if len(e.From) == 0 {
		v.blurred = true
		v.report(codeNoSource, path+".from", "trigger %q leaves no state", e.Trigger)
	}
	for i, s := range e.From {
		p := at(path, "from", i)
		v.checkMove(p, e, s)
		if from, ok := v.checkDeclared(p, s); ok && known {
			v.checkDirection(p, e, from, to)
		}
	}
	for i, g := range e.Guards {
		p := at(path, "guards", i)
		v.checkName(p, g)
		if slices.Contains(e.Guards[:i], g) {
			v.report(codeDuplicateGuard, p, "guard %q is listed before", g)
		}
	}
}

// checkMove sees to it that one trigger leads from one state to one other.
func (v *verifier) checkMove(path string, e Edge, from State) {
	if from == e.To {
		v.report(codeSelfEdge, path, "trigger %q leads from %q to itself: a repeated status is no transition", e.Trigger, from)
	}
	to, taken := v.moves[move{from, e.Trigger}]
	switch {
	case !taken:
		v.moves[move{from, e.Trigger}] = e.To
	case to == e.To:
		v.report(codeDuplicateEdge, path, "trigger %q already leads from %q to %q", e.Trigger, from, to)
	default:
		v.report(codeAmbiguousEdge, path, "trigger %q leads from %q to %q and to %q", e.Trigger, from, to, e.To)
	}
}

// checkDirection applies the rules about phases and ends to one move.
func (v *verifier) checkDirection(path string, e Edge, from, to StateDef) {
	if from.Resolution != ResolutionNone {
		v.report(codeTerminalExit, path, "trigger %q leaves %q, which is terminal (%v)", e.Trigger, from.Name, from.Resolution)
	}
	if !from.Phase.IsValid() || !to.Phase.IsValid() {
		return
	}
	switch back := to.Phase.Compare(from.Phase) < 0; {
	case back && !e.Reopens:
		v.report(codeBackwardEdge, path, "trigger %q leads back from phase %v to %v and is not marked Reopens", e.Trigger, from.Phase, to.Phase)
	case !back && e.Reopens:
		v.report(codeNeedlessReopens, path, "trigger %q is marked Reopens and leads from phase %v to %v", e.Trigger, from.Phase, to.Phase)
	}
}
