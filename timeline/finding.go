package timeline

import (
	"iter"
	"slices"

	"github.com/google/uuid"
)

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
