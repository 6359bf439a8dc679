package cohort

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/allclear-go/allclear/timeline"
)

// Groups gathers the figures of one measure, of the incidents that a rule picks, in
// groups: by severity, by region, by team, by any comparable key. Add incidents,
// then ask each group for its [Summary], or compare it with the group of another
// period.
//
// Groups are for one goroutine at a time. Make them with [NewGroups]: zero Groups
// measure nothing. Several that were filled apart go into one with [Groups.Merge].
type Groups[K comparable] struct {
	measure timeline.Measure
	rule    Rule
	groups  map[K]*group
	outside uint64
}

type group struct {
	acc   Accumulator
	maybe uint64 // incidents that the rule possibly leaves out
}

// NewGroups is an empty set of groups for the figures of a measure. The zero
// [Rule] picks every incident.
func NewGroups[K comparable](m timeline.Measure, r Rule) *Groups[K] {
	return &Groups[K]{measure: m, rule: r, groups: map[K]*group{}}
}

// Measure returns the measure, and Rule the rule.
func (g *Groups[K]) Measure() timeline.Measure { return g.measure }

// Rule returns the rule by which incidents are picked.
func (g *Groups[K]) Rule() Rule { return g.rule }

// Outside returns how many incidents the rule left out.
func (g *Groups[K]) Outside() uint64 { return g.outside }

// Add measures the incident as a whole, for the group of that key, and reports
// whether the rule picks it. One that the rule can tell nothing of, as it has no
// such time, is excluded with the reason and counted; so is a nil view.
func (g *Groups[K]) Add(key K, v *timeline.View) bool {
	return g.pick(v, func(in Membership) { g.take(key, in, g.whole(v)) })
}

// Exclude counts an incident for the group of that key, if the rule picks it, and
// leaves its figure out: that of one entered when it was over says nothing of how long
// it lasted, and yet the incident happened. Kind and reason are as in
// [Accumulator.Exclude]. It reports whether the rule picks the incident.
func (g *Groups[K]) Exclude(key K, v *timeline.View, kind timeline.FigureKind, reason timeline.ReasonCode) bool {
	return g.pick(v, func(in Membership) {
		into := g.group(key)
		if in == MembershipPossible {
			into.maybe++
		}
		into.acc.Exclude(kind, reason)
	})
}

// AddRegions measures the incident in each region that it names, those said not to be
// affected among them, for the group that key gives for the region. An incident that names
// none is measured as a whole, for the group of the zero scope.
func (g *Groups[K]) AddRegions(v *timeline.View, key func(region timeline.Scope) K) bool {
	return g.pick(v, func(in Membership) { g.takeEach(v, key, in, g.measure.ByRegion) })
}

// AddComponents is [Groups.AddRegions] by component.
func (g *Groups[K]) AddComponents(v *timeline.View, key func(component timeline.Scope) K) bool {
	return g.pick(v, func(in Membership) { g.takeEach(v, key, in, g.measure.ByComponent) })
}

// takeEach takes the figure of each place, or of the whole if there is none.
func (g *Groups[K]) takeEach(v *timeline.View, key func(timeline.Scope) K, in Membership, figures func(*timeline.View) iter.Seq2[timeline.Scope, timeline.Figure]) {
	named := false
	if v != nil {
		for place, f := range figures(v) {
			named = true
			g.take(key(place), in, f)
		}
	}
	if !named {
		g.take(key(timeline.Scope{}), in, g.whole(v))
	}
}

// whole measures the incident as a whole. Of a nil view nothing is known.
func (g *Groups[K]) whole(v *timeline.View) (f timeline.Figure) {
	if v != nil {
		f = g.measure.Of(v)
	}
	return f
}

// pick calls take for an incident that the rule picks.
func (g *Groups[K]) pick(v *timeline.View, take func(Membership)) bool {
	switch in := g.rule.Of(v); in {
	case MembershipNone, MembershipNotYet:
		g.outside++
		return false
	default:
		take(in)
		return true
	}
}

// take takes a figure of an incident into a group.
func (g *Groups[K]) take(key K, in Membership, f timeline.Figure) {
	into := g.group(key)
	switch in {
	case MembershipUnknown:
		into.acc.Exclude(timeline.Unknown, ReasonNotDated)
		return
	case MembershipPossible:
		into.maybe++
	}
	// The figure is of the measure that the accumulator was made for, even where its
	// period was cut at the moment of the view.
	if x, ok := f.Extent(); ok {
		into.acc.take(x, f.Reason().Code)
	} else {
		into.acc.Exclude(timeline.Invalid, timeline.ReasonMixed)
	}
}

// ReasonNotDated is why an incident is excluded that has no time by which the rule
// could pick it.
const ReasonNotDated timeline.ReasonCode = "not_dated"

func (g *Groups[K]) group(key K) *group {
	into := g.groups[key]
	if g.groups == nil {
		g.groups = map[K]*group{}
	}
	if into == nil {
		into = &group{acc: *NewAccumulator(g.measure)}
		g.groups[key] = into
	}
	return into
}

// Len returns how many groups there are.
func (g *Groups[K]) Len() int { return len(g.groups) }

// Group returns what a group has gathered; nothing, but of the right definition, if
// there is no such group. It is the caller's own.
func (g *Groups[K]) Group(key K) *Accumulator {
	if of, ok := g.groups[key]; ok {
		return of.acc.Clone()
	}
	return NewAccumulator(g.measure)
}

// Whole returns what all groups together have gathered, for a [Comparison] or a [Rate] of
// the whole. Where incidents were added by region or component, each counts once for
// each of its places. It is the caller's own.
func (g *Groups[K]) Whole() *Accumulator {
	all := NewAccumulator(g.measure)
	for _, of := range g.groups {
		// They are of one definition; what does not fit cannot have been counted.
		_ = all.Merge(&of.acc)
	}
	return all
}

// Keys returns the keys of the groups in the order of compare, such as cmp.Compare.
func (g *Groups[K]) Keys(compare func(a, b K) int) []K {
	return slices.SortedFunc(maps.Keys(g.groups), compare)
}

// All returns the groups in the order of compare, such as cmp.Compare, each
// with its summary.
func (g *Groups[K]) All(compare func(a, b K) int, o Options) iter.Seq2[K, Summary] {
	return func(yield func(K, Summary) bool) {
		for _, key := range g.Keys(compare) {
			if !yield(key, g.Summary(key, o)) {
				return
			}
		}
	}
}

// Summary describes one group, with the rule by which its incidents were picked.
func (g *Groups[K]) Summary(key K, o Options) Summary {
	of := g.groups[key]
	if of == nil {
		of = &group{acc: *NewAccumulator(g.measure)}
	}
	s := of.acc.Summary(o)
	s.underRule(g.rule, of.maybe)
	return s
}

// Total describes what [Groups.Whole] returns.
func (g *Groups[K]) Total(o Options) Summary {
	maybe := uint64(0)
	for _, of := range g.groups {
		maybe += of.maybe
	}
	s := g.Whole().Summary(o)
	s.underRule(g.rule, maybe)
	return s
}

func (s *Summary) underRule(r Rule, maybe uint64) {
	s.Rule = r.String()
	if maybe > 0 {
		s.add(WarningMaybeOutside, "%s perhaps outside of what was asked for: %s", isAre(maybe, "incident"), r)
	}
	s.Warnings = append(s.Warnings, r.Warnings()...)
}

// Merge adds what h has gathered, and leaves h as it is; nil has gathered nothing. It fails, and changes nothing,
// with [ErrDefinition] if the two are of different measures or rules, and with
// [ErrTooMany] as [Accumulator.Merge] does.
func (g *Groups[K]) Merge(h *Groups[K]) error {
	if h == nil {
		return nil
	}
	if !g.measure.Comparable(h.measure) || g.rule != h.rule {
		return fmt.Errorf("cohort: %w: %q, %s, and %q, %s", ErrDefinition, g.measure.Definition(), g.rule, h.measure.Definition(), h.rule)
	}
	for key, of := range h.groups {
		if mine := g.groups[key]; mine != nil && mine.acc.lookedAt()+of.acc.lookedAt() > maxCount {
			return fmt.Errorf("cohort: group %v: %w", key, ErrTooMany)
		}
	}
	g.outside += h.outside
	for key, of := range h.groups {
		into := g.group(key)
		into.maybe += of.maybe
		if err := into.acc.Merge(&of.acc); err != nil {
			return err
		}
	}
	return nil
}
