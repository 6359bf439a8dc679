package incident

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// updateWords finds published words that the fix contradicts: an update that calls it
// fixed or resolved before the fix was in, and one that says it is still being looked
// into when the fix was in.
func (f *lintFacts) updateWords() {
	if f.planned {
		return
	}
	fixes := f.times(timeline.Mitigated)
	relapse, relapsed := f.relapse()
	if fix, ok := notBefore(fixes); ok {
		from := moment{}
		if relapsed && fix.at.Before(relapse.at) != timeline.Definitely {
			from = relapse // the fix is of the relapse
		}
		f.updateBeforeFix(from, fix)
	}
	if relapsed {
		return // what is said after the fix may be of the relapse
	}
	if fix, ok := latest(fixes); ok {
		f.updateAfterFix(of(fix.e), f.s.Updates, "")
	}
	for _, r := range f.rivals {
		if r.Milestone == timeline.Mitigated && f.event(r.RivalOf) != nil && len(fixes) == 1 {
			f.updateAfterFix(of(r), f.s.Updates[:min(1, len(f.s.Updates))], account(r))
		}
	}
}

// updateBeforeFix finds the first update from a moment on that says fixed or resolved
// before the fix. It is doubtful where nothing was affected any more by then, and where
// a later update took it back: it may have got well by itself and come back.
func (f *lintFacts) updateBeforeFix(from, fix moment) {
	for i := range f.s.Updates {
		u := &f.s.Updates[i].Event
		if p := f.phase(u.Status); p != timeline.PhaseMitigated && !isOver(p) || from.e != nil && u.Occurred.Before(from.at) == timeline.Definitely {
			continue
		}
		surely, perhaps := f.precedes(of(u), fix)
		if !perhaps {
			continue
		}
		again := slices.ContainsFunc(f.s.Updates[i+1:], func(u Update) bool { return f.phase(u.Status) == timeline.PhaseActive })
		f.add(RuleUpdateBeforeFix, !surely || again || f.dismissed || f.healedBy(of(u)), []*timeline.Event{u, fix.e},
			"the update of %s says %q, %s before the fix of %s", when(u.Occurred), u.Status, gap(u.Occurred, fix.at), when(fix.at))
		return
	}
}

// relapse is when the status last went back to active, and false if it never did.
func (f *lintFacts) relapse() (moment, bool) {
	for i, st := range slices.Backward(f.statuses) {
		if i > 0 && st.Phase == timeline.PhaseActive && f.statuses[i-1].Phase != timeline.PhaseActive && f.statuses[i-1].Phase != timeline.PhaseTriage {
			return f.status(i), true
		}
	}
	return moment{}, false
}

// updateAfterFix finds an update that says the incident is active after the fix. It is
// certain of the first one: an incident that opens on the page after the fix as if
// nothing had been done. One that follows others may be of a relapse, and one while a
// place is still affected may be of what the fix left.
func (f *lintFacts) updateAfterFix(fix moment, updates []Update, by string) {
	for i := range updates {
		u := &updates[i].Event
		if p := f.phase(u.Status); p != timeline.PhaseActive && p != timeline.PhaseTriage {
			continue
		}
		if surely, perhaps := f.precedes(fix, of(u)); perhaps {
			f.add(RuleUpdateAfterFix, i > 0 || !surely || f.affectedAt(of(u)), []*timeline.Event{u, fix.e},
				"the update of %s says %q, %s after the fix of %s%s", when(u.Occurred), u.Status, gap(fix.at, u.Occurred), when(fix.at), by)
			return
		}
	}
}

// affectedAt reports whether by what is recorded a place is still affected at a moment,
// or may be for want of an end.
func (f *lintFacts) affectedAt(m moment) bool {
	return slices.ContainsFunc(f.impacts, func(i timeline.Impact) bool {
		if i.Start.Before(m.at) == timeline.Impossibly || f.isMark(i) {
			return false
		}
		end := f.event(i.EndedBy)
		if i.EndState != timeline.EndGiven || end == nil {
			return true
		}
		_, after := f.precedes(m, moment{i.End, end})
		return after
	})
}

// wordBeforeStatus finds an update that says it is over while the status says it is
// not.
func (f *lintFacts) wordBeforeStatus() {
	said := f.calledOver()
	if len(said) == 0 || len(f.statuses) == 0 {
		return
	}
	update := said[len(said)-1]
	if update.e.Kind != timeline.KindUpdate {
		return
	}
	if f.over < 0 {
		last := f.statuses[len(f.statuses)-1]
		f.add(RuleWordBeforeStatus, true, []*timeline.Event{update.e, f.event(last.Event)},
			"the update of %s says %q, and the status is still %q", when(update.at), update.e.Status, last.Name)
		return
	}
	over := f.status(f.over)
	x, ok1 := update.at.Stated()
	y, ok2 := over.at.Stated()
	if _, perhaps := f.precedes(update, over); perhaps && ok1 && ok2 && y.Sub(x) > f.l.tolerance() {
		f.add(RuleWordBeforeStatus, true, []*timeline.Event{update.e, over.e},
			"the update of %s says %q, %s before the status became %q %s", when(update.at), update.e.Status, gap(update.at, over.at), f.statuses[f.over].Name, when(over.at))
	}
}

// silence finds the gaps between updates that are longer than is tolerated, up to the
// end of the incident or of the view.
func (f *lintFacts) silence() {
	if f.l.Silence <= 0 || f.planned || len(f.s.Updates) == 0 {
		return
	}
	end, by := timeline.At(f.v.Now()), (*timeline.Event)(nil)
	if f.over >= 0 {
		over := f.status(f.over)
		end, by = over.at, over.e
	}
	for i := range f.s.Updates {
		from := of(&f.s.Updates[i].Event)
		if end.Before(from.at) != timeline.Impossibly {
			break // what is said once it is over breaks no silence
		}
		to, what := moment{end, by}, "the end of the incident"
		if by == nil {
			to.e, what = from.e, "this view"
		}
		if i+1 < len(f.s.Updates) && f.s.Updates[i+1].Occurred.Compare(end) < 0 {
			to, what = of(&f.s.Updates[i+1].Event), "the next"
		}
		f.gap(from, to, what)
	}
}

// gap finds a silence from one update to what came next.
func (f *lintFacts) gap(from, to moment, what string) {
	last, ok1 := from.at.Latest()
	first, ok2 := to.at.Earliest()
	x, ok3 := from.at.Stated()
	y, ok4 := to.at.Stated()
	surely := ok1 && ok2 && first.Sub(last) > f.l.Silence && f.sure(from.e, to.e)
	if surely || ok3 && ok4 && y.Sub(x) > f.l.Silence {
		f.add(RuleSilence, !surely, []*timeline.Event{from.e, to.e}, "nothing was published for %s between the update of %s and %s of %s",
			gap(from.at, to.at), when(from.at), what, when(to.at))
	}
}

// promises finds updates that were promised for a time by which none came. It is
// [Promises] in one pass, in which a minute is not late: an update out of the order of its stated points, which only
// bounds allow, makes it doubtful.
func (f *lintFacts) promises() {
	now, n := timeline.At(f.v.Now()), 0
	updates := make([]*Update, 0, len(f.s.Updates))
	for i := range f.s.Updates {
		if u := &f.s.Updates[i]; now.Before(u.Occurred) != timeline.Definitely {
			updates = append(updates, u)
			if u.Next.IsKnown() {
				n++
			}
		}
	}
	if n == 0 {
		return
	}
	soonest := soonestAfter(updates)
	var before time.Time // the last moment that the updates up to here can be of
	unbounded := false
	for i, u := range updates {
		if due, ok := u.Next.Latest(); ok && f.v.Now().Sub(due) >= clocks {
			since, known := u.Occurred.Earliest()
			surely := known && !unbounded && !before.After(since) && (i+1 == len(updates) || soonest[i+1].After(due))
			f.promise(u, updates[i+1:], surely)
		}
		if t, ok := u.Occurred.Latest(); !ok {
			unbounded = true
		} else if t.After(before) {
			before = t
		}
	}
}

// soonestAfter returns the first moment at which each update, or one after it in
// order, can have come.
func soonestAfter(updates []*Update) []time.Time {
	out := make([]time.Time, len(updates))
	for i := len(updates) - 1; i >= 0; i-- {
		t, ok := updates[i].Occurred.Earliest()
		if i+1 < len(updates) && (!ok || out[i+1].Before(t)) && ok {
			t = out[i+1]
		}
		out[i] = t // the zero time where it has no bound
	}
	return out
}

// promise finds that one promise was not kept by the updates after it.
func (f *lintFacts) promise(u *Update, after []*Update, surely bool) {
	if len(after) == 0 {
		f.add(RulePromise, f.dismissed || !surely || !f.sure(&u.Event), []*timeline.Event{&u.Event},
			"the update of %s promises the next for %s, and none came", when(u.Occurred), when(u.Next))
		return
	}
	next := &after[0].Event
	_, hasDue := u.Next.Stated()
	_, hasCome := next.Occurred.Stated()
	late, perhaps := f.precedes(moment{u.Next, &u.Event}, of(next))
	if perhaps && (surely || hasDue && hasCome) {
		f.add(RulePromise, !surely || !late, []*timeline.Event{&u.Event, next},
			"the update of %s promises the next for %s, and it came %s, %s late", when(u.Occurred), when(u.Next), when(next.Occurred), gap(u.Next, next.Occurred))
	}
}

// account names the account that a rival is from.
func account(r *timeline.Event) string {
	switch {
	case r.RivalOf == uuid.Nil:
		return ""
	case r.Source != "":
		return " by the account of " + r.Source
	}
	return " by another account"
}
