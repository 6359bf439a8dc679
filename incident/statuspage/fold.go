package statuspage

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/incident/lifecycle"
	"github.com/allclear-go/allclear/internal/wire"
	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// Source is the name of the account that every event names: the page.
const Source = "statuspage"

// Member is the name of the event member that keeps what came, as it came: on
// the event that describes the source the record without its updates, on each
// published update the whole of it.
const Member = "statuspage"

// folder makes an incident of a record.
type folder struct {
	wire.Folder
	w      wireIncident
	health map[string]component
}

// component is how a component last was.
type component struct {
	health timeline.Health // Operational if it is well
	word   string          // as the page has it
	impact timeline.Event  // that is not over yet
}

// fold makes an incident of a record. It returns nil if nothing says where the
// incident stands.
func (r *reader) fold(w wireIncident) *incident.Incident {
	f := &folder{
		Folder: wire.Folder{Reader: &r.Reader, Source: Source, Member: Member},
		w:      w, health: make(map[string]component),
	}
	f.sort()
	if !f.declare() {
		return nil
	}
	for _, u := range f.w.updates {
		f.update(u)
	}
	f.rate()
	f.postmortem()
	f.doubts()
	return f.Incident
}

// at returns when an update was shown, as far as that is known.
func (u wireUpdate) at() timeline.Instant { return wire.ShownAt(u.display, u.created) }

// path returns the place of the update in the record.
func (u wireUpdate) path(member string) string {
	path := "incident_updates[" + strconv.Itoa(u.index) + "]"
	if member != "" {
		path += "." + member
	}
	return path
}

// sort puts the updates in the order in which they were shown. Pages list them
// either way round.
func (f *folder) sort() {
	slices.SortFunc(f.w.updates, func(a, b wireUpdate) int {
		return cmp.Or(a.at().Compare(b.at()), a.created.At.Compare(b.created.At), cmp.Compare(a.id, b.id), cmp.Compare(string(a.raw), string(b.raw)))
	})
}

// declare opens the incident with the first status that is known, and describes
// the page as its source.
func (f *folder) declare() bool {
	life := lifecycle.Statuspage()
	var first wireUpdate
	for _, u := range f.w.updates {
		if _, ok := life.State(lifecycle.State(u.status)); ok {
			first = u
			break
		}
	}
	if first.status == "" {
		if _, ok := life.State(lifecycle.State(f.w.status)); !ok {
			f.Report(feed.UnknownStatus, "status", "%q is no status of a page, and no update has one; nothing says where the incident stands", f.w.status)
			return false
		}
		f.Report(feed.NoUpdates, "incident_updates", "no update has a status; when it became %q is not known", f.w.status)
		first = wireUpdate{status: f.w.status}
	}
	title := f.w.name
	if title == "" {
		f.Report(feed.NoName, "name", "the incident has no name; its ID stands for it")
		title = cmp.Or(f.w.id, "(unnamed)")
	}
	if f.w.id == "" {
		f.Report(feed.NoID, "id", "the incident has no ID; its content stands for it")
		f.w.id = string(f.w.rest)
	}
	inc, err := incident.Declare(incident.Declaration{
		Title: title, At: first.at(), State: lifecycle.State(first.status), Lifecycle: life,
		ID: f.ID("https://developer.statuspage.io", f.w.page+"/"+f.w.id), Stamp: f.Stamped(first.created, first.display),
	})
	if err != nil {
		f.Report(feed.BadRecord, "", "%v", err)
		return false
	}
	f.Incident = inc
	f.Record(f.As(f.w.created, wire.Stamp{}), "", f.Keep(timeline.Event{Kind: timeline.KindSource}, f.w.rest))
	return true
}

// update records what an update says: a status, words, and how components are.
func (f *folder) update(u wireUpdate) {
	w := f.As(u.created, u.display)
	f.move(w, u)
	f.Record(w, u.path(""), f.Keep(timeline.Event{Kind: timeline.KindUpdate, Occurred: u.at(), Status: u.status, Text: u.body}, u.raw))
	for _, c := range u.components {
		f.component(w, u, c)
	}
	f.Times(u.display, u.created, u.updatedAt, u.path("display_at"), u.path("updated_at"))
}

// move moves the status to what the update says, if it says anything new.
func (f *folder) move(w incident.Writer, u wireUpdate) {
	now, _ := f.Incident.Status()
	if u.status == "" || u.status == "update" || u.status == now.Name {
		return
	}
	_, err := w.AdvanceTo(lifecycle.State(u.status), u.at())
	switch {
	case err == nil:
	case errors.Is(err, lifecycle.ErrUnknownState):
		f.Report(feed.UnknownStatus, u.path("status"), "%q is no status of a page; the word is kept, the status stays %q", u.status, now.Name)
	default:
		f.Report(feed.IllegalMove, u.path("status"), "%q does not follow %q on a page; the word is kept, the status stays", u.status, now.Name)
	}
}

// healthOf returns what a page's word for a component means.
func healthOf(word string) (timeline.Health, bool) {
	switch word {
	case "operational":
		return timeline.Operational, true
	case "degraded_performance":
		return timeline.Degraded, true
	case "partial_outage":
		return timeline.Partial, true
	case "major_outage":
		return timeline.Major, true
	case "under_maintenance":
		return timeline.Maintenance, true
	}
	return timeline.Unstated, false
}

// component records that a component became worse, better or well. The page
// showed it so from then on; whether it was so is another matter.
func (f *folder) component(w incident.Writer, u wireUpdate, c wireChange) {
	key, name := cmp.Or(c.code, c.name), cmp.Or(c.name, c.code)
	did := f.Did(u.path("affected_components"))
	health, ok := healthOf(c.after)
	if !ok || key == "" {
		f.Report(UnknownHealth, u.path("affected_components"), "%q is no status of a component such as %q; it is kept", c.after, name)
		return
	}
	place := timeline.Component(name)
	was, seen := f.health[key]
	before, known := healthOf(c.before)
	switch {
	case seen && known && was.word != c.before:
		f.Report(ComponentChain, u.path("affected_components"), "%q was %s by the updates before and %s by this one: it changed in between, unsaid", name, was.word, c.before)
	case !seen && known && before != timeline.Operational:
		was = component{health: before}
		was.impact = did(w.Impact(place, before, wire.NotAfter(u.at())))
		f.Report(ComponentChain, u.path("affected_components"), "%q was %s before the first update that speaks of it; since when is not known", name, c.before)
	}
	now := component{health: health, word: c.after, impact: was.impact}
	isWell := health == timeline.Operational
	wasWell := was.impact.Kind == ""
	switch {
	case isWell && !wasWell:
		did(w.Restore(place, u.at()))
		now.impact = timeline.Event{}
	case !isWell && !wasWell && health != was.health:
		ended := was.impact
		ended.Ended = u.at()
		did(w.Amend(was.impact.ID, ended))
		fallthrough
	case !isWell && wasWell:
		now.impact = did(w.Impact(place, health, u.at()))
	}
	f.health[key] = now
}

// rate records how bad the page says that the incident is. Pages keep the last
// word alone, and not since when it holds.
func (f *folder) rate() {
	word, path := f.w.impact, "impact"
	if f.w.override != "" {
		word, path = f.w.override, "impact_override"
	}
	if word == "" || word == "maintenance" { // no severity, but a kind of work
		return
	}
	w := f.As(f.w.updated, wire.Stamp{Text: word})
	if _, err := w.AssessIn(severity.Statuspage(), word, timeline.Instant{}); err != nil {
		f.Report(feed.UnknownImpact, path, "%q is no impact of a page; it is kept", word)
	}
}

// postmortem records that the review was published.
func (f *folder) postmortem() {
	e := timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.ReviewPublished, Text: f.w.review}
	if !f.w.reviewed.At.IsZero() {
		e.Occurred = timeline.At(f.w.reviewed.At)
		f.Record(f.As(f.w.reviewed, f.w.reviewed), "postmortem_published_at", e)
		return
	}
	for _, u := range f.w.updates {
		if u.status == "postmortem" {
			e.Occurred = u.at()
			f.Record(f.As(u.created, u.display), u.path("status"), e)
			return
		}
	}
}

// doubts reports what does not fit together in the record.
func (f *folder) doubts() {
	started, resolved := f.w.started.At, f.w.resolved.At
	switch {
	case started.IsZero() || resolved.IsZero():
	case resolved.Before(started):
		f.Report(feed.ResolvedBeforeStarted, "resolved_at", "resolved %s, started %s", f.w.resolved.Text, f.w.started.Text)
	case resolved.Equal(started):
		f.Report(feed.ZeroLength, "resolved_at", "it started and was resolved at %s, as if entered afterwards", f.w.resolved.Text)
	}
	now, _ := f.Incident.Status()
	if f.w.status == "resolved" && resolved.IsZero() {
		f.Report(NotResolved, "resolved_at", "the incident is resolved, and no time says since when")
	}
	if f.w.status != "" && f.w.status != now.Name && !(f.w.status == "resolved" && now.Name == "postmortem") {
		f.Report(feed.StatusDiffers, "status", "the incident is %q, and by its updates %q", f.w.status, now.Name)
	}
	if now.Phase != timeline.PhaseResolved && now.Phase != timeline.PhaseClosed {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(f.health)) {
		if c := f.health[key]; c.impact.Kind != "" {
			f.Report(StillAffected, "", "it is %s, and %q is still %s", now.Name, c.impact.Scope.String(), c.word)
		}
	}
}
