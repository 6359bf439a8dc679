package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// lintFacts are the facts of a view as the rules need them, and what they found.
type lintFacts struct {
	l         Linter
	v         *timeline.View
	s         Snapshot
	statuses  []timeline.Status
	impacts   []timeline.Impact // that did harm, in the order of their events
	impactOf  map[uuid.UUID]timeline.Impact
	rivals    []*timeline.Event
	marks     map[timeline.Milestone][]*timeline.Event
	events    map[uuid.UUID]*timeline.Event
	all       []*timeline.Event // in order
	assumed   map[string]bool   // sources that rest on an assumption
	phases    map[string]timeline.Phase
	readings  map[uuid.UUID]reading // of the times as written
	over      int                   // the status by which it was over for good; -1 if it is not
	harmed    places                // of impacts
	ends      bool                  // of an impact the end is given
	dismissed bool                  // it ended as no incident of its own
	planned   bool                  // planned work, of which events lie ahead
	found     []lintFound
}

// read gathers the facts of a view.
func (l Linter) read(v *timeline.View) *lintFacts {
	f := &lintFacts{
		l: l, v: v, s: Of(v, l.Lifecycles...), over: -1,
		marks: map[timeline.Milestone][]*timeline.Event{}, events: map[uuid.UUID]*timeline.Event{},
		assumed: map[string]bool{}, phases: map[string]timeline.Phase{}, readings: map[uuid.UUID]reading{}, impactOf: map[uuid.UUID]timeline.Impact{}, harmed: places{},
	}
	for e := range v.Events() {
		f.take(&e)
		if e.Milestone != "" {
			f.marks[e.Milestone] = append(f.marks[e.Milestone], &e)
		}
		f.planned = f.planned || e.Health == timeline.Maintenance || e.Phase == timeline.PhasePlanned
	}
	for e := range v.Rivals() {
		f.take(&e)
		f.rivals = append(f.rivals, &e)
	}
	for i := range v.Impacts() {
		f.impactOf[i.Event] = i
		if harms(i) {
			f.impacts = append(f.impacts, i)
			f.harmed.add(i.Scope, f.event(i.Event))
			f.ends = f.ends || i.EndState == timeline.EndGiven
		}
	}
	f.words()
	f.history()
	f.readWritten()
	return f
}

// take keeps an event.
func (f *lintFacts) take(e *timeline.Event) {
	if f.events[e.ID] == nil {
		f.events[e.ID] = e
	}
	f.all = append(f.all, e)
	if e.Kind == timeline.KindSource && e.Assumption != "" {
		f.assumed[e.Source] = true
	}
}

// harms reports whether an impact is one: planned work, a place that was well and
// a total of nothing are not.
func harms(i timeline.Impact) bool {
	return i.Health != timeline.Maintenance && i.Health != timeline.Operational && (i.IsWindow() || i.Total.Longest() > 0)
}

// history reads the changes of status.
func (f *lintFacts) history() {
	for st := range f.v.Statuses() {
		f.statuses = append(f.statuses, st)
		f.phases[strings.ToLower(st.Name)] = st.Phase
		switch {
		case !isOver(st.Phase):
			f.over = -1
		case f.over < 0:
			f.over = len(f.statuses) - 1
		}
	}
	switch f.s.Resolution {
	case "merged", "duplicate", "cancelled", "false_positive":
		f.dismissed = true
	}
}

// words reads the phases of the words of lifecycles.
func (f *lintFacts) words() {
	for _, life := range f.l.Lifecycles {
		for st := range life.States() {
			f.phases[strings.ToLower(string(st.Name))] = timeline.Phase(st.Phase.String())
		}
	}
}

// phase is what a published word says: by the log's own statuses, by the lifecycles
// given, else as status pages mean it. It is empty for other words.
func (f *lintFacts) phase(word string) timeline.Phase {
	word = strings.ToLower(word)
	if p := f.phases[word]; p != "" {
		return p
	}
	switch word {
	case "scheduled", "planned":
		return timeline.PhasePlanned
	case "investigating", "identified":
		return timeline.PhaseActive
	case "monitoring", "mitigated", "fixed":
		return timeline.PhaseMitigated
	case "resolved", "available":
		return timeline.PhaseResolved
	}
	return ""
}

func isOver(p timeline.Phase) bool {
	return p == timeline.PhaseResolved || p == timeline.PhaseClosed
}

func (f *lintFacts) event(id uuid.UUID) *timeline.Event { return f.events[id] }

// sure reports whether the times of events rest on no assumption: neither their own
// nor their source's, or on one that the zone of the time as written bears out.
func (f *lintFacts) sure(events ...*timeline.Event) bool {
	return !slices.ContainsFunc(events, func(e *timeline.Event) bool {
		return (e.Assumption != "" || f.assumed[e.Source] && e.Source != "") && !f.readings[e.ID].settles
	})
}

// add records a finding.
func (f *lintFacts) add(rule string, doubt bool, events []*timeline.Event, format string, args ...any) {
	found := lintFound{Finding: timeline.Finding{Rule: rule, Doubt: doubt, Text: fmt.Sprintf(format, args...)}}
	for _, e := range events {
		if n := len(found.Events); n == 0 || found.Events[n-1] != e.ID {
			found.Events = append(found.Events, e.ID)
		}
	}
	if len(events) > 0 {
		found.at = events[0].Occurred
	}
	f.found = append(f.found, found)
}

// tolerance is how far stated lengths and accounts may be off.
func (l Linter) tolerance() time.Duration {
	if l.Tolerance == 0 {
		return time.Minute
	}
	return max(0, l.Tolerance)
}

// A moment is when something was, and the event that tells it.
type moment struct {
	at timeline.Instant
	e  *timeline.Event
}

func of(e *timeline.Event) moment { return moment{e.Occurred, e} }

// clocks is how far the clocks of two systems may be apart: what is out of order by
// less is nothing to tell.
const clocks = time.Minute

// precedes says whether a comes before b: surely where no reading has it otherwise,
// and perhaps where the stated points say so, or no bounds have it otherwise while an
// assumption may.
func (f *lintFacts) precedes(a, b moment) (surely, perhaps bool) {
	switch a.at.Before(b.at) {
	case timeline.Definitely:
		last, _ := a.at.Latest()
		first, _ := b.at.Earliest()
		far := first.Sub(last) >= clocks
		x, ok1 := a.at.Stated()
		y, ok2 := b.at.Stated()
		return far && f.sure(a.e, b.e), far || ok1 && ok2 && y.Sub(x) >= clocks
	case timeline.Possibly:
		x, ok1 := a.at.Stated()
		y, ok2 := b.at.Stated()
		return false, ok1 && ok2 && y.Sub(x) >= clocks
	}
	return false, false
}

// earliest is the first of several: the one that was over soonest. latest bounds what
// comes first among the others: the one that can have been first. It is false where
// nothing, or something of an unknown time, may have been first.
func earliest(list []moment) (moment, bool) {
	var out moment
	var best time.Time
	for _, m := range list {
		if t, ok := m.at.Latest(); ok && (out.e == nil || t.Before(best)) {
			out, best = m, t
		}
	}
	return out, out.e != nil
}

// notBefore is the one of several that bounds the first of them from below.
func notBefore(list []moment) (moment, bool) {
	var out moment
	var best time.Time
	for _, m := range list {
		t, ok := m.at.Earliest()
		if !ok {
			return moment{}, false
		}
		if out.e == nil || t.Before(best) {
			out, best = m, t
		}
	}
	return out, out.e != nil
}

// latest is the one of several that bounds the last of them from above; it is false
// where one may be at any later time.
func latest(list []moment) (moment, bool) {
	var out moment
	var best time.Time
	for _, m := range list {
		t, ok := m.at.Latest()
		if !ok {
			return moment{}, false
		}
		if out.e == nil || t.After(best) {
			out, best = m, t
		}
	}
	return out, out.e != nil
}

// when writes an instant for people.
func when(i timeline.Instant) string {
	clock := func(t time.Time) string {
		if t.Second() != 0 || t.Nanosecond() != 0 {
			return t.Format("2006-01-02 15:04:05 UTC")
		}
		return t.Format("2006-01-02 15:04 UTC")
	}
	first, hasFirst := i.Earliest()
	last, hasLast := i.Latest()
	stated, hasStated := i.Stated()
	switch {
	case i.IsExact():
		return clock(stated)
	case hasStated:
		return "about " + clock(stated) + " (±" + timeline.FormatDuration(last.Sub(stated)) + ")"
	case hasFirst && hasLast:
		return "between " + clock(first) + " and " + clock(last)
	case hasFirst:
		return "not before " + clock(first)
	case hasLast:
		return "not after " + clock(last)
	}
	return "at an unknown time"
}

// gap writes how far two instants are apart, by their stated points where they have
// some.
func gap(a, b timeline.Instant) string {
	x, ok1 := a.Stated()
	y, ok2 := b.Stated()
	if !ok1 || !ok2 {
		x, _ = a.Latest()
		y, _ = b.Earliest()
	}
	return timeline.FormatDuration(y.Sub(x).Abs())
}
