package statuspage

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/internal/jsonstream"
	"github.com/allclear-go/allclear/internal/wire"
)

// wireIncident is an incident as it comes.
type wireIncident struct {
	id, name, status, impact, override, page string

	created, updated, started, resolved, reviewed wire.Stamp

	review  string // the text of the postmortem
	updates []wireUpdate
	rest    json.RawMessage // the record without its updates
}

// wireUpdate is an update as it comes.
type wireUpdate struct {
	index                       int // in the input
	id, status, body            string
	display, created, updatedAt wire.Stamp
	recorded                    wire.Stamp // if it is the record that says so
	components                  []wireChange
	raw                         json.RawMessage
}

// wireChange is what an update says of one component.
type wireChange struct {
	code, name, before, after string
}

// The members that are known, beside those that are read. Others are kept too,
// and reported.
var (
	incidentMembers = strings.Fields(`shortlink components monitoring_at scheduled_for scheduled_until scheduled_remind_prior
		scheduled_reminded_at scheduled_auto_in_progress scheduled_auto_completed reminder_intervals metadata backfilled
		postmortem_body_last_updated_at postmortem_ignored postmortem_notified_subscribers postmortem_notified_twitter
		auto_transition_to_maintenance_state auto_transition_to_operational_state auto_transition_deliver_notifications_at_start
		auto_transition_deliver_notifications_at_end auto_tweet_at_beginning auto_tweet_on_completion auto_tweet_on_creation
		auto_tweet_one_hour_before`)
	updateMembers = strings.Fields(`incident_id deliver_notifications custom_tweet tweet_id wants_twitter_update twitter_updated_at`)
)

// reader reads one record.
type reader struct{ *wire.Reader }

// silent reads what was read before, and told.
func silent() *reader { return &reader{new(wire.Reader)} }

// incident reads a record.
func (r *reader) incident(raw json.RawMessage) wireIncident {
	var w wireIncident
	rest := []byte{'{'}
	seen := wire.Seen{}
	for name, value := range jsonstream.Members(raw) {
		if name == "incident_updates" && isList(value) { // a second list adds to the first
			w.updates = r.updates(w.updates, value)
			continue
		}
		r.Again(seen, name, name)
		if len(rest) > 1 {
			rest = append(rest, ',')
		}
		rest = wire.AppendMember(rest, name, value)
		switch name {
		case "incident_updates":
			r.List(name, value)
		case "id":
			w.id = r.Text(name, value)
		case "name":
			w.name = r.Text(name, value)
		case "status":
			w.status = r.Text(name, value)
		case "impact":
			w.impact = r.Text(name, value)
		case "impact_override":
			w.override = r.Text(name, value)
		case "page_id":
			w.page = r.Text(name, value)
		case "created_at":
			w.created = r.Stamp(name, value)
		case "updated_at":
			w.updated = r.Stamp(name, value)
		case "started_at":
			w.started = r.Stamp(name, value)
		case "resolved_at":
			w.resolved = r.Stamp(name, value)
		case "postmortem_published_at":
			w.reviewed = r.Stamp(name, value)
		case "postmortem_body":
			w.review = r.Text(name, value)
		default:
			if !slices.Contains(incidentMembers, name) {
				r.Report(feed.UnknownMember, name, "kept as it is")
			}
		}
	}
	w.rest = append(rest, '}')
	return w
}

// isList reports whether a value is a list, or none.
func isList(raw json.RawMessage) bool { return len(raw) > 0 && raw[0] == '[' || string(raw) == "null" }

// updates reads updates of a record, beside those that are read.
func (r *reader) updates(out []wireUpdate, raw json.RawMessage) []wireUpdate {
	for value := range jsonstream.Elements(raw) {
		path := fmt.Sprintf("incident_updates[%d]", len(out))
		u := wireUpdate{index: len(out), raw: slices.Clone(value)}
		if len(value) == 0 || value[0] != '{' {
			r.Report(feed.BadMember, path, "%s is not an object", wire.Brief(value))
		}
		seen := wire.Seen{}
		for name, value := range jsonstream.Members(value) {
			at := path + "." + name
			r.Again(seen, at, name)
			switch name {
			case "id":
				u.id = r.Text(at, value)
			case "status":
				u.status = r.Text(at, value)
			case "body":
				u.body = r.Text(at, value)
			case "display_at", "displayed_at":
				if s := r.Stamp(at, value); s.Text != "" {
					u.display = s
				}
			case "created_at":
				u.created = r.Stamp(at, value)
			case "updated_at":
				u.updatedAt = r.Stamp(at, value)
			case "affected_components":
				u.components = r.changes(at, value)
			default:
				if !slices.Contains(updateMembers, name) {
					r.Report(feed.UnknownMember, at, "kept as it is")
				}
			}
		}
		out = append(out, u)
	}
	return out
}

// changes reads what an update says of components. Entries without a code and a
// status are placeholders of pages that say that there is nothing to say.
func (r *reader) changes(path string, raw json.RawMessage) []wireChange {
	var out []wireChange
	i := 0
	for value := range r.List(path, raw) {
		var c wireChange
		at := fmt.Sprintf("%s[%d]", path, i)
		i++
		if len(value) == 0 || value[0] != '{' {
			r.Report(feed.BadMember, at, "%s is not an object", wire.Brief(value))
			continue
		}
		for name, value := range jsonstream.Members(value) {
			switch name {
			case "code":
				c.code = r.Text(at+"."+name, value)
			case "name":
				c.name = r.Text(at+"."+name, value)
			case "old_status":
				c.before = r.Text(at+"."+name, value)
			case "new_status":
				c.after = r.Text(at+"."+name, value)
			}
		}
		if c.code != "" || c.before != "" || c.after != "" {
			out = append(out, c)
		}
	}
	return out
}
