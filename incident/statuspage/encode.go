package statuspage

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/internal/jsonstream"
	"github.com/allclear-go/allclear/internal/wire"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// ErrNotPublic means that nothing of an incident may be shown on a page: neither
// its name nor an update is public.
var ErrNotPublic = errors.New("statuspage: the declaration is not public")

// Encode writes incidents as a page answers to incidents.json, in the order of
// the views: {"incidents": [...]}. An incident that [Record] refuses ends it.
func Encode(w io.Writer, views iter.Seq[*timeline.View]) error {
	if _, err := io.WriteString(w, `{"incidents":[`); err != nil {
		return err
	}
	separator := ""
	for v := range views {
		raw, err := Record(v)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, separator); err != nil {
			return err
		}
		if _, err := w.Write(raw); err != nil {
			return err
		}
		separator = ","
	}
	_, err := io.WriteString(w, "]}\n")
	return err
}

// Record returns the incident of a view as a page has it. Only what is public
// goes in: the name from the declaration, the status and the updates from what was
// published, the impact from a public assessment. It fails with [ErrNotPublic] if
// the declaration is not public.
//
// What was decoded comes out as it came in, updates newest first, save where the
// incident has been corrected since: then the correction stands.
//
// Of an incident from elsewhere, each update says how the components are at its
// time, by the public impacts. A page knows components alone: a region stands as
// one, and a component in a region as "API (eu-west)". It has no word for an
// impact of unstated health, and shows when updates were published, not when it
// began and ended.
func Record(v *timeline.View) (json.RawMessage, error) {
	e := encoder{view: v}
	if err := e.gather(); err != nil {
		return nil, err
	}
	out := e.head()
	if len(e.updates) > 0 {
		out.set("incident_updates", e.list())
	}
	return out.bytes(), nil
}

// encoder writes one incident.
type encoder struct {
	view     *timeline.View
	declared timeline.Event
	source   timeline.Event  // that keeps the record
	kept     json.RawMessage // the record as it came, without its updates
	updates  []timeline.Event
	rated    *incident.Severity
	public   map[uuid.UUID]bool // the events that are
}

// gather collects what is public.
func (e *encoder) gather() error {
	s := incident.Of(e.view, lifecycle.Statuspage())
	e.declared = s.Declared
	if e.declared.Kind == "" || e.declared.Visibility != timeline.Public {
		return ErrNotPublic
	}
	e.public = map[uuid.UUID]bool{}
	for ev := range e.view.Events() {
		if ev.Visibility != timeline.Public {
			continue
		}
		e.public[ev.ID] = true
		switch ev.Kind {
		case timeline.KindUpdate:
			e.updates = append(e.updates, ev)
		case timeline.KindSource:
			if raw, ok := ev.Member(Member); ok && e.kept == nil {
				e.kept, e.source = raw, ev
			}
		}
	}
	public := incident.Snapshot{Severities: slices.DeleteFunc(s.Severities, func(r incident.Severity) bool { return r.Event.Visibility != timeline.Public })}
	if r, ok := public.Severity(); ok {
		e.rated = &r
	}
	newestFirst(e.updates)
	return nil
}

// newestFirst puts updates in the order in which a page lists them.
func newestFirst(updates []timeline.Event) {
	slices.SortStableFunc(updates, func(a, b timeline.Event) int {
		if c := b.Occurred.Compare(a.Occurred); c != 0 {
			return c
		}
		if c := b.Recorded.Compare(a.Recorded); c != 0 {
			return c
		}
		return bytes.Compare(b.ID[:], a.ID[:])
	})
}

// head writes the record without its updates.
func (e *encoder) head() object {
	out := objectOf(e.kept)
	was := silent().incident(e.kept)
	if e.kept == nil {
		out.text("id", e.view.ID().String())
	}
	if e.declared.Text != cmp.Or(was.name, was.id, "(unnamed)") {
		out.text("name", e.declared.Text)
	}
	if e.rated != nil {
		level, err := severity.Statuspage().Parse(cmp.Or(was.override, was.impact))
		word, ok := severity.Statuspage().Word(e.rated.Level)
		switch {
		case !ok || err == nil && level == e.rated.Level:
		case was.override != "":
			out.text("impact_override", word.Name)
		default:
			out.text("impact", word.Name)
		}
	}
	e.stand(&out)
	return out
}

// stand writes how the incident stands, by what was published. What was decoded says
// so itself, unless that has changed since.
func (e *encoder) stand(out *object) {
	status := lastStatus(e.updates)
	var said string
	if raw, ok := e.source.Member(memberSaid); ok {
		said, _ = jsonstream.Text(raw)
	}
	if e.kept != nil && status == said {
		return
	}
	if status != "" {
		out.text("status", status)
	}
	at, opened := e.declared.Occurred.Stated()
	if opened && e.kept == nil {
		out.text("created_at", format(at))
		out.text("started_at", format(at))
	}
	switch at, ok := e.over(status); {
	case ok:
		out.text("resolved_at", format(at))
	case e.kept != nil:
		out.set("resolved_at", json.RawMessage("null"))
	}
}

// lastStatus returns the word that was published last, of updates newest first.
func lastStatus(updates []timeline.Event) string {
	life := lifecycle.Statuspage()
	for _, u := range updates {
		if _, ok := life.State(lifecycle.State(u.Status)); ok {
			return u.Status
		}
	}
	return ""
}

// over returns when the incident was over, as far as that was published and holds.
func (e *encoder) over(status string) (time.Time, bool) {
	if state, ok := lifecycle.Statuspage().State(lifecycle.State(status)); !ok || state.Phase != lifecycle.PhaseResolved && state.Phase != lifecycle.PhaseClosed {
		return time.Time{}, false
	}
	for _, u := range e.updates {
		if at, ok := u.Occurred.Stated(); ok && (u.Status == "resolved" || u.Status == "completed") {
			return at, true
		}
	}
	return time.Time{}, false
}

// list writes the updates.
func (e *encoder) list() json.RawMessage {
	var changes [][]change
	if e.kept == nil {
		changes = e.changes()
	}
	out := []byte{'['}
	for i, u := range e.updates {
		if i > 0 {
			out = append(out, ',')
		}
		o := update(u)
		if changes != nil {
			o.setChanges(changes[i])
		}
		out = append(out, o.bytes()...)
	}
	return append(out, ']')
}

// update writes one update: as it came, with what has been corrected since.
func update(u timeline.Event) object {
	kept, decoded := u.Member(Member)
	out := objectOf(kept)
	var was wireUpdate
	if decoded {
		was = silent().updates(nil, append(append([]byte{'['}, kept...), ']'))[0]
	} else {
		out.text("id", u.ID.String())
		if !u.Recorded.IsZero() {
			out.text("created_at", format(u.Recorded))
		}
	}
	if u.Status != was.status {
		out.text("status", u.Status)
	}
	if u.Text != was.body {
		out.text("body", u.Text)
	}
	if at, ok := u.Occurred.Stated(); ok && u.Occurred != was.at() {
		out.drop("displayed_at")
		out.text("display_at", format(at))
	}
	return out
}

// format writes a time as pages do.
func format(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

// object is a JSON object whose members keep their order. As long as nothing is
// changed, it is written as it was read.
type object struct {
	raw     json.RawMessage // nil once it is changed
	members []member
}

type member struct {
	name  string
	value json.RawMessage
}

// objectOf takes an object apart.
func objectOf(raw json.RawMessage) object {
	o := object{raw: raw}
	for name, value := range jsonstream.Members(raw) {
		o.members = append(o.members, member{name, value})
	}
	return o
}

// set gives a member a value, in its place if it has one. There is one of it then.
func (o *object) set(name string, value json.RawMessage) {
	i := slices.IndexFunc(o.members, func(m member) bool { return m.name == name })
	if i < 0 {
		o.raw, o.members = nil, append(o.members, member{name, value})
		return
	}
	o.members[i].value = value
	rest := object{members: o.members[i+1:]}
	rest.drop(name)
	o.raw, o.members = nil, append(o.members[:i+1], rest.members...)
}

// drop takes a member out.
func (o *object) drop(name string) {
	o.raw, o.members = nil, slices.DeleteFunc(o.members, func(m member) bool { return m.name == name })
}

// text gives a member a text.
func (o *object) text(name, text string) {
	raw, err := json.Marshal(text)
	if err == nil { // always: a string marshals
		o.set(name, raw)
	}
}

// bytes writes the object.
func (o object) bytes() json.RawMessage {
	if len(o.raw) > 0 {
		return o.raw
	}
	out := []byte{'{'}
	for i, m := range o.members {
		if i > 0 {
			out = append(out, ',')
		}
		out = wire.AppendMember(out, m.name, m.value)
	}
	return append(out, '}')
}
