package lifecycle

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// The codes of [Problem], which explains them.
const (
	codeBadName          = "bad_name"
	codeReservedName     = "reserved_name"
	codeBadVersion       = "bad_version"
	codeBadPhase         = "bad_phase"
	codeBadResolution    = "bad_resolution"
	codeBadHold          = "bad_hold"
	codeBadDoc           = "bad_doc"
	codeNoInitial        = "no_initial"
	codeNoSource         = "no_source"
	codeNeedlessSource   = "needless_source"
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
	codeTooManyEdges     = "too_many_edges"
	codeTooManyNames     = "too_many_names"
	codeEngineMismatch   = "engine_mismatch"
)

// The size limits. States plus "no edge" must fit a table cell of one byte.
const (
	maxStates   = 254
	maxTriggers = 64
	maxEdges    = maxStates * maxTriggers
)

// verifier gathers what is wrong with one definition.
type verifier struct {
	def      Definition
	base     Definition // what def extends: the beginning of each list
	flat     Definition // def with every wildcard expanded
	named    map[move]bool
	problems []Problem
	number   map[State]int // of each declared state; the first of duplicates
	triggers []string      // in order of first use
	moves    map[move]lead
	blurred  bool // some name, phase or target is not clear, so paths cannot be judged
}

// move is what may lead to one state only.
type move struct {
	from    State
	trigger Trigger
}

// lead is the state that a move leads to, and the place that says so.
type lead struct {
	to   State
	path string
}

// verify returns a verifier that has applied every rule to d, which extends
// base, except the one that needs an engine.
func verify(d, base Definition) *verifier {
	v := &verifier{
		def: d, base: base, flat: d.clone(),
		number: make(map[State]int), moves: make(map[move]lead), named: make(map[move]bool),
	}
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
		v.checkState(v.statePath(i), i, s)
	}
	for _, e := range d.Edges {
		for _, s := range e.From {
			v.named[move{s, e.Trigger}] = true
		}
	}
	for i, e := range d.Edges {
		v.checkEdge(place("edges", i, len(base.Edges)), i, e)
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
	return path + "." + list + "[" + strconv.Itoa(i) + "]"
}

// place returns the path of entry i of a list of the definition, of which the
// first entries are those of the base.
func place(list string, i, base int) string {
	if i < base {
		return "base." + list + "[" + strconv.Itoa(i) + "]"
	}
	return list + "[" + strconv.Itoa(i-base) + "]"
}

// statePath returns the path of the declaration of state i.
func (v *verifier) statePath(i int) string { return place("states", i, len(v.base.States)) }

// checkHead applies the rules for the definition's own name and version.
func (v *verifier) checkHead() {
	if !isTitle(v.def.Name) {
		v.report(codeBadName, "name",
			"%q is no name for a lifecycle (allowed: a lower-case letter or '_', then these, digits and '-', at most %d, '-' not last)", v.def.Name, maxName)
	}
	if v.def.Version < 1 {
		v.report(codeBadVersion, "version", "version %d is less than 1", v.def.Version)
	}
}

// checkSize gathers the triggers and reports whether the definition is small
// enough to be looked at more closely.
func (v *verifier) checkSize() bool {
	before := len(v.problems)
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
	if n := len(v.def.Edges); n > maxEdges {
		v.report(codeTooManyEdges, "edges", "%d edges (at most %d)", n, maxEdges)
	}
	v.checkLength("initial", len(v.def.Initial))
	for i, e := range v.def.Edges {
		path := place("edges", i, len(v.base.Edges))
		v.checkLength(path+".from", len(e.From))
		v.checkLength(path+".from_phases", len(e.FromPhases))
		v.checkLength(path+".except", len(e.Except))
		v.checkLength(path+".guards", len(e.Guards))
	}
	return len(v.problems) == before
}

// checkLength limits a list of names.
func (v *verifier) checkLength(path string, n int) {
	if n > maxStates {
		v.report(codeTooManyNames, path, "%d names (at most %d)", n, maxStates)
	}
}

// checkDoc applies the rule for explanations.
func (v *verifier) checkDoc(path, doc string) {
	if !utf8.ValidString(doc) {
		v.report(codeBadDoc, path+".doc", "the explanation is not UTF-8")
	}
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
		v.report(codeUndeclaredState, path, "state %q is not declared%s", s, v.meant(s))
		return StateDef{}, false
	}
	return v.def.States[n], true
}

// meant says which state an undeclared one may have been meant to be. It looks no
// longer where so much is wrong that nobody would read it.
func (v *verifier) meant(s State) string {
	const enough = 50
	if len(v.problems) > enough {
		return ""
	}
	names := make([]string, len(v.def.States))
	for i, def := range v.def.States {
		names[i] = string(def.Name)
	}
	return hint(string(s), names)
}

// checkInitial applies the rules for the initial set.
func (v *verifier) checkInitial() {
	if len(v.def.Initial) == 0 {
		v.blurred = true
		v.report(codeNoInitial, "initial", "no state to begin in")
	}
	for i, s := range v.def.Initial {
		path := place("initial", i, len(v.base.Initial))
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
		v.report(codeDuplicateState, path+".name", "state %q is declared before, at %s", s.Name, v.statePath(first))
	}
	v.checkDoc(path, s.Doc)
	switch {
	case s.Phase == PhaseUnset:
		v.blurred = true
		v.report(codeBadPhase, path+".phase", "state %q has no phase (there are: %s)", s.Name, phaseList())
	case !s.Phase.IsValid():
		v.blurred = true
		v.report(codeBadPhase, path+".phase", "state %q has a phase that does not exist: %v (there are: %s)", s.Name, s.Phase, phaseList())
	}
	switch {
	case s.Resolution == ResolutionNone:
	case !s.Resolution.IsValid():
		v.blurred = true
		v.report(codeBadResolution, path+".resolution", "state %q has a resolution that does not exist: %v", s.Name, s.Resolution)
	case s.Phase.IsValid() && s.Phase != PhaseClosed:
		v.blurred = true
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
