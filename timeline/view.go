package timeline

import (
	"fmt"
	"iter"
	"slices"
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
// A View is never changed and is safe to share.
type View struct {
	id       uuid.UUID
	now      int64
	prefer   string
	log      []*Event // visible at now, as recorded
	events   []*Event // current, in order
	byID     map[uuid.UUID]*Event
	rivals   []*Event
	sources  []*Event
	statuses []Status
	impacts  []Impact
	restores restorationIndex
	begun    map[*Event]int64        // restoration → the latest start of the impacts that it ends
	amended  map[uuid.UUID]uuid.UUID // fact → the amendment that stands in its place
	findings []Finding
	undated  int
	complete bool
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
	for _, e := range l.sorted() {
		if l.knownFrom(e, 0) > v.now {
			continue
		}
		if e.Recorded.IsZero() {
			v.undated++
		}
		v.log = append(v.log, e)
	}
	v.build()
	return v
}

// knownFrom is the moment from which views know an event.
func (l *Log) knownFrom(e *Event, depth int) int64 {
	if !e.Recorded.IsZero() {
		return e.Recorded.UnixMicro()
	}
	from := int64(minMicro)
	if e.Occurred.IsKnown() && e.Occurred.max != maxMicro {
		from = e.Occurred.max
	}
	for _, id := range [...]uuid.UUID{e.Amends, e.RivalOf, e.Target} {
		const deepest = 64 // beyond it, events that speak of each other in a circle
		if of := l.event(id); of != nil && depth < deepest {
			from = max(from, l.knownFrom(of, depth+1))
		}
	}
	return from
}

// Preferring returns the view in which rival accounts from the named source
// take the place of the facts they rival.
func (v *View) Preferring(source string) *View {
	w := &View{id: v.id, now: v.now, prefer: source, log: v.log, undated: v.undated}
	w.build()
	return w
}

// build derives everything else from the visible log.
func (v *View) build() {
	c := newCorrections(v)
	facts := c.current()
	replaced := v.preferred(facts)
	v.byID = make(map[uuid.UUID]*Event, len(facts))
	for _, e := range facts {
		if v.byID[e.ID] == nil {
			v.byID[e.ID] = e
		}
		switch {
		case e.RivalOf != uuid.Nil && replaced[e.RivalOf] != e, replaced[e.ID] != nil:
			v.rivals = append(v.rivals, e)
		case e.Kind == KindSource:
			v.sources = append(v.sources, e)
			v.events = append(v.events, e)
		default:
			v.events = append(v.events, e)
		}
		v.complete = v.complete || e.Kind == KindComplete
	}
	v.statuses = foldStatus(v, c, replaced)
	v.impacts = foldImpacts(v)
}

// preferred maps each fact to the rival that takes its place in this view.
func (v *View) preferred(facts []*Event) map[uuid.UUID]*Event {
	if v.prefer == "" {
		return nil
	}
	out := map[uuid.UUID]*Event{}
	for _, e := range facts {
		if e.RivalOf == uuid.Nil || e.Source != v.prefer {
			continue
		}
		other := out[e.RivalOf]
		if other != nil {
			v.find(RuleTwoRivals, "two accounts of one fact come from the same source; the last recorded is preferred", other, e)
		}
		if other == nil || compareRecorded(e, other) > 0 {
			out[e.RivalOf] = e
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
	if e := v.byID[id]; e != nil {
		return *e, true
	}
	return Event{}, false
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

// Statuses returns the status history: each change once, along the first branch
// where the log forks.
func (v *View) Statuses() iter.Seq[Status] { return slices.Values(v.statuses) }

// Status returns the current status, and false when none was recorded.
func (v *View) Status() (Status, bool) {
	if len(v.statuses) == 0 {
		return Status{}, false
	}
	return v.statuses[len(v.statuses)-1], true
}

// open reports whether the incident is still being worked on: what has not
// happened yet can still happen.
func (v *View) open() bool {
	s, ok := v.Status()
	return !ok || !s.Phase.over()
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

// Findings returns what is contradictory in the log itself: forks, predecessors
// and targets that are not there, equal IDs with unequal bytes. They are data;
// nothing was refused or dropped because of them.
func (v *View) Findings() iter.Seq[Finding] { return slices.Values(v.findings) }

// A Finding is something contradictory or doubtful, found by looking.
type Finding struct {
	Rule   string      // stable name of the rule: "status_fork"
	Doubt  bool        // the contradiction depends on how bounds fall out
	Events []uuid.UUID // the events involved
	Text   string      // a sentence for people
}

// The rules that views check.
const (
	RuleStatusFork        = "status_fork"        // two status changes follow the same one
	RuleStatusLoop        = "status_loop"        // status changes follow each other in a circle
	RuleRestoredNothing   = "restored_nothing"   // a restoration of a place where no impact had begun
	RuleTwoRivals         = "two_rivals"         // two rivals of one fact from the preferred source
	RuleNoPredecessor     = "no_predecessor"     // a status change follows one that is not there
	RuleNoTarget          = "no_target"          // an event corrects, retracts or rivals one that is not there
	RuleTwoAmendments     = "two_amendments"     // two amendments replace the same event
	RuleAmendmentLoop     = "amendment_loop"     // amendments replace each other in a circle
	RuleAmendedRetraction = "amended_retraction" // an event amends a retraction
	RuleSameID            = "same_id"            // two different events bear one ID
	RuleEndBeforeStart    = "end_before_start"   // an impact ends before it starts
	RuleUnknownPhase      = "unknown_phase"      // a status change bears a phase word not known here
	RuleTotalTooLong      = "total_too_long"     // a stated total is longer than the span it lies in
)

func (v *View) find(rule, text string, events ...*Event) {
	ids := make([]uuid.UUID, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	v.findings = append(v.findings, Finding{Rule: rule, Events: ids, Text: text})
}

// A Status is one entry of the status history.
type Status struct {
	Event      uuid.UUID
	Name       string
	Phase      Phase
	Resolution string
	At         Instant

	event *Event
}

// foldStatus follows each status event's predecessor from the first event on.
// No clock takes part, except to choose between branches.
func foldStatus(v *View, c *corrections, replaced map[uuid.UUID]*Event) []Status {
	next := map[uuid.UUID][]*Event{}
	for _, e := range v.events {
		if e.Kind == KindStatus {
			prev, ok := c.predecessor(e)
			if !ok {
				v.find(RuleNoPredecessor, fmt.Sprintf("status %q follows an event that is not in the log", e.Status), e)
				continue
			}
			if r := replaced[prev]; r != nil {
				prev = r.ID // the preferred account stands where the other did
			}
			next[prev] = append(next[prev], e)
		}
	}
	var out []Status
	seen := map[uuid.UUID]bool{}
	for at := uuid.Nil; len(next[at]) > 0 && !seen[at]; {
		seen[at] = true
		branches := next[at]
		if len(branches) > 1 {
			v.find(RuleStatusFork, fmt.Sprintf("%d status changes follow the same one; %q came first and is followed", len(branches), branches[0].Status), branches...)
		}
		e := branches[0]
		if !e.Phase.IsStandard() {
			v.find(RuleUnknownPhase, fmt.Sprintf("status %q bears the phase %q", e.Status, e.Phase), e)
		}
		out = append(out, Status{e.ID, e.Status, e.Phase, e.Resolution, e.Occurred, e})
		at = e.ID
	}
	v.unreached(next)
	return out
}

// unreached reports status changes that no chain of predecessors leads to from
// the first one: they follow each other in a circle.
func (v *View) unreached(next map[uuid.UUID][]*Event) {
	reached := map[uuid.UUID]bool{uuid.Nil: true}
	for at := []uuid.UUID{uuid.Nil}; len(at) > 0; {
		id := at[0]
		at = at[1:]
		for _, e := range next[id] {
			if !reached[e.ID] {
				reached[e.ID] = true
				at = append(at, e.ID)
			}
		}
	}
	for _, e := range v.events {
		if e.Kind != KindStatus || reached[e.ID] {
			continue
		}
		for _, follower := range next[e.ID] {
			if !reached[follower.ID] {
				v.find(RuleStatusLoop, fmt.Sprintf("status %q stands in a circle of status changes, apart from the first", e.Status), e)
				break
			}
		}
	}
}
