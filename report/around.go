package report

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// around reports what stands around the incident: who did what, what was changed,
// where else it is kept and how it stands to others. All of it is words, so that its
// events must be readable.
func (b *builder) around(inc *Incident) {
	a := b.o.Audience
	b.roles(inc)
	for _, c := range b.s.Changes {
		if a.reads(c.Event) {
			inc.Changes = append(inc.Changes, Change{string(c.Type), c.ID, c.URL, c.Text, string(c.Link), b.time(c.Event)})
		}
	}
	for _, r := range b.s.References {
		if a.reads(r.Event) {
			inc.References = append(inc.References, Reference{r.System, r.ID, r.URL, r.Title})
		}
	}
	for _, c := range b.s.Capabilities {
		if a.reads(c.Event) {
			inc.Capabilities = append(inc.Capabilities, Capability{c.Name, c.Health})
		}
	}
	for _, l := range b.s.Links {
		if !a.reads(l.Event) {
			continue
		}
		inc.Links = append(inc.Links, Link{string(l.Relation), l.Other.String()})
		if l.Relation == incident.Absorbed {
			inc.Absorbed = append(inc.Absorbed, Absorption{Incident: l.Other.String()})
		}
	}
	b.provenance(inc)
}

// provenance counts what was taken over, and reads what the incident was: where an
// account of that may not be read, neither is the conclusion from all of them.
func (b *builder) provenance(inc *Incident) {
	inc.Mode = string(b.s.Mode)
	for e := range b.v.Events() {
		readable := b.o.Audience.reads(e)
		if e.Kind == incident.KindMode && !readable {
			inc.Mode = ""
		}
		other, _, ok := incident.Origin(e)
		if !ok || !readable {
			continue
		}
		for i := range inc.Absorbed {
			if inc.Absorbed[i].Incident == other.String() {
				inc.Absorbed[i].Facts++
			}
		}
	}
}

// roles reports who did what: to the public which roles there were, each once and
// without anybody's name.
func (b *builder) roles(inc *Incident) {
	a := b.o.Audience
	for _, as := range b.s.Assignments {
		if !a.reads(as.Event) {
			continue
		}
		r := Role{Role: string(as.Role), Person: as.Person, Since: b.time(as.Event), Current: as.Relieved == nil}
		if as.Relieved != nil {
			r.Until = b.time(*as.Relieved)
		}
		if a != Public {
			inc.Roles = append(inc.Roles, r)
			continue
		}
		r.Person = ""
		i := slices.IndexFunc(inc.Roles, func(have Role) bool { return have.Role == r.Role })
		if i < 0 {
			inc.Roles = append(inc.Roles, r)
		} else if r.Current {
			inc.Roles[i].Current = true
		}
	}
}

// roleOf is what a person is called where people are not named: the roles that they
// had, as far as the audience may read of them. It stands in the place of a name, and
// is worded already.
func (b *builder) roleOf(person string) string {
	if person == "" {
		return ""
	}
	var had []string
	for _, as := range b.s.Assignments {
		if role := b.f.Words(plain(string(as.Role))); as.Person == person && b.o.Audience.reads(as.Event) && !slices.Contains(had, role) {
			had = append(had, role)
		}
	}
	return strings.Join(had, ", ")
}

// tells reports whether the audience may see a figure that stands on events of any
// kind: the times of their kinds, and that those were recorded which tell nothing
// without their words.
func (b *builder) tells(f timeline.Figure) bool {
	a := b.o.Audience
	if b.untold == nil {
		b.untold = map[uuid.UUID]bool{}
		for e := range b.v.Events() {
			if !a.sees(e.Fact()) || wordy(e) && !a.reads(e) {
				b.untold[e.ID] = true
			}
		}
	}
	for id := range f.Inputs() {
		if b.untold[id] {
			return false
		}
	}
	return f.Reason().Code != timeline.ReasonResolution || a.readsStatus(b.v)
}
