package incident

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// lintTogether runs the rules that need several incidents.
func lintTogether(read []*lintFacts) []lintFound {
	var views []*timeline.View
	byID := map[uuid.UUID]*lintFacts{}
	for _, f := range read {
		views = append(views, f.v)
		byID[f.v.ID()] = f
	}
	var out []lintFound
	for _, found := range CheckLinks(views...) {
		if found.Rule == RuleLinkLoop && len(found.Events) == 1 || found.Rule == RuleLinkChain && len(found.Events) == 2 && found.Events[0] == found.Events[1] {
			continue // a link of an incident to itself
		}
		out = append(out, lintFound{Finding: found})
	}
	for _, f := range read {
		n := len(f.found)
		for i := range f.s.Links {
			if other := byID[f.s.Links[i].Other]; other != nil && other != f {
				f.link(&f.s.Links[i], other)
			}
		}
		out = append(out, f.found[n:]...)
	}
	return append(out, overlaps(read)...)
}

// link finds a relation that the times of the two incidents contradict.
func (f *lintFacts) link(l *Link, other *lintFacts) {
	mine, theirs := f.times(timeline.Declared), other.times(timeline.Declared)
	doubt, what := true, "opened"
	switch l.Relation {
	case MergedInto, DuplicateOf:
		mine, doubt = []moment{of(&l.Event)}, false
	case FollowUpOf:
	case CausedBy:
		mine, theirs, what = f.times(timeline.ImpactStarted), other.times(timeline.ImpactStarted), "began"
	default:
		return
	}
	first, ok1 := earliest(mine)
	then, ok2 := notBefore(theirs)
	if !ok1 || !ok2 {
		return
	}
	surely, perhaps := f.precedes(first, then)
	if !perhaps {
		return
	}
	f.add(RuleLinkOrder, doubt || !surely || !other.sure(then.e), []*timeline.Event{&l.Event, first.e, then.e},
		"%q is %s %q since %s, and that one %s %s, %s later", f.s.Title, linkWords(l.Relation), other.s.Title, when(first.at), what, when(then.at), gap(first.at, then.at))
}

// A stretch is an impact of one of several incidents, as it surely was.
type stretch struct {
	f          *lintFacts
	e          *timeline.Event
	scope      timeline.Scope
	start, end time.Time
}

// overlaps finds two incidents that no link joins and that both had the same place
// down at the same time: they may be one.
func overlaps(read []*lintFacts) (out []lintFound) {
	var all []stretch
	for _, f := range read {
		if f.dismissed {
			continue
		}
		for _, i := range f.impacts {
			start, ok1 := i.Start.Latest()
			end, ok2 := i.End.Earliest()
			if i.IsWindow() && i.EndState == timeline.EndGiven && ok1 && ok2 && start.Before(end) && !i.Scope.IsZero() {
				all = append(all, stretch{f, f.event(i.Event), i.Scope, start, end})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b stretch) int {
		return cmp.Or(a.scope.Compare(b.scope), a.start.Compare(b.start), slices.Compare(a.e.ID[:], b.e.ID[:]))
	})
	told := map[[2]uuid.UUID]bool{}
	var reach [2]*stretch // the two that reach furthest, of different incidents
	for i := range all {
		s := &all[i]
		if i > 0 && all[i-1].scope != s.scope {
			reach = [2]*stretch{}
		}
		for _, r := range reach {
			if r == nil || r.f == s.f || r.f.v.ID() == s.f.v.ID() || !s.start.Before(r.end) {
				continue
			}
			key := [2]uuid.UUID{r.f.v.ID(), s.f.v.ID()}
			if slices.Compare(key[0][:], key[1][:]) > 0 {
				key[0], key[1] = key[1], key[0]
			}
			if told[key] {
				continue
			}
			told[key] = true
			if linked(r.f, s.f) {
				continue
			}
			out = append(out, lintFound{timeline.Finding{
				Rule: RuleOverlap, Doubt: true, Events: []uuid.UUID{r.e.ID, s.e.ID},
				Text: strings.Join([]string{place(s.scope), "was affected by", quote(r.f), "until", when(timeline.At(r.end)), "and by", quote(s.f), "from",
					when(timeline.At(s.start)) + ": they overlap, and no link says how they stand to each other"}, " "),
			}, r.e.Occurred})
		}
		reach = further(reach, s)
	}
	return out
}

func quote(f *lintFacts) string { return `"` + f.s.Title + `"` }

// further keeps the two stretches that reach furthest, of different incidents.
func further(reach [2]*stretch, s *stretch) [2]*stretch {
	switch {
	case reach[0] == nil || s.f == reach[0].f && s.end.After(reach[0].end):
		reach[0] = s
	case s.f == reach[0].f:
	case s.end.After(reach[0].end):
		reach = [2]*stretch{s, reach[0]}
	case reach[1] == nil || s.end.After(reach[1].end):
		reach[1] = s
	}
	return reach
}

// linked reports whether one of two incidents names the other.
func linked(a, b *lintFacts) bool {
	names := func(f, other *lintFacts) bool {
		return slices.ContainsFunc(f.s.Links, func(l Link) bool { return l.Other == other.v.ID() })
	}
	return names(a, b) || names(b, a)
}
