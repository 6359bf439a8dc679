package lifecycle

// Compile verifies d and returns the lifecycle it describes. The error is a
// *[DefinitionError] that holds every problem found.
//
// d is copied: changing it afterwards changes nothing.
//
// Compile drives a looplab/fsm machine over every pair of state and trigger
// and keeps what the machine did, after checking that it is what the edges
// say. That takes about a tenth of a millisecond for a lifecycle of usual size,
// and up to a third of a second at the limits; compile once and share the result.
func Compile(d Definition) (*Lifecycle, error) { return compile(d.clone(), Definition{}) }

// compile is [Compile] for a definition that extends base and is not shared.
func compile(d, base Definition) (*Lifecycle, error) {
	v := verify(d, base)
	if len(v.problems) > 0 {
		return nil, &DefinitionError{Name: d.Name, Problems: v.problems}
	}
	l := &Lifecycle{def: d, flat: v.flat, table: newTable(v.flat, v.triggers)}
	var problems []Problem
	l.next, problems = crossCheck(newMachine(l.flat, d.Initial[0], nil), l.table)
	if len(problems) > 0 {
		return nil, &DefinitionError{Name: d.Name, Problems: problems}
	}
	l.to = make([]State, len(l.next))
	for c, n := range l.next {
		if n != 0 {
			l.to[c] = d.States[n-1].Name
		}
	}
	return l, nil
}

// MustCompile is [Compile] for definitions that are part of a program. It
// panics if d does not compile.
func MustCompile(d Definition) *Lifecycle {
	l, err := Compile(d)
	if err != nil {
		panic(err)
	}
	return l
}

// table is what decisions are read from. Its cells stand in rows, one row per
// state in the order of the definition, one column per trigger in the order in
// which the edges first name them.
type table struct {
	states   index
	triggers index
	next     []uint8  // number of the state led to, plus 1; 0 is no edge
	edge     []uint16 // number of the edge, plus 1; 0 is no edge
	to       []State  // what next says, by name; empty is no edge
	// fingerprint identifies the meaning of all this; see [Lifecycle.Fingerprint].
	fingerprint string
}

// newTable returns the table that the edges of d describe. d must have been
// verified and its wildcards expanded; triggers holds its triggers in order.
func newTable(d Definition, triggers []string) table {
	names := make([]string, len(d.States))
	for i, s := range d.States {
		names[i] = string(s.Name)
	}
	t := table{states: newIndex(names), triggers: newIndex(triggers)}
	t.next = make([]uint8, len(names)*len(triggers))
	t.edge = make([]uint16, len(names)*len(triggers))
	for i, e := range d.Edges {
		column, to := t.triggers.find(string(e.Trigger)), t.states.find(string(e.To))
		for _, from := range e.From {
			c := t.states.find(string(from))*len(triggers) + column
			t.next[c], t.edge[c] = uint8(to+1), uint16(i+1)
		}
	}
	t.fingerprint = fingerprint(d)
	return t
}
