package incident

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// A Snapshot is what a view says of an incident beyond times and impacts, each
// fact with the event that it comes from. A field that is empty was not
// recorded. Slices are in the order of the events.
type Snapshot struct {
	ID         uuid.UUID
	Title      string
	Declared   timeline.Event // the event that opened it; zero Kind if none is known
	Status     string         // "" if none is known
	Phase      timeline.Phase
	Resolution string

	Mode Mode // "" if it was not said

	Severities   []Severity
	Detections   []Detection
	Symptoms     []timeline.Event
	Capabilities []Capability
	Updates      []Update
	Assignments  []Assignment
	Causes       []Cause
	Changes      []Change
	Hypotheses   []Hypothesis
	Actions      []ActionItem
	Statements   []Statement
	References   []Reference
	Links        []Link
	Notes        []timeline.Event

	// Findings are contradictions in the log: those of the view, moves that the
	// lifecycle forbids, members that do not read.
	Findings []timeline.Finding

	later  []timeline.Event // that speak of other facts, until all are read
	copies map[copied]bool  // of facts of other incidents, until all are read
	told   map[told]bool    // what was found of one event, until all are read
}

// told is what was found, and of which event.
type told struct {
	rule string
	id   uuid.UUID
}

// A Severity is one assessment of how bad the incident is.
type Severity struct {
	Level severity.Level
	Scale string // the team's scale, if one was named
	Word  string // its word
	Event timeline.Event
}

// A Detection says who noticed.
type Detection struct {
	By    Detector // "" if not said
	Event timeline.Event
}

// A Cause is one thing that brought the incident about.
type Cause struct {
	Role  CauseRole
	Event timeline.Event // Text is the cause, Occurred when it happened
}

// A Hypothesis is one suspected cause and what became of it.
type Hypothesis struct {
	State   HypothesisState
	Event   timeline.Event  // Text is the hypothesis, Occurred when it was first suspected
	Settled *timeline.Event // when it was ruled out or confirmed; nil while suspected
}

// Held is how long the hypothesis was held: the time lost, if it was ruled out.
func (h Hypothesis) Held(v *timeline.View) timeline.Figure {
	return lasted(v, h.Event, h.Settled)
}

// A Statement is an answer to a question that readers ask.
type Statement struct {
	About  Subject
	Answer Answer
	Event  timeline.Event
}

// Of reads a view. The lifecycles, besides the default one, are those by which
// moves are checked; a log bound to another is not checked.
func Of(v *timeline.View, lifecycles ...*lifecycle.Lifecycle) Snapshot {
	s := Snapshot{ID: v.ID()}
	for f := range v.Findings() {
		s.Findings = append(s.Findings, f)
	}
	if st, ok := v.Status(); ok {
		s.Status, s.Phase, s.Resolution = st.Name, st.Phase, st.Resolution
	}
	for st := range v.Statuses() {
		s.Declared, _ = v.Event(st.Event)
		s.Title = s.Declared.Text
		break
	}
	for e := range v.Events() {
		s.read(e)
	}
	s.conclude(v)
	s.checkMoves(v, findLifecycle(v, lifecycles))
	s.told = nil
	return s
}

// Severity returns the current assessment, and false if none was recorded. It
// is the last one by the time from which it holds; one without a time is current
// only if none has a time.
func (s Snapshot) Severity() (Severity, bool) {
	for i := len(s.Severities) - 1; i >= 0; i-- {
		if s.Severities[i].Event.Occurred.IsKnown() {
			return s.Severities[i], true
		}
	}
	if n := len(s.Severities); n > 0 {
		return s.Severities[n-1], true
	}
	return Severity{}, false
}

// Statement returns what is stated of a subject, and false if nothing is.
func (s Snapshot) Statement(about Subject) (Statement, bool) {
	for i := len(s.Statements) - 1; i >= 0; i-- {
		if s.Statements[i].About == about {
			return s.Statements[i], true
		}
	}
	return Statement{}, false
}

// copied is a fact of another incident as it was taken over.
type copied struct {
	origin
	at timeline.Instant
}

func (s *Snapshot) read(e timeline.Event) {
	if o, ok := originOf(e); ok {
		c := copied{origin{Incident: o.Incident, Event: o.Event}, e.Occurred}
		if s.copies[c] {
			s.findOnce(RuleTwice, e, "a fact of another incident was taken over twice")
		}
		if s.copies == nil {
			s.copies = map[copied]bool{}
		}
		s.copies[c] = true
	}
	if e.Milestone == timeline.Detected {
		d := Detection{Event: e}
		s.member(e, memberDetectedBy, &d.By)
		s.Detections = append(s.Detections, d)
	}
	switch e.Kind {
	case KindSeverity:
		var r rating
		if s.member(e, memberSeverity, &r) && r.Level.IsValid() {
			s.Severities = append(s.Severities, Severity{r.Level, r.Scale, r.Word, e})
		} else {
			s.findOnce(RuleMember, e, "a severity event does not say how bad")
		}
	case KindSymptom:
		s.Symptoms = append(s.Symptoms, e)
	case timeline.KindUpdate:
		s.update(e)
	case KindNote:
		s.Notes = append(s.Notes, e)
	case KindCause:
		c := Cause{Event: e}
		s.member(e, memberCause, &c.Role)
		s.Causes = append(s.Causes, c)
	case KindHypothesis:
		s.hypothesis(e)
	case KindRole, KindAction:
		switch {
		case e.Target != uuid.Nil:
			s.later = append(s.later, e)
		case e.Kind == KindRole:
			s.role(e)
		default:
			s.action(e)
		}
	case KindMode, KindReference, KindChange, KindCapability, KindLink, timeline.KindStatus:
		s.related(e)
	case KindStatement:
		var m statementMember
		if s.member(e, memberStatement, &m) && m.Subject != "" && m.Answer != "" {
			s.Statements = append(s.Statements, Statement{m.Subject, m.Answer, e})
		} else {
			s.findOnce(RuleMember, e, "a statement event does not say what is stated")
		}
	}
}

// RuleMember is the finding that a member of an event does not read.
const RuleMember = "member"

// RuleMove is the finding that a status followed another against the lifecycle.
const RuleMove = "illegal_move"

// member reads a member of e and reports whether it was there and read.
func (s *Snapshot) member(e timeline.Event, name string, into any) bool {
	raw, ok := e.Member(name)
	if !ok {
		return false
	}
	if err := json.Unmarshal(raw, into); err != nil {
		s.find(RuleMember, e, fmt.Sprintf("%s of a %s event does not read: %v", name, e.Kind, err))
		return false
	}
	return true
}

func (s *Snapshot) find(rule string, e timeline.Event, text string) {
	s.Findings = append(s.Findings, timeline.Finding{Rule: rule, Events: []uuid.UUID{e.ID}, Text: text})
	if s.told != nil {
		s.told[told{rule, e.ID}] = true
	}
}

// findOnce adds a finding unless the rule has one of this very event.
func (s *Snapshot) findOnce(rule string, e timeline.Event, text string) {
	if s.told == nil {
		s.told = map[told]bool{}
		for _, f := range s.Findings {
			if len(f.Events) == 1 {
				s.told[told{f.Rule, f.Events[0]}] = true
			}
		}
	}
	if !s.told[told{rule, e.ID}] {
		s.find(rule, e, text)
	}
}

// hypothesis adds a suspicion, or settles one. A settlement may stand before
// its suspicion in the order of events when times are unknown.
func (s *Snapshot) hypothesis(e timeline.Event) {
	state := Suspected
	s.member(e, memberHypothesis, &state)
	id := e.Target
	if id == uuid.Nil {
		id = e.ID
	}
	var h *Hypothesis
	for i := range s.Hypotheses {
		if s.Hypotheses[i].Event.ID == id || speaksOf(e, s.Hypotheses[i].Event) {
			h = &s.Hypotheses[i]
		}
	}
	if h == nil {
		s.Hypotheses = append(s.Hypotheses, Hypothesis{State: Suspected, Event: timeline.Event{ID: id}})
		h = &s.Hypotheses[len(s.Hypotheses)-1]
	}
	if e.Target == uuid.Nil {
		h.Event = e
		return
	}
	h.State, h.Settled = state, &e
	if state == Suspected || state == "" { // it does not say, or is suspected anew
		h.State, h.Settled = Suspected, nil
	}
}

// speaksOf reports whether the target of e is a fact, which in a view that prefers
// another account stands under that account's ID.
func speaksOf(e, fact timeline.Event) bool {
	return e.Target != uuid.Nil && (e.Target == fact.ID || e.Target == fact.RivalOf)
}

// conclude reads what speaks of other facts, once all of them are known. An end may
// stand before its beginning in the order of events when times are unknown.
func (s *Snapshot) conclude(v *timeline.View) {
	s.settled()
	actions, assignments := map[uuid.UUID]*ActionItem{}, map[uuid.UUID]*Assignment{}
	for i := range s.Actions {
		index(actions, &s.Actions[i], s.Actions[i].Event)
	}
	for i := range s.Assignments {
		index(assignments, &s.Assignments[i], s.Assignments[i].Event)
	}
	for _, e := range s.later {
		action, assignment := actions[e.Target], assignments[e.Target]
		switch {
		case e.Kind == KindAction && action != nil:
			s.progress(action, e)
		case e.Kind == KindRole && assignment != nil:
			s.relieve(assignment, e)
		default:
			s.findOnce(timeline.RuleNoTarget, e, "it speaks of a "+string(e.Kind)+" that is not recorded")
		}
	}
	s.later, s.copies = nil, nil
	now, _ := v.Status() // an incident that was reopened has not ended in favour of another
	s.Links = slices.DeleteFunc(s.Links, func(l Link) bool {
		return l.Event.Kind == timeline.KindStatus && l.Event.ID != now.Event
	})
}

// index finds what was read of a fact by what others call it: the fact, and in a view
// that prefers another account the one whose rival it is.
func index[T any](by map[uuid.UUID]*T, read *T, e timeline.Event) {
	for _, id := range [...]uuid.UUID{e.ID, e.RivalOf} {
		if id != uuid.Nil && by[id] == nil {
			by[id] = read
		}
	}
}

// settled drops settlements of what is not, or no longer, a hypothesis.
func (s *Snapshot) settled() {
	s.Hypotheses = slices.DeleteFunc(s.Hypotheses, func(h Hypothesis) bool {
		if h.Event.Kind == KindHypothesis {
			return false
		}
		if h.Settled != nil {
			s.findOnce(timeline.RuleNoTarget, *h.Settled, "a hypothesis is settled that is not held")
		}
		return true
	})
}

// checkMoves reports each status that the lifecycle does not let follow the one
// before it, and each that is the same: what changes nothing is an update.
func (s *Snapshot) checkMoves(v *timeline.View, life *lifecycle.Lifecycle) {
	if life == nil {
		return
	}
	var events []uuid.UUID
	var history []lifecycle.Step
	for st := range v.Statuses() {
		if n := len(history); n > 0 && history[n-1].State == lifecycle.State(st.Name) {
			s.find(RuleMove, timeline.Event{ID: st.Event}, fmt.Sprintf("%s: the status was %q before", life.Name(), st.Name))
			continue
		}
		events = append(events, st.Event)
		history = append(history, lifecycle.Step{State: lifecycle.State(st.Name)})
	}
	_, err := life.Replay(history)
	var broken *lifecycle.ReplayError
	if !errors.As(err, &broken) {
		return
	}
	for _, violation := range broken.Violations {
		why := strings.TrimPrefix(violation.Err.Error(), "lifecycle: ")
		var move *lifecycle.TransitionError
		if i := violation.Index; i > 0 && errors.As(violation.Err, &move) && move.From != history[i-1].State {
			why += fmt.Sprintf("; it is judged by the status before %q", history[i-1].State)
		}
		s.find(RuleMove, timeline.Event{ID: events[violation.Index]}, life.Name()+": "+why)
	}
}
