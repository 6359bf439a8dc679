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
func (b *builder) related(e timeline.Event) string {
	if b.names == nil {
		b.names = relatedNames(b.s)
	}
	return b.names[e.ID]
}

func relatedNames(s incident.Snapshot) map[uuid.UUID]string {
	out := map[uuid.UUID]string{}
	for _, a := range s.Assignments {
		out[a.Event.ID] = plain(string(a.Role)) + ": " + a.Person
		if a.Relieved != nil {
			out[a.Relieved.ID] = plain(string(a.Role)) + " relieved: " + a.Person
		}
	}
	for _, c := range s.Changes {
		out[c.Event.ID] = strings.TrimSpace(strings.Join([]string{plain(cmp.Or(string(c.Type), "change")), c.ID, plain(string(c.Link))}, " "))
	}
	for _, l := range s.Links {
		if l.Event.Kind == incident.KindLink {
			out[l.Event.ID] = plain(string(l.Relation)) + " " + l.Other.String()
		}
	}
	for _, r := range s.References {
		out[r.Event.ID] = strings.TrimSpace("reference " + strings.TrimSpace(r.System+" "+cmp.Or(r.ID, r.URL)))
	}
	return out
}
