package lifecycle

// checkPaths applies the rules about what can be reached from where.
func (v *verifier) checkPaths() {
	exits := make(map[State]bool)
	for m := range v.moves {
		exits[m.from] = true
	}
	reached, ends := v.reached(), v.ends()
	for i, s := range v.def.States {
		path := v.statePath(i)
		dead := s.Resolution == ResolutionNone && !exits[s.Name]
		if dead {
			v.report(codeDeadEnd, path, "nothing leads out of %q; if a life ends here, give it a resolution", s.Name)
		}
		if v.blurred {
			continue
		}
		if !reached[s.Name] {
			v.report(codeUnreachableState, path, "no path leads from the initial set to %q", s.Name)
		}
		if !dead && !ends[s.Name] {
			v.report(codeNoEnd, path, "no path leads from %q to a state of phase closed", s.Name)
		}
	}
}

// reached returns the states that some life can reach.
func (v *verifier) reached() map[State]bool {
	from := make(map[State][]State)
	for m, lead := range v.moves {
		from[m.from] = append(from[m.from], lead.to)
	}
	return spread(from, v.def.Initial)
}

// ends returns the states from which some life can reach the phase closed.
func (v *verifier) ends() map[State]bool {
	to := make(map[State][]State)
	for m, lead := range v.moves {
		to[lead.to] = append(to[lead.to], m.from)
	}
	var closed []State
	for _, s := range v.def.States {
		if s.Phase == PhaseClosed {
			closed = append(closed, s.Name)
		}
	}
	return spread(to, closed)
}

// spread returns the states that can be reached from seeds along steps, and
// the seeds. The order in which it visits them does not show.
func spread(steps map[State][]State, seeds []State) map[State]bool {
	seen := make(map[State]bool)
	todo := append([]State(nil), seeds...)
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !seen[s] {
			seen[s] = true
			todo = append(todo, steps[s]...)
		}
	}
	return seen
}
