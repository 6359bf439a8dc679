package incident

import (
	"slices"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// Worst returns the greatest severity that was ever assessed, the first of equal
// ones, and false if none was.
func (s Snapshot) Worst() (Severity, bool) {
	if len(s.Severities) == 0 {
		return Severity{}, false
	}
	return slices.MaxFunc(s.Severities, func(a, b Severity) int { return a.Level.Compare(b.Level) }), true
}

// SeverityAt returns the assessment that held at a moment, such as that of the
// declaration or of the detection. It is false if none held by then, and where the
// times leave open which one it was.
func (s Snapshot) SeverityAt(at timeline.Instant) (Severity, bool) {
	found := -1
	for i, r := range s.Severities {
		switch at.Before(r.Event.Occurred) {
		case timeline.Possibly:
			return Severity{}, false
		case timeline.Impossibly:
			found = i
		}
	}
	if found < 0 {
		return Severity{}, false
	}
	return s.Severities[found], true
}

// A Spell is how long one assessment held.
type Spell struct {
	Severity Severity
	Time     timeline.Figure
}

// Spells returns how long each assessment held, in their order: until the next, and
// at last until the incident was resolved or closed. The figure of the one that
// still holds is ongoing. A severity that was assessed twice has two spells.
func Spells(v *timeline.View) []Spell {
	s := Of(v)
	over := ended(v)
	var out []Spell
	for i, r := range s.Severities {
		until := over
		if i+1 < len(s.Severities) {
			until = s.Severities[i+1].Event.ID
		}
		out = append(out, Spell{r, timeline.Lasted(v, r.Event.ID, until)})
	}
	return out
}

// ended returns the status event by which the incident was over for good, and zero
// while it is not.
func ended(v *timeline.View) uuid.UUID {
	var out uuid.UUID
	for st := range v.Statuses() {
		switch over := st.Phase == timeline.PhaseResolved || st.Phase == timeline.PhaseClosed; {
		case !over:
			out = uuid.Nil
		case out == uuid.Nil:
			out = st.Event
		}
	}
	return out
}
