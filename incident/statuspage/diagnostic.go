package statuspage

import "github.com/allclear-go/allclear/incident/feed"

// The rules of pages, beside those of package feed.
const (
	UnknownHealth  feed.Rule = "unknown_health"        // a component's status that pages do not have
	ComponentChain feed.Rule = "component_chain"       // a component changed between updates
	SharedName     feed.Rule = "shared_name"           // two components bear one name
	NotResolved    feed.Rule = "resolved_without_time" // it is resolved, and resolved_at is empty
	StillAffected  feed.Rule = "still_affected"        // it is over, and a component is not well
)
