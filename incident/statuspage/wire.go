package statuspage

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/allclear-go/allclear/internal/jsonstream"
)

// A stamp is a time as a page writes it.
type stamp struct {
	text string
	at   time.Time // zero if text is empty or does not read
}

// wire is an incident as it comes.
type wire struct {
	id, name, status, impact, override, page string

	created, updated, started, resolved, reviewed stamp

	review  string // the text of the postmortem
	updates []wireUpdate
	rest    json.RawMessage // the record without its updates
}

// wireUpdate is an update as it comes.
type wireUpdate struct {
	index                       int // in the input
	id, status, body            string
	display, created, updatedAt stamp
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

// reader reads one record and gathers what is wrong with it.
type reader struct {
	path        string
	diagnostics []Diagnostic
}

// report adds a diagnostic about a place in the record.
func (r *reader) report(rule Rule, path, format string, args ...any) {
	if path != "" && path[0] != '[' {
		path = "." + path
	}
	r.diagnostics = append(r.diagnostics, Diagnostic{Rule: rule, Path: r.path + path, Text: fmt.Sprintf(format, args...)})
}

// text reads a string. Null is the empty text.
func (r *reader) text(path string, raw json.RawMessage) string {
	if string(raw) == "null" {
		return ""
	}
	s, ok := jsonstream.Text(raw)
	if !ok {
		r.report(BadMember, path, "%s is not a string", brief(raw))
	}
	return s
}

// stamp reads a time.
func (r *reader) stamp(path string, raw json.RawMessage) stamp {
	s := stamp{text: r.text(path, raw)}
	if s.text == "" {
		return s
	}
	at, err := time.Parse(time.RFC3339Nano, s.text)
	if year := at.UTC().Year(); err != nil || year < 1900 || year > 9999 {
		r.report(BadTime, path, "%q is no time of RFC 3339 in the years 1900 to 9999", s.text)
		return s
	}
	s.at = at
	return s
}

// brief returns a value for a message.
func brief(raw json.RawMessage) string {
	const most = 40
	if len(raw) > most {
		return string(raw[:most]) + "…"
	}
	return string(raw)
}

// incident reads a record.
func (r *reader) incident(raw json.RawMessage) wire {
	var w wire
	rest := []byte{'{'}
	for name, value := range jsonstream.Members(raw) {
		if name == "incident_updates" {
			w.updates = r.updates(value)
			continue
		}
		if len(rest) > 1 {
			rest = append(rest, ',')
		}
		rest = appendMember(rest, name, value)
		switch name {
		case "id":
			w.id = r.text(name, value)
		case "name":
			w.name = r.text(name, value)
		case "status":
			w.status = r.text(name, value)
		case "impact":
			w.impact = r.text(name, value)
		case "impact_override":
			w.override = r.text(name, value)
		case "page_id":
			w.page = r.text(name, value)
		case "created_at":
			w.created = r.stamp(name, value)
		case "updated_at":
			w.updated = r.stamp(name, value)
		case "started_at":
			w.started = r.stamp(name, value)
		case "resolved_at":
			w.resolved = r.stamp(name, value)
		case "postmortem_published_at":
			w.reviewed = r.stamp(name, value)
		case "postmortem_body":
			w.review = r.text(name, value)
		default:
			if !slices.Contains(incidentMembers, name) {
				r.report(UnknownMember, name, "kept as it is")
			}
		}
	}
	w.rest = append(rest, '}')
	return w
}

// appendMember writes a member.
func appendMember(b []byte, name string, value json.RawMessage) []byte {
	quoted, err := json.Marshal(name)
	if err != nil { // never: a string marshals
		return b
	}
	return append(append(append(b, quoted...), ':'), value...)
}

// updates reads the updates of a record.
func (r *reader) updates(raw json.RawMessage) []wireUpdate {
	var out []wireUpdate
	for value := range jsonstream.Elements(raw) {
		path := fmt.Sprintf("incident_updates[%d]", len(out))
		u := wireUpdate{index: len(out), raw: slices.Clone(value)}
		if len(value) == 0 || value[0] != '{' {
			r.report(BadMember, path, "%s is not an object", brief(value))
		}
		for name, value := range jsonstream.Members(value) {
			at := path + "." + name
			switch name {
			case "id":
				u.id = r.text(at, value)
			case "status":
				u.status = r.text(at, value)
			case "body":
				u.body = r.text(at, value)
			case "display_at", "displayed_at":
				if s := r.stamp(at, value); s.text != "" {
					u.display = s
				}
			case "created_at":
				u.created = r.stamp(at, value)
			case "updated_at":
				u.updatedAt = r.stamp(at, value)
			case "affected_components":
				u.components = r.changes(at, value)
			default:
				if !slices.Contains(updateMembers, name) {
					r.report(UnknownMember, at, "kept as it is")
				}
			}
		}
		out = append(out, u)
	}
	return out
}

// changes reads what an update says of components. Entries without a status are
// placeholders of pages that say that there is nothing to say.
func (r *reader) changes(path string, raw json.RawMessage) []wireChange {
	var out []wireChange
	i := 0
	for value := range jsonstream.Elements(raw) {
		var c wireChange
		at := fmt.Sprintf("%s[%d]", path, i)
		i++
		for name, value := range jsonstream.Members(value) {
			switch name {
			case "code":
				c.code = r.text(at+"."+name, value)
			case "name":
				c.name = r.text(at+"."+name, value)
			case "old_status":
				c.before = r.text(at+"."+name, value)
			case "new_status":
				c.after = r.text(at+"."+name, value)
			}
		}
		if c.after != "" {
			out = append(out, c)
		}
	}
	return out
}
