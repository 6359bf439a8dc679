package json

import (
	"encoding/json"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

type incidentDoc struct {
	ID          string            `json:"id"`
	Title       string            `json:"title"`
	AsOf        string            `json:"as_of"`
	Status      *string           `json:"status"`
	Phase       *string           `json:"phase"`
	Resolution  *string           `json:"resolution"`
	Severity    *severityDoc      `json:"severity"`
	Detections  []detectionDoc    `json:"detections"`
	Statements  []statementDoc    `json:"statements"`
	Figures     []json.RawMessage `json:"figures"`
	Facts       []string          `json:"facts"`
	Impacts     []impactDoc       `json:"impacts"`
	NotAffected []timeline.Scope  `json:"not_affected"`
	Timeline    []entryDoc        `json:"timeline"`
	Updates     []entryDoc        `json:"updates"`
	Symptoms    []string          `json:"symptoms"`
	Causes      []causeDoc        `json:"causes"`
	Hypotheses  []hypothesisDoc   `json:"hypotheses"`
	Actions     []actionDoc       `json:"actions"`
	Rivals      []entryDoc        `json:"rivals"`
	Sources     []sourceDoc       `json:"sources"`
	Findings    []findingDoc      `json:"findings"`
	Definitions *definitionsDoc   `json:"definitions,omitempty"` // only where they were asked for
	asideDoc
}

type severityDoc struct {
	Level string  `json:"level"`
	Scale *string `json:"scale"`
	Word  *string `json:"word"`
}

type detectionDoc struct {
	By *string `json:"by"`
	At *string `json:"at"`
}

type statementDoc struct {
	Subject string  `json:"subject"`
	Answer  *string `json:"answer"`
	Text    *string `json:"text"`
}

type impactDoc struct {
	Scope    timeline.Scope `json:"scope"`
	Hidden   bool           `json:"scope_hidden"`
	Health   *string        `json:"health"`
	Start    *string        `json:"start"`
	End      *string        `json:"end"`
	EndState string         `json:"end_state"`
	Total    *string        `json:"total"`
}

type entryDoc struct {
	At      *string `json:"at"`
	What    string  `json:"what"`
	Status  *string `json:"status"`
	Text    *string `json:"text"`
	Written *string `json:"written"`
	Actor   *string `json:"actor"`
	Source  *string `json:"source"`
	From    *string `json:"absorbed_from"`
	Key     bool    `json:"key"`
}

type causeDoc struct {
	Role *string `json:"role"`
	Text string  `json:"text"`
	At   *string `json:"at"`
}

type hypothesisDoc struct {
	Text      string  `json:"text"`
	State     string  `json:"state"`
	Suspected *string `json:"suspected"`
	Settled   *string `json:"settled"`
	Held      *string `json:"held"`
	Why       *string `json:"why"`
}

type actionDoc struct {
	Title      string  `json:"title"`
	Type       *string `json:"type"`
	Owner      *string `json:"owner"`
	State      *string `json:"state"`
	Due        *string `json:"due"`
	DueWritten *string `json:"due_written"`
}

type sourceDoc struct {
	Name       string  `json:"name"`
	Text       *string `json:"text"`
	Assumption *string `json:"assumption"`
}

type findingDoc struct {
	Rule   string   `json:"rule"`
	Doubt  bool     `json:"doubtful"`
	Text   string   `json:"text"`
	Events []string `json:"events"`
}

// each applies f to all of in. No elements give an empty array, never null.
func each[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

func incidentOf(inc *report.Incident) (incidentDoc, error) {
	d := incidentDoc{
		ID: inc.ID, Title: clean(inc.Title), AsOf: moment(inc.AsOf),
		Status: nullable(inc.Status), Phase: nullable(inc.Phase), Resolution: nullable(inc.Resolution),
		Figures:     []json.RawMessage{},
		NotAffected: each(inc.NotAffected, func(s timeline.Scope) timeline.Scope { return s }),
		Timeline:    each(inc.Timeline, entry), Updates: each(inc.Updates, entry), Rivals: each(inc.Rivals, entry),
		Symptoms: each(inc.Symptoms, clean), Facts: each(inc.Facts, clean),
	}
	if s := inc.Severity; s != nil {
		d.Severity = &severityDoc{s.Level.String(), nullable(s.Scale), nullable(s.Word)}
	}
	for _, f := range inc.Figures {
		raw, err := figure(f.Figure, member{"group", clean(f.Group)}, member{"label", clean(f.Label)}, member{"facts", append([]int{}, f.Facts...)}, member{"explanation", nullable(f.Explanation)})
		if err != nil {
			return d, err
		}
		d.Figures = append(d.Figures, raw)
	}
	d.lists(inc)
	var err error
	if d.asideDoc, err = aside(inc); err != nil {
		return d, err
	}
	d.Definitions, err = definitionsOf(inc)
	return d, err
}

func (d *incidentDoc) lists(inc *report.Incident) {
	d.Detections = each(inc.Detections, func(x report.Detection) detectionDoc { return detectionDoc{nullable(x.By), instant(x.At)} })
	d.Statements = each(inc.Statements, func(x report.Statement) statementDoc {
		return statementDoc{clean(x.Subject), nullable(x.Answer), nullable(x.Text)}
	})
	d.Impacts = each(inc.Impacts, func(x report.Impact) impactDoc {
		return impactDoc{x.Scope, x.Hidden, nullable(x.Health.String()), instant(x.Start), instant(x.End), x.EndState.String(), nullable(x.Total.String())}
	})
	d.Causes = each(inc.Causes, func(x report.Cause) causeDoc { return causeDoc{nullable(x.Role), clean(x.Text), instant(x.At)} })
	d.Hypotheses = each(inc.Hypotheses, func(x report.Hypothesis) hypothesisDoc {
		return hypothesisDoc{clean(x.Text), x.State, instant(x.Suspected), instant(x.Settled), nullable(x.Held.String()), nullable(x.Why)}
	})
	d.Actions = each(inc.Actions, func(x report.Action) actionDoc {
		return actionDoc{clean(x.Title), nullable(x.Type), nullable(x.Owner), nullable(x.State), instant(x.Due), nullable(x.DueWritten)}
	})
	d.Sources = each(inc.Sources, func(x report.Source) sourceDoc {
		return sourceDoc{clean(x.Name), nullable(x.Text), nullable(x.Assumption)}
	})
	d.Findings = each(inc.Findings, func(x timeline.Finding) findingDoc {
		f := findingDoc{Rule: x.Rule, Doubt: x.Doubt, Text: clean(x.Text), Events: []string{}}
		for _, id := range x.Events {
			f.Events = append(f.Events, id.String())
		}
		return f
	})
}

func entry(e report.Entry) entryDoc {
	return entryDoc{instant(e.At), clean(e.What), nullable(e.Status), nullable(e.Text), nullable(e.Written), nullable(e.Actor), nullable(e.Source), nullable(e.From), e.Key}
}
