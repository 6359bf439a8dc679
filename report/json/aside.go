package json

import (
	"github.com/google/uuid"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// aside writes what stands around an incident and what is drawn of it, as members of
// the incident.
func (w *writer) aside(inc *report.Incident) {
	w.stated("mode", inc.Mode)
	w.phases(&inc.Phases)
	list(w, "severities", inc.Steps.Steps, w.step)
	w.promises(inc.Cadence.Updates)
	list(w, "roles", inc.Roles, w.role)
	list(w, "changes", inc.Changes, w.change)
	list(w, "references", inc.References, w.reference)
	list(w, "capabilities", inc.Capabilities, w.capability)
	list(w, "links", inc.Links, w.link)
	list(w, "absorbed", inc.Absorbed, w.absorption)
	list(w, "not_shown", inc.Hidden, w.say)
}

func (w *writer) phases(p *report.Phases) {
	w.name("phases")
	if len(p.Stages) == 0 {
		gather(w, "null")
		return
	}
	w.open("{")
	w.text("title", p.Title)
	list(w, "stages", p.Stages, w.phase)
	w.name("whole")
	w.figure(&p.Whole)
	w.close("}")
}

func (w *writer) phase(x *report.Phase) {
	w.open("{")
	w.text("label", x.Label)
	w.instant("from", x.From)
	w.instant("to", x.To)
	w.name("figure")
	w.figure(&x.Figure)
	w.close("}")
}

func (w *writer) step(x *report.Step) {
	w.open("{")
	w.severity(&x.Severity)
	w.instant("from", x.From)
	w.instant("to", x.To)
	w.name("lasted")
	if x.Lasted.Measure() == (timeline.Measure{}) {
		gather(w, "null")
	} else {
		w.figure(&x.Lasted)
	}
	w.stated("text", x.Text)
	w.close("}")
}

// promises writes the updates that promised another.
func (w *writer) promises(updates []report.Tick) {
	w.name("promises")
	w.open("[")
	for _, u := range updates {
		if !u.Due.IsKnown() {
			continue
		}
		w.next()
		w.open("{")
		w.instant("made", u.At)
		w.instant("due", u.Due)
		w.stated("state", u.Kept)
		w.close("}")
	}
	w.close("]")
}

func (w *writer) role(x *report.Role) {
	w.open("{")
	w.text("role", x.Role)
	w.stated("person", x.Person)
	w.instant("since", x.Since)
	w.instant("until", x.Until)
	w.flag("current", x.Current)
	w.close("}")
}

func (w *writer) change(x *report.Change) {
	w.open("{")
	w.stated("type", x.Type)
	w.stated("id", x.ID)
	w.stated("url", x.URL)
	w.stated("text", x.Text)
	w.stated("link", x.Link)
	w.instant("at", x.At)
	w.close("}")
}

func (w *writer) reference(x *report.Reference) {
	w.open("{")
	w.stated("system", x.System)
	w.stated("id", x.ID)
	w.stated("url", x.URL)
	w.stated("title", x.Title)
	w.close("}")
}

func (w *writer) capability(x *report.Capability) {
	w.open("{")
	w.text("name", x.Name)
	w.stated("health", x.Health.String())
	w.close("}")
}

func (w *writer) link(x *report.Link) {
	w.open("{")
	w.text("relation", x.Relation)
	w.text("incident", x.Incident)
	w.close("}")
}

func (w *writer) absorption(x *report.Absorption) {
	w.open("{")
	w.text("incident", x.Incident)
	w.number("facts", x.Facts)
	w.close("}")
}

// id writes an element that is the ID of an event.
func (w *writer) id(id *uuid.UUID) { quote(w, id.String()) }

// definitions writes an incident as others measure it, null where nobody asked.
func (w *writer) definitions(d *report.Definitions) {
	w.name("definitions")
	if len(d.Groups) == 0 {
		gather(w, "null")
		return
	}
	w.open("{")
	list(w, "groups", d.Groups, w.definitionGroup)
	list(w, "sums", d.Sums, w.say)
	w.close("}")
}

func (w *writer) definitionGroup(g *report.DefinitionGroup) {
	w.open("{")
	w.text("meaning", g.Meaning)
	w.stated("own_name", g.OwnName)
	w.name("own")
	if own, ok := g.Own.Figure(); ok {
		w.figure(&own)
	} else {
		gather(w, "null")
	}
	list(w, "rows", g.Rows, w.definition)
	w.close("}")
}

// definition writes one row. A figure is there even where the tool has none, as the
// bound that other facts give; none says so.
func (w *writer) definition(r *report.DefinitionRow) {
	w.open("{")
	w.text("id", r.ID)
	w.text("title", r.Title)
	w.text("version", r.Version)
	w.name("figure")
	w.figure(&r.Figure)
	w.stated("none", r.None)
	w.stated("took", r.Took)
	w.stated("differs", r.Differs)
	w.stated("source", r.Source)
	w.flag("verified", r.Verified)
	w.stated("caveat", r.Caveat)
	w.close("}")
}
