package timeline

import (
	"iter"
	"slices"
	"strings"
)

// A Milestone names a point in the life of an incident, from which and to which
// durations are measured. The set is open: any name of one's own works as an
// anchor of [Elapsed] once an event carries it. The empty Milestone is none.
type Milestone string

// The standard milestones. Where each gets its time from:
//
//   - impact_started and restored are edges of impacts;
//   - declared, resolved and closed are status changes;
//   - the others are events that carry the milestone.
//
// The words follow common usage of incident products; cause_found is the
// moment the responders knew, not the moment somebody wrote it down.
const (
	ImpactStarted   Milestone = "impact_started"   // users began to be affected
	Detected        Milestone = "detected"         // a monitor, a user or an employee noticed
	Acknowledged    Milestone = "acknowledged"     // a person took it up
	Declared        Milestone = "declared"         // the incident was opened
	Mobilized       Milestone = "mobilized"        // the responders were together
	CauseSuspected  Milestone = "cause_suspected"  // somebody named a cause
	CauseFound      Milestone = "cause_found"      // the responders knew the cause
	CauseConfirmed  Milestone = "cause_confirmed"  // the cause was proved
	Mitigated       Milestone = "mitigated"        // the fix or workaround was in
	Restored        Milestone = "restored"         // service was back
	Resolved        Milestone = "resolved"         // the incident was called resolved
	Closed          Milestone = "closed"           // all work on it ended
	ReviewPublished Milestone = "review_published" // the postmortem came out
)

// Deployed is when the deployment that caused the incident reached production: an
// event carries it, as package incident's Relate records one of a change that is
// confirmed as a cause. It is a fact of what brought the incident about, and most
// incidents have none, so that it is not among the [Milestones] and is shown to
// no audience that is not told of causes. Where several are recorded the first
// counts; asked for a place, the first of those that speak of the place, else of
// any. No fact bounds one that is missing: impact can begin while a deployment is
// still rolling out.
const Deployed Milestone = "deployed"

const updatePrefix = "update_published:"

// The first and the last published update, as anchors.
const (
	FirstUpdate Milestone = updatePrefix + "first"
	LastUpdate  Milestone = updatePrefix + "last"
)

// UpdatePublished is the first published update that bears a status word, as an
// anchor: UpdatePublished("identified").
func UpdatePublished(status string) Milestone { return Milestone(updatePrefix + status) }

// update splits an update anchor.
func (m Milestone) update() (which string, ok bool) {
	return strings.CutPrefix(string(m), updatePrefix)
}

var milestoneOrder = [...]Milestone{
	ImpactStarted, Detected, Acknowledged, Declared, Mobilized, CauseSuspected, CauseFound,
	CauseConfirmed, Mitigated, Restored, Resolved, Closed, ReviewPublished,
}

// A code numbers a milestone whose marks are kept from one measure to the next:
// the standard ones in their order, and the first and last update. Others have
// the code 0.
type code uint8

const (
	codeImpactStarted code = 1 + iota
	codeDetected
	codeAcknowledged
	codeDeclared
	codeMobilized
	codeCauseSuspected
	codeCauseFound
	codeCauseConfirmed
	codeMitigated
	codeRestored
	codeResolved
	codeClosed
	codeReviewPublished
	codeFirstUpdate
	codeLastUpdate
	codes
)

func codeOf(m Milestone) code {
	switch m {
	case FirstUpdate:
		return codeFirstUpdate
	case LastUpdate:
		return codeLastUpdate
	}
	return code(slices.Index(milestoneOrder[:], m) + 1)
}

var milestoneWords = [...]string{
	codeImpactStarted: "impact start", codeDetected: "detected", codeAcknowledged: "acknowledged", codeDeclared: "declared",
	codeMobilized: "mobilized", codeCauseSuspected: "cause suspected", codeCauseFound: "cause found", codeCauseConfirmed: "cause confirmed",
	codeMitigated: "mitigated", codeRestored: "restored", codeResolved: "resolved", codeClosed: "closed", codeReviewPublished: "review",
	codeFirstUpdate: "first update", codeLastUpdate: "last update",
}

func (c code) milestone() Milestone {
	switch c {
	case codeFirstUpdate:
		return FirstUpdate
	case codeLastUpdate:
		return LastUpdate
	}
	return milestoneOrder[c-1]
}

// Milestones returns the standard milestones in the order in which they usually
// come.
func Milestones() iter.Seq[Milestone] {
	return func(yield func(Milestone) bool) {
		for _, m := range milestoneOrder {
			if !yield(m) {
				return
			}
		}
	}
}

// IsStandard reports whether m is one of the [Milestones].
func (m Milestone) IsStandard() bool { return slices.Contains(milestoneOrder[:], m) }

// Words returns the milestone for people: "impact start", "cause found",
// `first update`, `update "identified"`.
func (m Milestone) Words() string {
	if c := codeOf(m); c > 0 {
		return milestoneWords[c]
	}
	if which, ok := m.update(); ok {
		return `update "` + which + `"`
	}
	return strings.ReplaceAll(string(m), "_", " ")
}

// A Phase is the coarse state that a status belongs to, as a status event
// recorded it. Measures read phases and never status names, so that they work
// with any lifecycle. The set is closed for lifecycles and open here: a word
// that this version does not know is kept.
type Phase string

// The phases.
const (
	PhasePlanned   Phase = "planned"
	PhaseTriage    Phase = "triage"
	PhaseActive    Phase = "active"
	PhaseMitigated Phase = "mitigated"
	PhaseResolved  Phase = "resolved"
	PhaseClosed    Phase = "closed"
)

var phases = [...]Phase{PhasePlanned, PhaseTriage, PhaseActive, PhaseMitigated, PhaseResolved, PhaseClosed}

// IsStandard reports whether p is one of the constants.
func (p Phase) IsStandard() bool { return slices.Contains(phases[:], p) }

// over reports whether an incident in the phase is no longer being worked on.
func (p Phase) over() bool { return p == PhaseResolved || p == PhaseClosed }

// IsUpdate reports whether m anchors at a published update rather than at a
// milestone of the incident.
func (m Milestone) IsUpdate() bool { _, ok := m.update(); return ok }
