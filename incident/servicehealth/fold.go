package servicehealth

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/internal/wire"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// url is where the page's incidents come from. It names the space of their IDs.
const url = "https://status.cloud.google.com/incidents.json"

// folder makes an incident of a record.
type folder struct {
	wire.Folder
	w        wireIncident
	grid     grid
	restored timeline.Event // everything, last
	now      severity.Level // of the last update that tells one
	worst    severity.Level // of them all
	upTo     wire.Stamp     // the last of the updates that are folded
}

// fold makes an incident of a record. It returns nil if nothing says where the
// incident stands.
func (r *reader) fold(w wireIncident) *incident.Incident {
	f := &folder{Folder: wire.Folder{Reader: r.Reader, Source: Source, Member: Member}, w: w}
	slices.SortFunc(f.w.updates, func(a, b wireUpdate) int {
		if c := wire.CompareShown(a.when, a.created, b.when, b.created); c != 0 {
			return c
		}
		return bytes.Compare(a.raw, b.raw)
	})
	f.Knows(w.created, w.modified)
	for _, u := range w.updates {
		f.Knows(u.created, u.modified)
	}
	if !f.declare() {
		return nil
	}
	f.layGrid()
	for _, u := range f.w.updates {
		f.update(u)
	}
	f.rest()
	f.end()
	f.rate()
	f.doubts()
	return f.Incident
}

// at returns as of when an update speaks, as far as that is known.
func (u wireUpdate) at() timeline.Instant { return wire.ShownAt(u.when, u.created) }

// shown is as of when an update speaks, in its own words.
func (u wireUpdate) shown() string { return cmp.Or(u.when.Text, u.created.Text) }

// stateOf returns the state that a word of the page means.
func stateOf(word string) (lifecycle.State, bool) {
	switch word {
	case "SERVICE_INFORMATION", "SERVICE_DISRUPTION", "SERVICE_OUTAGE", "AVAILABLE":
		return lifecycle.State(strings.ToLower(word)), true
	}
	return "", false
}

// isOpen reports whether a word of the page says that the incident goes on.
func isOpen(word string) bool {
	s, ok := stateOf(word)
	return ok && s != "available"
}

// declare opens the incident with the first status that is known, and describes
// the page as its source.
func (f *folder) declare() bool {
	first, ok := f.first()
	if !ok {
		return false
	}
	title := f.w.title
	if title == "" {
		f.Report(feed.NoName, "external_desc", "the incident has no words of its own; its ID stands for them")
		title = cmp.Or(f.w.id, "(unnamed)")
	}
	f.w.id = cmp.Or(f.w.id, f.w.number) // as it was before 2021
	if f.w.id == "" {
		f.Report(feed.NoID, "id", "the incident has no ID; its content stands for it")
		f.w.id = string(f.w.rest)
	}
	state, _ := stateOf(first.status)
	if !f.Declare(incident.Declaration{
		Title: title, At: first.at(), State: state, Lifecycle: lifecycle.ServiceHealth(), ID: wire.ID(url, f.w.id),
	}, first.created, first.when) {
		return false
	}
	f.Record(f.As(f.Known, wire.Stamp{}), "", f.Keep(timeline.Event{Kind: timeline.KindSource}, f.w.rest))
	return true
}

// first returns the update whose status is the incident's first: where no update
// has one, what the record itself says.
func (f *folder) first() (wireUpdate, bool) {
	for _, u := range f.w.updates {
		if _, ok := stateOf(u.status); ok {
			return u, true
		}
	}
	word, path := f.w.impact, "status_impact"
	if _, ok := stateOf(word); !ok {
		word, path = f.severityStatus(), "severity"
	}
	if word == "" {
		f.Report(feed.UnknownStatus, "status_impact", "%q is no status of the page, and no update has one; nothing says where the incident stands", f.w.impact)
		return wireUpdate{}, false
	}
	f.Report(feed.NoUpdates, "updates", "no update has a status; %q is taken from %s", word, path)
	return wireUpdate{status: word, created: f.w.created}, true
}

// severityStatus is the status that goes with the severity of the record, which is
// all that records of before 2021 have.
func (f *folder) severityStatus() string {
	level, err := severity.ServiceHealth().Parse(f.w.severity)
	if err != nil {
		return ""
	}
	word, _ := severity.ServiceHealth().Word(level)
	return word.Aliases[0]
}

// update records what an update says: a status, words, and where.
func (f *folder) update(u wireUpdate) {
	w := f.As(u.created, u.when)
	f.upTo = wire.Later(f.upTo, u.created)
	f.move(u)
	f.Record(w, u.path, f.Keep(timeline.Event{Kind: timeline.KindUpdate, Occurred: u.at(), Status: u.status, Text: u.text}, u.raw))
	f.assess(w, u)
	f.places(w, u)
	if s, _ := stateOf(u.status); s == "available" && f.restored.Kind == "" {
		f.restored = f.Did(u.path)(f.As(f.upTo, u.when).Restore(timeline.Scope{}, u.at())) // known with what it ends
	}
	f.Times(u.when, u.created, u.modified, u.path+".when", u.path+".modified")
}

// move moves the status to what the update says, if it says anything new.
func (f *folder) move(u wireUpdate) {
	now, _ := f.Incident.Status()
	state, ok := stateOf(u.status)
	switch {
	case u.status == "" || ok && string(state) == now.Name:
		return
	case !ok:
		f.Report(feed.UnknownStatus, u.path+".status", "%q is no status of the page; the word is kept, the status stays %q", u.status, now.Name)
		return
	}
	switch err := f.AdvanceTo(state, u.at(), u.created, u.when); {
	case err == nil:
	case errors.Is(err, lifecycle.ErrNotAllowed):
		f.Report(feed.IllegalMove, u.path+".status", "%v", err)
	default:
		f.Report(feed.BadRecord, u.path+".status", "%v", err)
	}
}

// assess records the severity that goes with the status of an update, if it is
// another than before.
func (f *folder) assess(w incident.Writer, u wireUpdate) {
	level, err := severity.ServiceHealth().Parse(u.status)
	if err != nil || !isOpen(u.status) || level == f.now {
		return
	}
	f.now, f.worst = level, max(f.worst, level)
	f.Did(u.path + ".status")(w.AssessIn(severity.ServiceHealth(), severity.ServiceHealth().Format(level), u.at()))
}

// rate records the severity of the record where the updates tell another: the page
// keeps the last word alone, and not since when it holds.
func (f *folder) rate() {
	word, path := f.w.severity, "severity"
	if word == "" {
		word, path = f.w.impact, "status_impact"
	}
	if word == "" {
		return
	}
	level, err := severity.ServiceHealth().Parse(word)
	switch {
	case err != nil:
		f.Report(feed.UnknownImpact, path, "%q is no severity of the page; it is kept", word)
		return
	case level == f.worst:
		return
	case f.worst.IsValid():
		f.Report(SeverityDiffers, path, "the incident is %s, and at worst %s by its updates", word, severity.ServiceHealth().Format(f.worst))
	}
	f.Did(path)(f.As(f.Known, wire.Stamp{Text: word}).AssessIn(severity.ServiceHealth(), word, timeline.Instant{}))
}

// end records when the page says that it ended. That takes the place of the moment
// at which an update first said so.
func (f *folder) end() {
	ended := f.w.end
	if ended.At.IsZero() {
		return
	}
	w := f.As(f.Known, ended)
	if now, _ := f.Incident.Status(); now.Phase == timeline.PhaseActive {
		f.Report(NeverAvailable, "end", "it ended %s, and the last update does not say that it is available; the page is taken to have said so by the time it was modified", wire.Brief(ended.Text))
		at := wire.Between(wire.Latest(now.At), f.w.modified.At)
		if f.w.modified.At.Before(wire.Latest(now.At)) {
			at = timeline.NotBefore(wire.Latest(now.At))
		}
		f.Did("end")(w.AdvanceTo("available", at))
	}
	switch {
	case f.restored.Kind == "":
		f.Did("end")(w.Restore(timeline.Scope{}, timeline.At(ended.At)))
	case f.restored.Occurred != timeline.At(ended.At):
		was := f.restored
		was.Occurred, was.Written = timeline.At(ended.At), ended.Text
		f.Did("end")(w.Amend(was.ID, was))
	}
}

// doubts reports what does not fit together in the record.
func (f *folder) doubts() {
	begin, end := f.w.begin, f.w.end
	switch {
	case begin.At.IsZero() || end.At.IsZero():
	case end.At.Before(begin.At):
		f.Report(feed.ResolvedBeforeStarted, "end", "ended %s, began %s", end, begin)
	case end.At.Equal(begin.At):
		f.Report(feed.ZeroLength, "end", "it began and ended at %s", end)
	}
	if len(f.w.updates) == 0 {
		return
	}
	if first := f.w.updates[0]; begin.At.After(first.when.At) && !first.when.At.IsZero() {
		f.Report(BeganLater, "begin", "it began %s, and the first update speaks as of %s; it is taken to have begun in between", begin, first.when)
	}
}
