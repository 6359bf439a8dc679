package incidenttest

import (
	"errors"
	"slices"

	"github.com/allclear-go/allclear/incident/lifecycle"
)

// lifecycleRules returns the rules, those that others rest on first.
func lifecycleRules() []rule {
	return []rule{
		{"names", "every state and every trigger should have a name of its own", checkNames},
		{"initial", "a life should be able to begin, and only in states that are declared", checkInitial},
		{"phases", "every state should have a phase, a resolution only in the phase closed, and a hold only before it is resolved", checkPhases},
		{"targets", "a trigger should lead to a state that is declared", checkTargets},
		{"self", "no trigger should lead from a state to itself: a repeated status is no transition", checkSelf},
		{"reachable", "every state should be reached by some life", checkReachable},
		{"way_out", "every state should have an exit or a resolution", checkWayOut},
		{"end", "every state should reach one of phase closed", checkEnd},
		{"ended", "what leads out of a state with a resolution should lead to an earlier phase", checkEnded},
		{"same_answer", "the same question should get the same answer", checkSameAnswer},
		{"refusal", "a refusal should be ErrNotAllowed, lead nowhere, and name no other move and nothing else as allowed", checkRefusal},
		{"unknown", "names that are not declared should be refused as ErrUnknownState or ErrUnknownTrigger", checkUnknown},
		{"listings", "what lists or answers moves should agree with Next", checkListings},
		{"ways", "Via and Path should lead where they say, Path by the shortest way", checkWays},
		{"guards", "Check should ask every guard of a move, and nothing else should refuse it", checkGuards},
		{"options", "Options should list every exit, and say of each what Check says", checkOptions},
		{"births", "Replay should let a life begin in the initial states alone", checkBirths},
		{"walks", "the history of a life should replay to where it ended, and no other should", checkWalks},
	}
}

func checkNames(s *subject) {
	states, triggers := make(map[lifecycle.State]bool), make(map[lifecycle.Trigger]bool)
	for _, def := range s.states {
		if def.Name == "" || states[def.Name] {
			s.fail("the state %q is listed twice, or has no name", def.Name)
		}
		states[def.Name] = true
	}
	for _, trigger := range s.triggers {
		if trigger == "" || triggers[trigger] {
			s.fail("the trigger %q is listed twice, or has no name", trigger)
		}
		triggers[trigger] = true
	}
}

func checkInitial(s *subject) {
	if len(s.initial) == 0 {
		s.fail("there is no state to begin in")
	}
	for i, name := range s.initial {
		if _, ok := s.known[name]; !ok {
			s.fail("%q is not declared", name)
		}
		if slices.Contains(s.initial[:i], name) {
			s.fail("%q is listed twice", name)
		}
	}
}

func checkPhases(s *subject) {
	for _, def := range s.states {
		if !def.Phase.IsValid() {
			s.fail("%q has the phase %q", def.Name, def.Phase)
		}
		if def.Resolution != lifecycle.ResolutionNone && (!def.Resolution.IsValid() || def.Phase != lifecycle.PhaseClosed) {
			s.fail("%q has the resolution %q in the phase %q", def.Name, def.Resolution, def.Phase)
		}
		if def.Hold != "" && def.Phase >= lifecycle.PhaseResolved {
			s.fail("%q is on hold for %q in the phase %q", def.Name, def.Hold, def.Phase)
		}
	}
}

func checkTargets(s *subject) {
	for p, to := range s.moves() {
		if _, ok := s.known[to]; !ok {
			s.fail("%s leads from %s to %q", p.trigger, p.from, to)
		}
	}
}

func checkSelf(s *subject) {
	for p, to := range s.moves() {
		if p.from == to {
			s.fail("%s leads from %s to itself", p.trigger, p.from)
		}
	}
}

func checkReachable(s *subject) {
	reached := s.reach(s.initial)
	for _, def := range s.states {
		if _, ok := reached[def.Name]; !ok {
			s.fail("nothing leads to %s", def.Name)
		}
	}
}

func checkWayOut(s *subject) {
	for _, def := range s.states {
		if def.Resolution == lifecycle.ResolutionNone && len(s.exits(def.Name)) == 0 {
			s.fail("%s has neither", def.Name)
		}
	}
}

func checkEnd(s *subject) {
	for _, def := range s.states {
		ends := false
		for name := range s.reach([]lifecycle.State{def.Name}) {
			ends = ends || s.known[name].Phase == lifecycle.PhaseClosed
		}
		if !ends {
			s.fail("nothing leads from %s to an end", def.Name)
		}
	}
}

func checkEnded(s *subject) {
	for p, to := range s.moves() {
		from := s.known[p.from]
		if from.Resolution != lifecycle.ResolutionNone && s.known[to].Phase >= from.Phase {
			s.fail("%s leads from %s, where a life has ended (%s), to %s", p.trigger, p.from, from.Resolution, to)
		}
	}
}

// checkSameAnswer asks everything again, last question first.
func checkSameAnswer(s *subject) {
	for _, def := range slices.Backward(s.states) {
		for _, trigger := range slices.Backward(s.triggers) {
			to, err := s.Next(def.Name, trigger)
			before, ok := s.next[pair{def.Name, trigger}]
			if ok != (err == nil) || ok && to != before {
				s.fail("%s from %s led to %q, then to %q (%v)", trigger, def.Name, before, to, err)
			}
		}
	}
}

func checkRefusal(s *subject) {
	for _, def := range s.states {
		exits := s.exits(def.Name)
		for _, trigger := range s.triggers {
			to, err := s.Next(def.Name, trigger)
			if err == nil {
				continue
			}
			var refused *lifecycle.TransitionError
			switch {
			case to != "":
				s.fail("%s from %s is refused, and leads to %q", trigger, def.Name, to)
			case !errors.Is(err, lifecycle.ErrNotAllowed):
				s.fail("%s from %s is refused with %v", trigger, def.Name, err)
			case errors.Is(err, lifecycle.ErrTerminal) && len(exits) > 0:
				s.fail("%s from %s, which has exits, is refused with %v", trigger, def.Name, err)
			case !errors.As(err, &refused):
			case refused.From != def.Name || refused.Trigger != trigger:
				s.fail("%s from %s is refused as %s from %s", trigger, def.Name, refused.Trigger, refused.From)
			case !errors.Is(refused, lifecycle.ErrNotAllowed): // made by hand, so it cannot know more
			case errors.Is(refused, lifecycle.ErrTerminal) != (len(exits) == 0):
				s.fail("%s from %s, which has no exits, is refused with %v", trigger, def.Name, err)
			case !slices.Equal(slices.Collect(refused.Allowed()), exits):
				s.fail("%s from %s is refused, allowed being %v, not %v", trigger, def.Name, slices.Collect(refused.Allowed()), exits)
			}
		}
	}
}

// unheard returns names that nothing bears.
func (s *subject) unheard() []string {
	names := []string{"", "unheard_of", "UNHEARD OF", "\x00\xff"}
	return slices.DeleteFunc(names, func(name string) bool {
		_, known := s.known[lifecycle.State(name)]
		return known || slices.Contains(s.triggers, lifecycle.Trigger(name))
	})
}

func checkUnknown(s *subject) {
	for _, name := range s.unheard() {
		for _, trigger := range s.triggers {
			if to, err := s.Next(lifecycle.State(name), trigger); to != "" || !errors.Is(err, lifecycle.ErrUnknownState) {
				s.fail("%s from %q leads to %q (%v)", trigger, name, to, err)
			}
		}
		for _, def := range s.states {
			if to, err := s.Next(def.Name, lifecycle.Trigger(name)); to != "" || !errors.Is(err, lifecycle.ErrUnknownTrigger) {
				s.fail("%q from %s leads to %q (%v)", name, def.Name, to, err)
			}
		}
	}
}
