package lifecycle

import "slices"

// checkEdge applies the rules for edge i, and expands its wildcards.
func (v *verifier) checkEdge(path string, i int, e Edge) {
	v.checkKey(path+".trigger", string(e.Trigger))
	to, known := v.checkDeclared(path+".to", e.To)
	v.checkWildcards(path, e)
	wild := v.expand(e)
	if len(e.From) == 0 && len(wild) == 0 {
		v.blurred = true
		v.report(codeNoSource, path+".from", "trigger %q leaves no state", e.Trigger)
	}
	for j, s := range e.From {
		p := at(path, "from", j)
		v.checkMove(p, e, s)
		if from, ok := v.checkDeclared(p, s); ok && known {
			v.checkDirection(p, e, from, to)
		}
	}
	for _, from := range wild {
		p := path + ".from_any"
		if !e.FromAny {
			p = at(path, "from_phases", slices.Index(e.FromPhases, from.Phase))
		}
		v.checkMove(p, e, from.Name)
		if known {
			v.checkDirection(p, e, from, to)
		}
		v.flat.Edges[i].From = append(v.flat.Edges[i].From, from.Name)
	}
	flat := &v.flat.Edges[i]
	flat.FromPhases, flat.FromAny, flat.Except = nil, false, nil
	for j, g := range e.Guards {
		p := at(path, "guards", j)
		v.checkName(p, g)
		if slices.Contains(e.Guards[:j], g) {
			v.report(codeDuplicateGuard, p, "guard %q is listed before", g)
		}
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
			v.report(codeBadPhase, p, "trigger %q leaves states of no phase, or of one that does not exist: %q", e.Trigger, phase)
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
	if from.Resolution != ResolutionNone && !e.Reopens {
		v.report(codeTerminalExit, path, "trigger %q leaves %q, where a life has ended (%v), and is not marked Reopens", e.Trigger, from.Name, from.Resolution)
		return
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
