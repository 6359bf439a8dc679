package timeline

import (
	"bytes"
	"iter"
	"slices"

	"github.com/google/uuid"
)

// A Change is one fact on which two views differ.
type Change struct {
	ID            uuid.UUID
	Before, After Event // a zero Kind: the view does not hold the fact
}

// A FigureChange is one figure on which two views differ.
type FigureChange struct {
	Measure       Measure
	Before, After Figure
}

// A Difference is what separates two views of one incident: what was learned,
// taken back and corrected from one to the other.
type Difference struct {
	Events   []Change  // in the order of the events, as the later view has them
	Findings []Finding // that only the second view has
	Settled  []Finding // that only the first view has
	before   *View
	after    *View
}

// Diff compares two views, such as those of one log as of last Tuesday and as of
// now, or of two copies of a log. Views of one log that prefer different sources
// hold the same facts, though their figures differ.
func Diff(before, after *View) Difference {
	d := Difference{before: before, after: after}
	for _, e := range before.facts {
		if after.fact(e.ID) == nil && before.fact(e.ID) == e {
			d.Events = append(d.Events, Change{ID: e.ID, Before: *e})
		}
	}
	for _, e := range after.facts {
		switch old := before.fact(e.ID); {
		case after.fact(e.ID) != e: // another event of that ID, which is a finding
		case old == nil:
			d.Events = append(d.Events, Change{ID: e.ID, After: *e})
		case !bytes.Equal(old.appendJSON(nil, true), e.appendJSON(nil, true)):
			d.Events = append(d.Events, Change{e.ID, *old, *e})
		}
	}
	slices.SortStableFunc(d.Events, func(a, b Change) int { return compareEvents(a.standing(), b.standing()) })
	d.Findings, d.Settled = without(after.findings, before.findings), without(before.findings, after.findings)
	return d
}

func (c *Change) standing() *Event {
	if c.After.Kind != "" {
		return &c.After
	}
	return &c.Before
}

// without returns the findings of a that b has not.
func without(a, b []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(a), func(f Finding) bool {
		return slices.ContainsFunc(b, func(g Finding) bool {
			return f.Rule == g.Rule && f.Text == g.Text && slices.Equal(f.Events, g.Events)
		})
	})
}

// IsEmpty reports whether the views hold the same facts with the same findings.
// Figures that run on with the clock may differ all the same.
func (d Difference) IsEmpty() bool {
	return len(d.Events) == 0 && len(d.Findings) == 0 && len(d.Settled) == 0
}

// Figures returns the figures that came out otherwise: of the given measures, or
// if none is given of the [Standard] ones, for the whole and for each region
// that either view names. A figure has changed if its kind, bounds, estimate or
// reason has; the facts behind it may have changed without that.
func (d Difference) Figures(measures ...Measure) iter.Seq[FigureChange] {
	if len(measures) == 0 {
		measures = Standard()
		regions := slices.AppendSeq(slices.Collect(d.before.Regions()), d.after.Regions())
		slices.SortFunc(regions, Scope.Compare)
		for _, r := range slices.Compact(regions) {
			for _, m := range Standard() {
				measures = append(measures, m.In(r))
			}
		}
	}
	return func(yield func(FigureChange) bool) {
		for _, m := range measures {
			before, after := m.Of(d.before), m.Of(d.after)
			if !before.equal(after) && !yield(FigureChange{m, before, after}) {
				return
			}
		}
	}
}

// equal reports whether two figures say the same.
func (f Figure) equal(g Figure) bool {
	return f.measure == g.measure && f.kind == g.kind && f.lo == g.lo && f.hi == g.hi && f.at == g.at && f.has == g.has &&
		f.doubtful == g.doubtful && f.reason == g.reason
}
