package statuspage

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/lifecycle"
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
	*reader
	w      wire
	inc    *incident.Incident
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
func (r *reader) fold(w wire) *incident.Incident {
	f := &folder{reader: r, w: w, health: make(map[string]component)}
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
	return f.inc
}

// at returns when an update was shown, as far as that is known.
func (u wireUpdate) at() timeline.Instant {
	switch {
	case !u.display.at.IsZero():
		return timeline.At(u.display.at)
	case u.display.text == "" && !u.created.at.IsZero():
		return timeline.At(u.created.at)
	}
	return timeline.Instant{}
}

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
		return cmp.Or(a.at().Compare(b.at()), a.created.at.Compare(b.created.at), cmp.Compare(a.id, b.id), cmp.Compare(string(a.raw), string(b.raw)))
	})
}

// namespace is the space of the IDs that incidents of pages get.
func namespace() uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://developer.statuspage.io"))
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
			f.report(UnknownStatus, "status", "%q is no status of a page, and no update has one; nothing says where the incident stands", f.w.status)
			return false
		}
		f.report(NoUpdates, "incident_updates", "no update has a status; when it became %q is not known", f.w.status)
		first = wireUpdate{status: f.w.status}
	}
	title := f.w.name
	if title == "" {
		f.report(NoName, "name", "the incident has no name; its ID stands for it")
		title = cmp.Or(f.w.id, "(unnamed)")
	}
	if f.w.id == "" {
		f.report(NoID, "id", "the incident has no ID; its content stands for it")
		f.w.id = string(f.w.rest)
	}
	inc, err := incident.Declare(incident.Declaration{
		Title: title, At: first.at(), State: lifecycle.State(first.status), Lifecycle: life,
		ID: uuid.NewSHA1(namespace(), []byte(f.w.page+"/"+f.w.id)), Stamp: stampOf(first),
	})
	if err != nil {
		f.report(BadRecord, "", "%v", err)
		return false
	}
	f.inc = inc
	f.record(f.as(f.w.created, ""), "", f.keep(timeline.Event{Kind: timeline.KindSource}, f.w.rest))
	return true
}

// as returns a writer for what the page told at a time.
func (f *folder) as(recorded stamp, written string) incident.Writer {
	return f.inc.As(incident.Stamp{Recorded: recorded.at, Source: Source, Visibility: timeline.Public, Written: written})
}

// stampOf says how an update is recorded.
func stampOf(u wireUpdate) incident.Stamp {
	return incident.Stamp{Recorded: u.created.at, Source: Source, Visibility: timeline.Public, Written: u.display.text}
}

// keep adds what came to an event.
func (f *folder) keep(e timeline.Event, raw json.RawMessage) timeline.Event {
	out, err := e.WithMember(Member, raw)
	if err != nil {
		f.report(BadRecord, "", "%v", err)
		return e
	}
	return out
}

// record records an event and reports one that cannot be.
func (f *folder) record(w incident.Writer, path string, e timeline.Event) {
	if _, err := w.Record(e); err != nil {
		f.report(BadRecord, path, "%v", err)
	}
}

// update records what an update says: a status, words, and how components are.
func (f *folder) update(u wireUpdate) {
	w := f.inc.As(stampOf(u))
	f.move(w, u)
	f.record(w, u.path(""), f.keep(timeline.Event{Kind: timeline.KindUpdate, Occurred: u.at(), Status: u.status, Text: u.body}, u.raw))
	for _, c := range u.components {
		f.component(w, u, c)
	}
	switch {
	case u.at() == timeline.Instant{}:
		f.report(NoTime, u.path("display_at"), "when the update was shown is not known")
	case !u.display.at.IsZero() && u.display.at.Before(u.created.at):
		f.report(Backdated, u.path("display_at"), "shown as of %s, written %s", u.display.text, u.created.text)
	}
	if u.updatedAt.at.After(u.created.at) {
		f.report(Edited, u.path("updated_at"), "written %s, changed %s; only the last words are known", u.created.text, u.updatedAt.text)
	}
}

// move moves the status to what the update says, if it says anything new.
func (f *folder) move(w incident.Writer, u wireUpdate) {
	now, _ := f.inc.Status()
	if u.status == "" || u.status == "update" || u.status == now.Name {
		return
	}
	_, err := w.AdvanceTo(lifecycle.State(u.status), u.at())
	switch {
	case err == nil:
	case errors.Is(err, lifecycle.ErrUnknownState):
		f.report(UnknownStatus, u.path("status"), "%q is no status of a page; the word is kept, the status stays %q", u.status, now.Name)
	default:
		f.report(IllegalMove, u.path("status"), "%q does not follow %q on a page; the word is kept, the status stays", u.status, now.Name)
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
	health, ok := healthOf(c.after)
	if !ok || key == "" {
		f.report(UnknownHealth, u.path("affected_components"), "%q is no status of a component such as %q; it is kept", c.after, name)
		return
	}
	place := timeline.Component(name)
	was, seen := f.health[key]
	before, known := healthOf(c.before)
	switch {
	case seen && known && was.word != c.before:
		f.report(ComponentChain, u.path("affected_components"), "%q was %s by the updates before and %s by this one: it changed in between, unsaid", name, was.word, c.before)
	case !seen && known && before != timeline.Operational:
		was = component{health: before}
		was.impact = f.did(u, func() (timeline.Event, error) { return w.Impact(place, before, notAfter(u.at())) })
		f.report(ComponentChain, u.path("affected_components"), "%q was %s before the first update that speaks of it; since when is not known", name, c.before)
	}
	now := component{health: health, word: c.after, impact: was.impact}
	isWell := health == timeline.Operational
	wasWell := was.impact.Kind == ""
	switch {
	case isWell && !wasWell:
		f.did(u, func() (timeline.Event, error) { return w.Restore(place, u.at()) })
		now.impact = timeline.Event{}
	case !isWell && !wasWell && health != was.health:
		ended := was.impact
		ended.Ended = u.at()
		f.did(u, func() (timeline.Event, error) { return w.Amend(was.impact.ID, ended) })
		fallthrough
	case !isWell && wasWell:
		now.impact = f.did(u, func() (timeline.Event, error) { return w.Impact(place, health, u.at()) })
	}
	f.health[key] = now
}

// notAfter is a time of which only the latest moment is known.
func notAfter(at timeline.Instant) timeline.Instant {
	if t, ok := at.Latest(); ok {
		return timeline.NotAfter(t)
	}
	return timeline.Instant{}
}

// did calls a verb and reports what it refuses.
func (f *folder) did(u wireUpdate, verb func() (timeline.Event, error)) timeline.Event {
	e, err := verb()
	if err != nil {
		f.report(BadRecord, u.path("affected_components"), "%v", err)
	}
	return e
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
	w := f.as(f.w.updated, word)
	if _, err := w.AssessIn(severity.Statuspage(), word, timeline.Instant{}); err != nil {
		f.report(UnknownImpact, path, "%q is no impact of a page; it is kept", word)
	}
}

// postmortem records that the review was published.
func (f *folder) postmortem() {
	e := timeline.Event{Kind: timeline.KindMilestone, Milestone: timeline.ReviewPublished, Text: f.w.review}
	if !f.w.reviewed.at.IsZero() {
		e.Occurred = timeline.At(f.w.reviewed.at)
		f.record(f.as(f.w.reviewed, f.w.reviewed.text), "postmortem_published_at", e)
		return
	}
	for _, u := range f.w.updates {
		if u.status == "postmortem" {
			e.Occurred = u.at()
			f.record(f.inc.As(stampOf(u)), u.path("status"), e)
			return
		}
	}
}

// doubts reports what does not fit together in the record.
func (f *folder) doubts() {
	started, resolved := f.w.started.at, f.w.resolved.at
	switch {
	case started.IsZero() || resolved.IsZero():
	case resolved.Before(started):
		f.report(ResolvedBeforeStarted, "resolved_at", "resolved %s, started %s", f.w.resolved.text, f.w.started.text)
	case resolved.Equal(started):
		f.report(ZeroLength, "resolved_at", "it started and was resolved at %s, as if entered afterwards", f.w.resolved.text)
	}
	now, _ := f.inc.Status()
	if f.w.status == "resolved" && resolved.IsZero() {
		f.report(NotResolved, "resolved_at", "the incident is resolved, and no time says since when")
	}
	if f.w.status != "" && f.w.status != now.Name && !(f.w.status == "resolved" && now.Name == "postmortem") {
		f.report(StatusDiffers, "status", "the incident is %q, and by its updates %q", f.w.status, now.Name)
	}
	if now.Phase != timeline.PhaseResolved && now.Phase != timeline.PhaseClosed {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(f.health)) {
		if c := f.health[key]; c.impact.Kind != "" {
			f.report(StillAffected, "", "it is %s, and %q is still %s", now.Name, c.impact.Scope.String(), c.word)
		}
	}
}
