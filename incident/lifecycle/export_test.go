package lifecycle

import "context"

// CrossCheck compares the edges of one definition with a machine made of
// another. Both have the same states and triggers.
func CrossCheck(declared, engine Definition) []Problem {
	t := tableOf(declared)
	_, problems := crossCheck(newMachine(engine, engine.Initial[0], nil), t)
	return problems
}

// CrossCheckLiar compares the edges of d with a machine that contradicts
// itself or goes where no state is.
func CrossCheckLiar(d Definition, lie Liar) []Problem {
	lie.machine = newMachine(d, d.Initial[0], nil)
	_, problems := crossCheck(&lie, tableOf(d))
	return problems
}

// Liar is a machine whose answers can be made false.
type Liar struct {
	machine
	FlipCan bool   // Can says the opposite
	Where   string // Current says this, if not empty
}

func (l *Liar) Can(event string) bool { return l.machine.Can(event) != l.FlipCan }

func (l *Liar) Current() string {
	if l.Where != "" {
		return l.Where
	}
	return l.machine.Current()
}

func (l *Liar) Event(ctx context.Context, event string, args ...any) error {
	return l.machine.Event(ctx, event, args...)
}

// Finds reports whether an index of names finds each of them at its place, and
// nothing for other.
func Finds(names []string, other string) bool {
	x := newIndex(names)
	for i, name := range names {
		if x.find(name) != i {
			return false
		}
	}
	return x.find(other) < 0
}

// tableOf returns the table that the edges of d describe.
func tableOf(d Definition) table {
	v := verify(d, Definition{})
	return newTable(v.flat, v.triggers)
}
