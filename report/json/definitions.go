package json

import (
	"encoding/json"

	"github.com/allclear-go/allclear/report"
)

type definitionsDoc struct {
	Groups []definitionGroupDoc `json:"groups"`
	Sums   []string             `json:"sums"`
}

type definitionGroupDoc struct {
	Meaning string          `json:"meaning"`
	OwnName *string         `json:"own_name"`
	Own     json.RawMessage `json:"own"`
	Rows    []definitionDoc `json:"rows"`
}

type definitionDoc struct {
	ID       string          `json:"id"`
	Title    string          `json:"title"`
	Version  string          `json:"version"`
	Figure   json.RawMessage `json:"figure"`
	None     *string         `json:"none"`
	Took     *string         `json:"took"`
	Differs  *string         `json:"differs"`
	Source   *string         `json:"source"`
	Verified bool            `json:"verified"`
	Caveat   *string         `json:"caveat"`
}

// definitionsOf writes an incident as others measure it, nil where nobody asked. A
// figure is there even where the tool has none, as the bound that other facts give;
// none says so.
func definitionsOf(inc *report.Incident) (*definitionsDoc, error) {
	if len(inc.Definitions.Groups) == 0 {
		return nil, nil
	}
	out := &definitionsDoc{Sums: each(inc.Definitions.Sums, clean)}
	for _, g := range inc.Definitions.Groups {
		d := definitionGroupDoc{Meaning: clean(g.Meaning), OwnName: nullable(g.OwnName)}
		if own, ok := g.Own.Figure(); ok {
			raw, err := figure(own)
			if err != nil {
				return nil, err
			}
			d.Own = raw
		}
		for _, r := range g.Rows {
			raw, err := figure(r.Figure)
			if err != nil {
				return nil, err
			}
			d.Rows = append(d.Rows, definitionDoc{
				clean(r.ID), clean(r.Title), clean(r.Version), raw, nullable(r.None), nullable(r.Took), nullable(r.Differs),
				nullable(r.Source), r.Verified, nullable(r.Caveat),
			})
		}
		out.Groups = append(out.Groups, d)
	}
	return out, nil
}
