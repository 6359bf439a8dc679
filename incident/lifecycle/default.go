package lifecycle

// Default returns the lifecycle "allclear-default".
//
// An incident begins in any working state, or resolved if it is recorded
// afterwards. It may skip steps forward, since people do: resolve and close
// are legal from every open state. It goes back only by relapse and reopen.
// Closed is the end; what comes later is a new incident that refers to the
// old. Merging asks the guard "merge_target", marking a duplicate asks
// "duplicate_target".
//
//	triage          triage      is this an incident?
//	investigating   active      the cause is sought
//	identified      active      the cause is known, the repair is on its way
//	monitoring      mitigated   the repair is in, and watched
//	resolved        resolved    it is over; the review may follow
//	closed          closed      completed
//	false_positive  closed      it was no incident
//	merged          closed      another incident took over its facts
//	duplicate       closed      another record tells of the same incident
//	cancelled       closed      abandoned
//
// Resolving, closing, dismissing, merging and cancelling lead out of every state
// of the phases before resolved, those of an extension included; a state of phase
// resolved that an extension adds needs edges of its own.
//
// It is compiled once, on the first call. Every call returns a pointer of its
// own, so that nobody can replace the default for others; compare fingerprints,
// not pointers.
func Default() *Lifecycle { return standard() }

var standard = shipped(defaultDefinition)

func defaultDefinition() Definition {
	return Definition{
		Name:    "allclear-default",
		Version: 1,
		Initial: []State{"triage", "investigating", "identified", "monitoring", "resolved"},
		States: []StateDef{
			{Name: "triage", Phase: PhaseTriage, Doc: "Somebody decides whether this is an incident."},
			{Name: "investigating", Phase: PhaseActive, Doc: "The cause is sought."},
			{Name: "identified", Phase: PhaseActive, Doc: "The cause is known, the repair is on its way."},
			{Name: "monitoring", Phase: PhaseMitigated, Doc: "The repair is in, and watched."},
			{Name: "resolved", Phase: PhaseResolved, Doc: "It is over; the review may follow."},
			{Name: "closed", Phase: PhaseClosed, Resolution: ResolutionCompleted, Doc: "The record is complete."},
			{Name: "false_positive", Phase: PhaseClosed, Resolution: ResolutionFalsePositive, Doc: "It was no incident."},
			{Name: "merged", Phase: PhaseClosed, Resolution: ResolutionMerged, Doc: "Another incident took over its facts."},
			{Name: "duplicate", Phase: PhaseClosed, Resolution: ResolutionDuplicate, Doc: "Another record tells of the same incident."},
			{Name: "cancelled", Phase: PhaseClosed, Resolution: ResolutionCancelled, Doc: "Abandoned."},
		},
		Edges: []Edge{
			{Trigger: "investigate", From: []State{"triage"}, To: "investigating"},
			{Trigger: "identify", From: []State{"triage", "investigating"}, To: "identified"},
			{Trigger: "monitor", From: []State{"triage", "investigating", "identified"}, To: "monitoring"},
			{Trigger: "resolve", FromPhases: openPhases(), To: "resolved"},
			{Trigger: "close", From: []State{"resolved"}, FromPhases: openPhases(), To: "closed"},
			{Trigger: "relapse", From: []State{"identified"}, To: "investigating", Doc: "The cause was another."},
			{Trigger: "relapse", From: []State{"monitoring"}, To: "investigating", Reopens: true, Doc: "The repair did not hold."},
			{Trigger: "reopen", From: []State{"resolved"}, To: "investigating", Reopens: true, Doc: "It was not over."},
			{Trigger: "dismiss", FromPhases: openPhases(), To: "false_positive"},
			{Trigger: "merge", FromPhases: openPhases(), To: "merged", Guards: []string{"merge_target"}},
			{Trigger: "mark_duplicate", FromPhases: openPhases(), To: "duplicate", Guards: []string{"duplicate_target"}},
			{Trigger: "cancel", FromPhases: openPhases(), To: "cancelled"},
		},
	}
}
