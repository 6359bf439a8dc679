package report

import (
	"slices"
	"strings"

	"github.com/allclear-go/allclear/severity"
	"github.com/allclear-go/allclear/timeline"
)

// overview is the section that opens a report of several incidents, or one that
// was given a title: which incidents there are, one row each.
func overview(r *Report, title string) Section {
	if title == "" {
		title = r.Format.Words("Incidents")
	}
	impacted := timeline.ImpactTime().Words()
	t := Table{Head: []string{"incident", "status", "severity", impacted}}
	for i := range r.Incidents {
		inc := &r.Incidents[i]
		t.Rows = append(t.Rows, []Value{Text(inc.Title), status(inc), rating(inc), figureOf(inc, timeline.ImpactTime())})
	}
	return Section{ID: "overview", Title: title, Level: 1, Blocks: []Block{t}}
}

// figureOf is one figure of an incident, and missing if the audience is not
// shown it.
func figureOf(inc *Incident, m timeline.Measure) Value {
	for _, f := range inc.Figures {
		if f.Figure.Measure() == m {
			return Of(f.Figure)
		}
	}
	return Missing("not shown")
}

// status is the state of an incident, with its phase where that says more.
func status(inc *Incident) Value {
	switch {
	case inc.Status == "":
		return Missing(inc.unstated(hiddenStatus))
	case inc.Phase != "" && string(inc.Phase) != inc.Status:
		return Phrase("{1} ({2})", Word(inc.Status), Word(string(inc.Phase)))
	}
	return Word(inc.Status)
}

// rating is how bad an incident is held to be, with the team's word beside it.
func rating(inc *Incident) Value {
	if inc.Severity == nil {
		return Missing(inc.unstated(hiddenSeverity))
	}
	return inc.Severity.Value()
}

// The names of what can be recorded and not shown, in [Incident.Hidden].
const (
	hiddenStatus   = "status"
	hiddenSeverity = "severity"
	hiddenDetector = "detected by"
)

// unstated is why something is missing: it is hidden, or nobody stated it.
func (inc *Incident) unstated(what string) string {
	if slices.Contains(inc.Hidden, what) {
		return "not shown"
	}
	return "not stated"
}

// Value is the level with the team's own word beside it, where it has another.
func (s Severity) Value() Value {
	if s.Word == "" || strings.EqualFold(s.Word, s.Level.String()) {
		return levelOf(s.Level)
	}
	return Phrase(`{1} ("{2}")`, levelOf(s.Level), Text(s.Word))
}

// levelOf is a level: the name that is nearest, and how far it is from that.
func levelOf(l severity.Level) Value {
	name, off := l.String(), ""
	if i := strings.IndexAny(name, "+-"); i > 0 {
		name, off = name[:i], name[i:]
	}
	return listed("", Label(name), Text(off))
}
