package definition

import "github.com/allclear-go/allclear/timeline"

// ServiceNow: the duration fields that business rules set on an incident.
var serviceNow = []Definition{
	{
		ID: "servicenow/calendar_duration", Vendor: "ServiceNow", Name: "Calendar duration", Version: "2024-12", Meaning: Restore,
		From: End{Fact: timeline.Declared, Word: "opened"}, To: End{Fact: timeline.Closed, Word: "closed"},
		Source:   "https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB0754082",
		Verified: true, Basis: "article last updated 2024-12-10, read 2026-11",
		Caveat: "Whatever states the incident was in: time on hold counts. Business duration has the same ends, in working time. " +
			"Another article, KB0780039, has the rule for resolved incidents set it first.",
	},
	{
		ID: "servicenow/resolve_time", Vendor: "ServiceNow", Name: "Resolve time", Version: "2024-08", Meaning: Resolve,
		From: End{Fact: timeline.Declared, Word: "opened"}, To: End{Fact: timeline.Resolved, Else: timeline.Closed, Word: "resolved"},
		Source: "https://github.com/ServiceNow/ServiceNowDocs/blob/32bcdf806351995859b8348cbc32e55c81388f5b" +
			"/markdown/platform-administration/time-configuration/c_ResolveTime.md",
		Verified: true, Basis: "documentation of release Xanadu, updated 2024-08-01, read 2026-11",
		Caveat: "Its text names the closed date, and the rule it prints the resolved one.",
	},
}

// DORA: recovery from a change that failed, and before 2023 from any failure.
var dora = []Definition{
	{
		ID: "dora/failed_deployment_recovery_time", Vendor: "DORA", Name: "Failed deployment recovery time", Version: "2023", Meaning: Restore,
		From: End{Fact: timeline.Deployed, Word: "a deployment that fails"}, To: End{Fact: timeline.Restored, Word: "recovered"},
		Source: "https://github.com/dora-team/dora.dev/blob/67a7603bd5c74b53102cb8d533f9fec85f71e7ca/hugo/content/guides/dora-metrics/_index.md",
		Basis:  "guide of 2026-01-05 and its history of the metrics, read 2026-11, say what it is and since when; the moments are not in them",
		Caveat: "The guide names no moment at which the clock starts; here the change was in production, recorded as the milestone deployed. " +
			"Incidents that no change caused have no such figure.",
	},
	{
		ID: "dora/time_to_restore_service@until-2023", Vendor: "DORA", Name: "Time to restore service", Version: "until-2023", Meaning: Restore,
		From: End{Fact: timeline.ImpactStarted, Word: "service incident"}, To: End{Fact: timeline.Restored, Word: "restored"},
		Source: "https://github.com/dora-team/dora.dev/blob/25fd5bc761a49b00bd2ae23c93de672ebe127935/hugo/content/guides/dora-metrics/history.md",
		Basis:  "the history, read 2026-11, says that it was replaced and that it covered failures of any cause; the ends are not in it",
	},
}

// Atlassian: four metrics that share the letters MTTR, and MTTA.
const (
	atlassianPage = "https://www.atlassian.com/incident-management/kpis/common-metrics"
	atlassianRead = "the opening of the page, read 2026-11, says that there are four; the ends are as others quote them"
)

var (
	atlassianFailure = End{Fact: timeline.ImpactStarted, Word: "failure"}
	atlassianAlert   = End{Fact: timeline.Detected, Word: "first alert"}
	atlassianBack    = End{Fact: timeline.Restored, Word: "fully operational"}
)

var atlassian = []Definition{
	{
		ID: "atlassian/time_to_acknowledge", Vendor: "Atlassian", Name: "MTTA", Version: "undated", Meaning: Acknowledge,
		From: atlassianAlert, To: End{Fact: timeline.Acknowledged, Word: "work begins"},
		Source: atlassianPage, Basis: atlassianRead,
	},
	{
		ID: "atlassian/time_to_repair", Vendor: "Atlassian", Name: "MTTR, repair", Version: "undated", Meaning: Restore,
		From: End{Fact: timeline.CauseFound, Word: "repairs begin"}, To: atlassianBack,
		Source: atlassianPage, Basis: atlassianRead,
		Caveat: "When repairs began is no fact of its own here: it is taken to be when the cause was found.",
	},
	{
		ID: "atlassian/time_to_recovery", Vendor: "Atlassian", Name: "MTTR, recovery", Version: "undated", Meaning: Restore,
		From: atlassianFailure, To: atlassianBack, Source: atlassianPage, Basis: atlassianRead,
	},
	{
		ID: "atlassian/time_to_respond", Vendor: "Atlassian", Name: "MTTR, respond", Version: "undated", Meaning: Restore,
		From: atlassianAlert, To: atlassianBack, Source: atlassianPage, Basis: atlassianRead,
	},
	{
		ID: "atlassian/time_to_resolve", Vendor: "Atlassian", Name: "MTTR, resolve", Version: "undated", Meaning: Close,
		From: atlassianFailure, To: End{Fact: timeline.Closed, Word: "kept from happening again"},
		Source: atlassianPage, Basis: atlassianRead,
	},
}

// Google SRE: the report Incident Metrics in SRE.
const (
	googlePage = "https://sre.google/resources/practices-and-processes/incident-metrics-in-sre/"
	googleRead = "the page about the report, read 2026-11, names time to mitigation and to recovery; the ends are not in it"
)

var googleSRE = []Definition{
	{
		ID: "google_sre/time_to_detect", Vendor: "Google SRE", Name: "time to detect", Version: "2021-03", Meaning: Detect,
		From: End{Fact: timeline.ImpactStarted}, To: End{Fact: timeline.Detected}, Source: googlePage, Basis: googleRead,
	},
	{
		ID: "google_sre/time_to_mitigation", Vendor: "Google SRE", Name: "time to mitigation", Version: "2021-03", Meaning: Mitigate,
		From: End{Fact: timeline.ImpactStarted}, To: End{Fact: timeline.Mitigated}, Source: googlePage, Basis: googleRead,
	},
	{
		ID: "google_sre/time_to_recovery", Vendor: "Google SRE", Name: "time to recovery", Version: "2021-03", Meaning: Restore,
		From: End{Fact: timeline.ImpactStarted}, To: End{Fact: timeline.Restored}, Source: googlePage, Basis: googleRead,
	},
}
