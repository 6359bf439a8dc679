package definition

import (
	"encoding/json"
	"time"

	"github.com/allclear-go/allclear/timeline"
)

type endDoc struct {
	Fact timeline.Milestone  `json:"fact"`
	Else *timeline.Milestone `json:"else"`
	Word *string             `json:"word"`
}

func endOf(e End) *endDoc {
	if e == (End{}) {
		return nil
	}
	return &endDoc{e.Fact, nullable(e.Else), nullable(e.Word)}
}

// nullable is null where nothing is said.
func nullable[S ~string](s S) *S {
	if s == "" {
		return nil
	}
	return &s
}

// MarshalJSON writes the definition as one object. Ends are null for totals, which
// have a measure:
//
//	{"id":"datadog/time_to_repair","vendor":"Datadog","name":"Time to Repair","version":"2025-02",
//	 "meaning":"restore","from":{"fact":"detected","else":"declared","word":"detected"},
//	 "to":{"fact":"restored","else":null,"word":"last customer impact end"},"first":false,
//	 "until":null,"measure":null,"source":"https://…","verified":true,"basis":"…","caveat":"…"}
func (d Definition) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ID       string              `json:"id"`
		Vendor   string              `json:"vendor"`
		Name     string              `json:"name"`
		Version  string              `json:"version"`
		Meaning  Meaning             `json:"meaning"`
		From     *endDoc             `json:"from"`
		To       *endDoc             `json:"to"`
		First    bool                `json:"first"`
		Until    *timeline.Milestone `json:"until"`
		Measure  *string             `json:"measure"`
		Source   *string             `json:"source"`
		Verified bool                `json:"verified"`
		Basis    *string             `json:"basis"`
		Caveat   *string             `json:"caveat"`
	}{
		d.ID, d.Vendor, d.Name, d.Version, d.Meaning, endOf(d.From), endOf(d.To), d.First, nullable(d.Until), nullable(d.Measure.ID()),
		nullable(d.Source), d.Verified, nullable(d.Basis), nullable(d.Caveat),
	})
}

type resultDoc struct {
	Definition string               `json:"definition"`
	Version    string               `json:"version"`
	Figure     timeline.Figure      `json:"figure"`
	From       *timeline.Milestone  `json:"from"`
	To         *timeline.Milestone  `json:"to"`
	Imputed    []Imputation         `json:"imputed"`
	Missing    []timeline.Milestone `json:"missing"`
	Text       string               `json:"text"`
}

func docOf(r Result) resultDoc {
	return resultDoc{
		r.Definition.ID, r.Definition.Version, r.Figure, nullable(r.From), nullable(r.To),
		append([]Imputation{}, r.Imputed()...), append([]timeline.Milestone{}, r.Missing...), r.String(),
	}
}

// MarshalJSON writes the result with the definition's ID and version, its figure as
// [timeline.Figure.MarshalJSON] does, and what was imputed and what is missing.
func (r Result) MarshalJSON() ([]byte, error) { return json.Marshal(docOf(r)) }

type shiftDoc struct {
	Fact      timeline.Milestone `json:"fact"`
	FactAt    *string            `json:"fact_at"`
	Other     timeline.Milestone `json:"other"`
	OtherAt   *string            `json:"other_at"`
	Direction Direction          `json:"direction"`
	Nth       *string            `json:"nth"`
	By        *timeline.Figure   `json:"by"`
}

// MarshalJSON writes {"fact":…,"fact_at":…,"other":…,"other_at":…,"direction":…,
// "nth":…,"by":…}, and null for a shift of no clock. By is the figure, null where
// both are one fact.
func (s Shift) MarshalJSON() ([]byte, error) {
	if s.Fact == "" {
		return []byte("null"), nil
	}
	d := shiftDoc{s.Fact, nullable(s.FactAt.String()), s.Other, nullable(s.OtherAt.String()), s.Direction, nullable(s.Nth), nil}
	if s.Figure.Measure() != (timeline.Measure{}) {
		d.By = &s.Figure
	}
	return json.Marshal(d)
}

type rowDoc struct {
	resultDoc
	Start   Shift  `json:"start"`
	End     Shift  `json:"end"`
	Explain string `json:"explain"`
}

// MarshalJSON writes the row as its result with the members start, end and explain.
func (r Row) MarshalJSON() ([]byte, error) {
	return json.Marshal(rowDoc{docOf(r.Result), r.Difference.Start, r.Difference.End, r.Explain(nil)})
}

// MarshalJSON writes {"vendor":…,"version":…,"whole":…,"parts":[…],"verdict":…,
// "sum":…,"why":…,"text":…}; whole and parts are IDs.
func (a Additivity) MarshalJSON() ([]byte, error) {
	parts := []string{}
	for _, p := range a.Parts {
		parts = append(parts, p.Definition.ID)
	}
	return json.Marshal(struct {
		Vendor  string   `json:"vendor"`
		Version string   `json:"version"`
		Whole   string   `json:"whole"`
		Parts   []string `json:"parts"`
		Verdict Verdict  `json:"verdict"`
		Sum     *string  `json:"sum"`
		Why     *string  `json:"why"`
		Text    string   `json:"text"`
	}{a.Vendor, a.Version, a.Whole.Definition.ID, parts, a.Verdict, nullable(a.Sum.String()), nullable(a.Why), a.String()})
}

// MarshalJSON writes {"incident":…,"as_of":…,"groups":[{"meaning":…,"own":…,
// "rows":[…]}],"additivity":[…]}. Own is null where there is no measure of ours.
func (c Comparison) MarshalJSON() ([]byte, error) {
	type groupDoc struct {
		Meaning Meaning `json:"meaning"`
		Own     *Result `json:"own"`
		Rows    []Row   `json:"rows"`
	}
	groups := []groupDoc{}
	for _, g := range c.Groups {
		d := groupDoc{Meaning: g.Meaning, Rows: append([]Row{}, g.Rows...)}
		if g.Own.Definition.ID != "" {
			d.Own = &g.Own
		}
		groups = append(groups, d)
	}
	return json.Marshal(struct {
		Incident   string       `json:"incident"`
		AsOf       string       `json:"as_of"`
		Groups     []groupDoc   `json:"groups"`
		Additivity []Additivity `json:"additivity"`
	}{c.Incident.String(), c.AsOf.UTC().Format(time.RFC3339Nano), groups, append([]Additivity{}, c.Additivity...)})
}
