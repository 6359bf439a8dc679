package incident

import (
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// A Target is a limit that holds for incidents of some severity: acknowledged
// within 15 minutes if critical.
type Target struct {
	// From is the least severity that the target is for. Zero is every incident,
	// those without an assessment too.
	From severity.Level
	timeline.Target
}

// Judge returns how the targets that apply to the incident stand as of the view:
// for each measure, in the order given, the one for the greatest severity up to
// the current one, see [Snapshot.Severity]. A target for some severity is undecidable while none is
// assessed, unless another of its measure is for every incident.
func Judge(v *timeline.View, targets ...Target) []timeline.Verdict {
	now, assessed := Of(v).Severity()
	var out []timeline.Verdict
	done := map[timeline.Measure]bool{}
	for _, t := range targets {
		if done[t.Measure] {
			continue
		}
		done[t.Measure] = true
		var best *Target
		for i := range targets {
			c := &targets[i]
			applies := c.From == 0 || assessed && c.From <= now.Level
			if c.Measure == t.Measure && applies && (best == nil || c.From > best.From) {
				best = c
			}
		}
		switch {
		case best != nil:
			out = append(out, best.Of(v))
		case !assessed:
			out = append(out, timeline.Verdict{Target: t.Target, Figure: t.Measure.Of(v)})
		}
	}
	return out
}
