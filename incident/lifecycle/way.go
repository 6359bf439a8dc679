package lifecycle

import "slices"

// Path returns the triggers that lead from one state to the other in the fewest
// steps; of several such ways, the first in definition order. It is empty if
// the states are the same. Guards are not asked.
//
// The error is a *[TransitionError] that is one of [ErrUnknownState],
// [ErrTerminal], and [ErrNotAllowed] if no way leads there.
func (l *Lifecycle) Path(from, to State) ([]Trigger, error) {
	l = l.orZero()
	start, goal := l.states.find(string(from)), l.states.find(string(to))
	if start < 0 || goal < 0 {
		return nil, l.refuseWay(from, to, ErrUnknownState)
	}
	width := len(l.triggers.names)
	cameBy := make([]int, len(l.states.names)) // the cell that first led to a state, plus 1
	for todo := []int{start}; len(todo) > 0 && start != goal && cameBy[goal] == 0; todo = todo[1:] {
		for c := todo[0] * width; c < (todo[0]+1)*width; c++ {
			if n := int(l.next[c]) - 1; n >= 0 && n != start && cameBy[n] == 0 {
				cameBy[n] = c + 1
				todo = append(todo, n)
			}
		}
	}
	if start != goal && cameBy[goal] == 0 {
		kind := l.stuck(start)
		if kind == ErrNotAllowed {
			kind = errNoPath
		}
		return nil, l.refuseWay(from, to, kind)
	}
	var way []Trigger
	for at := goal; at != start; at = (cameBy[at] - 1) / width {
		way = append(way, Trigger(l.triggers.names[(cameBy[at]-1)%width]))
	}
	slices.Reverse(way)
	return way, nil
}
