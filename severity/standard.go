package severity

// Common returns the scale of this package's own names: critical, major,
// moderate, minor, trivial. The aliases are the other common row of English
// words, high, medium and low, which "Common Vulnerability Scoring System
// v3.1", section 5 (Qualitative Severity Rating Scale) also uses below critical.
//
// The names are also the text of a [Level]; this scale adds aliases and is
// lenient about case and space.
func Common() Scale { return Scale{name: "common", words: commonWords} }

// SEV returns the scale SEV0 to SEV5, where the lower number is worse. SEV1 is
// critical, SEV5 is trivial, and SEV0 stands above critical at critical+20.
//
// SEV1 to SEV5 and their meanings follow "Severity Levels" in PagerDuty's
// Incident Response guide (response.pagerduty.com/before/severity_levels); the
// optional SEV0 above SEV1, and the spelling "SEV-1", are found in Datadog's
// Incident Management settings, whose "UNKNOWN" is no word here: it says that the
// Level is unset. Teams whose SEV0 is simply their critical, with
// no word above, need a scale of their own.
//
// Each word is also read with a hyphen or a space, "SEV-1" and "SEV 1". A bare
// "1" is refused: a number alone does not say in which direction it counts.
func SEV() Scale { return Scale{name: "SEV", words: sevWords} }

// Priority returns the scale P1 to P5, where the lower number is worse. P1 is
// critical and P5 is trivial. They are the priorities 1 to 5 of ITIL, "Service
// Operation" (2007 and 2011), section 4.2.5.4; [ITIL] derives them.
//
// The aliases are the words of "What are alert priorities?" of Atlassian's
// Opsgenie and Jira Service Management (P1 Critical, P2 High, P3 Moderate, P4
// Low, P5 Informational), and those of the incident form of ServiceNow, after
// ITIL's matrix of impact and urgency ("1 - Critical" to "5 - Planning"; the books
// write "Medium" where the form has "Moderate"). A bare "1" is refused, as in
// [SEV].
//
// Strictly, a priority says what to do first and a severity how bad it is; ITIL
// derives the one from impact and urgency. Many tools have only the one field,
// and this scale is for reading it.
func Priority() Scale { return Scale{name: "priority", words: priorityWords} }

// Statuspage returns the four values of an incident's impact on Atlassian
// Statuspage: critical, major, minor and none. See "impact" and
// "impact_override" of an incident in the Statuspage API reference.
//
// "none" is a statement that nobody is affected, and so is a level, below
// trivial at trivial-10. It is not the unset Level.
func Statuspage() Scale { return Scale{name: "Statuspage", words: statuspageWords} }

// ServiceHealth returns the three severities of Google Cloud Service Health: high,
// medium and low. The aliases are the statuses that go with them, SERVICE_OUTAGE,
// SERVICE_DISRUPTION and SERVICE_INFORMATION. See "severity" and "status_impact" in
// https://status.cloud.google.com/incidents.json.
func ServiceHealth() Scale { return Scale{name: "Service Health", words: serviceHealthWords} }

// CVSS returns the qualitative severities of vulnerabilities: critical, high,
// medium, low and none. See "Common Vulnerability Scoring System v3.1:
// Specification Document", section 5 (Qualitative Severity Rating Scale),
// https://www.first.org/cvss/v3.1/specification-document. Its comments hold the
// scores of each.
//
// "none" is a score of zero, and so a level, at trivial-10 as in [Statuspage]. It
// is not the unset Level.
func CVSS() Scale { return Scale{name: "CVSS", words: cvssWords} }

// Jira returns the priorities that Jira has before a team changes them: Highest,
// High, Medium, Low and Lowest.
func Jira() Scale { return Scale{name: "Jira", words: jiraWords} }

// Alert returns the severities of alerts: critical, error, warning and info, of
// PagerDuty's Common Event Format (the field "severity" of its Events API v2,
// https://developer.pagerduty.com/docs/send-alert-event). Alerts of Prometheus
// mostly carry three of them, all but error.
//
// An alert says what a machine saw, which may be better or worse than what
// happened to customers. It is a place to start, before anybody has looked.
func Alert() Scale { return Scale{name: "alert", words: alertWords} }

// The tables of the scales above, worst first. They are written out sorted, so
// that returning a scale costs nothing; a test puts each through NewScale.
// Nothing writes to them: a Scale hands out copies.

var commonWords = []Word{
	{Level: Critical, Name: "critical", Aliases: []string{"crit"}, Doc: "The service is lost, or data or safety is at stake."},
	{Level: Major, Name: "major", Aliases: []string{"high"}, Doc: "An important part is lost to many."},
	{Level: Moderate, Name: "moderate", Aliases: []string{"medium"}, Doc: "Part of the service is lost to some."},
	{Level: Minor, Name: "minor", Aliases: []string{"low"}, Doc: "A nuisance with a way round it."},
	{Level: Trivial, Name: "trivial", Aliases: []string{"cosmetic"}, Doc: "Nobody is kept from anything."},
}

var serviceHealthWords = []Word{
	{Level: Major, Name: "high", Aliases: []string{"SERVICE_OUTAGE"}, Doc: "The service is out."},
	{Level: Moderate, Name: "medium", Aliases: []string{"SERVICE_DISRUPTION"}, Doc: "Part of the service fails."},
	{Level: Minor, Name: "low", Aliases: []string{"SERVICE_INFORMATION"}, Doc: "Something to know, short of a disruption."},
}

var sevWords = []Word{
	{Level: Critical + 20, Name: "SEV0", Aliases: []string{"SEV-0", "SEV 0"}, Doc: "Worse than critical: the whole company works on it."},
	{Level: Critical, Name: "SEV1", Aliases: []string{"SEV-1", "SEV 1"}, Doc: "Critical: a large number of customers affected, the public told."},
	{Level: Major, Name: "SEV2", Aliases: []string{"SEV-2", "SEV 2"}, Doc: "Many customers cannot use the product."},
	{Level: Moderate, Name: "SEV3", Aliases: []string{"SEV-3", "SEV 3"}, Doc: "Stability or some customers affected; the owners act at once."},
	{Level: Minor, Name: "SEV4", Aliases: []string{"SEV-4", "SEV 4"}, Doc: "Needs action, but customers can use the product."},
	{Level: Trivial, Name: "SEV5", Aliases: []string{"SEV-5", "SEV 5"}, Doc: "Cosmetic."},
}

var priorityWords = []Word{
	{Level: Critical, Name: "P1", Aliases: []string{"1 - Critical", "P1 - Critical", "Critical"}},
	{Level: Major, Name: "P2", Aliases: []string{"2 - High", "P2 - High", "High"}},
	{Level: Moderate, Name: "P3", Aliases: []string{"3 - Moderate", "P3 - Moderate", "Moderate", "3 - Medium", "Medium"}},
	{Level: Minor, Name: "P4", Aliases: []string{"4 - Low", "P4 - Low", "Low"}},
	{Level: Trivial, Name: "P5", Aliases: []string{"5 - Planning", "P5 - Informational", "Planning", "Informational"}},
}

var statuspageWords = []Word{
	{Level: Critical, Name: "critical"},
	{Level: Major, Name: "major"},
	{Level: Minor, Name: "minor"},
	{Level: Trivial - 10, Name: "none", Doc: "Nobody is affected."},
}

var cvssWords = []Word{
	{Level: Critical, Name: "critical", Doc: "Base score 9.0 to 10.0."},
	{Level: Major, Name: "high", Doc: "Base score 7.0 to 8.9."},
	{Level: Moderate, Name: "medium", Doc: "Base score 4.0 to 6.9."},
	{Level: Minor, Name: "low", Doc: "Base score 0.1 to 3.9."},
	{Level: Trivial - 10, Name: "none", Doc: "Base score 0.0."},
}

var jiraWords = []Word{
	{Level: Critical, Name: "Highest"},
	{Level: Major, Name: "High"},
	{Level: Moderate, Name: "Medium"},
	{Level: Minor, Name: "Low"},
	{Level: Trivial, Name: "Lowest"},
}

var alertWords = []Word{
	{Level: Critical, Name: "critical", Doc: "Wakes somebody."},
	{Level: Major, Name: "error", Doc: "Something fails."},
	{Level: Moderate, Name: "warning", Doc: "To be looked at before it fails."},
	{Level: Trivial, Name: "info", Doc: "To know."},
}
