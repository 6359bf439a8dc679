package timeline

import "slices"

// A Stage is one part of the way from the first to the last of some milestones.
type Stage struct {
	From, To Milestone
	Figure   Figure
}

// Stages splits the time between milestones into stages, each of which begins
// where the one before it ended, so that they add up: impact start to detection,
// detection to declaration, and so on to resolution. Without arguments the
// milestones are those of [Milestones] up to resolved, without restored.
//
// A milestone that was not recorded, or certainly came before one that stands
// earlier in the list, has no stage of its own: the stage runs on to the next.
// Witnesses bound nothing here. While the incident is open, the last stage is
// ongoing, and leads to the last milestone asked for if that can still come. Where times are
// uncertain each stage has bounds of its own; a moment shared by two stages is one
// moment, so that what makes one longer makes the other shorter, and bounds must
// not be added. Estimates from stated points do add up.
func Stages(v *View, through ...Milestone) []Stage {
	if len(through) == 0 {
		through = []Milestone{
			ImpactStarted, Detected, Acknowledged, Declared, Mobilized, CauseSuspected, CauseFound, CauseConfirmed, Mitigated, Resolved,
		}
	}
	t := meter{v: v}
	var out []Stage
	var from mark
	var began Milestone
	for i, m := range through {
		var to mark
		t.recorded(anchor{m, codeOf(m)}, Scope{}, pickUsual, &to)
		last := i == len(through)-1
		switch {
		case to.state == markFound && to.lo > v.now:
			to.state = markOpen
		case to.state == markMissing && last && v.canCome(codeOf(m)):
			to.state = markOpen
		}
		switch {
		case began == "" && to.state != markFound, to.state == markMissing, to.state == markOpen && !last:
			continue
		case to.state == markFound && (to.reason.Code == ReasonNoTime || to.reason.Code == ReasonWitness || began != "" && to.hi < from.lo):
			continue
		case began != "":
			f := Figure{measure: Elapsed(began, m)}
			t.start(&f)
			t.use(from.events...)
			t.use(to.events...)
			if to.state == markOpen {
				t.notEnded(&from, &to)
			} else {
				t.between(&from, &to)
			}
			t.finish()
			f.inputs = slices.Clone(f.inputs)
			out = append(out, Stage{began, m, f})
		}
		from, began = to, m
	}
	return out
}
