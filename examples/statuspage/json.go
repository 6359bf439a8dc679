package main

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/allclear-go/allclear/incident/feed"
	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/timeline"
	"github.com/allclear-go/allclear/timeline/definition"
)

// document writes for programs: what package report/json writes of each incident,
// with where it came from and what is to be known of it. It is written record by
// record.
type document struct {
	w           io.Writer
	definitions []definition.Definition
	begun       bool
	// what is no incident comes last
	unread []stdjson.RawMessage
}

func newJSON(w io.Writer, definitions []definition.Definition) writer {
	return &document{w: w, definitions: definitions}
}

type note struct {
	Rule feed.Rule `json:"rule"`
	Path string    `json:"path"`
	Text string    `json:"text"`
}

type origin struct {
	Path        string  `json:"path"`
	SourceID    *string `json:"source_id"`
	Diagnostics []note  `json:"diagnostics"`
	Lint        []lint  `json:"lint"`
}

// A lint is a finding, for those who read the page and not for those it is written for.
type lint struct {
	Rule  string `json:"rule"`
	Doubt bool   `json:"doubtful"`
	Text  string `json:"text"`
}

func (d *document) item(item feed.Item, view *timeline.View, findings []timeline.Finding) error {
	from := origin{Path: item.Path, Diagnostics: []note{}, Lint: []lint{}}
	if item.ID != "" {
		from.SourceID = &item.ID
	}
	for _, n := range item.Diagnostics {
		from.Diagnostics = append(from.Diagnostics, note{n.Rule, n.Path, n.Text})
	}
	for _, f := range findings {
		from.Lint = append(from.Lint, lint{f.Rule, f.Doubt, f.Text})
	}
	raw, err := stdjson.Marshal(from)
	switch {
	case err != nil:
		return err
	case item.Incident == nil:
		d.unread = append(d.unread, raw)
		return nil
	case view == nil:
		return nil // not known yet
	}
	inc, err := d.incident(view)
	if err != nil {
		return err
	}
	both := append(bytes.TrimSuffix(bytes.TrimSpace(inc), []byte("}")), ',')
	return d.write(append(both, raw[1:]...))
}

// incident returns an incident as package report/json writes it.
func (d *document) incident(view *timeline.View) (stdjson.RawMessage, error) {
	r, err := report.Postmortem(report.Options{Audience: report.Public, Definitions: d.definitions}, view)
	if err != nil {
		return nil, err
	}
	r.Sections = nil // the same again, in prose
	var out bytes.Buffer
	if err := (json.Renderer{}).Render(&out, r); err != nil {
		return nil, err
	}
	var doc struct {
		Incidents []stdjson.RawMessage `json:"incidents"`
	}
	if err := stdjson.Unmarshal(out.Bytes(), &doc); err != nil {
		return nil, err
	}
	return doc.Incidents[0], nil
}

// write writes one incident.
func (d *document) write(incident []byte) error {
	head := ","
	if !d.begun {
		head = d.head()
	}
	var out bytes.Buffer
	out.WriteString(head + "\n    ")
	if err := stdjson.Indent(&out, incident, "    ", "  "); err != nil {
		return err
	}
	_, err := out.WriteTo(d.w)
	return err
}

// head begins the document.
func (d *document) head() string {
	d.begun = true
	return "{\n  \"schema_version\": " + strconv.Itoa(json.SchemaVersion) + ",\n  \"audience\": \"public\",\n  \"zone\": \"UTC\",\n  \"incidents\": ["
}

type yearDoc struct {
	Year         *int             `json:"year"`
	Incidents    int              `json:"incidents"`
	Maintenances int              `json:"maintenances"`
	Open         int              `json:"open"`
	Afterwards   int              `json:"entered_afterwards"`
	Shown        *timeline.Figure `json:"declared_to_resolved"`
	Impact       *timeline.Figure `json:"impact"`
	ImpactOf     int              `json:"impact_of"`
}

func yearOf(n *int, y *year) yearDoc {
	out := yearDoc{Year: n, Incidents: y.incidents, Maintenances: y.maintenances, Open: y.open, Afterwards: y.afterwards, ImpactOf: len(y.impact.known)}
	if len(y.shown.known) > 0 {
		total := y.shown.total()
		out.Shown = &total
	}
	if len(y.impact.known) > 0 {
		total := y.impact.total()
		out.Impact = &total
	}
	return out
}

// end writes what all records come to, and closes the document.
func (d *document) end(t *totals) error {
	head := "\n  ]"
	if !d.begun {
		head = d.head() + "]"
	}
	years := []yearDoc{}
	for _, n := range t.sorted() {
		years = append(years, yearOf(&n, t.years[n]))
	}
	if t.undated.incidents > 0 {
		years = append(years, yearOf(nil, &t.undated))
	}
	if d.unread == nil {
		d.unread = []stdjson.RawMessage{}
	}
	totals, err := stdjson.MarshalIndent(map[string]any{
		"as_of": t.asOf.UTC().Format(time.RFC3339), "records": t.records, "told_again": t.again, "not_known_yet": t.later,
		"unread": d.unread, "years": years, "rules": t.rules, "lint": t.found,
	}, "  ", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(d.w, "%s,\n  \"totals\": %s\n}\n", head, totals)
	return err
}
