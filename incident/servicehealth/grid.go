package servicehealth

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/internal/wire"
	"github.com/allclear-go/allclear/timeline"
)

// most is how many impacts an incident may have. The greatest known have some
// three thousand cells. A name counts as another for each longName bytes.
const (
	most     = 20_000
	longName = 128
)

// A grid holds how products fare in locations.
type grid struct {
	products []place            // at least one, which may be nothing in particular
	columns  map[string]*column // by the ID of the location
	live     []*column          // where it goes on
	named    bool               // something names a location
	health   timeline.Health    // by the last open status
	healths  map[timeline.Health]bool
	before   time.Time // of the last update that names locations
	over     time.Time // since when it is over, zero if it is not
	impacts  int
	full     bool
	unplaced []wireUpdate // of which nobody knows the status or the time
}

// A column is a location with what is known of it.
type column struct {
	place
	impacts []timeline.Event // one for each product, if it goes on
	health  timeline.Health
	last    time.Time // of the last update that names it
}

// layGrid finds out what the rows are, and whether there are columns.
func (f *folder) layGrid() {
	g := &f.grid
	g.columns, g.healths = map[string]*column{}, map[timeline.Health]bool{}
	g.products = f.w.products
	if len(g.products) == 0 {
		g.products = []place{{f.w.service, f.w.service}}
	}
	columns := map[string]bool{}
	for _, p := range f.w.recorded {
		columns[p.id] = true
	}
	for _, u := range f.w.updates {
		for _, p := range u.locations {
			columns[p.id] = true
		}
	}
	g.named = len(columns) > 0
	if len(g.products) > 1 && len(columns) > 1 {
		f.Report(Grid, "affected_products", "%d products and %d locations are listed apart; each product is taken to be affected in each location", len(g.products), len(columns))
	}
}

// healthOf returns what a status of the page says of products.
func healthOf(word string) timeline.Health {
	switch word {
	case "SERVICE_OUTAGE":
		return timeline.Major
	case "SERVICE_DISRUPTION":
		return timeline.Partial
	}
	return timeline.Unstated
}

// places records where an update says that it is, since when, and how bad.
func (f *folder) places(w incident.Writer, u wireUpdate) {
	g := &f.grid
	at, ok := u.at().Stated()
	if _, known := stateOf(u.status); !known || !ok {
		g.unplaced = append(g.unplaced, u)
		return
	}
	open := isOpen(u.status)
	late := open && !f.w.end.At.IsZero() && at.After(f.w.end.At)
	goesOn := open && !late
	if late {
		f.Report(AfterEnd, u.path+".status", "%q as of %s, and the incident ended %s", u.status, u.shown(), f.w.end)
	}
	worse := false
	if open {
		worse = g.health != healthOf(u.status)
		g.health = healthOf(u.status)
		g.healths[g.health] = true
	}
	locations := u.locations
	if len(locations) == 0 && (!g.named || goesOn && !g.over.IsZero()) {
		locations = []place{{}} // nowhere in particular
	}
	f.name(w, u, locations, at, goesOn)
	if goesOn {
		f.drop(u, at)
		if worse {
			f.worsen(u, at)
		}
		if !g.over.IsZero() {
			g.over, f.restored = time.Time{}, timeline.Event{}
		}
	}
	if !open && g.over.IsZero() {
		g.over = at
		for _, c := range g.live {
			c.impacts = nil // restored with all the rest
		}
		g.live = nil
	}
	if len(u.locations) > 0 {
		g.before = at
	}
}

// name takes up the locations that an update names.
func (f *folder) name(w incident.Writer, u wireUpdate, locations []place, at time.Time, goesOn bool) {
	g := &f.grid
	first := len(g.columns) == 0
	var added []string
	for _, l := range locations {
		c := g.columns[l.id]
		switch {
		case g.full:
			return
		case c == nil && first:
			f.affected(w, u, l, f.began(u.at()), at)
		case c == nil:
			if l.id != "" && (!goesOn || g.over.IsZero()) {
				added = append(added, l.title)
			}
			f.affected(w, u, l, f.added(at, goesOn), at)
		case goesOn && c.impacts == nil && !g.over.IsZero():
			f.affected(w, u, l, timeline.At(at), at)
		case goesOn && c.impacts == nil:
			f.affected(w, u, l, wire.Between(g.before, at), at)
		}
		if c != nil {
			c.last = at
		}
	}
	if len(added) > 0 {
		f.Report(LocationAdded, u.where, "named as of %s for the first time, affected since an unknown time: %s", u.shown(), several(added))
	}
}

// added is since when a location was affected that is named at a time, and was not
// before: since the incident began, and not after it was over. When it comes back
// after that, it is back from then on.
func (f *folder) added(at time.Time, goesOn bool) timeline.Instant {
	begin, over := f.w.begin.At, f.grid.over
	if goesOn && !over.IsZero() {
		return timeline.At(at)
	}
	for _, end := range [...]time.Time{f.w.end.At, over} {
		if !goesOn && !end.IsZero() && !end.Before(begin) && (at.IsZero() || end.Before(at)) {
			at = end
		}
	}
	return wire.Between(begin, at)
}

// several lists names, the first few of many.
func several(names []string) string {
	const few = 5
	if len(names) > few+1 {
		names = append(slices.Clone(names[:few]), "…")
	}
	return strings.Join(names, ", ")
}

// began is when the incident began: the page gives one time for all that it names.
// If it was affected before that, as an update has it, both may be right.
func (f *folder) began(at timeline.Instant) timeline.Instant {
	begin := f.w.begin.At
	if begin.IsZero() {
		return wire.NotAfter(at)
	}
	if said, ok := at.Stated(); ok && said.Before(begin) {
		return timeline.Between(said, begin)
	}
	return timeline.At(begin)
}

// affected records that all products are affected in a location.
func (f *folder) affected(w incident.Writer, u wireUpdate, l place, since timeline.Instant, at time.Time) {
	g := &f.grid
	c := g.columns[l.id]
	if c == nil {
		c = &column{place: l}
		g.columns[l.id] = c
	}
	c.health, c.last = g.health, at
	if len(g.healths) > 1 && !isOpen(u.status) {
		c.health = timeline.Unstated // it is not said which
	}
	if f.impact(w, u.where, c, since); c.impacts != nil {
		g.live = append(g.live, c)
	}
}

// impact records an impact for each product in a location.
func (f *folder) impact(w incident.Writer, path string, c *column, since timeline.Instant) {
	g := &f.grid
	c.impacts = nil
	for _, p := range g.products {
		g.impacts += 1 + (len(p.title)+len(c.id))/longName
	}
	if g.impacts > most {
		if !g.full {
			f.Report(feed.TooLarge, path, "more than %d impacts; of the rest only the words are kept", most)
		}
		g.full = true
		return
	}
	for _, p := range g.products {
		where := timeline.Component(p.title).In(c.id)
		c.impacts = append(c.impacts, f.Did(path)(w.Impact(where, c.health, since)))
	}
}

// ended records that it went on no longer in a location, or not in the same way.
func (f *folder) ended(u wireUpdate, path string, c *column, at timeline.Instant) {
	for _, e := range c.impacts {
		if e.ID != uuid.Nil {
			e.Ended = at
			f.Did(path)(f.As(wire.Since(u.created, e), u.when).Amend(e.ID, e))
		}
	}
	c.impacts = nil
}

// worsen records that it became worse or better, from the update on that says so.
func (f *folder) worsen(u wireUpdate, at time.Time) {
	g := &f.grid
	path := u.path + ".status"
	for _, c := range g.live {
		if c.health == g.health {
			continue
		}
		f.ended(u, path, c, timeline.At(at))
		c.health, c.last = g.health, at
		f.impact(f.As(u.created, u.when), path, c, timeline.At(at))
	}
	g.live = slices.DeleteFunc(g.live, func(c *column) bool { return c.impacts == nil })
}

// drop records that locations are well that an update names no longer. An update
// that names none says nothing of them.
func (f *folder) drop(u wireUpdate, at time.Time) {
	g := &f.grid
	if len(u.locations) == 0 {
		return
	}
	var dropped []string
	for _, c := range g.live {
		_, named := slices.BinarySearchFunc(u.locations, c.id, func(l place, id string) int { return cmp.Compare(l.id, id) })
		if named || c.id == "" {
			continue
		}
		dropped = append(dropped, c.title)
		f.ended(u, u.where, c, wire.Between(c.last, at))
	}
	if len(dropped) > 0 {
		f.Report(LocationDropped, u.where, "no longer named as of %s, restored since the update before: %s", u.shown(), several(dropped))
		g.live = slices.DeleteFunc(g.live, func(c *column) bool { return c.impacts == nil })
	}
}

// rest takes up the locations that the record lists and no update names.
func (f *folder) rest() {
	g := &f.grid
	if len(f.w.updates) == 0 {
		g.health = healthOf(f.w.impact)
	}
	for _, u := range g.unplaced {
		u.when = f.Known
		f.nameRest(u, u.locations)
	}
	locations := f.w.recorded
	if len(g.columns) == 0 && len(locations) == 0 {
		locations = []place{{}}
	}
	f.nameRest(wireUpdate{where: "previously_affected_locations", when: f.w.modified, created: f.Known}, locations)
}

// nameRest takes up locations of which it is not known when they were affected.
func (f *folder) nameRest(u wireUpdate, locations []place) {
	var rest []place
	for _, l := range locations {
		if f.grid.columns[l.id] == nil {
			rest = append(rest, l)
		}
	}
	f.name(f.As(u.created, wire.Stamp{}), u, rest, u.when.At, false)
}
