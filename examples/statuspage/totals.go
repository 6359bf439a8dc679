package main

import (
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/timeline"
)

// totals are what all records come to.
type totals struct {
	asOf    time.Time
	records int
	unread  int // records that are no incidents
	again   int // records of an incident that came before
	later   int // incidents that were not known yet
	years   map[int]*year
	undated year
	rules   map[feed.Rule]int
	found   map[string]certainty // findings by rule
	seen    map[uuid.UUID]string // the first record of each incident
}

// certainty is how many findings are certain, and how many doubtful.
type certainty struct {
	Certain  int `json:"certain"`
	Doubtful int `json:"doubtful"`
}

// A year is what the incidents that were declared in it come to.
type year struct {
	incidents, maintenances, open int
	afterwards                    int // entered when it was over
	shown, impact                 sum
}

// A sum adds figures as far as they are known.
type sum struct{ known []timeline.Figure }

// add takes a figure in that says how long something was. One that is still going on
// is not a part of what a year came to.
func (s *sum) add(f timeline.Figure) {
	if says(f) && f.Kind() != timeline.Ongoing {
		s.known = append(s.known, f)
	}
}

// says reports whether a figure says anything: "zero or more" does not.
func says(f timeline.Figure) bool {
	switch f.Kind() {
	case timeline.Known, timeline.Ongoing:
		return true
	case timeline.Bounded:
		_, has := f.Max()
		return has || least(f) > 0
	}
	return false
}

func (s *sum) total() timeline.Figure { return timeline.Sum(s.known...) }

func newTotals(asOf time.Time) *totals {
	return &totals{asOf: asOf, years: map[int]*year{}, rules: map[feed.Rule]int{}, found: map[string]certainty{}, seen: map[uuid.UUID]string{}}
}

// isMaintenance reports whether a view is of work that was planned.
func isMaintenance(v *timeline.View) bool {
	for st := range v.Statuses() {
		switch st.Name {
		case "scheduled", "in_progress", "verifying", "completed":
			return true
		}
	}
	return false
}

// isAfterwards reports whether an incident was entered when it was over: the page
// never had it open, and that length says nothing.
func isAfterwards(v *timeline.View) bool {
	for st := range v.Statuses() {
		return isOver(st) || endedBefore(v, st.At)
	}
	return false
}

// endedBefore reports whether every impact had ended by a time.
func endedBefore(v *timeline.View, at timeline.Instant) bool {
	impacts := 0
	for i := range v.Impacts() {
		if impacts++; i.EndState != timeline.EndGiven || at.Before(i.End) != timeline.Impossibly {
			return false
		}
	}
	return impacts > 0
}

func isOver(st timeline.Status) bool {
	return st.Phase == timeline.PhaseResolved || st.Phase == timeline.PhaseClosed
}

// sameID is the note that a record is of an incident that came before.
const sameID feed.Rule = "same_id"

// add counts a record in, and returns the view of its incident, nil if there is none,
// and what contradicts itself in it.
func (t *totals) add(item *feed.Item) (*timeline.View, []timeline.Finding) {
	t.records++
	again := false
	if item.Incident != nil {
		var first string
		if first, again = t.seen[item.Incident.ID()]; again {
			text := "the same incident as " + first + "; it is counted once"
			item.Diagnostics = append(item.Diagnostics, feed.Diagnostic{Rule: sameID, Path: item.Path, Text: text})
		} else {
			t.seen[item.Incident.ID()] = item.Path
		}
	}
	for _, d := range item.Diagnostics {
		t.rules[d.Rule]++
	}
	if item.Incident == nil {
		t.unread++
		return nil, nil
	}
	view := item.Incident.AsOf(t.asOf)
	status, known := view.Status()
	if !known {
		t.later++
		return nil, nil
	}
	if again {
		t.again++
		return view, nil
	}
	findings := t.lint(view)
	t.count(view, status)
	return view, findings
}

// lint counts what contradicts itself in an incident.
func (t *totals) lint(v *timeline.View) []timeline.Finding {
	findings := incident.Lint(v)
	for _, f := range findings {
		c := t.found[f.Rule]
		if f.Doubt {
			c.Doubtful++
		} else {
			c.Certain++
		}
		t.found[f.Rule] = c
	}
	return findings
}

// count adds an incident to its year.
func (t *totals) count(view *timeline.View, status timeline.Status) {
	y := t.year(view)
	y.incidents++
	switch {
	case isMaintenance(view):
		y.maintenances++
		return
	case isAfterwards(view):
		y.afterwards++
	default:
		y.shown.add(shown().Of(view))
	}
	if !isOver(status) {
		y.open++
	}
	y.impact.add(timeline.ImpactTime().Of(view))
}

// shown is how long the page had it open.
func shown() timeline.Measure { return timeline.Elapsed(timeline.Declared, timeline.Resolved) }

// year returns the year in which an incident was declared.
func (t *totals) year(v *timeline.View) *year {
	for st := range v.Statuses() {
		at, ok := st.At.Stated()
		if !ok {
			break
		}
		n := at.UTC().Year()
		if t.years[n] == nil {
			t.years[n] = &year{}
		}
		return t.years[n]
	}
	return &t.undated
}

// sorted returns the years in order.
func (t *totals) sorted() []int { return slices.Sorted(maps.Keys(t.years)) }
