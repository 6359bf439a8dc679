package incident_test

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/timeline"
)

// The reasons why a stated figure and ours are what they are to each other. Those of
// the rules below stand in the order in which the rules are asked.
const (
	whyNotStated    = "not_stated"       // the report says "?" or "N/A" itself
	whyNotDuration  = "not_a_duration"   // a share or a count
	whyUnreadable   = "unreadable"       // no length can be read of it, or more than one
	whyPlan         = "a_plan"           // what was planned, not what came
	whyNoTimes      = "no_times"         // not measurable: fewer than two times are told
	whyAgrees       = "agrees"           // our figure of the same meaning, to the precision of the wording
	whyRounded      = "rounded"          // likewise, within what "about", a range or the unit of the wording allow
	whyNoHealth     = "health_not_told"  // other definition: time impacted, as the words say not how bad it was
	whyOneWindow    = "one_window"       // other scope: one of several windows, in full or about
	whySpan         = "span_not_union"   // from the start of the first window to the end of the last
	whySlip         = "time_is_wrong"    // right, and a milestone was recorded in another year
	whyOtherEnds    = "other_definition" // another pair of milestones; which one is told
	whyEntries      = "other_entries"    // likewise, of times that are told and reach no milestone, one or both
	whyWorkingHours = "working_hours"    // other definition: only support hours count
	whyHalfDay      = "half_day_wrong"   // wrong by the twelve hours of a clock with two halves
	whyWrong        = "stated_is_wrong"  // wrong: no reading of what is told gives it, as the record's own check says
	whyMissing      = "fact_missing"     // not measurable: our figure tells which fact is missing
	whyUnexplained  = "unexplained"
)

// explainedByHand are the stated figures that no rule explains: record and index.
var explainedByHand = map[string]string{
	"circleci-2018-05-17/0": whyMissing, // the length of a piece of work that is told without times
}

// A comparison is a stated figure, ours beside it, and why they are what they are.
type comparison struct {
	id, why, how string
	figure       timeline.Figure
}

// own is our measure of the meaning that the words name.
func (m stated) own() timeline.Measure {
	measure := timeline.ImpactTime()
	switch {
	case strings.Contains(m.Metric, "detect"), strings.Contains(m.Metric, "delay"):
		return timeline.TimeToDetect()
	case strings.Contains(m.Metric, "recovery"), strings.Contains(m.Metric, "repair"):
		return timeline.TimeToRestore()
	case m.Metric == "time_to_resolve":
		return timeline.TimeToResolve()
	case strings.Contains(m.Metric, "degraded"):
		measure = timeline.DegradedTime()
	case strings.Contains(m.Metric, "downtime"), m.Metric == "outage":
		measure = timeline.Downtime()
	}
	if m.Scope != "" && m.Scope != "global" {
		return measure.In(timeline.Component(m.Scope))
	}
	return measure
}

// fit says how a figure fits what is stated: agrees, rounded, or not at all.
func (s said) fit(f timeline.Figure) string {
	least, greatest, hasLeast, hasGreatest := f.Bounds()
	switch {
	case !hasLeast || !hasGreatest || greatest < 0:
		return ""
	case least != greatest && least <= s.value && s.value <= greatest:
		return whyAgrees // the bounds of our figure allow it
	case least != greatest:
		return ""
	}
	return s.fits(least)
}

// fits says the same of a duration.
func (s said) fits(ours time.Duration) string {
	off := (ours - s.value).Abs()
	switch ranged := s.length.Shortest() < s.length.Longest(); {
	case off == 0, !s.about && off <= s.unit/2:
		return whyAgrees
	case s.about && (off <= s.unit/2 || ranged && s.length.Shortest() <= ours && ours <= s.length.Longest()):
		return whyRounded
	case !s.about && off < s.unit:
		return whyRounded
	}
	return ""
}

var countOrShare = regexp.MustCompile(`%|^\d+$`)

// compare explains a stated figure by the first rule that does.
func (r *teller) compare(index int) comparison {
	m, view := r.truth.Metrics[index], r.view()
	c := comparison{id: fmt.Sprintf("%s/%d", r.truth.ID, index), figure: m.own().Of(view)}
	words, ok := m.read()
	points := r.points()
	switch {
	case slices.Contains([]string{"?", "N/A"}, m.Text):
		c.why = whyNotStated
	case !ok && countOrShare.MatchString(m.Text):
		c.why = whyNotDuration
	case !ok:
		c.why = whyUnreadable
	case m.Metric == "planned":
		c.why = whyPlan
	case len(points) < 2:
		c.why, c.how = whyNoTimes, c.figure.Reason().String()
	default:
		c.why, c.how = r.rules(m, words, points)
	}
	if c.why == whyUnexplained {
		c.why = cmp.Or(explainedByHand[c.id], whyUnexplained)
	}
	return c
}

// rules asks the rules that compare numbers, in order.
func (r *teller) rules(m stated, words said, points []point) (why, how string) {
	own, view := m.own(), r.view()
	figure := own.Of(view)
	noHealth := figure.Reason().Code == timeline.ReasonNoHealth
	noEnd := figure.Reason().Code == timeline.ReasonNoEnd
	if fit := words.fit(figure); fit != "" && !noHealth && !noEnd {
		return fit, own.ID()
	}
	if all := timeline.ImpactTime().In(own.Scope()).Of(view); noHealth && words.fit(all) != "" {
		return whyNoHealth, "impact_time"
	}
	for _, rule := range []func(stated, said, []point) (why, how string){
		r.byWindow, r.bySpan, r.bySlip, r.byMilestones, r.byHours, r.byPoints, r.byHalfDay, r.byCheck,
	} {
		if why, how := rule(m, words, points); why != "" {
			return why, how
		}
	}
	for _, measure := range []timeline.Measure{own, own.Since(timeline.Detected), own.Since(timeline.Declared)} {
		if _, known := measure.Of(view).Duration(); known {
			return whyUnexplained, "" // it could be measured, and is something else
		}
	}
	return whyMissing, figure.Reason().String()
}

// compareAll explains every stated figure of the record.
func (r *teller) compareAll() []comparison {
	var out []comparison
	for i := range r.truth.Metrics {
		out = append(out, r.compare(i))
	}
	return out
}

// Every stated figure is measured, and why it differs from ours, where it does, is
// known.
func TestGroundTruthMetrics(t *testing.T) {
	counts := map[string]int{}
	var unexplained, unused []string
	hand := maps.Clone(explainedByHand)
	for _, r := range groundTruth(t) {
		for i, c := range r.compareAll() {
			m := r.truth.Metrics[i]
			counts[c.why]++
			t.Logf("%-20s %s %q %s: ours %v; %s", c.why, c.id, m.Metric, m.Text, c.figure, c.how)
			if c.why == whyUnexplained {
				unexplained = append(unexplained, c.id)
			}
			delete(hand, c.id)
		}
	}
	for id := range hand {
		unused = append(unused, id)
	}
	assert.Empty(t, unexplained)
	assert.Empty(t, unused, "explained by hand, and not there")
	for _, why := range slices.Sorted(maps.Keys(counts)) {
		t.Log(why, counts[why])
	}
	require.Equal(t, statedFigures, counts)
}

// statedFigures are how many of the stated figures have which reason.
var statedFigures = map[string]int{
	whyAgrees: 29, whyRounded: 4, whyNoHealth: 1, whyOneWindow: 7, whySpan: 1, whyOtherEnds: 33, whyEntries: 7, whyWorkingHours: 1,
	whySlip: 1, whyHalfDay: 2, whyWrong: 11, whyMissing: 3, whyNoTimes: 28, whyUnreadable: 2, whyNotDuration: 4, whyNotStated: 5, whyPlan: 1,
}
