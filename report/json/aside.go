package json

import (
	"encoding/json"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// asideDoc is what stands around an incident and what is drawn of it.
type asideDoc struct {
	Mode         *string         `json:"mode"`
	Phases       *phasesDoc      `json:"phases"`
	Severities   []stepDoc       `json:"severities"`
	Promises     []promiseDoc    `json:"promises"`
	Roles        []roleDoc       `json:"roles"`
	Changes      []changeDoc     `json:"changes"`
	References   []referenceDoc  `json:"references"`
	Capabilities []capabilityDoc `json:"capabilities"`
	Links        []linkDoc       `json:"links"`
	Absorbed     []absorptionDoc `json:"absorbed"`
	Hidden       []string        `json:"not_shown"`
}

type phasesDoc struct {
	Title  string          `json:"title"`
	Stages []phaseDoc      `json:"stages"`
	Whole  json.RawMessage `json:"whole"`
}

type phaseDoc struct {
	Label  string          `json:"label"`
	From   *string         `json:"from"`
	To     *string         `json:"to"`
	Figure json.RawMessage `json:"figure"`
}

type stepDoc struct {
	severityDoc
	From   *string         `json:"from"`
	To     *string         `json:"to"`
	Lasted json.RawMessage `json:"lasted"` // null where it is not shown
	Text   *string         `json:"text"`
}

type promiseDoc struct {
	Made  *string `json:"made"`
	Due   string  `json:"due"`
	State *string `json:"state"` // null where it is not shown
}

type roleDoc struct {
	Role    string  `json:"role"`
	Person  *string `json:"person"`
	Since   *string `json:"since"`
	Until   *string `json:"until"`
	Current bool    `json:"current"`
}

type changeDoc struct {
	Type *string `json:"type"`
	ID   *string `json:"id"`
	URL  *string `json:"url"`
	Text *string `json:"text"`
	Link *string `json:"link"`
	At   *string `json:"at"`
}

type referenceDoc struct {
	System *string `json:"system"`
	ID     *string `json:"id"`
	URL    *string `json:"url"`
	Title  *string `json:"title"`
}

type capabilityDoc struct {
	Name   string  `json:"name"`
	Health *string `json:"health"`
}

type linkDoc struct {
	Relation string `json:"relation"`
	Incident string `json:"incident"`
}

type absorptionDoc struct {
	Incident string `json:"incident"`
	Facts    int    `json:"facts"`
}

func aside(inc *report.Incident) (d asideDoc, err error) {
	d = asideDoc{Mode: nullable(inc.Mode), Severities: []stepDoc{}, Promises: []promiseDoc{}, Hidden: each(inc.Hidden, clean)}
	if d.Phases, err = phases(inc.Phases); err != nil {
		return d, err
	}
	for _, s := range inc.Steps.Steps {
		x := stepDoc{severityDoc{s.Severity.Level.String(), nullable(s.Severity.Scale), nullable(s.Severity.Word)}, instant(s.From), instant(s.To), nil, nullable(s.Text)}
		if s.Lasted.Measure() != (timeline.Measure{}) {
			if x.Lasted, err = figure(s.Lasted); err != nil {
				return d, err
			}
		}
		d.Severities = append(d.Severities, x)
	}
	for _, u := range inc.Cadence.Updates {
		if u.Due.IsKnown() {
			d.Promises = append(d.Promises, promiseDoc{instant(u.At), u.Due.String(), nullable(u.Kept)})
		}
	}
	d.Roles = each(inc.Roles, func(x report.Role) roleDoc {
		return roleDoc{clean(x.Role), nullable(x.Person), instant(x.Since), instant(x.Until), x.Current}
	})
	d.Changes = each(inc.Changes, func(x report.Change) changeDoc {
		return changeDoc{nullable(x.Type), nullable(x.ID), nullable(x.URL), nullable(x.Text), nullable(x.Link), instant(x.At)}
	})
	d.References = each(inc.References, func(x report.Reference) referenceDoc {
		return referenceDoc{nullable(x.System), nullable(x.ID), nullable(x.URL), nullable(x.Title)}
	})
	d.Capabilities = each(inc.Capabilities, func(x report.Capability) capabilityDoc {
		return capabilityDoc{clean(x.Name), nullable(x.Health.String())}
	})
	d.Links = each(inc.Links, func(x report.Link) linkDoc { return linkDoc{clean(x.Relation), x.Incident} })
	d.Absorbed = each(inc.Absorbed, func(x report.Absorption) absorptionDoc { return absorptionDoc{x.Incident, x.Facts} })
	return d, nil
}

func phases(p report.Phases) (*phasesDoc, error) {
	if len(p.Stages) == 0 {
		return nil, nil
	}
	d := &phasesDoc{Title: clean(p.Title)}
	for _, s := range p.Stages {
		raw, err := figure(s.Figure)
		if err != nil {
			return nil, err
		}
		d.Stages = append(d.Stages, phaseDoc{clean(s.Label), instant(s.From), instant(s.To), raw})
	}
	var err error
	d.Whole, err = figure(p.Whole)
	return d, err
}
