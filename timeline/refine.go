package timeline

import (
	"math"
	"time"
)

// Since starts the clock at another milestone or published update. It has no
// effect on a measure that has no clock.
func (m Measure) Since(from Milestone) Measure {
	if m.shape() == shapeElapsed {
		m.from, m.fromCode = from, codeOf(from)
	}
	return m
}

// In narrows the measure to a place.
func (m Measure) In(s Scope) Measure { m.scope = s; return m }

// First stops the clock at the first time the milestone was reached, where an
// incident that relapsed or was reopened reached it more than once. Of First,
// [Measure.Last], [Measure.Cumulative], [Measure.Regions] and
// [Measure.Components] the last one called counts; none has an effect on a
// measure that has no clock.
func (m Measure) First() Measure { return m.picking(pickFirst, 0, false) }

// Last stops the clock at the last time the milestone was reached.
func (m Measure) Last() Measure { return m.picking(pickLast, 0, false) }

// Cumulative counts only the time in which the milestone was still to be reached,
// where an incident reached it, fell back and reached it again. Time to restore
// is then the time impacted, without the healthy time between relapses; time to
// resolve and to close leave out the time until it was reopened. Other
// milestones are reached once, and the figure is the usual one.
func (m Measure) Cumulative() Measure { return m.picking(pickCumulative, 0, false) }

// Within counts only the time inside period.
func (m Measure) Within(period Span) Measure { m.clip = period; return m }

// Regions stops the clock of a time to restore when k of the regions that the
// log names as affected were back, whichever they were: 1 is the first of them,
// and their number the last. Fewer regions than k, and it is unknown. Zero takes
// the count away.
func (m Measure) Regions(k int) Measure { return m.picking(pickUsual, k, false) }

// Components is [Measure.Regions] for components.
func (m Measure) Components(k int) Measure { return m.picking(pickUsual, k, true) }

func (m Measure) picking(p pick, k int, component bool) Measure {
	if m.shape() == shapeElapsed {
		m.pick, m.places, m.component = p, uint16(min(max(k, 0), math.MaxUint16)), component && k > 0
	}
	return m
}

// Coalesce counts stretches of impact that lie no further than gap apart as one,
// with the time between them, for services that flap. The figure says so, and
// the measure without it gives the raw time. It has no effect on measures that
// are not totals.
func (m Measure) Coalesce(gap time.Duration) Measure {
	if m.shape() == shapeTotal {
		m.gap = max(0, gap.Microseconds())
	}
	return m
}

// WithoutHold leaves out the time in which work was on hold, that is, in which the
// status had an [Event.Hold]. It has an effect on measures with a clock only.
// Whether time on hold counts is a matter of policy; a figure of an incident that
// was on hold says which was followed.
func (m Measure) WithoutHold() Measure { m.noHold = m.shape() == shapeElapsed; return m }

// Under counts working time of a calendar instead of time, for promises that
// are made in business hours. A nil calendar counts all time. It has no effect on
// counts and silences.
func (m Measure) Under(c *Calendar) Measure {
	switch m.shape() {
	case shapeElapsed, shapeTotal, shapeAvailability, shapeWeighted:
		m.calendar = c
	}
	return m
}

// Calendar returns the calendar whose working time counts, or nil.
func (m Measure) Calendar() *Calendar { return m.calendar }

func (m Measure) dimension() string {
	if m.component {
		return "component"
	}
	return "region"
}

// pickNames name which of several moments stops the clock.
var pickNames = [...]string{pickUsual: "", pickFirst: "first", pickLast: "last", pickCumulative: "cumulative"}

// A holdPolicy says whether a figure counts time on hold.
type holdPolicy uint8

const (
	holdNone     holdPolicy = iota // the incident was not on hold
	holdIncluded                   // it was, and the time counts
	holdExcluded                   // the measure leaves it out
)

var holdNames = [...]string{"", "included", "excluded"}
