package statuspage

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

// spell is a stretch in which a page would show a component as unwell.
type spell struct {
	health   timeline.Health
	from, to time.Time // to is zero while it lasts, as far as the public knows
}

// pageName is what a page calls a place: it knows components alone.
func pageName(s timeline.Scope) string {
	switch {
	case s.Region() == "":
		return s.Component()
	case s.Component() == "":
		return s.Region()
	}
	return s.Component() + " (" + s.Region() + ")"
}

// wordOf returns the page's word for how a component fares, empty if it has none.
func wordOf(h timeline.Health) string {
	switch h {
	case timeline.Operational:
		return "operational"
	case timeline.Degraded:
		return "degraded_performance"
	case timeline.Partial:
		return "partial_outage"
	case timeline.Major:
		return "major_outage"
	case timeline.Maintenance:
		return "under_maintenance"
	}
	return ""
}

// spells gathers what is public of the impacts, by the name of the component. An
// impact counts from its stated start, or else from the latest that it can be.
func (e *encoder) spells() map[string][]spell {
	out := map[string][]spell{}
	for i := range e.view.Impacts() {
		name := pageName(i.Scope)
		from, ok := point(i.Start)
		if !e.public[i.Event] || name == "" || wordOf(i.Health) == "" || !ok {
			continue
		}
		s := spell{health: i.Health, from: from}
		if to, ok := point(i.End); ok && i.EndState == timeline.EndGiven && e.public[i.EndedBy] {
			s.to = to
		}
		out[name] = append(out[name], s)
	}
	return out
}

// point is the one moment that a page would show for an instant.
func point(at timeline.Instant) (time.Time, bool) {
	if t, ok := at.Stated(); ok {
		return t, true
	}
	return at.Latest()
}

// at returns how a component was at a moment, by its worst spell.
func at(spells []spell, moment time.Time) timeline.Health {
	now := timeline.Operational
	for _, s := range spells {
		if !moment.Before(s.from) && (s.to.IsZero() || moment.Before(s.to)) && worse(s.health, now) {
			now = s.health
		}
	}
	return now
}

// worse ranks what pages say of components.
func worse(a, b timeline.Health) bool {
	order := []timeline.Health{timeline.Operational, timeline.Maintenance, timeline.Degraded, timeline.Partial, timeline.Major}
	return slices.Index(order, a) > slices.Index(order, b)
}

type change struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Before string `json:"old_status"`
	After  string `json:"new_status"`
}

// changes returns, for each update in the order of the encoder, what it says of
// components: those that are unwell, and those that were at the update before.
func (e *encoder) changes() [][]change {
	spells := e.spells()
	names := slices.Sorted(maps.Keys(spells))
	before := make([]timeline.Health, len(names))
	for i := range before {
		before[i] = timeline.Operational
	}
	out := make([][]change, len(e.updates))
	for i, u := range slices.Backward(e.updates) { // the newest is the first
		moment, ok := point(u.Occurred)
		if !ok {
			continue
		}
		for n, name := range names {
			now := at(spells[name], moment)
			if now != timeline.Operational || before[n] != timeline.Operational {
				out[i] = append(out[i], change{name, name, wordOf(before[n]), wordOf(now)})
			}
			before[n] = now
		}
	}
	return out
}

// setChanges gives an update what it says of components.
func (o *object) setChanges(list []change) {
	if len(list) == 0 {
		return
	}
	raw, err := json.Marshal(list)
	if err == nil { // always: texts marshal
		o.set("affected_components", raw)
	}
}
