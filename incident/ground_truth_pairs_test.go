package incident_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// A point is a time that is told, under the name of its fact.
type point struct {
	name      string
	at        timeline.Instant
	milestone timeline.Milestone // what it reaches, if anything
}

// points are the times that are told, in the order of their names: milestones,
// edges of windows, entries of the timeline.
func (r *teller) points() []point {
	var out []point
	add := func(name string, at timeline.Instant, m timeline.Milestone) {
		if at.IsKnown() {
			out = append(out, point{name, at, m})
		}
	}
	for st := range r.view().Statuses() {
		add("declared", st.At, timeline.Declared) // the first of them; how it ended is among the facts
		break
	}
	for name, e := range r.facts {
		switch {
		case strings.HasPrefix(name, "another account"):
		case name == "resolved" || slices.Contains(resolvedNames, name):
			add(name, e.Occurred, timeline.Resolved)
		case e.Kind == timeline.KindImpact:
			add(name+" start", e.Occurred, timeline.ImpactStarted)
			add(name+" end", e.Ended, "")
		case e.Kind == timeline.KindRestore:
			add(name, e.Occurred, timeline.Restored)
		default:
			add(name, e.Occurred, e.Milestone)
		}
	}
	slices.SortFunc(out, func(a, b point) int { return strings.Compare(a.name, b.name) })
	return out
}

// byWindow finds one of several windows.
func (r *teller) byWindow(_ stated, words said, _ []point) (why, how string) {
	for i := range r.truth.Windows {
		e := r.facts[fmt.Sprint("W", i)]
		from, ok1 := e.Occurred.Stated()
		until, ok2 := e.Ended.Stated()
		if !ok1 || !ok2 {
			continue
		}
		switch words.fits(until.Sub(from)) {
		case whyAgrees:
			return whyOneWindow, fmt.Sprint("window ", i)
		case whyRounded:
			return whyRounded, fmt.Sprint(until.Sub(from), " in window ", i)
		}
	}
	return "", ""
}

// bySpan finds the span of all windows, where ours is their union.
func (r *teller) bySpan(_ stated, words said, _ []point) (why, how string) {
	sure, _ := r.view().Windows(timeline.Scope{})
	if all, ok := sure.Envelope(); ok && sure.Len() > 1 {
		if length, ok := all.Duration(); ok && words.fits(length) == whyAgrees {
			return whySpan, all.String()
		}
	}
	return "", ""
}

// byHours counts support hours only, since the impact began or was detected.
func (r *teller) byHours(m stated, words said, _ []point) (why, how string) {
	hours := supportHours(r.t)
	for _, measure := range []timeline.Measure{m.own(), m.own().Since(timeline.Detected)} {
		if f := measure.Under(hours).Of(r.view()); words.fit(f) == whyAgrees {
			return whyWorkingHours, fmt.Sprintf("%s since %s: %v", measure.ID(), measure.From(), f)
		}
	}
	return "", ""
}

// ends are the milestones that are told, from the one that the measure has on, so
// that a pair with one end of its own is found before one with none.
func ends(points []point, first timeline.Milestone) []timeline.Milestone {
	out := []timeline.Milestone{first}
	for m := range timeline.Milestones() {
		out = append(out, m)
	}
	for _, p := range points {
		if p.milestone != "" {
			out = append(out, p.milestone)
		}
	}
	return slices.DeleteFunc(out, func(m timeline.Milestone) bool {
		return m == "" || !slices.ContainsFunc(points, func(p point) bool { return p.milestone == m })
	})
}

// byMilestones finds a pair of milestones.
func (r *teller) byMilestones(m stated, words said, points []point) (why, how string) {
	own := m.own()
	for _, to := range ends(points, own.To()) {
		for _, from := range ends(points, own.From()) {
			f := timeline.Elapsed(from, to).Of(r.view())
			if from != to && words.value > 0 && words.fit(f) == whyAgrees {
				return whyOtherEnds, fmt.Sprintf("%s to %s: %v", from, to, f)
			}
		}
	}
	return "", ""
}

// bySlip puts the year right where a milestone comes before the one it follows.
func (r *teller) bySlip(m stated, words said, points []point) (why, how string) {
	return r.among(m, points, func(from, to point) string {
		least, _ := from.at.Earliest()
		greatest, _ := from.at.Latest()
		end, ok := to.at.Stated()
		if to.milestone != m.own().To() || !ok || !end.Before(least) {
			return ""
		}
		end = end.AddDate(1, 0, 0)
		if end.Sub(greatest) <= words.value && words.value <= end.Sub(least) {
			return whySlip
		}
		return ""
	})
}

// byPoints finds a pair of which one end, or none, is a milestone.
func (r *teller) byPoints(m stated, words said, points []point) (why, how string) {
	return r.among(m, points, func(from, to point) string {
		a, ok1 := from.at.Stated()
		b, ok2 := to.at.Stated()
		if ok1 && ok2 && words.value > 0 && words.fits(b.Sub(a)) == whyAgrees {
			return whyEntries
		}
		return ""
	})
}

// byHalfDay finds a pair of milestones that is twelve hours longer.
func (r *teller) byHalfDay(m stated, words said, points []point) (why, how string) {
	return r.among(m, points, func(from, to point) string {
		a, ok1 := from.at.Stated()
		b, ok2 := to.at.Stated()
		if ok1 && ok2 && from.milestone != "" && to.milestone != "" && b.Sub(a)-words.value == 12*time.Hour {
			return whyHalfDay
		}
		return ""
	})
}

// among asks about every pair of points, those with the ends of the measure first.
func (r *teller) among(m stated, points []point, ask func(from, to point) (why string)) (why, how string) {
	own := m.own()
	for _, strict := range []int{2, 1, 0} {
		for _, to := range points {
			for _, from := range points {
				shared := 0
				if from.milestone != "" && from.milestone == own.From() {
					shared++
				}
				if to.milestone != "" && to.milestone == own.To() {
					shared++
				}
				if shared != strict {
					continue
				}
				if why := ask(from, to); why != "" {
					return why, from.name + " to " + to.name
				}
			}
		}
	}
	return "", ""
}

// byCheck asks what was calculated when the record was made.
func (r *teller) byCheck(m stated, words said, _ []point) (why, how string) {
	minutes := fmt.Sprintf("+%d=", int(words.value.Minutes()))
	for _, check := range r.truth.Checks {
		if strings.Contains(check, "MISMATCH") && (strings.Contains(check, strings.ReplaceAll(m.Metric, "_", " ")) || strings.Contains(check, minutes)) {
			return whyWrong, "the record's own check"
		}
	}
	return "", ""
}

// supportHours are those that the reports name which count no others.
func supportHours(t *testing.T) *timeline.Calendar {
	t.Helper()
	london, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	day := []timeline.Shift{{From: 10 * time.Hour, To: 17 * time.Hour}}
	c, err := timeline.NewCalendar("support hours", london, timeline.Week{time.Monday: day, time.Tuesday: day, time.Wednesday: day, time.Thursday: day, time.Friday: day})
	require.NoError(t, err)
	return c
}
