package json

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/timeline"
)

// SchemaVersion is the version of the document.
const SchemaVersion = 1

// A Renderer writes reports as JSON, indented by two spaces. The zero Renderer
// is ready, and safe for concurrent use.
type Renderer struct{}

// Render writes the report in one piece. It returns the writer's error.
func (Renderer) Render(w io.Writer, r *report.Report) error {
	if r == nil {
		r = &report.Report{}
	}
	doc := document{
		SchemaVersion: SchemaVersion, Title: clean(r.Title), Audience: r.Audience.String(), Zone: r.Format.ZoneName(),
		Incidents: []incidentDoc{}, Sums: []json.RawMessage{}, Sections: []sectionDoc{},
	}
	for i := range r.Incidents {
		inc, err := incidentOf(&r.Incidents[i])
		if err != nil {
			return err
		}
		doc.Incidents = append(doc.Incidents, inc)
	}
	for _, s := range r.Sums {
		raw, err := figure(s.Figure, member{"label", clean(s.Label)}, member{"of", s.Incidents})
		if err != nil {
			return err
		}
		doc.Sums = append(doc.Sums, raw)
	}
	var last *report.Section
	for s, b := range r.Blocks(nil) {
		if s != last {
			doc.Sections = append(doc.Sections, sectionDoc{s.ID, nullable(s.Incident), clean(s.Title), s.Level, []any{}})
			last = s
		}
		if d := block(b, &r.Format); d != nil {
			at := &doc.Sections[len(doc.Sections)-1]
			at.Blocks = append(at.Blocks, d)
		}
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	out := escape(buf.Bytes())
	n, err := w.Write(out)
	if err == nil && n < len(out) {
		err = io.ErrShortWrite
	}
	return err
}

type document struct {
	SchemaVersion int               `json:"schema_version"`
	Title         string            `json:"title"`
	Audience      string            `json:"audience"`
	Zone          string            `json:"zone"`
	Incidents     []incidentDoc     `json:"incidents"`
	Sums          []json.RawMessage `json:"sums"`
	Sections      []sectionDoc      `json:"sections"`
}

type sectionDoc struct {
	ID       string  `json:"id"`
	Incident *string `json:"incident"`
	Title    string  `json:"title"`
	Level    int     `json:"level"`
	Blocks   []any   `json:"blocks"`
}

// A member is added to a figure's object.
type member struct {
	name  string
	value any
}

// figure writes a figure as itself, with further members behind its own.
func figure(f timeline.Figure, more ...member) (json.RawMessage, error) {
	raw, err := f.MarshalJSON()
	if err != nil {
		return nil, err
	}
	raw = bytes.TrimSuffix(raw, []byte("}"))
	for _, m := range more {
		v, err := marshal(m.value)
		if err != nil {
			return nil, err
		}
		raw = append(append(append(raw, `,"`...), m.name...), `":`...)
		raw = append(raw, v...)
	}
	return append(raw, '}'), nil
}

// marshal is json.Marshal without the escapes meant for HTML.
func marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(buf.Bytes()), err
}

// clean is text as every format shows it.
func clean(s string) string { return report.Clean(s) }

// escape writes the characters that [report.Clean] would take out of text as
// escapes of JSON. Places and figures are data and kept as they are recorded;
// so written, no terminal or editor acts on them. Such characters can stand in
// strings only. What is not UTF-8 in those becomes U+FFFD, as JSON has no other text.
func escape(doc []byte) []byte {
	hostile := func(r rune) bool {
		return r >= 0x7f && r <= 0x9f || r == 0x061c || r == 0x200e || r == 0x200f ||
			r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfffe || r == 0xffff
	}
	if bytes.IndexFunc(doc, hostile) < 0 && utf8.Valid(doc) {
		return doc
	}
	out := make([]byte, 0, len(doc)+64)
	for _, r := range string(doc) {
		if hostile(r) {
			out = fmt.Appendf(out, `\u%04x`, r)
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// nullable is null where nothing is said.
func nullable[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	c := clean(string(s))
	return &c
}

// instant is the text of an instant, null when it is unknown.
func instant(i timeline.Instant) *string { return nullable(i.String()) }

// moment writes a time of the report, always in UTC.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// block writes a primitive.
func block(b report.Block, f *report.Format) any {
	switch b := b.(type) {
	case report.Paragraph:
		return map[string]any{"type": "paragraph", "text": clean(b.Text)}
	case report.List:
		return map[string]any{"type": "list", "items": words(b.Items, f)}
	case report.Table:
		rows := [][]string{}
		for _, r := range b.Rows {
			rows = append(rows, words(r, f))
		}
		head := []string{}
		for _, h := range b.Head {
			head = append(head, clean(f.Words(h)))
		}
		return map[string]any{"type": "table", "head": head, "rows": rows}
	case report.Code:
		return map[string]any{"type": "code", "text": clean(b.Text)}
	}
	return nil
}

func words(values []report.Value, f *report.Format) []string {
	out := []string{}
	for _, v := range values {
		out = append(out, clean(v.Words(f)))
	}
	return out
}
