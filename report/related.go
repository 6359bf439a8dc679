package report

import (
	"cmp"
	"strings"

	"github.com/google/uuid"

	"github.com/allclear-go/allclear/incident"
	"github.com/allclear-go/allclear/timeline"
)

// related names an event that is shown inside alone: who did what, and what else
// there is.
func (b *builder) related(e timeline.Event) (Value, bool) {
	if b.names == nil {
		b.names = relatedNames(b.s)
	}
	v, ok := b.names[e.ID]
	return v, ok
}

func relatedNames(s incident.Snapshot) map[uuid.UUID]Value {
	out := map[uuid.UUID]Value{}
	for _, a := range s.Assignments {
		role := Word(string(a.Role))
		out[a.Event.ID] = listed(": ", role, Text(a.Person))
		if a.Relieved != nil {
			out[a.Relieved.ID] = listed(": ", Phrase("{1} relieved", role), Text(a.Person))
		}
	}
	for _, c := range s.Changes {
		out[c.Event.ID] = listed(" ", Word(cmp.Or(string(c.Type), "change")), Text(c.ID), Word(string(c.Link)))
	}
	for _, l := range s.Links {
		if l.Event.Kind == incident.KindLink {
			out[l.Event.ID] = listed(" ", Word(string(l.Relation)), Text(l.Other.String()))
		}
	}
	for _, r := range s.References {
		out[r.Event.ID] = listed(" ", Label("reference"), Text(strings.TrimSpace(r.System+" "+cmp.Or(r.ID, r.URL))))
	}
	return out
}
