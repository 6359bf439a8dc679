package servicehealth

import (
	"cmp"
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
	id, number, title, severity, impact, service string

	begin, created, end, modified wire.Stamp

	products []place
	recorded []place // locations that the record lists, beside its updates
	updates  []wireUpdate
	rest     json.RawMessage // the record without its updates
}

// wireUpdate is an update as it comes.
type wireUpdate struct {
	path, where             string // its place in the record, and that of its locations
	status, text            string
	when, created, modified wire.Stamp
	locations               []place
	raw                     json.RawMessage
}

// A place is a product or a location.
type place struct{ id, title string }

// The members that are known, beside those that are read. Others are kept too,
// and reported.
var incidentMembers = strings.Fields(`uri service_key public`)

// reader reads one record.
type reader struct{ *wire.Reader }

// incident reads a record.
func (r *reader) incident(raw json.RawMessage) wireIncident {
	var w wireIncident
	var recent json.RawMessage
	var recentName string
	rest := []byte{'{'}
	seen := wire.Seen{}
	for name, value := range jsonstream.Members(raw) {
		if name == "updates" && len(value) > 0 && value[0] == '[' { // a second list adds to the first
			w.updates = r.updates(w.updates, value)
			continue
		}
		r.Again(seen, name, name)
		if len(rest) > 1 {
			rest = append(rest, ',')
		}
		rest = wire.AppendMember(rest, name, value)
		switch name {
		case "updates":
			r.List(name, value)
		case "id":
			w.id = r.Text(name, value)
		case "number":
			w.number = strings.Trim(string(value), `"`)
		case "external_desc":
			w.title = r.Text(name, value)
		case "severity":
			w.severity = r.Text(name, value)
		case "status_impact":
			w.impact = r.Text(name, value)
		case "begin":
			w.begin = r.Stamp(name, value)
		case "created":
			w.created = r.Stamp(name, value)
		case "end":
			w.end = r.Stamp(name, value)
		case "modified":
			w.modified = r.Stamp(name, value)
		case "service_name":
			w.service = r.Text(name, value)
		case "affected_products":
			w.products = r.places(name, value)
		case "currently_affected_locations", "previously_affected_locations":
			w.recorded = append(w.recorded, r.places(name, value)...)
		case "most_recent_update", "most-recent-update":
			recent, recentName = value, name
		default:
			if !slices.Contains(incidentMembers, name) {
				r.Report(feed.UnknownMember, name, "kept as it is")
			}
		}
	}
	w.rest = append(rest, '}')
	r.recent(&w, recentName, recent)
	return w
}

// recent adds the most recent update, unless it is among the others.
func (r *reader) recent(w *wireIncident, name string, raw json.RawMessage) {
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return
	case raw[0] != '{':
		r.Report(feed.BadMember, name, "%s is not an object", wire.Brief(raw))
		return
	}
	quiet := &reader{&wire.Reader{Path: r.Path}} // what is wrong with it was said of its twin
	u := quiet.update(name, raw)
	for _, v := range w.updates {
		if u.when == v.when && u.created == v.created && u.status == v.status && u.text == v.text {
			return
		}
	}
	w.updates = append(w.updates, u)
	r.Diagnostics = append(r.Diagnostics, quiet.Diagnostics...)
}

// updates reads updates of a record, beside those that are read.
func (r *reader) updates(out []wireUpdate, raw json.RawMessage) []wireUpdate {
	for value := range jsonstream.Elements(raw) {
		out = append(out, r.update(fmt.Sprintf("updates[%d]", len(out)), value))
	}
	return out
}

// update reads an update.
func (r *reader) update(path string, raw json.RawMessage) wireUpdate {
	u := wireUpdate{path: path, where: path + ".affected_locations", raw: slices.Clone(raw)}
	if len(raw) == 0 || raw[0] != '{' {
		r.Report(feed.BadMember, path, "%s is not an object", wire.Brief(raw))
	}
	seen := wire.Seen{}
	for name, value := range jsonstream.Members(raw) {
		at := path + "." + name
		r.Again(seen, at, name)
		switch name {
		case "status":
			u.status = r.Text(at, value)
		case "text":
			u.text = r.Text(at, value)
		case "when":
			u.when = r.Stamp(at, value)
		case "created":
			u.created = r.Stamp(at, value)
		case "modified":
			u.modified = r.Stamp(at, value)
		case "affected_locations":
			u.locations = r.places(at, value)
		default:
			r.Report(feed.UnknownMember, at, "kept as it is")
		}
	}
	return u
}

// places reads a list of products or locations, each once, by their IDs.
func (r *reader) places(path string, raw json.RawMessage) []place {
	var out []place
	i := 0
	for value := range r.List(path, raw) {
		at := fmt.Sprintf("%s[%d]", path, i)
		i++
		var p place
		for name, value := range jsonstream.Members(value) {
			switch name {
			case "id":
				p.id = r.Text(at+"."+name, value)
			case "title":
				p.title = r.Text(at+"."+name, value)
			}
		}
		p.id, p.title = cmp.Or(p.id, p.title), cmp.Or(p.title, p.id)
		if p.id == "" {
			r.Report(feed.BadMember, at, "%s has neither an id nor a title", wire.Brief(value))
			continue
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b place) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.title, b.title)) })
	return slices.CompactFunc(out, func(a, b place) bool { return a.id == b.id })
}
