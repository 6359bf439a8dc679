package timeline

import "github.com/google/uuid"

// The names that a figure of [Lasted] gives its ends.
const (
	lastedFrom Milestone = "beginning"
	lastedTo   Milestone = "end"
)

// Lasted is the time from one event to another, such as from a suspicion until it
// was ruled out. The events need not be milestones.
//
// The zero UUID for the end says that nothing has ended it: the figure is then
// ongoing while the incident is open, and unknown after. An event that the view
// does not hold was not recorded. The measure of the figure has the ID "lasted".
func Lasted(v *View, from, to uuid.UUID) Figure {
	m := standard(defLasted)
	t := meter{v: v}
	f := Figure{measure: m}
	t.start(&f)
	begin, beginOK := t.markOf(from, lastedFrom)
	end, endOK := t.markOf(to, lastedTo)
	t.use(begin.events...)
	switch {
	case v.IsEmpty():
		t.because(Unknown, ReasonNothingKnown)
	case !beginOK:
		t.because(Unknown, ReasonMissing, string(lastedFrom))
	case endOK && t.notAhead(&end) == &end:
		t.use(end.events...)
		t.between(&begin, &end)
	case endOK: // foretold
		t.notEnded(&begin, t.notAhead(&end))
	case to != uuid.Nil || !v.isOpen:
		t.because(Unknown, ReasonMissing, string(lastedTo))
	default:
		t.notEnded(&begin, &end)
	}
	t.finish()
	return f
}

// markOf is when an event occurred.
func (t *meter) markOf(id uuid.UUID, name Milestone) (mark, bool) {
	e, ok := t.v.Event(id)
	if !ok {
		return mark{}, false
	}
	var out mark
	t.choose()
	t.add(e.Occurred, &e)
	t.choice(false, &out)
	out.named(name)
	return out, true
}
