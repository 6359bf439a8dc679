package statuspage

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

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

// memberSaid keeps, on the same event, the status that the updates said last, by
// which a change since then is known.
const memberSaid = "statuspage_said"

// folder makes an incident of a record.
type folder struct {
	wire.Folder
	w      wireIncident
	health map[string]component
	keys   map[string]string // of components, by their names
	shared map[string]bool   // names of several components

	published []timeline.Event
}

// component is how a component last was.
type component struct {
	name   string
	health timeline.Health // Operational if it is well
	word   string          // as the page has it
	seen   time.Time       // in the last update that speaks of it
	impact timeline.Event  // that is not over yet
}

// fold makes an incident of a record. It returns nil if nothing says where the
// incident stands.
func (r *reader) fold(w wireIncident) *incident.Incident {
	f := &folder{
		Folder: wire.Folder{Reader: r.Reader, Source: Source, Member: Member},
		w:      w, health: make(map[string]component), keys: make(map[string]string), shared: make(map[string]bool),
	}
	f.Knows(w.created, w.updated)
	for _, u := range w.updates {
		f.Knows(u.created, u.updatedAt)
	}
	f.sort()
	if !f.declare() {
		return nil
	}
	for _, u := range f.w.updates {
		f.update(u)
	}
	f.source()
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
		if c := wire.CompareShown(a.display, a.created, b.display, b.created); c != 0 {
			return c
		}
		if c := strings.Compare(a.id, b.id); c != 0 {
			return c
		}
		return bytes.Compare(a.raw, b.raw)
	})
}

// declare opens the incident with the first status that is known.
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
		first = wireUpdate{status: f.w.status}
		when := "when it became so is not known"
		if (f.w.status == "resolved" || f.w.status == "completed") && !f.w.resolved.At.IsZero() {
			first.display, when = f.w.resolved, "it became so at "+f.w.resolved.Text
		}
		first.recorded = f.Known
		f.Report(feed.NoUpdates, "incident_updates", "no update has a status; the incident is %q, and %s", f.w.status, when)
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
	return f.Declare(incident.Declaration{
		Title: title, At: first.at(), State: lifecycle.State(first.status), Lifecycle: life,
		ID: wire.ID("https://developer.statuspage.io", f.w.page+"/"+f.w.id),
	}, wire.Later(first.created, first.recorded), first.display)
}

// source describes the page as where all this is from, and keeps the record.
func (f *folder) source() {
	newestFirst(f.published)
	e := f.Keep(timeline.Event{Kind: timeline.KindSource}, f.w.rest)
	if said, err := json.Marshal(lastStatus(f.published)); err == nil { // always: a string marshals
		if with, err := e.WithMember(memberSaid, said); err == nil {
			e = with
		}
	}
	f.Record(f.As(f.Known, wire.Stamp{}), "", e)
}

// update records what an update says: a status, words, and how components are.
func (f *folder) update(u wireUpdate) {
	f.move(u)
	e := f.Keep(timeline.Event{Kind: timeline.KindUpdate, Occurred: u.at(), Status: u.status, Text: u.body}, u.raw)
	f.published = append(f.published, f.Did(u.path(""))(f.As(u.created, u.display).Record(e)))
	for _, c := range u.components {
		f.component(u, c)
	}
	f.Times(u.display, u.created, u.updatedAt, u.path("display_at"), u.path("updated_at"))
}

// move moves the status to what the update says, if it says anything new.
func (f *folder) move(u wireUpdate) {
	now, _ := f.Incident.Status()
	if u.status == "" || u.status == "update" || u.status == now.Name {
		return
	}
	switch err := f.AdvanceTo(lifecycle.State(u.status), u.at(), u.created, u.display); {
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

// key returns what a component goes by: its code, which some updates leave out.
func (f *folder) key(c wireChange) string {
	if c.code == "" {
		return cmp.Or(f.keys[c.name], c.name)
	}
	if _, named := f.health[c.name]; named && f.keys[c.name] == "" && c.name != "" {
		f.health[c.code] = f.health[c.name]
		delete(f.health, c.name)
	}
	switch was := f.keys[c.name]; {
	case c.name == "":
	case was == "":
		f.keys[c.name] = c.code
	case was != c.code && !f.shared[c.name]:
		f.Report(SharedName, "", "the components %q and %q are both named %q; what is measured of that name is of either", was, c.code, c.name)
		f.shared[c.name] = true
	}
	return c.code
}

// component records that a component became worse, better or well. The page
// showed it so from then on; whether it was so is another matter.
func (f *folder) component(u wireUpdate, c wireChange) {
	key, path := f.key(c), u.path("affected_components")
	health, ok := healthOf(c.after)
	if !ok || key == "" {
		f.Report(UnknownHealth, path, "%q is no status of a component such as %q; it is kept", c.after, cmp.Or(c.name, c.code))
		return
	}
	was, seen := f.health[key]
	if !seen {
		was.name = cmp.Or(c.name, c.code)
	}
	before, told := healthOf(c.before)
	switch {
	case seen && told && was.word != c.before:
		f.Report(ComponentChain, path, "%q was %s by the updates before and %s by this one: it changed in between, unsaid", was.name, was.word, c.before)
		f.turn(u, &was, before, wire.Between(was.seen, wire.Latest(u.at())))
	case !seen && told && before != timeline.Operational:
		f.Report(ComponentChain, path, "%q was %s before the first update that speaks of it; since when is not known", was.name, c.before)
		f.turn(u, &was, before, wire.NotAfter(u.at()))
	}
	f.turn(u, &was, health, u.at())
	was.word, was.seen = c.after, wire.Latest(u.at())
	f.health[key] = was
}

// turn records that a component became so at a time.
func (f *folder) turn(u wireUpdate, c *component, health timeline.Health, at timeline.Instant) {
	if isWell := health == timeline.Operational; isWell == (c.impact.Kind == "") && (isWell || health == c.health) {
		return
	}
	did := f.Did(u.path("affected_components"))
	if c.impact.Kind != "" {
		ended := c.impact
		ended.Ended = at
		did(f.As(wire.Since(u.created, c.impact), u.display).Amend(c.impact.ID, ended))
		c.impact = timeline.Event{}
	}
	c.health = health
	if health != timeline.Operational {
		c.impact = did(f.As(u.created, u.display).Impact(timeline.Component(c.name), health, at))
	}
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
	w := f.As(f.Known, wire.Stamp{Text: word})
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
