package incident

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/timeline"
)

// A Mode says whether the incident was one. The set is open.
type Mode string

// The usual modes.
const (
	Real          Mode = "real"          // it happened, and was recorded as it did
	Drill         Mode = "drill"         // people practised on purpose
	Test          Mode = "test"          // of the tools that handle incidents
	Retrospective Mode = "retrospective" // it happened, and was recorded afterwards
)

// Classify records what the incident was. Said again, it amends what was said
// before.
func (w Writer) Classify(mode Mode) (timeline.Event, error) {
	if mode == "" {
		return timeline.Event{}, &VerbError{"Classify", fmt.Errorf("mode: %w", ErrEmpty)}
	}
	e := w.event(KindMode, timeline.Instant{})
	if w.inc != nil && w.inc.log != nil {
		for said := range w.inc.latest().Events() {
			if said.Kind == KindMode {
				e.Amends = w.inc.standing(said.ID)
			}
		}
	}
	return w.addWith("Classify", e, memberMode, mode, string(mode))
}

// A Reference is where else the incident, or something about it, is kept: a
// ticket, an alert, a recording, a page. An ID or a URL is required.
type Reference struct {
	System string         `json:"system,omitempty"` // "jira", "pagerduty", "statuspage"
	ID     string         `json:"id,omitempty"`     // as that system has it
	URL    string         `json:"url,omitempty"`
	Title  string         `json:"title,omitempty"`
	Event  timeline.Event `json:"-"` // as recorded; verbs ignore it
}

type referenceMember struct {
	System string `json:"system,omitempty"`
	ID     string `json:"id,omitempty"`
	URL    string `json:"url,omitempty"`
}

// Refer records a reference.
func (w Writer) Refer(r Reference) (timeline.Event, error) {
	if r.ID == "" && r.URL == "" {
		return timeline.Event{}, &VerbError{"Refer", fmt.Errorf("ID or URL: %w", ErrEmpty)}
	}
	e := w.event(KindReference, timeline.Instant{})
	if r.Title != "" {
		e.Text = r.Title
	}
	return w.addWith("Refer", e, memberReference, referenceMember{r.System, r.ID, r.URL}, r.System, r.ID, r.URL)
}

// A ChangeType is what sort of change it was. The set is open.
type ChangeType string

// The usual types of change.
const (
	Deployment     ChangeType = "deployment"
	Configuration  ChangeType = "configuration"
	FeatureFlag    ChangeType = "feature_flag"
	Migration      ChangeType = "migration"
	Infrastructure ChangeType = "infrastructure"
)

// A Change is something that was changed and may have a part in the incident. An
// ID, a URL or a text is required.
type Change struct {
	Type ChangeType       `json:"type,omitempty"`
	Text string           `json:"text,omitempty"` // what was changed
	ID   string           `json:"id,omitempty"`   // "release 1.4.2", a commit, a change request
	URL  string           `json:"url,omitempty"`
	At   timeline.Instant `json:"at,omitzero"` // when it took effect

	// Link says how sure it is that the change had a part: suspected, ruled out or
	// confirmed. Empty is not said: it was made about then, and nothing more. A
	// deployment that is confirmed is the milestone [timeline.Deployed].
	Link HypothesisState `json:"link,omitempty"`

	Event timeline.Event `json:"-"` // as recorded; verbs ignore it
}

type changeMember struct {
	Type ChangeType      `json:"type,omitempty"`
	ID   string          `json:"id,omitempty"`
	URL  string          `json:"url,omitempty"`
	Link HypothesisState `json:"link,omitempty"`
}

// Relate records a change that may have a part in the incident. To say later that
// it had or had none, amend its event.
//
// A [Deployment] whose link is [Confirmed] reached the milestone
// [timeline.Deployed] when it took effect, so that
// [timeline.FailedDeploymentRecovery] starts there; of several the first counts.
// Amending follows the link in both ways: a change that is confirmed later gets
// the milestone, and one that is ruled out loses it. Where your team counts a change of
// another type as a deployment, [Incident.Mark] the milestone.
func (w Writer) Relate(c Change) (timeline.Event, error) {
	if c.ID == "" && c.URL == "" && c.Text == "" {
		return timeline.Event{}, &VerbError{"Relate", fmt.Errorf("ID, URL or text: %w", ErrEmpty)}
	}
	e := w.event(KindChange, c.At)
	if c.Text != "" {
		e.Text = c.Text
	}
	return w.addWith("Relate", e, memberChange, changeMember{c.Type, c.ID, c.URL, c.Link}, string(c.Type), c.ID, c.URL, string(c.Link))
}

// deploying makes a change the milestone that its link says it is. An event that
// brings its ID is another copy's and stays as it is.
func deploying(e timeline.Event) timeline.Event {
	if e.Kind != KindChange || e.Milestone != "" && e.Milestone != timeline.Deployed {
		return e
	}
	var m changeMember
	e.Milestone = ""
	if says(e, memberChange, &m) && m.Type == Deployment && m.Link == Confirmed {
		e.Milestone = timeline.Deployed
	}
	return e
}

// A Capability is something that people could no longer do, or not well, in their
// own words: "pay by card". Where the service failed is an impact.
type Capability struct {
	Name   string          `json:"name"`
	Health timeline.Health `json:"health,omitzero"` // how it was; unstated if not said
	Event  timeline.Event  `json:"-"`               // as recorded; verbs ignore it
}

// Affect records that a capability was affected, and how badly.
func (w Writer) Affect(capability string, how timeline.Health) (timeline.Event, error) {
	if capability == "" {
		return timeline.Event{}, &VerbError{"Affect", fmt.Errorf("capability: %w", ErrEmpty)}
	}
	e := w.event(KindCapability, timeline.Instant{})
	e.Text, e.Health = capability, how
	return w.add("Affect", e)
}

// A Relation is how one incident stands to another. The set is open.
type Relation string

// The relations. Each is read from the incident that holds it: it is a part of,
// a follow-up of, … the other.
const (
	PartOf      Relation = "part_of"      // a sub-incident of the other
	FollowUpOf  Relation = "follow_up_of" // what the other left behind
	CausedBy    Relation = "caused_by"    // the other brought it about
	DuplicateOf Relation = "duplicate_of" // recorded by [Writer.DuplicateOf]
	MergedInto  Relation = "merged_into"  // recorded by [Writer.MergeInto]
	Absorbed    Relation = "absorbed"     // recorded by [Writer.Absorb]
	RelatedTo   Relation = "related_to"   // it is not said how
)

// A Link is a relation to another incident.
type Link struct {
	Relation Relation       `json:"relation"`
	Other    uuid.UUID      `json:"incident"`
	Event    timeline.Event `json:"-"` // that says so
}

type linkMember struct {
	Relation Relation  `json:"relation"`
	Other    uuid.UUID `json:"incident"`
}

// Link records a relation to another incident. Duplicates and merges have verbs
// of their own: Link refuses their relations with [ErrUseVerb]. To take a link
// back, retract its event. [CheckLinks] finds circles over several incidents.
func (w Writer) Link(relation Relation, other uuid.UUID) (timeline.Event, error) {
	const verb = "Link"
	switch {
	case relation == "" || other == uuid.Nil:
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("relation or incident: %w", ErrEmpty)}
	case relation == DuplicateOf || relation == MergedInto || relation == Absorbed:
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("%s: %w", relation, ErrUseVerb)}
	}
	return w.link(verb, relation, other)
}

func (w Writer) link(verb string, relation Relation, other uuid.UUID) (timeline.Event, error) {
	if w.inc != nil && other == w.inc.ID() {
		return timeline.Event{}, &VerbError{verb, fmt.Errorf("the other incident is this one: %w", ErrItself)}
	}
	return w.addWith(verb, w.event(KindLink, timeline.Instant{}), memberLink, linkMember{relation, other}, string(relation))
}

// related reads a fact of this file.
func (s *Snapshot) related(e timeline.Event) {
	switch e.Kind {
	case KindMode:
		var mode Mode
		if s.member(e, memberMode, &mode) && mode != "" {
			if s.Mode != "" && s.Mode != mode {
				s.findOnce(RuleTwice, e, fmt.Sprintf("it was %s by one account and %s by another", s.Mode, mode))
			}
			s.Mode = mode
		} else {
			s.findOnce(RuleMember, e, "a mode event does not say what the incident was")
		}
	case KindReference:
		var m referenceMember
		s.member(e, memberReference, &m)
		s.References = append(s.References, Reference{m.System, m.ID, m.URL, e.Text, e})
	case KindChange:
		var m changeMember
		s.member(e, memberChange, &m)
		s.Changes = append(s.Changes, Change{m.Type, e.Text, m.ID, m.URL, e.Occurred, m.Link, e})
	case KindCapability:
		s.Capabilities = append(s.Capabilities, Capability{e.Text, e.Health, e})
	case KindLink:
		var m linkMember
		if s.member(e, memberLink, &m) && m.Relation != "" && m.Other != uuid.Nil {
			s.Links = append(s.Links, Link{m.Relation, m.Other, e})
		} else {
			s.findOnce(RuleMember, e, "a link event does not say how it stands to which incident")
		}
	case timeline.KindStatus:
		var other uuid.UUID
		if _, ok := e.Member(memberInto); ok && s.member(e, memberInto, &other) && other != uuid.Nil {
			relation := MergedInto
			if e.Resolution == "duplicate" {
				relation = DuplicateOf
			}
			s.Links = append(s.Links, Link{relation, other, e})
		}
	}
}
