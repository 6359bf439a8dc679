package incident_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// A scene is an incident with one event of each sort that verbs can speak of.
type scene struct {
	*incident.Incident
	declared, note, impact, guess, settled, settlement, dropped, retraction timeline.Event
}

func newScene(t testing.TB) *scene {
	t.Helper()
	s := &scene{Incident: declare(t)}
	must := ok(t)
	st, _ := s.Status()
	s.declared, _ = s.Log().Event(st.Event)
	s.note = must(s.Note("the alarm rang", on("14:01")))
	s.impact = must(s.Impact(timeline.Region("eu"), timeline.Major, on("13:50")))
	s.guess = must(s.Suspect("DNS", on("14:15")))
	s.settled = must(s.Suspect("a full disk", on("14:20")))
	s.settlement = must(s.RuleOut(s.settled.ID, on("14:25")))
	s.dropped = must(s.Suspect("gremlins", on("14:30")))
	s.retraction = must(s.Retract(s.dropped.ID))
	return s
}

// record is an event through the general door.
func record(e timeline.Event) func(*scene) (timeline.Event, error) {
	return func(s *scene) (timeline.Event, error) { return s.Record(e) }
}

func member(e timeline.Event, name, value string) timeline.Event {
	e, err := e.WithMember(name, []byte(value))
	if err != nil {
		panic(err)
	}
	return e
}

type refusal struct {
	name, verb string
	is         error
	do         func(s *scene) (timeline.Event, error)
}

var refusals = []refusal{
	{"impact at a wrong time", "Impact", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Impact(timeline.Scope{}, timeline.Major, invalid)
	}},
	{"impact of a health that is none", "Impact", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Impact(timeline.Scope{}, timeline.Health(99), on("14:00"))
	}},
	{"impact on a place that is no text", "Impact", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) {
		return s.Impact(timeline.Region(notUTF8), timeline.Major, on("14:00"))
	}},
	{"impact on a part that is none", "Impact", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Impact(timeline.Scope{}.Of(timeline.Part(9)), timeline.Major, on("14:00"))
	}},
	{"impact that ends before it starts", "ImpactUntil", incident.ErrBackwards, func(s *scene) (timeline.Event, error) {
		return s.ImpactUntil(timeline.Scope{}, timeline.Major, on("14:00"), on("13:59"))
	}},
	{"impact that ends at a wrong time", "ImpactUntil", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.ImpactUntil(timeline.Scope{}, timeline.Major, on("14:00"), invalid)
	}},
	{"total that is not stated", "ImpactTotal", incident.ErrEmpty, func(s *scene) (timeline.Event, error) {
		return s.ImpactTotal(timeline.Scope{}, timeline.Major, timeline.Length{}, unknown, unknown)
	}},
	{"total below zero", "ImpactTotal", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.ImpactTotal(timeline.Scope{}, timeline.Major, timeline.Lasting(-time.Minute), unknown, unknown)
	}},
	{"total in a span backwards", "ImpactTotal", incident.ErrBackwards, func(s *scene) (timeline.Event, error) {
		return s.ImpactTotal(timeline.Scope{}, timeline.Major, timeline.Lasting(time.Minute), on("14:00"), on("13:00"))
	}},
	{"restoration at a wrong time", "Restore", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Restore(timeline.Scope{}, invalid)
	}},
	{"no place not affected", "NotAffected", incident.ErrEmpty, func(s *scene) (timeline.Event, error) {
		return s.NotAffected(timeline.Scope{})
	}},
	{"a stamp of no visibility", "ScopesComplete", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.As(incident.Stamp{Visibility: timeline.Visibility(9)}).ScopesComplete()
	}},
	{"a stamp recorded after the year 9999", "ScopesComplete", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.As(incident.Stamp{Recorded: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}).ScopesComplete()
	}},
	{"a stamp whose actor is no text", "ScopesComplete", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) {
		return s.As(incident.Stamp{Actor: notUTF8}).ScopesComplete()
	}},
	{"no milestone", "Mark", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Mark("", on("14:00")) }},
	{"milestone at a wrong time", "Mark", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Mark(timeline.Mobilized, invalid)
	}},
	{"milestone that is no text", "Mark", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) {
		return s.Mark(notUTF8, on("14:00"))
	}},
	{"start of impact at a wrong time", "Mark", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Mark(timeline.ImpactStarted, invalid)
	}},
	{"restored at a wrong time", "Mark", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Mark(timeline.Restored, invalid)
	}},
	{"no detector", "Detect", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Detect("", on("14:00")) }},
	{"detector that is no text", "Detect", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) {
		return s.Detect(notUTF8, on("14:00"))
	}},
	{"level unset", "Assess", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Assess(0, on("14:00")) }},
	{"level off the ruler", "Assess", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Assess(1000, on("14:00"))
	}},
	{"level at a wrong time", "Assess", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Assess(severity.Major, invalid)
	}},
	{"word that the scale does not have", "AssessIn", nil, func(s *scene) (timeline.Event, error) {
		return s.AssessIn(severity.SEV(), "terrible", on("14:00"))
	}},
	{"word of no scale", "AssessIn", nil, func(s *scene) (timeline.Event, error) {
		return s.AssessIn(severity.Scale{}, "SEV1", on("14:00"))
	}},
	{"update that is no text", "Publish", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) {
		return s.Publish("identified", notUTF8, on("14:00"))
	}},
	{"no symptom", "Symptom", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Symptom("") }},
	{"symptom that is no text", "Symptom", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) { return s.Symptom(notUTF8) }},
	{"no note", "Note", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Note("", on("14:00")) }},
	{"no cause", "Cause", incident.ErrEmpty, func(s *scene) (timeline.Event, error) {
		return s.Cause(incident.Initiating, "", unknown)
	}},
	{"no role", "Cause", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Cause("", "rain", unknown) }},
	{"role that is no text", "Cause", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) {
		return s.Cause(notUTF8, "rain", unknown)
	}},
	{"no hypothesis", "Suspect", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Suspect("", unknown) }},
	{"ruling out nothing", "RuleOut", incident.ErrNoEvent, func(s *scene) (timeline.Event, error) {
		return s.RuleOut(uuid.Nil, unknown)
	}},
	{"ruling out what is elsewhere", "RuleOut", incident.ErrNoEvent, func(s *scene) (timeline.Event, error) {
		return s.RuleOut(elsewhere, unknown)
	}},
	{"ruling out a note", "RuleOut", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
		return s.RuleOut(s.note.ID, unknown)
	}},
	{"ruling out a settlement", "RuleOut", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
		return s.RuleOut(s.settlement.ID, unknown)
	}},
	{"ruling out twice", "RuleOut", incident.ErrSettled, func(s *scene) (timeline.Event, error) {
		return s.RuleOut(s.settled.ID, unknown)
	}},
	{"confirming what was ruled out", "Confirm", incident.ErrSettled, func(s *scene) (timeline.Event, error) {
		return s.Confirm(s.settled.ID, unknown)
	}},
	{"confirming what was retracted", "Confirm", incident.ErrNoEvent, func(s *scene) (timeline.Event, error) {
		return s.Confirm(s.dropped.ID, unknown)
	}},
	{"confirming at a wrong time", "Confirm", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Confirm(s.guess.ID, invalid)
	}},
	{"no action", "Act", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Act(incident.Action{}) }},
	{"action due at a wrong time", "Act", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Act(incident.Action{Title: "x", Due: invalid})
	}},
	{"action agreed at a wrong time", "Act", timeline.ErrRange, func(s *scene) (timeline.Event, error) {
		return s.Act(incident.Action{Title: "x", At: invalid})
	}},
	{"action whose owner is no text", "Act", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) {
		return s.Act(incident.Action{Title: "x", Owner: notUTF8})
	}},
	{"no subject", "Statement", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Statement("", incident.No, "") }},
	{"no answer", "Statement", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Statement(incident.Security, "", "") }},
	{"subject that is no text", "Statement", timeline.ErrNotUTF8, func(s *scene) (timeline.Event, error) {
		return s.Statement(notUTF8, incident.No, "")
	}},
	{"source without a name", "Source", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.Source("", "a post", "") }},
	{"rival of nothing", "Rival", incident.ErrNoEvent, func(s *scene) (timeline.Event, error) { return s.Rival(uuid.Nil, unknown) }},
	{"rival of what is elsewhere", "Rival", incident.ErrNoEvent, func(s *scene) (timeline.Event, error) {
		return s.Rival(elsewhere, on("14:00"))
	}},
	{"rival at a wrong time", "Rival", timeline.ErrRange, func(s *scene) (timeline.Event, error) { return s.Rival(s.impact.ID, invalid) }},
	{"rival of a retraction", "Rival", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
		return s.Rival(s.retraction.ID, unknown)
	}},
	{"retracting nothing", "Retract", incident.ErrNoEvent, func(s *scene) (timeline.Event, error) { return s.Retract(uuid.Nil) }},
	{"retracting what is elsewhere", "Retract", incident.ErrNoEvent, func(s *scene) (timeline.Event, error) { return s.Retract(elsewhere) }},
	{"amending nothing", "Amend", incident.ErrNoEvent, func(s *scene) (timeline.Event, error) { return s.Amend(uuid.Nil, s.note) }},
	{"amending a note into an impact", "Amend", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
		return s.Amend(s.note.ID, s.impact)
	}},
	{"amending a note into nothing", "Amend", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
		return s.Amend(s.note.ID, timeline.Event{})
	}},
	{"amending a note away", "Amend", incident.ErrEmpty, func(s *scene) (timeline.Event, error) {
		return s.Amend(s.note.ID, timeline.Event{Kind: incident.KindNote})
	}},
	{"amending an impact to run backwards", "Amend", incident.ErrBackwards, func(s *scene) (timeline.Event, error) {
		e := s.impact
		e.Ended = on("13:00")
		return s.Amend(s.impact.ID, e)
	}},
	{"amending a status into one that is not there", "Amend", lifecycle.ErrUnknownState, func(s *scene) (timeline.Event, error) {
		e := s.declared
		e.Status = "panic"
		return s.Amend(s.declared.ID, e)
	}},
	{"amending a retraction", "Amend", incident.ErrWrongKind, func(s *scene) (timeline.Event, error) {
		return s.Amend(s.retraction.ID, s.retraction)
	}},
	{"unknown trigger", "Advance", lifecycle.ErrUnknownTrigger, func(s *scene) (timeline.Event, error) { return s.Advance("explode", unknown) }},
	{"no trigger", "Advance", lifecycle.ErrUnknownTrigger, func(s *scene) (timeline.Event, error) { return s.Advance("", unknown) }},
	{"no such move", "Advance", lifecycle.ErrNotAllowed, func(s *scene) (timeline.Event, error) { return s.Advance("reopen", unknown) }},
	{"move at a wrong time", "Advance", timeline.ErrRange, func(s *scene) (timeline.Event, error) { return s.Advance("resolve", invalid) }},
	{"move on another status", "Advance", incident.ErrConflict, func(s *scene) (timeline.Event, error) {
		return s.As(incident.Stamp{Expect: elsewhere}).Advance("resolve", unknown)
	}},
	{"merge without naming the other", "Advance", lifecycle.ErrBlocked, func(s *scene) (timeline.Event, error) { return s.Advance("merge", unknown) }},
	{"merge into nothing", "MergeInto", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.MergeInto(uuid.Nil, unknown) }},
	{"merge into itself", "MergeInto", incident.ErrItself, func(s *scene) (timeline.Event, error) { return s.MergeInto(s.ID(), unknown) }},
	{"merge is blocked by its guard", "MergeInto", lifecycle.ErrBlocked, func(s *scene) (timeline.Event, error) { return s.MergeInto(s.ID(), unknown) }},
	{"duplicate of nothing", "DuplicateOf", incident.ErrEmpty, func(s *scene) (timeline.Event, error) { return s.DuplicateOf(uuid.Nil, unknown) }},
	{"duplicate of itself", "DuplicateOf", incident.ErrItself, func(s *scene) (timeline.Event, error) { return s.DuplicateOf(s.ID(), unknown) }},
	{"duplicate on another status", "DuplicateOf", incident.ErrConflict, func(s *scene) (timeline.Event, error) {
		return s.As(incident.Stamp{Expect: elsewhere}).DuplicateOf(elsewhere, unknown)
	}},
}

func TestRefusals(t *testing.T) {
	for _, c := range refusals {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			err := refuses(t, s.Incident, c.verb, func() (timeline.Event, error) { return c.do(s) })
			if c.is != nil {
				assert.ErrorIs(t, err, c.is)
			}
		})
	}
}

func TestRefusedDeclarations(t *testing.T) {
	for _, c := range []struct {
		name string
		d    incident.Declaration
		is   error
		text string
	}{
		{"nothing", incident.Declaration{}, incident.ErrEmpty, "title"},
		{"no title", incident.Declaration{At: on("14:00")}, incident.ErrEmpty, "title"},
		{"a title that is no text", incident.Declaration{Title: notUTF8}, timeline.ErrNotUTF8, "text"},
		{"a wrong time", incident.Declaration{Title: "x", At: invalid}, timeline.ErrRange, "occurred"},
		{"a wrong stamp", incident.Declaration{Title: "x", Stamp: incident.Stamp{Visibility: 9}}, timeline.ErrRange, "visibility"},
		{"a state that is none", incident.Declaration{Title: "x", State: "panic"}, nil, "allowed: triage, investigating, identified, monitoring, resolved"},
		{"a state in which none begins", incident.Declaration{Title: "x", State: "closed"}, nil, "allowed: triage"},
		{"a lifecycle of no states", incident.Declaration{Title: "x", Lifecycle: &lifecycle.Lifecycle{}}, nil, "no life begins"},
	} {
		t.Run(c.name, func(t *testing.T) {
			inc, err := incident.Declare(c.d)
			assert.Nil(t, inc)
			var refused *incident.VerbError
			if assert.ErrorAs(t, err, &refused) {
				assert.Equal(t, "Declare", refused.Verb)
			}
			assert.ErrorContains(t, err, c.text)
			if c.is != nil {
				assert.ErrorIs(t, err, c.is)
			}
		})
	}
}

// Facts whose home is elsewhere are sent there, through either door.
func TestOneHomePerFact(t *testing.T) {
	for _, m := range []timeline.Milestone{
		timeline.Declared, timeline.Resolved, timeline.Closed, timeline.FirstUpdate, timeline.LastUpdate, timeline.UpdatePublished("identified"), timeline.UpdatePublished(""),
	} {
		s := newScene(t)
		err := refuses(t, s.Incident, "Mark", func() (timeline.Event, error) { return s.Mark(m, on("14:00")) })
		assert.ErrorIs(t, err, incident.ErrUseVerb, m)
	}
	for _, m := range []timeline.Milestone{
		timeline.Declared, timeline.Resolved, timeline.Closed, timeline.FirstUpdate, timeline.ImpactStarted, timeline.Restored,
	} {
		for _, kind := range []timeline.Kind{timeline.KindMilestone, timeline.KindImpact, timeline.KindStatus, incident.KindNote, "weather"} {
			s := newScene(t)
			err := refuses(t, s.Incident, "Record", func() (timeline.Event, error) {
				return s.Record(timeline.Event{Kind: kind, Milestone: m, Text: "x"})
			})
			assert.ErrorIs(t, err, incident.ErrUseVerb, "%s as %s", m, kind)
		}
		s := newScene(t)
		e := s.note
		e.Milestone = m
		err := refuses(t, s.Incident, "Amend", func() (timeline.Event, error) { return s.Amend(e.ID, e) })
		assert.ErrorIs(t, err, incident.ErrUseVerb)
	}
}
