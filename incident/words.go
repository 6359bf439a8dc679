package incident

import (
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// The kinds of event that this package adds to those of package timeline.
const (
	KindSeverity   timeline.Kind = "severity"
	KindSymptom    timeline.Kind = "symptom"
	KindNote       timeline.Kind = "note"
	KindCause      timeline.Kind = "cause"
	KindHypothesis timeline.Kind = "hypothesis"
	KindAction     timeline.Kind = "action"
	KindStatement  timeline.Kind = "statement"
	KindRole       timeline.Kind = "role"
	KindMode       timeline.Kind = "mode"
	KindReference  timeline.Kind = "reference"
	KindChange     timeline.Kind = "change"
	KindCapability timeline.Kind = "capability"
	KindLink       timeline.Kind = "link"
)

// The members that this package adds to events.
const (
	memberSeverity   = "severity"
	memberCause      = "cause"
	memberHypothesis = "hypothesis"
	memberAction     = "action"
	memberStatement  = "statement"
	memberDetectedBy = "detected_by"
	memberInto       = "into"
	memberTrigger    = "trigger"
	memberRole       = "role"
	memberMode       = "mode"
	memberReference  = "reference"
	memberChange     = "change"
	memberLink       = "link"
	memberUpdate     = "update"
	memberAbsorbed   = "absorbed"
)

// The triggers that [Writer.MergeInto] and [Writer.DuplicateOf] fire.
const (
	triggerMerge     lifecycle.Trigger = "merge"
	triggerDuplicate lifecycle.Trigger = "mark_duplicate"
)

// A Detector is who or what noticed the incident. The set is open.
type Detector string

// The usual detectors.
const (
	Monitoring Detector = "monitoring"
	UserReport Detector = "user_report"
	Employee   Detector = "employee"
	Vendor     Detector = "vendor"
)

// A CauseRole says what part a cause had. The set is open.
type CauseRole string

// The usual roles. What set an incident off is not the same as what made it
// possible, and neither alone is "the" root cause.
const (
	Initiating   CauseRole = "initiating"   // what set it off
	Contributing CauseRole = "contributing" // what made it possible, or worse
)

// A HypothesisState is where a hypothesis stands.
type HypothesisState string

// The states of a hypothesis.
const (
	Suspected HypothesisState = "suspected"
	RuledOut  HypothesisState = "ruled_out"
	Confirmed HypothesisState = "confirmed"
)

// A Subject is something that readers of a report always ask about. The set is
// open.
type Subject string

// The usual subjects.
const (
	DataLoss Subject = "data_loss" // was data lost
	Security Subject = "security"  // was it an attack or a breach
)

// An Answer is what is stated of a [Subject]. What is not stated has no event,
// and reads as not stated.
type Answer string

// The answers.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// An ActionState is where an action item stands. The zero ActionState is not
// said.
type ActionState string

// The usual states of an action item.
const (
	ActionOpen      ActionState = "open"
	ActionStarted   ActionState = "started"
	ActionDone      ActionState = "done"
	ActionCancelled ActionState = "cancelled"
)

// An Action is an action item: something to be done so that the incident does
// not happen again, is noticed sooner, or ends sooner. Only Title is required.
type Action struct {
	Title      string
	Type       string // "prevent", "detect", "mitigate", "process", or a team's own
	Owner      string
	State      ActionState
	DoneWhen   string // how one can tell that it is done: "the alert fires in the drill"
	Due        timeline.Instant
	DueWritten string           // the date as written: "06/21"
	At         timeline.Instant // when it was agreed
}

// rating is the member of a severity event.
type rating struct {
	Level severity.Level `json:"level"`
	Scale string         `json:"scale,omitempty"`
	Word  string         `json:"word,omitempty"`
}

type actionMember struct {
	Type       string           `json:"type,omitempty"`
	Owner      string           `json:"owner,omitempty"`
	State      ActionState      `json:"state,omitempty"`
	DoneWhen   string           `json:"done_when,omitempty"`
	Due        timeline.Instant `json:"due,omitzero"`
	DueWritten string           `json:"due_written,omitempty"`
}

type statementMember struct {
	Subject Subject `json:"subject"`
	Answer  Answer  `json:"answer"`
}
