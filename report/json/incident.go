package json

import (
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

func (w *writer) incident(inc *report.Incident) {
	w.open("{")
	w.text("id", inc.ID)
	w.text("title", inc.Title)
	w.instant("as_of", timeline.At(inc.AsOf))
	w.stated("status", inc.Status)
	w.stated("phase", string(inc.Phase))
	w.stated("resolution", inc.Resolution)
	w.name("severity")
	if inc.Severity == nil {
		gather(w, "null")
	} else {
		w.open("{")
		w.severity(inc.Severity)
		w.close("}")
	}
	w.instant("began", inc.Began)
	w.instant("restored", inc.Restored)
	list(w, "detections", inc.Detections, w.detection)
	list(w, "statements", inc.Statements, w.statement)
	list(w, "figures", inc.Figures, w.labelled)
	list(w, "facts", inc.Facts, w.say)
	list(w, "impacts", inc.Impacts, w.impact)
	list(w, "not_affected", inc.NotAffected, w.scope)
	list(w, "timeline", inc.Timeline, w.entry)
	list(w, "updates", inc.Updates, w.entry)
	list(w, "symptoms", inc.Symptoms, w.say)
	list(w, "causes", inc.Causes, w.cause)
	list(w, "hypotheses", inc.Hypotheses, w.hypothesis)
	list(w, "actions", inc.Actions, w.action)
	list(w, "rivals", inc.Rivals, w.entry)
	list(w, "sources", inc.Sources, w.source)
	list(w, "findings", inc.Findings, w.finding)
	w.definitions(&inc.Definitions)
	w.aside(inc)
	w.close("}")
}

// severity writes members of an object that is open.
func (w *writer) severity(s *report.Severity) {
	w.stated("level", s.Level.String())
	w.stated("scale", s.Scale)
	w.stated("word", s.Word)
}

func (w *writer) detection(x *report.Detection) {
	w.open("{")
	w.stated("by", x.By)
	w.instant("at", x.At)
	w.close("}")
}

func (w *writer) statement(x *report.Statement) {
	w.open("{")
	w.text("subject", x.Subject)
	w.stated("answer", x.Answer)
	w.stated("text", x.Text)
	w.close("}")
}

// labelled writes a figure with what is said beside it.
func (w *writer) labelled(x *report.Figure) {
	w.measured(&x.Figure)
	w.text("group", x.Group)
	w.text("label", x.Label)
	list(w, "facts", x.Facts, w.count)
	w.stated("explanation", x.Explanation)
	w.close("}")
}

func (w *writer) impact(x *report.Impact) {
	w.open("{")
	w.name("scope")
	w.scope(&x.Scope)
	w.flag("scope_hidden", x.Hidden)
	w.stated("health", x.Health.String())
	w.instant("start", x.Start)
	w.instant("end", x.End)
	w.text("end_state", x.EndState.String())
	w.length("total", x.Total)
	w.close("}")
}

func (w *writer) entry(x *report.Entry) {
	w.open("{")
	w.instant("at", x.At)
	w.text("what", x.What)
	w.stated("status", x.Status)
	w.stated("text", x.Text)
	w.stated("written", x.Written)
	w.stated("actor", x.Actor)
	w.stated("source", x.Source)
	w.stated("absorbed_from", x.From)
	w.flag("key", x.Key)
	w.close("}")
}

func (w *writer) cause(x *report.Cause) {
	w.open("{")
	w.stated("role", x.Role)
	w.text("text", x.Text)
	w.instant("at", x.At)
	w.close("}")
}

func (w *writer) hypothesis(x *report.Hypothesis) {
	w.open("{")
	w.text("text", x.Text)
	w.text("state", x.State)
	w.instant("suspected", x.Suspected)
	w.instant("settled", x.Settled)
	w.length("held", x.Held)
	w.stated("why", x.Why)
	w.close("}")
}

func (w *writer) action(x *report.Action) {
	w.open("{")
	w.text("title", x.Title)
	w.stated("type", x.Type)
	w.stated("owner", x.Owner)
	w.stated("state", x.State)
	w.instant("due", x.Due)
	w.stated("due_written", x.DueWritten)
	w.close("}")
}

func (w *writer) source(x *report.Source) {
	w.open("{")
	w.text("name", x.Name)
	w.stated("text", x.Text)
	w.stated("assumption", x.Assumption)
	w.close("}")
}

func (w *writer) finding(x *timeline.Finding) {
	w.open("{")
	w.text("rule", x.Rule)
	w.flag("doubtful", x.Doubt)
	w.text("text", x.Text)
	list(w, "events", x.Events, w.id)
	w.close("}")
}
