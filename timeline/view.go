package timeline

import (
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// A View is what was known of one incident at a moment: the events recorded by
// then, with corrections applied and rival accounts set aside. It is the one
// door to figures: a measure takes its "now" from the view and from nowhere
// else.
//
// An event counts as known once it was recorded. One without a recording time
// counts from the latest moment it can have occurred, or from the start if that
// has no bound, but never before the event that it corrects or
// rivals; [View.Undated] says how many there are. What was recorded ahead of its
// time, such as the planned end of a maintenance, has not happened as of the
// view, and figures treat it so.
//
// Words that no longer stand once all of the log is known, because they were
// amended or retracted after the view, are internal in it, whatever circle they
// were meant for: looking back must not publish again what was withdrawn.
//
// A View is never changed and is safe to share.
type View struct {
	brief
	id       uuid.UUID
	prefer   string
	log      []*Event        // visible at now, as recorded
	stands   map[*Event]bool // events that still stand in the end; nil if all do that stand now
	events   []*Event        // current, in order
	facts    []*Event        // events and rivals
	index    sync.Once
	byID     map[uuid.UUID]*Event // of facts, where there are many
	rivals   []*Event
	sources  []*Event
	marked   []*Event // of events: those with a milestone
	updates  []*Event // of events: the published updates
	changes  []*Event // of events: the changes of status
	restored []*Event // of events: the restorations
	codes    uint32   // of the milestones that events may tell
	isOpen   bool     // still being worked on: what has not happened yet can still happen
	closed   bool     // no status, or the last: what has not happened can no longer
	// dismissal is the resolution of an incident that ended as no incident of its
	// own: a false positive, merged, a duplicate, cancelled.
	dismissal string
	statuses  []statusEntry
	impacts   []Impact
	restores  restorationIndex
	begun     map[*Event]int64        // restoration → the latest start of the impacts that it ends
	amended   map[uuid.UUID]uuid.UUID // fact → the amendment that stands in its place
	marks     [codes]mark             // of the whole incident
	room      [12]*Event              // for the events of marks
	findings  []Finding
	undated   int
	complete  bool
	plain     bool // no event speaks of another
	exact     bool // all impacts are windows of stated health with exact edges in the past
}

// AsOf returns the view of the log at now. A now before the first recording
// gives a view that knows nothing.
func (l *Log) AsOf(now time.Time) *View {
	v := &View{id: l.id}
	us, ok := micro(now)
	switch {
	case ok:
		v.now = us
	case now.Year() > 9999:
		v.now = maxMicro
	default:
		v.now = minMicro
	}
	v.plain = !l.linked
	known, later, corrected := knowledge{log: l}, 0, false
	all := l.sorted()
	for i, e := range all {
		corrected = corrected || e.corrects()
		if known.from(e) > v.now {
			if later == 0 {
				v.log = slices.Clip(all[:i])
			}
			later++
			continue
		}
		if e.Recorded.IsZero() {
			v.undated++
		}
		if later > 0 {
			v.log = append(v.log, e)
		}
	}
	switch {
	case later == 0:
		v.log = all
	case corrected:
		v.stands = standing(all)
	}
	v.build(&l.meter)
	return v
}

// links reports whether the event speaks of another one, other than the status
// that it follows.
func (e *Event) links() bool {
	return e.Amends != uuid.Nil || e.RivalOf != uuid.Nil || e.Target != uuid.Nil || e.Kind == KindRetract || e.Kind == KindRedact
}

// corrects reports whether the event changes what other events say.
func (e *Event) corrects() bool { return e.Amends != uuid.Nil || e.Kind == KindRetract }

// A knowledge works out from which moment views know an event.
type knowledge struct {
	log   *Log
	since map[*Event]int64 // of events without a recording time that speak of others
}

// from is the moment from which views know e.
func (k *knowledge) from(e *Event) int64 {
	if !e.Recorded.IsZero() {
		return e.Recorded.UnixMicro()
	}
	since := int64(minMicro)
	if e.Occurred.IsKnown() && e.Occurred.max != maxMicro {
		since = e.Occurred.max
	}
	if e.Amends == uuid.Nil && e.RivalOf == uuid.Nil && e.Target == uuid.Nil {
		return since
	}
	if s, done := k.since[e]; done {
		return s
	}
	if k.since == nil {
		k.since = map[*Event]int64{}
	}
	k.since[e] = since // events that speak of each other in a circle end here
	for _, id := range [...]uuid.UUID{e.Amends, e.RivalOf, e.Target} {
		if of := k.log.event(id); of != nil {
			since = max(since, k.from(of))
		}
	}
	k.since[e] = since
	return since
}

// Preferring returns the view in which rival accounts from the named source
// take the place of the facts they rival.
func (v *View) Preferring(source string) *View {
	w := &View{brief: brief{now: v.now}, id: v.id, prefer: source, log: v.log, stands: v.stands, undated: v.undated, plain: v.plain}
	w.build(new(meter))
	return w
}

// build derives everything else from the visible log, with the memory of t.
func (v *View) build(t *meter) {
	var c *corrections
	var replaced map[uuid.UUID]*Event
	if v.plain { // no corrections, no rivals: the facts are the events
		v.facts, v.events = v.log, v.log
	} else {
		c = newCorrections(v)
		v.facts = c.current()
		replaced = v.preferred(c)
		for _, e := range v.facts {
			if e.RivalOf != uuid.Nil && replaced[c.root(e.RivalOf)] != e || replaced[e.ID] != nil {
				v.rivals = append(v.rivals, e)
			} else {
				v.events = append(v.events, e)
			}
		}
	}
	v.sort()
	v.foldStatus(c, replaced)
	v.settle()
	v.foldImpacts()
	v.foldMarks(t)
	v.note()
}

// sort collects the events of each sort that others ask for.
func (v *View) sort() {
	var n [5]int
	for _, e := range v.events {
		v.complete = v.complete || e.Kind == KindComplete
		if e.Milestone != "" {
			v.codes |= 1 << codeOf(e.Milestone)
			n[4]++
		}
		switch e.Kind {
		case KindSource:
			n[0]++
		case KindUpdate:
			n[1]++
		case KindRestore:
			n[2]++
		case KindStatus:
			n[3]++
		}
	}
	all := make([]*Event, n[0]+n[1]+n[2]+n[3]+n[4])
	part := func(i int) (p []*Event) {
		p, all = all[:0:n[i]], all[n[i]:]
		return p
	}
	v.sources, v.updates, v.restored, v.changes, v.marked = part(0), part(1), part(2), part(3), part(4)
	for _, e := range v.events {
		if e.Milestone != "" {
			v.marked = append(v.marked, e)
		}
		switch e.Kind {
		case KindSource:
			v.sources = append(v.sources, e)
		case KindUpdate:
			v.updates = append(v.updates, e)
		case KindRestore:
			v.restored = append(v.restored, e)
		case KindStatus:
			v.changes = append(v.changes, e)
		}
	}
}

// preferred maps each fact to the rival that takes its place in this view.
func (v *View) preferred(c *corrections) map[uuid.UUID]*Event {
	if v.prefer == "" {
		return nil
	}
	out := map[uuid.UUID]*Event{}
	for _, e := range v.facts {
		if e.RivalOf == uuid.Nil || e.Source != v.prefer {
			continue
		}
		of := c.root(e.RivalOf)
		other := out[of]
		if other != nil {
			v.find(RuleTwoRivals, "two accounts of one fact come from the same source; the last recorded is preferred", other, e)
		}
		if other == nil || compareRecorded(e, other) > 0 {
			out[of] = e
		}
	}
	return out
}

// ID returns the incident's ID.
func (v *View) ID() uuid.UUID { return v.id }

// Now returns the moment of the view, in UTC.
func (v *View) Now() time.Time { return unmicro(v.now) }

// Undated returns how many of the events known bear no recording time.
func (v *View) Undated() int { return v.undated }

// IsEmpty reports whether nothing was known at the moment of the view.
func (v *View) IsEmpty() bool { return len(v.events) == 0 }

// Events returns the facts that hold in this view, in the order of
// [Event.Compare]: corrected, without retracted ones and without rivals.
func (v *View) Events() iter.Seq[Event] { return values(v.events) }

// Rivals returns the accounts that take no part in figures in this view.
func (v *View) Rivals() iter.Seq[Event] { return values(v.rivals) }

func values(events []*Event) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		for _, e := range events {
			if !yield(*e) {
				return
			}
		}
	}
}

// Event returns the fact with that ID as it holds in this view, rivals
// included. Where two events bear the ID, the first in order.
func (v *View) Event(id uuid.UUID) (Event, bool) {
	if e := v.fact(id); e != nil {
		return *e, true
	}
	return Event{}, false
}

func (v *View) fact(id uuid.UUID) *Event {
	const few = 24 // beyond it a map is faster than looking
	if len(v.facts) <= few {
		for _, e := range v.facts {
			if e.ID == id {
				return e
			}
		}
		return nil
	}
	v.index.Do(func() {
		v.byID = make(map[uuid.UUID]*Event, len(v.facts))
		for _, e := range slices.Backward(v.facts) {
			v.byID[e.ID] = e // of several that bear one ID, the first
		}
	})
	return v.byID[id]
}

// AmendedBy returns the amendment whose content stands in a fact's place, and
// false if the fact was not amended.
func (v *View) AmendedBy(id uuid.UUID) (uuid.UUID, bool) {
	by, ok := v.amended[id]
	return by, ok
}

// Source returns the event that describes a source, by its name.
func (v *View) Source(name string) (Event, bool) {
	for _, e := range v.sources {
		if e.Source == name {
			return *e, true
		}
	}
	return Event{}, false
}

// settle notes what measures ask of the status.
func (v *View) settle() {
	s, ok := v.Status()
	v.isOpen = !ok || s.Phase.IsStandard() && !s.Phase.over()
	v.closed = !ok || s.Phase == PhaseClosed || !s.Phase.IsStandard()
	if ok && s.Phase == PhaseClosed {
		switch s.Resolution {
		case "false_positive", "merged", "duplicate", "cancelled":
			v.dismissal = s.Resolution
		}
	}
	for i := range v.statuses {
		v.held = v.held || v.statuses[i].Hold != ""
	}
}

// Impacts returns the impacts, in the order of their events.
func (v *View) Impacts() iter.Seq[Impact] { return slices.Values(v.impacts) }

// NotAffected reports whether the log says of the place q, or of a place that
// contains it, that it was not affected.
func (v *View) NotAffected(q Scope) (Event, bool) {
	for _, e := range v.events {
		if e.Kind == KindNotAffected && !q.IsZero() && !e.Scope.IsZero() && e.Scope.covers(q) {
			return *e, true
		}
	}
	return Event{}, false
}

// ScopesComplete reports whether the log says that it names every place that
// was affected.
func (v *View) ScopesComplete() bool { return v.complete }

// Regions returns the scope of each region that the log names as affected,
// restored or not affected, sorted.
func (v *View) Regions() iter.Seq[Scope] {
	return v.places(func(s Scope) Scope {
		if s.region == everywhere {
			return Scope{}
		}
		return Scope{region: s.region}
	})
}

// Components returns the scope of each component so named, sorted.
func (v *View) Components() iter.Seq[Scope] {
	return v.places(func(s Scope) Scope { return Scope{component: s.component} })
}

func (v *View) places(of func(Scope) Scope) iter.Seq[Scope] {
	var out []Scope
	for _, e := range v.events {
		switch e.Kind {
		case KindImpact, KindRestore, KindNotAffected:
			if s := of(e.Scope); !s.IsZero() {
				out = append(out, s)
			}
		}
	}
	slices.SortFunc(out, Scope.Compare)
	return slices.Values(slices.Compact(out))
}
