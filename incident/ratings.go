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
	for _, r := range s.Severities[:found] { // it may have come before another that held
		if at.Before(r.Event.Occurred) == timeline.Impossibly && s.Severities[found].Event.Occurred.Before(r.Event.Occurred) != timeline.Impossibly {
			return Severity{}, false
		}
	}
	return s.Severities[found], true
}

// A Spell is how long one assessment held.
type Spell struct {
	Severity Severity
	Time     timeline.Figure
}

// Spells returns how long each assessment held, in their order: until the next, and
// at most until the incident was resolved or closed. The figure of the one that
// still holds is ongoing. A severity that was assessed twice has two spells, and one
// that was assessed when the incident was over has none. Where the times leave open
// which assessment came first, the figures are doubtful.
func Spells(v *timeline.View) []Spell {
	s := Of(v)
	over := ended(v)
	last, _ := v.Event(over)
	var out []Spell
	for i, r := range s.Severities {
		if over != uuid.Nil && last.Occurred.Before(r.Event.Occurred) == timeline.Definitely {
			continue
		}
		until := over
		if i+1 < len(s.Severities) {
			if next := s.Severities[i+1].Event; over == uuid.Nil || last.Occurred.Before(next.Occurred) != timeline.Definitely {
				until = next.ID
			}
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
