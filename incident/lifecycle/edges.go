package lifecycle

import (
	"slices"
	"strconv"
	"strings"
)

// checkEdge applies the rules for edge i, and expands its wildcards.
func (v *verifier) checkEdge(path string, i int, e Edge) {
	v.checkKey(path+".trigger", string(e.Trigger))
	v.checkDoc(path, e.Doc)
	to, known := v.checkDeclared(path+".to", e.To)
	v.checkWildcards(path, e)
	wild := v.expand(e)
	v.checkSource(path, e, len(wild))
	for j, s := range e.From {
		p := at(path, "from", j)
		code := v.checkMove(p, e, s)
		v.reportMove(code, p, e, s)
		if from, ok := v.checkDeclared(p, s); ok && known {
			v.reportDirection(checkDirection(e, from, to), p, e, to, from)
		}
	}
	v.checkWild(path, e, wild, to, known)
	flat := &v.flat.Edges[i]
	for _, from := range wild {
		flat.From = append(flat.From, from.Name)
	}
	flat.FromPhases, flat.FromAny, flat.Except = nil, false, nil
	for j, g := range e.Guards {
		p := at(path, "guards", j)
		v.checkName(p, g)
		if slices.Contains(e.Guards[:j], g) {
			v.report(codeDuplicateGuard, p, "guard %q is listed before", g)
		}
	}
}

// checkSource sees to it that the edge leaves a state, if that can be judged.
func (v *verifier) checkSource(path string, e Edge, wild int) {
	wildcard := e.FromAny || len(e.FromPhases) > 0
	switch {
	case len(e.From) > 0 || wild > 0:
		return
	case wildcard && v.blurred: // a phase that is missing would bring states in
		return
	case wildcard:
		v.report(codeNoSource, path+".from", "trigger %q leaves no state: what the wildcard stands for has ended, is excepted, or is left by name by another edge", e.Trigger)
	default:
		v.report(codeNoSource, path+".from", "trigger %q leaves no state", e.Trigger)
	}
	v.blurred = true
}

// checkWild applies the rules for moves to those that wildcards stand for. What
// is wrong with several is one problem.
func (v *verifier) checkWild(path string, e Edge, wild []StateDef, to StateDef, known bool) {
	p := path + ".from_any"
	if !e.FromAny {
		p = path + ".from_phases"
	}
	moves, directions := make(map[string][]State), make(map[string][]StateDef)
	for _, from := range wild {
		if code := v.checkMove(p, e, from.Name); code != "" {
			moves[code] = append(moves[code], from.Name)
		}
		if code := checkDirection(e, from, to); known && code != "" {
			directions[code] = append(directions[code], from)
		}
	}
	for _, code := range []string{codeDuplicateEdge, codeAmbiguousEdge} {
		v.reportMove(code, p, e, moves[code]...)
	}
	for _, code := range []string{codeBackwardEdge, codeNeedlessReopens} {
		v.reportDirection(code, p, e, to, directions[code]...)
	}
}

// expand returns the states that the wildcards of e stand for, in the order in
// which they are declared.
func (v *verifier) expand(e Edge) []StateDef {
	var out []StateDef
	for i, s := range v.def.States {
		switch {
		case !e.FromAny && !slices.Contains(e.FromPhases, s.Phase):
		case v.number[s.Name] != i, s.Name == e.To, s.Resolution != ResolutionNone:
		case v.named[move{s.Name, e.Trigger}], slices.Contains(e.Except, s.Name):
		default:
			out = append(out, s)
		}
	}
	return out
}

// checkWildcards applies the rules for the wildcards of one edge, and for the
// exceptions from them.
func (v *verifier) checkWildcards(path string, e Edge) {
	for i, phase := range e.FromPhases {
		p := at(path, "from_phases", i)
		switch {
		case !phase.IsValid():
			v.blurred = true
			v.report(codeBadPhase, p, "trigger %q leaves states of no phase, or of one that does not exist: %q (there are: %s)", e.Trigger, phase, phaseList())
		case e.FromAny:
			v.report(codeNeedlessSource, p, "the phase %v adds nothing to all states", phase)
		case slices.Contains(e.FromPhases[:i], phase):
			v.report(codeNeedlessSource, p, "the phase %v is listed before", phase)
		}
	}
	for i, s := range e.Except {
		p := at(path, "except", i)
		switch _, ok := v.checkDeclared(p, s); {
		case !ok:
		case !e.FromAny && len(e.FromPhases) == 0:
			v.report(codeNeedlessSource, p, "there is no wildcard to except %q from", s)
		case slices.Contains(e.From, s):
			v.report(codeNeedlessSource, p, "state %q is excepted, and listed in from", s)
		case slices.Contains(e.Except[:i], s):
			v.report(codeNeedlessSource, p, "state %q is listed before", s)
		}
	}
}

// checkMove returns the code of what is wrong with a move, if it is not the only
// one of its trigger or leads nowhere.
func (v *verifier) checkMove(path string, e Edge, from State) (code string) {
	if from == e.To {
		v.report(codeSelfEdge, path, "trigger %q leads from %q to itself: a repeated status is no transition", e.Trigger, from)
	}
	other, taken := v.moves[move{from, e.Trigger}]
	switch {
	case !taken:
		v.moves[move{from, e.Trigger}] = lead{e.To, path}
		return ""
	case other.to == e.To:
		return codeDuplicateEdge
	}
	v.blurred = true
	return codeAmbiguousEdge
}

// reportMove adds a problem that checkMove found, from some states.
func (v *verifier) reportMove(code, path string, e Edge, from ...State) {
	if code == "" || len(from) == 0 {
		return
	}
	var places []string // of the other edges
	var to []State
	for _, s := range from {
		other := v.moves[move{s, e.Trigger}]
		if !slices.Contains(places, other.path) {
			places = append(places, other.path)
		}
		if !slices.Contains(to, other.to) {
			to = append(to, other.to)
		}
	}
	others := strings.Join(places, ", ")
	if code == codeDuplicateEdge {
		v.report(code, path, "trigger %q already leads from %s to %s, by %s", e.Trigger, quoted(from), quoted(to), others)
		return
	}
	const base = "base."
	advice := ""
	if strings.Contains(others, base) && !strings.HasPrefix(path, base) {
		advice = "; Extend cannot change a move"
	}
	v.report(code, path, "trigger %q leads from %s to %s, by %s, and to %q%s", e.Trigger, quoted(from), quoted(to), others, e.To, advice)
}

// checkDirection returns the code of what is wrong with the phases and ends of
// one move.
func checkDirection(e Edge, from, to StateDef) (code string) {
	if from.Resolution != ResolutionNone && !e.Reopens {
		return codeTerminalExit
	}
	if !from.Phase.IsValid() || !to.Phase.IsValid() {
		return ""
	}
	switch back := to.Phase.Compare(from.Phase) < 0; {
	case back && !e.Reopens:
		return codeBackwardEdge
	case !back && e.Reopens:
		return codeNeedlessReopens
	}
	return ""
}

// reportDirection adds a problem that checkDirection found, from some states.
func (v *verifier) reportDirection(code, path string, e Edge, to StateDef, from ...StateDef) {
	if code == "" || len(from) == 0 {
		return
	}
	var names []State
	var phases []string
	for _, s := range from {
		names = append(names, s.Name)
		if phase := s.Phase.String(); !slices.Contains(phases, phase) {
			phases = append(phases, phase)
		}
	}
	switch code {
	case codeTerminalExit:
		v.report(code, path, "trigger %q leaves %s, where a life has ended (%v), and is not marked Reopens", e.Trigger, quoted(names), from[0].Resolution)
	case codeBackwardEdge:
		hint := ""
		if !slices.Contains(e.From, names[0]) {
			hint = "; except it, or name it in an edge that is"
		}
		v.report(code, path, "trigger %q leads back from %s (phase %s) to %q (%v) and is not marked Reopens%s",
			e.Trigger, quoted(names), strings.Join(phases, ", "), to.Name, to.Phase, hint)
	case codeNeedlessReopens:
		v.report(code, path, "trigger %q is marked Reopens and leads from %s (phase %s) to %q (%v), which is not earlier",
			e.Trigger, quoted(names), strings.Join(phases, ", "), to.Name, to.Phase)
	}
}

// quoted writes names as a list.
func quoted(names []State) string {
	var out []string
	for _, n := range names {
		out = append(out, strconv.Quote(string(n)))
	}
	return strings.Join(out, ", ")
}
