package incident

import (
	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// lintOrders are the milestones that come in one order, by what they mean: see the
// witnesses of [timeline.TimeToDetect]. Where the order is only usual, doubt is set.
var lintOrders = [...]struct {
	first, then timeline.Milestone
	doubt       bool
	why         string
}{
	{timeline.Detected, timeline.Acknowledged, false, "nobody takes up what nobody noticed"},
	{timeline.Detected, timeline.Declared, false, "nobody opens an incident that nobody noticed"},
	{timeline.Detected, timeline.Mobilized, false, "nobody is called for what nobody noticed"},
	{timeline.Detected, timeline.CauseFound, false, "nobody finds the cause of what nobody noticed"},
	{timeline.CauseFound, timeline.CauseConfirmed, false, "what is proved is known"},
	{timeline.Detected, timeline.ReviewPublished, false, "nobody reviews what nobody noticed"},
	{timeline.ImpactStarted, timeline.ReviewPublished, false, "nobody reviews what has not begun"},
	{timeline.ImpactStarted, timeline.Detected, true, "an alarm before the impact tells of something else, or the impact began earlier"},
	{timeline.ImpactStarted, timeline.Mitigated, true, "a fix before the impact fixed something else, or the impact began earlier"},
	{timeline.Detected, timeline.Mitigated, true, "what was fixed before anybody noticed was fixed by chance"},
	{timeline.Resolved, timeline.ReviewPublished, true, "the review came out while the work went on"},
}

// times returns the moments of a milestone: of declared and resolved those of the
// status, of the start of impact those of the impacts.
func (f *lintFacts) times(m timeline.Milestone) []moment {
	var out []moment
	switch m {
	case timeline.Declared:
		if len(f.statuses) > 0 && !f.planned {
			out = append(out, f.status(0))
		}
	case timeline.Resolved:
		if f.over >= 0 && !f.dismissed {
			out = append(out, f.status(f.over))
		}
	case timeline.ImpactStarted:
		for _, i := range f.impacts {
			out = append(out, moment{i.Start, f.event(i.Event)})
		}
	default:
		for _, e := range f.marks[m] {
			out = append(out, of(e))
		}
	}
	return out
}

// status is when a status was entered.
func (f *lintFacts) status(i int) moment {
	return moment{f.statuses[i].At, f.event(f.statuses[i].Event)}
}

// order finds milestones in an order that cannot be, and in one that seldom is.
func (f *lintFacts) order() {
	for _, o := range lintOrders {
		then, ok1 := earliest(f.times(o.then))
		first, ok2 := notBefore(f.times(o.first))
		if !ok1 || !ok2 {
			continue
		}
		surely, perhaps := f.precedes(then, first)
		if perhaps {
			f.add(RuleMilestoneOrder, o.doubt || !surely, []*timeline.Event{then.e, first.e},
				"%s %s comes %s before %s %s: %s", o.then.Words(), when(then.at), gap(then.at, first.at), o.first.Words(), when(first.at), o.why)
		}
	}
	f.detectedAfterUpdate()
}

// detectedAfterUpdate finds a detection after the first published update.
func (f *lintFacts) detectedAfterUpdate() {
	if f.planned {
		return
	}
	var updates []moment
	for i := range f.s.Updates {
		if u := &f.s.Updates[i].Event; f.phase(u.Status) != timeline.PhasePlanned {
			updates = append(updates, of(u))
		}
	}
	update, ok1 := earliest(updates)
	detected, ok2 := notBefore(f.times(timeline.Detected))
	if !ok1 || !ok2 {
		return
	}
	if surely, perhaps := f.precedes(update, detected); perhaps {
		f.add(RuleDetectedAfterUpdate, !surely, []*timeline.Event{detected.e, update.e},
			"it was detected %s, %s after the first update of %s was published", when(detected.at), gap(update.at, detected.at), when(update.at))
	}
}

// statusDates finds a status that is dated before one that it follows. No clock
// decides which status follows which, so the dates can be wrong.
func (f *lintFacts) statusDates() {
	last := -1 // of the statuses before, the one that came latest for sure
	for i := range f.statuses {
		now := f.status(i)
		if last >= 0 {
			before := f.status(last)
			if surely, perhaps := f.precedes(now, before); perhaps {
				f.add(RuleStatusDates, !surely, []*timeline.Event{now.e, before.e},
					"status %q is of %s, %s before %q of %s that it follows", f.statuses[i].Name, when(now.at), gap(now.at, before.at), f.statuses[last].Name, when(before.at))
			}
		}
		if first, ok := now.at.Earliest(); ok {
			if last < 0 {
				last = i
			} else if best, _ := f.statuses[last].At.Earliest(); !first.Before(best) {
				last = i
			}
		}
	}
}

// mitigation finds a status that says mitigated before the fix was in: the last that
// does, as one that the incident fell back from told of another fix.
func (f *lintFacts) mitigation() {
	fix, ok := notBefore(f.times(timeline.Mitigated))
	if !ok || f.dismissed || f.planned {
		return
	}
	var said moment
	before := timeline.Phase("")
	name := ""
	for i, st := range f.statuses {
		if st.Phase == timeline.PhaseMitigated && before != timeline.PhaseMitigated {
			said, name = f.status(i), st.Name
		}
		if st.Phase == timeline.PhaseActive || st.Phase == timeline.PhaseTriage {
			said = moment{}
		}
		before = st.Phase
	}
	if said.e == nil {
		return
	}
	if _, perhaps := f.precedes(said, fix); perhaps {
		f.add(RuleStatusBeforeFix, true, []*timeline.Event{said.e, fix.e},
			"the status %q is of %s, %s before the fix of %s", name, when(said.at), gap(said.at, fix.at), when(fix.at))
	}
}

// resolution finds an incident that was called resolved before the fix was in, and
// before the last place was back.
func (f *lintFacts) resolution() {
	said := f.calledOver()
	if len(said) == 0 {
		return
	}
	first, ok := earliest(said)
	if !ok {
		return
	}
	if fix, ok := notBefore(f.times(timeline.Mitigated)); ok && f.over >= 0 {
		over := f.status(f.over)
		if surely, perhaps := f.precedes(over, fix); perhaps {
			f.add(RuleResolvedBeforeFix, !surely || f.healedBy(over), []*timeline.Event{over.e, fix.e},
				"it was resolved %s, %s before the fix of %s", when(over.at), gap(over.at, fix.at), when(fix.at))
		}
	}
	if len(f.impacts) > 0 {
		f.resolvedBeforeRestored(first, said)
	} else {
		f.resolvedBeforeRestoration(first)
	}
}

// resolvedBeforeRestoration is for logs that tell of a restoration and of no impact.
func (f *lintFacts) resolvedBeforeRestoration(over moment) {
	var last *timeline.Event
	for _, e := range f.all {
		if e.Kind != timeline.KindRestore || e.RivalOf != uuid.Nil || e.Scope.Part() != timeline.Whole {
			continue
		}
		if last == nil || last.Occurred.Compare(e.Occurred) < 0 && e.Occurred.IsKnown() {
			last = e
		}
	}
	if last == nil {
		return
	}
	if surely, perhaps := f.precedes(over, of(last)); perhaps {
		f.add(RuleResolvedBeforeRestored, !surely, []*timeline.Event{over.e, last}, "it was called resolved %s, %s before %s was back %s",
			when(over.at), gap(over.at, last.Occurred), place(last.Scope), when(last.Occurred))
	}
}

// calledOver returns the moments at which it was called over for good: the status,
// and the first update that says so with none after it that says otherwise.
func (f *lintFacts) calledOver() (out []moment) {
	if f.dismissed || f.planned {
		return nil
	}
	if f.over >= 0 {
		out = append(out, f.status(f.over))
	}
	var update *timeline.Event
	for i := range f.s.Updates {
		u := &f.s.Updates[i].Event
		switch p := f.phase(u.Status); {
		case p == "":
		case !isOver(p):
			update = nil
		case update == nil && u.Occurred.IsKnown():
			update = u
		}
	}
	if update != nil {
		out = append(out, of(update))
	}
	return out
}

// resolvedBeforeRestored finds places that came back after it was called resolved.
func (f *lintFacts) resolvedBeforeRestored(over moment, said []moment) {
	var last *timeline.Impact
	certain, places := false, 0
	events := []*timeline.Event{over.e}
	for i := range f.impacts {
		im := &f.impacts[i]
		if im.EndState != timeline.EndGiven {
			continue
		}
		start, end := moment{im.Start, f.event(im.Event)}, moment{im.End, f.event(im.EndedBy)}
		if _, after := f.precedes(over, start); after || over.at.Before(im.Start) == timeline.Definitely || end.e == nil {
			continue // it began later: see impactsAgainstStatus
		}
		surely, perhaps := f.precedes(over, end)
		surely = surely && f.sure(start.e)
		if !perhaps || certain && !surely {
			continue
		}
		if surely && !certain {
			certain, last, places, events = true, nil, 0, events[:1]
		}
		places++
		events = append(events, start.e)
		if end.e != start.e {
			events = append(events, end.e)
		}
		if last == nil || last.End.Compare(im.End) < 0 {
			last = im
		}
	}
	if last == nil {
		return
	}
	for _, m := range said {
		if m.e != over.e && m.at == over.at {
			events = append(events, m.e)
		}
	}
	more := ""
	if places > 1 {
		more = ", the last of " + plural(places, "impact")
	}
	f.add(RuleResolvedBeforeRestored, !certain, unique(events), "it was called resolved %s, %s before %s was back %s%s",
		when(over.at), gap(over.at, last.End), place(last.Scope), when(last.End), more)
}

// fixAgainstImpact finds an impact that was over before the fix.
func (f *lintFacts) fixAgainstImpact() {
	fix, ok1 := notBefore(f.times(timeline.Mitigated))
	end, ok2 := f.lastEnd()
	if !ok1 || !ok2 {
		return
	}
	if _, perhaps := f.precedes(end, fix); perhaps {
		f.add(RuleImpactBeforeFix, true, []*timeline.Event{end.e, fix.e},
			"the impact ends %s, %s before the fix of %s", when(end.at), gap(end.at, fix.at), when(fix.at))
	}
}

// lastEnd is when the last impact ended, and false where one has no end.
func (f *lintFacts) lastEnd() (moment, bool) {
	var ends []moment
	for _, i := range f.impacts {
		if i.EndState != timeline.EndGiven || f.event(i.EndedBy) == nil {
			return moment{}, false
		}
		ends = append(ends, moment{i.End, f.event(i.EndedBy)})
	}
	return latest(ends)
}

// healedBy reports whether by what is recorded nothing was affected any more at a
// moment. What is called over then is over, with a fix or without.
func (f *lintFacts) healedBy(m moment) bool {
	end, ok := f.lastEnd()
	return ok && m.at.Before(end.at) != timeline.Definitely
}
