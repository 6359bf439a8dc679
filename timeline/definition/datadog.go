package definition

import "github.com/allclear-go/allclear/timeline"

// What was read for Datadog.
const (
	datadogPage = "https://github.com/DataDog/documentation/blob/4ca3febdae7ddd5b58162a6ca80ed0562823c77f" +
		"/content/en/incident_response/incident_management/analytics_and_reporting/_index.md"
	datadogVariables = "https://github.com/DataDog/documentation/blob/0a31c03f2c11256242aa4f4e95049df16aa9e459" +
		"/content/en/incident_response/incident_management/setup_and_configuration/variables.md"
	datadogChange = "https://github.com/DataDog/documentation/pull/27443"

	datadogRead      = "source of the documentation, read 2026-11"
	datadogOverrides = "Times that responders override count in place of those recorded."
	datadogPlaces    = "Its impacts are a closed list; where further places may have been affected, the figure here is a lower bound."
)

var (
	datadogDetected  = End{Fact: timeline.Detected, Else: timeline.Declared, Word: "detected"}
	datadogImpactEnd = End{Fact: timeline.Restored, Word: "last customer impact end"}
	datadogResolved  = End{Fact: timeline.Resolved, Word: "most recently resolved"}
)

var datadog = []Definition{
	{
		ID: "datadog/time_to_detect", Vendor: "Datadog", Name: "Time to Detect", Version: "2025-02", Meaning: Detect,
		From: End{Fact: timeline.ImpactStarted, Word: "earliest customer impact"}, To: datadogDetected,
		Source: datadogPage, Verified: true, Basis: datadogRead, Caveat: datadogOverrides,
	},
	{
		ID: "datadog/time_to_repair", Vendor: "Datadog", Name: "Time to Repair", Version: "2025-02", Meaning: Restore,
		From: datadogDetected, To: datadogImpactEnd,
		Source: datadogPage, Verified: true, Basis: datadogRead, Caveat: datadogOverrides + " " + datadogPlaces,
	},
	{
		ID: "datadog/time_to_resolve", Vendor: "Datadog", Name: "Time to Resolve", Version: "2025-02", Meaning: Resolve,
		From: End{Fact: timeline.Declared, Word: "declared"}, To: datadogResolved,
		Source: datadogPage, Verified: true, Basis: datadogRead, Caveat: datadogOverrides,
	},
	{
		ID: "datadog/customer_impact_duration", Vendor: "Datadog", Name: "Customer Impact Duration", Version: "2025-02", Meaning: Impact,
		Measure: timeline.ImpactTime(),
		Source:  datadogPage, Verified: true, Basis: datadogRead,
		Caveat: "The page does not say whether impacts that overlap count once; here they do.",
	},
	{
		ID: "datadog/variable/customer_impact_duration", Vendor: "Datadog", Name: "incident.customer_impact_duration", Version: "2026-02",
		Meaning: Impact,
		From:    End{Fact: timeline.ImpactStarted, Word: "customer_impact_start"}, To: End{Fact: timeline.Restored, Word: "customer_impact_end"},
		Source: datadogVariables, Verified: true, Basis: datadogRead,
		Caveat: "A template variable, from the earliest start to the latest end: healthy time in between counts. " + datadogPlaces,
	},
	{
		ID: "datadog/time_to_repair@until-2025-02", Vendor: "Datadog", Name: "Time to Repair", Version: "until-2025-02", Meaning: Restore,
		From: End{Fact: timeline.Declared, Word: "created"}, To: datadogImpactEnd,
		Source: datadogChange, Verified: true, Basis: "change to the documentation of 2025-02, read 2026-11", Caveat: datadogPlaces,
	},
	{
		ID: "datadog/time_to_resolve@until-2025-02", Vendor: "Datadog", Name: "Time to Resolve", Version: "until-2025-02", Meaning: Resolve,
		From: End{Fact: timeline.Declared, Word: "created"}, To: End{Fact: timeline.Resolved, Word: "resolved"},
		Source: datadogChange, Verified: true, Basis: "change to the documentation of 2025-02, read 2026-11",
		Caveat: "Created and declared are one fact here, so that the figure is that of the later version.",
	},
}
