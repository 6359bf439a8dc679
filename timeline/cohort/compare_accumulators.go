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
	c := compare(before.ordered(), after.ordered(), o)
	for _, a := range [...]*Accumulator{before, after} {
		if a != nil && c.Definition == "" {
			c.Definition = a.def
		}
	}
	return c
}

// Compare compares a group with the group of the same key of an earlier period. It
// shows the rules of both, and warns if they are of different kinds.
func (g *Groups[K]) Compare(before *Groups[K], key K, o CompareOptions) Comparison {
	if before == nil {
		return Compare(nil, g.Group(key), o)
	}
	c := Compare(before.Group(key), g.Group(key), o)
	c.Rules = before.rule.String() + "; " + g.rule.String()
	if before.rule.Milestone() != g.rule.Milestone() {
		c.Warnings = append(c.Warnings, Warning{WarningRules, "incidents were chosen by different rules: " + c.Rules})
	}
	return c
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
