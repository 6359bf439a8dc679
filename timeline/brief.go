package timeline

import (
	"slices"

	"github.com/google/uuid"
)

// A brief is what most figures need of a view, side by side in memory. Where many
// views are measured each lies somewhere else, and to fetch one line of memory
// takes longer than to work out a figure.
type brief struct {
	now     int64
	settled uint16 // the milestones reached at one exact time, as bits by code
	awaited uint16 // those not reached that still can be
	held    bool   // work was on hold at some time
	at      [codes - 1]int64
}

// note fills in the milestones from the marks of the whole incident.
func (v *View) note() {
	for c := code(1); c < codes; c++ {
		switch k := &v.marks[c]; {
		case k.isBounded() && k.lo == k.hi:
			v.settled |= 1 << c
			v.at[c-1] = k.lo
		case k.state != markFound && k.reason.Code == ReasonNone && v.dismissal == "" && (k.state == markOpen || v.canCome(c)):
			v.awaited |= 1 << c
		}
	}
}

// elapsed computes the figure of a plain measure of time between exact moments, the
// second of which may be yet to come, and is false in all other cases. What it
// gives is what meter.of gives; the inputs stay in the view, see [Figure.facts].
func (v *View) elapsed(f *Figure) bool {
	from, to := f.measure.fromCode, f.measure.toCode
	if v.held || v.settled>>from&1 == 0 {
		return false
	}
	start, end, ongoing := v.at[from-1], v.now, v.settled>>to&1 == 0
	if !ongoing {
		end = v.at[to-1]
	}
	switch {
	case end < start || end > v.now || !fits(end-start):
		return false
	case !ongoing:
		f.set(Known, end-start, end-start, end-start, hasMin|hasMax|hasApprox)
	case v.awaited>>to&1 != 0:
		f.set(Ongoing, end-start, 0, 0, hasMin)
		f.reason.Code, f.reason.about[0] = ReasonNotYet, string(f.measure.to)
	default:
		return false
	}
	f.inputs, f.view = nil, v
	return true
}

// facts returns the inputs of the figure. Those of a brief figure are the events of
// the marks that it lies between: most figures are never asked for them.
func (f *Figure) facts() []uuid.UUID {
	if f.view == nil {
		return f.inputs
	}
	var out []uuid.UUID
	for _, c := range [...]code{f.measure.fromCode, f.measure.toCode} {
		for _, e := range f.view.marks[c].events {
			if e != nil && !slices.Contains(out, e.ID) {
				out = append(out, e.ID)
			}
		}
	}
	return out
}
