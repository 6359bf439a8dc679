package statuspage

// A Diagnostic is something about a record that its reader should know: what does
// not fit together, what was assumed, and what was kept without being understood.
type Diagnostic struct {
	Rule Rule
	Path string // its place: "incidents[3].incident_updates[0].status"
	Text string
}

// String returns place, text and rule on one line.
func (d Diagnostic) String() string { return d.Path + ": " + d.Text + " [" + string(d.Rule) + "]" }

// A Rule is the stable name of what a [Diagnostic] is about.
type Rule string

// The rules.
const (
	BadRecord             Rule = "bad_record"              // the record, or a part of it, cannot be an incident's
	BadMember             Rule = "bad_member"              // a member has a value of another type; it counts as empty
	BadText               Rule = "bad_text"                // a text is not UTF-8; what is not is replaced
	BadTime               Rule = "bad_time"                // a time does not read; it counts as unknown
	TooLarge              Rule = "too_large"               // the record is more than the limits allow
	NoID                  Rule = "no_id"                   // the incident has no ID
	NoName                Rule = "no_name"                 // the incident has no name
	NoTime                Rule = "no_time"                 // nobody knows when an update was shown
	NoUpdates             Rule = "no_updates"              // no update tells a status
	UnknownStatus         Rule = "unknown_status"          // a status that pages do not have
	UnknownImpact         Rule = "unknown_impact"          // an impact that pages do not have
	UnknownHealth         Rule = "unknown_health"          // a component's status that pages do not have
	UnknownMember         Rule = "unknown_member"          // a member that is not known here; it is kept
	IllegalMove           Rule = "illegal_move"            // a status that does not follow the one before on a page
	Backdated             Rule = "backdated"               // an update is shown as of before it was written
	Edited                Rule = "edited"                  // an update was changed after it was written
	ComponentChain        Rule = "component_chain"         // a component changed between updates
	ResolvedBeforeStarted Rule = "resolved_before_started" // the incident ends before it starts
	ZeroLength            Rule = "zero_length"             // the incident ends as it starts
	NotResolved           Rule = "resolved_without_time"   // it is resolved, and resolved_at is empty
	StatusDiffers         Rule = "status_differs"          // the record's status is not that of its updates
	StillAffected         Rule = "still_affected"          // it is over, and a component is not well
)
