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
		return Label(plain(inc.Status) + " (" + plain(string(inc.Phase)) + ")")
	}
	return Label(plain(inc.Status))
}

// rating is how bad an incident is held to be, with the team's word beside it.
func rating(inc *Incident) Value {
	if inc.Severity == nil {
		return Missing(inc.unstated(hiddenSeverity))
	}
	return Label(ratingWords(inc.Severity.Level, inc.Severity.Word))
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

// ratingWords is a level with the team's own word beside it, where it has
// another.
func ratingWords(l severity.Level, word string) string {
	if word == "" || strings.EqualFold(word, l.String()) {
		return l.String()
	}
	return l.String() + ` ("` + word + `")`
}
