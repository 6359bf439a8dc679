package report

// ownLabels are the labels that stand in the code, here and in the renderers. That the
// list is complete, and has none that is not asked for, is a test.
func ownLabels() []string {
	return []string{
		// words, and heads of tables
		"action", "address", "affected", "affected now", "affected, not over", "all", "all restored", "allowed", "as of", "as written", "assumed",
		"audience", "became", "before", "before the first", "began", "beginning", "burn rate", "by", "by account", "by region", "by severity", "certain", "certainty",
		"contents", "counted by", "detected by", "doubtful", "end not recorded", "every incident", "everywhere", "fact", "facts", "facts taken over",
		"figure", "finding", "first part restored", "for", "from", "health", "held", "held for", "how it differs from ours", "id", "impact end",
		"impact over time", "in command", "in words", "incident", "incidents", "invalid", "it", "it is", "longest", "longest silence",
		"measured", "measured as", "median", "more that is not shown", "most restored", "next", "next promised", "next update", "no date",
		"no region named", "no.", "nobody named", "none", "none promised", "not applicable", "not measured", "not over", "not recorded",
		"not relieved", "not said", "not shown", "nothing", "now", "not yet", "of these open", "ongoing", "ours", "over all incidents", "outside of the period", "overall", "overdue", "owner",
		"p90", "part in it", "pending", "phase", "place", "place not shown", "possible", "possibly", "possibly affected", "possibly held", "possibly without a word",
		"promise", "promised by", "published", "review published", "rule", "settled", "severity over time", "shortest", "shortest to longest", "since",
		"some time in here", "source", "spent", "state", "stated total", "status", "status changed", "table", "text", "the incident as a whole", "time",
		"the service", "time unknown", "times in", "title", "to", "type", "unknown", "Underlined", "until", "untitled", "update", "updates", "verdict", "what", "what it is",
		"what people could not do", "without a time to count them by", "what the time went into", "when", "where", "where it lies (90 %)", "who", "why", "within the bounds",
		"without a word",

		// headings and sentences
		"(a block that does not lower)", "90 % quantile", "Accounts that differ from those above. They take no part in the figures.",
		"Against the period before", "Error budgets", "Grey is possible, not certain.", "How long they lasted", "Incidents",
		"Not drawn: the diagram is too long for this page. The table says the same.", "Recorded without a time:", "Report", "The pages that define each:",
		"To be known before conclusions are drawn:", "Together", "Whether the phases of each sum to its total:", "published updates over time",
		"not known exactly, but within the bounds given", "restored, since impact start", "the stated total lies in here", "where the median lies (90 %)",

		// with values in them
		"Incident {1}", "Not affected: {1}.", "The diagram shows {1} ({2}).", "and {1} more", "availability, this incident alone, {1}",
		"availability, this incident alone, {1}, so far", "everywhere/{1}", "hypothesis {1}", "impact, {1} in total", "in {1}", "method: {1}", "most of {1}",
		"not after {1}", "not before {1}", "severity {1}", "some of {1}", "status {1}", "times in {1}", `update "{1}"`, "update {1}", `{1} ("{2}")`,
		"{1} (corrected)", "{1} (words removed)", "{1} ({2})", "{1} by {2}", "{1} in total", "{1} relieved", "{1} so far", "{1} somewhere in here",
		"{1} to {2}", "{1}, doubtful",
	}
}
