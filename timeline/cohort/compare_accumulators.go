package cohort

import "fmt"

// Compare compares how long the incidents of two groups lasted, before and after a
// change, say: whether they became shorter or longer, by what ratio, and how sure
// that is. It asks no more of the durations than their order, takes open and uncertain
// ones as what they are, and is not misled by few very long incidents as a
// difference of means is. A group that is nil has no incidents.
//
// Durations of different definitions do not mix (see [timeline.Measure.Definition]): of those
// nothing is computed, and [WarningDefinition] says so.
//
// The ratio and its interval hold for a change that makes every incident so many
// times as long. Where it changes some and not others, the ratio is about the
// typical pair of incidents.
func Compare(before, after *Accumulator, o CompareOptions) Comparison {
	if before != nil && after != nil && !before.mixesWith(after) {
		return Comparison{Before: before.measured(), After: after.measured(), Warnings: []Warning{{WarningDefinition,
			fmt.Sprintf("figures of different definitions do not mix, and nothing was compared: %q and %q", before.def, after.def)}}}
	}
	return compare(before.ordered(), after.ordered(), o)
}

// Logs returns the logarithms of the durations of a.
func (a *Accumulator) Logs() Logs { return logsOf(a.ordered()) }

// ordered is the observations of a, and none of nil.
func (a *Accumulator) ordered() []observation {
	if a == nil {
		return nil
	}
	return a.observations()
}
