package feed

import "github.com/allclear-go/allclear/incident"

// Options bound what is read. The zero Options are the defaults.
type Options struct {
	MaxBytes int64 // of one record; 0 is 16 MiB
	MaxDepth int   // of lists and objects within each other in one record; 0 is 64
	MaxCount int64 // of records; 0 is 10 million
}

// An Item is one record of a document and what became of it.
type Item struct {
	// Path is the place of the record: "incidents[3]".
	Path string
	// ID is the source's own ID of the incident, or empty.
	ID string
	// Incident is nil if the record cannot be one. The diagnostics say why.
	Incident *incident.Incident
	// Diagnostics tell what a reader of the figures should know: what reading
	// found, then what the updates say, in the order in which they were shown, then
	// what is about the whole.
	Diagnostics []Diagnostic
}

// A Diagnostic is something about a record that its reader should know: what does
// not fit together, what was assumed, and what was kept without being understood.
type Diagnostic struct {
	Rule Rule
	Path string // its place: "incidents[3].incident_updates[0].status"
	Text string
}

// String returns place, text and rule on one line.
func (d Diagnostic) String() string {
	if d.Path == "" {
		return d.Text + " [" + string(d.Rule) + "]"
	}
	return d.Path + ": " + d.Text + " [" + string(d.Rule) + "]"
}

// A Rule is the stable name of what a [Diagnostic] is about. Those that any source
// may break are here; the package of a format has those of its own. The zero Rule
// names nothing.
type Rule string

// The rules that any source may break.
const (
	BadRecord     Rule = "bad_record"     // the record, or a part of it, cannot be an incident's
	BadMember     Rule = "bad_member"     // a member has a value of another type; it counts as empty
	BadText       Rule = "bad_text"       // a text is not UTF-8; what is not is replaced
	BadTime       Rule = "bad_time"       // a time does not read; it counts as unknown
	TooLarge      Rule = "too_large"      // the record is more than the limits allow
	NoID          Rule = "no_id"          // the incident has no ID
	NoName        Rule = "no_name"        // the incident has no name
	NoTime        Rule = "no_time"        // nobody knows when an update was shown
	NoUpdates     Rule = "no_updates"     // no update tells a status
	UnknownStatus Rule = "unknown_status" // a status that the source does not have
	UnknownImpact Rule = "unknown_impact" // a severity that the source does not have
	UnknownMember Rule = "unknown_member" // a member that is not known here; it is kept
	IllegalMove   Rule = "illegal_move"   // a status that cannot follow the one before
	Backdated     Rule = "backdated"      // an update is shown as of before it was written
	Edited        Rule = "edited"         // an update was changed after it was written
	ZeroLength    Rule = "zero_length"    // the incident ends as it starts
	StatusDiffers Rule = "status_differs" // the record's status is not that of its updates

	ResolvedBeforeStarted Rule = "resolved_before_started" // the incident ends before it starts
)
