package lifecycle

import (
	"slices"
	"sync"
)

// shipped returns a function that hands out the lifecycle of d. It is compiled
// once, on the first call. Every call returns a pointer of its own, so that
// nobody can replace the lifecycle for others.
func shipped(d func() Definition) func() *Lifecycle {
	compiled := sync.OnceValue(func() *Lifecycle { return MustCompile(d()) })
	return func() *Lifecycle {
		l := *compiled()
		return &l
	}
}

// openPhases are those in which nothing is resolved or closed.
func openPhases() []Phase { return []Phase{PhasePlanned, PhaseTriage, PhaseActive, PhaseMitigated} }

var (
	maintenance   = shipped(maintenanceDefinition)
	statuspage    = shipped(statuspageDefinition)
	serviceHealth = shipped(serviceHealthDefinition)
	itil          = shipped(itilDefinition)
	rootly        = shipped(rootlyDefinition)
)

// Maintenance returns the lifecycle "allclear-maintenance", for work that is
// planned and announced.
//
//	scheduled     planned     announced, not begun
//	in_progress   active      the work is on
//	verifying     mitigated   the work is done, and checked
//	completed     closed      completed
//	cancelled     closed      called off
//
// A life may begin in any state but the last, steps may be skipped forward, and
// the way back is explicit: a check that fails resumes the work, and work that
// is put off is scheduled anew.
func Maintenance() *Lifecycle { return maintenance() }

func maintenanceDefinition() Definition {
	return Definition{
		Name: "allclear-maintenance", Version: 1,
		Initial: []State{"scheduled", "in_progress", "verifying", "completed"},
		States: []StateDef{
			{Name: "scheduled", Phase: PhasePlanned, Doc: "Announced, not begun."},
			{Name: "in_progress", Phase: PhaseActive, Doc: "The work is on."},
			{Name: "verifying", Phase: PhaseMitigated, Doc: "The work is done, and checked."},
			{Name: "completed", Phase: PhaseClosed, Resolution: ResolutionCompleted, Doc: "It is over."},
			{Name: "cancelled", Phase: PhaseClosed, Resolution: ResolutionCancelled, Doc: "Called off."},
		},
		Edges: []Edge{
			{Trigger: "start", From: []State{"scheduled"}, To: "in_progress"},
			{Trigger: "verify", From: []State{"scheduled", "in_progress"}, To: "verifying"},
			{Trigger: "complete", FromPhases: openPhases(), To: "completed"},
			{Trigger: "resume", From: []State{"verifying"}, To: "in_progress", Reopens: true, Doc: "The check failed."},
			{Trigger: "postpone", From: []State{"in_progress", "verifying"}, To: "scheduled", Reopens: true, Doc: "The rest is put off."},
			{Trigger: "cancel", FromPhases: openPhases(), To: "cancelled"},
		},
	}
}

// Statuspage returns the lifecycle "statuspage": the statuses of incidents and
// scheduled maintenances on pages that speak the format of Atlassian Statuspage
// (https://developer.statuspage.io), as real pages use them.
//
//	investigating   active      scheduled     planned
//	identified      active      in_progress   active
//	monitoring      mitigated   verifying     mitigated
//	resolved        resolved    completed     closed
//	postmortem      closed
//
// A life may begin in any state: much is entered afterwards. Any open state may
// follow any other of its family. Only a postmortem follows resolved; real pages
// show nothing else.
func Statuspage() *Lifecycle { return statuspage() }

func statuspageDefinition() Definition {
	return Definition{
		Name: "statuspage", Version: 1,
		Initial: []State{
			"investigating", "identified", "monitoring", "resolved", "postmortem",
			"scheduled", "in_progress", "verifying", "completed",
		},
		States: []StateDef{
			{Name: "investigating", Phase: PhaseActive, Doc: "The cause is sought."},
			{Name: "identified", Phase: PhaseActive, Doc: "The cause is found, a fix is on its way."},
			{Name: "monitoring", Phase: PhaseMitigated, Doc: "A fix is in, and watched."},
			{Name: "resolved", Phase: PhaseResolved, Doc: "It is over."},
			{Name: "postmortem", Phase: PhaseClosed, Resolution: ResolutionCompleted, Doc: "It is over, and explained."},
			{Name: "scheduled", Phase: PhasePlanned, Doc: "A maintenance is announced."},
			{Name: "in_progress", Phase: PhaseActive, Doc: "The maintenance is on."},
			{Name: "verifying", Phase: PhaseMitigated, Doc: "The maintenance is done, and checked."},
			{Name: "completed", Phase: PhaseClosed, Resolution: ResolutionCompleted, Doc: "The maintenance is over."},
		},
		Edges: []Edge{
			{Trigger: "investigate", From: []State{"identified"}, To: "investigating"},
			{Trigger: "investigate", From: []State{"monitoring"}, To: "investigating", Reopens: true},
			{Trigger: "identify", From: []State{"investigating"}, To: "identified"},
			{Trigger: "identify", From: []State{"monitoring"}, To: "identified", Reopens: true},
			{Trigger: "monitor", From: []State{"investigating", "identified"}, To: "monitoring"},
			{Trigger: "resolve", From: []State{"investigating", "identified", "monitoring"}, To: "resolved"},
			{Trigger: "publish_postmortem", From: []State{"resolved"}, To: "postmortem"},
			{Trigger: "schedule", From: []State{"in_progress", "verifying"}, To: "scheduled", Reopens: true},
			{Trigger: "start", From: []State{"scheduled"}, To: "in_progress"},
			{Trigger: "start", From: []State{"verifying"}, To: "in_progress", Reopens: true},
			{Trigger: "verify", From: []State{"scheduled", "in_progress"}, To: "verifying"},
			{Trigger: "complete", From: []State{"scheduled", "in_progress", "verifying"}, To: "completed"},
		},
	}
}

// ServiceHealth returns the lifecycle "servicehealth": the statuses of incidents on
// Google Cloud Service Health (https://status.cloud.google.com/incidents.json), in
// lower case.
//
//	service_information   active     something to know, short of a disruption
//	service_disruption    active     part of it fails
//	service_outage        active     it is out
//	available             resolved   it works again
//	closed                closed     completed; the page has no word for it
//
// A life may begin in any but the last. Any open status may follow any other, and
// an incident that comes back after "available" reopens.
func ServiceHealth() *Lifecycle { return serviceHealth() }

func serviceHealthDefinition() Definition {
	open := []State{"service_information", "service_disruption", "service_outage"}
	to := func(t Trigger, s State) []Edge {
		return []Edge{
			{Trigger: t, FromPhases: []Phase{PhaseActive}, To: s},
			{Trigger: t, From: []State{"available"}, To: s, Reopens: true, Doc: "It came back."},
		}
	}
	return Definition{
		Name: "servicehealth", Version: 1,
		Initial: append(open, "available"),
		States: []StateDef{
			{Name: "service_information", Phase: PhaseActive, Doc: "Something to know, short of a disruption."},
			{Name: "service_disruption", Phase: PhaseActive, Doc: "Part of the service fails."},
			{Name: "service_outage", Phase: PhaseActive, Doc: "The service is out."},
			{Name: "available", Phase: PhaseResolved, Doc: "The service works again."},
			{Name: "closed", Phase: PhaseClosed, Resolution: ResolutionCompleted, Doc: "Nothing is left to do or to say."},
		},
		Edges: slices.Concat(
			to("inform", "service_information"), to("disrupt", "service_disruption"), to("fail", "service_outage"),
			[]Edge{
				{Trigger: "restore", FromPhases: []Phase{PhaseActive}, To: "available"},
				{Trigger: "close", From: []State{"available"}, To: "closed"},
			},
		),
	}
}

// ITIL returns the lifecycle "itil": the incident states of ITIL tools, by the
// model that ServiceNow ships
// (https://www.servicenow.com/docs/r/it-service-management/incident-management/c_IncidentManagementStateModel.html).
// "On hold" is a state for each of its reasons, so that time spent waiting can be
// left out of a measure by reason.
//
//	new                triage     logged, not looked into
//	in_progress        active     somebody works on it
//	awaiting_caller    active     on hold: the caller has to say more
//	awaiting_change    active     on hold: a change has to be made
//	awaiting_problem   active     on hold: a problem record has to find the cause
//	awaiting_vendor    active     on hold: a supplier has to act
//	resolved           resolved   a fix is given, to be confirmed
//	closed             closed     completed
//	canceled           closed     a duplicate, needless, or no incident
//
// Only what is resolved is closed. It may be reopened until then.
func ITIL() *Lifecycle { return itil() }

func itilDefinition() Definition {
	working := []Phase{PhaseTriage, PhaseActive}
	return Definition{
		Name: "itil", Version: 1,
		Initial: []State{"new", "in_progress", "resolved"},
		States: []StateDef{
			{Name: "new", Phase: PhaseTriage, Doc: "Logged, not looked into."},
			{Name: "in_progress", Phase: PhaseActive, Doc: "Somebody works on it."},
			{Name: "awaiting_caller", Phase: PhaseActive, Hold: "awaiting_caller", Doc: "The caller has to say more."},
			{Name: "awaiting_change", Phase: PhaseActive, Hold: "awaiting_change", Doc: "A change has to be made."},
			{Name: "awaiting_problem", Phase: PhaseActive, Hold: "awaiting_problem", Doc: "A problem record has to find the cause."},
			{Name: "awaiting_vendor", Phase: PhaseActive, Hold: "awaiting_vendor", Doc: "A supplier has to act."},
			{Name: "resolved", Phase: PhaseResolved, Doc: "A fix is given, to be confirmed."},
			{Name: "closed", Phase: PhaseClosed, Resolution: ResolutionCompleted, Doc: "The fix is confirmed."},
			{Name: "canceled", Phase: PhaseClosed, Resolution: ResolutionCancelled, Doc: "A duplicate, needless, or no incident."},
		},
		Edges: []Edge{
			{Trigger: "start", From: []State{"new"}, To: "in_progress"},
			{Trigger: "await_caller", FromPhases: working, To: "awaiting_caller"},
			{Trigger: "await_change", FromPhases: working, To: "awaiting_change"},
			{Trigger: "await_problem", FromPhases: working, To: "awaiting_problem"},
			{Trigger: "await_vendor", FromPhases: working, To: "awaiting_vendor"},
			{Trigger: "resume", FromPhases: []Phase{PhaseActive}, To: "in_progress"},
			{Trigger: "resolve", FromPhases: working, To: "resolved"},
			{Trigger: "reopen", From: []State{"resolved"}, To: "in_progress", Reopens: true},
			{Trigger: "close", From: []State{"resolved"}, To: "closed"},
			{Trigger: "cancel", FromPhases: working, To: "canceled"},
		},
	}
}

// Rootly returns the lifecycle "rootly", of the shape that Rootly documents
// (https://docs.rootly.com/configuration/incident-status): stricter than
// [Default], and with a way back from every end.
//
//	in_triage   triage      is this an incident?
//	started     active      it is, and is worked on
//	mitigated   mitigated   it no longer hurts
//	resolved    resolved    it is over
//	closed      closed      completed
//	cancelled   closed      abandoned
//
// What is in triage is started before it is resolved, and only what is resolved
// is closed. An incident that is recorded afterwards may begin later on.
func Rootly() *Lifecycle { return rootly() }

func rootlyDefinition() Definition {
	return Definition{
		Name: "rootly", Version: 1,
		Initial: []State{"in_triage", "started", "mitigated", "resolved"},
		States: []StateDef{
			{Name: "in_triage", Phase: PhaseTriage, Doc: "Somebody decides whether this is an incident."},
			{Name: "started", Phase: PhaseActive, Doc: "It is worked on."},
			{Name: "mitigated", Phase: PhaseMitigated, Doc: "It no longer hurts."},
			{Name: "resolved", Phase: PhaseResolved, Doc: "It is over."},
			{Name: "closed", Phase: PhaseClosed, Resolution: ResolutionCompleted, Doc: "The record is complete."},
			{Name: "cancelled", Phase: PhaseClosed, Resolution: ResolutionCancelled, Doc: "Abandoned."},
		},
		Edges: []Edge{
			{Trigger: "start", From: []State{"in_triage"}, To: "started"},
			{Trigger: "mitigate", From: []State{"started"}, To: "mitigated"},
			{Trigger: "resolve", From: []State{"started", "mitigated"}, To: "resolved"},
			{Trigger: "close", From: []State{"resolved"}, To: "closed"},
			{Trigger: "cancel", FromPhases: openPhases(), To: "cancelled"},
			{Trigger: "restart", From: []State{"mitigated", "resolved", "closed", "cancelled"}, To: "started", Reopens: true},
		},
	}
}
