package definition

import "github.com/allclear-go/allclear/timeline"

// PagerDuty: an incident is triggered by an alert, or by a person who opens it.
const (
	pagerDutySchema = "https://github.com/PagerDuty/api-schema/blob/91a06fb3c64b0ab2b2bd6c485d12b327dfb55c18/reference/REST/openapiv3.json"
	pagerDutyRead   = "API schema of 2026-08, AnalyticsRawIncident, read 2026-11"
	pagerDutyAlone  = "Null for incidents with one responder or none; here it is until the responders were recorded to be together."
)

var (
	pagerDutyTrigger  = End{Fact: timeline.Detected, Else: timeline.Declared, Word: "triggered"}
	pagerDutyFirstAck = End{Fact: timeline.Acknowledged, Word: "first responder to acknowledge"}
	pagerDutyLastAck  = End{Fact: timeline.Mobilized, Word: "last additional responder to acknowledge"}
)

var pagerDuty = []Definition{
	{
		ID: "pagerduty/seconds_to_first_ack", Vendor: "PagerDuty", Name: "seconds_to_first_ack", Version: "2026-08", Meaning: Acknowledge,
		From: pagerDutyTrigger, To: pagerDutyFirstAck, Source: pagerDutySchema, Verified: true, Basis: pagerDutyRead,
	},
	{
		ID: "pagerduty/seconds_to_mobilize", Vendor: "PagerDuty", Name: "seconds_to_mobilize", Version: "2026-08", Meaning: Mobilize,
		From: pagerDutyTrigger, To: pagerDutyLastAck, Source: pagerDutySchema, Verified: true, Basis: pagerDutyRead, Caveat: pagerDutyAlone,
	},
	{
		ID: "pagerduty/seconds_to_engage", Vendor: "PagerDuty", Name: "seconds_to_engage", Version: "2026-08", Meaning: Mobilize,
		From: End{Fact: timeline.Acknowledged, Word: "first user engagement"}, To: End{Fact: timeline.Mobilized, Word: "last user engagement"},
		Source: pagerDutySchema, Verified: true, Basis: pagerDutyRead, Caveat: pagerDutyAlone,
	},
	{
		ID: "pagerduty/seconds_to_resolve", Vendor: "PagerDuty", Name: "seconds_to_resolve", Version: "2026-08", Meaning: Resolve,
		From: pagerDutyTrigger, To: End{Fact: timeline.Resolved, Word: "resolved"}, Source: pagerDutySchema, Verified: true, Basis: pagerDutyRead,
	},
}

// FireHydrant: every metric starts when the system began to have problems, which is
// by default when the incident was opened.
const (
	fireHydrantPage   = "https://fh-docs.netlify.app/docs/managing-incidents/incident-metrics/"
	fireHydrantRead   = "page last updated 2024-02-09, and docs.firehydrant.com/docs/incident-milestones for what started is, read 2026-11"
	fireHydrantOrder  = "One of its pages wants milestones in order, another only that none comes before started."
	fireHydrantCaveat = "Of several incidents the product shows the mean. " + fireHydrantOrder
)

var fireHydrantStarted = End{Fact: timeline.ImpactStarted, Else: timeline.Declared, Word: "started"}

var fireHydrant = []Definition{
	{
		ID: "firehydrant/mttd", Vendor: "FireHydrant", Name: "MTTD", Version: "2024-02", Meaning: Detect,
		From: fireHydrantStarted, To: End{Fact: timeline.Detected, Word: "detection"},
		Source: fireHydrantPage, Verified: true, Basis: fireHydrantRead, Caveat: fireHydrantCaveat,
	},
	{
		ID: "firehydrant/mtta", Vendor: "FireHydrant", Name: "MTTA", Version: "2024-02", Meaning: Acknowledge,
		From: fireHydrantStarted, To: End{Fact: timeline.Acknowledged, Word: "acknowledgment"},
		Source: fireHydrantPage, Verified: true, Basis: fireHydrantRead, Caveat: fireHydrantCaveat,
	},
	{
		ID: "firehydrant/mttm", Vendor: "FireHydrant", Name: "MTTM", Version: "2024-02", Meaning: Mitigate,
		From: fireHydrantStarted, To: End{Fact: timeline.Mitigated, Word: "mitigation"},
		Source: fireHydrantPage, Verified: true, Basis: fireHydrantRead, Caveat: fireHydrantCaveat,
	},
	{
		ID: "firehydrant/mttr", Vendor: "FireHydrant", Name: "MTTR", Version: "2024-02", Meaning: Resolve,
		From: fireHydrantStarted, To: End{Fact: timeline.Resolved, Word: "resolution"},
		Source: fireHydrantPage, Verified: true, Basis: fireHydrantRead, Caveat: fireHydrantCaveat,
	},
}

// Rootly: every metric starts at the official start of the incident.
const (
	rootlyPage    = "https://docs.rootly.com/updating-incident-timestamps"
	rootlyRead    = "page without a date, and docs.rootly.com/incidents/incident-lifecycle for what a skipped status does, read 2026-11"
	rootlyStart   = "Started is stamped when the status is entered: time in triage counts here and not there, and a team may set it back to the start of impact."
	rootlyWhole   = "Its Time to … variables of the same ends are whole hours."
	rootlySkipped = "A skipped mitigation reads there like a measured one."
)

var (
	rootlyStarted   = End{Fact: timeline.Declared, Word: "started"}
	rootlyMitigated = End{Fact: timeline.Mitigated, Else: timeline.Resolved, Word: "mitigated"}
)

var rootly = []Definition{
	{
		ID: "rootly/detection_duration", Vendor: "Rootly", Name: "Detection Duration", Version: "undated", Meaning: Detect,
		From: rootlyStarted, To: End{Fact: timeline.Detected, Word: "detected"},
		Source: rootlyPage, Verified: true, Basis: rootlyRead, Caveat: rootlyStart + " " + rootlyWhole,
	},
	{
		ID: "rootly/acknowledge_duration", Vendor: "Rootly", Name: "Acknowledge Duration", Version: "undated", Meaning: Acknowledge,
		From: rootlyStarted, To: End{Fact: timeline.Acknowledged, Word: "acknowledged"},
		Source: rootlyPage, Verified: true, Basis: rootlyRead, Caveat: rootlyStart + " " + rootlyWhole,
	},
	{
		ID: "rootly/mitigation_duration", Vendor: "Rootly", Name: "Mitigation Duration", Version: "undated", Meaning: Mitigate,
		From: rootlyStarted, To: rootlyMitigated,
		Source: rootlyPage, Verified: true, Basis: rootlyRead, Caveat: rootlySkipped + " " + rootlyStart + " " + rootlyWhole,
	},
	{
		ID: "rootly/time_to_resolution", Vendor: "Rootly", Name: "Time to Resolution", Version: "undated", Meaning: Resolve,
		From: rootlyStarted, To: End{Fact: timeline.Resolved, Word: "resolved"},
		Source: rootlyPage, Verified: true, Basis: rootlyRead, Caveat: "It is whole hours. " + rootlyStart,
	},
	{
		ID: "rootly/duration", Vendor: "Rootly", Name: "Incident Duration", Version: "undated", Meaning: Restore,
		From: rootlyStarted, To: rootlyMitigated, Until: timeline.Resolved,
		Source: rootlyPage, Verified: true, Basis: rootlyRead,
		Caveat: "It counts on until the incident is resolved, and then ends at the mitigation. " + rootlySkipped + " " + rootlyStart,
	},
}

// incident.io: durations are what an account defines over its timestamps; these are
// the ends that every account begins with.
const (
	incidentIOPage = "https://help.incident.io/en/articles/6541971-incident-lifecycle"
	incidentIOOwn  = "Accounts define their durations themselves, over timestamps of their own; this one is made of the default timestamps."
)

var incidentIO = []Definition{
	{
		ID: "incident_io/declared_to_fixed", Vendor: "incident.io", Name: "declared to Fixed At", Version: "undated", Meaning: Mitigate,
		From: End{Fact: timeline.Declared, Word: "declared"}, To: End{Fact: timeline.Mitigated, Word: "Fixed At, first change to Monitoring"}, First: true,
		Source: incidentIOPage, Verified: true, Basis: "article without a date, read 2026-11", Caveat: incidentIOOwn,
	},
	{
		ID: "incident_io/declared_to_closed", Vendor: "incident.io", Name: "declared to Closed", Version: "undated", Meaning: Resolve,
		From: End{Fact: timeline.Declared, Word: "declared"}, To: End{Fact: timeline.Resolved, Else: timeline.Closed, Word: "Closed, the end of the response"}, First: true,
		Source: incidentIOPage, Basis: "an older edition of the article read 2026-11; the current one has other stages behind the response",
		Caveat: incidentIOOwn,
	},
}
